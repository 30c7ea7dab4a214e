package seed

import (
	"encoding/json"
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A Clock is the time of a world: where it stands still, or runs on from. A world file, and JSON that is read, may have
// the time alone for one that stands still.
type Clock struct {
	Time   time.Time `json:"time"`
	Frozen bool      `json:"frozen"` // true unless stated
}

// UnmarshalText reads a time, at which the clock stands still.
func (c *Clock) UnmarshalText(text []byte) error {
	*c = Clock{Frozen: true}
	if c.Time.UnmarshalText(text) != nil {
		return fmt.Errorf("expected a time such as 2026-01-31T09:00:00Z, got %q", text)
	}
	return nil
}

// UnmarshalJSON reads a time, or an object with time and frozen.
func (c *Clock) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		return c.UnmarshalText([]byte(text))
	}
	type fields Clock // without this method
	f := fields{Frozen: true}
	err := json.Unmarshal(data, &f)
	*c = Clock(f)
	return err
}

// CheckTime refuses a time that a clock cannot show.
func CheckTime(t time.Time) error { return callcenter.CheckMoment("the time of the clock", t) }
