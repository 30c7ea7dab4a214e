package mockserver

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/simulator"
)

// WithSimulator lets the simulator run in the default world, and in worlds that are made like it. What it does, and how often,
// says the key simulation of the seed; all that is not said is realistic. See World.SetSimulator for the other worlds.
func WithSimulator() Option {
	return func(c *config) error { c.simulate = true; return nil }
}

// simulated is a seed in whose worlds the simulator runs from the start.
func simulated(s Seed) Seed {
	var config simulator.Config
	if s.Simulation != nil {
		config = *s.Simulation
	}
	config.Running = true
	s.Simulation = &config
	return s
}

// A Simulation is how the simulator of a world stands.
type Simulation struct {
	Running bool    `json:"running"`
	Load    float64 `json:"load"` // what the calls of customers are multiplied by
	Seed    int     `json:"seed"` // of chance
}

// A SimulatorChange is what SetSimulator changes; nil leaves a value as it is.
type SimulatorChange struct {
	Running *bool    `json:"running,omitempty"`
	Load    *float64 `json:"load,omitempty"` // 0 to 100
	Seed    *int     `json:"seed,omitempty"`
}

// Simulator tells how the simulator of the world stands.
func (w *World) Simulator() Simulation {
	return look(w, func(s *state) Simulation { return s.simulation() })
}

// SetSimulator starts or stops the simulator of the world, or sets its load or its seed, and reports how it stands then. One that
// stops leaves everything as it is; one that starts goes on from there. With another seed what was planned before is planned
// anew. Agents that are manual are none of its business. Errors: *Error.
func (w *World) SetSimulator(ch SimulatorChange) (v Simulation, err error) {
	err = w.update(func(s *state) error {
		if ch.Load != nil {
			if err := simulator.CheckLoad(*ch.Load); err != nil {
				return invalid(err)
			}
		}
		s.changeSimulator(ch)
		s.watch.Touched()
		v = s.simulation()
		return nil
	})
	return v, err
}

func (s *state) simulation() Simulation {
	if s.simulator == nil {
		return Simulation{false, 1, 1}
	}
	return Simulation{s.simulator.Running, s.simulator.Load, s.simulator.Seed}
}

func (s *state) changeSimulator(ch SimulatorChange) {
	was := s.simulation()
	now := was
	if ch.Running != nil {
		now.Running = *ch.Running
	}
	if ch.Load != nil {
		now.Load = *ch.Load
	}
	if ch.Seed != nil {
		now.Seed = *ch.Seed
	}
	if now == was {
		return
	}
	if s.simulator == nil {
		s.simulator = simulator.New(simulator.Config{})
	}
	sim, at := s.simulator, s.clock.now()
	sim.Seed = now.Seed
	if now.Load != was.Load {
		sim.SetLoad(at, s.center, now.Load)
	}
	switch {
	case !now.Running:
		sim.Stop()
	case !was.Running || now.Seed != was.Seed:
		sim.Start(at, s.center)
	}
	s.journal.AddChange(journal.Change{
		Time: at, Kind: journal.OfWorld, Cause: journal.Cause{By: journal.ByControl, Name: "setSimulator"},
	})
}

// startSimulator lets the simulator of a world that begins run, if the seed says so. The world has lived as long as the
// configuration wants when it is first seen: center is as it was then, and what has happened since is in no journal. As in
// advance, there is a most that happens.
func (s *state) startSimulator(config *simulator.Config, born, now time.Time) {
	if config == nil {
		return
	}
	s.simulator = simulator.New(*config)
	if !config.Running {
		return
	}
	s.simulator.Start(born, s.center)
	for n := 0; ; n++ {
		happened, _ := s.step(now)
		if !happened {
			return
		}
		s.center.TakeMoves(func(string) {})
		s.center.TakeChanges(s.simulator.Observe)
		s.simulator.Plan(s.center)
		if n == s.maxSteps {
			s.simulator.Start(now, s.center)
		}
	}
}

// born is when the call center of a world begins that is to be seen first at a time.
func born(config *simulator.Config, now time.Time) time.Time {
	if config == nil || !config.Running {
		return now
	}
	return callcenter.InTime(now.Add(-time.Duration(config.WarmUp)))
}

// step lets the next thing happen that is due: timers of the call center first, then the simulator's. name is the step of that.
func (s *state) step(now time.Time) (happened bool, name string) {
	timer, timed := s.center.NextTimer()
	at, planned := s.simulator.Next()
	switch {
	case timed && !timer.At.After(now) && (!planned || !timer.At.After(at)):
		s.center.Advance(timer.At)
		return true, ""
	case planned && !at.After(now):
		return true, s.simulator.Step(s.center)
	}
	return false, ""
}

// advance lets happen what is due, by the timers of the call center and by the simulator, each thing at its own time. It does so
// under the world's lock, so the simulator does no more than maxSteps at once, some seconds of work: of a longer time it lives
// through the beginning only, and goes on from its end.
func (s *state) advance() {
	if _, planned := s.next(); !planned {
		return
	}
	now := s.clock.now()
	s.simulator.Return(now, s.center)
	for n := 0; ; n++ {
		happened, name := s.step(now)
		if !happened {
			return
		}
		if name == "" {
			s.record(journal.ByTimer, "")
		} else {
			s.record(journal.BySimulator, name)
		}
		if n == s.maxSteps && s.simulation().Running {
			s.simulator.Start(now, s.center)
		}
	}
}
