package mockserver

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The reads of real_time.php: what happens now.

// A worker is an agent at work.
type worker struct {
	agentRow
	callcenter.AgentStats
	inState time.Duration
}

// realTimeAgents lists only agents who are logged in (Q-REALTIME-MEMBERS).
func realTimeAgents(c *callcenter.Center, r *request) (all []worker, err error) {
	for _, a := range c.Agents() {
		if a.Status.State() == callcenter.Logout {
			continue
		}
		row, err := agentRowOf(c, r, a)
		if err != nil {
			return nil, err
		}
		stats, err := c.AgentStats(r.now, a.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, worker{row, stats, max(0, r.now.Sub(a.Since))})
	}
	return all, nil
}

// workerFields count and measure since the agent's login (Q-TALLY-WINDOW).
var workerFields = fields[worker]{
	{"agent_id", func(w worker) string { return w.ID }},
	{"agent_name", func(w worker) string { return w.Name }},
	{"agent_status", func(w worker) string { return w.state }},
	{"calls", func(w worker) string { return strconv.Itoa(w.Calls()) }},
	{"inbound", func(w worker) string { return strconv.Itoa(w.Inbound) }},
	{"outbound", func(w worker) string { return strconv.Itoa(w.Outbound) }},
	{"internal", func(w worker) string { return strconv.Itoa(w.Internal) }},
	{"time_state_now", func(w worker) string { return strconv.Itoa(int(w.inState / time.Second)) }}, // seconds (documented)
	{"ready_time", func(w worker) string { return span(time.Duration(w.ReadyTime)) }},
	{"inbound_time", func(w worker) string { return span(time.Duration(w.InboundTime)) }},
	{"outbound_time", func(w worker) string { return span(time.Duration(w.OutboundTime)) }},
	{"acw_time", func(w worker) string { return span(time.Duration(w.ACWTime)) }},
	{"ring_time", func(w worker) string { return span(time.Duration(w.RingTime)) }},
	{"login_time", func(w worker) string { return span(w.LoginTime()) }},
	{"aht_time", func(w worker) string { return span(w.AHT()) }},
	{"ocupation", func(w worker) string { return percent(100 * w.Occupancy()) }},
	{"aux_time", func(w worker) string { return span(time.Duration(w.AuxTime)) }},
}

// A queue is a skill with today's calls.
type queue struct {
	callcenter.Skill
	callcenter.SkillStats
	seconds int // services_time, 0 when it was not sent
}

// realTimeSkills is a read that has one more service level when services_time asks for it; for 10, 20 and 30, which are
// there anyway, a service_level_0seg comes instead (documented). Without services_time it is absent (Q-SERVICE-LEVEL-0).
func realTimeSkills(c *callcenter.Center, r *request) (result, error) {
	number, err := strconv.ParseUint(r.param("services_time"), 10, 31)
	outcome, seconds := "skills_found", int(number)
	switch {
	case r.param("services_time") == "":
	case err != nil:
		return result{}, &callcenter.Error{
			Class: callcenter.Invalid, Kind: callcenter.ValueInvalid, Parameter: "services_time",
			Detail: "services_time is " + strconv.Quote(r.param("services_time")) + ": expected a number of seconds",
		}
	case seconds == 10 || seconds == 20 || seconds == 30:
		outcome = "skills_found_within_standard"
	default:
		outcome = "skills_found_within"
	}
	var all []queue
	for _, s := range c.Skills() {
		if id := r.param("skill_id"); id != "all" && id != s.ID {
			continue
		}
		stats, err := c.SkillStats(r.now, s.ID)
		if err != nil {
			return result{}, err
		}
		all = append(all, queue{s, stats, seconds})
	}
	return listReply(r, outcome, queueFields, all)
}

