package mockserver_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// What the control API does, a method does. One table drives both, on two servers that start from the same state: the
// answers and the worlds must be the same after every row, and every answer must keep openapi/admin.yaml.

type controlCase struct {
	operation string // of admin.yaml
	what      string
	path      string // one of the default world, unless it begins with /__admin/ or is /health
	body      string
	status    int
	before    func(testing.TB, *mockserver.Server, *mockserver.World)
}

// A control is a request to the control API, for a method.
type control struct {
	s     *mockserver.Server
	w     *mockserver.World
	path  map[string]string
	query url.Values
	body  string
}

// given is the body of a request as the method takes it.
func given[T any](c control) (v T) {
	d := json.NewDecoder(strings.NewReader(cmp.Or(c.body, "{}")))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

func view(w *mockserver.World, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return w.View(), nil
}

// orNone is a list that JSON shows as one even when it is empty.
func orNone[T any](all []T) (any, error) { return append([]T{}, all...), nil }

// byMethod is the method of each operation.
var byMethod = map[string]func(control) (any, error){
	"health":        func(control) (any, error) { return map[string]string{"status": "ok"}, nil },
	"caCertificate": func(c control) (any, error) { return c.s.CACertificate() },
	"listWorlds": func(c control) (any, error) {
		var all []mockserver.WorldView
		for _, w := range c.s.Worlds() {
			all = append(all, w.View())
		}
		return all, nil
	},
	"createWorld": func(c control) (any, error) { return view(c.s.CreateWorld(given[mockserver.WorldSpec](c))) },
	"deleteWorld": func(c control) (any, error) { return nil, c.s.DeleteWorld(c.path["world"]) },
	"snapshot":    func(c control) (any, error) { return c.w.Snapshot(), nil },
	"restore":     func(c control) (any, error) { return nil, c.w.Restore(given[mockserver.Snapshot](c)) },
	"reset":       func(c control) (any, error) { return nil, c.w.Reset() },
	"listAgents":  func(c control) (any, error) { return c.w.Agents() },
	"getAgent":    func(c control) (any, error) { return c.w.Agent(c.path["agent_id"]) },
	"putAgent": func(c control) (any, error) {
		return c.w.PutAgent(c.path["agent_id"], given[callcenter.AgentChange](c))
	},
	"deleteAgent": func(c control) (any, error) { return nil, c.w.DeleteAgent(c.path["agent_id"]) },
	"listStates":  func(c control) (any, error) { return orNone(c.w.States()) },
	"putState": func(c control) (any, error) {
		return c.w.PutState(c.path["state_id"], given[callcenter.AuxState](c).Description)
	},
	"deleteState": func(c control) (any, error) { return nil, c.w.DeleteState(c.path["state_id"]) },
	"putSkill": func(c control) (any, error) {
		return c.w.PutSkill(c.path["skill_id"], given[callcenter.SkillSetup](c))
	},
	"deleteSkill": func(c control) (any, error) { return nil, c.w.DeleteSkill(c.path["skill_id"]) },
	"putActivityCode": func(c control) (any, error) {
		return c.w.PutActivityCode(callcenter.CodeGroup(c.path["type_code"]), c.path["cod_act"], given[callcenter.CodeSetup](c))
	},
	"deleteActivityCode": func(c control) (any, error) {
		return nil, c.w.DeleteActivityCode(callcenter.CodeGroup(c.path["type_code"]), c.path["cod_act"])
	},
	"putDNC": func(c control) (any, error) {
		return c.w.PutDNC(c.path["phone"], given[struct{ Type callcenter.Direction }](c).Type)
	},
	"deleteDNC":    func(c control) (any, error) { return nil, c.w.DeleteDNC(c.path["phone"]) },
	"putIP":        func(c control) (any, error) { return c.w.PutIP(c.path["ip"], given[callcenter.IPChange](c)) },
	"listPBXUsers": func(c control) (any, error) { return orNone(c.w.PBXUsers()) },
	"putPBXUser": func(c control) (any, error) {
		return c.w.PutPBXUser(c.path["user"], given[callcenter.PBXUserChange](c))
	},
	"deletePBXUser": func(c control) (any, error) { return nil, c.w.DeletePBXUser(c.path["user"]) },
	"deleteIP":      func(c control) (any, error) { return nil, c.w.DeleteIP(c.path["ip"]) },

	"login":  func(c control) (any, error) { return c.w.Login(c.path["agent_id"]) },
	"logout": func(c control) (any, error) { return c.w.Logout(c.path["agent_id"]) },
	"hangUp": func(c control) (any, error) { return c.w.HangUp(c.path["agent_id"]) },
	"hold":   func(c control) (any, error) { return c.w.Hold(c.path["agent_id"]) },
	"mute":   func(c control) (any, error) { return c.w.Mute(c.path["agent_id"]) },
	"changeStatus": func(c control) (any, error) {
		return c.w.ChangeStatus(c.path["agent_id"], given[struct{ Status mockserver.Status }](c).Status)
	},
	"board":             func(c control) (any, error) { return c.w.Board(), nil },
	"listCalls":         func(c control) (any, error) { return c.w.Calls(), nil },
	"arrive":            func(c control) (any, error) { return c.w.Arrive(given[callcenter.Arrival](c)) },
	"answer":            func(c control) (any, error) { return c.w.Answer(c.path["conn_id"]) },
	"customerHangUp":    func(c control) (any, error) { return c.w.CustomerHangUp(c.path["conn_id"]) },
	"listDialRules":     func(c control) (any, error) { return c.w.DialRules(), nil },
	"addDialRule":       func(c control) (any, error) { return c.w.AddDialRule(given[callcenter.DialRule](c)) },
	"clearDialRules":    func(c control) (any, error) { c.w.ClearDialRules(); return nil, nil },
	"listSkills":        func(c control) (any, error) { return orNone(c.w.Skills()) },
	"listActivityCodes": func(c control) (any, error) { return orNone(c.w.ActivityCodes()) },
	"listCampaigns":     func(c control) (any, error) { return orNone(c.w.Campaigns()) },
	"putCampaign": func(c control) (any, error) {
		return c.w.PutCampaign(c.path["campaign_id"], given[callcenter.CampaignChange](c))
	},
	"listCallbacks":     func(c control) (any, error) { return orNone(c.w.Callbacks()) },
	"listRoutingPoints": func(c control) (any, error) { return orNone(c.w.RoutingPoints()) },
	"putRoutingPoint": func(c control) (any, error) {
		return nil, c.w.PutRoutingPoint(c.path["rp_id"], given[callcenter.RoutingPointChange](c))
	},
	"lists":       func(c control) (any, error) { return c.w.Lists(), nil },
	"getAccount":  func(c control) (any, error) { return c.w.Account(), nil },
	"putAccount":  func(c control) (any, error) { return c.w.PutAccount(given[mockserver.AccountChange](c)) },
	"listTokens":  func(c control) (any, error) { return c.w.Tokens(), nil },
	"addToken":    func(c control) (any, error) { return c.w.AddToken(given[mockserver.Token](c)) },
	"removeToken": func(c control) (any, error) { return nil, c.w.RemoveToken(c.query.Get("token")) },
	"getClock":    func(c control) (any, error) { return c.w.Clock(), nil },
	"setClock":    func(c control) (any, error) { return c.w.SetClock(given[mockserver.ClockChange](c)) },

	"getSimulator": func(c control) (any, error) { return c.w.Simulator(), nil },
	"setSimulator": func(c control) (any, error) { return c.w.SetSimulator(given[mockserver.SimulatorChange](c)) },
	"listFaults":   func(c control) (any, error) { return c.w.Faults(), nil },
	"addFault":     func(c control) (any, error) { return c.w.AddFault(given[fault.Fault](c)) },
	"clearFaults":  func(c control) (any, error) { c.w.ClearFaults(); return nil, nil },
	"listGates":    func(c control) (any, error) { return c.w.Gates(), nil },
	"addGate":      func(c control) (any, error) { return c.w.AddGate(given[fault.Gate](c)) },
	"awaitGate": func(c control) (any, error) {
		return c.w.AwaitGate(context.Background(), c.path["gate"], 0) // over HTTP it answers as things are when the time is up
	},
	"openGate": func(c control) (any, error) { return nil, c.w.OpenGate(c.path["gate"]) },
	"listRequests": func(c control) (any, error) {
		q := c.search()
		if !c.query.Has("timeout") {
			return c.w.Requests(q), nil
		}
		over, cancel := context.WithCancel(context.Background())
		cancel() // over HTTP it answers with what is there when the time is up
		page, err := c.w.AwaitRequests(over, q)
		if errors.Is(err, context.Canceled) {
			err = nil
		}
		return page, err
	},
	"listAllRequests": func(c control) (any, error) { return c.s.Requests(c.search()), nil },
	"clearRequests":   func(c control) (any, error) { c.w.ClearRequests(); return nil, nil },
	"getRequest": func(c control) (any, error) {
		seq, err := strconv.Atoi(c.path["seq"])
		if err != nil {
			return nil, err
		}
		return c.w.Exchange(seq)
	},
	"explanations":     func(c control) (any, error) { return c.s.Explanations(), nil },
	"listOperations":   func(c control) (any, error) { return c.s.Operations(), nil },
	"listExpectations": func(c control) (any, error) { return c.w.Expectations(), nil },
	"addExpectation": func(c control) (any, error) {
		return c.w.AddExpectation(given[mockserver.Expectation](c))
	},
	"clearExpectations":    func(c control) (any, error) { c.w.ClearExpectations(); return nil, nil },
	"checkExpectations":    func(c control) (any, error) { return c.w.CheckExpectations(c.expectations()...) },
	"checkAllExpectations": func(c control) (any, error) { return c.s.CheckExpectations(c.expectations()...) },
	"coverage":             func(c control) (any, error) { return c.w.Coverage(), nil },
	"verifyWorld":          func(c control) (any, error) { return c.demanded(c.w.Verdict()) },
	"verify":               func(c control) (any, error) { return c.demanded(c.s.Verdict()) },
}

func (c control) expectations() []mockserver.Expectation {
	return given[struct{ Expectations []mockserver.Expectation }](c).Expectations
}

// demanded is a verdict under what the query demands.
func (c control) demanded(v mockserver.Verdict) (any, error) {
	d, err := verdict.ParseDemands(c.query.Get("min_coverage"), c.query.Get("forbid_evidence"))
	if err != nil {
		return nil, &callcenter.Error{Class: callcenter.Invalid, Kind: mockserver.InputInvalid, Detail: err.Error()}
	}
	return v.Under(d), nil
}

// search is what the query of a search of the journal selects.
func (c control) search() journal.Query {
	number := func(name string) (n int) { n, _ = strconv.Atoi(c.query.Get(name)); return n }
	return journal.Query{
		Operation: c.query.Get("operation"), Outcome: c.query.Get("outcome"), AgentID: c.query.Get("agent_id"),
		Evidence: openapi.Evidence(c.query.Get("evidence")), TokenSuffix: c.query.Get("token_suffix"), Violations: c.query.Has("violations"),
		After: number("after"), Oldest: c.query.Has("after"), Count: number("count"), Limit: number("limit"),
	}
}

func ptr[T any](v T) *T { return &v }

// The call of an agent in the demo world, by its number.
func connOf(w *mockserver.World, agent string) callcenter.ConnID {
	a, _ := w.Agent(agent)
	return a.Call
}

func gated(t testing.TB, _ *mockserver.Server, w *mockserver.World) { shut(t, w, "hang", 2) }

func faulty(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	_, err := w.AddFault(fault.Fault{Operation: "hang", Status: 503})
	ok(t, err)
}

func busyJournal(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	c := callerOf(t, w)
	c.mustGet("hung_up", hang)
	c.mustGet("no_active_call", hang)
	c.mustGet("agent_unknown", box("hang", "agent_id=ana&x=1"))
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`))
	_, err := w.AddFault(fault.Fault{Operation: "hang", Drop: true})
	ok(t, err)
	if _, err := c.try(t.Context(), hang); err == nil {
		t.Error("the connection was not dropped")
	}
}

// expectant has expectations that are met, and one that is not.
func expectant(t testing.TB, s *mockserver.Server, w *mockserver.World) {
	for _, e := range []mockserver.Expectation{
		{Operation: "hang", AgentID: "12989", Outcome: "hung_up", Times: mockserver.Exactly(1)},
		{Operation: "hang", Times: mockserver.Never()},
		{Operation: "transfer", AgentID: "12989"},
	} {
		_, err := w.AddExpectation(e)
		ok(t, err)
	}
	busyJournal(t, s, w)
}

func anotherWorld(t testing.TB, s *mockserver.Server, _ *mockserver.World) {
	start := mockserver.Seed{Server: "1000", Tokens: []mockserver.Token{{Token: "of-another"}}}
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "another", From: &start})
	ok(t, err)
}

func ringing(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	_, err := w.Arrive(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound})
	ok(t, err)
}

// queued has a call that waits: the one of the skill who was Ready has the one before it.
func queued(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	for range 2 {
		_, err := w.Arrive(callcenter.Arrival{SkillID: "4012", Phone: "1", Type: callcenter.Inbound})
		ok(t, err)
	}
}

// queuedCall is the first call that waits, "" when none does.
func queuedCall(w *mockserver.World) callcenter.ConnID {
	for _, k := range w.Calls() {
		if k.State == callcenter.Queued {
			return k.ID
		}
	}
	return ""
}

// furnished has one of everything that the setup shows.
func furnished(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	at := snap.Clock.At
	c := snap.Center
	_, _ = c.CreateSkill(callcenter.SkillChange{Name: ptr("Sales")})
	_, err := c.AddDNC(at, callcenter.Is(callcenter.DNCBoth), []string{"1", "2"})
	ok(t, err)
	ok(t, c.BlockLaw(at, "900", "3000000009", "1"))
	ok(t, c.AddIP(callcenter.Is(mustIP("192.0.2.1")), callcenter.Is(true), "Office"))
	ok(t, c.AddDialRule(callcenter.DialRule{Result: callcenter.DialBusy, Phone: "3000000004", Times: 2}))
	ok(t, c.UploadFile(at, "a.pdf", 1))
	_, err = c.UploadAudios(at, []callcenter.Upload{{Name: "hello", Size: 1, Seconds: 2}})
	ok(t, err)
	for _, style := range []callcenter.CallbackStyle{callcenter.Auto, callcenter.ByHand} {
		ok(t, c.Recall(at, callcenter.Recall{
			AgentID: "12991", CampaignID: "7224", CustomerID: callcenter.Is("1"), Phone: callcenter.Is(string(style)),
			Due: callcenter.Is(time.Date(2030, 1, 31, 9, 0, 0, 0, time.UTC)), Style: callcenter.Is(style),
		}))
	}
	ok(t, w.Restore(snap))
}

// emptied has nothing that the setup shows.
func emptied(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	snap.Center = callcenter.New()
	ok(t, w.Restore(snap))
}

// controlCases need a snapshot and conn_ids of the state that both servers start from.
func controlCases(base mockserver.Snapshot) []controlCase {
	elsewhere, taken := base, base
	elsewhere.Server, elsewhere.Tokens = "0077", []mockserver.Token{{Token: "of-a-snapshot"}}
	taken.Tokens = []mockserver.Token{{Token: "of-another"}}
	conn := func(agent string) string { return base.Center.AgentByID[agent].Call }
	text := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	return []controlCase{
		{"health", "", "/health", "", 200, nil},
		{"caCertificate", "without an authority", "/__admin/certs/ca.crt", "", 404, nil},
		{"listWorlds", "one", "/__admin/worlds", "", 200, nil},
		{"listWorlds", "two", "/__admin/worlds", "", 200, anotherWorld},
		{"createWorld", "named", "/__admin/worlds", `{"name":"new"}`, 201, nil},
		{"createWorld", "without a name", "/__admin/worlds", `{}`, 201, nil},
		{"createWorld", "without a body", "/__admin/worlds", "", 201, nil},
		{"createWorld", "from a seed", "/__admin/worlds", `{"name":"new","from":{"server":"2000","tokens":[{"token":"t","description":"d"}],"states":[{"id":"1","description":"One"}],"agents":[{"agent_id":"5","name":"Eva","enabled":false,"status":"talk","call":{"type":"manual","phone":"9"}}]}}`, 201, nil},
		{"createWorld", "with all that it names", "/__admin/worlds", `{"name":"new","server":"2000","token":"mine","clock":"2026-01-31T09:00:00Z"}`, 201, nil},
		{"createWorld", "with a clock that runs", "/__admin/worlds", `{"name":"new","clock":{"time":"2026-01-31T09:00:00Z","frozen":false}}`, 201, nil},
		{"createWorld", "with a clock that runs fast", "/__admin/worlds", `{"name":"new","clock":{"time":"2026-01-31T09:00:00Z","speed":60}}`, 201, nil},
		{"createWorld", "clock of another age", "/__admin/worlds", `{"name":"new","clock":"1750-01-31T09:00:00Z"}`, 422, nil},
		{"createWorld", "token with a blank", "/__admin/worlds", `{"name":"new","token":"a b"}`, 422, nil},
		{"createWorld", "name taken", "/__admin/worlds", `{"name":"default"}`, 409, nil},
		{"createWorld", "seed not sound", "/__admin/worlds", `{"name":"new","from":{"agents":[{"agent_id":"5","status":"talk"}]}}`, 422, nil},
		{"snapshot", "", "", "", 200, faulty},
		{"snapshot", "of everything", "", "", 200, furnished},
		{"restore", "as it was", "", text(base), 204, busyJournal},
		{"restore", "another identity", "", text(elsewhere), 204, nil},
		{"restore", "not sound", "", `{"server":"0042","tokens":[],"center":{"agents":{"5":null}}}`, 422, nil},
		{"restore", "token taken", "", text(taken), 409, anotherWorld},
		{"deleteWorld", "", "/__admin/worlds/another", "", 204, anotherWorld},
		{"deleteWorld", "the default", "", "", 409, nil},
		{"reset", "", "/reset", "", 204, busyJournal},
		{"reset", "a token of the start is taken", "/reset", "", 409, func(t testing.TB, s *mockserver.Server, w *mockserver.World) {
			anotherWorld(t, s, w)
			ok(t, w.RemoveToken(mockserver.DemoToken))
			other, err := s.World("another")
			ok(t, err)
			_, err = other.AddToken(mockserver.Token{Token: mockserver.DemoToken})
			ok(t, err)
		}},
		{"listAgents", "", "/agents", "", 200, nil},
		{"getAgent", "talking", "/agents/12989", "", 200, nil},
		{"getAgent", "ringing", "/agents/12991", "", 200, ringing},
		{"getAgent", "in ACW", "/agents/12993", "", 200, nil},
		{"getAgent", "unknown", "/agents/99999", "", 404, nil},
		{"putAgent", "new", "/agents/555", `{}`, 200, nil},
		{"putAgent", "changed", "/agents/12991", `{"name":"Carla","enabled":false,"status":"102"}`, 200, nil},
		{"putAgent", "on a call", "/agents/12989", `{"status":"ready"}`, 409, nil},
		{"putAgent", "status that cannot be set", "/agents/12991", `{"status":"talk"}`, 422, nil},
		{"putAgent", "status unknown", "/agents/12991", `{"status":"999"}`, 422, nil},
		{"putAgent", "identity and network", "/agents/12991", `{"dni":"007","sso":"carla","network":{"latency_ms":40,"ip":"192.0.2.7","tx_jitter":1.5,"platform":"web","connection_type":"Wifi"}}`, 200, nil},
		{"deleteAgent", "", "/agents/12993", "", 204, furnished},
		{"deleteAgent", "on a call", "/agents/12989", "", 409, nil},
		{"deleteAgent", "unknown", "/agents/99999", "", 404, nil},
		{"login", "", "/agents/12992/login", "", 200, nil},
		{"login", "again", "/agents/12991/login", "", 409, nil},
		{"login", "unknown", "/agents/99999/login", "", 404, nil},
		{"login", "disabled", "/agents/12992/login", "", 409, func(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
			_, err := w.PutAgent("12992", callcenter.AgentChange{Enabled: ptr(false)})
			ok(t, err)
		}},
		{"logout", "", "/agents/12991/logout", "", 200, nil},
		{"logout", "again", "/agents/12992/logout", "", 409, nil},
		{"logout", "on a call", "/agents/12989/logout", "", 409, nil},
		{"hangUp", "", "/agents/12989/hangup", "", 200, nil},
		{"hangUp", "ringing", "/agents/12991/hangup", "", 200, ringing},
		{"hangUp", "without a call", "/agents/12991/hangup", "", 409, nil},
		{"hangUp", "unknown", "/agents/99999/hangup", "", 404, nil},
		{"hold", "", "/agents/12990/hold", "", 200, nil},
		{"hold", "ringing", "/agents/12991/hold", "", 409, ringing},
		{"mute", "", "/agents/12990/mute", "", 200, nil},
		{"mute", "ringing", "/agents/12991/mute", "", 409, ringing},
		{"changeStatus", "", "/agents/12991/status", `{"status":"101"}`, 200, nil},
		{"changeStatus", "of no agent", "/agents/99999/status", `{"status":"101"}`, 404, nil},
		{"changeStatus", "on a call", "/agents/12989/status", `{"status":"ready"}`, 409, nil},
		{"changeStatus", "that there is not", "/agents/12991/status", `{"status":"acw"}`, 404, nil},
		{"listCalls", "", "/calls", "", 200, ringing},
		{"board", "", "/board", "", 200, ringing},
		{"board", "of a queue", "/board", "", 200, queued},
		{"listCalls", "of a queue", "/calls", "", 200, queued},
		{"arrive", "ringing", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound"}`, 201, nil},
		{"arrive", "answered", "/calls", `{"agent_id":"12991","phone":"","type":"predictive","answered":true}`, 201, nil},
		{"arrive", "dialled", "/calls", `{"agent_id":"12994","phone":"1","type":"manual","answered":false}`, 201, nil},
		{"arrive", "nobody there", "/calls", `{"agent_id":"99999","phone":"1","type":"inbound"}`, 404, nil},
		{"arrive", "not ready", "/calls", `{"agent_id":"12994","phone":"1","type":"inbound"}`, 409, nil},
		{"arrive", "of a campaign", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"7224","customer_id":"2"}`, 201, nil},
		{"arrive", "for a skill", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound","skill_id":"4012"}`, 201, nil},
		{"arrive", "waits", "/calls", `{"phone":"1","type":"inbound","skill_id":"4012"}`, 201, queued},
		{"arrive", "at the best of the skill", "/calls", `{"phone":"1","type":"inbound","skill_id":"4012"}`, 201, nil},
		{"arrive", "nowhere", "/calls", `{"phone":"1","type":"inbound"}`, 422, nil},
		{"arrive", "unknown campaign", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"9"}`, 422, nil},
		{"arrive", "unknown customer", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"7224","customer_id":"9"}`, 422, nil},
		{"arrive", "unknown skill", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound","skill_id":"9"}`, 422, nil},
		{"arrive", "number not let in", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound"}`, 409, furnished},
		{"answer", "", "/calls/{ringing}/answer", "", 200, ringing},
		{"answer", "again", "/calls/" + conn("12989") + "/answer", "", 409, nil},
		{"answer", "queued", "/calls/{queued}/answer", "", 409, queued},
		{"answer", "unknown", "/calls/1.2.3/answer", "", 404, nil},
		{"customerHangUp", "queued", "/calls/{queued}/hangup", "", 200, queued},
		{"customerHangUp", "", "/calls/" + conn("12989") + "/hangup", "", 200, nil},
		{"customerHangUp", "ended", "/calls/" + string(base.Center.AgentByID["12993"].LastCall) + "/hangup", "", 409, nil},
		{"listStates", "", "/states", "", 200, nil},
		{"listStates", "none", "/states", "", 200, emptied},
		{"putState", "new", "/states/104", `{"description":"Meeting"}`, 200, nil},
		{"putState", "changed", "/states/102", `{"description":"Long lunch"}`, 200, nil},
		{"putState", "built in", "/states/ready", `{"description":"Ready"}`, 422, nil},
		{"deleteState", "", "/states/103", "", 204, nil},
		{"deleteState", "in use", "/states/102", "", 409, nil},
		{"deleteState", "unknown", "/states/104", "", 404, nil},
		{"putSkill", "new", "/skills/1", `{"name":"Sales","description":"D","voicemail":"V","welcome_message":"W","vto":"T","members":{"12991":"2"}}`, 200, nil},
		{"putSkill", "changed", "/skills/4012", `{"name":"Help"}`, 200, nil},
		{"putSkill", "not a skill", "/skills/all", `{}`, 422, nil},
		{"putSkill", "of nobody", "/skills/4012", `{"members":{"99999":""}}`, 404, nil},
		{"deleteSkill", "", "/skills/4001", "", 204, furnished},
		{"deleteSkill", "in use", "/skills/4012", "", 409, nil},
		{"deleteSkill", "unknown", "/skills/1", "", 404, nil},
		{"putActivityCode", "new", "/activity_codes/cod_act2/020", `{"description":"D","hit":true,"rpc":true,"chat":true,"studio":true,"voice":true,"interactions":true}`, 200, nil},
		{"putActivityCode", "changed", "/activity_codes/cod_act1/021", `{"hit":false}`, 200, nil},
		{"deleteActivityCode", "", "/activity_codes/cod_act1/021", "", 204, nil},
		{"deleteActivityCode", "unknown", "/activity_codes/cod_act2/021", "", 404, nil},
		{"listDialRules", "", "/dial_rules", "", 200, furnished},
		{"listDialRules", "none", "/dial_rules", "", 200, nil},
		{"addDialRule", "for good", "/dial_rules", `{"result":"busy"}`, 201, nil},
		{"addDialRule", "counted", "/dial_rules", `{"result":"no_answer","phone":"3000000004","agent_id":"12991","times":2,"ring_time":"30s"}`, 201, nil},
		{"addDialRule", "nobody rings for so long", "/dial_rules", `{"result":"no_answer","ring_time":"25h"}`, 422, nil},
		{"addDialRule", "busy does not ring", "/dial_rules", `{"result":"busy","ring_time":"1s"}`, 422, nil},
		{"clearDialRules", "", "/dial_rules", "", 204, furnished},
		{"listSkills", "", "/skills", "", 200, furnished},
		{"listSkills", "none", "/skills", "", 200, emptied},
		{"listActivityCodes", "", "/activity_codes", "", 200, furnished},
		{"listActivityCodes", "none", "/activity_codes", "", 200, emptied},
		{"listCampaigns", "", "/campaigns", "", 200, furnished},
		{"listCampaigns", "none", "/campaigns", "", 200, emptied},
		{"putCampaign", "new", "/campaigns/1", `{}`, 200, nil},
		{"putCampaign", "changed", "/campaigns/7224", `{"campaign_name":"N","campaign_description":"D","type_campaign":"preview","status":"stopped","skill_id":"1","speed":9,"dial_mode":"strategy","recycled":2,"turbo_dial":true,"last_use":"2030-01-31T09:00:00Z","customers":[{"customer_id":"5","customer_name":"Eva","phones":["1"],"do_not_call":true}]}`, 200, nil},
		{"putCampaign", "a customer nobody can name", "/campaigns/7224", `{"customers":[{"customer_id":""}]}`, 422, nil},
		{"listCallbacks", "", "/callbacks", "", 200, furnished},
		{"listCallbacks", "none", "/callbacks", "", 200, nil},
		{"listRoutingPoints", "", "/routing_points", "", 200, furnished},
		{"listRoutingPoints", "none", "/routing_points", "", 200, emptied},
		{"putRoutingPoint", "new", "/routing_points/1", `{}`, 204, nil},
		{"putRoutingPoint", "changed", "/routing_points/61196", `{"name":"N","ivr":true,"chat":true,"interaction":false,"crm":true}`, 204, nil},
		{"lists", "", "/lists", "", 200, furnished},
		{"lists", "empty", "/lists", "", 200, emptied},
		{"listPBXUsers", "", "/pbx_users", "", 200, nil},
		{"listPBXUsers", "none", "/pbx_users", "", 200, emptied},
		{"putPBXUser", "new", "/pbx_users/100", `{}`, 200, nil},
		{"putPBXUser", "changed", "/pbx_users/201", `{"status":"Lagged","tx_jitter":1,"rx_jitter":2.5,"tx_ploss":3,"rx_ploss":4}`, 200, nil},
		{"putPBXUser", "too much lost", "/pbx_users/201", `{"tx_ploss":101}`, 422, nil},
		{"deletePBXUser", "", "/pbx_users/201", "", 204, nil},
		{"deletePBXUser", "unknown", "/pbx_users/100", "", 404, nil},
		{"putDNC", "new", "/lists/dnc/+573000000001", `{"type":"all"}`, 200, nil},
		{"putDNC", "changed", "/lists/dnc/1", `{"type":"outbound"}`, 200, furnished},
		{"deleteDNC", "", "/lists/dnc/2", "", 204, furnished},
		{"deleteDNC", "unknown", "/lists/dnc/2", "", 404, nil},
		{"putIP", "new", "/lists/ips/192.0.2.9", `{}`, 200, nil},
		{"putIP", "changed", "/lists/ips/192.0.2.1", `{"permanent":false,"description":"Home","last_use":"2030-01-31T09:00:00Z"}`, 200, furnished},
		{"putIP", "no address", "/lists/ips/office", `{}`, 422, nil},
		{"deleteIP", "", "/lists/ips/192.0.2.1", "", 204, furnished},
		{"deleteIP", "unknown", "/lists/ips/192.0.2.1", "", 404, nil},
		{"deleteIP", "no address", "/lists/ips/office", "", 422, nil},
		{"getAccount", "", "/account", "", 200, nil},
		{"putAccount", "nothing", "/account", `{}`, 200, nil},
		{"putAccount", "everything", "/account", `{"name":"N","module":false,"call_center":1,"pbx":2,"services":["crm","email"],"law2300":false,"acw_limit":"1m30s","ring_timeout":"20s","used_today":999}`, 200, nil},
		{"putAccount", "no services", "/account", `{"services":[]}`, 200, nil},
		{"putAccount", "unknown service, and the limits are as they were", "/account", `{"acw_limit":"1m","ring_timeout":"1m","services":["telepathy"]}`, 422, nil},
		{"putAccount", "too long a ring, and nothing is changed", "/account", `{"name":"N","acw_limit":"1m","ring_timeout":"25h"}`, 422, nil},
		{"putAccount", "unknown service", "/account", `{"services":["telepathy"]}`, 422, nil},
		{"putAccount", "too many licences", "/account", `{"call_center":1000001}`, 422, nil},
		{"putAccount", "too much used", "/account", `{"name":"N","used_today":1000000001}`, 422, nil},
		{"putAccount", "too long a limit, and nothing is changed", "/account", `{"name":"N","acw_limit":"1000000h"}`, 422, nil},
		{"addToken", "used", "/tokens", `{"token":"new","used_today":7}`, 201, nil},
		{"addToken", "too much used", "/tokens", `{"token":"new","used_today":1000000001}`, 422, nil},
		{"addToken", "", "/tokens", `{"token":"new","description":"d"}`, 201, nil},
		{"addToken", "made up", "/tokens", "", 201, nil},
		{"addToken", "taken", "/tokens", `{"token":"of-another"}`, 409, anotherWorld},
		{"addToken", "of blanks", "/tokens", `{"token":" "}`, 422, nil},
		{"listTokens", "", "/tokens", "", 200, nil},
		{"removeToken", "", "/tokens?token=" + mockserver.DemoToken, "", 204, nil},
		{"removeToken", "unknown", "/tokens?token=none", "", 404, nil},
		{"getClock", "", "/clock", "", 200, nil},
		{"setClock", "set", "/clock", `{"action":"set","time":"2030-01-31T09:00:00Z"}`, 200, nil},
		{"setClock", "freeze", "/clock", `{"action":"freeze","time":"2030-01-31T10:00:00+01:00"}`, 200, nil},
		{"setClock", "freeze where it stands", "/clock", `{"action":"freeze"}`, 200, nil},
		{"setClock", "advance", "/clock", `{"action":"advance","duration":"1m30s"}`, 200, nil},
		{"setClock", "speed", "/clock", `{"action":"speed","speed":2.5}`, 200, nil},
		{"setClock", "speed without one", "/clock", `{"action":"speed"}`, 422, nil},
		{"setClock", "set to nothing", "/clock", `{"action":"set"}`, 422, nil},
		{"getSimulator", "", "/simulator", "", 200, nil},
		{"setSimulator", "start", "/simulator", `{"running":true,"load":2.5,"seed":7}`, 200, nil},
		{"setSimulator", "nothing", "/simulator", `{}`, 200, nil},
		{"listFaults", "", "/faults", "", 200, faulty},
		{"addFault", "status", "/faults", `{"operation":"hang","phase":"after","times":3,"status":500,"code":"X","latency":"5ms"}`, 201, nil},
		{"addFault", "drop", "/faults", `{"drop":true}`, 201, nil},
		{"addFault", "all that chooses requests", "/faults", `{"operation":"dial","agent_id":"12991","params":{"customer_phone":"3000000000"},"skip":2,"times":0,"outcome":"token_busy","truncate":true,"slow":"1s"}`, 201, nil},
		{"addFault", "a body", "/faults", `{"body":"<x>","content_type":"text/html","status":200}`, 201, nil},
		{"addFault", "a page", "/faults", `{"html":true,"status":503,"reset":false}`, 201, nil},
		{"addFault", "an outcome that no operation has", "/faults", `{"outcome":"flown"}`, 422, nil},
		{"addFault", "nothing", "/faults", `{}`, 422, nil},
		{"addFault", "unknown operation", "/faults", `{"operation":"fly","drop":true}`, 422, nil},
		{"clearFaults", "", "/faults", "", 204, faulty},
		{"listGates", "", "/gates", "", 200, gated},
		{"addGate", "", "/gates", `{"operation":"hang","times":2}`, 201, nil},
		{"addGate", "of everything", "/gates", "", 201, nil},
		{"addGate", "unknown operation", "/gates", `{"operation":"fly"}`, 422, nil},
		{"awaitGate", "", "/gates/1?waiting=0", "", 200, gated},
		{"awaitGate", "time is up", "/gates/1?waiting=1&timeout=1ms", "", 200, gated},
		{"awaitGate", "unknown", "/gates/9", "", 404, nil},
		{"openGate", "", "/gates/1/open", "", 204, gated},
		{"openGate", "unknown", "/gates/9/open", "", 404, nil},
		{"listRequests", "all", "/requests", "", 200, busyJournal},
		{"listRequests", "none", "/requests", "", 200, nil},
		{"listRequests", "by operation", "/requests?operation=hang&limit=2", "", 200, busyJournal},
		{"listRequests", "by outcome", "/requests?outcome=no_active_call&agent_id=12989", "", 200, busyJournal},
		{"listRequests", "by grade", "/requests?evidence=example", "", 200, busyJournal},
		{"listRequests", "with violations", "/requests?violations=true", "", 200, busyJournal},
		{"listRequests", "the first page", "/requests?after=0&limit=2", "", 200, busyJournal},
		{"listRequests", "the next page", "/requests?after=4&limit=1", "", 200, busyJournal},
		{"listRequests", "so many are there", "/requests?operation=hang&count=2&timeout=10m", "", 200, busyJournal},
		{"listRequests", "so many are not there", "/requests?operation=hang&count=7", "", 200, busyJournal},
		{"listRequests", "nor in time", "/requests?operation=hang&count=7&timeout=1ms", "", 200, busyJournal},
		{"listRequests", "a timeout without count", "/requests?timeout=1ms", "", 422, busyJournal},
		{"listRequests", "more than there is room for", "/requests?count=1001&timeout=1ms", "", 422, busyJournal},
		{"listRequests", "by token", "/requests?token_suffix=3030", "", 200, busyJournal},
		{"listAllRequests", "all", "/__admin/requests", "", 200, busyJournal},
		{"listAllRequests", "by token", "/__admin/requests?token_suffix=xyz3030&limit=2", "", 200, busyJournal},
		{"listAllRequests", "of another token", "/__admin/requests?token_suffix=3031", "", 200, busyJournal},
		{"getRequest", "with its changes", "/requests/{hung_up}", "", 200, busyJournal},
		{"getRequest", "not yet", "/requests/1000000000000", "", 404, busyJournal},
		{"explanations", "", "/__admin/explanations", "", 200, nil},
		{"listOperations", "", "/__admin/operations", "", 200, nil},
		{"clearRequests", "", "/requests", "", 204, busyJournal},
		{"listExpectations", "none", "/expectations", "", 200, nil},
		{"listExpectations", "met and not", "/expectations", "", 200, expectant},
		{"addExpectation", "all that there is", "/expectations", `{"operation":"dial","agent_id":"12991","params":{"customer_phone":"1"},"outcome":"dialled","evidence":"example","token_suffix":"3030","at_least":1,"at_most":2,"before":{"operation":"hang"},"after":{"agent_id":"12991","params":{"customer_phone":"2"}}}`, 201, nil},
		{"addExpectation", "no others", "/expectations", `{"no_others":true}`, 201, nil},
		{"addExpectation", "an outcome that the operation has not", "/expectations", `{"operation":"hang","outcome":"dialed"}`, 422, nil},
		{"addExpectation", "an order of what does not exist", "/expectations", `{"operation":"hang","before":{"operation":"fly"}}`, 422, nil},
		{"addExpectation", "two counts", "/expectations", `{"operation":"hang","exactly":1,"never":true}`, 422, nil},
		{"clearExpectations", "", "/expectations", "", 204, expectant},
		{"checkExpectations", "met", "/expectations/check", `{"expectations":[{"operation":"hang","agent_id":"12989","exactly":2},{"operation":"transfer","never":true}]}`, 200, busyJournal},
		{"checkExpectations", "not met", "/expectations/check", `{"expectations":[{"operation":"hang","agent_id":"12990"},{"no_others":true}]}`, 200, busyJournal},
		{"checkExpectations", "another world", "/expectations/check", `{"expectations":[{"operation":"hang","world":"w1"}]}`, 422, nil},
		{"checkExpectations", "no such parameter", "/expectations/check", `{"expectations":[{"operation":"hang","params":{"agentid":"1"}}]}`, 422, nil},
		{"checkAllExpectations", "of a world", "/__admin/expectations/check", `{"expectations":[{"operation":"hang","world":"default"}]}`, 200, busyJournal},
		{"checkAllExpectations", "of a world that is not there", "/__admin/expectations/check", `{"expectations":[{"operation":"hang","world":"w1"}]}`, 404, nil},
		{"coverage", "", "/coverage", "", 200, busyJournal},
		{"verifyWorld", "", "/verify", "", 200, busyJournal},
		{"verifyWorld", "under demands", "/verify?min_coverage=operations=1,outcomes=99&forbid_evidence=inferred", "", 200, busyJournal},
		{"verifyWorld", "under none that there are", "/verify?min_coverage=lines=80", "", 422, nil},
		{"verify", "", "/__admin/verify", "", 200, faulty},
		{"verify", "under demands", "/__admin/verify?forbid_evidence=example", "", 200, busyJournal},
		{"verify", "under none that there are", "/__admin/verify?forbid_evidence=guessed", "", 422, nil},
	}
}

