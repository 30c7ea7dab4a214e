package mockserver_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/openapi"
)

// The bytes of every reply are frozen in testdata/golden/<operation>/<outcome>.json, those of the general replies in
// testdata/golden/general. `go test ./mockserver -run Golden -update` thaws them: then read the diff.
var update = flag.Bool("update", false, "write the golden replies anew")

const goldenDir = "../testdata/golden"

// A goldenCase brings a reply about, in the demo world at noon.
type goldenCase struct {
	reply string // <operation>/<outcome>
	ask   ask
	how   func(*testing.T, *mockserver.World, *caller, ask) answer // nil: ask is sent as it is
}

var goldenCases = []goldenCase{
	{"hang/hung_up", box("hang", "agent_id=12989"), nil},
	{"hang/agent_unknown", box("hang", "agent_id=99999"), nil},
	{"hang/agent_logged_out", box("hang", "agent_id=12992"), nil},
	{"hang/no_active_call", box("hang", "agent_id=12991"), nil},

	{"change_status/status_changed", box("change_status", "agent_id=12991&status=101"), nil},
	{"change_status/agent_unknown", box("change_status", "agent_id=99999&status=101"), nil},
	{"change_status/state_unknown", box("change_status", "agent_id=12991&status=999"), nil},
	{"change_status/agent_logged_out", box("change_status", "agent_id=12992&status=ready"), nil},
	{"change_status/agent_on_call", box("change_status", "agent_id=12989&status=ready"), nil},

	{"aux_call/called", box("aux_call", "agent_id=12993&customer_phone=3000000003"), nil},
	{"aux_call/agent_unknown", box("aux_call", "agent_id=99999&customer_phone=3000000003"), nil},
	{"aux_call/agent_logged_out", box("aux_call", "agent_id=12992&customer_phone=3000000003"), nil},
	{"aux_call/agent_on_call", box("aux_call", "agent_id=12989&customer_phone=3000000003"), nil},
	{"aux_call/no_predictive_call", box("aux_call", "agent_id=12991&customer_phone=3000000003"), nil},

	{"transfer/transferred", box("transfer", "agent_id=12990&customer_phone=3000000009"), nil},
	{"transfer/agent_unknown", box("transfer", "agent_id=99999&customer_phone=3000000009"), nil},
	{"transfer/agent_logged_out", box("transfer", "agent_id=12992&customer_phone=3000000009"), nil},
	{"transfer/no_active_call", box("transfer", "agent_id=12991&customer_phone=3000000009"), nil},
	{"transfer/destination_unavailable", box("transfer", "agent_id=12990&customer_phone=12992"), nil},

	{"dial/dialled", box("dial", "agent_id=12991&customer_phone=3000000009&customer_id=0123&customer_name=Luz"), nil},
	{"dial/agent_unknown", box("dial", "agent_id=99999&customer_phone=3000000009"), nil},
	{"dial/agent_logged_out", box("dial", "agent_id=12992&customer_phone=3000000009"), nil},
	{"dial/agent_on_call", box("dial", "agent_id=12989&customer_phone=3000000009"), nil},
	{"dial/dial_forbidden", box("dial", "agent_id=12993&customer_phone=3000000009"), nil},

	{"mute/mute_toggled", box("mute", "agent_id=12989"), nil},
	{"mute/agent_unknown", box("mute", "agent_id=99999"), nil},
	{"mute/agent_logged_out", box("mute", "agent_id=12992"), nil},
	{"mute/no_active_call", box("mute", "agent_id=12991"), nil},

	{"hold/hold_toggled", box("hold", "agent_id=12989"), nil},
	{"hold/agent_unknown", box("hold", "agent_id=99999"), nil},
	{"hold/agent_logged_out", box("hold", "agent_id=12992"), nil},
	{"hold/no_active_call", box("hold", "agent_id=12991"), nil},

	{"dtmf/tones_sent", box("dtmf", "agent_id=12989&tones=1*%23"), nil},
	{"dtmf/agent_unknown", box("dtmf", "agent_id=99999&tones=1"), nil},
	{"dtmf/tones_invalid", box("dtmf", "agent_id=12989&tones=1A"), nil},
	{"dtmf/agent_logged_out", box("dtmf", "agent_id=12992&tones=1"), nil},
	{"dtmf/no_active_call", box("dtmf", "agent_id=12991&tones=1"), nil},

	{"disable_agent/agent_disabled", conf("disable_agent", `{"agent_id": "12992"}`), nil},
	{"disable_agent/agent_unknown", conf("disable_agent", `{"agent_id": "99999"}`), nil},

	{"enable_agent/agent_enabled", conf("enable_agent", `{"agent_id": "12992"}`), nil},
	{"enable_agent/agent_unknown", conf("enable_agent", `{"agent_id": "99999"}`), nil},

	{"general/api_unknown", box("fly", "agent_id=12989"), nil},
	{"general/api_missing", ask{method: "POST", target: "/api/v2/agentbox.php?agent_id=12989"}, nil},
	{"general/method_wrong", ask{method: "GET", target: "/api/v2/agentbox.php?api=hang&agent_id=12989"}, nil},
	{"general/parameter_missing", box("hang", ""), nil},
	{"general/token_missing", box("hang", "agent_id=12989").with("wolkvox-token", ""), nil},
	{"general/token_unknown", box("hang", "agent_id=12989").with("wolkvox-token", "00112233445566778899"), nil},
	{"general/token_busy", box("hang", "agent_id=12989"), whileBusy},
	{"general/path_unknown", ask{method: "POST", target: "/api/v2/agentbox.asp?api=hang&agent_id=12989"}, nil},
	{"general/world_unknown", box("hang", "agent_id=12989").with("X-Wolkvox-Mock-World", "nowhere"), nil},
	{"general/body_too_large", conf("disable_agent", strings.Repeat(" ", 1<<20+1)), nil},
	{"general/fault_injected", box("hang", "agent_id=12989"), withFault},
	{"general/world_reset", box("hang", "agent_id=12989"), duringReset},
	{"general/internal_error", box("hang", "agent_id=12989"), withBug},
}

