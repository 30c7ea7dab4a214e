package mockserver_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A token is leased for a whole request, and what happens while a request is under way decides its outcome. Gates hold
// requests where the tests want them.

var (
	hang  = box("hang", "agent_id=12989")
	pause = box("change_status", "agent_id=12991&status=101")
)

func TestLease_secondRequestIsRefusedAndTheFirstUndisturbed(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	first, gate := c.hold(w, hang)
	for range 3 {
		got := c.mustGet("token_busy", pause)
		if got.status != http.StatusForbidden || !strings.Contains(got.body, `"msg": "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (1)"`) {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("a refused request has made 12991 %s", got)
	}
	if says := newest(t, w).Reason; !strings.Contains(says, "the latest is hang") {
		t.Errorf("the journal says %q", says)
	}
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
	c.mustGet("status_changed", pause)
}

// Neither another token of the world is busy, nor the token of another world.
func TestLease_othersAreFree(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	first, gate := callerOf(t, w).hold(w, hang)
	another(t, w).mustGet("status_changed", pause)
	callerOf(t, s.NewWorld(t)).mustGet("status_changed", pause)
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
}

func TestLease_ofTwo(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithTokenConcurrency(2)).NewWorld(t)
	c := callerOf(t, w)
	gate := shut(t, w, "", 2)
	first, second := c.start(hang), c.start(pause)
	await(t, w, gate, 2)
	got := c.mustGet("token_busy", hang)
	if !strings.Contains(got.body, "PER TOKEN (2)") {
		t.Errorf("the text does not follow the limit: %s", got.body)
	}
	ok(t, w.OpenGate(gate))
	first.mustGet("hung_up")
	second.mustGet("status_changed")
	c.mustGet("no_active_call", hang)
}

// A refused request takes no lease, whatever refused it.
func TestLease_endsWithARefusal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(100))
	for outcome, a := range map[string]ask{
		"api_unknown":       box("fly", ""),
		"api_missing":       {method: "POST", target: "/api/v2/agentbox.php"},
		"method_wrong":      {method: "GET", target: "/api/v2/agentbox.php?api=hang"},
		"path_unknown":      {method: "POST", target: "/api/v2/nothing.php"},
		"not_simulated":     info("audit_log", ""),
		"parameter_missing": box("hang", ""),
		"body_too_large":    conf("disable_agent", strings.Repeat(" ", 101)),
		"agent_unknown":     box("hang", "agent_id=1"),
		"no_active_call":    box("hang", "agent_id=12991"),
	} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			c := callerOf(t, s.NewWorld(t))
			c.mustGet(outcome, a)
			c.mustGet("hung_up", hang)
		})
	}
}

// A client that leaves while its request waits leaves the token free; before the operation it has changed nothing.
func TestLease_endsWhenTheClientLeaves(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		where   string
		latency time.Duration // of the server
		fault   fault.Fault
		gone    string // from where
	}{
		{"a gate", 0, fault.Fault{}, "before"},
		{"the latency of the server", time.Hour, fault.Fault{}, "before"},
		{"a latency before", 0, fault.Fault{Phase: fault.Before, Latency: time.Hour}, "before"},
		{"a latency after", 0, fault.Fault{Phase: fault.After, Latency: time.Hour}, "after"},
	} {
		t.Run(tt.where, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			w := mockserver.Run(t, log.option(), mockserver.WithLatency(tt.latency)).Default()
			c := callerOf(t, w)
			want := ""
			if tt.fault.Latency > 0 {
				f, err := w.AddFault(tt.fault)
				ok(t, err)
				want = f.String()
			}
			p, gate := c.hold(w, hang)
			if tt.where != "a gate" {
				ok(t, w.OpenGate(gate)) // on to the latency
				until(func() bool { return len(w.UnmetFaults()) == 0 })
			}
			c.mustGet("token_busy", pause)
			p.leave()
			p.mustFail()
			log.await("given up " + tt.gone + " the operation")
			gone := w.Requests(journal.Query{Operation: "hang"}).Requests[0]
			if after := tt.gone == "after"; gone.Fault != want || gone.Outcome != "" || (gone.Lost == "hung_up") != after || (statusOf(t, w, "12989") == "acw") != after {
				t.Errorf("the journal has %+v, and 12989 is %s", gone, statusOf(t, w, "12989"))
			}
			if tt.latency == 0 {
				c.mustGet("status_changed", pause)
			} else {
				again, gate := c.hold(w, pause) // a busy token would not get here
				again.leave()
				again.mustFail()
				ok(t, w.OpenGate(gate))
			}
			for _, g := range w.Gates() {
				if g.Waiting != 0 {
					t.Errorf("the gate still counts it: %+v", g)
				}
				ok(t, w.OpenGate(g.ID))
			}
		})
	}
}

