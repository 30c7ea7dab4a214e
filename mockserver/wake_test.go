package mockserver_test

import (
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// ends are what puts another state in the place of a world's.
var ends = map[string]func(*mockserver.Server, *mockserver.World, mockserver.Snapshot) error{
	"reset": func(_ *mockserver.Server, w *mockserver.World, _ mockserver.Snapshot) error { return w.Reset() },
	"restore": func(_ *mockserver.Server, w *mockserver.World, snap mockserver.Snapshot) error {
		return w.Restore(snap)
	},
	"delete": func(s *mockserver.Server, w *mockserver.World, _ mockserver.Snapshot) error {
		return s.DeleteWorld(w.Name())
	},
}

// began starts a hang in a bubble and returns once it waits.
func began(t *testing.T, s *mockserver.Server, w *mockserver.World) <-chan answer {
	t.Helper()
	done, token := make(chan answer, 1), w.Token()
	go func() { done <- direct(s, token, hang) }()
	synctest.Wait()
	if len(done) > 0 {
		t.Fatalf("it does not wait: %+v", <-done)
	}
	return done
}

// Whoever waits in a latency is answered as soon as the world has another state, and leaves its token free in that.
func TestLatency_endsWithTheWorldsState(t *testing.T) {
	t.Parallel()
	for name, arranged := range map[string]struct {
		latency time.Duration
		fault   fault.Fault
		lost    string
	}{
		"of the server":    {time.Hour, fault.Fault{Phase: fault.After, Operation: "dial", Drop: true}, ""},
		"before":           {0, fault.Fault{Latency: time.Hour}, ""},
		"before an answer": {0, fault.Fault{Latency: time.Hour, Status: 503}, ""},
		"before a drop":    {0, fault.Fault{Latency: time.Hour, Drop: true}, ""},
		"before, slowly":   {0, fault.Fault{Latency: time.Hour, Slow: time.Minute}, ""},
		"before the token": {0, fault.Fault{Latency: time.Hour, Outcome: "token_busy"}, ""},
		"after":            {0, fault.Fault{Phase: fault.After, Latency: time.Hour}, "hung_up"},
		"after a change":   {0, fault.Fault{Phase: fault.After, Latency: time.Hour, Drop: true}, "hung_up"},
	} {
		for end, replace := range ends {
			t.Run(name+", "+end, func(t *testing.T) {
				inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
					snap := w.Snapshot()
					_, err := w.AddFault(arranged.fault)
					ok(t, err)
					began, done := time.Now(), began(t, s, w)
					ok(t, replace(s, w, snap))
					if got := <-done; got.outcome() != "world_reset" || time.Since(began) != 0 {
						t.Errorf("after %s: %s", time.Since(began), got.body)
					}
					if end == "delete" {
						return
					}
					if end == "restore" {
						if e := newest(t, w); e.Outcome != "world_reset" || e.Lost != arranged.lost {
							t.Errorf("the journal has %v, lost %q", e, e.Lost)
						}
					}
					if got := direct(s, w.Token(), hang); got.outcome() != "hung_up" {
						t.Errorf("the next one: %s", got.body)
					}
				}, mockserver.WithLatency(arranged.latency))
			})
		}
	}
}

// A reply that is written slowly comes whole, and the rest of it at once, when the world has another state.
func TestSlow_endsWithTheWorldsState(t *testing.T) {
	t.Parallel()
	for end, replace := range ends {
		t.Run(end, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
				snap := w.Snapshot()
				_, err := w.AddFault(fault.Fault{Slow: 10 * time.Minute})
				ok(t, err)
				began, done := time.Now(), began(t, s, w)
				sent := newest(t, w)
				ok(t, replace(s, w, snap))
				if got := <-done; got.outcome() != "hung_up" || got.body != string(sent.Reply.Body) || time.Since(began) != 0 {
					t.Errorf("after %s: %s", time.Since(began), got.body)
				}
			})
		})
	}
}

// A gate that is opened by a reset leads no further either: what is arranged behind it does not happen.
func TestGate_endsWithTheWorldsState(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		shut(t, w, "hang", 1)
		_, err := w.AddFault(fault.Fault{Status: 503})
		ok(t, err)
		done := began(t, s, w)
		ok(t, w.Reset())
		if got := <-done; got.outcome() != "world_reset" {
			t.Errorf("it is answered %s", got.body)
		}
		if p := w.Requests(journal.Query{}); p.Total != 0 {
			t.Errorf("the new state has %d requests", p.Total)
		}
	})
}
