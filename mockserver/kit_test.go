package mockserver_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// What the tests hold in their hands: a caller, who writes requests by hand, and a few verbs.

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// until waits for something that other goroutines are bound to bring about.
func until(happened func() bool) {
	for !happened() {
		runtime.Gosched()
	}
}

// noon is when the clocks of the tests stand still.
var noon = time.Unix(1_700_000_000, 0).UTC()

// bogota is the time zone of the worlds.
var bogota = time.FixedZone("", -5*60*60)

// newWorld is a copy of the demo world that begins at noon, where its clock stands still.
func newWorld(t testing.TB, s *mockserver.Server) *mockserver.World {
	t.Helper()
	w, err := s.CreateWorld(mockserver.WorldSpec{Clock: &mockserver.Clock{Time: noon, Frozen: true}})
	ok(t, err)
	return w
}

func freeze(t testing.TB, w *mockserver.World) {
	t.Helper()
	_, err := w.SetClock(mockserver.ClockChange{Action: "freeze", Time: noon})
	ok(t, err)
}

// An ask is a request.
type ask struct {
	method, target, body string
	header               []string // name, value, name, value, ...
	host                 string
	chunked              bool
}

// box asks for an operation of agentbox.php, whose parameters all stand in the query, also with PUT and DELETE (PC,
// documented): box("hang", "agent_id=12989").
func box(api, query string) ask { return to("agentbox.php", http.MethodPost, api, query) }

// conf asks for an operation of configuration.php, which has a body, also with DELETE (PC, documented); what it has in the
// query follows its name: conf("disable_agent", `{"agent_id":"12992"}`), conf("disable_agent&x=1", "").
func conf(api, body string) ask {
	api, query, _ := strings.Cut(api, "&")
	a := to("configuration.php", http.MethodPut, api, query)
	a.body = body
	return a
}

// info and live read: information.php and real_time.php take GET, without a body (PC, documented).
func info(api, query string) ask { return to("information.php", http.MethodGet, api, query) }
func live(api, query string) ask { return to("real_time.php", http.MethodGet, api, query) }

// to is a request to a resource. The document knows the method of an operation; what it does not know is asked for in the
// way that is usual there.
func to(resource, usual, api, query string) ask {
	doc, err := openapi.Wolkvox()
	if err != nil {
		panic(err) // tables of requests are built before any test has a t
	}
	a := ask{method: usual, target: "/api/v2/" + resource + "?api=" + api}
	if o := doc.Operation(api); o != nil && o.Resource() == resource {
		a.method = o.Method
	}
	if query != "" {
		a.target += "&" + query
	}
	return a
}

// but is the request with another value of a parameter of its query; nothing of the name: without it.
func (a ask) but(name string, value ...string) ask {
	path, query, _ := strings.Cut(a.target, "?")
	a.target = path
	sep := "?"
	for pair := range strings.SplitSeq(query, "&") {
		if strings.HasPrefix(pair, name+"=") {
			if len(value) == 0 {
				continue
			}
			pair = name + "=" + value[0]
		}
		a.target += sep + pair
		sep = "&"
	}
	return a
}

// A part is a file of a form: what it is called there, its name, what is in it.
type part struct{ called, name, content string }

// form asks for an operation that takes a multipart form.
func form(api string, parts ...part) ask {
	var body strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&body, "--frontier\r\nContent-Disposition: form-data; name=%q; filename=%q\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n", p.called, p.name, p.content)
	}
	return conf(api, body.String()+"--frontier--\r\n").with("Content-Type", "multipart/form-data; boundary=frontier")
}

func audios(n int) (all []part) {
	for i := range n {
		all = append(all, part{"file", fmt.Sprintf("audio%d.wav", i+1), "a"})
	}
	return all
}

// with is the request with one more header.
func (a ask) with(name, value string) ask {
	a.header = append(append([]string{}, a.header...), name, value)
	return a
}

// An answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// outcome is what the mock says that it answered.
func (a answer) outcome() string {
	_, outcome, _ := strings.Cut(a.header.Get("X-Wolkvox-Mock"), "/")
	outcome, _, _ = strings.Cut(outcome, ";")
	return outcome
}

// A caller sends requests with a token. Its connections are its own.
type caller struct {
	t     testing.TB
	url   string
	token string
	http  *http.Client
}

func newCaller(t testing.TB, url, token string) *caller {
	tr := &http.Transport{}
	t.Cleanup(tr.CloseIdleConnections)
	return &caller{t, url, token, &http.Client{Transport: tr}}
}

// caller is one with the first token of the world.
func callerOf(t testing.TB, w *mockserver.World) *caller { return newCaller(t, w.URL(), w.Token()) }

// another is a caller with a token of its own.
func another(t testing.TB, w *mockserver.World) *caller {
	token, err := w.AddToken(mockserver.Token{})
	ok(t, err)
	return newCaller(t, w.URL(), token.Token)
}

// try sends a request; any goroutine may.
func (c *caller) try(ctx context.Context, a ask) (answer, error) {
	var body io.Reader
	if a.body != "" {
		body = strings.NewReader(a.body)
	}
	if a.chunked {
		body = io.MultiReader(body) // hides the length
	}
	req, err := http.NewRequestWithContext(ctx, a.method, c.url+a.target, body)
	if err != nil {
		return answer{}, err
	}
	if c.token != "" {
		req.Header.Set("wolkvox-token", c.token)
	}
	for i := 0; i < len(a.header); i += 2 {
		req.Header.Del(a.header[i])
		req.Header[a.header[i]] = []string{a.header[i+1]} // as it is written
	}
	req.Host = a.host
	res, err := c.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(b)}, err
}

