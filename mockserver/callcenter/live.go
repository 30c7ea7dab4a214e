package callcenter

import (
	"iter"
	"maps"
)

// What a wallboard reads whenever something has changed, without copies. All that is yielded or found here belongs to the
// Center: it is to be read only, and only until the Center changes.

// EachAgent yields all agents, in no order.
func (c *Center) EachAgent() iter.Seq[*Agent] { return maps.Values(c.AgentByID) }

// EachSkill yields all skills, in no order.
func (c *Center) EachSkill() iter.Seq[*Skill] { return maps.Values(c.SkillByID) }

// EachCampaign yields all campaigns, in no order.
func (c *Center) EachCampaign() iter.Seq[*Campaign] { return maps.Values(c.CampaignByID) }

// FindAgent is an agent; nil when there is none.
func (c *Center) FindAgent(id string) *Agent { return c.AgentByID[id] }

// FindCall is a call that is in progress or remembered; nil when there is none.
func (c *Center) FindCall(id ConnID) *Call { return c.CallByID[id] }

// FindSkill is a skill; nil when there is none.
func (c *Center) FindSkill(id string) *Skill { return c.SkillByID[id] }

// FindCampaign is a campaign; nil when there is none.
func (c *Center) FindCampaign(id string) *Campaign { return c.CampaignByID[id] }

// EachWaiting yields the calls that wait for an agent to answer: those of the queues, and those that ring at an agent.
func (c *Center) EachWaiting() iter.Seq[*Call] {
	return func(yield func(*Call) bool) {
		for _, id := range c.Queue {
			if !yield(c.CallByID[id]) {
				return
			}
		}
		for _, a := range c.AgentByID {
			if a.Status.State() == Ring && !yield(c.CallByID[a.Call]) {
				return
			}
		}
	}
}

// QueueLength is how many calls wait in the queues of all skills together.
func (c *Center) QueueLength() int { return len(c.Queue) }

// ActiveCallbacks counts the callbacks that [Center.Callbacks] lists.
func (c *Center) ActiveCallbacks() (n int) {
	for _, cb := range c.CallbackByKey {
		if cb.State != Cancelled {
			n++
		}
	}
	return n
}
