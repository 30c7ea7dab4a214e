package mockserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
)

// A feed is what those have in common who follow a world: where several are at the same place, the next part is read once, and
// encoded once, outside of the lock. The lock of the world guards it.
type feed struct {
	readers int // of streams
	parts   [16]*part
	oldest  int
	board   wholeBoard
}

// A part is some of what happens, in the order of its numbers.
type part struct {
	after   int // it begins with what comes after this number
	last    int // and the next one with what comes after this one
	records []journal.Record
	stream  func() []byte // as the stream has it
	changed func() []byte // what of the board it has changed; nil until somebody asks
}

// How much is read at a time: so many records, and no more once they take so many bytes. Where there is more, a part ends with a
// multiple of partEnd, so that those who are behind meet.
const (
	maxPart      = 256
	maxPartBytes = 128 << 10
	partEnd      = 64
)

// part is what comes after a number, of which there is more.
func (f *feed) part(j *journal.Journal, after int, s *Server) *part {
	for _, p := range f.parts {
		if p != nil && p.after == after {
			return p
		}
	}
	p := &part{after: after, last: j.Latest(), records: j.Read(after, maxPart, maxPartBytes)}
	if n := len(p.records); n > 0 {
		p.last = p.records[n-1].Seq()
	}
	if end := p.last - p.last%partEnd; p.last < j.Latest() {
		if n := sort.Search(len(p.records), func(i int) bool { return p.records[i].Seq() > end }); n > 0 {
			p.last, p.records = end, p.records[:n]
		}
	}
	p.stream = sync.OnceValue(func() (all []byte) {
		for _, r := range p.records {
			all = appendEvent(all, s.shownEvent(Event{Record: r}))
		}
		return all
	})
	if f.readers > 1 {
		f.parts[f.oldest] = p
		f.oldest = (f.oldest + 1) % len(f.parts)
	}
	return p
}

// board is what the part has changed of the board, as the stream has it.
func (p *part) board(s *state) func() []byte {
	if p.changed == nil {
		b := s.boardAfter(p.records)
		if !b.Whole {
			b.Seq = p.last
		}
		p.changed = sync.OnceValue(func() []byte { return encodeBoard(b) })
	}
	return p.changed
}

// A wholeBoard is one that was drawn a moment ago.
type wholeBoard struct {
	stream func() []byte
	seq    int
	drawn  time.Time // by the machine's clock
}

// boardAge is how old a board may be for another reader, who is told what has changed since.
const boardAge = 100 * time.Millisecond

// wholeBoard is a whole board as the stream has it, and the number of the newest record then. What came up to the number after
// is in it: who goes on from there is told only what comes next.
func (f *feed) wholeBoard(s *state, after int) (stream func() []byte, seq int) {
	now := systemNow()
	if f.board.stream == nil || now.Sub(f.board.drawn) > boardAge || f.board.seq < after {
		b := s.board()
		f.board = wholeBoard{sync.OnceValue(func() []byte { return encodeBoard(b) }), b.Seq, now}
	}
	return f.board.stream, f.board.seq
}

// forget lets go what has been read: the journal does not have it any more.
func (f *feed) forget() { *f = feed{readers: f.readers} }

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

func appendEvent(dst []byte, e Event) []byte {
	name, value := "gap", any(e.Gap)
	switch {
	case e.Exchange != nil:
		name, value = "exchange", e.Exchange
	case e.Change != nil:
		name, value = "change", e.Change
	}
	return fmt.Appendf(dst, "event: %s\nid: %d\ndata: %s\n\n", name, e.Seq(), encode(value))
}

func encodeBoard(b Board) []byte { return fmt.Appendf(nil, "event: board\ndata: %s\n\n", encode(b)) }

// encode is JSON in one line.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // it is made of texts, numbers and JSON that has been checked
	}
	return data
}
