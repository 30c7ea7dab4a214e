package mockserver

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/gorilla/mux"

	"wolkvoxmock/mockserver/console"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// controlMux routes the control API. It panics when document and table disagree, which is a bug that every test finds.
func (s *Server) controlMux() http.Handler {
	doc, err := openapi.Admin()
	if err != nil {
		panic(fmt.Sprintf("mockserver: control API: %v", err))
	}
	if len(doc.Operations) != len(adminRoutes) {
		panic(fmt.Sprintf("mockserver: openapi/admin.yaml describes %d operations, admin.go has %d rows",
			len(doc.Operations), len(adminRoutes)))
	}
	m := mux.NewRouter().SkipClean(true)
	for _, row := range adminRoutes {
		o := doc.Operation(row.operation)
		if o == nil {
			panic(fmt.Sprintf("mockserver: admin.go has a row for %q, openapi/admin.yaml does not describe it", row.operation))
		}
		methods := []string{o.Method}
		if o.Method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		m.Path(o.Path).Methods(methods...).HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.admin(w, r, doc, o, row.handle)
		})
	}
	s.mountConsole(m)
	m.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := s.pathUnknown(doc, r)
		s.noteStray(w, r, p)
		refuseBody(w, r)
		p.write(w)
	})
	m.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete} {
			var match mux.RouteMatch
			if m.Match(&http.Request{Method: method, URL: r.URL}, &match) && match.MatchErr == nil {
				w.Header().Add("Allow", method)
			}
		}
		s.refuse(w, r, newProblem(http.StatusMethodNotAllowed, "method_not_allowed",
			"%s does not take %s. It takes %s.", r.URL.Path, r.Method, strings.Join(w.Header()["Allow"], ", ")))
	})
	return m
}

const adminPrefix = "/__admin/"

// admin handles every request to the control API, from top to bottom.
func (s *Server) admin(
	w http.ResponseWriter, r *http.Request, doc *openapi.Document, o *openapi.Operation, handle func(*adminRequest) (any, error),
) {
	defer func() {
		if p := recover(); p != nil {
			c := s.secretsOf(r.Header.Get(s.tokenHeader))
			s.cfg.log.Error("panic [unexpected]",
				"operation", o.Name, "panic", c.hide(fmt.Sprint(p), maxDetail), "stack", string(debug.Stack()))
			newProblem(http.StatusInternalServerError, "internal", "A bug of the mock; its log says why.").write(w)
		}
	}()
	if refused := s.guard(r); refused != nil {
		s.refuse(w, r, refused)
		return
	}
	a := &adminRequest{
		s: s, w: w, r: r, admin: doc, path: owned(mux.Vars(r)), values: parseQuery(r.URL.RawQuery), reached: s.reachedBy(r),
	}
	var err error
	most, allowed := s.maxAdminBody(o.Name)
	var leave func()
	a.body, leave, err = s.readControl(w, r, most)
	defer leave()
	switch {
	case errors.Is(err, errEnded):
		return
	case errors.Is(err, wire.ErrTooLarge):
		newProblem(http.StatusRequestEntityTooLarge, "body_too_large",
			"The body has more than %d bytes, the most that %s takes%s.", most, o.Name, allowed).write(w)
		return
	case err != nil:
		s.refuse(w, r, newProblem(http.StatusRequestTimeout, "body_incomplete",
			"The body did not arrive whole: %v.", err))
		return
	}
	if p := a.breach(o, r.Header); p != nil {
		s.refuse(w, r, p)
		return
	}
	if name, named := a.path["world"]; named {
		if a.world, err = s.beginIn(name); err != nil {
			s.refuse(w, r, problemOf(err))
			return
		}
		defer a.world.end()
	}
	if err := s.checkFilter(a.values); err != nil {
		s.refuse(w, r, problemOf(err))
		return
	}
	answer, err := handle(a)
	if err != nil {
		s.refuse(w, r, problemOf(err))
		return
	}
	s.writeAdmin(w, r, o.Success(), answer)
}

// owned are texts that keep nothing else alive when a world keeps them.
func owned(texts map[string]string) map[string]string {
	for name, text := range texts {
		texts[name] = strings.Clone(text)
	}
	return texts
}

func (s *Server) writeAdmin(w http.ResponseWriter, r *http.Request, status int, answer any) {
	s.limitReply(w)
	w.Header().Set("Cache-Control", "no-store")
	switch a := answer.(type) {
	case nil:
		w.WriteHeader(status)
	case *eventStream:
		a.serve(w)
	case long:
		w.Header().Add("Vary", "Accept-Encoding")
		if !console.TakesGzip(r.Header["Accept-Encoding"]) {
			s.writeAdmin(w, r, status, a.answer)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		s.writeAdmin(zipping{w, z}, r, status, a.answer)
		_ = z.Close()
	case raw:
		w.Header().Set("Content-Type", a.contentType)
		if a.anyOrigin && !s.cfg.corsOff {
			w.Header()["Access-Control-Allow-Origin"] = allowOrigin
		}
		w.WriteHeader(status)
		_, _ = w.Write(a.body)
	default:
		writeJSON(w, "application/json", status, a)
	}
}

// zipping compresses the body that is written through it.
type zipping struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w zipping) Write(b []byte) (int, error) { return w.z.Write(b) }

// raw is an answer that is no JSON of ours.
type raw struct {
	contentType string
	body        []byte
	anyOrigin   bool // pages of other origins, such as Swagger UI, may read it
}

// long is an answer that is worth compressing.
type long struct{ answer any }