var queueFields = fields[queue]{
	{"skill_id", func(q queue) string { return q.ID }},
	{"skill_name", func(q queue) string { return q.Name }},
	{"calls_in_queue_now", func(q queue) string { return strconv.Itoa(q.Waiting) }},
	{"stat_inbound", func(q queue) string { return strconv.Itoa(q.Inbound) }},
	{"stat_answer", func(q queue) string { return strconv.Itoa(q.Answered) }},
	{"stat_abandon", func(q queue) string { return strconv.Itoa(q.Abandoned) }},
	{"service_level_10seg", func(q queue) string { return percent(q.Within(10)) }},
	{"service_level_20seg", func(q queue) string { return percent(q.Within(20)) }},
	{"service_level_30seg", func(q queue) string { return percent(q.Within(30)) }},
	{"services_time", func(q queue) string { return strconv.Itoa(q.seconds) }},
	{"service_level", func(q queue) string { return percent(q.Within(q.seconds)) }},
	{"by_abandon", func(q queue) string { return percent(q.AbandonedShare()) }},
}

func callsLast10(c *callcenter.Center, r *request) ([]callcenter.Call, error) {
	calls := c.CallsSince(r.now.Add(-10 * time.Minute))
	return slices.DeleteFunc(calls, func(k callcenter.Call) bool { return k.Ended.After(r.now) }), nil // a clock can be set back
}

var lastCallFields = fields[callcenter.Call]{
	{"type_interaction", reportType},
	{"result", callcenter.Call.Result},
	{"date", func(k callcenter.Call) time.Time { return k.Started }},
	{"telephone", func(k callcenter.Call) string { return k.Phone }},
	{"customer_id", func(k callcenter.Call) string { return k.CustomerID }},
	{"conn_id", func(k callcenter.Call) string { return k.ID }},
}

func hitsLastHour(c *callcenter.Center, r *request) ([]callcenter.Call, error) {
	hits := c.HitsSince(r.now.Add(-time.Hour))
	return slices.DeleteFunc(hits, func(k callcenter.Call) bool { return k.Disposition.At.After(r.now) }), nil
}

var hitFields = fields[callcenter.Call]{
	{"conn_id", func(k callcenter.Call) string { return k.ID }},
	{"type_interaction", reportType},
	{"date", func(k callcenter.Call) digits { return digits(k.Started) }}, // YYYYmmddHHiiss (documented)
	{"telephone", func(k callcenter.Call) string { return k.Phone }},
	{"customer_id", func(k callcenter.Call) string { return k.CustomerID }},
	{"hit", func(callcenter.Call) string { return yesNo(true) }}, // no other call is listed
}

// realTimeRecall lists active callbacks, those of one style or all (Q-RECALL-TYPE-DEFAULT).
func realTimeRecall(c *callcenter.Center, r *request) ([]callcenter.Callback, error) {
	style := word(r, "type", stylesRead, "all, auto or manual")
	return c.Callbacks(style.Value), style.Refusal
}

var recallFields = fields[callcenter.Callback]{
	{"type_recall", func(cb callcenter.Callback) string { return string(cb.Style) }},
	{"date_recall", func(cb callcenter.Callback) time.Time { return cb.Due }},
	{"phone_number", func(cb callcenter.Callback) string { return cb.Key.Phone }},
	{"id_campaing", func(cb callcenter.Callback) string { return cb.Key.CampaignID }}, // its spelling: Q-RECALL-KEY
	{"id_agent", func(cb callcenter.Callback) string { return cb.AgentID }},
}

// A connection is an agent with its network, where the world states one (Q-LATENCY-VALUES).
type connection struct {
	agentRow
	callcenter.Network
	stated   bool
	lastCall time.Time
}

func (cn connection) number(n float64) string {
	if !cn.stated {
		return ""
	}
	return decimal(n)
}

