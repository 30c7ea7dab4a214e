package callcenter

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// MaxQueued is how many calls may wait in the queues of all skills together. While agents let their calls ring out, each call
// that waits is looked at for each of them, again and again.
const MaxQueued = 250

// arriveAtSkill lets an inbound call come to a skill: it rings at a member, or waits in the queue until one can take it.
// Its id begins with that of the skill, as there is no agent yet (inferred, Q-QUEUE).
// Refusals: InputInvalid, QueueFull, NumberBlocked, WorldFull.
func (c *Center) arriveAtSkill(now time.Time, arr Arrival) (Call, error) {
	switch {
	case arr.SkillID == "":
		return Call{}, refuse(InputInvalid, "", "agent_id and skill_id are empty: expected the agent that the call comes to, or "+
			"the skill in whose queue it waits")
	case arr.Answered:
		return Call{}, refuse(InputInvalid, "", "answered is true of a call to skill %q and no agent_id: expected it of a call "+
			"that comes to an agent; let this one ring, then answer it", arr.SkillID)
	}
	if _, err := c.recordOf(arr); err != nil {
		return Call{}, err
	}
	if err := c.checkSkillOf(arr); err != nil {
		return Call{}, err
	}
	if len(c.Queue) >= MaxQueued {
		return Call{}, refuse(QueueFull, "", "%d calls wait in the queues: expected fewer than %d; let some be answered or hang up",
			len(c.Queue), MaxQueued)
	}
	if err := cmp.Or(c.takes(arr), c.fitsCall(arr.SkillID, arr.Phone, "", "")); err != nil {
		return Call{}, err
	}
	k := c.newCall(now, arr.SkillID, arr.Type, arr.Phone)
	k.AgentID, k.State, k.Simulated = "", Queued, arr.Simulated
	c.arriveFor(now, k, arr.SkillID)
	c.changedCall(now, k, "", "")
	c.Queue = append(c.Queue, k.ID)
	c.changedQueue(now, k.SkillID, 1)
	c.deliver(now)
	return c.Call(k.ID)
}

// deliver lets calls that wait ring at members who are Ready: first the call that stands first in the queue, and each at the
// best member (inferred, Q-QUEUE-ORDER).
func (c *Center) deliver(now time.Time) {
	if len(c.Queue) == 0 {
		return
	}
	ready := c.ready()
	for i := 0; i < len(c.Queue) && len(ready) > 0; {
		k := c.CallByID[c.Queue[i]]
		a := c.best(k, ready)
		if a == nil {
			i++
			continue
		}
		c.unqueue(k)
		ready = slices.DeleteFunc(ready, func(other *Agent) bool { return other == a })
		k.AgentID = a.ID
		at := later(now, a.Since) // the agent may have got Ready later, when nobody asked in between
		c.moveCall(at, k, Deliver)
		c.changedQueue(at, k.SkillID, -1)
	}
}

// ready are the agents who are Ready, in no order.
func (c *Center) ready() (all []*Agent) {
	for _, a := range c.AgentByID {
		if a.can(Deliver) {
			all = append(all, a)
		}
	}
	return all
}

// best is whom a call rings at next: of the agents to whom it is offered the one with the best expertise; of several, who has
// been Ready longest; of those, who has the lowest agent_id (inferred, Q-QUEUE-ORDER). nil: none of them.
func (c *Center) best(k *Call, ready []*Agent) (best *Agent) {
	s := c.SkillByID[k.SkillID]
	for _, a := range ready {
		if c.offers(k, a) && (best == nil || cmp.Or(
			cmp.Compare(s.expertise(best.ID), s.expertise(a.ID)), a.Since.Compare(best.Since), cmp.Compare(a.ID, best.ID)) < 0) {
			best = a
		}
	}
	return best
}

