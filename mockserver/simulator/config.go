package simulator

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A Config is the key simulation of a world file. What it does not say is realistic: see the defaults below.
type Config struct {
	Running bool     `json:"running,omitempty"` // from the start of the world; serve --simulate says so for the first one
	Seed    *int     `json:"seed,omitempty"`    // of chance; 1 unless stated
	Load    *float64 `json:"load,omitempty"`    // what all arrivals are multiplied by; 1 unless stated

	Begins *TimeOfDay          `json:"begins,omitempty"`  // the hour of the simulated day when it begins; nil: the world's own
	WarmUp callcenter.Duration `json:"warm_up,omitempty"` // how long the world has lived when it is first seen

	Answer     *Length     `json:"answer,omitempty"`      // until an agent picks up
	Talk       *Length     `json:"talk,omitempty"`        // of calls that say nothing else
	WrapUp     *Length     `json:"wrap_up,omitempty"`     // ACW, unless acw_limit ends it
	Break      *Length     `json:"break,omitempty"`       // in an auxiliary state that no shift plans
	HoldShare  *float64    `json:"hold_share,omitempty"`  // of calls that are put on hold once
	Hold       *Length     `json:"hold,omitempty"`        // how long
	AgentEnds  *float64    `json:"agent_ends,omitempty"`  // share of calls in which the agent hangs up, not the customer
	Codes      []CodeShare `json:"codes,omitempty"`       // how calls are coded; all codes of group 1 alike unless stated
	Skills     []Skill     `json:"skills,omitempty"`      // that customers call; every one unless stated
	Campaigns  []Campaign  `json:"campaigns,omitempty"`   // that dial; every predictive one unless stated
	Shifts     []Shift     `json:"shifts,omitempty"`      // of agents; who is in none does not log in or out
	PhoneStart string      `json:"phone_start,omitempty"` // of made-up customers' numbers; the rest is random
}

// A Length is a length of time that differs from one time to the next.
type Length struct {
	Mean         *callcenter.Duration `json:"mean"`
	Deviation    *callcenter.Duration `json:"deviation,omitempty"`    // standard deviation; 0: always the mean. Not of exponential
	Distribution Distribution         `json:"distribution,omitempty"` // lognormal unless stated
}

// Distribution is how lengths differ.
type Distribution string

// The distributions.
const (
	LogNormal   Distribution = "lognormal"
	Exponential Distribution = "exponential"
)

// A CodeShare says how often a code is chosen.
type CodeShare struct {
	Code   string  `json:"cod_act"`             // of group 1
	Code2  string  `json:"cod_act_2,omitempty"` // of group 2; none unless stated
	Weight float64 `json:"weight"`
}

// A Skill says how customers call it. Either Peak or HalfHours says how many.
type Skill struct {
	SkillID   string               `json:"skill_id"`
	Peak      *float64             `json:"peak,omitempty"`       // calls of the busiest hour; the others follow the curve of a day
	HalfHours []float64            `json:"half_hours,omitempty"` // calls of each half hour, from 00:00: 48 numbers
	Talk      *Length              `json:"talk,omitempty"`
	Patience  *callcenter.Duration `json:"patience,omitempty"` // mean time, exponential, until who waits hangs up; 0: endless
}

// A Campaign says how a predictive campaign dials.
type Campaign struct {
	CampaignID string     `json:"campaign_id"`
	From       *TimeOfDay `json:"from,omitempty"` // when it dials; all day unless stated
	To         *TimeOfDay `json:"to,omitempty"`
	Pace       *float64   `json:"pace,omitempty"` // lines for each agent who is Ready
	Talk       *Length    `json:"talk,omitempty"`
	Answered   *float64   `json:"answered,omitempty"` // of how many calls in all four
	Busy       *float64   `json:"busy,omitempty"`
	NoAnswer   *float64   `json:"no_answer,omitempty"`
	Machine    *float64   `json:"answering_machine,omitempty"`
}

// A Shift is when agents work, each day.
type Shift struct {
	Name   string    `json:"name,omitempty"`
	From   TimeOfDay `json:"from"`
	To     TimeOfDay `json:"to"` // of the next day when it is not after From
	Agents []string  `json:"agents"`
	Breaks []Break   `json:"breaks,omitempty"`
}

// A Break is a break of a shift.
type Break struct {
	State  string              `json:"state"`  // an auxiliary state
	After  callcenter.Duration `json:"after"`  // from the start of the shift, give or take
	Length callcenter.Duration `json:"length"` // the same
}

// TimeOfDay is an hour of the day, such as 09:30.
type TimeOfDay time.Duration

// MarshalText writes it as 09:30.
func (t TimeOfDay) MarshalText() ([]byte, error) {
	minutes := int(time.Duration(t) / time.Minute)
	return fmt.Appendf(nil, "%02d:%02d", minutes/60, minutes%60), nil
}