// latency is a read of three lists: agents, their addresses, and PBX users. A disabled agent is not listed
// (observed).
func latency(c *callcenter.Center, r *request) (result, error) {
	var agents []connection
	byIP := map[callcenter.IP][]connection{}
	last := c.LastCalls()
	for _, a := range c.Agents() {
		if a.Status.State() == callcenter.Logout || !a.Enabled {
			continue
		}
		row, err := agentRowOf(c, r, a)
		if err != nil {
			return result{}, err
		}
		cn := connection{agentRow: row, lastCall: last[a.ID]}
		if a.Network != nil {
			cn.Network, cn.stated = *a.Network, true
		}
		agents = append(agents, cn)
		if cn.IP.IsValid() {
			byIP[cn.IP] = append(byIP[cn.IP], cn)
		}
	}
	if len(agents) == 0 {
		return result{}, nothingFound(r)
	}
	users := c.PBXUsers()
	if err := tooManyFound(len(agents) + len(users)); err != nil {
		return result{}, err
	}
	var sites []site
	for _, ip := range slices.SortedFunc(maps.Keys(byIP), callcenter.IP.Compare) {
		sites = append(sites, site{ip, byIP[ip]})
	}
	res := done("latency_found", "count", "1")
	res.Lists = recordLists{
		"by_agent": connectionFields.records(agents, r.zone), "by_ip": siteFields.records(sites, r.zone),
		"by_pbx": pbxFields.records(users, r.zone),
	}
	return res, nil
}

var connectionFields = fields[connection]{
	{"agent_id", func(cn connection) string { return cn.ID + "-" + cn.Name }}, // Q-LATENCY-AGENT-ID
	{"latency_ms", func(cn connection) string { return cn.number(float64(cn.LatencyMS)) }},
	{"ip", func(cn connection) string { return cn.IP.String() }},
	{"version", func(cn connection) string { return cn.Version }},
	{"agent_status", func(cn connection) string { return cmp.Or(cn.Network.Status, cn.state) }}, // Q-LATENCY-STATUS
	{"tx_jitter", func(cn connection) string { return cn.number(cn.TxJitter) }},
	{"rx_jitter", func(cn connection) string { return cn.number(cn.RxJitter) }},
	{"tx_ploss", func(cn connection) string { return cn.number(cn.TxPloss) }},
	{"rx_ploss", func(cn connection) string { return cn.number(cn.RxPloss) }},
	{"network_rejection", func(cn connection) string { return cn.number(cn.NetworkRejection) }},
	{"connection_type", func(cn connection) string { return cn.ConnectionType }},
	{"platform", func(cn connection) string { return cn.Platform }},
	{"last_date", func(cn connection) time.Time { return cn.lastCall }},
}

// A site is the agents behind one address.
type site struct {
	ip     callcenter.IP
	agents []connection
}

func (s site) average(of func(connection) float64) float64 {
	sum := 0.0
	for _, cn := range s.agents {
		sum += of(cn)
	}
	return sum / float64(len(s.agents))
}

func (s site) latencies() (all []int) {
	for _, cn := range s.agents {
		all = append(all, cn.LatencyMS)
	}
	return all
}

var siteFields = fields[site]{
	{"ip", func(s site) string { return s.ip.String() }},
	{"total_agents", func(s site) string { return strconv.Itoa(len(s.agents)) }},
	{"average_latency", func(s site) string {
		return decimal(s.average(func(cn connection) float64 { return float64(cn.LatencyMS) }))
	}},
	{"maximum", func(s site) string { return strconv.Itoa(slices.Max(s.latencies())) }},
	{"minimum", func(s site) string { return strconv.Itoa(slices.Min(s.latencies())) }},
	{"network_rejection", func(s site) string {
		return decimal(s.average(func(cn connection) float64 { return cn.NetworkRejection }))
	}},
}

var pbxFields = fields[callcenter.PBXUser]{
	{"user", func(u callcenter.PBXUser) string { return u.User }},
	{"status", func(u callcenter.PBXUser) string { return u.Status }},
	{"tx_jitter", func(u callcenter.PBXUser) string { return decimal(u.TxJitter) }},
	{"rx_jitter", func(u callcenter.PBXUser) string { return decimal(u.RxJitter) }},
	{"tx_ploss", func(u callcenter.PBXUser) string { return decimal(u.TxPloss) }},
	{"rx_ploss", func(u callcenter.PBXUser) string { return decimal(u.RxPloss) }},
}

