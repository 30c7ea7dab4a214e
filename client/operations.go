package client

import "context"

// The documented operations, a line each over Call, which also says what their errors are.

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
// no_predictive_call.
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
// Reply: https://www.wolkvox.com/en/dialing-agent-v2/ (example); refusals are inferred, among them dial_forbidden.
func (c *Client) Dial(ctx context.Context, agentID, customerPhone, customerID, customerName string) (CallReply, error) {
	return withConnID(c.Call(ctx, "dial", Params{}.set("agent_id", agentID, "customer_phone", customerPhone, "customer_id", customerID, "customer_name", customerName)))
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

// SendTones sends tones on the agent's call: digits, * and #.
// Reply: https://www.wolkvox.com/en/dtmf-dialing-agent-v2/ (example), its msg is "default"; refusals are inferred, among
// them no_active_call.
func (c *Client) SendTones(ctx context.Context, agentID, tones string) (Reply, error) {
	return c.Call(ctx, "dtmf", Params{}.set("agent_id", agentID, "tones", tones))
}

// DisableAgent keeps the agent from logging in again. The code of its reply is an integer on the wire.
// Reply: https://www.wolkvox.com/en/apis-v2-2/4-deactivate-agent/ (example); the refusal agent_unknown is inferred.
func (c *Client) DisableAgent(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "disable_agent", Params{}.set("agent_id", agentID))
}

// EnableAgent lets an agent who was disabled log in again. Its code is an integer on the wire, too.
// Reply: https://www.wolkvox.com/en/apis-v2-2/6-activate-agent/ (example); the refusal agent_unknown is inferred.
func (c *Client) EnableAgent(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "enable_agent", Params{}.set("agent_id", agentID))
}
