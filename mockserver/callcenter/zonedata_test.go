package callcenter

import (
	"bytes"
	"testing"
	"time"
)

// A machine without a database of time zones knows them all the same: the first, the last and one in the middle.
func TestZoneData(t *testing.T) {
	for name, want := range map[string]string{"Africa/Abidjan": "GMT", "America/Mexico_City": "CST", "Zulu": "UTC"} {
		data, err := zoneData(name)
		ok(t, err)
		zone, err := time.LoadLocationFromTZData(name, data)
		ok(t, err)
		if got, _ := noon.In(zone).Zone(); got != want {
			t.Errorf("%s is %s at noon, want %s", name, got, want)
		}
	}
	zone, err := loadLocation("America/Mexico_City")
	ok(t, err)
	if _, offset := noon.In(zone).Zone(); offset != -6*60*60 {
		t.Errorf("Mexico is %d s from UTC", offset)
	}
	for _, name := range []string{"", "America", "America/", "Bogota", "\n", "../UTC"} {
		if data, err := zoneData(name); err == nil {
			t.Errorf("%q is a zone of %d bytes", name, len(data))
		}
	}
	if len(zones) > 100_000 || !bytes.HasPrefix(zones, []byte{0x1f, 0x8b}) {
		t.Errorf("the database takes %d bytes", len(zones))
	}
}
