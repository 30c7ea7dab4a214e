package mockserver

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/console"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// A Server is the mock: an http.Handler, and the worlds behind it.
type Server struct {
	AdminToken string // what the control API asks for as a bearer token; "" when it asks for none

	cfg         config
	doc         *openapi.Document
	tokenHeader string
	resources   map[string]resource // by path
	general     map[string]*reply   // replies while the operation is unknown
	scope       *verdict.Scope
	gone        pastTally
	worlds      *worlds
	held        atomic.Int64  // bytes, in all worlds
	journaled   atomic.Int64  // bytes, in their journals
	large       chan struct{} // has a place for the one long body that is read and understood at a time
	durations   prometheus.Histogram
	metrics     func() *prometheus.Registry
	control     func() http.Handler // everything but the wolkvox API; made when it is first asked
	console     *console.Console
	expected    expected
	url         atomic.Pointer[string]
	addr        string
	redactor    redactor
	isToken     func(string) bool // of any world

	ctx    context.Context // ends when no request may wait any longer
	cancel context.CancelFunc
	http   http.Server
	conns  conns
	memory memory

	inner    connQueue // connections that came inside of others
	passing  passing
	arrivals arrivals
	tlsAddr  string
	adopting sync.Mutex // held while a world is made for a pair that nobody knows

	awaiting     context.Context // ends when nobody may wait for requests any longer: before those under way finish
	stopAwaiting context.CancelFunc

	mu     sync.Mutex
	broken []openapi.Violation // how our own replies broke the document; only with checkReplies
}

// New makes a server that does not listen yet; use it as an http.Handler, under httptest for example. It fails, naming what
// is missing, when the document, the operations and the outcomes do not agree.
func New(opts ...Option) (*Server, error) {
	cfg, err := newConfig(opts)
	if err != nil {
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	routes, err := join(cfg.doc)
	if err != nil {
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	s := &Server{
		cfg: cfg, doc: cfg.doc, tokenHeader: http.CanonicalHeaderKey(cfg.doc.TokenHeader()), AdminToken: cfg.adminToken,
		general: map[string]*reply{}, resources: map[string]resource{}, redactor: newRedactor(cfg.doc), worlds: newWorlds(),
		large: make(chan struct{}, 1),
	}
	if s.scope, err = verdict.NewScope(cfg.doc, callcenter.MoveNames(), cfg.severities.Of); err != nil {
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	s.gone.tally = s.scope.NewTally()
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.awaiting, s.stopAwaiting = context.WithCancel(s.ctx)
	for _, o := range s.doc.General {
		s.general[o.Name] = newReply("-", o)
		s.general[o.Name].counted = s.scope.Outcome("", o.Name)
	}
	for _, r := range routes {
		s.addRoute(r)
	}
	s.isToken = func(text string) bool { return s.worlds.byToken(text) != nil }
	if err := s.addExpectations(cfg.expectations); err != nil {
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	if _, err := s.addWorld(DefaultWorld, cfg.seed, 0, false); err != nil {
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	s.conns = conns{timeout: s.cfg.bodyTimeout, closing: s.awaiting, fresh: map[*conn]struct{}{}}
	s.http = http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return s.ctx },
		ConnContext:       withConn,
		ConnState:         s.conns.track,
		ErrorLog:          log.New(hidingLog{s}, "", 0),
	}
	s.http.RegisterOnShutdown(s.conns.closeFresh)
	if s.cfg.intercept != nil {
		s.passing.transport, s.passing.refuses = s.transport(), s.notHere
	}
	s.durations, s.metrics = newDurations(), sync.OnceValue(s.newRegistry)
	s.control, s.console = sync.OnceValue(s.controlMux), s.newConsole()
	return s, nil
}

// Warm makes now what the first request to the control API, and the first that is not plainly right, would wait for: some
// milliseconds.
func (s *Server) Warm() {
	s.control()
	s.doc.Warm()
	if admin, err := openapi.Admin(); err == nil {
		admin.Warm()
	}
}

// dataPath is where every answer has the vendor's envelope. All of it, so that a client that forgets the /v2 learns
// what is wrong in the vendor's form (Q-UNKNOWN-PATH).
const dataPath = "/api"

// ServeHTTP answers one request. What the document describes is found by path, method and `api` in one step, which no
// router can; gorilla/mux routes the control API, whose paths have variables.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.cfg.intercept != nil {
		if r = s.arrive(w, r); r == nil {
			return
		}
	}
	s.limitBody(w, r)
	if s.url.Load() == nil {
		s.learnURL(r)
	}
	switch {
	case r.URL.Path != dataPath && !strings.HasPrefix(r.URL.Path, dataPath+"/"):
		if !s.allow(w, r) {
			s.control().ServeHTTP(w, r)
		}
	case r.Method == http.MethodOptions && s.foreignPage(r) == "":
		s.preflight(w, r)
	default:
		s.serve(w, r)
	}
}

// preflight lets browsers in: 200, no body, the captured headers (inferred: Q-CORS-PREFLIGHT).
func (s *Server) preflight(w http.ResponseWriter, r *http.Request) {
	refuseBody(w, r)
	h := w.Header()
	s.letIn(h)
	h.Set("X-Wolkvox-Mock", "-/preflight; evidence=inferred")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" && !s.cfg.corsOff {
		h.Set("Access-Control-Allow-Headers", asked)
	}
}

