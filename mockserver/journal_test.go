package mockserver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

func TestJournal_ofAnExchange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	got := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id": "12992"}`))
	want := journal.Entry{
		Seq: 1, Time: noon, Operation: "disable_agent", Outcome: "agent_disabled", Evidence: openapi.Example,
		Source: "https://www.wolkvox.com/en/apis-v2-2/4-deactivate-agent/", AgentID: "12992",
		Request: journal.Request{Method: "PUT", Target: "/api/v2/configuration.php?api=disable_agent", Body: `{"agent_id": "12992"}`},
		Reply:   journal.Reply{Status: 202, Body: []byte(got.body)},
	}
	if diff := cmp.Diff(want, newest(t, w)); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	if got := w.Coverage(); got.Outcomes["disable_agent/agent_disabled"] != 1 {
		t.Errorf("coverage: %v", got.Outcomes)
	}
}

func TestJournal_isBounded(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]int{0: 0, 3: 3, 100: 5} {
		w := mockserver.Run(t, mockserver.WithJournalSize(size)).NewWorld(t)
		c := callerOf(t, w)
		for range 5 {
			c.mustGet("status_changed", pause)
		}
		p := w.Requests(journal.Query{})
		if len(p.Requests) != want || p.Total != 5 || p.Dropped != 5-want {
			t.Errorf("size %d: %d entries, %d of %d dropped", size, len(p.Requests), p.Dropped, p.Total)
		}
		if w.Coverage().Outcomes["change_status/status_changed"] != 5 {
			t.Errorf("size %d: the coverage forgets: %v", size, w.Coverage().Outcomes)
		}
		w.ClearRequests()
		if p := w.Requests(journal.Query{}); p.Total != 0 || p.Dropped != 0 || len(p.Requests) != 0 {
			t.Errorf("size %d, cleared: %+v", size, p)
		}
	}
}

// The coverage counts what requests, and the control API, have reached; how the world came about does not count.
func TestCoverage_transitions(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	reached := func() (all []string) {
		for name, n := range w.Coverage().Transitions {
			if n > 0 {
				all = append(all, name)
			}
		}
		return all
	}
	if got := reached(); len(got) != 0 {
		t.Errorf("a new world has reached %v", got)
	}
	callerOf(t, w).mustGet("hung_up", hang)
	_, err := w.Login("12992")
	ok(t, err)
	got := strings.Join(reached(), "; ")
	for _, want := range []string{"talk --hang_up--> acw", "active --hang_up--> ended", "logout --login--> ready"} {
		if !strings.Contains(got, want) {
			t.Errorf("not reached: %s; reached: %s", want, got)
		}
	}
	if n := len(reached()); n != 3 {
		t.Errorf("%d transitions: %s", n, got)
	}
}

// Every general and every own outcome stands in the coverage from the start.
func TestCoverage_listsAllOutcomes(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	want := map[string]int{}
	for _, o := range wolkvox(t).General {
		want[o.Name] = 0
	}
	for _, op := range wolkvox(t).Operations {
		for _, o := range op.Outcomes {
			want[op.Name+"/"+o.Name] = 0
		}
	}
	if diff := cmp.Diff(want, w.Coverage().Outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}
