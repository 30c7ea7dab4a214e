package mockserver

import (
	"strconv"

	"wolkvoxmock/mockserver/callcenter"
)

// The operations of configuration.php: how the contact center is set up.

func disableAgent(c *callcenter.Center, r *request) (result, error) {
	return done("agent_disabled"), c.DisableAgent(r.param("agent_id"))
}

func enableAgent(c *callcenter.Center, r *request) (result, error) {
	return done("agent_enabled"), c.EnableAgent(r.param("agent_id"))
}

func createAgent(c *callcenter.Center, r *request) (result, error) {
	id, password, err := c.CreateAgent(r.now, r.agentEdit())
	return done("agent_created", "agent_id", id, "password", password), err
}

func editAgent(c *callcenter.Center, r *request) (result, error) {
	return done("agent_edited"), c.EditAgent(r.param("agent_id"), r.agentEdit())
}

func createSkill(c *callcenter.Center, r *request) (result, error) {
	id, err := c.CreateSkill(r.skill())
	return done("skill_created", "skill_id", id), err
}

func editSkill(c *callcenter.Center, r *request) (result, error) {
	return done("skill_edited"), c.EditSkill(r.param("skill_id"), r.skill())
}

func addAgentsSkill(c *callcenter.Center, r *request) (result, error) {
	return done("agent_added_to_skill"), c.AddAgentToSkill(r.now, r.param("skill_id"), r.param("agent_id"), r.param("expertise"))
}

func removeAgentsSkill(c *callcenter.Center, r *request) (result, error) {
	return done("agent_removed_from_skill"), c.RemoveAgentFromSkill(r.param("skill_id"), r.param("agent_id"))
}

func createCodAct(c *callcenter.Center, r *request) (result, error) {
	return done("code_created"), c.CreateCode(r.codeGroup(), r.param("cod_act"), r.code())
}

func editCodAct(c *callcenter.Center, r *request) (result, error) {
	return done("code_edited"), c.EditCode(r.codeGroup(), r.param("cod_act"), r.code())
}

func removeCodAct(c *callcenter.Center, r *request) (result, error) {
	return done("codes_removed"), c.RemoveCodes(r.codeGroup(), r.list("cod_act"))
}

func addDNC(c *callcenter.Center, r *request) (result, error) {
	n, err := c.AddDNC(r.now, word(r, "type_call", directions, anyDirection), r.list("telephones"))
	return done("numbers_added", "count", strconv.Itoa(n)), err
}

func removeDNC(c *callcenter.Center, r *request) (result, error) {
	n, err := c.RemoveDNC(word(r, "type", directionsLeft, anyDirection), r.list("telephones"))
	return done("numbers_removed", "count", strconv.Itoa(n)), err
}

func blockPredictiveDNC(c *callcenter.Center, r *request) (result, error) {
	n, err := c.BlockRecords(r.param("id_campaing"), r.list("id_cliente"))
	return done("records_blocked", "count", strconv.Itoa(n)), err
}

func addIP(c *callcenter.Center, r *request) (result, error) {
	permanent := word(r, "permanent", noUnless, "yes or no")
	return done("ip_added"), c.AddIP(r.address("ip"), permanent, r.param("description"))
}

func removeIP(c *callcenter.Center, r *request) (result, error) {
	return done("ip_removed"), c.RemoveIP(r.address("ip"))
}

func disableModule(c *callcenter.Center, _ *request) (result, error) {
	return done("module_disabled", "account", c.SetModule(false)), nil
}

func enableModule(c *callcenter.Center, _ *request) (result, error) {
	return done("module_enabled", "account", c.SetModule(true)), nil
}

// editLicenses changes one number or both, and the reply speaks of these (Q-LICENSES-ONE).
func editLicenses(c *callcenter.Center, r *request) (result, error) {
	callCenter, pbx := r.number("call_center"), r.number("pbx")
	outcome := "licenses_changed"
	switch {
	case pbx == nil:
		outcome = "call_center_licenses_changed"
	case callCenter == nil:
		outcome = "pbx_licenses_changed"
	}
	old, err := c.EditLicences(callCenter, pbx)
	return done(outcome, "old_call_center", strconv.Itoa(old.CallCenter), "old_pbx", strconv.Itoa(old.PBX)), err
}

func addInteraction(c *callcenter.Center, r *request) (result, error) {
	i, err := c.AddInteraction(r.now, callcenter.Message{
		From: r.param("from"), FromName: r.param("fromname"), To: r.param("to"), ToName: r.param("toname"),
		Subject: r.param("subject"), Body: r.param("body"), RPID: r.param("rp_id"),
	})
	return done("interaction_assigned", "agent_id", i.AgentID), err
}

func freeLaw2300(c *callcenter.Center, r *request) (result, error) {
	item := word(r, "item", lawItems, "telephone or customer_id")
	return done("law2300_freed"), c.FreeLaw(r.param("nit"), item, r.param("value"))
}

func blockLaw2300(c *callcenter.Center, r *request) (result, error) {
	return done("law2300_blocked"), c.BlockLaw(r.now, r.param("nit"), r.param("telephone"), r.param("customer_id"))
}

func uploadFile(c *callcenter.Center, r *request) (result, error) {
	return done("file_uploaded"), c.UploadFiles(r.now, r.uploads())
}

func deleteFile(c *callcenter.Center, r *request) (result, error) {
	return done("file_deleted"), c.DeleteFile(r.param("filename"))
}

func uploadAudio(c *callcenter.Center, r *request) (result, error) {
	audios, err := c.UploadAudios(r.now, r.uploads())
	res := done("audios_uploaded", "count", strconv.Itoa(len(audios)))
	res.Lists = recordLists{"data": uploadedFields.records(audios, r.zone)}
	return res, err
}

var uploadedFields = fields[callcenter.Audio]{
	{"filename", func(a callcenter.Audio) string { return a.Name }},
}

func speechOnDemand(c *callcenter.Center, r *request) (result, error) {
	return done("speech_requested"), c.SpeechOnDemand(r.now, r.param("conn_id"), r.param("agent_id"))
}
