package mockserver

import (
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations of configuration.php: how the contact center is set up.

func disableAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DisableAgent(x.param("agent_id"))
}

func enableAgent(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EnableAgent(x.param("agent_id"))
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
func (x *exchange) person() callcenter.PersonChange {
	return callcenter.PersonChange{DNI: x.given("agent_dni"), Name: x.given("agent_name"), SSO: x.given("agent_sso"), Password: x.optional("agent_pass")}
}

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

func addDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.AddDNC(x.now, x.param("type_call"), x.list("telephones")))
}

func removeDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.RemoveDNC(x.param("type"), x.list("telephones")))
}

func blockPredictiveDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.BlockRecords(x.param("id_campaing"), x.list("id_cliente")))
}

func counted(n int, err error) (openapi.Vars, error) {
	return vars{{"count", strconv.Itoa(n)}}, err
}

func blockLaw2300(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.BlockLaw(x.now, x.param("nit"), x.param("telephone"), x.param("customer_id"))
}

func freeLaw2300(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.FreeLaw(x.param("nit"), x.param("item"), x.param("value"))
}

func addIP(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.AddIP(x.param("ip"), x.param("permanent"), x.param("description"))
}

func removeIP(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RemoveIP(x.param("ip"))
}

func disableModule(c *callcenter.Center, _ *exchange) (openapi.Vars, error) {
	return vars{{"account", c.SetModule(false)}}, nil
}

func enableModule(c *callcenter.Center, _ *exchange) (openapi.Vars, error) {
	return vars{{"account", c.SetModule(true)}}, nil
}

// editLicenses changes one number or both, and the reply speaks of these (Q-LICENSES-ONE).
func editLicenses(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	callCenter, pbx := x.given("call_center"), x.given("pbx")
	old, err := c.EditLicences(callCenter, pbx)
	switch {
	case pbx == nil:
		x.ending = "call_center_licenses_changed"
	case callCenter == nil:
		x.ending = "pbx_licenses_changed"
	}
	return vars{{"old_call_center", strconv.Itoa(old.CallCenter)}, {"old_pbx", strconv.Itoa(old.PBX)}}, err
}

func addInteraction(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	i, err := c.AddInteraction(x.now, callcenter.Message{
		From: x.param("from"), FromName: x.param("fromname"), To: x.param("to"), ToName: x.param("toname"),
		Subject: x.param("subject"), Body: x.param("body"), RPID: x.param("rp_id"),
	})
	return vars{{"agent_id", i.AgentID}}, err
}

// Of a file the call center keeps what a read shows, not what is in it.

func uploadFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.UploadFiles(x.now, x.uploads())
}

func deleteFile(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DeleteFile(x.param("filename"))
}

func uploadAudio(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	audios, err := c.UploadAudios(x.now, x.uploads())
	return listing{vars{{"count", strconv.Itoa(len(audios))}}, lists{"data": listOf[callcenter.Audio]{fields: uploadedFields, rows: audios}}}, err
}

// uploads are the files of the form.
func (x *exchange) uploads() (all []callcenter.Upload) {
	for _, f := range x.files {
		all = append(all, callcenter.Upload{Name: f.name, Size: int(f.size), Seconds: int(f.duration.Round(time.Second) / time.Second)})
	}
	return all
}

var uploadedFields = fields[callcenter.Audio]{
	{"filename", func(a callcenter.Audio) string { return a.Name }},
}

func speechOnDemand(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.SpeechOnDemand(x.now, callcenter.ConnID(x.param("conn_id")), x.param("agent_id"))
}
