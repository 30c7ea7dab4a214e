package mockserver

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// What a test expects of its client: checked at once over the journal, or registered before and counted as requests come.

// Expect fails the test for each expectation that the requests in the journal do not meet, with the requests that come nearest.
//
//	world.Expect(t,
//		mockserver.Expectation{Operation: "hang", AgentID: "12989", Times: mockserver.Exactly(1)},
//		mockserver.Expectation{Operation: "transfer", Times: mockserver.Never()},
//	)
func (w *World) Expect(t Tester, all ...Expectation) {
	t.Helper()
	check, err := w.CheckExpectations(all...)
	if err != nil {
		t.Fatalf("mockserver: world %s: %v", w.name, err)
		return
	}
	w.fail(t, check.Results)
}

// ExpectAtEnd registers expectations, which hold from now on until the test ends: then it fails for each that is not met. They
// count requests as they come, so they need no journal.
func (w *World) ExpectAtEnd(t Tester, all ...Expectation) {
	t.Helper()
	for _, e := range all {
		if _, err := w.AddExpectation(e); err != nil {
			t.Fatalf("mockserver: world %s: %v", w.name, err)
			return
		}
	}
	t.Cleanup(func() {
		w.fail(t, w.Expectations())
		w.ClearExpectations()
	})
}

// fail fails the test for each result that is not what was expected.
func (w *World) fail(t Tester, all []ExpectationResult) {
	t.Helper()
	for _, r := range all {
		if r.Passed {
			continue
		}
		if came := w.Requests(Query{Limit: 1}).Total; came == 0 && len(r.NearMisses) == 0 {
			t.Errorf("mockserver: %v\nNo request has reached this world: %s", r, w.reached())
			continue
		}
		t.Errorf("mockserver: %v", r)
	}
}

// CheckExpectations holds expectations against the requests in the journal, those since the last reset or ClearRequests. One
// that depends on requests which the journal has forgotten fails, and says so. Errors: *Error, for what no request can meet.
func (w *World) CheckExpectations(all ...Expectation) (ExpectationCheck, error) {
	all, err := w.own(all)
	if err != nil {
		return ExpectationCheck{}, err
	}
	return w.server.check(all, slices.Values([]verdict.Seen{w.seen()}))
}

// own are expectations of the world.
func (w *World) own(all []Expectation) ([]Expectation, error) {
	own := make([]Expectation, len(all))
	for i, e := range all {
		if e.World != "" && e.World != w.name {
			return nil, invalid(fmt.Errorf("expectations[%d]: world is %q: expected %s, or nothing", i, e.World, w.name))
		}
		e.World = w.name
		own[i] = e
	}
	return own, nil
}

// CheckExpectations holds expectations against the requests in the journals of all worlds, or of the world that each names. What
// came to a world that has been deleted since is not known any more. Errors: *Error.
func (s *Server) CheckExpectations(all ...Expectation) (ExpectationCheck, error) {
	for _, e := range all {
		if e.World == "" {
			continue
		}
		if _, err := s.World(e.World); err != nil {
			return ExpectationCheck{}, err
		}
	}
	return s.check(all, func(yield func(verdict.Seen) bool) {
		if yield(verdict.Seen{Gap: s.expected.deleted.Load()}) {
			s.seen(yield)
		}
	})
}

// An expectationList is what a file with expectations is too.
type expectationList struct {
	Expectations []Expectation `json:"expectations"`
}

// ExpectationCheck is whether all expectations are met, and what has become of each.
type ExpectationCheck struct {
	Passed  bool                `json:"passed"`
	Results []ExpectationResult `json:"results"`
}

func (s *Server) check(all []Expectation, seen iter.Seq[verdict.Seen]) (ExpectationCheck, error) {
	for i, e := range all {
		if err := cmp.Or(s.checkExpectation(e), s.checkJournalled(e)); err != nil {
			return ExpectationCheck{}, invalid(fmt.Errorf("expectations[%d]: %w", i, err))
		}
	}
	results, err := verdict.Check(all, seen)
	if err != nil {
		return ExpectationCheck{}, invalid(err)
	}
	failed := slices.ContainsFunc(results, func(r ExpectationResult) bool { return !r.Passed })
	return ExpectationCheck{!failed, verdict.Explain(results, s.seen)}, nil
}

// checkExpectation refuses what no request can meet: then it would never be missed.
func (s *Server) checkExpectation(e Expectation) (err error) {
	e.Matches(func(place string, m Match) {
		refused := s.checkFault(fault.Fault{Operation: m.Operation, AgentID: m.AgentID, Params: m.Params, Outcome: m.Outcome})
		if refused != nil && err == nil {
			err = fmt.Errorf("%s%w", place, refused)
		}
	})
	return cmp.Or(err, e.Check())
}

