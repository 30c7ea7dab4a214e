package verdict

import (
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// Expecting is the verdict with what has become of expectations: each that is not met is a finding, and a refusal that one of
// them names is not unexpected.
func (v Verdict) Expecting(results []Result) Verdict {
	v.Expectations = slices.Concat(v.Expectations, results)
	v.Findings = slices.DeleteFunc(slices.Clone(v.Findings), func(f Finding) bool {
		return f.Rule == openapi.RuleRefusalUnexpected &&
			slices.ContainsFunc(results, func(r Result) bool { return r.Expectation.expects(f.Outcome) })
	})
	text := openapi.RuleExpectationFailed.Text()
	for _, r := range results {
		if r.Passed {
			continue
		}
		v.find(text.Rule, text.Severity, &found{1, r.occurrence(r.Expectation.World).kept()}).NearMisses = r.NearMisses
	}
	v.settle()
	return v
}

// expects reports whether an expectation names an outcome, "<operation>/<outcome>" or that of a general reply.
func (e Expectation) expects(outcome string) bool {
	operation, name, own := strings.Cut(outcome, "/")
	if !own {
		operation, name = "", outcome
	}
	return e.Outcome == name && (!own || e.Operation == "" || e.Operation == operation)
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
