package seed

import (
	"encoding/json"
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A Clock is the time of a world: where it stands still, or runs on from, and how fast it runs. A world file, and JSON that is
// read, may have the time alone for one that stands still, or the speed alone for one that runs from when the world begins.
type Clock struct {
	Time   time.Time `json:"time"`
	Frozen bool      `json:"frozen"`          // true unless stated where there is a time
	Speed  float64   `json:"speed,omitempty"` // seconds of the world in one of the machine; 0: unless stated, 1
}

// The speeds that a clock may have.
const (
	MinSpeed = 0.1
	MaxSpeed = 1000
)

// UnmarshalText reads a time, at which the clock stands still.
func (c *Clock) UnmarshalText(text []byte) error {
	*c = Clock{Frozen: true}
	if c.Time.UnmarshalText(text) != nil {
		return fmt.Errorf("expected a time such as 2026-01-31T09:00:00Z, got %q", text)
	}
	return nil
}

// UnmarshalJSON reads a time, or an object with time, frozen and speed.
func (c *Clock) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		return c.UnmarshalText([]byte(text))
	}
	var f struct {
		Time   *time.Time
		Frozen *bool
		Speed  float64
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	*c = Clock{Frozen: f.Time != nil, Speed: f.Speed}
	if f.Time != nil {
		c.Time = *f.Time
	}
	if f.Frozen != nil {
		c.Frozen = *f.Frozen
	}
	return nil
}

// check refuses a clock that no world has. One without a time runs from when the world begins.
func (c Clock) check() error {
	if c.Speed != 0 {
		if err := CheckSpeed(c.Speed); err != nil {
			return err
		}
		if c.Time.IsZero() && !c.Frozen {
			return nil
		}
	}
	return CheckTime(c.Time)
}

// CheckSpeed refuses a speed that no clock has.
func CheckSpeed(speed float64) error {
	if speed >= MinSpeed && speed <= MaxSpeed {
		return nil
	}
	return fmt.Errorf("the speed of the clock is %v: expected %v to %v", speed, MinSpeed, MaxSpeed)
}

// CheckTime refuses a time that a clock cannot show.
func CheckTime(t time.Time) error { return callcenter.CheckMoment("the time of the clock", t) }
