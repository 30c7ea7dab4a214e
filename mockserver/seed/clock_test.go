package seed

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A clock stands still unless it is told to run, in YAML and in JSON.
func TestClock(t *testing.T) {
	at := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]Clock{
		`"2026-01-31T09:00:00Z"`:                            {at, true, 0},
		`{"time": "2026-01-31T09:00:00Z"}`:                  {at, true, 0},
		`{"time": "2026-01-31T09:00:00Z", "frozen": true}`:  {at, true, 0},
		`{"time": "2026-01-31T09:00:00Z", "frozen": false}`: {at, false, 0},
		`{"time": "2026-01-31T09:00:00Z", "speed": 2.5}`:    {at, true, 2.5},
		`{"speed": 10}`: {time.Time{}, false, 10},
	} {
		var got Clock
		ok(t, json.Unmarshal([]byte(text), &got))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		file, err := Parse("w.yaml", []byte("clock: "+text))
		ok(t, err)
		if diff := cmp.Diff(&want, file.Clock); diff != "" {
			t.Errorf("%s in a world file (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{`"noon"`, `{"time": "noon"}`, "7", `"\x"`} {
		if err := json.Unmarshal([]byte(text), new(Clock)); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
