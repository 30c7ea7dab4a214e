package mockserver_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// What clients do wrong is answered as the service would, and noted: the rules it breaks, and a corrected request that does
// what was meant when it is pasted into a shell. {other} is the token of another world.
func TestMisuse(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"sh", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	at := func(method, target, body string) ask { return ask{method: method, target: target, body: body} }
	disable := conf("disable_agent", `{"agent_id":"12992"}`)
	hostOf := func(a ask, host string) ask { a.host = host; return a }
	for _, tt := range []struct {
		what    string
		ask     ask
		outcome string
		rules   []string // rule: where: got
		fixed   string   // outcome of the corrected request
	}{
		{"wrong method", at("GET", hang.target, ""), "method_wrong", []string{`method-wrong: method: "GET"`}, "hung_up"},
		{"wrong method with a body", at("POST", disable.target, disable.body), "method_wrong", []string{`method-wrong: method: "POST"`}, "agent_disabled"},
		{"unknown api", box("hangup", "agent_id=12989"), "api_unknown", []string{`api-unknown: query api: "hangup"`}, "hung_up"},
		{"api in the wrong case", box("HANG", "agent_id=12989"), "api_unknown", []string{`api-case: query api: "HANG"`}, "hung_up"},
		{"api of another path", at("POST", "/api/v2/configuration.php?api=hang&agent_id=12989", ""), "api_unknown", []string{`path-wrong: path: "/api/v2/configuration.php"`}, "hung_up"},
		{"no api", at("POST", agentbox+"?agent_id=12989", ""), "api_missing", []string{`api-missing: query api: nothing`}, "hung_up"},
		{"api in the body", at("POST", agentbox, "api=hang&agent_id=12989"), "api_missing", []string{`api-in-body: body api: "hang"`}, "hung_up"},
		{"api in a JSON body", at("PUT", "/api/v2/configuration.php", `{"api":"disable_agent","agent_id":"12992"}`), "api_missing", []string{`api-in-body: body api: "disable_agent"`}, "agent_disabled"},
		{"path without v2", at("POST", "/api/agentbox.php?api=hang&agent_id=12989", ""), "path_unknown", []string{`path-unknown: path: "/api/agentbox.php"`}, "hung_up"},
		{"path in the wrong case", at("POST", "/api/v2/AgentBox.php?api=hang&agent_id=12989", ""), "path_unknown", []string{`path-unknown: path: "/api/v2/AgentBox.php"`}, "hung_up"},
		{"path with a slash at its end", at("POST", agentbox+"/?api=hang&agent_id=12989", ""), "path_unknown", []string{`path-unknown: path: "/api/v2/agentbox.php/"`}, "hung_up"},
		{"path without its beginning", at("POST", "/agentbox.php?api=hang&agent_id=12989", ""), "", []string{`path-unknown: path: "/agentbox.php"`}, "hung_up"},
		{"path with two slashes", at("PUT", "/"+disable.target, disable.body), "", []string{`path-unknown: path: "//api/v2/configuration.php"`}, "agent_disabled"},
		{"no token", hang.with("wolkvox-token", ""), "token_missing", []string{"token-missing: header wolkvox-token: nothing"}, "hung_up"},
		{"unknown token", hang.with("wolkvox-token", "00112233445566778899aabbccddeeff"), "token_unknown", []string{"token-unknown: header wolkvox-token: (redacted)"}, "hung_up"},
		{"token of another world", hostOf(hang.with("wolkvox-token", "{other}"), "wv0042.wolkvox.com"), "token_unknown", []string{"token-unknown: header wolkvox-token: (redacted)"}, "hung_up"},
		{"unknown token, and more", box("hang", "").with("wolkvox-token", "stranger"), "token_unknown", []string{"parameter-missing: query agent_id: nothing", "token-unknown: header wolkvox-token: (redacted)"}, "hung_up"},
		{"token in the query", box("hang", "agent_id=12989&wolkvox-token=7b64656d6f7d2d3230323630313031303030303030").with("wolkvox-token", ""), "token_missing", []string{"token-misplaced: query wolkvox-token: (redacted)"}, "hung_up"},
		{"token in the query too, under another name", box("hang", "agent_id=12989&key={other}"), "hung_up", []string{"token-misplaced: query key: (redacted)"}, "hung_up"},
		{"token in the body", conf("disable_agent", `{"agent_id":"12992","wolkvox-token":"x"}`).with("wolkvox-token", ""), "token_missing", []string{"token-misplaced: body wolkvox-token: (redacted)"}, "agent_disabled"},
		{"token as a bearer", hang.with("wolkvox-token", "").with("Authorization", "Bearer 7b64656d6f7d2d3230323630313031303030303030"), "token_missing", []string{"token-misplaced: header Authorization: (redacted)"}, "hung_up"},
		{"semicolon before api", at("POST", agentbox+"?agent_id=12989;api=hang", ""), "api_missing", []string{`query-separator: query: ";"`}, "hung_up"},
		{"form for JSON", conf("disable_agent", "agent_id=12992").with("Content-Type", "application/x-www-form-urlencoded"), "parameter_missing", []string{`body-form: body: "agent_id=12992"`}, "agent_disabled"},
		{"body of a GET", at("GET", info("agents", "").target, `{"agent":"12989"}`), "agents_found", []string{`body-unexpected: body: "{\"agent\":\"12989\"}"`}, "agents_found"},
		{"parameters in the body", at("POST", agentbox+"?api=hang", "agent_id=12989"), "parameter_missing", []string{"parameter-missing: query agent_id: nothing", `body-unexpected: body: "agent_id=12989"`}, "hung_up"},
		{"another server beside the token", hang.with("wolkvox_server", "0014"), "hung_up", []string{`server-mismatch: header wolkvox_server: "0014"`}, "hung_up"},
		{"an unknown server, no token, and more", box("hang", "agent_id=12989&x=1").with("wolkvox-token", "").with("wolkvox_server", "0099"), "token_missing",
			[]string{`parameter-unknown: query x: "1"`, "token-missing: header wolkvox-token: nothing"}, "hung_up"},
		{"another host beside the token", hostOf(hang, "wv0014.wolkvox.com"), "hung_up", []string{`server-mismatch: host: "wv0014"`}, "hung_up"},
		{"an unknown world", hang.with("X-Wolkvox-Mock-World", "nope"), "world_unknown", []string{`world-unknown: header X-Wolkvox-Mock-World: "nope"`}, "hung_up"},
		{"the right server and a host that is no server", hostOf(hang.with("wolkvox_server", "0042"), "wvmock"), "hung_up", nil, ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			s := mockserver.Run(t)
			w, other := s.Default(), s.NewWorld(t)
			hide := strings.NewReplacer("{other}", other.Token())
			tt.ask.target = hide.Replace(tt.ask.target)
			for i := range tt.ask.header {
				tt.ask.header[i] = hide.Replace(tt.ask.header[i])
			}
			got := callerOf(t, w).send(tt.ask)
			e := newest(t, w)
			if got.outcome() != tt.outcome || tt.outcome != "" && e.Outcome != tt.outcome || e.Reply.Status != got.status {
				t.Errorf("%d %s, in the journal %d %s, want %s\n%s", got.status, got.outcome(), e.Reply.Status, e.Outcome, tt.outcome, got.body)
			}
			var rules []string
			for _, v := range e.Violations {
				rules = append(rules, string(v.Rule)+": "+v.Where+": "+v.Got)
				if v.Expected == "" || !strings.HasPrefix(v.Source, "https://") || v.Rule.Text().Title == "" {
					t.Errorf("not all is said: %+v", v)
				}
			}
			if diff := cmp.Diff(tt.rules, rules); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			mustHide(t, w.Token(), journalOf(t, w))
			mustHide(t, other.Token(), journalOf(t, w))
			for _, v := range e.Violations {
				ok(t, w.Reset())
				if got := pasted(t, w, v.Try); got != tt.fixed {
					t.Errorf("%s: %q, want %s", v.Try, got, tt.fixed)
				}
				if again := newest(t, w).Violations; len(again) > 0 {
					t.Errorf("%s has violations: %v", v.Try, again)
				}
			}
		})
	}
}

