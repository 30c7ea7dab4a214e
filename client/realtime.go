package client

import "context"

// Here: what happens in the contact center now.

// RealTimeAgents says what the agents do, and what they did since they logged in.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) RealTimeAgents(ctx context.Context) (List[RealTimeAgent], error) {
	return listed[RealTimeAgent](c.Call(ctx, "real_time_agents", nil))
}

// RealTimeSkills says how a skill does, or "all" of them. Seconds ask for one more service level, and may be left out:
// "". For 10, 20 and 30, which are always there, the reply has one of 0 seconds (documented).
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them none_found.
func (c *Client) RealTimeSkills(ctx context.Context, skillID, seconds string) (List[RealTimeSkill], error) {
	return listed[RealTimeSkill](c.Call(ctx, "real_time_skills", Params{}.set("skill_id", skillID, "services_time", seconds)))
}

// CallsLast10 lists the calls of the last ten minutes.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) CallsLast10(ctx context.Context) (List[RecentCall], error) {
	return listed[RecentCall](c.Call(ctx, "calls_last_10", nil))
}

// RealTimeRecalls lists the callbacks of a style, "auto" or "manual", or those of both: "all", or "" (inferred,
// Q-RECALL-TYPE-DEFAULT).
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them none_found.
func (c *Client) RealTimeRecalls(ctx context.Context, style string) (List[RealTimeRecall], error) {
	return listed[RealTimeRecall](c.Call(ctx, "real_time_recall", Params{}.set("type", style)))
}

// Latency says how well agents and users of the PBX are connected: one record with three lists.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Latency(ctx context.Context) (List[Latency], error) {
	return listed[Latency](c.Call(ctx, "latency", nil))
}

// HitsLastHour lists the calls that were coded as a success in the last hour.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) HitsLastHour(ctx context.Context) (List[Hit], error) {
	return listed[Hit](c.Call(ctx, "hits_last_hour", nil))
}

// RealTimeCampaigns says how far each campaign has come.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (inferred, Q-CAMPAIGNS-SHAPE); the refusal none_found is inferred, too.
func (c *Client) RealTimeCampaigns(ctx context.Context) (List[RealTimeCampaign], error) {
	return listed[RealTimeCampaign](c.Call(ctx, "real_time_campaigns", nil))
}

// Interactions lists the interactions that agents have to deal with, by agent.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Interactions(ctx context.Context) (List[AgentInteractions], error) {
	return listed[AgentInteractions](c.Call(ctx, "interactions", nil))
}
