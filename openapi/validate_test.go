package openapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const numeric = `text that matches ^[0-9]+$, such as "12989"`

func TestCheckRequest(t *testing.T) {
	hang := q("api", "hang", "agent_id", "12989")
	with := func(more ...string) Request {
		return Request{Query: append(q("api", "hang", "agent_id", "12989"), q(more...)...)}
	}
	body := func(s string) Request { return Request{Query: q("api", "disable_agent"), Body: []byte(s)} }
	codes := func(s string) Request {
		return Request{Query: q("api", "remove_cod_act"), Body: []byte(`{"type_code":"cod_act1","cod_act":` + s + `}`)}
	}
	upload := q("api", "upload_file")
	for _, tt := range []struct {
		name      string
		operation string
		request   Request
		want      []Violation
	}{
		{"correct", "hang", Request{Query: hang}, nil},
		{"a body that says nothing", "hang", Request{Query: hang, Body: []byte(" null ")}, nil},
		{"a body nobody reads", "hang", Request{Query: hang, Body: []byte("x")}, []Violation{{Rule: RuleBodyUnexpected, Where: "body", Expected: "no body: the parameters of hang stand in the query", Got: `"x"`}}},
		{"a semicolon that hides nothing", "type", Request{Query: q("api", "type", "agent_id", "1", "cod_act", "020", "cod_act_2", "B1", "comments", "a;b=c")}, nil},
		{"a semicolon that hides a parameter", "transfer", Request{Query: q("api", "transfer", "agent_id", "1;customer_phone=3")}, []Violation{
			{Rule: RuleQuerySeparator, Where: "query", Expected: `"&" between the parameters`, Got: `";"`},
			{Rule: RuleParameterValue, Where: "query agent_id", Expected: numeric, Got: `"1;customer_phone=3"`},
			{Rule: RuleParameterMissing, Where: "query customer_phone", Expected: `text that matches ^\+?[0-9]+$, such as "3000000000"`, Got: "nothing"},
		}},
		{"the token in the query", "hang", with("wolkvox-token", "x"), []Violation{{Rule: RuleTokenMisplaced, Where: "query wolkvox-token", Expected: "the token in the header wolkvox-token, and nowhere else", Got: Redacted}}},
		{"the token in the body", "disable_agent", body(`{"agent_id":"1","token":"x"}`), []Violation{{Rule: RuleTokenMisplaced, Where: "body token", Expected: "the token in the header wolkvox-token, and nowhere else", Got: Redacted}}},
		{"missing", "hang", Request{Query: q("api", "hang")}, []Violation{{Rule: RuleParameterMissing, Where: "query agent_id", Expected: numeric, Got: "nothing"}}},
		{"nothing at all", "hang", Request{}, []Violation{
			{Rule: RuleParameterMissing, Where: "query api", Expected: "hang", Got: "nothing"},
			{Rule: RuleParameterMissing, Where: "query agent_id", Expected: numeric, Got: "nothing"},
		}},
		{"empty", "hang", Request{Query: q("api", "hang", "agent_id", "")}, []Violation{{Rule: RuleParameterMissing, Where: "query agent_id", Expected: numeric, Got: "nothing"}}},
		{"wrong", "hang", Request{Query: q("api", "hang", "agent_id", "a\"b\n")}, []Violation{{Rule: RuleParameterValue, Where: "query agent_id", Expected: numeric, Got: `"a\"b\n"`}}},
		{"long", "hang", Request{Query: q("api", "hang", "agent_id", strings.Repeat("é", 60))}, []Violation{{Rule: RuleParameterValue, Where: "query agent_id", Expected: numeric, Got: `"` + strings.Repeat("é", 40) + `…"`}}},
		{"not UTF-8", "hang", Request{Query: q("api", "hang", "agent_id", "\xff")}, []Violation{{Rule: RuleParameterValue, Where: "query agent_id", Expected: numeric, Got: "\"\uFFFD\""}}},
		{"another api", "hang", Request{Query: q("api", "hangup", "agent_id", "1")}, []Violation{{Rule: RuleParameterValue, Where: "query api", Expected: "hang", Got: `"hangup"`}}},
		{"unknown", "hang", with("agentid", "1"), []Violation{{Rule: RuleParameterUnknown, Where: "query agentid", Expected: "one of api, agent_id", Got: `"1"`}}},
		{"unknown and odd", "hang", with("a\nb", "1"), []Violation{{Rule: RuleParameterUnknown, Where: `query "a\nb"`, Expected: "one of api, agent_id", Got: `"1"`}}},
		{"repeated", "hang", with("agent_id", "2", "agent_id", "3"), []Violation{{Rule: RuleParameterRepeated, Where: "query agent_id", Expected: "the parameter once (the last one counts)", Got: `"3"`}}},
		{"repeated, empty at last", "hang", with("agent_id", ""), []Violation{
			{Rule: RuleParameterRepeated, Where: "query agent_id", Expected: "the parameter once (the last one counts)", Got: `""`},
			{Rule: RuleParameterMissing, Where: "query agent_id", Expected: numeric, Got: "nothing"},
		}},
		{"wrong header", "hang", Request{Query: hang, Header: http.Header{"Wolkvox_server": {"wv42"}}}, []Violation{{Rule: RuleParameterValue, Where: "header wolkvox_server", Expected: `text that matches ^[0-9]{4}$, such as "0042"`, Got: `"wv42"`}}},

		{"correct body", "disable_agent", body(` {"agent_id": "1"} `), nil},
		{"no body", "disable_agent", body(""), []Violation{{Rule: RuleBodyJSON, Where: "body", Expected: "a JSON object", Got: "nothing"}}},
		{"a form", "disable_agent", body("agent_id=1"), []Violation{{Rule: RuleBodyForm, Where: "body", Expected: "a JSON object", Got: `"agent_id=1"`}}},
		{"no JSON", "disable_agent", body("agent_id: 1"), []Violation{{Rule: RuleBodyJSON, Where: "body", Expected: "a JSON object, and nothing else", Got: `"agent_id: 1"`}}},
		{"text after it", "disable_agent", body(`{"agent_id":"1"}}`), []Violation{{Rule: RuleBodyJSON, Where: "body", Expected: "a JSON object, and nothing else", Got: `"{\"agent_id\":\"1\"}}"`}}},
		{"a list", "disable_agent", body(`[{"agent_id":"1"}]`), []Violation{{Rule: RuleBodyJSON, Where: "body", Expected: "a JSON object", Got: `[{"agent_id":"1"}]`}}},
		{"field missing", "disable_agent", body(`{}`), []Violation{{Rule: RuleParameterMissing, Where: "body /agent_id", Expected: `text that matches ^[0-9]+$, such as "12992"`, Got: "nothing"}}},
		{"field null", "disable_agent", body(`{"agent_id":null}`), []Violation{{Rule: RuleBodyValue, Where: "body /agent_id", Expected: "a value, not null", Got: "null"}}},
		{"field a number", "disable_agent", body(`{"agent_id":12345678901234567890}`), []Violation{{Rule: RuleBodyValue, Where: "body /agent_id", Expected: "a string", Got: "12345678901234567890"}}},
		{"field an object", "disable_agent", body(`{"agent_id":{"a":[1,null,"<"]}}`), []Violation{{Rule: RuleBodyValue, Where: "body /agent_id", Expected: "a string", Got: `{"a":[1,null,"<"]}`}}},
		{"field wrong", "disable_agent", body(`{"agent_id":"x"}`), []Violation{{Rule: RuleBodyValue, Where: "body /agent_id", Expected: `text that matches ^[0-9]+$, such as "12992"`, Got: `"x"`}}},
		{"field undocumented", "disable_agent", body(`{"agent_id":"1","y":null,"\"":[2]}`), []Violation{
			{Rule: RuleBodyValue, Where: `body /"`, Expected: "only agent_id", Got: "[2]"},
			{Rule: RuleBodyValue, Where: "body /y", Expected: "only agent_id", Got: "null"},
		}},
		{"not one field of some", "edit_licenses", Request{Query: q("api", "edit_licenses"), Body: []byte(`{}`)}, []Violation{{Rule: RuleBodyValue, Where: "body", Expected: "at least 1 of call_center, pbx", Got: "{}"}}},

		{"a list", "remove_cod_act", codes(`["020","021"]`), nil},
		{"one text for a list", "remove_cod_act", codes(`"020"`), nil},
		{"no list", "remove_cod_act", Request{Query: q("api", "remove_cod_act"), Body: []byte(`{"type_code":"cod_act1"}`)}, []Violation{{Rule: RuleParameterMissing, Where: "body /cod_act", Expected: `a text, or a list of texts, such as ["020","021"]`, Got: "nothing"}}},
		{"an empty list", "remove_cod_act", codes(`[]`), []Violation{{Rule: RuleBodyValue, Where: "body /cod_act", Expected: `a text, or a list of texts, such as ["020","021"]`, Got: "[]"}}},
		{"a list of other things", "remove_cod_act", codes(`["020",21]`), []Violation{{Rule: RuleBodyValue, Where: "body /cod_act", Expected: `a text, or a list of texts, such as ["020","021"]`, Got: `["020",21]`}}},
		{"a wrong text in a list", "add_dnc", Request{Query: q("api", "add_dnc"), Body: []byte(`{"type_call":"up","telephones":["3000000000","x"]}`)}, []Violation{
			{Rule: RuleBodyValue, Where: "body /telephones", Expected: `a text, or a list of texts that match ^\+?[0-9]+$, such as ["3000000000","3000000001"]`, Got: `["3000000000","x"]`},
			{Rule: RuleBodyValue, Where: "body /type_call", Expected: "one of inbound, outbound, inbound/outbound, all", Got: `"up"`},
		}},

		{"a file", "upload_file", Request{Query: upload, Files: 1}, nil},
		{"no file", "upload_file", Request{Query: upload}, []Violation{{Rule: RuleParameterMissing, Where: "body file", Expected: "a file, as a part of a form", Got: "nothing"}}},
		{"JSON for a file", "upload_file", Request{Query: upload, Body: []byte(`{"file":"x"}`)}, []Violation{{Rule: RuleParameterMissing, Where: "body file", Expected: "a file, as a part of a form", Got: "nothing"}}},
		{"a file and a wrong query", "upload_file", Request{Query: append(upload, q("file", "x")...), Files: 1}, []Violation{{Rule: RuleParameterUnknown, Where: "query file", Expected: "only api", Got: `"x"`}}},

		{"the new signature", "recall", Request{Query: q("api", "recall", "agent_id", "1", "id_camp", "2", "id_customer", "3", "telefono", "4", "rellamada", "20300101000000", "recall_style", "auto")}, nil},
		{"the old signature", "recall_by_phone", Request{Query: q("api", "recall", "agent_id", "1", "customer_phone", "4", "date", "20300101000000", "type_recall", "auto")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := mustOperation(t, tt.operation)
			got := o.CheckRequest(tt.request)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(Violation{}, "Source", "Try")); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			for _, v := range got {
				if v.Source != o.Page || v.Try == "" {
					t.Errorf("source %q, try %q", v.Source, v.Try)
				}
			}
		})
	}
}

