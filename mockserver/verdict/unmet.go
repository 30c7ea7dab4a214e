package verdict

import (
	"cmp"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// What expectations add to a verdict.

// maxUnmet is how many findings a tally has when it does not tell further expectations apart, and how many expectations a verdict
// shows.
const maxUnmet = 200

// NoteUnmet holds against the client what was expected and did not come about.
func (t *Tally) NoteUnmet(all []Result) {
	for _, r := range all {
		if r.Passed {
			continue
		}
		k := key{openapi.RuleExpectationFailed, t.scope.severity(openapi.RuleExpectationFailed, r.Expectation.World), r.Expectation.String()}
		t.note(t.kept(k), r.occurrence())
	}
}

// kept is a key with what it is about, if there is room for that.
func (t *Tally) kept(k key) key {
	if _, known := t.findings[k]; !known && len(t.findings) >= maxUnmet {
		k.about = ""
	}
	return k
}

// occurrence is a failed expectation as a finding has it.
func (r Result) occurrence() Occurrence {
	at := Occurrence{World: r.Expectation.World, Expected: r.Expectation.String(), Got: r.Came}
	if len(r.NearMisses) > 0 {
		near := r.NearMisses[0]
		at.Got += "; see " + near.Request + ": " + strings.Join(near.Why, "; ")
	}
	return at
}

// With is the verdict with expectations that were checked, beside those that were registered. A refusal that one of them names is
// no surprise any more, as often as it came.
func (v Verdict) With(checked []Result) Verdict {
	v = v.Listing(checked)
	v.Findings = slices.Clone(v.Findings)
	text := openapi.RuleExpectationFailed.Text()
	for _, r := range checked {
		if !r.Passed {
			v.Findings = append(v.Findings, Finding{
				Rule: text.Rule, Severity: text.Severity, Title: text.Title, Says: text.Says, Count: 1, First: r.occurrence().kept(),
			})
		}
	}
	v.Findings = slices.DeleteFunc(v.Findings, func(f Finding) bool {
		return f.Rule == openapi.RuleRefusalUnexpected &&
			slices.ContainsFunc(checked, func(r Result) bool { return r.Expectation.names(f.Outcome) && r.Count >= f.Count })
	})
	v.settle()
	return v
}

// Listing is the verdict with expectations that it shows, as many as it has room for.
func (v Verdict) Listing(all []Result) Verdict {
	v.Expectations = slices.Concat(v.Expectations, all)
	slices.SortStableFunc(v.Expectations, func(a, b Result) int { return cmp.Compare(order(a), order(b)) })
	v.Expectations = v.Expectations[:min(len(v.Expectations), maxUnmet)]
	return v
}

// order puts what has failed first.
func order(r Result) int {
	if r.Passed {
		return 1
	}
	return 0
}

// names reports whether requests are expected to be answered so: with "hang/no_active_call".
func (e *Expectation) names(outcome string) bool {
	operation, name, own := strings.Cut(outcome, "/")
	if !own {
		operation, name = e.Operation, outcome
	}
	_, high := e.bounds()
	return high > 0 && e.Outcome == name && (e.Operation == "" || e.Operation == operation)
}
