package mockserver_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
)

// unjudged is a server whose test does not fail for what its verdict says.
func unjudged(t testing.TB, opts ...mockserver.Option) *mockserver.Server {
	t.Helper()
	s, err := mockserver.Start(opts...)
	ok(t, err)
	t.Cleanup(s.Close)
	return s
}

func made(t testing.TB, s *mockserver.Server, spec mockserver.WorldSpec) *mockserver.World {
	t.Helper()
	w, err := s.CreateWorld(spec)
	ok(t, err)
	return w
}

// found lists the findings of a verdict: rule, outcome, count, world of the first.
func found(v mockserver.Verdict) (all []string) {
	for _, f := range v.Findings {
		all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%s %s %d %s", f.Rule, f.Outcome, f.Count, f.First.World)), " "))
	}
	return all
}

func mustFind(t testing.TB, v mockserver.Verdict, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, found(v)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// The verdict of the server loses nothing with a world that is deleted, expires, is reset or restored: it is as if all had
// stayed.
func TestVerdict_losesNothing(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	s := unjudged(t, mockserver.WithSystemClock(func() time.Time { return noon.Add(time.Duration(now.Load())) }))
	leave := map[string]func(*mockserver.World){
		"stays":    func(*mockserver.World) {},
		"deleted":  func(w *mockserver.World) { ok(t, s.DeleteWorld(w.Name())) },
		"reset":    func(w *mockserver.World) { ok(t, w.Reset()) },
		"expires":  func(*mockserver.World) { now.Add(int64(2 * time.Hour)) },
		"restored": func(w *mockserver.World) { ok(t, w.Restore(w.Snapshot())) },
	}
	names := []string{"stays", "deleted", "reset", "restored", "expires"}
	for _, name := range names {
		var ttl time.Duration
		if name == "expires" {
			ttl = time.Hour
		}
		w := made(t, s, mockserver.WorldSpec{Name: name, TTL: ttl})
		c := callerOf(t, w)
		c.mustGet("hung_up", hang.with("X", "y"))
		c.mustGet("no_active_call", hang)
		c.mustGet("status_changed", box("change_status", "agent_id=12991&status=101&nonsense=1"))
		leave[name](w)
	}
	v := s.Verdict()
	mustFind(t, v, "parameter-unknown 5 deleted", "refusal-unexpected hang/no_active_call 5 deleted")
	if v.Requests != 15 || v.Coverage.Operations.Reached != 2 || v.Coverage.Transitions.Reached != 3 {
		t.Errorf("%d requests, %d operations, %d transitions", v.Requests, v.Coverage.Operations.Reached, v.Coverage.Transitions.Reached)
	}
	for _, g := range v.Evidence {
		for _, o := range g.Outcomes {
			if o.Count != 5 {
				t.Errorf("%s: %d", o.Outcome, o.Count)
			}
		}
	}
	again, err := s.World("reset")
	ok(t, err)
	mustFind(t, again.Verdict(), "request-none 1")
	restored, err := s.World("restored")
	ok(t, err)
	mustFind(t, restored.Verdict(), "parameter-unknown 1 restored", "refusal-unexpected hang/no_active_call 1 restored")
	if again.Verdict().Passed || v.Passed {
		t.Error("it has passed")
	}
}

// An exchange that ends after its world was deleted or reset counts for the server, and not for the world that there is now.
func TestVerdict_lateExchange(t *testing.T) {
	t.Parallel()
	for what, leave := range map[string]func(*mockserver.Server, *mockserver.World) error{
		"deleted": func(s *mockserver.Server, w *mockserver.World) error { return s.DeleteWorld(w.Name()) },
		"reset":   func(_ *mockserver.Server, w *mockserver.World) error { return w.Reset() },
		"restored and reset": func(_ *mockserver.Server, w *mockserver.World) error {
			ok(t, w.Restore(w.Snapshot()))
			return w.Reset()
		},
		"reset, then deleted": func(s *mockserver.Server, w *mockserver.World) error {
			ok(t, w.Reset())
			return s.DeleteWorld(w.Name())
		},
		"deleted, then a new one of it": func(s *mockserver.Server, w *mockserver.World) error {
			ok(t, s.DeleteWorld(w.Name()))
			_, err := s.CreateWorld(mockserver.WorldSpec{Name: w.Name()})
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			s := unjudged(t)
			w := made(t, s, mockserver.WorldSpec{Name: "w"})
			p, _ := callerOf(t, w).hold(w, hang)
			ok(t, leave(s, w))
			p.mustGet("world_reset")
			v := s.Verdict()
			if v.Requests != 1 || v.Coverage.Outcomes.Reached != 1 {
				t.Errorf("%d requests, %d outcomes", v.Requests, v.Coverage.Outcomes.Reached)
			}
			if now, err := s.World("w"); err == nil && now.Verdict().Requests != 0 {
				t.Error("the world counts it too")
			}
		})
	}
}

