package mockserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
)

// No token stands in the journal or in the log, wherever a client put it: its own token under any name, as it stands or
// escaped, and any token under a name that says so. Each has a core that no escape changes, and that must not be seen.
func TestRedact_tokens(t *testing.T) {
	t.Parallel()
	const core = "7b64656d6f7d2d323032"
	for what, token := range map[string]string{
		"hexadecimal":   core,
		"mixed case":    "SeCreT-ToKeN-" + strings.ToUpper(core),
		"odd letters":   `s"\/%41+&` + core + `=;dy`,
		"looks encoded": "s%20" + core + "+s",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			s := mockserver.Run(t, log.option())
			start := seed.Demo()
			start.Server, start.Tokens = "0043", []mockserver.Token{{Token: token}}
			w, err := s.CreateWorld(mockserver.WorldSpec{Name: "w", From: &start})
			ok(t, err)
			v, q := mustJSON(t, token), url.QueryEscape(token)
			letters := "" // each of them escaped
			for _, c := range []byte(token) {
				letters += fmt.Sprintf("%%%02x", c)
			}
			c := newCaller(t, s.URL(), token)
			for _, a := range []ask{
				box("hang", "agent_id="+q), box("hang", "agent_id=12989&x="+q), box("hang", q+"=1"), box(q, ""), box("hang", "agent_id="+letters),
				box("change_status", "agent_id=12991&status="+q), box("transfer", "agent_id=12990&customer_phone="+q),
				{method: "POST", target: "/api/v2/" + url.PathEscape(token) + "?api=" + q},
				conf("disable_agent", `{"agent_id":`+v+`}`), conf("disable_agent", `{"agent_id":"12992","x":`+v+`}`),
				conf("disable_agent", `{"agent_id":"12992",`+v+`:1}`), conf("disable_agent", `{"agent_id":`+v), conf("disable_agent", v),
				conf("edit_agent&agent_id=12991", `{"agent_sso":`+v+`}`), info("agents", "agent=12991"), // the client reads what it stored
				hang.with("wolkvox_server", token), hang.with("X-Wolkvox-Mock-World", token), hang.with("X-Other", token),
			} {
				got := c.send(a)
				if strings.Contains(a.target, "information") && !strings.Contains(got.body, core) && !strings.Contains(got.body, strings.ToUpper(core)) {
					t.Errorf("the client does not read what it stored: %s", got.body)
				}
			}
			c.send(box("hang", "agent_id="+q))
			if got := newest(t, w).Request.Target; q == token && got != "/api/v2/agentbox.php?api=hang&agent_id=(redacted)" {
				t.Errorf("the journal has the target %s", got)
			}
			for _, name := range []string{"token", "Wolkvox-Token", "wolkvox_token", "my_token_2"} { // it need not be that of the request
				stranger := newCaller(t, s.URL(), "stranger")
				stranger.send(box("hang", "agent_id=1&"+name+"="+q).with("wolkvox_server", "0043"))
				stranger.send(conf("disable_agent", `{"agent_id":"1","`+name+`": `+v+`}`).with("wolkvox_server", "0043"))
			}
			mustHide(t, core, journalOf(t, s.Default())+journalOf(t, w)+log.String())
		})
	}
}

// A short token is hidden too, in any case; also where a text beside it looks as if no token could be in it.
func TestRedact_shortToken(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, token := range []string{"q7k", "q7k-", "-", "k7k7k7k7k7k7k7k7"} {
		c := newCaller(t, s.URL(), token)
		for _, sent := range []string{token, strings.ToUpper(token), strings.ReplaceAll(token, "k", "\u212a"), "x" + token + "y", "a b/" + token} {
			c.send(box("hang", "agent_id="+url.QueryEscape(sent)))
			e := newest(t, s.Default())
			if e.AgentID == sent || strings.Contains(strings.ToLower(e.Reason+e.AgentID), token) {
				t.Errorf("token %s: agent_id %q, reason %q", token, e.AgentID, e.Reason)
			}
		}
	}
}

// The token of a world stands nowhere either when another client sends it, under any name.
func TestRedact_tokenOfAnotherWorld(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	w, other := s.NewWorld(t), s.NewWorld(t)
	c := callerOf(t, w)
	c.send(box("hang", "agent_id="+other.Token()))
	c.send(box("change_status", "agent_id=12991&status="+strings.Repeat("x", 70)+"-"+other.Token()))
	c.send(conf("disable_agent", `{"agent_id":"`+other.Token()+`"}`))
	mustHide(t, other.Token(), journalOf(t, w)+log.String())
	if e := newest(t, w); len(e.Violations) == 0 || e.Violations[0].Got != "(redacted)" {
		t.Errorf("the violations are %+v", e.Violations)
	}
}