// pasted runs a corrected request in a shell, and has its outcome.
func pasted(t *testing.T, w *mockserver.World, try string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "sh", "-ec", "curl() { command curl --silent --show-error --include \"$@\"; }\n"+try)
	c.Env = append(os.Environ(), openapi.TokenVariable+"="+w.Token())
	out, err := c.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", try, err, out)
	}
	outcome := regexp.MustCompile(`(?m)^X-Wolkvox-Mock: \S+/(\w+);`).FindSubmatch(out)
	if outcome == nil {
		return string(out)
	}
	return string(outcome[1])
}

// A request that nothing leads to a world is in the default world, and says why; the end of its token finds it.
func TestMisuse_whereItLanded(t *testing.T) {
	t.Parallel()
	const stranger = "00112233445566778899aabbccddeeff-end"
	for _, tt := range []struct {
		what, host, server, token, reason, suffix string
	}{
		{"unknown host and token", "wv0014.wolkvox.com", "", stranger, "; host wv0014 names no world, no world has the token, so the world is default", "-end"},
		{"unknown server", "", "0014", stranger, "; wolkvox_server 0014 names no world, no world has the token, so the world is default", "-end"},
		{"unknown host, no token", "wv0014", "", "", "; host wv0014 names no world, so the world is default", ""},
		{"nothing", "", "", "", "; nothing names a world, so the world is default", ""},
		{"known host, unknown token", "wv0042", "0014", stranger, "of 36 characters", "-end"},
		{"a token too short to keep of it", "", "", "0123456789-end", "; no world has the token, so the world is default", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			s := mockserver.Run(t)
			s.NewWorld(t)
			a := hang
			a.host = tt.host
			if tt.server != "" {
				a = a.with("wolkvox_server", tt.server)
			}
			newCaller(t, s.URL(), tt.token).send(a)
			callerOf(t, s.Default()).send(hang)
			found := s.Requests(journal.Query{TokenSuffix: "...-end"}).Requests
			if tt.suffix == "" {
				if len(found) != 0 {
					t.Errorf("found by a token that was not kept: %+v", found)
				}
				found = s.Requests(journal.Query{Outcome: "token_missing"}).Requests
				found = append(found, s.Requests(journal.Query{Outcome: "token_unknown"}).Requests...)
			}
			if len(found) != 1 || found[0].World != "default" || !strings.HasSuffix(found[0].Reason, tt.reason) || found[0].Request.TokenSuffix != tt.suffix {
				t.Fatalf("found %+v\nwant one whose reason ends in %q", found, tt.reason)
			}
		})
	}
}

// What is wrong with the token is told of the other worlds, too, when the host names one.
func TestMisuse_serverOfAnotherWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w, other := s.NewWorld(t), s.NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("hung_up", hang.with("X-Wolkvox-Mock-World", w.Name()).with("wolkvox_server", other.View().Server))
	want := []openapi.Rule{openapi.RuleServerMismatch}
	var got []openapi.Rule
	for _, v := range newest(t, w).Violations {
		got = append(got, v.Rule)
		if v.Expected != w.View().Server {
			t.Errorf("%v expects %s", v, v.Expected)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("violations %v, want %v", got, want)
	}
}
