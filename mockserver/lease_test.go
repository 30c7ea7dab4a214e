package mockserver_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A token is leased for a whole request. Gates hold requests where the tests want them.

var (
	hang  = box("hang", "agent_id=12989")
	pause = box("change_status", "agent_id=12991&status=101")
)

func TestLease_secondRequestIsRefusedAndTheFirstUndisturbed(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	first, gate := c.hold(w, hang)
	for range 3 {
		got := c.mustGet("token_busy", pause)
		if got.status != http.StatusForbidden || !strings.Contains(got.body, `"msg": "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (1)"`) {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("a refused request has made 12991 %s", got)
	}
	if says := newest(t, w).Says; !strings.Contains(says, "the latest is hang") {
		t.Errorf("the journal says %q", says)
	}
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
	c.mustGet("status_changed", pause)
}

func TestLease_otherTokenOfTheWorldIsFree(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	other, err := w.AddToken(mockserver.Token{Description: "another"})
	ok(t, err)
	first, gate := callerOf(t, w).hold(w, hang)
	newCaller(t, w.URL(), other.Token).mustGet("status_changed", pause)
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
}

func TestLease_sameTokenTextInAnotherWorldCannotBe(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	a, b := s.NewWorld(t), s.NewWorld(t)
	first, gate := callerOf(t, a).hold(a, hang)
	callerOf(t, b).mustGet("status_changed", pause)
	ok(t, a.OpenGate(gate))
	first.mustGet("hung_up")
}

func TestLease_ofTwo(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithTokenConcurrency(2)).NewWorld(t)
	c := callerOf(t, w)
	gate := shut(t, w, "", 2)
	first, second := c.start(hang), c.start(pause)
	await(t, w, gate, 2)
	got := c.mustGet("token_busy", hang)
	if !strings.Contains(got.body, "PER TOKEN (2)") {
		t.Errorf("the text does not follow the limit: %s", got.body)
	}
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
	second.mustGet("status_changed")
	c.mustGet("no_active_call", hang)
}

// A refused request takes no lease, whatever refused it.
func TestLease_endsWithARefusal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(100))
	for outcome, a := range map[string]ask{
		"api_unknown":       box("fly", ""),
		"api_missing":       {method: "POST", target: "/api/v2/agentbox.php"},
		"method_wrong":      {method: "GET", target: "/api/v2/agentbox.php?api=hang"},
		"path_unknown":      {method: "POST", target: "/api/v2/nothing.php"},
		"parameter_missing": box("hang", ""),
		"body_too_large":    conf("disable_agent", strings.Repeat(" ", 101)),
		"agent_unknown":     box("hang", "agent_id=1"),
		"no_active_call":    box("hang", "agent_id=12991"),
	} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			c := callerOf(t, s.NewWorld(t))
			c.mustGet(outcome, a)
			c.mustGet("hung_up", hang)
		})
	}
}

func TestLease_endsWithAFault(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, f := range []fault.Fault{
		{Phase: fault.Before, Status: 500}, {Phase: fault.After, Status: 500},
		{Phase: fault.Before, Drop: true}, {Phase: fault.After, Drop: true},
		{Phase: fault.Before, Latency: 1}, {Phase: fault.After, Latency: 1},
	} {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			c := callerOf(t, w)
			_, err := w.AddFault(f)
			ok(t, err)
			got, err := c.try(t.Context(), hang)
			if dropped := err != nil; dropped != f.Drop {
				t.Errorf("got %v, %v", got, err)
			}
			c.mustGet("status_changed", pause)
		})
	}
}

func TestLease_endsWhenTheClientLeavesAGate(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := mockserver.Run(t, log.option()).NewWorld(t)
	c := callerOf(t, w)
	p, gate := c.hold(w, hang)
	p.leave()
	p.mustFail()
	log.await("given up before the operation")
	c.mustGet("status_changed", pause)
	if got := statusOf(t, w, "12989"); got != "talk" {
		t.Errorf("the request that was given up has made 12989 %s", got)
	}
	ok(t, w.OpenGate(gate))
}

func TestLease_endsWhenTheClientLeavesALatency(t *testing.T) {
	t.Parallel()
	for _, phase := range []fault.Phase{fault.Before, fault.After} {
		t.Run(string(phase), func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			w := mockserver.Run(t, log.option()).NewWorld(t)
			c := callerOf(t, w)
			f, err := w.AddFault(fault.Fault{Phase: phase, Latency: fault.Duration(time.Hour)})
			ok(t, err)
			p := c.start(hang)
			until(func() bool { return len(w.UnmetFaults()) == 0 })
			c.mustGet("token_busy", pause)
			p.leave()
			p.mustFail()
			log.await("given up " + string(phase) + " the operation")
			c.mustGet("status_changed", pause)
			gone := w.Requests(journal.Query{Operation: "hang"}).Requests[0]
			if gone.Fault != f.String() || gone.Outcome != "" || (gone.Lost == "hung_up") != (phase == fault.After) {
				t.Errorf("the journal has %+v", gone)
			}
		})
	}
}

func TestLease_endsWhenTheClientLeavesTheLatencyOfTheServer(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option(), mockserver.WithLatency(time.Hour))
	w := s.Default()
	c := callerOf(t, w)
	p, gate := c.hold(w, hang)
	ok(t, w.OpenGate(gate)) // on to the latency
	c.mustGet("token_busy", pause)
	p.leave()
	p.mustFail()
	log.await("given up before the operation")
	again, gate := c.hold(w, pause) // the token is free
	again.leave()
	again.mustFail()
	ok(t, w.OpenGate(gate))
}