// target is where the row's request goes.
func (tt controlCase) target() string {
	if strings.HasPrefix(tt.path, "/__admin/") || tt.path == "/health" {
		return tt.path
	}
	return "/__admin/worlds/default" + tt.path
}

func TestControl_sameByMethodAndByHTTP(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	goServer, httpServer := mockserver.Run(t), mockserver.Run(t)
	freeze(t, goServer.Default())
	freeze(t, httpServer.Default())
	base := goServer.Default().Snapshot()
	c := newCaller(t, httpServer.URL(), "")
	reached := map[string]bool{
		"openapiYaml": true, "openapiJson": true, "adminYaml": true, "metrics": true, // by TestControl_documents and TestMetrics_guarded
	}
	for _, tt := range controlCases(base) {
		reached[tt.operation] = true
		t.Run(tt.operation+" "+tt.what, func(t *testing.T) {
			for _, s := range []*mockserver.Server{goServer, httpServer} {
				for _, w := range s.Worlds() {
					if w != s.Default() {
						ok(t, s.DeleteWorld(w.Name()))
					}
				}
				ok(t, s.Default().Reset())
				ok(t, s.Default().Restore(base))
				if tt.before != nil {
					tt.before(t, s, s.Default())
				}
			}
			target := strings.ReplaceAll(tt.target(), "{ringing}", string(connOf(httpServer.Default(), "12991")))
			target = strings.ReplaceAll(target, "{queued}", string(queuedCall(httpServer.Default())))
			if hung := httpServer.Default().Requests(journal.Query{Outcome: "hung_up"}).Requests; len(hung) > 0 {
				target = strings.ReplaceAll(target, "{hung_up}", strconv.Itoa(hung[0].Seq))
			}
			path, query, _ := strings.Cut(target, "?")
			values, err := url.ParseQuery(query)
			ok(t, err)
			o, named := doc.Operation(tt.operation), map[string]string{}
			have := strings.Split(path, "/")
			for i, part := range strings.Split(o.Path, "/") {
				named[strings.Trim(part, "{}")] = have[i]
			}
			before := worldsAsText(t, httpServer)
			want, wrong := byMethod[tt.operation](control{goServer, goServer.Default(), named, values, tt.body})
			got := c.send(ask{method: o.Method, target: target, body: tt.body})
			if got.status != tt.status {
				t.Fatalf("HTTP status %d, want %d\n%s", got.status, tt.status, got.body)
			}
			for _, v := range o.CheckReply(got.status, got.header, []byte(got.body), "") {
				t.Errorf("the answer breaks admin.yaml: %v\n%s", v, got.body)
			}
			if wrong != nil {
				mustBeProblem(t, got, wrong)
			} else if got.status != http.StatusNoContent {
				mustBeSame(t, "the answer", asJSON(t, want, goServer.URL()), strings.ReplaceAll(got.body, httpServer.URL(), "here"))
			}
			mustBeSame(t, "the worlds", worldsAsText(t, goServer), worldsAsText(t, httpServer))
			if after := worldsAsText(t, httpServer); wrong != nil && after != before {
				t.Errorf("refused, and the worlds have changed (-before +after):\n%s", gocmp.Diff(before, after))
			}
		})
	}
	for _, o := range doc.Operations {
		if !reached[o.Name] && o.Name != "events" { // which does not end: events_test.go
			t.Errorf("no row reaches %s", o.Name)
		}
	}
	for _, s := range []*mockserver.Server{goServer, httpServer} {
		ok(t, s.Default().Reset())
	}
}

