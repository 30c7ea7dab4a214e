package mockserver_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

// Two worlds at the same moment, one of them in UTC: every date in every reply of the samples that succeed differs by the
// five hours of Bogota, and by nothing else.
func TestZone_everyDateOfEveryReply(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	written := regexp.MustCompile(`"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"|"20\d{12}"`)
	dates := 0
	for _, sample := range wolkvox(t).Samples() {
		if sample.None != "" || sample.Outcome.Status >= 300 || sample.Operation.Method != "GET" {
			continue
		}
		bogotan := newWorld(t, s)
		utc, err := s.CreateWorld(mockserver.WorldSpec{Clock: &mockserver.Clock{Time: noon, Frozen: true}, Timezone: "UTC"})
		ok(t, err)
		here := bring(t, bogotan, sample).body
		want := written.ReplaceAllStringFunc(here, func(text string) string {
			dates++
			form := `"20060102150405"`
			if strings.Contains(text, "-") {
				form = `"2006-01-02 15:04:05"`
			}
			at, err := time.ParseInLocation(form, text, bogota)
			ok(t, err)
			if strings.Contains(here, `"date_recall": `+text) {
				return text // asked for by the same digits
			}
			return at.UTC().Format(form)
		})
		if got := bring(t, utc, sample).body; got != want {
			t.Errorf("%s in UTC: %s\nwant %s", sample.Operation.Name, got, want)
		}
	}
	if dates < 10 {
		t.Errorf("%d dates were seen", dates)
	}
}

// The day of the quota ends at the midnight of the zone, and a reset and a snapshot keep the zone.
func TestZone_dayOfTheQuota(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithTimezone("America/Mexico_City"))
	w, err := s.CreateWorld(mockserver.WorldSpec{Clock: &mockserver.Clock{Time: time.Date(2026, 1, 31, 5, 59, 59, 0, time.UTC), Frozen: true}})
	ok(t, err)
	for _, again := range []func() error{func() error { return nil }, func() error { return w.Restore(w.Snapshot()) }, w.Reset} {
		ok(t, again())
		if got := w.Account().Quota.Day; got != "2026-01-30" {
			t.Errorf("before midnight the day is %s", got)
		}
	}
	pass(t, w, time.Second)
	if got := w.Account().Quota.Day; got != "2026-01-31" {
		t.Errorf("at midnight the day is %s", got)
	}
}
