package mockserver_test

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// A typo in a filter is refused as one in a body is, with the request as it was meant.
func TestSuggestions_try(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	c := newCaller(t, s.URL(), "")
	const world = "/__admin/worlds/default"
	for _, tt := range []struct{ method, target, body, wantTarget, wantBody string }{
		{"GET", world + "/requests?operaton=hang&limit=5", "", world + "/requests?operation=hang&limit=5", ""},
		{"GET", world + "/requests?evidence=infered", "", world + "/requests?evidence=inferred", ""},
		{"GET", world + "/requests?limit=many&operation=hang", "", world + "/requests?operation=hang", ""},
		{"GET", world + "/requests?limit=5&limits=6", "", world + "/requests?limit=5", ""},
		{"GET", world + "/requests?agent_id=%26x%27+%24(y)&zzz=1", "", world + "/requests?agent_id=%26x%27+%24%28y%29", ""},
		{"DELETE", world + "/tokens?tokens=s3cret", "", world + "/tokens?token=$WOLKVOX_TOKEN", ""},
		{"PUT", world + "/agents/12995", `{"nmae":"Nora's","status":"ready"}`, world + "/agents/12995", `{"name":"Nora's","status":"ready"}`},
		{"PUT", world + "/agents/12995", `{"name":"Nora","names":"Luz","zzz":1}`, world + "/agents/12995", `{"name":"Nora"}`},
		{"PUT", world + "/agents/12995", `{"network":{"latency":40,"plattform":"WEB"}}`, world + "/agents/12995", `{"network":{"latency_ms":40,"platform":"web"}}`},
		{"PUT", world + "/agents/ana", `{"name":"Ana"}`, world + "/agents/12989", `{"name":"Ana Ospina","enabled":true}`},
		{"PUT", world + "/agents/12995", `{"name":5,"enabled":"false"}`, world + "/agents/12995", `{"enabled":false,"name":"5"}`},
		{"POST", world + "/faults", `{"operation":"hang","satus":"503"}`, world + "/faults", `{"operation":"hang","status":503}`},
		{"PUT", world + "/clock", "", world + "/clock", `{"action":"advance","duration":"90s"}`}, // the document's example, whole
		{"POST", world + "/gates", `{"operation":"hang","times":0}`, world + "/gates", `{"operation":"hang"}`},
		{"PUT", world + "/clock", `{"action":"set","time":"noon"}`, world + "/clock", `{"action":"set","time":"2026-01-31T09:00:00Z"}`},
		{"POST", "/__admin/worlds", `{"name":"x","clock":"noon"}`, "/__admin/worlds", `{"clock":"2026-01-31T09:00:00Z","name":"x"}`},
		{"POST", world + "/faults", `{"drop":"maybe"}`, world + "/faults", `{"operation":"hang","phase":"after","times":1,"drop":true}`}, // the document's example
		{"PUT", world + "/skills/77", `{"nmae":"Sales"}`, world + "/skills/77", `{"name":"Sales"}`},
		{"POST", "/__admin/worlds", `{"nmae":"x","from":{"agents":[{"agent_id":"5","stauts":"ready"}],"tokens":[{"token":"s3cret"}]}}`, "/__admin/worlds",
			`{"from":{"agents":[{"agent_id":"5","status":"ready"}],"tokens":[{"token":"'"$WOLKVOX_TOKEN"'"}]},"name":"x"}`},
		{"GET", "/openapi.yaml?veiw=operations", "", "/openapi.yaml?view=operations", ""},
	} {
		got := c.send(ask{method: tt.method, target: tt.target, body: tt.body})
		var p struct{ Violations []openapi.Violation }
		ok(t, json.Unmarshal([]byte(got.body), &p))
		quote := func(s string) string {
			if strings.HasSuffix(s, "$WOLKVOX_TOKEN") {
				return `"` + s + `"`
			}
			return "'" + strings.NewReplacer(`'"$W`, `'"$W`, `N"'`, `N"'`, "'", `'\''`).Replace(s) + "'"
		}
		want := "curl -X " + tt.method + " " + quote(s.URL()+tt.wantTarget)
		if tt.wantBody != "" {
			want += " -H 'Content-Type: application/json' -d " + quote(tt.wantBody)
		}
		if got.status != http.StatusBadRequest || len(p.Violations) == 0 || p.Violations[0].Try != want {
			t.Errorf("%s %s %s: %d, try is not\n%s\n%s", tt.method, tt.target, tt.body, got.status, want, got.body)
		}
	}
}