// However requests and the ends of worlds fall, each request counts once.
func TestVerdict_crowd(t *testing.T) {
	t.Parallel()
	const clients, each = 4, 40
	s := unjudged(t)
	var all sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		all.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				w := s.Worlds()[i%len(s.Worlds())]
				switch i % 3 {
				case 0:
					_ = w.Reset()
				case 1:
					_ = s.DeleteWorld(w.Name())
				case 2:
					_, _ = s.CreateWorld(mockserver.WorldSpec{Name: fmt.Sprintf("w%d", i%5)})
				}
				_ = s.Verdict()
			}
		})
	}
	var senders sync.WaitGroup
	for i := range clients {
		senders.Go(func() {
			for n := range each {
				a := hang.with("X-Wolkvox-Mock-World", fmt.Sprintf("w%d", (i+n)%5))
				if direct(s, mockserver.DemoToken, a).status == 0 {
					t.Error("no answer")
				}
			}
		})
	}
	senders.Wait()
	close(done)
	all.Wait()
	v := s.Verdict()
	answered := 0
	for _, g := range v.Evidence {
		answered += g.Exchanges
	}
	if v.Requests != clients*each || answered != v.Requests {
		t.Errorf("%d requests, %d answers, want %d", v.Requests, answered, clients*each)
	}
}

// What was arranged and did not come about is held against the client: as long as it is there, and when its world goes.
func TestVerdict_arranged(t *testing.T) {
	t.Parallel()
	arrange := func(w *mockserver.World) {
		_, err := w.AddFault(mockserver.Fault{Operation: "hang", Status: 500, Times: 2})
		ok(t, err)
		_, err = w.AddFault(mockserver.Fault{Operation: "mute", Status: 500, Times: mockserver.Always})
		ok(t, err)
		shut(t, w, "transfer", 1)
		callerOf(t, w).mustGet("fault_injected", hang)
	}
	both := []string{"fault-unmet 2 w", "gate-shut 1 w"}
	for _, tt := range []struct {
		name string
		then func(*mockserver.Server, *mockserver.World)
		want []string
	}{
		{"it is there", func(*mockserver.Server, *mockserver.World) {}, both},
		{"the world is deleted", func(s *mockserver.Server, w *mockserver.World) { ok(t, s.DeleteWorld("w")) }, both},
		{"the world is reset", func(_ *mockserver.Server, w *mockserver.World) { ok(t, w.Reset()) }, both},
		{"the faults are cleared", func(_ *mockserver.Server, w *mockserver.World) { w.ClearFaults() }, []string{"gate-shut 1 w"}},
		{"the gate is opened", func(_ *mockserver.Server, w *mockserver.World) { ok(t, w.OpenGate("1")) }, []string{"fault-unmet 2 w"}},
		{"a snapshot brings the faults back", func(_ *mockserver.Server, w *mockserver.World) { ok(t, w.Restore(w.Snapshot())) }, both},
		{"a snapshot has none of the faults", func(s *mockserver.Server, w *mockserver.World) {
			snap := w.Snapshot()
			snap.Faults = nil
			ok(t, w.Restore(snap))
		}, both},
		{"it was met", func(_ *mockserver.Server, w *mockserver.World) {
			callerOf(t, w).mustGet("fault_injected", hang)
			callerOf(t, w).mustGet("fault_injected", box("mute", "agent_id=12989"))
		}, []string{"gate-shut 1 w"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := unjudged(t)
			w := made(t, s, mockserver.WorldSpec{Name: "w"})
			arrange(w)
			tt.then(s, w)
			mustFind(t, s.Verdict(), tt.want...)
		})
	}
	s := unjudged(t)
	w := made(t, s, mockserver.WorldSpec{Name: "w"})
	arrange(w)
	first := w.Verdict().Findings[0].First
	if first.Where != "hang, before: status 500 (fault 1)" || first.Expected != "applied 2 times" || first.Got != "applied 1 times" || first.Operation != "hang" {
		t.Errorf("%+v", first)
	}
	if gate := w.Verdict().Findings[1].First; !strings.HasSuffix(gate.Try, "/__admin/worlds/w/gates/1/open'") {
		t.Errorf("%+v", gate)
	}
	ok(t, w.Reset())
	if gone := s.Verdict().Findings[1].First; gone.Got != "shut, 0 requests wait at it" || gone.Try != "" {
		t.Errorf("%+v", gone)
	}
}

