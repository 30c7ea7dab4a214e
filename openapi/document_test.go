package openapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/internal/tree"
	"wolkvoxmock/openapi/yamlfile"
)

func TestParse_refuses(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"bad evidence", "x-evidence: example\n", "x-evidence: sure\n", `line 25: operation hang: outcome hung_up: x-evidence is "sure"`},
		{"no source", "                  x-source: /hang\n", "", "line 25: operation hang: outcome hung_up has no x-source"},
		{"an answer without evidence", "It is., x-evidence: inferred", "It is.", "line 12: operation hang: an answer needs"},
		{"an answer without a source", "It is., x-evidence: inferred", "It is., x-evidence: example", "line 12: operation hang: an answer needs"},
		{"an answer about no operation", "[hang], x-evidence", "[fly], x-evidence", `Q-ALL is about "fly", which is no operation`},
		{"an outcome twice", "        default: {$ref", `        "404": {description: x, content: {application/json: {examples: {idle: {$ref: '#/components/examples/idle'}}}}}` + "\n        default: {$ref", "line 53: operation hang: outcome idle is there twice"},
		{"fragment is not operationId", "box.php#hang:", "box.php#hangs:", `operation hang: its operationId and the fragment of its path ("hangs")`},
		{"api may be left out", "{name: api, in: query, required: true,", "{name: api, in: query,", "operation hang: its operationId"},
		{"api has two values", "enum: [hang]", "enum: [hang, hung]", "operation hang: its operationId"},
		{"the same api twice, and nothing to choose by", "      x-chosen-by: [agent_id]\n", "", "operation hang_all: hang has the same `api` and no x-chosen-by"},
		{"chosen by no parameter", "[agent_id]", "[volume]", `line 11: operation hang: x-chosen-by names "volume"`},
		{"chosen by a parameter that may be left out", "[agent_id]", "[note]", `line 11: operation hang: x-chosen-by names "note"`},
		{"a list of lists that is none", "x-each: [calls]", "x-each: calls", "outcome hung_up has an x-each that is no list: expected one such as [data]"},
		{"a variable that is none", "Hung {agent_id}", "Hung {Agent}", `outcome hung_up has "Hung {Agent}"; a variable is written {name}, in lower case`},
		{"general response forgotten", "        default: {$ref: '#/components/responses/Error'}\n", "", "operation hang: it does not refer to the general response Error"},
		{"no page", "      externalDocs: {url: /hang}\n", "", "operation hang: it has no externalDocs"},
		{"no operationId", "      operationId: hang\n", "", "line 9: POST /box.php#hang has no operationId"},
		{"circle", "{idle: {x-status", "{idle: {$ref: '#/components/examples/idle'}, old: {x-status", "idle"},
		{"dangling $ref", "'#/components/examples/idle'", "'#/components/examples/nobody'", "nobody"},
		{"no way to an outcome", `, x-request: {agent_id: "2"}, x-given: busy`, "", "operation hang: outcome idle: it has neither x-request nor x-given"},
		{"code is no status", `{failed: {x-status: 500, x-evidence: inferred, x-source: Q-ALL, x-given: {none: x}, value: {code: "500"`, `{failed: {x-evidence: inferred, x-source: Q-ALL, value: {code: none`, "outcome failed has no HTTP status: give it x-status"},
		{"status is not the code", `x-status: 404`, "x-status: 409", "line 52: operation hang: outcome idle has code 404 and HTTP status 409; they must be equal"},
		{"no HTTP status", `x-status: 500, x-evidence: inferred, x-source: Q-ALL, x-given: {none: x}, value: {code: "500"`, `x-status: 999, x-evidence: inferred, x-source: Q-ALL, value: {code: ok`, "outcome failed has HTTP status 999: expected 200 to 599"},
		{"invalid example", `value: {code: "200"`, "value: {code: 200", "hung_up"},
		{"example without value", `value: {code: "404", msg: Idle.}`, "externalValue: /", "example idle: Value is not nullable"},
		{"required parameter without example", `example: "1", `, "", "its parameter agent_id is required and has no example"},
		{"no security scheme with a header", "in: header", "in: query", "needs a server and a security scheme"},
		{"no server", "servers: [{", "x-servers: [{", "needs a server and a security scheme"},
		{"not simulated, but where", "{path: /sky.php, says: x", "{says: x", "line 54: an item of x-not-simulated needs path, says and pages"},
		{"not simulated, by no page", "pages: {/rain: [rain]}", "page: /rain", "line 54: an item of x-not-simulated needs"},
		{"not simulated, for nothing", "sky.php, says: x", "sky.php", "line 54: an item of x-not-simulated needs"},
		{"a path not simulated twice", "/sky.php", "/box.php", "line 54: x-not-simulated has /box.php twice"},
		{"others beside what is described", "box.php, says: x", "box.php, says: x, others: /x", "line 54: x-not-simulated has others for /box.php, of which some are described"},
		{"not simulated and described", "[fly]", "[hang]", `line 54: x-not-simulated has "hang" of /box.php, which is there twice or described`},
		{"not simulated twice", "[rain]", "[rain, rain]", `line 54: x-not-simulated has "rain" of /sky.php, which is there twice`},
		{"a key twice", "      operationId: hang\n", "      operationId: hang\n      operationId: hang\n", `line 10: key "operationId" is there twice`},
		{"what is wrong in an operation", "externalDocs: {url: /hang}", "externalDocs: {}", "line 8: invalid paths: invalid path /box.php#hang: invalid operation POST: invalid external docs"},
		{"alias", "schema: {type: object, properties: {code: {type: string}}}", "schema: &a {type: object}\n              x-alias: *a", "line 23: aliases are not understood here"},
		{"merge key", "schema: {type: object, properties: {code: {type: string}}}", "schema: {<<: {type: object}}", "line 22: a key must be plain text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(edit(t, small, tt.from, tt.to))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse: %v, want an error with %q", err, tt.want)
			}
			if at, has := errors.AsType[*yamlfile.Error](err); !has || at.Line < 1 || strings.Contains(at.Reason, "line ") {
				t.Errorf("Parse: %v: it has no line of its own", err)
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

// FuzzParse: any bytes are a document, which then can be used, or an error; never a panic.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("openapi: 3.0.3\ninfo: {title: x, version: x}\npaths: {}\nservers: [{url: /}]\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: k}}}"))
	f.Add([]byte(`{"openapi":"3.0.3","info":{"title":"x","version":"x"},"paths":{"/a#b":{"get":{"operationId":"b","responses":{"":{"$ref":"#/components/responses/x"}}}}}}`))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(data)
		if err != nil {
			if at, has := errors.AsType[*yamlfile.Error](err); !has || at.Line < 1 {
				t.Errorf("the error says not where: %v", err)
			}
			return
		}
		for _, view := range []View{ViewOperations, ViewPortable} {
			for _, format := range []Format{FormatYAML, FormatJSON} {
				for _, base := range []string{"", base} {
					if _, err := d.Render(view, format, base); err != nil {
						t.Errorf("%s %s %s: %v", view, format, base, err)
					}
				}
			}
		}
		for _, o := range d.Operations {
			o.CheckRequest(Request{Query: q("api", o.API, "x", ""), Body: []byte("{}")})
			o.CheckRequest(Request{Query: q("b", ""), Body: []byte(`{"f":["x"],"l":["x",7]}`), Files: 1})
			o.ChosenBy(q("b", ""))
			o.CheckReply(200, nil, []byte("{}"), "")
			o.Recognise(200, []byte("{}"))
			for _, out := range o.Outcomes {
				for records := range 3 {
					if b := out.Append(nil, filled(out, records)); !json.Valid(b) {
						t.Errorf("%s/%s is no JSON: %s", o.Name, out.Name, b)
					}
				}
			}
		}
	})
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

