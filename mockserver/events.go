package mockserver

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"wolkvoxmock/mockserver/callcenter"
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
			part, more, err := w.follow(&at)
			for i := 0; err == nil && i < len(part.events); i++ {
				if !yield(w.server.shownEvent(part.events[i]), nil) {
					return
				}
			}
			if err == nil {
				err = untilChanged(ctx, more)
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

// How much is read at a time: so many records, and no more once they take so many bytes.
const (
	maxPart      = 256
	maxPartBytes = 256 << 10
)

// A cursor is how far somebody has read.
type cursor struct {
	after int  // up to this number he has been told everything, or that some is missing
	told  int  // up to this number he has been told that some is missing
	begun bool // he has read something
}

// A part is some of what happens, in the order in which it is told.
type part struct {
	events []Event
	last   int // the number after which the next one begins

	once    sync.Once
	encoded []byte // as the stream has it
}

// follow reads on from a cursor. There is no part when there is nothing more yet: then more is closed as soon as there is.
func (w *World) follow(at *cursor) (p *part, more <-chan struct{}, err error) {
	p = &part{}
	err = w.update(func(s *state) error {
		if s.deleted {
			return notFound(WorldUnknown, "the world has been deleted")
		}
		gap := s.gap(at)
		if at.begun = true; at.after == s.journal.Latest() && gap == nil {
			more = s.journal.Changed()
			return nil
		}
		p = w.feed.part(s.journal, at.after)
		if gap != nil {
			p = &part{events: append([]Event{{Gap: gap}}, p.events...), last: p.last}
		}
		at.after = p.last
		return nil
	})
	return p, more, err
}

// gap is what a reader misses; nil when he has been told, or misses nothing. One who has begun is so slow that he goes on with
// what comes next: what is kept would be overtaken again. One who begins gets all that is kept.
func (s *state) gap(at *cursor) *journal.Gap {
	latest, lost := s.journal.Latest(), s.journal.Lost()
	if at.after <= latest && (at.after >= lost || at.told >= lost) {
		return nil
	}
	gap := &journal.Gap{After: at.after, Next: latest + 1}
	if at.begun || at.after > latest {
		at.after = latest
	} else if kept := s.journal.Read(at.after, 1, 1); len(kept) > 0 {
		gap.Next = kept[0].Seq()
	}
	at.told = lost
	return gap
}

// A feed is what those have in common who follow a world: where several are at the same place, the next part is read and
// encoded once. The lock of the world guards it.
type feed struct {
	readers int // of streams
	recent  [4]recentPart
	oldest  int
}

type recentPart struct {
	after int
	*part
}

// part is what comes after a number.
func (f *feed) part(j *journal.Journal, after int) *part {
	if after == j.Latest() {
		return &part{last: after}
	}
	for _, r := range f.recent {
		if r.part != nil && r.after == after {
			return r.part
		}
	}
	p := &part{last: j.Latest()}
	for _, r := range j.Read(after, maxPart, maxPartBytes) {
		p.events = append(p.events, Event{Record: r})
	}
	if n := len(p.events); n > 0 {
		p.last = p.events[n-1].Seq()
	}
	if f.readers > 1 {
		f.recent[f.oldest] = recentPart{after, p}
		f.oldest = (f.oldest + 1) % len(f.recent)
	}
	return p
}

// forget lets go what has been read: the journal does not have it any more.
func (f *feed) forget() { f.recent = [len(f.recent)]recentPart{} }

// maxReaders is how many may read the stream of a world at a time.
const maxReaders = 256

// subscribe counts a reader of the stream until he leaves.
func (w *World) subscribe() (leave func(), err error) {
	err = w.update(func(*state) error {
		if w.feed.readers >= maxReaders {
			return &callcenter.Error{Class: callcenter.Conflict, Kind: TooManyWait,
				Detail: fmt.Sprintf("%d read the events of this world already: expected fewer", maxReaders)}
		}
		w.feed.readers++
		return nil
	})
	return func() {
		_ = w.update(func(*state) error {
			if w.feed.readers--; w.feed.readers == 0 {
				w.feed = feed{}
			}
			return nil
		})
	}, err
}

// isDeleted reports whether an error says that the world is gone.
func isDeleted(err error) bool {
	refused, is := errors.AsType[*callcenter.Error](err)
	return is && refused.Kind == WorldUnknown
}
