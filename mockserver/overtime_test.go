package mockserver_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// A token in use is told of by the request that is refused for it, not by a fault that says so, and not by another token.
func TestOverTime_tokenConcurrent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c, other := callerOf(t, w), another(t, w)
	pending, gate := c.hold(w, hang)
	other.mustGet("hung_up", box("hang", "agent_id=12990"))
	mustBreak(t, w)
	c.mustGet("token_busy", box("hang", "agent_id=12990"))
	mustBreak(t, w, openapi.RuleTokenConcurrent)
	ok(t, w.OpenGate(gate))
	pending.mustGet("hung_up")
	mustBreak(t, w)
	_, err := w.AddFault(mockserver.Fault{Outcome: "token_busy", Times: 1})
	ok(t, err)
	c.mustGet("token_busy", box("hang", "agent_id=12990"))
	mustBreak(t, w)
}

// mustBreak holds the rules that the latest exchange breaks against those that it should.
func mustBreak(t *testing.T, w *mockserver.World, want ...openapi.Rule) {
	t.Helper()
	var got []openapi.Rule
	for _, v := range newest(t, w).Violations {
		got = append(got, v.Rule)
		if v.Severity != v.Rule.Text().Severity || v.Expected == "" || v.Got == "" || v.Where == "" || v.Source == "" {
			t.Errorf("not all is said: %+v", v)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}
