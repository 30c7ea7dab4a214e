package mockserver_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// No credential stands in the journal, in the log or in a reply of the control API, whatever credential it is and wherever a client
// has put it by mistake. What is asked for is the core of each, which no escape changes; also of one that is cut in its middle.
func TestCredentials_standNowhere(t *testing.T) {
	t.Parallel()
	const (
		own      = "0wn5ec2e70123456789abcdef"
		others   = "07he2s-5ec2e7-0123456789abcdef"
		bearer   = "8ea2e2-5ec2e7"
		password = "pa55-0penSesame"
	)
	log := newLogbook()
	s := mockserver.Run(t, log.option(), mockserver.WithAdminToken(bearer))
	ok(t, addToken(s, "own", own))
	ok(t, addToken(s, "others", others))
	w, err := s.World("own")
	ok(t, err)
	panics := false
	s.Break("hold", func() error { panics = true; return errors.New("it holds " + own + " and " + bearer) })

	escaped := func(format string) func(string) string {
		return func(secret string) (all string) {
			for _, c := range []byte(secret) {
				all += fmt.Sprintf(format, c)
			}
			return all
		}
	}
	spellings := map[string]func(string) string{
		"as it stands": func(s string) string { return s }, "in capitals": strings.ToUpper, "percent-escaped": escaped("%%%02x"),
		"behind 4000 letters": func(s string) string { return strings.Repeat("x ", 2040) + s },
		"behind 70 letters":   func(s string) string { return strings.Repeat("x", 70) + "-" + s },
		"behind 490 letters":  func(s string) string { return strings.Repeat("x", 490) + "-" + s },
		"behind 190 letters":  func(s string) string { return strings.Repeat("x", 190) + "-" + s },
	}
	for what, secret := range map[string]string{"own token": own, "token of another world": others, "bearer": bearer} {
		for how, spell := range spellings {
			v := spell(secret)
			q, inJSON := url.QueryEscape(v), v
			if how == "percent-escaped" {
				q, inJSON = v, escaped(`\u%04x`)(secret)
			}
			asks := []ask{
				box("hang", "agent_id="+q), box("hang", "agent_id=1&x="+q), box("hang", q+"=1"), box(q, ""), box("change_status", "agent_id=12991&status="+q),
				box("hang", "agent_id=1;agent_id="+q), box("dtmf", "agent_id=12990&tone="+q), box("recall", "agent_id=12990&date="+q), box("hold", "agent_id=12990"),
				{method: "POST", target: "/api/v2/" + q + "?api=hang"}, {method: "POST", target: "/" + q + "?api=hang"},
				{method: "POST", target: "/api/v2/agentbox.php/" + q},
				conf("disable_agent", `{"agent_id":"`+inJSON+`"}`), conf("disable_agent", `{"agent_id":"12992","x":"`+inJSON+`"}`),
				conf("disable_agent", `{"agent_id":"12992","`+inJSON+`":1}`), conf("disable_agent", `{"agent_id":["`+inJSON+`"]}`),
				conf("disable_agent", inJSON), conf("disable_agent", `"`+inJSON), conf("disable_agent", "agent_id="+q), conf("add_dnc", `{"type_call":"`+inJSON+`","telephones":["1"]}`),
				conf("add_dnc", `{"type_call":"all","telephones":[`+strings.Repeat(`"1",`, 5000)+`"`+inJSON+`"]}`),
				conf("create_skill", `{"skill_name":"`+inJSON+`"}`), info("skills", "skill_id="+q), info("agents", "agent="+q),
				{method: "GET", target: "/__admin/" + q}, {method: "GET", target: "/__admin/worlds/" + q}, {method: "PUT", target: "/__admin/worlds/" + q},
				{method: "GET", target: "/__admin/requests?operation=" + q}, {method: "GET", target: "/__admin/requests?outcome=" + q},
				{method: "GET", target: "/__admin/requests?evidence=" + q}, {method: "GET", target: "/__admin/requests?" + q + "=1"},
				{method: "GET", target: "/__admin/worlds/own/agents/" + q}, {method: "POST", target: "/__admin/worlds/own/faults", body: `{"operation":"` + inJSON + `"}`},
				{method: "POST", target: "/__admin/worlds/own/tokens", body: `{"tokn":"` + inJSON + `"}`}, {method: "POST", target: "/__admin/worlds", body: `{"name":"! ` + inJSON + `"}`},
				{method: "POST", target: "/__admin/worlds", body: `{"` + inJSON + `":"a"}`},
				{method: "POST", target: "/__admin/worlds", body: `{"server":"` + inJSON + `"}`}, {method: "DELETE", target: "/__admin/worlds/own/tokens?token=" + q},
			}
			for _, header := range []string{"wolkvox_server", "User-Agent", "Content-Type", "X-Other", "X-Wolkvox-Mock-World", "Origin"} {
				asks = append(asks, hang.with(header, v), ask{method: "GET", target: "/__admin/worlds/nowhere"}.with(header, v))
			}
			for _, scheme := range []string{"", "Bearer ", "bearer ", "BEARER ", "Basic "} {
				asks = append(asks, hang.with("Authorization", scheme+v))
			}
			if how == "as it stands" || how == "in capitals" {
				asks = append(asks, ask{method: v, target: "/api/v2/agentbox.php?api=hang"}, ask{method: v, target: "/__admin/worlds"})
				byHost := hang
				byHost.host = v
				asks = append(asks, byHost)
			}
			for _, a := range asks {
				r := httptest.NewRequest("GET", "/", strings.NewReader(a.body))
				var err error
				if r.URL, err = url.ParseRequestURI(a.target); err != nil {
					t.Fatal(err)
				}
				r.Method, r.RequestURI = a.method, a.target
				r.Header.Set("wolkvox-token", own)
				isControl := strings.HasPrefix(a.target, "/__admin")
				if isControl {
					r.Header.Set("Authorization", "bearer "+bearer)
				}
				for i := 0; i < len(a.header); i += 2 {
					r.Header.Set(a.header[i], a.header[i+1])
				}
				if a.host != "" {
					r.Host = a.host
				}
				rec := httptest.NewRecorder()
				s.ServeHTTP(rec, r)
				shown := log.take()
				if isControl {
					shown += rec.Body.String()
				}
				for _, w := range s.Worlds() {
					for _, e := range w.Requests(journal.Query{}).Requests {
						shown += mustJSON(t, e)
					}
					w.ClearRequests()
				}
				for _, core := range []string{secret, strings.Trim(escaped("%%%02x")(secret[:8]), "%"), escaped(`\u%04x`)(secret[:8])} {
					if strings.Contains(strings.ToLower(shown), strings.ToLower(core[:min(len(core), 8)])) {
						t.Fatalf("the %s %s in %s %.60s %.60s %q:\n%s", what, how, a.method, a.target, a.body, a.header, shown)
					}
				}
			}
		}
	}
	if !panics {
		t.Error("nothing has panicked")
	}

	// A password is known by its name alone, however that is written.
	for _, body := range []string{
		`{"agent_pass":"P"}`, `{"agent_pass":["x","P"]}`, `{"agent_pass":{"x":"P"}}`, `{"agent\u005fpass":"P"}`, `{"\u0070assword":"P"}`, `{"agent_pas":"P"}`,
		`{"agent_pass" : P`, `{"agent_pass":"P`, `{"agent_pass":[["x"],"P"],"y":1`, `{"a\"pass":"P"}`, `agent_p%61ss=P`, `{"x":{"agent_pas":"P"}}`, `agent_pass=P`, `agent_pas=P`,
		"--b\r\nContent-Disposition: form-data; name=\"agent_pass\"\r\n\r\nP\r\n--b--\r\n",
	} {
		body = strings.ReplaceAll(body, "P", password)
		c := newCaller(t, w.URL(), own)
		c.send(conf("create_agent", body).with("Content-Type", "multipart/form-data; boundary=b"))
		if !strings.ContainsAny(body, "{\r") {
			c.send(box("hang", "agent_id=1&"+body))
		}
		shown := log.take() + journalOf(t, w)
		w.ClearRequests()
		mustHide(t, "penSesame", shown)
	}
}

