package fault

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/callcenter"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustAdd(t testing.TB, s *Set, f Fault) Fault {
	t.Helper()
	f, err := s.Add(f)
	ok(t, err)
	return f
}

func TestFault_whatIsLeftUnsaid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ given, want Fault }{
		{Fault{Status: 503}, Fault{ID: "1", Phase: Before, Times: 1, Status: 503, Code: "503"}},
		{Fault{Status: 503, Code: "XXX"}, Fault{ID: "1", Phase: Before, Times: 1, Status: 503, Code: "XXX"}},
		{Fault{Drop: true, Phase: After, Times: 3}, Fault{ID: "1", Phase: After, Times: 3, Drop: true}},
		{Fault{Latency: 5, Operation: "hang"}, Fault{ID: "1", Operation: "hang", Phase: Before, Times: 1, Latency: 5}},
		{Fault{Latency: 5, Drop: true}, Fault{ID: "1", Phase: Before, Times: 1, Latency: 5, Drop: true}},
		{Fault{Outcome: "token_busy", Times: Always}, Fault{ID: "1", Phase: Before, Times: Always, Outcome: "token_busy"}},
		{Fault{HTML: true}, Fault{ID: "1", Phase: Before, Times: 1, HTML: true, Status: 502}},
		{Fault{HTML: true, Status: 504}, Fault{ID: "1", Phase: Before, Times: 1, HTML: true, Status: 504}},
		{Fault{Body: "{}"}, Fault{ID: "1", Phase: Before, Times: 1, Body: "{}", Status: 200, ContentType: JSONType}},
		{Fault{Body: "x", Status: 500, ContentType: "text/plain"}, Fault{ID: "1", Phase: Before, Times: 1, Body: "x", Status: 500, ContentType: "text/plain"}},
		{Fault{ContentType: "text/plain"}, Fault{ID: "1", Phase: Before, Times: 1, Status: 200, ContentType: "text/plain"}},
		{Fault{Truncate: true, Skip: 2, Skipped: 1}, Fault{ID: "1", Phase: Before, Times: 1, Truncate: true, Skip: 2}},
		{Fault{ID: "9", Drop: true, Applied: 7}, Fault{ID: "1", Phase: Before, Times: 1, Drop: true}},
	} {
		var s Set
		if diff := cmp.Diff(tt.want, mustAdd(t, &s, tt.given)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.given, diff)
		}
		if diff := cmp.Diff([]Fault{tt.want}, s.All()); diff != "" {
			t.Errorf("%+v, kept (-want +got):\n%s", tt.given, diff)
		}
	}
}

