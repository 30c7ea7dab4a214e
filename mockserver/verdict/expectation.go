package verdict

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// An Expectation is what a test expects of its client: which requests, how many of them, and in which order. A request counts
// when its exchange ends, whatever it is answered. So of two that are under way at the same time the one that ends first came
// first: the order is that of the journal's numbers.
type Expectation struct {
	World string `json:"world,omitempty"` // only requests to this world; those to any together where it is empty

	Operation   string            `json:"operation,omitempty"`
	AgentID     string            `json:"agent_id,omitempty"`
	Params      map[string]string `json:"params,omitempty"` // further parameters with their values; see Match
	Outcome     string            `json:"outcome,omitempty"`
	Evidence    openapi.Evidence  `json:"evidence,omitempty"`
	TokenSuffix string            `json:"token_suffix,omitempty"`

	Times // how many; at least one unless stated

	// Each request that the expectation selects comes before the first one that Before selects, and after the first one that
	// After selects. Requests to different worlds have no order. One that both select counts for the expectation alone.
	Before Match `json:"before,omitzero"`
	After  Match `json:"after,omitzero"`

	// NoOthers expects that of the requests that this one selects, all when it says nothing of them, none came but those that
	// another expectation of the same list selects, or has as its Before or After. It has no Times and no order.
	NoOthers bool `json:"no_others,omitempty"`
}

// A Match selects requests; an empty field selects all.
type Match struct {
	Operation   string            `json:"operation,omitempty"`
	AgentID     string            `json:"agent_id,omitempty"`
	Params      map[string]string `json:"params,omitempty"` // a list has the value among others; what was not sent is ""
	Outcome     string            `json:"outcome,omitempty"`
	Evidence    openapi.Evidence  `json:"evidence,omitempty"`
	TokenSuffix string            `json:"token_suffix,omitempty"` // the last letters of the token; the last four count
}

// Times is how many requests are expected. Exactly, AtLeast, AtMost, Between and Never make one.
type Times struct {
	Exactly *int `json:"exactly,omitempty"`
	AtLeast *int `json:"at_least,omitempty"`
	AtMost  *int `json:"at_most,omitempty"`
	Never   bool `json:"never,omitempty"`
}

// Exactly n requests are expected.
func Exactly(n int) Times { return Times{Exactly: &n} }

// AtLeast n requests are expected.
func AtLeast(n int) Times { return Times{AtLeast: &n} }

// AtMost n requests are expected, or none.
func AtMost(n int) Times { return Times{AtMost: &n} }

// Between low and high requests are expected, both included.
func Between(low, high int) Times { return Times{AtLeast: &low, AtMost: &high} }

// Never is a request expected.
func Never() Times { return Times{Never: true} }

// bounds are the fewest and the most requests that are expected.
func (t Times) bounds() (low, high int) {
	low, high = 1, math.MaxInt
	switch {
	case t.Never:
		return 0, 0
	case t.Exactly != nil:
		return *t.Exactly, *t.Exactly
	}
	if t.AtMost != nil {
		low, high = 0, *t.AtMost
	}
	if t.AtLeast != nil {
		low = *t.AtLeast
	}
	return low, high
}

func (t Times) check() error {
	stated := 0
	for _, n := range []struct {
		name  string
		value *int
	}{{"exactly", t.Exactly}, {"at_least", t.AtLeast}, {"at_most", t.AtMost}} {
		switch {
		case n.value == nil:
		case *n.value < 0:
			return fmt.Errorf("%s is %d: expected 0 or more", n.name, *n.value)
		default:
			stated++
		}
	}
	low, high := t.bounds()
	switch {
	case t.Never && stated > 0, t.Exactly != nil && stated > 1:
		return errors.New("exactly, never, and at_least with at_most exclude each other: give one of them")
	case low > high:
		return fmt.Errorf("at_least is %d and at_most %d: expected no more at least than at most", low, high)
	}
	return nil
}

func (t Times) String() string {
	switch low, high := t.bounds(); {
	case low == high:
		return "exactly " + times(low)
	case high == math.MaxInt:
		return "at least " + times(low)
	case low == 0:
		return "at most " + times(high)
	default:
		return fmt.Sprintf("%d to %d times", low, high)
	}
}

