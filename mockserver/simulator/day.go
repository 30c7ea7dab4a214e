package simulator

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

const (
	wholeDay = 24 * time.Hour
	halfHour = 30 * time.Minute

	daySeconds = int64(wholeDay / time.Second) // days are counted in these: a Duration does not hold those since 1970 to the end
)

// day is the simulated day and hour at a time, as if its zone were UTC: what a clock on the wall shows, moved so that the
// simulation began at the hour that the configuration names.
func (s *Simulator) day(c *callcenter.Center, at time.Time) time.Time {
	_, east := at.In(c.Zone.Location()).Zone()
	return at.UTC().Add(time.Duration(east)*time.Second + time.Duration(s.Ahead))
}

func modulo(d, by time.Duration) time.Duration { return (d%by + by) % by }

// A stint is one shift of one agent on one day.
type stint struct {
	day        int       // the day on which it begins, since 1970
	begin, end time.Time // of the simulated day
}

// People come and go some minutes after the hour.
const unpunctual = 4 * time.Minute

// stintOf is the shift of an agent that begins on a day.
func (s *Simulator) stintOf(id string, shift *Shift, day int) stint {
	d := s.draw("shift", id, day)
	begin := time.Unix(int64(day)*daySeconds, 0).UTC().Add(time.Duration(shift.From))
	late, over := whole(d.uniform()*float64(unpunctual)), whole(d.uniform()*float64(unpunctual))
	return stint{day, begin.Add(late), begin.Add(shift.hours() + over)}
}

// stintAt is the shift that an agent works at a time of the simulated day, or the next one.
func (s *Simulator) stintAt(id string, shift *Shift, p time.Time) (_ stint, works bool) {
	today := int(p.Truncate(wholeDay).Unix() / daySeconds)
	for day := today; day >= today-1; day-- { // the latest one first: of two that meet, the agent works the new one
		if st := s.stintOf(id, shift, day); !p.Before(st.begin) && p.Before(st.end) {
			return st, true
		}
	}
	st := s.stintOf(id, shift, today)
	if !p.Before(st.begin) {
		st = s.stintOf(id, shift, today+1)
	}
	return st, false
}

// breakAt is when a break of a shift is due, of the simulated day: up to one and a half times its length before or after its
// time, so that not all who work the shift go at once.
func (s *Simulator) breakAt(id string, st stint, shift *Shift, i int) time.Time {
	b := shift.Breaks[i]
	give := whole((s.draw("break", id, st.day*maxBreaks+i).uniform()*3 - 1.5) * float64(b.Length))
	return later(st.begin, st.begin.Add(time.Duration(b.After)+give))
}
