package fault

import (
	"fmt"
	"time"
)

// A Duration is written as Go writes it: "500ms", "1m30s".
type Duration time.Duration

// MarshalText writes the duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads a duration of zero or more.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no duration: expected one such as 500ms or 1m30s", b)
	}
	*d = Duration(v)
	return nil
}
