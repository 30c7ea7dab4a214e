package mockserver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// Q-CHECK-ORDER: world, path, size, token, api, method, parameters, what exists, values, the session, the call. The first
// check that fails answers, and nothing is changed: in each row everything from the named check on is wrong.
func TestOrder(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(1000))
	noToken := func(a ask) ask { return a.with("wolkvox-token", "") }
	nowhere := func(a ask) ask { return noToken(a).with("X-Wolkvox-Mock-World", "nowhere") }
	get := func(query string) ask { return ask{method: "GET", target: "/api/v2/agentbox.php?" + query} }
	noPath := ask{method: "GET", target: "/api/v2/nothing.php?api=fly"}
	huge := conf("disable_agent", strings.Repeat(" ", 1001))
	tooMany := append(audios(callcenter.MaxAudios), part{"file", "long.wav", strings.Repeat("a", callcenter.MaxAudioSize+1)})
	for _, tt := range []struct {
		wrong string // from here on
		ask   ask
		want  string
	}{
		{"world, path, token", nowhere(noPath), "world_unknown"},
		{"world, size, token", nowhere(huge), "world_unknown"},
		{"path, token, api", noToken(noPath), "path_unknown"},
		{"size, token, agent", noToken(huge), "body_too_large"},
		{"token missing, api", noToken(get("api=fly")), "token_missing"},
		{"token missing, parameter", noToken(box("hang", "")), "token_missing"},
		{"token unknown, parameter", box("hang", "").with("wolkvox-token", "stranger"), "token_unknown"},
		{"token, not simulated", noToken(info("audit_log", "")), "token_missing"},
		{"token, not simulated at all", ask{method: "PUT", target: "/api/v2/campaign.php?api=start"}.with("wolkvox-token", "stranger"), "token_unknown"},
		{"api, method", get("api=fly"), "api_unknown"},
		{"api missing, method", get(""), "api_missing"},
		{"api of another resource, method", get("api=disable_agent"), "api_unknown"},
		{"method, parameter", get("api=hang"), "method_wrong"},
		{"parameter, agent", box("change_status", "agent_id=99999"), "parameter_missing"},
		{"agent, value", box("change_status", "agent_id=99999&status=999"), "agent_unknown"},
		{"value, session", box("change_status", "agent_id=12992&status=999"), "state_unknown"},
		{"session, call, destination", box("transfer", "agent_id=12992&customer_phone=12992"), "agent_logged_out"},
		{"call, destination", box("transfer", "agent_id=12991&customer_phone=12992"), "no_active_call"},

		// The words that request.go reads are refused by the operation when it comes to them.
		{"agent, value", box("agent_display", "agent_id=99999&display=x&button=x"), "agent_unknown"},
		{"value, session", box("agent_display", "agent_id=12992&display=x&button=dial"), "value_invalid"},
		{"agent, campaign, value", newRecall.but("agent_id", "99999").but("id_camp", "9").but("rellamada", "9"), "agent_unknown"},
		{"campaign, value", newRecall.but("id_camp", "9").but("rellamada", "9").but("recall_style", "9"), "campaign_unknown"},
		{"agent, value, record", oldRecall.but("agent_id", "99999").but("date", "9"), "agent_unknown"},
		{"value, record", oldRecall.but("agent_id", "12991").but("date", "9"), "value_invalid"},
		{"callback, value, session", editedRecall.but("agent_id", "12992").but("recall", "9"), "recall_unknown"},
		{"callback, value, session", deletedRecall.but("agent_id", "12992").but("recall_style", "9"), "recall_unknown"},
		{"agent, value", conf("edit_agent&agent_id=99999", `{"agent_pass":"x"}`), "agent_unknown"},
		{"skill, agent", conf("add_agents_skill", `{"skill_id":"9","agent_id":"99999"}`), "skill_unknown"},
		{"group, code, flag", conf("edit_cod_act", `{"type_code":"9","cod_act":"9","hit":"9"}`), "value_invalid"},
		{"code, flag", conf("edit_cod_act", `{"type_code":"cod_act1","cod_act":"9","hit":"9"}`), "code_unknown"},
		{"direction, numbers", conf("remove_dnc", `{"type":"9","telephones":["9"]}`), "value_invalid"},
		{"address, value", conf("add_ip", `{"ip":"9","permanent":"9"}`), "ip_invalid"},
		{"item, block", conf("free_law2300", `{"item":"9","value":"9"}`), "value_invalid"},
		{"how many, how large", form("upload_audio", tooMany...), "too_many_files"},
		{"value of a read, entity", live("skills", "skill_id=9999&services_time=soon"), "value_invalid"},
		{"entity of a read", live("skills", "skill_id=9999"), "none_found"},
	} {
		t.Run(tt.wrong, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			before := mustJSON(t, w.Snapshot().Center)
			callerOf(t, w).mustGet(tt.want, tt.ask)
			if diff := cmp.Diff(before, mustJSON(t, w.Snapshot().Center)); diff != "" {
				t.Errorf("a refused request has changed something (-before +after):\n%s", diff)
			}
		})
	}
}

// That a token is busy, or its quota used up, is found before anything that is wrong with the operation, and after what is
// wrong with path and size.
func TestOrder_tokenBeforeTheOperation(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(1000))
	for _, want := range []string{"token_busy", "token_limit_exceeded"} {
		w := newWorld(t, s)
		c := callerOf(t, w)
		if want == "token_limit_exceeded" {
			licences(t, w, 1, 1000)
		} else {
			licences(t, w, 1, 999) // the last one: busy comes first
			p, gate := c.hold(w, info("agents", ""))
			defer func() { ok(t, w.OpenGate(gate)); p.mustGet("agents_found") }()
		}
		for _, a := range []ask{
			info("fly", ""), info("", ""), info("audit_log", ""), info("agents", "agent=99999"), info("get_dnc", ""), live("agents", ""),
			{method: "POST", target: "/api/v2/information.php?api=agents"}, conf("disable_agent", `{"agent_id":"12991"}`),
		} {
			c.mustGet(want, a)
		}
		c.mustGet("path_unknown", ask{method: "POST", target: "/api/v2/nothing.php"})
		c.mustGet("body_too_large", conf("disable_agent", strings.Repeat(" ", 1001)))
		if got := statusOf(t, w, "12991"); got != "ready" {
			t.Errorf("a request that was refused has disabled the agent: %s", got)
		}
	}
}
