package openapi

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"
)

const token = "7b64656d6f7d2d3230323630313031303030303030"

// mustWolkvox is the built-in document.
func mustWolkvox(t testing.TB) *Document {
	t.Helper()
	d, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var parsed = sync.OnceValues(Wolkvox)

func mustOperation(t testing.TB, name string) *Operation {
	t.Helper()
	o := mustWolkvox(t).Operation(name)
	if o == nil {
		t.Fatalf("no operation %s", name)
	}
	return o
}

// q is a query: name, value, name, value, …
func q(pairs ...string) (v Values) {
	for i := 0; i+1 < len(pairs); i += 2 {
		v = append(v, Value{pairs[i], pairs[i+1]})
	}
	return v
}

// filled has a value with what has to be escaped for any hole of an outcome, and as many records for any of its lists.
func filled(o *Outcome, records int) Data {
	var d Data
	for _, names := range append(slices.Collect(maps.Values(o.Lists)), o.Holes) {
		for _, name := range names {
			d.Values = append(d.Values, Value{name, name + "\n\"é (1)"})
		}
	}
	for range 3 { // lists within lists
		lists := map[string][]Data{}
		for name := range o.Lists {
			lists[name] = slices.Repeat([]Data{d}, records)
		}
		d = Data{d.Values, lists}
	}
	return d
}

// edit changes the built-in document; the text to replace must be there.
func edit(t *testing.T, from, to string) []byte {
	t.Helper()
	source := mustWolkvox(t).Source()
	if !bytes.Contains(source, []byte(from)) {
		t.Fatalf("the document has no %q", from)
	}
	return bytes.Replace(source, []byte(from), []byte(to), 1)
}

// mustNotParse wants an error of Parse. Where it names a line, @ stands for the one where the text behind it ends.
func mustNotParse(t *testing.T, data []byte, want string) {
	t.Helper()
	if parts := strings.Split(want, "@"); len(parts) == 3 {
		before, _, _ := bytes.Cut(data, []byte(parts[1]))
		line := 1 + bytes.Count(before, []byte("\n")) + strings.Count(parts[1], "\n")
		want = fmt.Sprint(parts[0], line, parts[2])
	}
	if _, err := Parse(data); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Parse: %v, want an error with %q", err, want)
	}
}

