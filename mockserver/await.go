package mockserver

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
)

// Assertions that wait: for what the client under test is about to send.

// AwaitRequests returns once the journal holds q.Count exchanges that match, at once when it does already. When ctx ends or
// the server stops before, it returns what is there, with the error of ctx. It goes on over ClearRequests, Reset and Restore,
// and then counts what came after them; when the world is deleted it ends with WorldUnknown.
// Errors: those of ctx, and *Error.
func (w *World) AwaitRequests(ctx context.Context, q Query) (p Page, err error) {
	if w.begin() {
		defer w.end()
	}
	ctx, cancel := either(ctx, w.server.awaiting)
	defer cancel()
	defer func() { p = w.server.shown(p) }()
	for {
		var j *journal.Journal
		var waiter *journal.Waiter
		err = w.update(func(s *state) (err error) {
			j = s.journal
			waiter, err = s.await(q)
			p = j.Find(q)
			return err
		})
		if err != nil || waiter == nil {
			return p, err
		}
		select {
		case <-waiter.Woken:
			continue
		case <-ctx.Done():
		}
		p = look(w, func(s *state) journal.Page { j.Leave(waiter); return s.journal.Find(q) })
		if p.Complete {
			return p, nil // they came in the last moment
		}
		return p, context.Cause(ctx)
	}
}

// await registers who waits for requests; nil when they are there.
func (s *state) await(q journal.Query) (*journal.Waiter, error) {
	switch {
	case s.deleted:
		return nil, notFound(WorldUnknown, "the world has been deleted")
	case q.Count < 1 || q.Count > s.journal.Size():
		return nil, invalid(fmt.Errorf("count is %d: expected how many to wait for, 1 to %d, which is what the journal keeps",
			q.Count, s.journal.Size()))
	}
	waiter := s.journal.Wait(q)
	if waiter != nil && s.journal.Waiting() > journal.MaxWaiters {
		s.journal.Leave(waiter)
		return nil, &callcenter.Error{Class: callcenter.Conflict, Kind: TooManyWait,
			Detail: fmt.Sprintf("%d wait for requests of this world already: expected fewer", journal.MaxWaiters)}
	}
	return waiter, nil
}

// waitLimit is how long waiting lasts unless stated.
const waitLimit = 10 * time.Second

// WaitFor waits for n exchanges that match, and returns all that match, oldest first. The test fails when they are not there
// after 10 seconds, and its text says what came instead. The Limit of the query does not count.
//
//	w.WaitFor(t, 2, mockserver.Query{Operation: "hang"})
func (w *World) WaitFor(t Tester, n int, q Query) []Entry {
	t.Helper()
	q.Count, q.Limit = n, 0
	ctx, cancel := context.WithTimeout(context.Background(), waitLimit)
	defer cancel()
	p, err := w.AwaitRequests(ctx, q)
	switch {
	case err == nil:
		return p.Requests
	case ctx.Err() != nil:
		t.Fatalf("%s", w.missed(n, q, p))
	case errors.Is(err, context.Canceled):
		t.Fatalf("mockserver: world %s: the server was stopped before %d requests (%s) came; wait before Close", w.name, n, q)
	default:
		t.Fatalf("mockserver: world %s: waiting for requests: %v", w.name, err)
	}
	return nil
}

// nearest is how many requests a failing WaitFor shows of those that came, and of those that came instead.
const nearest = 5

// missed says what was expected and what came.
func (w *World) missed(n int, q journal.Query, p journal.Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "mockserver: world %s: expected %d requests (%s) within %s, got %d", w.name, n, q, waitLimit, len(p.Requests))
	for _, e := range p.Requests[:min(nearest, len(p.Requests))] {
		fmt.Fprintf(&b, "\n\t%v", e)
	}
	misses := look(w, func(s *state) []journal.Miss { return s.journal.Misses(q, nearest) })
	switch {
	case len(misses) > 0:
		b.WriteString("\nWhat came instead, the nearest first:")
	case p.Total == 0:
		b.WriteString("\nNo request has reached this world: " + w.reached())
	}
	for _, m := range misses {
		fmt.Fprintf(&b, "\n\t%v: %s", m.Entry, strings.Join(m.Why, ", "))
	}
	return b.String()
}

// reached says how requests reach the world.
func (w *World) reached() string {
	if w.server.cfg.inMemory {
		return "its server listens on no socket, and its clients are those of Client and HTTPClient."
	}
	return "its clients call " + w.URL() + " with a token of the world, or are those of Client and HTTPClient."
}

// Records are exchanges and changes of state in one order: at most limit of what came after a number, 0 for all of it. So it
// is read in parts, each after the last number of the one before.
func (w *World) Records(after, limit int) Records {
	return look(w, func(s *state) journal.Records { return s.journal.Records(after, limit) })
}
