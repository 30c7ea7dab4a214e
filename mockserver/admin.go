package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/openapi"
)

// adminRoutes is the control API: a row for each operation of openapi/admin.yaml, which gives path, method and status
// and says what a request may hold. A row is one line over an exported method: a row that needs more shows that a method is
// missing.
var adminRoutes = []adminRoute{
	{"health", func(*adminRequest) (any, error) { return map[string]string{"status": "ok"}, nil }},
	{"metrics", func(a *adminRequest) (any, error) { return a.metrics() }},
	{"openapiYaml", func(a *adminRequest) (any, error) { return a.document("application/yaml", openapi.FormatYAML) }},
	{"openapiJson", func(a *adminRequest) (any, error) { return a.document("application/json", openapi.FormatJSON) }},
	{"adminYaml", func(a *adminRequest) (any, error) { return raw{"application/yaml", a.admin.Source(), false}, nil }},
	{"listWorlds", func(a *adminRequest) (any, error) { return a.views(a.s.Worlds()), nil }},
	{"createWorld", with(func(a *adminRequest, v WorldSpec) (any, error) { return a.view(a.s.CreateWorld(v)) })},
	{"snapshot", func(a *adminRequest) (any, error) { return a.world.Snapshot(), nil }},
	{"restore", with(func(a *adminRequest, v Snapshot) (any, error) { return nil, a.world.restore(v, asItIs) })},
	{"deleteWorld", func(a *adminRequest) (any, error) { return nil, a.s.DeleteWorld(a.world.name) }},
	{"reset", func(a *adminRequest) (any, error) { return nil, a.world.Reset() }},
	{"board", func(a *adminRequest) (any, error) { return a.world.Board(), nil }},
	{"listAgents", func(a *adminRequest) (any, error) { return a.world.Agents() }},
	{"getAgent", func(a *adminRequest) (any, error) { return a.world.Agent(a.path["agent_id"]) }},
	{"putAgent", with(func(a *adminRequest, v callcenter.AgentChange) (any, error) {
		return a.world.PutAgent(a.path["agent_id"], v)
	})},
	{"deleteAgent", func(a *adminRequest) (any, error) { return nil, a.world.DeleteAgent(a.path["agent_id"]) }},
	{"login", func(a *adminRequest) (any, error) { return a.world.Login(a.path["agent_id"]) }},
	{"logout", func(a *adminRequest) (any, error) { return a.world.Logout(a.path["agent_id"]) }},
	{"hangUp", func(a *adminRequest) (any, error) { return a.world.HangUp(a.path["agent_id"]) }},
	{"hold", func(a *adminRequest) (any, error) { return a.world.Hold(a.path["agent_id"]) }},
	{"mute", func(a *adminRequest) (any, error) { return a.world.Mute(a.path["agent_id"]) }},
	{"changeStatus", with(func(a *adminRequest, v statusChange) (any, error) {
		return a.world.ChangeStatus(a.path["agent_id"], v.Status)
	})},
	{"listCalls", func(a *adminRequest) (any, error) { return a.world.Calls(), nil }},
	{"arrive", with(func(a *adminRequest, v callcenter.Arrival) (any, error) { return a.world.Arrive(v) })},
	{"answer", func(a *adminRequest) (any, error) { return a.world.Answer(a.conn()) }},
	{"customerHangUp", func(a *adminRequest) (any, error) { return a.world.CustomerHangUp(a.conn()) }},
	{"listStates", func(a *adminRequest) (any, error) { return full(a.world.States()), nil }},
	{"putState", with(func(a *adminRequest, v stateChange) (any, error) {
		return a.world.PutState(a.path["state_id"], v.Description)
	})},
	{"deleteState", func(a *adminRequest) (any, error) { return nil, a.world.DeleteState(a.path["state_id"]) }},
	{"listDialRules", func(a *adminRequest) (any, error) { return a.world.DialRules(), nil }},
	{"addDialRule", with(func(a *adminRequest, v callcenter.DialRule) (any, error) { return a.world.AddDialRule(v) })},
	{"clearDialRules", func(a *adminRequest) (any, error) { a.world.ClearDialRules(); return nil, nil }},
	{"listSkills", func(a *adminRequest) (any, error) { return full(a.world.Skills()), nil }},
	{"putSkill", with(func(a *adminRequest, v callcenter.SkillSetup) (any, error) {
		return a.world.PutSkill(a.path["skill_id"], v)
	})},
	{"deleteSkill", func(a *adminRequest) (any, error) { return nil, a.world.DeleteSkill(a.path["skill_id"]) }},
	{"listActivityCodes", func(a *adminRequest) (any, error) { return full(a.world.ActivityCodes()), nil }},
	{"putActivityCode", with(func(a *adminRequest, v callcenter.CodeSetup) (any, error) {
		return a.world.PutActivityCode(a.codeGroup(), a.path["cod_act"], v)
	})},
	{"deleteActivityCode", func(a *adminRequest) (any, error) {
		return nil, a.world.DeleteActivityCode(a.codeGroup(), a.path["cod_act"])
	}},
	{"listCampaigns", func(a *adminRequest) (any, error) { return full(a.world.Campaigns()), nil }},
	{"putCampaign", with(func(a *adminRequest, v callcenter.CampaignChange) (any, error) {
		return a.world.PutCampaign(a.path["campaign_id"], v)
	})},
	{"listCallbacks", func(a *adminRequest) (any, error) { return full(a.world.Callbacks()), nil }},
	{"listRoutingPoints", func(a *adminRequest) (any, error) { return full(a.world.RoutingPoints()), nil }},
	{"putRoutingPoint", with(func(a *adminRequest, v callcenter.RoutingPointChange) (any, error) {
		return nil, a.world.PutRoutingPoint(a.path["rp_id"], v)
	})},
	{"listPBXUsers", func(a *adminRequest) (any, error) { return full(a.world.PBXUsers()), nil }},
	{"putPBXUser", with(func(a *adminRequest, v callcenter.PBXUserChange) (any, error) {
		return a.world.PutPBXUser(a.path["user"], v)
	})},
	{"deletePBXUser", func(a *adminRequest) (any, error) { return nil, a.world.DeletePBXUser(a.path["user"]) }},
	{"lists", func(a *adminRequest) (any, error) { return a.world.Lists(), nil }},
	{"putDNC", with(func(a *adminRequest, v dncChange) (any, error) { return a.world.PutDNC(a.path["phone"], v.Type) })},
	{"deleteDNC", func(a *adminRequest) (any, error) { return nil, a.world.DeleteDNC(a.path["phone"]) }},
	{"putIP", with(func(a *adminRequest, v callcenter.IPChange) (any, error) { return a.world.PutIP(a.path["ip"], v) })},
	{"deleteIP", func(a *adminRequest) (any, error) { return nil, a.world.DeleteIP(a.path["ip"]) }},
	{"getAccount", func(a *adminRequest) (any, error) { return a.world.Account(), nil }},
	{"putAccount", with(func(a *adminRequest, v AccountChange) (any, error) { return a.world.PutAccount(v) })},
	{"listTokens", func(a *adminRequest) (any, error) { return a.world.Tokens(), nil }},
	{"addToken", with(func(a *adminRequest, v Token) (any, error) { return a.world.AddToken(v) })},
	{"removeToken", func(a *adminRequest) (any, error) { return nil, a.world.RemoveToken(a.values.Get("token")) }},
	{"getClock", func(a *adminRequest) (any, error) { return a.world.Clock(), nil }},
	{"setClock", with(func(a *adminRequest, v ClockChange) (any, error) { return a.world.SetClock(v) })},
	{"getSimulator", func(a *adminRequest) (any, error) { return a.world.Simulator(), nil }},
	{"setSimulator", with(func(a *adminRequest, v SimulatorChange) (any, error) { return a.world.SetSimulator(v) })},
	{"listFaults", func(a *adminRequest) (any, error) { return a.world.Faults(), nil }},
	{"addFault", with(func(a *adminRequest, v fault.Fault) (any, error) { return a.world.AddFault(v) })},
	{"clearFaults", func(a *adminRequest) (any, error) { a.world.ClearFaults(); return nil, nil }},
	{"listGates", func(a *adminRequest) (any, error) { return a.world.Gates(), nil }},
	{"addGate", with(func(a *adminRequest, v fault.Gate) (any, error) { return a.world.AddGate(v) })},
	{"awaitGate", func(a *adminRequest) (any, error) { return a.awaitGate() }},
	{"openGate", func(a *adminRequest) (any, error) { return nil, a.world.OpenGate(a.path["gate"]) }},
	{"listRequests", func(a *adminRequest) (any, error) { return a.requests() }},
	{"getRequest", func(a *adminRequest) (any, error) { return a.world.Exchange(a.pathNumber("seq")) }},
	{"clearRequests", func(a *adminRequest) (any, error) { a.world.ClearRequests(); return nil, nil }},
	{"events", func(a *adminRequest) (any, error) { return a.events() }},
	{"listAllRequests", func(a *adminRequest) (any, error) { return a.s.Requests(a.search()), nil }},
	{"listExpectations", func(a *adminRequest) (any, error) { return a.world.Expectations(), nil }},
	{"addExpectation", with(func(a *adminRequest, v Expectation) (any, error) { return a.world.AddExpectation(v) })},
	{"clearExpectations", func(a *adminRequest) (any, error) { a.world.ClearExpectations(); return nil, nil }},
	{"checkExpectations", with(func(a *adminRequest, v expectationList) (any, error) {
		return a.world.CheckExpectations(v.Expectations...)
	})},
	{"checkAllExpectations", with(func(a *adminRequest, v expectationList) (any, error) {
		return a.s.CheckExpectations(v.Expectations...)
	})},
	{"coverage", func(a *adminRequest) (any, error) { return a.world.Coverage(), nil }},
	{"explanations", func(a *adminRequest) (any, error) { return long{a.s.explained(a.reached)}, nil }},
	{"listOperations", func(a *adminRequest) (any, error) { return long{a.s.Operations()}, nil }},
	{"caCertificate", func(a *adminRequest) (any, error) { return a.caCertificate() }},
	{"verifyWorld", func(a *adminRequest) (any, error) { return a.demanded(a.world.judged(a.reached)) }},
	{"verify", func(a *adminRequest) (any, error) { return a.demanded(a.s.judged(a.reached)) }},
}

type adminRoute struct {
	operation string // operationId
	handle    func(*adminRequest) (any, error)
}
