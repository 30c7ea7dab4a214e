package mockserver_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/testdata"
)

func TestSeed_worldFileAndJSON(t *testing.T) {
	t.Parallel()
	want := mockserver.Seed{
		Server: "0100",
		Tokens: []mockserver.Token{{Token: "t1", Description: "first"}, {Token: "t2"}},
		States: []callcenter.AuxState{{ID: "101", Description: "Break"}},
		Agents: []mockserver.SeedAgent{
			{AgentID: "1", Name: "Ana", Enabled: ptr(false), Status: "101"},
			{AgentID: "2", Status: "acw", Call: &mockserver.SeedCall{Type: "predictive", Phone: "+57300"}},
		},
	}
	for file, text := range map[string]string{
		"world.yaml": `
server: 0100 # quoted or not, it is text
tokens:
  - {token: t1, description: first}
  - token: t2
states: [{id: 101, description: Break}]
agents:
  - {agent_id: 1, name: Ana, enabled: FALSE, status: 101}
  - agent_id: "2"
    status: acw
    call: {type: predictive, phone: +57300}
`,
		"world.json": `{"server":"0100","tokens":[{"token":"t1","description":"first"},{"token":"t2"}],"states":[{"id":"101","description":"Break"}],
			"agents":[{"agent_id":"1","name":"Ana","enabled":false,"status":"101"},{"agent_id":"2","status":"acw","call":{"type":"predictive","phone":"+57300"}}]}`,
	} {
		got, err := mockserver.ParseSeed(file, []byte(text))
		ok(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// A world file is strict. An error names the file, the line, the key, and what would be right.
func TestSeed_errors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"", "w.yaml:1: the file is empty"},
		{"# nothing\n", "w.yaml:1: the file is empty"},
		{"- a\n", "w.yaml:1: must be a mapping, got a list"},
		{"~\n", "w.yaml:1: must be a mapping, got nothing"},
		{"text\n", `w.yaml:1: must be a mapping, got "text"`},
		{"server: \"0042\"\nserver_name: x\n", `w.yaml:2: unknown key "server_name"; allowed are server, tokens, states, agents`},
		{"Server: \"0042\"\n", `w.yaml:1: unknown key "Server"; allowed are server, tokens, states, agents`},
		{"server: \"0042\"\n\nserver: \"0043\"\n", `w.yaml:3: key "server" is there twice`},
		{"tokens:\n  - token: a\n    name: b\n", `w.yaml:3: tokens[0]: unknown key "name"; allowed are token, description`},
		{"states:\n- {id: \"1\", description: a}\n- {id: \"2\", text: b}\n", `w.yaml:3: states[1]: unknown key "text"; allowed are id, description`},
		{"agents:\n  - agent_id: \"1\"\n    state: ready\n", `w.yaml:3: agents[0]: unknown key "state"; allowed are agent_id, name, enabled, status, call`},
		{"agents:\n  - agent_id: \"1\"\n    call:\n      kind: inbound\n", `w.yaml:4: agents[0].call: unknown key "kind"; allowed are type, phone`},
		{"agents:\n  - agent_id: [1]\n", "w.yaml:2: agents[0].agent_id: must be text, got a list"},
		{"agents:\n  - agent_id:\n", "w.yaml:2: agents[0].agent_id: must be text, got nothing"},
		{"agents:\n  - enabled: maybe\n", `w.yaml:2: agents[0].enabled: must be true or false, got "maybe"`},
		{"agents:\n  - enabled: yes\n", `w.yaml:2: agents[0].enabled: must be true or false, got "yes"`},
		{"agents:\n  - call: inbound\n", `w.yaml:2: agents[0].call: must be a mapping, got "inbound"`},
		{"agents: {agent_id: 1}\n", "w.yaml:1: agents: must be a list, got a mapping"},
		{"agents:\n", "w.yaml:1: agents: must be a list, got nothing"},
		{"server: &s \"0042\"\ntokens: [{token: *s}]\n", "w.yaml:2: tokens[0].token: must be text, got an alias, which is not understood here"},
		{"server: {x: 1}\n", "w.yaml:1: server: must be text, got a mapping"},
		{"server: \"0042\"\n---\nagents: []\n", "w.yaml:2: the file must hold one document, and nothing after it"},
		{"server: \"0042\n", "w.yaml:2: found unexpected end of stream"},
		{"\tserver: x\n", "w.yaml:1: found character that cannot start any token"},

		{"server: \"42\"\n", `w.yaml:1: server: it is "42"; it must be four digits, such as "0042"`},
		{"tokens: [{token: \"\"}]\n", "w.yaml:1: tokens[0]: it must be 1 to 200 visible ASCII characters"},
		{"tokens: [{description: x}]\n", "w.yaml:1: tokens[0]: it must be 1 to 200 visible ASCII characters"},
		{"tokens: [{token: a}, {token: a}]\n", "w.yaml:1: tokens[1]: it is there twice"},
		{"states: [{id: ready, description: x}]\n", `w.yaml:1: states: state "ready" has the name of a built-in state: want another id`},
		{"states: [{id: \"1\", description: x}, {id: \"1\", description: y}]\n", `w.yaml:1: states: state "1" is there twice: want each id once`},
		{"states: [{description: x}]\n", `w.yaml:1: states: state 0 has the id "": want some text`},
		{"agents: [{name: x}]\n", `w.yaml:1: agents[0]: agent_id is ""; it must be digits, such as "12989"`},
		{"agents: [{agent_id: ana}]\n", `w.yaml:1: agents[0]: agent_id is "ana"; it must be digits, such as "12989"`},
		{"agents: [{agent_id: 0x10}]\n", `w.yaml:1: agents[0]: agent_id is "0x10"; it must be digits, such as "12989"`},
		{"agents: [{agent_id: 1}, {agent_id: 1}]\n", `w.yaml:1: agents[1]: agent_id "1" is there twice`},
		{"agents: [{agent_id: 1, status: lunch}]\n", `w.yaml:1: agents[0]: status of agent 1 is "lunch": want acw, ready or logout`},
		{"agents:\n  - {agent_id: 1}\n  - agent_id: 2\n    status: lunch\n", `w.yaml:3: agents[1]: status of agent 2 is "lunch": want acw, ready or logout`},
		{"agents: [{agent_id: 1, status: talk}]\n", `w.yaml:1: agents[0]: status "talk" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ring}]\n", `w.yaml:1: agents[0]: status "ring" needs a call with type and phone`},
		{"agents: [{agent_id: 1, status: ready, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with "ready"`},
		{"agents: [{agent_id: 1, call: {type: inbound, phone: 1}}]\n", `w.yaml:1: agents[0]: a call goes with status ring, talk or acw, not with ""`},
		{"agents: [{agent_id: 1, status: talk, call: {type: auxiliary, phone: 1}}]\n", `w.yaml:1: agents[0]: type is "auxiliary": want inbound, predictive or manual`},
		{"agents: [{agent_id: 1, status: talk, call: {phone: 1}}]\n", `w.yaml:1: agents[0]: type is "": want inbound, predictive or manual`},
	} {
		_, err := mockserver.ParseSeed("w.yaml", []byte(tt.text))
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q:\ngot  %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

func TestSeed_file(t *testing.T) {
	t.Parallel()
	if _, err := mockserver.LoadSeed("no-such-file.yaml"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no-such-file.yaml") {
		t.Errorf("%v", err)
	}
	got, err := mockserver.LoadSeed("../testdata/worlds/demo.yaml")
	ok(t, err)
	embedded, err := mockserver.ParseSeed("demo.yaml", testdata.DemoWorld)
	ok(t, err)
	for _, want := range []mockserver.Seed{embedded, mockserver.DemoSeed()} {
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

// Every situation that a world file can describe.
func TestSeed_situations(t *testing.T) {
	t.Parallel()
	seed, err := mockserver.ParseSeed("w.yaml", []byte(`
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
	w := mockserver.Run(t, mockserver.WithSeed(seed)).Default()
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
