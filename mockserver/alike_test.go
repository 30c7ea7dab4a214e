package mockserver_test

import (
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// Two worlds that are made alike, with the same clock, answer the same requests with the same bytes, ids and headers
// included, and come to the same state. That of HTTP's own header Date is the machine's.

// twins are two worlds that differ in name, server and token alone.
func twins(t testing.TB, s *mockserver.Server) (all [2]*mockserver.World) {
	t.Helper()
	for i := range all {
		all[i] = newWorld(t, s)
	}
	return all
}

func mustBeAlike(t testing.TB, twins [2]*mockserver.World, got [2]answer) {
	t.Helper()
	for i := range got {
		got[i].header = maps.Clone(got[i].header)
		got[i].header.Del("Date")
	}
	if diff := cmp.Diff(got[0], got[1], cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("the reply (-one +other):\n%s", diff)
	}
	if diff := cmp.Diff(mustJSON(t, twins[0].Snapshot().Center), mustJSON(t, twins[1].Snapshot().Center)); diff != "" {
		t.Errorf("the state after it (-one +other):\n%s", diff)
	}
}

// Every outcome of every operation.
func TestAlike_everyOutcome(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxWorlds(9999))
	for _, sample := range wolkvox(t).Samples() {
		if sample.None != "" {
			continue
		}
		t.Run(sample.Operation.Name+"/"+sample.Outcome.Name, func(t *testing.T) {
			t.Parallel()
			pair := twins(t, s)
			mustBeAlike(t, pair, [2]answer{bring(t, pair[0], sample), bring(t, pair[1], sample)})
		})
	}
}

// All samples one after the other in one world, which fills with agents, calls, numbers and files, while time passes; then
// once more, after a reset.
func TestAlike_everythingInOneWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	pair := twins(t, s)
	callers := [2]*caller{callerOf(t, pair[0]), callerOf(t, pair[1])}
	run := func() (told []string) {
		for _, sample := range wolkvox(t).Samples() {
			if sample.None != "" || sample.Size > 0 {
				continue
			}
			var got [2]answer
			for i, c := range callers {
				got[i] = c.send(written(t, &sample.Call))
				pass(t, pair[i], 7*time.Second)
			}
			mustBeAlike(t, pair, got)
			told = append(told, got[0].body)
		}
		return told
	}
	first := run()
	for _, w := range pair {
		ok(t, w.Reset())
	}
	if diff := cmp.Diff(first, run()); diff != "" {
		t.Errorf("after a reset (-before +after):\n%s", diff)
	}
}
