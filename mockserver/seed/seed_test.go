package seed

import (
	"encoding/json"
	"errors"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/testdata"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var noon = time.Unix(1_700_000_000, 0).UTC()

// everything is a seed that has every key that there is.
func everything(t testing.TB) Seed {
	t.Helper()
	s, err := Parse("world.yaml", []byte(everythingYAML))
	ok(t, err)
	return s
}

const everythingYAML = `
server: 0100 # quoted or not, it is text
clock: {time: 2026-01-31T09:00:00-05:00, frozen: true, speed: 10}
timezone: America/Mexico_City
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
      status: connected
  - agent_id: "2"
    status: acw
    call: {type: predictive, phone: +57300, campaign_id: 7224, customer_id: 1}
  - {agent_id: 3, status: ring, call: {type: inbound, phone: 5, skill_id: 4012}}
  - {agent_id: 4, manual: true}
account: {name: Acme, module: false, call_center: 3, pbx: 4, services: [crm, email], law2300: false}
acw_limit: 1m30s
ring_timeout: 20s
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
  - {skill_id: 4013}
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
      - {customer_id: 2, called: 2026-01-31T09:00:00Z, result: no answer, cod_act: 021}
  - {campaign_id: 7225}
pbx_users: [{user: 100, status: Lagged, tx_jitter: 1, rx_jitter: 2, tx_ploss: 3, rx_ploss: 4}, {user: 101}]
routing_points: [{rp_id: 61196, name: Mail, ivr: true, chat: true, interaction: false, crm: true}]
callbacks:
  - {agent_id: 1, campaign_id: 7224, customer_id: 1, phone: 300, style: auto, date: 20300131090000}
  - {agent_id: 2, campaign_id: 7224, customer_id: 2, phone: 301, style: manual, in: 45m}
dial_rules: [{result: no_answer, phone: 3000000004, agent_id: 1, times: 2, ring_time: 30s}, {result: busy}]
calls: [{skill_id: 4012, phone: 3000000005}, {skill_id: 4012, phone: 3000000005}]
dnc: [{phone: 3000000001, type: inbound}, {phone: 3000000001, type: outbound}, {phone: 3000000002, type: all}]
law2300: [{nit: 900, telephone: 3000000003, customer_id: 1}, {nit: 901, telephone: 3000000003}]
ips: [{ip: 192.0.2.1, permanent: true, description: Office}, {ip: 192.0.2.2}]
files: [{name: manual.pdf, size: 2048}]
audios: [{name: hello, size: 1024, seconds: 7}, {name: music}]
simulation:
  running: true
  seed: 7
  load: 1.5
  begins: "09:30"
  warm_up: 30m
  answer: {mean: 3s, deviation: 1s, distribution: lognormal}
  talk: {mean: 3m, deviation: 1s, distribution: lognormal}
  wrap_up: {mean: 0s, deviation: 1s, distribution: lognormal}
  break: {mean: 10m, deviation: 1s, distribution: lognormal}
  hold_share: 0.1
  hold: {mean: 30s, deviation: 1s, distribution: lognormal}
  agent_ends: 0.5
  phone_start: "30000"
  codes: [{cod_act: 021, cod_act_2: 021, weight: 2}]
  skills: [{skill_id: 4012, half_hours: [0, 0.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47], talk: {mean: 5m, deviation: 1s, distribution: lognormal}, patience: 3m},
    {skill_id: 4013, peak: 60}]
  campaigns: [{campaign_id: 7225, from: "08:00", to: "20:00", pace: 2, talk: {mean: 2m, deviation: 1s, distribution: lognormal}, answered: 1, busy: 2, no_answer: 3,
    answering_machine: 4}]
  shifts: [{name: Late, from: "14:00", to: "22:00", agents: [1, 2], breaks: [{state: 101, after: 2h, length: 15m}]}]
`

// A world file says the same as YAML and as JSON.
func TestParse(t *testing.T) {
	want := everything(t)
	asJSON, err := json.Marshal(want)
	ok(t, err)
	got, err := Parse("world.json", asJSON)
	ok(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("world.json (-want +got):\n%s", diff)
	}
}

// everything has every key: one that is added has to be added there too.
func TestParse_everyKey(t *testing.T) {
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
	walk(reflect.ValueOf(everything(t)), "Seed")
	for key, is := range filled {
		if !is && key != "Seed.Files[].Seconds" { // of an audio
			t.Errorf("%s has no value in the start that has every key", key)
		}
	}
}

func TestLoad(t *testing.T) {
	if _, err := Load("no-such-file.yaml"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no-such-file.yaml") {
		t.Errorf("%v", err)
	}
	got, err := Load("../../testdata/worlds/demo.yaml")
	ok(t, err)
	if diff := cmp.Diff(Demo(), got); diff != "" {
		t.Errorf("demo world (-want +got):\n%s", diff)
	}
	if got.Server != DemoServer || len(got.Tokens) != 1 || got.Tokens[0].Token != DemoToken {
		t.Errorf("the demo world has the server %s and the tokens %v", got.Server, got.Tokens)
	}
}

// Server and tokens are the world's; the rest is the call center's.
func TestCheck(t *testing.T) {
	mustRefuse(t, []struct{ text, want string }{
		{"server: \"42\"\n", `w.yaml:1: server: it is "42": expected four digits, such as "0042"`},
		{"tokens: [{token: \"\"}]\n", "w.yaml:1: tokens[0]: expected 1 to 200 visible ASCII characters"},
		{"tokens: [{description: x}]\n", "w.yaml:1: tokens[0]: expected 1 to 200 visible ASCII characters"},
		{"tokens: [{token: a}, {token: a}]\n", "w.yaml:1: tokens[1]: it is there twice"},
		{"tokens:\n- {token: a}\n- {token: b, used_today: -1}\n", "w.yaml:3: tokens[1]: used_today is -1: expected 0 to 1000000000"},
		{"tokens: [{token: b, used_today: 1000000001}]\n", "w.yaml:1: tokens[0]: used_today is 1000000001: expected 0 to 1000000000"},
	})
}

// mustRefuse reads world files that are refused, each with its error.
func mustRefuse(t *testing.T, files []struct{ text, want string }) {
	t.Helper()
	for _, tt := range files {
		if _, err := Parse("w.yaml", []byte(tt.text)); err == nil || err.Error() != tt.want {
			t.Errorf("%q:\ngot  %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

// located is an error of a world file that says where: the line, or the key.
var located = regexp.MustCompile(`^world\.yaml:(\d+: .+| (server|tokens|states?|agents?|account|acw_limit|ring_timeout|activity_codes|skills|campaigns|routing_points|pbx_users|callbacks|dial_rules|calls|dnc|law2300|ips|files|audios)\b.+)`)

// FuzzParse: a world file describes a call center that is sound, or is refused by an error that says where.
func FuzzParse(f *testing.F) {
	f.Add(testdata.DemoWorld)
	f.Add([]byte(everythingYAML))
	for _, seed := range []string{
		"", "{}", "agents: []", "null", "- 1", "server: 42", `{"server":"0001","agents":[{"agent_id":"1","status":"ring","call":{"type":"manual","phone":"1"}}]}`,
		"agents: [{agent_id: '1', status: talk}]", "agents: [{agent_id: '1', status: ready, call: {type: inbound, phone: '1'}}]",
		"agents: [{agent_id: '1'}, {agent_id: '1'}]", "states: [{id: ready, description: x}]", "states: [{id: '1'}, {id: '1'}]",
		"tokens: [{token: a}, {token: a}]", "tokens: [{token: 'a b'}]", "a: &a {b: *a}", "server: '0042'\nserver: '0043'", "agents: {}",
		"agents: [{agent_id: '1', enabled: yes}]", "agents: [{agent_id: '1', name: !!binary /w==}]", "---\n---\n", "\x00", "agents: [null]",
		"? {a: b}\n: c", "<<: {server: '0042'}", "!!str server: '0042'", "server: !!str 0042", "agents: [{agent_id: '1', status: nope}]", "server: \"0042", "a: *b", "server:\n\t- x",
		"account: {call_center: -1}", "account: {services: [fax]}", "acw_limit: 25h", "acw_limit: soon", "ring_timeout: 25h", "calls: [{skill_id: 1}]", "acw_limit: 1ns\nagents: [{agent_id: '1', status: acw}]",
		"activity_codes: [{type_code: cod_act3, cod_act: '1'}]", "skills: [{skill_id: all}]", "skills: [{skill_id: '1', agents: [{agent_id: '9'}]}]",
		"campaigns: [{campaign_id: '1', type_campaign: x}]", "routing_points: [{rp_id: ''}]", "pbx_users: [{user: ''}]", "dnc: [{phone: '1', type: x}]", "law2300: [{nit: '', telephone: x}]",
		"ips: [{ip: '::1'}]", "ips: [{ip: 192.0.2.1}, {ip: 192.0.2.1}]", "files: [{name: a.exe}]", "audios: [{name: a.wav, size: 9999999}, {name: a.wav}]",
		"callbacks: [{agent_id: '1', campaign_id: '1', customer_id: '1', phone: '1', style: auto, date: x, in: 1h}]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := Parse("world.yaml", file)
		if err != nil {
			noYAML := yaml.Unmarshal(file, new(yaml.Node)) != nil // in the words of the library, which knows most lines
			if !located.MatchString(err.Error()) && !(noYAML && strings.HasPrefix(err.Error(), "world.yaml: ")) {
				t.Errorf("the error says not where: %v", err)
			}
			return
		}
		c, err := s.Center(noon)
		if err != nil {
			t.Fatalf("the world file is accepted, and has no call center: %v", err)
		}
		before, err := json.Marshal(c)
		ok(t, err)
		again := new(callcenter.Center)
		ok(t, json.Unmarshal(before, again))
		ok(t, again.Check())
		after, err := json.Marshal(again)
		ok(t, err)
		if diff := cmp.Diff(string(before), string(after)); diff != "" {
			t.Errorf("the call center does not survive its JSON (-before +after):\n%s", diff)
		}
	})
}
