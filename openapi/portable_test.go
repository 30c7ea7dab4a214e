package openapi

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

var (
	//go:embed testdata/merge.yaml
	mergeDocument []byte
	//go:embed testdata/merge.portable.yaml
	mergedDocument string
)

func documents(t *testing.T) map[string]*Document {
	t.Helper()
	merge, err := Parse(mergeDocument)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*Document{"wolkvox": mustWolkvox(t), "merge": merge}
}

// Everything that has to be merged, in a document small enough to see how.
func TestPortable(t *testing.T) {
	d := documents(t)["merge"]
	load3(t, d, ViewPortable, FormatYAML, "")
	got, err := d.Render(ViewPortable, FormatYAML, "")
	if err != nil {
		t.Fatal(err)
	}
	mustEqual(t, "the portable view", mergedDocument, string(got))
}

// load3 is a view of a document as any tool reads it.
func load3(t *testing.T, d *Document, view View, format Format, base string) *openapi3.T {
	t.Helper()
	data, err := d.Render(view, format, base)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatalf("%s", err)
	}
	if err := spec.Validate(context.Background()); err != nil { // the examples, too
		t.Fatal(err)
	}
	return spec
}

// What generators and validators stumble over is not there: composition, references within schemas, keys that stand for
// several paths, parameters that only some operations of a path need.
func TestPortable_isPlain(t *testing.T) {
	text, err := mustWolkvox(t).Render(ViewPortable, FormatJSON, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, stumble := range []string{`"allOf":`, `"anyOf":`, `"not":`, `"#/components/schemas/`, `"#/components/parameters/`, `.php#`} {
		if bytes.Contains(text, []byte(stumble)) {
			t.Errorf("it has %s", stumble)
		}
	}
	ids := map[string]bool{}
	for path, item := range load3(t, mustWolkvox(t), ViewPortable, FormatYAML, "").Paths.Map() {
		for method, o := range item.Operations() {
			if ids[o.OperationID] || !strings.Contains(o.Description, "`api`") {
				t.Errorf("%s %s: operationId %s, description %q", method, path, o.OperationID, o.Description)
			}
			ids[o.OperationID] = true
			for _, p := range o.Parameters {
				if p.Value.Required != (p.Value.Name == "api") {
					t.Errorf("%s %s: parameter %s, required: %t", method, path, p.Value.Name, p.Value.Required)
				}
			}
		}
	}
}

// Whatever the document describes, the portable view takes: correct requests with what they need and with all that they
// may have, and every reply, with real values and with odd ones.
func TestPortable_takesWhatIsDocumented(t *testing.T) {
	d := mustWolkvox(t)
	source, portable := load3(t, d, ViewOperations, FormatYAML, ""), load3(t, d, ViewPortable, FormatYAML, "")
	for _, o := range d.Operations {
		for _, optional := range []bool{false, true} {
			if err := checkRequest(source, o.key, correct(o, optional)); err != nil {
				t.Errorf("%s: the test's own request is wrong: %v", o.Name, err)
			}
			if err := checkRequest(portable, o.Path, correct(o, optional)); err != nil {
				t.Errorf("%s: %v", o.Name, err)
			}
		}
		for _, out := range append(o.Outcomes, d.General...) {
			for _, records := range []int{1, 2} {
				body := out.Append(nil, filled(out, records))
				if err := checkReply(portable, o, out.Status, string(body)); err != nil {
					t.Errorf("%s, %s: %v\n%s", o.Name, out.Name, err, body)
				}
			}
		}
	}
}

// A request as the tests send it.
type request struct {
	method, path string
	query        url.Values
	body         string
	form         bool
}

// correct is a correct request for an operation: what it needs, with a field at least in a body, or all that it may have.
func correct(o *Operation, optional bool) request {
	r := request{method: o.Method, path: o.Path, query: url.Values{}, form: o.HasForm()}
	fields := map[string]json.RawMessage{}
	for _, p := range o.Parameters {
		if !p.Required && !optional && (p.In != "body" || len(fields) > 0) {
			continue
		}
		value := p.Example
		if len(p.Enum) > 0 {
			value = p.Enum[0]
		}
		switch p.In {
		case "query":
			r.query.Set(p.Name, value)
		case "body":
			fields[p.Name] = json.RawMessage(p.json)
			if p.json == "" {
				fields[p.Name] = json.RawMessage(quoted(value))
			}
		}
	}
	if o.HasBody() {
		body, err := json.Marshal(fields)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", o.Name, err)) // the document's examples are JSON
		}
		r.body = string(body)
	}
	return r
}

// checkRequest asks kin-openapi about a request, as the path key of a view describes it. Of a form only the rest is asked.
func checkRequest(spec *openapi3.T, key string, r request) error {
	item := spec.Paths.Value(key)
	if item == nil || item.GetOperation(r.method) == nil {
		return fmt.Errorf("no %s %s", r.method, key)
	}
	header := http.Header{}
	if r.body != "" {
		header.Set("Content-Type", "application/json")
	}
	return openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: &http.Request{
			Method: r.method, URL: &url.URL{Path: r.path, RawQuery: r.query.Encode()}, Header: header,
			Body: io.NopCloser(strings.NewReader(r.body)),
		},
		Route:   &routers.Route{Spec: spec, Path: key, PathItem: item, Method: r.method, Operation: item.GetOperation(r.method)},
		Options: &openapi3filter.Options{ExcludeRequestBody: r.form, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
}

// checkReply asks kin-openapi about a reply to an operation, as the portable view describes it.
func checkReply(spec *openapi3.T, o *Operation, status int, body string) error {
	item := spec.Paths.Value(o.Path)
	options := &openapi3filter.Options{IncludeResponseStatus: true}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: o.Method},
			Route:   &routers.Route{Spec: spec, Path: o.Path, PathItem: item, Method: o.Method, Operation: item.GetOperation(o.Method)},
			Options: options,
		},
		Status: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Options: options,
	})
}
