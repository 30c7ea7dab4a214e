package mockserver_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// The bytes of some replies, one for each shape that a template can have, are frozen in testdata/golden; the words of all
// others stand in the document. `go test ./mockserver -run Golden -update` thaws them: then read the diff.
var update = flag.Bool("update", false, "write the golden replies anew")

const goldenDir = "../testdata/golden"

func TestGolden(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	files := map[string]bool{}
	for shape, reply := range map[string]string{
		"a text":                       "hang/hung_up",
		"a number for a code":          "disable_agent/agent_disabled",
		"a value of the request":       "change_status/state_unknown",
		"an object":                    "transfer/transferred",
		"a text with a value for data": "agent_display/display_changed",
		"a list of one":                "create_agent/agent_created",
		"a list":                       "agents_in_skill/agents_in_skill_found",
		"a list in a list":             "interactions/interactions_found",
		"several lists, one empty":     "latency/latency_found",
		"a value in a key":             "real_time_skills/skills_found_within",
		"a refusal":                    "hang/no_active_call",
		"a general refusal":            "hang/token_busy",
	} {
		file := filepath.Join(goldenDir, filepath.FromSlash(reply)+".json")
		files[file] = true
		t.Run(shape, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			got := bring(t, w, sampleOf(t, reply)).body
			if *update {
				ok(t, os.MkdirAll(filepath.Dir(file), 0o755))
				ok(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			ok(t, err)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
	found, err := filepath.Glob(goldenDir + "/*/*.json")
	ok(t, err)
	for _, file := range found {
		if !files[file] {
			t.Errorf("%s is the reply of no shape", file)
		}
	}
}
