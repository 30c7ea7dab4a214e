package mockserver

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// A ClockChange is one of: freeze (at Time, or where the clock stands), run (on from where it stands), set (to Time),
// advance (by Duration, running or frozen).
type ClockChange struct {
	Action   string        `json:"action"`
	Time     time.Time     `json:"time,omitzero"`
	Duration time.Duration `json:"duration,omitempty"`
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (ch ClockChange) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(ch) }

// UnmarshalJSON reads what MarshalJSON writes.
func (ch *ClockChange) UnmarshalJSON(data []byte) error {
	return callcenter.UnmarshalDurations(data, ch)
}

// clock is a world's time: it stands still at a moment, or runs ahead of the machine's by an offset. At the last moment of a
// world it comes to a stand.
type clock struct {
	Frozen bool      `json:"frozen"`
	At     time.Time `json:"at,omitzero"`
	Offset offset    `json:"offset,omitzero"`
}

// systemNow is the machine's clock. Only this file reads it.
func systemNow() time.Time { return time.Now().UTC() }

func (c *clock) now() time.Time {
	if c.Frozen {
		return c.At
	}
	return c.at(systemNow())
}

// at is what the clock shows when the machine's shows now.
func (c *clock) at(now time.Time) time.Time {
	if c.Frozen {
		return c.At
	}
	return callcenter.InTime(c.Offset.from(now))
}

// kept is the clock for a snapshot: one that has come to a stand is frozen.
func (c clock) kept() clock {
	if c.now().Equal(callcenter.LastMoment) {
		return clock{Frozen: true, At: callcenter.LastMoment}
	}
	return c
}

// check refuses a clock that shows what no world has.
func (c clock) check() error {
	if c.Frozen {
		return seed.CheckTime(c.At)
	}
	return seed.CheckTime(c.Offset.from(systemNow()))
}

// startClock is the clock of a world that begins; nil begins now.
func startClock(start *Clock) clock {
	switch {
	case start == nil:
		return clock{}
	case start.Frozen:
		return clock{Frozen: true, At: start.Time.UTC()}
	}
	return clock{Offset: between(start.Time, systemNow())}
}

func (c *clock) change(ch ClockChange) error {
	to, frozen := c.now(), c.Frozen
	switch {
	case ch.Duration != 0 && ch.Action != "advance":
		return fmt.Errorf("only advance takes a duration, not %q", ch.Action)
	case !ch.Time.IsZero() && ch.Action != "freeze" && ch.Action != "set":
		return fmt.Errorf("only freeze and set take a time, not %q", ch.Action)
	case ch.Action == "freeze":
		frozen = true
		if !ch.Time.IsZero() {
			to = ch.Time
		}
	case ch.Action == "run":
		frozen = false
	case ch.Action == "set" && ch.Time.IsZero():
		return errors.New("set needs a time, such as 2026-01-31T09:00:00Z")
	case ch.Action == "set":
		to = ch.Time
	case ch.Action == "advance" && ch.Duration <= 0:
		return errors.New("advance needs a duration, such as 90s")
	case ch.Action == "advance":
		to = to.Add(ch.Duration)
	default:
		return fmt.Errorf("action is %q: expected freeze, run, set or advance", ch.Action)
	}
	if err := seed.CheckTime(to); err != nil {
		return err
	}
	*c = startClock(&Clock{Time: to, Frozen: frozen})
	return nil
}

// Clock is the world's time.
func (w *World) Clock() Clock {
	return look(w, func(s *state) Clock { return Clock{Time: s.clock.now(), Frozen: s.clock.Frozen} })
}

// SetClock changes the world's time as the control API does; for Go there are Freeze, RunClock, SetTime and Advance.
func (w *World) SetClock(ch ClockChange) (c Clock, err error) {
	err = w.update(func(s *state) error {
		if err := s.clock.change(ch); err != nil {
			return invalid(err)
		}
		s.advance()
		c = Clock{Time: s.clock.now(), Frozen: s.clock.Frozen}
		return nil
	})
	return c, err
}

// Freeze stops the world's clock at a time; the zero one is where it stands. A time that JSON cannot show is refused.
func (w *World) Freeze(at time.Time) error {
	_, err := w.SetClock(ClockChange{Action: "freeze", Time: at})
	return err
}

// RunClock lets the world's clock run on from where it stands.
func (w *World) RunClock() error {
	_, err := w.SetClock(ClockChange{Action: "run"})
	return err
}

// SetTime sets the world's clock, which stays frozen or running as it is.
func (w *World) SetTime(t time.Time) error {
	_, err := w.SetClock(ClockChange{Action: "set", Time: t})
	return err
}

// Advance moves the world's clock on, running or frozen. What is due by then happens, each thing at its own time.
func (w *World) Advance(d time.Duration) error {
	_, err := w.SetClock(ClockChange{Action: "advance", Duration: d})
	return err
}

// after calls f when so much time has passed, by the machine's clock.
func after(d time.Duration, f func()) *time.Timer { return time.AfterFunc(d, f) }

// wait waits, but not longer than until something is gone; false means that ctx ended first.
func wait(ctx context.Context, d time.Duration, gone <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-gone:
		return true
	case <-ctx.Done():
		return false
	}
}
