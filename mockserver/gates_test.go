package mockserver_test

import (
	"context"
	"testing"

	"wolkvoxmock/mockserver"
)

// A gate holds exactly as many requests of its operation as it says; the others pass.
func TestGates_holdExactlySoMany(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithTokenConcurrency(10)).NewWorld(t)
	c := callerOf(t, w)
	gate := shut(t, w, "change_status", 2)
	c.mustGet("hung_up", hang) // another operation
	first, second := c.start(pause), c.start(pause)
	await(t, w, gate, 2)
	c.mustGet("status_changed", pause) // a third
	g, err := w.AwaitGate(t.Context(), gate, 0)
	ok(t, err)
	if g.Held != 2 || g.Waiting != 2 || g.Times != 2 {
		t.Errorf("the gate is %+v", g)
	}
	ok(t, w.OpenGate(gate))
	first.mustGet("status_changed")
	second.mustGet("status_changed")
	if len(w.Gates()) != 0 {
		t.Errorf("gates are shut: %v", w.Gates())
	}
}

func TestGates_unknown(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	gate := shut(t, w, "", 1)
	ok(t, w.OpenGate(gate))
	for _, id := range []string{gate, "9", ""} {
		mustRefuse(t, w.OpenGate(id), "gate_unknown", "there is no shut gate")
		_, err := w.AwaitGate(t.Context(), id, 0)
		mustRefuse(t, err, "gate_unknown", "there is no shut gate")
	}
}

func TestGates_awaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	gate := shut(t, w, "", 1)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(context.DeadlineExceeded)
	g, err := w.AwaitGate(ctx, gate, 1)
	if err != context.DeadlineExceeded || g.ID != gate {
		t.Errorf("%+v, %v", g, err)
	}
	ok(t, w.OpenGate(gate))
}

// Who awaits a gate that is opened, or goes with its world, learns so.
func TestGates_awaitEndsWithTheGate(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for what, end := range map[string]func(*mockserver.World, string) error{
		"opened": (*mockserver.World).OpenGate,
		"reset":  func(w *mockserver.World, _ string) error { return w.Reset() },
		"world deleted": func(w *mockserver.World, _ string) error {
			return s.DeleteWorld(w.Name())
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w, err := s.CreateWorld(mockserver.WorldSpec{})
			ok(t, err)
			gate := shut(t, w, "", 1)
			done := make(chan error)
			go func() {
				_, err := w.AwaitGate(t.Context(), gate, 1)
				done <- err
			}()
			ok(t, end(w, gate))
			mustRefuse(t, <-done, "gate_unknown", "there is no shut gate")
		})
	}
}
