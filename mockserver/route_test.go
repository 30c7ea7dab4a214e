package mockserver_test

import (
	"fmt"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// Path, method and api lead to an operation; whatever else is under /api/v2/ gets the vendor's envelope too.
func TestRoute_howAnOperationIsFound(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ method, target, want string }{
		{"POST", "agentbox.php?agent_id=12989&api=hang", "hung_up"},
		{"POST", "agentbox%2Ephp?agent_id=12989&api=hang", "hung_up"},
		{"POST", "agentbox.php", "api_missing"},
		{"POST", "agentbox.php?api=", "api_missing"},
		{"POST", "agentbox.php?API=hang&agent_id=12989", "api_missing"},
		{"POST", "agentbox.php?api=HANG&agent_id=12989", "api_unknown"},
		{"PUT", "configuration.php?api=hang&agent_id=12989", "api_unknown"},
		{"HEAD", "agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"SING", "agentbox.php?api=hang&agent_id=12989", "method_wrong"},
		{"POST", "configuration.php?api=disable_agent", "method_wrong"},
		{"GET", "information.php?api=agents", "agents_found"},
		{"GET", "information.php?api=hits_last_hour", "api_unknown"},
		{"GET", "real_time.php?api=real_time_agents", "api_unknown"}, // the name that only the document has
		{"GET", "information.php?api=audit_log&date_ini=20260101", "not_simulated"},
		{"GET", "real_time.php?api=audit_log", "api_unknown"},
		{"GET", "real_time.php?api=chats", "not_simulated"},
		{"DELETE", "campaign.php?api=start", "not_simulated"}, // with whatever method
		{"PUT", "campaign.php?api=fly", "api_unknown"},
		{"PUT", "campaign.php", "api_missing"},
		{"GET", "reports_manager.php?api=agent_8_1", "not_simulated"},
		{"GET", "reports_manager.php?api=agent_8_2", "api_unknown"},
		{"POST", "whatsapp.php?api=codify_chat", "not_simulated"},
		{"POST", "whatsapp.php?api=fly", "not_simulated"}, // the vendor has more there than the document lists
		{"POST", "whatsapp.php?api=", "api_missing"},
		{"POST", "campaigns.php?api=agents", "path_unknown"},
		{"GET", "", "path_unknown"},
		{"POST", "agentbox.php/?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "/agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "Agentbox.php?api=hang&agent_id=12989", "path_unknown"},
		{"POST", "agentbox.php%00?api=hang&agent_id=12989", "path_unknown"},
	} {
		got := callerOf(t, s.NewWorld(t)).mustGet(tt.want, ask{method: tt.method, target: "/api/v2/" + tt.target})
		if tt.method != "HEAD" && !strings.HasPrefix(got.body, "{\n    \"code\": ") {
			t.Errorf("%s: not the vendor's envelope: %s", tt.target, got.body)
		}
	}
}

// A recall is of the new kind when telefono, rellamada or id_camp is there, also empty or alone; each kind needs all that
// it requires (Q-RECALL-SIGNATURE). Whichever it is, GET, PUT and DELETE are not its methods.
func TestRoute_signaturesOfRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	const ofOld = "&customer_phone=3000000001&date=20231122101520&type_recall=auto"
	const ofNew = "&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto"
	for _, tt := range []struct{ query, operation, outcome string }{
		{ofOld, "recall_by_phone", "recall_scheduled"},
		{ofNew, "recall", "recall_scheduled"},
		{ofNew + ofOld, "recall", "recall_scheduled"},
		{"", "recall_by_phone", "parameter_missing"},
		{ofOld + "&telefono=", "recall", "parameter_missing"},
		{ofOld + "&rellamada", "recall", "parameter_missing"},
		{ofOld + "&id_camp=7224", "recall", "parameter_missing"},
		{ofOld + "&id_customer=1&recall_style=auto&name_recall=x", "recall_by_phone", "recall_scheduled"}, // none of the three
		{ofOld + "&TELEFONO=1", "recall_by_phone", "recall_scheduled"},
	} {
		got := c.mustGet(tt.outcome, box("recall", "agent_id=12989"+tt.query))
		if name, _, _ := strings.Cut(got.header.Get("X-Wolkvox-Mock"), "/"); name != tt.operation || newest(t, w).Operation != tt.operation {
			t.Errorf("%s is a %s, in the journal a %s, want %s", tt.query, name, newest(t, w).Operation, tt.operation)
		}
	}
	for _, a := range []ask{newRecall, oldRecall} {
		for _, method := range []string{"GET", "PUT", "DELETE"} {
			a.method = method
			c.mustGet("method_wrong", a)
		}
	}
}

func source(t testing.TB) string { return string(wolkvox(t).Source()) }

// cut takes what stands between two texts out of the document, the first included.
func cut(t testing.TB, text, from, to string) string {
	t.Helper()
	i := strings.Index(text, from)
	if i < 0 {
		t.Fatalf("the document does not have %q", from)
	}
	j := strings.Index(text[i+len(from):], to)
	if j < 0 {
		t.Fatalf("the document does not have %q after %q", to, from)
	}
	return text[:i] + text[i+len(from)+j:]
}

