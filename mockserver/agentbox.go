package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations of agentbox.php: what an agent does, done from outside.

func hang(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Hang(x.now, x.param("agent_id"))
}

func changeStatus(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	state, err := c.ChangeStatus(x.now, x.param("agent_id"), x.param("status"))
	return vars{{"state", state}}, err
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

func agentDisplay(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.AgentDisplay(x.param("agent_id"), x.param("display"), x.param("button"))
}

// The vendor calls a callback a recall.

// recall has the new signature, recallByPhone the old one (Q-RECALL-SIGNATURE).
func recall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Recall(x.now, x.recall("telefono", "rellamada"))
}

func recallByPhone(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RecallByPhone(x.now, x.param("agent_id"), x.param("customer_phone"), x.param("date"), x.param("type_recall"))
}

func editRecall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EditRecall(x.now, x.recall("telephone", "recall"))
}

func deleteRecall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DeleteRecall(x.recall("telephone", ""))
}

// recall is the callback that a request is about. The parameters of phone and date are called differently in each.
func (x *exchange) recall(phone, date string) callcenter.Recall {
	return callcenter.Recall{
		AgentID: x.param("agent_id"), CampaignID: x.param("id_camp"), CustomerID: x.param("id_customer"), Phone: x.param(phone),
		Date: x.param(date), Style: x.param("recall_style"), CustomerName: x.param("name_recall"),
	}
}