func TestFault_thatMakesNoSense(t *testing.T) {
	t.Parallel()
	const nothing = "the fault does nothing; give it one of latency, outcome, body, html, status, drop, reset, truncate, broken_json, slow"
	for _, tt := range []struct {
		fault Fault
		want  string
	}{
		{Fault{}, nothing},
		{Fault{Operation: "hang", Times: 2}, nothing},
		{Fault{Phase: "during", Drop: true}, `phase is "during": expected before or after`},
		{Fault{Times: -2, Drop: true}, "times is -2: expected 1 or more, or 0 for always"},
		{Fault{Skip: -1, Drop: true}, "skip is -1: expected 0 or more"},
		{Fault{AgentID: "1", Params: map[string]string{"agent_id": "2"}, Drop: true}, "agent_id stands beside params and in them: give it once"},
		{Fault{Status: 503, Drop: true}, "drop and status exclude each other: there is no answer"},
		{Fault{Outcome: "x", Reset: true}, "reset and outcome exclude each other: there is no answer"},
		{Fault{Slow: 1, Reset: true}, "reset and slow exclude each other: there is no answer"},
		{Fault{Drop: true, Truncate: true}, "drop and truncate exclude each other"},
		{Fault{Outcome: "x", HTML: true}, "outcome and html exclude each other"},
		{Fault{Outcome: "x", Status: 500}, "outcome and status exclude each other: the outcome has a status of its own"},
		{Fault{HTML: true, BrokenJSON: true}, "broken_json and html exclude each other: a page is no JSON"},
		{Fault{Body: "x", BrokenJSON: true}, "broken_json and body exclude each other: write the body as it shall be"},
		{Fault{Body: "x", Status: 199}, "status is 199: expected 200 to 599"},
		{Fault{ContentType: "text/plain\r\nX: y"}, `content_type is "text/plain\r\nX: y": expected at most 200 visible ASCII characters, such as text/plain`},
		{Fault{ContentType: strings.Repeat("x", 201)}, `content_type is "` + strings.Repeat("x", 40) + `": expected at most 200 visible ASCII characters, such as text/plain`},
		{Fault{Body: "x", Status: 600}, "status is 600: expected 200 to 599"},
		{Fault{Body: "x", Status: 204}, "status is 204, which has no body"},
		{Fault{ContentType: "x", Truncate: true}, "the body is empty: there is nothing to truncate"},
		{Fault{Body: "x", Status: 500, Code: "1"}, `code "1" has no place in a body of one's own, nor in html`},
		{Fault{HTML: true, Status: 500, Code: "1"}, `code "1" has no place in a body of one's own, nor in html`},
		{Fault{Body: strings.Repeat("x", MaxBody+1)}, "body has 262145 bytes: expected at most 262144"},
		{Fault{Slow: callcenter.MaxSlow + 1}, "slow is 10m0.000000001s: expected 0s to 10m0s"},
		{Fault{Slow: -1, Drop: true}, "slow is -1ns: expected 0s to 10m0s"},
		{Fault{Status: 399}, "status is 399: expected 400 to 599"},
		{Fault{Status: 600}, "status is 600: expected 400 to 599"},
		{Fault{Status: -1, Latency: 1}, "status is -1: expected 400 to 599"},
		{Fault{Code: "500", Latency: 1}, `code "500" needs a status`},
		{Fault{Code: "500", Drop: true}, `code "500" needs a status`},
		{Fault{HTML: true, Status: 200}, "status is 200: expected 400 to 599"},
		{Fault{Latency: -1, Drop: true}, "latency is -1ns: expected 0s to 1h0m0s"},
		{Fault{Latency: callcenter.MaxLatency + 1}, "latency is 1h0m0.000000001s: expected 0s to 1h0m0s"},
	} {
		var s Set
		if _, err := s.Add(tt.fault); err == nil || err.Error() != tt.want {
			t.Errorf("%+v: %v, want %s", tt.fault, err, tt.want)
		}
		if len(s.All()) != 0 {
			t.Errorf("%+v was refused and is there", tt.fault)
		}
	}
}

// request is one for an operation, with parameters in pairs of name and value.
func request(operation string, params ...string) Request {
	return Request{
		Operation:  operation,
		HasOutcome: func(name string) bool { return name == "token_busy" || name == operation+"_done" },
		HasValue: func(name, value string) bool {
			for i := 0; i < len(params); i += 2 {
				if params[i] == name {
					return params[i+1] == value
				}
			}
			return value == ""
		},
	}
}

// taken is the id of the fault that a request meets, "" when it meets none.
func taken(s *Set, r Request, phase Phase) string {
	if f := s.Take(r, phase); f != nil {
		return f.ID
	}
	return ""
}

// A fault is applied to what it names, in its phase, as often as arranged; the first that fits goes first.
func TestFault_take(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Operation: "hang", Status: 500, Times: 2})
	mustAdd(t, &s, Fault{Operation: "transfer", Drop: true, Phase: After})
	mustAdd(t, &s, Fault{Status: 502}) // any operation
	for i, tt := range []struct {
		operation string
		phase     Phase
		want      string // id; "" when none is applied
	}{
		{"hang", After, ""},
		{"hang", Before, "1"},
		{"transfer", After, "2"},
		{"transfer", After, ""},
		{"hang", Before, "1"},
		{"hang", Before, "3"},
		{"hang", Before, ""},
		{"transfer", Before, ""},
	} {
		if got := taken(&s, request(tt.operation), tt.phase); got != tt.want {
			t.Errorf("%d: %s %s: %q, want %q", i, tt.operation, tt.phase, got, tt.want)
		}
	}
	if len(s.Unmet()) != 0 {
		t.Errorf("unmet: %v", s.Unmet())
	}
}

