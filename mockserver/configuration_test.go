package mockserver_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// personOf is an agent of the snapshot, which alone tells passwords.
func personOf(w *mockserver.World, id string) (name string, p callcenter.AgentIdentity) {
	a := w.Snapshot().Center.AgentByID[id]
	return a.Name, a.AgentIdentity
}

// edit_agent changes what is sent (Q-EDIT-AGENT-PARTIAL); what is empty is not sent (Q-EMPTY-PARAM), but for agent_pass,
// which then is made up (Q-EDIT-AGENT-PASS).
func TestEditAgent_partial(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	before := callcenter.AgentIdentity{DNI: "0010203", SSO: "one", Password: "Example0123*"}
	for _, tt := range []struct {
		body, name string
		want       callcenter.AgentIdentity
	}{
		{`{}`, "One", before},
		{``, "One", before},
		{`{"agent_name":"Two"}`, "Two", before},
		{`{"agent_dni":"0099"}`, "One", callcenter.AgentIdentity{DNI: "0099", SSO: "one", Password: "Example0123*"}},
		{`{"agent_dni":99}`, "One", callcenter.AgentIdentity{DNI: "99", SSO: "one", Password: "Example0123*"}},
		{`{"agent_sso":"two"}`, "One", callcenter.AgentIdentity{DNI: "0010203", SSO: "two", Password: "Example0123*"}},
		{`{"agent_pass":"New0123*"}`, "One", callcenter.AgentIdentity{DNI: "0010203", SSO: "one", Password: "New0123*"}},
		{`{"agent_dni":"","agent_name":"","agent_sso":""}`, "One", before},
		{`{"agent_dni":null,"agent_name":null,"agent_sso":null,"agent_pass":null}`, "One", before},
		{`{"agent_dni":[],"agent_name":["Two"],"agent_sso":{"a":1},"agent_pass":["New0123*"]}`, "One", before},
		{`{"agent_pass":true}`, "One", before},
		{`{"agent_id":"12992","agent_name":"Two"}`, "Two", before}, // of the query
		{`{"agent_pass":""}`, "One", callcenter.AgentIdentity{DNI: "0010203", SSO: "one", Password: madeUp}},
		{`{"agent_pass":"","agent_name":"Two"}`, "Two", callcenter.AgentIdentity{DNI: "0010203", SSO: "one", Password: madeUp}},
	} {
		t.Run(tt.body, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			c := callerOf(t, w)
			c.mustGet("agent_edited", conf("edit_agent&agent_id=12991", `{"agent_dni":"0010203","agent_name":"One","agent_sso":"one","agent_pass":"Example0123*"}`))
			got := c.mustGet("agent_edited", conf("edit_agent&agent_id=12991", tt.body))
			name, after := personOf(w, "12991")
			if tt.want.Password == madeUp && after.Password != before.Password && len(after.Password) >= 8 {
				if strings.Contains(got.body, after.Password) {
					t.Errorf("the reply tells the password: %s", got.body)
				}
				after.Password = madeUp
			}
			if diff := cmp.Diff(tt.want, after); diff != "" || name != tt.name {
				t.Errorf("the agent is called %q, want %q; (-want +got):\n%s", name, tt.name, diff)
			}
		})
	}
}

const madeUp = "(made up)"

// A new agent is what was sent; the password that the reply tells is the one that holds (Q-CREATE-AGENT-PASS).
func TestCreateAgent_whatIsKept(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	told := func(body string) (id, password string) {
		var reply struct {
			Data []struct{ Agent_id, Password string }
		}
		got := c.mustGet("agent_created", conf("create_agent", body))
		ok(t, json.Unmarshal([]byte(got.body), &reply))
		return reply.Data[0].Agent_id, reply.Data[0].Password
	}
	passwords := map[string]bool{}
	for i, body := range []string{
		`{"agent_dni":"007","agent_name":"Pía"}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_sso":"","agent_pass":""}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_pass":null}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_pass":["Example0123*"]}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_pass":"Example0123*"}`,
	} {
		id, password := told(body)
		name, p := personOf(w, id)
		want := callcenter.AgentIdentity{DNI: "007", Password: password}
		if diff := cmp.Diff(want, p); diff != "" || name != "Pía" || password == "" || (password == "Example0123*") != (i == 4) {
			t.Errorf("%s: the agent is called %q, its password %q; (-told +kept):\n%s", body, name, password, diff)
		}
		passwords[password] = true
		if got := statusOf(t, w, id); got != "logout" {
			t.Errorf("the new agent is %s", got)
		}
	}
	if len(passwords) != 5 {
		t.Errorf("five agents have the passwords %v", passwords)
	}
	for _, weak := range []string{"x", "example0123*", "EXAMPLE0123*", "Example*", "Example0123", "Example0123?"} {
		got := c.mustGet("value_invalid", conf("create_agent", `{"agent_dni":"1","agent_name":"One","agent_pass":"`+weak+`"}`))
		if !strings.Contains(got.body, "parameter agent_pass is") {
			t.Errorf("%s: %s", weak, got.body)
		}
	}
}

