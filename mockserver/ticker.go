package mockserver

import "time"

// What is due happens by itself, also when nobody looks: the next timer of a world sets an alarm of the machine. Nothing polls, and
// a clock that stands still sets none.

// minAlarm is how long an alarm lets what falls due collect.
const minAlarm = time.Millisecond

// arm sets the alarm for the world's next timer, unless one is set that comes no later. The world is locked.
func (w *World) arm() {
	next, timed := w.state.next()
	if !timed || !w.alarmFor.IsZero() && !next.Before(w.alarmFor) {
		return
	}
	in, comes := w.clock.until(next)
	if !comes || w.state.deleted || w.server.ctx.Err() != nil {
		return
	}
	w.alarmFor = next
	if in = max(in, minAlarm); w.alarm == nil {
		w.alarm = after(in, w.ring)
	} else {
		w.alarm.Reset(in)
	}
}

// disarm takes the alarm away. The world is locked.
func (w *World) disarm() {
	if !w.alarmFor.IsZero() {
		w.alarm.Stop()
		w.alarmFor = time.Time{}
	}
}

// ring is the alarm: it lets happen what is due.
func (w *World) ring() {
	_ = w.update(func(*state) error { w.alarmFor = time.Time{}; return nil })
}

// disarm takes the alarms of all worlds away, once the server has ended.
func (s *Server) disarm() {
	for _, w := range s.worlds.directory.Load().byName {
		w.mu.Lock()
		w.disarm()
		w.mu.Unlock()
	}
}