// addToken makes a world with a token.
func addToken(s *mockserver.Server, name, token string) error {
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: name, Token: token})
	return err
}

// take empties the logbook.
func (l *logbook) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.text.String()
	l.text.Reset()
	for len(l.lines) > 0 {
		<-l.lines
	}
	return text
}

// net/http logs what a handler panics with, and what it cannot read.
func TestCredentials_errorLog(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	s.ErrorLog().Printf("http: somebody sent %q", "GET /?x="+s.Default().Token())
	if got := log.String(); !strings.Contains(got, "somebody sent") || !strings.Contains(got, "(redacted)") {
		t.Errorf("the log is %s", got)
	}
	mustHide(t, s.Default().Token(), log.String())
}

// The scheme of a bearer has no case (RFC 9110, 11.1); the token has.
func TestGuard_bearerInAnyCase(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken("s3cret"))
	for header, want := range map[string]int{
		"Bearer s3cret": 200, "bearer s3cret": 200, "BEARER  s3cret": 200,
		"Bearer S3CRET": 401, "Bearer": 401, "Bearer ": 401, "Bearers3cret": 401, "Bearer s3cret ": 401, "Basic s3cret": 401, "s3cret": 401, "": 401,
	} {
		r := httptest.NewRequest(http.MethodGet, "/__admin/worlds", nil)
		r.Header.Set("Authorization", header)
		rec := httptest.NewRecorder()
		if s.ServeHTTP(rec, r); rec.Code != want {
			t.Errorf("%q: %d, want %d", header, rec.Code, want)
		}
	}
}
