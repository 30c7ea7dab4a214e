package wire

import (
	"errors"
	"time"
)

// timeForm is how the vendor writes a moment in a request, YYYYmmddHHiiss (documented).
const timeForm = "20060102150405"

// TimeExpected says what ParseTime takes.
const TimeExpected = "a date as YYYYmmddHHiiss, such as 20231122101520"

// ParseTime reads a moment of a time zone: 14 digits that are a real date (inferred, Q-RECALL-DATE).
func ParseTime(text string, zone *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(timeForm, text, zone)
	if err != nil || len(text) != len(timeForm) || t.IsZero() { // Parse takes fractions of a second too
		return time.Time{}, errors.New("expected " + TimeExpected)
	}
	return t.UTC(), nil
}

// FormatTime writes a moment as ParseTime reads it.
func FormatTime(t time.Time, zone *time.Location) string { return t.In(zone).Format(timeForm) }
