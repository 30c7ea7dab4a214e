package client

import "context"

// The documented operations, a line each over Call, which also says what their errors are. Here: what an agent does.

// Hang ends the call that the agent has.
// Reply: https://www.wolkvox.com/en/hang-up-agent-v2/ (example); refusals are inferred, among them no_active_call.
func (c *Client) Hang(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "hang", Params{}.set("agent_id", agentID))
}

// ChangeStatus puts the agent in a state: "ready", "logout", or the id of an auxiliary state of the account.
// Reply: https://www.wolkvox.com/en/change-agent-state-agent-v2/ (example); refusals are inferred, among them
// state_unknown and agent_on_call.
func (c *Client) ChangeStatus(ctx context.Context, agentID, status string) (Reply, error) {
	return c.Call(ctx, "change_status", Params{}.set("agent_id", agentID, "status", status))
}

// AuxCall lets the agent call a phone number once a call of a predictive campaign has been cut.
// Reply: https://www.wolkvox.com/en/make-auxiliary-call-agent-v2/ (example); refusals are inferred, among them
// no_predictive_call and number_blocked.
func (c *Client) AuxCall(ctx context.Context, agentID, customerPhone string) (CallReply, error) {
	return withConnID(c.Call(ctx, "aux_call", Params{}.set("agent_id", agentID, "customer_phone", customerPhone)))
}

// Transfer hands the agent's call over to a phone number or to the extension of another agent.
// Reply: https://www.wolkvox.com/en/transfer-call-agent-v2/ (example); refusals are inferred, among them
// destination_unavailable.
func (c *Client) Transfer(ctx context.Context, agentID, customerPhone string) (CallReply, error) {
	return withConnID(c.Call(ctx, "transfer", Params{}.set("agent_id", agentID, "customer_phone", customerPhone)))
}

// Dial lets the agent call a phone number by hand. Who the customer is, an identification and a name, may be left out: "".
// Reply: https://www.wolkvox.com/en/dialing-agent-v2/ (example); refusals are inferred, among them dial_forbidden and
// number_blocked.
func (c *Client) Dial(ctx context.Context, agentID, customerPhone, customerID, customerName string) (CallReply, error) {
	return withConnID(c.Call(ctx, "dial", Params{}.set("agent_id", agentID, "customer_phone", customerPhone, "customer_id", customerID, "customer_name", customerName)))
}

// A Coding says what came of a call. A field that is blank is not sent.
type Coding struct {
	Code     string // activity code of group 1
	Code2    string // activity code of group 2
	Comments string // what the agent has to say
}

func (g Coding) params(agentID string) Params {
	return Params{}.set("agent_id", agentID, "cod_act", g.Code, "cod_act_2", g.Code2, "comments", g.Comments)
}

// HangTypeReady ends the agent's call, codes it and puts the agent in Ready. The second code may be left out.
// Reply: https://www.wolkvox.com/en/hang-up-disposition-and-ready-agent-v2/ (example); refusals are inferred, among them
// code_unknown and no_active_call.
func (c *Client) HangTypeReady(ctx context.Context, agentID string, coding Coding) (Reply, error) {
	return c.Call(ctx, "hang_type_ready", coding.params(agentID))
}

// TypeCall codes the call that the agent has, or has just had; the operation is called `type`. It wants both codes
// (documented, Q-COD2-REQUIRED).
// Reply: https://www.wolkvox.com/en/disposition-agent-v2/ (example); refusals are inferred, among them code_unknown and
// no_call_to_code.
func (c *Client) TypeCall(ctx context.Context, agentID string, coding Coding) (CallReply, error) {
	return withConnID(c.Call(ctx, "type", coding.params(agentID)))
}

// Mute switches the microphone on the agent's call off, or on again; the reply does not tell which.
// Reply: https://www.wolkvox.com/en/mute-agents-microphone-agent-v2/ (example); refusals are inferred, among them
// no_active_call.
func (c *Client) Mute(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "mute", Params{}.set("agent_id", agentID))
}