// letIn adds to a reply the captured headers that let pages of any origin read it.
func (s *Server) letIn(h http.Header) {
	if !s.cfg.corsOff {
		h["Access-Control-Allow-Origin"], h["Access-Control-Allow-Methods"] = allowOrigin, allowMethods
	}
}

// recordBroken remembers how a reply broke the document, for Run.
func (s *Server) recordBroken(v []openapi.Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = append(s.broken, v...)
}

// untilClosed is ctx that also ends when the server stops waiting.
func (s *Server) untilClosed(ctx context.Context) (context.Context, context.CancelFunc) {
	return either(ctx, s.ctx)
}

// either is a context that ends when one of two ends.
func either(ctx, other context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(other, cancel)
	return ctx, func() { stop(); cancel() }
}

// URL is where the server is reached, such as http://127.0.0.1:8042: the public URL, if it was given one, or what Start
// listens on. Another server that has it as
// its http.Handler is known by the first request. A server that listens on no socket has an address for its in-memory
// clients only.
func (s *Server) URL() string {
	if s.cfg.publicURL != "" {
		return s.cfg.publicURL
	}
	if url := s.url.Load(); url != nil {
		return *url
	}
	return inMemoryURL
}

// Addr is the address that Start listens on, such as 127.0.0.1:8042, whatever the public URL is; "" when it listens on no
// socket.
func (s *Server) Addr() string { return s.addr }

// reachedBy is where the caller of a request has reached the server: the public URL, or the host that the request names.
func (s *Server) reachedBy(r *http.Request) string {
	url := s.URL()
	switch {
	case s.cfg.publicURL != "", r.Host == "", hostServer(r.Host) != "":
		return url // a host such as wv0042.wolkvox.com leads here for this client alone
	case r.TLS != nil:
		return "https://" + r.Host
	case strings.TrimPrefix(url, "http://") == r.Host:
		return url // as nearly always, and without a copy
	}
	return "http://" + r.Host
}

func (s *Server) setURL(url string) { s.url.Store(&url) }

// learnURL takes the address that a request came in at for the server's own.
func (s *Server) learnURL(r *http.Request) {
	addr, listens := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	switch {
	case !listens || addr.Network() == "pipe": // an in-memory client
	case r.TLS != nil:
		s.setURL("https://" + addr.String())
	default:
		s.setURL("http://" + addr.String())
	}
}

// Start makes a server and lets it listen; it accepts connections when Start returns.
func Start(opts ...Option) (*Server, error) {
	s, err := New(opts...)
	if err != nil {
		return nil, err
	}
	if s.cfg.intercept != nil {
		s.intercept()
	}
	if s.cfg.inMemory {
		s.memory.transport(s)
		return s, nil
	}
	ln, err := net.Listen("tcp", s.cfg.addr)
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("mockserver: %w", err)
	}
	listeners := []net.Listener{ln}
	s.addr = ln.Addr().String()
	s.setURL("http://" + reachable(ln.Addr().(*net.TCPAddr)))
	if s.cfg.intercept != nil && s.cfg.intercept.TLSAddr != "" {
		secure, err := net.Listen("tcp", s.cfg.intercept.TLSAddr)
		if err != nil {
			_ = ln.Close()
			s.Close()
			return nil, fmt.Errorf("mockserver: %w", err)
		}
		s.tlsAddr = secure.Addr().String()
		listeners = append(listeners, secure)
	}
	for _, ln := range listeners {
		if s.AdminToken == "" && !ln.Addr().(*net.TCPAddr).IP.IsLoopback() {
			s.AdminToken = strings.ToLower(rand.Text())
		}
	}
	for _, ln := range listeners {
		s.listen(listener{ln, &s.conns})
	}
	return s, nil
}

func (s *Server) listen(ln net.Listener) {
	go func() {
		if err := s.http.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			s.cfg.log.Error("the server has stopped", "error", err)
		}
	}()
}

// reachable is the address to call: an unspecified one is called by loopback.
func reachable(a *net.TCPAddr) string {
	if a.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", a.Port)
	}
	return a.String()
}

// Shutdown opens every gate, ends AwaitRequests, lets the requests under way finish, and stops. When ctx ends first, the
// rest of them are cut off and its error is returned.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stopAwaiting()
	done := make(chan error, 1)
	go func() { done <- s.http.Shutdown(ctx) }()
	for _, w := range s.Worlds() {
		_ = w.update(func(st *state) error { st.gates.OpenAll(); return nil })
	}
	err := <-done
	if err != nil {
		s.cancel()
		_ = s.http.Close()
	}
	s.passing.end()
	s.cancel()
	s.disarm()
	return err
}

// Close stops at once: requests under way are cut off.
func (s *Server) Close() {
	s.cancel()
	_ = s.http.Close()
	s.passing.end()
	s.disarm()
}
