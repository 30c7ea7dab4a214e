package callcenter

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCall_resultAndReportType(t *testing.T) {
	over := Call{State: Ended, AgentID: "1", Ended: noon}
	for _, tt := range []struct {
		name     string
		typ      CallType
		by       Party
		answered bool
		report   string
		result   string
	}{
		{"inbound, answered", Inbound, ByCustomer, true, "inbound", "answer"},
		{"inbound, given up", Inbound, ByCustomer, false, "inbound", "abandon"},
		{"inbound, refused", Inbound, ByAgent, false, "inbound", "no answer"},
		{"predictive, answered", Predictive, ByAgent, true, "out_pre", "answer"},
		{"predictive, given up", Predictive, ByCustomer, false, "out_pre", "no answer"},
		{"predictive, refused", Predictive, ByAgent, false, "out_pre", "no answer"},
		{"manual, answered", Manual, ByTransfer, true, "outbound_ma", "answer"},
		{"manual, refused", Manual, ByCustomer, false, "outbound_ma", "no answer"},
		{"auxiliary", Auxiliary, ByAgent, true, "outbound_ma", "answer"},
		{"transfer, answered", Transfer, ByAgent, true, "transfer", "answer"},
		{"transfer, given up", Transfer, ByCustomer, false, "transfer", "abandon"},
		{"transfer, refused", Transfer, ByAgent, false, "transfer", "no answer"},
	} {
		k := over
		k.Type, k.EndedBy = tt.typ, tt.by
		if tt.answered {
			k.Answered = noon
		}
		if k.ReportType() != tt.report || k.Result() != tt.result {
			t.Errorf("%s: %s, %s; want %s, %s", tt.name, k.ReportType(), k.Result(), tt.report, tt.result)
		}
		k.State = Active
		if k.Result() != "" {
			t.Errorf("%s, in progress: %s", tt.name, k.Result())
		}
	}
	if left := (Call{State: Ended, Type: Transfer, EndedBy: ByTransfer}); left.Result() != "answer" {
		t.Errorf("a leg that left: %s", left.Result())
	}
}

func TestCallsSince(t *testing.T) {
	c := New()
	furnish(t, c)
	var ids []ConnID
	for i, id := range []string{"1", "2", "3"} { // they start at noon, and end a second after another
		put(t, c, id, as("ready"))
		k, err := c.Arrive(noon, Arrival{AgentID: id, Type: Inbound, Answered: true})
		ok(t, err)
		ok(t, c.Hang(noon.Add(time.Duration(i)*time.Second), id))
		_, err = c.Type(noon.Add(time.Duration(10*i)*time.Second), id, []string{"021", "022", "021"}[i], "", "")
		ok(t, err)
		ids = append(ids, k.ID)
	}
	put(t, c, "4", as("ready"))
	active, err := c.Arrive(noon.Add(time.Hour), Arrival{AgentID: "4", Type: Inbound, Answered: true})
	ok(t, err)
	idsOf := func(calls []Call) (out []ConnID) {
		for _, k := range calls {
			out = append(out, k.ID)
		}
		return out
	}
	for _, tt := range []struct {
		after       int
		calls, hits []ConnID
	}{
		{-600, ids, []ConnID{ids[0], ids[2]}},
		{0, ids, []ConnID{ids[0], ids[2]}},
		{1, ids[1:], ids[2:]},
		{2, ids[2:], ids[2:]},
		{3, nil, ids[2:]},
		{20, nil, ids[2:]},
		{21, nil, nil},
	} {
		since := noon.Add(time.Duration(tt.after) * time.Second)
		if diff := cmp.Diff(tt.calls, idsOf(c.CallsSince(since))); diff != "" {
			t.Errorf("calls since %d s (-want +got):\n%s", tt.after, diff)
		}
		if diff := cmp.Diff(tt.hits, idsOf(c.HitsSince(since))); diff != "" {
			t.Errorf("hits since %d s (-want +got):\n%s", tt.after, diff)
		}
	}
	_, err = c.Type(noon.Add(time.Hour), "4", "021", "b", "") // a call in progress is a hit, and has not ended
	ok(t, err)
	if diff := cmp.Diff([]ConnID{active.ID}, idsOf(c.HitsSince(noon.Add(time.Hour)))); diff != "" {
		t.Errorf("hits in progress (-want +got):\n%s", diff)
	}
	ok(t, c.EditCode(Group1, "021", CodeChange{Hit: ptr("no")}))
	if hits := c.HitsSince(time.Time{}); len(hits) != 0 {
		t.Errorf("the code is no hit any more: %+v", hits)
	}
}

// The latest call of each agent counts, whatever the order in which calls are looked at.
func TestLastCalls(t *testing.T) {
	c := roster(t)
	for _, call := range []struct{ agent, start, end string }{
		{"1", "10:00:00", "10:01:00"}, {"1", "11:00:00", "11:01:00"}, {"1", "12:00:00", "12:01:00"}, {"2", "10:30:00", "10:31:00"},
	} {
		_, err := c.Arrive(at(t, call.start), Arrival{AgentID: call.agent, Type: Inbound, Answered: true})
		ok(t, err)
		ok(t, c.Hang(at(t, call.end), call.agent))
		_, err = c.ChangeStatus(at(t, call.end), call.agent, "ready")
		ok(t, err)
	}
	want := map[string]time.Time{"1": at(t, "12:00:00"), "2": at(t, "10:30:00")}
	for range 20 { // a map of calls has a new order each time
		if diff := cmp.Diff(want, c.LastCalls()); diff != "" {
			t.Fatalf("last calls (-want +got):\n%s", diff)
		}
	}
}
