package simulator

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A worker is an agent whom the simulator moves.
type worker struct {
	Plan plan `json:"plan,omitzero"`

	Working bool                `json:"working,omitempty"` // the shift of Day
	Day     int                 `json:"day,omitempty"`     // the latest shift begun, by the day on which it began since 1970
	Breaks  int                 `json:"breaks,omitempty"`  // of that shift, taken or passed
	Away    callcenter.Duration `json:"away,omitempty"`    // how long the break is that begins
	Ends    time.Time           `json:"ends,omitzero"`     // of the call that goes on

	Rings  int `json:"rings,omitempty"` // what was drawn of each so far
	Talks  int `json:"talks,omitempty"`
	Wraps  int `json:"wraps,omitempty"`
	Pauses int `json:"pauses,omitempty"`

	Status callcenter.Status `json:"status,omitempty"` // what the plan is for
	Since  time.Time         `json:"since,omitzero"`
	Call   callcenter.ConnID `json:"call,omitempty"`
}

// forget lets the next look at the agent plan anew.
func (w *worker) forget() { w.Status, w.Since, w.Call = "", time.Time{}, "" }

// lookAgain is after how long the simulator looks again for what somebody else has to change, such as a disabled agent.
const lookAgain = 5 * time.Minute

// follow plans what an agent does next, from what it does now.
func (s *Simulator) follow(c *callcenter.Center, id string) {
	a, err := c.Agent(id)
	w := s.Agents[id]
	switch {
	case err != nil:
		if w != nil {
			s.agenda.clear(&w.Plan)
			delete(s.Agents, id)
		}
		return
	case w == nil:
		w = &worker{Day: -1}
		w.Plan = plan{kind: ofAgent, id: id, order: id}
		s.Agents[id] = w
	}
	if a.Manual {
		s.agenda.clear(&w.Plan)
		w.forget()
		w.Working = false
		return
	}
	if w.Plan.index > 0 && w.Status == a.Status && w.Since.Equal(a.Since) && w.Call == a.Call {
		return
	}
	w.Status, w.Since, w.Call = a.Status, a.Since, a.Call
	now := later(a.Since, s.Time)
	s.agenda.clear(&w.Plan)
	if state := a.Status.State(); state == callcenter.Logout {
		s.followLogout(now, c, a, w)
		return
	}
	s.begin(now, c, id, w)
	switch a.Status.State() {
	case callcenter.Ready:
		s.followReady(now, c, id, w)
	case callcenter.Aux:
		s.followBreak(now, c, id, w)
	case callcenter.Ring:
		s.followRing(now, c, a, w)
	case callcenter.Talk:
		s.followTalk(now, c, a, w)
	case callcenter.ACW:
		w.Wraps++
		s.agenda.set(&w.Plan, now.Add(s.draw("wrap_up", id, w.Wraps).length(or(s.Config.WrapUp, defaultWrapUp))), StepWrapUp)
	}
}

// begin notes which shift an agent who is logged in works: the present one or, for somebody who came earlier, the next.
func (s *Simulator) begin(now time.Time, c *callcenter.Center, id string, w *worker) {
	shift := s.shifts[id]
	if shift == nil || w.Working {
		return
	}
	p := s.day(c, now)
	st, _ := s.stintAt(id, shift, p)
	w.Working, w.Day, w.Breaks = true, st.day, 0
	for w.Breaks < len(shift.Breaks) && s.breakAt(id, st, shift, w.Breaks).Before(p) {
		w.Breaks++
	}
}

// followLogout plans when an agent comes: now, if a shift of its goes on that it has not worked yet, or to the next one. Whom
// somebody has logged out comes back with the next shift.
func (s *Simulator) followLogout(now time.Time, c *callcenter.Center, a callcenter.Agent, w *worker) {
	w.Working = false
	shift := s.shifts[a.ID]
	if shift == nil {
		return
	}
	p := s.day(c, now)
	st, works := s.stintAt(a.ID, shift, p)
	switch {
	case works && st.day != w.Day && a.Enabled:
		s.agenda.set(&w.Plan, now, StepLogin)
		return
	case works && st.day != w.Day:
		s.agenda.set(&w.Plan, now.Add(lookAgain), StepLogin)
		return
	case works || st.day == w.Day:
		st = s.stintOf(a.ID, shift, st.day+1)
	}
	s.agenda.set(&w.Plan, now.Add(st.begin.Sub(p)), StepLogin)
}

// due is what an agent has to do at a time beside calls: leave, or have a break. next is when it will, if not now.
func (s *Simulator) due(now time.Time, c *callcenter.Center, id string, w *worker) (what string, next time.Time) {
	shift := s.shifts[id]
	if shift == nil {
		return "", time.Time{}
	}
	p, st := s.day(c, now), s.stintOf(id, shift, w.Day)
	what, at := StepLogout, st.end
	if w.Breaks < len(shift.Breaks) {
		if due := s.breakAt(id, st, shift, w.Breaks); due.Before(at) {
			what, at = StepBreak, due
		}
	}
	if at.After(p) {
		return what, now.Add(at.Sub(p))
	}
	return what, now
}

func (s *Simulator) followReady(now time.Time, c *callcenter.Center, id string, w *worker) {
	if what, at := s.due(now, c, id, w); what != "" {
		s.agenda.set(&w.Plan, at, what)
	}
}

func (s *Simulator) followBreak(now time.Time, c *callcenter.Center, id string, w *worker) {
	away := time.Duration(w.Away)
	if w.Away = 0; away == 0 {
		w.Pauses++
		away = s.draw("pause", id, w.Pauses).length(or(s.Config.Break, defaultBreak))
	}
	at, what := now.Add(away), StepResume
	if next, end := s.due(now, c, id, w); next == StepLogout && end.Before(at) {
		at, what = end, next
	}
	s.agenda.set(&w.Plan, at, what)
}

