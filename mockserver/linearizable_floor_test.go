package mockserver_test

import (
	"fmt"
	"slices"
	"strings"
)

// The rules of agents and calls, and of what their requests depend on. See linearizable_test.go.

// The extensions of the floor.
var extensions = []string{"12989", "12990", "12991"}

// noCall is a conn_id that never was.
const noCall = "12989.0000.0.0"

// A floor is the state of the rules.
type floor struct {
	at      [3]seat
	hidden  [3]string // the button that agent_display hides; it stays so (inferred)
	code    bool      // there is the activity code 900
	blocked bool      // 3000000004 is on the outbound do-not-call list
	back    promise
}

// A promise is the one callback of which the deeds speak. It is due in years. The zero promise is none.
type promise struct{ agent, style, due string } // due is "" when it was cancelled (documented, delete_recall)

// A seat is an agent.
type seat struct {
	status     string
	disabled   bool
	before     string // the status that a ringing call interrupted
	conn       string // the current call
	last       string // the call that the ACW is about
	predictive bool   // the call, or the one the ACW is about, is predictive or goes back to a predictive one, and is not coded
}

func (p seat) onCall() bool { return p.status == "ring" || p.status == "talk" }

// ends is the agent after the end of the call: in ACW after a conversation, else as before (Q-ACW-AUTO, Q-HANG-RING).
func (p seat) ends() seat {
	if p.status == "ring" {
		return seat{status: p.before, disabled: p.disabled}
	}
	return seat{status: "acw", disabled: p.disabled, last: p.conn, predictive: p.predictive}
}

// How change_status and the reads name a status (Q-READY-TEXT, Q-STATUS-BY-NAME, Q-AGENT-STATUS-VALUES).
var (
	statusNames = map[string]string{"ready": "Ready", "logout": "Logout", "101": "Active breaks", "102": "Lunch"}
	shownNames  = map[string]string{"ready": "Ready", "101": "Active breaks", "102": "Lunch", "ring": "Ring", "talk": "Talk", "acw": "ACW"}
	callStates  = map[string]string{"ring": "ringing", "talk": "active"}
)