func whileBusy(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, gate := c.hold(w, box("change_status", "agent_id=12991&status=101"))
	got := c.send(a)
	ok(t, w.OpenGate(gate))
	return got
}

func withFault(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, err := w.AddFault(fault.Fault{Operation: "hang", Status: 503})
	ok(t, err)
	return c.send(a)
}

func duringReset(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	p, _ := c.hold(w, a)
	ok(t, w.Reset())
	return p.mustGet("world_reset")
}

func withBug(t *testing.T, _ *mockserver.World, _ *caller, a ask) answer {
	s := mockserver.Run(t)
	s.Break("hang", func() error { return errors.New("a bug") })
	return callerOf(t, s.Default()).send(a)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	doc, err := openapi.Wolkvox()
	ok(t, err)
	statuses := map[string]*openapi.Outcome{}
	for _, o := range doc.General {
		statuses["general/"+o.Name] = o
	}
	for _, op := range doc.Operations {
		for _, o := range op.Outcomes {
			statuses[op.Name+"/"+o.Name] = o
		}
	}
	for _, tt := range goldenCases {
		t.Run(tt.reply, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			if tt.how == nil {
				tt.how = func(_ *testing.T, _ *mockserver.World, c *caller, a ask) answer { return c.send(a) }
			}
			got := tt.how(t, w, callerOf(t, w), tt.ask)
			o := statuses[tt.reply]
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

// Outcomes, cases and files are the same, so that none is forgotten and none outlives its outcome.
func TestGolden_everyOutcomeHasOneFile(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("the files are being written")
	}
	doc, err := openapi.Wolkvox()
	ok(t, err)
	outcomes, cases, files := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, o := range doc.General {
		outcomes["general/"+o.Name] = true
	}
	for _, op := range doc.Operations {
		for _, o := range op.Outcomes {
			outcomes[op.Name+"/"+o.Name] = true
		}
	}
	for _, tt := range goldenCases {
		cases[tt.reply] = true
	}
	ok(t, filepath.WalkDir(goldenDir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(goldenDir, path)
			files[strings.TrimSuffix(filepath.ToSlash(name), ".json")] = true
		}
		return err
	}))
	if diff := cmp.Diff(outcomes, cases); diff != "" {
		t.Errorf("outcomes of the document and cases (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(outcomes, files); diff != "" {
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
