package mockserver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A fault before the operation leaves everything as it was; one after it makes the change and loses the answer. Whatever it
// does, the journal says what was answered, what was lost and which fault it was, and the token is free again.
func TestFaults_phaseAndKind(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	const (
		before, after    = fault.Before, fault.After
		arranged         = "a fault was arranged"
		dropped, isReset = "the connection was dropped by a fault", "the connection was reset by a fault"
	)
	for _, tt := range []struct {
		fault   fault.Fault
		outcome string // "" when there is no answer
		status  int
		after   string // status of the agent
		lost    string
		says    string
		sent    string // the body in the journal begins so; "" for whatever the outcome has
	}{
		{fault.Fault{Phase: before, Status: 503}, "fault_injected", 503, "talk", "", arranged, ""},
		{fault.Fault{Phase: after, Status: 503}, "fault_injected", 503, "acw", "hung_up", arranged, ""},
		{fault.Fault{Phase: before, Drop: true}, "", 0, "talk", "", dropped, ""},
		{fault.Fault{Phase: after, Drop: true}, "", 0, "acw", "hung_up", dropped, ""},
		{fault.Fault{Phase: before, Reset: true}, "", 0, "talk", "", isReset, ""},
		{fault.Fault{Phase: after, Reset: true}, "", 0, "acw", "hung_up", isReset, ""},
		{fault.Fault{Phase: before, Latency: 1}, "hung_up", 200, "acw", "", "", ""},
		{fault.Fault{Phase: after, Latency: 1}, "hung_up", 200, "acw", "", "", ""},
		{fault.Fault{Phase: before, Slow: 1}, "hung_up", 200, "acw", "", "", ""},
		{fault.Fault{Phase: after, Slow: 1}, "hung_up", 200, "acw", "", "", ""},
		{fault.Fault{Phase: before, Latency: 1, Status: 429}, "fault_injected", 429, "talk", "", arranged, ""},
		{fault.Fault{Phase: after, Latency: 1, Drop: true}, "", 0, "acw", "hung_up", dropped, ""},
		{fault.Fault{Phase: before, Outcome: "no_active_call"}, "no_active_call", 404, "talk", "", arranged, ""},
		{fault.Fault{Phase: after, Outcome: "no_active_call"}, "no_active_call", 404, "acw", "hung_up", arranged, ""},
		{fault.Fault{Phase: before, Outcome: "hung_up"}, "hung_up", 200, "talk", "", arranged, ""},
		{fault.Fault{Phase: before, Outcome: "token_busy"}, "token_busy", 403, "talk", "", arranged, ""},
		{fault.Fault{Phase: after, Outcome: "token_busy"}, "token_busy", 403, "acw", "hung_up", arranged, ""},
		{fault.Fault{Phase: before, HTML: true}, "fault_injected", 502, "talk", "", arranged, `"\u003chtml\u003e`},
		{fault.Fault{Phase: after, HTML: true, Status: 504}, "fault_injected", 504, "acw", "hung_up", arranged, `"\u003chtml\u003e`},
		{fault.Fault{Phase: before, Body: "[1]"}, "fault_injected", 200, "talk", "", arranged, `[1]`},
		{fault.Fault{Phase: after, Body: "no JSON", Status: 500}, "fault_injected", 500, "acw", "hung_up", arranged, `"no JSON"`},
		{fault.Fault{Phase: before, Truncate: true}, "hung_up", 200, "talk", "", arranged, `"{\n    \"code\": \"200\"`},
		{fault.Fault{Phase: after, Truncate: true}, "hung_up", 200, "acw", "hung_up", "", `"{\n    \"code\": \"200\"`},
		{fault.Fault{Phase: before, BrokenJSON: true}, "hung_up", 200, "talk", "", arranged, `"{\n    \"code\": \"200\"`},
		{fault.Fault{Phase: after, BrokenJSON: true}, "hung_up", 200, "acw", "hung_up", "", `"{\n    \"code\": \"200\"`},
		{fault.Fault{Phase: before, Outcome: "token_busy", Truncate: true, Slow: 1}, "token_busy", 403, "talk", "", arranged, `"{\n    \"code\": \"403\"`},
	} {
		t.Run(tt.fault.String(), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			c := callerOf(t, w)
			f, err := w.AddFault(tt.fault)
			ok(t, err)
			got, err := c.try(t.Context(), hang)
			if (err != nil) != (tt.outcome == "" || f.Truncate) || got.outcome() != tt.outcome || got.status != tt.status {
				t.Errorf("%d %s, %v; want %d %s", got.status, got.outcome(), err, tt.status, tt.outcome)
			}
			if got := statusOf(t, w, "12989"); got != tt.after {
				t.Errorf("12989 is %s, want %s", got, tt.after)
			}
			e := newest(t, w)
			if !strings.HasPrefix(string(e.Reply.Body), tt.sent) || e.Reply.Status != tt.status {
				t.Errorf("the journal has the reply %d %s", e.Reply.Status, e.Reply.Body)
			}
			if journalled := e.Reply.Body; tt.sent != "" && string(journalled) != got.body && string(journalled) != mustJSON(t, got.body) {
				t.Errorf("the journal has %s, the client got %q", journalled, got.body)
			}
			if (e.Evidence == "") != (tt.outcome == "") {
				t.Errorf("evidence %q, source %q", e.Evidence, e.Source)
			}
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

// What leaves the server, byte for byte.
func TestFaults_onTheWire(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	whole := string(sampleOf(t, "hang/hung_up").Example())
	const jsonType = "application/json; charset=utf-8"
	page := "<html>\r\n<head><title>503 Service Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Unavailable</h1></center>\r\n" +
		"<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
	for _, tt := range []struct {
		fault       fault.Fault
		err         error // nil for a whole reply
		contentType string
		length      int // announced
		body        string
	}{
		{fault.Fault{Drop: true}, io.EOF, "", 0, ""},
		{fault.Fault{Reset: true}, syscall.ECONNRESET, "", 0, ""},
		{fault.Fault{Truncate: true}, io.ErrUnexpectedEOF, jsonType, len(whole), whole[:len(whole)/2]},
		{fault.Fault{BrokenJSON: true}, nil, jsonType, len(whole) / 2, whole[:len(whole)/2]},
		{fault.Fault{HTML: true, Status: 503}, nil, "text/html", len(page), page},
		{fault.Fault{Body: "{", ContentType: "text/x"}, nil, "text/x", 1, "{"},
		{fault.Fault{Body: `{"a":1}`}, nil, jsonType, 7, `{"a":1}`},
		{fault.Fault{ContentType: "text/plain", Status: 500}, nil, "text/plain", 0, ""},
		{fault.Fault{ContentType: "text/plain", Slow: 1}, nil, "text/plain", 0, ""},
		{fault.Fault{Slow: 1000, Phase: fault.After}, nil, jsonType, len(whole), whole},
		{fault.Fault{Body: "0123456789", Truncate: true, Slow: 1}, io.ErrUnexpectedEOF, jsonType, 10, "01234"},
		{fault.Fault{Body: strings.Repeat("0123456789", 1001), Slow: 1}, nil, jsonType, 10010, strings.Repeat("0123456789", 1001)},
	} {
		t.Run(tt.fault.String(), func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			_, err := w.AddFault(tt.fault)
			ok(t, err)
			got, err := callerOf(t, w).try(t.Context(), hang)
			if !errors.Is(err, tt.err) || got.body != tt.body {
				t.Errorf("%q, %v; want %q, %v", got.body, err, tt.body, tt.err)
			}
			if tt.contentType != "" && (got.header.Get("Content-Type") != tt.contentType || got.header.Get("Content-Length") != strconv.Itoa(tt.length)) {
				t.Errorf("headers %v", got.header)
			}
		})
	}
}

// A slow body holds neither the token nor the world, and ends when its client leaves: else the server could not shut down.
func TestFaults_slowBody(t *testing.T) {
	t.Parallel()
	for _, left := range []bool{true, false} {
		s, err := mockserver.Start()
		ok(t, err)
		defer s.Close()
		c := callerOf(t, s.Default())
		_, err = s.Default().AddFault(fault.Fault{Operation: "hang", Slow: callcenter.MaxSlow})
		ok(t, err)
		ctx, leave := context.WithCancel(t.Context())
		defer leave()
		req, err := http.NewRequestWithContext(ctx, hang.method, s.URL()+hang.target, nil)
		ok(t, err)
		req.Header.Set("wolkvox-token", mockserver.DemoToken)
		res, err := c.http.Do(req)
		ok(t, err) // the head is there at once
		defer res.Body.Close()
		c.mustGet("status_changed", pause)
		if got := statusOf(t, s.Default(), "12989"); got != "acw" {
			t.Errorf("12989 is %s", got)
		}
		if left {
			leave()
			ok(t, s.Shutdown(t.Context()))
			continue
		}
		s.Close()
		if _, err := io.ReadAll(res.Body); err == nil {
			t.Error("the body has come, though the server is closed")
		}
	}
}

// A slow body may take longer than a client may take to read a reply, for each piece has that time.
func TestFaults_slowBodyOfAPatientClient(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond)).NewWorld(t)
	_, err := w.AddFault(fault.Fault{Slow: 200 * time.Millisecond})
	ok(t, err)
	callerOf(t, w).mustGet("hung_up", hang)
}

