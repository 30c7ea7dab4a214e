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

// No token stands in the journal, in the log or in a problem, wherever a client put it: its own token under any name, as
// it stands or escaped, and any token under a name that says so.
func TestSecrets_tokensAreNowhere(t *testing.T) {
	t.Parallel()
	for what, token := range map[string]string{
		"hexadecimal":   "7b64656d6f7d2d32303236303130313030303030303030303030",
		"mixed case":    "SeCreT-ToKeN-of-Somebody-0123456789",
		"odd letters":   `se"cr\et/of%41+so&me=bo;dy`,
		"looks encoded": "secret%20of%20somebody",
		"blank-like":    "secret+of+somebody",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			s := mockserver.Run(t, log.option())
			start := seed.Demo()
			start.Server, start.Tokens = "0043", []mockserver.Token{{Token: token}}
			_, err := s.CreateWorld(mockserver.WorldSpec{Name: "w", From: &start})
			ok(t, err)
			quoted, err := json.Marshal(token)
			ok(t, err)
			escaped := url.QueryEscape(token)
			var asks []ask
			e, v := escaped, string(quoted)
			asks = append(asks,
				box("hang", "agent_id="+e), box("hang", "agent_id=12989&x="+e), box("hang", e+"=1"), box("hang", e), box(e, ""),
				box("change_status", "agent_id=12991&status="+e), box("transfer", "agent_id=12990&customer_phone="+e),
				ask{method: "POST", target: "/api/v2/" + url.PathEscape(token) + "?api=" + e},
				ask{method: "GET", target: "/api/v2/agentbox.php?api=hang&agent_id=" + e},
				conf("disable_agent", `{"agent_id":`+v+`}`), conf("disable_agent", `{"agent_id":"12992","x":`+v+`}`),
				conf("disable_agent", `{"agent_id":"12992",`+v+`:1}`), conf("disable_agent", `{"agent_id":`+v), conf("disable_agent", v),
				conf("disable_agent", `{"agent_id":["x",{"y":`+v+`}]}`),
			)
			asks = append(asks,
				hang.with("wolkvox_server", token), hang.with("X-Wolkvox-Mock-World", token), hang.with("X-Other", token),
				hang.with("wolkvox_server", "0043").with("wolkvox-token", token+"x"),
			)
			c := newCaller(t, s.URL, token)
			for _, a := range asks {
				c.send(a)
			}
			// Under a name that says so, it need not be the token of the request.
			for _, name := range []string{"token", "wolkvox-token", "wolkvox_token", "Wolkvox-Token", "WOLKVOX-TOKEN", "my_token_2", "tOkEn"} {
				for _, sent := range []string{"", "stranger"} {
					stranger := newCaller(t, s.URL, sent)
					stranger.send(box("hang", "agent_id=1&"+name+"="+escaped).with("wolkvox_server", "0043"))
					stranger.send(conf("disable_agent", `{"agent_id":"1","`+name+`": `+string(quoted)+`}`).with("wolkvox_server", "0043"))
				}
			}
			for _, w := range s.Worlds() {
				page := w.Requests(journal.Query{})
				for _, e := range page.Requests {
					text, err := json.Marshal(e)
					ok(t, err)
					mustHide(t, token, string(text))
				}
			}
			if log.String() == "" {
				t.Error("nothing was logged")
			}
			for line := range strings.Lines(log.String()) {
				mustHide(t, token, line)
			}
		})
	}
}

// mustHide fails when a text gives a token away: as it is, or escaped as JSON, a query or a log does.
func mustHide(t *testing.T, token, text string) {
	t.Helper()
	for _, plain := range []string{text, unescapeAll(text), unescapeAll(unescapeAll(text))} {
		if strings.Contains(plain, token) {
			t.Errorf("the token %q stands in %s", token, text)
			return
		}
	}
}

