package mockserver

import (
	"fmt"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/mockserver/simulator"
)

// A Snapshot is the whole state of a world, tokens in clear. Journal and coverage are no state: they tell what happened.
type Snapshot struct {
	Name   string             `json:"name"`
	Server string             `json:"server"`
	Tokens []Token            `json:"tokens"`
	Quota  Quota              `json:"quota"`
	Clock  clock              `json:"clock"`
	Faults []Fault            `json:"faults"`
	Center *callcenter.Center `json:"center"`

	Simulator *simulator.Simulator `json:"simulator,omitempty"` // nil: it has never run
}

// Snapshot is the world's state as it is now.
func (w *World) Snapshot() (snap Snapshot) {
	_ = w.update(func(s *state) error {
		s.startDay(s.clock.now())
		snap = Snapshot{w.name, s.nomenclature, s.tokenList(), s.quota, s.clock.kept(), s.faults.All(), s.center.Clone(), s.simulator.Clone()}
		return nil
	})
	return snap
}

// Restore puts the world in the state of a snapshot, of this or another world, all at once or not at all. The journal stays.
// Requests under way are answered with world_reset. Server and tokens come from the snapshot too, unless another world has
// one of these tokens.
func (w *World) Restore(snap Snapshot) error { return w.restore(snap, (*callcenter.Center).Clone) }

// restore is Restore; own makes the center of a snapshot, once it is checked, that of the world.
func (w *World) restore(snap Snapshot, own func(*callcenter.Center) *callcenter.Center) error {
	unsound := func(err error) error { return invalid(fmt.Errorf("the snapshot is not sound: %w", err)) }
	start := Seed{Server: snap.Server, Tokens: snap.Tokens}
	if err := start.Check(); err != nil {
		return unsound(err)
	}
	if start.Server == "" || snap.Center == nil {
		return unsound(fmt.Errorf("it needs server and center"))
	}
	if err := snap.Center.Check(); err != nil {
		return unsound(err)
	}
	if snap.Quota.Used < 0 {
		return unsound(fmt.Errorf("quota: used is %d: expected 0 or more", snap.Quota.Used))
	}
	for _, a := range snap.Center.Agents() {
		if err := seed.CheckAgentID(a.ID); err != nil {
			return unsound(err)
		}
	}
	for _, f := range snap.Faults {
		if err := w.server.checkFault(f); err != nil {
			return err
		}
	}
	snap.Clock.At = snap.Clock.At.UTC()
	if err := snap.Clock.check(); err != nil {
		return unsound(err)
	}
	faults, err := fault.NewSet(snap.Faults)
	if err != nil {
		return unsound(err)
	}
	next, err := w.server.newState(w.name, start)
	if err != nil {
		return err
	}
	next.center, next.clock, next.quota, next.faults = own(snap.Center), snap.Clock, snap.Quota, faults
	next.center.Recount()
	if next.simulator = snap.Simulator.Clone(); next.simulator != nil {
		next.simulator.Fit(next.center)
	}
	if err := look(w, func(s *state) error { next.seedBytes = s.seedBytes; return w.admits(next) }); err != nil {
		return err
	}
	return w.replace("restore", start, next, func() { next.journal, next.tally, next.expected = w.journal, w.tally, w.expected })
}

// Reset returns the world to its seed: state, clock, ids, tokens, faults, gates, journal, coverage, all at once.
// Requests under way are answered with world_reset. The numbers of the journal go on, and so does AwaitRequests.
func (w *World) Reset() error {
	next, err := w.server.newState(w.name, w.seed)
	if err != nil {
		return err
	}
	return w.replace("reset", w.seed, next, func() { next.seedBytes = w.seedBytes })
}

// replace puts another state in the place of the present one, of which it may keep something, with the identity of a seed.
func (w *World) replace(action string, seed Seed, next *state, keep func()) error {
	return w.server.worlds.identify(w, func(id *identity) error { *id = identityOf(w.name, seed); return nil }, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		keep()
		w.swapLocked(next, action)
	})
}

// swap puts a new state in the place of the old one and lets go whoever waits in that.
func (w *World) swap(next *state) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.swapLocked(next, "deleteWorld")
}

func (w *World) swapLocked(next *state, action string) {
	w.retire(next)
	w.gates.OpenAll()
	if next.journal != w.journal {
		w.server.expected.forget(w)
	}
	next.journal.Follow(w.journal)
	next.journal.AddChange(journal.Change{
		Time: next.clock.now(), Kind: journal.OfWorld, Cause: journal.Cause{By: journal.ByControl, Name: action},
	})
	w.feed.forget()
	w.disarm()
	close(w.gone)
	w.state = next
	w.settle()
	w.arm()
}