// A correction works when it is pasted: every row of the control table that works is misspelt, in its query or its body, and
// what the answer says to try works too, with the token that the server asks for, at the address that the caller used.
func TestSuggestions_tryWorks(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("this test needs curl")
	}
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t, mockserver.WithAdminToken("s3cret"))
	freeze(t, s.Default())
	base := s.Default().Snapshot()
	tried := 0
	for _, tt := range controlCases(base) {
		if tt.status > 299 || tt.before != nil || len(tt.body) > 1000 || tt.path == "" || strings.Contains(tt.target()+tt.body, "token") {
			continue
		}
		a := ask{method: doc.Operation(tt.operation).Method, target: tt.target(), body: tt.body}
		if strings.HasPrefix(a.body, `{"`) {
			a.body = strings.Replace(a.body, `{"`, `{"x`, 1)
		} else {
			a.target += map[bool]string{true: "&", false: "?"}[strings.Contains(a.target, "?")] + "surely_not=1"
		}
		ok(t, s.Default().Restore(base))
		got := newCaller(t, strings.Replace(s.URL(), "127.0.0.1", "localhost", 1), "").send(a.with("Authorization", "Bearer s3cret"))
		var p struct{ Violations []openapi.Violation }
		ok(t, json.Unmarshal([]byte(got.body), &p))
		if len(p.Violations) == 0 {
			t.Errorf("%s %s: %d\n%s", tt.operation, tt.what, got.status, got.body)
			continue
		}
		tried++
		try := p.Violations[0].Try
		if !strings.Contains(try, "http://localhost:") || strings.Contains(try, "s3cret") {
			t.Errorf("not where the caller reached it, or it shows a secret: %s", try)
		}
		for _, w := range s.Worlds() {
			if w != s.Default() {
				ok(t, s.DeleteWorld(w.Name()))
			}
		}
		cmd := exec.CommandContext(t.Context(), "sh", "-c", strings.Replace(try, "curl ", "curl -sS -o /dev/null -w '%{http_code}' ", 1))
		cmd.Env = append(os.Environ(), "WOLKVOX_MOCK_ADMIN_TOKEN=s3cret")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "2") {
			t.Errorf("%s %s: %s answers %s, %v", tt.operation, tt.what, try, out, err)
		}
	}
	if tried < 20 {
		t.Errorf("only %d were tried", tried)
	}
}

// What is nowhere names what it is most like.
func TestSuggestions_nearestPath(t *testing.T) {
	t.Parallel()
	c := newCaller(t, mockserver.Run(t).URL(), "")
	for wrong, want := range map[string]string{
		"/__admin/worlds/default/agent":             "/__admin/worlds/default/agents",
		"/__admin/worlds/default/agents/":           "/__admin/worlds/default/agents",
		"/__admin/world/other/agents/5/log-in":      "/__admin/worlds/other/agents/5/login",
		"/_admin/worlds":                            "/__admin/worlds",
		"/__admin/openapi.yml":                      "/__admin/openapi.yaml",
		"/helth":                                    "/health",
		"/v2/agentbox.php":                          "/api/v2/agentbox.php",
		"/__admin/worlds/default/xyzzy":             "",
		"/__admin/worlds/default/agents/5/login/up": "",
		"/": "",
	} {
		got := c.send(ask{method: "GET", target: wrong})
		says := "There is nothing at " + wrong + ". The wolkvox API is under"
		if want != "" {
			says = "There is nothing at " + wrong + ". Did you mean " + want + "? The wolkvox API"
		}
		if got.status != http.StatusNotFound || !strings.Contains(got.body, says) {
			t.Errorf("%s: %d %s, want %q", wrong, got.status, got.body, says)
		}
	}
}

// A filter by what no request can have would find nothing, for ever.
func TestSuggestions_filters(t *testing.T) {
	t.Parallel()
	c := newCaller(t, mockserver.Run(t).URL(), "")
	for query, want := range map[string]string{
		"operation=hng":         `there is no operation \"hng\": did you mean hang?`,
		"operation=xyzzy":       `there is no operation \"xyzzy\": expected one of hang, `,
		"outcome=hungup":        `there is no outcome \"hungup\": did you mean hung_up?`,
		"outcome=xyzzy":         `there is no outcome \"xyzzy\": expected one of`,
		"outcome=not_simulated": "",
		"outcome=destination_unavailable&operation=transfer": "",
	} {
		got := c.send(ask{method: "GET", target: "/__admin/worlds/default/requests?" + query})
		if refused := got.status == http.StatusUnprocessableEntity; refused != (want != "") || !strings.Contains(got.body, want) {
			t.Errorf("%s: %d %s, want %q", query, got.status, got.body, want)
		}
	}
}

// What is expected is said in words that tell what to write.
func TestSuggestions_expected(t *testing.T) {
	t.Parallel()
	c := newCaller(t, mockserver.Run(t).URL(), "")
	const world = "/__admin/worlds/default"
	for _, tt := range []struct{ method, target, body, want string }{
		{"PUT", world + "/clock", `{"action":"set","time":"noon"}`, `body /time: expected a time such as 2026-01-31T09:00:00Z, got "noon"`},
		{"POST", "/__admin/worlds", `{"clock":"noon"}`, `body /clock: expected a time such as 2026-01-31T09:00:00Z, or an object with frozen, speed, time, or an object with speed, got "noon"`},
		{"POST", world + "/gates", `{"times":0}`, `body /times: expected a number of at least 1, got 0`},
		{"POST", world + "/faults", `{"operation":"hang","status":1000}`, `body /status: expected a number of at most 599, got 1000`},
	} {
		var p struct{ Violations []openapi.Violation }
		ok(t, json.Unmarshal([]byte(c.send(ask{method: tt.method, target: tt.target, body: tt.body}).body), &p))
		if len(p.Violations) == 0 || !strings.Contains(p.Violations[0].String(), tt.want) {
			t.Errorf("%s %s: %v, want %q", tt.target, tt.body, p.Violations, tt.want)
		}
	}
}
