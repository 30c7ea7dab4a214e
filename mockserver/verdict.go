package mockserver

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// A tally is what a world counts for the verdict. The lock of the world guards it.
type tally struct {
	*verdict.Tally
	retired bool // the server has taken it over: what comes later counts there
}

// A pastTally is what worlds have counted that were deleted or reset. Its lock is taken after that of a world.
type pastTally struct {
	mu    sync.Mutex
	tally *verdict.Tally
}

// count enters the exchange in the tally of the state that accepted it. expected: an expectation names what came of it. The world
// is locked.
func (x *exchange) count(s *state, expected bool) {
	at := verdict.None
	if x.reply != nil {
		at = x.reply.counted
	}
	if !s.tally.retired {
		s.tally.Add(x.world.name, &x.entry, at, x.params, expected)
		return
	}
	past := &x.server.gone
	past.mu.Lock()
	defer past.mu.Unlock()
	past.tally.Add(x.world.name, &x.entry, at, x.params, expected)
}

// retire hands what the present state of a world has counted to the server, unless the next one goes on with it. What was
// arranged and did not come about is held against the client then, and not again when a snapshot brings it back. The world is
// locked.
func (w *World) retire(next *state) {
	now := w.state
	w.noteArranged(now.tally.Tally, now, next.faults.All(), "")
	if next.tally == now.tally {
		return
	}
	for _, r := range now.expected.Results() {
		if !r.Passed {
			now.tally.Fail(w.name, r)
		}
	}
	past := &w.server.gone
	past.mu.Lock()
	defer past.mu.Unlock()
	past.tally.Merge(now.tally.Tally)
	now.tally.retired = true
	next.tally.retired = next.deleted
}

// noteArranged enters in a tally which faults were met less often than arranged, but for those that stay, and which gates are
// shut. A gate can be opened at the URL; where that is "", it is gone.
func (w *World) noteArranged(t *verdict.Tally, s *state, stay []Fault, url string) {
	now := s.clock.now()
	for _, f := range s.faults.Unmet() {
		if slices.ContainsFunc(stay, func(other Fault) bool {
			return other.Operation == f.Operation && other.String() == f.String()
		}) {
			continue
		}
		expected := fmt.Sprintf("applied %v times", f.Times)
		if f.Times == Always {
			expected = "applied at least once"
		}
		t.Note(openapi.RuleFaultUnmet, verdict.Occurrence{
			World: w.name, Time: now, Operation: f.Operation, Where: fmt.Sprintf("%s, %v", cmp.Or(f.Operation, "any operation"), f),
			Expected: expected, Got: fmt.Sprintf("applied %d times", f.Applied),
		})
	}
	for _, g := range s.gates.All() {
		open := ""
		if url != "" {
			open = fmt.Sprintf("curl -X POST '%s/__admin/worlds/%s/gates/%s/open'", url, w.name, g.ID)
		}
		t.Note(openapi.RuleGateShut, verdict.Occurrence{
			World: w.name, Time: now, Operation: g.Operation,
			Where:    fmt.Sprintf("gate %s on %s", g.ID, cmp.Or(g.Operation, "any operation")),
			Expected: "open", Got: fmt.Sprintf("shut, %d requests wait at it", g.Waiting),
			Try: open,
		})
	}
}

// tallied is a copy of what the world has counted, with what is arranged now, and what has become of its expectations. The lock
// of the worlds may be held.
func (w *World) tallied(url string) (t *verdict.Tally, results []verdict.Result) {
	_ = w.update(func(s *state) error {
		t, results = s.tally.Clone(), s.expected.Results()
		if s.tally.retired { // a deleted world has nothing any more: the server has it
			t = w.server.scope.NewTally()
		}
		w.noteArranged(t, s, nil, url)
		return nil
	})
	return t, results
}

// judged is the verdict on a world, with command lines for whoever reached the server at a URL.
func (w *World) judged(url string) Verdict {
	t, results := w.tallied(url)
	return t.Judge(w.name, w.place(url)).Expecting(verdict.Explain(results, w.server.seen), w.server.cfg.severities.Of)
}

// Verdict is what the client of this world did wrong since its last reset, and what of the contract it has reached.
func (w *World) Verdict() Verdict {
	return w.judged(w.server.URL())
}

func (w *World) place(url string) openapi.Place {
	return openapi.Place{URL: url, World: w.name, Server: w.View().Server}
}

// Verdict is that of all worlds, also of those that were deleted, and of what was before resets: what their clients did wrong,
// and what of the contract they have reached together.
func (s *Server) Verdict() Verdict { return s.judged(s.URL()) }

func (s *Server) judged(url string) Verdict {
	s.sweep()
	all, results := s.tallied(url)
	v := all.Judge("", s.Default().place(url)).Expecting(verdict.Explain(results, s.seen), s.cfg.severities.Of)
	return s.arrived(v)
}

// arrived is a verdict with what came, and did not come, by interception.
func (s *Server) arrived(v Verdict) Verdict {
	a := s.Arrivals()
	add := func(rule openapi.Rule, times int, at verdict.Occurrence) {
		v = v.Found(rule, s.cfg.severities.Of(rule, at.World), times, at)
	}
	for _, h := range a.Untrusted {
		add(openapi.RuleAuthorityUntrusted, h.Times, verdict.Distrust(h.Host, h.Reason, h.Client))
	}
	for _, t := range a.Refused {
		add(openapi.RuleTunnelRefused, t.Times,
			verdict.Occurrence{Where: "host " + t.Host, Got: "it was asked for as of a proxy, and refused"})
	}
	for _, w := range a.Adopted {
		got := "server " + w.Server
		if w.TokenSuffix != "" {
			got += ", token on " + w.TokenSuffix
		}
		add(openapi.RuleWorldAdopted, 1, verdict.Occurrence{World: w.World, Got: got})
	}
	return v
}

// tallied is what all worlds have counted, each once: meanwhile none is deleted or reset.
func (s *Server) tallied(url string) (*verdict.Tally, []verdict.Result) {
	all := s.scope.NewTally()
	s.expected.mu.Lock()
	results := s.expected.Results()
	s.expected.mu.Unlock()
	s.worlds.mu.Lock()
	defer s.worlds.mu.Unlock()
	s.gone.mu.Lock()
	all.Merge(s.gone.tally)
	s.gone.mu.Unlock()
	for _, w := range s.worlds.directory.Load().sorted() {
		t, own := w.tallied(url)
		all.Merge(t)
		results = append(results, own...)
	}
	return all, results
}