// offers reports whether a call that waits may ring at an agent who is Ready: a member of its skill, at whom it has not rung
// out (inferred, Q-RING-TIMEOUT); a simulated one at no manual agent.
func (c *Center) offers(k *Call, a *Agent) bool {
	_, member := c.SkillByID[k.SkillID].Members[a.ID]
	_, missed := slices.BinarySearch(a.Missed, k.ID)
	return member && !missed && !(k.Simulated && a.Manual)
}

// waits reports whether a call waits that may ring at an agent who is Ready.
func (c *Center) waits(a *Agent) bool {
	return slices.ContainsFunc(c.Queue, func(id ConnID) bool { return c.offers(c.CallByID[id], a) })
}

// expertise is the level of a member as a number, the higher the better (inferred, Q-QUEUE-ORDER). It may be any text
// (Q-EXPERTISE-RANGE): one that is no whole number is the lowest.
func (s *Skill) expertise(agentID string) int {
	n, err := strconv.Atoi(s.Members[agentID])
	if err != nil {
		return math.MinInt
	}
	return n
}

// requeue puts a call that rang out at an agent back where it came from: before every younger call, and so at the head of its
// queue, unless an older one rang out too. It is not offered to that agent again until the agent has done something else than
// ring (inferred, Q-RING-TIMEOUT).
func (c *Center) requeue(k *Call, a *Agent) {
	i := slices.IndexFunc(c.Queue, func(id ConnID) bool { return byAge(k, c.CallByID[id]) < 0 })
	if i < 0 {
		i = len(c.Queue)
	}
	c.Queue = slices.Insert(c.Queue, i, k.ID)
	c.held -= len(a.Missed) * connBytes
	if len(a.Missed) >= len(c.Queue) { // some are over; to look at each call whenever one rings out would take too long
		a.Missed = slices.DeleteFunc(a.Missed, c.isOver)
	}
	at, _ := slices.BinarySearch(a.Missed, k.ID)
	a.Missed = slices.Insert(a.Missed, at, k.ID)
	c.held += len(a.Missed) * connBytes
}

// isOver reports whether a call has ended, or was forgotten since.
func (c *Center) isOver(id ConnID) bool { k := c.CallByID[id]; return k == nil || k.State == Ended }

// unqueue takes a call out of its queue.
func (c *Center) unqueue(k *Call) {
	c.Queue = slices.DeleteFunc(c.Queue, func(id ConnID) bool { return id == k.ID })
}

// positions are the places of the calls that wait, each in the queue of its skill; 1 is the first.
func (c *Center) positions() map[ConnID]int {
	position, waiting := map[ConnID]int{}, map[string]int{}
	for _, id := range c.Queue {
		skill := c.CallByID[id].SkillID
		waiting[skill]++
		position[id] = waiting[skill]
	}
	return position
}

// checkMissed holds what an agent has missed against what it does; a call may be forgotten since.
func checkMissed(a *Agent) error {
	for i, id := range a.Missed {
		if i > 0 && a.Missed[i-1] >= id {
			return fmt.Errorf("its missed[%d] is %q: expected each call once, in order", i, id)
		}
	}
	if state := a.Status.State(); len(a.Missed) > 0 && state != Ready && state != Ring {
		return fmt.Errorf("its missed are %s while its status is %q: expected none but in ready and ring", quotedList(a.Missed),
			a.Status)
	}
	return nil
}

func (c *Center) checkQueue() error {
	if len(c.Queue) > MaxQueued {
		return fmt.Errorf("queue has %d calls: expected at most %d", len(c.Queue), MaxQueued)
	}
	queued := map[ConnID]bool{}
	for i, id := range c.Queue {
		if k := c.CallByID[id]; k == nil || k.State != Queued || queued[id] {
			return fmt.Errorf("queue[%d] is %q: expected a call that is queued, and each once", i, id)
		}
		queued[id] = true
	}
	for id, k := range c.CallByID {
		if k.State == Queued && !queued[id] {
			return fmt.Errorf("call %q is queued and not in queue: expected it there", id)
		}
	}
	return nil
}