// A runningCampaign is a campaign with its figures.
type runningCampaign struct {
	callcenter.CampaignSummary
	stats callcenter.CampaignStats
}

func realTimeCampaigns(c *callcenter.Center, r *request) (all []runningCampaign, err error) {
	for _, k := range c.CampaignSummaries() {
		all = append(all, runningCampaign{k, c.CampaignStats(r.now, k.ID)})
	}
	return all, nil
}

// runningFields count records, not calls, but for calls_x_min (documented; Q-CAMPAIGN-FIGURES).
var runningFields = fields[runningCampaign]{
	{"campaign", func(k runningCampaign) string { return k.ID + "-" + k.Name + " (" + k.share(k.stats.Dialled) + ")" }},
	{"speed", func(k runningCampaign) string { return strconv.Itoa(k.Speed) }},
	{"status", func(k runningCampaign) string { return string(k.Status) }},
	{"skill_id", func(k runningCampaign) string { return k.SkillID }},
	{"records", func(k runningCampaign) string { return strconv.Itoa(k.stats.Records) }},
	{"clean", func(k runningCampaign) string { return strconv.Itoa(k.stats.Clean) }},
	{"dial", func(k runningCampaign) string { return strconv.Itoa(k.stats.Dialled) }},
	{"answer", func(k runningCampaign) string { return strconv.Itoa(k.stats.Answered) }},
	{"no_answer", func(k runningCampaign) string { return strconv.Itoa(k.stats.Unanswered) }},
	{"busy_congestion_failed", func(k runningCampaign) string { return strconv.Itoa(k.stats.Busy) }},
	{"answer_machine", func(k runningCampaign) string { return strconv.Itoa(k.stats.Machines) }},
	{"penetration_day", func(k runningCampaign) string { return k.share(k.stats.Today) }},
	{"penetration_now", func(k runningCampaign) string { return k.share(k.stats.Dialled) }},
	{"hits", func(k runningCampaign) string { return strconv.Itoa(k.stats.Hits) }},
	{"calls_x_min", func(k runningCampaign) string { return strconv.Itoa(k.stats.LastMinute) }},
	{"recycled", func(k runningCampaign) string { return strconv.Itoa(k.Recycled) }},
}

// share is n of the records, as a percentage.
func (k runningCampaign) share(n int) string {
	return percent(100 * float64(n) / float64(max(1, k.stats.Records)))
}

// interactions is a read of lists in a list.
func interactions(c *callcenter.Center, r *request) (result, error) {
	agents := c.Interactions()
	res, err := listReply(r, "interactions_found", interactionAgentFields, agents)
	if err != nil {
		return result{}, err
	}
	res.Lists["data"] = withOpen{res.Lists["data"], agents, r.zone}
	return res, nil
}

// withOpen adds to each agent its open interactions.
type withOpen struct {
	openapi.Records
	agents []callcenter.AgentInteractions
	zone   *time.Location
}

func (w withOpen) Record(i int) openapi.Data {
	d := w.Records.Record(i)
	d.Lists = recordLists{"active_interactions": interactionFields.records(w.agents[i].Open, w.zone)}
	return d
}

var interactionAgentFields = fields[callcenter.AgentInteractions]{
	{"agent_id", func(a callcenter.AgentInteractions) string { return a.AgentID }},
}

var interactionFields = fields[callcenter.Interaction]{
	{"conn_id", func(i callcenter.Interaction) string { return i.ID }},
	{"subject", func(i callcenter.Interaction) string { return i.Subject }},
	{"fromname", func(i callcenter.Interaction) string { return i.FromName }},
	{"date", func(i callcenter.Interaction) time.Time { return i.Date }},
}
