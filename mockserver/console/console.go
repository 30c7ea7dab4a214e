// Package console is the web page of the mock: the files it is made of, and the log-in that stands before it when the control
// API asks for a token. All it shows and does goes over the control API, which the page itself calls.
package console

import (
	"io/fs"
	"net/http"
	"strings"
	"sync"
)

// Path is where the console is.
const Path = "/console/"

// Options say what the console needs of its server.
type Options struct {
	// Refuse answers a request with an error.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, kind, detail string)
}

// A Console serves the console.
type Console struct {
	options Options
	assets  func() map[string]*asset // by their path under Path
}

// New makes a console.
func New(o Options) *Console {
	return &Console{options: o, assets: sync.OnceValue(func() map[string]*asset {
		return must(read(must(fs.Sub(embedded, "assets"))))
	})}
}

// policy lets a page of the console load what comes from its own server, and nothing that stands inside of the page: were a text of
// a request to become markup, it could not run.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// ServeHTTP answers a request for Path, or for what is under it.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin") // with no-referrer the Origin of a form would be null
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	name, under := strings.CutPrefix(r.URL.Path, Path)
	if !under {
		Redirect(w)
		return
	}
	if name == "" {
		name = "index.html"
	}
	a := c.assets()[name]
	switch {
	case a == nil:
		c.options.Refuse(w, r, http.StatusNotFound, "path_unknown", "The console has no such page. It is at "+Path+".")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		c.options.Refuse(w, r, http.StatusMethodNotAllowed, "method_not_allowed", "The pages of the console take GET and HEAD.")
	default:
		a.send(w, r)
	}
}

// Redirect leads from the root, and from Path without its last slash, to the console. The address is relative, so it holds behind
// a proxy that has the mock under a path of its own.
func Redirect(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", strings.TrimPrefix(Path, "/"))
	w.WriteHeader(http.StatusFound)
}
