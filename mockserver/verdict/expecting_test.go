package verdict

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

// Expectations that are checked belong to the verdict, and explain refusals.
func TestVerdict_Expecting(t *testing.T) {
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
		"of another world":     {Result{Passed: true, Count: 2, Expectation: Expectation{World: "w2", Outcome: "no_active_call"}}, []Finding{refusal, general, other}, true},
		"never expected":       {Result{Passed: true, Count: 9, Expectation: Expectation{Outcome: "no_active_call", Times: Never()}}, []Finding{refusal, general, other}, true},
		"a general one":        {Result{Passed: true, Count: 1, Expectation: Expectation{Operation: "hang", Outcome: "token_busy"}}, []Finding{refusal, other}, true},
		"not met": {
			Result{Expectation: Expectation{Operation: "hang"}, Came: "it did not come", NearMisses: []NearMiss{{Request: "#1 dial"}}},
			[]Finding{
				{
					Rule: openapi.RuleExpectationFailed, Severity: openapi.SeverityViolation, Count: 1, Title: openapi.RuleExpectationFailed.Text().Title,
					Says: openapi.RuleExpectationFailed.Text().Says, Evidence: openapi.Inferred, NearMisses: []NearMiss{{Request: "#1 dial"}},
					First: Occurrence{Operation: "hang", Expected: "hang at least once", Got: "it did not come"},
				}, refusal, general, other,
			}, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := Verdict{Passed: true, Findings: []Finding{refusal, general, other}}
			before.settle()
			got := before.Expecting([]Result{tt.checked}, nil)
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

// A rules file weighs them as any other rule. Of very many a verdict tells some apart, and counts all.
func TestVerdict_Expecting_manyAndWeighed(t *testing.T) {
	t.Parallel()
	failed := make([]Result, MaxExpectations+2)
	for _, tt := range []struct {
		severity               openapi.Severity
		findings, count, shown int
	}{
		{openapi.SeverityViolation, MaxExpectations, MaxExpectations + 2, MaxExpectations},
		{openapi.SeverityWarning, MaxExpectations, MaxExpectations + 2, MaxExpectations},
		{openapi.SeverityOff, 0, 0, MaxExpectations},
	} {
		v := Verdict{}.Expecting([]Result{{Passed: true}}, nil).Expecting(failed, func(r openapi.Rule, world string) openapi.Severity {
			return tt.severity
		})
		count := 0
		for _, f := range v.Findings {
			count += f.Count
		}
		if len(v.Findings) != tt.findings || count != tt.count || len(v.Expectations) != tt.shown || v.Expectations[0].Passed ||
			v.Passed != (tt.severity != openapi.SeverityViolation) {
			t.Errorf("%s: %d findings of %d, %d expectations, passed %t", tt.severity, len(v.Findings), count, len(v.Expectations), v.Passed)
		}
	}
}
