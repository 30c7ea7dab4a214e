package journal

import "maps"

// Coverage counts what of the contract and of the state machine was reached. What can be reached stands in it from the
// start, with 0.
type Coverage struct {
	Outcomes    map[string]int `json:"outcomes"`    // "<operation>/<outcome>"; a general reply under its own name
	Transitions map[string]int `json:"transitions"` // "<state> --<event>--> <state>"
}

// NewCoverage starts with nothing reached.
func NewCoverage(outcomes, transitions []string) *Coverage {
	c := &Coverage{make(map[string]int, len(outcomes)), make(map[string]int, len(transitions))}
	for _, name := range outcomes {
		c.Outcomes[name] = 0
	}
	for _, name := range transitions {
		c.Transitions[name] = 0
	}
	return c
}

// Clone is a copy that no later exchange changes.
func (c *Coverage) Clone() Coverage {
	return Coverage{maps.Clone(c.Outcomes), maps.Clone(c.Transitions)}
}
