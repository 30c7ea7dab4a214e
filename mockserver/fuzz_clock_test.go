package mockserver_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
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

// FuzzClock: up to eight steps, each a change of the clock, by whatever door a time comes in, or something that agents do. A clock that was set shows what
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
	last := callcenter.LastMoment.Unix()
	f.Add([]byte{10, 3, 6, 7}, last, int64(time.Hour))
	f.Add([]byte{11, 5, 6, 7, 11}, last-1, int64(8760*time.Hour))
	f.Add([]byte{12, 13, 14, 3, 15}, last+1, int64(24*time.Hour))
	f.Add([]byte{13, 14, 15, 5}, int64(-1), int64(time.Second))
	f.Add([]byte{2, 14, 5, 3, 12, 0}, last-3600, int64(3600e9))
	s, err := mockserver.New(mockserver.WithSeed(clockWorld()))
	if err != nil {
		f.Fatal(err)
	}
	w := s.Default()
	f.Fuzz(func(t *testing.T, actions []byte, unix, duration int64) {
		ok(t, w.Reset())
		for _, a := range actions[:min(8, len(actions))] {
			began, before := w.Clock().Time, w.Snapshot()
			switch step := int(a) % 16; {
			case step < 5:
				turnClock(t, w, []string{"freeze", "run", "set", "advance", "stop"}[step], unix, duration)
			case step < 10:
				act(w, step-5)
			default:
				began, before = otherDoor(t, s, w, step-10, unix, duration)
			}
			holdTimers(t, w, began, before)
			holdMoments(t, s, w)
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
	if action != "advance" && action != "run" {
		ch.Time = time.Unix(unix, 0).UTC()
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

// otherDoor lets times and durations in by other ways than the clock's. Each may be refused. It reports when what comes then
// began, and from what.
func otherDoor(
	t *testing.T, s *mockserver.Server, w *mockserver.World, n int, unix, duration int64,
) (began time.Time, before mockserver.Snapshot) {
	t.Helper()
	zones := []string{"UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Manila", "America/Juneau", ""}
	at, span := time.Unix(unix, 0).UTC(), time.Duration(duration)
	zone := zones[uint64(unix)%uint64(len(zones))]
	switch n {
	case 0, 1: // a world that begins then, and its snapshot in this one
		start := clockWorld()
		start.Server, start.Tokens, start.Timezone = "", nil, zone
		start.ACWLimit, start.RingTimeout, start.Callbacks[0].In = max(0, span)%(48*time.Hour), max(0, span)%(25*time.Hour), max(0, span)
		other, err := s.CreateWorld(mockserver.WorldSpec{From: &start, Clock: &mockserver.Clock{Time: at, Frozen: n == 0}, TTL: span})
		if err != nil {
			mustBeRefused(t, err)
			break
		}
		holdMoments(t, s, other)
		ok(t, other.Reset())
		snap := other.Snapshot()
		ok(t, s.DeleteWorld(other.Name()))
		if err := w.Restore(snap); err != nil {
			t.Errorf("the world of %s in %q cannot be restored: %v", at, zone, err)
		}
	case 2, 3: // a snapshot that somebody has changed
		fields := map[string]any{}
		text, err := json.Marshal(w.Snapshot())
		ok(t, err)
		ok(t, json.Unmarshal(text, &fields))
		if fields["clock"] = (map[string]any{"frozen": true, "at": at}); n == 3 {
			fields["clock"] = map[string]any{"frozen": false, "offset": fmt.Sprintf("%dh%ds", unix/3600, max(0, duration%3600))}
		}
		fields["center"].(map[string]any)["acw_limit"] = span.String()
		text, err = json.Marshal(fields)
		if err != nil {
			break // JSON does not have that time
		}
		var snap mockserver.Snapshot
		if json.Unmarshal(text, &snap) == nil {
			if err := w.Restore(snap); err != nil {
				mustBeRefused(t, err)
			}
		}
	case 4: // a callback
		date := time.Unix(unix, 0).UTC().Format("20060102150405")
		got := direct(s, w.Token(), box("recall", "agent_id=12989&id_camp=7224&id_customer=1&telefono=300&recall_style=auto&rellamada="+date))
		if got.status >= 500 {
			t.Errorf("a callback at %s: %s", date, got.body)
		}
	case 5:
		_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: &span, RingTimeout: &span})
		mustBeRefused(t, err)
		_, err = w.AddDialRule(callcenter.DialRule{Result: callcenter.DialNoAnswer, RingTime: span})
		mustBeRefused(t, err)
		_, err = w.PutIP("192.0.2.1", callcenter.IPChange{LastUse: &at})
		mustBeRefused(t, err)
	}
	return w.Clock().Time, w.Snapshot()
}

// mustBeRefused: nil, or a refusal that says what is wrong.
func mustBeRefused(t *testing.T, err error) {
	t.Helper()
	if refused := new(callcenter.Error); err != nil && (!errors.As(err, &refused) || refused.Class != callcenter.Invalid) {
		t.Error(err)
	}
}

var longYear = regexp.MustCompile(`[0-9]{5,}-[0-9]{2}-[0-9]{2}|-[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]`)

// holdMoments: the clock and all times are such as a world has, can be written and read again, and are shown with four digits
// for the year.
func holdMoments(t *testing.T, s *mockserver.Server, w *mockserver.World) {
	t.Helper()
	if now := w.Clock().Time; !callcenter.InTime(now).Equal(now) {
		t.Errorf("the clock shows %s", now)
	}
	text, err := json.Marshal(w.Snapshot())
	ok(t, err)
	var snap mockserver.Snapshot
	ok(t, json.Unmarshal(text, &snap))
	ok(t, snap.Center.Check())
	if year := longYear.Find(text); year != nil {
		t.Errorf("the snapshot has the date %s", year)
	}
	for _, a := range []ask{live("recall", "type=all"), live("agents", ""), live("calls_last_10", ""), live("latency", ""), info("get_ip", "")} {
		got := direct(s, w.Token(), a)
		if year := longYear.FindString(got.body); year != "" || got.status >= 500 {
			t.Errorf("%s shows the date %s: %d", a.target, year, got.status)
		}
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
