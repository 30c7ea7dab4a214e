package mockserver_test

import (
	"regexp"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// The journal says why a request was refused: the thing, its value, what would be right. A success needs no words.
func TestJournal_explainsEveryRefusal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	says := map[string]string{
		"hang/hung_up":                     `^$`,
		"hang/agent_unknown":               `^there is no agent "99999": want the agent_id of one of the 6 agents$`,
		"hang/agent_logged_out":            `^agent 12992 is logged out since \d\d:\d\d:\d\d: it has to log in first$`,
		"hang/no_active_call":              `^agent 12991 has no active call: it is in Ready since \d\d:\d\d:\d\d$`,
		"change_status/status_changed":     `^$`,
		"change_status/agent_unknown":      `^there is no agent "99999"`,
		"change_status/state_unknown":      `^agent 12991 cannot be given the state "999": want ready, logout, 101, 102 or 103$`,
		"change_status/agent_logged_out":   `^agent 12992 is logged out`,
		"change_status/agent_on_call":      `^agent 12989 is on call 12989\.0001\.\d+\.10001: it is in Talk since \d\d:\d\d:\d\d; let the call end first$`,
		"aux_call/called":                  `^$`,
		"aux_call/agent_unknown":           `^there is no agent "99999"`,
		"aux_call/agent_logged_out":        `^agent 12992 is logged out`,
		"aux_call/agent_on_call":           `^agent 12989 is on call`,
		"aux_call/no_predictive_call":      `^agent 12991 has no predictive call to follow: it is in Ready .* want ACW after a predictive call that is not coded yet$`,
		"transfer/transferred":             `^$`,
		"transfer/agent_unknown":           `^there is no agent "99999"`,
		"transfer/agent_logged_out":        `^agent 12992 is logged out`,
		"transfer/no_active_call":          `^agent 12991 has no active call to transfer: it is in Ready`,
		"transfer/destination_unavailable": `^agent 12990 cannot transfer to agent 12992: that one is in Logout .* want another agent in Ready, or an outside number$`,
		"dial/dialled":                     `^$`,
		"dial/agent_unknown":               `^there is no agent "99999"`,
		"dial/agent_logged_out":            `^agent 12992 is logged out`,
		"dial/agent_on_call":               `^agent 12989 is on call`,
		"dial/dial_forbidden":              `^agent 12993 cannot dial: it is in ACW since .* want Ready or an auxiliary state$`,
		"mute/mute_toggled":                `^$`,
		"mute/agent_unknown":               `^there is no agent "99999"`,
		"mute/agent_logged_out":            `^agent 12992 is logged out`,
		"mute/no_active_call":              `^agent 12991 has no active call to mute: it is in Ready`,
		"hold/hold_toggled":                `^$`,
		"hold/agent_unknown":               `^there is no agent "99999"`,
		"hold/agent_logged_out":            `^agent 12992 is logged out`,
		"hold/no_active_call":              `^agent 12991 has no active call to hold: it is in Ready`,
		"dtmf/tones_sent":                  `^$`,
		"dtmf/agent_unknown":               `^there is no agent "99999"`,
		"dtmf/tones_invalid":               `^agent 12989 cannot send the tones "1A": want digits, \* and #$`,
		"dtmf/agent_logged_out":            `^agent 12992 is logged out`,
		"dtmf/no_active_call":              `^agent 12991 has no active call to send tones on: it is in Ready`,
		"disable_agent/agent_disabled":     `^$`,
		"disable_agent/agent_unknown":      `^there is no agent "99999"`,
		"enable_agent/agent_enabled":       `^$`,
		"enable_agent/agent_unknown":       `^there is no agent "99999"`,
		"general/api_unknown":              `^no operation is named "fly"$`,
		"general/api_missing":              `^there is no parameter api, or it is empty$`,
		"general/method_wrong":             `^hang is POST, not GET$`,
		"general/parameter_missing":        `^hang needs the query parameter agent_id$`,
		"general/token_missing":            `^there is no header wolkvox-token, or it is empty$`,
		"general/token_unknown":            `^world "default" does not know this token of 20 characters$`,
		"general/token_busy":               `^1 request\(s\) with this token are under way, the latest is change_status$`,
		"general/path_unknown":             `^the document describes /api/v2/agentbox.php, /api/v2/configuration.php$`,
		"general/world_unknown":            `^the header X-Wolkvox-Mock-World names no world; POST /__admin/worlds makes one$`,
		"general/body_too_large":           `^the body has more than 1048576 bytes$`,
		"general/fault_injected":           `^a fault was arranged$`,
		"general/world_reset":              ``, // of a time that is over: not in the journal
		"general/internal_error":           ``, // on a server of its own
	}
	for _, tt := range goldenCases {
		t.Run(tt.reply, func(t *testing.T) {
			t.Parallel()
			want, known := says[tt.reply]
			if !known {
				t.Fatalf("no explanation is expected of %s", tt.reply)
			}
			w := s.NewWorld(t)
			if tt.how == nil {
				callerOf(t, w).send(tt.ask)
			} else {
				tt.how(t, w, callerOf(t, w), tt.ask)
			}
			if want == "" {
				if w.Requests(journal.Query{}).Total != 0 {
					t.Errorf("the journal has %+v", newest(t, w))
				}
				return
			}
			outcome := tt.reply[len(regexp.MustCompile(`^\w+/`).FindString(tt.reply)):]
			where := w
			if outcome == "world_unknown" || outcome == "token_missing" || outcome == "token_unknown" {
				where = s.Default()
			}
			page := where.Requests(journal.Query{Outcome: outcome})
			if len(page.Requests) != 1 {
				t.Fatalf("the journal has %d entries of it", len(page.Requests))
			}
			if e := page.Requests[0]; !regexp.MustCompile(want).MatchString(e.Says) || e.Source == "" || e.Evidence == "" {
				t.Errorf("the journal says %q, want %s; source %q, evidence %q", e.Says, want, e.Source, e.Evidence)
			}
		})
	}
}

// An api of another resource is explained by where it belongs.
func TestJournal_explainsWhereAnOperationIs(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callerOf(t, w).mustGet("api_unknown", box("disable_agent", ""))
	if got, want := newest(t, w).Says, "disable_agent belongs to PUT /api/v2/configuration.php"; got != want {
		t.Errorf("the journal says %q, want %q", got, want)
	}
}
