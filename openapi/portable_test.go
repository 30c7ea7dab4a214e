package openapi

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/merge.yaml
var mergeDocument []byte

func documents(t *testing.T) map[string]*Document {
	t.Helper()
	merged, err := Parse(mergeDocument)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*Document{"wolkvox": mustWolkvox(t), "merge": merged}
}

// load3 is a view of a document as any tool reads it.
func load3(t *testing.T, d *Document, view View, format Format) *openapi3.T {
	t.Helper()
	data, err := d.Render(view, format)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatalf("%s", err)
	}
	if err := spec.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return spec
}

// A message is a request or, with a status, a reply.
type message struct {
	method, path string
	query        url.Values
	server       string // header wolkvox_server; - for none
	body         string
	status       int
	mediaType    string
}

var filter = &openapi3filter.Options{
	IncludeResponseStatus: true, SkipSettingDefaults: true,
	AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
}

// valid asks kin-openapi about a message, as the path key of a view describes it.
func valid(spec *openapi3.T, key string, m message) bool {
	item := spec.Paths.Value(key)
	if item == nil || item.GetOperation(m.method) == nil {
		return false
	}
	header := http.Header{}
	if m.server != "-" {
		header.Set("wolkvox_server", m.server)
	}
	if m.body != "" {
		header.Set("Content-Type", "application/json")
	}
	input := &openapi3filter.RequestValidationInput{
		Request: &http.Request{
			Method: m.method, URL: &url.URL{Path: m.path, RawQuery: m.query.Encode()}, Header: header,
			Body: io.NopCloser(strings.NewReader(m.body)),
		},
		Route:   &routers.Route{Spec: spec, Path: key, PathItem: item, Method: m.method, Operation: item.GetOperation(m.method)},
		Options: filter,
	}
	if m.status == 0 {
		return openapi3filter.ValidateRequest(context.Background(), input) == nil
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: m.status, Header: http.Header{"Content-Type": {m.mediaType}},
		Body: io.NopCloser(strings.NewReader(m.body)), Options: filter,
	}) == nil
}

// bodiesDiffer says whether operations that share path and method take different bodies: then OpenAPI cannot say which
// body belongs to which `api`, and the portable view takes any of them.
func bodiesDiffer(d *Document, o *Operation) bool {
	for _, other := range d.Operations {
		if other.Path == o.Path && other.Method == o.Method && !same(field(other.node, "requestBody"), field(o.node, "requestBody")) {
			return true
		}
	}
	return false
}

// TestViews holds the two views together: a request is valid in the portable view if and only if it is valid for the
// operation that its `api` names, a reply if and only if it is valid for an operation of that path and method. OpenAPI
// cannot tie a body to a parameter either: where bodies differ, a request is valid if and only if all but its body is
// valid for the operation that `api` names and its body for one of that path and method.
func TestViews(t *testing.T) {
	for name, d := range documents(t) {
		for _, format := range []Format{FormatYAML, FormatJSON} {
			t.Run(name+"/"+string(format), func(t *testing.T) {
				operations, portable := load3(t, d, ViewOperations, format), load3(t, d, ViewPortable, format)
				r := rand.New(rand.NewPCG(1, 2))
				var seen, good int
				check := func(m message) {
					seen++
					var byName, byAny, head, body bool
					for _, o := range d.Operations {
						if o.Path != m.path || o.Method != m.method {
							continue
						}
						ok := valid(operations, o.key, m)
						byAny = byAny || ok
						if o.Name == m.query.Get("api") {
							byName = ok
							rest := m
							rest.body = right(o).body
							if m.status == 0 && m.body != "" && !o.HasBody() && bodiesDiffer(d, o) {
								return // a body that the operation does not describe is nothing it could judge
							}
							head = bodiesDiffer(d, o) && valid(operations, o.key, rest)
						}
						other := right(o)
						other.body = m.body
						body = body || valid(operations, o.key, other) && (o.HasBody() || m.body == "")
					}
					want := byName || head && body
					if m.status != 0 {
						want = byAny
					}
					got := valid(portable, m.path, m)
					if got {
						good++
					}
					if got != want {
						t.Errorf("%+v: valid in the portable view: %t, in the operations view: %t", m, got, want)
					}
				}
				for _, o := range d.Operations {
					for m := range requests(d, o) {
						check(m)
					}
					for m := range replies(d, o) {
						check(m)
					}
				}
				for range 5000 {
					check(anyRequest(r, d))
					check(anyReply(r, d))
				}
				if good < seen/20 || good > seen*19/20 {
					t.Errorf("%d of %d messages are valid: the test says too little", good, seen)
				}
			})
		}
	}
}

// odd are values that break most schemas, and some that do not.
var odd = []string{"", "x", "12989", "+57300", "ready", "a b", "0042", "42", "é", "12989\n", "null", "1,2", "toolong"}

