package mockserver

import (
	"fmt"
	"strconv"
	"time"
)

// How reads write what they have found. All values are texts, numbers too (example, observed).

// stamp is a moment, 2026-08-12 08:02:08 (observed; Q-LAST-USE, Q-RECALL-DATE-OUT, Q-DNC-DATE), in UTC (Q-TIMEZONE);
// blank when there was none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateTime)
}

// compactStamp is a moment as requests write it, 20260812080208 (documented).
func compactStamp(t time.Time) string { return t.UTC().Format("20060102150405") }

// span is how long something took, 00:55:47 (observed; Q-REALTIME-TIMES); never less than nothing.
func span(d time.Duration) string {
	s := int64(max(0, d) / time.Second)
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// percent is a share, 34.64 % (observed; Q-OCUPATION).
func percent(share float64) string { return strconv.FormatFloat(share, 'f', 2, 64) + " %" }

// yesNo is a flag (documented).
func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

// decimal is a number with as many digits as it needs.
func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
