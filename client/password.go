package client

import "context"

// ResetPassword gives the agent a random password, which no reply shows. It is the operation edit_agent with an empty
// password, which is not the same as none (Q-EDIT-AGENT-PASS).
func (c *Client) ResetPassword(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "edit_agent", Params{"agent_pass": {""}}.set("agent_id", agentID))
}