func mustBeSame(t *testing.T, what, byGo, byHTTP string) {
	t.Helper()
	if byGo != byHTTP {
		t.Errorf("%s (-Go +HTTP):\n%s", what, gocmp.Diff(byGo, byHTTP))
	}
}

// mustBeProblem holds a problem against the error of the method.
func mustBeProblem(t *testing.T, got answer, wrong error) {
	t.Helper()
	var refused *callcenter.Error
	if !errors.As(wrong, &refused) {
		t.Fatalf("the method fails with %#v", wrong)
	}
	var p struct {
		Type, Title, Detail string
		Status              int
	}
	ok(t, json.Unmarshal([]byte(got.body), &p))
	if want := "/problems/" + strings.ReplaceAll(string(refused.Kind), "_", "-"); p.Type != want || p.Detail != refused.Detail || p.Status != got.status || p.Title == "" {
		t.Errorf("the problem is %+v, the method says %s: %s", p, want, refused.Detail)
	}
	if got := got.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type %s", got)
	}
}

// asJSON is a value as an answer has it. Where the servers listen does not count.
func asJSON(t *testing.T, v any, url string) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	ok(t, e.Encode(v))
	return strings.ReplaceAll(b.String(), url, "here")
}

// worldsAsText is all that the worlds hold, with its times where the clock stands still.
func worldsAsText(t *testing.T, s *mockserver.Server) (all string) {
	t.Helper()
	for _, w := range s.Worlds() {
		all += strings.ReplaceAll(sceneOf(t, w), s.URL(), "here")
		if w.Clock().Frozen {
			all += asJSON(t, w.Snapshot(), s.URL())
		}
	}
	return all
}

