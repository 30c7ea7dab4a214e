package mockserver_test

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
	"wolkvoxmock/testdata"
)

// everything is a seed that has every key that there is.
func everything() mockserver.Seed {
	return mockserver.Seed{
		Server: "0100",
		Tokens: []mockserver.Token{{Token: "t1", Description: "first", UsedToday: 12}, {Token: "t2"}},
		States: []callcenter.AuxState{{ID: "101", Description: "Break"}},
		Agents: []seed.Agent{
			{AgentID: "1", Name: "Ana", Enabled: ptr(false), Status: "101", DNI: "0042", SSO: "ana", Network: &callcenter.Network{
				LatencyMS: 40, IP: mustIP("192.0.2.7"), Version: "9.1.0", TxJitter: 1.5, RxJitter: 2, TxPloss: 0.1, RxPloss: 0.2, NetworkRejection: 0.75, ConnectionType: "Wifi", Platform: "app",
			}},
			{AgentID: "2", Status: "acw", Call: &seed.Call{Type: "predictive", Phone: "+57300", CampaignID: "7224", CustomerID: "1"}},
			{AgentID: "3", Status: "ring", Call: &seed.Call{Type: "inbound", Phone: "5", SkillID: "4012"}},
		},
		Account:  &callcenter.AccountChange{Name: ptr("Acme"), Module: ptr(false), CallCenter: ptr(3), PBX: ptr(4), Services: []string{"crm", "email"}},
		ACWLimit: fault.Duration(90 * time.Second),
		ActivityCodes: []seed.Code{
			{Group: "cod_act1", ID: "021", Description: "Sale", Hit: true, RPC: true, Chat: true, Studio: true, Voice: true, Interactions: true},
			{Group: "cod_act2", ID: "021"},
		},
		Skills: []seed.Skill{{
			SkillID:     "4012",
			SkillChange: callcenter.SkillChange{Name: ptr("Support"), Description: ptr("Help"), Voicemail: ptr("50"), WelcomeMessage: ptr("hello"), VTO: ptr("music")},
			Agents:      []seed.Member{{AgentID: "1", Expertise: "5"}, {AgentID: "2"}},
		}},
		Campaigns: []seed.Campaign{{CampaignID: "7224", CampaignChange: callcenter.CampaignChange{
			Name: ptr("Renewals"), Description: ptr("All of them"), Type: ptr(callcenter.PreviewCampaign), Status: ptr(callcenter.Stopped), SkillID: ptr("4012"),
			Speed: ptr(3), DialMode: ptr("strategy"), Recycled: ptr(2), TurboDial: ptr(true), LastUse: ptr(time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)),
			Customers: []callcenter.Customer{{ID: "1", Name: "Luz", Phones: []string{"300", "301"}, DoNotCall: true}, {ID: "2"}},
		}}},
		RoutingPoints: []seed.RoutingPoint{{RPID: "61196", RoutingPointChange: callcenter.RoutingPointChange{
			Name: ptr("Mail"), IVR: ptr(true), Chat: ptr(true), Interaction: ptr(false), CRM: ptr(true),
		}}},
		Callbacks: []seed.Callback{
			{AgentID: "1", CampaignID: "7224", CustomerID: "1", Phone: "300", Style: "auto", Date: "20300131090000"},
			{AgentID: "2", CampaignID: "7224", CustomerID: "2", Phone: "301", Style: "manual", In: fault.Duration(45 * time.Minute)},
		},
		DNC:     []seed.DNC{{Phone: "3000000001", Type: "inbound"}, {Phone: "3000000001", Type: "outbound"}, {Phone: "3000000002", Type: "all"}},
		Law2300: []seed.Law{{NIT: "900", Telephone: "3000000003", CustomerID: "1"}, {NIT: "901", Telephone: "3000000003"}},
		IPs:     []seed.IP{{IP: mustIP("192.0.2.1"), Permanent: true, Description: "Office"}, {IP: mustIP("192.0.2.2")}},
		Files:   []seed.File{{Name: "manual.pdf", Size: 2048}},
		Audios:  []seed.File{{Name: "hello", Size: 1024, Seconds: 7}, {Name: "music"}},
	}
}

