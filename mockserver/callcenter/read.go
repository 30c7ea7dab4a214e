package callcenter

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Agent is a copy of an agent. Refusal: AgentUnknown.
func (c *Center) Agent(id string) (Agent, error) {
	a, err := c.agent(id)
	if err != nil {
		return Agent{}, err
	}
	return a.shown(), nil
}

// Agents are copies of all agents, by id.
func (c *Center) Agents() []Agent {
	out := make([]Agent, 0, len(c.AgentByID))
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		out = append(out, c.AgentByID[id].shown())
	}
	return out
}

// Call is a copy of a call. Refusal: CallUnknown, also for one that was forgotten (see KeptCalls).
func (c *Center) Call(id ConnID) (Call, error) {
	k, err := c.call(id)
	if err != nil {
		return Call{}, err
	}
	return *k.clone(), nil
}

// Calls are copies of all calls that are in progress or remembered, the oldest first; of those that started in the
// same instant, the one with the lower number.
func (c *Center) Calls() []Call {
	return c.callsWhere(func(*Call) bool { return true })
}

func byAge(a, b *Call) int {
	return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID.sequence(), b.ID.sequence()), cmp.Compare(a.ID, b.ID))
}

// CallsSince are copies of the calls that ended at t or later, the oldest first; calls in progress are left out
// (inferred, Q-CALLS-LAST-10). Only remembered ones are among them: see KeptCalls.
func (c *Center) CallsSince(t time.Time) []Call {
	return c.callsWhere(func(k *Call) bool { return k.State == Ended && !k.Ended.Before(t) })
}

// HitsSince are copies of the calls that were coded as a hit at t or later, the oldest first (documented, real_time.php
// hits_last_hour: the code's hit is on; that the time of coding counts is inferred). Only remembered ones are among them.
func (c *Center) HitsSince(t time.Time) []Call {
	return c.callsWhere(func(k *Call) bool { return c.isHit(k) && !k.Disposition.At.Before(t) })
}

func (c *Center) callsWhere(wanted func(*Call) bool) []Call {
	var found []*Call
	for _, k := range c.CallByID {
		if wanted(k) {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, byAge)
	out := make([]Call, len(found))
	for i, k := range found {
		out[i] = *k.clone()
	}
	return out
}

// ReportType is the type as the vendor's reports name it (documented, calls_last_10; an auxiliary call is inferred, Q-AUX-TYPE).
func (k Call) ReportType() string {
	switch k.Type {
	case Predictive:
		return "out_pre"
	case Manual, Auxiliary:
		return "outbound_ma"
	}
	return string(k.Type)
}

// Result is how an ended call came out, as the vendor's reports name it, in lower case (documented, calls_last_10;
// Q-CALLS-LAST-10); "" while it is in progress. Which call has which result is inferred: an incoming one that the
// customer gave up is an abandon, any other that nobody answered a no answer, and a leg that left was answered outside.
func (k Call) Result() string {
	incoming := k.Type == Inbound || k.Type == Transfer
	switch {
	case k.State != Ended:
		return ""
	case !k.Answered.IsZero() || k.AgentID == "":
		return "answer"
	case incoming && k.EndedBy == ByCustomer:
		return "abandon"
	}
	return "no answer"
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

// LastCalls are the times at which the latest remembered call of each agent started; who had none is not there.
func (c *Center) LastCalls() map[string]time.Time {
	last := map[string]time.Time{}
	for _, k := range c.CallByID {
		if k.AgentID != "" && k.Started.After(last[k.AgentID]) {
			last[k.AgentID] = k.Started
		}
	}
	return last
}