// after is what a deed must show, and what it leaves behind. The conn_id of a new call is the server's to choose. Of the
// checks, the first that fails answers: agent exists, value valid, logged in, state allows it (Q-CHECK-ORDER).
func (f floor) after(d deed, saw sight) (sight, floor) {
	refused := func(outcome string) (sight, floor) { return sight{outcome: outcome}, f }
	found := func(there bool, outcome, value string) (sight, floor) {
		if !there {
			return refused("none_found") // Q-EMPTY-LIST
		}
		return sight{outcome, value}, f
	}
	switch d.op { // what names no agent
	case "answer", "hangup":
		return f.callAfter(d)
	case "create_cod_act": // Q-COD-UPSERT
		f.code = true
		return refused("code_created")
	case "remove_cod_act": // Q-COD-REMOVE-ABSENT
		if !f.code {
			return refused("codes_unknown")
		}
		f.code = false
		return sight{outcome: "codes_removed"}, f
	case "activity_codes":
		return found(f.code, "codes_found", "900")
	case "add_dnc":
		f.blocked = true
		return sight{outcome: "numbers_added"}, f
	case "remove_dnc": // Q-DNC-ZERO
		if !f.blocked {
			return refused("nothing_removed")
		}
		f.blocked = false
		return sight{outcome: "numbers_removed"}, f
	case "get_dnc":
		return found(f.blocked, "dnc_found", "3000000004")
	case "real_time_recall": // of those that were deleted none: Q-DELETE-RECALL-READ
		return found(f.back.due != "", "recalls_found", f.back.agent+" "+f.back.style+" "+f.back.due+"-01-01 00:00:00")
	case "real_time_agents": // Q-REALTIME-MEMBERS
		var all []string
		for i, p := range f.at {
			if p.status != "logout" {
				all = append(all, extensions[i]+" "+shownNames[p.status])
			}
		}
		return found(all != nil, "agents_found", strings.Join(all, ","))
	}

	agent := slices.Index(extensions, d.agent)
	if agent < 0 {
		return refused("agent_unknown")
	}
	p := &f.at[agent]
	now := func() (sight, floor) {
		return sight{"done", fmt.Sprintf("%s %s %t %s", p.status, p.conn, !p.disabled, f.hidden[agent])}, f
	}
	switch d.op { // what does not need a login
	case "read":
		return now()
	case "disable_agent": // Q-DISABLE-LIVE-SESSION, Q-DISABLE-IDEMPOTENT
		p.disabled = true
		return sight{outcome: "agent_disabled"}, f
	case "enable_agent": // Q-DISABLE-IDEMPOTENT
		p.disabled = false
		return sight{outcome: "agent_enabled"}, f
	case "login":
		switch {
		case p.disabled:
			return refused("agent_disabled") // documented: 4-deactivate-agent
		case p.status != "logout":
			return refused("agent_logged_in")
		}
		*p = seat{status: "ready"}
		return now()
	case "recall": // Q-RECALL-LOGIN, Q-RECALL-DUP
		f.back = promise{d.agent, d.arg, d.more}
		return sight{outcome: "recall_scheduled"}, f
	}
	switch {
	case (d.op == "type" || d.op == "hang_type_ready") && !f.code:
		return refused("code_unknown") // Q-COD-UNKNOWN
	case (d.op == "edit_recall" || d.op == "delete_recall") && f.back == promise{}, d.op == "delete_recall" && f.back.style != d.arg:
		return refused("recall_unknown") // Q-RECALL-STYLE-MISMATCH
	case d.op == "change_status" && statusNames[d.arg] == "":
		return refused("state_unknown") // Q-STATUS-UNKNOWN, Q-STATUS-ACW
	case p.status == "logout":
		return refused("agent_logged_out") // Q-AGENT-OFFLINE, Q-LOGGED-OUT-READY
	}

	switch d.op {
	case "agent_display":
		f.hidden[agent] = map[string]string{"hide": "[dial]"}[d.arg]
		return sight{outcome: "display_changed"}, f
	case "edit_recall":
		f.back = promise{d.agent, d.arg, d.more}
		return sight{outcome: "recall_edited"}, f
	case "delete_recall": // documented: an auto one stays without a date, a manual one is gone
		f.back.due = ""
		if d.arg == "manual" {
			f.back = promise{}
		}
		return sight{outcome: "recall_deleted"}, f
	case "type": // Q-TYPE-STATE, Q-CONN-ID; a call that was coded is done with, Q-AUX-WINDOW
		if p.status != "talk" && p.status != "acw" {
			return refused("no_call_to_code")
		}
		p.predictive = false
		return sight{"coded", p.conn + p.last}, f
	case "hang_type_ready":
		if p.status != "talk" {
			return refused("no_active_call")
		}
		*p = seat{status: "ready", disabled: p.disabled}
		return sight{outcome: "coded_and_ready"}, f
	case "hang":
		if !p.onCall() {
			return refused("no_active_call") // Q-HANG-IDLE
		}
		*p = p.ends()
		return sight{outcome: "hung_up"}, f
	case "transfer":
		if p.status != "talk" {
			return refused("no_active_call") // Q-TRANSFER-IDLE
		}
		if to := slices.Index(extensions, d.arg); to >= 0 {
			if to == agent || f.at[to].status != "ready" {
				return refused("destination_unavailable") // Q-TRANSFER-TARGET
			}
			f.at[to] = seat{status: "ring", before: "ready", conn: saw.conn(), disabled: f.at[to].disabled}
		}
		*p = p.ends() // Q-TRANSFER-STATE
		return sight{"transferred", saw.conn()}, f
	}
	if p.onCall() {
		return refused("agent_on_call") // Q-STATUS-DURING-CALL
	}
	switch d.op { // what needs an agent without a call
	case "logout":
		*p = seat{status: "logout", disabled: p.disabled}
		return now()
	case "change_status":
		*p = seat{status: d.arg, disabled: p.disabled}
		return sight{"status_changed", "Agent status has been modified to " + statusNames[d.arg]}, f
	case "aux_call":
		switch {
		case p.status != "acw" || !p.predictive:
			return refused("no_predictive_call") // Q-AUX-WINDOW
		case f.blocked:
			return refused("number_blocked") // Q-DNC-DIAL
		}
		p.status, p.conn, p.last = "talk", saw.conn(), "" // Q-DIAL-LIFECYCLE
		return sight{"called", saw.conn()}, f
	case "dial":
		switch {
		case p.status == "acw":
			return refused("dial_forbidden") // Q-DIAL-STATE
		case f.blocked:
			return refused("number_blocked") // Q-DNC-DIAL
		}
		*p = seat{status: "talk", conn: saw.conn(), disabled: p.disabled} // Q-DIAL-LIFECYCLE
		return sight{"dialled", saw.conn()}, f
	case "arrive":
		if p.status == "acw" || p.status != "ready" && d.arg != "manual" {
			return refused("agent_unavailable") // admin.yaml, arrive
		}
		before := p.status
		*p = seat{status: "talk", conn: saw.conn(), disabled: p.disabled, predictive: d.arg == "predictive"}
		if d.more == "false" {
			p.status, p.before = "ring", before
		}
		return sight{"done", saw.conn() + " " + callStates[p.status]}, f
	}
	panic("no rule for " + d.op)
}

// callAfter is for what names a call. Clients name calls that they know from a reply, and one that never was.
func (f floor) callAfter(d deed) (sight, floor) {
	if d.arg == noCall {
		return sight{outcome: "call_unknown"}, f
	}
	i := slices.IndexFunc(f.at[:], func(p seat) bool { return p.conn == d.arg })
	switch {
	case i < 0:
		return sight{outcome: "call_ended"}, f
	case d.op == "hangup":
		f.at[i] = f.at[i].ends()
		return sight{"done", d.arg + " ended"}, f
	case f.at[i].status == "talk":
		return sight{outcome: "call_not_ringing"}, f
	}
	f.at[i].status, f.at[i].before = "talk", ""
	return sight{"done", d.arg + " active"}, f
}

// floorOutcomes are what the crowd has to reach.
var floorOutcomes = []string{
	"hang hung_up", "hang no_active_call", "change_status status_changed", "change_status agent_on_call", "aux_call called",
	"transfer transferred", "transfer destination_unavailable", "dial dialled", "dial dial_forbidden", "dial agent_on_call",
	"disable_agent agent_disabled", "enable_agent agent_enabled", "login done", "login agent_disabled", "type coded", "type code_unknown",
	"type no_call_to_code", "hang_type_ready coded_and_ready", "hang_type_ready code_unknown", "hang_type_ready no_active_call",
	"agent_display display_changed", "recall recall_scheduled", "edit_recall recall_edited", "edit_recall recall_unknown",
	"delete_recall recall_deleted", "delete_recall recall_unknown", "real_time_recall recalls_found", "real_time_recall none_found",
	"dial number_blocked", "real_time_agents agents_found", "create_cod_act code_created", "remove_cod_act codes_removed",
	"remove_cod_act codes_unknown", "add_dnc numbers_added", "remove_dnc numbers_removed", "remove_dnc nothing_removed", "logout done",
	"arrive done", "answer done", "hangup done", "hangup call_ended",
}
