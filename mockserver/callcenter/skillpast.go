package callcenter

import (
	"fmt"
	"time"
)

// SkillPast counts the inbound calls of a skill that are not remembered any more (see MaxEndedCalls), so that the counts of a
// busy day go on. It has room for one day, the latest that such a call started on.
type SkillPast struct {
	Day       time.Time           `json:"day"` // when it begins
	Inbound   int                 `json:"inbound"`
	Answered  int                 `json:"answered"`
	Abandoned int                 `json:"abandoned"`
	Within    [len(pastWaits)]int `json:"within"` // how many were answered within so many seconds: see pastWaits
}

// pastWaits are the waits, in seconds, that SkillPast tells apart: those of the vendor's service levels, and some more.
var pastWaits = [...]int{0, 5, 10, 15, 20, 25, 30, 45, 60, 90, 120, 180, 300, 600}

// forgetOldest forgets the call that ended first of those that nobody needs, but for what it counts.
func (c *Center) forgetOldest() {
	c.forgetCall(c.CallByID[c.Ended[0]])
	c.Ended = c.Ended[1:]
}

func (c *Center) forgetCall(k *Call) {
	if s := c.SkillByID[k.SkillID]; s != nil {
		s.Past.add(k, c.Zone)
	}
	drop(c, c.CallByID, k.ID)
}

// add counts a call that has ended.
func (p *SkillPast) add(k *Call, zone Zone) {
	if !zone.SameDay(p.Day, k.Started) {
		if k.Started.Before(p.Day) {
			return
		}
		begins, _ := zone.day(k.Started)
		*p = SkillPast{Day: InTime(begins.UTC())}
	}
	p.Inbound++
	switch {
	case !k.Answered.IsZero():
		p.Answered++
		for i, seconds := range pastWaits {
			if k.Answered.Sub(k.Started).Seconds() <= float64(seconds) {
				p.Within[i]++
			}
		}
	case k.EndedBy == ByCustomer:
		p.Abandoned++
	}
}

// within is how many calls were answered within so many seconds, or within a little less where these are not told apart.
func (p *SkillPast) within(seconds int) (n int) {
	for i, known := range pastWaits {
		if known <= seconds {
			n = p.Within[i]
		}
	}
	return n
}

func (p *SkillPast) check() error {
	most := p.Answered
	for i := len(p.Within) - 1; i >= 0; i-- {
		if p.Within[i] < 0 || p.Within[i] > most {
			return fmt.Errorf("its past has %d answered, and within %v: expected no more the shorter the wait", p.Answered, p.Within)
		}
		most = p.Within[i]
	}
	if p.Answered < 0 || p.Abandoned < 0 || p.Inbound < 0 || p.Answered > p.Inbound-p.Abandoned {
		return fmt.Errorf("its past has %d answered and %d abandoned of %d inbound: expected no more than these", p.Answered,
			p.Abandoned, p.Inbound)
	}
	return nil
}