// Any outcome of any operation can be arranged, in the words of the document, with a value for each of its variables; nothing
// is changed by it.
func TestFaults_everyOutcome(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	doc := wolkvox(t)
	for _, o := range doc.Operations {
		t.Run(o.Name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			c := callerOf(t, w)
			asked := written(t, &o.Samples()[0].Call)
			center := mustJSON(t, w.Snapshot().Center)
			for _, out := range slices.Concat(o.Outcomes, doc.General) {
				_, err := w.AddFault(fault.Fault{Operation: o.Name, Outcome: out.Name})
				ok(t, err)
				got := c.mustGet(out.Name, asked)
				if want := o.Name + "/" + out.Name + "; evidence=" + string(out.Evidence); got.header.Get("X-Wolkvox-Mock") != want {
					t.Errorf("X-Wolkvox-Mock is %s, want %s", got.header.Get("X-Wolkvox-Mock"), want)
				}
				if v := o.CheckReply(got.status, got.header, []byte(got.body), ""); len(v) > 0 || got.status != out.Status {
					t.Errorf("%s: %d %s: %v", out.Name, got.status, got.body, v)
				}
				for _, name := range out.Variables {
					if strings.Contains(got.body, "{"+name+"}") || strings.Contains(got.body, `"`+name+`": "`+name+`"`) {
						t.Errorf("%s: nothing stands for {%s} in %s", out.Name, name, got.body)
					}
				}
				for list := range out.Lists {
					if strings.Contains(got.body, `"`+list+`": []`) {
						t.Errorf("%s: the list %s is empty", out.Name, list)
					}
				}
			}
			if diff := cmp.Diff(center, mustJSON(t, w.Snapshot().Center)); diff != "" {
				t.Errorf("the call center (-before +after):\n%s", diff)
			}
		})
	}
}

