package mockserver

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// An offset is how far the clock of a world is ahead of the machine's. A time.Duration reaches 292 years only, so it is in
// seconds, with nanoseconds of the same sign. It is written as all durations are, "-1h30m0s" where the world's time is earlier.
type offset struct{ seconds, nanos int64 }

// maxOffset is how many hours an offset has at most: more than there are between two moments of worlds.
const maxOffset = 100_000_000

// between is the offset of a clock that shows a time when the machine's shows now.
func between(shown, now time.Time) offset {
	o := offset{shown.Unix() - now.Unix(), int64(shown.Nanosecond() - now.Nanosecond())}
	switch second := int64(time.Second); {
	case o.seconds > 0 && o.nanos < 0:
		o.seconds, o.nanos = o.seconds-1, o.nanos+second
	case o.seconds < 0 && o.nanos > 0:
		o.seconds, o.nanos = o.seconds+1, o.nanos-second
	}
	return o
}

// from is a moment and the offset.
func (o offset) from(now time.Time) time.Time {
	return time.Unix(now.Unix()+o.seconds, int64(now.Nanosecond())+o.nanos).UTC()
}

func (o offset) MarshalText() ([]byte, error) {
	sign := ""
	if o.seconds < 0 || o.nanos < 0 {
		sign, o = "-", offset{-o.seconds, -o.nanos}
	}
	hours, rest := o.seconds/3600, time.Duration(o.seconds%3600)*time.Second+time.Duration(o.nanos)
	if hours == 0 {
		return []byte(sign + rest.String()), nil
	}
	return fmt.Appendf(nil, "%s%dh%s", sign, hours, strings.TrimPrefix((time.Hour+rest).String(), "1h")), nil
}

func (o *offset) UnmarshalText(text []byte) error {
	rest, negative := strings.CutPrefix(string(text), "-")
	hours := int64(0)
	if before, after, found := strings.Cut(rest, "h"); found && before != "" && strings.Trim(before, "0123456789") == "" {
		n, err := strconv.ParseInt(before, 10, 64)
		if err != nil || n > maxOffset {
			return fmt.Errorf("the offset %.40q is too long: expected at most %dh", text, maxOffset)
		}
		hours, rest = n, cmp.Or(after, "0s")
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 {
		return fmt.Errorf("%.40q is no offset: expected one such as 1h30m0s", text)
	}
	*o = offset{hours*3600 + int64(d/time.Second), int64(d % time.Second)}
	if negative {
		*o = offset{-o.seconds, -o.nanos}
	}
	return nil
}