// Clearing the journal takes what was found in it from the verdict of the world, and not from that of the server; what was reached
// stays.
func TestVerdict_clearRequests(t *testing.T) {
	t.Parallel()
	s := unjudged(t, mockserver.WithJournalSize(0))
	c := callerOf(t, s.Default())
	c.mustGet("no_active_call", box("hang", "agent_id=12991&x=1"))
	c.mustGet("agent_unknown", box("hang", "agent_id=99999"))
	all := []string{"parameter-unknown 1 default", "refusal-unexpected hang/agent_unknown 1 default"}
	mustFind(t, s.Default().Verdict(), all...)
	s.Default().ClearRequests()
	mustFind(t, s.Verdict(), all...)
	v := s.Default().Verdict()
	mustFind(t, v)
	if !v.Passed || v.Coverage.Outcomes.Reached != 2 {
		t.Errorf("passed %v, %d outcomes", v.Passed, v.Coverage.Outcomes.Reached)
	}
}

// Expectations are judged with the rest, also those of a world that is gone.
func TestVerdict_expectations(t *testing.T) {
	t.Parallel()
	never := mockserver.Expectation{Operation: "transfer", Times: mockserver.Exactly(1)}
	s := unjudged(t, mockserver.WithExpectations(mockserver.Expectation{Operation: "hang", Outcome: "no_active_call"}, never))
	w := made(t, s, mockserver.WorldSpec{Name: "w"})
	_, err := w.AddExpectation(never)
	ok(t, err)
	callerOf(t, w).mustGet("no_active_call", box("hang", "agent_id=12991"))
	mustFind(t, w.Verdict(), "expectation-failed 1 w")
	mustFind(t, s.Verdict(), "expectation-failed 1", "expectation-failed 1 w")
	if v := s.Verdict(); len(v.Expectations) != 3 || !v.Expectations[0].Passed {
		t.Errorf("%+v", v.Expectations)
	}
	ok(t, s.DeleteWorld("w"))
	mustFind(t, s.Verdict(), "expectation-failed 1 w", "expectation-failed 1")
}

// What came, and did not come, by interception is part of the verdict on the server.
func TestVerdict_arrivals(t *testing.T) {
	t.Parallel()
	authority, err := intercept.Open(t.TempDir())
	ok(t, err)
	s := unjudged(t, mockserver.WithAdopt(), mockserver.WithIntercept(mockserver.Intercept{Authority: authority}))
	conn, err := net.Dial("tcp", s.Addr())
	ok(t, err)
	defer conn.Close()
	for range 2 {
		_, err = fmt.Fprintf(conn, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
		ok(t, err)
		res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: http.MethodConnect})
		ok(t, err)
		if res.StatusCode < 400 {
			t.Fatal(res.Status)
		}
		_ = res.Body.Close()
		conn.Close()
		conn, err = net.Dial("tcp", s.Addr())
		ok(t, err)
	}
	newCaller(t, s.URL(), "a-token-that-nobody-knows").mustGet("hung_up", hang.with("wolkvox_server", "0777"))
	mustFind(t, s.Verdict(), "tunnel-refused 2", "world-adopted 1 wv0777")
	if got := s.Verdict().Findings[1].First.Got; got != "server 0777, token on nows" {
		t.Error(got)
	}
}

// Its rules file decides what a verdict says, world by world.
func TestVerdict_severities(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "rules.yaml")
	ok(t, os.WriteFile(file, []byte("rules: {parameter-unknown: warning, refusal-unexpected: off}\nworlds: {legacy: {rules: {parameter-unknown: off}}}\n"), 0o600))
	rules, err := mockserver.LoadRules(file)
	ok(t, err)
	s := unjudged(t, mockserver.WithRules(rules))
	for _, name := range []string{"legacy", "w"} {
		c := callerOf(t, made(t, s, mockserver.WorldSpec{Name: name}))
		c.mustGet("hung_up", box("hang", "agent_id=12989&x=1"))
		c.mustGet("no_active_call", hang)
	}
	v := s.Verdict()
	mustFind(t, v, "parameter-unknown 1 w")
	if !v.Passed || v.Findings[0].Severity != mockserver.SeverityWarning {
		t.Errorf("%+v", v.Findings)
	}
}
