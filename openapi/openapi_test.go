package openapi

import (
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

// edit changes a document; the text to replace must be there.
func edit(t *testing.T, source, from, to string) []byte {
	t.Helper()
	if !strings.Contains(source, from) {
		t.Fatalf("the document has no %q", from)
	}
	return []byte(strings.Replace(source, from, to, 1))
}

func TestParse_refuses(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"bad evidence", "x-evidence: example\n", "x-evidence: sure\n", `operation hang: line 25: outcome hung_up: x-evidence is "sure"`},
		{"no source", "                  x-source: /hang\n", "", "operation hang: line 25: outcome hung_up has no x-source"},
		{"an answer without evidence", "It is., x-evidence: inferred", "It is.", "operation hang: line 12: an answer needs"},
		{"an answer with bad evidence", "It is., x-evidence: inferred", "It is., x-evidence: guess, x-source: x", "operation hang: line 12: Q-HANG: x-evidence"},
		{"an answer without a source", "It is., x-evidence: inferred", "It is., x-evidence: example", "operation hang: line 12: an answer needs"},
		{"an answer about no operation", "[hang], x-evidence", "[fly], x-evidence", `Q-ALL is about "fly", which is no operation`},
		{"an outcome twice", "        default: {$ref", `        "404": {description: x, content: {application/json: {examples: {idle: {$ref: '#/components/examples/idle'}}}}}` + "\n        default: {$ref", "operation hang: line 53: outcome idle is there twice"},
		{"fragment is not operationId", "box.php#hang:", "box.php#hangs:", `operation hang: its operationId and the fragment of its path ("hangs")`},
		{"api may be left out", "{name: api, in: query, required: true,", "{name: api, in: query,", "operation hang: its operationId"},
		{"api has two values", "enum: [hang]", "enum: [hang, hung]", "operation hang: its operationId"},
		{"two operations of one name", "#hang_all:\n    post:\n      operationId: hang_all", "#hang :\n    post:\n      operationId: hang", "operation hang: it is there twice"},
		{"the same api twice, and nothing to choose by", "      x-chosen-by: [agent_id]\n", "", "operation hang_all: hang has the same `api` and no x-chosen-by"},
		{"chosen by no parameter", "[agent_id]", "[volume]", `operation hang: line 11: x-chosen-by names "volume"`},
		{"chosen by a parameter that may be left out", "[agent_id]", "[note]", `operation hang: line 11: x-chosen-by names "note"`},
		{"a list that is not there", "x-each: [calls]", "x-each: [data]", `outcome hung_up has x-each "data", which is no list of one item`},
		{"a list of lists that is none", "x-each: [calls]", "x-each: calls", "outcome hung_up has an x-each that is no list; write it like [data]"},
		{"a list that is a text", "x-each: [calls]", "x-each: [msg]", `outcome hung_up has x-each "msg", which is no list of one item`},
		{"a variable that is none", "Hung {agent_id}", "Hung {Agent}", `outcome hung_up has "Hung {Agent}"; a variable is written {name}, in lower case`},
		{"general response forgotten", "        default: {$ref: '#/components/responses/Error'}\n", "", "operation hang: it does not refer to the general response Error"},
		{"no page", "      externalDocs: {url: /hang}\n", "", "operation hang: it has no externalDocs"},
		{"no operationId", "      operationId: hang\n", "", "line 9: POST /box.php#hang has no operationId"},
		{"circle", "{idle: {x-status", "{idle: {$ref: '#/components/examples/idle'}, old: {x-status", "idle"},
		{"dangling $ref", "'#/components/examples/idle'", "'#/components/examples/nobody'", "nobody"},
		{"external $ref", "'#/components/examples/idle'", "'other.yaml#/nobody'", "external"},
		{"code is no status", `{failed: {x-status: 500, x-evidence: inferred, x-source: Q-ALL, x-given: {none: x}, value: {code: "500"`, `{failed: {x-evidence: inferred, x-source: Q-ALL, value: {code: none`, "outcome failed has no HTTP status: give it x-status"},
		{"status is not the code", `x-status: 404`, "x-status: 409", "operation hang: line 52: outcome idle has code 404 and HTTP status 409; they must be equal"},
		{"no HTTP status", `x-status: 500, x-evidence: inferred, x-source: Q-ALL, x-given: {none: x}, value: {code: "500"`, `x-status: 999, x-evidence: inferred, x-source: Q-ALL, value: {code: ok`, "outcome failed has HTTP status 999; it must be from 200 to 599"},
		{"invalid example", `value: {code: "200"`, "value: {code: 200", "hung_up"},
		{"example without value", `value: {code: "404", msg: Idle.}`, "externalValue: /", "example idle: Value is not nullable"},
		{"a value that is no object", `value: {code: "404", msg: Idle.}`, "value: Idle.", "example idle: value must be an object"},
		{"required parameter without example", `example: "1", `, "", "its parameter agent_id is required and has no example"},
		{"no security scheme with a header", "in: header", "in: query", "needs a server and a security scheme"},
		{"no server", "servers: [{", "x-servers: [{", "needs a server and a security scheme"},
		{"alias", "schema: {type: object, properties: {code: {type: string}}}", "schema: &a {type: object}\n              x-alias: *a", "line 23: aliases are not understood here"},
		{"merge key", "schema: {type: object, properties: {code: {type: string}}}", "schema: {<<: {type: object}}", "line 22: a key must be plain text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := Parse(edit(t, small, tt.from, tt.to)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse: %v, want an error with %q", err, tt.want)
			}
		})
	}
	for name, data := range map[string]string{"empty": "", "a comment": "# nothing", "no YAML": "\t{", "a list": "[]", "Swagger 2": "swagger: '2.0'"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d, err := Parse([]byte(data)); err == nil {
				t.Errorf("Parse(%q) = %v", data, d)
			}
		})
	}
}

