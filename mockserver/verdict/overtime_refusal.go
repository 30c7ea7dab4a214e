package verdict

import (
	"fmt"
	"slices"
	"time"

	"wolkvoxmock/openapi"
)

// A refusal is a request that was refused, or that a fault has answered as if it were.
type refusal struct {
	operation, outcome, state string
	seq, tick                 int
	at                        time.Time
}

// blindWindow is how long nothing can be thought to have changed by itself.
const blindWindow = time.Minute

// passing are refusals and errors that go by: to repeat the request is right.
var passing = []string{"token_busy", "world_reset", "internal_error", "world_full"}

// refusalRepeated: somebody else may have changed what the answer depends on, and the client may know that; so nothing must have
// happened in the world at all. A read that finds nothing yet is polling.
func (w *Watch) refusalRepeated(c *client) *openapi.Violation {
	if !w.failed || w.Fault != "" || w.did() || slices.Contains(passing, w.Outcome) {
		return nil
	}
	before := c.refusals.get(w.asked())
	now := refusal{w.Operation, w.Outcome, w.State, w.Seq, w.tick, w.Time}
	var v *openapi.Violation
	if before != nil && before.outcome == w.Outcome && max(w.touched, c.read) < before.tick && w.within(blindWindow, before.at) {
		v = &openapi.Violation{
			Where: "request", Expected: fmt.Sprintf("another request, or none: #%d was refused so, and nothing has happened since", before.seq),
			Got: "the same request and the same refusal, " + w.Outcome,
		}
		switch {
		case len(w.Entry.Violations) > 0:
			v.Try = w.Entry.Violations[0].Try // it is refused for what is wrong with it
		case w.agent != 0:
			v.Try = look
		}
	}
	c.refusals.put(w.asked(), now)
	return v
}

// followed is the refused request for the same agent that came right before this one, another operation; nil when there is
// none, when the client has read something since, or time has passed.
func (w *Watch) followed(c *client) *refusal {
	r := c.refused.get(w.agent)
	if r == nil || r.operation == w.Operation || c.read > r.tick || !w.within(blindWindow, r.at) || !w.moves.leads(r, w.Operation) {
		return nil
	}
	return r
}

// refusalIgnored is proven by the tables of moves, while the agent is in the same state.
func (w *Watch) refusalIgnored(c *client) *openapi.Violation {
	r := w.followed(c)
	if r == nil || !w.failed || w.State != r.state || w.moves.can(w.Operation, r.state) {
		return nil
	}
	return &openapi.Violation{
		Where: "request", Got: w.Operation, Try: look,
		Expected: fmt.Sprintf("what is possible in %s: #%d, %s, was refused (%s), and %s needs what it would have led to",
			r.state, r.seq, r.operation, r.outcome, w.Operation),
	}
}

// refusalUnread is a guess: what is asked for is possible without the refused request too, but does something else then.
func (w *Watch) refusalUnread(c *client) *openapi.Violation {
	r := w.followed(c)
	if r == nil || w.failed || !w.moves.can(w.Operation, r.state) || slices.Contains(w.moves.after(r.operation), r.state) {
		return nil
	}
	return &openapi.Violation{
		Where: "request", Got: w.Operation, Try: look,
		Expected: fmt.Sprintf("a look at the agent, who was in %s when #%d, %s, was refused (%s): in what state does %s find the agent?",
			r.state, r.seq, r.operation, r.outcome, w.Operation),
	}
}

func (w *Watch) rememberRefused(c *client) {
	switch {
	case w.agent == 0 || w.Operation == "" || w.reads || w.busy():
	case w.failed && w.Lost == "" && w.State != "" && w.Outcome != "agent_logged_out": // nothing at all is possible then
		c.refused.put(w.agent, refusal{w.Operation, w.Outcome, w.State, w.Seq, w.tick, w.Time})
	default:
		c.refused.drop(func(agent uint64, _ *refusal) bool { return agent == w.agent })
	}
}

// Moves say what operations do to agents: the tables of the call center.
type Moves struct {
	Events map[string][]string // of each operation, those that it can bring about
	Table  []Move
}

// A Move is what an event makes of an agent in a state. There is none for what is refused.
type Move struct{ From, Event, To string }

// can reports whether an operation can be done to an agent in a state.
func (m *Moves) can(operation, state string) bool {
	return slices.ContainsFunc(m.Table, func(row Move) bool {
		return row.From == state && slices.Contains(m.Events[operation], row.Event)
	})
}

// after are the states to which an operation can bring an agent who is in another one.
func (m *Moves) after(operation string) (states []string) {
	for _, row := range m.Table {
		if row.From != row.To && slices.Contains(m.Events[operation], row.Event) && !slices.Contains(states, row.To) {
			states = append(states, row.To)
		}
	}
	return states
}

// leads reports whether an operation is possible in a state that a refused one can lead to.
func (m *Moves) leads(r *refusal, operation string) bool {
	return slices.ContainsFunc(m.after(r.operation), func(state string) bool { return m.can(operation, state) })
}