// The documents are served as they are rendered for where they were reached, without a token and to pages of any origin.
func TestControl_documents(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken("secret"))
	wolkvox, err := openapi.Wolkvox()
	ok(t, err)
	admin, err := openapi.Admin()
	ok(t, err)
	at := func(base string, v openapi.View, f openapi.Format) string {
		b, err := wolkvox.Render(v, f, base)
		ok(t, err)
		return string(b)
	}
	render := func(v openapi.View, f openapi.Format) string { return at(s.URL(), v, f) }
	for _, tt := range []struct {
		operation, target, contentType, want string
	}{
		{"openapiYaml", "/openapi.yaml", "application/yaml", render(openapi.ViewPortable, openapi.FormatYAML)},
		{"openapiYaml", "/openapi.yaml?view=portable", "application/yaml", render(openapi.ViewPortable, openapi.FormatYAML)},
		{"openapiYaml", "/openapi.yaml?view=operations", "application/yaml", render(openapi.ViewOperations, openapi.FormatYAML)},
		{"openapiJson", "/openapi.json", "application/json", render(openapi.ViewPortable, openapi.FormatJSON)},
		{"openapiJson", "/openapi.json?view=operations", "application/json", render(openapi.ViewOperations, openapi.FormatJSON)},
		{"adminYaml", "/__admin/openapi.yaml", "application/yaml", string(admin.Source())},
	} {
		a := ask{method: "GET", target: tt.target}
		if tt.operation == "adminYaml" {
			a = a.with("Authorization", "Bearer secret")
		}
		got := newCaller(t, s.URL(), "").send(a)
		if got.status != 200 || got.header.Get("Content-Type") != tt.contentType || got.body != tt.want {
			t.Errorf("%s: %d %s, %d bytes, want %d", tt.target, got.status, got.header.Get("Content-Type"), len(got.body), len(tt.want))
		}
		if origin := got.header.Get("Access-Control-Allow-Origin"); (origin == "*") != (tt.operation != "adminYaml") {
			t.Errorf("%s: Access-Control-Allow-Origin is %q", tt.target, origin)
		}
		if v := admin.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), ""); len(v) > 0 {
			t.Errorf("%s: %v", tt.target, v)
		}
	}
	// A container or a proxy is reached by another name than the one that the server knows.
	for _, base := range []string{"http://mock.example:81", "https://mock.example"} {
		got := httptest.NewRecorder()
		s.ServeHTTP(got, httptest.NewRequest(http.MethodGet, base+"/openapi.yaml", nil))
		if got.Body.String() != at(base, openapi.ViewPortable, openapi.FormatYAML) {
			t.Errorf("the first server is not %s, where the caller reached it", base)
		}
	}
}

