package mockserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// The control API is kept from web pages and from strangers.
func TestGuard(t *testing.T) {
	t.Parallel()
	admin, err := openapi.Admin()
	ok(t, err)
	open := mockserver.Run(t)
	closed := mockserver.Run(t, mockserver.WithAdminToken("s3cret"))
	port := open.URL()[strings.LastIndexByte(open.URL(), ':'):]
	for _, tt := range []struct {
		what   string
		server *mockserver.Server
		host   string
		header []string
		want   string // kind of the problem; "" when it is answered
	}{
		{"as it is", open, "", nil, ""},
		{"localhost", open, "localhost" + port, nil, ""},
		{"localhost without a port", open, "localhost", nil, ""},
		{"LOCALHOST", open, "LOCALHOST:80", nil, ""},
		{"a name under localhost", open, "mock.localhost" + port, nil, ""},
		{"another loopback address", open, "127.0.0.9:1", nil, ""},
		{"IPv6 loopback", open, "[::1]" + port, nil, ""},
		{"IPv6 loopback without a port", open, "[::1]", nil, ""},
		{"a DNS name", open, "mock.example.com" + port, nil, "foreign-host"},
		{"a name that begins alike", open, "localhost.example.com" + port, nil, "foreign-host"},
		{"an address that begins alike", open, "127.0.0.1.example.com" + port, nil, "foreign-host"},
		{"a name that ends alike", open, "notlocalhost" + port, nil, "foreign-host"},
		{"host label of a world", open, "wv0042.wolkvox.com", nil, "foreign-host"},
		{"another address", open, "10.0.0.1" + port, nil, "foreign-host"},
		{"an unspecified address", open, "0.0.0.0" + port, nil, "foreign-host"},
		{"a page of the mock itself", open, "localhost" + port, []string{"Origin", "http://localhost" + port}, ""},
		{"a page of another host", open, "", []string{"Origin", "https://example.com"}, "foreign-origin"},
		{"a page of another port", open, "localhost" + port, []string{"Origin", "http://localhost:1"}, "foreign-origin"},
		{"a page without an origin", open, "", []string{"Origin", "null"}, "foreign-origin"},
		{"a broken origin", open, "", []string{"Origin", "http://%zz"}, "foreign-origin"},
		{"a form of another page", open, "", []string{"Origin", "https://example.com", "Content-Type", "text/plain", "Sec-Fetch-Mode", "navigate"}, "foreign-origin"},
		{"a picture of another page", open, "", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, "foreign-origin"},
		{"a picture of another port", open, "", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"}, "foreign-origin"},
		{"a page of its own", open, "", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}, ""},
		{"a page by a name of its own", open, "evil.example" + port, []string{"Origin", "http://evil.example" + port}, "foreign-host"},
		{"a token nobody asks for", open, "", []string{"Authorization", "Bearer x"}, ""},

		{"no token", closed, "", nil, "unauthorized"},
		{"the token", closed, "", []string{"Authorization", "Bearer s3cret"}, ""},
		{"the token, by a DNS name", closed, "mock.example.com", []string{"Authorization", "Bearer s3cret"}, ""},
		{"wrong token", closed, "", []string{"Authorization", "Bearer s3crets"}, "unauthorized"},
		{"part of the token", closed, "", []string{"Authorization", "Bearer s3cre"}, "unauthorized"},
		{"empty token", closed, "", []string{"Authorization", "Bearer "}, "unauthorized"},
		{"another scheme", closed, "", []string{"Authorization", "Basic s3cret"}, "unauthorized"},
		{"no scheme", closed, "", []string{"Authorization", "s3cret"}, "unauthorized"},
		{"the token, from a page of another host", closed, "", []string{"Authorization", "Bearer s3cret", "Origin", "https://example.com"}, "foreign-origin"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			for _, a := range []ask{{method: "GET", target: "/__admin/worlds"}, {method: "POST", target: "/__admin/worlds/default/reset"}} {
				a.host, a.header = tt.host, tt.header
				got := newCaller(t, tt.server.URL(), "").send(a)
				status := map[string]int{"": map[string]int{"GET": 200, "POST": 204}[a.method], "unauthorized": 401, "foreign-host": 403, "foreign-origin": 403}[tt.want]
				if got.status != status || tt.want != "" && !strings.Contains(got.body, `"type": "/problems/`+tt.want+`"`) {
					t.Errorf("%s: %d, want %d %s\n%s", a.method, got.status, status, tt.want, got.body)
				}
				if got.header.Get("Access-Control-Allow-Origin") != "" {
					t.Errorf("%s: the control API lets pages in: %v", a.method, got.header)
				}
				operation := map[string]string{"GET": "listWorlds", "POST": "reset"}[a.method]
				for _, v := range admin.Operation(operation).CheckReply(got.status, got.header, []byte(got.body), "") {
					t.Errorf("%s: %v", a.method, v)
				}
			}
		})
	}
}

