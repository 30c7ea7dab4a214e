package mockserver

import "wolkvoxmock/mockserver/callcenter"

// The operations of agentbox.php: what an agent does, done from outside.

func hang(c *callcenter.Center, r *request) (result, error) {
	return done("hung_up"), c.Hang(r.now, r.param("agent_id"))
}

func changeStatus(c *callcenter.Center, r *request) (result, error) {
	state, err := c.ChangeStatus(r.now, r.param("agent_id"), callcenter.Status(r.param("status")))
	return done("status_changed", "state", state), err
}

func auxCall(c *callcenter.Center, r *request) (result, error) {
	conn, err := c.AuxCall(r.now, r.param("agent_id"), r.param("customer_phone"))
	return done("called", "conn_id", string(conn)), err
}

func transfer(c *callcenter.Center, r *request) (result, error) {
	conn, err := c.Transfer(r.now, r.param("agent_id"), r.param("customer_phone"))
	return done("transferred", "conn_id", string(conn)), err
}

func dial(c *callcenter.Center, r *request) (result, error) {
	conn, err := c.Dial(r.now, r.param("agent_id"), r.param("customer_phone"), r.param("customer_id"), r.param("customer_name"))
	return done("dialled", "conn_id", string(conn)), err
}

func hangTypeReady(c *callcenter.Center, r *request) (result, error) {
	err := c.HangTypeReady(r.now, r.param("agent_id"), r.param("cod_act"), r.param("cod_act_2"), r.param("comments"))
	return done("coded_and_ready"), err
}

func codeCall(c *callcenter.Center, r *request) (result, error) {
	conn, err := c.Type(r.now, r.param("agent_id"), r.param("cod_act"), r.param("cod_act_2"), r.param("comments"))
	return done("coded", "conn_id", string(conn)), err
}

func mute(c *callcenter.Center, r *request) (result, error) {
	return done("mute_toggled"), c.Mute(r.now, r.param("agent_id"))
}

func hold(c *callcenter.Center, r *request) (result, error) {
	return done("hold_toggled"), c.Hold(r.now, r.param("agent_id"))
}

func dtmf(c *callcenter.Center, r *request) (result, error) {
	return done("tones_sent"), c.SendTones(r.now, r.param("agent_id"), r.param("tones"))
}

func agentDisplay(c *callcenter.Center, r *request) (result, error) {
	show := word(r, "display", showOrHide, "show or hide")
	return done("display_changed"), c.AgentDisplay(r.param("agent_id"), show, r.param("button"))
}

// The vendor calls a callback a recall: recall has the new signature, recallByPhone the old one (Q-RECALL-SIGNATURE).

func recall(c *callcenter.Center, r *request) (result, error) {
	return done("recall_scheduled"), c.Recall(r.now, r.recall("telefono", "rellamada"))
}

func recallByPhone(c *callcenter.Center, r *request) (result, error) {
	err := c.RecallByPhone(r.now, r.param("agent_id"), r.phone("customer_phone"), r.date("date"), r.style("type_recall"))
	return done("recall_scheduled"), err
}

func editRecall(c *callcenter.Center, r *request) (result, error) {
	return done("recall_edited"), c.EditRecall(r.now, r.recall("telephone", "recall"))
}

func deleteRecall(c *callcenter.Center, r *request) (result, error) {
	return done("recall_deleted"), c.DeleteRecall(r.recall("telephone", ""))
}
