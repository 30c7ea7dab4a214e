package openapi

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
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

//go:embed testdata/small.yaml
var small string // the real documents are so long that a fuzzer would try little

func mustEqual[T any](t testing.TB, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// unchecked compiles a document as a start compiles our own: without the checks of Parse.
func unchecked(source []byte) (*Document, error) {
	root, err := parse(source)
	if err != nil {
		return nil, err
	}
	return compiled(root, func() []byte { return source }, (*Document).compileWolkvox)
}

// edit changes a document; the text to replace must be there.
func edit(t *testing.T, source, from, to string) []byte {
	t.Helper()
	if !strings.Contains(source, from) {
		t.Fatalf("the document has no %q", from)
	}
	return []byte(strings.Replace(source, from, to, 1))
}

// node is the value that a text of YAML holds.
func node(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	return n.Content[0]
}

// q is a query: name, value, name, value, …
func q(pairs ...string) (v Values) {
	for i := 0; i+1 < len(pairs); i += 2 {
		v = append(v, Value{pairs[i], pairs[i+1]})
	}
	return v
}

// filled has a value with what has to be escaped for any variable of an outcome, and as many records for any of its lists.
func filled(o *Outcome, records int) Data {
	var d Data
	for _, names := range append(slices.Collect(maps.Values(o.Lists)), o.Variables) {
		for _, name := range names {
			d.Values = append(d.Values, Value{name, name + "\n\"é (1)"})
		}
	}
	for range 3 { // lists within lists
		lists := map[string]Records{}
		for name := range o.Lists {
			lists[name] = RecordsOf(slices.Repeat([]Data{d}, records)...)
		}
		d = Data{d.Values, lists}
	}
	return d
}

// addField puts one more field at the end of a JSON object.
func addField(object []byte, name, value string) []byte {
	comma := ","
	if len(object) == len("{}") {
		comma = ""
	}
	return []byte(string(object[:len(object)-1]) + comma + quoted(name) + ":" + value + "}")
}

// exampleQuery is the query of an operation, with the document's examples for values.
func exampleQuery(o *Operation) string {
	query := "api=" + o.API
	for _, p := range o.Parameters {
		if p.In == "query" && p.Name != "api" {
			query += "&" + p.Name + "=" + p.Example
		}
	}
	return query
}

// named is a documented operation. The fuzzers choose it by name, so an input means the same when the document grows; one
// that names no operation is skipped.
func named(t *testing.T, d *Document, operation string) *Operation {
	o := d.Operation(operation)
	if o == nil {
		t.Skipf("the document has no operation %q", operation)
	}
	return o
}

// parseQuery takes a query apart; nothing in it is decoded.
func parseQuery(query string) (v Values) {
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		v = append(v, Value{name, value})
	}
	return v
}
