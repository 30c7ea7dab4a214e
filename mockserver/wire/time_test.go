package wire

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	want := time.Date(2023, 11, 22, 15, 15, 20, 0, time.UTC)
	got, err := ParseTime("20231122101520", zone)
	if err != nil || got != want || FormatTime(want, zone) != "20231122101520" {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	for _, text := range []string{
		"", "00000000000000", "00001231190000", "2023112210152", "202311221015200", "20231122101520.5", "20230229101520",
		"20231122246060", "2023-11-22 10:15", "２０２３１",
	} {
		if got, err := ParseTime(text, zone); err == nil {
			t.Errorf("%q is %s, want an error", text, got)
		}
	}
}
