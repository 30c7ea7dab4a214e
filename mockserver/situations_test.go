package mockserver_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

// Every operation in every situation of an agent, over HTTP, written by hand: a line is a request, a column a situation.
//
// A cell in small letters is a success and says what the agent is afterwards; one in capitals is a refusal, after which
// the agent is what it was. What the cells stand for is in afterwards and refusals, what the columns stand for in
// situations. The line with the columns may be repeated wherever it helps to read.
var (
	agentboxGrid = []gridLine{
		{"out  rdy  aux  rin  rlu  tin  tpr  tma  tau  apr  ain  ama  aau  aho  ano  out- rdy- tin- unk  gate apc  atc  rpr  rcb  ", columns, "", ask{}},
		{"LO   NC   NC   rdy  102  acw  acw  acw  acw  NC   NC   NC   NC   NC   NC   LO   NC   acw- UA   acw  NC   NC   NC   rdy  ", "hang", "hung_up", box("hang", "agent_id=1")},
		{"LO   101  101  OC   OC   OC   OC   OC   OC   101  101  101  101  101  101  LO   101- OC   UA   OC   101  101  101  OC   ", "status 101", "status_changed", box("change_status", "agent_id=1&status=101")},
		{"LO   rdy  rdy  OC   OC   OC   OC   OC   OC   rdy  rdy  rdy  rdy  rdy  rdy  LO   rdy- OC   UA   OC   rdy  rdy  rdy  OC   ", "status ready", "status_changed", box("change_status", "agent_id=1&status=ready")},
		{"LO   out  out  OC   OC   OC   OC   OC   OC   out  out  out  out  out  out  LO   out- OC   UA   OC   out  out  out  OC   ", "status logout", "status_changed", box("change_status", "agent_id=1&status=logout")},
		{"LO   NP   NP   OC   OC   OC   OC   OC   OC   tlk  NP   NP   tlk  tlk  NP   LO   NP   OC   UA   OC   NP   NP   NP   OC   ", "aux_call", "called", box("aux_call", "agent_id=1&customer_phone=3000000001")},
		{"LO   NC   NC   NC   NC   acw  acw  acw  acw  NC   NC   NC   NC   NC   NC   LO   NC   acw- UA   acw  NC   NC   NC   NC   ", "transfer", "transferred", box("transfer", "agent_id=1&customer_phone=3000000009")},
		{"LO   tlk  tlk  OC   OC   OC   OC   OC   OC   DF   DF   DF   DF   DF   DF   LO   tlk- OC   UA   OC   DF   DF   tlk  OC   ", "dial", "dialled", box("dial", "agent_id=1&customer_phone=3000000009")},
		{"LO   NC   NC   NC   NC   tlk  tlk  tlk  tlk  NC   NC   NC   NC   NC   NC   LO   NC   tlk- UA   tlk  NC   NC   NC   NC   ", "mute", "mute_toggled", box("mute", "agent_id=1")},
		{"LO   NC   NC   NC   NC   tlk  tlk  tlk  tlk  NC   NC   NC   NC   NC   NC   LO   NC   tlk- UA   tlk  NC   NC   NC   NC   ", "hold", "hold_toggled", box("hold", "agent_id=1")},
		{"LO   NC   NC   NC   NC   tlk  tlk  tlk  tlk  NC   NC   NC   NC   NC   NC   LO   NC   tlk- UA   tlk  NC   NC   NC   NC   ", "dtmf", "tones_sent", box("dtmf", "agent_id=1&tones=1")},
		{"VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   UA   VI   VI   VI   VI   VI   ", "dtmf A", "", box("dtmf", "agent_id=1&tones=A")},
		{"LO   NC   NC   NC   NC   rdy  rdy  rdy  rdy  NC   NC   NC   NC   NC   NC   LO   NC   rdy- UA   rdy  NC   NC   NC   NC   ", "hang_type_ready", "coded_and_ready", box("hang_type_ready", "agent_id=1&cod_act=10")},
		{"CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   UA   CU   CU   CU   CU   CU   ", "hang_type_ready 99", "", box("hang_type_ready", "agent_id=1&cod_act=99")},
		{"out  rdy  aux  rin  rlu  tin  tpr  tma  tau  apr  ain  ama  aau  aho  ano  out- rdy- tin- unk  gate apc  atc  rpr  rcb  ", columns, "", ask{}},
		{"LO   NT   NT   NT   NT   tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  NT   LO   NT   tlk- UA   tlk  acw  acw  NT   NT   ", "type", "coded", box("type", "agent_id=1&cod_act=10&cod_act_2=20")},
		{"CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   CU   UA   CU   CU   CU   CU   CU   ", "type 20", "", box("type", "agent_id=1&cod_act=20&cod_act_2=20")},
		{"C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   C2   UA   C2   C2   C2   C2   C2   ", "type 10 10", "", box("type", "agent_id=1&cod_act=10&cod_act_2=10")},
		{"LO   rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  LO   rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "agent_display", "display_changed", box("agent_display", "agent_id=1&display=hide&button=dial")},
		{"VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   UA   VI   VI   VI   VI   VI   ", "agent_display HIDE", "", box("agent_display", "agent_id=1&display=HIDE&button=dial")},
		{"out  rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  out- rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "recall", "recall_scheduled", box("recall", "agent_id=1&id_camp=7&id_customer=1&telefono=3000000001&rellamada=20991231235959&recall_style=auto")},
		{"KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   KU   UA   KU   KU   KU   KU   KU   ", "recall 9", "", box("recall", "agent_id=1&id_camp=9&id_customer=1&telefono=3000000001&rellamada=20991231235959&recall_style=auto")},
		{"NR   NR   NR   NR   NR   NR   tlk  NR   tlk  acw  NR   NR   acw  acw  NR   NR   NR   NR   UA   NR   acw  acw  rdy  rng  ", "recall by phone", "recall_scheduled", box("recall", "agent_id=1&customer_phone=3000000001&date=20991231235959&type_recall=manual")},
		{"VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   UA   VI   VI   VI   VI   VI   ", "recall by phone, no date", "", box("recall", "agent_id=1&customer_phone=3000000001&date=tomorrow&type_recall=manual")},
		{"LO   rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  LO   rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "edit_recall", "recall_edited", box("edit_recall", "agent_id=1&id_camp=7&id_customer=2&telephone=3000000002&recall=20991231235959&recall_style=auto")},
		{"VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   VI   UA   VI   VI   VI   VI   VI   ", "edit_recall, no date", "", box("edit_recall", "agent_id=1&id_camp=7&id_customer=2&telephone=3000000002&recall=0&recall_style=auto")},
		{"LO   rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  LO   rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "delete_recall", "recall_deleted", box("delete_recall", "agent_id=1&id_camp=7&id_customer=2&telephone=3000000002&recall_style=manual")},
		{"RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   RU   UA   RU   RU   RU   RU   RU   ", "delete_recall auto", "", box("delete_recall", "agent_id=1&id_camp=7&id_customer=2&telephone=3000000002&recall_style=auto")},
	}
	configurationGrid = []gridLine{
		{"out  rdy  aux  rin  rlu  tin  tpr  tma  tau  apr  ain  ama  aau  aho  ano  out- rdy- tin- unk  gate apc  atc  rpr  rcb  ", columns, "", ask{}},
		{"out- rdy- 102- rng- rng- tlk- tlk- tlk- tlk- acw- acw- acw- acw- acw- acw- out- rdy- tlk- UA   tlk- acw- acw- rdy- rng- ", "disable_agent", "agent_disabled", conf("disable_agent", `{"agent_id":"1"}`)},
		{"out  rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  out  rdy  tlk  UA   tlk  acw  acw  rdy  rng  ", "enable_agent", "agent_enabled", conf("enable_agent", `{"agent_id":"1"}`)},
		{"out  rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  out- rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "edit_agent", "agent_edited", conf("edit_agent&agent_id=1", `{"agent_name":"One"}`)},
		{"out  rdy  102  rng  rng  tlk  tlk  tlk  tlk  acw  acw  acw  acw  acw  acw  out- rdy- tlk- UA   tlk  acw  acw  rdy  rng  ", "add_agents_skill", "agent_added_to_skill", conf("add_agents_skill", `{"skill_id":"4","agent_id":"1","expertise":"5"}`)},
		{"NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   NS   UA   NS   NS   NS   NS   NS   ", "remove_agents_skill", "", conf("remove_agents_skill", `{"skill_id":"4","agent_id":"1"}`)},
	}
)

// columns is the name of a line that repeats the situations.
const columns = "columns"

// A gridLine is a request about agent 1, the outcome of its successes, and a cell for each situation. An operation that has
// several of them has a line for each.
type gridLine struct {
	cells, name, done string
	ask               ask
}

// What a success leaves behind; "-" after it: and the agent is disabled.
var afterwards = map[string]string{
	"out": "logout",
	"rdy": "ready",
	"101": "101", // an auxiliary state, as is 102
	"102": "102",
	"rng": "ring",
	"tlk": "talk",
	"acw": "acw",
}

// What a refusal is called.
var refusals = map[string]string{
	"C2": "code_2_unknown",
	"CU": "code_unknown",
	"DF": "dial_forbidden",
	"KU": "campaign_unknown",
	"LO": "agent_logged_out",
	"NC": "no_active_call",
	"NP": "no_predictive_call",
	"NR": "no_predictive_record",
	"NS": "agent_not_in_skill",
	"NT": "no_call_to_code",
	"OC": "agent_on_call",
	"RU": "recall_unknown",
	"UA": "agent_unknown",
	"VI": "value_invalid",
}

// A situation brings agent 1 about: from the seed, and by what then happens.
type situation struct {
	column, name string
	agent        seed.Agent
	then         func(*testing.T, *mockserver.World)
}

// The situations, in the order of the columns.
var situations = []situation{
	{"out", "logged out", seed.Agent{}, nil},
	{"rdy", "ready", seed.Agent{Status: "ready"}, nil},
	{"aux", "in an auxiliary state", seed.Agent{Status: "102"}, nil},
	{"rin", "ringing, inbound", onCall("ring", callcenter.Inbound), nil},
	{"rlu", "ringing, from lunch", seed.Agent{Status: "102"}, func(t *testing.T, w *mockserver.World) {
		_, err := w.Arrive(callcenter.Arrival{AgentID: "1", Phone: "3000000001", Type: callcenter.Manual})
		ok(t, err)
	}},
	{"tin", "talking, inbound", onCall("talk", callcenter.Inbound), nil},
	{"tpr", "talking, predictive", onCall("talk", callcenter.Predictive), nil},
	{"tma", "talking, manual", onCall("talk", callcenter.Manual), nil},
	{"tau", "talking, auxiliary", onCall("acw", callcenter.Predictive), callAgain},
	{"apr", "ACW, predictive", onCall("acw", callcenter.Predictive), nil},
	{"ain", "ACW, inbound", onCall("acw", callcenter.Inbound), nil},
	{"ama", "ACW, manual", onCall("acw", callcenter.Manual), nil},
	{"aau", "ACW, auxiliary", onCall("acw", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		callAgain(t, w)
		_, err := w.CustomerHangUp(connOf(w, "1"))
		ok(t, err)
	}},
	{"aho", "ACW, handed over", onCall("talk", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		callerOf(t, w).mustGet("transferred", box("transfer", "agent_id=1&customer_phone=3000000009"))
	}},
	{"ano", "ACW, no call", seed.Agent{Status: "acw"}, nil},
	{"out-", "disabled, logged out", seed.Agent{Enabled: ptr(false)}, nil},
	{"rdy-", "disabled, ready", seed.Agent{Status: "ready", Enabled: ptr(false)}, nil},
	{"tin-", "disabled, talking", onCall("talk", callcenter.Inbound), func(t *testing.T, w *mockserver.World) {
		_, err := w.PutAgent("1", callcenter.AgentChange{Enabled: ptr(false)})
		ok(t, err)
	}},
	{"unk", "unknown", seed.Agent{AgentID: "2", Status: "ready"}, nil},
	{"gate", "held by a gate", onCall("talk", callcenter.Inbound), func(t *testing.T, w *mockserver.World) { // another client's hang waits
		other, err := w.AddToken(mockserver.Token{})
		ok(t, err)
		p, gate := newCaller(t, w.URL(), other.Token).hold(w, box("hang", "agent_id=1"))
		t.Cleanup(func() { ok(t, w.OpenGate(gate)); <-p.done })
	}},
	{"apc", "ACW, predictive, coded there", onCall("acw", callcenter.Predictive), code},
	{"atc", "ACW, predictive, coded while talking", onCall("talk", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		code(t, w)
		callerOf(t, w).mustGet("hung_up", box("hang", "agent_id=1"))
	}},
	{"rpr", "ready, after a predictive call", onCall("talk", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		callerOf(t, w).mustGet("coded_and_ready", box("hang_type_ready", "agent_id=1&cod_act=10"))
	}},
	{"rcb", "ringing, a callback", seed.Agent{Status: "ready"}, func(t *testing.T, w *mockserver.World) {
		freeze(t, w)
		callerOf(t, w).mustGet("recall_scheduled", box("recall", "agent_id=1&id_camp=7&id_customer=1&telefono=3000000001&rellamada=20231114221320&recall_style=auto"))
		_, err := w.SetClock(mockserver.ClockChange{Action: "set", Time: noon.Add(6 * time.Minute)}) // the next round of the process has seen it
		ok(t, err)
	}},
}

// onCall is an agent with a call; a predictive one is about customer 1 of campaign 7.

func onCall(status string, kind callcenter.CallType) seed.Agent {
	call := seed.Call{Type: kind, Phone: "3000000001"}
	if kind == callcenter.Predictive {
		call.CampaignID, call.CustomerID = "7", "1"
	}
	return seed.Agent{Status: status, Call: &call}
}

func code(t *testing.T, w *mockserver.World) {
	callerOf(t, w).mustGet("coded", box("type", "agent_id=1&cod_act=10&cod_act_2=20"))
}

func callAgain(t *testing.T, w *mockserver.World) {
	callerOf(t, w).mustGet("called", box("aux_call", "agent_id=1&customer_phone=3000000001"))
}

// world is one in which agent 1 is in the situation; others may be there as well. There are a code of each group, a skill,
// and a campaign of two customers, the second with a manual callback of agent 8 that is not due for years.
func (place situation) world(t *testing.T, s *mockserver.Server, others ...seed.Agent) *mockserver.World {
	t.Helper()
	agent := place.agent
	if agent.AgentID == "" {
		agent.AgentID = "1"
	}
	w, err := s.CreateWorld(mockserver.WorldSpec{From: &mockserver.Seed{
		States:        []callcenter.AuxState{{ID: "101", Description: "Active breaks"}, {ID: "102", Description: "Lunch"}},
		Agents:        append([]seed.Agent{agent, {AgentID: "8"}}, others...),
		ActivityCodes: []seed.Code{{Group: callcenter.Group1, ID: "10"}, {Group: callcenter.Group2, ID: "20"}},
		Skills:        []seed.Skill{{SkillID: "4"}},
		Campaigns: []seed.Campaign{{CampaignID: "7", CampaignChange: callcenter.CampaignChange{
			Customers: []callcenter.Customer{{ID: "1"}, {ID: "2"}},
		}}},
		Callbacks: []seed.Callback{{AgentID: "8", CampaignID: "7", CustomerID: "2", Phone: "3000000002", Style: "manual", Date: "20991231000000"}},
	}})
	ok(t, err)
	if place.then != nil {
		place.then(t, w)
	}
	return w
}

// nobody is the status of an agent that does not exist.
const nobody = "nobody"

// agentOne is the status of agent 1.
func agentOne(t *testing.T, w *mockserver.World) string {
	t.Helper()
	if _, err := w.Agent("1"); err != nil {
		mustRefuse(t, err, "agent_unknown", "")
		return nobody
	}
	return statusOf(t, w, "1")
}

// A gridCell is an outcome, and what the agent is afterwards: "" when nothing may change.
type gridCell struct{ outcome, after string }

// read splits a line of the grid into a cell for each situation.
func (l gridLine) read() (all []gridCell, err error) {
	var heads []string
	for _, place := range situations {
		heads = append(heads, place.column)
	}
	have := strings.Fields(l.cells)
	if l.name == columns {
		if !slices.Equal(have, heads) {
			return nil, fmt.Errorf("a line of columns is %q, want %q: the situations in their order", have, heads)
		}
		return nil, nil
	}
	if len(have) != len(heads) {
		return nil, fmt.Errorf("the line of %q has %d cells, want %d: one for each of %s", l.name, len(have), len(heads), strings.Join(heads, " "))
	}
	for i, cell := range have {
		where := fmt.Sprintf("the line of %q, column %s: the cell %q", l.name, heads[i], cell)
		status, disabled := strings.CutSuffix(cell, "-")
		after, success := afterwards[status]
		if disabled {
			after += " disabled"
		}
		outcome, refusal := refusals[cell]
		switch {
		case success && l.done == "":
			return nil, fmt.Errorf("%s is a success, and the line has no outcome for its successes", where)
		case success:
			all = append(all, gridCell{l.done, after})
		case refusal:
			all = append(all, gridCell{outcome, ""})
		default:
			return nil, fmt.Errorf("%s stands neither in afterwards nor in refusals", where)
		}
	}
	return all, nil
}

func TestSituations(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, line := range slices.Concat(agentboxGrid, configurationGrid) {
		cells, err := line.read()
		if err != nil {
			t.Error(err)
		}
		for i, want := range cells {
			place := situations[i]
			t.Run(line.name+": "+place.name, func(t *testing.T) {
				t.Parallel()
				w := place.world(t, s)
				before := agentOne(t, w)
				if want.after == "" {
					want.after = before
				}
				callerOf(t, w).mustGet(want.outcome, line.ask)
				if got := agentOne(t, w); got != want.after {
					t.Errorf("it was %s, it is %s, want %s", before, got, want.after)
				}
				ok(t, w.Snapshot().Center.Check())
			})
		}
	}
}

// Whatever an agent can be asked to do stands in the grid.
func TestSituations_everyAgentboxOperation(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	asked := map[string]bool{}
	for _, l := range agentboxGrid {
		asked[meant(t, doc, l.ask)] = true
	}
	for _, o := range doc.Operations {
		if o.Resource() == "agentbox.php" && !asked[o.Name] {
			t.Errorf("%s has no line in agentboxGrid", o.Name)
		}
	}
}

// meant is the operation that a request means, "" when there is none: the first that its path, its api and its
// parameters choose.
func meant(t *testing.T, doc *openapi.Document, a ask) string {
	t.Helper()
	path, raw, _ := strings.Cut(a.target, "?")
	query, err := url.ParseQuery(raw)
	ok(t, err)
	var values openapi.Values
	for name := range query {
		values = append(values, openapi.Value{Name: name, Value: query.Get(name)})
	}
	for _, o := range doc.Operations {
		if o.Path == path && o.API == query.Get("api") && o.ChosenBy(values) {
			return o.Name
		}
	}
	return ""
}

// A line that says too little, too much, or something else is not read as if it were right.
func TestSituations_linesThatAreWrong(t *testing.T) {
	t.Parallel()
	right := agentboxGrid[1]
	if cells, err := right.read(); err != nil || len(cells) != len(situations) {
		t.Fatalf("the line of %q: %d cells, error %v", right.name, len(cells), err)
	}
	for _, tt := range []struct {
		cells, name, done, want string
	}{
		{strings.TrimPrefix(right.cells, "LO"), "hang", "hung_up", `the line of "hang" has 23 cells, want 24: one for each of out rdy aux`},
		{right.cells + " NC", "hang", "hung_up", `the line of "hang" has 25 cells, want 24: one for each of out rdy aux`},
		{strings.Replace(right.cells, "NC", "nc", 1), "hang", "hung_up", `the line of "hang", column rdy: the cell "nc" stands neither in afterwards nor in refusals`},
		{strings.Replace(right.cells, "NC", "NC-", 1), "hang", "hung_up", `the line of "hang", column rdy: the cell "NC-" stands neither in afterwards nor in refusals`},
		{right.cells, "hang", "", `the line of "hang", column rin: the cell "rdy" is a success, and the line has no outcome for its successes`},
		{"rdy out", columns, "", `a line of columns is ["rdy" "out"], want ["out" "rdy"`},
	} {
		if _, err := (gridLine{tt.cells, tt.name, tt.done, ask{}}).read(); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// A transfer to another agent, in every situation of that one.
func TestTransfer_toAnAgent(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, place := range situations {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			giver := onCall("talk", callcenter.Inbound)
			giver.AgentID = "9"
			w := place.world(t, s, giver)
			want := "destination_unavailable"
			switch place.name {
			case "ready", "disabled, ready", "ready, after a predictive call", "unknown": // what is no extension is an outside number
				want = "transferred"
			}
			got := callerOf(t, w).mustGet(want, box("transfer", "agent_id=9&customer_phone=1"))
			if want == "transferred" && !strings.Contains(got.body, "transfer to 1 number") {
				t.Error(got.body)
			}
			if strings.HasPrefix(place.name, "ready") && (statusOf(t, w, "1") != "ring" || statusOf(t, w, "9") != "acw") {
				t.Errorf("1 is %s, 9 is %s", statusOf(t, w, "1"), statusOf(t, w, "9"))
			}
			if want != "transferred" && statusOf(t, w, "9") != "talk" {
				t.Errorf("a refused transfer has made 9 %s", statusOf(t, w, "9"))
			}
		})
	}
}

func TestTransfer_toItself(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callerOf(t, w).mustGet("destination_unavailable", box("transfer", "agent_id=12990&customer_phone=12990"))
}

func TestTransfer_toDisabledAgent(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`))
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=12991")) // the session goes on
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`))
	c.mustGet("destination_unavailable", box("transfer", "agent_id=12989&customer_phone=12992"))
}

// Disabling twice is answered alike; the session goes on until the agent leaves, and then only enabling opens the way back.
func TestDisable_liveSession(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	first := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`))
	if again := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`)); again.body != first.body {
		t.Errorf("the second answer differs: %s", again.body)
	}
	c.mustGet("status_changed", pause)
	c.mustGet("status_changed", box("change_status", "agent_id=12991&status=logout"))
	_, err := w.Login("12991")
	mustRefuse(t, err, "agent_disabled", "enable it before it logs in")
	c.mustGet("agent_enabled", conf("enable_agent", `{"agent_id":"12991"}`))
	_, err = w.Login("12991")
	ok(t, err)
}

// The text of a changed state is the description of an auxiliary state, and the name of the two others.
func TestChangeStatus_saysWhatTheStateIsCalled(t *testing.T) {
	t.Parallel()
	c := callerOf(t, mockserver.Run(t).NewWorld(t))
	for _, tt := range []struct{ status, name string }{{"101", "Active breaks"}, {"102", "Lunch"}, {"102", "Lunch"}, {"ready", "Ready"}, {"ready", "Ready"}, {"logout", "Logout"}} {
		got := c.mustGet("status_changed", box("change_status", "agent_id=12991&status="+tt.status))
		if !strings.Contains(got.body, `"msg": "Agent status has been modified to `+tt.name+`"`) {
			t.Errorf("%s: %s", tt.status, got.body)
		}
	}
}

// A state is named by its id, in lower case; nobody is sent to ACW, on a call, or to where there is nothing.
func TestChangeStatus_statesThatAreNone(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, status := range []string{"READY", "Ready", "LOGOUT", "acw", "ACW", "ring", "talk", "before", "auxiliary", "Lunch", "Active+breaks", "1010", "101+", "0101", "0"} {
		c.mustGet("state_unknown", box("change_status", "agent_id=12991&status="+status))
	}
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("12991 is %s", got)
	}
}
