package verdict

import "wolkvoxmock/openapi"

// How many ways to go on a verdict shows: outcomes of operations that were called, and operations that were not.
const maxOutcomes, maxOperations = 6, 4

// fromWhere says what the command lines of a Try need.
const fromWhere = "In the demo world as it begins, which wolkvox-mock serve has, with its token in $" + openapi.TokenVariable

// next is what could be tested next. What the client calls comes first, one missing outcome of each operation and then one more
// of each, in the order of the document; then operations that it does not call, each with its success.
func (t *Tally) next(at openapi.Place) []Try {
	s := t.scope
	at.Token = openapi.TokenPlaceholder
	tries := []Try{}
	called := map[string]bool{}
	missing := map[string][]outcome{} // by operation
	var uncalled []outcome
	for i, o := range s.outcomes {
		called[o.operation] = called[o.operation] || t.outcomes[i] > 0
		if t.outcomes[i] == 0 && s.reachable(o) && o.operation != "" {
			missing[o.operation] = append(missing[o.operation], o)
		}
	}
	for round, more := 0, true; more; round++ {
		more = false
		for _, o := range s.doc.Operations {
			if !called[o.Name] || round >= len(missing[o.Name]) {
				continue
			}
			if more = len(tries) < maxOutcomes; more {
				tries = append(tries, s.try(missing[o.Name][round], at))
			}
		}
	}
	for _, o := range s.doc.Operations {
		if !called[o.Name] && len(missing[o.Name]) > 0 {
			uncalled = append(uncalled, missing[o.Name][0])
		}
	}
	for _, o := range uncalled[:min(len(uncalled), maxOperations)] {
		tries = append(tries, s.try(o, at))
	}
	return tries
}

func (s *Scope) try(o outcome, at openapi.Place) Try {
	sample := s.samples()[o.name][0]
	t := Try{Outcome: o.name, Shell: sample.Shell(at)}
	for _, g := range sample.Given {
		t.Given = append(t.Given, g.Says)
	}
	return t
}
