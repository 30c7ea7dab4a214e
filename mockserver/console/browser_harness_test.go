package console_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The tests of the console are worth what their watch sees: each kind of complaint, on a page that gives cause for it.
func TestBrowser_watch(t *testing.T) {
	b := startBrowser(t)
	const strict = "default-src 'self'; img-src data:"
	for _, tt := range []struct{ name, policy, body, want string }{
		{"nothing", strict, `<p>good</p>`, ""},
		{"inline script", strict, `<script>1</script>`, "Content-Security-Policy: script-src"},
		{"inline style", strict, `<p style="color: red">x</p>`, "Content-Security-Policy: style-src"},
		{"error in the console", "", `<script>console.error("oh")</script>`, "console: oh"},
		{"exception", "", `<script>nobody()</script>`, "exception: Uncaught ReferenceError: nobody is not defined"},
		{"missing file", "", `<img src="/missing" alt="">`, "404"},
		{"request to the outside", "", `<img src="http://192.0.2.1/x" alt="">`, "a request leaves the machine: http://192.0.2.1/x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/missing" {
					http.NotFound(w, r)
					return
				}
				if tt.policy != "" {
					w.Header().Set("Content-Security-Policy", tt.policy)
				}
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprintf(w, `<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,"><main>%s</main>`, tt.body)
			}))
			defer srv.Close()
			p := b.blank(t, srv.URL, look{})
			p.visit(srv.URL)
			p.until(`document.readyState === "complete"`)
			got := strings.Join(p.close(), "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("complaints: %q; expected %q", got, tt.want)
			}
		})
	}
	if got := strings.Join(b.outside(), "\n"); got != "GET 192.0.2.1" {
		t.Errorf("the proxy was asked for %q; expected the one image", got)
	}
}

func TestBrowser_axe(t *testing.T) {
	b := startBrowser(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,">
			<main><h1>x</h1><button></button></main>`)
	}))
	defer srv.Close()
	p := b.open(t, srv.URL, look{})
	if got := p.barriers(); len(got) != 1 || got[0].ID != "button-name" {
		t.Errorf("barriers: %v; expected a button without a name", got)
	}
}
