package mockserver_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
)

// simulatedWorld is a small contact center; manual agent 900 is in no skill.
const simulatedWorld = `
states: [{id: "101", description: Break}]
activity_codes: [{type_code: cod_act1, cod_act: "021", description: Sale, hit: true}, {type_code: cod_act1, cod_act: "020", description: No}]
skills:
  - {skill_id: "4001", name: Support, agents: [{agent_id: "1"}, {agent_id: "2"}, {agent_id: "3"}, {agent_id: "900"}]}
  - {skill_id: "4002", name: Sales, agents: [{agent_id: "4"}, {agent_id: "5"}]}
campaigns:
  - {campaign_id: "7001", campaign_name: Renewals, skill_id: "4002", customers: [
      {customer_id: "1", customer_name: Luz, phones: ["3000000001"]}, {customer_id: "2", customer_name: Iván, phones: ["3000000002"]},
      {customer_id: "3", customer_name: Eva, phones: ["3000000003"]}, {customer_id: "4", customer_name: Juan, phones: ["3000000004"]}]}
agents:
  - {agent_id: "1", name: Ana}
  - {agent_id: "2", name: Beto}
  - {agent_id: "3", name: Cata, status: ready}
  - {agent_id: "4", name: Dani, status: ready}
  - {agent_id: "5", name: Eli, status: ready}
  - {agent_id: "900", name: Zoe, status: ready, manual: true}
simulation:
  skills: [{skill_id: "4001", peak: 60}]
  shifts:
    - {from: "08:00", to: "16:00", agents: ["1", "2"], breaks: [{state: "101", after: 2h, length: 15m}]}
    - {from: "16:00", to: "00:00", agents: ["3"], breaks: [{state: "101", after: 2h, length: 15m}]}
`

var nine = time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC) // in Bogotá

// simulated is the default world of a server whose clocks stand at nine, where the simulator runs.
func simulated(t *testing.T, opts ...mockserver.Option) *mockserver.World {
	t.Helper()
	return simulatedServer(t, opts...).Default()
}

func simulatedServer(t *testing.T, opts ...mockserver.Option) *mockserver.Server {
	t.Helper()
	s, err := seed.Parse("world.yaml", []byte(simulatedWorld))
	ok(t, err)
	srv, err := mockserver.New(append([]mockserver.Option{
		mockserver.WithSeed(s), mockserver.WithClock(nine), mockserver.WithSimulator(), mockserver.WithJournalSize(100_000),
		mockserver.WithJournalBytes(1 << 30),
	}, opts...)...)
	ok(t, err)
	t.Cleanup(srv.Close)
	return srv
}

func TestSimulator_livedIsAdvanced(t *testing.T) {
	t.Parallel()
	day := func(live func(*mockserver.World)) string {
		w := simulated(t)
		live(w)
		return changesAsText(t, w, 0)
	}
	advanced := day(func(w *mockserver.World) { ok(t, w.Advance(5*time.Hour)) })
	r := rand.New(rand.NewPCG(1, 2))
	lived := day(func(w *mockserver.World) {
		for left := 5 * time.Hour; left > 0; {
			d := min(left, time.Duration(1+r.Int64N(int64(40*time.Second))))
			ok(t, w.Advance(d))
			left -= d
		}
	})
	if lived != advanced {
		t.Errorf("lived is not advanced: %d and %d bytes", len(lived), len(advanced))
	}
}

// changesAsText are the changes that a world keeps since a number, but for those of its clock and of all of it, without their
// numbers.
func changesAsText(t *testing.T, w *mockserver.World, after int) string {
	t.Helper()
	var text strings.Builder
	for _, r := range w.Records(after, 0).Records {
		if r.Change == nil || r.Change.Kind == journal.OfClock || r.Change.Kind == journal.OfWorld {
			continue
		}
		r.Change.Seq = 0
		b, err := json.Marshal(r.Change)
		ok(t, err)
		text.Write(append(b, '\n'))
	}
	return text.String()
}

// A world that is restored, in the middle of a day, lives the rest of it as the one that was not; one that is reset, all of it
// anew.
func TestSimulator_snapshotAndReset(t *testing.T) {
	t.Parallel()
	w := simulated(t)
	ok(t, w.Advance(100*time.Minute))
	b, err := json.Marshal(w.Snapshot())
	ok(t, err)
	var snap mockserver.Snapshot
	ok(t, json.Unmarshal(b, &snap))
	rest := func() string {
		latest := w.Records(0, 0).Latest
		ok(t, w.Advance(2*time.Hour))
		return changesAsText(t, w, latest)
	}
	want := rest()
	ok(t, w.Restore(snap))
	if got := rest(); got != want || len(want) < 10_000 {
		t.Errorf("what is restored goes on otherwise: %d and %d bytes", len(got), len(want))
	}

	whole := func() string {
		ok(t, w.Reset())
		return rest()
	}
	if first, second := whole(), whole(); first != second || first == want {
		t.Errorf("after a reset the day is another: %d and %d bytes", len(first), len(second))
	}
}