// right is a correct request for an operation.
func right(o *Operation) message {
	m := message{method: o.Method, path: o.Path, query: url.Values{}, server: "-"}
	body := map[string]any{}
	for _, p := range o.Parameters {
		switch {
		case p.In == "query" && p.Required:
			m.query.Set(p.Name, p.correct("", ""))
		case p.In == "body" && p.kind == "integer":
			body[p.Name] = 7
		case p.In == "body":
			body[p.Name] = "7"
		}
	}
	if o.HasBody() {
		b, _ := json.Marshal(body)
		m.body = string(b)
	}
	return m
}

// requests are the correct one and those with one thing wrong or odd.
func requests(d *Document, o *Operation) iter.Seq[message] {
	return func(yield func(message) bool) {
		if !yield(right(o)) {
			return
		}
		for _, other := range d.Operations { // also a wrong `api`
			for _, p := range other.Parameters {
				for _, v := range append(slices.Clone(odd), other.Name) {
					m := right(o)
					switch p.In {
					case "query":
						m.query.Set(p.Name, v)
					case "header":
						m.server = v
					case "body":
						b, _ := json.Marshal(map[string]string{p.Name: v})
						m.body = string(b)
					}
					if !yield(m) {
						return
					}
				}
				m := right(o)
				m.query.Del(p.Name)
				if !yield(m) {
					return
				}
			}
		}
		for _, body := range bodies {
			m := right(o)
			if o.HasBody() {
				m.body = body
			}
			if !yield(m) {
				return
			}
		}
		m := right(o)
		m.query = nil
		yield(m)
	}
}

var bodies = []string{"", "{}", "null", "[]", "{", `{"agent_id":null}`, `{"agent_id":7}`, `{"agent_id":"7","x":1}`, `{"a":"x"}`, `{"b":7}`, `{"a":"x","b":7}`, `{"a":7}`}

// anyRequest mixes what is right and wrong at random.
func anyRequest(r *rand.Rand, d *Document) message {
	o := d.Operations[r.IntN(len(d.Operations))]
	m := right(o)
	for range r.IntN(4) {
		other := d.Operations[r.IntN(len(d.Operations))]
		p := other.Parameters[r.IntN(len(other.Parameters))]
		v := odd[r.IntN(len(odd))]
		switch n := r.IntN(6); {
		case n == 0:
			m.query.Del(p.Name)
		case n == 1:
			m.query.Set(v, "unknown")
		case n == 2 && p.In == "query":
			m.query.Set(p.Name, p.correct("", ""))
		case n == 3:
			m.query.Set("api", other.Name)
		case p.In == "query":
			m.query.Set(p.Name, v)
		case p.In == "header":
			m.server = v
		case o.HasBody():
			m.body = bodies[r.IntN(len(bodies))]
		}
	}
	return m
}

// replies are the documented ones of all operations, and each under other statuses.
func replies(d *Document, o *Operation) iter.Seq[message] {
	return func(yield func(message) bool) {
		for _, other := range d.Operations {
			for _, out := range slices.Concat(other.Outcomes, d.General) {
				for _, status := range []int{200, 201, 202, 204, 400, 404, 422, 500, out.Status} {
					if !yield(message{method: o.Method, path: o.Path, status: status, mediaType: "application/json", body: string(out.Append(nil, vars{}))}) {
						return
					}
				}
			}
		}
	}
}

// anyReply puts a reply together from fields that are right somewhere.
func anyReply(r *rand.Rand, d *Document) message {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	o := d.Operations[r.IntN(len(d.Operations))]
	var fields []string
	for _, f := range []string{
		`"code":` + pick(`"200"`, `200`, `202`, `"404"`, `"4XX"`, `"500"`, `"403"`, `null`),
		`"error":` + pick(`null`, `"Not Found"`, `""`, `1`),
		`"msg":` + pick(`"x"`, `""`, `null`),
		`"data":` + pick(`{"conn_id":"1"}`, `{}`, `null`, `{"conn_id":"1","x":1}`),
		`"x":1`,
	} {
		if r.IntN(4) > 0 {
			fields = append(fields, f)
		}
	}
	status := []int{200, 201, 202, 400, 401, 403, 404, 422, 500}[r.IntN(9)]
	return message{
		method: o.Method, path: o.Path, status: status,
		mediaType: pick("application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/html", ""),
		body:      pick("{"+strings.Join(fields, ",")+"}", "{"+strings.Join(fields[:len(fields)/2], ",")+"}", "[]", "", "x"),
	}
}