func TestParse_refuses(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"bad evidence", "x-evidence: example\n                  x-source: https://www.wolkvox.com/en/hang", "x-evidence: sure\n                  x-source: https://www.wolkvox.com/en/hang", `operation hang: line @x-evidence: sure@: outcome hung_up: x-evidence is "sure"`},
		{"no source", "                  x-source: https://www.wolkvox.com/en/hang-up-agent-v2/\n", "", "operation hang: line @hung_up:\n                  x-evidence@: outcome hung_up has no x-source"},
		{"an answer without evidence", "{question: Q-HANG-IDLE, says: Without a call it is refused with 404., x-evidence: inferred}", "{question: Q-HANG-IDLE, says: Without a call it is refused with 404.}", "operation hang: line @Q-HANG-IDLE@: an answer needs"},
		{"an answer with bad evidence", "refused with 404., x-evidence: inferred}", "refused with 404., x-evidence: guess, x-source: x}", "operation hang: line @Q-HANG-IDLE@: Q-HANG-IDLE: x-evidence"},
		{"outcome twice", "                no_active_call: {$ref: '#/components/examples/no_active_call'}\n        default", "                hung_up: {$ref: '#/components/examples/no_active_call'}\n        default", "operation hang: line @    no_active_call:\n      x-evidence@: outcome hung_up is there twice"},
		{"fragment is not operationId", "agentbox.php#hang", "agentbox.php#hangs", `operation hang: its operationId and the fragment of its path ("hangs")`},
		{"api may be left out", "{name: api, in: query, required: true, description: Selects the operation., example: hang,", "{name: api, in: query, description: Selects the operation., example: hang,", "operation hang: its operationId"},
		{"api has another value", "enum: [hang]", "enum: [hang, hung]", "operation hang: "},
		{"two operations of one name", "  /api/v2/agentbox.php#change_status:\n    post:\n      operationId: change_status", "  /api/v2/agentbox.php#hang :\n    post:\n      operationId: hang", "operation hang: it is there twice"},
		{"the same api twice, and nothing to choose by", "example: hold, schema: {type: string, enum: [hold]}", "example: mute, schema: {type: string, enum: [mute]}", "operation hold: mute has the same `api` and no x-chosen-by"},
		{"chosen by a parameter that is none", "      operationId: hold\n", "      operationId: hold\n      x-chosen-by: [volume]\n", `operation hold: line @volume@: x-chosen-by names "volume"`},
		{"chosen by a parameter that may be left out", "[telefono, rellamada, id_camp]", "[telefono, name_recall]", `operation recall: line @name_recall]@: x-chosen-by names "name_recall"`},
		{"an answer about an operation that is none", "  - question: Q-TOGGLE-IDLE\n", "  - question: Q-TOGGLE-IDLE\n    x-operations: [fly]\n", `Q-TOGGLE-IDLE is about "fly", which is no operation`},
		{"a list that is not there", "                hung_up:\n", "                hung_up:\n                  x-each: [data]\n", `outcome hung_up has x-each "data", which is no list of one item`},
		{"a list of lists that is none", "                hung_up:\n", "                hung_up:\n                  x-each: data\n", `outcome hung_up has an x-each that is no list; write it like [data]`},
		{"a list that is a text", "data: {conn_id: \"{conn_id}\"}}\n        \"400\"", "data: {conn_id: \"{conn_id}\"}}\n                  x-each: [conn_id]\n        \"400\"", `has x-each "conn_id", which is no list of one item`},
		{"a variable that is none", "Hang has been successful}", "\"Hang {Agent} has been successful\"}", `outcome hung_up has "Hang {Agent} has been successful"; a variable is written {name}, in lower case`},
		{"general response forgotten", `        "403": {$ref: '#/components/responses/Forbidden'}` + "\n", "", "operation hang: it does not refer to the general response Forbidden"},
		{"no page", `      externalDocs: {url: "https://www.wolkvox.com/en/hang-up-agent-v2/"}` + "\n", "", "operation hang: it has no externalDocs"},
		{"no operationId", "      operationId: hang\n", "", "line @    post:\n      tags@: POST /api/v2/agentbox.php#hang has no operationId"},
		{"circle", "    agent_unknown:\n      x-evidence: inferred\n      x-source: Q-AGENT-UNKNOWN\n      x-request: {agent_id: \"99999\"}\n      value: {code: \"404\", error: Not Found, msg: \"Agent_id {agent_id} does not exist in your operation.\"}", "    agent_unknown: {$ref: '#/components/examples/agent_unknown'}", "agent_unknown"},
		{"dangling $ref", "'#/components/examples/no_active_call'", "'#/components/examples/nobody'", "nobody"},
		{"external $ref", "'#/components/examples/no_active_call'", "'other.yaml#/nobody'", "external"},
		{"no status", "              x-status: 404\n              x-evidence: inferred\n              x-source: Q-UNKNOWN-PATH\n              x-path: /api/v2/unknown.php\n              value: {code: \"404\"", "              x-evidence: inferred\n              x-source: Q-UNKNOWN-PATH\n              x-path: /api/v2/unknown.php\n              value: {code: none", "outcome path_unknown has no HTTP status: give it x-status"},
		{"invalid example", `value: {code: "200", error: null, msg: Hang has been successful}`, `value: {code: 200, error: null, msg: Hang has been successful}`, "hung_up"},
		{"example without value", `value: {code: "200", error: null, msg: Hang has been successful}`, `externalValue: "https://example.com/"`, "example hung_up: Value is not nullable"},
		{"required parameter without example", `      example: "12989"` + "\n", "", "its parameter agent_id is required and has no example"},
		{"no security scheme with a header", "in: header\n      name: wolkvox-token", "in: query\n      name: wolkvox-token", "needs a server and a security scheme"},
		{"no server", "servers:\n  - url: https://wv{wolkvox_server}.wolkvox.com", "servers: []\nx-servers:\n  - url: x", "needs a server and a security scheme"},
		{"alias", "    NoError:\n      type: string", "    NoError: &none\n      type: string\n      x-alias: *none", "aliases are not understood here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mustNotParse(t, edit(t, tt.from, tt.to), tt.want)
		})
	}
	for name, data := range map[string]string{"empty": "", "a comment": "# nothing", "no YAML": "\t{", "a list": "[]", "Swagger 2": "swagger: '2.0'"} {
		t.Run(name, func(t *testing.T) {
			if d, err := Parse([]byte(data)); err == nil {
				t.Errorf("Parse(%q) = %v", data, d)
			}
		})
	}
}

