package callcenter

import (
	"strconv"
	"strings"
	"time"
)

// ConnID is the identity of a call, the same value wherever the call appears.
type ConnID string

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
)

// Call is one call, or one leg of one. Times are the world's.
type Call struct {
	ID           ConnID    `json:"conn_id"`
	Type         CallType  `json:"type"`
	Phone        string    `json:"phone"`    // the customer's, or the outside number a transfer went to; "" when withheld
	AgentID      string    `json:"agent_id"` // "" for a leg that left the contact center
	State        CallState `json:"state"`
	Started      time.Time `json:"started,omitzero"`
	Answered     time.Time `json:"answered,omitzero"` // zero: nobody here answered
	Ended        time.Time `json:"ended,omitzero"`
	EndedBy      Party     `json:"ended_by,omitempty"`      // "" while in progress
	Follows      ConnID    `json:"follows,omitempty"`       // an auxiliary call: the predictive call; a transfer: the call that was handed over; it may be forgotten already
	CustomerID   string    `json:"customer_id,omitempty"`   // whom dial, or a campaign, said that the call is with; "" when not told
	CustomerName string    `json:"customer_name,omitempty"` // the same
	CampaignID   string    `json:"campaign_id,omitempty"`   // the campaign of a predictive call, and of the auxiliary calls after it; "" when not told
	Tones        string    `json:"tones,omitempty"`         // what the agent sent, the latest KeptTones
	Muted        bool      `json:"muted,omitempty"`         // the customer does not hear the agent; false unless active (Q-TOGGLE-RESET)
	OnHold       bool      `json:"on_hold,omitempty"`       // the customer waits; the same

	Disposition *Disposition `json:"disposition,omitempty"` // how it was coded; nil when it was not
	SkillID     string       `json:"skill_id,omitempty"`    // the skill that an inbound call came for; "" when none
	SpeechAsked time.Time    `json:"speech_asked,omitzero"` // when speech analytics was asked for last; zero: never
}

// KeptTones is how many tones a call remembers.
const KeptTones = 1000

// badTones tells whether a text is anything but tones (Q-DTMF-TONES).
func badTones(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789*#", r) })
}

// CallMove is one row of [CallMoves].
type CallMove struct {
	From             CallState
	Event            Event
	To               CallState
	Evidence, Source string
}

// String is the row as coverage names it: "active --hang_up--> ended".
func (m CallMove) String() string { return arrow(m.From, m.Event, m.To) }

// CallMoves is the table of all that can happen to a call; a pair that is absent is a refusal.
var CallMoves = []CallMove{
	{Ringing, Answer, Active, "inferred", "Q-DIAL-LIFECYCLE"},
	{Ringing, HangUp, Ended, "inferred", "Q-HANG-RING"},
	{Ringing, CustomerHangUp, Ended, "inferred", "Q-HANG-RING"},

	{Active, HangUp, Ended, "documented", "hang-up-agent-v2"},
	{Active, CustomerHangUp, Ended, "inferred", "Q-ACW-AUTO"},
	{Active, HandOver, Ended, "inferred", "Q-TRANSFER-STATE"}, // that the call goes away is documented: transfer-call-agent-v2
	{Active, Mute, Active, "documented", "mute-agents-microphone-agent-v2"},
	{Active, Hold, Active, "documented", "pause-call-agent-v2"},
	{Active, SendTones, Active, "documented", "dtmf-dialing-agent-v2"},
	{Active, CodeCall, Active, "documented", "disposition-agent-v2"},
	{Active, CodeAndReady, Ended, "documented", "hang-up-disposition-and-ready-agent-v2"},

	{Ended, CodeCall, Ended, "inferred", "Q-TYPE-STATE"},
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

// can tells whether the table has a row for e.
func (k *Call) can(e Event) bool {
	_, ok := callMoveRow[pair{string(k.State), e}]
	return ok
}

// advance lets e happen to a call in progress that can take it, and to its agent.
func (c *Center) advance(now time.Time, k *Call, e Event) {
	row := mustRow(callMoveRow, string(k.State), e)
	c.used.add(len(Moves) + row)
	from := k.State
	k.State = CallMoves[row].To

	a := c.AgentByID[k.AgentID]
	c.move(now, a, e, "")
	switch k.State {
	case from:
		return
	case Active:
		k.Answered = now
		a.tallyCall(k)
		return
	}
	k.Ended, k.EndedBy, k.Muted, k.OnHold = now, partyOf(e), false, false
	a.Call = ""
	if a.Status.State() == ACW {
		a.LastCall = k.ID
	} else {
		c.retire(k.ID)
	}
}

func partyOf(e Event) Party {
	switch e {
	case HangUp, CodeAndReady:
		return ByAgent
	case CustomerHangUp:
		return ByCustomer
	}
	return ByTransfer
}

// ring starts a call of agent a. The event is Deliver or Dial.
func (c *Center) ring(now time.Time, a *Agent, e Event, t CallType, phone string) *Call {
	k := c.newCall(now, a.ID, t, phone)
	c.move(now, a, e, "")
	a.Call = k.ID
	if e == Dial {
		c.dialled(a, k.Phone)
	}
	return k
}

// newCall records a ringing call; its id begins with the agent's.
func (c *Center) newCall(now time.Time, agentID string, t CallType, phone string) *Call {
	k := &Call{
		ID:      c.nextConn(now, agentID),
		Type:    t,
		Phone:   validUTF8(phone),
		AgentID: agentID,
		State:   Ringing,
		Started: now,
	}
	set(&c.CallByID, k.ID, k)
	return k
}

// validUTF8 is what JSON would make of a text.
func validUTF8(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// maxConns keeps the sequence exact in every JSON reader; after it, it begins again.
const maxConns = 1 << 53

// nextConn numbers the calls of this center: the same requests at the same times give the same ids. The shape,
// <agent_id>.<4 digits>.<unix seconds>.<5 digits or more>, is that of the sample of report agent_15 (example); that
// agentbox returns it, and what the digits mean, is inferred (Q-CONN-ID).
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
		b = strconv.AppendInt(b, int64(10_000+c.Conns), 10)
		id := ConnID(b)
		if _, taken := c.CallByID[id]; !taken { // only a restored center can have it
			return id
		}
	}
}

// sequence is the last part of an id, 0 for one that is not ours.
func (id ConnID) sequence() int {
	n, err := strconv.Atoi(string(id[strings.LastIndexByte(string(id), '.')+1:]))
	if err != nil {
		return 0
	}
	return n
}
