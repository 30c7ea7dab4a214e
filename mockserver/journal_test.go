package mockserver_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

func TestJournal_ofAnExchange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	got := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id": "12992"}`).with("Content-Type", "text/plain").
		with("wolkvox_server", w.View().Server).with("User-Agent", "test "+w.Token()+strings.Repeat("x", 300)))
	want := journal.Entry{
		Seq: 2, Changes: journal.Span{First: 1, Last: 1}, Time: noon, Operation: "disable_agent", Outcome: "agent_disabled", Evidence: openapi.Example,
		Source: "https://www.wolkvox.com/en/apis-v2-2/4-deactivate-agent/", AgentID: "12992",
		Request: journal.Request{
			Method: "PUT", Target: "/api/v2/configuration.php?api=disable_agent", Body: `{"agent_id": "12992"}`,
			Params: map[string]any{"api": "disable_agent", "agent_id": "12992"}, TokenSuffix: w.Token()[len(w.Token())-4:],
			Headers: journal.Headers{
				ContentType: "text/plain", WolkvoxServer: w.View().Server, UserAgent: "test (redacted)" + strings.Repeat("x", 185) + "…",
			},
		},
		Reply: journal.Reply{Status: 202, Body: []byte(got.body)},
	}
	if diff := cmp.Diff(want, newest(t, w)); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	if got := w.Coverage(); got.Outcomes["disable_agent/agent_disabled"] != 1 {
		t.Errorf("coverage: %v", got.Outcomes)
	}
}

// The parameters of an entry are what the operation took them for: the last of two, the field of a body where it belongs
// there, lists as lists; and nothing of a body that nobody reads.
func TestJournal_params(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	withBody := hang
	withBody.body = `{"agent_id":"99999","x":"1"}`
	for _, tt := range []struct {
		ask  ask
		want map[string]any
	}{
		{box("hang", "agent_id=1&agent_id=a+b%25&"), map[string]any{"api": "hang", "agent_id": "a b%"}},
		{withBody, map[string]any{"api": "hang", "agent_id": "12989"}},
		{conf("disable_agent&agent_id=1", `{"agent_id":12992,"api":"x"}`), map[string]any{"api": "disable_agent", "agent_id": "12992"}},
		{conf("remove_cod_act", `{"type_code":"cod_act1","cod_act":["020",21]}`), map[string]any{"api": "remove_cod_act", "type_code": "cod_act1", "cod_act": []string{"020", "21"}}},
		{conf("edit_agent&agent_id=1", `{"agent_pass":"secret"}`), map[string]any{"api": "edit_agent", "agent_id": "1", "agent_pass": "(redacted)"}},
		{conf("disable_agent", `{"agent_id":"`+strings.Repeat("1", 5000)+`"}`), map[string]any{"api": "disable_agent"}},
		{form("upload_file", part{"file", "a.pdf", ""}), map[string]any{"api": "upload_file"}},
		{ask{method: "GET", target: "/api/v2/nothing.php"}, nil},
	} {
		c.send(tt.ask)
		if diff := cmp.Diff(tt.want, newest(t, w).Request.Params); diff != "" {
			t.Errorf("%s: parameters (-want +got):\n%s", tt.ask.target, diff)
		}
	}
}

// The journal keeps a body whatever becomes of it, as far as it is bounded.
func TestJournal_bodies(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(5000))
	w := s.NewWorld(t)
	c := callerOf(t, w)
	long, kept := strings.Repeat("a", 6000), strings.Repeat("a", journal.MaxText)+"…"
	for outcome, a := range map[string]ask{
		"agents_found": info("agents", ""), "api_unknown": box("fly", ""), "path_unknown": {method: "PUT", target: "/api/v2/x.php"},
		"parameter_missing": conf("upload_file", ""), "body_too_large": conf("disable_agent", ""),
	} {
		a.body = long
		c.mustGet(outcome, a)
		if e := newest(t, w); e.Outcome != outcome || e.Request.Body != kept {
			t.Errorf("%s: the body of %s is %d bytes", outcome, e.Outcome, len(e.Request.Body))
		}
	}
}

func TestJournal_isBounded(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]int{0: 0, 3: 3, 100: 5} {
		w := mockserver.Run(t, mockserver.WithJournalSize(size)).NewWorld(t)
		c := callerOf(t, w)
		for range 5 {
			c.mustGet("status_changed", pause)
		}
		p := w.Requests(journal.Query{})
		if len(p.Requests) != want || p.Total != 5 || p.Dropped != 5-want {
			t.Errorf("size %d: %d entries, %d of %d dropped", size, len(p.Requests), p.Dropped, p.Total)
		}
		if w.Coverage().Outcomes["change_status/status_changed"] != 5 {
			t.Errorf("size %d: the coverage forgets: %v", size, w.Coverage().Outcomes)
		}
		w.ClearRequests()
		if p := w.Requests(journal.Query{}); p.Total != 0 || p.Dropped != 0 || len(p.Requests) != 0 {
			t.Errorf("size %d, cleared: %+v", size, p)
		}
	}
}

// The coverage counts what requests, and the control API, have reached; how the world came about does not count.
func TestCoverage_transitions(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	reached := func() (all []string) {
		for name, n := range w.Coverage().Transitions {
			if n > 0 {
				all = append(all, name)
			}
		}
		return all
	}
	if got := reached(); len(got) != 0 {
		t.Errorf("a new world has reached %v", got)
	}
	callerOf(t, w).mustGet("hung_up", hang)
	_, err := w.Login("12992")
	ok(t, err)
	got := strings.Join(reached(), "; ")
	for _, want := range []string{"talk --hang_up--> acw", "active --hang_up--> ended", "logout --login--> ready"} {
		if !strings.Contains(got, want) {
			t.Errorf("not reached: %s; reached: %s", want, got)
		}
	}
	if n := len(reached()); n != 3 {
		t.Errorf("%d transitions: %s", n, got)
	}
}

// Every general and every own outcome stands in the coverage from the start.
func TestCoverage_listsAllOutcomes(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	want := map[string]int{}
	for _, o := range wolkvox(t).General {
		want[o.Name] = 0
	}
	for _, op := range wolkvox(t).Operations {
		for _, o := range op.Outcomes {
			want[op.Name+"/"+o.Name] = 0
		}
	}
	if diff := cmp.Diff(want, w.Coverage().Outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}
