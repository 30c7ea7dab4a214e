package mockserver_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// The bytes of every reply are frozen in testdata/golden/<operation>/<outcome>.json, those of the general replies in
// testdata/golden/general. `go test ./mockserver -run Golden -update` thaws them: then read the diff.
var update = flag.Bool("update", false, "write the golden replies anew")

const goldenDir = "../testdata/golden"

// documentedOutcomes are the outcomes of the document by the names of their replies.
func documentedOutcomes(t *testing.T) map[string]*openapi.Outcome {
	t.Helper()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	all := map[string]*openapi.Outcome{}
	for _, o := range doc.General {
		all["general/"+o.Name] = o
	}
	for _, op := range doc.Operations {
		for _, o := range op.Outcomes {
			all[op.Name+"/"+o.Name] = o
		}
	}
	return all
}

func TestGolden(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	documented := documentedOutcomes(t)
	for _, tt := range outcomes {
		t.Run(tt.reply, func(t *testing.T) {
			t.Parallel()
			got := tt.happen(t, newWorld(t, s))
			o := documented[tt.reply]
			if o == nil {
				t.Fatalf("the document has no outcome %s", tt.reply)
			}
			if want := o.Name; got.outcome() != want {
				t.Fatalf("got %s, want %s\n%s", got.outcome(), want, got.body)
			}
			if !strings.HasSuffix(got.header.Get("X-Wolkvox-Mock"), "; evidence="+string(o.Evidence)) {
				t.Errorf("X-Wolkvox-Mock is %q, want evidence %s", got.header.Get("X-Wolkvox-Mock"), o.Evidence)
			}
			if got.status != o.Status {
				t.Errorf("HTTP status %d, want %d", got.status, o.Status)
			}
			mustGolden(t, tt.reply, got.body)
		})
	}
}

// mustGolden holds a body against its golden file, or writes it.
func mustGolden(t *testing.T, reply, body string) {
	t.Helper()
	file := filepath.Join(goldenDir, filepath.FromSlash(reply)+".json")
	if *update {
		ok(t, os.MkdirAll(filepath.Dir(file), 0o755))
		ok(t, os.WriteFile(file, []byte(body), 0o644))
	}
	want, err := os.ReadFile(file)
	ok(t, err)
	if diff := cmp.Diff(string(want), body); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// Outcomes, rows and files are the same, so that none is forgotten and none outlives its outcome.
func TestGolden_everyOutcomeHasOneFile(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("the files are being written")
	}
	documented, rows, files := map[string]int{}, map[string]int{}, map[string]int{}
	for reply := range documentedOutcomes(t) {
		documented[reply]++
	}
	for _, tt := range outcomes {
		rows[tt.reply]++
	}
	ok(t, filepath.WalkDir(goldenDir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(goldenDir, path)
			files[strings.TrimSuffix(filepath.ToSlash(name), ".json")]++
		}
		return err
	}))
	if diff := cmp.Diff(documented, rows); diff != "" {
		t.Errorf("outcomes of the document and rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(documented, files); diff != "" {
		t.Errorf("outcomes of the document and files (-want +got):\n%s", diff)
	}
}

// A body that was rendered for one outcome is also what the document recognises as that outcome.
func TestGolden_isRecognised(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("the files are being written")
	}
	doc, err := openapi.Wolkvox()
	ok(t, err)
	for _, op := range doc.Operations {
		for _, o := range op.Outcomes {
			body, err := os.ReadFile(filepath.Join(goldenDir, op.Name, o.Name+".json"))
			ok(t, err)
			if got := op.Recognise(o.Status, body); got == nil || got.Name != o.Name {
				t.Errorf("%s/%s is recognised as %v", op.Name, o.Name, got)
			}
		}
	}
}
