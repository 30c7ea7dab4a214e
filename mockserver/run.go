package mockserver

// A Tester is what Run needs of a *testing.T.
type Tester interface {
	Helper()
	Name() string
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Run starts a server for one test and stops it when the test ends. The test fails when a fault was met less often than
// arranged, when a gate is still shut, or when a reply of the mock broke the document.
func Run(t Tester, opts ...Option) *Server {
	t.Helper()
	s, err := Start(append([]Option{WithReplyChecks()}, opts...)...)
	if err != nil {
		t.Fatalf("mockserver.Run: %v", err)
		return nil
	}
	t.Cleanup(func() {
		for _, w := range s.Worlds() {
			w.reportUnmet(t)
		}
		s.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, v := range s.broken {
			t.Errorf("mockserver: a reply broke the document: %v", v)
		}
	})
	return s
}

// NewWorld makes a world for one test, a copy of the server's seed, and deletes it when the test ends. Parallel tests
// that take a world each never meet.
func (s *Server) NewWorld(t Tester) *World {
	t.Helper()
	w, err := s.CreateWorld(WorldSpec{})
	if err != nil {
		t.Fatalf("mockserver: NewWorld: %v", err)
		return nil
	}
	t.Cleanup(func() {
		w.reportUnmet(t)
		_ = s.DeleteWorld(w.name) // the test may have deleted it
	})
	return w
}

// reportUnmet reports faults that were not met and gates that were not opened.
func (w *World) reportUnmet(t Tester) {
	for _, f := range w.UnmetFaults() {
		t.Errorf("mockserver: world %s: the fault on %q was met less often than arranged (%d of %v)",
			w.name, f.Operation, f.Applied, f.Times)
	}
	for _, g := range w.Gates() {
		t.Errorf("mockserver: world %s: the gate %s on %q is still shut, %d waiting", w.name, g.ID, g.Operation, g.Waiting)
	}
}
