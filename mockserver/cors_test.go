package mockserver_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// With CORS off no page of another origin gets an answer, whatever its browser tells of it, and nothing is done for it.
func TestWithCORS_off(t *testing.T) {
	t.Parallel()
	s, err := mockserver.New(mockserver.WithCORS("off"), mockserver.WithPublicURL("https://mock.example:8443"))
	ok(t, err)
	front := httptest.NewServer(s)
	t.Cleanup(front.Close)
	open := mockserver.Run(t)
	for _, tt := range []struct {
		what    string
		host    string
		header  []string
		foreign bool
	}{
		{"no browser", "", nil, false},
		{"no browser, by the name of the service", "wv0042.wolkvox.com", nil, false},
		{"a page of another host", "", []string{"Origin", "https://crm.example"}, true},
		{"a page of another port", "localhost:8042", []string{"Origin", "http://localhost:3000"}, true},
		{"a page without an origin", "", []string{"Origin", "null"}, true},
		{"a broken origin", "", []string{"Origin", "http://%zz"}, true},
		{"its own page", "localhost:8042", []string{"Origin", "http://LOCALHOST:8042", "Sec-Fetch-Site", "same-origin"}, false},
		{"its own page, by an address", "192.0.2.7:8042", []string{"Origin", "http://192.0.2.7:8042"}, false},
		{"its own page, by the public URL", "Mock.example:8443", []string{"Origin", "https://mock.example:8443"}, false},
		{"a page by a name of its own", "evil.example:8042", []string{"Origin", "http://evil.example:8042"}, true},
		{"a page by the name of the service", "wv0042.wolkvox.com", []string{"Origin", "https://wv0042.wolkvox.com"}, true},
		{"a picture or a form of another site", "", []string{"Sec-Fetch-Site", "cross-site"}, true},
		{"a picture of another port", "", []string{"Sec-Fetch-Site", "same-site"}, true},
		{"the address bar", "", []string{"Sec-Fetch-Site", "none"}, false},
		{"a picture of its own page", "localhost:8042", []string{"Sec-Fetch-Site", "same-origin"}, false},
		{"a picture of a page by a name of its own", "evil.example:8042", []string{"Sec-Fetch-Site", "same-origin"}, true},
		{"a form of its own page with another origin", "localhost:8042", []string{"Origin", "http://localhost:8042", "Sec-Fetch-Site", "cross-site"}, true},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			header := append([]string{"X-Wolkvox-Mock-World", w.Name()}, tt.header...)
			for _, a := range []ask{hang, {method: "OPTIONS", target: hang.target}} {
				a.host, a.header = tt.host, header
				got := newCaller(t, front.URL, w.View().Token).send(a)
				status, outcome := 200, "hang/hung_up; evidence=example"
				switch {
				case tt.foreign && a.method == "OPTIONS":
					status, outcome = 403, "-/origin_foreign; evidence=inferred"
				case tt.foreign:
					status, outcome = 403, "hang/origin_foreign; evidence=inferred"
				case a.method == "OPTIONS":
					outcome = "-/preflight; evidence=inferred"
				}
				if got.status != status || got.header.Get("X-Wolkvox-Mock") != outcome {
					t.Errorf("%s: %d %s, want %d %s", a.method, got.status, got.header.Get("X-Wolkvox-Mock"), status, outcome)
				}
				for name := range got.header {
					if strings.HasPrefix(name, "Access-Control-") {
						t.Errorf("%s: the reply has %s", a.method, name)
					}
				}
			}
			if call := statusOf(t, w, "12989"); (call == "talk") != tt.foreign {
				t.Errorf("12989 is in %s", call)
			}
			if n := len(w.Requests(journal.Query{Outcome: "origin_foreign"}).Requests); n != map[bool]int{true: 2}[tt.foreign] {
				t.Errorf("the journal has %d", n)
			}
			x := open.NewWorld(t) // where all may call
			got := newCaller(t, open.URL(), x.View().Token).send(ask{method: hang.method, target: hang.target, host: tt.host, header: append([]string{"X-Wolkvox-Mock-World", x.Name()}, tt.header...)})
			if got.status != 200 || got.header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("any: %d %v", got.status, got.header)
			}
		})
	}
	if got := newCaller(t, front.URL, "").send(ask{method: "GET", target: "/openapi.json"}); got.status != 200 || got.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("openapi.json: %d %v", got.status, got.header)
	}
	if got := newCaller(t, front.URL, mockserver.DemoToken).send(hang.with("Origin", "https://crm.example").with("X-Wolkvox-Mock-World", "nowhere")); got.status != 403 {
		t.Errorf("of a world that is not there: %d", got.status)
	}
}