// The variables of an arranged outcome are those of the request, or else of the document's sample; the limit is the one in force.
func TestFaults_outcomeSaysWhatWasAsked(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithTokenConcurrency(3)).NewWorld(t)
	c := callerOf(t, w)
	for _, tt := range []struct{ outcome, want string }{
		{"agent_unknown", `"Agent_id 777 does not exist in your operation."`},
		{"token_busy", `"EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (3)"`},
		{"token_limit_exceeded", `"TOKEN LIMIT EXCEEDED"`}, // which agentbox.php does not have by itself
		{"body_too_large", `"wolkvox-mock takes bodies of at most 1048576 bytes."`},
		{"called", `"conn_id": "12993.`},
	} {
		_, err := w.AddFault(fault.Fault{Operation: "aux_call", Outcome: tt.outcome})
		ok(t, err)
		if got := c.mustGet(tt.outcome, box("aux_call", "agent_id=777&customer_phone=3001234567")); !strings.Contains(got.body, tt.want) {
			t.Errorf("%s: %s", tt.outcome, got.body)
		}
	}
}

// What stands before the token is accepted costs nothing and holds no token, however long it takes; any other costs a call.
func TestFaults_countersOfTheToken(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for outcome, cost := range map[string]int{
		"token_busy": 0, "token_limit_exceeded": 0, "token_unknown": 0, "token_missing": 0, "maintenance": 0,
		"world_unknown": 0, "path_unknown": 0, "body_too_large": 0,
		"agent_disabled": 1, "agent_unknown": 1, "api_unknown": 1, "internal_error": 1,
	} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			c := callerOf(t, w)
			disable := conf("disable_agent", `{"agent_id":"12992"}`)
			for range 2 {
				c.mustGet("agents_found", info("agents", ""))
			}
			_, err := w.AddFault(fault.Fault{Operation: "disable_agent", Outcome: outcome})
			ok(t, err)
			p, gate := c.hold(w, disable)
			want := "token_busy"
			if cost == 0 {
				want = "agents_found"
			}
			c.mustGet(want, info("agents", ""))
			ok(t, w.OpenGate(gate))
			p.mustGet(outcome)
			used := 2 + cost
			if cost == 0 {
				used++ // the read meanwhile
			}
			if got := w.Tokens()[0].UsedToday; got != used || w.Account().Quota.Used != used {
				t.Errorf("used %d with the token, %d in all; want %d", got, w.Account().Quota.Used, used)
			}
			c.mustGet("agents_found", info("agents", ""))
		})
	}
}

