package mockserver

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/console"
	"wolkvoxmock/mockserver/intercept"
)

// mountConsole adds the console to the routes, and leads browsers from the root to it. Who means the real service finds neither.
// A path stands before other conditions: those that hold would make gorilla/mux forget that a route before had another method.
func (s *Server) mountConsole(m *mux.Router) {
	here := func(r *http.Request, _ *mux.RouteMatch) bool {
		return !intercept.IsService(hostOf(r.Host)) && !intercept.IsService(reachedAs(r))
	}
	byBrowser := func(r *http.Request, _ *mux.RouteMatch) bool {
		return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
			strings.Contains(strings.Join(r.Header["Accept"], ","), "text/html")
	}
	m.Path("/").MatcherFunc(here).MatcherFunc(byBrowser).
		HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { console.Redirect(w) })
	m.Path(strings.TrimSuffix(console.Path, "/")).MatcherFunc(here).HandlerFunc(s.showConsole)
	m.PathPrefix(console.Path).MatcherFunc(here).HandlerFunc(s.showConsole)
}

// showConsole answers a request for a page of the console that comes from where the control API may be used.
func (s *Server) showConsole(w http.ResponseWriter, r *http.Request) {
	if p := s.foreign(r); p != nil {
		s.refuse(w, r, p)
		return
	}
	s.limitReply(w)
	s.console.ServeHTTP(w, r)
}

func (s *Server) newConsole() *console.Console {
	return console.New(console.Options{
		Closed:  func() bool { return s.AdminToken != "" },
		IsToken: func(sent string) bool { return sameSecret(sent, s.AdminToken) },
		Now:     s.cfg.now,
		Refuse: func(w http.ResponseWriter, r *http.Request, status int, kind, detail string) {
			s.refuse(w, r, newProblem(status, callcenter.Kind(kind), "%s", detail))
		},
	})
}
