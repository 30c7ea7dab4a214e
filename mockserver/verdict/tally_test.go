package verdict

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

func testScope(t testing.TB) *Scope {
	t.Helper()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewScope(doc, []string{"talk --hang_up--> acw", "ready --pause--> aux"}, Severities{}.Of)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// entry is an exchange with an outcome, and with violations of some rules.
func entry(seq int, operation string, status int, rules ...openapi.Rule) *journal.Entry {
	e := &journal.Entry{
		Seq: seq, Time: time.Date(2026, 1, 31, 9, 0, seq, 0, time.UTC), Operation: operation, Reason: "why",
		Request: journal.Request{Method: "POST", Target: fmt.Sprintf("/%s?n=%d", operation, seq)}, Reply: journal.Reply{Status: status},
	}
	for _, r := range rules {
		e.Violations = append(e.Violations, openapi.Violation{Rule: r, Severity: r.Text().Severity, Where: "here", Got: fmt.Sprint(seq), Try: "curl"})
	}
	return e
}

// found lists findings in short: rule, outcome, count, world and number of the first.
func list(v Verdict) string {
	var lines []string
	for _, f := range v.Findings {
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %d %s#%d",
			f.Severity, f.Rule, f.Outcome, f.Count, f.First.World, f.First.Seq)), " "))
	}
	return strings.Join(lines, "\n")
}

