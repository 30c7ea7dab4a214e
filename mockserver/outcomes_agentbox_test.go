package mockserver_test

import (
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// What the operations of agentbox.php answer; see outcomes_test.go.
var agentboxOutcomes = []outcome{
	{"hang/hung_up", box("hang", "agent_id=12989"), silent, nil},
	{"hang/agent_unknown", box("hang", "agent_id=99999"), `^there is no agent "99999": expected the agent_id of one of the 6 agents$`, nil},
	{"hang/agent_logged_out", box("hang", "agent_id=12992"), `^agent 12992 is logged out since \d\d:\d\d:\d\d: it has to log in first$`, nil},
	{"hang/no_active_call", box("hang", "agent_id=12991"), `^agent 12991 has no active call: it is in Ready since \d\d:\d\d:\d\d$`, nil},

	{"change_status/status_changed", box("change_status", "agent_id=12991&status=101"), silent, nil},
	{"change_status/agent_unknown", box("change_status", "agent_id=99999&status=101"), `^there is no agent "99999"`, nil},
	{"change_status/state_unknown", box("change_status", "agent_id=12991&status=999"), `^agent 12991 cannot be given the state "999": expected ready, logout, 101, 102 or 103$`, nil},
	{"change_status/agent_logged_out", box("change_status", "agent_id=12992&status=ready"), `^agent 12992 is logged out`, nil},
	{"change_status/agent_on_call", box("change_status", "agent_id=12989&status=ready"), `^agent 12989 is on call 12989\.0001\.\d+\.10001: it is in Talk since \d\d:\d\d:\d\d; let the call end first$`, nil},

	{"aux_call/called", box("aux_call", "agent_id=12993&customer_phone=3000000003"), silent, nil},
	{"aux_call/agent_unknown", box("aux_call", "agent_id=99999&customer_phone=3000000003"), `^there is no agent "99999"`, nil},
	{"aux_call/agent_logged_out", box("aux_call", "agent_id=12992&customer_phone=3000000003"), `^agent 12992 is logged out`, nil},
	{"aux_call/agent_on_call", box("aux_call", "agent_id=12989&customer_phone=3000000003"), `^agent 12989 is on call`, nil},
	{"aux_call/no_predictive_call", box("aux_call", "agent_id=12991&customer_phone=3000000003"), `^agent 12991 has no predictive call to follow: it is in Ready .* expected ACW after a predictive call that is not coded yet$`, nil},
	{"aux_call/number_blocked", box("aux_call", "agent_id=12993&customer_phone=3000000003"), `^agent 12993 cannot call "3000000003": the number is blocked; expected another one, or take it off the list first$`, afterDNC("3000000003")},

	{"transfer/transferred", box("transfer", "agent_id=12990&customer_phone=3000000009"), silent, nil},
	{"transfer/agent_unknown", box("transfer", "agent_id=99999&customer_phone=3000000009"), `^there is no agent "99999"`, nil},
	{"transfer/agent_logged_out", box("transfer", "agent_id=12992&customer_phone=3000000009"), `^agent 12992 is logged out`, nil},
	{"transfer/no_active_call", box("transfer", "agent_id=12991&customer_phone=3000000009"), `^agent 12991 has no active call to transfer: it is in Ready`, nil},
	{"transfer/destination_unavailable", box("transfer", "agent_id=12990&customer_phone=12992"), `^agent 12990 cannot transfer to agent 12992: that one is in Logout .* expected another agent in Ready, or an outside number$`, nil},

	{"dial/dialled", box("dial", "agent_id=12991&customer_phone=3000000009&customer_id=0123&customer_name=Luz"), silent, nil},
	{"dial/agent_unknown", box("dial", "agent_id=99999&customer_phone=3000000009"), `^there is no agent "99999"`, nil},
	{"dial/agent_logged_out", box("dial", "agent_id=12992&customer_phone=3000000009"), `^agent 12992 is logged out`, nil},
	{"dial/agent_on_call", box("dial", "agent_id=12989&customer_phone=3000000009"), `^agent 12989 is on call`, nil},
	{"dial/dial_forbidden", box("dial", "agent_id=12993&customer_phone=3000000009"), `^agent 12993 cannot dial: it is in ACW since .* expected Ready or an auxiliary state$`, nil},
	{"dial/number_blocked", box("dial", "agent_id=12991&customer_phone=3000000009"), `^agent 12991 cannot call "3000000009": the number is blocked`, afterDNC("3000000009")},

	{"hang_type_ready/coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=B1&comments=sold"), silent, nil},
	{"hang_type_ready/agent_unknown", box("hang_type_ready", "agent_id=99999&cod_act=021"), `^there is no agent "99999"`, nil},
	{"hang_type_ready/code_unknown", box("hang_type_ready", "agent_id=12989&cod_act=B1"), `^there is no code "B1" in cod_act1: expected one of the 3 codes of both groups$`, nil},
	{"hang_type_ready/code_2_unknown", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=021"), `^there is no code "021" in cod_act2: expected`, nil},
	{"hang_type_ready/agent_logged_out", box("hang_type_ready", "agent_id=12992&cod_act=021"), `^agent 12992 is logged out`, nil},
	{"hang_type_ready/no_active_call", box("hang_type_ready", "agent_id=12991&cod_act=021"), `^agent 12991 has no active call to hang up and code: it is in Ready`, nil},

	{"type/coded", box("type", "agent_id=12991&cod_act=021&cod_act_2=B1&comments=sold"), silent, afterDial},
	{"type/agent_unknown", box("type", "agent_id=99999&cod_act=021&cod_act_2=B1"), `^there is no agent "99999"`, nil},
	{"type/code_unknown", box("type", "agent_id=12989&cod_act=999&cod_act_2=B1"), `^there is no code "999" in cod_act1: expected one of the 3 codes of both groups$`, nil},
	{"type/code_2_unknown", box("type", "agent_id=12989&cod_act=021&cod_act_2=999"), `^there is no code "999" in cod_act2: expected`, nil},
	{"type/agent_logged_out", box("type", "agent_id=12992&cod_act=021&cod_act_2=B1"), `^agent 12992 is logged out`, nil},
	{"type/no_call_to_code", box("type", "agent_id=12991&cod_act=021&cod_act_2=B1"), `^agent 12991 has no call to code: it is in Ready since \d\d:\d\d:\d\d; expected an active call, or the ACW of one$`, nil},

	{"mute/mute_toggled", box("mute", "agent_id=12989"), silent, nil},
	{"mute/agent_unknown", box("mute", "agent_id=99999"), `^there is no agent "99999"`, nil},
	{"mute/agent_logged_out", box("mute", "agent_id=12992"), `^agent 12992 is logged out`, nil},
	{"mute/no_active_call", box("mute", "agent_id=12991"), `^agent 12991 has no active call to mute: it is in Ready`, nil},

	{"hold/hold_toggled", box("hold", "agent_id=12989"), silent, nil},
	{"hold/agent_unknown", box("hold", "agent_id=99999"), `^there is no agent "99999"`, nil},
	{"hold/agent_logged_out", box("hold", "agent_id=12992"), `^agent 12992 is logged out`, nil},
	{"hold/no_active_call", box("hold", "agent_id=12991"), `^agent 12991 has no active call to hold: it is in Ready`, nil},

	{"dtmf/tones_sent", box("dtmf", "agent_id=12989&tones=1*%23"), silent, nil},
	{"dtmf/agent_unknown", box("dtmf", "agent_id=99999&tones=1"), `^there is no agent "99999"`, nil},
	{"dtmf/value_invalid", box("dtmf", "agent_id=12989&tones=1A"), `^agent 12989 cannot send the tones "1A": expected digits, \* and #$`, nil},
	{"dtmf/agent_logged_out", box("dtmf", "agent_id=12992&tones=1"), `^agent 12992 is logged out`, nil},
	{"dtmf/no_active_call", box("dtmf", "agent_id=12991&tones=1"), `^agent 12991 has no active call to send tones on: it is in Ready`, nil},

	{"agent_display/display_changed", box("agent_display", "agent_id=12989&display=hide&button=dial"), silent, nil},
	{"agent_display/agent_unknown", box("agent_display", "agent_id=99999&display=hide&button=dial"), `^there is no agent "99999"`, nil},
	{"agent_display/value_invalid", box("agent_display", "agent_id=12989&display=hide&button=hangup"), `^button is "hangup": expected one of \["dial" "disposition" "hungup"\]$`, nil},
	{"agent_display/agent_logged_out", box("agent_display", "agent_id=12992&display=hide&button=dial"), `^agent 12992 is logged out`, nil},

	{"recall/recall_scheduled", newRecall, silent, nil},
	{"recall/agent_unknown", newRecall.but("agent_id", "99999"), `^there is no agent "99999"`, nil},
	{"recall/campaign_unknown", newRecall.but("id_camp", "9999"), `^there is no campaign "9999": expected the campaign_id of one of the 1 campaigns$`, nil},
	{"recall/value_invalid", newRecall.but("rellamada", "20230229101520"), `^rellamada is "20230229101520": expected a date as YYYYmmddHHiiss, such as 20231122101520$`, nil},

	{"recall_by_phone/recall_scheduled", oldRecall, silent, nil},
	{"recall_by_phone/agent_unknown", oldRecall.but("agent_id", "99999"), `^there is no agent "99999"`, nil},
	{"recall_by_phone/value_invalid", oldRecall.but("type_recall", "1"), `^type_recall is "1": expected auto or manual$`, nil},
	{"recall_by_phone/no_predictive_record", oldRecall.but("agent_id", "12991"), `^agent 12991 had no predictive call of a campaign's customer: expected one before`, nil},

	{"edit_recall/recall_edited", editedRecall, silent, afterRecall},
	{"edit_recall/agent_unknown", editedRecall.but("agent_id", "99999"), `^there is no agent "99999"`, afterRecall},
	{"edit_recall/campaign_unknown", editedRecall.but("id_camp", "9999"), `^there is no campaign "9999"`, afterRecall},
	{"edit_recall/record_unknown", editedRecall.but("id_customer", "9"), `^campaign "7224" has no customer "9": expected one of its 2 records$`, afterRecall},
	{"edit_recall/recall_unknown", editedRecall.but("telephone", "3000000009"), `^customer "1" of campaign "7224" has no callback to "3000000009": expected one that was scheduled$`, afterRecall},
	{"edit_recall/value_invalid", editedRecall.but("recall_style", "auto,manual"), `^recall_style is "auto,manual": expected auto or manual$`, afterRecall},
	{"edit_recall/agent_logged_out", editedRecall.but("agent_id", "12992"), `^agent 12992 is logged out`, afterRecall},

	{"delete_recall/recall_deleted", deletedRecall, silent, afterRecall},
	{"delete_recall/agent_unknown", deletedRecall.but("agent_id", "99999"), `^there is no agent "99999"`, afterRecall},
	{"delete_recall/campaign_unknown", deletedRecall.but("id_camp", "9999"), `^there is no campaign "9999"`, afterRecall},
	{"delete_recall/record_unknown", deletedRecall.but("id_customer", "9"), `^campaign "7224" has no customer "9"`, afterRecall},
	{"delete_recall/recall_unknown", deletedRecall.but("recall_style", "manual"), `^the callback of customer "1" to "3000000001" is auto: expected this style, not manual$`, afterRecall},
	{"delete_recall/value_invalid", deletedRecall.but("recall_style", "none"), `^recall_style is "none": expected auto or manual$`, afterRecall},
	{"delete_recall/agent_logged_out", deletedRecall.but("agent_id", "12992"), `^agent 12992 is logged out`, afterRecall},
}

// Callbacks in the demo world: the documented requests, their dates after its noon.
var (
	newRecall     = box("recall", "agent_id=12991&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto&name_recall=Luz")
	oldRecall     = box("recall", "agent_id=12989&customer_phone=3000000001&date=20231122101520&type_recall=auto")
	editedRecall  = box("edit_recall", "agent_id=12994&id_camp=7224&id_customer=1&telephone=3000000001&recall=20231123101520&recall_style=manual&name_recall=Luz")
	deletedRecall = box("delete_recall", "agent_id=12991&id_camp=7224&id_customer=1&telephone=3000000001&recall_style=auto&name_recall=Luz")
)

// but is the request with another value of a parameter of its query; nothing of the name: without it.
func (a ask) but(name string, value ...string) ask {
	path, query, _ := strings.Cut(a.target, "?")
	a.target = path
	sep := "?"
	for pair := range strings.SplitSeq(query, "&") {
		if strings.HasPrefix(pair, name+"=") {
			if len(value) == 0 {
				continue
			}
			pair = name + "=" + value[0]
		}
		a.target += sep + pair
		sep = "&"
	}
	return a
}

// following makes a row whose request comes after another one, at noon: what that one makes has a known conn_id.
func following(outcome string, first ask) func(*testing.T, *mockserver.World, *caller, ask) answer {
	return func(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
		freeze(t, w)
		c.mustGet(outcome, first)
		return c.send(a)
	}
}

var (
	afterDial   = following("dialled", box("dial", "agent_id=12991&customer_phone=3000000009"))
	afterRecall = following("recall_scheduled", newRecall)
)

func afterDNC(phone string) func(*testing.T, *mockserver.World, *caller, ask) answer {
	return following("numbers_added", conf("add_dnc", `{"type_call":"outbound","telephones":["`+phone+`"]}`))
}

// The replies that the vendor's pages print; see vendor_test.go.
var agentboxPrinted = map[string]string{
	"hang/hung_up": `{
    "code": "200",
    "error": null,
    "msg": "Hang has been successful"
}`,
	"change_status/status_changed": `{
    "code": "200",
    "error": null,
    "msg": "Agent status has been modified to Active breaks"
}`,
	"aux_call/called": `{
    "code": "200",
    "error": null,
    "msg": "Type has been successful",
    "data": {
        "conn_id": "12993.0004.1700000000.10004"
    }
}`,
	"transfer/transferred": `{
    "code": "200",
    "error": null,
    "msg": "Call has been transfer to 3000000009 number",
    "data": {
        "conn_id": "12990.0004.1700000000.10004"
    }
}`,
	"dial/dialled": `{
    "code": "200",
    "error": null,
    "msg": "Dial has been successful",
    "data": {
        "conn_id": "12991.0004.1700000000.10004"
    }
}`,
	"hang_type_ready/coded_and_ready": `{
    "code": "200",
    "error": null,
    "msg": "Type has been successful"
}`,
	"type/coded": `{
    "code": "200",
    "error": null,
    "msg": "Type has been successful",
    "data": {
        "conn_id": "12991.0004.1700000000.10004"
    }
}`,
	"mute/mute_toggled": `{
    "code": "200",
    "error": null,
    "msg": "Microphone agentbox has been excecuted"
}`,
	"hold/hold_toggled": `{
    "code": "200",
    "error": null,
    "msg": "Hold agentbox has been excecuted"
}`,
	"dtmf/tones_sent": `{
    "code": "200",
    "error": null,
    "msg": "default",
    "data": "tones agentbox has been added "
}`,
	"agent_display/display_changed": `{
    "code": "200",
    "error": null,
    "msg": "default",
    "data": "Agentbox has been hide"
}`,
	"recall/recall_scheduled": `{
    "code": "200",
    "error": null,
    "msg": "Recall has been successful"
}`,
}
