package mockserver

import "wolkvoxmock/mockserver/journal"

// The journal and the coverage of a world, for Go.

// Requests searches the journal. An entry is there before its reply has left the server.
func (w *World) Requests(q journal.Query) (p journal.Page) {
	_ = w.update(func(s *state) error { p = s.journal.Find(q); return nil })
	return p
}

// ClearRequests forgets the journal's entries.
func (w *World) ClearRequests() {
	_ = w.update(func(s *state) error { s.journal.Clear(); return nil })
}

// Coverage counts the outcomes and transitions that the requests to this world, and its control, have reached.
func (w *World) Coverage() (c journal.Coverage) {
	_ = w.update(func(s *state) error { c = s.coverage.Clone(); return nil })
	return c
}
