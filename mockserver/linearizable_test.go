package mockserver_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// Clients that share a world must see one call center: whatever they did at once, there is one order of their requests
// that explains every reply (linearizability). porcupine looks for that order, by the rules of rulesAfter, which are
// written from openapi/wolkvox.yaml, openapi/admin.yaml and the vendor's pages, and know nothing of package callcenter.
// A transfer couples two agents, so the state of the rules is the whole floor, and the floor is small.

var linearSeed = flag.Uint64("seed", uint64(time.Now().UnixNano()), "seed of what the crowd's clients do; a failure prints it")

const (
	crowdRounds  = 12
	crowdClients = 5
	crowdMoves   = 40 // of each client in each round
	checkTime    = 30 * time.Second
)

// The extensions of the floor. The last one belongs to nobody.
var extensions = []string{"12989", "12990", "12991", "99999"}

// stateNames is what change_status takes, and how its reply names it (Q-READY-TEXT, Q-STATUS-BY-NAME).
var stateNames = map[string]string{"ready": "Ready", "logout": "Logout", "101": "Active breaks", "102": "Lunch"}

// A move is one request of a client.
type move struct {
	op    string // an operation of wolkvox.yaml, or a move of admin.yaml
	agent int    // index in extensions
	arg   string // status, destination, type of call, conn_id, style of callback, or show and hide
	rings bool   // arrive: it rings first
	due   string // of a callback
}

// A sight is what a client saw in the reply.
type sight struct {
	outcome  string // of the document; the kind of the problem; or "done"
	status   string // of the agent or the call in the reply, or what change_status prints
	conn     string
	disabled bool
	hidden   bool   // the button of which the moves speak
	list     string // what a read lists
}

// The floor is the state of the rules: agents, and what their requests meet with.
type floor struct {
	at      [3]person
	hidden  [3]bool // the button that agent_display hides; it stays so (inferred)
	code    bool    // there is the activity code theCode
	blocked bool    // theNumber is on the outbound do-not-call list
	back    promise
}

// A promise is the one callback of which the moves speak. It is due in years. The zero promise is none.
type promise struct {
	agent      int
	style, due string // due is zeros when it was cancelled (documented, delete_recall)
}

const (
	theCode   = "900"
	theNumber = "3000000004"
	cancelled = "00000000000000"
)

type person struct {
	status     string
	disabled   bool
	before     string // the status that a ringing call interrupted
	conn       string // the current call
	last       string // the call that the ACW is about
	predictive bool   // the call, or the one the ACW is about, is predictive or goes back to a predictive one, and is not coded
}

func (p person) onCall() bool { return p.status == "ring" || p.status == "talk" }

// ends is the person after the end of the call: in ACW after a conversation, else as before (Q-ACW-AUTO, Q-HANG-RING).
func (p person) ends() person {
	if p.status == "ring" {
		return person{status: p.before, disabled: p.disabled}
	}
	return person{status: "acw", disabled: p.disabled, last: p.conn, predictive: p.predictive}
}

