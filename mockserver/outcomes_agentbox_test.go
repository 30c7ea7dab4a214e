package mockserver_test

// What the operations of agentbox.php answer; see outcomes_test.go.
var agentboxOutcomes = []outcome{
	{"hang/hung_up", box("hang", "agent_id=12989"), silent, nil},
	{"hang/agent_unknown", box("hang", "agent_id=99999"), `^there is no agent "99999": want the agent_id of one of the 6 agents$`, nil},
	{"hang/agent_logged_out", box("hang", "agent_id=12992"), `^agent 12992 is logged out since \d\d:\d\d:\d\d: it has to log in first$`, nil},
	{"hang/no_active_call", box("hang", "agent_id=12991"), `^agent 12991 has no active call: it is in Ready since \d\d:\d\d:\d\d$`, nil},

	{"change_status/status_changed", box("change_status", "agent_id=12991&status=101"), silent, nil},
	{"change_status/agent_unknown", box("change_status", "agent_id=99999&status=101"), `^there is no agent "99999"`, nil},
	{"change_status/state_unknown", box("change_status", "agent_id=12991&status=999"), `^agent 12991 cannot be given the state "999": want ready, logout, 101, 102 or 103$`, nil},
	{"change_status/agent_logged_out", box("change_status", "agent_id=12992&status=ready"), `^agent 12992 is logged out`, nil},
	{"change_status/agent_on_call", box("change_status", "agent_id=12989&status=ready"), `^agent 12989 is on call 12989\.0001\.\d+\.10001: it is in Talk since \d\d:\d\d:\d\d; let the call end first$`, nil},

	{"aux_call/called", box("aux_call", "agent_id=12993&customer_phone=3000000003"), silent, nil},
	{"aux_call/agent_unknown", box("aux_call", "agent_id=99999&customer_phone=3000000003"), `^there is no agent "99999"`, nil},
	{"aux_call/agent_logged_out", box("aux_call", "agent_id=12992&customer_phone=3000000003"), `^agent 12992 is logged out`, nil},
	{"aux_call/agent_on_call", box("aux_call", "agent_id=12989&customer_phone=3000000003"), `^agent 12989 is on call`, nil},
	{"aux_call/no_predictive_call", box("aux_call", "agent_id=12991&customer_phone=3000000003"), `^agent 12991 has no predictive call to follow: it is in Ready .* want ACW after a predictive call that is not coded yet$`, nil},

	{"transfer/transferred", box("transfer", "agent_id=12990&customer_phone=3000000009"), silent, nil},
	{"transfer/agent_unknown", box("transfer", "agent_id=99999&customer_phone=3000000009"), `^there is no agent "99999"`, nil},
	{"transfer/agent_logged_out", box("transfer", "agent_id=12992&customer_phone=3000000009"), `^agent 12992 is logged out`, nil},
	{"transfer/no_active_call", box("transfer", "agent_id=12991&customer_phone=3000000009"), `^agent 12991 has no active call to transfer: it is in Ready`, nil},
	{"transfer/destination_unavailable", box("transfer", "agent_id=12990&customer_phone=12992"), `^agent 12990 cannot transfer to agent 12992: that one is in Logout .* want another agent in Ready, or an outside number$`, nil},

	{"dial/dialled", box("dial", "agent_id=12991&customer_phone=3000000009&customer_id=0123&customer_name=Luz"), silent, nil},
	{"dial/agent_unknown", box("dial", "agent_id=99999&customer_phone=3000000009"), `^there is no agent "99999"`, nil},
	{"dial/agent_logged_out", box("dial", "agent_id=12992&customer_phone=3000000009"), `^agent 12992 is logged out`, nil},
	{"dial/agent_on_call", box("dial", "agent_id=12989&customer_phone=3000000009"), `^agent 12989 is on call`, nil},
	{"dial/dial_forbidden", box("dial", "agent_id=12993&customer_phone=3000000009"), `^agent 12993 cannot dial: it is in ACW since .* want Ready or an auxiliary state$`, nil},

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
	{"dtmf/value_invalid", box("dtmf", "agent_id=12989&tones=1A"), `^agent 12989 cannot send the tones "1A": want digits, \* and #$`, nil},
	{"dtmf/agent_logged_out", box("dtmf", "agent_id=12992&tones=1"), `^agent 12992 is logged out`, nil},
	{"dtmf/no_active_call", box("dtmf", "agent_id=12991&tones=1"), `^agent 12991 has no active call to send tones on: it is in Ready`, nil},
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
}
