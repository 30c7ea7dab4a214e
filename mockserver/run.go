package mockserver

import (
	"cmp"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A Tester is what Run needs of a *testing.T.
type Tester interface {
	Helper()
	Name() string
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Run starts a server for one test and stops it when the test ends. The test fails when a fault was met less often than
// arranged, when a gate is still shut, when a reply of the mock broke the document and, with Strict, when a request broke
// the contract.
func Run(t Tester, opts ...Option) *Server {
	t.Helper()
	s, err := Start(append([]Option{WithReplyChecks()}, opts...)...)
	if err != nil {
		t.Fatalf("mockserver.Run: %v", err)
		return nil
	}
	t.Cleanup(func() {
		for _, w := range s.Worlds() {
			w.report(t)
		}
		for _, r := range s.Expectations() {
			if !r.Passed {
				t.Errorf("mockserver: %v", r)
			}
		}
		s.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, v := range s.broken {
			t.Errorf("mockserver: a reply broke the document, which is a mistake of the mock or of WithDocument: %v", v)
		}
	})
	return s
}

// NewWorld makes a world for one test, a copy of the server's seed unless an option says otherwise, and deletes it when the
// test ends. Parallel tests that take a world each never meet.
//
//	world := srv.NewWorld(t, mockserver.AtTime(noon), mockserver.OnServer("0042"))
func (s *Server) NewWorld(t Tester, opts ...WorldOption) *World {
	t.Helper()
	var spec WorldSpec
	for _, o := range opts {
		o(&spec)
	}
	w, err := s.CreateWorld(spec)
	if err != nil {
		t.Fatalf("mockserver: NewWorld: %v", err)
		return nil
	}
	t.Cleanup(func() {
		w.report(t)
		_ = s.DeleteWorld(w.name) // the test may have deleted it
	})
	return w
}

// report fails the test for what it arranged and did not come about, and with Strict for what its client did wrong.
func (w *World) report(t Tester) {
	for _, f := range w.UnmetFaults() {
		t.Errorf("mockserver: world %s: the fault on %s was applied %d times, expected %v (%v); have the client send a request "+
			"that it fits, or call ClearFaults", w.name, cmp.Or(f.Operation, "any operation"), f.Applied, f.Times, f)
	}
	for _, g := range w.Gates() {
		t.Errorf("mockserver: world %s: the gate %s on %s is still shut, %d requests wait at it; call OpenGate(%q)",
			w.name, g.ID, cmp.Or(g.Operation, "any operation"), g.Waiting, g.ID)
	}
	w.fail(t, w.Expectations())
	if !w.server.cfg.strict {
		return
	}
	for _, e := range w.violating() {
		for _, v := range serious(e) {
			t.Errorf("mockserver: world %s: request %d, %s %s: %v\n\tright would be: %s",
				w.name, e.Seq, e.Request.Method, e.Request.Target, v, v.Try)
		}
	}
	if dropped := w.Requests(journal.Query{Limit: 1}).Dropped; dropped > 0 {
		t.Errorf("mockserver: world %s: the journal has dropped %d requests, which Strict has not seen; raise WithJournalSize, "+
			"or WithJournalBytes where they are long", w.name, dropped)
	}
}

// Violations are what the client did against the contract, in the requests that the journal still has, oldest first: those that
// a verdict fails for. Those of a milder severity stand in the entries: World.Requests(Query{Violations: true}).
func (w *World) Violations() (all []Violation) {
	for _, e := range w.violating() {
		all = append(all, serious(e)...)
	}
	return all
}

func (w *World) violating() []journal.Entry {
	return w.Requests(journal.Query{Violations: true}).Requests
}

// serious are the violations whose severity is that.
func serious(e Entry) (all []Violation) {
	for _, v := range e.Violations {
		if v.Severity == openapi.SeverityViolation {
			all = append(all, v)
		}
	}
	return all
}