// Document, operations.go and outcomes are held together when a server is made. What one of them lacks is named.
func TestNew_documentAndCodeMustAgree(t *testing.T) {
	t.Parallel()
	whole := source(t)
	const hang, changeStatus = "  /api/v2/agentbox.php#hang:\n", "  /api/v2/agentbox.php#change_status:\n"
	hangItem := whole[strings.Index(whole, hang):strings.Index(whole, changeStatus)]
	sing := strings.NewReplacer("#hang:", "#sing:", "operationId: hang", "operationId: sing", "example: hang", "example: sing", "enum: [hang]", "enum: [sing]").Replace(hangItem)
	for _, tt := range []struct {
		what, document, want string
	}{
		{"an operation that nobody handles", strings.Replace(whole, changeStatus, sing+changeStatus, 1), `the document describes "sing" as its operation no. 2, operations.go has no row for it there`},
		{"one more at the end", whole + sing, fmt.Sprintf(`the document describes "sing" as its operation no. %d, operations.go has no row for it there`, len(wolkvox(t).Operations)+1)},
		{"an operation less", strings.Replace(whole, hangItem, "", 1), `operations.go has a row for "hang", the document does not describe it`},
		{"another order", strings.Replace(whole, hangItem, "", 1) + hangItem,
			`the document describes "change_status" as its operation no. 1, operations.go has no row for it there`},
		{"an own outcome less", cut(t, whole, "                state_unknown:\n", "                agent_logged_out:"), `operation change_status: the document has no example named "state_unknown"`},
		{"an own outcome more", strings.Replace(whole, "                state_unknown:\n", "                state_strange: {$ref: '#/components/examples/no_active_call', x-request: {status: strange}}\n                state_unknown:\n", 1),
			`operation change_status: the document has the outcome "state_strange", which nothing can bring about`},
		{"success renamed", strings.Replace(whole, "                hung_up:\n", "                hanged_up:\n", 1), `operation hang: the document has the outcome "hanged_up", which nothing can bring about`},
		{"a general outcome less", cut(t, whole, "            token_busy:\n", "            token_limit_exceeded:"), `general replies: the document has no example named "token_busy"`},
		{"a general outcome more", strings.Replace(whole, "            token_busy:\n", "            token_tired:\n              x-evidence: inferred\n              x-source: a test\n              x-given: {none: a test}\n              value: {code: \"403\", error: FORBIDDEN, msg: TIRED}\n            token_busy:\n", 1),
			`general replies: the document has the outcome "token_tired", which nothing can bring about`},
		{"a variable misspelt", strings.Replace(whole, "{agent_id} does not have an active call", "{agentid} does not have an active call", 1),
			`operation hang: the outcome "no_active_call" has the variable {agentid}; it can have [api agent_id wolkvox_server]`},
		{"a variable in capitals", strings.Replace(whole, "{agent_id} does not have an active call", "{Agent_ID} does not have an active call", 1), "a variable is written {name}, in lower case"},
		{"a variable that only success has", strings.Replace(whole, "does not have a predictive call", "{conn_id}", 1), `operation aux_call: the outcome "no_predictive_call" has the variable {conn_id}`},
		{"a variable of no general reply", strings.Replace(whole, "PLEASE VALIDATE TOKEN", `"PLEASE VALIDATE {limit}"`, 1), `general replies: the outcome "token_unknown" has the variable {limit}; it can have []`},
		{"a status that is not the code", strings.Replace(whole, "x-status: 413", "x-status: 414", 1), "outcome body_too_large has code 413 and HTTP status 414"},
		{"a status that is none", strings.Replace(whole, "x-status: 503", "x-status: 99999", 1), "expected 200 to 599"},
		{"nothing", "", "line 1: the file is empty"},
		{"no YAML", "a: [", "line 2: did not find expected node content"},
		{"no OpenAPI", "a: 1", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			if tt.document == whole {
				t.Fatal("the document was not changed")
			}
			_, err := mockserver.New(mockserver.WithDocument([]byte(tt.document)))
			if err == nil || !strings.HasPrefix(err.Error(), "mockserver: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

// A team that learns the real text of an error edits the document, and nothing else.
func TestNew_textsComeFromTheDocument(t *testing.T) {
	t.Parallel()
	edited := strings.Replace(source(t), `msg: "Agent_id {agent_id} does not have an active call."`, `msg: "NO CALL AT {agent_id}"`, 1)
	edited = strings.Replace(edited, "x-evidence: inferred\n      x-source: Q-NO-CALL-REPLY", "x-evidence: observed\n      x-source: our own traffic", 1)
	s := mockserver.Run(t, mockserver.WithDocument([]byte(edited)))
	got := callerOf(t, s.Default()).mustGet("no_active_call", box("hang", "agent_id=12991"))
	if !strings.Contains(got.body, `"msg": "NO CALL AT 12991"`) || got.header.Get("X-Wolkvox-Mock") != "hang/no_active_call; evidence=observed" {
		t.Errorf("%s\n%s", got.header.Get("X-Wolkvox-Mock"), got.body)
	}
}