// followRing plans that an agent picks up. What it has dialled takes its course, or waits for somebody else.
func (s *Simulator) followRing(now time.Time, c *callcenter.Center, a callcenter.Agent, w *worker) {
	if k, err := c.Call(a.Call); err != nil || k.DialResult != "" {
		return
	}
	w.Rings++
	s.agenda.set(&w.Plan, now.Add(s.draw("answer", a.ID, w.Rings).length(or(s.Config.Answer, defaultAnswer))), StepAnswer)
}

// followTalk plans how a call goes on: how long it takes is a matter of the customer; of one who is not the simulator's, a
// matter of the agent.
func (s *Simulator) followTalk(now time.Time, c *callcenter.Center, a callcenter.Agent, w *worker) {
	w.Talks++
	talk, d := or(s.Config.Talk, defaultTalk), s.draw("talk", a.ID, w.Talks)
	if u := s.Customers[a.Call]; u != nil {
		talk, d = or(s.talkOf(u), talk), s.draw("talk of "+u.kindOf(), u.Of, u.N)
	}
	long := d.length(talk)
	w.Ends = now.Add(long)
	if d.uniform() < or(s.Config.HoldShare, defaultHoldShare) {
		w.Ends = w.Ends.Add(s.holdLength(a.ID, w))
		s.agenda.set(&w.Plan, now.Add(long/3), StepHold)
		return
	}
	s.agenda.set(&w.Plan, w.Ends, StepHangUp)
}

func (s *Simulator) holdLength(id string, w *worker) time.Duration {
	return s.draw("hold", id, w.Talks).length(or(s.Config.Hold, defaultHold))
}

// act lets an agent do what it has planned. What is refused is over too: the plan that follows is made of what the agent does
// then.
func (s *Simulator) act(now time.Time, c *callcenter.Center, id, what string) {
	a, err := c.Agent(id)
	w := s.Agents[id]
	if err != nil || a.Manual {
		return
	}
	switch what {
	case StepLogin:
		_ = c.Login(now, id)
	case StepLogout, StepBreak:
		s.leave(now, c, id, w)
	case StepResume:
		_, _ = c.ChangeStatus(now, id, callcenter.Status(callcenter.Ready))
	case StepAnswer:
		_ = c.Answer(now, a.Call)
	case StepHold, StepTakeBack:
		s.hold(now, c, a, w, what)
		return
	case StepHangUp:
		if s.draw("ends", id, w.Talks).uniform() < or(s.Config.AgentEnds, defaultAgentEnds) {
			_ = c.Hang(now, id)
		} else {
			_ = c.CustomerHangUp(now, a.Call)
		}
	case StepWrapUp:
		s.code(now, c, a, w)
		if !s.leave(now, c, id, w) {
			_, _ = c.ChangeStatus(now, id, callcenter.Status(callcenter.Ready))
		}
	}
}

// hold puts a call on hold, or takes it back, unless somebody has done so; the plan goes on from there.
func (s *Simulator) hold(now time.Time, c *callcenter.Center, a callcenter.Agent, w *worker, what string) {
	if k, err := c.Call(a.Call); err == nil && k.OnHold == (what == StepTakeBack) {
		_ = c.Hold(now, a.ID)
	}
	if what == StepHold {
		s.agenda.set(&w.Plan, now.Add(s.holdLength(a.ID, w)), StepTakeBack)
	} else {
		s.agenda.set(&w.Plan, later(w.Ends, now), StepHangUp)
	}
}

// leave lets an agent who is on no call log out, or go on a break, if it is time for that.
func (s *Simulator) leave(now time.Time, c *callcenter.Center, id string, w *worker) bool {
	what, at := s.due(now, c, id, w)
	if what == "" || at.After(now) {
		return false
	}
	if what == StepLogout {
		_, err := c.ChangeStatus(now, id, callcenter.Status(callcenter.Logout))
		return err == nil
	}
	b := s.shifts[id].Breaks[w.Breaks]
	w.Breaks++
	mean := time.Duration(b.Length)
	w.Pauses++
	w.Away = callcenter.Duration(s.draw("pause", id, w.Pauses).length(length(mean, mean/8)))
	if _, err := c.ChangeStatus(now, id, callcenter.Status(b.State)); err != nil {
		w.Away = 0
		return false
	}
	return true
}

// code codes the call that an agent wraps up, unless somebody has.
func (s *Simulator) code(now time.Time, c *callcenter.Center, a callcenter.Agent, w *worker) {
	if k, err := c.Call(a.LastCall); err != nil || k.Disposition != nil {
		return
	}
	d := s.draw("code", a.ID, w.Wraps)
	if share, any := s.codeShare(c, d); any {
		_, _ = c.Type(now, a.ID, share.Code, share.Code2, "")
	}
}

// codeShare chooses how a call is coded.
func (s *Simulator) codeShare(c *callcenter.Center, d *draws) (_ CodeShare, any bool) {
	shares := s.Config.Codes
	if len(shares) == 0 {
		for _, code := range c.Codes() {
			if code.Group == callcenter.Group1 {
				shares = append(shares, CodeShare{Code: code.ID, Weight: 1})
			}
		}
	}
	if len(shares) == 0 {
		return CodeShare{}, false
	}
	weights := make([]float64, len(shares))
	for i, share := range shares {
		weights[i] = share.Weight
	}
	return shares[d.choose(weights...)], true
}