// What every operation of the control API has in common: an unknown world, an unknown parameter, a body that breaks the
// document. Each row of the table that works is spoilt in these ways.
func TestControl_refusesWhatTheDocumentDoesNotHave(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	freeze(t, s.Default())
	c := newCaller(t, s.URL(), "")
	seen := map[string]bool{}
	for _, tt := range controlCases(s.Default().Snapshot()) {
		if seen[tt.operation] || tt.status > 299 || strings.Contains(tt.path, "{") {
			continue
		}
		seen[tt.operation] = true
		o, path := doc.Operation(tt.operation), tt.target()
		spoilt := map[string]ask{}
		if path != tt.path {
			spoilt["unknown world"] = ask{method: o.Method, target: "/__admin/worlds/nowhere" + tt.path, body: tt.body}
		}
		glue := "?"
		if strings.Contains(path, "?") {
			glue = "&"
		}
		spoilt["unknown parameter"] = ask{method: o.Method, target: path + glue + "surely_not=1", body: tt.body}
		if o.HasBody() {
			spoilt["no JSON"] = ask{method: o.Method, target: path, body: "{"}
			spoilt["a list"] = ask{method: o.Method, target: path, body: "[]"}
			spoilt["null"] = ask{method: o.Method, target: path, body: "null"}
			spoilt["more than one value"] = ask{method: o.Method, target: path, body: tt.body + "{} {}"}
			spoilt["unknown field"] = ask{method: o.Method, target: path, body: strings.Replace(`{"surely_not":1,`+cmp.Or(tt.body, "{}")[1:], ",}", "}", 1)}
		}
		for what, a := range spoilt {
			t.Run(tt.operation+", "+what, func(t *testing.T) {
				got := c.send(a)
				want := http.StatusBadRequest
				var words string
				switch what {
				case "unknown world":
					want, words = http.StatusNotFound, `There is no world \"nowhere\"; there are: default.`
				case "unknown parameter":
					words = "parameter-unknown: query surely_not: expected "
				case "unknown field":
					words = "body-value: body /surely_not: expected only "
				default:
					words = "body-json: body: expected a JSON object"
				}
				if got.status != want || !strings.Contains(got.body, words) {
					t.Errorf("%d, want %d with %s\n%s", got.status, want, words, got.body)
				}
				for _, v := range o.CheckReply(got.status, got.header, []byte(got.body), "") {
					t.Errorf("the problem breaks admin.yaml: %v\n%s", v, got.body)
				}
			})
		}
	}
}

