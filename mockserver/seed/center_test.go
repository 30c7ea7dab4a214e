package seed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/callcenter"
)

// words are values in one line.
func words(values ...any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }

// What a seed says is what the call center has.
func TestCenter(t *testing.T) {
	c, err := everything(t).Center(noon)
	ok(t, err)
	var members []string
	for _, m := range c.AgentsInSkill("4012") {
		members = append(members, m.ID+":"+m.Expertise)
	}
	var calls, dnc, callbacks, ips, audios []string
	for _, k := range c.Calls() {
		calls = append(calls, words(k.AgentID, k.Type, k.Phone, k.CampaignID+k.SkillID, k.CustomerID, k.State))
	}
	for _, e := range must(c.DNC(callcenter.Is(callcenter.DNCBoth))) {
		dnc = append(dnc, words(e.Phone, e.Type))
	}
	for _, k := range c.Callbacks(callcenter.AnyStyle) {
		callbacks = append(callbacks, words(k.AgentID, k.Key.CampaignID, k.Key.CustomerID, k.Key.Phone, k.Style, k.Due.Format(time.DateTime)))
	}
	for _, e := range c.IPs() {
		ips = append(ips, words(e.IP, e.Permanent, e.Description))
	}
	for _, a := range c.Audios() {
		audios = append(audios, words(a.Name, a.Size, a.Seconds))
	}
	_, blocked := c.LawInfo("900", "3000000003") // not while the protection is off
	campaign, skill := c.CampaignByID["7224"], c.Skills()[0]
	ana := must(c.Agent("1"))
	for what, is := range map[string]struct{ got, want any }{
		"account": {c.Account(), callcenter.Account{Name: "Acme", CallCenter: 3, PBX: 4, Services: []string{"crm", "email"}}},
		"acw":     {c.ACWLimit(), 90 * time.Second},
		"ring":    {c.RingTimeout(), 20 * time.Second},
		"codes": {c.Codes(), []callcenter.Code{
			{Group: "cod_act1", ID: "021", Description: "Sale", Hit: true, RPC: true, Chat: true, Studio: true, Voice: true, Interactions: true}, {Group: "cod_act2", ID: "021"},
		}},
		"skill":   {words(skill.Name, skill.Description, skill.Voicemail, skill.WelcomeMessage, skill.VTO), "Support Help 50 hello music"},
		"members": {words(members), "[1:5 2:]"},
		"customer": {campaign.CustomerByID["1"], &callcenter.Customer{
			ID: "1", Name: "Luz", Phones: []string{"300", "301"}, DoNotCall: true, Called: time.Unix(1_700_000_000, 0).UTC(), Result: "answer",
		}},
		"called before": {campaign.CustomerByID["2"], &callcenter.Customer{
			ID: "2", Called: time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC), Result: "no answer", CodAct: "021",
		}},
		"campaign": {
			words(campaign.Name, campaign.Type, campaign.Status, campaign.SkillID, campaign.Speed, campaign.DialMode, campaign.Recycled, campaign.TurboDial),
			"Renewals preview stopped 4012 3 strategy 2 true",
		},
		"routing points": {c.RoutingPoints(), []callcenter.RoutingPoint{{ID: "61196", Name: "Mail", IVR: true, Chat: true, CRM: true}}},
		"pbx users":      {words(c.PBXUsers()), "[{100 Lagged 1 2 3 4} {101 OK 0 0 0 0}]"},
		"callbacks":      {words(callbacks), "[1 7224 1 300 auto 2030-01-31 15:00:00 2 7224 2 301 manual 2023-11-14 22:58:20]"},
		"dial rules": {c.DialRulesLeft(), []callcenter.DialRule{
			{Result: "no_answer", Phone: "3000000004", AgentID: "1", Times: 2, RingTime: 30 * time.Second}, {Result: "busy"},
		}},
		"dnc":     {words(dnc), "[3000000001 inbound 3000000001 outbound 3000000002 inbound 3000000002 outbound]"},
		"law2300": {words(len(c.LawEntries()), c.LawEntries()[0].CustomerID, blocked), "2 1 false"},
		"ips":     {words(ips), "[192.0.2.1 true Office 192.0.2.2 false]"},
		"files":   {c.Files(), []string{"manual.pdf"}},
		"audios":  {words(audios), "[hello 1024 7 music 0 0]"},
		"calls":   {words(calls), "[2 predictive +57300 7224 1 ended 3 inbound 5 4012  ringing inbound 3000000005 4012  queued inbound 3000000005 4012  queued]"},
		"agent":   {words(ana.Name, ana.DNI, ana.SSO, *ana.Network), "Ana 0042 ana {40 192.0.2.7 9.1.0 1.5 2 0.1 0.2 0.75 Wifi app connected}"},
	} {
		if diff := cmp.Diff(is.want, is.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	c.TakeMoves(func(move string) { t.Errorf("%s is what a test reached", move) })
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Every situation of an agent that a world file can describe.
func TestCenter_situations(t *testing.T) {
	s, err := Parse("w.yaml", []byte(`
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
	var got []string
	for _, a := range must(s.Center(noon)).Agents() {
		got = append(got, words(a.ID, a.Name, a.Status, a.Enabled, a.Call != ""))
	}
	want := []string{
		"1 Agent 1 logout true false", "2 Agent 2 logout false false", "3 Agent 3 ready false false", "4 Agent 4 101 true false",
		"5 Agent 5 acw true false", "6 Agent 6 acw true false", "7 Agent 7 ring true true", "8 Agent 8 talk false true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
}

// A refusal names the place; the call center's has its words, of which here is one for each part.
func TestCenter_refusals(t *testing.T) {
	const withCustomer = "agents: [{agent_id: 1}]\ncampaigns: [{campaign_id: 7, customers: [{customer_id: 1}]}]\ncallbacks:\n"
	mustRefuse(t, []struct{ text, want string }{
		{"states: [{id: ready, description: x}]\n", `w.yaml:1: states: state "ready" has the name of a built-in state: expected another id`},
		{"agents: [{name: x}]\n", `w.yaml:1: agents[0]: agent_id is "": expected digits, such as "12989"`},
		{"agents: [{agent_id: 0x10}]\n", `w.yaml:1: agents[0]: agent_id is "0x10": expected digits, such as "12989"`},
		{"agents: [{agent_id: 1}, {agent_id: 1}]\n", `w.yaml:1: agents[1]: agent_id "1" is there twice: expected each once`},
		{"agents:\n  - {agent_id: 1}\n  - agent_id: 2\n    status: lunch\n", `w.yaml:3: agents[1]: status of agent 2 is "lunch": expected acw, ready or logout`},
		{"agents: [{agent_id: 1, status: talk}]\n", `w.yaml:1: agents[0]: status "talk" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ring}]\n", `w.yaml:1: agents[0]: status "ring" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ready, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with "ready"`},
		{"agents: [{agent_id: 1, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with ""`},
		{"agents: [{agent_id: 1, status: talk, call: {type: auxiliary, phone: 1}}]\n", `w.yaml:1: agents[0]: type is "auxiliary": expected inbound, predictive or manual`},
		{"agents:\n- {agent_id: 1}\n- {agent_id: 2, status: talk, call: {type: inbound, phone: 1, skill_id: 9}}\n", `w.yaml:3: agents[1]: skill_id is "9": expected one of the 0 skills, or none`},
		{"\naccount:\n  call_center: -3\n", `w.yaml:3: account: call_center of the account is -3: expected 0 to 1000000 licences`},
		{"activity_codes: [{type_code: 1, cod_act: a}]\n", `w.yaml:1: activity_codes[0]: type_code is "1": expected cod_act1 or cod_act2`},
		{"activity_codes:\n- {type_code: cod_act1, cod_act: a}\n- {type_code: cod_act2, cod_act: a}\n- {type_code: cod_act1, cod_act: a}\n", `w.yaml:4: activity_codes[2]: cod_act1 "a" is there twice: expected each once`},
		{"skills: [{name: a}]\n", `w.yaml:1: skills[0]: skill_id is "": expected the id of one skill, such as 4001`},
		{"skills: [{skill_id: 1}, {skill_id: 1}]\n", `w.yaml:1: skills[1]: skill_id "1" is there twice: expected each once`},
		{"skills:\n- skill_id: 1\n  agents:\n  - {agent_id: 9}\n", `w.yaml:4: skills[0].agents[0]: there is no agent "9": expected the agent_id of one of the 0 agents`},
		{"agents: [{agent_id: 1}]\nskills:\n- skill_id: 1\n- skill_id: 2\n  agents:\n  - {agent_id: 1}\n  - {agent_id: 1}\n", `w.yaml:7: skills[1].agents[1]: agent_id "1" is there twice: expected each once`},
		{"campaigns: [{campaign_name: a}]\n", `w.yaml:1: campaigns[0]: campaign "": its campaign_id is "": expected some text, and its key`},
		{"campaigns: [{campaign_id: 1}, {campaign_id: 1}]\n", `w.yaml:1: campaigns[1]: campaign_id "1" is there twice: expected each once`},
		{"campaigns:\n- campaign_id: 1\n  customers:\n  - {customer_id: a}\n  - {customer_id: a}\n", `w.yaml:5: campaigns[0].customers[1]: customer_id "a" is there twice: expected each once`},
		{"pbx_users: [{status: a}]\n", `w.yaml:1: pbx_users[0]: PBX user "": its user is "": expected some text, and its key`},
		{"pbx_users: [{user: 1}, {user: 1}]\n", `w.yaml:1: pbx_users[1]: user "1" is there twice: expected each once`},
		{"routing_points: [{name: a}]\n", `w.yaml:1: routing_points[0]: rp_id is "": expected the id of a routing point, such as 61196`},
		{"routing_points: [{rp_id: 1}, {rp_id: 1}]\n", `w.yaml:1: routing_points[1]: rp_id "1" is there twice: expected each once`},
		{withCustomer + "- {agent_id: 1, campaign_id: 7, customer_id: 1, style: auto, in: 1m}\n", `w.yaml:4: callbacks[0]: phone is empty: expected a phone number`},
		{withCustomer + "- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, date: 20300231000000}\n", `w.yaml:4: callbacks[0]: date is "20300231000000": expected a date as YYYYmmddHHiiss, such as 20231122101520`},
		{withCustomer + "- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, date: 20300131000000, in: 1m}\n", `w.yaml:4: callbacks[0]: it has the date "20300131000000" and in 1m0s; expected one of them`},
		{withCustomer + "- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto}\n", `w.yaml:4: callbacks[0]: it has the date "" and in 0s; expected one of them`},
		{withCustomer + "- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: auto, in: 1m}\n- {agent_id: 1, campaign_id: 7, customer_id: 1, phone: 3, style: manual, in: 2m}\n", `w.yaml:5: callbacks[1]: the callback of customer "1" of campaign "7" to "3" is there twice: expected each once`},
		{"dnc: [{phone: 1}]\n", `w.yaml:1: dnc[0]: type is "": expected inbound, outbound or all`},
		{"dnc: [{type: all}]\n", `w.yaml:1: dnc[0]: phone is empty: expected a number`},
		{"dnc: [{phone: 1, type: all}, {phone: 1, type: all}]\n", `w.yaml:1: dnc[1]: phone "1" for all is there twice: expected each once`},
		{"law2300: [{nit: 1, telephone: 12}]\n", `w.yaml:1: law2300[0]: telephone is "12": expected 7 to 15 digits, with blanks, dashes, dots, brackets and a leading + at most`},
		{"law2300: [{nit: 1, telephone: 3000000000}, {nit: 1, telephone: 3000000000}]\n", `w.yaml:1: law2300[1]: telephone "3000000000" of nit "1" is there twice: expected each once`},
		{"ips: [{ip: 192.0.2.1}, {ip: 192.0.2.1}]\n", `w.yaml:1: ips[1]: the address 192.0.2.1 is in the firewall list already: expected another one`},
		{"files: [{name: a.exe}]\n", `w.yaml:1: files[0]: the file is called "a.exe": expected a name that ends in .pdf, .docx, .txt, .png`},
		{"files: [{name: a.pdf}, {name: a.pdf}]\n", `w.yaml:1: files[1]: name "a.pdf" is there twice: expected each once`},
		{"files: [{name: a.pdf, seconds: 1}]\n", `w.yaml:1: files[0]: seconds of the file "a.pdf" is 1: only an audio has seconds`},
		{"audios: [{name: a, size: 5242881}]\n", `w.yaml:1: audios[0]: the audio "a" has 5242881 bytes: expected at most 5242880`},
		{"audios: [{name: a}, {name: a}]\n", `w.yaml:1: audios[1]: name "a" is there twice: expected each once`},
		{"acw_limit: 25h\n", "w.yaml:1: acw_limit: acw_limit is 25h0m0s: expected 0s to 24h0m0s"},
		{"ring_timeout: 25h\n", "w.yaml:1: ring_timeout: ring_timeout is 25h0m0s: expected 0s to 24h0m0s"},
		{"calls: [{phone: 1}]\n", "w.yaml:1: calls[0]: agent_id and skill_id are empty: expected the agent that the call comes to, or the skill in whose queue it waits"},
		{"skills: [{skill_id: 1}]\ndnc: [{phone: 2, type: inbound}]\ncalls:\n- {skill_id: 1, phone: 1}\n- {skill_id: 1, phone: 2}\n", `w.yaml:5: calls[1]: the number "2" is on the inbound do-not-call list: take it off first`},
	})
}