// A fault meets requests about its agent, with its parameters, that can have its outcome, and lets some of them pass.
func TestFault_fits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		fault Fault
		meets string // of the requests below, by number
	}{
		{"any", Fault{Times: Always, Drop: true}, "01234"},
		{"agent", Fault{Times: Always, Drop: true, AgentID: "1"}, "023"},
		{"parameter", Fault{Times: Always, Drop: true, Params: map[string]string{"phone": "300"}}, "24"},
		{"parameters", Fault{Times: Always, Drop: true, Params: map[string]string{"phone": "300", "agent_id": "1"}}, "2"},
		{"not sent", Fault{Times: Always, Drop: true, Params: map[string]string{"phone": ""}}, "013"},
		{"agent and parameter", Fault{Times: Always, Drop: true, AgentID: "2", Params: map[string]string{"phone": "300"}}, "4"},
		{"outcome of one", Fault{Times: Always, Outcome: "dial_done"}, "234"},
		{"outcome of all", Fault{Times: Always, Outcome: "token_busy"}, "01234"},
		{"the third", Fault{Drop: true, Skip: 2}, "2"},
		{"the third and fourth", Fault{Drop: true, Skip: 2, Times: 2}, "23"},
		{"the third about the agent", Fault{Drop: true, AgentID: "1", Skip: 2}, "3"},
		{"all but the first", Fault{Times: Always, Drop: true, Skip: 1}, "1234"},
	} {
		var s Set
		mustAdd(t, &s, tt.fault)
		got := ""
		for i, r := range []Request{
			request("hang", "agent_id", "1"), request("hang", "agent_id", "2"), request("dial", "agent_id", "1", "phone", "300"),
			request("dial", "agent_id", "1"), request("dial", "agent_id", "2", "phone", "300"),
		} {
			if taken(&s, r, Before) != "" {
				got += strconv.Itoa(i)
			}
		}
		if got != tt.meets {
			t.Errorf("%s: meets %s, want %s", tt.name, got, tt.meets)
		}
	}
}

// What a fault lets pass meets the next one.
func TestFault_skippedMeetTheNext(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Drop: true, Skip: 1})
	mustAdd(t, &s, Fault{Drop: true})
	if first, second := taken(&s, request("hang"), Before), taken(&s, request("hang"), Before); first != "2" || second != "1" {
		t.Errorf("met %s, then %s", first, second)
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Times{`{"drop":true}`: 1, `{"drop":true,"times":0}`: Always, `{"drop":true,"times":3}`: 3} {
		var f Fault
		ok(t, json.Unmarshal([]byte(text), &f))
		var s Set
		added := mustAdd(t, &s, f)
		if added.Times != want {
			t.Errorf("%s is %v times", text, added.Times)
		}
		b, err := json.Marshal(added)
		ok(t, err)
		var again Fault
		if ok(t, json.Unmarshal(b, &again)); again.Times != want {
			t.Errorf("%s comes back as %v times", text, again.Times)
		}
	}
	if b, err := json.Marshal(Fault{Drop: true}); err != nil || strings.Contains(string(b), "times") {
		t.Errorf("what is left unsaid is written %s, %v", b, err)
	}
	for _, text := range []string{`-1`, `"1"`, `1.5`} {
		if n := Times(0); json.Unmarshal([]byte(text), &n) == nil {
			t.Errorf("%s is taken for %v", text, n)
		}
	}
	if Always.String() != "always" || Times(2).String() != "2" {
		t.Errorf("%v, %v", Always, Times(2))
	}
}

// There is a bound on how many there are, and callers cannot change what is arranged.
func TestSet_isBoundedAndItsOwn(t *testing.T) {
	t.Parallel()
	var s Set
	params := map[string]string{"x": "1"}
	mustAdd(t, &s, Fault{Drop: true, Params: params})
	params["x"] = "2"
	s.All()[0].Params["x"] = "3"
	if got := s.All()[0].Params["x"]; got != "1" {
		t.Errorf("x is %s", got)
	}
	for range MaxFaults - 1 {
		mustAdd(t, &s, Fault{Drop: true})
	}
	if _, err := s.Add(Fault{Drop: true}); err == nil || err.Error() != "there are 10000 faults already, which is the most: clear them" {
		t.Errorf("one more: %v", err)
	}
}

