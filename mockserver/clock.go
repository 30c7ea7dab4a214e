package mockserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
)

// A ClockChange is one of: freeze (at Time, or where the clock stands), run (on from where it stands), set (to Time),
// advance (by Duration, running or frozen), speed (from now on, or from when it runs again).
type ClockChange struct {
	Action   string        `json:"action"`
	Time     time.Time     `json:"time,omitzero"`
	Duration time.Duration `json:"duration,omitempty"`
	Speed    float64       `json:"speed,omitempty"` // seconds of the world in one of the machine, 0.1 to 1000
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (ch ClockChange) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(ch) }

// UnmarshalJSON reads what MarshalJSON writes.
func (ch *ClockChange) UnmarshalJSON(data []byte) error {
	return callcenter.UnmarshalDurations(data, ch)
}

// clock is a world's time: it stands still at a moment, or runs ahead of the machine's by an offset. One that runs at another
// speed than the machine's has that offset from the moment on since when it does so. At the last moment of a world it comes to
// a stand.
type clock struct {
	Frozen bool      `json:"frozen"`
	At     time.Time `json:"at,omitzero"`
	Offset offset    `json:"offset,omitzero"`
	Speed  float64   `json:"speed,omitempty"` // 0: that of the machine's
	Since  time.Time `json:"since,omitzero"`  // by the machine's clock; only with a speed, while it runs
}

// systemNow is the machine's clock. Only this file reads it.
func systemNow() time.Time { return time.Now().UTC() }

// began is when the process began, more or less.
var began = time.Now()

// uptime is how long the process runs. It costs half of what systemNow does, and is systemNow().Sub(began).
func uptime() time.Duration { return time.Since(began) }

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
	return callcenter.InTime(c.unbounded(now))
}

// unbounded is at, of a clock that runs, without an end.
func (c *clock) unbounded(now time.Time) time.Time {
	if c.Speed == 0 {
		return c.Offset.from(now)
	}
	passed := now.Sub(c.Since).Seconds() * c.Speed // so: a Duration would not hold it
	whole := math.Floor(passed)
	return c.Offset.from(time.Unix(c.Since.Unix()+int64(whole), int64(c.Since.Nanosecond())+int64((passed-whole)*1e9)))
}

// speed is how many seconds of the world pass in one of the machine, while the clock runs.
func (c *clock) speed() float64 { return cmp.Or(c.Speed, 1) }

// view is the clock as it is shown.
func (c *clock) view() Clock { return Clock{Time: c.now(), Frozen: c.Frozen, Speed: c.speed()} }

// until is how long it takes, by the machine's clock, until the clock shows a time; false: it does not get there.
func (c *clock) until(t time.Time) (d time.Duration, comes bool) {
	now := c.now()
	if c.Frozen || now.Equal(callcenter.LastMoment) {
		return 0, false
	}
	return time.Duration(min(float64(t.Sub(now))/c.speed(), math.MaxInt64/2)), true
}

// kept is the clock for a snapshot: one that has come to a stand is frozen.
func (c clock) kept() clock {
	if c.now().Equal(callcenter.LastMoment) {
		return clock{Frozen: true, At: callcenter.LastMoment, Speed: c.Speed}
	}
	return c
}

// check refuses a clock that shows what no world has.
func (c clock) check() error {
	if c.Speed != 0 {
		if err := seed.CheckSpeed(c.Speed); err != nil {
			return err
		}
	}
	if c.Frozen {
		return seed.CheckTime(c.At)
	}
	if c.Speed != 0 {
		if err := callcenter.CheckMoment("since", c.Since); err != nil {
			return err
		}
	}
	return seed.CheckTime(c.unbounded(systemNow()))
}

// startClock is the clock of a world that begins, at a speed unless it says another; nil begins now.
func startClock(start *Clock, speed float64) clock {
	begin := Clock{}
	if start != nil {
		begin = *start
	}
	now := systemNow()
	if begin.Time.IsZero() {
		begin.Time = now
	}
	c := clock{Frozen: begin.Frozen, Speed: cmp.Or(begin.Speed, speed)}
	if c.Speed == 1 {
		c.Speed = 0
	}
	if c.Frozen {
		c.At = begin.Time.UTC()
		return c
	}
	if c.Offset = between(begin.Time, now); c.Speed != 0 {
		c.Since = now.Round(0)
	}
	return c
}

func (c *clock) change(ch ClockChange) error {
	to := c.view()
	switch {
	case ch.Duration != 0 && ch.Action != "advance":
		return fmt.Errorf("only advance takes a duration, not %q", ch.Action)
	case !ch.Time.IsZero() && ch.Action != "freeze" && ch.Action != "set":
		return fmt.Errorf("only freeze and set take a time, not %q", ch.Action)
	case ch.Speed != 0 && ch.Action != "speed":
		return fmt.Errorf("only speed takes a speed, not %q", ch.Action)
	case ch.Action == "freeze":
		to.Frozen = true
		if !ch.Time.IsZero() {
			to.Time = ch.Time
		}
	case ch.Action == "run":
		to.Frozen = false
	case ch.Action == "set" && ch.Time.IsZero():
		return errors.New("set needs a time, such as 2026-01-31T09:00:00Z")
	case ch.Action == "set":
		to.Time = ch.Time
	case ch.Action == "advance" && ch.Duration <= 0:
		return errors.New("advance needs a duration, such as 90s")
	case ch.Action == "advance":
		to.Time = to.Time.Add(ch.Duration)
	case ch.Action == "speed":
		if err := seed.CheckSpeed(ch.Speed); err != nil {
			return err
		}
		to.Speed = ch.Speed
	default:
		return fmt.Errorf("action is %q: expected freeze, run, set, advance or speed", ch.Action)
	}
	if err := seed.CheckTime(to.Time); err != nil {
		return err
	}
	*c = startClock(&to, 1)
	return nil
}

// moves names what a clock does, for a change of it.
func (c *clock) moves() string {
	if c.Frozen {
		return "frozen"
	}
	return "running"
}

// Clock is the world's time.
func (w *World) Clock() Clock { return look(w, func(s *state) Clock { return s.clock.view() }) }

// SetClock changes the world's time as the control API does; for Go there are Freeze, RunClock, SetTime, Advance and SetSpeed.
func (w *World) SetClock(ch ClockChange) (c Clock, err error) {
	err = w.update(func(s *state) error {
		from := s.clock.moves()
		if err := s.clock.change(ch); err != nil {
			return invalid(err)
		}
		w.disarm()
		s.advance()
		c = s.clock.view()
		s.journal.AddChange(journal.Change{
			Time: c.Time, Kind: journal.OfClock, From: from, To: s.clock.moves(), Event: ch.Action,
			Cause: journal.Cause{By: journal.ByControl, Name: "setClock"},
		})
		return nil
	})
	return c, err
}

// SetSpeed lets the world's clock run so many times as fast as the machine's, 0.1 to 1000, from now on, or from when it runs again.
// 1 is its speed unless stated.
func (w *World) SetSpeed(speed float64) error {
	_, err := w.SetClock(ClockChange{Action: "speed", Speed: speed})
	return err
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
