package mockserver_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
)

// inBubble runs a test where time passes by itself, with a world of its own.
func inBubble(t *testing.T, test func(*testing.T, *mockserver.Server, *mockserver.World), opts ...mockserver.Option) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := mockserver.Run(t, append(opts, mockserver.InMemory())...)
		w, err := s.CreateWorld(mockserver.WorldSpec{})
		ok(t, err)
		test(t, s, w)
	})
}

// A watch is a request for the journal that waits.
type watch struct {
	done   chan struct{}
	status int
	page   journal.Page
	body   string
	err    error
	leave  context.CancelFunc
}

// watchFor asks for the journal and returns once the request waits.
func watchFor(t *testing.T, w *mockserver.World, query string) *watch {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	p := &watch{done: make(chan struct{}), leave: cancel}
	r, err := http.NewRequestWithContext(ctx, "GET", w.URL()+"/__admin/worlds/"+w.Name()+"/requests?"+query, nil)
	ok(t, err)
	go func() {
		defer close(p.done)
		reply, err := w.HTTPClient().Do(r)
		if p.err = err; err != nil {
			return
		}
		defer reply.Body.Close()
		body, err := io.ReadAll(reply.Body)
		p.status, p.body = reply.StatusCode, string(body)
		p.err = errors.Join(err, json.Unmarshal(body, &p.page))
	}()
	synctest.Wait()
	return p
}

// over says how the waiting has ended, "" when it has not.
func (p *watch) over() string {
	synctest.Wait()
	select {
	case <-p.done:
	default:
		return ""
	}
	if p.err != nil {
		return "no answer"
	}
	text := fmt.Sprint(p.status)
	if p.status == http.StatusOK {
		text += fmt.Sprint(" complete ", p.page.Complete)
	}
	for _, e := range p.page.Requests {
		text += fmt.Sprintf(" %s/%s", e.Operation, e.Outcome)
	}
	return text
}

func (p *watch) mustBe(t *testing.T, want string) {
	t.Helper()
	if got := p.over(); got != want {
		t.Errorf("the waiting is over with %q, expected %q\n%s", got, want, p.body)
	}
}

// asks sends a request of its own, and has its answer.
func asks(t *testing.T, s *mockserver.Server, w *mockserver.World, a ask) {
	t.Helper()
	if got := direct(s, w.Token(), a); got.outcome() == "" {
		t.Fatalf("%d %s", got.status, got.body)
	}
}

// The n-th that matches ends the waiting, at once.
func TestRequests_waitUntilSoManyAreThere(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		began := time.Now()
		two, all := watchFor(t, w, "operation=hang&count=2&timeout=10m"), watchFor(t, w, "count=4&timeout=10m&limit=1&after=0")
		for _, a := range []ask{pause, hang, pause} {
			asks(t, s, w, a)
		}
		two.mustBe(t, "")
		asks(t, s, w, hang)
		two.mustBe(t, "200 complete true hang/hung_up hang/no_active_call")
		all.mustBe(t, "200 complete true change_status/status_changed")
		watchFor(t, w, "outcome=no_active_call&count=1&timeout=10m").mustBe(t, "200 complete true hang/no_active_call")
		if passed := time.Since(began); passed != 0 {
			t.Errorf("it took %s", passed)
		}
	})
}

func TestRequests_waitUntilTheTimeout(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		began := time.Now()
		p := watchFor(t, w, "operation=hang&count=2&timeout=2m")
		asks(t, s, w, hang)
		p.mustBe(t, "")
		<-p.done
		p.mustBe(t, "200 complete false hang/hung_up")
		if passed := time.Since(began); passed != 2*time.Minute {
			t.Errorf("it took %s", passed)
		}
		watchFor(t, w, "count=1&timeout=601s").mustBe(t, "422")
		watchFor(t, w, "count=1&timeout=11m").mustBe(t, "422")
	})
}

// A waiter ends with its client, its server and its world; a reset, a restore and a cleared journal it outlives.
func TestRequests_waitUntilTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		p, last := watchFor(t, w, "operation=hang&count=2&timeout=10m"), watchFor(t, w, "count=9&timeout=10m")
		gone := watchFor(t, w, "count=9&timeout=10m")
		gone.leave()
		gone.mustBe(t, "no answer")
		snap := w.Snapshot()
		for _, again := range []func(){
			func() { ok(t, w.Reset()) },
			w.ClearRequests,
			func() { ok(t, w.Restore(snap)); w.ClearRequests() },
		} {
			asks(t, s, w, hang)
			p.mustBe(t, "")
			again()
			p.mustBe(t, "")
		}
		asks(t, s, w, hang)
		p.mustBe(t, "")
		ok(t, w.Restore(snap)) // the journal stays
		p.mustBe(t, "")
		asks(t, s, w, hang)
		p.mustBe(t, "200 complete true hang/hung_up hang/hung_up")

		ok(t, s.DeleteWorld(w.Name()))
		last.mustBe(t, "404")
		_, err := w.AwaitRequests(t.Context(), journal.Query{Count: 1})
		mustRefuse(t, err, "world_unknown", "the world has been deleted")
	})
}

