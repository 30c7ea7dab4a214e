package openapi_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

var update = flag.Bool("update", false, "rewrite what is generated from the document: testdata/operations.txt")

const operationsLegend = `# The operations of the document, one a line; a change of the contract shows here. It is generated:
# go test ./openapi -run TestOperations -update
#
# name: method path, its api where that is not its name, lowest status of a success | parameters | outcomes
# A parameter stands behind its place and before its kind: [] is a list, [?] a text or a list, @ a file, {} anything else;
# then ! is required, and ? one of those that choose the operation. An outcome has its HTTP status and its grade.

`

// This list is what the document describes, and so no operation, parameter or outcome comes, goes or changes
// without being seen.
func TestOperations(t *testing.T) {
	const file = "testdata/operations.txt"
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString(operationsLegend)
	for _, o := range doc.Operations {
		path := o.Path
		if o.API != o.Name {
			path += "?api=" + o.API
		}
		fmt.Fprintf(&b, "%s: %s %s %d |%s | %s\n", o.Name, o.Method, path, o.Success(), parameters(o), outcomes(o.Outcomes))
	}
	fmt.Fprintf(&b, "any: | | %s\n", outcomes(doc.General))
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(old), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s (-want +got); where the document is right, go test ./openapi -run TestOperations -update says so:\n%s", file, diff)
	}
}

func parameters(o *openapi.Operation) string {
	marks := map[openapi.Kind]string{openapi.Text: "", openapi.List: "[]", openapi.TextOrList: "[?]", openapi.File: "@", openapi.Other: "{}"}
	var s, place string
	for _, p := range o.Parameters {
		if p.In != place {
			place = p.In
			s += " " + place + ":"
		}
		s += " " + p.Name + marks[p.Kind]
		if p.Required {
			s += "!"
		}
		if chooses(o, p) {
			s += "?"
		}
	}
	return s
}

// chooses reports whether a parameter makes a request one of the operation, which it would not be without.
func chooses(o *openapi.Operation, p openapi.Parameter) bool {
	return p.In == "query" && !o.ChosenBy(nil) && o.ChosenBy(openapi.Values{{Name: p.Name}})
}

func outcomes(all []*openapi.Outcome) string {
	var texts []string
	for _, o := range all {
		texts = append(texts, fmt.Sprintf("%s %d %s", o.Name, o.Status, o.Evidence))
	}
	return strings.Join(texts, ", ")
}