// What is empty or null in edit_skill keeps its value too.
func TestEditSkill_partial(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("skill_edited", conf("edit_skill&skill_id=4012", `{"skill_name":"A","description_skill":"B","voicemail":"C","welcome_message":"D","vto":"E"}`))
	for _, body := range []string{``, `{}`, `{"skill_name":"","description_skill":"","voicemail":"","welcome_message":"","vto":""}`, `{"skill_name":null,"vto":[]}`, `{"skill_id":"1"}`} {
		c.mustGet("skill_edited", conf("edit_skill&skill_id=4012", body))
		k := w.Skills()[0]
		if got := k.Name + k.Description + k.Voicemail + k.WelcomeMessage + k.VTO; got != "ABCDE" {
			t.Errorf("%s has made it %s", body, got)
		}
	}
	c.mustGet("skill_edited", conf("edit_skill&skill_id=4012", `{"description_skill":"b","vto":5}`))
	if k := w.Skills()[0]; k.Name+k.Description+k.Voicemail+k.WelcomeMessage+k.VTO != "AbCD5" {
		t.Errorf("the skill is %+v", k)
	}
}

// A flag that is missing, null or empty is no for a new code, and stays for one that is edited (Q-COD-FLAGS, Q-EMPTY-PARAM).
func TestCodes_flags(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	mustBe := func(want callcenter.Code) {
		t.Helper()
		for _, code := range w.ActivityCodes() {
			if code.Group == want.Group && code.ID == want.ID {
				if diff := cmp.Diff(want, code); diff != "" {
					t.Errorf("code (-want +got):\n%s", diff)
				}
				return
			}
		}
		t.Errorf("there is no code %+v", want)
	}
	code := callcenter.Code{Group: "cod_act2", ID: "077", Description: "One", Hit: true, Voice: true}
	c.mustGet("code_created", conf("create_cod_act", `{"type_code":"cod_act2","cod_act":"077","description_cod_act":"One","hit":"yes","rpc":null,"chat":"","studio":"no","voice":"yes"}`))
	mustBe(code)
	c.mustGet("code_edited", conf("edit_cod_act", `{"type_code":"cod_act2","cod_act":"077","description_cod_act":"","hit":"","rpc":"yes","chat":null,"voice":"no"}`))
	code.RPC, code.Voice = true, false
	mustBe(code)
	for _, flag := range []string{"hit", "rpc", "chat", "studio", "voice", "interactions"} {
		for _, wrong := range []string{`"Yes"`, `"true"`, `1`, `"si"`} {
			for _, api := range []string{"create_cod_act", "edit_cod_act"} {
				got := c.mustGet("value_invalid", conf(api, `{"type_code":"cod_act2","cod_act":"077","description_cod_act":"Two","`+flag+`":`+wrong+`}`))
				if !strings.Contains(got.body, "The parameter "+flag+" is not valid") {
					t.Errorf("%s %s %s: %s", api, flag, wrong, got.body)
				}
			}
		}
	}
	mustBe(code)
	c.mustGet("code_created", conf("create_cod_act", `{"type_code":"cod_act2","cod_act":"077"}`)) // anew (Q-COD-UPSERT)
	mustBe(callcenter.Code{Group: "cod_act2", ID: "077"})
}

// A list may be one text, and may have numbers in it; what is empty in it is nothing (Q-DNC-FORM, Q-NULL-FIELD).
func TestLists_inABody(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		telephones, outcome string
		want                []string
	}{
		{`["300","301"]`, "numbers_added", []string{"300", "301"}},
		{`["301","300","301"]`, "numbers_added", []string{"300", "301"}},
		{`"300"`, "numbers_added", []string{"300"}},
		{`300`, "numbers_added", []string{"300"}},
		{`[300,"301"]`, "numbers_added", []string{"300", "301"}},
		{`["300",null,"",true,{},["301"]]`, "numbers_added", []string{"300"}},
		{`["+57 300"]`, "numbers_added", []string{"+57 300"}},
		{`"all"`, "numbers_added", []string{"all"}}, // only remove_dnc knows it
		{`[]`, "parameter_missing", nil},
		{`[""]`, "parameter_missing", nil},
		{`[null]`, "parameter_missing", nil},
		{`""`, "parameter_missing", nil},
		{`null`, "parameter_missing", nil},
		{`true`, "parameter_missing", nil},
		{`{"0":"300"}`, "parameter_missing", nil},
	} {
		t.Run(tt.telephones, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			got := callerOf(t, w).mustGet(tt.outcome, conf("add_dnc", `{"type_call":"inbound","telephones":`+tt.telephones+`}`))
			var have []string
			for _, entry := range w.Lists().DNC {
				have = append(have, entry.Phone+map[callcenter.Direction]string{callcenter.DNCInbound: ""}[entry.Type])
			}
			if diff := cmp.Diff(tt.want, have); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
			if said := strings.Contains(got.body, `"msg": "`+string(rune('0'+len(tt.want)))+` telephones were added"`); said != (tt.want != nil) {
				t.Error(got.body)
			}
		})
	}
}

