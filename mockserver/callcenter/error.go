package callcenter

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Class is what a refusal means for whoever asked, whatever the Kind.
type Class string

// The classes.
const (
	NotFound  Class = "not_found" // what the request names does not exist
	Invalid   Class = "invalid"   // a value is wrong, whatever the state of the call center
	Forbidden Class = "forbidden" // it is there, and not allowed
	Conflict  Class = "conflict"  // the request is fine; the call center is not in the state that it needs
)

// Kind is why something was refused. Each belongs to one Class.
type Kind string

// Kinds of agentbox.php, named like the outcomes of the OpenAPI document. Of none is the reply documented: inferred.
const (
	AgentUnknown           Kind = "agent_unknown"           // no agent has this id (Q-AGENT-UNKNOWN)
	AgentLoggedOut         Kind = "agent_logged_out"        // the agent is not logged in (Q-AGENT-OFFLINE, Q-LOGGED-OUT-READY)
	AgentOnCall            Kind = "agent_on_call"           // ringing or talking (Q-STATUS-DURING-CALL)
	NoActiveCall           Kind = "no_active_call"          // Q-HANG-IDLE, Q-TRANSFER-IDLE, Q-TOGGLE-IDLE, Q-DTMF-IDLE
	NoPredictiveCall       Kind = "no_predictive_call"      // not in the ACW of a predictive call (Q-AUX-WINDOW)
	DialForbidden          Kind = "dial_forbidden"          // in ACW, which forbids manual calls (Q-DIAL-STATE)
	StateUnknown           Kind = "state_unknown"           // Q-STATUS-UNKNOWN, Q-STATUS-CASE, Q-STATUS-BY-NAME, Q-STATUS-ACW
	DestinationUnavailable Kind = "destination_unavailable" // the extension of an agent who is not Ready (Q-TRANSFER-TARGET)
	CodeUnknown            Kind = "code_unknown"            // in group 1, or in the one named (Q-COD-UNKNOWN, Q-COD-EDIT-ABSENT)
	Code2Unknown           Kind = "code_2_unknown"          // no code of group 2 (Q-COD-UNKNOWN)
	NoCallToCode           Kind = "no_call_to_code"         // on no active call, and in no ACW of one (Q-TYPE-NONE)
	CampaignUnknown        Kind = "campaign_unknown"        // no campaign has this id (Q-RECALL-RECORD, Q-PREDICTIVE-DNC)
	NoPredictiveRecord     Kind = "no_predictive_record"    // no call of the agent names one (Q-RECALL-OLD-CAMPAIGN)
	RecordUnknown          Kind = "record_unknown"          // the customer is no record of the campaign (Q-RECALL-RECORD)
	RecallUnknown          Kind = "recall_unknown"          // none to this phone, or of another style (Q-RECALL-STYLE-MISMATCH)
)

// Kinds that more than one operation has. Inferred as well.
const (
	ValueInvalid     Kind = "value_invalid"     // a value outside what the page allows; Parameter names it (Q-INVALID-VALUE)
	ParameterMissing Kind = "parameter_missing" // none of the parameters of which one is required (Q-LICENSES-ONE)
	NumberBlocked    Kind = "number_blocked"    // on the do-not-call list, or blocked by law 2300 (Q-DNC-DIAL)
)

// Kinds of the configuration, in the order of its operations. Only the codes 406 and 404 of add_ip and remove_ip were
// seen; all else is inferred.
const (
	SkillUnknown        Kind = "skill_unknown"         // no skill has this id; "all" is none (Q-SKILL-UNKNOWN)
	AgentNotInSkill     Kind = "agent_not_in_skill"    // nothing to take out (Q-REMOVE-AGENT-SKILL-ABSENT)
	CodesUnknown        Kind = "codes_unknown"         // none of the codes to remove exists (Q-COD-REMOVE-ABSENT)
	CustomersUnknown    Kind = "customers_unknown"     // none of the customers is a record of the campaign (Q-PREDICTIVE-DNC)
	NothingRemoved      Kind = "nothing_removed"       // none of the numbers was on the list (Q-DNC-ZERO)
	IPInvalid           Kind = "ip_invalid"            // no IPv4 address (Q-IP-ERRORS)
	IPRegistered        Kind = "ip_registered"         // in the firewall list already (Q-IP-ERRORS)
	IPsExhausted        Kind = "ips_exhausted"         // one permanent address too many (Q-IP-ERRORS)
	IPUnknown           Kind = "ip_unknown"            // not in the firewall list (Q-IP-ERRORS)
	RoutingPointUnknown Kind = "routing_point_unknown" // no routing point has this id (Q-INTERACTION-AGENT)
	NobodyAvailable     Kind = "nobody_available"      // no agent is Ready (Q-INTERACTION-AGENT)
	NotBlocked          Kind = "not_blocked"           // law 2300 does not block it (Q-LAW2300-ABSENT)
	FileTypeInvalid     Kind = "file_type_invalid"     // a file that the copilot does not take (Q-UPLOAD-TYPES)
	FileUnknown         Kind = "file_unknown"          // no file has this name (Q-DELETE-FILE-ABSENT)
	TooManyFiles        Kind = "too_many_files"        // more audios than one request may carry (Q-UPLOAD-TYPES)
	FileTooLarge        Kind = "file_too_large"        // a larger audio than may be sent (Q-UPLOAD-TYPES)
	CallTooOld          Kind = "call_too_old"          // too long ago for speech analytics (Q-SPEECH-PRECONDITION)
	CallNotStereo       Kind = "call_not_stereo"       // not recorded in stereo (Q-SPEECH-PRECONDITION)
)

