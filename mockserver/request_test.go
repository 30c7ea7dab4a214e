package mockserver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// Query and body are read as package wire reads them, and a parameter is looked for where the document says it travels.
func TestRequest_isReadAsPHPDoes(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	query := func(q string) ask { return ask{method: "POST", target: "/api/v2/agentbox.php?" + q} }
	for _, tt := range []struct {
		what, outcome, says string
		ask                 ask
	}{
		{"last duplicate counts", "hung_up", "", query("api=fly&api=hang&agent_id=99999&agent_id=12989")},
		{"plus is a blank", "state_unknown", "Status Active breaks does", query("api=change_status&agent_id=12991&status=Active+breaks")},
		{"dot in a name", "hung_up", "", query("api=hang&agent.id=12989")},
		{"list of the query", "parameter_missing", "", query("api=hang&agent_id[]=12989")},
		{"broken escape", "agent_unknown", "Agent_id %zz1 does", query("api=hang&agent_id=%zz%31")},
		{"no UTF-8", "agent_unknown", "Agent_id \uFFFD does", query("api=hang&agent_id=%F1")},
		{"quotes and control characters", "agent_unknown", `Agent_id \"\\\u0000a/b<c> does`, query("api=hang&agent_id=%22%5C%00a/b%3Cc%3E")},
		{"braces are no variables", "agent_unknown", "Agent_id {conn_id} does", query("api=hang&agent_id={conn_id}")},
		{"zero is a value", "agent_unknown", "Agent_id 0 does", query("api=hang&agent_id=0")},
		{"last field counts, and a number is its text", "agent_disabled", "", conf("disable_agent", `{"agent_id":"1","agent_id":12992}`)},
		{"no object", "parameter_missing", "", conf("disable_agent", `[{"agent_id":"12992"}]`)},
		{"list where a text is meant", "parameter_missing", "", conf("disable_agent", `{"agent_id":["12992"]}`)},
		{"in the query, not the body", "parameter_missing", "", conf("disable_agent&agent_id=12992", `{}`)},
		{"in the body, not the query", "parameter_missing", "", conf("edit_skill", `{"skill_id":"4012"}`)},
		{"in both", "agent_disabled", "12992 agent", conf("disable_agent&agent_id=99999", `{"agent_id":"12992"}`)},
	} {
		w := s.NewWorld(t)
		got := callerOf(t, w).mustGet(tt.outcome, tt.ask)
		if !strings.Contains(got.body, tt.says) {
			t.Errorf("%s: %s, want %q", tt.what, got.body, tt.says)
		}
		if e := newest(t, w); tt.outcome == "agent_disabled" && e.AgentID != "12992" {
			t.Errorf("%s: the journal has agent %q", tt.what, e.AgentID)
		}
	}
}

// A list may be one text, and may have numbers in it (Q-DNC-FORM).
func TestRequest_list(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for telephones, want := range map[string]string{
		`["301",300,null,"301"]`: "300 301",
		`"300"`:                  "300",
		`300`:                    "300",
		`[]`:                     "",
		`[""]`:                   "",
		`""`:                     "",
		`{"0":"300"}`:            "",
	} {
		w := s.NewWorld(t)
		outcome := "numbers_added"
		if want == "" {
			outcome = "parameter_missing"
		}
		callerOf(t, w).mustGet(outcome, conf("add_dnc", `{"type_call":"inbound","telephones":`+telephones+`}`))
		var have []string
		for _, entry := range w.Lists().DNC {
			have = append(have, entry.Phone)
		}
		if got := strings.Join(have, " "); got != want {
			t.Errorf("%s: the numbers are %s, want %s", telephones, got, want)
		}
	}
}