// The other lists are read alike.
func TestLists_ofTheOthers(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ api, body, outcome string }{
		{"remove_cod_act", `{"type_code":"cod_act1","cod_act":"020"}`, "codes_removed"},
		{"remove_cod_act", `{"type_code":"cod_act1","cod_act":["020","none"]}`, "codes_removed"}, // the known ones (Q-COD-REMOVE-ABSENT)
		{"remove_cod_act", `{"type_code":"cod_act1","cod_act":20}`, "codes_unknown"},             // the number has no zero
		{"remove_cod_act", `{"type_code":"cod_act1","cod_act":[]}`, "parameter_missing"},
		{"block_predictive_dnc", `{"id_campaing":7224,"id_cliente":1}`, "records_blocked"},
		{"block_predictive_dnc", `{"id_campaing":"7224","id_cliente":["9",2]}`, "records_blocked"},
		{"block_predictive_dnc", `{"id_campaing":"7224","id_cliente":null}`, "parameter_missing"},
		{"remove_dnc", `{"telephones":[]}`, "parameter_missing"},
		{"remove_dnc", `{"type":"all"}`, "parameter_missing"},
		{"remove_dnc", `{"telephones":"all"}`, "nothing_removed"},
	} {
		t.Run(tt.api+" "+tt.body, func(t *testing.T) {
			t.Parallel()
			callerOf(t, s.NewWorld(t)).mustGet(tt.outcome, conf(tt.api, tt.body))
		})
	}
}

// remove_dnc takes numbers from a direction, or from both; "All" and "all" are every number (documented).
func TestRemoveDNC_documentedBodies(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ body, says, left string }{
		{`{"telephones":["300","301"],"type":"all"}`, "2 ", "302 inbound, 302 outbound"},
		{`{"telephones":"All"}`, "3 ", ""},
		{`{"telephones":"all","type":"inbound"}`, "3 ", "300 outbound, 301 outbound, 302 outbound"},
		{`{"telephones":"all","type":"outbound"}`, "3 ", "300 inbound, 301 inbound, 302 inbound"},
		{`{"telephones":"all","type":""}`, "3 ", ""},
		{`{"telephones":"all","type":null}`, "3 ", ""},
		{`{"telephones":"300","type":"inbound/outbound"}`, "1 ", "301 inbound, 301 outbound, 302 inbound, 302 outbound"},
		{`{"telephones":[300,300,"309"],"type":"inbound"}`, "1 ", "300 outbound, 301 inbound, 301 outbound, 302 inbound, 302 outbound"},
	} {
		t.Run(tt.body, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			c := callerOf(t, w)
			c.mustGet("numbers_added", conf("add_dnc", `{"type_call":"inbound/outbound","telephones":["300","301","302"]}`))
			got := c.mustGet("numbers_removed", conf("remove_dnc", tt.body))
			var left []string
			for _, entry := range w.Lists().DNC {
				left = append(left, entry.Phone+" "+string(entry.Type))
			}
			if diff := cmp.Diff(tt.left, strings.Join(left, ", ")); diff != "" || !strings.Contains(got.body, `"msg": "`+tt.says) {
				t.Errorf("left (-want +got):\n%s\n%s", diff, got.body)
			}
		})
	}
}

