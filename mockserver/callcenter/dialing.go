package callcenter

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// DialResult is what becomes of a call that dial, aux_call or a campaign's callback makes.
type DialResult string

// The results.
const (
	DialAnswered DialResult = "answered"          // the customer picks up: what happens unless something else is arranged
	DialBusy     DialResult = "busy"              // the customer is on another call
	DialNoAnswer DialResult = "no_answer"         // nobody picks up
	DialMachine  DialResult = "answering_machine" // a machine picks up
	DialRinging  DialResult = "ringing"           // it rings until the control API, or the agent, does something
)

// DialOutcome is one row of [DialOutcomes].
type DialOutcome struct {
	DialResult
	Event     Event  // what happens to the call, and by Moves to its agent, when the ring time is over; "" is nothing
	Result    string // of the call then, and of the record that it is about: one of Results
	Delivered bool   // a campaign puts it through to an agent
	Evidence  string
	Source    string
}

// DialOutcomes is the table of what becomes of a dialled call and of its agent; the reply says success whatever it is
// (Q-COMMAND-QUEUE). By Answer the agent talks, the call counts in the agent's figures, and ACW follows, also when a
// machine picked up. By Unreached the agent is at once where it was before, nothing is counted, and there is no call to
// code; only who made an auxiliary call is back in ACW, and this call is the one to code. A campaign puts through people
// only: a callback that does not reach one is a call without an agent, and done with.
var DialOutcomes = []DialOutcome{
	{DialAnswered, Answer, "answer", true, "inferred", "Q-DIAL-LIFECYCLE"},
	{DialBusy, Unreached, "busy", false, "inferred", "Q-DIAL-RESULT"},
	{DialNoAnswer, Unreached, "no answer", false, "inferred", "Q-DIAL-RESULT"},
	{DialMachine, Answer, "answer machine", false, "inferred", "Q-DIAL-RESULT"},
	{DialRinging, "", "", true, "inferred", "Q-DIAL-LIFECYCLE"},
}

// outcome is the row of a result; false for one that does not exist.
func (r DialResult) outcome() (DialOutcome, bool) {
	i := slices.IndexFunc(DialOutcomes, func(o DialOutcome) bool { return o.DialResult == r })
	if i < 0 {
		return DialOutcome{}, false
	}
	return DialOutcomes[i], true
}

// TestNumbers have a result of their own, as the test numbers of telephony services do. The numbers are ours.
var TestNumbers = map[string]DialResult{
	"3000009001": DialBusy, "3000009002": DialNoAnswer, "3000009003": DialMachine, "3000009004": DialRinging,
}

