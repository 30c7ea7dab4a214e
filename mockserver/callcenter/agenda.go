package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// maxACWLimit is the longest limit of ACW that makes sense.
const maxACWLimit = 24 * time.Hour

// SetACWLimit sets how long an agent may stay in ACW; 0 is no limit, and the default (inferred, Q-ACW-TIMEOUT; that
// there is a limit is observed, its value is unknown). It holds for every ACW that begins from now on. Refusal: Invalid.
func (c *Center) SetACWLimit(limit time.Duration) error {
	if limit < 0 || limit > maxACWLimit {
		return refuse(Invalid, "", "acw_limit is %s: expected 0 to %s", limit, maxACWLimit)
	}
	c.ACWLimit = limit
	return nil
}

// Tick lets everything happen that is due by now, in the order of the agenda, each at its own time. Ask it before
// anything that reads or changes the Center. It costs nothing when nothing is due.
func (c *Center) Tick(now time.Time) {
	for c.Agenda.Due(now) {
		next := c.Agenda.take()
		if next.AgentID == "" {
			c.fire(next.At, c.CallbackByKey[next.Callback])
			continue
		}
		a := c.AgentByID[next.AgentID]
		a.Appointment = time.Time{}
		if a.Status.State() == Ready {
			c.ringNext(next.At, a)
		} else {
			c.timeOut(next.At, a)
		}
	}
}

// timeOut ends an ACW that has reached its limit: a call that was not coded gets the code TimedOut (observed), and the
// agent is Ready (inferred, Q-ACW-TIMEOUT).
func (c *Center) timeOut(at time.Time, a *Agent) {
	if last := c.CallByID[a.LastCall]; last != nil && last.Disposition == nil {
		last.Disposition = newDisposition(at, TimedOut, "", "")
	}
	c.move(at, a, ACWTimeout, "")
}

// appointAgent puts in the agenda what belongs to the status that an agent has entered: the limit of ACW, or the
// callbacks that wait for an agent who is Ready.
func (c *Center) appointAgent(now time.Time, a *Agent) {
	if c.ACWLimit == 0 && len(a.Waiting) == 0 {
		return
	}
	switch a.Status.State() {
	case ACW:
		if c.ACWLimit > 0 {
			a.Appointment = c.appoint(Appointment{At: now.Add(c.ACWLimit), AgentID: a.ID})
		}
	case Ready:
		if len(a.Waiting) > 0 {
			a.Appointment = c.appoint(Appointment{At: now, AgentID: a.ID})
		}
	}
}

// appoint puts an appointment in the agenda, after those of the same time, and returns its time.
func (c *Center) appoint(p Appointment) time.Time {
	if tooLate(p.At) {
		p.At = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	}
	c.Agenda.add(p)
	return p.At
}

func (c *Center) cancelFor(a *Agent) {
	c.Agenda.cancel(about{agentID: a.ID})
	a.Appointment = time.Time{}
}

func latestOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (c *Center) checkAgenda() error {
	if c.ACWLimit < 0 || c.ACWLimit > maxACWLimit {
		return fmt.Errorf("acw_limit is %s: expected 0 to %s", c.ACWLimit, maxACWLimit)
	}
	for i, p := range c.Agenda.heap {
		if !c.Agenda.inOrder(i) {
			return fmt.Errorf("agenda[%d] is at %s: expected the earliest first", i, p.At)
		}
	}
	agents, callbacks := map[string]bool{}, map[CallbackKey]bool{}
	for i, p := range c.Agenda.All() {
		a, cb := c.AgentByID[p.AgentID], c.CallbackByKey[p.Callback]
		switch {
		case p.At.IsZero():
			return fmt.Errorf("agenda[%d] is at %s: expected a time", i, p.At)
		case (p.AgentID == "") == (p.Callback == CallbackKey{}):
			return fmt.Errorf("agenda[%d] is about agent %q and callback %s: expected one of them", i, p.AgentID, p.Callback)
		case p.AgentID != "" && (a == nil || !a.Appointment.Equal(p.At) || agents[p.AgentID]):
			return fmt.Errorf("agenda[%d] is about agent %q: expected one that has this appointment, once", i, p.AgentID)
		case p.AgentID == "" && (cb == nil || !cb.Fires.Equal(p.At) || callbacks[p.Callback]):
			return fmt.Errorf("agenda[%d] is about callback %s: expected one that fires then, once", i, p.Callback)
		}
		agents[p.AgentID], callbacks[p.Callback] = true, true
	}
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		a := c.AgentByID[id]
		state := a.Status.State()
		ring := state == Ready && len(a.Waiting) > 0
		if has := !a.Appointment.IsZero(); has != agents[id] || has && state != ACW && !ring || ring && !has {
			return fmt.Errorf("agent %q in %s has an appointment at %s, in the agenda: %t: expected one in ACW with a limit, and in Ready while a callback waits", id, a.Status, a.Appointment, agents[id])
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(c.CallbackByKey), CallbackKey.compare) {
		cb := c.CallbackByKey[key]
		if cb.State == Scheduled && !callbacks[key] {
			return fmt.Errorf("callback %s is not in the agenda: expected it there at %s", key, cb.Fires)
		}
	}
	return nil
}