func TestLease_endsWithAPanic(t *testing.T) {
	t.Parallel()
	for name, bug := range map[string]func() error{
		"in a handler":                func() error { panic("a bug") },
		"a refusal without outcome":   func() error { return mockserver.ErrNoOutcome },
		"an error that is no refusal": func() error { return context.Canceled },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := newLogbook()
			s := mockserver.Run(t, log.option())
			s.Break("hang", bug)
			w := s.Default()
			c := callerOf(t, w)
			if got := c.mustGet("internal_error", hang); got.status != 500 {
				t.Errorf("HTTP status %d", got.status)
			}
			c.mustGet("status_changed", pause)
			if e := w.Requests(journal.Query{Outcome: "internal_error"}); len(e.Requests) != 1 {
				t.Errorf("the journal has %+v", e)
			}
			if !strings.Contains(log.String(), "panic [unexpected]") {
				t.Errorf("the log does not tell of the panic: %s", log)
			}
		})
	}
}

func TestLease_shutdownLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.Default()
	gate := shut(t, w, "", 2)
	first, second := callerOf(t, w).start(hang), another(t, w).start(pause)
	await(t, w, gate, 2)
	ok(t, s.Shutdown(t.Context()))
	first.mustGet("hung_up")
	second.mustGet("status_changed")
	if _, err := callerOf(t, w).try(t.Context(), hang); err == nil {
		t.Error("the server still answers")
	}
	serveDirectly(t, s, w, "no_active_call")
}

func TestLease_shutdownThatIsCutShort(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithLatency(time.Hour))
	w := s.Default()
	p, gate := callerOf(t, w).hold(w, hang)
	ok(t, w.OpenGate(gate))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Shutdown(ctx); err != context.Canceled {
		t.Errorf("Shutdown: %v, want %v", err, context.Canceled)
	}
	p.mustFail()
}

func TestLease_closeCutsRequestsOff(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	w := s.Default()
	p, gate := callerOf(t, w).hold(w, hang)
	s.Close()
	p.mustFail()
	log.await("given up before the operation")
	ok(t, w.OpenGate(gate))
	serveDirectly(t, s, w, "hung_up")
}

// serveDirectly sends hang to a server that does not listen any more: the token must be free.
func serveDirectly(t *testing.T, s *mockserver.Server, w *mockserver.World, outcome string) {
	t.Helper()
	if got := direct(s, w.Token(), hang); got.outcome() != outcome {
		t.Errorf("%s, want %s\n%s", got.outcome(), outcome, got.body)
	}
}

// A token that is taken away keeps its request; the same text let in again is a new token.
func TestLease_tokenRemovedDuringARequest(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	token := w.Token()
	c := newCaller(t, w.URL(), token)
	p, gate := c.hold(w, hang)
	ok(t, w.RemoveToken(token))
	c.mustGet("token_unknown", pause)
	_, err := w.AddToken(mockserver.Token{Token: token})
	ok(t, err)
	c.mustGet("status_changed", pause)
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
	c.mustGet("no_active_call", hang)
}

// A lookout does something at the moment in which the first byte of a reply is written. Over a network the moment cannot
// be seen: net/http keeps a short reply back until all is done.
type lookout struct {
	http.ResponseWriter
	look func()
}

func (l lookout) WriteHeader(status int) {
	l.look()
	l.ResponseWriter.WriteHeader(status)
}

// Before the first byte leaves, the journal has the exchange and the token is free.
func TestLease_isOverBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	s, err := mockserver.New()
	ok(t, err)
	w := s.Default()
	looked := false
	r := httptest.NewRequest(hang.method, hang.target, nil)
	r.Header.Set("wolkvox-token", w.Token())
	s.ServeHTTP(lookout{httptest.NewRecorder(), func() {
		looked = true
		if e := newest(t, w); e.Outcome != "hung_up" || w.Coverage().Outcomes["hang/hung_up"] != 1 {
			t.Errorf("the journal has %+v", e)
		}
		serveDirectly(t, s, w, "no_active_call")
	}}, r)
	if !looked {
		t.Error("nothing was written")
	}
}