// Parameters of a path count for its operations too; the control API has such.
func TestParse_parametersOfPath(t *testing.T) {
	data := edit(t, "    put:\n      operationId: disable_agent", "    parameters:\n      - {name: depth, in: query, required: true, example: 1, schema: {type: integer}}\n      - {name: api, in: query, schema: {type: string}}\n    put:\n      operationId: disable_agent")
	data = bytes.Replace(data, []byte("configuration.php#disable_agent"), []byte("alone.php#disable_agent"), 1) // others share no such path
	d, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	got := d.Operation("disable_agent").CheckRequest(Request{Query: q("api", "disable_agent", "depth", "deep"), Body: []byte(`{"agent_id":"1"}`)})
	want := []Violation{{Rule: RuleParameterValue, Where: "query depth", Expected: `an integer, such as "1"`, Got: `"deep"`}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Violation{}, "Source", "Try")); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

func TestOutcome_Append(t *testing.T) {
	o := mustOperation(t, "transfer")
	var got []string
	for _, out := range o.Outcomes {
		if out.Name == "transferred" {
			got = append(got, string(out.Append(nil, Data{Values: q("customer_phone", "3\"\n/é\xff", "conn_id", "12.3")})), fmt.Sprint(out.Holes))
		}
	}
	want := []string{"{\n    \"code\": \"200\",\n    \"error\": null,\n    \"msg\": \"Call has been transfer to 3\\\"\\n/é\uFFFD number\",\n    \"data\": {\n        \"conn_id\": \"12.3\"\n    }\n}", "[customer_phone conn_id]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
}

// Every outcome is recognised by its own words, whatever fills the holes, and keeps the contract with however many
// records. Where another one before it has the very same words and keys, that one is recognised.
func TestRecognise(t *testing.T) {
	d := mustWolkvox(t)
	header := http.Header{"Content-Type": {"application/json"}}
	for _, o := range d.Operations {
		all := slices.Concat(o.Outcomes, d.General)
		for _, out := range all {
			for records := range 4 {
				first := all[slices.IndexFunc(all, func(other *Outcome) bool {
					return twins(other, out) && (records == 0 || slices.Equal(other.keys, out.keys))
				})]
				body := out.Append(nil, filled(out, records))
				if got := o.Recognise(out.Status, body); got != first {
					t.Errorf("%s: %s was recognised as %v, want %s", o.Name, body, got, first.Name)
				}
				for _, v := range o.CheckReply(out.Status, header, body, token) {
					if records == 1 || !strings.Contains(v.Expected, "number of items") { // some lists have one record, or one at the least
						t.Errorf("%s/%s with %d records: %v", o.Name, out.Name, records, v)
					}
				}
			}
		}
	}
	hang := d.Operation("hang")
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   *Outcome
	}{
		{"other capitals", 404, `{"code":"404","error":"NOT FOUND","msg":"AGENT_ID 1 IS NOT LOGGED IN."}`, hang.Outcomes[2]},
		{"unknown words", 404, `{"code":"404","msg":"Nobody is home."}`, nil},
		{"another status", 200, `{"code":"404","msg":"Agent_id 1 is not logged in."}`, nil},
		{"another type of code", 200, `{"code":200,"msg":"Hang has been successful"}`, nil},
		{"no JSON", 200, `Hang has been successful`, nil},
	} {
		if diff := cmp.Diff(tt.want, hang.Recognise(tt.status, []byte(tt.body)), cmp.Comparer(func(a, b *Outcome) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// twins reports whether two outcomes have the same status and words, but for the names of their variables.
func twins(a, b *Outcome) bool {
	return a.Status == b.Status && a.code == b.code && a.msg().String() == b.msg().String()
}

// The order of outcomes matters where the words of one are a part of another's.
func TestRecognise_whatHoldsMore(t *testing.T) {
	o := mustOperation(t, "edit_licenses")
	for msg, want := range map[string]string{
		" - Change of contact center licenses from 5 to 20 - Change of PBX licenses from 3 to 10": "licenses_changed",
		" - Change of contact center licenses from 5 to 20":                                       "call_center_licenses_changed",
		" - Change of PBX licenses from 3 to 10":                                                  "pbx_licenses_changed",
	} {
		if got := o.Recognise(200, []byte(`{"code":"200","error":null,"msg":"`+msg+`"}`)); got == nil || got.Name != want {
			t.Errorf("%q was recognised as %v, want %s", msg, got, want)
		}
	}
}

func TestDocument_Server(t *testing.T) {
	d := mustWolkvox(t)
	got := map[string]string{"server": d.Server("0001"), "token": d.TokenHeader()}
	want := map[string]string{"server": "https://wv0001.wolkvox.com", "token": "wolkvox-token"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParse_small(t *testing.T) {
	if _, err := Parse([]byte(small)); err != nil {
		t.Fatal(err)
	}
}

// However a document is broken, Parse says so or what it gives can be used: each part of one in turn is left out or
// replaced by something else.
func TestParse_brokenAnywhere(t *testing.T) {
	parsed := 0
	for _, broken := range []string{"", "null", "x", "7", "[]", "{}", "{$ref: '#/components/responses/E'}", "{$ref: '#/nowhere'}"} {
		var replacement yaml.Node
		if err := yaml.Unmarshal([]byte(broken), &replacement); err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ {
			var root yaml.Node
			if err := yaml.Unmarshal([]byte(small), &root); err != nil {
				t.Fatal(err)
			}
			at := n
			if !breakNode(root.Content[0], &at, &replacement) {
				break
			}
			data, err := yaml.Marshal(&root)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Parse(data)
			if err != nil {
				continue
			}
			parsed++
			if _, err := d.Render(ViewPortable, FormatJSON, ""); err != nil {
				t.Errorf("%s\n%v", data, err)
			}
			for _, o := range d.Operations {
				o.CheckRequest(Request{Body: []byte("[]")})
				o.CheckReply(200, http.Header{"Content-Type": {"application/json"}}, []byte("[]"), "")
			}
		}
	}
	if parsed == 0 {
		t.Error("no document was good enough to be used")
	}
}

// breakNode replaces the value that is the at-th of a tree, or leaves it out when there is nothing to put there.
func breakNode(n *yaml.Node, at *int, replacement *yaml.Node) bool {
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	for i := step - 1; i < len(n.Content); i += step {
		if *at--; *at < 0 {
			if replacement.Kind == 0 {
				n.Content = slices.Delete(n.Content, i-step+1, i+1)
			} else {
				n.Content[i] = replacement.Content[0]
			}
			return true
		}
		if breakNode(n.Content[i], at, replacement) {
			return true
		}
	}
	return false
}

// Our own documents are only compiled when a server starts. That they are sound is found here.
func TestBuiltIn_isSound(t *testing.T) {
	if _, err := Parse(mustWolkvox(t).Source()); err != nil {
		t.Errorf("wolkvox.yaml: %v", err)
	}
	admin, err := Admin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.spec(); err != nil {
		t.Errorf("admin.yaml: %v", err)
	}
}
