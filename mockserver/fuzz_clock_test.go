package mockserver_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// clockWorld has everything that happens by itself: a limit of ACW, and callbacks of both styles, each to a phone of its
// own, for agents in every state.
func clockWorld() mockserver.Seed {
	start := seed.Demo()
	start.ACWLimit = time.Minute
	for i, in := range []time.Duration{time.Second, 7 * time.Minute, 7 * time.Minute, 59 * time.Minute, time.Hour, 24*time.Hour - time.Minute, 8760 * time.Hour} {
		for j, agent := range []string{"12989", "12991", "12992", "12994"} {
			start.Callbacks = append(start.Callbacks, seed.Callback{
				AgentID: agent, CampaignID: "7224", CustomerID: "1", Phone: fmt.Sprintf("301%d%d", i, j), Style: []callcenter.CallbackStyle{callcenter.Auto, callcenter.ByHand}[(i+j)%2], In: in,
			})
		}
	}
	return start
}

// FuzzClock: up to eight steps, each a change of the clock or something that agents do. A clock that was set shows what
// it was set to, never stands still unless frozen, and can always be written as JSON. What happens by itself keeps
// the world sound, happens once, and within one step no agent's status begins earlier than the one before.
func FuzzClock(f *testing.F) {
	f.Add([]byte{0, 2, 3}, int64(1700000000), int64(90e9))
	f.Add([]byte{1, 3, 3}, int64(253402300799), int64(1<<63-1))
	f.Add([]byte{2, 3, 1}, int64(-62135596800), int64(1<<62))
	f.Add([]byte{0, 3, 3}, int64(253402300799), int64(time.Hour))
	f.Add([]byte{2, 0, 0}, int64(253402300799), int64(0))
	f.Add([]byte{3, 5, 3, 6, 3, 7, 3, 3}, int64(0), int64(10*time.Minute))
	f.Add([]byte{3, 8, 9, 3, 6, 6, 3, 2}, int64(1900000000), int64(24*time.Hour))
	f.Add([]byte{5, 3, 5, 3, 5, 3, 5, 3}, int64(0), int64(30*time.Minute))
	s, err := mockserver.New(mockserver.WithSeed(clockWorld()))
	if err != nil {
		f.Fatal(err)
	}
	w := s.Default()
	f.Fuzz(func(t *testing.T, actions []byte, unix, duration int64) {
		ok(t, w.Reset())
		for _, a := range actions[:min(8, len(actions))] {
			began, before := w.Clock().Time, w.Snapshot()
			if step := int(a) % 10; step < 5 {
				turnClock(t, w, []string{"freeze", "run", "set", "advance", "stop"}[step], unix, duration)
			} else {
				act(w, step-5)
			}
			holdTimers(t, w, began, before)
		}
	})
}

// turnClock changes the clock and holds it against what was asked for.
func turnClock(t *testing.T, w *mockserver.World, action string, unix, duration int64) {
	t.Helper()
	ch := mockserver.ClockChange{Action: action}
	if action == "advance" {
		ch.Duration = time.Duration(duration)
	}
	if b := time.Unix(unix, 0).UTC(); action != "advance" && action != "run" && b.Year() >= 0 && b.Year() <= 9999 {
		ch.Time = b
	}
	before := w.Clock()
	after, err := w.SetClock(ch)
	if err != nil {
		if refused := new(callcenter.Error); !errors.As(err, &refused) || refused.Kind != callcenter.InputInvalid {
			t.Errorf("%+v: %v", ch, err)
		}
		return
	}
	if _, err := json.Marshal(after); err != nil {
		t.Errorf("%+v makes a clock that is no JSON: %v", ch, err)
	}
	want := before.Time
	switch {
	case ch.Action == "advance":
		want = before.Time.Add(time.Duration(ch.Duration))
	case ch.Action == "set", ch.Action == "freeze" && !ch.Time.IsZero():
		want = ch.Time
	}
	if d := after.Time.Sub(want); d < 0 || d > time.Minute {
		t.Errorf("%+v at %v: the clock shows %v, want %v", ch, before.Time, after.Time, want)
	}
	if after.Frozen != (ch.Action == "freeze" || before.Frozen && ch.Action != "run") {
		t.Errorf("%+v of %+v makes %+v", ch, before, after)
	}
}

// act lets agents do what timers depend on. Each may be refused.
func act(w *mockserver.World, n int) {
	agents, _ := w.Agents()
	for _, a := range agents {
		switch n {
		case 0: // calls come to an end
			_, _ = w.CustomerHangUp(a.Call)
		case 1: // and are answered
			_, _ = w.Answer(a.Call)
		case 2:
			_, _ = w.Login(a.ID)
		case 3:
			_, _ = w.Logout(a.ID)
		case 4: // a call has times too
			_, _ = w.Arrive(callcenter.Arrival{AgentID: a.ID, Type: callcenter.Manual})
		}
	}
}

// holdTimers holds a world against what it was before a step that began then.
func holdTimers(t *testing.T, w *mockserver.World, began time.Time, before mockserver.Snapshot) {
	t.Helper()
	now, after := w.Clock().Time, w.Snapshot()
	soundWorld(t, w)
	if next, timed := after.Center.NextTimer(); timed && !next.At.After(now) {
		t.Errorf("at %s this is still to happen: %+v", now, next)
	}
	rung := map[string]int{}
	for _, k := range after.Center.Calls() {
		if k.Type == callcenter.Predictive && k.Phone[:3] == "301" {
			rung[k.Phone]++
		}
	}
	for phone, times := range rung {
		if times > 1 {
			t.Errorf("the callback to %s rang %d times", phone, times)
		}
	}
	for _, cb := range after.Center.Callbacks(callcenter.AnyStyle) {
		if rung[cb.Key.Phone] > 0 {
			t.Errorf("the callback to %s has rung, and is still listed: %+v", cb.Key.Phone, cb)
		}
	}
	for _, a := range before.Center.Agents() {
		b, err := after.Center.Agent(a.ID)
		ok(t, err)
		if b.Since.Before(a.Since) && !began.Before(a.Since) && !now.Before(a.Since) { // unless the clock was set back
			t.Errorf("agent %s was in %s since %s, and is in %s since %s", a.ID, a.Status, a.Since, b.Status, b.Since)
		}
	}
}