// A server that shuts down waits for the requests under way, but not for who waits for requests.
func TestRequests_waitUntilShutdown(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		began := time.Now()
		p := watchFor(t, w, "count=1&timeout=10m")
		ok(t, s.Shutdown(t.Context()))
		p.mustBe(t, "200 complete false")
		if passed := time.Since(began); passed > time.Minute {
			t.Errorf("it took %s", passed)
		}
	})
}

func TestRequests_soManyMayWait(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		var wg sync.WaitGroup
		asks(t, s, w, hang)
		for range journal.MaxWaiters {
			wg.Go(func() { _, _ = w.AwaitRequests(t.Context(), journal.Query{Count: 2}) })
		}
		synctest.Wait()
		watchFor(t, w, "count=2&timeout=1s").mustBe(t, "409")
		watchFor(t, w, "count=1&timeout=1s").mustBe(t, "200 complete true hang/hung_up") // needs no room
		asks(t, s, w, hang)
		wg.Wait()
		watchFor(t, w, "count=3&timeout=1s").mustBe(t, "") // there is room again
	})
}

func TestAwaitRequests_endsWithItsContext(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		asks(t, s, w, hang)
		late := errors.New("late")
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, late)
		defer cancel()
		p, err := w.AwaitRequests(ctx, journal.Query{Count: 2})
		if err != late || p.Complete || len(p.Requests) != 1 {
			t.Errorf("%+v, %v", p, err)
		}
		if p, err = w.AwaitRequests(ctx, journal.Query{Count: 1}); err != nil || !p.Complete {
			t.Errorf("what is there needs no time: %+v, %v", p, err)
		}
		for _, n := range []int{0, 1001} {
			_, err = w.AwaitRequests(t.Context(), journal.Query{Count: n})
			mustRefuse(t, err, "invalid", "expected how many to wait for, 1 to 1000")
		}
	})
}

func TestWaitFor(t *testing.T) {
	inBubble(t, func(t *testing.T, s *mockserver.Server, w *mockserver.World) {
		began := time.Now()
		go func() {
			for range 3 {
				asks(t, s, w, hang)
			}
		}()
		if got := w.WaitFor(t, 3, journal.Query{Operation: "hang", Limit: 1}); len(got) != 3 || got[0].Outcome != "hung_up" {
			t.Errorf("got %v", got)
		}
		asks(t, s, w, pause)
		if passed := time.Since(began); passed != 0 {
			t.Errorf("it took %s", passed)
		}

		tester := &witness{}
		w.WaitFor(tester, 2, journal.Query{Operation: "hang", Outcome: "hung_up"})
		want := `mockserver: world w1: expected 2 requests (operation hang, outcome hung_up) within 10s, got 1
	#3 hang, agent 12989: hung_up
What came instead, the nearest first:
	#5 hang, agent 12989: no_active_call (agent 12989 has no active call: it is in ACW since 00:00:00): outcome is no_active_call
	#4 hang, agent 12989: no_active_call (agent 12989 has no active call: it is in ACW since 00:00:00): outcome is no_active_call
	#7 change_status, agent 12991: status_changed: operation is change_status, outcome is status_changed`
		if diff := cmp.Diff(want, tester.fatal); diff != "" {
			t.Errorf("the text (-want +got):\n%s", diff)
		}
		if passed := time.Since(began); passed != 10*time.Second {
			t.Errorf("it took %s", passed)
		}
		w.ClearRequests()
		w.WaitFor(tester, 1, journal.Query{})
		if want := "expected 1 requests (anything) within 10s, got 0\nNo request has reached this world: its server " +
			"listens on no socket, and its clients are those of Client and HTTPClient."; !strings.HasSuffix(tester.fatal, want) {
			t.Errorf("the text is %s", tester.fatal)
		}
		stopped := mockserver.Run(t, mockserver.InMemory())
		stopped.Close()
		stopped.Default().WaitFor(tester, 1, journal.Query{})
		if want := "mockserver: world default: the server was stopped before 1 requests (anything) came; wait before Close"; tester.fatal != want {
			t.Errorf("the text is %s", tester.fatal)
		}
		w.WaitFor(tester, 0, journal.Query{})
		if want := "mockserver: world w1: waiting for requests: count is 0: expected"; !strings.HasPrefix(tester.fatal, want) {
			t.Errorf("the text is %s", tester.fatal)
		}
	})
}