// Kinds of control, which are ours.
const (
	AgentDisabled    Kind = "agent_disabled"    // a disabled agent cannot log in (documented)
	AgentLoggedIn    Kind = "agent_logged_in"   // logged in already
	AgentUnavailable Kind = "agent_unavailable" // logged in and on no call, but in a state that takes, or dials, no call
	CallUnknown      Kind = "call_unknown"      // no such id, or forgotten (of speech_on_demand: Q-SPEECH-PRECONDITION)
	CallNotRinging   Kind = "call_not_ringing"  // answered already
	CallEnded        Kind = "call_ended"        // over
	SkillInUse       Kind = "skill_in_use"      // a call that came for it goes on
	StateInUse       Kind = "state_in_use"      // an agent is in it, or comes back to it
	NumberUnlisted   Kind = "number_unlisted"   // not on the do-not-call list
	PBXUserUnknown   Kind = "pbx_user_unknown"  // the PBX has no such user
	QueueFull        Kind = "queue_full"        // MaxQueued calls wait already
	WorldFull        Kind = "world_full"        // it would hold more bytes than it may: see Center.Allow (Q-WORLD-FULL)
	InputInvalid     Kind = "invalid"           // a value is wrong; Detail says what is right
)

// classOf has the kinds that are no Conflict.
var classOf = map[Kind]Class{
	AgentUnknown: NotFound, CallUnknown: NotFound, StateUnknown: NotFound, CodeUnknown: NotFound, Code2Unknown: NotFound,
	CodesUnknown: NotFound, CampaignUnknown: NotFound, CustomersUnknown: NotFound, RecordUnknown: NotFound,
	RecallUnknown: NotFound, SkillUnknown: NotFound, IPUnknown: NotFound, RoutingPointUnknown: NotFound, FileUnknown: NotFound,
	NumberUnlisted: NotFound, PBXUserUnknown: NotFound,

	InputInvalid: Invalid, ValueInvalid: Invalid, ParameterMissing: Invalid, IPInvalid: Invalid, FileTypeInvalid: Invalid,
	FileTooLarge: Invalid, TooManyFiles: Invalid,

	DialForbidden: Forbidden,
}

// Error is a refusal; errors.As finds it. Nothing was changed.
type Error struct {
	Class     Class
	Kind      Kind
	AgentID   string // whom it is about; "" when it is about no agent
	Parameter string // the wire parameter of a value_invalid
	Detail    string // one sentence: the thing, its value, what would be right
}

// Error is the Detail.
func (e *Error) Error() string { return e.Detail }

func refuse(kind Kind, agentID, format string, args ...any) error {
	return newError(kind, agentID, "", format, args...)
}

// refuseValue is refuse for a value_invalid, with the wire parameter that carried the value.
func refuseValue(parameter, agentID, format string, args ...any) error {
	return newError(ValueInvalid, agentID, parameter, format, args...)
}

// listed is a list for people, each text as it is; of a long one the beginning.
func listed[T ~string](all []T) string {
	const most = 20
	var texts []string
	for _, text := range all[:min(len(all), most)] {
		texts = append(texts, string(text))
	}
	if len(all) > most {
		texts = append(texts, "…")
	}
	return strings.Join(texts, ", ")
}

// quotedList is listed with quotes around each text, for what somebody sent.
func quotedList(all []string) string {
	var quoted []string
	for _, text := range all {
		quoted = append(quoted, strconv.Quote(text))
	}
	return listed(quoted)
}

// MaxDetail is how many bytes a detail may have. It is more than anybody is shown, so that who shows it still sees whether it
// is cut in the middle of something secret.
const MaxDetail = 4000

func newError(kind Kind, agentID, parameter, format string, args ...any) *Error {
	for i, arg := range args { // to quote all of a long one would take a multiple of it
		if text, is := arg.(string); is && len(text) > MaxDetail {
			args[i] = text[:MaxDetail]
		}
	}
	detail := fmt.Sprintf("%.*s", MaxDetail, fmt.Sprintf(format, args...))
	return &Error{cmp.Or(classOf[kind], Conflict), kind, agentID, parameter, detail}
}
