package main

import (
	"encoding/json"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

// The demo begins when there is something to see: now, or in the morning.
func TestDemo_begins(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", -6*60*60)
	morning := time.Date(2026, 11, 26, 10, 30, 0, 0, zone)
	for now, want := range map[string]time.Time{
		"09:00": {}, "17:59": {}, "18:00": morning, "08:59": morning, "00:00": morning, "23:59": morning,
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-26 "+now, zone)
		if err != nil {
			t.Fatal(err)
		}
		var got time.Time
		if clock := busyDay(at).Clock; clock != nil {
			if got = clock.Time; clock.Frozen {
				t.Errorf("at %s the clock stands still", now)
			}
		}
		if !got.Equal(want) {
			t.Errorf("at %s it begins %v, want %v", now, got, want)
		}
	}
}

// The demo is serve with a world of its own, a simulator and a faster clock where one is asked for.
func TestDemo_lives(t *testing.T) {
	p := &process{Cmd: program(t, "demo", "--addr", "127.0.0.1:0", "--json", "--open=false", "--speed", "100", "--timezone", "America/Mexico_City")}
	p.start(t)
	var b mockserver.Board
	for b.Counters.Calls["active"] < 3 { // two are of agents that are left alone
		if err := json.Unmarshal([]byte(get(t, p.URL+"/__admin/worlds/default/board")), &b); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.Agents) != 42 || !b.Simulating || b.Speed != 100 || b.Timezone != "America/Mexico_City" {
		t.Errorf("%d agents, simulating %v, speed %v, %s", len(b.Agents), b.Simulating, b.Speed, b.Timezone)
	}
	p.stop(t)
}
