package callcenter

import (
	"time"
)

// SkillStats counts the inbound calls of one skill that started today, by the zone of the tenant. Which calls count is inferred:
// the page of real_time skills gives names only.
type SkillStats struct {
	Waiting   int       // queued or ringing now, whatever day they started
	Oldest    time.Time // when the one of these started that has waited longest; zero: none waits
	Inbound   int       // of today
	Answered  int       // by an agent
	Abandoned int       // the customer hung up before an answer
	Over      int       // were answered, or have ended

	waits []time.Duration // of those that were answered and are remembered
	past  SkillPast       // of today; zero: all are remembered
}

// Within is the percentage of today's inbound calls that were answered within so many seconds; 0 when there was no call.
func (s *SkillStats) Within(seconds int) float64 { return s.percent(s.answeredWithin(seconds)) }

func (s *SkillStats) answeredWithin(seconds int) int {
	n := s.past.within(seconds)
	for _, wait := range s.waits {
		if wait.Seconds() <= float64(seconds) {
			n++
		}
	}
	return n
}

// ServiceLevel is the share, 0 to 1, of today's inbound calls that were answered within so many seconds, among those that
// were answered or have ended: a call that still waits is no failure yet. It is 0 when there are none of these. Definitions
// differ from one product to the next; this one is ours, for the wallboard, and no reply of the wolkvox API has it.
func (s *SkillStats) ServiceLevel(seconds int) float64 {
	return float64(s.answeredWithin(seconds)) / float64(max(1, s.Over))
}

// AbandonedShare is the percentage of today's inbound calls that the customer ended before an answer.
func (s *SkillStats) AbandonedShare() float64 { return s.percent(s.Abandoned) }

func (s *SkillStats) percent(n int) float64 { return 100 * float64(n) / float64(max(1, s.Inbound)) }

// SkillStats are the counts of a skill. Refusal: SkillUnknown.
func (c *Center) SkillStats(now time.Time, skillID string) (SkillStats, error) {
	if _, err := c.skill(skillID); err != nil {
		return SkillStats{}, err
	}
	var stats SkillStats
	c.CountCalls(now, map[string]*SkillStats{skillID: &stats})
	return stats, nil
}

// CountCalls fills in the counts of some skills, by their ids, which are zero: all of them in one pass over the calls.
func (c *Center) CountCalls(now time.Time, of map[string]*SkillStats) {
	today, tomorrow := c.Zone.day(now)
	for id, stats := range of {
		if p := &c.SkillByID[id].Past; !p.Day.Before(today) && p.Day.Before(tomorrow) {
			stats.past = *p
			stats.Inbound, stats.Over, stats.Answered, stats.Abandoned = p.Inbound, p.Inbound, p.Answered, p.Abandoned
		}
	}
	for _, k := range c.CallByID {
		stats := of[k.SkillID]
		if stats == nil {
			continue
		}
		if k.State == Queued || k.State == Ringing {
			if stats.Waiting++; stats.Oldest.IsZero() || k.Started.Before(stats.Oldest) {
				stats.Oldest = k.Started
			}
		}
		if k.Started.Before(today) || !k.Started.Before(tomorrow) {
			continue
		}
		stats.Inbound++
		if !k.Answered.IsZero() || k.State == Ended {
			stats.Over++
		}
		switch {
		case !k.Answered.IsZero():
			stats.Answered++
			stats.waits = append(stats.waits, k.Answered.Sub(k.Started))
		case k.EndedBy == ByCustomer:
			stats.Abandoned++
		}
	}
}

// CampaignStats are the figures of a campaign. All but the last count its records, each by its latest call (documented for
// real_time.php campaigns that they count records and not calls; by which of its calls is inferred, Q-CAMPAIGN-FIGURES).
type CampaignStats struct {
	Records    int
	Clean      int // were not called
	Dialled    int // were called
	Today      int // of those, today
	Answered   int
	Machines   int // an answering machine answered
	Busy       int
	Unanswered int
	Hits       int // were coded as a hit

	LastMinute int // calls that started in the last minute, as far as they are remembered
}

// CampaignStats looks at every record of a campaign. Today is that of the zone of the tenant.
func (c *Center) CampaignStats(now time.Time, campaignID string) (stats CampaignStats) {
	campaign := c.CampaignByID[campaignID]
	if campaign == nil {
		return stats
	}
	stats.Records = len(campaign.CustomerByID)
	for _, u := range campaign.CustomerByID {
		if u.Called.IsZero() {
			stats.Clean++
			continue
		}
		stats.Dialled++
		if c.Zone.SameDay(u.Called, now) {
			stats.Today++
		}
		switch u.Result {
		case "answer":
			stats.Answered++
		case "answer machine":
			stats.Machines++
		case "busy":
			stats.Busy++
		case "no answer":
			stats.Unanswered++
		}
		if c.hit(u.CodAct) {
			stats.Hits++
		}
	}
	for _, k := range c.CallByID {
		if age := now.Sub(k.Started); k.CampaignID == campaignID && age >= 0 && age <= time.Minute {
			stats.LastMinute++
		}
	}
	return stats
}

// Progress is how many records the campaign has, how many of them were called, and how many of these have an answer as their
// latest call: what CampaignStats says of them too, at less cost.
func (g *Campaign) Progress() (records, dialled, answered int) {
	for _, u := range g.CustomerByID {
		if !u.Called.IsZero() {
			dialled++
		}
		if u.Result == "answer" {
			answered++
		}
	}
	return len(g.CustomerByID), dialled, answered
}

// CallsSince are copies of the calls that ended at t or later, the oldest first; calls in progress are left out
// (inferred, Q-CALLS-LAST-10). Only remembered ones are among them: see MaxEndedCalls.
func (c *Center) CallsSince(t time.Time) []Call {
	return c.callsWhere(func(k *Call) bool { return k.State == Ended && !k.Ended.Before(t) })
}

// HitsSince are copies of the calls that were coded as a hit at t or later, the oldest first (documented, real_time.php
// hits_last_hour: the code's hit is on; that the time of coding counts is inferred). Only remembered ones are among them.
func (c *Center) HitsSince(t time.Time) []Call {
	return c.callsWhere(func(k *Call) bool { return c.isHit(k) && !k.Disposition.At.Before(t) })
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