// A fault is for requests about an agent, with parameters wherever they travel, and for the nth of them.
func TestFaults_match(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	numbers := func(list string) ask { return conf("add_dnc", `{"type_call":"inbound","telephones":`+list+`}`) }
	upload := func(name string) ask { return form("upload_file", part{"file", name, "a"}) }
	for _, tt := range []struct {
		name        string
		fault       fault.Fault
		passes, met ask
	}{
		{"agent in the query", fault.Fault{AgentID: "12989"}, box("mute", "agent_id=12990"), hang},
		{"agent in the body", fault.Fault{AgentID: "12992"}, conf("disable_agent", `{"agent_id":"12991"}`), conf("disable_agent", `{"agent_id":"12992"}`)},
		{"query", fault.Fault{Params: map[string]string{"customer_phone": "3000000000"}},
			box("transfer", "agent_id=12990&customer_phone=3000000001"), box("transfer", "agent_id=12990&customer_phone=3000000000")},
		{"number in the body", fault.Fault{Params: map[string]string{"call_center": "7"}}, conf("edit_licenses", `{"call_center":8}`), conf("edit_licenses", `{"call_center":7}`)},
		{"list", fault.Fault{Params: map[string]string{"telephones": "3000000002"}}, numbers(`["3000000001"]`), numbers(`["3000000001","3000000002"]`)},
		{"file", fault.Fault{Params: map[string]string{"file": "b.pdf"}}, upload("a.pdf"), upload("b.pdf")},
		{"not sent", fault.Fault{Params: map[string]string{"agent_id": ""}}, box("mute", "agent_id=12990"), info("agents", "")},
		{"the second", fault.Fault{Skip: 1}, box("mute", "agent_id=12990"), box("mute", "agent_id=12990")},
		{"an outcome that not all have", fault.Fault{Outcome: "no_active_call"}, info("agents", ""), hang},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			c := callerOf(t, w)
			if tt.fault.Outcome == "" {
				tt.fault.Outcome = "maintenance"
			}
			_, err := w.AddFault(tt.fault)
			ok(t, err)
			if got := c.send(tt.passes); got.outcome() == tt.fault.Outcome {
				t.Errorf("%s meets it", tt.passes.target)
			}
			c.mustGet(tt.fault.Outcome, tt.met)
		})
	}
}

