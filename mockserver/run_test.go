package mockserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/openapi"
)

// Run and NewWorld tell the test of what was arranged and did not come about.
func TestRun_reportsWhatDidNotComeAbout(t *testing.T) {
	t.Parallel()
	tester := &witness{name: "TestOfAUser"}
	s := mockserver.Run(tester)
	w := s.NewWorld(tester)
	for _, f := range []fault.Fault{{Operation: "hang", Status: 500, Times: 2}, {Operation: "hang", Drop: true, Phase: fault.After}} {
		_, err := w.AddFault(f)
		ok(t, err)
	}
	_, err := s.Default().AddFault(fault.Fault{Latency: 1})
	ok(t, err)
	shut(t, w, "transfer", 1)
	shut(t, s.Default(), "", 1)
	callerOf(t, w).mustGet("fault_injected", hang)
	tester.end()
	const todo = `have the client send a request that it fits, or call ClearFaults`
	want := []string{
		`mockserver: world w1: the fault on hang was applied 1 times, expected 2 (before: status 500 (fault 1)); ` + todo,
		`mockserver: world w1: the fault on hang was applied 0 times, expected 1 (after: drop (fault 2)); ` + todo,
		`mockserver: world w1: the gate 1 on transfer is still shut, 0 requests wait at it; call OpenGate("1")`,
		`mockserver: world default: the fault on any operation was applied 0 times, expected 1 (before: latency 1ns (fault 1)); ` + todo,
		`mockserver: world default: the gate 1 on any operation is still shut, 0 requests wait at it; call OpenGate("1")`,
	}
	if diff := cmp.Diff(want, tester.errors); diff != "" {
		t.Errorf("reported (-want +got):\n%s", diff)
	}
	if _, err := newCaller(t, s.URL(), w.Token()).try(t.Context(), hang); err == nil {
		t.Error("the server still answers")
	}
}

func TestRun_isQuietWhenAllIsWell(t *testing.T) {
	t.Parallel()
	tester := &witness{}
	s := mockserver.Run(tester)
	w := s.NewWorld(tester)
	_, err := w.AddFault(fault.Fault{Status: 500})
	ok(t, err)
	callerOf(t, w).mustGet("fault_injected", hang)
	ok(t, s.DeleteWorld(w.Name())) // gone already when the test ends
	tester.end()
	if len(tester.errors) != 0 || tester.fatal != "" {
		t.Errorf("reported %v %v", tester.errors, tester.fatal)
	}
}

// Strict tells the test of what its client did wrong, and of what it could not see.
func TestStrict(t *testing.T) {
	t.Parallel()
	misspelt := ask{method: "POST", target: agentbox + "?api=hang&agentid=12989&agent_id=12989"}
	for what, tt := range map[string]struct {
		opts []mockserver.Option
		want []string // what the reports hold
	}{
		"strict":         {[]mockserver.Option{mockserver.Strict()}, []string{"world w1: request 4, POST " + agentbox + "?api=hang&agentid=12989"}},
		"without":        {nil, nil},
		"a full journal": {[]mockserver.Option{mockserver.Strict(), mockserver.WithJournalSize(1)}, []string{"request 4", "has dropped 1 requests"}},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			tester := &witness{}
			w := mockserver.Run(tester, tt.opts...).NewWorld(tester)
			callerOf(t, w).mustGet("hung_up", hang)
			callerOf(t, w).mustGet("no_active_call", misspelt)
			if v := w.Violations(); len(v) != 1 || v[0].Rule != openapi.RuleParameterUnknown {
				t.Errorf("violations: %v", v)
			}
			tester.end()
			if len(tester.errors) != len(tt.want) {
				t.Fatalf("reported %q", tester.errors)
			}
			for i, text := range tt.want {
				if !strings.Contains(tester.errors[i], text) {
					t.Errorf("reported %q, expected %q", tester.errors[i], text)
				}
			}
		})
	}
}

