package verdict

import (
	"cmp"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// Expecting is the verdict with what has become of expectations: each that is not met is a finding, and a refusal that one of
// them names is not unexpected. severity is that of a rule in a world; nil: that of the verdict.
func (v Verdict) Expecting(results []Result, severity func(openapi.Rule, string) openapi.Severity) Verdict {
	v.Expectations = slices.Concat(v.Expectations, results)
	if len(v.Expectations) > MaxExpectations {
		slices.SortStableFunc(v.Expectations, func(a, b Result) int { return cmp.Compare(order(a), order(b)) })
		v.Expectations = v.Expectations[:MaxExpectations]
	}
	v.Findings = slices.DeleteFunc(slices.Clone(v.Findings), func(f Finding) bool {
		return f.Rule == openapi.RuleRefusalUnexpected &&
			slices.ContainsFunc(results, func(r Result) bool { return r.Expectation.expects(f) })
	})
	if severity == nil {
		severity = func(rule openapi.Rule, _ string) openapi.Severity { return v.severity(rule) }
	}
	told := 0
	for _, r := range results {
		switch of := severity(openapi.RuleExpectationFailed, r.Expectation.World); {
		case r.Passed || of == openapi.SeverityOff:
		case told == MaxExpectations:
			v.Findings[len(v.Findings)-1].Count++ // of the last one that is told apart
		default:
			v.find(openapi.RuleExpectationFailed, of, &found{1, r.occurrence(r.Expectation.World).kept()}).NearMisses = r.NearMisses
			told++
		}
	}
	v.settle()
	return v
}

// order puts what has failed first.
func order(r Result) int {
	if r.Passed {
		return 1
	}
	return 0
}

// expects reports whether an expectation names the outcome of a finding, "<operation>/<outcome>" or that of a general reply, in
// the world where it was found.
func (e Expectation) expects(f Finding) bool {
	operation, name, own := strings.Cut(f.Outcome, "/")
	if !own {
		operation, name = "", f.Outcome
	}
	_, high := e.bounds()
	return high > 0 && e.Outcome == name && (!own || e.Operation == "" || e.Operation == operation) &&
		(e.World == "" || e.World == f.First.World)
}

// isOf reports whether a finding is of the result of an expectation.
func (f Finding) isOf(r Result) bool {
	return f.Rule == openapi.RuleExpectationFailed && f.First == r.occurrence(r.Expectation.World).kept()
}

// occurrence is a result as findings have it.
func (r Result) occurrence(world string) Occurrence {
	return Occurrence{World: world, Operation: r.Expectation.Operation, Expected: r.Expectation.String(), Got: r.Came}
}

// Fail counts an expectation that was not met when its world was reset or deleted.
func (t *Tally) Fail(world string, r Result) {
	t.Note(openapi.RuleExpectationFailed, r.occurrence(world))
}
