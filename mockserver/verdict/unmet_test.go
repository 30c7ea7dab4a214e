package verdict

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

func newScope(t *testing.T) *Scope {
	t.Helper()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	s, err := NewScope(doc, nil, Severities{}.Of)
	ok(t, err)
	return s
}

// failed are as many expectations that were not met.
func failed(n int) (all []Result) {
	for i := range n {
		e := Expectation{World: "w", Operation: "hang", AgentID: fmt.Sprint(i)}
		all = append(all, Result{Expectation: e, Came: "it did not come"}, Result{Expectation: e, Passed: true})
	}
	return all
}

// unmet are the findings of expectations: what was expected, how often it was not met.
func unmet(v Verdict) map[string]int {
	all := map[string]int{}
	for _, f := range v.Findings {
		if f.Rule == openapi.RuleExpectationFailed {
			all[f.First.Expected] += f.Count
		}
	}
	return all
}

// Each expectation that has failed is a finding, and a violation; one that fails again counts, in a tally and in those that it takes over.
func TestTally_NoteUnmet(t *testing.T) {
	t.Parallel()
	s := newScope(t)
	one, all := s.NewTally(), s.NewTally()
	one.NoteUnmet(failed(2))
	all.NoteUnmet(failed(1))
	all.Merge(one)
	v := all.Judge("", openapi.Place{})
	want := map[string]int{"hang for agent 0 in world w at least once": 2, "hang for agent 1 in world w at least once": 1}
	if diff := cmp.Diff(want, unmet(v)); diff != "" || !v.Violated() {
		t.Errorf("violated %t (-want +got):\n%s", v.Violated(), diff)
	}
}

// Of very many a tally tells some apart, and counts all.
func TestTally_NoteUnmet_isBounded(t *testing.T) {
	t.Parallel()
	s := newScope(t)
	one, all := s.NewTally(), s.NewTally()
	for i := range 3 {
		one.NoteUnmet(failed(maxUnmet + i))
	}
	all.Merge(one)
	for _, tally := range []*Tally{one, all} {
		n := 0
		for _, count := range unmet(tally.Judge("", openapi.Place{})) {
			n += count
		}
		if n != 3*maxUnmet+3 || len(tally.findings) > maxUnmet+1 {
			t.Errorf("%d of %d in %d findings", n, 3*maxUnmet+3, len(tally.findings))
		}
	}
}

// Expectations that are checked belong to the verdict, and explain refusals.
func TestVerdict_With(t *testing.T) {
	t.Parallel()
	refusal := Finding{Rule: openapi.RuleRefusalUnexpected, Severity: openapi.SeverityWarning, Outcome: "hang/no_active_call", Count: 2}
	general := Finding{Rule: openapi.RuleRefusalUnexpected, Severity: openapi.SeverityWarning, Outcome: "token_busy", Count: 1}
	other := Finding{Rule: openapi.RuleMore, Severity: openapi.SeverityWarning, Outcome: "hang/no_active_call", Count: 1}
	for name, tt := range map[string]struct {
		checked Result
		left    []Finding
		passed  bool
	}{
		"named as often":       {Result{Passed: true, Count: 2, Expectation: Expectation{Outcome: "no_active_call"}}, []Finding{general, other}, true},
		"of the operation":     {Result{Passed: true, Count: 3, Expectation: Expectation{Operation: "hang", Outcome: "no_active_call"}}, []Finding{general, other}, true},
		"of another operation": {Result{Passed: true, Count: 2, Expectation: Expectation{Operation: "dial", Outcome: "no_active_call"}}, []Finding{refusal, general, other}, true},
		"named less often":     {Result{Passed: true, Count: 1, Expectation: Expectation{Outcome: "no_active_call"}}, []Finding{refusal, general, other}, true},
		"never expected":       {Result{Passed: true, Count: 9, Expectation: Expectation{Outcome: "no_active_call", Times: Never()}}, []Finding{refusal, general, other}, true},
		"a general one":        {Result{Passed: true, Count: 1, Expectation: Expectation{Operation: "hang", Outcome: "token_busy"}}, []Finding{refusal, other}, true},
		"not met": {
			Result{Expectation: Expectation{Operation: "hang"}, Came: "it did not come", NearMisses: []NearMiss{{Request: "#1 dial", Why: []string{"a", "b"}}, {}}},
			[]Finding{
				{
					Rule: openapi.RuleExpectationFailed, Severity: openapi.SeverityViolation, Count: 1, Title: openapi.RuleExpectationFailed.Text().Title,
					Says: openapi.RuleExpectationFailed.Text().Says, First: Occurrence{Expected: "hang at least once", Got: "it did not come; see #1 dial: a; b"},
				}, refusal, general, other,
			}, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := Verdict{Passed: true, Findings: []Finding{refusal, general, other}}
			before.settle()
			got := before.With([]Result{tt.checked})
			want := Verdict{Findings: tt.left}
			want.settle()
			if diff := cmp.Diff(want.Findings, got.Findings); diff != "" || got.Passed != tt.passed || len(got.Expectations) != 1 {
				t.Errorf("passed %t, %d expectations (-want +got):\n%s", got.Passed, len(got.Expectations), diff)
			}
			if len(before.Findings) != 3 || before.Expectations != nil {
				t.Error("the verdict before has changed")
			}
		})
	}
}

// The verdict shows those that have failed first, in their order, and not all of very many.
func TestVerdict_Listing(t *testing.T) {
	t.Parallel()
	v := Verdict{}.Listing(failed(2)[1:]).Listing(failed(1)[:1])
	got := []string{}
	for _, r := range v.Expectations {
		got = append(got, fmt.Sprint(r.Expectation.AgentID, r.Passed))
	}
	if diff := cmp.Diff([]string{"1false", "0false", "0true", "1true"}, got); diff != "" {
		t.Errorf("expectations (-want +got):\n%s", diff)
	}
	if n := len(v.Listing(failed(maxUnmet)).Expectations); n != maxUnmet {
		t.Errorf("%d are shown, expected %d", n, maxUnmet)
	}
}
