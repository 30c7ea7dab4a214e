package mockserver

import (
	"fmt"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// A Snapshot is the whole state of a world, tokens in clear. Journal and coverage are no state: they tell what happened.
type Snapshot struct {
	Name   string             `json:"name"`
	Server string             `json:"server"`
	Tokens []Token            `json:"tokens"`
	Quota  Quota              `json:"quota"`
	Clock  clock              `json:"clock"`
	Faults []fault.Fault      `json:"faults"`
	Center *callcenter.Center `json:"center"`
}

// Snapshot is the world's state as it is now.
func (w *World) Snapshot() (snap Snapshot) {
	_ = w.update(func(s *state) error {
		s.roll(s.clock.now())
		snap = Snapshot{w.name, s.nomenclature, s.tokenList(), s.quota, s.clock, s.faults.All(), s.center.Clone()}
		return nil
	})
	return snap
}

// Restore puts the world in the state of a snapshot, of this or another world, all at once or not at all. Requests
// under way are answered with world_reset. Server and tokens come from the snapshot too, unless another world has them.
func (w *World) Restore(snap Snapshot) error {
	invalid := func(err error) error {
		return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: fmt.Sprintf("the snapshot is not sound: %v", err)}
	}
	seed := Seed{Server: snap.Server, Tokens: snap.Tokens}
	if err := seed.check(); err != nil {
		return invalid(err)
	}
	if seed.Server == "" || snap.Center == nil {
		return invalid(fmt.Errorf("it needs server and center"))
	}
	if err := snap.Center.Check(); err != nil {
		return invalid(err)
	}
	if snap.Quota.Used < 0 {
		return invalid(fmt.Errorf("quota: used is %d: want 0 or more", snap.Quota.Used))
	}
	for id := range snap.Center.AgentByID {
		if !agentForm.MatchString(id) {
			return invalid(fmt.Errorf("agent_id is %q; it must be digits", id))
		}
	}
	for _, f := range snap.Faults {
		if err := w.server.knows(f.Operation); err != nil {
			return err
		}
	}
	snap.Clock.At = snap.Clock.At.UTC()
	if err := showable(snap.Clock.now()); err != nil {
		return invalid(err)
	}
	faults, err := fault.NewSet(snap.Faults)
	if err != nil {
		return invalid(err)
	}
	return w.become(seed, func(s *state) {
		s.center, s.clock, s.quota, s.faults = snap.Center.Clone(), snap.Clock, snap.Quota, faults
		s.journal, s.coverage = w.journal, w.coverage
	})
}

// Reset returns the world to its seed: state, clock, ids, tokens, faults, gates, journal, coverage, all at once.
// Requests under way are answered with world_reset.
func (w *World) Reset() error { return w.become(w.seed, func(*state) {}) }

// become replaces the state by that of a seed, adjusted.
func (w *World) become(seed Seed, adjust func(*state)) error {
	next, err := w.server.newState(seed)
	if err != nil {
		return err
	}
	return w.server.worlds.identify(w, func(id *identity) error { *id = seed.identity(); return nil }, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		adjust(&next)
		w.swapLocked(next)
	})
}

// swap puts a new state in the place of the old one and lets go whoever waits in that.
func (w *World) swap(next state) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.swapLocked(next)
}

func (w *World) swapLocked(next state) {
	w.gates.OpenAll()
	w.state = next
	w.epoch++
}
