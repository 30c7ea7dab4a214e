package simulator

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eight is in the morning in Bogotá, where the clocks of all worlds stand unless they say otherwise.
var eight = time.Date(2026, 11, 26, 13, 0, 0, 0, time.UTC)

// A floor is a call center with its simulator, as a world has them.
type floor struct {
	t       testing.TB
	c       *callcenter.Center
	s       *Simulator
	changes []callcenter.Change
	each    func(what string) // after each step and each timer
}

// newFloor has so many agents, in Ready, members of skill 4001; campaign 7001 dials for that, with so many records.
func newFloor(t testing.TB, config Config, agents, records int) *floor {
	t.Helper()
	c := callcenter.New(callcenter.AuxState{ID: "101", Description: "Break"}, callcenter.AuxState{ID: "102", Description: "Lunch"})
	ok(t, c.CreateCode(callcenter.Group1, "021", callcenter.CodeChange{}))
	ok(t, c.CreateCode(callcenter.Group2, "B1", callcenter.CodeChange{}))
	ok(t, c.PutSkill(eight, "4001", callcenter.SkillSetup{}))
	f := &floor{t: t, c: c}
	for i := range agents {
		id := fmt.Sprint(i + 1)
		f.put(id, "ready")
		ok(t, c.AddAgentToSkill(eight, "4001", id, ""))
	}
	if records > 0 {
		skill := "4001"
		var all []callcenter.Customer
		for i := range records {
			all = append(all, callcenter.Customer{ID: fmt.Sprint(i + 1), Phones: []string{fmt.Sprintf("3000%06d", i)}})
		}
		ok(t, c.PutCampaign("7001", callcenter.CampaignChange{SkillID: &skill, Customers: all}))
	}
	c.TakeChanges(func(*callcenter.Change) {})
	ok(t, config.Check(c))
	f.s = New(config)
	return f
}

// put arranges an agent.
func (f *floor) put(id string, status callcenter.Status) {
	f.t.Helper()
	ok(f.t, f.c.PutAgent(f.now(), id, callcenter.AgentChange{Status: &status}))
	f.observe()
}

// manual says whether an agent is.
func (f *floor) manual(id string, is bool) {
	f.t.Helper()
	ok(f.t, f.c.PutAgent(f.now(), id, callcenter.AgentChange{Manual: &is}))
	f.observe()
}

func (f *floor) now() time.Time {
	if f.s == nil {
		return eight
	}
	return later(f.s.Time, eight)
}

// start lets the simulator run. What was arranged before does not count.
func (f *floor) start() {
	f.changes = nil
	f.s.Start(f.now(), f.c)
}

// live lets happen what is due by then, as a world does.
func (f *floor) live(until time.Time) {
	f.t.Helper()
	for {
		timer, timed := f.c.NextTimer()
		at, planned := f.s.Next()
		what := "timer"
		switch {
		case timed && !timer.At.After(until) && (!planned || !timer.At.After(at)):
			f.c.Advance(timer.At)
		case planned && !at.After(until):
			what = f.s.Step(f.c)
		default:
			return
		}
		f.observe()
		if f.each != nil {
			f.each(what)
		}
	}
}

func (f *floor) observe() {
	f.c.TakeChanges(func(ch *callcenter.Change) {
		f.s.Observe(ch)
		f.changes = append(f.changes, *ch)
	})
	f.s.Plan(f.c)
}

func (f *floor) agent(id string) callcenter.Agent {
	f.t.Helper()
	a, err := f.c.Agent(id)
	ok(f.t, err)
	return a
}

// statuses are what an agent has gone through, with the times: "08:00:00 ready".
func (f *floor) statuses(id string) string {
	var out []string
	for _, ch := range f.changes {
		if ch.ConnID == "" && ch.AgentID == id {
			out = append(out, ch.At.In(f.c.Zone.Location()).Format(time.TimeOnly)+" "+ch.To)
		}
	}
	return strings.Join(out, "\n")
}

func ptr[T any](v T) *T { return &v }

// always is a length that is always the same.
func always(d time.Duration) *Length { return &Length{Mean: ptr(callcenter.Duration(d))} }

// exactly is a length by its exponential mean.
func exponentially(mean time.Duration) *Length {
	return &Length{Mean: ptr(callcenter.Duration(mean)), Distribution: Exponential}
}

// rate is calls of every half hour.
func rate(calls float64) []float64 {
	all := make([]float64, halfHours)
	for i := range all {
		all[i] = calls
	}
	return all
}
