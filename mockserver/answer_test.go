package mockserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// A browser may ask first, without a token, wherever in the API. Nothing is done, nothing is noted.
func TestAnswer_preflight(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	c := newCaller(t, s.URL(), "")
	for _, asked := range []string{"wolkvox-token, content-type", ""} {
		a := ask{method: "OPTIONS", target: "/api/v2/agentbox.php?api=hang&agent_id=12989"}
		if asked != "" {
			a = a.with("Access-Control-Request-Headers", asked)
		}
		got := c.send(a)
		if allowed := got.header.Get("Access-Control-Allow-Headers"); got.status != http.StatusOK || got.body != "" || allowed != asked {
			t.Errorf("%d %s, allowed %q, want %q", got.status, got.body, allowed, asked)
		}
	}
	if got := s.Default().Requests(journal.Query{}); got.Total != 0 || statusOf(t, s.Default(), "12989") != "talk" {
		t.Errorf("the journal has %+v", got)
	}
}

// Whatever a client sends, an entry of the journal stays small: the journal is bounded in bytes too.
func TestAnswer_entryOfTheJournalIsSmall(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	long := strings.Repeat("9", 500_000)
	var fields strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&fields, `,"x%d":1`, i)
	}
	for _, a := range []ask{
		conf("disable_agent", `{"agent_id":"`+long+`"}`),
		conf("disable_agent", `{"agent_id":"1"`+fields.String()+`}`),
		box("hang", "agent_id="+long[:50_000]),
		box("hang", strings.Repeat("x=1&", 10_000)),
		{method: "POST", target: "/api/v2/agentbox.php?api=" + long[:50_000]},
	} {
		c.send(a)
		b, err := json.Marshal(newest(t, w))
		ok(t, err)
		if len(b) > 64<<10 {
			t.Errorf("the entry of %.60s has %d bytes", a.target, len(b))
		}
	}
}