func TestRun_failsTheTestWhenItCannotStart(t *testing.T) {
	t.Parallel()
	tester := &witness{}
	if s := mockserver.Run(tester, mockserver.WithTokenConcurrency(0)); s != nil {
		t.Error("there is a server")
	}
	if want := "mockserver.Run: mockserver: WithTokenConcurrency: got 0: expected at least 1"; tester.fatal != want {
		t.Errorf("%q, want %q", tester.fatal, want)
	}
}

func TestRun_aTestPerWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	var names []string
	for range 3 {
		t.Run("", func(t *testing.T) {
			w := s.NewWorld(t)
			names = append(names, w.Name())
			callerOf(t, w).mustGet("hung_up", hang)
		})
	}
	if len(s.Worlds()) != 1 || strings.Join(names, " ") != "w1 w2 w3" {
		t.Errorf("%d worlds are left of %v", len(s.Worlds()), names)
	}
}

// Each option of a world does what it says, and the seed gives way to it.
func TestNewWorld_options(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	noon := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	two := mockserver.Seed{
		Server: "0001", Tokens: []mockserver.Token{{Token: "one"}, {Token: "two"}}, Clock: &mockserver.Clock{Time: noon.Add(-time.Hour)},
		Agents: []mockserver.SeedAgent{{AgentID: "1"}, {AgentID: "2"}},
	}
	w := s.NewWorld(t, mockserver.FromSeed(two), mockserver.Named("a.b"), mockserver.OnServer("0042"), mockserver.WithToken("three"),
		mockserver.AtTime(noon))
	agents, err := w.Agents()
	ok(t, err)
	want := mockserver.WorldView{Name: "a.b", Server: "0042", Token: "three", URL: s.URL()}
	if got := w.View(); got != want || len(w.Tokens()) != 1 || len(agents) != 2 || w.Clock() != (mockserver.Clock{Time: noon, Frozen: true, Speed: 1}) {
		t.Errorf("%+v, expected %+v; %d tokens, %d agents, %+v", got, want, len(w.Tokens()), len(agents), w.Clock())
	}
	running := s.NewWorld(t, mockserver.FromTime(noon))
	if c := running.Clock(); c.Frozen || c.Time.Before(noon) || c.Time.After(noon.Add(time.Hour)) {
		t.Errorf("the clock is %+v", c)
	}
	if v := s.NewWorld(t, mockserver.FromSeed(mockserver.DemoSeed()), mockserver.WithToken("four")).View(); v.Server != mockserver.DemoServer {
		t.Errorf("of the demo seed: %+v", v)
	}
	for zone, day := range map[string]string{"UTC": "2026-01-31", "Asia/Tokyo": "2026-02-01"} {
		evening := s.NewWorld(t, mockserver.InTimezone(zone), mockserver.AtTime(noon.Add(10*time.Hour)))
		if got := evening.Snapshot().Quota.Day; got != day {
			t.Errorf("in %s the day is %s", zone, got)
		}
	}
	tester := &witness{}
	if s.NewWorld(tester, mockserver.Named("a/b")) != nil || !strings.HasPrefix(tester.fatal, `mockserver: NewWorld: world name is "a/b": expected`) {
		t.Errorf("%q", tester.fatal)
	}
}

// Another server that has the mock as its handler is known by the first request.
func TestServer_URL_underHttptest(t *testing.T) {
	t.Parallel()
	for _, listen := range []func(http.Handler) *httptest.Server{httptest.NewServer, httptest.NewTLSServer} {
		s, err := mockserver.New()
		if err != nil {
			t.Fatal(err)
		}
		ts := listen(s)
		defer ts.Close()
		reply, err := ts.Client().Get(ts.URL + "/health")
		if err != nil {
			t.Fatal(err)
		}
		_ = reply.Body.Close()
		if got := s.Default().URL(); got != ts.URL {
			t.Errorf("URL is %q, expected %q", got, ts.URL)
		}
	}
}
