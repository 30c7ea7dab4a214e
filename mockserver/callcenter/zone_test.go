package callcenter

import (
	"encoding/json"
	"testing"
	"time"
)

// A zone is text outside, and its name finds it again; the zero Zone is Bogota.
func TestZone(t *testing.T) {
	for name, hour := range map[string]int{"America/Bogota": 17, "America/Mexico_City": 16, "UTC": 22} {
		zone, err := ParseZone(name)
		ok(t, err)
		text, err := json.Marshal(zone)
		ok(t, err)
		var again Zone
		ok(t, json.Unmarshal(text, &again))
		if string(text) != `"`+name+`"` || !again.Equal(zone) || noon.In(again.Location()).Hour() != hour {
			t.Errorf("%s is written %s, and is %s at noon", name, text, noon.In(again.Location()))
		}
		if zone.Equal(Zone{}) != (name == DefaultZone) {
			t.Errorf("%s is equal to the default: %t", name, zone.Equal(Zone{}))
		}
	}
	for _, name := range []string{"", "Local", "Bogota", "GMT-5", "../UTC"} {
		if _, err := ParseZone(name); err == nil {
			t.Errorf("%q is a time zone", name)
		}
	}
	midnight := time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC)
	if zone := (Zone{}); zone.SameDay(midnight, midnight.Add(-1)) || !zone.SameDay(midnight, midnight.Add(24*time.Hour-1)) {
		t.Error("a day of Bogota is not from midnight to midnight there")
	}
}