// DialRule arranges the result of calls that are dialled.
type DialRule struct {
	Result   DialResult    `json:"result"`
	Phone    string        `json:"phone,omitempty"`     // calls to this number, as it is dialled; "" is any
	AgentID  string        `json:"agent_id,omitempty"`  // calls of this agent, who need not exist; "" is anyone
	Times    int           `json:"times,omitempty"`     // how many calls are left; 0: every call, for good
	RingTime time.Duration `json:"ring_time,omitempty"` // how long it rings before; 0: the result is there at once
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (r DialRule) MarshalJSON() ([]byte, error) { return MarshalDurations(r) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *DialRule) UnmarshalJSON(data []byte) error { return UnmarshalDurations(data, r) }

// The bounds of rules.
const (
	MaxDialRules = 1000
	maxDialTimes = 1_000_000
)

// AddDialRule arranges results. A rule without times takes the place of the one for the same number and agent.
// Refusals: InputInvalid, WorldFull.
func (c *Center) AddDialRule(r DialRule) error {
	if err := r.check(); err != nil {
		return refuse(InputInvalid, "", "%v", err)
	}
	i, more := slices.IndexFunc(c.DialRules, r.replaces), r.size()
	switch {
	case i >= 0:
		more -= c.DialRules[i].size()
	case len(c.DialRules) == MaxDialRules:
		return refuse(InputInvalid, "", "there are %d rules already: expected no more; clear them first", MaxDialRules)
	}
	if err := c.fits(more); err != nil {
		return err
	}
	c.held += more
	if i >= 0 {
		c.DialRules[i] = r
	} else {
		c.DialRules = append(c.DialRules, r)
	}
	return nil
}

func (r DialRule) replaces(old DialRule) bool {
	return r.Times == 0 && old.Times == 0 && r.Phone == old.Phone && r.AgentID == old.AgentID
}

// DialRulesLeft are copies of the rules that are not used up, in the order in which they came.
func (c *Center) DialRulesLeft() []DialRule { return append([]DialRule{}, c.DialRules...) }

// ClearDialRules takes all rules away; the test numbers stay.
func (c *Center) ClearDialRules() {
	for _, r := range c.DialRules {
		c.held -= r.size()
	}
	c.DialRules = []DialRule{}
}

// takeDialRule is the rule for a call that is dialled now, which uses it up by one: the first one that is counted, else the
// one for the number, else that of a test number, else the one for the agent, else the one for all.
func (c *Center) takeDialRule(agentID, phone string) DialRule {
	const counted, ofPhone, ofTestNumber, ofAgent, ofAll, none = 0, 1, 2, 3, 4, 5
	best, rank, at := DialRule{Result: DialAnswered}, none, -1
	if result, is := TestNumbers[phone]; is {
		best.Result, rank = result, ofTestNumber
	}
	for i, r := range c.DialRules {
		if r.Phone != "" && r.Phone != phone || r.AgentID != "" && r.AgentID != agentID {
			continue
		}
		its := ofAll
		switch {
		case r.Times > 0:
			its = counted
		case r.Phone != "":
			its = ofPhone
		case r.AgentID != "":
			its = ofAgent
		}
		if its < rank {
			best, rank, at = r, its, i
		}
	}
	if rank == counted {
		if c.DialRules[at].Times--; c.DialRules[at].Times == 0 {
			c.held -= c.DialRules[at].size()
			c.DialRules = slices.Delete(c.DialRules, at, at+1)
		}
	}
	return best
}

// follow lets a call that an agent has dialled take its course.
func (c *Center) follow(now time.Time, a *Agent, k *Call, r DialRule) {
	k.DialResult = r.Result
	switch o, _ := k.DialResult.outcome(); {
	case o.Event == "":
	case r.RingTime > 0:
		a.Timer = c.schedule(Timer{At: now.Add(r.RingTime), AgentID: a.ID})
	default:
		c.moveCall(now, k, o.Event)
	}
}

// ringTimed reports whether an agent's call was dialled and rings, and whether that ends by itself.
func (c *Center) ringTimed(a *Agent) (dialled, timed bool) {
	if a.Status.State() != Ring {
		return false, false
	}
	o, dialled := c.CallByID[a.Call].DialResult.outcome()
	return dialled, o.Event != ""
}

// unreached records a call that a campaign made and did not put through: a callback, or a call to a record. owner is whose id
// its conn_id begins with.
func (c *Center) unreached(at time.Time, owner string, key CallbackKey, customer *Customer, result DialResult) *Call {
	k := c.newCall(at, owner, Predictive, key.Phone)
	k.AgentID, k.State, k.Ended, k.EndedBy, k.DialResult = "", Ended, at, ByNetwork, result
	c.about(k, key.CampaignID, customer.ID, customer.Name)
	c.CampaignByID[key.CampaignID].LastUse = at
	c.changedCall(at, k, "", "")
	c.noteCall(at, k)
	c.retire(k.ID)
	return k
}

func (r DialRule) check() error {
	o, known := r.Result.outcome()
	switch {
	case !known:
		return fmt.Errorf("result is %q: expected one of %q", r.Result, dialResults())
	case !utf8.ValidString(r.Phone) || !utf8.ValidString(r.AgentID):
		return fmt.Errorf("phone is %q and agent_id %q: expected UTF-8", r.Phone, r.AgentID)
	case r.Times < 0 || r.Times > maxDialTimes:
		return fmt.Errorf("times is %d: expected 0, for every call, to %d", r.Times, maxDialTimes)
	case CheckDuration("ring_time", r.RingTime, MaxTimer) != nil:
		return CheckDuration("ring_time", r.RingTime, MaxTimer)
	case r.RingTime > 0 && (r.Result == DialBusy || o.Event == ""):
		return fmt.Errorf("ring_time is %s while result is %s: expected none, as that does not ring for a time", r.RingTime, r.Result)
	}
	return nil
}

func dialResults() (all []DialResult) {
	for _, o := range DialOutcomes {
		all = append(all, o.DialResult)
	}
	return all
}

func (c *Center) checkDialRules() error {
	if len(c.DialRules) > MaxDialRules {
		return fmt.Errorf("dial_rules has %d rules: expected at most %d", len(c.DialRules), MaxDialRules)
	}
	for i, r := range c.DialRules {
		if err := r.check(); err != nil {
			return fmt.Errorf("dial_rules[%d]: %w", i, err)
		}
	}
	return nil
}

// checkDialResult holds the result of a call against how far the call has come.
func checkDialResult(k *Call) error {
	unreached := k.EndedBy == ByNetwork
	if k.DialResult == "" && !unreached {
		return nil
	}
	o, known := k.DialResult.outcome()
	switch {
	case !known || k.Type != Manual && k.Type != Auxiliary && (k.Type != Predictive || !unreached):
		return fmt.Errorf("its dial_result is %q, its type %s and its ended_by %q: expected one of %q, of a call that was dialled",
			k.DialResult, k.Type, k.EndedBy, dialResults())
	case unreached && (o.Delivered || o.Event == Answer && k.Type != Predictive || !k.Answered.IsZero()):
		return fmt.Errorf("its dial_result is %q and its answered %s, and it reached nobody: expected a result and no time",
			k.DialResult, k.Answered)
	}
	return nil
}
