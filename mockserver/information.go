package mockserver

import (
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// The reads of information.php: how the contact center is set up.

// An agentRow is an agent as reads show it.
type agentRow struct {
	callcenter.Agent
	state   string // what the status is called (Q-AGENT-STATUS-VALUES)
	lastUse time.Time
}

func agentRowOf(c *callcenter.Center, r *request, a callcenter.Agent) (agentRow, error) {
	t, err := c.AgentStats(r.now, a.ID)
	return agentRow{a, c.StateName(a.Status), t.LastLogin}, err
}

// agents lists disabled agents too (Q-DISABLED-IN-LISTS).
func agents(c *callcenter.Center, r *request) (all []agentRow, err error) {
	for _, a := range agentsNamed(c, r.param("agent")) {
		row, err := agentRowOf(c, r, a)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}

// agentsNamed are the agents whose id a filter names, all when it is empty. One agent is found without copying the others.
func agentsNamed(c *callcenter.Center, id string) []callcenter.Agent {
	if id == "" {
		return c.Agents()
	}
	a, err := c.Agent(id)
	if err != nil {
		return nil
	}
	return []callcenter.Agent{a}
}

var agentFields = fields[agentRow]{
	{"agent_id", func(a agentRow) string { return a.ID }},
	{"agent_name", func(a agentRow) string { return a.Name }},
	{"agent_dni", func(a agentRow) string { return a.DNI }},
	{"agent_status", func(a agentRow) string { return a.state }},
	{"last_use", func(a agentRow) time.Time { return a.lastUse }},
	{"agent_sso", func(a agentRow) string { return a.SSO }},
	{"enabled", func(a agentRow) string { return yesNo(a.Enabled) }},
}

// A member is an agent in a skill.
type member struct {
	agentRow
	expertise string
}

func agentsInSkill(c *callcenter.Center, r *request) (all []member, err error) {
	for _, m := range c.AgentsInSkill(r.param("skill_id")) {
		row, err := agentRowOf(c, r, m.Agent)
		if err != nil {
			return nil, err
		}
		all = append(all, member{row, m.Expertise})
	}
	return all, nil
}

var memberFields = fields[member]{
	{"agent_id", func(m member) string { return m.ID }},
	{"agent_name", func(m member) string { return m.Name }},
	{"last_use", func(m member) time.Time { return m.lastUse }},
	{"expertise", func(m member) string { return m.expertise }},
}

func skills(c *callcenter.Center, r *request) ([]callcenter.Skill, error) {
	return matching(c.Skills(), r.param("skill"), func(s callcenter.Skill) string { return s.ID }), nil
}

var skillFields = fields[callcenter.Skill]{
	{"skill_id", func(s callcenter.Skill) string { return s.ID }},
	{"skill_name", func(s callcenter.Skill) string { return s.Name }},
	{"skill_description", func(s callcenter.Skill) string { return s.Description }},
	{"last_use", func(s callcenter.Skill) time.Time { return s.LastUse }},
}

// activityCodes lists the codes of both groups (inferred: the filter names none).
func activityCodes(c *callcenter.Center, r *request) ([]callcenter.Code, error) {
	return matching(c.Codes(), r.param("cod_act"), func(k callcenter.Code) string { return k.ID }), nil
}

var codeFields = fields[callcenter.Code]{
	{"cod_act", func(c callcenter.Code) string { return c.ID }},
	{"description_cod_act", func(c callcenter.Code) string { return c.Description }},
	{"hit", func(c callcenter.Code) string { return ofGroup1(c, c.Hit) }},
	{"rpc", func(c callcenter.Code) string { return ofGroup1(c, c.RPC) }},
	{"chat", func(c callcenter.Code) string { return yesNo(c.Chat) }},
	{"studio", func(c callcenter.Code) string { return yesNo(c.Studio) }},
	{"voice", func(c callcenter.Code) string { return yesNo(c.Voice) }},
	{"type_code", func(c callcenter.Code) string { return string(c.Group) }},
	{"interactions", func(c callcenter.Code) string { return yesNo(c.Interactions) }},
}

// ofGroup1 is a flag that codes of group 2 do not have: theirs is blank (observed, Q-CODACT2-FLAGS).
func ofGroup1(c callcenter.Code, flag bool) string {
	if c.Group != callcenter.Group1 {
		return ""
	}
	return yesNo(flag)
}

func dnc(c *callcenter.Center, r *request) ([]callcenter.DNCEntry, error) {
	direction := word(r, "type", directionsRead, "inbound, outbound or all")
	n, err := c.CountDNC(direction)
	if err == nil {
		err = tooManyFound(n) // before a list far too long is made and sorted, for which its world would wait
	}
	if err != nil {
		return nil, err
	}
	return c.DNC(direction)
}

var dncFields = fields[callcenter.DNCEntry]{
	{"phone_number", func(e callcenter.DNCEntry) string { return e.Phone }},
	{"type", func(e callcenter.DNCEntry) string { return string(e.Type) }},
	{"date_delete", func(e callcenter.DNCEntry) time.Time { return e.Date }}, // of entry, in spite of its name (documented)
}

// An address is one of the firewall list, with the account it lets in to.
type address struct {
	callcenter.IPEntry
	account string
}

func ips(c *callcenter.Center, _ *request) (all []address, _ error) {
	for _, ip := range c.IPs() {
		all = append(all, address{ip, c.Account().Name})
	}
	return all, nil
}

var ipFields = fields[address]{
	{"operation", func(a address) string { return a.account }},
	{"ip", func(a address) string { return a.IP.String() }},
	{"last_use", func(a address) time.Time { return a.LastUse }},
	{"type_ip", func(a address) string { return permanence(a.Permanent) }},
	{"description", func(a address) string { return a.Description }},
}

func tokenInfo(_ *callcenter.Center, r *request) ([]tokenUse, error) { return []tokenUse{r.quota}, nil }

var tokenFields = fields[tokenUse]{
	{"description", func(t tokenUse) string { return t.description }},
	{"token_limit", func(t tokenUse) string { return strconv.Itoa(t.limit) }},
	{"token_use_today", func(t tokenUse) string { return strconv.Itoa(t.used) }},
	{"all_token_today", func(t tokenUse) string { return strconv.Itoa(t.usedByAll) }},
	{"available_consumption_options", func(t tokenUse) string { return strconv.Itoa(max(0, t.limit-t.usedByAll)) }}, // Q-QUOTA-SCOPE
}

func services(c *callcenter.Center, _ *request) ([]callcenter.Account, error) {
	return []callcenter.Account{c.Account()}, nil
}

// serviceFields are the two numbers of edit_licenses, and whether each service is on (Q-SERVICES-VALUES).
var serviceFields = func() fields[callcenter.Account] {
	all := fields[callcenter.Account]{
		{"licenses", func(a callcenter.Account) string { return strconv.Itoa(a.CallCenter) }},
		{"pbx", func(a callcenter.Account) string { return strconv.Itoa(a.PBX) }},
	}
	for _, service := range callcenter.Services {
		all = append(all, field[callcenter.Account]{service, func(a callcenter.Account) string { return yesNo(a.Has(service)) }})
	}
	return all
}()

func law2300Info(c *callcenter.Center, r *request) (all []callcenter.LawEntry, _ error) {
	if e, blocked := c.LawInfo(r.param("nit"), r.param("phone")); blocked {
		all = append(all, e)
	}
	return all, nil
}

var law2300Fields = fields[callcenter.LawEntry]{
	{"phone_number", func(e callcenter.LawEntry) string { return e.Phone }},
	{"last_day", func(e callcenter.LawEntry) time.Time { return e.LastDay }},
	{"last_channel", func(e callcenter.LawEntry) string { return e.LastChannel }},
}

func audioList(c *callcenter.Center, _ *request) ([]callcenter.Audio, error) {
	return c.Audios(), nil
}

var audioFields = fields[callcenter.Audio]{
	{"audio_id", func(a callcenter.Audio) string { return strconv.Itoa(a.ID) }},
	{"created_at", func(a callcenter.Audio) time.Time { return a.Created }},
	{"size", func(a callcenter.Audio) string { return strconv.Itoa((a.Size + 1023) / 1024) }}, // kilobytes (documented)
	{"duration", func(a callcenter.Audio) string { return strconv.Itoa(a.Seconds) }},
}

func campaigns(c *callcenter.Center, r *request) ([]callcenter.CampaignSummary, error) {
	return matching(c.CampaignSummaries(), r.param("campaign"), func(k callcenter.CampaignSummary) string { return k.ID }), nil
}

var campaignFields = fields[callcenter.CampaignSummary]{
	{"campaign_id", func(k callcenter.CampaignSummary) string { return k.ID }},
	{"campaign_name", func(k callcenter.CampaignSummary) string { return k.Name }},
	{"campaign_description", func(k callcenter.CampaignSummary) string { return k.Description }},
	{"type_campaign", func(k callcenter.CampaignSummary) string { return string(k.Type) }},
	{"status", func(k callcenter.CampaignSummary) string { return startedStopped[k.Status] }},
	{"records", func(k callcenter.CampaignSummary) string { return strconv.Itoa(k.Records) }},
	{"speed", func(k callcenter.CampaignSummary) string { return strconv.Itoa(k.Speed) }},
	{"dial_mode", func(k callcenter.CampaignSummary) string { return k.DialMode }},
	{"last_use", func(k callcenter.CampaignSummary) time.Time { return k.LastUse }},
	{"recycled", func(k callcenter.CampaignSummary) string { return strconv.Itoa(k.Recycled) }},
	{"turbo_dial", func(k callcenter.CampaignSummary) string { return yesNo(k.TurboDial) }},
	{"skill_id", func(k callcenter.CampaignSummary) string { return k.SkillID }},
}

// startedStopped is the status as information.php writes it; real_time.php writes it in lower case (both documented).
var startedStopped = map[callcenter.CampaignStatus]string{callcenter.Started: "Started", callcenter.Stopped: "Stopped"}

func routingPoints(c *callcenter.Center, r *request) ([]callcenter.RoutingPoint, error) {
	return matching(c.RoutingPoints(), r.param("routing"), func(p callcenter.RoutingPoint) string { return p.ID }), nil
}

var routingPointFields = fields[callcenter.RoutingPoint]{
	{"rp_id", func(r callcenter.RoutingPoint) string { return r.ID }},
	{"rp_name", func(r callcenter.RoutingPoint) string { return r.Name }},
	{"ivr_active", func(r callcenter.RoutingPoint) string { return yesNo(r.IVR) }},
	{"chat_active", func(r callcenter.RoutingPoint) string { return yesNo(r.Chat) }},
	{"interaction_active", func(r callcenter.RoutingPoint) string { return yesNo(r.Interaction) }},
	{"crm_active", func(r callcenter.RoutingPoint) string { return yesNo(r.CRM) }},
	{"last_use", func(r callcenter.RoutingPoint) time.Time { return r.LastUse }},
}