// It runs in the default world and in those that are made like it, and in others when they say so, or are told to.
func TestSimulator_whereItRuns(t *testing.T) {
	t.Parallel()
	srv := simulatedServer(t)
	s, err := seed.Parse("world.yaml", []byte(simulatedWorld))
	ok(t, err)
	for _, tt := range []struct {
		name string
		opts []mockserver.WorldOption
		runs bool
	}{
		{"like the default one", nil, true},
		{"of a seed", []mockserver.WorldOption{mockserver.FromSeed(s)}, false},
		{"of a seed without a simulation", []mockserver.WorldOption{mockserver.FromSeed(mockserver.Seed{})}, false},
	} {
		other := srv.NewWorld(t, tt.opts...)
		if got := other.Simulator(); got != (mockserver.Simulation{Running: tt.runs, Load: 1, Seed: 1}) {
			t.Errorf("a world %s: %+v", tt.name, got)
		}
		got, err := other.SetSimulator(mockserver.SimulatorChange{Running: ptr(true), Load: ptr(3.0), Seed: ptr(9)})
		if want := (mockserver.Simulation{Running: true, Load: 3, Seed: 9}); err != nil || got != want || other.Simulator() != want {
			t.Errorf("a world %s, started: %+v, %v", tt.name, got, err)
		}
	}
	w := srv.Default()
	if _, err := w.SetSimulator(mockserver.SimulatorChange{Load: ptr(-1.0)}); err == nil || w.Simulator().Load != 1 {
		t.Errorf("a load of -1: %v", err)
	}
}

// A world has lived already when it is first seen, and its journal tells nothing of that.
func TestSimulator_warmUp(t *testing.T) {
	t.Parallel()
	s, err := seed.Parse("world.yaml", []byte(simulatedWorld+"  warm_up: 2h\n"))
	ok(t, err)
	w := simulated(t, mockserver.WithSeed(s))
	if len(w.Calls()) < 20 || !w.Clock().Time.Equal(nine) || changesAsText(t, w, 0) != "" {
		t.Errorf("%d calls at %s, and the journal has %.200q", len(w.Calls()), w.Clock().Time, changesAsText(t, w, 0))
	}
	if got := w.Calls()[0].Started; got.Before(nine.Add(-2*time.Hour)) || got.After(nine.Add(-90*time.Minute)) {
		t.Errorf("the first call came at %s", got)
	}
	early := simulated(t, mockserver.WithSeed(s), mockserver.WithClock(time.Unix(60, 0)))
	if got := early.Clock().Time; !got.Equal(time.Unix(60, 0)) {
		t.Errorf("the clock shows %s", got)
	}
	s.Simulation.WarmUp = callcenter.Duration(24 * time.Hour)
	if n := len(simulated(t, mockserver.WithSeed(s), mockserver.WithMaxSteps(100)).Calls()); n == 0 || n > 100 {
		t.Errorf("%d calls in the first 100 steps", n)
	}
}

// Of a jump that is too long the simulator lives through the beginning, and goes on at its end.
func TestSimulator_longJump(t *testing.T) {
	t.Parallel()
	w := simulated(t, mockserver.WithMaxSteps(1000))
	ok(t, w.Advance(30*24*time.Hour))
	if n := strings.Count(changesAsText(t, w, 0), "\n"); n < 300 || n > 10_000 {
		t.Errorf("%d changes", n)
	}
	latest := w.Records(0, 0).Latest
	ok(t, w.Advance(time.Hour))
	if text := changesAsText(t, w, latest); strings.Count(text, "\n") < 50 || !strings.Contains(text, `"2026-12-26T14:`) {
		t.Errorf("it does not go on: %.500s", text)
	}
}

// BenchmarkSimulator_busyHour is an hour of the busy day, in the world and its journal, at its busiest.
func BenchmarkSimulator_busyHour(b *testing.B) {
	srv, err := mockserver.New(mockserver.WithSeed(seed.BusyDay()), mockserver.WithClock(nine), mockserver.WithSimulator())
	ok(b, err)
	defer srv.Close()
	w := srv.Default()
	for b.Loop() {
		ok(b, w.Reset())
		ok(b, w.Advance(time.Hour))
	}
}
