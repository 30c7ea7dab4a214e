package simulator

import (
	"fmt"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A source is a skill that customers call.
type source struct {
	ID   string `json:"skill_id"`
	N    int    `json:"n"` // what was drawn for it so far
	Plan plan   `json:"plan,omitzero"`
}

// A customer is somebody whose call is in progress.
type customer struct {
	Of       string    `json:"of"`                 // the skill that was called, or the campaign that calls
	Campaign bool      `json:"campaign,omitempty"` // which of the two
	N        int       `json:"n"`                  // of its draws
	Ends     time.Time `json:"ends,omitzero"`      // of the patience; zero: it has no end
	Plan     plan      `json:"plan,omitzero"`
}

// kindOf tells the draws of a skill from those of a campaign with its id.
func (u *customer) kindOf() string {
	if u.Campaign {
		return "campaign"
	}
	return "skill"
}

// order is where customers stand among those who give up at one time.
func (u *customer) order() string { return u.kindOf() + " " + u.Of }

// talkOf is how long customers talk, nil when nothing is said of it.
func (s *Simulator) talkOf(u *customer) *Length {
	if u.Campaign {
		return s.campaignConfig(u.Of).Talk
	}
	return s.skillConfig(u.Of).Talk
}

// addSkills finds the skills that customers call: those of the configuration, or all there are.
func (s *Simulator) addSkills(c *callcenter.Center) {
	configs := s.Config.Skills
	if len(configs) == 0 {
		for _, skill := range c.Skills() {
			configs = append(configs, Skill{SkillID: skill.ID})
		}
	}
	known := map[string]*source{}
	for _, src := range s.Skills {
		known[src.ID] = src
	}
	s.Skills = s.Skills[:0]
	for _, config := range configs {
		src := known[config.SkillID]
		if src == nil {
			src = &source{ID: config.SkillID}
		}
		src.Plan = plan{kind: ofSkill, id: src.ID, n: len(s.Skills)}
		s.Skills = append(s.Skills, src)
	}
}

// skillConfig is what is configured of a skill.
func (s *Simulator) skillConfig(id string) Skill {
	for _, config := range s.Config.Skills {
		if config.SkillID == id {
			return config
		}
	}
	return Skill{SkillID: id}
}

// planArrival plans the next call to a skill. Within half an hour calls come at one rate, as a Poisson process, which has no
// memory: what does not come before the half hour is over is drawn anew then.
func (s *Simulator) planArrival(c *callcenter.Center, now time.Time, src *source) {
	src.N++
	p := s.day(c, now)
	left := halfHour - p.Sub(p.Truncate(halfHour))
	calls := s.Load * s.calls(c, src.ID, int(p.Sub(p.Truncate(wholeDay))/halfHour))
	if calls > 0 {
		if gap := s.draw("arrival", src.ID, src.N).exponential(time.Duration(float64(halfHour) / calls)); gap < left {
			s.agenda.set(&src.Plan, now.Add(gap), StepArrive)
			return
		}
	}
	s.agenda.set(&src.Plan, now.Add(left), stepHalfHour)
}

// calls is how many calls come to a skill in a half hour of the day, on average.
func (s *Simulator) calls(c *callcenter.Center, id string, half int) float64 {
	config := s.skillConfig(id)
	if len(config.HalfHours) > 0 {
		return config.HalfHours[half]
	}
	peak := or(config.Peak, -1)
	if peak < 0 {
		skill, err := c.Skill(id)
		if err != nil {
			return 0
		}
		peak = defaultPerMember * float64(len(skill.Members))
	}
	return peak / 2 * defaultCurve[half]
}

// arrive lets a customer call a skill. A call that is refused, as the queue is full or the number blocked, is lost.
func (s *Simulator) arrive(now time.Time, c *callcenter.Center, src *source, what string) {
	if what == StepArrive {
		k, err := c.Arrive(now, callcenter.Arrival{
			Type: callcenter.Inbound, SkillID: src.ID, Phone: s.phone(src.ID, src.N), Simulated: true,
		})
		if err == nil {
			s.wait(now, k.ID, src)
		}
	}
	s.planArrival(c, now, src)
}

// phone is a made-up number.
func (s *Simulator) phone(of string, n int) string {
	start := s.Config.PhoneStart
	if start == "" {
		start = defaultPhoneStart
	}
	digits := fmt.Sprintf("%010d", s.draw("phone", of, n).number(10_000_000_000))
	return start + digits[len(start):]
}

// wait lets the customer of a call that has come to a skill wait as long as patience lasts.
func (s *Simulator) wait(now time.Time, id callcenter.ConnID, src *source) {
	u := &customer{Of: src.ID, N: src.N}
	u.Plan = plan{kind: ofCustomer, id: id, order: u.order(), n: u.N}
	s.Customers[id] = u
	patience := time.Duration(or(s.skillConfig(src.ID).Patience, callcenter.Duration(defaultPatience)))
	if patience > 0 {
		u.Ends = now.Add(s.draw("patience", src.ID, src.N).exponential(patience))
		s.agenda.set(&u.Plan, u.Ends, StepGiveUp)
	}
}

// giveUp lets a customer who waits hang up, unless the call rings at an agent who has become manual since.
func (s *Simulator) giveUp(now time.Time, c *callcenter.Center, id callcenter.ConnID) {
	k, err := c.Call(id)
	if err != nil {
		return
	}
	if a, err := c.Agent(k.AgentID); err != nil || !a.Manual {
		_ = c.CustomerHangUp(now, id)
	}
}

// keepWaiting plans again that a customer gives up, if its call waits still.
func (s *Simulator) keepWaiting(now time.Time, c *callcenter.Center, id callcenter.ConnID) {
	u := s.Customers[id]
	k, err := c.Call(id)
	switch {
	case err != nil || k.State == callcenter.Ended:
		delete(s.Customers, id)
	case k.State != callcenter.Active && !u.Ends.IsZero():
		s.agenda.set(&u.Plan, later(u.Ends, now), StepGiveUp)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
