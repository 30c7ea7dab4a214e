package callcenter

import (
	"fmt"
	"slices"
	"time"
)

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
	RingTimeout    Event = "ring_timeout"     // the call has rung for too long, and ends
	Requeue        Event = "requeue"          // it has rung for too long, and goes back to its queue
	Unreached      Event = "unreached"        // the customer who was dialled is busy, or does not answer
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
	{Ring, RingTimeout, Before, "inferred", "Q-RING-TIMEOUT-STATE"},
	{Ring, Requeue, Before, "inferred", "Q-RING-TIMEOUT-STATE"},
	{Ring, Unreached, Before, "example", "Q-DIAL-RESULT"}, // unanswered manual calls have no ACW: agent_15

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
	{ACW, CallAgain, Ring, "inferred", "Q-DIAL-LIFECYCLE"}, // the condition is documented: make-auxiliary-call-agent-v2
	{ACW, CodeCall, ACW, "inferred", "Q-TYPE-STATE"},
	{ACW, ACWTimeout, Ready, "inferred", "Q-ACW-TIMEOUT"},
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
	{Queued, Deliver, Ringing, "inferred", "Q-QUEUE-ORDER"},
	{Queued, CustomerHangUp, Ended, "documented", "real_time skills"}, // stat_abandon counts it

	{Ringing, Answer, Active, "inferred", "Q-DIAL-LIFECYCLE"},
	{Ringing, HangUp, Ended, "inferred", "Q-HANG-RING"},
	{Ringing, CustomerHangUp, Ended, "inferred", "Q-HANG-RING"},
	{Ringing, RingTimeout, Ended, "inferred", "Q-RING-TIMEOUT"},
	{Ringing, Requeue, Queued, "inferred", "Q-RING-TIMEOUT"},
	{Ringing, Unreached, Ended, "inferred", "Q-DIAL-RESULT"},

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

// pair is the key of either table.
type pair struct {
	from  string
	event Event
}

// The tables, made ready once: the row of a pair, and the names of the rows, those of Moves first.
var (
	moveRow     = index(Moves, func(m Move) pair { return pair{string(m.From), m.Event} })
	callMoveRow = index(CallMoves, func(m CallMove) pair { return pair{string(m.From), m.Event} })
	rowNames    = append(names(Moves), names(CallMoves)...)
)

func index[Row any](table []Row, key func(Row) pair) map[pair]int {
	rows := make(map[pair]int, len(table))
	for i, row := range table {
		rows[key(row)] = i
	}
	return rows
}

func names[Row fmt.Stringer](table []Row) []string {
	out := make([]string, len(table))
	for i, row := range table {
		out[i] = row.String()
	}
	return out
}

func arrow[S ~string](from S, e Event, to S) string {
	return fmt.Sprintf("%s --%s--> %s", from, e, to)
}

// mustRow finds the row of a pair that the caller has asked the table about.
func mustRow(rows map[pair]int, from string, e Event) int {
	row, ok := rows[pair{from, e}]
	if !ok {
		panic(fmt.Sprintf("callcenter: no row for %s --%s-->: ask can first, and Check a Center from elsewhere", from, e))
	}
	return row
}

// can reports whether the table has a row for e.
func (a *Agent) can(e Event) bool {
	_, ok := moveRow[pair{string(a.Status.State()), e}]
	return ok
}

// can reports whether the table has a row for e.
func (k *Call) can(e Event) bool {
	_, ok := callMoveRow[pair{string(k.State), e}]
	return ok
}

// moveAgent lets e happen to an agent that can take it. Of the auxiliary states, Pause leads to aux.
func (c *Center) moveAgent(now time.Time, a *Agent, e Event, aux Status) {
	row := mustRow(moveRow, string(a.Status.State()), e)
	c.used.add(row)
	switch to := Moves[row].To; to {
	case Ring:
		a.Before = a.Status
		c.enter(now, a, e, Status(Ring))
	case Before:
		c.enter(now, a, e, a.Before)
	case Aux:
		c.enter(now, a, e, aux)
	default:
		c.enter(now, a, e, Status(to))
	}
}

// enter puts an agent in a status and forgets what belonged to the one before. The event is "" when it is arranged.
func (c *Center) enter(now time.Time, a *Agent, e Event, to Status) {
	if a.Status == to {
		return
	}
	if a.LastCall != "" {
		c.retire(a.LastCall)
		a.LastCall = ""
	}
	if to.State() != Ring {
		a.Before = ""
		if to.State() != Ready {
			c.held -= len(a.Missed) * connBytes
			a.Missed = nil
		}
	}
	c.cancelAgent(a)
	c.countStatus(now, a)
	c.changed(Change{Of: OfAgent, At: now, AgentID: a.ID, From: string(a.Status), To: string(to), Event: e})
	a.Status, a.Since = to, now
	c.scheduleAgent(now, a)
}

// moveCall lets e happen to a call in progress that can take it, and to its agent.
func (c *Center) moveCall(now time.Time, k *Call, e Event) {
	row := mustRow(callMoveRow, string(k.State), e)
	c.used.add(len(Moves) + row)
	from := k.State
	k.State = CallMoves[row].To
	c.changedCall(now, k, from, e)

	a := c.AgentByID[k.AgentID]
	if a != nil { // nobody has a queued call
		c.moveAgent(now, a, e, "")
	}
	switch k.State {
	case from:
		return
	case Queued:
		k.AgentID, a.Call = "", ""
		return
	case Ringing:
		a.Call = k.ID
		c.scheduleRing(now, a)
		return
	case Active:
		k.Answered = now
		a.countCall(k)
		c.noteCall(now, k)
		return
	}
	k.Ended, k.EndedBy, k.Muted, k.OnHold = now, partyOf(e), false, false
	c.noteCall(now, k)
	if a == nil {
		c.unqueue(k)
		c.changedQueue(now, k.SkillID, -1)
		c.retire(k.ID)
		return
	}
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
	case RingTimeout:
		return ByTimeout
	case Unreached:
		return ByNetwork
	}
	return ByTransfer
}

// MoveNames are the names of all rows of Moves and CallMoves, in the order of the tables: what coverage counts against.
func MoveNames() []string { return slices.Clone(rowNames) }

// TakeMoves hands over the rows of Moves and CallMoves that were used since the last call, each once, by their
// String, in the order of the tables; then it forgets them. Coverage feeds on it. It does not allocate.
func (c *Center) TakeMoves(visit func(string)) {
	if c.used == (rowSet{}) {
		return
	}
	for row, name := range rowNames {
		if c.used.has(row) {
			visit(name)
		}
	}
	c.used = rowSet{}
}

// rowSet is a set of rows, a bit each; of Moves first.
type rowSet [4]uint64

func (s *rowSet) add(row int) { s[row/64] |= 1 << (row % 64) }

func (s *rowSet) has(row int) bool { return s[row/64]&(1<<(row%64)) != 0 }
