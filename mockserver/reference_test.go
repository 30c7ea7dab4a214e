package mockserver_test

import (
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// An exchange has the changes that it made and no others, and what is not an exchange is none.
func TestWorld_Exchange(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).Default()
	c := callerOf(t, w)
	c.mustGet("hung_up", hang)
	c.mustGet("no_active_call", hang)
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=3000000001"))
	for i, want := range []struct{ agent, calls int }{{1, 1}, {0, 0}, {1, 2}} {
		entry := w.Requests(mockserver.Query{}).Requests[i]
		x, err := w.Exchange(entry.Seq)
		ok(t, err)
		if x.Entry.Seq != entry.Seq || x.Entry.Request.Params["agent_id"] != entry.AgentID {
			t.Errorf("exchange %d is %+v", entry.Seq, x.Entry)
		}
		got := map[mockserver.ChangeKind]int{}
		for _, change := range x.Changes {
			got[change.Kind]++
			if change.Cause.Name != entry.Operation || change.Seq < entry.Changes.First || change.Seq > entry.Changes.Last {
				t.Errorf("%s is said to have made %+v", entry.Operation, change)
			}
			if _, err := w.Exchange(change.Seq); err == nil {
				t.Errorf("a change is an exchange: %+v", change)
			}
		}
		if got[journal.OfAgent] != want.agent || got[journal.OfCall] != want.calls {
			t.Errorf("%s made %v", entry.Operation, x.Changes)
		}
	}
}
