// Package console is the web page of the mock: the files it is made of, and the log-in that stands before it when the control
// API asks for a token. All it shows and does goes over the control API, which the page itself calls.
package console

import (
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Path is where the console is.
const Path = "/console/"

// Options say what the console needs of its server.
type Options struct {
	// Closed reports whether a token is asked for.
	Closed func() bool
	// IsToken reports whether it is this one.
	IsToken func(string) bool
	// Now is the machine's clock, by which sessions grow old.
	Now func() time.Time
	// Refuse answers a request with an error.
	Refuse func(w http.ResponseWriter, r *http.Request, status int, kind, detail string)
}

// A Console serves the console, and knows who has logged in.
type Console struct {
	options  Options
	sessions *sessions
	assets   func() map[string]*asset // by their path under Path
}

// New makes a console.
func New(o Options) *Console {
	return &Console{
		options: o, sessions: newSessions(o.Now),
		assets: sync.OnceValue(func() map[string]*asset { return must(read(must(fs.Sub(embedded, "assets")))) }),
	}
}

// policy lets a page of the console load what comes from its own server, and nothing that stands inside of the page: were a
// text of a request to become markup, it could not run.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// ServeHTTP answers a request for Path, or for what is under it. Whether it may be asked from there, the server has looked at.
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
	switch {
	case !under:
		Redirect(w)
	case name == "login":
		c.takes(c.login, w, r, http.MethodGet, http.MethodHead, http.MethodPost)
	case name == "logout":
		c.takes(c.logout, w, r, http.MethodPost)
	case name == "session":
		c.takes(c.session, w, r, http.MethodGet, http.MethodHead)
	default:
		c.takes(c.page, w, r, http.MethodGet, http.MethodHead)
	}
}

// page answers with a file. The files are the same everywhere, so only the page itself is for who has logged in.
func (c *Console) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, Path)
	if name == "" {
		name = "index.html"
	}
	a := c.assets()[name]
	switch {
	case a == nil:
		c.options.Refuse(w, r, http.StatusNotFound, "path_unknown", "The console has nothing there. It begins at "+Path+".")
	case name == "index.html" && c.options.Closed() && !c.LoggedIn(r):
		askToken(w, r)
	default:
		a.send(w, r)
	}
}

// takes calls a handler if it takes the method of the request.
func (c *Console) takes(handle http.HandlerFunc, w http.ResponseWriter, r *http.Request, methods ...string) {
	if !slices.Contains(methods, r.Method) {
		w.Header()["Allow"] = methods
		c.options.Refuse(w, r, http.StatusMethodNotAllowed, "method_not_allowed", "This takes "+strings.Join(methods, ", ")+".")
		return
	}
	handle(w, r)
}

// Redirect leads from the root, and from Path without its last slash, to the console.
func Redirect(w http.ResponseWriter) { lead(w, http.StatusFound, strings.TrimPrefix(Path, "/")) }