// The portable view is what linters, gateways and generators get: no fragment, every example, no component too many.
func TestPortable(t *testing.T) {
	for name, d := range documents(t) {
		spec := load3(t, d, ViewPortable, FormatYAML)
		for path, item := range spec.Paths.Map() {
			if strings.Contains(path, "#") {
				t.Errorf("%s: path %s has a fragment", name, path)
			}
			for method, o := range item.Operations() {
				if o.OperationID == "" || o.Responses.Len() == 0 {
					t.Errorf("%s: %s %s: %+v", name, method, path, o)
				}
			}
		}
	}
	d := documents(t)["merge"]
	got, err := d.Render(ViewPortable, FormatYAML)
	if err != nil {
		t.Fatal(err)
	}
	want := `paths:
  /box.php:
    post:
      operationId: box_post
      tags:
        - one
        - two
      summary: 2 operations of box.php
      description: |
        The parameter ` + "`api`" + ` of box.php chooses the operation:

        - ` + "`add`" + `: [Add](https://example.com/add)
        - ` + "`remove`" + `: [Remove](https://example.com/remove)
      x-operations:
        - add
        - remove
      parameters:
        - name: query
          in: query
          required: true
          style: form
          explode: true
          description: The whole query string; ` + "`query`" + ` itself is not sent.
          schema:
            allOf:
              - oneOf:
                  - title: add
                    type: object
                    required:
                      - api
                      - id
                    properties:
                      api: {type: string, enum: [add]}
                      id: {type: string, pattern: '^[0-9]+$'}
                      note: {type: string, maxLength: 3}
                  - title: remove
                    type: object
                    required:
                      - api
                    properties:
                      id: {$ref: '#/components/schemas/Word'}
                      api: {type: string, enum: [remove]}
              - type: object
                properties:
                  api:
                    type: string
                    example: add
                  id:
                    type: string
                    example: "1"
                  note:
                    type: string
          examples:
            add:
              value:
                api: add
                id: "1"
            remove:
              value:
                api: remove
      requestBody:
        description: |
          - ` + "`add`" + `: What to add.
          - ` + "`remove`" + `: What to remove.
        content:
          application/json:
            schema:
              anyOf:
                - {type: object, required: [a], properties: {a: {type: string, example: x}}, additionalProperties: false}
                - {type: object, required: [b], properties: {b: {type: integer, example: 7}}}
            examples:
              add:
                value: {a: x}
      responses:
        "200":
          description: |
            - ` + "`add`" + `: Added.
            - ` + "`remove`" + `: Removed.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["200"]}}}
                  - {type: object, required: [code], properties: {code: {type: integer, enum: [200]}}}
              examples:
                add_done: {x-evidence: inferred, x-source: test, value: {code: "200"}}
                remove_done: {x-evidence: inferred, x-source: test, value: {code: 200}}
        "201":
          description: |
            - ` + "`add`" + `: Nothing to say.
            - ` + "`remove`" + `: With words.
        "404":
          description: |
            - ` + "`add`" + `: No such thing.
            - ` + "`remove`" + `: Refused.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["404"]}}}
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["4XX"]}}}
        4XX:
          description: |
            - ` + "`add`" + `: It failed.
            - ` + "`remove`" + `: Refused.
          content:
            application/json:
              schema:
                anyOf:
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["500"]}}}
                  - {type: object, required: [code], properties: {code: {type: string, enum: ["4XX"]}}}
              examples:
                failed: {x-status: 500, x-evidence: inferred, x-source: test, value: {code: "500"}}
        default: {$ref: '#/components/responses/Failure'}
    get:
      operationId: look
      externalDocs: {url: "https://example.com/look"}
      parameters:
        - {name: api, in: query, required: true, example: look, schema: {type: string, enum: [look]}}
      responses:
        default: {$ref: '#/components/responses/Failure'}
`
	got = got[bytes.Index(got, []byte("paths:")):]
	got = got[:bytes.Index(got, []byte("  /cup.php:\n"))]
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	all, _ := d.Render(ViewPortable, FormatJSON)
	for name, want := range map[string]bool{`"Word"`: true, `"Unused"`: false, `"key"`: true} {
		if got := bytes.Contains(all, []byte(name)); got != want {
			t.Errorf("component %s is there: %t", name, got)
		}
	}
}

func TestRender(t *testing.T) {
	d := mustWolkvox(t)
	if got, err := d.Render(ViewOperations, FormatYAML); err != nil || !bytes.Equal(got, d.Source()) || !bytes.Contains(got, []byte("# agentbox.php")) {
		t.Errorf("the operations view in YAML is not the document as it was written: %v", err)
	}
	// A document goes through either notation of either view and stays the same.
	for _, view := range []View{ViewOperations, ViewPortable} {
		y, j := load3(t, d, view, FormatYAML), load3(t, d, view, FormatJSON)
		a, _ := json.Marshal(y)
		b, _ := json.Marshal(j)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: YAML and JSON differ:\n%s", view, cmp.Diff(string(a), string(b)))
		}
	}
	written, _ := d.Render(ViewOperations, FormatJSON)
	if again, err := Parse(written); err != nil || len(again.Operations) != len(d.Operations) {
		t.Errorf("Parse of the JSON: %v", err)
	}
	for _, bad := range [][2]string{{"source", "yaml"}, {"portable", "xml"}} {
		if got, err := d.Render(View(bad[0]), Format(bad[1])); err == nil || got != nil {
			t.Errorf("Render(%s, %s) = %d bytes, %v", bad[0], bad[1], len(got), err)
		}
	}
}
