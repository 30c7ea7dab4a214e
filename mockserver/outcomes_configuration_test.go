package mockserver_test

// What the operations of configuration.php answer; see outcomes_test.go.
var configurationOutcomes = []outcome{
	{"disable_agent/agent_disabled", conf("disable_agent", `{"agent_id": "12992"}`), silent, nil},
	{"disable_agent/agent_unknown", conf("disable_agent", `{"agent_id": "99999"}`), `^there is no agent "99999"`, nil},

	{"enable_agent/agent_enabled", conf("enable_agent", `{"agent_id": "12992"}`), silent, nil},
	{"enable_agent/agent_unknown", conf("enable_agent", `{"agent_id": "99999"}`), `^there is no agent "99999"`, nil},
}

// The replies that the vendor's pages print; see vendor_test.go.
var configurationPrinted = map[string]string{
	"disable_agent/agent_disabled": `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been disabled"
}`,
	"enable_agent/agent_enabled": `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been enabled"
}`,
}
