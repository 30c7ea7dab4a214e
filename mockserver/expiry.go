package mockserver

import (
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// Worlds that nobody uses go by themselves, so that a shared mock survives test runners that die. A world with a ttl is idle
// from its last request on, to it or to its control API; while requests are under way in it, or somebody waits there for some,
// it is not. Time is the machine's.

// begin and end stand around each request to a world or to its control API.
func (w *World) begin() {
	if w.ttl > 0 {
		w.underWay.Add(1)
	}
}

func (w *World) end() {
	if w.ttl > 0 {
		w.touch()
		w.underWay.Add(-1)
	}
}

// touch lets the ttl of a world begin anew.
func (w *World) touch() { w.used.Store(w.server.cfg.now().UnixNano()) }

// left is what is left of a world's ttl; 0 when it is over and nothing is under way.
func (w *World) left() time.Duration {
	if w.underWay.Load() > 0 {
		return w.ttl
	}
	return max(0, w.ttl-w.server.cfg.now().Sub(time.Unix(0, w.used.Load())))
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
