package mockserver

import (
	"errors"
	"sync"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/simulator"
	"wolkvoxmock/mockserver/verdict"
)

// A World is one isolated tenant: call center, tokens, clock, ids, faults, gates, journal and coverage of its own. Its
// methods are the control API, for Go; any number of goroutines may call them. What they return is a copy.
type World struct {
	name   string
	server *Server
	seed   Seed // what Reset returns to

	ttl   time.Duration // how long it may be idle; 0: for ever
	use   use           // only with a ttl
	timer *time.Timer   // the same

	deleted bool // guarded by the lock of the worlds

	mu        sync.Mutex // guards what follows, and is the only lock of a world
	held      int        // bytes, as the server counts them
	journaled int        // bytes of its journal, likewise
	feed      feed
	alarm     *time.Timer // see arm; nil before the first one
	alarmFor  time.Time   // which timer it is set for, by the world's clock; zero: it is not set
	*state
}

// state is what a reset makes anew, all of it at once: a request that began in another one has nothing more to do here.
type state struct {
	world        string // its name
	nomenclature string
	center       *callcenter.Center
	clock        clock
	simulator    *simulator.Simulator // nil: it has never run
	maxSteps     int                  // of what happens by itself at once
	tokens       map[string]*lease
	tokenOrder   []string
	quota        Quota
	faults       fault.Set
	gates        fault.Gates
	journal      *journal.Journal
	watch        *verdict.Watch
	tally        *tally
	expected     verdict.Expected
	deleted      bool          // what a deleted world is left with
	gone         chan struct{} // closed when another state has taken its place

	tokenBytes int // of all tokens
	seedBytes  int // of a seed that no other world has
}

// newState builds the state of a world from its seed.
func (s *Server) newState(world string, seed Seed) (*state, error) {
	st := &state{
		world:        world,
		nomenclature: seed.Server,
		clock:        startClock(seed.Clock, s.cfg.speed),
		tokens:       map[string]*lease{},
		journal:      journal.New(s.cfg.journalSize, s.cfg.journalBytes),
		watch:        verdict.NewWatch(agentMoves),
		tally:        &tally{Tally: s.scope.NewTally()},
		gone:         make(chan struct{}),
		maxSteps:     s.cfg.maxSteps,
	}
	now := st.clock.now()
	begin := born(seed.Simulation, now)
	var err error
	if st.center, err = seed.Center(begin); err != nil {
		return nil, err
	}
	st.startSimulator(seed.Simulation, begin, now)
	st.startDay(now)
	for _, t := range seed.Tokens {
		st.addToken(t)
		st.quota.Used += t.UsedToday
	}
	return st, nil
}

// update is the one door to a call center and to everything else in a world. The unlock is deferred: a panicking
// handler must not lock its world for good.
func (w *World) update(f func(*state) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.state
	s.advance() // what is due has happened before anybody looks
	w.allow(s)
	defer func() { // also what a panicking handler has changed
		s.record(journal.ByControl, "")
		w.settle()
		w.arm()
	}()
	err := f(s)
	if refused, is := errors.AsType[*callcenter.Error](err); is && refused.Kind == WorldFull {
		return w.fullness(s).err()
	}
	return err
}

// next is when something happens by itself; false: nothing will.
func (s *state) next() (at time.Time, more bool) {
	timer, timed := s.center.NextTimer()
	at, planned := s.simulator.Next()
	if timed && (!planned || timer.At.Before(at)) {
		at = timer.At
	}
	return at, timed || planned
}

// record enters in journal and tally what has changed since the last call, and why. What a timer did it did itself.
func (s *state) record(by journal.Source, name string) (made journal.Span) {
	visit := s.tally.Move
	if by == journal.BySimulator {
		visit = func(string) {} // it is no test, and covers nothing
	}
	s.center.TakeMoves(visit)
	s.center.TakeChanges(func(ch *callcenter.Change) {
		s.simulator.Observe(ch)
		entry := journal.Change{
			Time: ch.At, Kind: journal.Kind(ch.Of), AgentID: ch.AgentID, ConnID: ch.ConnID, SkillID: ch.SkillID,
			CampaignID: ch.CampaignID, From: ch.From, To: ch.To, Event: string(ch.Event), Cause: journal.Cause{By: by, Name: name},
		}
		if entry.Time.IsZero() {
			entry.Time = s.clock.now()
		}
		switch {
		case ch.Of == callcenter.OfAgent && ch.From != ch.To && ch.To == string(callcenter.Logout):
			s.watch.Changed(ch.AgentID)
		case ch.Of == callcenter.OfCall, ch.Of == callcenter.OfAgent && ch.From != ch.To:
			s.watch.Changed("")
		}
		if ch.Timer != "" {
			entry.Cause = journal.Cause{By: journal.ByTimer, Name: ch.Timer}
		}
		made.Last = s.journal.AddChange(entry)
		if made.First == 0 {
			made.First = made.Last
		}
	})
	s.simulator.Plan(s.center)
	return made
}

// Name is the world's name; "default" is the one that always exists.
func (w *World) Name() string { return w.name }

// URL is the base URL for the world's clients; the token leads to the world.
func (w *World) URL() string { return w.server.URL() }