// The problems of the control API repeat no token of a body, a query or a header.
func TestRedact_problems(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, mockserver.WithAdminToken("the-admin-token"), log.option())
	secret := "5ec2e7-of-somebody"
	other, err := s.CreateWorld(mockserver.WorldSpec{Name: "other", From: &mockserver.Seed{Server: "1000", Tokens: []mockserver.Token{{Token: secret}}}})
	ok(t, err)
	const worlds, tokens = "/__admin/worlds", "/__admin/worlds/default/tokens"
	for _, a := range []ask{
		{method: "POST", target: worlds, body: `{"name":"new","from":{"tokens":[{"token":"S"}]}}`},
		{method: "POST", target: worlds, body: `{"name":"new","from":{"tokens":[{"token":"S"},{"token":"S"}]}}`},
		{method: "POST", target: worlds, body: `{"name":"new","from":{"tokens":[{"token":"x S"}]}}`},
		{method: "POST", target: worlds, body: `{"name":"new","from":{"tokens":"S"}}`},
		{method: "POST", target: tokens, body: `{"token":"S"}`},
		{method: "POST", target: tokens, body: `{"token":["S"]}`},
		{method: "POST", target: tokens, body: `{"token":"x S"}`},
		{method: "POST", target: tokens, body: `{"token":"S`},
		{method: "DELETE", target: tokens + "?token=S"},
		{method: "DELETE", target: tokens + "?tokens=S"},
		{method: "PUT", target: "/__admin/worlds/default", body: mustJSON(t, other.Snapshot())},
		{method: "GET", target: worlds, header: []string{"Authorization", "Basic the-admin-token"}},
	} {
		if a.header == nil {
			a = a.with("Authorization", "Bearer the-admin-token")
		}
		a.target, a.body = strings.ReplaceAll(a.target, "S", secret), strings.ReplaceAll(a.body, "S", secret)
		got := newCaller(t, s.URL(), "").send(a)
		if got.status < 400 || got.header.Get("Content-Type") != "application/problem+json" || (got.status == http.StatusUnauthorized) != (a.body == "" && a.method == "GET") {
			t.Errorf("%s %s: %d, want a problem\n%s", a.method, a.target, got.status, got.body)
		}
		mustHide(t, secret, got.body)
		mustHide(t, "the-admin-token", got.body+log.String())
	}
}

// A password is told to whoever creates the agent and asks for nothing else: it stands in no journal, no log and no
// answer of the control API but the snapshot, which is the whole state.
func TestRedact_passwords(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	w := s.Default()
	c := callerOf(t, w)
	const given = "Zx7*opensesame"
	for _, body := range []string{
		`{"agent_dni":"1","agent_name":"One","agent_pass":"{pass}"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass" : "{pass}"}`,
		`{"agent_dni":"1","agent_name":"One","AGENT_PASS":"{pass}"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"\"'{pass}"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":["{pass}"]}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"{pass}`,
		`{"agent_dni":"1","agent_pass":"{pass}"}`, // a field is missing: the violation has a corrected request
		`agent_dni=1&agent_name=One&agent_pass={pass}`,
	} {
		body = strings.ReplaceAll(body, "{pass}", given)
		c.send(conf("create_agent", body))
		c.send(conf("edit_agent&agent_id=12991", body))
		c.send(conf("edit_agent&agent_id=12991&agent_pass="+given, `{}`))
	}
	var reply struct{ Data []struct{ Password string } }
	got := c.mustGet("agent_created", conf("create_agent", `{"agent_dni":"1","agent_name":"One","agent_pass":""}`))
	ok(t, json.Unmarshal([]byte(got.body), &reply))
	made := reply.Data[0].Password
	if e := newest(t, w); !strings.Contains(string(e.Reply.Body), `"agent_id": "10`) || !strings.Contains(string(e.Reply.Body), `"password": "(redacted)"`) {
		t.Errorf("the journal has the reply %s", e.Reply.Body)
	}
	admin := newCaller(t, s.URL(), "")
	told := journalOf(t, w) + log.String() + admin.send(ask{method: "PUT", target: "/__admin/worlds/default/agents/10000", body: `{"name":"G"}`}).body
	for _, path := range []string{"/agents", "/agents/10000", "/requests", "/coverage", "/lists", "/account", "/skills"} {
		told += admin.send(ask{method: "GET", target: "/__admin/worlds/default" + path}).body
	}
	mustHide(t, "opensesame", told)
	mustHide(t, made, told)
	if got := admin.send(ask{method: "GET", target: "/__admin/worlds/default"}); len(made) < 8 || !strings.Contains(got.body, made) || !strings.Contains(got.body, given) {
		t.Errorf("a snapshot lacks a password: %s", made)
	}
}

// mustHide fails when a text gives a secret away.
func mustHide(t *testing.T, secret, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if strings.Contains(strings.ToLower(line), strings.ToLower(secret)) {
			t.Errorf("%q stands in %s", secret, line)
		}
	}
}

// journalOf is the journal of a world as JSON, a line for each entry; each must have all that it shows of a request.
func journalOf(t *testing.T, w *mockserver.World) string {
	t.Helper()
	var lines strings.Builder
	for _, e := range w.Requests(journal.Query{}).Requests {
		if e.Request.Target == "" || e.Outcome == "" || e.Operation == "create_agent" && e.Request.Body == "" {
			t.Errorf("the journal has no target, outcome or body: %+v", e)
		}
		lines.WriteString(mustJSON(t, e) + "\n")
	}
	return lines.String()
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	ok(t, err)
	return string(b)
}
