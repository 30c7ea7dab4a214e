package client

import "context"

// Here: how the contact center is set up, read. A parameter of these that may be left out is "" then. That a list
// without records is refused with none_found is inferred (Q-EMPTY-LIST).

// Agents lists the agents of the account, or one of them. Whether an agent is disabled stands here only.
// Reply: https://www.wolkvox.com/en/apis-v2-2/5-agents/ (example); the refusal none_found is inferred.
func (c *Client) Agents(ctx context.Context, agentID string) (List[Agent], error) {
	return listed[Agent](c.Call(ctx, "agents", Params{}.set("agent", agentID)))
}

// AgentsInSkill lists the agents of a skill.
// Reply: https://www.wolkvox.com/en/apis-v2-2/8-list-agents-in-skill/ (example); the refusal none_found is inferred.
func (c *Client) AgentsInSkill(ctx context.Context, skillID string) (List[AgentInSkill], error) {
	return listed[AgentInSkill](c.Call(ctx, "agents_in_skill", Params{}.set("skill_id", skillID)))
}

// Skills lists the skills of the account, or one of them.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Skills(ctx context.Context, skillID string) (List[Skill], error) {
	return listed[Skill](c.Call(ctx, "skills", Params{}.set("skill", skillID)))
}

// ActivityCodes lists the codes of both groups with which calls are coded, or those with one name.
// Reply: https://www.wolkvox.com/en/apis-v2-2/9-list-activity-codes/ (example); the refusal none_found is inferred.
func (c *Client) ActivityCodes(ctx context.Context, code string) (List[ActivityCode], error) {
	return listed[ActivityCode](c.Call(ctx, "activity_codes", Params{}.set("cod_act", code)))
}

// DNC lists the do-not-call numbers of a direction: "inbound", "outbound" or "all".
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them none_found.
func (c *Client) DNC(ctx context.Context, direction string) (List[DNCNumber], error) {
	return listed[DNCNumber](c.Call(ctx, "get_dnc", Params{}.set("type", direction)))
}

// IPs lists the addresses that the firewall lets through.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) IPs(ctx context.Context) (List[IPAddress], error) {
	return listed[IPAddress](c.Call(ctx, "get_ip", nil))
}

// TokenInfo says how much of its daily limit the token has used.
// Reply: https://www.wolkvox.com/en/apis-v2-2/10-token-information/ (example); no refusal of its own is known.
func (c *Client) TokenInfo(ctx context.Context) (List[TokenUse], error) {
	return listed[TokenUse](c.Call(ctx, "token_info", nil))
}

// Services says which services the account has.
// Reply: https://www.wolkvox.com/en/apis-v2-2/7-service-information/ (example); no refusal of its own is known.
func (c *Client) Services(ctx context.Context) (List[AccountServices], error) {
	return listed[AccountServices](c.Call(ctx, "services", nil))
}

// Law2300Info looks a phone number up that was blocked by law 2300, for the tax number of a company.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Law2300Info(ctx context.Context, nit, phone string) (List[Law2300Number], error) {
	return listed[Law2300Number](c.Call(ctx, "law2300_info", Params{}.set("nit", nit, "phone", phone)))
}

// Audios lists the audio files.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Audios(ctx context.Context) (List[Audio], error) {
	return listed[Audio](c.Call(ctx, "audio_list", nil))
}

// Campaigns lists the campaigns, or one of them.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) Campaigns(ctx context.Context, campaignID string) (List[Campaign], error) {
	return listed[Campaign](c.Call(ctx, "campaigns", Params{}.set("campaign", campaignID)))
}

// RoutingPoints lists the routing points, or one of them.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal none_found is inferred.
func (c *Client) RoutingPoints(ctx context.Context, routingPointID string) (List[RoutingPoint], error) {
	return listed[RoutingPoint](c.Call(ctx, "routing_points", Params{}.set("routing", routingPointID)))
}