// rulesAfter says what a move must show, and what it leaves behind. The conn_id of a new call is the server's to choose.
// Of the checks, the first that fails answers: agent exists, value valid, logged in, state allows it (Q-CHECK-ORDER).
func rulesAfter(f floor, m move, saw sight) (sight, floor) {
	refused := func(outcome string) (sight, floor) { return sight{outcome: outcome}, f }
	if m.op == "answer" || m.op == "hangup" { // these name a call, not an agent
		return callAfter(f, m)
	}
	if outcome, list, next, is := listAfter(f, m); is { // these name no agent
		return sight{outcome: outcome, list: list}, next
	}
	if m.agent >= len(f.at) {
		return refused("agent_unknown")
	}
	p := &f.at[m.agent]
	now := func() sight {
		return sight{outcome: "done", status: p.status, conn: p.conn, disabled: p.disabled, hidden: f.hidden[m.agent]}
	}

	switch m.op { // what does not need a login
	case "read":
		return now(), f
	case "disable_agent": // Q-DISABLE-LIVE-SESSION, Q-DISABLE-IDEMPOTENT
		p.disabled = true
		return sight{outcome: "agent_disabled"}, f
	case "enable_agent": // Q-DISABLE-IDEMPOTENT
		p.disabled = false
		return sight{outcome: "agent_enabled"}, f
	case "enable":
		p.disabled = false
		return now(), f
	case "login":
		switch {
		case p.disabled:
			return refused("agent_disabled") // documented: 4-deactivate-agent
		case p.status != "logout":
			return refused("agent_logged_in")
		}
		*p = person{status: "ready"}
		return now(), f
	case "recall": // Q-RECALL-LOGIN, Q-RECALL-DUP
		f.back = promise{m.agent, m.arg, m.due}
		return sight{outcome: "recall_scheduled"}, f
	}
	switch {
	case (m.op == "type" || m.op == "hang_type_ready") && !f.code:
		return refused("code_unknown") // Q-COD-UNKNOWN
	case (m.op == "edit_recall" || m.op == "delete_recall") && f.back == promise{}, m.op == "delete_recall" && f.back.style != m.arg:
		return refused("recall_unknown") // Q-RECALL-STYLE-MISMATCH
	}
	if m.op == "change_status" && stateNames[m.arg] == "" {
		return refused("state_unknown") // Q-STATUS-UNKNOWN, Q-STATUS-ACW
	}
	if p.status == "logout" {
		return refused("agent_logged_out") // Q-AGENT-OFFLINE, Q-LOGGED-OUT-READY
	}

	switch m.op {
	case "agent_display":
		f.hidden[m.agent] = m.arg == "hide"
		return sight{outcome: "display_changed"}, f
	case "edit_recall":
		f.back = promise{m.agent, m.arg, m.due}
		return sight{outcome: "recall_edited"}, f
	case "delete_recall": // documented: an auto one stays without a date, a manual one is gone
		f.back.due = cancelled
		if m.arg == "manual" {
			f.back = promise{}
		}
		return sight{outcome: "recall_deleted"}, f
	case "type": // Q-TYPE-STATE, Q-CONN-ID; a call that was coded is done with, Q-AUX-WINDOW
		if p.status != "talk" && p.status != "acw" {
			return refused("no_call_to_code")
		}
		p.predictive = false
		return sight{outcome: "coded", conn: p.conn + p.last}, f
	case "hang_type_ready":
		if p.status != "talk" {
			return refused("no_active_call")
		}
		*p = person{status: "ready", disabled: p.disabled}
		return sight{outcome: "coded_and_ready"}, f
	case "hang":
		if !p.onCall() {
			return refused("no_active_call") // Q-HANG-IDLE
		}
		*p = p.ends()
		return sight{outcome: "hung_up"}, f
	case "change_status", "logout":
		if p.onCall() {
			return refused("agent_on_call") // Q-STATUS-DURING-CALL
		}
		if m.op == "logout" {
			*p = person{status: "logout", disabled: p.disabled}
			return now(), f
		}
		*p = person{status: m.arg, disabled: p.disabled}
		return sight{outcome: "status_changed", status: stateNames[m.arg]}, f
	case "aux_call":
		switch {
		case p.onCall():
			return refused("agent_on_call")
		case p.status != "acw" || !p.predictive:
			return refused("no_predictive_call") // Q-AUX-WINDOW
		case f.blocked:
			return refused("number_blocked") // Q-DNC-DIAL
		}
		p.status, p.conn, p.last = "talk", saw.conn, "" // Q-DIAL-LIFECYCLE
		return sight{outcome: "called", conn: saw.conn}, f
	case "dial":
		switch {
		case p.onCall():
			return refused("agent_on_call")
		case p.status == "acw":
			return refused("dial_forbidden") // Q-DIAL-STATE
		case f.blocked:
			return refused("number_blocked") // Q-DNC-DIAL
		}
		*p = person{status: "talk", conn: saw.conn, disabled: p.disabled} // Q-DIAL-LIFECYCLE
		return sight{outcome: "dialled", conn: saw.conn}, f
	case "transfer":
		if p.status != "talk" {
			return refused("no_active_call") // Q-TRANSFER-IDLE
		}
		if to := slices.Index(extensions[:len(f.at)], m.arg); to >= 0 {
			if to == m.agent || f.at[to].status != "ready" {
				return refused("destination_unavailable") // Q-TRANSFER-TARGET
			}
			f.at[to] = person{status: "ring", before: "ready", conn: saw.conn, disabled: f.at[to].disabled}
		}
		*p = p.ends() // Q-TRANSFER-STATE
		return sight{outcome: "transferred", conn: saw.conn}, f
	case "arrive":
		switch {
		case p.onCall():
			return refused("agent_on_call")
		case p.status == "acw", p.status != "ready" && m.arg != "manual":
			return refused("agent_unavailable") // admin.yaml, arrive
		}
		before := p.status
		*p = person{status: "talk", conn: saw.conn, disabled: p.disabled, predictive: m.arg == "predictive"}
		if m.rings {
			p.status, p.before = "ring", before
		}
		return sight{outcome: "done", status: callState(p.status), conn: saw.conn}, f
	}
	panic("no rule for " + m.op)
}

