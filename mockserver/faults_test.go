package mockserver_test

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A fault before the operation leaves everything as it was; one after it makes the change and loses the answer.
func TestFaults_phaseAndKind(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		fault   fault.Fault
		outcome string // "" when there is no answer
		status  int
		after   string // status of the agent
		lost    string
		says    string
	}{
		{fault.Fault{Phase: fault.Before, Status: 503}, "fault_injected", 503, "talk", "", "a fault was arranged"},
		{fault.Fault{Phase: fault.After, Status: 503}, "fault_injected", 503, "acw", "hung_up", "a fault was arranged"},
		{fault.Fault{Phase: fault.Before, Drop: true}, "", 0, "talk", "", "the connection was dropped by a fault"},
		{fault.Fault{Phase: fault.After, Drop: true}, "", 0, "acw", "hung_up", "the connection was dropped by a fault"},
		{fault.Fault{Phase: fault.Before, Latency: 1}, "hung_up", 200, "acw", "", ""},
		{fault.Fault{Phase: fault.After, Latency: 1}, "hung_up", 200, "acw", "", ""},
		{fault.Fault{Phase: fault.Before, Latency: 1, Status: 429}, "fault_injected", 429, "talk", "", "a fault was arranged"},
		{fault.Fault{Phase: fault.After, Latency: 1, Drop: true}, "", 0, "acw", "hung_up", "the connection was dropped by a fault"},
	} {
		t.Run(tt.fault.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			c := callerOf(t, w)
			f, err := w.AddFault(tt.fault)
			ok(t, err)
			got, err := c.try(t.Context(), hang)
			if (err != nil) != (tt.outcome == "") || got.outcome() != tt.outcome || got.status != tt.status {
				t.Errorf("%d %s, %v; want %d %s", got.status, got.outcome(), err, tt.status, tt.outcome)
			}
			if got := statusOf(t, w, "12989"); got != tt.after {
				t.Errorf("12989 is %s, want %s", got, tt.after)
			}
			e := newest(t, w)
			e.Request, e.Reply, e.Source, e.Evidence = journal.Request{}, journal.Reply{}, "", ""
			want := journal.Entry{
				Seq: 1, Time: noon, Operation: "hang", AgentID: "12989",
				Outcome: tt.outcome, Lost: tt.lost, Reason: tt.says, Fault: f.String(),
			}
			if tt.after == "acw" { // of the call and of the agent, answered or not
				want.Seq, want.Changes = 3, journal.Span{First: 1, Last: 2}
			}
			if diff := cmp.Diff(want, e); diff != "" {
				t.Errorf("journal (-want +got):\n%s", diff)
			}
			c.mustGet(map[string]string{"talk": "hung_up", "acw": "no_active_call"}[tt.after], hang) // the fault is spent
			if len(w.UnmetFaults()) != 0 || len(w.Faults()) != 1 {
				t.Errorf("faults %v, unmet %v", w.Faults(), w.UnmetFaults())
			}
		})
	}
}

func TestFaults_whatTheAnswerSays(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		fault fault.Fault
		body  string
	}{
		{fault.Fault{Status: 403}, `"code": "403",` + "\n    " + `"error": "Forbidden",`},
		{fault.Fault{Status: 500, Code: "XXX"}, `"code": "XXX",` + "\n    " + `"error": "Internal Server Error",`},
		{fault.Fault{Status: 599}, `"code": "599",` + "\n    " + `"error": "Status 599",`},
	} {
		w := s.NewWorld(t)
		_, err := w.AddFault(tt.fault)
		ok(t, err)
		if got := callerOf(t, w).mustGet("fault_injected", hang); !strings.Contains(got.body, tt.body) {
			t.Errorf("%+v: %s", tt.fault, got.body)
		}
	}
}

// A refused operation has changed nothing, so there is no answer to lose: the fault waits for one that succeeds.
func TestFaults_afterARefusal(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	_, err := w.AddFault(fault.Fault{Phase: fault.After, Status: 500})
	ok(t, err)
	c.mustGet("no_active_call", box("hang", "agent_id=12991"))
	c.mustGet("parameter_missing", box("hang", ""))
	c.mustGet("api_unknown", box("fly", ""))
	if got := len(w.UnmetFaults()); got != 1 {
		t.Errorf("%d faults are unmet", got)
	}
	c.mustGet("fault_injected", hang)
}

// What does not reach the operation meets no fault: neither a broken request nor another operation.
func TestFaults_meetOnlyTheirOperation(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	_, err := w.AddFault(fault.Fault{Operation: "transfer", Status: 500})
	ok(t, err)
	c.mustGet("hung_up", hang)
	c.mustGet("parameter_missing", box("transfer", "agent_id=12990"))
	c.mustGet("token_unknown", box("transfer", "agent_id=12990&customer_phone=1").with("wolkvox-token", "stranger"))
	c.mustGet("fault_injected", box("transfer", "agent_id=12990&customer_phone=1"))
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=1"))
}

// However many meet at once, a fault is applied as often as arranged, not more and not less.
func TestFaults_sharedByACrowd(t *testing.T) {
	t.Parallel()
	const crowd, times = 64, 17
	w := mockserver.Run(t, mockserver.WithTokenConcurrency(crowd)).NewWorld(t)
	_, err := w.AddFault(fault.Fault{Operation: "change_status", Status: 500, Times: times})
	ok(t, err)
	gate := shut(t, w, "change_status", crowd)
	c := callerOf(t, w)
	var wg sync.WaitGroup
	var applied atomic.Int64
	for range crowd {
		wg.Go(func() {
			got, err := c.try(t.Context(), pause)
			if err != nil {
				t.Error(err)
			}
			if got.status == http.StatusInternalServerError {
				applied.Add(1)
			}
		})
	}
	await(t, w, gate, crowd)
	ok(t, w.OpenGate(gate))
	wg.Wait()
	if applied.Load() != times || len(w.UnmetFaults()) != 0 {
		t.Errorf("the fault was applied %d times, want %d; unmet %v", applied.Load(), times, w.UnmetFaults())
	}
	if got := w.Coverage().Outcomes; got["fault_injected"] != times || got["change_status/status_changed"] != crowd-times {
		t.Errorf("coverage: %v", got)
	}
}

func TestFaults_clear(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	_, err := w.AddFault(fault.Fault{Status: 500, Times: 9})
	ok(t, err)
	w.ClearFaults()
	callerOf(t, w).mustGet("hung_up", hang)
	if len(w.Faults()) != 0 {
		t.Errorf("faults are left: %v", w.Faults())
	}
}
