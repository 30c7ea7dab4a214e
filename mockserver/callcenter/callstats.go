package callcenter

import (
	"time"
)

// SkillStats counts the inbound calls of one skill that started today, in UTC (Q-TIMEZONE), as far as they are
// remembered (see MaxEndedCalls). Which calls count is inferred: the page of real_time skills gives names only.
type SkillStats struct {
	Waiting   int // queued or ringing now, whatever day they started
	Inbound   int // of today
	Answered  int // by an agent
	Abandoned int // the customer hung up before an answer

	waits []time.Duration // of those that were answered
}

// Within is the percentage of today's inbound calls that were answered within so many seconds; 0 when there was no call.
func (s SkillStats) Within(seconds int) float64 {
	n := 0
	for _, wait := range s.waits {
		if wait.Seconds() <= float64(seconds) {
			n++
		}
	}
	return s.percent(n)
}

// AbandonedShare is the percentage of today's inbound calls that the customer ended before an answer.
func (s SkillStats) AbandonedShare() float64 { return s.percent(s.Abandoned) }

func (s SkillStats) percent(n int) float64 { return 100 * float64(n) / float64(max(1, s.Inbound)) }

// SkillStats are the counts of a skill. Refusal: SkillUnknown.
func (c *Center) SkillStats(now time.Time, skillID string) (SkillStats, error) {
	if _, err := c.skill(skillID); err != nil {
		return SkillStats{}, err
	}
	var stats SkillStats
	for _, k := range c.CallByID {
		if k.SkillID != skillID {
			continue
		}
		if k.State == Queued || k.State == Ringing {
			stats.Waiting++
		}
		if !sameDay(k.Started, now) {
			continue
		}
		stats.Inbound++
		switch {
		case !k.Answered.IsZero():
			stats.Answered++
			stats.waits = append(stats.waits, k.Answered.Sub(k.Started))
		case k.EndedBy == ByCustomer:
			stats.Abandoned++
		}
	}
	return stats, nil
}

// CampaignStats are the calls of a campaign on one day, as far as they are remembered (inferred, Q-CAMPAIGN-FIGURES).
type CampaignStats struct {
	Dialled    int
	Answered   int
	Unanswered int // and over
	Hits       int // coded as a hit
	LastMinute int // dialled in the last minute
	Clean      int // records that were not called
}

// CampaignStats counts the calls of today, by UTC (Q-TIMEZONE).
func (c *Center) CampaignStats(now time.Time, campaignID string) (stats CampaignStats) {
	called := map[string]bool{}
	for _, k := range c.CallByID {
		if k.CampaignID != campaignID || !sameDay(k.Started, now) {
			continue
		}
		called[k.CustomerID] = true
		stats.Dialled++
		switch {
		case !k.Answered.IsZero():
			stats.Answered++
		case k.State == Ended:
			stats.Unanswered++
		}
		if c.isHit(k) {
			stats.Hits++
		}
		if age := now.Sub(k.Started); age >= 0 && age <= time.Minute {
			stats.LastMinute++
		}
	}
	if campaign := c.CampaignByID[campaignID]; campaign != nil {
		stats.Clean = len(campaign.CustomerByID)
		for id := range called { // there are fewer calls than records
			if campaign.CustomerByID[id] != nil {
				stats.Clean--
			}
		}
	}
	return stats
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

func sameDay(a, b time.Time) bool {
	year, month, day := a.UTC().Date()
	year2, month2, day2 := b.UTC().Date()
	return year == year2 && month == month2 && day == day2
}