const everythingYAML = `
server: 0100 # quoted or not, it is text
tokens:
  - {token: t1, description: first, used_today: 12}
  - token: t2
states: [{id: 101, description: Break}]
agents:
  - agent_id: 1
    name: Ana
    enabled: FALSE
    status: 101
    dni: 0042
    sso: ana
    network:
      latency_ms: 40
      ip: 192.0.2.7
      version: 9.1.0
      tx_jitter: 1.5
      rx_jitter: 2
      tx_ploss: 0.1
      rx_ploss: 0.2
      network_rejection: 0.75
      connection_type: Wifi
      platform: app
  - agent_id: "2"
    status: acw
    call: {type: predictive, phone: +57300, campaign_id: 7224, customer_id: 1}
  - {agent_id: 3, status: ring, call: {type: inbound, phone: 5, skill_id: 4012}}
account: {name: Acme, module: false, call_center: 3, pbx: 4, services: [crm, email]}
acw_limit: 1m30s
activity_codes:
  - {type_code: cod_act1, cod_act: 021, description: Sale, hit: true, rpc: true, chat: true, studio: true, voice: true, interactions: true}
  - {type_code: cod_act2, cod_act: 021}
skills:
  - skill_id: 4012
    name: Support
    description: Help
    voicemail: 50
    welcome_message: hello
    vto: music
    agents: [{agent_id: 1, expertise: 5}, {agent_id: 2}]
campaigns:
  - campaign_id: 7224
    campaign_name: Renewals
    campaign_description: All of them
    type_campaign: preview
    status: stopped
    skill_id: 4012
    speed: 3
    dial_mode: strategy
    recycled: 2
    turbo_dial: true
    last_use: 2026-01-31T09:00:00Z
    customers:
      - {customer_id: 1, customer_name: Luz, phones: [300, 301], do_not_call: true}
      - customer_id: 2
routing_points: [{rp_id: 61196, name: Mail, ivr: true, chat: true, interaction: false, crm: true}]
callbacks:
  - {agent_id: 1, campaign_id: 7224, customer_id: 1, phone: 300, style: auto, date: 20300131090000}
  - {agent_id: 2, campaign_id: 7224, customer_id: 2, phone: 301, style: manual, in: 45m}
dnc: [{phone: 3000000001, type: inbound}, {phone: 3000000001, type: outbound}, {phone: 3000000002, type: all}]
law2300: [{nit: 900, telephone: 3000000003, customer_id: 1}, {nit: 901, telephone: 3000000003}]
ips: [{ip: 192.0.2.1, permanent: true, description: Office}, {ip: 192.0.2.2}]
files: [{name: manual.pdf, size: 2048}]
audios: [{name: hello, size: 1024, seconds: 7}, {name: music}]
`

// Every key of a world file, from YAML and from JSON.
func TestSeed_worldFileAndJSON(t *testing.T) {
	t.Parallel()
	want := everything()
	for file, text := range map[string]string{"world.yaml": everythingYAML, "world.json": mustJSON(t, want)} {
		got, err := seed.Parse(file, []byte(text))
		ok(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// everything has every key: one that is added has to be added there too.
func TestSeed_everyKey(t *testing.T) {
	t.Parallel()
	filled := map[string]bool{}
	var walk func(v reflect.Value, where string)
	walk = func(v reflect.Value, where string) {
		filled[where] = filled[where] || !v.IsZero()
		switch {
		case v.Kind() == reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem(), where)
			}
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), where+"[]")
			}
		case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() && v.Type() != reflect.TypeFor[callcenter.IP]():
			for i := range v.NumField() {
				walk(v.Field(i), where+"."+v.Type().Field(i).Name)
			}
		}
	}
	walk(reflect.ValueOf(everything()), "Seed")
	for key, is := range filled {
		if !is && key != "Seed.Files[].Seconds" { // of an audio
			t.Errorf("%s has no value in the start that has every key", key)
		}
	}
}

// What a seed says is what the world has, whether it came from a file, as JSON over HTTP, or from Go.
func TestSeed_becomesTheWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	c := newCaller(t, s.URL, "")
	var got []any
	for i, create := range []func() error{
		func() error {
			start, err := seed.Parse("w.yaml", []byte(everythingYAML))
			ok(t, err)
			_, err = s.CreateWorld(mockserver.WorldSpec{Name: "w", From: &start})
			return err
		},
		func() error {
			start := everything()
			_, err := s.CreateWorld(mockserver.WorldSpec{Name: "w", From: &start})
			return err
		},
		func() error {
			start := everything()
			if a := c.send(ask{method: "POST", target: "/__admin/worlds", body: mustJSON(t, mockserver.WorldSpec{Name: "w", From: &start})}); a.status != 201 {
				return errors.New(a.body)
			}
			return nil
		},
	} {
		ok(t, create())
		w, err := s.World("w")
		ok(t, err)
		agents, err := w.Agents()
		ok(t, err)
		for j := range agents {
			agents[j].Since, agents[j].Timer, agents[j].Call, agents[j].LastCall, agents[j].CurrentCall = time.Time{}, time.Time{}, "", "", nil
		}
		callbacks, lists, campaigns, skills := w.Callbacks(), w.Lists(), w.Campaigns(), w.Skills()
		callbacks[1].Due, callbacks[0].Fires, callbacks[1].Fires = time.Time{}, time.Time{}, time.Time{}
		campaigns[0].LastUse, skills[0].LastUse = time.Time{}, time.Time{}
		for j := range lists.DNC {
			lists.DNC[j].Date = time.Time{}
		}
		for j := range lists.Law2300 {
			lists.Law2300[j].LastDay = time.Time{}
		}
		for j := range lists.Audios {
			lists.Audios[j].Created = time.Time{}
		}
		got = append(got, []any{w.Tokens(), w.Account(), agents, skills, w.ActivityCodes(), campaigns, w.RoutingPoints(), callbacks, lists})
		if diff := cmp.Diff(got[0], got[i]); diff != "" {
			t.Errorf("world no. %d (-first +this):\n%s", i, diff)
		}
		if i == 0 {
			mustBeEverything(t, w)
		}
		ok(t, s.DeleteWorld("w"))
	}
}