// A fault that no request can meet is refused, and the refusal says what there is, the nearest first.
func TestFaults_thatCannotHappen(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	for _, tt := range []struct {
		fault fault.Fault
		want  string
	}{
		{fault.Fault{Operation: "fly", Drop: true}, `there is no operation "fly": expected one of hang, `},
		{fault.Fault{Operation: "hang", Outcome: "token_bsy"}, `hang has no outcome "token_bsy": expected one of token_busy, `},
		{fault.Fault{Operation: "hang", Outcome: "transferred"}, `hang has no outcome "transferred": expected one of `},
		{fault.Fault{Outcome: "hangup"}, `no operation has the outcome "hangup": expected one of `},
		{fault.Fault{Operation: "hang", Drop: true, Params: map[string]string{"agentid": "1"}}, `hang has no parameter "agentid": expected one of agent_id`},
		{fault.Fault{Operation: "hang", Drop: true, Params: map[string]string{"api": "hang"}}, `hang has no parameter "api"`},
		{fault.Fault{Operation: "hang", Drop: true, Params: map[string]string{"wolkvox_server": "1"}}, `hang has no parameter "wolkvox_server"`},
		{fault.Fault{Operation: "create_agent", Drop: true, Params: map[string]string{"agent_pass": "1"}}, `create_agent has no parameter "agent_pass": expected one of `},
		{fault.Fault{Operation: "services", Drop: true, AgentID: "1"}, `services has no parameter "agent_id"; it has none by which requests can be chosen`},
		{fault.Fault{Drop: true, Params: map[string]string{"customer_phone": "1", "skill_id": "2"}}, `no operation has the parameter "skill_id": expected one of `},
		{fault.Fault{Outcome: "skills_found", AgentID: "12989"}, `no operation with the outcome skills_found has the parameter "agent_id"`},
	} {
		_, err := w.AddFault(tt.fault)
		mustRefuse(t, err, "invalid", tt.want)
		if len(w.Faults()) != 0 {
			t.Errorf("%v was refused and is there", tt.fault)
		}
	}
}

// The journal shows no token that stands in a body of one's own and no password, and both faults of a request that meets two.
func TestFaults_inTheJournal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for _, f := range []fault.Fault{{Slow: 1}, {Truncate: true, Phase: fault.After}} {
		f.Operation = "create_agent"
		_, err := w.AddFault(f)
		ok(t, err)
		create := conf("create_agent", `{"agent_dni":"1","agent_name":"A","agent_pass":"Example0123*"}`)
		if got, _ := c.try(t.Context(), create); got.outcome() != "agent_created" {
			t.Errorf("%s: %s", got.outcome(), got.body)
		}
		if e := newest(t, w); strings.Contains(string(e.Reply.Body), "Example0123*") {
			t.Errorf("the journal has %s", e.Reply.Body)
		}
		w.ClearFaults()
	}
	for _, f := range []fault.Fault{
		{Latency: 1}, {Phase: fault.After, Body: `{"token":"` + w.Token() + `"}`},
	} {
		_, err := w.AddFault(f)
		ok(t, err)
	}
	if got := c.mustGet("fault_injected", hang); !strings.Contains(got.body, w.Token()) {
		t.Errorf("the client has %s", got.body)
	}
	e := newest(t, w)
	if e.Fault != "before: latency 1ns (fault 1); after: body, status 200 (fault 2)" || strings.Contains(string(e.Reply.Body), w.Token()) {
		t.Errorf("%s, %s", e.Fault, e.Reply.Body)
	}
}

// Without a network a reset is a drop.
func TestFaults_resetWithoutAConnection(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	_, err := s.Default().AddFault(fault.Fault{Reset: true})
	ok(t, err)
	defer func() {
		if p := recover(); p != http.ErrAbortHandler {
			t.Errorf("panic %v", p)
		}
	}()
	direct(s, mockserver.DemoToken, hang)
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
