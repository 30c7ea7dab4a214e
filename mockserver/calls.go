package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on an agent's call.

func hang(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Hang(x.now, x.param("agent_id"))
}

func auxCall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	conn, err := c.AuxCall(x.now, x.param("agent_id"), x.param("customer_phone"))
	return vars{{"conn_id", string(conn)}}, err
}

func transfer(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	conn, err := c.Transfer(x.now, x.param("agent_id"), x.param("customer_phone"))
	return vars{{"conn_id", string(conn)}}, err
}

func dial(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	conn, err := c.Dial(x.now, x.param("agent_id"), x.param("customer_phone"), x.param("customer_id"), x.param("customer_name"))
	return vars{{"conn_id", string(conn)}}, err
}

func mute(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Mute(x.now, x.param("agent_id"))
}

func hold(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Hold(x.now, x.param("agent_id"))
}

func dtmf(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.SendTones(x.now, x.param("agent_id"), x.param("tones"))
}

func codeCall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	conn, err := c.Type(x.now, x.param("agent_id"), x.param("cod_act"), x.param("cod_act_2"), x.param("comments"))
	return vars{{"conn_id", string(conn)}}, err
}

func hangTypeReady(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.HangTypeReady(x.now, x.param("agent_id"), x.param("cod_act"), x.param("cod_act_2"), x.param("comments"))
}

func speechOnDemand(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.SpeechOnDemand(x.now, callcenter.ConnID(x.param("conn_id")), x.param("agent_id"))
}