// The guard is before the control API alone: whoever may reach the server may call the wolkvox API.
func TestGuard_doesNotStandBeforeTheRest(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken("s3cret"))
	for target, want := range map[string]int{"/health": 200, "/openapi.yaml": 200, "/openapi.json": 200} {
		got := newCaller(t, s.URL(), "").send(ask{method: "GET", target: target, host: "mock.example.com", header: []string{"Origin", "https://example.com"}})
		if got.status != want {
			t.Errorf("%s: %d", target, got.status)
		}
	}
	callerOf(t, s.Default()).mustGet("hung_up", hang.with("Origin", "https://example.com"))
}

// Bound to more than loopback, the server makes up a token; bound to loopback, it needs none.
func TestGuard_boundToMoreThanLoopback(t *testing.T) {
	t.Parallel()
	if s := mockserver.Run(t); s.AdminToken != "" {
		t.Errorf("a token on loopback: %s", s.AdminToken)
	}
	tokens := map[string]bool{}
	for _, addr := range []string{"0.0.0.0:0", ":0"} {
		s := mockserver.Run(t, mockserver.WithAddr(addr))
		if len(s.AdminToken) < 20 || tokens[s.AdminToken] {
			t.Errorf("%s: the token is %q", addr, s.AdminToken)
		}
		tokens[s.AdminToken] = true
		if !strings.HasPrefix(s.URL(), "http://127.0.0.1:") {
			t.Errorf("%s: the URL is %s", addr, s.URL())
		}
		c := newCaller(t, s.URL(), "")
		if got := c.send(ask{method: "GET", target: "/__admin/worlds"}); got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d without a token", addr, got.status)
		}
		if got := c.send(ask{method: "GET", target: "/__admin/worlds", header: []string{"Authorization", "Bearer " + s.AdminToken}}); got.status != 200 {
			t.Errorf("%s: %d with the token", addr, got.status)
		}
	}
	if s := mockserver.Run(t, mockserver.WithAddr("0.0.0.0:0"), mockserver.WithAdminToken("mine")); s.AdminToken != "mine" {
		t.Errorf("the token is %q", s.AdminToken)
	}
}

// A server that does not listen itself is a handler, and as careful.
func TestGuard_ofAHandler(t *testing.T) {
	t.Parallel()
	s, err := mockserver.New()
	ok(t, err)
	front := httptest.NewServer(s)
	t.Cleanup(front.Close)
	got := newCaller(t, front.URL, "").send(ask{method: "GET", target: "/__admin/worlds", host: "example.com"})
	if got.status != http.StatusForbidden {
		t.Errorf("%d", got.status)
	}
	newCaller(t, front.URL, mockserver.DemoToken).mustGet("hung_up", hang)
}

// A client on another machine is refused where there is no token, by whatever name it calls.
func TestGuard_foreignClient(t *testing.T) {
	t.Parallel()
	s, err := mockserver.New()
	ok(t, err)
	for client, want := range map[string]int{"192.0.2.1:4711": 403, "127.0.0.1:4711": 200, "[::1]:4711": 200} {
		r := httptest.NewRequest("GET", "http://localhost/__admin/worlds", nil)
		r.RemoteAddr = client
		got := httptest.NewRecorder()
		s.ServeHTTP(got, r)
		if got.Code != want || strings.Contains(got.Body.String(), "/problems/foreign-client") != (want == 403) {
			t.Errorf("from %s: %d, want %d\n%s", client, got.Code, want, got.Body)
		}
	}
}

// HEAD is taken where GET is, and nowhere else.
func TestGuard_head(t *testing.T) {
	t.Parallel()
	c := newCaller(t, mockserver.Run(t).URL(), "")
	for path, want := range map[string]int{"/health": 200, "/__admin/worlds": 200, "/__admin/worlds/default/reset": 405} {
		if got := c.send(ask{method: "HEAD", target: path}); got.status != want {
			t.Errorf("HEAD %s: %d, want %d", path, got.status, want)
		}
	}
}
