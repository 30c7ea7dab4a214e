package simulator

import (
	"slices"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A dialer is a campaign that dials its records, one after the other: first those that were never called. When there is none
// left, it begins again with those whom it has not reached (recycled counts that), and when it has reached everybody, with all.
type dialer struct {
	ID     string `json:"campaign_id"`
	N      int    `json:"n"`                // calls so far
	Round  round  `json:"round,omitempty"`  // which records it dials
	Last   string `json:"last,omitempty"`   // the record looked at last in this round; "" when none was
	Called int    `json:"called,omitempty"` // of this round
	Plan   plan   `json:"plan,omitzero"`

	records []string // in the order in which they are called; nil: not known yet
}

// A round is one pass over the records.
type round int

const (
	clean    round = iota // those that were never called
	missed                // those whom the latest call has not reached
	everyone              // all
)

// How long it rings at a customer, and how long the dialer waits for an agent, or for records.
const (
	busyAfter     = 4 * time.Second
	machineAfter  = 9 * time.Second
	answeredAfter = 11 * time.Second
	noAnswerAfter = 25 * time.Second
	waitForAgent  = 5 * time.Second
	waitForRecord = time.Minute
)

// The results of a call, in the order of Campaign.results.
var (
	results = [...]callcenter.DialResult{
		callcenter.DialAnswered, callcenter.DialBusy, callcenter.DialNoAnswer, callcenter.DialMachine,
	}
	ringTimes = [...]time.Duration{answeredAfter, busyAfter, noAnswerAfter, machineAfter}
)

// addCampaigns finds the campaigns that dial: those of the configuration, or all predictive ones.
func (s *Simulator) addCampaigns(c *callcenter.Center) {
	var ids []string
	for _, config := range s.Config.Campaigns {
		ids = append(ids, config.CampaignID)
	}
	if len(ids) == 0 {
		for _, g := range c.CampaignSummaries() {
			if g.Type == callcenter.PredictiveCampaign {
				ids = append(ids, g.ID)
			}
		}
	}
	known := map[string]*dialer{}
	for _, d := range s.Campaigns {
		known[d.ID] = d
	}
	s.Campaigns = s.Campaigns[:0]
	for _, id := range ids {
		d := known[id]
		if d == nil {
			d = &dialer{ID: id}
		}
		d.Plan = plan{kind: ofCampaign, id: id, n: len(s.Campaigns)}
		s.Campaigns = append(s.Campaigns, d)
	}
}

func (s *Simulator) campaignConfig(id string) Campaign {
	for _, config := range s.Config.Campaigns {
		if config.CampaignID == id {
			return config
		}
	}
	return Campaign{CampaignID: id}
}

// dial lets a campaign that runs make the next call, while an agent is Ready; it rings before, at the customer, where nobody
// sees it. The more agents are Ready, and the more lines there are for each, the sooner the next call comes.
func (s *Simulator) dial(now time.Time, c *callcenter.Center, d *dialer) {
	config := s.campaignConfig(d.ID)
	campaign, err := c.CampaignSummary(d.ID)
	runs := campaign.Status == callcenter.Started && campaign.Type == callcenter.PredictiveCampaign
	if err != nil || !runs || !s.dials(c, now, config) {
		s.agenda.set(&d.Plan, now.Add(waitForRecord), StepDial)
		return
	}
	ready := c.Available(campaign.SkillID)
	if ready == 0 {
		s.agenda.set(&d.Plan, now.Add(waitForAgent), StepDial)
		return
	}
	record, found := d.next(now, c, campaign.Records)
	if !found {
		s.agenda.set(&d.Plan, now.Add(waitForRecord), StepDial)
		return
	}
	d.N++
	draw := s.draw("dial", d.ID, d.N)
	result := draw.choose(config.shares()...)
	k, err := c.CallRecord(now, callcenter.RecordCall{
		CampaignID: d.ID, CustomerID: record.ID, Phone: record.Phones[(d.N-1)%len(record.Phones)], Result: results[result],
		Simulated: true,
	})
	if err == nil {
		d.Called++
	}
	if err == nil && k.State != callcenter.Ended {
		u := &customer{Of: d.ID, N: d.N, Campaign: true}
		u.Plan = plan{kind: ofCustomer, id: k.ID, order: u.order(), n: u.N}
		s.Customers[k.ID] = u
	}
	lines := max(1, or(config.Pace, defaultPace)*float64(ready))
	s.agenda.set(&d.Plan, now.Add(max(time.Second, whole(float64(ringTimes[result])/lines))), StepDial)
}

func (g Campaign) shares() []float64 {
	answered, busy, noAnswer, machine := g.results()
	return []float64{answered, busy, noAnswer, machine}
}

// dials reports whether a campaign dials at that hour.
func (s *Simulator) dials(c *callcenter.Center, now time.Time, config Campaign) bool {
	if config.From == nil {
		return true
	}
	p := s.day(c, now)
	hour := p.Sub(p.Truncate(wholeDay))
	return modulo(hour-time.Duration(*config.From), wholeDay) < modulo(time.Duration(*config.To-*config.From)-1, wholeDay)+1
}

// next is the record that is called next. A round that has none left is followed by another.
func (d *dialer) next(now time.Time, c *callcenter.Center, records int) (callcenter.Customer, bool) {
	for turns := range 4 { // what is left of this round, and each of the others once
		if record, found := d.inRound(c, records); found {
			if turns > 0 {
				_ = c.RecycleCampaign(now, d.ID)
			}
			return record, true
		}
		if d.Round == missed && d.Called == 0 {
			d.Round = everyone
		} else {
			d.Round = missed
		}
		d.Last, d.Called = "", 0
	}
	return callcenter.Customer{}, false
}

// inRound is the next record of the round.
func (d *dialer) inRound(c *callcenter.Center, records int) (callcenter.Customer, bool) {
	for _, id := range d.left(c, records) {
		u, err := c.Record(d.ID, id)
		if err != nil { // gone since the round began
			continue
		}
		d.Last = id
		unreached := u.Result != "" && u.Result != "answer"
		if !u.DoNotCall && len(u.Phones) > 0 && (u.Called.IsZero() || d.Round == everyone || d.Round == missed && unreached) {
			return u, true
		}
	}
	return callcenter.Customer{}, false
}

// left are the records after the last one, of which the campaign has so many. They are never taken away, only added.
func (d *dialer) left(c *callcenter.Center, records int) []string {
	if len(d.records) != records {
		d.records = c.RecordIDs(d.ID)
	}
	at, found := slices.BinarySearchFunc(d.records, d.Last, callcenter.CompareRecordIDs)
	if found {
		at++
	}
	return d.records[at:]
}
