package simulator

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// decoded takes over what was decoded, if it is sound.
func (s *Simulator) decoded(from *Simulator) error {
	if err := from.Config.Check(nil); err != nil {
		return err
	}
	if err := CheckLoad(from.Load); err != nil {
		return err
	}
	if from.Ahead < 0 || time.Duration(from.Ahead) >= wholeDay {
		return fmt.Errorf("ahead is %s: expected 0s to less than 24h", from.Ahead)
	}
	if from.Running && from.Time.IsZero() {
		return errors.New("it runs and has no time: expected that of its latest step")
	}
	s.Running, s.Load, s.Seed, s.Time, s.Ahead = from.Running, from.Load, from.Seed, from.Time.UTC(), from.Ahead
	for _, id := range slices.Sorted(maps.Keys(from.Agents)) {
		w := from.Agents[id]
		if w == nil || !w.Plan.sound(from.Running, agentSteps) || min(w.Rings, w.Talks, w.Wraps, w.Pauses, w.Breaks) < 0 {
			return fmt.Errorf("agent %q: expected a plan of a simulator that runs, and counts", id)
		}
		s.Agents[id] = from.Agents[id]
	}
	for _, id := range slices.Sorted(maps.Keys(from.Customers)) {
		if u := from.Customers[id]; u == nil || u.N < 0 || !u.Plan.sound(from.Running, []string{StepGiveUp}) {
			return fmt.Errorf("customer %q: expected a plan of a simulator that runs, and a count", id)
		}
		s.Customers[id] = from.Customers[id]
	}
	seen := map[string]bool{}
	for i, src := range from.Skills {
		if src == nil || seen[src.ID] || src.N < 0 || !src.Plan.sound(from.Running, []string{StepArrive, stepHalfHour}) {
			return fmt.Errorf("skills[%d]: expected a plan of a simulator that runs, and a count, once for each skill", i)
		}
		seen[src.ID] = true
		s.Skills = append(s.Skills, src)
	}
	clear(seen)
	for i, d := range from.Campaigns {
		if d == nil || seen[d.ID] || min(d.N, d.Called) < 0 || !d.Plan.sound(from.Running, []string{StepDial}) {
			return fmt.Errorf("campaigns[%d]: expected a plan of a simulator that runs, and counts, once for each campaign", i)
		}
		seen[d.ID] = true
		s.Campaigns = append(s.Campaigns, d)
	}
	s.restore()
	return nil
}

var agentSteps = []string{
	StepAnswer, StepHold, StepTakeBack, StepHangUp, StepWrapUp, StepBreak, StepResume, StepLogin, StepLogout,
}

// sound reports whether an entity of a simulator can have such a plan.
func (p *plan) sound(running bool, steps []string) bool {
	if p.At.IsZero() {
		return p.What == ""
	}
	p.At = p.At.UTC()
	return running && slices.Contains(steps, p.What) && callcenter.CheckMoment("at", p.At) == nil
}

// Fit drops what a simulator that was decoded has about agents, calls, skills and campaigns that a call center does not have.
func (s *Simulator) Fit(c *callcenter.Center) {
	for id := range s.Agents {
		if _, err := c.Agent(id); err != nil {
			delete(s.Agents, id)
		}
	}
	for id := range s.Customers {
		if k, err := c.Call(id); err != nil || k.State == callcenter.Ended {
			delete(s.Customers, id)
		}
	}
	s.Skills = slices.DeleteFunc(s.Skills, func(src *source) bool { _, err := c.Skill(src.ID); return err != nil })
	s.Campaigns = slices.DeleteFunc(s.Campaigns, func(d *dialer) bool { _, err := c.CampaignSummary(d.ID); return err != nil })
	s.restore()
}

// CheckLoad refuses what arrivals cannot be multiplied by.
func CheckLoad(load float64) error {
	if !(load >= 0 && load <= maxLoad) {
		return fmt.Errorf("load is %v: expected 0 to %d", load, maxLoad)
	}
	return nil
}
