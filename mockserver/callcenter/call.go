package callcenter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ConnID is the identity of a call, the same value wherever the call appears. It is a string by another name, for clients
// have it as one.
type ConnID = string

// CallType is how a call came about. The vendor's reports say inbound, out_pre, outbound_ma and transfer (documented,
// agent_2, calls_last_10); that an auxiliary call is outbound_ma there is inferred (Q-AUX-TYPE).
type CallType string

// The types of calls.
const (
	Inbound    CallType = "inbound"    // the customer called
	Predictive CallType = "predictive" // a predictive campaign called
	Manual     CallType = "manual"     // the agent dialled
	Auxiliary  CallType = "auxiliary"  // aux_call: a manual call tied to a predictive one
	Transfer   CallType = "transfer"   // the leg a transfer made
)

// CallState is how far a call has come.
type CallState string

// The states of calls.
const (
	Queued  CallState = "queued" // waits in the queue of its skill, and has no agent
	Ringing CallState = "ringing"
	Active  CallState = "active"
	Ended   CallState = "ended"
)

// Party is who ended a call.
type Party string

// The parties.
const (
	ByAgent    Party = "agent"
	ByCustomer Party = "customer"
	ByTransfer Party = "transfer" // the call was handed over, or its leg left the contact center
	ByNetwork  Party = "network"  // nobody: the customer who was dialled was not reached
	ByTimeout  Party = "timeout"  // nobody answered in time
)

// Call is one call, or one leg of one. Times are the world's.
type Call struct {
	ID           ConnID    `json:"conn_id"`
	Type         CallType  `json:"type"`
	Phone        string    `json:"phone"`    // the customer's, or the outside number a transfer went to; "" when withheld
	AgentID      string    `json:"agent_id"` // "" while queued, for a leg that left, or a callback that reached nobody
	State        CallState `json:"state"`
	Started      time.Time `json:"started,omitzero"`
	Answered     time.Time `json:"answered,omitzero"` // zero: nobody here answered
	Ended        time.Time `json:"ended,omitzero"`
	EndedBy      Party     `json:"ended_by,omitempty"`      // "" while in progress
	Follows      ConnID    `json:"follows,omitempty"`       // the predictive call, or the one handed over; it may be forgotten
	CustomerID   string    `json:"customer_id,omitempty"`   // whom dial, or a campaign, names; "" when not told
	CustomerName string    `json:"customer_name,omitempty"` // the same
	CampaignID   string    `json:"campaign_id,omitempty"`   // of a predictive call and the auxiliary ones after it
	Tones        string    `json:"tones,omitempty"`         // what the agent sent, the latest MaxTones
	Muted        bool      `json:"muted,omitempty"`         // the agent is not heard; false unless active (Q-TOGGLE-RESET)
	OnHold       bool      `json:"on_hold,omitempty"`       // the customer waits; the same

	Disposition *Disposition `json:"disposition,omitempty"` // how it was coded; nil when it was not
	SkillID     string       `json:"skill_id,omitempty"`    // the skill that an inbound call came for; "" when none
	Position    int          `json:"position,omitempty"`    // in the queue of the skill, from 1; 0 unless queued, and in a Center
	SpeechAsked time.Time    `json:"speech_asked,omitzero"` // when speech analytics was asked for last; zero: never
	DialResult  DialResult   `json:"dial_result,omitempty"` // what is to become of it; "" of a call that arrived
	Simulated   bool         `json:"simulated,omitempty"`   // its customer is one of the simulator's, whom no manual agent gets
}

// MaxTones is how many tones a call remembers.
const MaxTones = 1000

// badTones reports whether a text is anything but tones (Q-DTMF-TONES).
func badTones(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789*#", r) })
}

// clone is a copy that shares nothing with the call.
func (k *Call) clone() *Call {
	out := *k
	if k.Disposition != nil {
		d := *k.Disposition
		out.Disposition = &d
	}
	return &out
}

// ring starts a call of agent a. The event is Deliver, Dial or CallAgain.
func (c *Center) ring(now time.Time, a *Agent, e Event, t CallType, phone string) *Call {
	k := c.newCall(now, a.ID, t, phone)
	c.changedCall(now, k, "", e)
	c.moveAgent(now, a, e, "")
	a.Call = k.ID
	if e != Deliver {
		c.dialled(now, a, k.Phone)
	} else {
		c.scheduleRing(now, a)
	}
	return k
}

// newCall records a ringing call; its id begins with the agent's.
func (c *Center) newCall(now time.Time, agentID string, t CallType, phone string) *Call {
	k := &Call{
		ID:      c.nextConn(now, agentID),
		Type:    t,
		Phone:   kept(phone),
		AgentID: agentID,
		State:   Ringing,
		Started: now,
	}
	store(c, &c.CallByID, k.ID, k)
	return k
}

// maxConn is how long a conn_id is at most, beside what it begins with.
const maxConn = 48

// fitsCall refuses a new call that needs more bytes than are left. owner is whose id its conn_id begins with.
func (c *Center) fitsCall(owner, phone, customerID, customerName string) error {
	return c.fits(callBytes + maxConn + textBytes(owner, phone, customerID, customerName))
}

// about notes which customer a call is about, and which campaign; "" when none.
func (c *Center) about(k *Call, campaignID, customerID, customerName string) {
	c.held -= k.size(k.ID)
	k.CampaignID, k.CustomerID, k.CustomerName = campaignID, customerID, customerName
	c.held += k.size(k.ID)
}

