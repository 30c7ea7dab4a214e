package openapi

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

const base = "http://127.0.0.1:8042"

func TestRender(t *testing.T) {
	d := mustWolkvox(t)
	if got, err := d.Render(ViewOperations, FormatYAML, ""); err != nil || !bytes.Equal(got, d.Source()) || !bytes.Contains(got, []byte("# agentbox.php")) {
		t.Errorf("the operations view in YAML is not the document as it was written: %v", err)
	}
	// A document goes through either notation of either view and stays the same.
	for _, view := range []View{ViewOperations, ViewPortable} {
		for _, base := range []string{"", base} {
			y, j := load3(t, d, view, FormatYAML, base), load3(t, d, view, FormatJSON, base)
			a, _ := json.Marshal(y)
			b, _ := json.Marshal(j)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: YAML and JSON differ:\n%s", view, cmp.Diff(string(a), string(b)))
			}
		}
	}
	written, _ := d.Render(ViewOperations, FormatJSON, "")
	if again, err := Parse(written); err != nil || len(again.Operations) != len(d.Operations) {
		t.Errorf("Parse of the JSON: %v", err)
	}
	for _, bad := range [][2]string{{"source", "yaml"}, {"portable", "xml"}} {
		if got, err := d.Render(View(bad[0]), Format(bad[1]), base); err == nil || got != nil {
			t.Errorf("Render(%s, %s) = %d bytes, %v", bad[0], bad[1], len(got), err)
		}
	}
}

// What a mock shows of itself is for trying out: its own address first, and no variable where a value should be.
func TestRender_served(t *testing.T) {
	d := mustWolkvox(t)
	for _, view := range []View{ViewOperations, ViewPortable} {
		spec := load3(t, d, view, FormatYAML, base)
		if len(spec.Servers) != 2 || spec.Servers[0].URL != base || spec.Servers[1].URL != d.server() {
			t.Errorf("%s: servers: %v", view, spec.Servers)
		}
		examples := 0
		real := func(where string, media openapi3.Content) {
			for _, m := range media {
				for name, e := range m.Examples {
					examples++
					if text, _ := json.Marshal(e.Value.Value); variable.Match(bytes.ReplaceAll(text, []byte(`"`), nil)) {
						t.Errorf("%s: %s %s: %s", view, where, name, text)
					}
				}
			}
		}
		for path, item := range spec.Paths.Map() {
			for _, o := range item.Operations() {
				for status, r := range o.Responses.Map() {
					real(path+" "+status, r.Value.Content)
				}
			}
		}
		if examples < len(d.Operations) {
			t.Errorf("%s: %d examples are too few", view, examples)
		}
	}
	served, _ := d.Render(ViewOperations, FormatYAML, base)
	if want := "Agent_id 99999 does not exist in your operation."; !bytes.Contains(served, []byte(want)) {
		t.Errorf("the example that operations share does not have the value that it asks for: no %q", want)
	}
	if _, err := Parse(served); err == nil || !strings.Contains(err.Error(), "spec --view operations") {
		t.Errorf("Parse of what a mock shows: %v", err)
	}
}
