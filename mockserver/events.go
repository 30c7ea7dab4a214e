package mockserver

import (
	"context"
	"iter"

	"wolkvoxmock/mockserver/journal"
)

// What happens in a world, as it happens: exchanges and changes of state, in the order of their numbers. Whoever follows
// pulls: no record waits for a reader, and nobody is asked who reads.

// Event is what happens in a world: exactly one of Exchange (an Entry), Change and Gap. Its Seq is where EventsAfter goes on.
type Event = journal.Event

// Events are what happens in the world from now on, until ctx ends or the server stops, which is the last error (that of ctx, or
// context.Canceled), or the world is deleted (WorldUnknown). It goes on over Reset and Restore, which are changes of kind world.
// Whoever reads so slowly that the journal overtakes him gets a Gap, and then what comes next; nobody waits for him.
//
//	for event, err := range w.Events(ctx) { … }
func (w *World) Events(ctx context.Context) iter.Seq2[Event, error] {
	return w.EventsAfter(ctx, look(w, func(s *state) int { return s.journal.Latest() }))
}

// EventsAfter are the Events after a number, 0 for all that is kept, and then those that happen from now on. A Gap says so when
// some that came after the number are not kept any more.
func (w *World) EventsAfter(ctx context.Context, seq int) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		if w.begin() {
			defer w.end()
		}
		ctx, cancel := either(ctx, w.server.awaiting)
		defer cancel()
		at := cursor{after: seq}
		for {
			m, err := w.follow(&at)
			if err == nil && m.gap != nil && !yield(Event{Gap: m.gap}, nil) {
				return
			}
			for _, r := range m.records() {
				if !yield(w.server.shownEvent(Event{Record: r}), nil) {
					return
				}
			}
			if err == nil {
				err = untilChanged(ctx, m.more)
			}
			if err != nil {
				yield(Event{}, err)
				return
			}
		}
	}
}

// untilChanged waits for more, nil when there is more already. Its error is that of ctx.
func untilChanged(ctx context.Context, more <-chan struct{}) error {
	if more == nil {
		return ctx.Err()
	}
	select {
	case <-more:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// shownEvent fills in what the journal does not keep.
func (s *Server) shownEvent(e Event) Event {
	if x := e.Exchange; x != nil {
		shown := *x
		shown.Request.Params = params(s.doc.Operation(x.Operation), &shown.Request)
		e.Exchange = &shown
	}
	return e
}

// A cursor is how far somebody has read.
type cursor struct {
	board bool // he is told the board too
	after int  // up to this number he has been told everything, or that some is missing
	told  int  // up to this number he has been told that some is missing
	drawn int  // up to this number he has seen what it has changed of the board
	begun bool // he has read something
}

// A message is what a reader is told next: what there is of it, in this order. Where there is nothing, more is closed as soon as
// there is.
type message struct {
	gap   *journal.Gap
	whole func() []byte // a board, as the stream has it
	part  *part
	delta func() []byte // the same
	more  <-chan struct{}

	readers int // of streams
}

func (m *message) records() []journal.Record {
	if m.part == nil {
		return nil
	}
	return m.part.records
}

// follow reads on from a cursor. Who begins gets all that is kept. Who has begun and is overtaken by the journal is too slow for
// it: he goes on with what comes next, as what is kept would be overtaken again.
func (w *World) follow(at *cursor) (m message, err error) {
	err = w.update(func(s *state) error {
		if s.deleted {
			return notFound(WorldUnknown, "the world has been deleted")
		}
		m.readers = w.feed.readers
		newest, lost := s.journal.Latest(), s.journal.Lost()
		missed := at.after > newest || at.after < lost && at.told < lost
		if at.board && (missed || !at.begun) {
			m.whole, at.drawn = w.feed.wholeBoard(s, max(lost, min(at.after, newest)))
		}
		if missed {
			m.gap = &journal.Gap{After: at.after}
			at.told = lost
			if at.begun || at.after > newest {
				at.after = newest
			}
			if at.begun && at.board {
				at.after = at.drawn
			}
		}
		if at.after < newest {
			m.part = w.feed.part(s.journal, at.after, w.server)
			if at.after = m.part.last; at.board && at.after > at.drawn {
				m.delta = m.part.board(s)
			}
		}
		if m.gap != nil {
			if m.gap.Next = newest + 1; len(m.records()) > 0 {
				m.gap.Next = m.records()[0].Seq()
			}
		}
		if at.begun = true; m.gap == nil && m.whole == nil && m.part == nil {
			m.more = s.journal.Changed()
		}
		return nil
	})
	return m, err
}
