package verdict

import (
	"math/bits"
	"strings"
	"time"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A Tally counts what happened in a world, or in all worlds of a server. It keeps counts and first occurrences, no exchanges: it
// has a bound, and forgets nothing that the journal forgets.
type Tally struct {
	scope       *Scope
	requests    int
	outcomes    []int // of the scope's, and so on
	parameters  []int
	transitions []int
	findings    map[key]*found
	refusals    map[refused]*found // those that nothing explains
}

// A key is what findings are grouped by. A rules file may weigh a rule differently in another world.
type key struct {
	rule     openapi.Rule
	severity openapi.Severity
}

// A refused is what refusals are grouped by.
type refused struct {
	outcome  int
	severity openapi.Severity
}

// found is how often something was found, and the first time.
type found struct {
	count int
	first Occurrence
}

// An Occurrence is one time that something was found. The tally shortens its texts.
type Occurrence struct {
	World     string    `json:"world,omitempty"`
	Seq       int       `json:"seq,omitempty"` // of the exchange in the journal of its world
	Time      time.Time `json:"time,omitzero"` // by the world's clock
	Operation string    `json:"operation,omitempty"`
	Request   string    `json:"request,omitempty"`  // its method, path and query
	Where     string    `json:"where,omitempty"`    // what of it is meant: "query agent_id"
	Expected  string    `json:"expected,omitempty"` // what would have been right
	Got       string    `json:"got,omitempty"`      // what came instead, or why it was refused
	Source    string    `json:"source,omitempty"`   // what says so, where that is another page than the rule's
	Try       string    `json:"try,omitempty"`      // a command line that does it right
}

// How many bytes an occurrence keeps of a text, and of a command line, which is of no use when it is cut.
const (
	maxText = 300
	maxTry  = 2 << 10
)

// kept is an occurrence with bounded texts, which keep nothing else alive.
func (o Occurrence) kept() Occurrence {
	for _, text := range []*string{&o.Request, &o.Where, &o.Expected, &o.Got, &o.Source} {
		if len(*text) > maxText {
			*text = strings.ToValidUTF8((*text)[:maxText], "") + "…"
		}
		*text = strings.Clone(*text)
	}
	if o.Try = strings.Clone(o.Try); len(o.Try) > maxTry {
		o.Try = ""
	}
	return o
}

// NewTally starts with nothing reached.
func (s *Scope) NewTally() *Tally {
	return &Tally{
		scope: s, outcomes: make([]int, len(s.outcomes)), parameters: make([]int, len(s.parameters)),
		transitions: make([]int, len(s.transitions)), findings: map[key]*found{}, refusals: map[refused]*found{},
	}
}

// Outcome is the place of an outcome, for Add: one of the operation's own, or a general one.
func (s *Scope) Outcome(operation, name string) int {
	if at, own := s.outcomeAt[operation+"/"+name]; own {
		return at
	}
	if at, general := s.outcomeAt[name]; general {
		return at
	}
	return None
}

// None is the outcome of a request that got none of the document's replies.
const None = -1

// Add counts an exchange of a world, which has its number, and its violations their severity. explained: a refusal was expected.
// Of a request without violations it keeps nothing, and allocates nothing, unless it was refused and nothing explains that.
func (t *Tally) Add(world string, e *journal.Entry, outcome int, sent Sent, explained bool) {
	t.requests++
	first := t.scope.parametersOf[e.Operation].first
	for ; sent != 0; sent &= sent - 1 {
		t.parameters[first+bits.TrailingZeros64(uint64(sent))]++
	}
	for i := range e.Violations {
		v := &e.Violations[i]
		note(t.findings, key{v.Rule, v.Severity}, Occurrence{
			Where: v.Where, Expected: v.Expected, Got: v.Got, Source: v.Source, Try: v.Try,
		}.in(world, e))
		explained = explained || explains(v)
	}
	if outcome == None {
		return
	}
	t.outcomes[outcome]++
	if e.Reply.Status < 400 || e.Fault != "" || explained {
		return
	}
	k := refused{outcome, t.scope.severity(openapi.RuleRefusalUnexpected, world)}
	note(t.refusals, k, Occurrence{Where: t.scope.outcomes[outcome].name, Got: e.Reason}.in(world, e))
}

// explains reports whether a violation is a reason to refuse: not what is for information. One that a rules file has switched off
// is one all the same.
func explains(v *openapi.Violation) bool {
	s := v.Severity
	if s == openapi.SeverityOff {
		s = v.Rule.Text().Severity
	}
	return s != openapi.SeverityInfo
}

// in is an occurrence with the exchange where it stands.
func (o Occurrence) in(world string, e *journal.Entry) Occurrence {
	o.World, o.Seq, o.Time, o.Operation = world, e.Seq, e.Time, e.Operation
	o.Request = e.Request.Method + " " + e.Request.Target
	return o
}

// Note counts one time that something was found.
func (t *Tally) Note(rule openapi.Rule, at Occurrence) {
	note(t.findings, key{rule, t.scope.severity(rule, at.World)}, at)
}

func note[K comparable](to map[K]*found, k K, at Occurrence) {
	if f := to[k]; f != nil {
		f.count++
		return
	}
	to[k] = &found{1, at.kept()}
}

// Requests is how many requests there were.
func (t *Tally) Requests() int { return t.requests }

// EachOutcome visits all outcomes, reached or not, with how often each was answered. Of a general one the operation is "".
func (t *Tally) EachOutcome(visit func(operation, outcome string, count int)) {
	for i, o := range t.scope.outcomes {
		visit(o.operation, o.Name, t.outcomes[i])
	}
}

// EachFinding visits what was found, in no order. A rule may come more than once.
func (t *Tally) EachFinding(visit func(rule openapi.Rule, severity openapi.Severity, count int)) {
	for k, f := range t.findings {
		visit(k.rule, k.severity, f.count)
	}
	for k, f := range t.refusals {
		visit(openapi.RuleRefusalUnexpected, k.severity, f.count)
	}
}

// Move counts a transition of the state machines. It does not allocate.
func (t *Tally) Move(name string) {
	if at, known := t.scope.transitionAt[name]; known {
		t.transitions[at]++
	}
}

// HandOver moves what was found to another tally of the same scope; what was reached stays.
func (t *Tally) HandOver(to *Tally) {
	join(to.findings, t.findings)
	join(to.refusals, t.refusals)
	clear(t.findings)
	clear(t.refusals)
}

// Merge adds what another tally of the same scope has counted. What both have found was found here first.
func (t *Tally) Merge(other *Tally) {
	t.requests += other.requests
	add(t.outcomes, other.outcomes)
	add(t.parameters, other.parameters)
	add(t.transitions, other.transitions)
	join(t.findings, other.findings)
	join(t.refusals, other.refusals)
}

func add(to, more []int) {
	for i, n := range more {
		to[i] += n
	}
}

func join[K comparable](to, more map[K]*found) {
	for k, f := range more {
		if have := to[k]; have != nil {
			have.count += f.count
		} else {
			to[k] = &found{f.count, f.first}
		}
	}
}

// Clone is a copy that nothing changes later.
func (t *Tally) Clone() *Tally {
	c := t.scope.NewTally()
	c.Merge(t)
	return c
}

// Coverage counts what of the contract and of the state machines was reached. What can be reached stands in it from the start,
// with 0.
type Coverage struct {
	Outcomes    map[string]int `json:"outcomes"`    // "<operation>/<outcome>"; a general reply under its own name
	Parameters  map[string]int `json:"parameters"`  // "<operation>/<parameter>", "<operation>/<parameter>=<value>"
	Transitions map[string]int `json:"transitions"` // "<state> --<event>--> <state>"
}

// Coverage is what the tally has counted.
func (t *Tally) Coverage() Coverage {
	c := Coverage{map[string]int{}, map[string]int{}, map[string]int{}}
	for i, o := range t.scope.outcomes {
		c.Outcomes[o.name] = t.outcomes[i]
	}
	for i, name := range t.scope.parameters {
		c.Parameters[name] = t.parameters[i]
	}
	for i, name := range t.scope.transitions {
		c.Transitions[name] = t.transitions[i]
	}
	return c
}
