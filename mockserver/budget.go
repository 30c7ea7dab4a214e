package mockserver

import (
	"fmt"

	"wolkvoxmock/mockserver/callcenter"
)

// Whatever clients add stays within two budgets of bytes: that of each world, and that of all of them together. What is held
// is counted where it changes, by call center, faults, gates and tokens; nothing is looked at for it. What one request adds is
// let in by what was held when it began, so that those that change several worlds at once may together exceed the budget of
// the server, each by what it adds. The journals have bounds of their own, and what the worlds leave of the budget of the
// server: where they would take more, the journal that grows forgets its oldest records, and nothing is refused.

// WorldFull is the kind of refusal of what a world, or the server, has no room for (inferred, Q-WORLD-FULL).
const WorldFull = callcenter.WorldFull

// bytes is what a world holds that clients make grow; the journal, which has a bound of its own, aside.
func (s *state) bytes() int {
	if s.deleted {
		return 0
	}
	return s.seedBytes + s.tokenBytes + s.center.Held() + s.faults.Bytes() + s.gates.Bytes() +
		s.expected.Bytes()
}

// settle counts what has changed in a world into what the server holds. The world is locked.
func (w *World) settle() {
	if held := w.state.bytes(); held != w.held {
		w.server.held.Add(int64(held - w.held))
		w.held = held
	}
	if w.settleJournal() > 0 {
		if over := w.server.held.Load() + w.server.journaled.Load() - w.server.cfg.maxBytes; over > 0 {
			w.journal.Shrink(int(over))
			w.settleJournal()
		}
	}
}

// settleJournal counts what has changed in the journal of a world, and returns by how many bytes it has grown.
func (w *World) settleJournal() (grown int) {
	kept := w.journal.Bytes()
	if w.state.deleted {
		kept = 0
	}
	if grown = kept - w.journaled; grown != 0 {
		w.server.journaled.Add(int64(grown))
		w.journaled = kept
	}
	return grown
}

// room is how many bytes more a world may hold. The world is locked.
func (w *World) room(s *state) int {
	return int(min(w.server.cfg.maxWorldBytes-int64(s.bytes()), w.server.cfg.maxBytes-w.server.held.Load()))
}

// allow bounds what the call center may hold from now on. The world is locked.
func (w *World) allow(s *state) { s.center.Allow(max(1, s.center.Held()+w.room(s))) }

// fits refuses what needs more bytes than there is room for. The world is locked.
func (w *World) fits(s *state, more int) error {
	if room := w.room(s); more > max(0, room) {
		return w.fullness(s).err()
	}
	return nil
}

// admits refuses to put a state in the place of the present one that there is no room for. The world is locked.
func (w *World) admits(next *state) error {
	now, then := int64(w.held), int64(next.bytes())
	all := w.server.held.Load() - now + then
	switch {
	case then > w.server.cfg.maxWorldBytes:
		return w.ofWorld(then).err()
	case then > now && all > w.server.cfg.maxBytes:
		return w.ofServer().err()
	}
	return nil
}

// A fullness says what is full, how many bytes it holds, or would hold, of how many, and what makes room.
type fullness struct {
	what        string
	held, limit int64
	mend        string
}

func (f fullness) err() error {
	return &callcenter.Error{Class: callcenter.Conflict, Kind: WorldFull, Detail: fmt.Sprintf(
		"%s holds %d bytes, and there is no room for more than %d: %s", f.what, f.held, f.limit, f.mend)}
}

// fullness tells which budget a refusal is about: the one that has less left. The world is locked.
func (w *World) fullness(s *state) fullness {
	held := int64(s.bytes())
	if w.server.cfg.maxBytes-w.server.held.Load() < w.server.cfg.maxWorldBytes-held {
		return w.ofServer()
	}
	return w.ofWorld(held)
}

func (w *World) ofWorld(held int64) fullness {
	return fullness{"world " + w.name, held, w.server.cfg.maxWorldBytes, fmt.Sprintf("delete what nobody needs, "+
		"or all that was added with POST /__admin/worlds/%s/reset, or allow more with serve --max-world-bytes", w.name)}
}

// seedTooLarge refuses a world that begins with more than it may hold.
func seedTooLarge(name string, limit int64) error {
	return &callcenter.Error{Class: callcenter.Conflict, Kind: WorldFull, Detail: fmt.Sprintf(
		"world %s would hold more than %d bytes, with what it begins: give it less, or allow more with serve --max-world-bytes", name,
		limit)}
}

func (w *World) ofServer() fullness {
	return fullness{"the mock, with all its worlds,", w.server.held.Load(), w.server.cfg.maxBytes,
		"delete worlds that nobody needs with DELETE /__admin/worlds/{world}, empty some with POST /__admin/worlds/{world}/reset, " +
			"or allow more with serve --max-bytes"}
}
