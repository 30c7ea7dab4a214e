package mockserver_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

func mustSet(t testing.TB, w *mockserver.World, ch mockserver.ClockChange) mockserver.Clock {
	t.Helper()
	c, err := w.SetClock(ch)
	ok(t, err)
	return c
}

// A frozen clock stands still; it moves when it is told to.
func TestClock_frozen(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	hour := time.Hour
	for _, tt := range []struct {
		change mockserver.ClockChange
		want   time.Time
	}{
		{mockserver.ClockChange{Action: "freeze", Time: noon}, noon},
		{mockserver.ClockChange{Action: "advance", Duration: hour}, noon.Add(time.Hour)},
		{mockserver.ClockChange{Action: "advance", Duration: hour}, noon.Add(2 * time.Hour)},
		{mockserver.ClockChange{Action: "freeze"}, noon.Add(2 * time.Hour)},
		{mockserver.ClockChange{Action: "set", Time: noon.Add(-time.Hour)}, noon.Add(-time.Hour)},
		{mockserver.ClockChange{Action: "set", Time: noon.In(time.FixedZone("", 3600))}, noon},
		{mockserver.ClockChange{Action: "freeze", Time: noon.Add(1)}, noon.Add(1)},
	} {
		want := mockserver.Clock{Time: tt.want, Frozen: true, Speed: 1}
		if diff := cmp.Diff(want, mustSet(t, w, tt.change)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.change, diff)
		}
		if diff := cmp.Diff(want, w.Clock()); diff != "" {
			t.Errorf("after %+v (-want +got):\n%s", tt.change, diff)
		}
	}
}

// A running clock goes on from where it was set. How far it came meanwhile is the machine's business.
func TestClock_running(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	if w.Clock().Frozen {
		t.Error("a clock runs unless it is frozen")
	}
	at := func(ch mockserver.ClockChange, least time.Time) time.Time {
		t.Helper()
		got := mustSet(t, w, ch)
		if got.Frozen || got.Time.Before(least) {
			t.Errorf("%+v: %+v, want it running, from %v", ch, got, least)
		}
		if later := w.Clock().Time; later.Before(got.Time) {
			t.Errorf("%+v: it goes back from %v to %v", ch, got.Time, later)
		}
		return got.Time
	}
	at(mockserver.ClockChange{Action: "set", Time: noon}, noon)
	later := at(mockserver.ClockChange{Action: "advance", Duration: time.Hour}, noon.Add(time.Hour))
	at(mockserver.ClockChange{Action: "run"}, later)
	mustSet(t, w, mockserver.ClockChange{Action: "freeze", Time: noon})
	at(mockserver.ClockChange{Action: "run"}, noon)
}

// Everything timed obeys the world's clock: calls, states, conn_ids, the journal.
func TestClock_isWhatTheWorldGoesBy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	mustSet(t, w, mockserver.ClockChange{Action: "advance", Duration: time.Minute})
	c.mustGet("hung_up", hang)
	then := noon.Add(time.Minute)
	if e := newest(t, w); !e.Time.Equal(then) {
		t.Errorf("journal: %v", e.Time)
	}
	agent, err := w.Agent("12989")
	ok(t, err)
	if !agent.Since.Equal(then) {
		t.Errorf("since: %v", agent.Since)
	}
	mustSet(t, w, mockserver.ClockChange{Action: "set", Time: time.Unix(2_000_000_000, 0)})
	call, err := w.Arrive(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound})
	ok(t, err)
	if call.ID != "12991.0004.2000000000.10004" || call.Started.Unix() != 2_000_000_000 {
		t.Errorf("call: %+v", call)
	}
}