// edit_licenses speaks of what was sent; one of the two numbers must be (Q-LICENSES-ONE), and an empty one is not.
func TestEditLicenses_halves(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		body, outcome   string
		callCenter, pbx int
	}{
		{`{"call_center":"30","pbx":"5"}`, "licenses_changed", 30, 5},
		{`{"call_center":30,"pbx":5}`, "licenses_changed", 30, 5},
		{`{"call_center":"0","pbx":"0"}`, "licenses_changed", 0, 0},
		{`{"call_center":"30"}`, "call_center_licenses_changed", 30, 10},
		{`{"call_center":"30","pbx":""}`, "call_center_licenses_changed", 30, 10},
		{`{"call_center":"30","pbx":null}`, "call_center_licenses_changed", 30, 10},
		{`{"pbx":"5"}`, "pbx_licenses_changed", 20, 5},
		{`{"call_center":"","pbx":5}`, "pbx_licenses_changed", 20, 5},
		{`{}`, "parameter_missing", 20, 10},
		{``, "parameter_missing", 20, 10},
		{`{"call_center":"","pbx":""}`, "parameter_missing", 20, 10},
		{`{"call_center":null}`, "parameter_missing", 20, 10},
		{`{"call_center":["30"],"pbx":true}`, "parameter_missing", 20, 10},
		{`{"call_center":"30","pbx":"five"}`, "value_invalid", 20, 10}, // both or none
		{`{"call_center":"3.5"}`, "value_invalid", 20, 10},
		{`{"call_center":-1}`, "value_invalid", 20, 10},
		{`{"pbx":"99999999999999999999"}`, "value_invalid", 20, 10},
	} {
		t.Run(tt.body, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			callerOf(t, w).mustGet(tt.outcome, conf("edit_licenses", tt.body))
			if a := w.Account(); a.CallCenter != tt.callCenter || a.PBX != tt.pbx || a.Limit != 1000*tt.callCenter {
				t.Errorf("the licences are %d and %d, the limit of the day %d, want %d and %d", a.CallCenter, a.PBX, a.Limit, tt.callCenter, tt.pbx)
			}
		})
	}
	if e := newestOf(t, s, conf("edit_licenses", `{}`)); e != "neither call_center nor pbx has a number: expected one of them, or both" {
		t.Errorf("the journal says %q", e)
	}
}

// newestOf is what the journal of a new world says of a request.
func newestOf(t *testing.T, s *mockserver.Server, a ask) string {
	t.Helper()
	w := s.NewWorld(t)
	callerOf(t, w).send(a)
	return newest(t, w).Says
}

// What is optional elsewhere, sent empty, is not sent (Q-EMPTY-PARAM).
func TestConfiguration_emptyIsNotGiven(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("ip_added", conf("add_ip", `{"ip":"192.0.2.1","permanent":"","description":""}`))
	c.mustGet("ip_added", conf("add_ip", `{"ip":"192.0.2.2","permanent":null}`))
	for _, ip := range w.Lists().IPs {
		if ip.Type != "temporal" {
			t.Errorf("the address is %+v", ip)
		}
	}
	c.mustGet("law2300_blocked", conf("block_law2300", `{"nit":"900","telephone":"+57 (300) 000-0000","customer_id":"7"}`))
	c.mustGet("not_blocked", conf("free_law2300", `{"nit":"901","item":"telephone","value":"573000000000"}`))
	c.mustGet("law2300_freed", conf("free_law2300", `{"nit":"","item":"customer_id","value":"7"}`)) // any company's
	c.mustGet("parameter_missing", conf("free_law2300", `{"nit":"900","item":"telephone","value":""}`))

	c.mustGet("interaction_assigned", conf("add_interaction", `{"rp_id":61196}`)) // nothing else is required
	c.mustGet("dialled", box("dial", "agent_id=12991&customer_phone=3000000009&customer_id=&customer_name="))
	if call, err := w.Agent("12991"); err != nil || call.CurrentCall.CustomerID+call.CurrentCall.CustomerName != "" {
		t.Errorf("the call is %+v, error %v", call.CurrentCall, err)
	}
}

// The account is switched off and on as often as one likes, and named as it is called; nothing else changes (Q-MODULE-EFFECT).
func TestModule_offAndOn(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	name := `Ana "& Co"`
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: &name}})
	ok(t, err)
	for _, tt := range []struct {
		api, outcome string
		on           bool
	}{{"disable_module", "module_disabled", false}, {"disable_module", "module_disabled", false}, {"enable_module", "module_enabled", true}, {"enable_module", "module_enabled", true}} {
		for _, body := range []string{"", "{}", "no JSON"} {
			got := c.mustGet(tt.outcome, conf(tt.api, body))
			if w.Account().Module != tt.on || !strings.Contains(got.body, `The Ana \"& Co\" module`) {
				t.Errorf("%s: the module is %t\n%s", tt.api, w.Account().Module, got.body)
			}
		}
		c.mustGet("mute_toggled", box("mute", "agent_id=12989"))
	}
}

// A variable of the operation is its own, also when it is blank: a parameter of that name does not take its place.
func TestModule_ofAnAccountWithoutName(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: ptr("")}})
	ok(t, err)
	got := callerOf(t, w).mustGet("module_disabled", conf("disable_module&account=x", ""))
	if !strings.Contains(got.body, `"The  module has been`) {
		t.Error(got.body)
	}
}