// unescapeAll undoes percent-encoding and backslashes wherever they stand.
func unescapeAll(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		var c int
		switch {
		case text[i] == '%' && i+2 < len(text) && scan(text[i+1:i+3], &c):
			b.WriteByte(byte(c))
			i += 2
		case strings.HasPrefix(text[i:], `\u`) && i+5 < len(text) && scan(text[i+2:i+6], &c):
			b.WriteRune(rune(c))
			i += 5
		case text[i] == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

func scan(hex string, into *int) bool {
	n, err := fmt.Sscanf(hex, "%x", into)
	return n == 1 && err == nil
}

// The problems of the control API repeat no token of a body or a query.
func TestSecrets_problems(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	secret := "5ec2e7-of-somebody"
	other, err := s.CreateWorld(mockserver.WorldSpec{Name: "other", From: &mockserver.Seed{Server: "1000", Tokens: []mockserver.Token{{Token: secret}}}})
	ok(t, err)
	quoted := `"` + secret + `"`
	c := newCaller(t, s.URL, "")
	for _, a := range []ask{
		{method: "POST", target: "/__admin/worlds", body: `{"name":"new","from":{"tokens":[{"token":` + quoted + `}]}}`},
		{method: "POST", target: "/__admin/worlds", body: `{"name":"new","from":{"tokens":[{"token":` + quoted + `},{"token":` + quoted + `}]}}`},
		{method: "POST", target: "/__admin/worlds", body: `{"name":"new","from":{"tokens":[{"token":"x ` + secret + `"}]}}`},
		{method: "POST", target: "/__admin/worlds", body: `{"name":"new","from":{"tokens":[{"token":[` + quoted + `]}]}}`},
		{method: "POST", target: "/__admin/worlds", body: `{"name":"new","from":{"tokens":` + quoted + `}}`},
		{method: "POST", target: "/__admin/worlds/default/tokens", body: `{"token":` + quoted + `}`},
		{method: "POST", target: "/__admin/worlds/default/tokens", body: `{"token":[` + quoted + `]}`},
		{method: "POST", target: "/__admin/worlds/default/tokens", body: `{"token":"x ` + secret + `"}`},
		{method: "POST", target: "/__admin/worlds/default/tokens", body: `{"token":` + quoted},
		{method: "DELETE", target: "/__admin/worlds/default/tokens?token=" + secret},
		{method: "DELETE", target: "/__admin/worlds/default/tokens?tokens=" + secret},
		{method: "PUT", target: "/__admin/worlds/default", body: mustJSON(t, other.Snapshot())},
	} {
		got := c.send(a)
		if got.status < 400 || got.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %d, want a problem\n%s", a.method, a.target, got.status, got.body)
		}
		mustHide(t, secret, got.body)
	}
}

// A password is told to whoever creates the agent and asks for nothing else: it stands in no journal, no log and no
// answer of the control API but the snapshot, which is the whole state.
func TestSecrets_passwords(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	w := s.Default()
	c, admin := callerOf(t, w), newCaller(t, s.URL, "")
	person := func(pass string) string {
		return `{"agent_dni":"1","agent_name":"Gil","agent_sso":"gil","agent_pass":"` + pass + `"}`
	}
	c.mustGet("agent_created", conf("create_agent", person("Given0#word")))
	c.mustGet("agent_created", conf("create_agent", person("")))
	var passwords []string
	for _, id := range []string{"10000", "10001"} {
		passwords = append(passwords, w.Snapshot().Center.AgentByID[id].Password)
	}
	if passwords[0] != "Given0#word" || len(passwords[1]) < 8 {
		t.Fatalf("the passwords are %q", passwords)
	}
	c.mustGet("agent_edited", conf("edit_agent&agent_id=10000", person("Edited0#word")))
	c.mustGet("value_invalid", conf("edit_agent&agent_id=10000", person("refused0word")))
	c.send(conf("edit_agent&agent_id=10000&agent_pass=Queried0%23word", person("")))
	c.send(conf("edit_agent&agent_id=10000", `{"agent_pass":["Listed0#word"]}`))
	c.send(conf("edit_agent&agent_id=10000", `{"agent_pass":"Broken0#word`))
	passwords = append(passwords, "Edited0#word", "refused0word", "Queried0#word", "Listed0#word", "Broken0#word", w.Snapshot().Center.AgentByID["10000"].Password)
	var told []string
	for _, e := range w.Requests(journal.Query{}).Requests {
		told = append(told, mustJSON(t, e))
	}
	if len(told) != 7 {
		t.Errorf("the journal has %d entries", len(told))
	}
	agents, err := w.Agents()
	ok(t, err)
	told = append(told, mustJSON(t, agents), log.String())
	for _, path := range []string{"/agents", "/agents/10000", "/agents/10001", "/requests", "/coverage", "/lists", "/account", "/skills"} {
		got := admin.send(ask{method: "GET", target: "/__admin/worlds/default" + path})
		if got.status != 200 {
			t.Errorf("%s: %d", path, got.status)
		}
		told = append(told, got.body)
	}
	got := admin.send(ask{method: "PUT", target: "/__admin/worlds/default/agents/10000", body: `{"name":"G"}`})
	for _, text := range append(told, got.body) {
		for _, password := range passwords {
			mustHide(t, password, text)
		}
	}
	if got := admin.send(ask{method: "GET", target: "/__admin/worlds/default"}); !strings.Contains(got.body, passwords[1]) {
		t.Error("a snapshot lacks a password")
	}
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	ok(t, err)
	return string(b)
}

// The admin token is in no problem either.
func TestSecrets_adminToken(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, mockserver.WithAdminToken("the-admin-token"), log.option())
	got := newCaller(t, s.URL, "").send(ask{method: "GET", target: "/__admin/worlds", header: []string{"Authorization", "Basic the-admin-token"}})
	if got.status != http.StatusUnauthorized {
		t.Errorf("%d", got.status)
	}
	mustHide(t, "the-admin-token", got.body+log.String())
}

