package callcenter

import (
	"fmt"
	"time"
)

// The longest durations that anybody may ask for. They are of this mock: the documents name none.
const (
	MaxLatency  = time.Hour            // of a server, and of a fault
	MaxSlow     = 10 * time.Minute     // of a reply that is written slowly
	MaxWait     = 10 * time.Minute     // for requests, and at a gate
	MaxTimer    = 24 * time.Hour       // a limit of ACW or of a ring, and how long a call rings
	MaxCallback = 365 * 24 * time.Hour // from the start of a world
	MaxTTL      = 365 * 24 * time.Hour // of a world
)

// CheckDuration refuses a duration that is negative or too long.
func CheckDuration(name string, d, most time.Duration) error {
	if d < 0 || d > most {
		return fmt.Errorf("%s is %s: expected 0s to %s", name, d, most)
	}
	return nil
}

// The first and the last moment of a world. The year 10000 is a day away, as it begins earlier in some zones than in others;
// JSON and the dates of the API have four digits for a year.
var (
	FirstMoment = time.Unix(0, 0).UTC()
	LastMoment  = time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// MomentExpected says what CheckMoment takes.
var MomentExpected = FirstMoment.Format(time.RFC3339) + " to " + LastMoment.Format(time.RFC3339)

// CheckMoment refuses a moment that no clock of a world shows.
func CheckMoment(name string, t time.Time) error {
	if !InTime(t).Equal(t) {
		return fmt.Errorf("%s is %s: expected %s", name, t.UTC().Format(time.RFC3339Nano), MomentExpected)
	}
	return nil
}

// checkPast is CheckMoment for a time that is zero where there was none.
func checkPast(name string, t time.Time) error {
	if t.IsZero() {
		return nil
	}
	return CheckMoment(name, t)
}

// InTime is the moment of a world that is nearest to a moment.
func InTime(t time.Time) time.Time {
	switch {
	case t.Before(FirstMoment):
		return FirstMoment
	case t.After(LastMoment):
		return LastMoment
	}
	return t
}

// checkMoments checks every time in the Center but those of campaigns, which check themselves.
func (c *Center) checkMoments() (err error) {
	check := func(of, id, name string, t time.Time) {
		if refused := checkPast(name, t); refused != nil && err == nil {
			err = fmt.Errorf("%s %q: its %w", of, id, refused)
		}
	}
	for id, a := range c.AgentByID {
		check("agent", id, "since", a.Since)
		check("agent", id, "timer", a.Timer)
		check("agent", id, "last_login", a.Stats.LastLogin)
	}
	for id, k := range c.CallByID {
		check("call", id, "started", k.Started)
		check("call", id, "answered", k.Answered)
		check("call", id, "ended", k.Ended)
		check("call", id, "speech_asked", k.SpeechAsked)
		if k.Disposition != nil {
			check("call", id, "at of its disposition", k.Disposition.At)
		}
	}
	for key, cb := range c.CallbackByKey {
		check("callback", key.Phone, "due", cb.Due)
		check("callback", key.Phone, "fires", cb.Fires)
	}
	for _, t := range c.Timers {
		check("timer of agent", t.AgentID, "at", t.At)
	}
	for id, s := range c.SkillByID {
		check("skill", id, "last_use", s.LastUse)
		check("skill", id, "day of its past", s.Past.Day)
	}
	for id, r := range c.RoutingByID {
		check("routing point", id, "last_use", r.LastUse)
	}
	for ip, entry := range c.IPByAddress {
		check("ip", ip.String(), "last_use", entry.LastUse)
	}
	for phone, d := range c.DNCByPhone {
		check("number", phone, "inbound", d.Inbound)
		check("number", phone, "outbound", d.Outbound)
	}
	for phone, blocks := range c.LawByPhone {
		for _, block := range blocks {
			check("number", phone, "since", block.Since)
		}
	}
	for name, f := range c.FileByName {
		check("file", name, "uploaded", f.Uploaded)
	}
	for name, a := range c.AudioByName {
		check("audio", name, "created_at", a.Created)
	}
	for _, i := range c.Open {
		check("interaction", i.ID, "date", i.Date)
	}
	return err
}
