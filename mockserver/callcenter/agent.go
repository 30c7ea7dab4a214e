package callcenter

import (
	"slices"
	"time"
)

// State is the kind of a status. An agent's status is one of the five built-in ones or an auxiliary state of the
// tenant (documented, help center page on agent states; ring and talk are known from reports).
type State string

// The states. Logout, Ready and ACW are built in and cannot be edited; Aux stands for every auxiliary state.
const (
	Logout State = "logout"    // signed out: no calls in or out
	Ready  State = "ready"     // available for calls
	Aux    State = "auxiliary" // a break, lunch, ...
	Ring   State = "ring"      // a call is ringing
	Talk   State = "talk"      // on a call
	ACW    State = "acw"       // after-call work: no calls in, and none dialled by hand
)

// States lists every state.
var States = []State{Logout, Ready, Aux, Ring, Talk, ACW}

// Before stands in [Move.To] for the status before the call. It is no state: no agent is ever in it.
const Before State = "before"

// Status is what an agent does: the name of a built-in state ("logout", "ready", "ring", "talk", "acw") or the id of
// one of the world's auxiliary states ("101").
type Status string

// State is the kind of a status: Aux for anything that is not built in.
func (s Status) State() State {
	switch state := State(s); state {
	case Logout, Ready, Ring, Talk, ACW:
		return state
	}
	return Aux
}

// AuxState is an auxiliary state of the tenant. The API takes its id and prints its description (documented,
// change-agent-state-agent-v2).
type AuxState struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// Agent is a person with an extension. An agent has at most one current call (inferred: no operation takes the id of
// a call).
type Agent struct {
	ID       string    `json:"agent_id"` // the extension
	Name     string    `json:"name"`     // free text
	Enabled  bool      `json:"enabled"`  // false: cannot log in (documented); a session that is open goes on (Q-DISABLE-LIVE-SESSION)
	Status   Status    `json:"status"`
	Since    time.Time `json:"since"`               // when Status began; the same status again does not restart it (Q-STATUS-SAME)
	Call     ConnID    `json:"call,omitempty"`      // current call, ringing or active; "" when none
	LastCall ConnID    `json:"last_call,omitempty"` // the call whose ACW this is, which aux_call looks at; "" outside ACW (Q-AUX-WINDOW)
	Before   Status    `json:"before,omitempty"`    // status before the ringing call; "" unless ringing

	Tally        Tally         `json:"tally,omitzero"`          // since the last login, up to Since; empty in the copies that [Center.Agent] gives: ask [Center.Tally]
	Hidden       []string      `json:"hidden,omitzero"`         // the buttons that agent_display hid, sorted
	LastCampaign string        `json:"last_campaign,omitempty"` // the record of the last predictive call that named one
	LastCustomer string        `json:"last_customer,omitempty"` // the same
	Waiting      []CallbackKey `json:"waiting,omitzero"`        // auto callbacks whose time has come while the agent was not Ready, the first of them first
	Notified     []CallbackKey `json:"notified,omitzero"`       // manual callbacks whose time has come, that the agent has not dialled since
	Appointment  time.Time     `json:"appointment,omitzero"`    // when the agenda has something for the agent; zero: never

	Person
	Network *Network `json:"network,omitempty"` // nil: never told
}

// Event is what moves an agent, or a call.
type Event string

// The events.
const (
	Login          Event = "login"            // the agent logs in; no API does that (documented, absence)
	Leave          Event = "logout"           // the agent logs out, or change_status with logout
	Resume         Event = "ready"            // change_status with ready
	Pause          Event = "pause"            // change_status with the id of an auxiliary state
	Deliver        Event = "deliver"          // a call is delivered
	Dial           Event = "dial"             // the agent dials by hand
	Answer         Event = "answer"           // the call is answered
	HangUp         Event = "hang_up"          // the agent hangs up
	CustomerHangUp Event = "customer_hang_up" // the customer hangs up
	HandOver       Event = "hand_over"        // the agent transfers the call
	CallAgain      Event = "aux_call"         // the agent calls the customer of a predictive call again
	Mute           Event = "mute"             // the agent switches the microphone off, or on again
	Hold           Event = "hold"             // the agent puts the call on hold, or takes it back
	SendTones      Event = "dtmf"             // the agent sends tones
	CodeCall       Event = "type"             // the agent codes the call
	CodeAndReady   Event = "hang_type_ready"  // the agent hangs up, codes the call and is Ready
	ACWTimeout     Event = "acw_timeout"      // the limit of ACW is reached
)

// Move is one row of [Moves].
type Move struct {
	From             State
	Event            Event
	To               State // Before: the status before the call
	Evidence, Source string
}

