package mockserver

import (
	"fmt"
	"sync"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// Worlds that nobody uses go by themselves, so that a shared mock survives test runners that die. A world with a ttl is idle
// from its last request on, to it or to its control API; while requests are under way in it, or somebody waits there for some,
// it is not. Time is the machine's.

// A use is how a world with a ttl is used. Once its ttl is over, which it is when somebody looks, nothing more begins in it:
// so no request is cut off that began before.
type use struct {
	mu       sync.Mutex
	underWay int // requests to the world and to its control API
	last     time.Time
	over     bool
}

// begin and end stand around each request to a world or to its control API. begin is false when the ttl is over; then there is
// no end.
func (w *World) begin() bool {
	if w.ttl == 0 {
		return true
	}
	now := w.server.cfg.now()
	w.use.mu.Lock()
	defer w.use.mu.Unlock()
	if w.leftLocked(now) == 0 {
		return false
	}
	w.use.underWay++
	return true
}

func (w *World) end() {
	if w.ttl == 0 {
		return
	}
	now := w.server.cfg.now()
	w.use.mu.Lock()
	defer w.use.mu.Unlock()
	w.use.last = now
	w.use.underWay--
}

// left is what is left of a world's ttl; 0 when it is over.
func (w *World) left() time.Duration {
	now := w.server.cfg.now()
	w.use.mu.Lock()
	defer w.use.mu.Unlock()
	return w.leftLocked(now)
}

func (w *World) leftLocked(now time.Time) time.Duration {
	left := w.ttl
	if w.use.underWay == 0 {
		left = max(0, w.ttl-now.Sub(w.use.last))
	}
	if w.use.over = w.use.over || left == 0; w.use.over {
		return 0
	}
	return left
}

func (w *World) expired() bool { return w.ttl > 0 && w.left() == 0 }

// startTimer lets the machine have the memory of an expired world back, also when nobody asks for any world again. The lock
// of the worlds guards the timer.
func (w *World) startTimer() {
	if w.ttl > 0 {
		w.timer = after(w.ttl, w.expire)
	}
}

func (w *World) expire() {
	if left := w.left(); left > 0 {
		ws := w.server.worlds
		ws.mu.Lock()
		defer ws.mu.Unlock()
		if !w.deleted && w.server.ctx.Err() == nil {
			w.timer.Reset(left)
		}
		return
	}
	_ = w.server.deleteWorld(w) // somebody else may have done so
}

// sweep deletes the worlds whose ttl is over.
func (s *Server) sweep() {
	for _, w := range s.worlds.directory.Load().byName {
		if w.expired() {
			_ = s.deleteWorld(w) // somebody else may have done so
		}
	}
}

// TooManyWorlds is the kind of refusal of a world beyond WithMaxWorlds.
const TooManyWorlds Kind = "too_many_worlds"

func tooManyWorlds(most int) error {
	return &callcenter.Error{Class: callcenter.Conflict, Kind: TooManyWorlds, Detail: fmt.Sprintf(
		"there are %d worlds, and no more are allowed: delete those that nobody needs, with DELETE /__admin/worlds/{world}, "+
			"make worlds with a ttl (or serve --world-ttl), or allow more with serve --max-worlds", most)}
}