// words are values in one line.
func words(values ...any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }

// mustBeEverything looks at what a world of everything has.
func mustBeEverything(t *testing.T, w *mockserver.World) {
	t.Helper()
	for what, is := range map[string]struct{ got, want any }{
		"tokens":  {w.Tokens(), everything().Tokens},
		"quota":   {w.Account().Quota.Used, 12},
		"limit":   {w.Account().Limit, 3000},
		"acw":     {w.Account().ACWLimit, fault.Duration(90 * time.Second)},
		"account": {w.Account().Account, callcenter.Account{Name: "Acme", CallCenter: 3, PBX: 4, Services: []string{"crm", "email"}}},
		"codes": {w.ActivityCodes(), []callcenter.Code{
			{Group: "cod_act1", ID: "021", Description: "Sale", Hit: true, RPC: true, Chat: true, Studio: true, Voice: true, Interactions: true}, {Group: "cod_act2", ID: "021"},
		}},
		"members":        {w.Skills()[0].Members, map[string]string{"1": "5", "2": ""}},
		"customers":      {w.Campaigns()[0].CustomerByID["1"], &callcenter.Customer{ID: "1", Name: "Luz", Phones: []string{"300", "301"}, DoNotCall: true}},
		"campaign":       {words(w.Campaigns()[0].Type, w.Campaigns()[0].Status, w.Campaigns()[0].Speed, w.Campaigns()[0].DialMode, w.Campaigns()[0].Recycled, w.Campaigns()[0].TurboDial), "preview stopped 3 strategy 2 true"},
		"routing points": {w.RoutingPoints(), []callcenter.RoutingPoint{{ID: "61196", Name: "Mail", IVR: true, Chat: true, CRM: true}}},
		"callbacks":      {words(len(w.Callbacks()), w.Callbacks()[0].Due, w.Callbacks()[0].Style, w.Callbacks()[1].Style), "2 2030-01-31 09:00:00 +0000 UTC auto manual"},
		"dnc":            {len(w.Lists().DNC), 4},
		"law2300":        {len(w.Lists().Law2300), 2},
		"ips":            {w.Lists().IPs, []mockserver.ListedIP{{IP: mustIP("192.0.2.1"), Type: "permanente", Description: "Office"}, {IP: mustIP("192.0.2.2"), Type: "temporal"}}},
		"files":          {w.Lists().Files, []string{"manual.pdf"}},
		"audios":         {words(w.Lists().Audios[0].Name, w.Lists().Audios[0].Size, w.Lists().Audios[0].Seconds, len(w.Lists().Audios)), "hello 1024 7 2"},
	} {
		if diff := cmp.Diff(is.want, is.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	for agent, want := range map[string]string{"1": "101 disabled", "2": "acw", "3": "ring"} {
		if got := statusOf(t, w, agent); got != want {
			t.Errorf("agent %s is %s, want %s", agent, got, want)
		}
	}
	ana, err := w.Agent("1")
	ok(t, err)
	if ana.DNI != "0042" || ana.SSO != "ana" || ana.Network == nil || *ana.Network != *everything().Agents[0].Network {
		t.Errorf("agent 1: %+v", ana)
	}
	calls := w.Calls()
	if got := words(len(calls), calls[0].CampaignID, calls[0].CustomerID, calls[0].State, calls[1].SkillID, calls[1].State); got != "2 7224 1 ended 4012 ringing" {
		t.Errorf("calls: %s", got)
	}
}

// withCustomer is the beginning of a world file that has whom callbacks are about.
const withCustomer = "agents: [{agent_id: 1}]\ncampaigns: [{campaign_id: 7, customers: [{customer_id: 1}]}]\n"

// A world file is strict. An error names the file, the line, the key, and what would be right.
func TestSeed_errors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"", "w.yaml:1: the file is empty"},
		{"# nothing\n", "w.yaml:1: the file is empty"},
		{"- a\n", "w.yaml:1: expected a mapping, got a list"},
		{"~\n", "w.yaml:1: expected a mapping, got nothing"},
		{"text\n", `w.yaml:1: expected a mapping, got "text"`},
		{"server: \"0042\"\nserver_name: x\n", `w.yaml:2: unknown key "server_name": expected one of server, tokens, states, agents, account, acw_limit, activity_codes, skills, campaigns, routing_points, callbacks, dnc, law2300, ips, files, audios`},
		{"Server: \"0042\"\n", `w.yaml:1: unknown key "Server": expected one of server, tokens, states, agents, account, acw_limit, activity_codes, skills, campaigns, routing_points, callbacks, dnc, law2300, ips, files, audios`},
		{"server: \"0042\"\n\nserver: \"0043\"\n", `w.yaml:3: key "server" is there twice`},
		{"tokens:\n  - token: a\n    name: b\n", `w.yaml:3: tokens[0]: unknown key "name": expected one of token, description, used_today`},
		{"states:\n- {id: \"1\", description: a}\n- {id: \"2\", text: b}\n", `w.yaml:3: states[1]: unknown key "text": expected one of id, description`},
		{"agents:\n  - agent_id: \"1\"\n    state: ready\n", `w.yaml:3: agents[0]: unknown key "state": expected one of agent_id, name, enabled, status, call, dni, sso, network`},
		{"agents:\n  - agent_id: \"1\"\n    call:\n      kind: inbound\n", `w.yaml:4: agents[0].call: unknown key "kind": expected one of type, phone, campaign_id, customer_id, skill_id`},
		{"agents:\n  - agent_id: [1]\n", "w.yaml:2: agents[0].agent_id: expected text, got a list"},
		{"agents:\n  - agent_id:\n", "w.yaml:2: agents[0].agent_id: expected text, got nothing"},
		{"agents:\n  - enabled: maybe\n", `w.yaml:2: agents[0].enabled: expected true or false, got "maybe"`},
		{"agents:\n  - enabled: yes\n", `w.yaml:2: agents[0].enabled: expected true or false, got "yes"`},
		{"agents:\n  - call: inbound\n", `w.yaml:2: agents[0].call: expected a mapping, got "inbound"`},
		{"agents: {agent_id: 1}\n", "w.yaml:1: agents: expected a list, got a mapping"},
		{"agents:\n", "w.yaml:1: agents: expected a list, got nothing"},
		{"server: &s \"0042\"\ntokens: [{token: *s}]\n", "w.yaml:2: tokens[0].token: expected text, got an alias, which is not understood here"},
		{"server: {x: 1}\n", "w.yaml:1: server: expected text, got a mapping"},
		{"server: \"0042\"\n---\nagents: []\n", "w.yaml:2: the file must hold one document, and nothing after it"},
		{"server: \"0042\n", "w.yaml:2: found unexpected end of stream"},
		{"\tserver: x\n", "w.yaml:1: found character that cannot start any token"},

		{"server: \"42\"\n", `w.yaml:1: server: it is "42": expected four digits, such as "0042"`},
		{"tokens: [{token: \"\"}]\n", "w.yaml:1: tokens[0]: expected 1 to 200 visible ASCII characters"},
		{"tokens: [{description: x}]\n", "w.yaml:1: tokens[0]: expected 1 to 200 visible ASCII characters"},
		{"tokens: [{token: a}, {token: a}]\n", "w.yaml:1: tokens[1]: it is there twice"},
		{"states: [{id: ready, description: x}]\n", `w.yaml:1: states: state "ready" has the name of a built-in state: expected another id`},
		{"states: [{id: \"1\", description: x}, {id: \"1\", description: y}]\n", `w.yaml:1: states: state "1" is there twice: expected each id once`},
		{"states: [{description: x}]\n", `w.yaml:1: states: state 0 has the id "": expected some text`},
		{"agents: [{name: x}]\n", `w.yaml:1: agents[0]: agent_id is "": expected digits, such as "12989"`},
		{"agents: [{agent_id: ana}]\n", `w.yaml:1: agents[0]: agent_id is "ana": expected digits, such as "12989"`},
		{"agents: [{agent_id: 0x10}]\n", `w.yaml:1: agents[0]: agent_id is "0x10": expected digits, such as "12989"`},
		{"agents: [{agent_id: 1}, {agent_id: 1}]\n", `w.yaml:1: agents[1]: agent_id "1" is there twice: expected each once`},
		{"agents: [{agent_id: 1, status: lunch}]\n", `w.yaml:1: agents[0]: status of agent 1 is "lunch": expected acw, ready or logout`},
		{"agents:\n  - {agent_id: 1}\n  - agent_id: 2\n    status: lunch\n", `w.yaml:3: agents[1]: status of agent 2 is "lunch": expected acw, ready or logout`},
		{"agents: [{agent_id: 1, status: talk}]\n", `w.yaml:1: agents[0]: status "talk" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ring}]\n", `w.yaml:1: agents[0]: status "ring" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ready, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with "ready"`},
		{"agents: [{agent_id: 1, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with ""`},
		{"agents: [{agent_id: 1, status: talk, call: {type: auxiliary, phone: 1}}]\n", `w.yaml:1: agents[0]: type is "auxiliary": expected inbound, predictive or manual`},
		{"agents: [{agent_id: 1, status: talk, call: {phone: 1}}]\n", `w.yaml:1: agents[0]: type is "": expected inbound, predictive or manual`},
		{"agents: [{agent_id: 1, network: {latency_ms: -1}}]\n", `w.yaml:1: agents[0]: network of agent 1: latency_ms is -1: expected 0 or more`},
		{"agents: [{agent_id: 1, network: {tx_ploss: 101}}]\n", `w.yaml:1: agents[0]: network of agent 1: tx_ploss is 101: expected a number from 0 to 100`},
		{"agents: [{agent_id: 1, network: {ip: here}}]\n", `w.yaml:1: agents[0].network.ip: "here" is no IP address; expected one such as 192.0.2.1`},
		{"agents: [{agent_id: 1, network: {platform: phone}}]\n", `w.yaml:1: agents[0]: network of agent 1: platform is "phone": expected app, web or none`},
		{"agents:\n- {agent_id: 1}\n- {agent_id: 2, status: talk, call: {type: inbound, phone: 1, skill_id: 9}}\n", `w.yaml:3: agents[1]: skill_id is "9": expected one of the 0 skills, or none`},
		{"agents: [{agent_id: 2, status: talk, call: {type: predictive, phone: 1, skill_id: 9}}]\n", `w.yaml:1: agents[0]: skill_id is "9" while type is "predictive": expected it of an inbound call only`},
		{"agents: [{agent_id: 2, status: talk, call: {type: predictive, phone: 1, campaign_id: 9}}]\n", `w.yaml:1: agents[0]: campaign_id is "9" in a call of type predictive: expected one of the 0 campaigns in a predictive call, and none in others`},
		{"campaigns: [{campaign_id: 9}]\nagents:\n- {agent_id: 2, status: talk, call: {type: predictive, phone: 1, campaign_id: 9, customer_id: 8}}\n", `w.yaml:3: agents[0]: customer_id is "8": expected one of the 0 records of campaign "9"`},

		{"tokens:\n- {token: a}\n- {token: b, used_today: -1}\n", "w.yaml:3: tokens[1]: used_today is -1: expected 0 to 1000000000"},
		{"tokens: [{token: b, used_today: 1000000001}]\n", "w.yaml:1: tokens[0]: used_today is 1000000001: expected 0 to 1000000000"},
		{"tokens: [{token: b, used_today: many}]\n", `w.yaml:1: tokens[0].used_today: expected a whole number, got "many"`},
		{"tokens: [{token: b, used_today: 1.5}]\n", `w.yaml:1: tokens[0].used_today: expected a whole number, got "1.5"`},
		{"account: {call_center: \"3\"}\n", `w.yaml:1: account.call_center: expected a whole number, got "3"`},
		{"account: {call_center: 99999999999999999999}\n", `w.yaml:1: account.call_center: expected a whole number, got "99999999999999999999"`},
		{"account: {licences: 3}\n", `w.yaml:1: account: unknown key "licences": expected one of name, module, call_center, pbx, services`},
		{"\naccount:\n  call_center: -3\n", `w.yaml:3: account: call_center of the account is -3: expected 0 to 1000000 licences`},
		{"account: {pbx: 1000001}\n", `w.yaml:1: account: pbx of the account is 1000001: expected 0 to 1000000 licences`},
		{"account: {services: [telepathy]}\n", `w.yaml:1: account: services of the account has "telepathy": expected some of ` + strings.Join(callcenter.Services, ", ")},
		{"account: {services: crm}\n", `w.yaml:1: account.services: expected a list, got "crm"`},
		{"acw_limit: soon\n", `w.yaml:1: acw_limit: "soon" is no duration: expected one such as 500ms or 1m30s`},
		{"acw_limit: -1s\n", `w.yaml:1: acw_limit: "-1s" is no duration: expected one such as 500ms or 1m30s`},
		{"acw_limit: 30\n", `w.yaml:1: acw_limit: "30" is no duration: expected one such as 500ms or 1m30s`},
		{"acw_limit: [1s]\n", `w.yaml:1: acw_limit: expected text, got a list`},

		{"activity_codes: [{type_code: 1, cod_act: a}]\n", `w.yaml:1: activity_codes[0]: type_code is "1": expected cod_act1 or cod_act2`},
		{"activity_codes: [{type_code: cod_act1}]\n", `w.yaml:1: activity_codes[0]: cod_act is "": expected a code, such as 021`},
		{"activity_codes: [{type_code: cod_act1, cod_act: a, hit: yes}]\n", `w.yaml:1: activity_codes[0].hit: expected true or false, got "yes"`},
		{"activity_codes:\n- {type_code: cod_act1, cod_act: a}\n- {type_code: cod_act2, cod_act: a}\n- {type_code: cod_act1, cod_act: a}\n", `w.yaml:4: activity_codes[2]: cod_act1 "a" is there twice: expected each once`},

		{"skills: [{name: a}]\n", `w.yaml:1: skills[0]: skill_id is "": expected the id of one skill, such as 4001`},
		{"skills: [{skill_id: all}]\n", `w.yaml:1: skills[0]: skill_id is "all": expected the id of one skill, such as 4001`},
		{"skills: [{skill_id: 1}, {skill_id: 1}]\n", `w.yaml:1: skills[1]: skill_id "1" is there twice: expected each once`},
		{"skills: [{skill_id: 1, members: {}}]\n", `w.yaml:1: skills[0]: unknown key "members": expected one of skill_id, name, description, voicemail, welcome_message, vto, agents`},
		{"skills:\n- skill_id: 1\n  agents:\n  - {agent_id: 9}\n", `w.yaml:4: skills[0].agents[0]: there is no agent "9": expected the agent_id of one of the 0 agents`},
		{"agents: [{agent_id: 1}]\nskills:\n- skill_id: 1\n- skill_id: 2\n  agents:\n  - {agent_id: 1}\n  - {agent_id: 1}\n", `w.yaml:7: skills[1].agents[1]: agent_id "1" is there twice: expected each once`},

		{"campaigns: [{campaign_name: a}]\n", `w.yaml:1: campaigns[0]: campaign "": its campaign_id is "": expected some text, and its key`},
		{"campaigns: [{campaign_id: 1, type_campaign: manual}]\n", `w.yaml:1: campaigns[0]: campaign "1": its type_campaign is "manual": expected predictive or preview`},
		{"campaigns: [{campaign_id: 1, status: Started}]\n", `w.yaml:1: campaigns[0]: campaign "1": its status is "Started": expected started or stopped`},
		{"campaigns: [{campaign_id: 1, speed: -1}]\n", `w.yaml:1: campaigns[0]: campaign "1": its speed is -1 and its recycled 0: expected 0 or more`},
		{"campaigns: [{campaign_id: 1, speed: fast}]\n", `w.yaml:1: campaigns[0].speed: expected a whole number, got "fast"`},
		{"campaigns: [{campaign_id: 1, last_use: yesterday}]\n", `w.yaml:1: campaigns[0].last_use: expected a time such as 2026-01-31T09:00:00Z, got "yesterday"`},
		{"campaigns: [{campaign_id: 1}, {campaign_id: 1}]\n", `w.yaml:1: campaigns[1]: campaign_id "1" is there twice: expected each once`},
		{"campaigns: [{campaign_id: 1, customers: [{customer_name: a}]}]\n", `w.yaml:1: campaigns[0]: campaign "1": customer "": its customer_id is "": expected some text, and its key`},
		{"campaigns: [{campaign_id: 1, customers: [{customer_id: a}, {customer_id: a}]}]\n", `w.yaml:1: campaigns[0].customers[1]: customer_id "a" is there twice: expected each once`},
		{"campaigns:\n- campaign_id: 1\n  customers:\n  - {customer_id: a}\n  - {customer_id: a}\n", `w.yaml:5: campaigns[0].customers[1]: customer_id "a" is there twice: expected each once`},
		{"campaigns: [{campaign_id: 1, customers: [{customer_id: a, phones: \"300\"}]}]\n", `w.yaml:1: campaigns[0].customers[0].phones: expected a list, got "300"`},

		{"routing_points: [{name: a}]\n", `w.yaml:1: routing_points[0]: rp_id is "": expected the id of a routing point, such as 61196`},
		{"routing_points: [{rp_id: 1}, {rp_id: 1}]\n", `w.yaml:1: routing_points[1]: rp_id "1" is there twice: expected each once`},

		{withCustomer + "callbacks:\n- {agent_id: 9, campaign_id: 7, customer_id: 1, phone: 3, style: auto, in: 1m}\n", `w.yaml:4: callbacks[0]: there is no agent "9": expected the agent_id of one of the 1 agents`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 9, customer_id: 1, phone: 3, style: auto, in: 1m}\n", `w.yaml:4: callbacks[0]: there is no campaign "9": expected the campaign_id of one of the 1 campaigns`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, phone: 3, style: auto, in: 1m}\n", `w.yaml:4: callbacks[0]: customer_id is "": expected the id of a customer`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, style: auto, in: 1m}\n", `w.yaml:4: callbacks[0]: phone is empty: expected a phone number`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: both, in: 1m}\n", `w.yaml:4: callbacks[0]: style is "both": expected auto or manual`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, date: 2030-01-31}\n", `w.yaml:4: callbacks[0]: date is "2030-01-31": expected a date as YYYYmmddHHiiss, such as 20231122101520`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, date: 20300231000000}\n", `w.yaml:4: callbacks[0]: date is "20300231000000": expected a date as YYYYmmddHHiiss, such as 20231122101520`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, date: 20300131000000, in: 1m}\n", `w.yaml:4: callbacks[0]: it has the date "20300131000000" and in 1m0s; expected one of them`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto}\n", `w.yaml:4: callbacks[0]: it has the date "" and in 0s; expected one of them`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, in: soon}\n", `w.yaml:4: callbacks[0].in: "soon" is no duration: expected one such as 500ms or 1m30s`},
		{withCustomer + "callbacks:\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, in: 1m}\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: manual, in: 2m}\n", `w.yaml:5: callbacks[1]: the callback of customer "1" of campaign "7" to "3" is there twice: expected each once`},

		{"dnc: [{phone: 1}]\n", `w.yaml:1: dnc[0]: type is "": expected inbound, outbound or all`},
		{"dnc: [{type: all}]\n", `w.yaml:1: dnc[0]: phone is empty: expected a number`},
		{"dnc: [{phone: 1, type: all}, {phone: 1, type: all}]\n", `w.yaml:1: dnc[1]: phone "1" for all is there twice: expected each once`},
		{"law2300: [{nit: 1, telephone: 12}]\n", `w.yaml:1: law2300[0]: telephone is "12": expected 7 to 15 digits, with blanks, dashes, dots, brackets and a leading + at most`},
		{"law2300: [{nit: 1, telephone: 3000000000}, {nit: 1, telephone: 3000000000}]\n", `w.yaml:1: law2300[1]: telephone "3000000000" of nit "1" is there twice: expected each once`},
		{"ips: [{ip: 192.0.2}]\n", `w.yaml:1: ips[0].ip: "192.0.2" is no IP address; expected one such as 192.0.2.1`},
		{"ips: [{ip: 192.0.2.1}, {ip: 192.0.2.1}]\n", `w.yaml:1: ips[1]: the address 192.0.2.1 is in the firewall list already: expected another one`},
		{"ips: [{ip: 192.0.2.1, permanent: yes}]\n", `w.yaml:1: ips[0].permanent: expected true or false, got "yes"`},
		{"files: [{name: a.exe}]\n", `w.yaml:1: files[0]: the file is called "a.exe": expected a name that ends in .pdf, .docx, .txt, .png`},
		{"files: [{name: a.pdf, size: -1}]\n", `w.yaml:1: files[0]: size of the file "a.pdf" is -1: expected 0 bytes or more`},
		{"files: [{name: a.pdf}, {name: a.pdf}]\n", `w.yaml:1: files[1]: name "a.pdf" is there twice: expected each once`},
		{"files: [{name: a.pdf, seconds: 1}]\n", `w.yaml:1: files[0]: seconds of the file "a.pdf" is 1: only an audio has seconds`},
		{"audios: [{name: a, size: 5242881}]\n", `w.yaml:1: audios[0]: the audio "a" has 5242881 bytes: expected at most 5242880`},
		{"audios: [{name: a, seconds: -1}]\n", `w.yaml:1: audios[0]: the audio "a" has 0 bytes and -1 seconds: expected 0 or more`},
		{"audios: [{name: a}, {name: a}]\n", `w.yaml:1: audios[1]: name "a" is there twice: expected each once`},
	} {
		_, err := seed.Parse("w.yaml", []byte(tt.text))
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q:\ngot  %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

func TestSeed_file(t *testing.T) {
	t.Parallel()
	if _, err := seed.Load("no-such-file.yaml"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no-such-file.yaml") {
		t.Errorf("%v", err)
	}
	got, err := seed.Load("../testdata/worlds/demo.yaml")
	ok(t, err)
	embedded, err := seed.Parse("demo.yaml", testdata.DemoWorld)
	ok(t, err)
	for _, want := range []mockserver.Seed{embedded, seed.Demo()} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("demo world (-want +got):\n%s", diff)
		}
	}
}

