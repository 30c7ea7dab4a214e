package mockserver

import (
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// Worlds that nobody uses go by themselves, so that a shared mock survives test runners that die. A world with a ttl is idle
// from its last request on, to it or to its control API; while requests are under way in it, or somebody waits there for some,
// it is not. Time is the machine's.

// touch renews the ttl of a world.
func (w *World) touch() {
	if w.ttl > 0 {
		w.used.Store(w.server.cfg.now().UnixNano())
	}
}

// use keeps a world while somebody waits in it for what is to come.
func (w *World) use() (done func()) {
	w.awaited.Add(1)
	return func() { w.touch(); w.awaited.Add(-1) }
}

// left is what is left of a world's ttl; 0 when it is over and nothing is under way.
func (w *World) left() time.Duration {
	left := w.ttl - w.server.cfg.now().Sub(time.Unix(0, w.used.Load()))
	if left > 0 {
		return left
	}
	if w.awaited.Load() > 0 {
		return w.ttl
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range w.tokens {
		if l.inFlight > 0 {
			return w.ttl
		}
	}
	return 0
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