func TestTally_findings(t *testing.T) {
	s := testScope(t)
	hungUp, busy, noCall := s.Outcome("hang", "hung_up"), s.Outcome("hang", "token_busy"), s.Outcome("hang", "no_active_call")
	for _, tt := range []struct {
		name string
		do   func(*Tally)
		want string
	}{
		{"nothing came", func(*Tally) {}, "violation request-none 1 #0"},
		{"all well", func(a *Tally) { a.Add("w", entry(1, "hang", 200), hungUp, 0, false) }, ""},
		{"no answer", func(a *Tally) { a.Add("w", entry(1, "hang", 0), None, 0, false) }, ""},
		{"violations by rule, the gravest first, then in the order of the rules", func(a *Tally) {
			a.Add("w", entry(3, "hang", 200, openapi.RulePollingFast, openapi.RuleBodyJSON, openapi.RuleMethodWrong), hungUp, 0, false)
			a.Add("w", entry(5, "hang", 200, openapi.RuleBodyJSON), hungUp, 0, false)
		}, "violation method-wrong 1 w#3\nviolation body-json 2 w#3\ninfo polling-fast 1 w#3"},
		{"one severity more, in another world", func(a *Tally) {
			e := entry(3, "hang", 200, openapi.RuleBodyJSON)
			a.Add("w", e, hungUp, 0, false)
			e.Violations[0].Severity = openapi.SeverityWarning
			a.Add("legacy", e, hungUp, 0, false)
			e.Violations[0].Severity = openapi.SeverityOff
			a.Add("old", e, hungUp, 0, false)
		}, "violation body-json 1 w#3\nwarning body-json 1 legacy#3"},
		{"refusals by outcome", func(a *Tally) {
			a.Add("w", entry(1, "hang", 404), noCall, 0, false)
			a.Add("w", entry(2, "hang", 404), noCall, 0, false)
			a.Add("w", entry(3, "hang", 403), busy, 0, false)
		}, "warning refusal-unexpected hang/no_active_call 2 w#1\nwarning refusal-unexpected token_busy 1 w#3"},
		{"an expected refusal", func(a *Tally) { a.Add("w", entry(1, "hang", 404), noCall, 0, true) }, ""},
		{"a refusal that a fault makes", func(a *Tally) {
			e := entry(1, "hang", 404)
			e.Fault = "before: outcome no_active_call"
			a.Add("w", e, noCall, 0, false)
		}, ""},
		{"a refusal that a violation explains", func(a *Tally) {
			a.Add("w", entry(1, "hang", 400, openapi.RuleAgentLoggedOut), noCall, 0, false)
		}, "warning agent-logged-out 1 w#1"},
		{"a refusal beside a remark", func(a *Tally) {
			a.Add("w", entry(1, "hang", 400, openapi.RulePollingFast), noCall, 0, false)
		}, "warning refusal-unexpected hang/no_active_call 1 w#1\ninfo polling-fast 1 w#1"},
		{"handed over", func(a *Tally) {
			b := s.NewTally()
			a.Add("w", entry(1, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(2, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(3, "hang", 404), noCall, 0, false)
			b.HandOver(a)
			b.HandOver(a)
			a.HandOver(s.NewTally())
			b.Add("v", entry(4, "hang", 404), noCall, 0, false)
			b.HandOver(a)
		}, "warning refusal-unexpected hang/no_active_call 1 v#4"},
		{"of another, handed over", func(a *Tally) {
			b := s.NewTally()
			a.Add("w", entry(1, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(2, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(3, "hang", 404), noCall, 0, false)
			b.HandOver(a)
			b.HandOver(a)
		}, "violation body-json 2 w#1\nwarning refusal-unexpected hang/no_active_call 1 v#3"},
		{"of two worlds, what was there first", func(a *Tally) {
			b := s.NewTally()
			a.Add("w", entry(8, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(1, "hang", 404, openapi.RuleBodyJSON), noCall, 0, false)
			b.Add("v", entry(2, "hang", 404), noCall, 0, false)
			b.Note(openapi.RuleGateShut, Occurrence{World: "v"})
			a.Merge(b)
			a.Add("w", entry(9, "hang", 404), noCall, 0, false)
		}, "violation body-json 2 w#8\nviolation gate-shut 1 v#0\nwarning refusal-unexpected hang/no_active_call 2 v#2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := s.NewTally()
			tt.do(a)
			v := a.Judge("", openapi.Place{})
			if diff := cmp.Diff(tt.want, list(v)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if passed := !strings.Contains(tt.want, "violation"); v.Passed != passed || v.Violated() == passed {
				t.Errorf("passed: %v", v.Passed)
			}
		})
	}
}

// A copy, and what was merged into another, is not changed by what comes later.
func TestTally_copies(t *testing.T) {
	s := testScope(t)
	a := s.NewTally()
	add := func() {
		a.Add("w", entry(1, "hang", 404, openapi.RuleBodyJSON), s.Outcome("hang", "hung_up"), 1, false)
	}
	add()
	before := a.Clone()
	want := before.Judge("w", openapi.Place{})
	add()
	a.Move("talk --hang_up--> acw")
	if diff := cmp.Diff(want, before.Judge("w", openapi.Place{})); diff != "" {
		t.Errorf("the copy has changed:\n%s", diff)
	}
}

// What an occurrence keeps is bounded, and says where it was.
func TestTally_occurrences(t *testing.T) {
	s := testScope(t)
	long := strings.Repeat("é", maxTry)
	a := s.NewTally()
	e := entry(7, "hang", 200)
	e.Request.Target = long
	e.Violations = []openapi.Violation{
		{Rule: openapi.RuleBodyJSON, Severity: openapi.SeverityViolation, Where: long, Expected: long, Got: long, Source: long, Try: long},
		{Rule: openapi.RuleMethodWrong, Severity: openapi.SeverityViolation, Where: "method", Source: "https://page", Try: strings.Repeat("x", maxTry)},
	}
	a.Add("w", e, None, 0, false)
	v := a.Judge("", openapi.Place{})
	f := v.Findings[1].First
	for _, text := range []string{strings.TrimPrefix(f.Request, "POST "), f.Where, f.Expected, f.Got, f.Source} {
		if len(text) > maxText+len("…") || !strings.HasSuffix(text, "é…") {
			t.Errorf("%d bytes: %s", len(text), text)
		}
	}
	if f.Try != "" || len(v.Findings[0].First.Try) != maxTry {
		t.Errorf("command lines of %d and %d bytes", len(f.Try), len(v.Findings[0].First.Try))
	}
	want := Occurrence{
		World: "w", Seq: 7, Time: e.Time, Operation: "hang", Request: f.Request, Where: "method", Source: "https://page",
		Try: v.Findings[0].First.Try,
	}
	if diff := cmp.Diff(want, v.Findings[0].First); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v.Findings[0].Source != "Q-WRONG-METHOD" || v.Findings[0].Evidence != openapi.Inferred || v.Findings[0].Title == "" || v.Findings[0].Says == "" {
		t.Errorf("%+v", v.Findings[0])
	}
}

// What is counted allocates nothing.
func TestTally_costsNothing(t *testing.T) {
	s := testScope(t)
	a, e, at := s.NewTally(), entry(1, "hang", 200), s.Outcome("hang", "hung_up")
	if n := testing.AllocsPerRun(100, func() { a.Add("w", e, at, 1, false); a.Move("talk --hang_up--> acw") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// asked is a request as SentWith looks at it.
type asked map[string]string

func (a asked) has(p *openapi.Parameter) bool { return a[p.Name] != "" }
func (a asked) holds(name, value string) bool { return a[name] == value }

func TestTally_reach(t *testing.T) {
	s := testScope(t)
	a := s.NewTally()
	add := func(operation, outcome string, status int, params asked) {
		a.Add("w", entry(1, operation, status), s.Outcome(operation, outcome), SentWith(s.doc.Operation(operation), params.has, params.holds), false)
	}
	add("hang", "hung_up", 200, asked{"api": "hang", "agent_id": "1"})
	add("hang", "token_busy", 403, asked{"api": "hang", "agent_id": "1"})
	add("mute", "token_busy", 403, nil) // not answered by mute itself
	add("agent_display", "agent_unknown", 404, asked{"display": "hide", "button": "none that there is"})
	a.Move("talk --hang_up--> acw")
	a.Move("none that there is")
	counts := a.Coverage()
	for name, want := range map[string]int{
		"hang/hung_up": 1, "hang/no_active_call": 0, "token_busy": 2, "agent_display/agent_unknown": 1,
	} {
		if got, known := counts.Outcomes[name]; got != want || !known {
			t.Errorf("outcome %s: %d, want %d", name, got, want)
		}
	}
	for name, want := range map[string]int{
		"hang/agent_id": 2, "mute/agent_id": 0, "agent_display/display=hide": 1, "agent_display/display=show": 0, "agent_display/button=dial": 0,
	} {
		if got, known := counts.Parameters[name]; got != want || !known {
			t.Errorf("parameter %s: %d, want %d", name, got, want)
		}
	}
	for _, name := range []string{"hang/api", "agent_display/display", "hang/wolkvox-token"} {
		if _, known := counts.Parameters[name]; known {
			t.Errorf("%s counts", name)
		}
	}
	v := a.Judge("w", openapi.Place{})
	r := v.Coverage
	if r.Operations.Reached != 2 || r.Operations.Total != len(s.doc.Operations) || r.Operations.Percent != 200/r.Operations.Total {
		t.Errorf("operations: %+v", r.Operations)
	}
	if r.Parameters.Reached != 2 || r.Transitions.Reached != 1 || r.Transitions.Percent != 50 || r.Transitions.Missing[0] != "ready --pause--> aux" {
		t.Errorf("%+v, %+v", r.Parameters, r.Transitions)
	}
	if r.Outcomes.Reached != 3 || r.Outcomes.Total != len(s.outcomes)-2 { // internal_error and origin_foreign nobody brings about
		t.Errorf("outcomes: %d of %d, there are %d", r.Outcomes.Reached, r.Outcomes.Total, len(s.outcomes))
	}
	grades := map[openapi.Evidence]int{}
	for _, g := range v.Evidence {
		grades[g.Evidence] = g.Exchanges
	}
	if diff := cmp.Diff(map[openapi.Evidence]int{"documented": 2, "example": 1, "observed": 0, "inferred": 1}, grades); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if v.Requests != 4 || v.World != "w" {
		t.Errorf("%d requests to %q", v.Requests, v.World)
	}
}

// What could be tested next: first what is missing of the operations that are called, each in turn, then other operations.
func TestTally_next(t *testing.T) {
	s := testScope(t)
	a := s.NewTally()
	for _, operation := range []string{"transfer", "hang"} {
		a.Add("w", entry(1, operation, 200), s.Outcome(operation, s.doc.Operation(operation).Outcomes[0].Name), 0, false)
	}
	v := a.Judge("w", openapi.Place{URL: "http://mock", World: "w", Server: "0042", Token: "secret-token"})
	var got []string
	for _, n := range v.Next {
		got = append(got, n.Outcome)
		text := strings.Join(n.Shell, "\n")
		if !strings.Contains(text, "http://mock/") || !strings.Contains(text, "$WOLKVOX_TOKEN") || strings.Contains(text, "secret-token") {
			t.Errorf("%s: %s", n.Outcome, text)
		}
	}
	want := []string{
		"hang/agent_unknown", "transfer/agent_unknown", "hang/agent_logged_out", "transfer/agent_logged_out", "hang/no_active_call",
		"transfer/no_active_call", "change_status/status_changed", "aux_call/called", "dial/dialled", "hang_type_ready/coded_and_ready",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A verdict goes to JSON and back without loss.
func TestVerdict_json(t *testing.T) {
	text, err := json.Marshal(rich("x"))
	if err != nil {
		t.Fatal(err)
	}
	var back Verdict
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rich("x"), back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseDemands(t *testing.T) {
	for _, tt := range []struct{ min, forbid, want string }{
		{"", "", ""},
		{" ", " ", ""},
		{"operations=100, outcomes=0,parameters=7,transitions=50", "inferred, observed", ""},
		{"operations=101", "", "min-coverage: operations=101: expected a whole percentage, 0 to 100, such as operations=80"},
		{"operations=-1", "", "min-coverage: operations=-1: expected a whole percentage"},
		{"operations", "", "min-coverage: operations=: expected a whole percentage"},
		{"operations=8.5", "", "min-coverage: operations=8.5: expected"},
		{"lines=80", "", `min-coverage: "lines" is nothing that is covered: expected operations, parameters, outcomes, transitions`},
		{"outcomes=1,outcomes=2", "", "min-coverage: outcomes is there twice"},
		{"outcomes=1,", "", `min-coverage: "" is nothing that is covered`},
		{"", "guessed", `forbid-evidence: "guessed" is no evidence: expected some of [documented example observed inferred]`},
	} {
		d, err := ParseDemands(tt.min, tt.forbid)
		switch {
		case tt.want != "":
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%q, %q: %v, want %s", tt.min, tt.forbid, err, tt.want)
			}
		case err != nil:
			t.Errorf("%q, %q: %v", tt.min, tt.forbid, err)
		case strings.TrimSpace(tt.min) != "" && (len(d.MinCoverage) != 4 || d.MinCoverage[2] != Minimum{"parameters", 7} || len(d.ForbidEvidence) != 2 || d.ForbidEvidence[1] != openapi.Observed):
			t.Errorf("%+v", d)
		}
	}
}

func TestVerdict_under(t *testing.T) {
	s := testScope(t)
	a := s.NewTally()
	a.Add("w", entry(1, "hang", 200), s.Outcome("hang", "hung_up"), 0, false)
	a.Add("w", entry(2, "hang", 404), s.Outcome("hang", "no_active_call"), 0, true)
	a.Add("w", entry(3, "hang", 404), s.Outcome("hang", "no_active_call"), 0, true)
	a.Add("w", entry(4, "hang", 403), s.Outcome("hang", "token_unknown"), 0, true)
	a.Move("talk --hang_up--> acw")
	v := a.Judge("w", openapi.Place{})
	met := v.Under(Demands{MinCoverage: []Minimum{{"transitions", 50}, {"operations", 1}}})
	if !met.Passed || len(met.Thresholds) != 2 || !met.Thresholds[0].Met || met.Thresholds[0].Reached != 50 {
		t.Errorf("%+v", met.Thresholds)
	}
	unmet := v.Under(Demands{MinCoverage: []Minimum{{"transitions", 51}}})
	if unmet.Passed || unmet.Violated() || unmet.Thresholds[0].Met {
		t.Errorf("passed %v, %+v", unmet.Passed, unmet.Thresholds)
	}
	forbidden := v.Under(Demands{ForbidEvidence: []openapi.Evidence{openapi.Inferred, openapi.Documented}})
	want := "violation evidence-forbidden hang/no_active_call 2 #0\nviolation evidence-forbidden token_unknown 1 #0"
	if diff := cmp.Diff(want, list(forbidden)); diff != "" || forbidden.Passed {
		t.Errorf("passed %v (-want +got):\n%s", forbidden.Passed, diff)
	}
	if f := forbidden.Findings; f[0].Evidence != openapi.Inferred || f[0].First.Try != "wolkvox-mock explain hang/no_active_call" || f[1].First.Try != "" {
		t.Errorf("%+v", f)
	}
	if len(v.Findings) != 0 || len(v.Thresholds) != 0 || !v.Passed {
		t.Error("the verdict itself has changed")
	}
}

// A rules file weighs what is asked of a verdict later, wherever that is asked.
func TestVerdict_laterSeverities(t *testing.T) {
	s := testScope(t)
	for _, severity := range openapi.Severities {
		s.severity = func(openapi.Rule, string) openapi.Severity { return severity }
		a := s.NewTally()
		a.Add("w", entry(1, "hang", 200), s.Outcome("hang", "hung_up"), 0, false)
		var v Verdict
		text, err := json.Marshal(a.Judge("", openapi.Place{}))
		if err == nil {
			err = json.Unmarshal(text, &v)
		}
		if err != nil {
			t.Fatal(err)
		}
		v = v.Expecting([]Result{{Came: "it did not come"}}, nil).Under(Demands{ForbidEvidence: openapi.Grades})
		want := fmt.Sprintf("%[1]s expectation-failed 1 #0\n%[1]s evidence-forbidden hang/hung_up 1 #0", severity)
		if severity == openapi.SeverityOff {
			want = ""
		}
		if diff := cmp.Diff(want, list(v)); diff != "" || v.Passed != (severity != openapi.SeverityViolation) {
			t.Errorf("passed %v (-want +got):\n%s", v.Passed, diff)
		}
	}
}

// An expectation that is not met is a violation, and what one names is not unexpected.
func TestVerdict_expecting(t *testing.T) {
	s := testScope(t)
	a := s.NewTally()
	for i, outcome := range []string{"no_active_call", "agent_unknown", "token_unknown"} {
		a.Add("w", entry(i+1, "hang", 404), s.Outcome("hang", outcome), 0, false)
	}
	v := a.Judge("w", openapi.Place{}).Expecting([]Result{
		{Expectation: Expectation{Operation: "hang", Outcome: "no_active_call"}, Passed: true},
		{Expectation: Expectation{Operation: "mute", Outcome: "agent_unknown"}, Passed: true},
		{Expectation: Expectation{Operation: "mute", Outcome: "token_unknown"}, Passed: true},
		{
			Expectation: Expectation{Operation: "mute", World: "w"}, Came: "it did not come",
			NearMisses: []NearMiss{{Seq: 1}},
		},
	}, nil)
	want := "violation expectation-failed 1 w#0\nwarning refusal-unexpected hang/agent_unknown 1 w#2"
	if diff := cmp.Diff(want, list(v)); diff != "" || v.Passed || len(v.Expectations) != 4 {
		t.Errorf("passed %v (-want +got):\n%s", v.Passed, diff)
	}
	f := v.Findings[0]
	if f.First.Expected != "mute in world w at least once" || f.First.Got != "it did not come" || f.First.Operation != "mute" || len(f.NearMisses) != 1 {
		t.Errorf("%+v", f)
	}
}

// A client that does not trust the authority is told what its runtime needs.
func TestDistrust(t *testing.T) {
	for client, want := range map[string]string{
		"python-requests/2.32": "REQUESTS_CA_BUNDLE", "Python-urllib/3.12": "SSL_CERT_FILE", "node": "NODE_EXTRA_CA_CERTS", "curl/8": "CURL_CA_BUNDLE",
		"Java/21": "trustStore", "Go-http-client/1.1": "SSL_CERT_FILE", "GuzzleHttp/7": "curl.cainfo", "": "(NODE_EXTRA_CA_CERTS, SSL_CERT_FILE", "x": "the variable",
	} {
		o := Distrust("wv0042.wolkvox.com", "bad certificate", client)
		if !strings.Contains(o.Expected, want) || o.Try == "" || o.Where != "TLS handshake for wv0042.wolkvox.com" ||
			!strings.HasPrefix(o.Got, "bad certificate") || client != "" && !strings.HasSuffix(o.Got, client) {
			t.Errorf("%s: %+v", client, o)
		}
	}
}

// What else was found stands among the rest.
func TestVerdict_found(t *testing.T) {
	v := Verdict{Passed: true}
	off := v.Found(openapi.RuleTunnelRefused, openapi.SeverityOff, 2, Occurrence{})
	if len(off.Findings) != 0 || !off.Passed {
		t.Errorf("%+v", off)
	}
	bad := v.Found(openapi.RuleTunnelRefused, openapi.SeverityViolation, 2, Occurrence{Where: strings.Repeat("x", 1000)})
	if list(bad) != "violation tunnel-refused 2 #0" || bad.Passed || len(bad.Findings[0].First.Where) > maxText+3 || len(v.Findings) != 0 {
		t.Errorf("%s", list(bad))
	}
}