// A request at a gate has changed nothing yet, and others find things as they are: what they change decides its outcome.
func TestRaces_whatHappensMeanwhile(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	recall := func(agent string) ask {
		return box("recall", "agent_id="+agent+"&id_camp=7224&id_customer=1&telefono=3000000001&recall_style=auto&rellamada="+noon.Add(time.Hour).In(bogota).Format("20060102150405"))
	}
	for _, tt := range []struct {
		what      string
		held      ask
		meanwhile func(*caller, *mockserver.World) error
		outcome   string
		agent     string
		status    string // of the agent afterwards
	}{
		{"the customer hangs up", hang, func(_ *caller, w *mockserver.World) error {
			_, err := w.CustomerHangUp(connOf(w, "12989"))
			return err
		}, "no_active_call", "12989", "acw"},
		{"another client mutes", hang, func(c *caller, _ *mockserver.World) error {
			c.mustGet("agent_on_call", box("change_status", "agent_id=12989&status=101"))
			c.mustGet("mute_toggled", box("mute", "agent_id=12989"))
			return nil
		}, "hung_up", "12989", "acw"},
		{"the agent is disabled; its session goes on (Q-DISABLE-LIVE-SESSION)", hang, func(c *caller, _ *mockserver.World) error {
			c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12989"}`))
			return nil
		}, "hung_up", "12989", "acw disabled"},
		{"its code is removed", box("hang_type_ready", "agent_id=12989&cod_act=021"), func(c *caller, _ *mockserver.World) error {
			c.mustGet("codes_removed", conf("remove_cod_act", `{"type_code":"cod_act1","cod_act":["021"]}`))
			return nil
		}, "code_unknown", "12989", "talk"},
		{"a callback rings", pause, func(c *caller, w *mockserver.World) error {
			c.mustGet("recall_scheduled", recall("12991"))
			pass(c.t, w, time.Hour)
			return nil
		}, "agent_on_call", "12991", "ring"},
		{"a callback begins to wait for the agent", box("change_status", "agent_id=12994&status=ready"), func(c *caller, w *mockserver.World) error {
			c.mustGet("recall_scheduled", recall("12994"))
			pass(c.t, w, time.Hour)
			if all := w.Callbacks(); len(all) != 1 || all[0].State != callcenter.Waiting || statusOf(c.t, w, "12994") != "102" {
				return fmt.Errorf("12994 is in %s, callbacks %+v", statusOf(c.t, w, "12994"), all)
			}
			return nil
		}, "status_changed", "12994", "ring"},
		{"time passes", hang, func(c *caller, w *mockserver.World) error { pass(c.t, w, time.Hour); return nil }, "hung_up", "12989", "acw"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			p, gate := callerOf(t, w).hold(w, tt.held)
			ok(t, tt.meanwhile(another(t, w), w))
			ok(t, w.OpenGate(gate))
			p.mustGet(tt.outcome)
			if got := statusOf(t, w, tt.agent); got != tt.status {
				t.Errorf("%s is in %s, want %s", tt.agent, got, tt.status)
			}
			// A request sees one time, that at which it gets through.
			if a, err := w.Agent(tt.agent); err != nil || tt.what == "time passes" && !(a.Since.Equal(w.Clock().Time) && newest(t, w).Time.Equal(a.Since)) {
				t.Errorf("%s is so since %v (%v), the journal has %v", tt.agent, a.Since, err, newest(t, w).Time)
			}
		})
	}
}

// The quota is taken when a request is accepted: what waits at a gate has used its call already, and nobody takes it twice.
func TestRaces_lastCallOfTheQuota(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	limit := w.Account().Limit
	_, err := w.PutAccount(mockserver.AccountChange{UsedToday: ptr(limit - 2)})
	ok(t, err)
	first, second, third := callerOf(t, w), another(t, w), another(t, w)
	gate := shut(t, w, "services", 2)
	one, two := first.start(info("services", "")), second.start(info("services", ""))
	await(t, w, gate, 2)
	third.mustGet("token_limit_exceeded", info("services", ""))
	third.mustGet("status_changed", pause) // agentbox is free (documented)
	ok(t, w.OpenGate(gate))
	one.mustGet("services_found")
	two.mustGet("services_found")
	if got := w.Account().Quota.Used; got != limit {
		t.Errorf("%d calls are used, want %d", got, limit)
	}
	for _, c := range []*caller{first, second, third} {
		c.mustGet("token_limit_exceeded", info("services", ""))
	}
}