// Values that break the document are refused before anything is done.
func TestControl_wrongValues(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	c := newCaller(t, s.URL(), "")
	const world = "/__admin/worlds/default"
	for _, tt := range []struct {
		operation, method, target, body, words string
	}{
		{"addFault", "POST", world + "/faults", `{"status":199}`, "body-value: body /status"},
		{"addFault", "POST", world + "/faults", `{"drop":true,"times":-1}`, "body-value: body /times"},
		{"addFault", "POST", world + "/faults", `{"drop":true,"phase":"during"}`, `body-value: body /phase: expected one of before, after`},
		{"addFault", "POST", world + "/faults", `{"drop":"yes"}`, "body-value: body /drop: expected a boolean"},
		{"addGate", "POST", world + "/gates", `{"times":0}`, "body-value: body /times"},
		{"setClock", "PUT", world + "/clock", `{"action":"stop"}`, "body-value: body /action"},
		{"setClock", "PUT", world + "/clock", `{"action":"speed","speed":0.09}`, "body-value: body /speed"},
		{"setClock", "PUT", world + "/clock", `{"action":"speed","speed":1001}`, "body-value: body /speed"},
		{"setClock", "PUT", world + "/clock", `{}`, "parameter-missing: body /action"},
		{"setClock", "PUT", world + "/clock", `{"action":"set","time":"noon"}`, "body-value: body /time"},
		{"setSimulator", "PUT", world + "/simulator", `{"load":101}`, "body-value: body /load"},
		{"setSimulator", "PUT", world + "/simulator", `{"seed":"x"}`, "body-value: body /seed"},
		{"arrive", "POST", world + "/calls", `{"agent_id":"12991","type":"inbound"}`, "parameter-missing: body /phone"},
		{"arrive", "POST", world + "/calls", `{"agent_id":"12991","phone":"1","type":"auxiliary"}`, "body-value: body /type"},
		{"putAgent", "PUT", world + "/agents/ana", `{}`, "parameter-value: path agent_id"},
		{"putAgent", "PUT", world + "/agents/12991", ``, "body-json: body"},
		{"removeToken", "DELETE", world + "/tokens", ``, "parameter-missing: query token"},
		{"listRequests", "GET", world + "/requests?limit=0", ``, "parameter-value: query limit"},
		{"listAllRequests", "GET", "/__admin/requests?token_suffix=030", ``, "parameter-value: query token_suffix"},
		{"listRequests", "GET", world + "/requests?limit=many", ``, "parameter-value: query limit"},
		{"listRequests", "GET", world + "/requests?evidence=sure", ``, "parameter-value: query evidence"},
		{"listRequests", "GET", world + "/requests?limit=1&limit=2", ``, "parameter-repeated: query limit"},
		{"listRequests", "GET", world + "/requests?violations=false", ``, "parameter-value: query violations"},
		{"listRequests", "GET", world + "/requests?count=0", ``, "parameter-value: query count"},
		{"listRequests", "GET", world + "/requests?after=-1", ``, "parameter-value: query after"},
		{"listRequests", "GET", world + "/requests?count=1&timeout=1h", ``, "parameter-value: query timeout"},
		{"awaitGate", "GET", world + "/gates/1?waiting=-1", ``, "parameter-value: query waiting"},
		{"awaitGate", "GET", world + "/gates/1?timeout=1h", ``, "parameter-value: query timeout"},
		{"createWorld", "POST", "/__admin/worlds", `{"name":"a/b"}`, "body-value: body /name"},
		{"createWorld", "POST", "/__admin/worlds", `{"clock":"noon"}`, "body-value: body /clock"},
		{"createWorld", "POST", "/__admin/worlds", `{"clock":{"frozen":false}}`, "body-value: body /clock"},
		{"createWorld", "POST", "/__admin/worlds", `{"server":"42"}`, "body-value: body /server"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"server":"42"}}`, "body-value: body /from/server"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"agents":[{"status":"ready"}]}}`, "parameter-missing: body /from/agents/0/agent_id"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"agents":[{"agent_id":"1","call":{"type":"inbound"}}]}}`, "parameter-missing: body /from/agents/0/call/phone"},
		{"putAgent", "PUT", world + "/agents/12991", `{"network":{"latency_ms":"40"}}`, "body-value: body /network/latency_ms"},
		{"putAgent", "PUT", world + "/agents/12991", `{"password":"x"}`, "body-value: body /password"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"status":"Started"}`, "body-value: body /status"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"type_campaign":"manual"}`, "body-value: body /type_campaign"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"speed":-1}`, "body-value: body /speed"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"customers":[{}]}`, "parameter-missing: body /customers/0/customer_id"},
		{"addDialRule", "POST", world + "/dial_rules", `{}`, "parameter-missing: body /result"},
		{"addDialRule", "POST", world + "/dial_rules", `{"result":"engaged"}`, "body-value: body /result"},
		{"addDialRule", "POST", world + "/dial_rules", `{"result":"busy","times":-1}`, "body-value: body /times"},
		{"putRoutingPoint", "PUT", world + "/routing_points/1", `{"ivr":"yes"}`, "body-value: body /ivr"},
		{"putAccount", "PUT", world + "/account", `{"call_center":-1}`, "body-value: body /call_center"},
		{"putAccount", "PUT", world + "/account", `{"used_today":-1}`, "body-value: body /used_today"},
		{"putAccount", "PUT", world + "/account", `{"acw_limit":30}`, "body-value: body /acw_limit"},
		{"addToken", "POST", world + "/tokens", `{"used_today":-1}`, "body-value: body /used_today"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"callbacks":[{"agent_id":"1"}]}}`, "parameter-missing: body /from/callbacks/0/"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"dnc":[{"phone":"1","type":"both"}]}}`, "body-value: body /from/dnc/0/type"},
		{"openapiYaml", "GET", "/openapi.yaml?view=mine", ``, "parameter-value: query view"},
	} {
		t.Run(tt.operation+" "+tt.target+" "+tt.body, func(t *testing.T) {
			t.Parallel()
			got := c.send(ask{method: tt.method, target: tt.target, body: tt.body})
			if got.status != http.StatusBadRequest || !strings.Contains(got.body, tt.words) || !strings.Contains(got.body, `"/problems/invalid-request"`) {
				t.Errorf("%d, want 400 with %s\n%s", got.status, tt.words, got.body)
			}
			for _, v := range doc.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), "") {
				t.Errorf("the problem breaks admin.yaml: %v\n%s", v, got.body)
			}
		})
	}
}

func TestControl_pathsAndMethodsThatAreNot(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	c := newCaller(t, s.URL(), "")
	mustBe := func(a ask, status int, kind, words string) {
		t.Helper()
		got := c.send(a)
		if got.status != status || got.header.Get("Content-Type") != "application/problem+json" ||
			!strings.Contains(got.body, `"type": "/problems/`+kind+`"`) || !strings.Contains(got.body, words) {
			t.Errorf("%s %s: %d %s\n%s", a.method, a.target, got.status, got.header.Get("Content-Type"), got.body)
		}
	}
	for _, path := range []string{"/", "/apis", "//api/v2/agentbox.php", "/__admin", "/__admin/", "/__admin/world", "/__admin/worlds/", "/__admin/worlds/default/agents/", "/health/", "/docs", "/__admin/worlds/a%2Fb"} {
		mustBe(ask{method: "GET", target: path}, http.StatusNotFound, "path-unknown", "There is nothing at ")
	}
	for _, o := range doc.Operations {
		path := strings.NewReplacer("{world}", "default", "{agent_id}", "12989", "{conn_id}", "1", "{gate}", "1", "{campaign_id}", "1", "{rp_id}", "1", "{state_id}", "1",
			"{skill_id}", "1", "{type_code}", "cod_act1", "{cod_act}", "1", "{phone}", "1", "{ip}", "1", "{user}", "1").Replace(o.Path)
		mustBe(ask{method: "PATCH", target: path}, http.StatusMethodNotAllowed, "method-not-allowed", path+" does not take PATCH.")
	}
}

// A name is a name, however it is written in a URL.
func TestControl_namesInURLs(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "A.b-c_1"})
	ok(t, err)
	for _, name := range []string{"A.b-c_1", url.PathEscape("A.b-c_1"), "%41%2Eb-c_1"} {
		if got := newCaller(t, s.URL(), "").send(ask{method: "GET", target: "/__admin/worlds/" + name + "/clock"}); got.status != 200 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}
