package mockserver_test

import (
	"errors"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// What any operation can answer; see outcomes_test.go.
var generalOutcomes = []outcome{
	{"general/api_unknown", box("fly", "agent_id=12989"), `^no operation has the api "fly"$`, nil},
	{"general/api_missing", ask{method: "POST", target: "/api/v2/agentbox.php?agent_id=12989"}, `^there is no parameter api, or it is empty$`, nil},
	{"general/method_wrong", ask{method: "GET", target: "/api/v2/agentbox.php?api=hang&agent_id=12989"}, `^hang is POST, not GET$`, nil},
	{"general/parameter_missing", box("hang", ""), `^hang needs the query parameter agent_id$`, nil},
	{"general/token_missing", box("hang", "agent_id=12989").with("wolkvox-token", ""), `^there is no header wolkvox-token, or it is empty$`, nil},
	{"general/token_unknown", box("hang", "agent_id=12989").with("wolkvox-token", "00112233445566778899"), `^world "default" does not know this token of 20 characters$`, nil},
	{"general/token_busy", box("hang", "agent_id=12989"), `^1 request\(s\) with this token are under way, the latest is change_status$`, whileBusy},
	{"general/token_limit_exceeded", info("agents", ""), `^the account has used 1000 calls today; its 1 licences allow 1000$`, whenUsedUp},
	{"general/path_unknown", ask{method: "POST", target: "/api/v2/agentbox.asp?api=hang&agent_id=12989"}, `^the document describes /api/v2/agentbox.php, (.*, )?/api/v2/configuration.php`, nil},
	{"general/world_unknown", box("hang", "agent_id=12989").with("X-Wolkvox-Mock-World", "nowhere"), `^the header X-Wolkvox-Mock-World names no world; POST /__admin/worlds makes one$`, nil},
	{"general/body_too_large", conf("disable_agent", strings.Repeat(" ", 1<<20+1)), `^the body has more than 1048576 bytes$`, nil},
	{"general/fault_injected", box("hang", "agent_id=12989"), `^a fault was arranged$`, withFault},
	{"general/world_reset", box("hang", "agent_id=12989"), unseen, duringReset},
	{"general/internal_error", box("hang", "agent_id=12989"), unseen, withBug},
}

func whileBusy(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, gate := c.hold(w, box("change_status", "agent_id=12991&status=101"))
	got := c.send(a)
	ok(t, w.OpenGate(gate))
	return got
}

func whenUsedUp(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{CallCenter: ptr(1)}, UsedToday: ptr(1000)})
	ok(t, err)
	return c.send(a)
}

func withFault(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, err := w.AddFault(fault.Fault{Operation: "hang", Status: 503})
	ok(t, err)
	return c.send(a)
}

func duringReset(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	p, _ := c.hold(w, a)
	ok(t, w.Reset())
	return p.mustGet("world_reset")
}

func withBug(t *testing.T, _ *mockserver.World, _ *caller, a ask) answer {
	s := mockserver.Run(t)
	s.Break("hang", func() error { return errors.New("a bug") })
	return callerOf(t, s.Default()).send(a)
}
