package mockserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

func TestWire_headerNamesInAnyCase(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, name := range []string{"wolkvox-token", "Wolkvox-Token", "WOLKVOX-TOKEN", "wOlKvOx-tOkEn"} {
		w := s.NewWorld(t)
		newCaller(t, s.URL, "").mustGet("hung_up", hang.with(name, w.Token()))
	}
	for _, name := range []string{"wolkvox_server", "Wolkvox_Server", "WOLKVOX_SERVER"} {
		w := s.NewWorld(t)
		newCaller(t, s.URL, "stranger").mustGet("token_unknown", hang.with(name, w.View().Server))
		if w.Requests(journal.Query{}).Total != 1 {
			t.Errorf("%s does not choose the world", name)
		}
	}
	w := s.NewWorld(t)
	newCaller(t, s.URL, w.Token()).mustGet("hung_up", hang.with("x-wolkvox-mock-WORLD", w.Name()))
}

func TestWire_tokens(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for token, want := range map[string]string{
		"":                                    "token_missing",
		"   ":                                 "token_missing",
		"stranger":                            "token_unknown",
		mockserver.DemoToken + "0":            "token_unknown",
		strings.ToUpper(mockserver.DemoToken): "token_unknown",
		" " + mockserver.DemoToken + " ":      "no_active_call", // blanks around a value are none of it
	} {
		newCaller(t, s.URL, "").mustGet(want, box("hang", "agent_id=12991").with("wolkvox-token", token))
	}
	newCaller(t, s.URL, "").mustGet("token_missing", hang)
}

// The headers are those of a captured reply, and the grade.
func TestWire_headersOfReplies(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		ask   ask
		grade string
	}{
		{hang, "hang/hung_up; evidence=example"},
		{box("hang", "agent_id=99999"), "hang/agent_unknown; evidence=inferred"},
		{box("hang", ""), "hang/parameter_missing; evidence=documented"},
		{box("fly", ""), "-/api_unknown; evidence=documented"},
		{hang.with("wolkvox-token", ""), "hang/token_missing; evidence=documented"},
		{conf("disable_agent", `{"agent_id":"12992"}`), "disable_agent/agent_disabled; evidence=example"},
		{ask{method: "POST", target: "/api/v2/nothing.php"}, "-/path_unknown; evidence=inferred"},
	} {
		got := callerOf(t, s.NewWorld(t)).send(tt.ask)
		want := http.Header{
			"X-Wolkvox-Mock":               {tt.grade},
			"Content-Type":                 {"application/json; charset=utf-8"},
			"Cache-Control":                {"no-store, no-cache, must-revalidate"},
			"Access-Control-Allow-Origin":  {"*"},
			"Access-Control-Allow-Methods": {"GET, POST"},
		}
		got.header.Del("Date")
		got.header.Del("Content-Length")
		if diff := cmp.Diff(want, got.header); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", tt.ask.method, tt.ask.target, diff)
		}
	}
}

// A browser may ask first, without a token, wherever in the API. Nothing is done, nothing is noted.
func TestWire_preflight(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	c := newCaller(t, s.URL, "")
	for _, target := range []string{"/api/v2/agentbox.php?api=hang&agent_id=12989", "/api/v2/configuration.php", "/api/v2/nothing.php"} {
		got := c.send(ask{method: "OPTIONS", target: target, header: []string{"Access-Control-Request-Headers", "wolkvox-token, content-type"}})
		if got.status != http.StatusOK || got.body != "" {
			t.Errorf("%s: %d %s", target, got.status, got.body)
		}
		for name, want := range map[string]string{
			"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "wolkvox-token, content-type",
		} {
			if got := got.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
	}
	if got := c.send(ask{method: "OPTIONS", target: "/api/v2/agentbox.php"}); got.header.Get("Access-Control-Allow-Headers") != "" {
		t.Errorf("headers nobody asked for: %v", got.header)
	}
	if got := s.Default().Requests(journal.Query{}); got.Total != 0 || statusOf(t, s.Default(), "12989") != "talk" {
		t.Errorf("the journal has %+v", got)
	}
}
