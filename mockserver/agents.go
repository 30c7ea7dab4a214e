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

func agentDisplay(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.AgentDisplay(x.param("agent_id"), x.param("display"), x.param("button"))
}

func createAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	id, password, err := c.CreateAgent(x.now, x.person())
	return vars{{"agent_id", id}, {"password", password}}, err
}

func editAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EditAgent(x.param("agent_id"), x.person())
}

// person is what create_agent and edit_agent say of an agent. An empty password asks for a random one; of the others,
// an empty one counts as not given (Q-EMPTY-PARAM).
func (x *exchange) person() callcenter.AgentEdit {
	return callcenter.AgentEdit{DNI: x.given("agent_dni"), Name: x.given("agent_name"), SSO: x.given("agent_sso"), Password: x.optional("agent_pass")}
}

func addInteraction(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	i, err := c.AddInteraction(x.now, callcenter.Message{
		From: x.param("from"), FromName: x.param("fromname"), To: x.param("to"), ToName: x.param("toname"),
		Subject: x.param("subject"), Body: x.param("body"), RPID: x.param("rp_id"),
	})
	return vars{{"agent_id", i.AgentID}}, err
}