// Every file of the document is in it, with its comments.
func TestWolkvox_isWhole(t *testing.T) {
	d := mustWolkvox(t)
	for _, name := range tree.Wolkvox {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		comment, _, _ := strings.Cut(string(b), "\n")
		if !strings.HasPrefix(comment, "# ") || !strings.Contains(string(d.Source()), comment+"\n") {
			t.Errorf("%s: the document does not hold its first line %q", name, comment)
		}
		if resource, _, _ := strings.Cut(name, "."); resource != "wolkvox" {
			for path := range strings.SplitSeq(string(b), "\n") {
				if strings.HasPrefix(path, "  /") && !strings.HasPrefix(path, "  /api/v2/"+resource+".php#") {
					t.Errorf("%s: %s belongs to another resource", name, path)
				}
			}
		}
	}
}

// A start of the server asks kin-openapi nothing: Warm does, or else the first request that is checked.
func TestDocument_Warm(t *testing.T) {
	for name, use := range map[string]func(*Document){
		"Warm":         (*Document).Warm,
		"CheckRequest": func(d *Document) { d.Operation("hang").CheckRequest(Request{}) },
	} {
		t.Run(name, func(t *testing.T) {
			d, err := unchecked(mustWolkvox(t).Source())
			if err != nil {
				t.Fatal(err)
			}
			loaded, load := 0, d.spec
			d.spec = func() (*openapi3.T, error) { loaded++; return load() }
			correct := Request{Query: q("api", "hang", "agent_id", "12989")}
			if v := d.Operation("hang").CheckRequest(correct); v != nil || loaded > 0 {
				t.Errorf("a common, correct request: %v, the document was loaded %d times", v, loaded)
			}
			if use(d); loaded == 0 {
				t.Error("the document was not loaded")
			}
		})
	}
}

// A document of ours that is not sound is a mistake of ours, and is not passed over.
func TestDocument_contract(t *testing.T) {
	d, err := unchecked(edit(t, small, "title: x", "x-title: x"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, "a document of our own is not sound") {
			t.Errorf("Warm panicked with %s", p)
		}
	}()
	d.Warm()
}

func TestDocument_Server(t *testing.T) {
	d := mustWolkvox(t)
	got := map[string]string{"server": d.Server("0001"), "token": d.TokenHeader()}
	want := map[string]string{"server": "https://wv0001.wolkvox.com", "token": "wolkvox-token"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
