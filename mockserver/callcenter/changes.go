package callcenter

import (
	"strconv"
	"time"
)

// A Change is one thing that is different now. It is an effect, where a row of [Moves] is the rule behind it: a rule that leaves an
// agent as it was is no change, and what is arranged needs no rule. From and To are the same when something else about it
// has changed than they say; "" is one that is new, or gone.
type Change struct {
	Of         Subject
	At         time.Time // zero: whoever takes it knows the time
	AgentID    string    // whose status, call or callback; who has come to a skill, or left it; "" for a call that nobody has
	ConnID     ConnID    // the call
	SkillID    string    // whose queue; which a call came for
	CampaignID string    // which campaign; of a call or a callback
	Callback   CallbackKey
	From, To   string
	Event      Event  // "" when no rule is behind it
	Timer      string // which timer made it so; "" when somebody did
}

// A Subject is what a Change is about.
type Subject string

// The subjects, and what From and To of their changes are.
const (
	OfAgent    Subject = "agent"    // statuses; the same when it is enabled, called or left to the simulator otherwise
	OfCall     Subject = "call"     // states; the same when it is muted, say
	OfQueue    Subject = "queue"    // how many calls wait for a skill; the same when its name or its members have changed
	OfCallback Subject = "callback" // states
	OfCampaign Subject = "campaign" // statuses; the same when its records, or anything else, have changed
)

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
	c.changed(Change{
		Of: OfCall, At: now, AgentID: k.AgentID, ConnID: k.ID, SkillID: k.SkillID, CampaignID: k.CampaignID,
		From: string(from), To: string(k.State), Event: e,
	})
}

// edited remembers that an agent is not what it was, beside its status.
func (c *Center) edited(a *Agent) {
	c.changed(Change{Of: OfAgent, AgentID: a.ID, From: string(a.Status), To: string(a.Status)})
}

// changedQueue remembers that so many more calls wait for a skill.
func (c *Center) changedQueue(now time.Time, skillID string, more int) {
	n := c.waitingFor(skillID)
	c.changed(Change{Of: OfQueue, At: now, SkillID: skillID, From: strconv.Itoa(n - more), To: strconv.Itoa(n)})
}

// changedSkill remembers that a skill is not what it was, or that an agent has come to it or left it.
func (c *Center) changedSkill(skillID, agentID string) {
	n := strconv.Itoa(c.waitingFor(skillID))
	c.changed(Change{Of: OfQueue, SkillID: skillID, AgentID: agentID, From: n, To: n})
}

func (c *Center) waitingFor(skillID string) (n int) {
	for _, id := range c.Queue {
		if c.CallByID[id].SkillID == skillID {
			n++
		}
	}
	return n
}

// changedCallback remembers what became of a callback.
func (c *Center) changedCallback(now time.Time, cb *Callback, from, to CallbackState) {
	c.changed(Change{
		Of: OfCallback, At: now, AgentID: cb.AgentID, CampaignID: cb.Key.CampaignID, Callback: cb.Key, From: string(from), To: string(to),
	})
}

// changedCampaign remembers that a campaign, or a record of it, is not what it was.
func (c *Center) changedCampaign(now time.Time, campaign *Campaign) {
	c.changed(Change{
		Of: OfCampaign, At: now, CampaignID: campaign.ID, From: string(campaign.Status), To: string(campaign.Status),
	})
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
