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

var updateReadme = flag.Bool("update", false, "rewrite the generated parts of README.md")

// The README says what is documented and what is inferred, and so it must say what the document says: these parts are
// generated from it. go test ./openapi -run TestReadme -update writes them anew.
func TestReadme_saysWhatTheDocumentSays(t *testing.T) {
	const file = "../README.md"
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	readme := string(old)
	for name, text := range map[string]string{"operations": operationsTable(doc), "answers": answersTable(doc)} {
		begin, end := fmt.Sprintf("<!-- generated: %s -->\n", name), "<!-- end -->\n"
		before, rest, found := strings.Cut(readme, begin)
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("README.md has no part %q … %q", begin, end)
		}
		readme = before + begin + text + end + after
	}
	if *updateReadme {
		if err := os.WriteFile(file, []byte(readme), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(readme, string(old)); diff != "" {
		t.Errorf("README.md (-want +got); go test ./openapi -run TestReadme -update mends it:\n%s", diff)
	}
}

func operationsTable(doc *openapi.Document) string {
	var b bytes.Buffer
	b.WriteString("| operation | request | outcomes: HTTP status, evidence |\n| --- | --- | --- |\n")
	row := func(operation, request string, outcomes []*openapi.Outcome) {
		var all []string
		for _, o := range outcomes {
			all = append(all, fmt.Sprintf("`%s`: %d, %s", o.Name, o.Status, o.Evidence))
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", operation, request, strings.Join(all, "<br>"))
	}
	for _, o := range doc.Operations {
		var params []string
		for _, p := range o.Parameters {
			if p.Name != "api" && p.In != "header" {
				params = append(params, "`"+p.Name+"`")
			}
		}
		row(fmt.Sprintf("[`%s`](%s)", o.Name, o.Page), fmt.Sprintf("%s `%s`: %s", o.Method, o.Resource(), strings.Join(params, ", ")), o.Outcomes)
	}
	row("any", "", doc.General)
	return b.String()
}

func answersTable(doc *openapi.Document) string {
	var b bytes.Buffer
	b.WriteString("| question | about | answer of the mock | evidence |\n| --- | --- | --- | --- |\n")
	rows := func(about string, answers []openapi.Answer) {
		for _, a := range answers {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", a.Question, about, strings.TrimSpace(a.Says), source(a.Evidence, a.Source))
		}
	}
	rows("all", doc.Answers)
	for _, o := range doc.Operations {
		rows("`"+o.Name+"`", o.Answers)
	}
	return b.String()
}

func source(e openapi.Evidence, from string) string {
	switch {
	case from == "":
		return string(e)
	case strings.HasPrefix(from, "http"):
		return fmt.Sprintf("[%s](%s)", e, from)
	}
	return fmt.Sprintf("%s, %s", e, from)
}
