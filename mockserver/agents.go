package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on an agent.

func changeStatus(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	state, err := c.ChangeStatus(x.now, x.param("agent_id"), x.param("status"))
	return vars{{"state", state}}, err
}

func disableAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DisableAgent(x.param("agent_id"))
}

func enableAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EnableAgent(x.param("agent_id"))
}
