package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on skills and activity codes.

func createSkill(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return vars{{"skill_id", c.CreateSkill(x.skill())}}, nil
}

func editSkill(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EditSkill(x.param("skill_id"), x.skill())
}

func (x *exchange) skill() callcenter.SkillChange {
	return callcenter.SkillChange{
		Name: x.given("skill_name"), Description: x.given("description_skill"), Voicemail: x.given("voicemail"),
		WelcomeMessage: x.given("welcome_message"), VTO: x.given("vto"),
	}
}

func addAgentsSkill(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.AddAgentToSkill(x.param("skill_id"), x.param("agent_id"), x.param("expertise"))
}

func removeAgentsSkill(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RemoveAgentFromSkill(x.param("skill_id"), x.param("agent_id"))
}

func createCodAct(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.CreateCode(x.codeGroup(), x.param("cod_act"), x.code())
}

func editCodAct(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EditCode(x.codeGroup(), x.param("cod_act"), x.code())
}

func removeCodAct(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RemoveCodes(x.codeGroup(), x.list("cod_act"))
}

func (x *exchange) codeGroup() callcenter.CodeGroup {
	return callcenter.CodeGroup(x.param("type_code"))
}

func (x *exchange) code() callcenter.CodeChange {
	return callcenter.CodeChange{
		Description: x.given("description_cod_act"), Hit: x.given("hit"), RPC: x.given("rpc"), Chat: x.given("chat"),
		Studio: x.given("studio"), Voice: x.given("voice"), Interactions: x.given("interactions"),
	}
}
