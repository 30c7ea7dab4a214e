package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A Simulator is the life of one call center. Its methods are for whoever holds the lock of that. A nil one never runs.
type Simulator struct {
	Config    Config                          `json:"config"`
	Running   bool                            `json:"running"`
	Load      float64                         `json:"load"`
	Seed      int                             `json:"seed"`
	Time      time.Time                       `json:"time,omitzero"`   // up to which everything has happened; zero: it has never run
	Ahead     callcenter.Duration             `json:"ahead,omitempty"` // of the world's wall clock is the simulated day, up to 24h
	Agents    map[string]*worker              `json:"agents"`
	Skills    []*source                       `json:"skills"`
	Campaigns []*dialer                       `json:"campaigns"`
	Customers map[callcenter.ConnID]*customer `json:"customers"` // whose calls are in progress

	shifts  map[string]*Shift // by agent
	agenda  agenda
	touched []string // agents whose status has changed since Plan
}

// New is a simulator that does not run yet. The configuration has been checked.
func New(config Config) *Simulator {
	s := &Simulator{
		Config: config, Load: or(config.Load, 1), Seed: or(config.Seed, 1),
		Agents: map[string]*worker{}, Skills: []*source{}, Campaigns: []*dialer{}, Customers: map[callcenter.ConnID]*customer{},
	}
	s.index()
	return s
}

// index makes ready what follows from the configuration.
func (s *Simulator) index() {
	s.shifts = map[string]*Shift{}
	for i := range s.Config.Shifts {
		for _, id := range s.Config.Shifts[i].Agents {
			s.shifts[id] = &s.Config.Shifts[i]
		}
	}
}

// Start lets it run from a time on, with the call center as it is then. One that runs begins anew: nothing planned before
// happens, but no chance comes twice.
func (s *Simulator) Start(now time.Time, c *callcenter.Center) {
	s.Stop()
	if s.Time.IsZero() && s.Config.Begins != nil {
		p := s.day(c, now)
		s.Ahead = callcenter.Duration(modulo(time.Duration(*s.Config.Begins)-p.Sub(p.Truncate(wholeDay)), wholeDay))
	}
	s.Running, s.Time = true, now
	s.addSkills(c)
	s.addCampaigns(c)
	for _, src := range s.Skills {
		s.planArrival(c, now, src)
	}
	for _, d := range s.Campaigns {
		s.agenda.set(&d.Plan, now, StepDial)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Customers)) {
		s.keepWaiting(now, c, id)
	}
	for _, a := range c.Agents() {
		s.follow(c, a.ID)
	}
}

// SetLoad lets customers call so many times as often, from now on.
func (s *Simulator) SetLoad(now time.Time, c *callcenter.Center, load float64) {
	s.Load = load
	for _, src := range s.Skills {
		if !src.Plan.IsZero() {
			s.planArrival(c, now, src)
		}
	}
}

// Stop lets nothing more happen by the simulator.
func (s *Simulator) Stop() {
	s.Running = false
	for len(s.agenda) > 0 {
		s.agenda.clear(s.agenda[len(s.agenda)-1])
	}
	for _, w := range s.Agents {
		w.forget()
	}
	s.touched = s.touched[:0]
}

// Next is when the next step is due; false when there is none.
func (s *Simulator) Next() (time.Time, bool) {
	if s == nil || len(s.agenda) == 0 {
		return time.Time{}, false
	}
	return s.agenda[0].At, true
}

// The steps, as the log of changes names them.
const (
	StepArrive   = "arrive"    // a customer calls a skill
	StepGiveUp   = "give_up"   // a customer who waits hangs up
	StepDial     = "dial"      // a campaign calls a record
	StepAnswer   = "answer"    // an agent picks up
	StepHold     = "hold"      // an agent puts a call on hold
	StepTakeBack = "take_back" // and takes it back
	StepHangUp   = "hang_up"   // a call is over
	StepWrapUp   = "wrap_up"   // an agent codes the call and goes on
	StepBreak    = "break"     // an agent goes on a break
	StepResume   = "resume"    // and comes back
	StepLogin    = "login"     // a shift begins
	StepLogout   = "logout"    // a shift is over
	stepHalfHour = "half_hour" // customers call as often as they do from now on
)

