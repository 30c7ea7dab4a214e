package callcenter

import "fmt"

// Kind is why something was refused.
type Kind string

// Kinds of the API, named like the outcomes of the OpenAPI document. Of none is the reply documented: inferred.
const (
	AgentUnknown           Kind = "agent_unknown"           // no agent has this id (Q-AGENT-UNKNOWN)
	AgentLoggedOut         Kind = "agent_logged_out"        // the agent is not logged in (Q-AGENT-OFFLINE, Q-LOGGED-OUT-READY)
	AgentOnCall            Kind = "agent_on_call"           // ringing or talking (Q-STATUS-DURING-CALL)
	NoActiveCall           Kind = "no_active_call"          // no call for what was asked (Q-HANG-IDLE, Q-TRANSFER-IDLE, Q-TOGGLE-IDLE, Q-DTMF-IDLE)
	NoPredictiveCall       Kind = "no_predictive_call"      // not in the ACW of a predictive call (Q-AUX-WINDOW)
	DialForbidden          Kind = "dial_forbidden"          // in ACW, which forbids manual calls (Q-DIAL-STATE)
	StateUnknown           Kind = "state_unknown"           // neither ready, logout nor an auxiliary state (Q-STATUS-UNKNOWN, Q-STATUS-CASE, Q-STATUS-BY-NAME, Q-STATUS-ACW)
	TonesInvalid           Kind = "tones_invalid"           // not only digits, * and # (Q-DTMF-TONES, Q-INVALID-VALUE)
	DestinationUnavailable Kind = "destination_unavailable" // the extension of an agent who is not Ready (Q-TRANSFER-TARGET)
)

// Kinds of control, which are ours.
const (
	AgentDisabled    Kind = "agent_disabled"    // a disabled agent cannot log in (documented)
	AgentLoggedIn    Kind = "agent_logged_in"   // logged in already
	AgentUnavailable Kind = "agent_unavailable" // logged in and on no call, but in a state that takes, or dials, no call
	CallUnknown      Kind = "call_unknown"      // no call has this id, or it was forgotten
	CallNotRinging   Kind = "call_not_ringing"  // answered already
	CallEnded        Kind = "call_ended"        // over
	Invalid          Kind = "invalid"           // a value is wrong; Detail says what is right
)

// Error is a refusal. Nothing was changed.
type Error struct {
	Kind      Kind
	AgentID   string // whom it is about; "" when it is about no agent
	Detail    string // one sentence: the thing, its value, what would be right
	Parameter string // the wire name of the parameter whose value is wrong; "" unless ValueInvalid
}

// Error is the Detail.
func (e *Error) Error() string { return e.Detail }

func refuse(kind Kind, agentID, format string, args ...any) error {
	return &Error{Kind: kind, AgentID: agentID, Detail: fmt.Sprintf("%.500s", fmt.Sprintf(format, args...))}
}

// ValueInvalid says that a parameter has a value outside the documented set (inferred, Q-INVALID-VALUE).
const ValueInvalid Kind = "value_invalid"

func refuseValue(parameter, agentID, format string, args ...any) error {
	err := refuse(ValueInvalid, agentID, format, args...).(*Error)
	err.Parameter = parameter
	return err
}
