package verdict

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wolkvoxmock/openapi"
)

// Demands are what somebody asks of a verdict, beside that it finds no violation.
type Demands struct {
	MinCoverage    []Minimum
	ForbidEvidence []openapi.Evidence
}

// A Minimum is the least that must be reached of an area.
type Minimum struct {
	Name    string `json:"name"`    // one of AreaNames
	Percent int    `json:"minimum"` // 0 to 100
}

// A Threshold is a minimum, and what was reached.
type Threshold struct {
	Minimum
	Reached int  `json:"reached"` // percent, as the Area has it
	Met     bool `json:"met"`
}

// ParseDemands reads "operations=100,outcomes=80" and "inferred,observed"; "" demands nothing.
func ParseDemands(minCoverage, forbidEvidence string) (d Demands, err error) {
	if d.MinCoverage, err = parseMinimums(minCoverage); err != nil {
		return d, fmt.Errorf("min-coverage: %w", err)
	}
	if d.ForbidEvidence, err = parseEvidence(forbidEvidence); err != nil {
		return d, fmt.Errorf("forbid-evidence: %w", err)
	}
	return d, nil
}

func parseMinimums(text string) (all []Minimum, err error) {
	for part := range split(text) {
		name, value, _ := strings.Cut(part, "=")
		percent, err := strconv.Atoi(value)
		switch {
		case !slices.Contains(AreaNames, name):
			return nil, fmt.Errorf("%q is nothing that is covered: expected %s, such as operations=100,outcomes=80",
				name, strings.Join(AreaNames, ", "))
		case err != nil || percent < 0 || percent > 100:
			return nil, fmt.Errorf("%s=%s: expected a whole percentage, 0 to 100, such as %s=80", name, value, name)
		case slices.ContainsFunc(all, func(m Minimum) bool { return m.Name == name }):
			return nil, fmt.Errorf("%s is there twice", name)
		}
		all = append(all, Minimum{name, percent})
	}
	return all, nil
}

func parseEvidence(text string) (all []openapi.Evidence, err error) {
	for part := range split(text) {
		grade := openapi.Evidence(part)
		if !slices.Contains(openapi.Grades, grade) {
			return nil, fmt.Errorf("%q is no evidence: expected some of %v", part, openapi.Grades)
		}
		all = append(all, grade)
	}
	return all, nil
}

// split are the parts of a list with commas, without the blanks around them; none of an empty text.
func split(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		if strings.TrimSpace(text) == "" {
			return
		}
		for part := range strings.SplitSeq(text, ",") {
			if !yield(strings.TrimSpace(part)) {
				return
			}
		}
	}
}

// Under is the verdict under demands.
func (v Verdict) Under(d Demands) Verdict {
	v.Findings, v.Thresholds = slices.Clone(v.Findings), slices.Clone(v.Thresholds)
	areas := v.Coverage.areas()
	for _, m := range d.MinCoverage {
		if i := slices.Index(AreaNames, m.Name); i >= 0 {
			a := areas[i]
			v.Thresholds = append(v.Thresholds, Threshold{m, a.Percent, a.Percent >= m.Percent})
		}
	}
	severity := v.severity(openapi.RuleEvidenceForbidden)
	for _, g := range v.Evidence {
		if severity == openapi.SeverityOff || !slices.Contains(d.ForbidEvidence, g.Evidence) {
			continue
		}
		for _, o := range g.Outcomes {
			v.Findings = append(v.Findings, forbidden(severity, g.Evidence, o))
		}
	}
	v.settle()
	return v
}

// forbidden is the finding of an outcome that rests on evidence that is not allowed.
func forbidden(severity openapi.Severity, grade openapi.Evidence, o Count) Finding {
	text := openapi.RuleEvidenceForbidden.Text()
	try := ""
	if strings.Contains(o.Outcome, "/") { // a general reply is none of one operation
		try = "wolkvox-mock explain " + o.Outcome
	}
	return Finding{
		Rule: text.Rule, Severity: severity, Title: text.Title, Says: text.Says, Source: o.Source, Evidence: grade,
		Outcome: o.Outcome, Count: o.Count,
		First: Occurrence{Where: o.Outcome, Got: fmt.Sprintf("%s: %s", grade, grade.Meaning()), Try: try},
	}
}