// Step lets the next thing happen, at its time, and says what it was. There must be one.
func (s *Simulator) Step(c *callcenter.Center) (what string) {
	p := s.agenda[0]
	at, what := p.At, p.What
	s.Time = at
	s.agenda.clear(p)
	switch p.kind {
	case ofAgent:
		s.act(at, c, p.id, what)
		s.touched = append(s.touched, p.id)
	case ofCustomer:
		s.giveUp(at, c, p.id)
	case ofCampaign:
		s.dial(at, c, s.Campaigns[p.n])
	case ofSkill:
		s.arrive(at, c, s.Skills[p.n], what)
	}
	return what
}

// Reach tells that all has happened that is due at a time. What follows from what others do then is not planned for before it.
func (s *Simulator) Reach(now time.Time) {
	if s != nil && s.Running {
		s.Time = later(s.Time, now)
	}
}

// Observe is told every change of the call center, in order, whoever makes it; Plan comes after the last of them.
func (s *Simulator) Observe(ch *callcenter.Change) {
	switch {
	case s == nil || !s.Running:
	case ch.Of == callcenter.OfAgent:
		s.touched = append(s.touched, ch.AgentID)
	case ch.Of != callcenter.OfCall:
	case ch.To == string(callcenter.Ended):
		if u := s.Customers[ch.ConnID]; u != nil {
			s.agenda.clear(&u.Plan)
			delete(s.Customers, ch.ConnID)
		}
	case ch.To == string(callcenter.Active):
		if u := s.Customers[ch.ConnID]; u != nil {
			s.agenda.clear(&u.Plan)
		}
	}
}

// Plan decides what follows from what was observed.
func (s *Simulator) Plan(c *callcenter.Center) {
	if s == nil || len(s.touched) == 0 {
		return
	}
	for _, id := range s.touched {
		s.follow(c, id)
	}
	s.touched = s.touched[:0]
}

// Clone is a copy that shares nothing that changes.
func (s *Simulator) Clone() *Simulator {
	if s == nil {
		return nil
	}
	out := *s
	out.agenda, out.touched = nil, nil
	out.Agents, out.Customers = cloned(s.Agents), cloned(s.Customers)
	out.Skills, out.Campaigns = slices.Clone(s.Skills), slices.Clone(s.Campaigns)
	for i := range out.Skills {
		out.Skills[i] = copyOf(out.Skills[i])
	}
	for i := range out.Campaigns {
		out.Campaigns[i] = copyOf(out.Campaigns[i])
	}
	out.restore()
	return &out
}

func cloned[K comparable, V any](m map[K]*V) map[K]*V {
	out := make(map[K]*V, len(m))
	for k, v := range m {
		out[k] = copyOf(v)
	}
	return out
}

func copyOf[V any](v *V) *V {
	out := *v
	return &out
}

// restore makes the agenda of the plans.
func (s *Simulator) restore() {
	s.agenda = nil
	for id, w := range s.Agents {
		s.put(&w.Plan, plan{kind: ofAgent, id: id, order: id})
	}
	for id, u := range s.Customers {
		s.put(&u.Plan, plan{kind: ofCustomer, id: id, order: u.order(), n: u.N})
	}
	for i, d := range s.Campaigns {
		s.put(&d.Plan, plan{kind: ofCampaign, id: d.ID, n: i})
	}
	for i, src := range s.Skills {
		s.put(&src.Plan, plan{kind: ofSkill, id: src.ID, n: i})
	}
}

// put gives a plan that was decoded, or copied, its place.
func (s *Simulator) put(p *plan, as plan) {
	at, what := p.At, p.What
	*p = as
	if !at.IsZero() {
		s.agenda.set(p, at, what)
	}
}

// UnmarshalJSON reads what was written, and refuses what cannot have been. What belongs to a call center is for Fit.
func (s *Simulator) UnmarshalJSON(data []byte) error {
	type fields Simulator // without this method
	var f fields
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	*s = *New(f.Config)
	if err := s.decoded((*Simulator)(&f)); err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	return nil
}

// Return lets one that runs begin anew when the clock was set back by more than a minute, as it would otherwise do nothing until
// that time comes again.
func (s *Simulator) Return(now time.Time, c *callcenter.Center) {
	if s != nil && s.Running && now.Before(s.Time.Add(-time.Minute)) {
		s.Start(now, c)
	}
}