// send sends a request and has its answer.
func (c *caller) send(a ask) answer {
	c.t.Helper()
	got, err := c.try(c.t.Context(), a)
	ok(c.t, err)
	return got
}

// direct sends a request past the network.
func direct(s *mockserver.Server, token string, a ask) answer {
	r := httptest.NewRequest(a.method, a.target, strings.NewReader(a.body))
	r.Header.Set("wolkvox-token", token)
	for i := 0; i < len(a.header); i += 2 {
		r.Header.Set(a.header[i], a.header[i+1])
	}
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header(), rec.Body.String()}
}

// mustGet sends a request whose outcome is known.
func (c *caller) mustGet(outcome string, a ask) answer {
	c.t.Helper()
	got := c.send(a)
	if got.outcome() != outcome {
		c.t.Errorf("%s %s: %s, want %s\n%s", a.method, a.target, got.outcome(), outcome, got.body)
	}
	return got
}

// A pending request is under way in a goroutine.
type pending struct {
	t     testing.TB
	done  chan struct{}
	leave context.CancelFunc
	got   answer
	err   error
}

// start sends a request and does not wait for its answer.
func (c *caller) start(a ask) *pending {
	ctx, cancel := context.WithCancel(c.t.Context())
	p := &pending{t: c.t, done: make(chan struct{}), leave: cancel}
	go func() {
		defer close(p.done)
		p.got, p.err = c.try(ctx, a)
	}()
	c.t.Cleanup(func() { cancel(); <-p.done })
	return p
}

// mustGet waits for the answer, whose outcome is known.
func (p *pending) mustGet(outcome string) answer {
	p.t.Helper()
	<-p.done
	ok(p.t, p.err)
	if p.got.outcome() != outcome {
		p.t.Errorf("the request under way: %s, want %s\n%s", p.got.outcome(), outcome, p.got.body)
	}
	return p.got
}

// mustFail waits for the end of a request that has no answer.
func (p *pending) mustFail() {
	p.t.Helper()
	if <-p.done; p.err == nil {
		p.t.Errorf("the request under way: %d, want no answer\n%s", p.got.status, p.got.body)
	}
}

// shut shuts a gate.
func shut(t testing.TB, w *mockserver.World, operation string, times int) string {
	t.Helper()
	g, err := w.AddGate(fault.Gate{Operation: operation, Times: times})
	ok(t, err)
	return g.ID
}

// await waits until so many requests stand at a gate.
func await(t testing.TB, w *mockserver.World, gate string, waiting int) {
	t.Helper()
	_, err := w.AwaitGate(t.Context(), gate, waiting)
	ok(t, err)
}

// hold starts a request and returns once it stands at a gate.
func (c *caller) hold(w *mockserver.World, a ask) (p *pending, gate string) {
	c.t.Helper()
	gate = shut(c.t, w, "", 1)
	p = c.start(a)
	await(c.t, w, gate, 1)
	return p, gate
}

// newest is the last entry of the journal.
func newest(t testing.TB, w *mockserver.World) journal.Entry {
	t.Helper()
	all := w.Requests(journal.Query{}).Requests
	if len(all) == 0 {
		t.Fatalf("the journal of world %s is empty", w.Name())
	}
	return all[len(all)-1]
}

// statusOf is the agent's status, with "disabled" where it is.
func statusOf(t testing.TB, w *mockserver.World, agent string) string {
	t.Helper()
	a, err := w.Agent(agent)
	ok(t, err)
	if !a.Enabled {
		return string(a.Status) + " disabled"
	}
	return string(a.Status)
}

// A logbook keeps what a server logs, and tells of each line as it is written.
type logbook struct {
	mu    sync.Mutex
	text  strings.Builder
	lines chan string
}

func newLogbook() *logbook { return &logbook{lines: make(chan string, 10_000)} }

// option makes the server write into the logbook.
func (l *logbook) option() mockserver.Option {
	return mockserver.WithLogger(slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug})))
}

func (l *logbook) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(line)
	l.lines <- string(line)
	return len(line), nil
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// await waits for a line that holds a text.
func (l *logbook) await(text string) {
	for !strings.Contains(<-l.lines, text) {
	}
}

// A witness stands in for a *testing.T, to see what it is told.
type witness struct {
	name   string
	clean  []func()
	errors []string
	fatal  string
}

func (w *witness) Helper()          {}
func (w *witness) Name() string     { return w.name }
func (w *witness) Cleanup(f func()) { w.clean = append(w.clean, f) }
func (w *witness) Errorf(format string, args ...any) {
	w.errors = append(w.errors, fmt.Sprintf(format, args...))
}
func (w *witness) Fatalf(format string, args ...any) { w.fatal = fmt.Sprintf(format, args...) }

// end ends the test that the witness stands in for.
func (w *witness) end() {
	for i := len(w.clean) - 1; i >= 0; i-- {
		w.clean[i]()
	}
}

// pass advances the clock.
func pass(t testing.TB, w *mockserver.World, d time.Duration) {
	t.Helper()
	_, err := w.SetClock(mockserver.ClockChange{Action: "advance", Duration: d})
	ok(t, err)
}