// Exchanges and changes of state stand in one order, each change with its cause, and an exchange names those it made.
func TestRecords(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := newWorld(t, s)
	c := callerOf(t, w)
	_, err := w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(time.Minute)})
	ok(t, err)
	c.mustGet("hung_up", hang)
	ok(t, w.Advance(time.Hour))
	c.mustGet("no_active_call", hang)
	_, err = w.PutAgent("12991", callcenter.AgentChange{Status: ptr(callcenter.Status("102"))})
	ok(t, err)
	_, err = w.Login("12992")
	ok(t, err)
	before := recordsOf(w)
	ok(t, w.Restore(w.Snapshot()))
	restored := recordsOf(w)[len(before):]
	ok(t, w.Reset())
	freeze(t, w)
	c.mustGet("status_changed", pause)
	for what, rows := range map[string][2][]string{
		"before": {before, {
			"1 0s call 12989 active>ended by request hang",
			"2 0s agent 12989 talk>acw by request hang",
			"3 hang hung_up 1-2",
			"4 1m0s agent 12989 acw>ready by timer acw_limit",
			"5 1h0m0s clock  frozen>frozen by control setClock",
			"6 hang no_active_call 0-0",
			"7 1h0m0s agent 12991 ready>102 by control putAgent",
			"8 1h0m0s agent 12992 logout>ready by control login",
		}},
		"restored": {restored, {"9 1h0m0s world  > by control restore"}},
		"reset": {recordsOf(w)[1:], { // of which the first has the time of the seed
			"11 0s clock  frozen>frozen by control setClock",
			"12 0s agent 12991 ready>101 by request change_status",
			"13 change_status status_changed 12-12",
		}},
	} {
		if diff := cmp.Diff(rows[1], rows[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if first := w.Records(0, 1).Records[0].Change; first.Kind != journal.OfWorld || first.Cause.Name != "reset" || first.Seq != 10 {
		t.Errorf("the first after the reset is %+v", first)
	}
}

func recordsOf(w *mockserver.World) (all []string) {
	for _, r := range w.Records(0, 0).Records {
		text := fmt.Sprint(r.Seq(), " ")
		if e := r.Exchange; e != nil {
			text += fmt.Sprint(e.Operation, " ", e.Outcome, " ", e.Changes.First, "-", e.Changes.Last)
		} else {
			ch := r.Change
			text += fmt.Sprintf("%s %s %s %s>%s by %s %s",
				ch.Time.Sub(noon), ch.Kind, ch.AgentID, ch.From, ch.To, ch.Cause.By, ch.Cause.Name)
		}
		all = append(all, text)
	}
	return all
}

// Many wait and many write: each writer's requests are found, once and in their order.
func TestAwaitRequests_manyOfBoth(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 25
	s := mockserver.Run(t, mockserver.WithTokenConcurrency(writers))
	w := newWorld(t, s)
	token := w.Token()
	var wg sync.WaitGroup
	for i := range writers {
		a := box("hang", fmt.Sprint("agent_id=", 100+i)) // an agent that nobody knows
		wg.Go(func() {
			for range each {
				if got := direct(s, token, a); got.outcome() != "agent_unknown" {
					t.Errorf("%d %s", got.status, got.body)
				}
			}
		})
		wg.Go(func() {
			after := 0
			for range each {
				q := journal.Query{AgentID: fmt.Sprint(100 + i), After: after, Count: 1, Limit: 1, Oldest: true}
				p, err := w.AwaitRequests(t.Context(), q)
				if err != nil || len(p.Requests) != 1 || p.Requests[0].Seq <= after {
					t.Errorf("after %d: %+v, %v", after, p, err)
					return
				}
				after = p.Requests[0].Seq
			}
		})
		wg.Go(func() {
			for range each {
				_, err := w.PutAgent(fmt.Sprint(200+i), callcenter.AgentChange{Status: ptr(callcenter.Status("ready"))})
				ok(t, err)
				w.Records(0, 10)
			}
		})
	}
	wg.Wait()
	seq := 0
	for _, r := range w.Records(0, 0).Records {
		if seq++; r.Seq() != seq {
			t.Fatalf("%+v is not record %d", r, seq)
		}
	}
	if want := writers*each + 2*writers; seq != want { // each new agent is made, and then Ready
		t.Errorf("%d records, expected %d", seq, want)
	}
}
