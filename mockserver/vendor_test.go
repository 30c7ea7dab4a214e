package mockserver_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// The replies as the vendor's pages print them, indented by four blanks, what is blank or X there filled in. They
// stand here as text, so that no golden file can be thawed over them.
func TestVendor_repliesAsPrinted(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		page string
		ask  ask
		want string
	}{
		{"hang-up-agent-v2", box("hang", "agent_id=12989"), `{
    "code": "200",
    "error": null,
    "msg": "Hang has been successful"
}`},
		{"change-agent-state-agent-v2", box("change_status", "agent_id=12991&status=101"), `{
    "code": "200",
    "error": null,
    "msg": "Agent status has been modified to Active breaks"
}`},
		{"make-auxiliary-call-agent-v2", box("aux_call", "agent_id=12993&customer_phone=3000000003"), `{
    "code": "200",
    "error": null,
    "msg": "Type has been successful",
    "data": {
        "conn_id": "12993.0004.1700000000.10004"
    }
}`},
		{"transfer-call-agent-v2", box("transfer", "agent_id=12990&customer_phone=3000000009"), `{
    "code": "200",
    "error": null,
    "msg": "Call has been transfer to 3000000009 number",
    "data": {
        "conn_id": "12990.0004.1700000000.10004"
    }
}`},
		{"dialing-agent-v2", box("dial", "agent_id=12991&customer_phone=3000000009"), `{
    "code": "200",
    "error": null,
    "msg": "Dial has been successful",
    "data": {
        "conn_id": "12991.0004.1700000000.10004"
    }
}`},
		{"mute-agents-microphone-agent-v2", box("mute", "agent_id=12989"), `{
    "code": "200",
    "error": null,
    "msg": "Microphone agentbox has been excecuted"
}`},
		{"pause-call-agent-v2", box("hold", "agent_id=12989"), `{
    "code": "200",
    "error": null,
    "msg": "Hold agentbox has been excecuted"
}`},
		{"dtmf-dialing-agent-v2", box("dtmf", "agent_id=12989&tones=1"), `{
    "code": "200",
    "error": null,
    "msg": "default",
    "data": "tones agentbox has been added "
}`},
		{"4-deactivate-agent", conf("disable_agent", `{"agent_id": "12992"}`), `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been disabled"
}`},
		{"6-activate-agent", conf("enable_agent", `{"agent_id": "12992"}`), `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been enabled"
}`},
	} {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			got := callerOf(t, newWorld(t, s)).send(tt.ask)
			if diff := cmp.Diff(tt.want, got.body); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}
