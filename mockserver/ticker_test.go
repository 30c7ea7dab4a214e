package mockserver_test

import (
	"fmt"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

// What is due happens when its time comes by the world's clock, at its speed, although nobody looks at the world. Whoever
// follows the events sees it then.
func TestTicker(t *testing.T) {
	for _, tt := range []struct {
		speed  float64
		before time.Duration // by the machine's clock
	}{{1, time.Minute}, {10, 6 * time.Second}, {0.5, 2 * time.Minute}} {
		t.Run(fmt.Sprint(tt.speed), func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
				ok(t, w.SetSpeed(tt.speed))
				began, from := w.Clock().Time, time.Now()
				_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(time.Minute)})
				ok(t, err)
				direct(s, w.Token(), hang)
				for e, err := range w.Events(t.Context()) {
					ok(t, err)
					if c := e.Change; c == nil || c.To != "ready" || c.Cause.Name != "acw_limit" || !c.Time.Equal(began.Add(time.Minute)) {
						t.Errorf("the event is %+v", e.Change)
					}
					break
				}
				if passed := time.Since(from); passed < tt.before || passed > tt.before+10*time.Millisecond {
					t.Errorf("it came after %v, expected %v", passed, tt.before)
				}
			})
		})
	}
}

// A timer is set by itself while one is due and the clock runs, and for nobody else: not while the clock stands still, not after
// a reset or the end of the world or the server.
func TestTicker_armed(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(time.Hour)})
	ok(t, err)
	armed := func(what string, want bool) {
		t.Helper()
		if w.Armed() != want {
			t.Errorf("%s: armed is %t", what, !want)
		}
	}
	armed("at the beginning", false)
	direct(s, w.Token(), hang)
	armed("with a timer", true)
	snap := w.Snapshot()
	ok(t, w.Freeze(time.Time{}))
	armed("frozen", false)
	direct(s, w.Token(), hang)
	armed("frozen, after a request", false)
	ok(t, w.RunClock())
	armed("running", true)
	w.Ring() // too early
	armed("after an alarm that came too early", true)
	ok(t, w.Reset())
	armed("reset", false)
	ok(t, w.Restore(snap))
	armed("restored", true)
	ok(t, w.Advance(2*time.Hour))
	armed("after its time", false)
	ok(t, w.Restore(snap))
	ok(t, s.DeleteWorld(w.Name()))
	armed("deleted", false)

	w = s.Default()
	ok(t, w.Restore(snap))
	armed("of another world", true)
	s.Close()
	armed("closed", false)
	_ = w.Clock()
	armed("closed, after a look", false)
}

// The first of several timers is the one that is waited for, also when it comes later than the others.
func TestTicker_theFirst(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(time.Hour), RingTimeout: ptr(time.Minute)})
		ok(t, err)
		direct(s, w.Token(), hang)
		began, events := time.Now(), w.Events(t.Context())
		_, err = w.Arrive(mockserver.Arrival{AgentID: "12991", Phone: "1", Type: mockserver.Inbound})
		ok(t, err)
		for e, err := range events {
			if ok(t, err); e.Change.Cause.By != mockserver.ByTimer {
				continue
			}
			if passed := time.Since(began); e.Change.AgentID != "12991" || passed > time.Minute+10*time.Millisecond {
				t.Errorf("after %v comes %+v", passed, e.Change)
			}
			break
		}
	})
}
