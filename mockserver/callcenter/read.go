package callcenter

import (
	"cmp"
	"maps"
	"slices"
)

// Agent is a copy of an agent. Refusal: AgentUnknown.
func (c *Center) Agent(id string) (Agent, error) {
	a, err := c.agent(id)
	if err != nil {
		return Agent{}, err
	}
	return a.copy(), nil
}

// Agents are copies of all agents, by id.
func (c *Center) Agents() []Agent {
	out := make([]Agent, 0, len(c.AgentByID))
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		out = append(out, c.AgentByID[id].copy())
	}
	return out
}

// Call is a copy of a call. Refusal: CallUnknown, also for one that was forgotten (see KeptCalls).
func (c *Center) Call(id ConnID) (Call, error) {
	k, err := c.call(id)
	if err != nil {
		return Call{}, err
	}
	return *k, nil
}

// Calls are copies of all calls that are in progress or remembered, the oldest first; of those that started in the
// same instant, the one with the lower number.
func (c *Center) Calls() []Call {
	out := make([]Call, 0, len(c.CallByID))
	for _, k := range c.CallByID {
		out = append(out, *k)
	}
	slices.SortFunc(out, func(a, b Call) int {
		return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID.sequence(), b.ID.sequence()), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// AuxStates are copies of the auxiliary states, by id.
func (c *Center) AuxStates() []AuxState {
	return slices.SortedFunc(slices.Values(c.States), func(a, b AuxState) int { return cmp.Compare(a.ID, b.ID) })
}

// StateName is how people call a status: Ready, Logout, ACW (documented), Ring, Talk, or the description of the
// auxiliary state; a status that does not exist is its own name.
func (c *Center) StateName(s Status) string {
	switch s.State() {
	case Ready:
		return "Ready"
	case Logout:
		return "Logout"
	case ACW:
		return "ACW"
	case Ring:
		return "Ring"
	case Talk:
		return "Talk"
	}
	if aux, ok := c.auxState(string(s)); ok {
		return aux.Description
	}
	return string(s)
}
