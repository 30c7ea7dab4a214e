package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"time"
)

// Timer is something that happens by itself at a time: to an agent, or to a callback. None of them has two.
type Timer struct {
	At       time.Time   `json:"at"`
	AgentID  string      `json:"agent_id,omitempty"` // in ACW or Ring: its time is over; in Ready: what waits for it rings
	Callback CallbackKey `json:"callback,omitzero"`  // its time comes
}

// NextTimer is the timer that fires next; false when there is none.
func (c *Center) NextTimer() (Timer, bool) {
	if len(c.Timers) == 0 {
		return Timer{}, false
	}
	return *c.Timers[len(c.Timers)-1], true
}

// Advance lets every timer fire that is due by now, in their order, each at its own time. Ask it before anything that
// reads or changes the Center. It costs nothing when nothing is due.
func (c *Center) Advance(now time.Time) {
	defer func() { c.firing = "" }()
	for {
		next, more := c.NextTimer()
		if !more || next.At.After(now) {
			return
		}
		c.Timers = slices.Delete(c.Timers, len(c.Timers)-1, len(c.Timers))
		if next.AgentID == "" {
			c.firing = TimerCallback
			c.fire(next.At, c.CallbackByKey[next.Callback])
			continue
		}
		a := c.AgentByID[next.AgentID]
		a.Timer = time.Time{}
		switch a.Status.State() {
		case Ready:
			c.ringWaiting(next.At, a)
		case Ring:
			c.ringOut(next.At, a)
		default:
			c.firing = TimerACWLimit
			c.timeOut(next.At, a)
		}
	}
}

// schedule sets a timer, which fires after those of the same time, and returns that time. The next timer stands last, so
// that what comes soon and is often cancelled, such as the limit of ACW, moves few others.
func (c *Center) schedule(t Timer) time.Time {
	t.At = InTime(t.At)
	c.Timers = slices.Insert(c.Timers, c.timersAt(t.At), &t)
	return t.At
}

// cancel takes away a timer that is set.
func (c *Center) cancel(t Timer) {
	i := c.timersAt(t.At)
	for c.Timers[i].AgentID != t.AgentID || c.Timers[i].Callback != t.Callback {
		i++
	}
	c.Timers = slices.Delete(c.Timers, i, i+1)
}

// timersAt is where the timers of a time begin, or would stand.
func (c *Center) timersAt(at time.Time) int {
	return sort.Search(len(c.Timers), func(i int) bool { return !c.Timers[i].At.After(at) })
}

// scheduleAgent sets the timer that belongs to the status that an agent has entered: the limit of ACW, or what waits for an
// agent who is Ready.
func (c *Center) scheduleAgent(now time.Time, a *Agent) {
	switch state := a.Status.State(); {
	case state == ACW && c.Limit > 0:
		a.Timer = c.schedule(Timer{At: now.Add(c.ACWLimit()), AgentID: a.ID})
	case state == Ready && c.hasWork(a):
		a.Timer = c.schedule(Timer{At: now, AgentID: a.ID})
	}
}

// hasWork reports whether a callback or a call of a queue waits for an agent to be Ready.
func (c *Center) hasWork(a *Agent) bool { return len(a.Waiting) > 0 || c.waits(a) }

// ringWaiting rings what waits for an agent who is Ready: calls of queues before callbacks, as their customers are on the
// line (inferred, Q-QUEUE-ORDER).
func (c *Center) ringWaiting(at time.Time, a *Agent) {
	c.firing = TimerQueue
	c.deliver(at)
	if a.can(Deliver) {
		c.firing = TimerCallback
		c.ringNext(at, a)
	}
}

// cancelAgent takes away the timer of an agent, if there is one.
func (c *Center) cancelAgent(a *Agent) {
	if !a.Timer.IsZero() {
		c.cancel(Timer{At: a.Timer, AgentID: a.ID})
		a.Timer = time.Time{}
	}
}

// SetACWLimit sets how long an agent may stay in ACW; 0 is no limit, and the default (inferred, Q-ACW-TIMEOUT; that
// there is a limit is observed, its value is unknown). It holds for every ACW that begins from now on. Refusal: InputInvalid.
func (c *Center) SetACWLimit(limit time.Duration) error {
	if err := CheckDuration("acw_limit", limit, MaxTimer); err != nil {
		return refuse(InputInvalid, "", "%v", err)
	}
	c.Limit = Duration(limit)
	return nil
}

// ACWLimit is what SetACWLimit has set, 0 when there is no limit.
func (c *Center) ACWLimit() time.Duration { return time.Duration(c.Limit) }