// callAfter are the moves that name a call. Clients name calls that they know from a reply, and one that never was.
func callAfter(f floor, m move) (sight, floor) {
	if m.arg == noCall {
		return sight{outcome: "call_unknown"}, f
	}
	i := slices.IndexFunc(f.at[:], func(p person) bool { return p.conn == m.arg })
	switch {
	case i < 0:
		return sight{outcome: "call_ended"}, f
	case m.op == "hangup":
		f.at[i] = f.at[i].ends()
		return sight{outcome: "done", status: "ended", conn: m.arg}, f
	case f.at[i].status == "talk":
		return sight{outcome: "call_not_ringing"}, f
	}
	f.at[i].status, f.at[i].before = "talk", ""
	return sight{outcome: "done", status: "active", conn: m.arg}, f
}

// listAfter are the moves that name no agent: on the code, the number, and reads of everything at once. false is none of
// them.
func listAfter(f floor, m move) (outcome, list string, next floor, is bool) {
	next = f
	switch m.op {
	case "create_cod_act": // Q-COD-UPSERT
		next.code = true
		return "code_created", "", next, true
	case "remove_cod_act": // Q-COD-REMOVE-ABSENT
		if !f.code {
			return "codes_unknown", "", f, true
		}
		next.code = false
		return "codes_removed", "", next, true
	case "activity_codes":
		if f.code {
			return "codes_found", theCode, f, true
		}
		return "none_found", "", f, true // Q-EMPTY-LIST
	case "add_dnc":
		next.blocked = true
		return "numbers_added", "", next, true
	case "remove_dnc": // Q-DNC-ZERO
		if !f.blocked {
			return "nothing_removed", "", f, true
		}
		next.blocked = false
		return "numbers_removed", "", next, true
	case "get_dnc":
		if f.blocked {
			return "dnc_found", theNumber, f, true
		}
		return "none_found", "", f, true
	case "real_time_recall": // of those that were deleted none: Q-DELETE-RECALL-READ
		if f.back.due == "" || f.back.due == cancelled {
			return "none_found", "", f, true
		}
		return "recalls_found", extensions[f.back.agent] + " " + f.back.style + " " + f.back.due, f, true
	case "real_time_agents": // Q-REALTIME-MEMBERS
		var all []string
		for i, p := range f.at {
			if p.status != "logout" {
				all = append(all, extensions[i]+" "+shownNames[p.status])
			}
		}
		if all == nil {
			return "none_found", "", f, true
		}
		return "agents_found", strings.Join(all, ","), f, true
	}
	return "", "", f, false
}

// shownNames is how reads name a status (Q-AGENT-STATUS-VALUES).
var shownNames = map[string]string{"ready": "Ready", "101": "Active breaks", "102": "Lunch", "ring": "Ring", "talk": "Talk", "acw": "ACW"}