// validUTF8 is what JSON would make of a text.
func validUTF8(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// maxConns keeps the sequence exact in every JSON reader; after it, it begins again.
const maxConns = 1 << 53

// nextConn numbers the calls of this center: the same requests at the same times give the same ids. The shape,
// <agent_id>.<4 digits>.<unix seconds of the call>.<5 or 6 digits>, is that of the sample of report agent_15 (example) and
// of v1 (observed); that agentbox returns it, and what the other digits mean, is inferred (Q-CONN-ID).
func (c *Center) nextConn(now time.Time, agentID string) ConnID {
	for {
		c.Conns = c.Conns%maxConns + 1
		var room [64]byte
		b := append(room[:0], agentID...)
		b = append(b, '.')
		for digits, n := 1000, c.Conns%10_000; digits > 0; digits /= 10 {
			b = append(b, byte('0'+n/digits%10))
		}
		b = append(b, '.')
		b = strconv.AppendInt(b, now.Unix(), 10)
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(10_000+c.Conns%990_000), 10)
		id := ConnID(b)
		if _, taken := c.CallByID[id]; !taken { // only a restored center can have it
			return id
		}
	}
}

// sequence is the last part of an id, 0 for one that is not ours.
func sequence(id ConnID) int {
	n, err := strconv.Atoi(id[strings.LastIndexByte(id, '.')+1:])
	if err != nil {
		return 0
	}
	return n
}

// Call is a copy of a call. Refusal: CallUnknown, also for one that was forgotten (see MaxEndedCalls).
func (c *Center) Call(id ConnID) (Call, error) {
	k, err := c.call(id)
	if err != nil {
		return Call{}, err
	}
	out := k.clone()
	if k.State == Queued {
		out.Position = c.positions()[id]
	}
	return *out, nil
}

// Calls are copies of all calls that are in progress or remembered, the oldest first; of those that started in the
// same instant, the one with the lower number.
func (c *Center) Calls() []Call {
	out := c.callsWhere(func(*Call) bool { return true })
	positions := c.positions()
	for i := range out {
		out[i].Position = positions[out[i].ID]
	}
	return out
}

func byAge(a, b *Call) int {
	return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(sequence(a.ID), sequence(b.ID)), cmp.Compare(a.ID, b.ID))
}

func (c *Center) callsWhere(wanted func(*Call) bool) []Call {
	var found []*Call
	for _, k := range c.CallByID {
		if wanted(k) {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, byAge)
	out := make([]Call, len(found))
	for i, k := range found {
		out[i] = *k.clone()
	}
	return out
}

// Results are how a call can come out, as the vendor's reads name it, in lower case (documented, calls_last_10; there are
// also congestion, failed and chanunavail, which no call has here).
var Results = []string{"answer", "answer machine", "busy", "no answer", "abandon"}

// Result is one of Results; "" while the call is in progress (Q-CALLS-LAST-10). Which call has which result is inferred:
// an incoming one that the customer gave up is an abandon, a dialled one has the result of its row of DialOutcomes, any
// other that nobody answered is a no answer, and a leg that left was answered outside.
func (k Call) Result() string {
	if k.State != Ended {
		return ""
	}
	return k.result()
}

// result is what is known of the result so far.
func (k *Call) result() string {
	incoming := k.Type == Inbound || k.Type == Transfer
	switch {
	case k.DialResult != "" && (!k.Answered.IsZero() || k.EndedBy == ByNetwork):
		o, _ := k.DialResult.outcome()
		return o.Result
	case !k.Answered.IsZero() || k.Type == Transfer && k.AgentID == "":
		return "answer"
	case k.State != Ended:
		return ""
	case incoming && k.EndedBy == ByCustomer:
		return "abandon"
	}
	return "no answer"
}

// call finds a call, or refuses with call_unknown.
func (c *Center) call(id ConnID) (*Call, error) {
	if k := c.CallByID[id]; k != nil {
		return k, nil
	}
	return nil, refuse(CallUnknown, "", "there is no call %q: expected the conn_id of a call in progress or of a recent one", id)
}

// SpeechWindow is how long ago a call may have started that speech_on_demand takes (documented, speech_on_demand).
const SpeechWindow = 24 * time.Hour

// SpeechOnDemand asks for a speech analysis of a call of the agent, from the last 24 hours and recorded in stereo (both
// documented); stereo are all calls while the service stereo_recording is on (inferred). The call remembers that it was
// asked for; nothing is analysed. A call that goes on is taken too (inferred).
// Refusals: AgentUnknown, and by Q-SPEECH-PRECONDITION CallUnknown (also the call of another agent), CallTooOld,
// CallNotStereo.
func (c *Center) SpeechOnDemand(now time.Time, id ConnID, agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	k, err := c.call(id)
	switch {
	case err != nil:
		return err
	case k.AgentID != a.ID:
		return refuse(CallUnknown, a.ID, "call %s is not one of agent %s: expected a call of that agent", k.ID, a.ID)
	case now.Sub(k.Started) > SpeechWindow:
		return refuse(CallTooOld, a.ID, "call %s started at %s: expected one of the last 24 hours", k.ID,
			k.Started.In(c.Zone.Location()).Format(time.DateTime))
	case !c.Tenant.Has("stereo_recording"):
		return refuse(CallNotStereo, a.ID, "call %s was not recorded in stereo: expected the service stereo_recording to be on",
			k.ID)
	}
	k.SpeechAsked = now
	return nil
}