func TestLease_endsWithAPanic(t *testing.T) {
	t.Parallel()
	for name, bug := range map[string]func() error{
		"in a handler":                func() error { panic("a bug") },
		"a refusal without outcome":   func() error { return mockserver.ErrNoOutcome },
		"an error that is no refusal": func() error { return context.Canceled },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			s := mockserver.Run(t, log.option())
			s.Break("hang", bug)
			w := s.Default()
			c := callerOf(t, w)
			if got := c.mustGet("internal_error", hang); got.status != 500 {
				t.Errorf("HTTP status %d", got.status)
			}
			c.mustGet("status_changed", pause)
			if e := w.Requests(journal.Query{Outcome: "internal_error"}); len(e.Requests) != 1 {
				t.Errorf("the journal has %+v", e)
			}
			if !strings.Contains(log.String(), "panic [unexpected]") {
				t.Errorf("the log does not tell of the panic: %s", log)
			}
		})
	}
}

func TestLease_endsWithAReset(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	p, _ := c.hold(w, hang)
	ok(t, w.Reset())
	c.mustGet("status_changed", pause) // whether or not the old request is through
	p.mustGet("world_reset")
	c.mustGet("hung_up", hang)
}

func TestLease_endsWithTheWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short"})
	ok(t, err)
	c := callerOf(t, w)
	p, _ := c.hold(w, hang)
	ok(t, s.DeleteWorld("short"))
	p.mustGet("world_reset")
	c.mustGet("token_unknown", hang)
	_, err = s.CreateWorld(mockserver.WorldSpec{Name: "short"}) // the same name has the same token
	ok(t, err)
	c.mustGet("hung_up", hang)
}

func TestLease_shutdownLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.Default()
	other, err := w.AddToken(mockserver.Token{})
	ok(t, err)
	gate := shut(t, w, "", 2)
	first, second := callerOf(t, w).start(hang), newCaller(t, s.URL, other.Token).start(pause)
	await(t, w, gate, 2)
	ok(t, s.Shutdown(t.Context()))
	first.mustGet("hung_up")
	second.mustGet("status_changed")
	if _, err := callerOf(t, w).try(t.Context(), hang); err == nil {
		t.Error("the server still answers")
	}
	serveDirectly(t, s, w, "no_active_call")
}

func TestLease_shutdownThatIsCutShort(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithLatency(time.Hour))
	w := s.Default()
	p, gate := callerOf(t, w).hold(w, hang)
	ok(t, w.OpenGate(gate))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Shutdown(ctx); err != context.Canceled {
		t.Errorf("Shutdown: %v, want %v", err, context.Canceled)
	}
	p.mustFail()
}

func TestLease_closeCutsRequestsOff(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	w := s.Default()
	p, gate := callerOf(t, w).hold(w, hang)
	s.Close()
	p.mustFail()
	log.await("given up before the operation")
	ok(t, w.OpenGate(gate))
	serveDirectly(t, s, w, "hung_up")
}

// serveDirectly sends hang to a server that does not listen any more: the token must be free.
func serveDirectly(t *testing.T, s *mockserver.Server, w *mockserver.World, outcome string) {
	t.Helper()
	if got := direct(s, w.Token(), hang); got.outcome() != outcome {
		t.Errorf("%s, want %s\n%s", got.outcome(), outcome, got.body)
	}
}

// A token that is taken away keeps its request; the same text let in again is a new token.
func TestLease_tokenRemovedDuringARequest(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	token := w.Token()
	c := newCaller(t, w.URL(), token)
	p, gate := c.hold(w, hang)
	ok(t, w.RemoveToken(token))
	c.mustGet("token_unknown", pause)
	_, err := w.AddToken(mockserver.Token{Token: token})
	ok(t, err)
	c.mustGet("status_changed", pause)
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
	c.mustGet("no_active_call", hang)
}

// Whoever has the reply finds the token free, on the same connection and on another.
func TestLease_isOverWhenTheReplyArrives(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callers := []*caller{callerOf(t, w), callerOf(t, w)}
	for i := range 3000 {
		if got := callers[i%2].send(pause); got.outcome() != "status_changed" {
			t.Fatalf("request %d: %s", i, got.body)
		}
	}
}

// A lookout does something at the moment in which the first byte of a reply is written. Over a network the moment cannot
// be seen: net/http keeps a short reply back until all is done.
type lookout struct {
	http.ResponseWriter
	look func()
}

func (l lookout) WriteHeader(status int) {
	l.look()
	l.ResponseWriter.WriteHeader(status)
}

// Before the first byte leaves, the journal has the exchange and the token is free.
func TestLease_isOverBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	s, err := mockserver.New()
	ok(t, err)
	w := s.Default()
	looked := false
	r := httptest.NewRequest(hang.method, hang.target, nil)
	r.Header.Set("wolkvox-token", w.Token())
	s.ServeHTTP(lookout{httptest.NewRecorder(), func() {
		looked = true
		if e := newest(t, w); e.Outcome != "hung_up" || w.Coverage().Outcomes["hang/hung_up"] != 1 {
			t.Errorf("the journal has %+v", e)
		}
		serveDirectly(t, s, w, "no_active_call")
	}}, r)
	if !looked {
		t.Error("nothing was written")
	}
}