// A world that is made with its clock begins then: what the seed puts into it is born at that time. A reset returns to it.
func TestClock_aWorldBeginsWithIt(t *testing.T) {
	t.Parallel()
	demo := func(start *mockserver.Clock) *mockserver.Seed {
		s := seed.Demo()
		s.Server, s.Tokens, s.Clock = "", nil, start
		return &s
	}
	at := func(hour int) *mockserver.Clock {
		return &mockserver.Clock{Time: noon.Add(time.Duration(hour) * time.Hour), Frozen: true}
	}
	type option = []mockserver.Option
	run := func(hour int) *mockserver.Clock { return &mockserver.Clock{Time: at(hour).Time} }
	for _, tt := range []struct {
		what string
		opts []mockserver.Option
		spec mockserver.WorldSpec
		want *mockserver.Clock
	}{
		{"spec", nil, mockserver.WorldSpec{Clock: at(1)}, at(1)},
		{"spec, running", nil, mockserver.WorldSpec{Clock: run(1)}, run(1)},
		{"spec before seed", nil, mockserver.WorldSpec{Clock: at(1), From: demo(at(2))}, at(1)},
		{"seed", nil, mockserver.WorldSpec{From: demo(at(2))}, at(2)},
		{"seed of the start", option{mockserver.WithSeed(*demo(at(3)))}, mockserver.WorldSpec{}, at(3)},
		{"option before the seed of the start", option{mockserver.WithClock(at(4).Time), mockserver.WithSeed(*demo(at(3)))}, mockserver.WorldSpec{}, at(4)},
		{"option", option{mockserver.WithClock(at(4).Time)}, mockserver.WorldSpec{From: demo(nil)}, at(4)},
		{"option, running", option{mockserver.WithClockRunning(at(4).Time)}, mockserver.WorldSpec{From: demo(nil)}, run(4)},
		{"seed before option", option{mockserver.WithClock(at(4).Time)}, mockserver.WorldSpec{From: demo(at(2))}, at(2)},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w, err := mockserver.Run(t, tt.opts...).CreateWorld(tt.spec)
			ok(t, err)
			for range 2 {
				agent, err := w.Agent("12989")
				ok(t, err)
				call, _, _ := strings.Cut(agent.Call, ".10001")
				if want := fmt.Sprintf("12989.0001.%d", tt.want.Time.Unix()); call != want {
					t.Errorf("the call of the seed is %s, want %s", call, want)
				}
				got := w.Clock()
				if got.Frozen != tt.want.Frozen || got.Frozen && !got.Time.Equal(tt.want.Time) || got.Time.Sub(tt.want.Time) > time.Minute {
					t.Errorf("the clock is %v, want %v", got, tt.want)
				}
				mustSet(t, w, mockserver.ClockChange{Action: "set", Time: noon.AddDate(1, 0, 0)})
				ok(t, w.Reset())
			}
		})
	}
}

// What a clock cannot show is refused, and changes nothing.
func TestClock_refuses(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		frozen time.Time // where it stands; it runs when zero
		change mockserver.ClockChange
		words  string
	}{
		{noon, mockserver.ClockChange{Action: "stop"}, `action is "stop": expected freeze, run, set, advance or speed`},
		{noon, mockserver.ClockChange{}, `action is "": expected`},
		{noon, mockserver.ClockChange{Action: "set"}, "set needs a time"},
		{noon, mockserver.ClockChange{Action: "run", Time: noon}, `only freeze and set take a time, not "run"`},
		{noon, mockserver.ClockChange{Action: "freeze", Duration: 1}, `only advance takes a duration, not "freeze"`},
		{time.Time{}, mockserver.ClockChange{Action: "set"}, "set needs a time"},
		{noon, mockserver.ClockChange{Action: "advance"}, "advance needs a duration"},
		{noon, mockserver.ClockChange{Action: "advance", Duration: -1}, "advance needs a duration"},
		{noon, mockserver.ClockChange{Action: "set", Time: year(10000)}, "the time of the clock is 10000-"},
		{noon, mockserver.ClockChange{Action: "set", Time: year(0)}, "the time of the clock is 0000-"},
		{noon, mockserver.ClockChange{Action: "set", Time: year(-5)}, "the time of the clock is -0005-"},
		{noon, mockserver.ClockChange{Action: "freeze", Time: callcenter.FirstMoment.Add(-1)}, "the time of the clock is 1969-12-31T23:59:59.999999999Z"},
		{noon, mockserver.ClockChange{Action: "freeze", Time: callcenter.LastMoment.Add(1)}, "the time of the clock is 9999-12-31T00:00:00.000000001Z: expected"},
		{noon, mockserver.ClockChange{Action: "freeze", Time: time.Time{}.Add(1)}, "the time of the clock is 0001-"},
		{time.Time{}, mockserver.ClockChange{Action: "set", Time: callcenter.LastMoment.Add(time.Second)}, "the time of the clock is 9999-12-31T00:00:01Z"},
		{year(9900), mockserver.ClockChange{Action: "advance", Duration: 1<<63 - 1}, "the time of the clock is 10192-"},
		{callcenter.LastMoment, mockserver.ClockChange{Action: "advance", Duration: 1}, "the time of the clock is 9999-12-31T00:00:00.000000001Z: expected"},
	} {
		t.Run(fmt.Sprintf("%v %s", tt.frozen, tt.words), func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			if !tt.frozen.IsZero() {
				mustSet(t, w, mockserver.ClockChange{Action: "freeze", Time: tt.frozen})
			}
			before := w.Snapshot().Clock
			_, err := w.SetClock(tt.change)
			mustRefuse(t, err, "invalid", tt.words)
			if diff := cmp.Diff(fmt.Sprint(before), fmt.Sprint(w.Snapshot().Clock)); diff != "" {
				t.Errorf("the clock (-before +after):\n%s", diff)
			}
		})
	}
}

