package openapi

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

func TestCompose(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"root":    "# root\nopenapi: 3.0.3\n",
		"a":       "# a\npaths:\n  /a: {}\n",
		"b":       "# more paths:\n# of b\npaths:\n  # first\n  /b: {}\n",
		"empty":   "paths:\n",
		"nothing": "# only a comment\n",
		"inline":  "paths: {/a: {}}\n",
		"deep":    "x:\n  paths:\n    /a: {}\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, tt := range []struct {
		name, root string
		resources  []string
		want, err  string
	}{
		{"one", "root", []string{"a"}, "# root\nopenapi: 3.0.3\n\npaths:\n\n# a\n  /a: {}\n", ""},
		{"in their order", "root", []string{"b", "a"}, "# root\nopenapi: 3.0.3\n\npaths:\n\n# more paths:\n# of b\n  # first\n  /b: {}\n\n# a\n  /a: {}\n", ""},
		{"one without a path", "root", []string{"empty", "a"}, "# root\nopenapi: 3.0.3\n\npaths:\n\n\n# a\n  /a: {}\n", ""},
		{"without paths", "root", []string{"a", "nothing"}, "", `nothing: it has no line "paths:"`},
		{"paths on one line", "root", []string{"inline"}, "", `inline: it has no line "paths:"`},
		{"paths of something else", "root", []string{"deep"}, "", `deep: it has no line "paths:"`},
		{"no root", "none", []string{"a"}, "", "open none:"},
		{"no such file", "root", []string{"none"}, "", "open none:"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := compose(files, tt.root, tt.resources...)
			if fmt.Sprint(err) != "<nil>" && (tt.err == "" || !strings.Contains(err.Error(), tt.err)) || err == nil && tt.err != "" {
				t.Errorf("compose: %v, want an error with %q", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}

// Every file of the document is in it, with its comments.
func TestWolkvox_isWhole(t *testing.T) {
	d := mustWolkvox(t)
	all, err := wolkvox.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		b, err := wolkvox.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		comment, _, _ := strings.Cut(string(b), "\n")
		if !strings.HasPrefix(comment, "# ") || !strings.Contains(string(d.Source()), comment+"\n") {
			t.Errorf("%s: the document does not hold its first line %q", f.Name(), comment)
		}
		if resource, _, _ := strings.Cut(f.Name(), "."); resource != "wolkvox" {
			for path := range strings.SplitSeq(string(b), "\n") {
				if strings.HasPrefix(path, "  /") && !strings.HasPrefix(path, "  /api/v2/"+resource+".php#") {
					t.Errorf("%s: %s belongs to another resource", f.Name(), path)
				}
			}
		}
	}
}

// x-operations says what an answer is about; without it, it is about all.
func TestAnswers(t *testing.T) {
	got, err := answers(node(t, `
x-answers:
  - {question: Q-A, says: All., x-evidence: inferred}
  - {question: Q-B, says: Some., x-operations: [hang, type], x-evidence: documented, x-source: page}
`))
	want := []Answer{
		{Question: "Q-A", Says: "All.", Evidence: Inferred},
		{Question: "Q-B", Says: "Some.", Operations: []string{"hang", "type"}, Evidence: Documented, Source: "page"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("answers: %v (-want +got):\n%s", err, diff)
	}
}

// A start of the server asks kin-openapi nothing: Warm does, or else the first request that is checked.
func TestDocument_Warm(t *testing.T) {
	for name, use := range map[string]func(*Document){
		"Warm":         (*Document).Warm,
		"CheckRequest": func(d *Document) { d.Operation("hang").CheckRequest(Request{}) },
	} {
		t.Run(name, func(t *testing.T) {
			d, err := builtIn(mustWolkvox(t).Source(), (*Document).compileWolkvox)
			if err != nil {
				t.Fatal(err)
			}
			loaded, load := 0, d.spec
			d.spec = func() (*openapi3.T, error) { loaded++; return load() }
			sure := Request{Query: q("api", "hang", "agent_id", "12989")}
			if v := d.Operation("hang").CheckRequest(sure); v != nil || loaded > 0 {
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
	d, err := builtIn(edit(t, "title: wolkvox API v2", "x-title: none"), (*Document).compileWolkvox)
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