// UnmarshalText reads 00:00 to 23:59.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	parsed, err := time.Parse("15:04", string(text))
	if err != nil || len(text) != len("15:04") {
		return fmt.Errorf("%.40q is no hour: expected one such as 09:30", text)
	}
	*t = TimeOfDay(time.Duration(parsed.Hour())*time.Hour + time.Duration(parsed.Minute())*time.Minute)
	return nil
}

// The bounds of a configuration.
const (
	maxLength = 7 * 24 * time.Hour
	maxWarmUp = 24 * time.Hour
	maxCalls  = 10_000 // of a skill in half an hour
	maxLoad   = 100
	maxPace   = 20
	maxWeight = 1_000_000
	maxBreaks = 64
	halfHours = 48
)

// The defaults: what wallboards and textbooks show of a service desk.
var (
	defaultAnswer = length(4*time.Second, 2*time.Second)
	defaultTalk   = length(4*time.Minute, 3*time.Minute)
	defaultWrapUp = length(35*time.Second, 20*time.Second)
	defaultBreak  = length(12*time.Minute, 4*time.Minute)
	defaultHold   = length(35*time.Second, 20*time.Second)

	// defaultCurve is the day of an average contact center, by half hour, as a share of its busiest.
	defaultCurve = [halfHours]float64{
		.08, .07, .06, .05, .05, .05, .05, .05, .06, .07, .10, .15, .22, .30, .42, .56, .70, .82, .92, .98, 1, .99, .95, .90,
		.82, .76, .74, .76, .82, .88, .92, .94, .92, .88, .82, .75, .66, .58, .50, .43, .37, .32, .27, .23, .19, .15, .12, .10,
	}
)

const (
	defaultPatience   = 2 * time.Minute
	defaultPerMember  = 6.0 // calls of the busiest hour for each member of a skill: some 50 % occupancy
	defaultPace       = 1.5
	defaultAgentEnds  = 0.3
	defaultHoldShare  = 0.08
	defaultPhoneStart = "3000"
)

func length(mean, deviation time.Duration) Length {
	m, d := callcenter.Duration(mean), callcenter.Duration(deviation)
	return Length{Mean: &m, Deviation: &d}
}

// or is a value that was given, or else its default.
func or[T any](given *T, otherwise T) T {
	if given != nil {
		return *given
	}
	return otherwise
}

// Check finds what is wrong with a configuration of a call center. An error begins with the place, such as shifts[0].breaks[1],
// and a colon. With no call center, what it names is not looked for.
func (c Config) Check(center *callcenter.Center) error {
	k := checker{center: center}
	k.number("load", c.Load, 0, maxLoad)
	k.number("hold_share", c.HoldShare, 0, 1)
	k.number("agent_ends", c.AgentEnds, 0, 1)
	k.duration("warm_up", &c.WarmUp, maxWarmUp)
	k.length("answer", c.Answer)
	k.length("talk", c.Talk)
	k.length("wrap_up", c.WrapUp)
	k.length("break", c.Break)
	k.length("hold", c.Hold)
	if c.PhoneStart != "" && (len(c.PhoneStart) > 6 || strings.Trim(c.PhoneStart, "0123456789") != "") {
		k.fail("phone_start", "it is %q: expected at most 6 digits", c.PhoneStart)
	}
	for i, share := range c.Codes {
		k.code(fmt.Sprintf("codes[%d]", i), share)
	}
	k.skills(c.Skills)
	k.campaigns(c.Campaigns)
	k.shifts(c.Shifts)
	return k.err
}

// A checker remembers the first thing that is wrong.
type checker struct {
	center *callcenter.Center
	err    error
}

func (k *checker) fail(where, format string, args ...any) {
	if k.err == nil {
		k.err = fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
	}
}

func (k *checker) number(where string, n *float64, least, most float64) {
	if n != nil && !(*n >= least && *n <= most) { // no number either
		k.fail(where, "it is %v: expected %v to %v", *n, least, most)
	}
}

func (k *checker) duration(where string, d *callcenter.Duration, most time.Duration) {
	if d != nil && (*d < 0 || time.Duration(*d) > most) {
		k.fail(where, "it is %s: expected 0s to %s", d, most)
	}
}

func (k *checker) length(where string, l *Length) {
	switch {
	case l == nil:
	case l.Mean == nil:
		k.fail(where, "it has no mean: expected one such as 4m")
	case l.Distribution != "" && l.Distribution != LogNormal && l.Distribution != Exponential:
		k.fail(where, "its distribution is %q: expected %s or %s", l.Distribution, LogNormal, Exponential)
	case l.Distribution == Exponential && l.Deviation != nil:
		k.fail(where, "it is exponential and has a deviation: expected none, as that is its mean")
	default:
		k.duration(where, l.Mean, maxLength)
		k.duration(where, l.Deviation, maxLength)
	}
}

