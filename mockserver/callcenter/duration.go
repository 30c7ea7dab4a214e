package callcenter

import (
	"fmt"
	"time"
)

// A Duration is written as Go writes it: "500ms", "1m30s". All JSON and YAML has durations in this notation.
type Duration time.Duration

// String is the duration as it is written.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalText writes the duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a duration of zero or more.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no duration: expected one such as 500ms or 1m30s", b)
	}
	*d = Duration(v)
	return nil
}
