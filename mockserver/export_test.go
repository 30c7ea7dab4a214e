package mockserver

import (
	"context"
	"log"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// Break puts other code in the place of an operation's handler, before the server gets its first request.
func (s *Server) Break(operation string, handle func() error) {
	for _, res := range s.resources {
		for _, routes := range res {
			for _, r := range slices.Concat(slices.Collect(maps.Values(routes))...) {
				if r.name == operation {
					r.handle = func(*callcenter.Center, *request) (result, error) {
						return result{outcome: r.success.outcomes[0]}, handle()
					}
				}
			}
		}
	}
}

// WithBodyTimeout sets how long a client may take to send a body, and to take a reply.
func WithBodyTimeout(d time.Duration) Option {
	return func(c *config) error { c.bodyTimeout = d; return nil }
}

// WithSystemClock sets what the ttl of worlds goes by.
func WithSystemClock(now func() time.Time) Option {
	return func(c *config) error { c.now = now; return nil }
}

// WithMaxSteps bounds how much happens by itself at once.
func WithMaxSteps(n int) Option { return func(c *config) error { c.maxSteps = n; return nil } }

// Known reports whether a world is there, expired or not.
func (s *Server) Known(name string) bool { return s.worlds.byName(name) != nil }

// Address is where the server listens.
func (s *Server) Address() string { return *s.url.Load() }

// ErrNoOutcome is a refusal that no operation has.
var ErrNoOutcome error = &callcenter.Error{Kind: "no_such_outcome", Detail: "for a test"}

// UnderWay reports whether a request is under way in a world with a ttl.
func (s *Server) UnderWay(w *World) bool {
	w.use.mu.Lock()
	defer w.use.mu.Unlock()
	return w.use.underWay > 0
}

// Choose is the world of a request.
func (s *Server) Choose(r *http.Request, token string) *World { return s.choose(r, token) }

// LeadsTo says whether a token and a server nomenclature lead to the world, as a request asks: without a lock.
func (s *Server) LeadsTo(w *World, token, server string) bool {
	d := s.worlds.directory.Load()
	return d.byToken[token].world == w && slices.Contains(d.byServer[server], w)
}

// InFlight counts the leases of a world's tokens that are taken.
func (w *World) InFlight() int {
	return look(w, func(s *state) (n int) {
		for _, l := range s.tokens {
			n += l.inFlight
		}
		return n
	})
}

// Waiters counts who waits for requests in the journal of a world.
func (w *World) Waiters() int { return look(w, func(s *state) int { return s.journal.Waiting() }) }

// ErrorLog is what net/http logs to.
func (s *Server) ErrorLog() *log.Logger { return s.http.ErrorLog }

// Held is how many bytes the server has counted, and how many its worlds hold, all of them looked at.
func (s *Server) Held() (counted, held int64) {
	for _, w := range s.Worlds() {
		_ = w.update(func(st *state) error {
			st.center.Recount()
			held += int64(st.bytes())
			return nil
		})
	}
	return s.held.Load(), held
}

// Journaled is how many bytes the journals of all worlds take, as the server has counted them, and as they say.
func (s *Server) Journaled() (counted, kept int64) {
	for _, w := range s.Worlds() {
		_ = w.update(func(st *state) error { kept += int64(st.journal.Bytes()); return nil })
	}
	return s.journaled.Load(), kept
}

// EventsOf are the events of the tables of moves that an operation can bring about, as the rules over time know them.
func EventsOf(operation string) []string { return events[operation] }

// Refuses replaces what says to which addresses nothing is passed on.
func (s *Server) Refuses(refuses func(address string) error) { s.passing.refuses = refuses }

// NotHere is what says so by itself.
func (s *Server) NotHere(address string) error { return s.notHere(address) }

// Dial is a connection to a server without a socket.
func (s *Server) Dial(ctx context.Context) (net.Conn, error) {
	s.memory.transport(s)
	return s.memory.dial(ctx, "", "")
}

// BoardAfter is what the records after a number have changed of the board; false when there are none.
func (w *World) BoardAfter(seq int) (b Board, some bool) {
	_ = w.update(func(s *state) error {
		records := s.journal.Records(seq, 0).Records
		if some = len(records) > 0; some {
			b = s.boardAfter(records)
		}
		return nil
	})
	return b, some
}

// Readers counts who reads the stream of a world's events.
func (w *World) Readers() int { return look(w, func(*state) int { return w.feed.readers }) }

// Subscribe is what a reader of the stream begins with.
func (w *World) Subscribe() (leave func(), err error) { return w.subscribe() }

// Armed reports whether a timer of the world is set to fire by itself.
func (w *World) Armed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.alarmFor.IsZero()
}

// Ring is the alarm of a world.
func (w *World) Ring() { w.ring() }