// An uploading client has sent the beginning of a file, more than any buffer on the way holds: the server is reading it.
type uploading struct {
	*pending
	rest func() // sends the end
}

const manyBytes = 16 << 20

func upload(t testing.TB, c *caller) uploading {
	t.Helper()
	body, out := io.Pipe()
	form := multipart.NewWriter(out)
	req, err := http.NewRequestWithContext(t.Context(), "POST", c.url+conf("upload_file", "").target, body)
	ok(t, err)
	req.Header.Set("wolkvox-token", c.token)
	req.Header.Set("Content-Type", form.FormDataContentType())
	p := &pending{t: t, done: make(chan struct{}), leave: func() { _ = out.CloseWithError(io.ErrUnexpectedEOF) }}
	go func() {
		defer close(p.done)
		res, err := c.http.Do(req)
		if p.err = err; err != nil {
			return
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		p.got, p.err = answer{res.StatusCode, res.Header, string(b)}, err
	}()
	part, err := form.CreateFormFile("file", "guide.pdf")
	ok(t, err)
	_, err = part.Write(bytes.Repeat([]byte("x"), manyBytes))
	ok(t, err)
	t.Cleanup(func() { p.leave(); <-p.done })
	return uploading{p, func() { ok(t, form.Close()); ok(t, out.Close()) }}
}

// While a body is on its way nothing is held: neither the world, nor the token, which is taken when the request has come
// whole. From then on, the token is leased.
func TestRaces_uploadInProgress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	u := upload(t, c)
	c.mustGet("status_changed", pause)
	another(t, w).mustGet("hung_up", hang)
	if got := w.Lists().Files; len(got) != 0 {
		t.Errorf("files %q before the end of the upload", got)
	}
	gate := shut(t, w, "upload_file", 1)
	u.rest()
	await(t, w, gate, 1)
	c.mustGet("token_busy", pause)
	another(t, w).mustGet("status_changed", pause)
	ok(t, w.OpenGate(gate))
	u.mustGet("file_uploaded")
	if got := w.Lists().Files; len(got) != 1 || got[0] != "guide.pdf" {
		t.Errorf("files %q, want guide.pdf", got)
	}
	if e := newest(t, w); !strings.Contains(e.Request.Body, fmt.Sprint(manyBytes)) || len(e.Request.Body) > 100 {
		t.Errorf("the journal says %q of the upload", e.Request.Body)
	}
}

// A reset in the middle of a body comes before the request; one at a gate, after it has begun.
func TestRaces_resetDuringAnUpload(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	u := upload(t, c)
	ok(t, w.Reset())
	u.rest()
	u.mustGet("file_uploaded")
	if got := w.Lists().Files; len(got) != 1 {
		t.Errorf("files %q, want one", got)
	}

	gate := shut(t, w, "upload_file", 1)
	u = upload(t, c)
	u.rest()
	await(t, w, gate, 1)
	ok(t, w.Reset())
	u.mustGet("world_reset")
	if got := w.Lists().Files; len(got) != 0 {
		t.Errorf("files %q, want none", got)
	}
	c.mustGet("status_changed", pause)
}

// A client that leaves in the middle of an upload leaves nothing behind: no file, no lease.
func TestRaces_clientLeavesAnUpload(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := newWorld(t, mockserver.Run(t, log.option()))
	c := callerOf(t, w)
	u := upload(t, c)
	u.leave()
	u.mustFail()
	log.await("upload_file")
	c.mustGet("status_changed", pause)
	if got := w.Lists().Files; len(got) != 0 {
		t.Errorf("files %q, want none", got)
	}
	if got := w.Requests(journal.Query{Operation: "upload_file"}).Requests; len(got) != 1 || got[0].Outcome != "parameter_missing" {
		t.Errorf("the journal has %+v", got)
	}
}