// The ends of what a clock can show are shown.
func TestClock_extremes(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	for _, year := range []int{1970, 9999} {
		at := time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		for _, change := range []mockserver.ClockChange{{Action: "set", Time: at}, {Action: "freeze", Time: at}, {Action: "run"}} {
			if got := mustSet(t, w, change); got.Time.Year() != year {
				t.Errorf("%s %d: %v", change.Action, year, got.Time)
			}
		}
		callerOf(t, w).send(pause)
		ok(t, w.Restore(w.Snapshot()))
	}
}

// A running clock comes to a stand at the last moment of a world, and the world goes on there: what is due later happens, a
// state has a length, and a date has four digits for its year, in every zone.
func TestClock_standsAtItsEnd(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithClockRunning(callcenter.LastMoment))
	for _, zone := range []string{"Pacific/Kiritimati", "Etc/GMT+12", "America/Bogota"} {
		start := clockWorld()
		start.Server, start.Tokens, start.Timezone = "", nil, zone
		w, err := s.CreateWorld(mockserver.WorldSpec{From: &start})
		ok(t, err)
		for range 2 {
			if got := w.Clock(); got.Frozen || !got.Time.Equal(callcenter.LastMoment) {
				t.Errorf("%s: the clock shows %+v", zone, got)
			}
			if due := w.Callbacks(); len(due) != 0 && due[0].State == callcenter.Scheduled {
				t.Errorf("%s: it is still to come: %+v", zone, due[0])
			}
			c := callerOf(t, w)
			for _, a := range []ask{live("recall", "type=all"), live("agents", ""), info("token_info", ""), hang} {
				if got := c.send(a); strings.Contains(got.body, "10000") || got.status >= 500 {
					t.Errorf("%s: %s", zone, got.body)
				}
			}
			mustRefuse(t, w.Advance(1), "invalid", "the time of the clock is 9999-12-31T00:00:00.000000001Z: expected 1970-")
			text, err := json.Marshal(w.Snapshot())
			ok(t, err)
			var snap mockserver.Snapshot
			ok(t, json.Unmarshal(text, &snap))
			ok(t, w.Restore(snap))
			if got := w.Clock(); !got.Frozen || !got.Time.Equal(callcenter.LastMoment) {
				t.Errorf("%s: restored, the clock shows %+v", zone, got)
			}
			ok(t, w.Reset())
		}
	}
}

// How far a clock is ahead of the machine's is written as a duration, also where it is longer than one can be.
func TestClock_offset(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	snapshot := func(offset string) (snap mockserver.Snapshot, err error) {
		text, err := json.Marshal(w.Snapshot())
		ok(t, err)
		var fields map[string]any
		ok(t, json.Unmarshal(text, &fields))
		fields["clock"] = map[string]any{"frozen": false, "offset": offset}
		text, err = json.Marshal(fields)
		ok(t, err)
		return snap, json.Unmarshal(text, &snap)
	}
	for offset, want := range map[string]string{
		"1h30m0s": "1h30m0s", "-1h30m0s": "-1h30m0s", "90m": "1h30m0s", "1.5h": "1h30m0s", "-1.5s": "-1.5s", "1ns": "1ns", "5h": "5h0m0s",
		"3000000h0m0.5s": "3000000h0m0.5s", "-100000h1s": "-100000h0m1s", "69000000h59m59.999999999s": "69000000h59m59.999999999s",
	} {
		snap, err := snapshot(offset)
		ok(t, err)
		text, err := json.Marshal(snap.Clock)
		ok(t, err)
		if string(text) != `{"frozen":false,"offset":"`+want+`"}` {
			t.Errorf("%s is written %s", offset, text)
		}
	}
	for offset, words := range map[string]string{
		"soon": `"soon" is no offset`, "--1h": "is no offset", "1h-1s": "is no offset", "": "is no offset", "h": "is no offset",
		"100000001h": "is too long: expected at most 100000000h", "99999999999999999999h": "is too long",
	} {
		if _, err := snapshot(offset); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v, expected %q", offset, err, words)
		}
	}
	for _, offset := range []string{"100000000h", "-100000000h", "-800000h"} {
		snap, err := snapshot(offset)
		ok(t, err)
		mustRefuse(t, w.Restore(snap), "invalid", "the time of the clock is ")
	}
	at := time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)
	mustSet(t, w, mockserver.ClockChange{Action: "set", Time: at})
	ok(t, w.Restore(w.Snapshot()))
	if got := w.Clock(); got.Frozen || got.Time.Before(at) || got.Time.After(at.Add(time.Hour)) {
		t.Errorf("a clock of the year 9000 is restored as %+v", got)
	}
}