func (k *checker) code(where string, share CodeShare) {
	k.number(where, &share.Weight, 0, maxWeight)
	if share.Code == "" || !k.hasCode(callcenter.Group1, share.Code) {
		k.fail(where, "cod_act is %q: expected an activity code of group 1", share.Code)
	}
	if share.Code2 != "" && !k.hasCode(callcenter.Group2, share.Code2) {
		k.fail(where, "cod_act_2 is %q: expected an activity code of group 2, or none", share.Code2)
	}
}

func (k *checker) hasCode(group callcenter.CodeGroup, id string) bool {
	return k.center == nil || slices.ContainsFunc(k.center.Codes(), func(code callcenter.Code) bool {
		return code.Group == group && code.ID == id
	})
}

func (k *checker) hasSkill(id string) bool {
	if k.center == nil {
		return true
	}
	_, err := k.center.Skill(id)
	return err == nil
}

func (k *checker) hasCampaign(id string) bool {
	if k.center == nil {
		return true
	}
	g, err := k.center.CampaignSummary(id)
	return err == nil && g.Type == callcenter.PredictiveCampaign
}

func (k *checker) hasAgent(id string) bool {
	if k.center == nil {
		return true
	}
	_, err := k.center.Agent(id)
	return err == nil
}

func (k *checker) hasState(id string) bool {
	return k.center == nil ||
		slices.ContainsFunc(k.center.AuxStates(), func(state callcenter.AuxState) bool { return state.ID == id })
}

func (k *checker) skills(all []Skill) {
	seen := map[string]bool{}
	for i, s := range all {
		where := fmt.Sprintf("skills[%d]", i)
		if seen[s.SkillID] || !k.hasSkill(s.SkillID) {
			k.fail(where, "skill_id is %q: expected a skill of the world, each once", s.SkillID)
		}
		seen[s.SkillID] = true
		k.number(where, s.Peak, 0, 2*maxCalls)
		if n := len(s.HalfHours); n != 0 && (n != halfHours || s.Peak != nil) {
			k.fail(where, "half_hours has %d numbers: expected %d, and no peak beside them", n, halfHours)
		}
		for j := range s.HalfHours {
			k.number(where, &s.HalfHours[j], 0, maxCalls)
		}
		k.length(where, s.Talk)
		k.duration(where, s.Patience, maxLength)
	}
}

func (k *checker) campaigns(all []Campaign) {
	seen := map[string]bool{}
	for i, g := range all {
		where := fmt.Sprintf("campaigns[%d]", i)
		if seen[g.CampaignID] || !k.hasCampaign(g.CampaignID) {
			k.fail(where, "campaign_id is %q: expected a predictive campaign of the world, each once", g.CampaignID)
		}
		seen[g.CampaignID] = true
		if (g.From == nil) != (g.To == nil) {
			k.fail(where, "it has from or to: expected both or neither")
		}
		k.number(where, g.Pace, 0.1, maxPace)
		k.length(where, g.Talk)
		for _, share := range []*float64{g.Answered, g.Busy, g.NoAnswer, g.Machine} {
			k.number(where, share, 0, maxWeight)
		}
		if a, b, n, m := g.results(); a+b+n+m == 0 {
			k.fail(where, "its calls have no result: expected a number above 0 in one of answered, busy, no_answer, answering_machine")
		}
	}
}

func (k *checker) shifts(all []Shift) {
	in := map[string]bool{}
	for i, s := range all {
		for j, id := range s.Agents {
			if in[id] || !k.hasAgent(id) {
				k.fail(fmt.Sprintf("shifts[%d].agents[%d]", i, j), "it is %q: expected an agent of the world, in one shift only", id)
			}
			in[id] = true
		}
		if len(s.Breaks) > maxBreaks {
			k.fail(fmt.Sprintf("shifts[%d]", i), "it has %d breaks: expected at most %d", len(s.Breaks), maxBreaks)
		}
		for j, b := range s.Breaks {
			where := fmt.Sprintf("shifts[%d].breaks[%d]", i, j)
			if !k.hasState(b.State) {
				k.fail(where, "state is %q: expected the id of an auxiliary state", b.State)
			}
			if b.After < 0 || time.Duration(b.After) >= s.hours() {
				k.fail(where, "after is %s: expected less than the %s of the shift", b.After, s.hours())
			}
			k.duration(where, &b.Length, s.hours())
			if j > 0 && b.After <= s.Breaks[j-1].After {
				k.fail(where, "after is %s: expected more than that of the break before", b.After)
			}
		}
	}
}

// hours is how long a shift is.
func (s Shift) hours() time.Duration {
	d := time.Duration(s.To - s.From)
	if d <= 0 {
		d += 24 * time.Hour
	}
	return d
}

// results are the shares of what becomes of the campaign's calls.
func (g Campaign) results() (answered, busy, noAnswer, machine float64) {
	return or(g.Answered, 0.42), or(g.Busy, 0.12), or(g.NoAnswer, 0.32), or(g.Machine, 0.14)
}
