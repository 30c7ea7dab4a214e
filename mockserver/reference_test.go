package mockserver_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
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

// Long answers come compressed to who takes it, and to nobody else.
func TestControl_compressed(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, path := range []string{"/openapi.json?view=operations", "/__admin/explanations", "/__admin/operations"} {
		for _, accepted := range []string{"gzip", "br", "gzip;q=0"} {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL()+path, nil)
			ok(t, err)
			req.Header.Set("Accept-Encoding", accepted)
			resp, err := http.DefaultClient.Do(req)
			ok(t, err)
			defer resp.Body.Close()
			var body io.Reader = resp.Body
			if zipped := resp.Header.Get("Content-Encoding") == "gzip"; zipped != (accepted == "gzip") || resp.Header.Get("Vary") == "" {
				t.Fatalf("%s to who takes %s has headers %v", path, accepted, resp.Header)
			} else if zipped {
				body, err = gzip.NewReader(resp.Body)
				ok(t, err)
			}
			var v any
			if err := json.NewDecoder(body).Decode(&v); err != nil {
				t.Errorf("%s to who takes %s: %v", path, accepted, err)
			}
		}
	}
}