// timeOut ends an ACW that has reached its limit: a call that was not coded gets the code TimedOut (observed), and the
// agent is Ready (inferred, Q-ACW-TIMEOUT).
func (c *Center) timeOut(at time.Time, a *Agent) {
	if last := c.CallByID[a.LastCall]; last != nil && last.Disposition == nil {
		c.code(last, newDisposition(at, TimedOut, "", ""))
	}
	c.moveAgent(at, a, ACWTimeout, "")
}

// SetRingTimeout sets how long a call may ring at an agent; 0 is no limit, and the default (inferred, Q-RING-TIMEOUT). It
// holds for every call that begins to ring from now on, but not for one that the agent dialled, which rings at the customer.
// Refusal: InputInvalid.
func (c *Center) SetRingTimeout(limit time.Duration) error {
	if err := CheckDuration("ring_timeout", limit, MaxTimer); err != nil {
		return refuse(InputInvalid, "", "%v", err)
	}
	c.RingLimit = Duration(limit)
	return nil
}

// RingTimeout is what SetRingTimeout has set, 0 when there is no limit.
func (c *Center) RingTimeout() time.Duration { return time.Duration(c.RingLimit) }

// scheduleRing sets the timer of an agent at whom a call begins to ring.
func (c *Center) scheduleRing(now time.Time, a *Agent) {
	if c.RingLimit > 0 {
		a.Timer = c.schedule(Timer{At: now.Add(c.RingTimeout()), AgentID: a.ID})
	}
}

// ringOut ends the ringing of a call: one that was dialled takes its course, see follow. Of the others, which nobody
// answered in time, the call of a skill goes back to its queue unless that is full, any other ends (inferred, Q-RING-TIMEOUT);
// the agent is Ready again (inferred, Q-RING-TIMEOUT-STATE).
func (c *Center) ringOut(at time.Time, a *Agent) {
	k := c.CallByID[a.Call]
	if o, dialled := k.DialResult.outcome(); dialled {
		c.firing = TimerRingTime
		c.moveCall(at, k, o.Event)
		return
	}
	c.firing = TimerRingTimeout
	if k.SkillID == "" || len(c.Queue) >= MaxQueued {
		c.moveCall(at, k, RingTimeout)
		return
	}
	c.moveCall(at, k, Requeue)
	c.requeue(k, a)
	c.changedQueue(at, k.SkillID, 1)
	c.deliver(at)
}

func (c *Center) checkTimers() error {
	if err := CheckDuration("acw_limit", c.ACWLimit(), MaxTimer); err != nil {
		return err
	}
	if err := CheckDuration("ring_timeout", c.RingTimeout(), MaxTimer); err != nil {
		return err
	}
	agents, callbacks := map[string]bool{}, map[CallbackKey]bool{}
	for i, t := range c.Timers {
		if t == nil {
			return fmt.Errorf("timers[%d] is null: expected a timer", i)
		}
		a, cb := c.AgentByID[t.AgentID], c.CallbackByKey[t.Callback]
		switch {
		case t.At.IsZero() || i > 0 && t.At.After(c.Timers[i-1].At):
			return fmt.Errorf("timers[%d] is at %s: expected a time, the latest one first", i, t.At)
		case (t.AgentID == "") == (t.Callback == CallbackKey{}):
			return fmt.Errorf("timers[%d] is about agent %q and callback %s: expected one of them", i, t.AgentID, t.Callback)
		case t.AgentID != "" && (a == nil || !a.Timer.Equal(t.At) || agents[t.AgentID]):
			return fmt.Errorf("timers[%d] is about agent %q: expected one that has this timer, once", i, t.AgentID)
		case t.AgentID == "" && (cb == nil || !cb.Fires.Equal(t.At) || callbacks[t.Callback]):
			return fmt.Errorf("timers[%d] is about callback %s: expected one that fires then, once", i, t.Callback)
		}
		agents[t.AgentID], callbacks[t.Callback] = true, true
	}
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		a := c.AgentByID[id]
		state := a.Status.State()
		rings := state == Ready && c.hasWork(a)
		dialled, timed := c.ringTimed(a)
		if has := !a.Timer.IsZero(); has != agents[id] || has && state != ACW && state != Ring && state != Ready || rings && !has ||
			dialled && has != timed {
			return fmt.Errorf("agent %q in %s has a timer at %s, in timers: %t: expected one in ACW or Ring with a limit, in "+
				"Ready while a callback or a call waits, and while a call that was dialled rings for a time", id, a.Status, a.Timer,
				agents[id])
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(c.CallbackByKey), CallbackKey.compare) {
		if cb := c.CallbackByKey[key]; cb.State == Scheduled && !callbacks[key] {
			return fmt.Errorf("callback %s has no timer: expected one at %s", key, cb.Fires)
		}
	}
	return nil
}