// String is the row as coverage names it: "talk --hang_up--> acw".
func (m Move) String() string { return arrow(m.From, m.Event, m.To) }

// Moves is the table of all that can happen to an agent; a pair that is absent is a refusal.
var Moves = []Move{
	{Logout, Login, Ready, "inferred", "Q-LOGGED-OUT-READY"},

	{Ready, Leave, Logout, "documented", "change-agent-state-agent-v2"},
	{Ready, Resume, Ready, "inferred", "Q-STATUS-SAME"},
	{Ready, Pause, Aux, "documented", "change-agent-state-agent-v2"},
	{Ready, Deliver, Ring, "inferred", "agent_2"},
	{Ready, Dial, Ring, "inferred", "Q-DIAL-STATE"},

	{Aux, Leave, Logout, "documented", "change-agent-state-agent-v2"},
	{Aux, Resume, Ready, "documented", "change-agent-state-agent-v2"},
	{Aux, Pause, Aux, "documented", "change-agent-state-agent-v2"}, // the very same one again: Q-STATUS-SAME
	{Aux, Dial, Ring, "inferred", "Q-DIAL-STATE"},

	{Ring, Answer, Talk, "inferred", "Q-DIAL-LIFECYCLE"},
	{Ring, HangUp, Before, "inferred", "Q-HANG-RING"},
	{Ring, CustomerHangUp, Before, "inferred", "Q-HANG-RING"},

	{Talk, HangUp, ACW, "example", "Q-ACW-AUTO"},
	{Talk, CustomerHangUp, ACW, "example", "Q-ACW-AUTO"},
	{Talk, HandOver, ACW, "inferred", "Q-TRANSFER-STATE"},
	{Talk, Mute, Talk, "inferred", "Q-TOGGLE-IDLE"}, // that it toggles is documented: mute-agents-microphone-agent-v2
	{Talk, Hold, Talk, "inferred", "Q-TOGGLE-IDLE"}, // the same: pause-call-agent-v2
	{Talk, SendTones, Talk, "inferred", "Q-DTMF-IDLE"},
	{Talk, CodeCall, Talk, "inferred", "Q-TYPE-STATE"},
	{Talk, CodeAndReady, Ready, "documented", "hang-up-disposition-and-ready-agent-v2"},

	{ACW, Leave, Logout, "documented", "change-agent-state-agent-v2"},
	{ACW, Resume, Ready, "documented", "change-agent-state-agent-v2"},
	{ACW, Pause, Aux, "documented", "change-agent-state-agent-v2"},
	{ACW, CallAgain, Talk, "inferred", "Q-DIAL-LIFECYCLE"}, // the condition is documented: make-auxiliary-call-agent-v2
	{ACW, CodeCall, ACW, "inferred", "Q-TYPE-STATE"},
	{ACW, ACWTimeout, Ready, "inferred", "Q-ACW-TIMEOUT"},
}

// clone is a copy that shares nothing with the agent.
func (a *Agent) clone() *Agent {
	out := *a
	out.Hidden, out.Waiting, out.Notified = slices.Clone(a.Hidden), slices.Clone(a.Waiting), slices.Clone(a.Notified)
	out.Network = a.Network.copy()
	return &out
}

// shown is a copy for the outside, without the tally, which is not up to now.
func (a *Agent) shown() Agent {
	out := a.clone()
	out.Tally = Tally{}
	return *out
}

// can tells whether the table has a row for e.
func (a *Agent) can(e Event) bool {
	_, ok := moveRow[pair{string(a.Status.State()), e}]
	return ok
}

// move lets e happen to an agent that can take it. Of the auxiliary states, Pause leads to aux.
func (c *Center) move(now time.Time, a *Agent, e Event, aux Status) {
	row := mustRow(moveRow, string(a.Status.State()), e)
	c.used.add(row)
	switch to := Moves[row].To; to {
	case Ring:
		a.Before = a.Status
		c.enter(now, a, Status(Ring))
	case Before:
		c.enter(now, a, a.Before)
	case Aux:
		c.enter(now, a, aux)
	default:
		c.enter(now, a, Status(to))
	}
}

// enter puts an agent in a status and forgets what belonged to the one before.
func (c *Center) enter(now time.Time, a *Agent, to Status) {
	if a.Status == to {
		return
	}
	if a.LastCall != "" {
		c.retire(a.LastCall)
		a.LastCall = ""
	}
	if to.State() != Ring {
		a.Before = ""
	}
	if !a.Appointment.IsZero() {
		c.cancelFor(a)
	}
	c.tallyStatus(now, a)
	a.Status, a.Since = to, now
	c.appointAgent(now, a)
}
