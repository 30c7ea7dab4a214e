package mockserver_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

const (
	adminToken = "s3cret-0f-the-c0ns0le"
	console    = "/console/"
	worldReset = "/__admin/worlds/default/reset"
	here       = "127.0.0.1:8042" // where the visitors of these tests believe to be
	ownOrigin  = "http://" + here
)

// visit sends a request as a browser of this machine does, past the network; a redirect is not followed.
func visit(s *mockserver.Server, a ask) answer {
	r := httptest.NewRequest(a.method, a.target, strings.NewReader(a.body))
	r.Host, r.RemoteAddr = here, "127.0.0.1:4711"
	if a.host != "" {
		r.Host = a.host
	}
	for i := 0; i < len(a.header); i += 2 {
		r.Header.Set(a.header[i], a.header[i+1])
	}
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header(), rec.Body.String()}
}

func newServer(t *testing.T, opts ...mockserver.Option) *mockserver.Server {
	t.Helper()
	s, err := mockserver.New(opts...)
	ok(t, err)
	return s
}

// enter is what the form for logging in sends.
func enter(token string) ask {
	return ask{method: "POST", target: console + "login", body: "token=" + token,
		header: []string{"Content-Type", "application/x-www-form-urlencoded", "Origin", ownOrigin, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate"}}
}

// cookieOf is what a browser sends once it has been answered.
func cookieOf(t *testing.T, got answer) *http.Cookie {
	t.Helper()
	cookies := (&http.Response{Header: got.header}).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d: %d cookies", got.status, len(cookies))
	}
	return cookies[0]
}

func loggedIn(t *testing.T, s *mockserver.Server) string {
	t.Helper()
	c := cookieOf(t, visit(s, enter(adminToken)))
	return c.Name + "=" + c.Value
}

// Who may see the console, and use the control API with its cookie; and who may not, by whatever way.
func TestConsole_attacks(t *testing.T) {
	t.Parallel()
	type row struct {
		what   string
		ask    ask
		status int
		kind   string // of the problem
	}
	get := func(target string, header ...string) ask { return ask{method: "GET", target: target, header: header} }
	post := func(target string, header ...string) ask { return ask{method: "POST", target: target, header: header} }
	at := func(host string, a ask) ask { a.host = host; return a }
	run := func(name string, s *mockserver.Server, rows []row) {
		t.Run(name, func(t *testing.T) {
			for _, tt := range rows {
				got := visit(s, tt.ask)
				if got.status != tt.status || tt.kind != "" && !strings.Contains(got.body, `"/problems/`+tt.kind+`"`) {
					t.Errorf("%s: %d, want %d %s\n%s", tt.what, got.status, tt.status, tt.kind, got.body)
				}
				if got.header.Get("Access-Control-Allow-Origin") != "" || got.header.Get("Access-Control-Allow-Credentials") != "" {
					t.Errorf("%s: pages of others may read it: %v", tt.what, got.header)
				}
			}
		})
	}

	run("without a token", newServer(t), []row{
		{"the page", get(console), 200, ""},
		{"the address bar", get(console, "Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"), 200, ""},
		{"a link of another page", get(console, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"), 200, ""},
		{"a script of another page", get(console+"main.js", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"), 403, "foreign-origin"},
		{"a script of another port", get(console+"main.js", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"), 403, "foreign-origin"},
		{"a site that is not known yet", get(console, "Sec-Fetch-Site", "else", "Sec-Fetch-Mode", "cors"), 403, "foreign-origin"},
		{"a page of another origin", get(console, "Origin", "https://evil.example"), 403, "foreign-origin"},
		{"a page by a name of its own", at("evil.example:8042", get(console)), 403, "foreign-host"},
		{"a page by the name of the service", at("wv0042.wolkvox.com", get(console, "Accept", "text/html")), 404, "path-unknown"},
		{"the same with a port", at("wv0042.wolkvox.com:8042", get(console)), 404, "path-unknown"},
		{"its root", at("wv0042.wolkvox.com", get("/", "Accept", "text/html")), 404, "path-unknown"},
		{"a path out of the folder", get(console + "../console.go"), 404, "path-unknown"},
		{"the same, escaped", get(console + "%2e%2e/console.go"), 404, "path-unknown"},
		{"the same, with a backslash", get(console + `..%5Cconsole.go`), 404, "path-unknown"},
		{"an absolute path", get(console + "/etc/passwd"), 404, "path-unknown"},
		{"a folder", get(console + "css"), 404, "path-unknown"},
		{"HEAD", ask{method: "HEAD", target: console}, 200, ""},
		{"POST", post(console), 405, "method-not-allowed"},
		{"a log-out by a link", get(console + "logout"), 405, "method-not-allowed"},
		{"a log-in where no token is asked for", get(console + "login"), 303, ""},
		{"a form of another page, without an origin", post(worldReset, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"), 403, "foreign-origin"},
	})

	closed := newServer(t, mockserver.WithAdminToken(adminToken), mockserver.WithAllowOrigin("http://localhost:3000"))
	session, gone := loggedIn(t, closed), loggedIn(t, closed)
	if got := visit(closed, post(console+"logout", "Cookie", gone, "Origin", ownOrigin)); got.status != 303 || cookieOf(t, got).MaxAge >= 0 {
		t.Errorf("log-out: %d %v", got.status, got.header)
	}
	withCookie := func(a ask) ask { return a.with("Cookie", session) }
	run("with a token", closed, []row{
		{"no cookie", get(worldReset[:len(worldReset)-len("/reset")]), 401, "unauthorized"},
		{"the cookie", withCookie(get("/__admin/worlds", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors")), 200, ""},
		{"the cookie, to change something", withCookie(post(worldReset, "Origin", ownOrigin, "Sec-Fetch-Site", "same-origin")), 204, ""},
		{"the page", withCookie(get(console)), 200, ""},
		{"the page without a cookie", get(console), 303, ""},
		{"the page by its name", get(console + "index.html"), 303, ""},
		{"a session that has been ended", get("/__admin/worlds", "Cookie", gone), 401, "unauthorized"},
		{"a session that never was", get("/__admin/worlds", "Cookie", session+"x"), 401, "unauthorized"},
		{"an empty session", get("/__admin/worlds", "Cookie", "wolkvox-mock-session-8042="), 401, "unauthorized"},
		{"the cookie of another port", at("127.0.0.1:8043", withCookie(get("/__admin/worlds"))), 401, "unauthorized"},
		{"the token as a cookie", get("/__admin/worlds", "Cookie", "wolkvox-mock-session-8042="+adminToken), 401, "unauthorized"},
		{"the token in the address", get("/__admin/worlds?token=" + adminToken), 401, "unauthorized"},
		{"the cookie and a wrong bearer", withCookie(get("/__admin/worlds", "Authorization", "Bearer x")), 401, "unauthorized"},
		{"a form of another site", withCookie(post(worldReset, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")), 403, "foreign-origin"},
		{"a form of another site, without an origin", withCookie(post(worldReset, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")), 403, "foreign-origin"},
		{"a form of another port", withCookie(post(worldReset, "Origin", "http://127.0.0.1:9000", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate")), 403, "foreign-origin"},
		{"a form of a sandbox", withCookie(post(worldReset, "Origin", "null")), 403, "foreign-origin"},
		{"a stream of another site", withCookie(get("/__admin/worlds/default/events", "Origin", "https://evil.example", "Accept", "text/event-stream")), 403, "foreign-origin"},
		{"a stream that hides its origin", withCookie(get("/__admin/worlds/default/events", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors")), 403, "foreign-origin"},
		{"a foreign log-out", withCookie(post(console+"logout", "Origin", "https://evil.example")), 403, "foreign-origin"},
		{"a foreign log-in", enter(adminToken).with("Origin", "https://evil.example"), 403, "foreign-origin"},
		{"a log-in from an allowed origin", enter(adminToken).with("Origin", "http://localhost:3000"), 403, "foreign-origin"},
		{"the console from an allowed origin", withCookie(get(console, "Origin", "http://localhost:3000")), 403, "foreign-origin"},
		{"a wrong token", enter("x" + adminToken), 401, ""},
		{"no token", enter(""), 401, ""},
		{"a form that is too long", enter(adminToken + "&x=" + strings.Repeat("x", 5000)), 401, ""},
		{"the token in the address of the form", ask{method: "POST", target: console + "login?token=" + adminToken, header: []string{"Origin", ownOrigin}}, 401, ""},
		{"the service", at("wv0042.wolkvox.com", withCookie(get(console))), 404, "path-unknown"},
		{"still logged in after all that", withCookie(get("/__admin/worlds")), 200, ""},
	})
}

// By a connection that was made to the real service the console is not reached, whatever host the request names.
func TestConsole_notThroughTheService(t *testing.T) {
	t.Parallel()
	s, a := runIntercepting(t, "")
	const service = "wv0042.wolkvox.com"
	at := strings.TrimPrefix(s.URL(), "http://")
	for what, dial := range map[string]func() *byHand{
		"TLS":             func() *byHand { return dialRaw(t, at).secure(trusts(a), service) },
		"CONNECT":         func() *byHand { return dialRaw(t, at).connected(service + ":80") },
		"CONNECT and TLS": func() *byHand { return dialRaw(t, at).connected(service+":443").secure(trusts(a), service) },
	} {
		for _, path := range []string{"/", "/console", console, console + "login"} {
			for _, host := range []string{service, "127.0.0.1"} {
				if got := dial().ask("GET " + path + " HTTP/1.1\r\nAccept: text/html\r\nHost: " + host); got.status != http.StatusNotFound {
					t.Errorf("%s, %s as %s: %d\n%s", what, path, host, got.status, got.body)
				}
			}
		}
	}
	if got := dialRaw(t, at).secure(trusts(a), "127.0.0.1").ask("GET " + console + " HTTP/1.1\r\nHost: " + at); got.status != 200 {
		t.Errorf("TLS to the mock itself: %d", got.status)
	}
}

// Every page has the headers that keep others out of it, what is refused included.
func TestConsole_headers(t *testing.T) {
	t.Parallel()
	s := newServer(t, mockserver.WithAdminToken(adminToken))
	for _, a := range []ask{
		{method: "GET", target: console + "index.html"}, {method: "GET", target: console + "login"}, {method: "GET", target: console + "none"},
		enter("wrong"), {method: "GET", target: console, header: []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}},
	} {
		h := visit(s, a).header
		policy := h.Get("Content-Security-Policy")
		for _, rule := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, rule) {
				t.Errorf("%s: the policy is %q, without %s", a.target, policy, rule)
			}
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", a.target, name, h.Get(name))
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", a.target, policy)
		}
	}
}

// The root is the console for browsers, and what it was for all others.
func TestConsole_root(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	for _, tt := range []struct {
		method, target, accept string
		status                 int
	}{
		{"GET", "/", "text/html,application/xhtml+xml,*/*;q=0.8", 302},
		{"HEAD", "/", "text/html", 302},
		{"GET", "/console", "", 302},
		{"GET", "/", "", 404},
		{"GET", "/", "*/*", 404},
		{"GET", "/", "application/json", 404},
		{"POST", "/", "text/html", 404},
		{"GET", "/consoles", "text/html", 404},
	} {
		got := visit(s, ask{method: tt.method, target: tt.target, header: []string{"Accept", tt.accept}})
		if got.status != tt.status {
			t.Errorf("%s %s, %q: %d", tt.method, tt.target, tt.accept, got.status)
		}
		if where := got.header.Get("Location"); tt.status == 302 && where != "console/" {
			t.Errorf("%s leads to %q", tt.target, where)
		}
		if tt.status == 404 && got.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %s", tt.method, tt.target, got.header.Get("Content-Type"))
		}
	}
}

// The cookie is kept from scripts and from other sites, and from clear connections where the browser came over TLS.
func TestConsole_cookie(t *testing.T) {
	t.Parallel()
	s := newServer(t, mockserver.WithAdminToken(adminToken), mockserver.WithPublicURL("https://mock.example:443/"))
	for _, tt := range []struct {
		what, host, origin, name string
		secure                   bool
	}{
		{"in clear", here, ownOrigin, "wolkvox-mock-session-8042", false},
		{"over TLS", "mock.test", "https://mock.test", "wolkvox-mock-session", true},
		{"over TLS up to a proxy that names the server by its address", here, "https://mock.example", "wolkvox-mock-session-8042", true},
	} {
		a := enter(adminToken).with("Origin", tt.origin)
		a.host = tt.host
		c := cookieOf(t, visit(s, a))
		if c.Name != tt.name || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Secure != tt.secure || c.Path != "/" || c.Domain != "" || c.MaxAge != 12*60*60 {
			t.Errorf("%s: %s", tt.what, c)
		}
		if got := visit(s, ask{method: "POST", target: worldReset, host: tt.host, header: []string{"Origin", tt.origin, "Cookie", c.Name + "=" + c.Value}}); got.status != 204 {
			t.Errorf("%s: %d %s", tt.what, got.status, got.body)
		}
	}
	a := enter(adminToken).with("Origin", "http://mock.example")
	if got := visit(s, a); got.status != http.StatusForbidden {
		t.Errorf("the public URL in clear is another origin: %d", got.status)
	}
}

// A session has an end, and there is room for so many.
func TestConsole_sessions(t *testing.T) {
	t.Parallel()
	now := noon
	s := newServer(t, mockserver.WithAdminToken(adminToken), mockserver.WithSystemClock(func() time.Time { return now }))
	open := func(session string) bool {
		return visit(s, ask{method: "GET", target: "/__admin/worlds", header: []string{"Cookie", session}}).status == 200
	}
	first := loggedIn(t, s)
	now = now.Add(time.Hour)
	second := loggedIn(t, s)
	for range 62 {
		loggedIn(t, s)
	}
	if !open(first) || !open(second) {
		t.Error("64 sessions are too many")
	}
	loggedIn(t, s)
	if open(first) || !open(second) {
		t.Error("one more does not end the oldest")
	}
	if now = now.Add(12*time.Hour - 1); !open(second) {
		t.Error("it ends too early")
	}
	if now = now.Add(1); open(second) {
		t.Error("it does not end after twelve hours")
	}
	if now = now.Add(-time.Hour); open(second) {
		t.Error("what has ended begins anew")
	}
}

// A stream that a session has opened ends with it.
func TestConsole_logoutEndsStreams(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken(adminToken))
	in := enter(adminToken)
	in.host = strings.TrimPrefix(s.URL(), "http://")
	in = in.with("Origin", s.URL())
	cookie := cookieOf(t, visit(s, in))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", s.URL()+"/__admin/worlds/default/events", nil)
	ok(t, err)
	r.AddCookie(cookie)
	stream, err := http.DefaultClient.Do(r)
	ok(t, err)
	defer stream.Body.Close()
	if stream.StatusCode != 200 {
		t.Fatalf("the stream: %s", stream.Status)
	}
	out := ask{method: "POST", target: console + "logout", host: in.host, header: []string{"Origin", s.URL(), "Cookie", cookie.Name + "=" + cookie.Value}}
	if got := visit(s, out); got.status != 303 {
		t.Fatalf("log-out: %d %s", got.status, got.body)
	}
	_, err = s.Default().PutAgent("7000001", mockserver.AgentChange{})
	ok(t, err)
	_, err = io.Copy(io.Discard, stream.Body)
	ok(t, err) // it ends before the time is up
}

// Whoever guesses has few guesses a minute; then not even the right token is taken.
func TestConsole_guesses(t *testing.T) {
	t.Parallel()
	now := noon
	s := newServer(t, mockserver.WithAdminToken(adminToken), mockserver.WithSystemClock(func() time.Time { return now }))
	for range 3 {
		loggedIn(t, s) // is no guess
	}
	for i := range 10 {
		if got := visit(s, enter(fmt.Sprint("guess", i))); got.status != http.StatusUnauthorized {
			t.Fatalf("guess %d: %d", i, got.status)
		}
		now = now.Add(time.Second)
	}
	for _, token := range []string{"guess", adminToken} {
		if got := visit(s, enter(token)); got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "50" || got.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %v", token, got.status, got.header)
		}
	}
	if got := visit(s, ask{method: "GET", target: "/__admin/worlds", header: []string{"Authorization", "Bearer " + adminToken}}); got.status != 200 {
		t.Errorf("the bearer: %d", got.status)
	}
	now = now.Add(50 * time.Second)
	loggedIn(t, s)
}

// The page for logging in speaks the language of the browser, and says what was wrong; what was entered it does not repeat.
func TestConsole_login(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := newServer(t, mockserver.WithAdminToken(adminToken), log.option())
	for _, tt := range []struct{ language, lang, says string }{
		{"", "en", "Admin token"},
		{"es-CO,es;q=0.9,en;q=0.8", "es", "Token de administración"},
		{"en-US,es;q=0.9", "en", "Admin token"},
		{"fr, ES;q=0.5, en;q=0.4", "es", "Token de administración"},
		{"es;q=0, en;q=0.1", "en", "Admin token"},
		{"fr", "en", "Admin token"},
	} {
		got := visit(s, ask{method: "GET", target: console + "login", header: []string{"Accept-Language", tt.language}})
		if got.status != 200 || !strings.Contains(got.body, `<html lang="`+tt.lang+`">`) || !strings.Contains(got.body, tt.says) {
			t.Errorf("%q: %d\n%s", tt.language, got.status, got.body)
		}
		if strings.Contains(got.body, "<script") || strings.ContainsAny(got.body, "{}") || strings.Contains(got.body, `role="alert"`) {
			t.Errorf("%q: %s", tt.language, got.body)
		}
	}
	for _, wrong := range []string{"<b>wrong", adminToken + "x"} {
		got := visit(s, enter(wrong).with("Accept-Language", "es"))
		if !strings.Contains(got.body, "no es el token") || strings.Contains(got.body, wrong) || got.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v\n%s", wrong, got.header, got.body)
		}
	}
	session := loggedIn(t, s)
	for target, where := range map[string]string{console: "", console + "login": "./"} {
		if got := visit(s, ask{method: "GET", target: target, header: []string{"Cookie", session}}); got.header.Get("Location") != where {
			t.Errorf("%s, logged in, leads to %q", target, got.header.Get("Location"))
		}
	}
	if got := visit(s, ask{method: "GET", target: console}); got.header.Get("Location") != "login" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page leads to %v", got.header)
	}
	link := visit(s, ask{method: "GET", target: console, header: []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}})
	if link.status != 200 || !strings.Contains(link.body, `content="0;url=login"`) {
		t.Errorf("a link of another site, which brings no cookie: %d %s", link.status, link.body)
	}
	for session, want := range map[string]string{
		session: `{"token_required": true, "logged_in": true}`, "": `{"token_required": true, "logged_in": false}`,
	} {
		if got := visit(s, ask{method: "GET", target: console + "session", header: []string{"Cookie", session}}); strings.TrimSpace(got.body) != want {
			t.Errorf("session %q: %s", session, got.body)
		}
	}
	if got := visit(newServer(t), ask{method: "GET", target: console + "session"}); strings.TrimSpace(got.body) != `{"token_required": false, "logged_in": true}` {
		t.Errorf("without a token: %s", got.body)
	}
	if text := log.String(); strings.Contains(text, adminToken) {
		t.Errorf("the log: %s", text)
	}
}

// A page of an allowed origin may use the control API, with the token only; no other may.
func TestWithAllowOrigin(t *testing.T) {
	t.Parallel()
	const crm = "https://crm.example"
	open := newServer(t, mockserver.WithAllowOrigin(crm), mockserver.WithAllowOrigin("http://localhost:3000"))
	closed := newServer(t, mockserver.WithAllowOrigin(crm), mockserver.WithAdminToken(adminToken))
	session := loggedIn(t, closed)
	for _, tt := range []struct {
		what   string
		server *mockserver.Server
		ask    ask
		status int
		allow  string
	}{
		{"a read", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", crm, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"}}, 200, crm},
		{"a change", open, ask{method: "POST", target: worldReset, header: []string{"Origin", "http://localhost:3000"}}, 204, "http://localhost:3000"},
		{"an error", open, ask{method: "GET", target: "/__admin/worlds/nowhere", header: []string{"Origin", crm}}, 404, crm},
		{"what is asked beforehand", open, ask{method: "OPTIONS", target: worldReset, header: []string{"Origin", crm, "Access-Control-Request-Method", "POST"}}, 204, crm},
		{"no origin", open, ask{method: "GET", target: "/__admin/worlds"}, 200, ""},
		{"its own page", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", ownOrigin}}, 200, ""},
		{"another origin", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", "https://evil.example"}}, 403, ""},
		{"another origin beforehand", open, ask{method: "OPTIONS", target: worldReset, header: []string{"Origin", "https://evil.example"}}, 405, ""},
		{"another scheme", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", "http://crm.example"}}, 403, ""},
		{"a name below", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", "https://a.crm.example"}}, 403, ""},
		{"another port", open, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", "http://localhost:3001"}}, 403, ""},
		{"a name that leads here", open, ask{method: "GET", target: "/__admin/worlds", host: "evil.example", header: []string{"Origin", crm}}, 403, ""},
		{"the same beforehand", open, ask{method: "OPTIONS", target: worldReset, host: "evil.example", header: []string{"Origin", crm}}, 405, ""},
		{"the token", closed, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", crm, "Authorization", "Bearer " + adminToken}}, 200, crm},
		{"no token", closed, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", crm}}, 401, crm},
		{"the cookie of the console", closed, ask{method: "GET", target: "/__admin/worlds", header: []string{"Origin", crm, "Cookie", session}}, 401, crm},
	} {
		got := visit(tt.server, tt.ask)
		if got.status != tt.status || got.header.Get("Access-Control-Allow-Origin") != tt.allow {
			t.Errorf("%s: %d %v\n%s", tt.what, got.status, got.header, got.body)
		}
		if got.header.Get("Vary") != "Origin" || got.header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %v", tt.what, got.header)
		}
		if methods := got.header.Get("Access-Control-Allow-Methods"); (methods == "GET, HEAD, POST, PUT, DELETE") != (tt.ask.method == "OPTIONS" && tt.allow != "") {
			t.Errorf("%s: methods %q", tt.what, methods)
		}
	}
	h := visit(open, ask{method: "OPTIONS", target: worldReset, header: []string{"Origin", crm}}).header
	if got := h.Get("Access-Control-Allow-Headers"); got != "Authorization, Content-Type, Last-Event-ID" {
		t.Errorf("headers %q", got)
	}
	if got := visit(newServer(t), ask{method: "OPTIONS", target: worldReset, header: []string{"Origin", crm}}); got.status != 405 || got.header.Get("Vary") != "" {
		t.Errorf("without the option: %d %v", got.status, got.header)
	}
}

// An origin is written as browsers write it, and there is none for all.
func TestWithAllowOrigin_refuses(t *testing.T) {
	t.Parallel()
	for origin, says := range map[string]string{
		"*":                          "none may use the control API",
		"https://*.example":          "an origin such as",
		"":                           "an origin such as",
		"null":                       "an origin such as",
		"crm.example":                "an origin such as",
		"ftp://crm.example":          "an origin such as",
		"https://":                   "an origin such as",
		"https://:443":               "an origin such as",
		"http://%zz":                 "an origin such as",
		"https://CRM.example":        `expected "https://crm.example"`,
		"https://crm.example/":       `expected "https://crm.example"`,
		"https://crm.example/a?b#c":  `expected "https://crm.example"`,
		"https://user@crm.example":   `expected "https://crm.example"`,
		"https://crm.example:443":    `expected "https://crm.example"`,
		"http://crm.example:80":      `expected "http://crm.example"`,
		"https://crm.example, other": "an origin such as",
	} {
		if _, err := mockserver.New(mockserver.WithAllowOrigin(origin)); err == nil || !strings.Contains(err.Error(), "WithAllowOrigin: ") || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", origin, err)
		}
	}
	newServer(t, mockserver.WithAllowOrigin("https://crm.example:80", "http://[::1]:3000"))
}