// checkJournalled refuses what the journal does not tell of a request.
func (s *Server) checkJournalled(e Expectation) (err error) {
	e.Matches(func(_ string, m Match) {
		for _, o := range s.doc.Operations {
			for _, p := range o.Parameters {
				if _, named := m.Params[p.Name]; named && p.Kind == openapi.File && (m.Operation == "" || m.Operation == o.Name) {
					err = errors.New("the journal does not keep the names of files: register it before they come")
				}
			}
		}
	})
	return err
}

// seen is what the journals know of the requests, world by world.
func (s *Server) seen(yield func(verdict.Seen) bool) {
	for _, w := range s.Worlds() {
		if !yield(w.seen()) {
			return
		}
	}
}

func (w *World) seen() verdict.Seen {
	p := w.Requests(Query{})
	return verdict.Seen{World: w.name, Entries: p.Requests, Gap: p.Gap}
}

// AddExpectation registers an expectation, for the requests that come from now on, whatever the journal forgets. Run and
// NewWorld fail the test when it is not met at the end. It ends with a Reset. Errors: *Error.
func (w *World) AddExpectation(e Expectation) (Expectation, error) {
	own, err := w.own([]Expectation{e})
	if err != nil {
		return e, err
	}
	if err := w.server.checkExpectation(e); err != nil {
		return e, invalid(err)
	}
	err = w.update(func(s *state) error {
		if err := w.fits(s, e.Bytes()); err != nil {
			return err
		}
		if err := s.expected.Add(own[0]); err != nil {
			return invalid(err)
		}
		return nil
	})
	return own[0], err
}

// Expectations are the registered expectations, in the order in which they came, with what has become of each so far.
func (w *World) Expectations() []ExpectationResult {
	return verdict.Explain(look(w, func(s *state) []verdict.Result { return s.expected.Results() }), w.server.seen)
}

// ClearExpectations removes all registered expectations.
func (w *World) ClearExpectations() {
	_ = w.update(func(s *state) error { s.expected = verdict.Expected{}; return nil })
}

// WithExpectations registers expectations of the server before any request comes: each counts the requests to the world that it
// names, else to all worlds together, also to those that are reset, deleted, or made later. Run fails the test when one is not
// met.
func WithExpectations(all ...Expectation) Option {
	return func(c *config) error { c.expectations = append(c.expectations, all...); return nil }
}

// Expectations are those of WithExpectations, with what has become of each so far.
func (s *Server) Expectations() []ExpectationResult {
	s.expected.mu.Lock()
	all := s.expected.Results()
	s.expected.mu.Unlock()
	return verdict.Explain(all, s.seen)
}

// LoadExpectations reads a file with expectations, YAML or JSON, for WithExpectations or Server.CheckExpectations: the same that
// the control API takes. An error names the file, the line and what is allowed there.
func LoadExpectations(file string) ([]Expectation, error) {
	doc, err := openapi.Wolkvox()
	if err != nil {
		return nil, err
	}
	names := &Server{doc: doc} // which are those of every server's document
	return verdict.LoadExpectations(file, names.checkExpectation)
}

// expected are the expectations of a server, which never change in number.
type expected struct {
	mu sync.Mutex // within the lock of a world
	verdict.Expected
	deleted atomic.Bool // a world has been deleted that requests had come to
}

func (s *Server) addExpectations(all []Expectation) error {
	for i, e := range all {
		err := s.checkExpectation(e)
		if err == nil {
			err = s.expected.Add(e)
		}
		if err != nil {
			return fmt.Errorf("WithExpectations: no. %d: %w", i+1, err)
		}
	}
	return nil
}

// forget begins the order anew in a world that begins anew, or is gone.
func (x *expected) forget(w *World) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.Forget(w.name)
}

// expect counts the exchange for the expectations of its world and of the server. It reports whether one of them names its
// outcome. The world is locked.
func (x *exchange) expect(s *state) (explained bool) {
	if s.expected.Len() == 0 && x.server.expected.Len() == 0 {
		return false
	}
	holds := func(name, value string) (holds, known bool) {
		if x.request.operation == nil {
			return value == "", true
		}
		return x.request.holds(name, value), true
	}
	explained = s.expected.Note(x.world.name, &x.entry, holds)
	if x.server.expected.Len() > 0 {
		x.server.expected.mu.Lock()
		defer x.server.expected.mu.Unlock()
		explained = x.server.expected.Note(x.world.name, &x.entry, holds) || explained
		if x.world.state.deleted {
			x.server.expected.Forget(x.world.name)
		}
	}
	return explained
}

// Exactly n requests are expected.
func Exactly(n int) ExpectedTimes { return verdict.Exactly(n) }

// AtLeast n requests are expected.
func AtLeast(n int) ExpectedTimes { return verdict.AtLeast(n) }

// AtMost n requests are expected, or none.
func AtMost(n int) ExpectedTimes { return verdict.AtMost(n) }

// Between low and high requests are expected, both included.
func Between(low, high int) ExpectedTimes { return verdict.Between(low, high) }

// Never is a request expected.
func Never() ExpectedTimes { return verdict.Never() }
