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
		{"parameter, value of a read", info("get_dnc", ""), "parameter_missing"},
		{"value of a read", info("get_dnc", "type=both"), "value_invalid"},
		{"value of a read, entity", live("skills", "skill_id=9999&services_time=soon"), "value_invalid"},
		{"entity of a read", live("skills", "skill_id=9999"), "none_found"},
		{"campaign, value, agent logged out", box("edit_recall", "agent_id=12992&id_camp=9&id_customer=9&telephone=1&recall=x&recall_style=x"), "campaign_unknown"},
		{"record, value, agent logged out", box("edit_recall", "agent_id=12992&id_camp=7224&id_customer=9&telephone=1&recall=x&recall_style=x"), "record_unknown"},
		{"recall, value, agent logged out", box("edit_recall", "agent_id=12992&id_camp=7224&id_customer=1&telephone=1&recall=x&recall_style=x"), "recall_unknown"},
		{"code, session", box("type", "agent_id=12992&cod_act=999&cod_act_2=999&comments=c"), "code_unknown"},
		{"second code, session", box("type", "agent_id=12992&cod_act=021&cod_act_2=999&comments=c"), "code_2_unknown"},
		{"session, call to code", box("type", "agent_id=12992&cod_act=021&cod_act_2=B1&comments=c"), "agent_logged_out"},
		{"skill, agent, membership", conf("remove_agents_skill", `{"skill_id":"9","agent_id":"9"}`), "skill_unknown"},
		{"agent, membership", conf("remove_agents_skill", `{"skill_id":"4012","agent_id":"9"}`), "agent_unknown"},
		{"form of the address, value", conf("add_ip", `{"ip":"x","permanent":"maybe"}`), "ip_invalid"},
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

// Once the quota is used up, that is what a request is told, after all that is wrong with world, path, size and token, and
// before anything that is wrong with the operation.
func TestOrder_usedUpBeforeTheOperation(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(1000))
	w := newWorld(t, s)
	licences(t, w, 1, 1000)
	c := callerOf(t, w)
	huge := conf("disable_agent", strings.Repeat(" ", 1001))
	for _, tt := range []struct {
		ask  ask
		want string
	}{
		{info("agents", "").with("X-Wolkvox-Mock-World", "nowhere"), "world_unknown"},
		{ask{method: "GET", target: "/api/v2/nothing.php?api=agents"}, "path_unknown"},
		{huge, "body_too_large"},
		{info("agents", "").with("wolkvox-token", ""), "token_missing"},
		{info("agents", "").with("wolkvox-token", "stranger"), "token_unknown"},
		{info("fly", ""), "token_limit_exceeded"},
		{ask{method: "GET", target: "/api/v2/information.php"}, "token_limit_exceeded"},
		{ask{method: "POST", target: "/api/v2/information.php?api=agents"}, "token_limit_exceeded"},
		{info("get_dnc", ""), "token_limit_exceeded"},
		{info("agents", "agent=99999"), "token_limit_exceeded"},
		{live("agents", ""), "token_limit_exceeded"},
		{conf("disable_agent", `{"agent_id":"12991"}`), "token_limit_exceeded"},
		{ask{method: "GET", target: "/api/v2/agentbox.php?api=fly"}, "api_unknown"}, // free (Q-QUOTA-AGENTBOX)
		{box("hang", "agent_id=99999"), "agent_unknown"},
		{hang, "hung_up"},
	} {
		c.mustGet(tt.want, tt.ask)
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
		{"GET", "/api/v2/information.php?api=agents", "agents_found"},
		{"POST", "/api/v2/information.php?api=agents", "method_wrong"},
		{"GET", "/api/v2/information.php?api=hits_last_hour", "api_unknown"},
		{"GET", "/api/v2/information.php", "api_missing"},
		{"GET", "/api/v2/real_time.php?api=agents", "agents_found"},
		{"GET", "/api/v2/real_time.php?api=real_time_agents", "api_unknown"}, // the name that only the document has
		{"GET", "/api/v2/real_time.php?api=services", "api_unknown"},
		{"DELETE", "/api/v2/real_time.php?api=agents", "method_wrong"},
		{"GET", "/api/v2/information.php?api=audit_log&date_ini=20260101000000&date_end=20260102000000", "api_unknown"}, // left out
		{"GET", "/api/v2/information.php?api=connectors", "api_unknown"},
		{"GET", "/api/v2/information.php?api=get_notification", "api_unknown"},
		{"GET", "/api/v2/information.php?api=storage", "api_unknown"},
		{"GET", "/api/v2/real_time.php?api=chats", "api_unknown"},
		{"GET", "/api/v2/real_time.php?api=info_server", "api_unknown"},
		{"POST", "/api/v2/campaigns.php?api=agents", "path_unknown"},
		{"GET", "/api/v2/", "path_unknown"},
		{"POST", "/api/v2/agentbox.php/?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2//agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2/Agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/api/v2/agentbox.php%00?api=hang&agent_id=12989", "path_unknown"},
	} {
		t.Run(tt.method+" "+tt.target, func(t *testing.T) {
			t.Parallel()
			got := callerOf(t, s.NewWorld(t)).mustGet(tt.want, ask{method: tt.method, target: tt.target})
			if tt.method != "HEAD" && !strings.HasPrefix(got.body, "{\n    \"code\": ") {
				t.Errorf("not the vendor's envelope: %s", got.body)
			}
		})
	}
}
