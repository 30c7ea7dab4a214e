package verdict

import (
	"fmt"
	"sync"

	"wolkvoxmock/openapi"
)

// A Scope is what a client can reach: all that is counted, by its place in a list. All worlds of a server share one.
type Scope struct {
	doc         *openapi.Document
	outcomes    []outcome
	parameters  []string // "<operation>/<parameter>", with each documented value: "<operation>/<parameter>=<value>"
	transitions []string
	severity    func(rule openapi.Rule, world string) openapi.Severity

	outcomeAt    map[string]int
	transitionAt map[string]int
	parametersOf map[string]place
	samples      func() map[string][]*openapi.Sample
}

// An outcome is one reply, of an operation or of all.
type outcome struct {
	*openapi.Outcome
	name      string // "<operation>/<outcome>"; a general reply under its own name
	operation string // "" of a general reply
}

// A place is where the parameters of an operation begin in the list, and how many there are.
type place struct{ first, n int }

// maxParameters is how many parameters of one operation can be counted, each documented value for one.
const maxParameters = 64

// NewScope is what the document describes, and the named transitions. severity tells how much a finding weighs in a world.
func NewScope(doc *openapi.Document, transitions []string, severity func(openapi.Rule, string) openapi.Severity) (*Scope, error) {
	s := &Scope{
		doc: doc, transitions: transitions, severity: severity, outcomeAt: map[string]int{}, transitionAt: map[string]int{},
		parametersOf: map[string]place{},
	}
	for i, name := range transitions {
		s.transitionAt[name] = i
	}
	for _, o := range doc.Operations {
		for _, out := range o.Outcomes {
			s.add(outcome{Outcome: out, name: o.Name + "/" + out.Name, operation: o.Name})
		}
		names := parameters(o)
		if len(names) > maxParameters {
			return nil, fmt.Errorf("operation %s has %d parameters and values: expected at most %d", o.Name, len(names), maxParameters)
		}
		s.parametersOf[o.Name] = place{len(s.parameters), len(names)}
		s.parameters = append(s.parameters, names...)
	}
	for _, o := range doc.General {
		s.add(outcome{Outcome: o, name: o.Name})
	}
	s.samples = sync.OnceValue(s.readSamples)
	return s, nil
}

// readSamples are those that bring an outcome about, in the order of the document.
func (s *Scope) readSamples() map[string][]*openapi.Sample {
	all := map[string][]*openapi.Sample{}
	for _, sample := range s.doc.Samples() {
		name := sample.Operation.Name + "/" + sample.Outcome.Name
		if _, own := s.outcomeAt[name]; !own {
			name = sample.Outcome.Name
		}
		if sample.None == "" {
			all[name] = append(all[name], sample)
		}
	}
	return all
}

// reachable reports whether something from outside brings an outcome about.
func (s *Scope) reachable(o outcome) bool { return len(s.samples()[o.name]) > 0 }

func (s *Scope) add(o outcome) {
	s.outcomeAt[o.name] = len(s.outcomes)
	s.outcomes = append(s.outcomes, o)
}

// counted reports whether a client chooses to send a parameter: not the one that selects the operation, and not the token.
func counted(p *openapi.Parameter) bool { return p.Name != "api" && p.In != "header" }

// parameters are the names of what Sent tells apart, in its order.
func parameters(o *openapi.Operation) (names []string) {
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch name := o.Name + "/" + p.Name; {
		case !counted(p):
		case len(p.Enum) == 0:
			names = append(names, name)
		default:
			for _, value := range p.Enum {
				names = append(names, name+"="+value)
			}
		}
	}
	return names
}

// Sent is which parameters a request has: a bit for each, and for each documented value of one that has some.
type Sent uint64

// SentWith asks for each parameter of an operation whether a request has it, or holds this value of it.
func SentWith(o *openapi.Operation, has func(*openapi.Parameter) bool, holds func(name, value string) bool) (sent Sent) {
	bit := Sent(1)
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch {
		case !counted(p):
		case len(p.Enum) == 0:
			if has(p) {
				sent |= bit
			}
			bit <<= 1
		default:
			for _, value := range p.Enum {
				if holds(p.Name, value) {
					sent |= bit
				}
				bit <<= 1
			}
		}
	}
	return sent
}
