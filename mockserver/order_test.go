package mockserver_test

import (
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// Q-CHECK-ORDER: the first check that fails answers. In each row everything from the named check on is wrong.
func TestOrder_firstCheckThatFailsAnswers(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(1000))
	noToken := func(a ask) ask { return a.with("wolkvox-token", "") }
	badToken := func(a ask) ask { return a.with("wolkvox-token", "stranger") }
	get := func(query string) ask { return ask{method: "GET", target: "/api/v2/agentbox.php?" + query} }
	huge := strings.Repeat(" ", 1001)
	for _, tt := range []struct {
		wrong string // from here on
		ask   ask
		want  string
	}{
		{"world, path, token", noToken(ask{method: "GET", target: "/api/v2/nothing.php"}).with("X-Wolkvox-Mock-World", "nowhere"), "world_unknown"},
		{"world, size, token", noToken(conf("disable_agent", huge)).with("X-Wolkvox-Mock-World", "nowhere"), "world_unknown"},
		{"path, token, api", noToken(ask{method: "GET", target: "/api/v2/nothing.php?api=fly"}), "path_unknown"},
		{"size, token, agent", noToken(conf("disable_agent", huge)), "body_too_large"},
		{"token missing, api", noToken(get("api=fly")), "token_missing"},
		{"token missing, parameter", noToken(box("hang", "")), "token_missing"},
		{"token missing, agent", noToken(box("hang", "agent_id=99999")), "token_missing"},
		{"token unknown, api", badToken(get("api=fly")), "token_unknown"},
		{"token unknown, parameter", badToken(box("hang", "")), "token_unknown"},
		{"api, method", get("api=fly"), "api_unknown"},
		{"api missing, method", get(""), "api_missing"},
		{"api of another resource, method", get("api=disable_agent"), "api_unknown"},
		{"method, parameter", get("api=hang"), "method_wrong"},
		{"method, agent", get("api=hang&agent_id=99999"), "method_wrong"},
		{"parameter, agent", box("change_status", "agent_id=99999"), "parameter_missing"},
		{"parameter, value", box("change_status", "status=999"), "parameter_missing"},
		{"parameter, session", box("transfer", "agent_id=12992"), "parameter_missing"},
		{"agent, value", box("change_status", "agent_id=99999&status=999"), "agent_unknown"},
		{"agent, destination", box("transfer", "agent_id=99999&customer_phone=12992"), "agent_unknown"},
		{"value, session", box("change_status", "agent_id=12992&status=999"), "state_unknown"},
		{"value, call", box("change_status", "agent_id=12989&status=999"), "state_unknown"},
		{"session, call", box("hang", "agent_id=12992"), "agent_logged_out"},
		{"session, call, destination", box("transfer", "agent_id=12992&customer_phone=12992"), "agent_logged_out"},
		{"call, destination", box("transfer", "agent_id=12991&customer_phone=12992"), "no_active_call"},
		{"destination", box("transfer", "agent_id=12990&customer_phone=12990"), "destination_unavailable"},
		{"nothing", box("transfer", "agent_id=12990&customer_phone=12991"), "transferred"},
	} {
		t.Run(tt.wrong, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			before := w.Snapshot()
			callerOf(t, w).mustGet(tt.want, tt.ask)
			if after := w.Snapshot(); tt.want != "transferred" && after.Center.Conns != before.Center.Conns {
				t.Errorf("a refused request has made a call")
			}
		})
	}
}

// A busy token is found before anything is said of the operation.
func TestOrder_busyTokenBeforeTheOperation(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	p, gate := c.hold(w, hang)
	for _, a := range []ask{
		{method: "GET", target: "/api/v2/agentbox.php?api=fly"}, {method: "POST", target: "/api/v2/agentbox.php"},
		{method: "GET", target: "/api/v2/agentbox.php?api=hang"}, box("hang", ""), box("hang", "agent_id=99999"),
	} {
		c.mustGet("token_busy", a)
	}
	c.mustGet("path_unknown", ask{method: "POST", target: "/api/v2/nothing.php"})
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
}

// Path, method and api lead to an operation; whatever else is under /api/v2/ gets the vendor's envelope too.
func TestOrder_howAnOperationIsFound(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		method, target string
		want           string
	}{
		{"POST", "/api/v2/agentbox.php?api=hang&agent_id=12989", "hung_up"},
		{"POST", "/api/v2/agentbox.php?agent_id=12989&api=hang", "hung_up"},
		{"POST", "/api/v2/agentbox%2Ephp?agent_id=12989&api=hang", "hung_up"},
		{"POST", "/api/v2/agentbox.php", "api_missing"},
		{"POST", "/api/v2/agentbox.php?api=", "api_missing"},
		{"POST", "/api/v2/agentbox.php?api", "api_missing"},
		{"POST", "/api/v2/agentbox.php?API=hang&agent_id=12989", "api_missing"},
		{"POST", "/api/v2/agentbox.php?api=HANG&agent_id=12989", "api_unknown"},
		{"POST", "/api/v2/agentbox.php?api=fly", "api_unknown"},
		{"POST", "/api/v2/agentbox.php?api=disable_agent", "api_unknown"},
		{"PUT", "/api/v2/configuration.php?api=hang&agent_id=12989", "api_unknown"},
		{"PUT", "/api/v2/configuration.php", "api_missing"},
		{"GET", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"PUT", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"DELETE", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"PATCH", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"HEAD", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"SING", "/api/v2/agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"POST", "/api/v2/configuration.php?api=disable_agent", "method_wrong"},
		{"POST", "/api/v2/information.php?api=agents", "path_unknown"},
		{"GET", "/api/v2/", "path_unknown"},
		{"POST", "/api/v2/agentbox.php/?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2//agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2/Agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2/agentbox.php%00?api=hang&agent_id=12989", "path_unknown"},
	} {
		t.Run(tt.method+" "+tt.target, func(t *testing.T) {
			t.Parallel()
			got := callerOf(t, s.NewWorld(t)).mustGet(tt.want, ask{method: tt.method, target: tt.target})
			if tt.method != "HEAD" && !strings.HasPrefix(got.body, "{\n    \"code\": \"") {
				t.Errorf("not the vendor's envelope: %s", got.body)
			}
		})
	}
}
