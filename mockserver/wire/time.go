package wire

import (
	"errors"
	"time"
)

// timeForm is how the vendor writes a moment in a request, YYYYmmddHHiiss (documented), in UTC (inferred, Q-TIMEZONE).
const timeForm = "20060102150405"

// TimeExpected says what ParseTime takes.
const TimeExpected = "a date as YYYYmmddHHiiss, such as 20231122101520"

// ParseTime reads a moment: 14 digits that are a real date (inferred, Q-RECALL-DATE).
func ParseTime(text string) (time.Time, error) {
	t, err := time.Parse(timeForm, text)
	if err != nil || len(text) != len(timeForm) || t.IsZero() { // Parse takes fractions of a second too
		return time.Time{}, errors.New("expected " + TimeExpected)
	}
	return t, nil
}

// FormatTime writes a moment as ParseTime reads it.
func FormatTime(t time.Time) string { return t.UTC().Format(timeForm) }