const noCall = "12989.0000.0.0"

func callState(status string) string {
	return map[string]string{"ring": "ringing", "talk": "active"}[status]
}

// rules is the model that starts with a floor.
func rules(start floor) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return start },
		Step: func(state, in, out any) (bool, any) {
			want, next := rulesAfter(state.(floor), in.(move), out.(sight))
			return want == out.(sight), next
		},
	}
}

// A crowd is the clients of one world, with the history of what they did and saw.
type crowd struct {
	t       testing.TB
	world   *mockserver.World
	url     string
	tokens  []string
	start   floor
	began   time.Time
	clients []*http.Client

	mu      sync.Mutex
	history []porcupine.Operation
	conns   []string // calls that some client knows of
}

// newCrowd makes a world with an agent on a predictive call, one on an inbound call and one in Ready, and clients with a
// token each. The handler stands before the server; nil is the server itself.
func newCrowd(t testing.TB, s *mockserver.Server, clients int, before func(*mockserver.World) http.Handler) *crowd {
	start := mockserver.Seed{
		States: []callcenter.AuxState{{ID: "101", Description: "Active breaks"}, {ID: "102", Description: "Lunch"}},
		Agents: []seed.Agent{
			{AgentID: extensions[0], Status: "talk", Call: &seed.Call{Type: "predictive", Phone: "3000000001"}},
			{AgentID: extensions[1], Status: "talk", Call: &seed.Call{Type: "inbound", Phone: "3000000002"}},
			{AgentID: extensions[2], Status: "ready"},
		},
		ActivityCodes: []seed.Code{{Group: callcenter.Group2, ID: "B1"}},
		Campaigns:     []seed.Campaign{{CampaignID: "7224", CampaignChange: callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "1"}}}}},
	}
	w, err := s.CreateWorld(mockserver.WorldSpec{From: &start})
	if err != nil {
		t.Fatal(err)
	}
	c := &crowd{t: t, world: w, url: s.URL, began: time.Now()}
	if before != nil {
		front := httptest.NewServer(before(w))
		t.Cleanup(front.Close)
		c.url = front.URL
	}
	for i := range c.start.at {
		a, err := w.Agent(extensions[i])
		if err != nil {
			t.Fatal(err)
		}
		c.start.at[i] = person{status: string(a.Status), conn: string(a.Call), predictive: i == 0}
		if a.Call != "" {
			c.conns = append(c.conns, string(a.Call))
		}
	}
	for range clients {
		token, err := w.AddToken(mockserver.Token{})
		if err != nil {
			t.Fatal(err)
		}
		tr := &http.Transport{}
		t.Cleanup(tr.CloseIdleConnections)
		c.tokens, c.clients = append(c.tokens, token.Token), append(c.clients, &http.Client{Transport: tr, Timeout: time.Minute})
	}
	return c
}

// do lets a client make a move and enters it in the history. Other clients hear of a call once its reply is there.
func (c *crowd) do(client int, m move) {
	op := porcupine.Operation{ClientId: client, Input: m, Call: int64(time.Since(c.began))}
	saw := c.request(client, m)
	op.Output, op.Return = saw, int64(time.Since(c.began))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.history = append(c.history, op)
	if saw.conn != "" && m.op != "read" && m.op != "type" {
		c.conns = append(c.conns, saw.conn)
	}
}

