package seed

import (
	"strings"
	"testing"
)

// A world file is strict. An error names the file, the line, the key, and what would be right.
func TestDecodeStrict(t *testing.T) {
	mustRefuse(t, []struct{ text, want string }{
		{"", "w.yaml:1: the file is empty"},
		{"# nothing\n", "w.yaml:1: the file is empty"},
		{"- a\n", "w.yaml:1: expected a mapping, got a list"},
		{"~\n", "w.yaml:1: expected a mapping, got nothing"},
		{"text\n", `w.yaml:1: expected a mapping, got "text"`},
		{"server: \"0042\"\nserver_name: x\n", `w.yaml:2: unknown key "server_name": expected one of server, tokens, clock, timezone, states, agents, account, acw_limit, ring_timeout, activity_codes, skills, campaigns, routing_points, pbx_users, callbacks, dial_rules, calls, dnc, law2300, ips, files, audios, simulation`},
		{"Server: \"0042\"\n", `w.yaml:1: unknown key "Server": expected one of server, tokens, clock, timezone, states, agents, account, acw_limit, ring_timeout, activity_codes, skills, campaigns, routing_points, pbx_users, callbacks, dial_rules, calls, dnc, law2300, ips, files, audios, simulation`},
		{"server: \"0042\"\n\nserver: \"0043\"\n", `w.yaml:3: key "server" is there twice`},
		{"agents:\n  - agent_id: \"1\"\n    call:\n      kind: inbound\n", `w.yaml:4: agents[0].call: unknown key "kind": expected one of type, phone, campaign_id, customer_id, skill_id`},
		{"agents:\n  - agent_id: [1]\n", "w.yaml:2: agents[0].agent_id: expected text, got a list"},
		{"agents:\n  - agent_id:\n", "w.yaml:2: agents[0].agent_id: expected text, got nothing"},
		{"agents:\n  - enabled: maybe\n", `w.yaml:2: agents[0].enabled: expected true or false, got "maybe"`},
		{"agents:\n  - enabled: yes\n", `w.yaml:2: agents[0].enabled: expected true or false, got "yes"`},
		{"agents:\n  - call: inbound\n", `w.yaml:2: agents[0].call: expected a mapping, got "inbound"`},
		{"agents: {agent_id: 1}\n", "w.yaml:1: agents: expected a list, got a mapping"},
		{"agents:\n", "w.yaml:1: agents: expected a list, got nothing"},
		{"server: &s \"0042\"\ntokens: [{token: *s}]\n", "w.yaml:2: tokens[0].token: expected text, got an alias, which is not understood here"},
		{"server: \"0042\"\n---\nagents: []\n", "w.yaml:2: the file must hold one document, and nothing after it"},
		{"server: \"0042\n", "w.yaml:2: found unexpected end of stream"},
		{"\tserver: x\n", "w.yaml:1: found character that cannot start any token"},
		{"agents: [{agent_id: 1, network: {ip: here}}]\n", `w.yaml:1: agents[0].network.ip: "here" is no IP address; expected one such as 192.0.2.1`},
		{"tokens: [{token: b, used_today: many}]\n", `w.yaml:1: tokens[0].used_today: expected a whole number, got "many"`},
		{"tokens: [{token: b, used_today: 1.5}]\n", `w.yaml:1: tokens[0].used_today: expected a whole number, got "1.5"`},
		{"account: {call_center: 99999999999999999999}\n", `w.yaml:1: account.call_center: expected a whole number, got "99999999999999999999"`},
		{"acw_limit: soon\n", `w.yaml:1: acw_limit: "soon" is no duration: expected one such as 500ms or 1m30s, of at most 2562047h`},
		{"acw_limit: 30\n", `w.yaml:1: acw_limit: "30" is no duration: expected one such as 500ms or 1m30s, of at most 2562047h`},
		{"acw_limit: [1s]\n", `w.yaml:1: acw_limit: expected text, got a list`},
		{"campaigns: [{campaign_id: 1, last_use: yesterday}]\n", `w.yaml:1: campaigns[0].last_use: expected a time such as 2026-01-31T09:00:00Z, got "yesterday"`},
		{"agents: [{network: {tx_jitter: fast}}]\n", `w.yaml:1: agents[0].network.tx_jitter: expected a number, got "fast"`},
		{"timezone: Bogota\n", `w.yaml:1: timezone: "Bogota" is no time zone: expected a name of the IANA database, such as America/Bogota, America/Mexico_City or UTC`},
		{"clock: noon\n", `w.yaml:1: clock: expected a time such as 2026-01-31T09:00:00Z, got "noon"`},
		{"clock: [noon]\n", `w.yaml:1: clock: expected text, got a list`},
		{"clock:\n  time: 2026-01-31T09:00:00Z\n  running: true\n", `w.yaml:3: clock: unknown key "running": expected one of time, frozen, speed`},
		{"clock: {frozen: true}\n", `w.yaml:1: clock: the time of the clock is 0001-01-01T00:00:00Z: expected 1970-01-01T00:00:00Z to 9999-12-31T00:00:00Z`},
		{"tokens: s3cret\n", "w.yaml:1: tokens: expected a list, got another text"},
		{"tokens: [s3cret]\n", "w.yaml:1: tokens[0]: expected a mapping, got another text"},
		{"tokens: [{s3cret: }]\n", "w.yaml:1: tokens[0]: unknown key: expected one of token, description, used_today"},
		{"tokens: [{token: {a: s3cret}}]\n", "w.yaml:1: tokens[0].token: expected text, got a mapping"},
		{"server: \"" + strings.Repeat("0", 1000) + "\"\n", `w.yaml:1: server: it is "` + strings.Repeat("0", 79) + `…": expected four digits, such as "0042"`},
		{strings.Repeat("k", 1000) + ": 1\n", `w.yaml:1: unknown key "` + strings.Repeat("k", 79) + `…": expected one of server, tokens, clock, timezone, states, agents, account, acw_limit, ring_timeout, activity_codes, skills, campaigns, routing_points, pbx_users, callbacks, dial_rules, calls, dnc, law2300, ips, files, audios, simulation`},
		{"server: \xff\n", "w.yaml:1: the file is not UTF-8"},
		{"%TAG !a! !b\n---\nserver: \"0042\"\n", "w.yaml:1: %TAG is not understood here"},
		{"a0: &a0 [x, x]\na1: &a1 [*a0, *a0]\nserver: *a1\n", `w.yaml:1: unknown key "a0": expected one of server, tokens, clock, timezone, states, agents, account, acw_limit, ring_timeout, activity_codes, skills, campaigns, routing_points, pbx_users, callbacks, dial_rules, calls, dnc, law2300, ips, files, audios, simulation`},
		{strings.Repeat("[", 20_000), "w.yaml:1: exceeded max depth of 10000"},
		{"a: [\n}\n", "w.yaml:2: did not find expected node content"},
	})
}
