package mockserver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// hang, exactly once, before change_status, never transfer: as the client did it, and as it did not.
func TestExpect(t *testing.T) {
	t.Parallel()
	status := func(agent string) ask { return box("change_status", "agent_id="+agent+"&status=102") }
	transfer := box("transfer", "agent_id=12989&customer_phone=3000000000")
	for name, tt := range map[string]struct {
		sent []ask
		want []string // the beginning of each failure
	}{
		"as expected": {[]ask{hang, status("12989")}, nil},
		"another order": {[]ask{status("12991"), hang}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it came once, 1 of these in the wrong order\n\t#",
		}},
		"another agent": {[]ask{box("hang", "agent_id=12990")}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it did not come\n\t#",
		}},
		"twice, and transferred": {[]ask{hang, hang, transfer}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it came twice\n\t#",
			"mockserver: expected never transfer in world w1: it came once\n\t#",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tester := &witness{name: t.Name()}
			w := mockserver.Run(tester).NewWorld(tester)
			c := callerOf(t, w)
			for _, a := range tt.sent {
				c.send(a)
			}
			w.Expect(tester,
				mockserver.Expectation{
					Operation: "hang", AgentID: "12989", Times: mockserver.Exactly(1), Before: mockserver.Match{Operation: "change_status"},
				},
				mockserver.Expectation{Operation: "transfer", Times: mockserver.Never()},
			)
			got := tester.errors
			tester.end()
			for i, text := range got {
				t.Log(text)
				got[i] = text[:strings.Index(text, "#")+1]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || tester.fatal != "" {
				t.Errorf("failures (-want +got):\n%s%s", diff, tester.fatal)
			}
		})
	}
}