// request sends a move over HTTP. It reports trouble with Errorf, for it runs in goroutines.
func (c *crowd) request(client int, m move) sight {
	method, path, body := http.MethodPost, "/api/v2/agentbox.php?api="+m.op+"&agent_id="+extensions[m.agent], ""
	admin := "/__admin/worlds/" + c.world.Name()
	agent := admin + "/agents/" + extensions[m.agent]
	switch m.op {
	case "change_status":
		path += "&status=" + m.arg
	case "aux_call", "transfer", "dial":
		path += "&customer_phone=" + m.arg
	case "disable_agent", "enable_agent":
		method, path, body = http.MethodPut, "/api/v2/configuration.php?api="+m.op, fmt.Sprintf(`{"agent_id":%q}`, extensions[m.agent])
	case "type", "hang_type_ready":
		path += "&cod_act_2=B1&comments=x&cod_act=" + theCode
	case "agent_display":
		path += "&button=dial&display=" + m.arg
	case "recall":
		path += "&id_camp=7224&id_customer=1&telefono=3000000009&recall_style=" + m.arg + "&rellamada=" + m.due
	case "edit_recall":
		method, path = http.MethodPut, path+"&id_camp=7224&id_customer=1&telephone=3000000009&recall_style="+m.arg+"&recall="+m.due
	case "delete_recall":
		method, path = http.MethodDelete, path+"&id_camp=7224&id_customer=1&telephone=3000000009&recall_style="+m.arg
	case "create_cod_act", "remove_cod_act", "add_dnc", "remove_dnc", "activity_codes", "get_dnc", "real_time_agents", "real_time_recall":
		a := m.ask()
		method, path, body = a.method, a.target, a.body
	case "read":
		method, path = http.MethodGet, agent
	case "enable":
		method, path, body = http.MethodPut, agent, `{"enabled":true}`
	case "login", "logout":
		path = agent + "/" + m.op
	case "arrive":
		path, body = admin+"/calls", fmt.Sprintf(`{"agent_id":%q,"phone":"3000000003","type":%q,"answered":%t}`, extensions[m.agent], m.arg, !m.rings)
	case "answer", "hangup":
		path = admin + "/calls/" + m.arg + "/" + m.op
	}
	req, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Error(err)
		return sight{}
	}
	req.Header.Set("wolkvox-token", c.tokens[client])
	res, err := c.clients[client].Do(req)
	if err != nil {
		c.t.Errorf("%v: %v", m, err)
		return sight{}
	}
	defer res.Body.Close()
	var reply struct { // the fields of every kind of reply
		Type    string
		Msg     string
		Data    json.RawMessage
		Hidden  []string
		Conn_ID string
		State   string
		Status  any // of a problem it is a number
		Enabled *bool
		Call    string
	}
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
		c.t.Errorf("%v: %v", m, err)
	}
	if _, outcome, ok := strings.Cut(res.Header.Get("X-Wolkvox-Mock"), "/"); ok {
		outcome, _, _ = strings.Cut(outcome, ";")
		state, _ := strings.CutPrefix(reply.Msg, "Agent status has been modified to ")
		if outcome != "status_changed" {
			state = ""
		}
		var data struct{ Conn_ID string }
		_ = json.Unmarshal(reply.Data, &data) // a list has none
		return sight{outcome: outcome, status: state, conn: data.Conn_ID, list: listed(reply.Data)}
	}
	if kind, ok := strings.CutPrefix(reply.Type, "/problems/"); ok {
		return sight{outcome: strings.ReplaceAll(kind, "-", "_")}
	}
	if reply.Enabled != nil {
		return sight{outcome: "done", status: fmt.Sprint(reply.Status), conn: reply.Call, disabled: !*reply.Enabled, hidden: len(reply.Hidden) > 0}
	}
	return sight{outcome: "done", status: reply.State, conn: reply.Conn_ID}
}