// No password stands in the journal or in the log: neither one that came by its name, nor one that left.
func TestSecrets_passwordsOfRequests(t *testing.T) {
	t.Parallel()
	const password = "Zx7*opensesame"
	for _, body := range []string{
		`{"agent_dni":"1","agent_name":"One","agent_pass":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass" : "` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","AGENT_PASS":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"\"'` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"` + password,
		`{"agent_dni":"1","agent_pass":"` + password + `"}`, // a field is missing: the violation has a corrected request
		"agent_dni=1&agent_name=One&agent_pass=" + password,
	} {
		log := newLogbook()
		w := mockserver.Run(t, log.option()).NewWorld(t)
		c := callerOf(t, w)
		c.send(conf("create_agent", body))
		c.send(conf("edit_agent&agent_id=12991", body))
		c.send(conf("edit_agent&agent_id=12991&agent_pass="+password, `{}`))
		mustHideAll(t, w, log, "opensesame")
		for _, e := range w.Requests(journal.Query{}).Requests {
			if e.Request.Body == "" || e.Outcome == "" {
				t.Errorf("%s: the journal has no body, or no outcome: %+v", body, e)
			}
		}
	}
}

// A password that was made up is told once, to the client.
func TestSecrets_passwordsMadeUp(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := mockserver.Run(t, log.option()).NewWorld(t)
	var reply struct {
		Data []struct {
			AgentID  string `json:"agent_id"`
			Password string
		}
	}
	got := callerOf(t, w).mustGet("agent_created", conf("create_agent", `{"agent_dni":"1","agent_name":"One","agent_pass":""}`))
	ok(t, json.Unmarshal([]byte(got.body), &reply))
	if len(reply.Data) != 1 || len(reply.Data[0].Password) < 8 {
		t.Fatalf("no password was made up: %s", got.body)
	}
	mustHideAll(t, w, log, reply.Data[0].Password)
	if e := newest(t, w); !strings.Contains(string(e.Reply.Body), `"agent_id": "10000"`) || !strings.Contains(string(e.Reply.Body), `"password": "(redacted)"`) {
		t.Errorf("the journal has the reply %s", e.Reply.Body)
	}
	if a, err := w.Agent("10000"); err != nil || a.Password != "" {
		t.Errorf("the control API tells the password %q, error %v", a.Password, err)
	}
}

// A token that a client stored as data is in the records of a read, for the client, and not in the journal.
func TestSecrets_tokenInARecord(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := mockserver.Run(t, log.option()).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("agent_edited", conf("edit_agent&agent_id=12991", `{"agent_sso":"`+w.Token()+`"}`))
	got := c.mustGet("agents_found", info("agents", "agent=12991"))
	if !strings.Contains(got.body, w.Token()) {
		t.Fatalf("the client does not read what it stored: %s", got.body)
	}
	mustHideAll(t, w, log, w.Token())
	if e := newest(t, w); !strings.Contains(string(e.Reply.Body), `"agent_sso": "(redacted)"`) {
		t.Errorf("the journal has the reply %s", e.Reply.Body)
	}
}

// mustHideAll fails when the journal or the log gives a text away.
func mustHideAll(t *testing.T, w *mockserver.World, log *logbook, text string) {
	t.Helper()
	entries := w.Requests(journal.Query{}).Requests
	if len(entries) == 0 || log.String() == "" {
		t.Error("there is no journal, or no log")
	}
	for _, e := range entries {
		b, err := json.Marshal(e)
		ok(t, err)
		mustHide(t, text, string(b))
	}
	mustHide(t, text, log.String())
}
