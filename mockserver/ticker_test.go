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
