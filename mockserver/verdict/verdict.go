package verdict

import (
	"cmp"
	"slices"

	"wolkvoxmock/openapi"
)

// A Verdict is what a client did wrong, what of the contract it has reached, and how certain that is which it relies on. It goes
// to JSON and back without loss.
type Verdict struct {
	Passed       bool        `json:"passed"`          // no finding is a violation, and every threshold is met
	World        string      `json:"world,omitempty"` // "" of a verdict on all worlds of a server
	Requests     int         `json:"requests"`        // to the wolkvox API
	Findings     []Finding   `json:"findings"`        // the gravest first
	Thresholds   []Threshold `json:"thresholds,omitempty"`
	Coverage     Reach       `json:"coverage"`
	Evidence     []Grade     `json:"evidence"`               // the most certain first
	Expectations []Result    `json:"expectations,omitempty"` // what has become of each
	Next         []Try       `json:"next"`                   // what could be tested next: some of what was not reached

	// Severities are those of the rules for what is asked of the verdict later, where they are not those of openapi.Rules.
	Severities map[openapi.Rule]openapi.Severity `json:"severities,omitempty"`
}

// A Finding is what was found under a rule; refusals, and evidence, are found for each outcome.
type Finding struct {
	Rule       openapi.Rule     `json:"rule"`
	Severity   openapi.Severity `json:"severity"`
	Title      string           `json:"title"`
	Says       string           `json:"says"`               // what is asked for, and why
	Source     string           `json:"source,omitempty"`   // a page, or an open question; "" of what is about the mock
	Evidence   openapi.Evidence `json:"evidence,omitempty"` // of that; "" likewise
	Outcome    string           `json:"outcome,omitempty"`  // "<operation>/<outcome>", where it is about one
	Count      int              `json:"count"`
	First      Occurrence       `json:"first,omitzero"`
	NearMisses []NearMiss       `json:"near_misses,omitempty"` // of an expectation
}

// Reach is how much was reached of all that can be.
type Reach struct {
	Operations  Area `json:"operations"`  // answered with a reply of their own
	Parameters  Area `json:"parameters"`  // sent, with each documented value
	Outcomes    Area `json:"outcomes"`    // answered; those that nothing from outside brings about do not count
	Transitions Area `json:"transitions"` // of agents and calls
}

// An Area is one of the things that can be reached.
type Area struct {
	Percent int      `json:"percent"` // whole ones: 100 is all
	Reached int      `json:"reached"`
	Total   int      `json:"total"`
	Missing []string `json:"missing"`
}

// A Grade is the exchanges that rest on one kind of evidence.
type Grade struct {
	Evidence  openapi.Evidence `json:"evidence"`
	Exchanges int              `json:"exchanges"`
	Outcomes  []Count          `json:"outcomes"`
}

// A Count is how often an outcome was answered.
type Count struct {
	Outcome string `json:"outcome"`
	Count   int    `json:"count"`
	Source  string `json:"source"`
}

// A Try is how an outcome is brought about.
type Try struct {
	Outcome string   `json:"outcome"`         // "<operation>/<outcome>"
	Given   []string `json:"given,omitempty"` // what is arranged before
	Shell   []string `json:"shell"`           // the command lines, with $WOLKVOX_TOKEN for the token
}

// Judge makes a verdict of a tally, for a world, or for all of a server where that is "". at is where the command lines go.
func (t *Tally) Judge(world string, at openapi.Place) Verdict {
	s := t.scope
	v := Verdict{World: world, Requests: t.requests, Findings: []Finding{}}
	for _, rule := range []openapi.Rule{openapi.RuleExpectationFailed, openapi.RuleEvidenceForbidden} {
		if severity := s.severity(rule, world); severity != rule.Text().Severity {
			if v.Severities == nil {
				v.Severities = map[openapi.Rule]openapi.Severity{}
			}
			v.Severities[rule] = severity
		}
	}
	if t.requests == 0 {
		v.find(openapi.RuleRequestNone, s.severity(openapi.RuleRequestNone, world), &found{count: 1})
	}
	for k, f := range t.findings {
		v.find(k.rule, k.severity, f)
	}
	for k, f := range t.refusals {
		about := s.outcomes[k.outcome]
		if refused := v.find(openapi.RuleRefusalUnexpected, k.severity, f); refused != nil {
			refused.Outcome, refused.Source, refused.Evidence = about.name, about.Source, about.Evidence
		}
	}
	v.Coverage, v.Evidence = t.reach(), t.grades()
	v.Next = t.next(at)
	v.settle()
	return v
}

