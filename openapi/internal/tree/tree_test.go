package tree

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

const text = `
a: {b: [1, two, "3"], c: null}
long: |
  some lines
  of text
` + "e: é\n"

// A tree says what its text says, on the same lines.
func TestRead(t *testing.T) {
	for _, text := range []string{text, "~", "x: " + strings.Repeat("y", 300) + "\n" + strings.Repeat("\n", 9000) + "z: 1"} {
		files := fstest.MapFS{"a.yaml": {Data: []byte(text)}}
		made, err := Make(files, []string{"a.yaml"})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(string(made), files, []string{"a.yaml"})
		if err != nil {
			t.Fatal(err)
		}
		var want yaml.Node
		if err := yaml.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		column := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Column" }, cmp.Ignore())
		if diff := cmp.Diff(want.Content[0], got, column); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// A tree of another text is not read.
func TestRead_outOfDate(t *testing.T) {
	files, names := fstest.MapFS{"a.yaml": {Data: []byte(text)}, "b.yaml": {Data: []byte("paths:\n  /b: {}\n")}}, []string{"a.yaml", "b.yaml"}
	made, err := Make(files, names)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(string(made), files, names); err != nil {
		t.Error(err)
	}
	for what, tree := range map[string]string{"none": "", "cut off": string(made[:3])} {
		if _, err := Read(tree, files, names); err == nil || !strings.Contains(err.Error(), "go generate") {
			t.Errorf("%s: %v", what, err)
		}
	}
	files["b.yaml"] = &fstest.MapFile{Data: []byte("paths:\n  /c: {}\n")}
	if _, err := Read(string(made), files, names); err == nil || !strings.Contains(err.Error(), "go generate") {
		t.Errorf("another text: %v", err)
	}
}

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
			got, err := Compose(files, append([]string{tt.root}, tt.resources...))
			if fmt.Sprint(err) != "<nil>" && (tt.err == "" || !strings.Contains(err.Error(), tt.err)) || err == nil && tt.err != "" {
				t.Errorf("Compose: %v, want an error with %q", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