// Parameters of a path count for its operations too; the control API has such.
func TestParse_parametersOfPath(t *testing.T) {
	d, err := Parse(edit(t, small, "  /conf.php#upload:\n", `  /conf.php#upload:
    parameters:
      - {name: depth, in: query, required: true, example: 1, schema: {type: integer}}
      - {name: api, in: query, schema: {type: string}}
`))
	if err != nil {
		t.Fatal(err)
	}
	got := d.Operation("upload").CheckRequest(Request{Query: q("api", "upload", "depth", "deep"), Files: 1})
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

// However a document is broken, Parse refuses it or what it returns can be used: each part of one in turn is left out or
// replaced by something else.
func TestParse_brokenAnywhere(t *testing.T) {
	if _, err := Parse([]byte(small)); err != nil {
		t.Fatal(err)
	}
	for _, replacement := range []string{"", "null", "x", "[]", "{$ref: '#/components/responses/Error'}"} {
		t.Run(replacement, func(t *testing.T) {
			t.Parallel()
			var root yaml.Node
			if err := yaml.Unmarshal([]byte(small), &root); err != nil {
				t.Fatal(err)
			}
			used := 0
			breakEach(root.Content[0], replacement, func() {
				data, err := yaml.Marshal(&root)
				if err != nil {
					t.Fatal(err)
				}
				d, err := Parse(data)
				if err != nil {
					return
				}
				used++
				if _, err := d.Render(ViewPortable, FormatJSON, ""); err != nil {
					t.Errorf("%s\n%v", data, err)
				}
				for _, o := range d.Operations {
					o.CheckRequest(Request{Body: []byte("[]")})
					o.CheckReply(200, http.Header{"Content-Type": {"application/json"}}, []byte("[]"), "")
				}
			})
			if used == 0 {
				t.Error("no document was good enough to be used")
			}
		})
	}
}

// breakEach replaces one value of a tree after another, or leaves it out when there is no replacement, and calls use with
// the tree as it is then.
func breakEach(n *yaml.Node, replacement string, use func()) {
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	whole := n.Content
	for i := step - 1; i < len(whole); i += step {
		if n.Content = slices.Delete(slices.Clone(whole), i-step+1, i+1); replacement != "" {
			var by yaml.Node
			if err := yaml.Unmarshal([]byte(replacement), &by); err != nil {
				panic(err)
			}
			n.Content = slices.Clone(whole)
			n.Content[i] = by.Content[0]
		}
		use()
		n.Content = whole
		breakEach(whole[i], replacement, use)
	}
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