// Hold puts the agent's call on hold, or takes it back; the reply does not tell which.
// Reply: https://www.wolkvox.com/en/pause-call-agent-v2/ (example); refusals are inferred, among them no_active_call.
func (c *Client) Hold(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "hold", Params{}.set("agent_id", agentID))
}

// SendTones sends tones on the agent's call: digits, * and #; the operation is called `dtmf`.
// Reply: https://www.wolkvox.com/en/dtmf-dialing-agent-v2/ (example), its msg is "default"; refusals are inferred, among
// them no_active_call.
func (c *Client) SendTones(ctx context.Context, agentID, tones string) (Reply, error) {
	return c.Call(ctx, "dtmf", Params{}.set("agent_id", agentID, "tones", tones))
}

// AgentDisplay shows a button of the agent's screen, or hides it: display is "show" or "hide", button is "hungup",
// "disposition" or "dial".
// Reply: https://www.wolkvox.com/en/show-hide-buttons-agent-v2/ (example), its msg is "default"; refusals are inferred,
// among them value_invalid.
func (c *Client) AgentDisplay(ctx context.Context, agentID, display, button string) (Reply, error) {
	return c.Call(ctx, "agent_display", Params{}.set("agent_id", agentID, "display", display, "button", button))
}

// A Callback is a call that a customer of a predictive campaign is to get later. All but the name is required.
type Callback struct {
	AgentID      string
	CampaignID   string
	CustomerID   string // as the campaign knows the customer
	Phone        string
	Date         string // YYYYmmddHHiiss, in Go "20060102150405"; in which time zone is not stated
	Style        string // "auto": the system dials; "manual": the agent does
	CustomerName string // may be blank; stored when the campaign has none
}

// Recall schedules a callback.
// Reply: https://www.wolkvox.com/en/schedule-callback-in-predictive-dialing-agent-v2 (example); refusals are inferred,
// among them campaign_unknown.
func (c *Client) Recall(ctx context.Context, b Callback) (Reply, error) {
	return c.Call(ctx, "recall", Params{}.set("agent_id", b.AgentID, "id_camp", b.CampaignID, "id_customer", b.CustomerID,
		"telefono", b.Phone, "rellamada", b.Date, "recall_style", b.Style, "name_recall", b.CustomerName))
}

// A PhoneCallback is a Callback as older pages have it: it names neither campaign nor customer. All of it is required.
type PhoneCallback struct {
	AgentID string
	Phone   string
	Date    string // YYYYmmddHHiiss, in Go "20060102150405"; in which time zone is not stated
	Style   string // "auto": the system dials; "manual": the agent does
}

// RecallByPhone schedules a callback with the parameters that older pages have (Q-RECALL-SIGNATURE).
// Reply: https://www.wolkvox.com/en/schedule-callback-in-predictive-dialing-agent-v2/ (inferred); refusals are inferred,
// too, among them no_predictive_record.
func (c *Client) RecallByPhone(ctx context.Context, b PhoneCallback) (Reply, error) {
	return c.Call(ctx, "recall_by_phone", Params{}.set("agent_id", b.AgentID, "customer_phone", b.Phone, "date", b.Date, "type_recall", b.Style))
}

// EditRecall gives a callback another date or style. Agent, campaign, customer and phone number say which one it is.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (inferred, Q-EDIT-RECALL-MSG); refusals are inferred, too, among them
// recall_unknown.
func (c *Client) EditRecall(ctx context.Context, b Callback) (Reply, error) {
	return c.Call(ctx, "edit_recall", b.scheduled().set("recall", b.Date))
}

// DeleteRecall takes a callback back. Its date is of no use here and is not sent; its style has to be right.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (inferred, Q-EDIT-RECALL-MSG); refusals are inferred, too, among them
// recall_unknown.
func (c *Client) DeleteRecall(ctx context.Context, b Callback) (Reply, error) {
	return c.Call(ctx, "delete_recall", b.scheduled())
}

// scheduled says which callback is meant, in the words of the operations that find one.
func (b Callback) scheduled() Params {
	return Params{}.set("agent_id", b.AgentID, "id_camp", b.CampaignID, "id_customer", b.CustomerID, "telephone", b.Phone,
		"recall_style", b.Style, "name_recall", b.CustomerName)
}
