package openapi_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

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
	if *update {
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
		row(fmt.Sprintf("[`%s`](%s)", o.Name, o.Page), request(o), o.Outcomes)
	}
	row("any", "", doc.General)
	return b.String()
}

// request says what an operation takes: `api` where it is not the name of the operation, and the parameters that choose
// it where `api` does not.
func request(o *openapi.Operation) string {
	address := o.Resource()
	if o.API != o.Name {
		address += "?api=" + o.API
	}
	text := fmt.Sprintf("%s `%s`", o.Method, address)
	var names, choosing []string
	for _, p := range o.Parameters {
		if p.Name == "api" || p.In == "header" {
			continue
		}
		names = append(names, p.Name)
		if chooses(o, p) {
			choosing = append(choosing, p.Name)
		}
	}
	if names != nil {
		text += ": " + code(names, ", ")
	}
	if choosing != nil {
		text += "; chosen by " + code(choosing, " or ")
	}
	return text
}

// code are names as Markdown shows code.
func code(names []string, between string) string {
	return "`" + strings.Join(names, "`"+between+"`") + "`"
}

func answersTable(doc *openapi.Document) string {
	var b bytes.Buffer
	b.WriteString("| question | about | answer of the mock | evidence |\n| --- | --- | --- | --- |\n")
	row := func(about string, a openapi.Answer) {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", a.Question, about, cell(a.Says), source(a.Evidence, a.Source))
	}
	for _, a := range doc.Answers {
		about := "all"
		if a.Operations != nil {
			about = code(a.Operations, ", ")
		}
		row(about, a)
	}
	for _, o := range doc.Operations {
		for _, a := range o.Answers {
			row(code([]string{o.Name}, ""), a)
		}
	}
	return b.String()
}

// cell is a text on one line of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(strings.TrimSpace(text))
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

// What the README says is not simulated is in no document.
func TestReadme_whatIsNotSimulated(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "\nNot simulated: ")
	paragraph, _, _ := strings.Cut(rest, "\n\n")
	if !found {
		t.Fatal("README.md has no paragraph that begins with \"Not simulated: \"")
	}
	for _, o := range doc.Operations {
		for _, name := range []string{o.Name, o.API, o.Resource()} {
			if strings.Contains(paragraph, "`"+name+"`") {
				t.Errorf("README.md says that `%s` is not simulated; the document has %s", name, o.Name)
			}
		}
	}
}