// What is due at a time that no clock shows is refused, whoever says so.
func TestClock_datesBeyondIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for date, outcome := range map[string]string{
		"99991231235959": "value_invalid", "99991230190001": "value_invalid", "99991230190000": "recall_scheduled",
		"19691231190000": "recall_scheduled", "19691231185959": "value_invalid", "00010101000000": "value_invalid",
	} {
		c.mustGet(outcome, box("recall", "agent_id=12989&id_camp=7224&id_customer=1&telefono=300&recall_style=auto&rellamada="+date))
	}
	start := clockWorld()
	start.Callbacks[0].In = callcenter.MaxCallback + 1
	err := start.Check()
	if err == nil || !strings.Contains(err.Error(), "callbacks[0]: in is 8760h0m0.000000001s: expected 0s to 8760h0m0s") {
		t.Error(err)
	}
}

// A clock runs at its speed from when that was set, which freeze, set and advance keep, and snapshots too.
func TestClock_speed(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		mustShow := func(what string, speed float64, frozen bool, at time.Time) {
			t.Helper()
			if diff := cmp.Diff(mockserver.Clock{Time: at, Frozen: frozen, Speed: speed}, w.Clock()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", what, diff)
			}
		}
		pass := func(d time.Duration) { <-time.After(d) }
		ok(t, w.SetTime(noon))
		ok(t, w.SetSpeed(10))
		pass(time.Minute)
		mustShow("a minute at 10", 10, false, noon.Add(10*time.Minute))
		ok(t, w.SetSpeed(0.5))
		pass(time.Minute)
		mustShow("a minute at 0.5", 0.5, false, noon.Add(10*time.Minute+30*time.Second))
		ok(t, w.Freeze(noon))
		pass(time.Minute)
		mustShow("frozen", 0.5, true, noon)
		ok(t, w.SetSpeed(1000))
		mustShow("frozen, and another speed", 1000, true, noon)
		ok(t, w.RunClock())
		pass(time.Second)
		mustShow("a second at 1000", 1000, false, noon.Add(1000*time.Second))
		ok(t, w.Advance(time.Hour))
		pass(time.Second)
		mustShow("advanced", 1000, false, noon.Add(time.Hour+2000*time.Second))
		snap := w.Snapshot()
		ok(t, w.SetTime(noon))
		mustShow("set", 1000, false, noon)
		var read mockserver.Snapshot
		ok(t, json.Unmarshal([]byte(mustJSON(t, snap)), &read))
		pass(time.Second)
		ok(t, w.Restore(read))
		mustShow("restored: it has run on", 1000, false, noon.Add(time.Hour+3000*time.Second))
		ok(t, w.SetSpeed(1))
		pass(time.Second)
		mustShow("as fast as the machine's", 1, false, noon.Add(time.Hour+3001*time.Second))
		for _, speed := range []float64{0.09, 1000.1, -1, math.NaN(), math.Inf(1)} {
			if w.SetSpeed(speed) == nil {
				t.Errorf("the speed %v is accepted", speed)
			}
			read.Clock.Speed = speed
			if w.Restore(read) == nil {
				t.Errorf("a snapshot with the speed %v is accepted", speed)
			}
		}
		if _, err := w.SetClock(mockserver.ClockChange{Action: "run", Speed: 2}); err == nil {
			t.Error("run takes a speed")
		}
		other := s.NewWorld(t)
		if c := other.Clock(); c.Speed != 60 {
			t.Errorf("a world that does not say otherwise has the clock %+v", c)
		}
		fast := s.NewWorld(t, func(spec *mockserver.WorldSpec) { spec.Clock = &mockserver.Clock{Speed: 5} })
		before := fast.Clock()
		pass(time.Second)
		if c := fast.Clock(); c.Speed != 5 || c.Frozen || c.Time.Sub(before.Time) != 5*time.Second {
			t.Errorf("a world with its own speed has the clock %+v, a second after %+v", c, before)
		}
	}, mockserver.WithSpeed(60))
	if _, err := mockserver.New(mockserver.WithSpeed(0.01)); err == nil {
		t.Error("WithSpeed(0.01) is accepted")
	}
}

// A clock that runs at the highest speed for as long as a world lasts comes to a stand at the end, and never goes back.
func TestClock_speedNeverGoesBack(t *testing.T) {
	inBubble(t, func(t *testing.T, _ *mockserver.Server, w *mockserver.World) {
		ok(t, w.SetSpeed(997.3))
		last := w.Clock().Time
		for d := time.Nanosecond; d < 200*365*24*time.Hour; d *= 3 {
			<-time.After(d)
			now := w.Clock().Time
			if now.Before(last) {
				t.Errorf("after %v it goes back from %v to %v", d, last, now)
			}
			last = now
		}
		if !last.Equal(callcenter.LastMoment) {
			t.Errorf("it shows %v", last)
		}
	})
}