// What an expectation may have, so that what clients register stays small.
const (
	MaxParams = 50
	MaxValue  = 1000 // bytes, of each text
)

// Check refuses what makes no sense. That operations and outcomes exist is for whoever has the document.
func (e Expectation) Check() error {
	for _, m := range []struct {
		name  string
		match Match
	}{{"", e.match()}, {"before: ", e.Before}, {"after: ", e.After}} {
		if err := m.match.check(); err != nil {
			return fmt.Errorf("%s%w", m.name, err)
		}
	}
	if e.NoOthers && (e.Times != Times{} || !e.Before.empty() || !e.After.empty()) {
		return errors.New("no_others has no count and no order: say how many of what in another expectation")
	}
	return e.Times.check()
}

func (m Match) check() error {
	if len(m.Params) > MaxParams {
		return fmt.Errorf("params are %d: expected at most %d", len(m.Params), MaxParams)
	}
	texts := []string{m.Operation, m.AgentID, m.Outcome, string(m.Evidence), m.TokenSuffix}
	for name, value := range m.Params {
		texts = append(texts, name, value)
	}
	for _, text := range texts {
		if len(text) > MaxValue {
			return fmt.Errorf("a value has %d bytes: expected at most %d", len(text), MaxValue)
		}
	}
	if grades := []openapi.Evidence{openapi.Documented, openapi.Example, openapi.Observed, openapi.Inferred}; m.Evidence != "" &&
		!slices.Contains(grades, m.Evidence) {
		return fmt.Errorf("evidence is %q: expected one of documented, example, observed, inferred", m.Evidence)
	}
	if m.AgentID != "" && m.Params["agent_id"] != "" {
		return errors.New("agent_id stands beside params and in them: give it once")
	}
	return nil
}

func (e Expectation) match() Match {
	return Match{e.Operation, e.AgentID, e.Params, e.Outcome, e.Evidence, e.TokenSuffix}
}

func (e Expectation) clone() Expectation {
	e.Params, e.Before.Params, e.After.Params = maps.Clone(e.Params), maps.Clone(e.Before.Params), maps.Clone(e.After.Params)
	return e
}

// Matches are what the expectation selects, and what comes before and after it, each with its place in the expectation.
func (e Expectation) Matches(visit func(place string, m Match)) {
	visit("", e.match())
	visit("before: ", e.Before)
	visit("after: ", e.After)
}

// String is the expectation in words: "hang for agent 12989 exactly once, before change_status".
func (e Expectation) String() string {
	if e.NoOthers {
		return "no other " + e.match().words("requests") + e.in()
	}
	s := "no " + e.match().words("request") + e.in()
	if _, high := e.bounds(); high > 0 {
		s = e.match().words("any request") + e.in() + " " + e.Times.String()
	}
	if !e.Before.empty() {
		s += ", before " + e.Before.words("")
	}
	if !e.After.empty() {
		s += ", after " + e.After.words("")
	}
	return s
}

func (e Expectation) in() string {
	if e.World == "" {
		return ""
	}
	return " in world " + e.World
}

// words say what is selected: "dial with customer_phone=3000000000 for agent 12989".
func (m Match) words(any string) string {
	s := cmp.Or(m.Operation, any, "any request")
	if len(m.Params) > 0 {
		var all []string
		for _, name := range slices.Sorted(maps.Keys(m.Params)) {
			all = append(all, name+"="+m.Params[name])
		}
		s += " with " + strings.Join(all, ", ")
	}
	for _, part := range [][2]string{
		{" for agent ", m.AgentID}, {" answered ", m.Outcome}, {" with evidence ", string(m.Evidence)},
		{" with a token on ", m.suffix()},
	} {
		if part[1] != "" {
			s += part[0] + part[1]
		}
	}
	return s
}

func (m Match) empty() bool {
	return m.Operation == "" && m.AgentID == "" && len(m.Params) == 0 && m.Outcome == "" && m.Evidence == "" && m.TokenSuffix == ""
}

// suffix is the part of a token that the journal keeps.
func (m Match) suffix() string {
	return m.TokenSuffix[max(len(m.TokenSuffix)-journal.SuffixLength, 0):]
}
