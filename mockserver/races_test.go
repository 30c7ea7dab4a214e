package mockserver_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// What happens at once, in an order that gates make sure of.

// another is a caller with a token of its own.
func another(t testing.TB, w *mockserver.World) *caller {
	token, err := w.AddToken(mockserver.Token{})
	ok(t, err)
	return newCaller(t, w.URL(), token.Token)
}

func advance(t testing.TB, w *mockserver.World, d time.Duration) {
	t.Helper()
	_, err := w.SetClock(mockserver.ClockChange{Action: "advance", Duration: fault.Duration(d)})
	ok(t, err)
}

// recallAt asks for the callback of which the tests speak, or changes it, so long after noon.
func recallAt(agent string, after time.Duration) ask {
	return box("recall", "agent_id="+agent+"&id_camp=7224&id_customer=1&telefono=3000000001&recall_style=auto&rellamada="+noon.Add(after).Format("20060102150405"))
}

func editRecallAt(agent string, after time.Duration) ask {
	return box("edit_recall", "agent_id="+agent+"&id_camp=7224&id_customer=1&telephone=3000000001&recall_style=auto&recall="+noon.Add(after).Format("20060102150405"))
}

// A callback that rings while a change of status waits decides its outcome: the agent is on a call.
func TestRaces_callbackBeforeAChangeOfStatus(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	c.mustGet("recall_scheduled", recallAt("12991", time.Hour))
	p, gate := c.hold(w, pause)
	advance(t, w, time.Hour)
	if got := statusOf(t, w, "12991"); got != "ring" {
		t.Errorf("12991 is in %s, want ring", got)
	}
	ok(t, w.OpenGate(gate))
	p.mustGet("agent_on_call")
	if left := w.Callbacks(); len(left) != 0 {
		t.Errorf("still listed: %+v", left)
	}
}

// One that has waited for its agent rings when the change of status that was held makes the agent Ready, not before.
func TestRaces_callbackWaitsForAChangeOfStatus(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	c.mustGet("recall_scheduled", recallAt("12994", time.Hour))
	p, gate := c.hold(w, box("change_status", "agent_id=12994&status=ready"))
	advance(t, w, time.Hour)
	if all := w.Callbacks(); len(all) != 1 || all[0].State != callcenter.Waiting || statusOf(t, w, "12994") != "102" {
		t.Errorf("12994 is in %s, callbacks %+v", statusOf(t, w, "12994"), all)
	}
	ok(t, w.OpenGate(gate))
	p.mustGet("status_changed")
	if got := statusOf(t, w, "12994"); got != "ring" {
		t.Errorf("12994 is in %s, want ring", got)
	}
}

// Two edits at once are two edits: one callback is left, as one of them wants it, and it rings once.
func TestRaces_twoEditsOfOneCallback(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	first, second := callerOf(t, w), another(t, w)
	first.mustGet("recall_scheduled", recallAt("12994", time.Hour))
	gate := shut(t, w, "edit_recall", 2)
	one, two := first.start(editRecallAt("12991", 2*time.Hour)), second.start(editRecallAt("12994", 3*time.Hour))
	await(t, w, gate, 2)
	ok(t, w.OpenGate(gate))
	one.mustGet("recall_edited")
	two.mustGet("recall_edited")
	all := w.Callbacks()
	if len(all) != 1 {
		t.Fatalf("callbacks %+v, want one", all)
	}
	if got := fmt.Sprint(all[0].AgentID, " ", all[0].Due.Sub(noon)); got != "12991 2h0m0s" && got != "12994 3h0m0s" {
		t.Errorf("the callback is a mixture: %s", got)
	}
	center := w.Snapshot().Center
	ok(t, center.Check())
	if n := len(center.Timers); n != 1 {
		t.Errorf("there are %d timers, want 1", n)
	}
	advance(t, w, 4*time.Hour)
	first.send(box("change_status", "agent_id=12994&status=ready"))
	rang := 0
	for _, k := range w.Calls() {
		if k.Type == callcenter.Predictive && k.State == callcenter.Ringing {
			rang++
		}
	}
	if rang != 1 {
		t.Errorf("it rang %d times, want once", rang)
	}
}

// An agent who is disabled while its hang waits hangs up all the same: the session goes on (Q-DISABLE-LIVE-SESSION).
func TestRaces_disabledWhileItsHangWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	p, gate := callerOf(t, w).hold(w, hang)
	another(t, w).mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12989"}`))
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
	if got := statusOf(t, w, "12989"); got != "acw disabled" {
		t.Errorf("12989 is in %s, want acw disabled", got)
	}
}

// A code that is removed while the request that uses it waits does not exist any more.
func TestRaces_codeRemovedWhileItsCallWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	p, gate := callerOf(t, w).hold(w, box("hang_type_ready", "agent_id=12989&cod_act=021"))
	another(t, w).mustGet("codes_removed", conf("remove_cod_act", `{"type_code":"cod_act1","cod_act":["021"]}`))
	ok(t, w.OpenGate(gate))
	p.mustGet("code_unknown")
	if got := statusOf(t, w, "12989"); got != "talk" {
		t.Errorf("12989 is in %s, want talk", got)
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

// One call is left, and two tokens ask at once: one of them has it.
func TestRaces_oneCallLeftForTwo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	_, err := w.PutAccount(mockserver.AccountChange{UsedToday: ptr(w.Account().Limit - 1)})
	ok(t, err)
	gate := shut(t, w, "services", 2)
	one, two := callerOf(t, w).start(info("services", "")), another(t, w).start(info("services", ""))
	await(t, w, gate, 1) // the other one never gets here
	select {
	case <-one.done:
	case <-two.done:
	}
	ok(t, w.OpenGate(gate))
	<-one.done
	<-two.done
	ok(t, one.err)
	ok(t, two.err)
	got := map[string]int{one.got.outcome(): 1}
	got[two.got.outcome()]++
	if got["services_found"] != 1 || got["token_limit_exceeded"] != 1 {
		t.Errorf("outcomes %v, want services_found and token_limit_exceeded", got)
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