// ask is the request of a move that names no agent.
func (m move) ask() ask {
	switch m.op {
	case "create_cod_act":
		return conf(m.op, `{"type_code":"cod_act1","cod_act":"`+theCode+`","description_cod_act":"Later","hit":"no","rpc":"no","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)
	case "remove_cod_act":
		return conf(m.op, `{"type_code":"cod_act1","cod_act":["`+theCode+`"]}`)
	case "add_dnc":
		return conf(m.op, `{"type_call":"outbound","telephones":["`+theNumber+`"]}`)
	case "remove_dnc":
		return conf(m.op, `{"type":"outbound","telephones":["`+theNumber+`"]}`)
	case "activity_codes":
		return info(m.op, "cod_act="+theCode)
	case "get_dnc":
		return info(m.op, "type=all")
	case "real_time_recall":
		return live("recall", "type=all")
	case "real_time_agents":
		return live("agents", "")
	}
	panic("no request for " + m.op)
}

// listed is what a reply lists, in the words of listAfter; "" when it is no list.
func listed(data json.RawMessage) string {
	var records []struct {
		Agent_ID, Agent_Status             string
		Cod_Act, Phone_Number              string
		ID_Agent, Type_Recall, Date_Recall string
	}
	if json.Unmarshal(data, &records) != nil {
		return ""
	}
	var all []string
	for _, r := range records {
		switch {
		case r.Agent_ID != "":
			all = append(all, r.Agent_ID+" "+r.Agent_Status)
		case r.ID_Agent != "":
			all = append(all, r.ID_Agent+" "+r.Type_Recall+" "+strings.NewReplacer("-", "", ":", "", " ", "").Replace(r.Date_Recall))
		default:
			all = append(all, r.Cod_Act+r.Phone_Number)
		}
	}
	return strings.Join(all, ",")
}

// atOnce lets several clients make a move each, in the same moment.
func (c *crowd) atOnce(moves ...move) {
	var wg sync.WaitGroup
	for client, m := range moves {
		wg.Go(func() { c.do(client, m) })
	}
	wg.Wait()
}

// check asks porcupine, and tells the whole history when the answer is not the one that is wanted.
func (c *crowd) check(want porcupine.CheckResult) {
	c.t.Helper()
	got := porcupine.CheckOperationsTimeout(rules(c.start), c.history, checkTime)
	if got == want {
		return
	}
	slices.SortFunc(c.history, func(a, b porcupine.Operation) int { return cmp.Compare(a.Call, b.Call) })
	var b strings.Builder
	for _, op := range c.history {
		fmt.Fprintf(&b, "%9d to %9d ns, client %d: %+v saw %+v\n", op.Call, op.Return, op.ClientId, op.Input, op.Output)
	}
	c.t.Errorf("-seed=%d: the history is %s, want %s; it began with %+v\n%s", *linearSeed, got, want, c.start, b.String())
}

// anyMove draws a move. It prefers what keeps the floor busy, for an idle floor only refuses.
func (c *crowd) anyMove(r *rand.Rand) move {
	ops := []string{
		"hang", "hang", "change_status", "change_status", "change_status", "aux_call", "aux_call", "transfer", "transfer",
		"transfer", "dial", "dial", "disable_agent", "enable", "enable_agent", "login", "login", "logout", "arrive", "arrive", "arrive", "answer", "answer",
		"hangup", "read", "read", "type", "type", "type", "hang_type_ready", "hang_type_ready", "agent_display",
		"recall", "edit_recall", "edit_recall", "delete_recall", "delete_recall", "real_time_recall", "create_cod_act", "create_cod_act", "remove_cod_act", "activity_codes",
		"add_dnc", "remove_dnc", "remove_dnc", "get_dnc", "real_time_agents", "real_time_agents",
	}
	m := move{op: ops[r.IntN(len(ops))], agent: r.IntN(len(extensions) - 1)}
	if m.op != "enable" && r.IntN(40) == 0 { // enable would create it
		m.agent = len(extensions) - 1
	}
	switch m.op {
	case "change_status":
		m.arg = []string{"ready", "ready", "ready", "101", "102", "logout", "acw"}[r.IntN(7)]
	case "aux_call", "dial":
		m.arg = theNumber
	case "agent_display":
		m.arg = []string{"show", "hide"}[r.IntN(2)]
	case "recall", "edit_recall", "delete_recall":
		m.arg, m.due = []string{"auto", "manual"}[r.IntN(2)], []string{"20980101000000", "20990101000000"}[r.IntN(2)]
	case "transfer":
		m.arg = append(extensions, "3000000005")[r.IntN(len(extensions)+1)]
	case "arrive":
		m.arg, m.rings = []string{"inbound", "predictive", "predictive", "manual"}[r.IntN(4)], r.IntN(2) == 0
	case "answer", "hangup":
		m.arg = noCall
		c.mu.Lock()
		if n := len(c.conns); r.IntN(20) > 0 {
			m.arg = c.conns[n-1-r.IntN(min(n, 4))] // an older one has surely ended
		}
		c.mu.Unlock()
	}
	return m
}

// TestLinearizable_crowd lets a crowd do anything. The seed repeats what the clients do, not how the machine mixes it.
func TestLinearizable_crowd(t *testing.T) {
	t.Logf("-seed=%d", *linearSeed)
	s := mockserver.Run(t)
	reached := map[string]int{}
	for round := 0; round < crowdRounds || len(notReached(reached)) > 0 && round < 20*crowdRounds; round++ { // some outcomes are rare
		c := newCrowd(t, s, crowdClients, nil)
		var wg sync.WaitGroup
		for client := range crowdClients {
			r := rand.New(rand.NewPCG(*linearSeed, uint64(round*crowdClients+client)))
			wg.Go(func() {
				for range crowdMoves {
					c.do(client, c.anyMove(r))
				}
			})
		}
		wg.Wait()
		for i := range c.start.at {
			c.do(0, move{op: "read", agent: i})
		}
		c.check(porcupine.Ok)
		if err := c.world.Snapshot().Center.Check(); err != nil {
			t.Errorf("-seed=%d: round %d leaves a broken call center: %v", *linearSeed, round, err)
		}
		made := map[string]bool{}
		for _, op := range c.history {
			m, saw := op.Input.(move), op.Output.(sight)
			reached[m.op+" "+saw.outcome]++
			if saw.conn != "" && slices.Contains([]string{"aux_call", "transfer", "dial", "arrive"}, m.op) {
				if made[saw.conn] {
					t.Errorf("-seed=%d: the conn_id %s was given twice", *linearSeed, saw.conn)
				}
				made[saw.conn] = true
			}
		}
	}
	if missing := notReached(reached); len(missing) > 0 {
		t.Errorf("-seed=%d: the crowd never reached %q; it reached %v", *linearSeed, missing, reached)
	}
}

// notReached are the outcomes that a crowd has to reach, and has not.
func notReached(reached map[string]int) []string {
	return absent(reached, []string{
		"hang hung_up", "hang no_active_call", "change_status status_changed", "change_status agent_on_call", "aux_call called",
		"transfer transferred", "transfer destination_unavailable", "dial dialled", "dial dial_forbidden", "dial agent_on_call",
		"disable_agent agent_disabled", "enable_agent agent_enabled", "login done", "login agent_disabled",
		"type coded", "type code_unknown", "type no_call_to_code", "hang_type_ready coded_and_ready", "hang_type_ready code_unknown", "hang_type_ready no_active_call",
		"agent_display display_changed", "recall recall_scheduled", "edit_recall recall_edited", "edit_recall recall_unknown", "delete_recall recall_deleted",
		"delete_recall recall_unknown", "real_time_recall recalls_found", "real_time_recall none_found", "dial number_blocked", "real_time_agents agents_found",
		"create_cod_act code_created", "remove_cod_act codes_removed", "remove_cod_act codes_unknown", "add_dnc numbers_added", "remove_dnc numbers_removed", "remove_dnc nothing_removed",
		"logout done", "arrive done", "answer done", "hangup done", "hangup call_ended",
	})
}

func absent(reached map[string]int, wanted []string) (missing []string) {
	for _, want := range wanted {
		if reached[want] == 0 {
			missing = append(missing, want)
		}
	}
	return missing
}

// TestLinearizable_catches shows that the check is worth something: servers that are wrong in the ways in which servers
// with a missing lock are wrong, each made to be so every time, and the sound server under the same requests.
func TestLinearizable_catches(t *testing.T) {
	for _, tt := range []struct {
		name   string
		broken func(s *mockserver.Server, w *mockserver.World) http.Handler
		script [][]move // stages, one after the other; the moves of a stage are made at once
	}{
		{"two hangs decided by a stale read", twice("hang"), [][]move{{{op: "hang"}, {op: "hang"}}}},
		{"two transfers to one free agent", twice("transfer"), [][]move{{{op: "transfer", arg: extensions[2]}, {op: "transfer", agent: 1, arg: extensions[2]}}}},
		{"a lost update", lostUpdate, [][]move{{{op: "change_status", agent: 2, arg: "101"}, {op: "disable_agent", agent: 2}}, {{op: "read", agent: 2}}}},
		{"two removals of one code", twice("remove_cod_act"), [][]move{{{op: "create_cod_act"}}, {{op: "remove_cod_act"}, {op: "remove_cod_act"}}}},
		{"two deletions of one callback", twice("delete_recall"), [][]move{
			{{op: "recall", agent: 2, arg: "manual", due: "20980101000000"}}, {{op: "delete_recall", arg: "manual"}, {op: "delete_recall", arg: "manual"}},
		}},
		{"a list with a memory", cachedRead, [][]move{{{op: "real_time_agents"}}, {{op: "change_status", agent: 2, arg: "101"}}, {{op: "real_time_agents"}}}},
		{"a reader with a memory", cachedRead, [][]move{{{op: "read"}}, {{op: "hang"}}, {{op: "read"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := mockserver.Run(t)
			for _, server := range []struct {
				before func(*mockserver.World) http.Handler
				want   porcupine.CheckResult
			}{
				{nil, porcupine.Ok},
				{func(w *mockserver.World) http.Handler { return tt.broken(s, w) }, porcupine.Illegal},
			} {
				c := newCrowd(t, s, 2, server.before)
				for _, stage := range tt.script {
					c.atOnce(stage...)
				}
				c.check(server.want)
			}
		})
	}
}

// twice breaks an operation: both requests are decided by what stood there before either, so both succeed.
func twice(api string) func(*mockserver.Server, *mockserver.World) http.Handler {
	return func(s *mockserver.Server, _ *mockserver.World) http.Handler {
		var mu sync.Mutex
		var success *httptest.ResponseRecorder
		var read sync.WaitGroup
		read.Add(2)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("api") == api {
				read.Done()
				read.Wait()
			}
			mu.Lock()
			defer mu.Unlock()
			reply := httptest.NewRecorder()
			s.ServeHTTP(reply, r)
			if success == nil {
				success = reply
			}
			copyReply(w, success)
		})
	}
}

// lostUpdate breaks change_status: it reads the whole agent first and writes it back last, over what disable_agent did.
func lostUpdate(s *mockserver.Server, world *mockserver.World) http.Handler {
	read, disabled := make(chan struct{}), make(chan struct{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("api") {
		case "change_status":
			stale, _ := world.Agent(r.URL.Query().Get("agent_id"))
			close(read)
			<-disabled
			reply := httptest.NewRecorder()
			s.ServeHTTP(reply, r)
			_, _ = world.PutAgent(stale.ID, callcenter.AgentChange{Enabled: &stale.Enabled})
			copyReply(w, reply)
		case "disable_agent":
			<-read
			reply := httptest.NewRecorder()
			s.ServeHTTP(reply, r)
			close(disabled)
			copyReply(w, reply)
		default:
			s.ServeHTTP(w, r)
		}
	})
}

// cachedRead breaks reading: the first answer is given for ever.
func cachedRead(s *mockserver.Server, _ *mockserver.World) http.Handler {
	var once sync.Once
	first := httptest.NewRecorder()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			s.ServeHTTP(w, r)
			return
		}
		once.Do(func() { s.ServeHTTP(first, r) })
		copyReply(w, first)
	})
}

func copyReply(w http.ResponseWriter, reply *httptest.ResponseRecorder) {
	for name, values := range reply.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(reply.Code)
	_, _ = w.Write(reply.Body.Bytes())
}
