package callcenter

import "time"

// A Change is one thing that is different now: the status of an agent, or a call. It is an effect, where a row of [Moves] is
// the rule behind it: a rule that leaves an agent as it was is no change, and what is arranged needs no rule.
type Change struct {
	At       time.Time
	AgentID  string // whose status, or whose call; "" for a call that nobody has
	ConnID   ConnID // the call; "" when the agent's status changed
	From, To string // statuses of an agent, or states of a call, such as active twice for one that is muted; "": new, or gone
	Event    Event  // "" when no rule is behind it
	Timer    string // which timer made it so; "" when somebody did
}

// The names of timers in a Change.
const (
	TimerACWLimit    = "acw_limit"    // ACW has reached its limit
	TimerCallback    = "callback"     // a callback rings
	TimerQueue       = "queue"        // a call of a queue rings at an agent who got Ready
	TimerRingTimeout = "ring_timeout" // nobody answered in time
	TimerRingTime    = "ring_time"    // a customer who was dialled answers, or will not
)

// changed remembers a change for TakeChanges.
func (c *Center) changed(ch Change) {
	ch.Timer = c.firing
	c.changes = append(c.changes, ch)
}

// changedCall remembers what became of a call.
func (c *Center) changedCall(now time.Time, k *Call, from CallState, e Event) {
	c.changed(Change{At: now, AgentID: k.AgentID, ConnID: k.ID, From: string(from), To: string(k.State), Event: e})
}

// maxKeptChanges is how long a list of changes may be that is used again.
const maxKeptChanges = 1000

// TakeChanges hands over what has changed since the last call, in its order, and forgets it. What visit gets is valid only
// until it returns. It does not allocate. Whoever lets time pass over a Center should take what that has changed:
// nothing else bounds the list.
func (c *Center) TakeChanges(visit func(*Change)) {
	for i := range c.changes {
		visit(&c.changes[i])
	}
	if cap(c.changes) > maxKeptChanges {
		c.changes = nil
	}
	c.changes = c.changes[:0]
}