// find adds what a rule says, with what was found; nothing where the rule is off.
func (v *Verdict) find(rule openapi.Rule, severity openapi.Severity, f *found) *Finding {
	if severity == openapi.SeverityOff {
		return nil
	}
	text := rule.Text()
	one := Finding{
		Rule: rule, Severity: severity, Title: text.Title, Says: text.Says, Source: cmp.Or(text.Source, f.first.Source),
		Evidence: text.Evidence, Count: f.count, First: f.first,
	}
	if one.First.Source == one.Source {
		one.First.Source = ""
	}
	v.Findings = append(v.Findings, one)
	return &v.Findings[len(v.Findings)-1]
}

// severity is that of a rule for what is asked of the verdict.
func (v Verdict) severity(rule openapi.Rule) openapi.Severity {
	return cmp.Or(v.Severities[rule], rule.Text().Severity)
}

// settle puts the findings in order and decides.
func (v *Verdict) settle() {
	slices.SortStableFunc(v.Findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(openapi.Severities, a.Severity), slices.Index(openapi.Severities, b.Severity)),
			cmp.Compare(rank[a.Rule], rank[b.Rule]),
			cmp.Compare(a.Outcome, b.Outcome),
		)
	})
	v.Passed = !v.Violated() && !slices.ContainsFunc(v.Thresholds, func(t Threshold) bool { return !t.Met })
}

var rank = func() map[openapi.Rule]int {
	r := map[openapi.Rule]int{}
	for i, text := range openapi.Rules {
		r[text.Rule] = i
	}
	return r
}()

// Violated reports whether a finding is a violation.
func (v Verdict) Violated() bool {
	return slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Severity == openapi.SeverityViolation })
}

func (t *Tally) reach() (r Reach) {
	s := t.scope
	operations := map[string]bool{}
	for i, o := range s.outcomes {
		if t.outcomes[i] > 0 {
			operations[o.operation] = true
		}
		if s.reachable(o) {
			r.Outcomes.count(o.name, t.outcomes[i] > 0)
		}
	}
	for _, o := range s.doc.Operations {
		r.Operations.count(o.Name, operations[o.Name])
	}
	for i, name := range s.parameters {
		r.Parameters.count(name, t.parameters[i] > 0)
	}
	for i, name := range s.transitions {
		r.Transitions.count(name, t.transitions[i] > 0)
	}
	for _, a := range r.areas() {
		a.Percent = 100 * a.Reached / max(1, a.Total)
	}
	return r
}

func (a *Area) count(name string, reached bool) {
	if a.Missing == nil {
		a.Missing = []string{}
	}
	if a.Total++; reached {
		a.Reached++
	} else {
		a.Missing = append(a.Missing, name)
	}
}

// AreaNames are the names of the areas, as thresholds and reports have them, in the order of Reach.
var AreaNames = []string{"operations", "parameters", "outcomes", "transitions"}

func (r *Reach) areas() []*Area {
	return []*Area{&r.Operations, &r.Parameters, &r.Outcomes, &r.Transitions}
}

func (t *Tally) grades() []Grade {
	all := make([]Grade, 0, len(openapi.Grades))
	for _, evidence := range openapi.Grades {
		g := Grade{Evidence: evidence, Outcomes: []Count{}}
		for i, o := range t.scope.outcomes {
			if n := t.outcomes[i]; n > 0 && o.Evidence == evidence {
				g.Exchanges += n
				g.Outcomes = append(g.Outcomes, Count{o.name, n, o.Source})
			}
		}
		all = append(all, g)
	}
	return all
}

func areaAt(name string) int { return slices.Index(AreaNames, name) }