// The demo world is what the documentation says of it.
func TestSeed_demoWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.Default()
	if v := w.View(); v.Server != mockserver.DemoServer || v.Token != mockserver.DemoToken || len(w.Tokens()) != 1 {
		t.Errorf("%+v, tokens %v", v, w.Tokens())
	}
	agents, err := w.Agents()
	ok(t, err)
	got := map[string]string{}
	for _, a := range agents {
		got[a.ID] = a.State
		if a.CurrentCall != nil {
			got[a.ID] += ", " + string(a.CurrentCall.Type)
		}
		if !a.Enabled || a.Name == "" {
			t.Errorf("%+v", a)
		}
	}
	want := map[string]string{"12989": "Talk, predictive", "12990": "Talk, inbound", "12991": "Ready", "12992": "Logout", "12993": "ACW", "12994": "Lunch"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
	c := callerOf(t, w)
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=12991"))
	c.mustGet("hung_up", hang)
	c.mustGet("hung_up", box("hang", "agent_id=12991"))
	c.mustGet("status_changed", pause)
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`))
	c.mustGet("called", box("aux_call", "agent_id=12993&customer_phone=3000000003"))
	c.mustGet("status_changed", box("change_status", "agent_id=12994&status=ready"))
}

// Every operation of agentbox.php works in the demo world at once; a callback has to be there before it can be changed.
func TestSeed_demoWorldForEveryOperationOfAgentbox(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	called := map[string]bool{}
	const record = "agent_id=12991&id_camp=7224&id_customer=1&recall_style=manual"
	for _, calls := range [][]struct{ outcome, api, query string }{
		{{"hung_up", "hang", "agent_id=12989"}},
		{{"status_changed", "change_status", "agent_id=12991&status=101"}},
		{{"called", "aux_call", "agent_id=12993&customer_phone=3000000003"}},
		{{"transferred", "transfer", "agent_id=12990&customer_phone=12991"}},
		{{"dialled", "dial", "agent_id=12991&customer_phone=3000000009&customer_id=9&customer_name=Luz"}},
		{{"coded_and_ready", "hang_type_ready", "agent_id=12989&cod_act=021"}},
		{{"coded", "type", "agent_id=12993&cod_act=021&cod_act_2=B1&comments=Sold"}},
		{{"coded", "type", "agent_id=12989&cod_act=020&cod_act_2=B1&comments=No"}},
		{{"mute_toggled", "mute", "agent_id=12989"}},
		{{"hold_toggled", "hold", "agent_id=12989"}},
		{{"tones_sent", "dtmf", "agent_id=12989&tones=1"}},
		{{"display_changed", "agent_display", "agent_id=12989&display=hide&button=hungup"}},
		{{"recall_scheduled", "recall_by_phone", ""}},
		{
			{"recall_scheduled", "recall", record + "&telefono=3000000001&rellamada=20300131090000"},
			{"recall_edited", "edit_recall", record + "&telephone=3000000001&recall=20300131100000"},
			{"recall_deleted", "delete_recall", record + "&telephone=3000000001"},
		},
	} {
		c := callerOf(t, s.NewWorld(t))
		for _, call := range calls {
			a := box(call.api, call.query)
			if called[call.api] = true; call.api == "recall_by_phone" { // it has the api of recall
				a = box("recall", "agent_id=12989&customer_phone=3000000001&date=20300131090000&type_recall=auto")
			}
			c.mustGet(call.outcome, a)
		}
	}
	doc, err := openapi.Wolkvox()
	ok(t, err)
	for _, o := range doc.Operations {
		if o.Resource() == "agentbox.php" && !called[o.Name] {
			t.Errorf("%s is not called here", o.Name)
		}
	}
}

// Every situation that a world file can describe.
func TestSeed_situations(t *testing.T) {
	t.Parallel()
	start, err := seed.Parse("w.yaml", []byte(`
states: [{id: "101", description: Break}]
agents:
  - {agent_id: "1"}
  - {agent_id: "2", status: logout, enabled: false}
  - {agent_id: "3", status: ready, enabled: false}
  - {agent_id: "4", status: "101"}
  - {agent_id: "5", status: acw}
  - {agent_id: "6", status: acw, call: {type: manual, phone: "6"}}
  - {agent_id: "7", status: ring, call: {type: inbound, phone: "7"}}
  - {agent_id: "8", status: talk, call: {type: predictive, phone: ""}, enabled: false}
`))
	ok(t, err)
	w := mockserver.Run(t, mockserver.WithSeed(start)).Default()
	got := map[string]string{}
	agents, err := w.Agents()
	ok(t, err)
	for _, a := range agents {
		got[a.ID] = statusOf(t, w, a.ID)
	}
	want := map[string]string{"1": "logout", "2": "logout disabled", "3": "ready disabled", "4": "101", "5": "acw", "6": "acw", "7": "ring", "8": "talk disabled"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
	if a, _ := w.Agent("1"); a.Name != "Agent 1" {
		t.Errorf("a nameless agent is called %q", a.Name)
	}
}

func mustIP(text string) callcenter.IP {
	ip, err := callcenter.ParseIP(text)
	if err != nil {
		panic(err)
	}
	return ip
}
