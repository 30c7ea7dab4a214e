package mockserver

import (
	"fmt"
	"sync"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A World is one isolated tenant: call center, tokens, clock, ids, faults, gates, journal and coverage of its own. Its
// methods are the control API, for Go; any number of goroutines may call them. What they return is a copy.
type World struct {
	name   string
	server *Server
	seed   Seed // what Reset returns to

	deleted bool // guarded by the lock of the worlds

	mu    sync.Mutex // guards all that follows, and is the only lock of a world
	epoch int        // counts resets and restores: a request that began in an earlier one has nothing more to do here
	state
}

// state is what a reset makes anew, all of it at once.
type state struct {
	nomenclature string
	center       *callcenter.Center
	clock        clock
	tokens       map[string]*lease
	tokenOrder   []string
	quota        Quota
	faults       fault.Set
	gates        fault.Gates
	journal      *journal.Journal
	coverage     *journal.Coverage
}

// newState builds a world's state from its seed.
func (s *Server) newState(seed Seed) (state, error) {
	st := state{
		nomenclature: seed.Server,
		tokens:       map[string]*lease{},
		journal:      journal.New(s.cfg.journalSize),
		coverage:     journal.NewCoverage(s.outcomes, callcenter.MoveNames()),
	}
	st.quota.Day = day(st.clock.now())
	for _, t := range seed.Tokens {
		st.addToken(t)
		st.quota.Used += t.UsedToday
	}
	var err error
	st.center, err = seed.center(st.clock.now())
	return st, err
}

// update is the one door to a call center and to everything else in a world. The unlock is deferred: a panicking
// handler must not lock its world for good.
func (w *World) update(f func(*state) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, timed := w.center.NextTimer(); timed {
		w.center.Advance(w.clock.now()) // what is due has happened before anybody looks
	}
	err := f(&w.state)
	w.center.TakeMoves(func(move string) { w.coverage.Transitions[move]++ })
	return err
}

// Name is the world's name; "default" is the one that always exists.
func (w *World) Name() string { return w.name }

// URL is the base URL for the world's clients; the token leads to the world.
func (w *World) URL() string { return w.server.URL }

// change is update for the call center alone, at the world's time.
func (w *World) change(f func(c *callcenter.Center, now time.Time) error) error {
	return w.update(func(s *state) error { return f(s.center, s.clock.now()) })
}

// Agent reports an agent as it is now.
func (w *World) Agent(id string) (a Agent, err error) {
	err = w.update(func(s *state) error { a, err = viewAgent(s.center, id); return err })
	return a, err
}

// An Agent is an agent with what its status is called ("Ready", "Active breaks") and the call it has.
type Agent struct {
	callcenter.Agent
	State       string           `json:"state"`
	CurrentCall *callcenter.Call `json:"current_call,omitempty"`
}

func viewAgent(c *callcenter.Center, id string) (Agent, error) {
	a, err := c.Agent(id)
	if err != nil {
		return Agent{}, err
	}
	a.Password = "" // whoever needs it takes a snapshot
	view := Agent{Agent: a, State: c.StateName(a.Status)}
	if a.Call != "" {
		call, err := c.Call(a.Call)
		if err != nil {
			return Agent{}, err
		}
		view.CurrentCall = &call
	}
	return view, nil
}

// Agents are all agents, by agent_id.
func (w *World) Agents() (all []Agent, err error) {
	err = w.update(func(s *state) error {
		for _, a := range s.center.Agents() {
			view, err := viewAgent(s.center, a.ID)
			if err != nil {
				return err
			}
			all = append(all, view)
		}
		return nil
	})
	return all, err
}

// agentAfter does something with an agent and reports it as it is then.
func (w *World) agentAfter(id string, f func(*callcenter.Center, time.Time) error) (a Agent, err error) {
	err = w.change(func(c *callcenter.Center, now time.Time) error {
		if err := f(c, now); err != nil {
			return err
		}
		a, err = viewAgent(c, id)
		return err
	})
	return a, err
}

// PutAgent creates an agent, or changes what the change names. It sets a scene; whoever wants the agent to act uses
// Login, Logout and the calls. Errors: *callcenter.Error.
func (w *World) PutAgent(id string, change callcenter.AgentChange) (Agent, error) {
	if !agentForm.MatchString(id) {
		return Agent{}, &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: fmt.Sprintf("agent_id is %q; it must be digits, such as \"12989\"", id)}
	}
	return w.agentAfter(id, func(c *callcenter.Center, now time.Time) error { return c.PutAgent(now, id, change) })
}

// Login is what the agent does in wolkvox Agent. A disabled agent is refused (documented: 4-deactivate-agent).
func (w *World) Login(id string) (Agent, error) {
	return w.agentAfter(id, func(c *callcenter.Center, now time.Time) error { return c.Login(now, id) })
}

// Logout is what the agent does in wolkvox Agent.
func (w *World) Logout(id string) (Agent, error) {
	return w.agentAfter(id, func(c *callcenter.Center, now time.Time) error { return c.Logout(now, id) })
}

// Calls are the calls in progress and the newest of those that have ended, oldest first.
func (w *World) Calls() (all []callcenter.Call) {
	_ = w.update(func(s *state) error { all = s.center.Calls(); return nil })
	return all
}

// Arrive lets a call arrive at an agent, ringing or answered; a manual one is dialled by the agent.
func (w *World) Arrive(a callcenter.Arrival) (call callcenter.Call, err error) {
	err = w.change(func(c *callcenter.Center, now time.Time) error { call, err = c.Arrive(now, a); return err })
	return call, err
}

// callAfter does something with a call and reports it as it is then.
func (w *World) callAfter(id callcenter.ConnID, f func(*callcenter.Center, time.Time) error) (call callcenter.Call, err error) {
	err = w.change(func(c *callcenter.Center, now time.Time) error {
		if err := f(c, now); err != nil {
			return err
		}
		call, err = c.Call(id)
		return err
	})
	return call, err
}

// Answer lets the agent pick up.
func (w *World) Answer(id callcenter.ConnID) (callcenter.Call, error) {
	return w.callAfter(id, func(c *callcenter.Center, now time.Time) error { return c.Answer(now, id) })
}

// CustomerHangUp lets the customer end the call; after an answered one the agent is in ACW.
func (w *World) CustomerHangUp(id callcenter.ConnID) (callcenter.Call, error) {
	return w.callAfter(id, func(c *callcenter.Center, now time.Time) error { return c.CustomerHangUp(now, id) })
}

// Clock is the world's time.
func (w *World) Clock() (c Clock) {
	_ = w.update(func(s *state) error { c = Clock{s.clock.now(), s.clock.Frozen}; return nil })
	return c
}

// SetClock freezes, runs, sets or advances the world's time.
func (w *World) SetClock(ch ClockChange) (c Clock, err error) {
	err = w.update(func(s *state) error {
		if err := s.clock.change(ch); err != nil {
			return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
		}
		c = Clock{s.clock.now(), s.clock.Frozen}
		return nil
	})
	return c, err
}
