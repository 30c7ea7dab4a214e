package mockserver_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// sceneOf is everything that a world holds, without the times that go with a running clock.
func sceneOf(t testing.TB, w *mockserver.World) string {
	t.Helper()
	b, err := json.MarshalIndent(struct {
		mockserver.Snapshot
		View     mockserver.WorldView
		Gates    []fault.Gate
		Journal  journal.Page
		Coverage mockserver.Coverage
	}{w.Snapshot(), w.View(), w.Gates(), w.Requests(journal.Query{}), w.Coverage()}, "", " ")
	ok(t, err)
	return momentForm.ReplaceAllString(string(b), "#")
}

// momentForm finds times, and the seconds in a conn_id.
var momentForm = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z|"offset": "[^"]*"|\.1\d{9}\.`)

// disturb changes everything that can be changed in a world.
func disturb(t testing.TB, w *mockserver.World) {
	t.Helper()
	c := callerOf(t, w)
	freeze(t, w)
	snap, zone := w.Snapshot(), callcenter.Zone{}
	ok(t, zone.UnmarshalText([]byte("America/Mexico_City")))
	snap.Center.Zone = zone
	ok(t, w.Restore(snap))
	_, err := w.AddToken(mockserver.Token{Token: "extra-" + w.Name()})
	ok(t, err)
	_, err = w.AddFault(fault.Fault{Operation: "aux_call", Status: 500, Times: 3})
	ok(t, err)
	shut(t, w, "transfer", 1)
	c.mustGet("hung_up", hang)
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12994"}`))
	_, err = w.PutAgent("777", callcenter.AgentChange{DNI: ptr("1"), SSO: ptr("s"), Network: &callcenter.Network{IP: mustIP("192.0.2.1")}})
	ok(t, err)
	for _, change := range []struct {
		outcome string
		ask     ask
	}{
		{"coded", sale},
		{"display_changed", box("agent_display", "agent_id=12991&display=hide&button=dial")},
		{"recall_scheduled", box("recall", "agent_id=12991&id_camp=7224&id_customer=9&telefono=3000000001&rellamada=21000131090000&recall_style=auto")},
		{"recall_scheduled", box("recall", "agent_id=12991&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=21000131090000&recall_style=manual")},
		{"agent_created", conf("create_agent", `{"agent_dni":"1","agent_name":"Gil","agent_sso":"gil","agent_pass":"Secret#1"}`)},
		{"skill_created", conf("create_skill", `{"skill_name":"Sales"}`)},
		{"agent_added_to_skill", conf("add_agents_skill", `{"skill_id":"4012","agent_id":"12989","expertise":"1"}`)},
		{"code_created", conf("create_cod_act", `{"type_code":"cod_act1","cod_act":"030","description_cod_act":"Moved","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)},
		{"numbers_added", conf("add_dnc", `{"type_call":"outbound","telephones":["3000000008"]}`)},
		{"records_blocked", conf("block_predictive_dnc", `{"id_campaing":"7224","id_cliente":["1"]}`)},
		{"ip_added", conf("add_ip", `{"ip":"192.0.2.1","permanent":"yes"}`)},
		{"law2300_blocked", conf("block_law2300", `{"nit":"900","telephone":"3000000007","customer_id":"1"}`)},
		{"interaction_assigned", interaction},
		{"module_disabled", conf("disable_module", "")},
		{"licenses_changed", conf("edit_licenses", `{"call_center":"7","pbx":"8"}`)},
		{"file_uploaded", form("upload_file", part{"file", "manual.pdf", "hello"})},
		{"audios_uploaded", form("upload_audio", part{"file", "hello.wav", "hello"})},
	} {
		c.mustGet(change.outcome, change.ask)
	}
	_, err = w.PutCampaign("1", callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "1", Phones: []string{"1"}}}})
	ok(t, err)
	ok(t, w.PutRoutingPoint("1", callcenter.RoutingPointChange{}))
	_, err = w.PutAccount(mockserver.AccountChange{
		ACWLimit: ptr(time.Hour), RingTimeout: ptr(time.Hour), UsedToday: ptr(77),
	})
	ok(t, err)
	_, err = w.Arrive(callcenter.Arrival{SkillID: "4012", Phone: "1", Type: callcenter.Inbound})
	ok(t, err)
	_, err = w.Login("777")
	ok(t, err)
	_, err = w.Arrive(callcenter.Arrival{AgentID: "777", Phone: "1", Type: callcenter.Inbound})
	ok(t, err)
}

func TestReset_isTotal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, w := range []*mockserver.World{s.Default(), s.NewWorld(t)} {
		before := sceneOf(t, w)
		disturb(t, w)
		latest := w.Records(0, 0).Latest
		if before == sceneOf(t, w) {
			t.Fatal("nothing was disturbed")
		}
		ok(t, w.Reset())
		if diff := cmp.Diff(before, sceneOf(t, w)); diff != "" {
			t.Errorf("world %s (-before +after the reset):\n%s", w.Name(), diff)
		}
		freeze(t, w) // a change too
		got := callerOf(t, w).mustGet("called", box("aux_call", "agent_id=12993&customer_phone=1"))
		if e := newest(t, w); e.Changes.First != latest+3 || e.Seq != e.Changes.Last+1 { // the numbers go on
			t.Errorf("the reset was no. %d; the first exchange after it is no. %d and made %+v", latest+1, e.Seq, e.Changes)
		}
		if want := `"conn_id": "12993.0004.1700000000.10004"`; !strings.Contains(got.body, want) { // the sequence of ids begins again
			t.Errorf("%s, want %s", got.body, want)
		}
		newCaller(t, s.URL(), "extra-"+w.Name()).mustGet("token_unknown", hang)
	}
}

// Requests of the time before are answered so, leave no trace in the time after it, and leave their tokens free at once. A
// reset forgets them; a restore leaves the journal as it is, and there it is told.
func TestReset_requestsUnderWay(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		what  string
		again func(*mockserver.World) error
		told  int
	}{
		{"reset", (*mockserver.World).Reset, 0},
		{"restore", func(w *mockserver.World) error { return w.Restore(w.Snapshot()) }, 4},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			c := callerOf(t, w)
			c.mustGet("agent_unknown", box("hang", "agent_id=1"))
			_, err := w.AddFault(fault.Fault{Phase: fault.Before, Latency: 1}) // whom it meets is answered all the same
			ok(t, err)
			gate := shut(t, w, "", 3)
			before := []*pending{c.start(hang), another(t, w).start(pause), another(t, w).start(conf("disable_agent", `{"agent_id":"12991"}`))}
			await(t, w, gate, 3)
			ok(t, tt.again(w))
			c.mustGet("no_active_call", box("hang", "agent_id=12993")) // whether or not the old requests are through
			for _, p := range before {
				p.mustGet("world_reset")
			}
			page, coverage := w.Requests(journal.Query{}), w.Coverage()
			if page.Total != tt.told+1 || coverage.Outcomes["world_reset"] != max(0, tt.told-1) {
				t.Errorf("the journal has %+v, the coverage %v", page, coverage.Outcomes)
			}
			for agent, want := range map[string]string{"12989": "talk", "12991": "ready"} {
				if got := statusOf(t, w, agent); got != want {
					t.Errorf("%s is %s, want %s", agent, got, want)
				}
			}
			if len(w.Gates()) != 0 {
				t.Errorf("gates are shut: %v", w.Gates())
			}
		})
	}
}

// Seed tokens that another world took meanwhile are in the way of a reset.
func TestReset_conflictChangesNothing(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, b := s.NewWorld(t), s.NewWorld(t)
	token := a.Token()
	ok(t, a.RemoveToken(token))
	_, err := b.AddToken(mockserver.Token{Token: token})
	ok(t, err)
	before := sceneOf(t, a)
	mustRefuse(t, a.Reset(), "conflict", `belongs to world "`+b.Name()+`"`)
	if diff := cmp.Diff(before, sceneOf(t, a)); diff != "" {
		t.Errorf("the world (-before +after):\n%s", diff)
	}
	newCaller(t, s.URL(), token).mustGet("hung_up", hang)
	if got := statusOf(t, b, "12989"); got != "acw" {
		t.Errorf("12989 of the other world is %s", got)
	}
}

// disturb leaves no part of a call center empty: what comes new into it has to be disturbed too, so that a reset and a
// round trip are known to cover it.
func TestReset_disturbsEverything(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	disturb(t, w)
	snap := w.Snapshot()
	center := reflect.ValueOf(*snap.Center)
	for i := range center.NumField() {
		if f := center.Type().Field(i); f.IsExported() && center.Field(i).IsZero() {
			t.Errorf("%s is empty in a world that was disturbed", f.Name)
		}
	}
	ok(t, w.OpenGate(w.Gates()[0].ID))
	w.ClearFaults()
}

func TestSnapshot_roundTrip(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	disturb(t, w)
	ok(t, w.OpenGate(w.Gates()[0].ID))
	text, err := json.Marshal(w.Snapshot())
	ok(t, err)
	ok(t, w.Reset())
	var read mockserver.Snapshot
	ok(t, json.Unmarshal(text, &read))
	ok(t, w.Restore(read))
	again, err := json.Marshal(w.Snapshot())
	ok(t, err)
	if diff := cmp.Diff(string(text), string(again)); diff != "" {
		t.Errorf("snapshot (-before +after):\n%s", diff)
	}
	newCaller(t, s.URL(), "extra-"+w.Name()).mustGet("no_active_call", hang)
	w.ClearFaults()
}

// What a snapshot holds is its own: neither side sees later changes of the other.
func TestSnapshot_isACopy(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	snap := w.Snapshot()
	callerOf(t, w).mustGet("hung_up", hang)
	if got := snap.Center.AgentByID["12989"].Status; got != "talk" {
		t.Errorf("the snapshot has followed the world: %s", got)
	}
	ok(t, w.Restore(snap))
	snap.Center.AgentByID["12989"].Status = "ready"
	if got := statusOf(t, w, "12989"); got != "talk" {
		t.Errorf("the world has followed the snapshot: %s", got)
	}
}

func TestSnapshot_brokenOnesChangeNothing(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, b := s.NewWorld(t), s.NewWorld(t)
	p, gate := callerOf(t, a).hold(a, pause) // it stays there
	defer func() {
		ok(t, a.OpenGate(gate))
		p.mustGet("status_changed")
	}()
	for _, tt := range []struct {
		what  string
		spoil func(*mockserver.Snapshot)
		kind  callcenter.Kind
		words string
	}{
		{"no server", func(p *mockserver.Snapshot) { p.Server = "" }, "invalid", "it needs server and center"},
		{"no center", func(p *mockserver.Snapshot) { p.Center = nil }, "invalid", "it needs server and center"},
		{"server of letters", func(p *mockserver.Snapshot) { p.Server = "abcd" }, "invalid", "four digits"},
		{"token twice", func(p *mockserver.Snapshot) { p.Tokens = append(p.Tokens, p.Tokens...) }, "invalid", "tokens[1]: it is there twice"},
		{"empty token", func(p *mockserver.Snapshot) { p.Tokens = []mockserver.Token{{}} }, "invalid", "tokens[0]: expected"},
		{"agent without its call", func(p *mockserver.Snapshot) { p.Center.AgentByID["12989"].Call = "" }, "invalid", `agent "12989": its call is ""`},
		{"call that is null", func(p *mockserver.Snapshot) { p.Center.CallByID["x"] = nil }, "invalid", `call "x": it is null`},
		{"agent nobody can name", func(p *mockserver.Snapshot) {
			p.Center.AgentByID["a b"] = &callcenter.Agent{ID: "a b", Status: "logout"}
		}, "invalid", `agent_id is "a b"`},
		{"fault on no operation", func(p *mockserver.Snapshot) { p.Faults = []fault.Fault{{Operation: "nope", Drop: true}} }, "invalid", `there is no operation "nope"`},
		{"fault that does nothing", func(p *mockserver.Snapshot) { p.Faults = []fault.Fault{{}} }, "invalid", "faults[0]: the fault does nothing"},
		{"fault that was applied too often", func(p *mockserver.Snapshot) { p.Faults = []fault.Fault{{Drop: true, Applied: 2}} }, "invalid", "faults[0]: applied is 2"},
		{"fault that was applied less than never", func(p *mockserver.Snapshot) { p.Faults = []fault.Fault{{Drop: true, Applied: -1}} }, "invalid", "faults[0]: applied is -1"},
		{"clock that stands nowhere", func(p *mockserver.Snapshot) { p.Clock.Frozen, p.Clock.At = true, time.Time{} }, "invalid", "the time of the clock is 0001-01-01T00:00:00Z"},
		{"token of another world", func(p *mockserver.Snapshot) { p.Tokens = b.Tokens() }, "conflict", `token no. 1 belongs to world "` + b.Name() + `"`},
	} {
		t.Run(tt.what, func(t *testing.T) {
			before := sceneOf(t, a)
			snap := a.Snapshot()
			tt.spoil(&snap)
			mustRefuse(t, a.Restore(snap), tt.kind, tt.words)
			if diff := cmp.Diff(before, sceneOf(t, a)); diff != "" {
				t.Errorf("the world (-before +after):\n%s", diff)
			}
		})
	}
}

// A world can take over the state of another one once that is gone.
func TestSnapshot_intoAnotherWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, err := s.CreateWorld(mockserver.WorldSpec{Name: "a"})
	ok(t, err)
	b := s.NewWorld(t)
	disturb(t, a)
	snap, own := a.Snapshot(), b.Token()
	mustRefuse(t, b.Restore(snap), "conflict", `belongs to world "a"`)
	ok(t, s.DeleteWorld("a"))
	ok(t, b.Restore(snap))
	newCaller(t, s.URL(), snap.Tokens[0].Token).mustGet("no_active_call", hang)
	newCaller(t, s.URL(), own).mustGet("token_unknown", hang)
	if b.View().Server != snap.Server {
		t.Errorf("the server is %s, want %s", b.View().Server, snap.Server)
	}
	ok(t, b.Reset())
	newCaller(t, s.URL(), own).mustGet("hung_up", hang)
}