func TestCheckReply(t *testing.T) {
	for _, tt := range []struct {
		name      string
		status    int
		mediaType string
		body      string
		want      []Violation
	}{
		{"correct", 200, "application/json", `{"code":"200","error":null,"msg":"x"}`, nil},
		{"correct with a charset", 200, "application/json; charset=utf-8", `{"code":"200","error":null,"msg":"x"}`, nil},
		{"undocumented status", 301, "application/json", `{"code":"301"}`, []Violation{
			{Rule: RuleReplyBody, Where: "reply /error", Expected: "a value", Got: "nothing"},
			{Rule: RuleReplyBody, Where: "reply /msg", Expected: "a value", Got: "nothing"},
		}},
		{"HTML", 200, "text/html", "<p>", []Violation{{Rule: RuleReplyBody, Where: "reply Content-Type", Expected: "application/json", Got: `"text/html"`}}},
		{"no type", 200, "", "{}", []Violation{{Rule: RuleReplyBody, Where: "reply Content-Type", Expected: "application/json", Got: "nothing"}}},
		{"nothing", 200, "application/json", "", []Violation{{Rule: RuleReplyBody, Where: "reply", Expected: "a JSON object, and nothing else", Got: "nothing"}}},
		{"text after it", 200, "application/json", `{"code":"200","error":null,"msg":"x"}x`, []Violation{{Rule: RuleReplyBody, Where: "reply", Expected: "a JSON object, and nothing else", Got: `"{\"code\":\"200\",\"error\":null,\"msg\":\"x\"}x"`}}},
		{"a list", 200, "application/json", `[]`, []Violation{{Rule: RuleReplyBody, Where: "reply", Expected: "an object", Got: "[]"}}},
		{"a number for a code", 200, "application/json", `{"code":200,"error":null,"msg":"x"}`, []Violation{{Rule: RuleReplyBody, Where: "reply /code", Expected: `"200"`, Got: "200"}}},
		{"undocumented field", 200, "application/json", `{"code":"200","error":null,"msg":"x","data":{"conn_id":"1"}}`, []Violation{{Rule: RuleReplyBody, Where: "reply /data", Expected: "only code, error, msg", Got: `{"conn_id":"1"}`}}},
		{"within allOf", 404, "application/json", `{"code":"400","error":"","msg":null}`, []Violation{
			{Rule: RuleReplyBody, Where: "reply /error", Expected: "text of at least 1 characters", Got: `""`},
			{Rule: RuleReplyBody, Where: "reply /msg", Expected: "a value, not null", Got: "null"},
			{Rule: RuleReplyBody, Where: "reply /code", Expected: `"404"`, Got: `"400"`},
		}},
		{"a secret", 404, "application/json", `{"code":"` + token + `","error":"x","msg":"x"}`, []Violation{{Rule: RuleReplyBody, Where: "reply /code", Expected: `"404"`, Got: "(redacted)"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := mustOperation(t, "hang").CheckReply(tt.status, http.Header{"Content-Type": {tt.mediaType}}, []byte(tt.body), token)
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(Violation{}, "Source", "Try")); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
	d, err := Parse(mergeDocument)
	if err != nil {
		t.Fatal(err)
	}
	add := d.Operation("add")
	delete(add.route().Operation.Responses.Map(), "default")
	add.route().Operation.Responses.Delete("default")
	want := []Violation{{Rule: RuleReplyStatus, Where: "reply", Expected: "a documented status", Got: "301", Source: add.Page}}
	mustEqual(t, "violations", want, add.CheckReply(301, nil, nil, ""))
}

// A number says what it must be at the least.
func TestCheckRequest_number(t *testing.T) {
	admin, err := Admin()
	if err != nil {
		t.Fatal(err)
	}
	o := admin.Operation("listRequests")
	got := o.CheckRequest(Request{Query: q("limit", "0"), Path: map[string]string{"world": "default"}})
	want := []Violation{{Rule: RuleParameterValue, Where: "query limit", Expected: `an integer of at least 1, such as "10"`, Got: `"0"`}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Violation{}, "Source", "Try")); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

// Bounds, times and alternatives are said in words.
func TestCheckRequest_words(t *testing.T) {
	admin, err := Admin()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ operation, body, want string }{
		{"addFault", `{"status":99}`, "a number of at least 200"},
		{"addDialRule", `{"result":"busy","times":1000001}`, "a number of at most 1000000"},
		{"setClock", `{"action":"set","time":"soon"}`, "a time such as 2026-01-31T09:00:00Z"},
		{"createWorld", `{"clock":"soon"}`, "a time such as 2026-01-31T09:00:00Z, or an object with frozen, speed, time, or an object with speed"},
		{"addToken", `{"token":{}}`, "a string"},
		{"createWorld", `{"ttl":"5"}`, `text that matches ^(0|([0-9]+(\.[0-9]+)?(h|m|s|ms|us|µs|ns))+)$, such as "500ms"`},
		{"putAccount", `{"acw_limit":"5"}`, `text that matches ^(0|([0-9]+(\.[0-9]+)?(h|m|s|ms|us|µs|ns))+)$, such as "500ms"`},
	} {
		got := admin.Operation(tt.operation).CheckRequest(Request{Path: map[string]string{"world": "default"}, Body: []byte(tt.body)})
		if len(got) != 1 || got[0].Expected != tt.want {
			t.Errorf("%s %s: %v, want one that expects %s", tt.operation, tt.body, got, tt.want)
		}
	}
}

// FuzzCheckRequest: no request makes the checks panic, and no violation holds the token.
func FuzzCheckRequest(f *testing.F) {
	d := mustWolkvox(f)
	f.Add("disable_agent", "api=disable_agent", `{"agent_id":"1"}`, "0042")
	f.Add("disable_agent", token+"=1", `{"`+token+`":[{}]}`, token)
	f.Add("hang", "x=%37b&agent_id="+token, "", "")
	f.Add("add_dnc", "api=add_dnc", `{"type_call":"all","telephones":["`+token+`",7,["`+token+`"]]}`, "")
	for _, o := range d.Operations {
		f.Add(o.Name, exampleQuery(o), `{"`+token+`":"`+token+`"}`, "")
		f.Add(o.Name, exampleQuery(o), o.bodyExample, "")
	}
	f.Fuzz(func(t *testing.T, operation, query, body, server string) {
		o := named(t, d, operation)
		r := Request{Query: parseQuery(query), Header: http.Header{"Wolkvox_server": {server}}, Body: []byte(body), Secret: token}
		if o.HasForm() {
			r.Files = len(body) % 2 // a form is taken apart before it comes here
		}
		for _, v := range o.CheckRequest(r) {
			if strings.Contains(v.String()+v.Try, token) {
				t.Errorf("the token is in %v", v)
			}
		}
	})
}