func TestFault_unmet(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Status: 500, Times: 2})
	mustAdd(t, &s, Fault{Operation: "hang", Drop: true, Phase: After})
	s.Take(request("hang"), Before)
	want := []Fault{
		{ID: "1", Phase: Before, Times: 2, Status: 500, Code: "500", Applied: 1},
		{ID: "2", Operation: "hang", Phase: After, Times: 1, Drop: true},
	}
	if diff := cmp.Diff(want, s.Unmet()); diff != "" {
		t.Errorf("unmet (-want +got):\n%s", diff)
	}
	s.Take(request("hang"), Before)
	s.Take(request("hang"), After)
	if len(s.Unmet()) != 0 || len(s.All()) != 2 {
		t.Errorf("unmet %v, all %v", s.Unmet(), s.All())
	}
}

// One for always is unmet until it was applied.
func TestFault_unmetAlways(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Status: 500, Times: Always})
	if len(s.Unmet()) != 1 {
		t.Errorf("unmet: %v", s.Unmet())
	}
	for range 3 {
		if taken(&s, request("hang"), Before) != "1" || len(s.Unmet()) != 0 {
			t.Errorf("all %v, unmet %v", s.All(), s.Unmet())
		}
	}
}

func TestFault_setOfFaultsThatHaveStruck(t *testing.T) {
	t.Parallel()
	var s Set
	mustAdd(t, &s, Fault{Status: 500, Times: 3})
	mustAdd(t, &s, Fault{Latency: 5, Phase: After})
	mustAdd(t, &s, Fault{Times: Always, Skip: 3, Outcome: "token_busy"})
	mustAdd(t, &s, Fault{HTML: true})
	mustAdd(t, &s, Fault{ContentType: "text/plain"})
	s.Take(request("hang"), Before)
	s.Take(request("hang"), Before)
	s.Take(request("hang"), Before)
	s.Take(request("hang"), Before)
	s.Take(request("hang"), After)
	again, err := NewSet(s.All())
	ok(t, err)
	if diff := cmp.Diff(s.All(), again.All()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err := NewSet([]Fault{{Drop: true}, {}}); err == nil || !strings.HasPrefix(err.Error(), "faults[1]: the fault does nothing") {
		t.Errorf("a fault that does nothing: %v", err)
	}
	for _, skipped := range []int{-1, 3} {
		if _, err := NewSet([]Fault{{Drop: true, Skip: 2, Skipped: skipped}}); err == nil {
			t.Errorf("a fault that has let pass %d of 2", skipped)
		}
	}
	for _, applied := range []int{-1, 2} {
		if _, err := NewSet([]Fault{{Drop: true, Applied: applied}}); err == nil {
			t.Errorf("a fault that was applied %d times of 1", applied)
		}
	}
}

func TestFault_inWords(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]Fault{
		"before: status 503 (fault 1)":        {ID: "1", Phase: Before, Status: 503},
		"after: drop (fault 2)":               {ID: "2", Phase: After, Drop: true},
		"after: latency 1.5s, drop (fault 3)": {ID: "3", Phase: After, Latency: 1500 * time.Millisecond, Drop: true},
		"before: outcome token_busy, truncate, slow 1s (fault 5)": {
			ID: "5", Phase: Before, Outcome: "token_busy", Truncate: true, Slow: time.Second,
		},
		"after: html, status 502 (fault 6)":         {ID: "6", Phase: After, HTML: true, Status: 502},
		"after: body, status 200 (fault 7)":         {ID: "7", Phase: After, Body: "secret", Status: 200},
		"after: reset (fault 8)":                    {ID: "8", Phase: After, Reset: true},
		"after: broken_json (fault 9)":              {ID: "9", Phase: After, BrokenJSON: true},
		"before: latency 2ms, status 400 (fault 4)": {ID: "4", Phase: Before, Latency: 2 * time.Millisecond, Status: 400},
	} {
		if got := f.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