// What is optional, sent empty or as null, is not given (Q-EMPTY-PARAM, Q-NULL-FIELD), but for agent_pass: an empty one is
// made up (Q-EDIT-AGENT-PASS).
func TestRequest_optional(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	agent := func() string {
		a := w.Snapshot().Center.AgentByID["12991"]
		return strings.Join([]string{a.Name, a.DNI, a.SSO, a.Password}, ", ")
	}
	skill := func() string {
		k := w.Skills()[0]
		return strings.Join([]string{k.Name, k.Description, k.Voicemail, k.WelcomeMessage, k.VTO}, ", ")
	}
	const full = `{"agent_name":"One","agent_dni":"007","agent_sso":"one","agent_pass":"Example0123*"}`
	for _, tt := range []struct {
		what, body, want string
		have             func() string
	}{
		{"edit_agent&agent_id=12991", full, "One, 007, one, Example0123*", agent},
		{"edit_agent&agent_id=12991", ``, "One, 007, one, Example0123*", agent},
		{"edit_agent&agent_id=12991", `{"agent_name":"","agent_dni":"","agent_sso":""}`, "One, 007, one, Example0123*", agent},
		{"edit_agent&agent_id=12991", `{"agent_name":null,"agent_dni":null,"agent_sso":null,"agent_pass":null}`, "One, 007, one, Example0123*", agent},
		{"edit_agent&agent_id=12991", `{"agent_name":["Two"],"agent_dni":[],"agent_sso":{"a":1},"agent_pass":["New0123*"]}`, "One, 007, one, Example0123*", agent},
		{"edit_agent&agent_id=12991", `{"agent_id":"12992","agent_dni":99}`, "One, 99, one, Example0123*", agent},
		{"edit_skill&skill_id=4012", `{"skill_name":"A","description_skill":"B","voicemail":"C","welcome_message":"D","vto":5}`, "A, B, C, D, 5", skill},
		{"edit_skill&skill_id=4012", `{"skill_name":"","description_skill":null,"voicemail":"","vto":[]}`, "A, B, C, D, 5", skill},
	} {
		got := c.send(conf(tt.what, tt.body))
		if have := tt.have(); have != tt.want || got.status >= 300 {
			t.Errorf("%s has made it %s, want %s\n%s", tt.body, have, tt.want, got.body)
		}
	}
	got := c.mustGet("agent_edited", conf("edit_agent&agent_id=12991", `{"agent_pass":""}`))
	made := w.Snapshot().Center.AgentByID["12991"].Password
	if made == "Example0123*" || len(made) < 8 || strings.Contains(got.body, made) {
		t.Errorf("the password that was made up is %q\n%s", made, got.body)
	}
}

// Each flag of a code is yes or no; one that is missing, null or empty is no for a new code, and stays for one that is
// edited (Q-COD-FLAGS).
func TestRequest_flags(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	const key = `{"type_code":"cod_act2","cod_act":"077"`
	for flag, want := range map[string]callcenter.Code{
		"hit": {Hit: true}, "rpc": {RPC: true}, "chat": {Chat: true}, "studio": {Studio: true}, "voice": {Voice: true}, "interactions": {Interactions: true},
	} {
		want.Group, want.ID, want.Description = "cod_act2", "077", flag
		c.mustGet("code_created", conf("create_cod_act", key+`,"description_cod_act":"`+flag+`","hit":"no","rpc":null,"chat":""}`))
		c.mustGet("code_edited", conf("edit_cod_act", key+`,"`+flag+`":"yes"}`))
		for _, sent := range []string{`null`, `""`} {
			c.mustGet("code_edited", conf("edit_cod_act", key+`,"description_cod_act":"","`+flag+`":`+sent+`}`))
		}
		got := c.mustGet("value_invalid", conf("edit_cod_act", key+`,"`+flag+`":"Yes"}`))
		if !strings.Contains(got.body, "The parameter "+flag+" is not valid") {
			t.Errorf("%s: %s", flag, got.body)
		}
		if diff := cmp.Diff(want, w.ActivityCodes()[2]); diff != "" {
			t.Errorf("%s: code (-want +got):\n%s", flag, diff)
		}
	}
}
