package mockserver_test

import (
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// Every operation in every situation of an agent, over HTTP, written by hand. A cell with an arrow is a success and says
// what the agent is afterwards; any other cell is a refusal, after which the agent is what it was.
const situationGrid = `
situation             | hang             | status 101       | status ready     | status logout     | aux_call           | transfer         | dial             | mute             | hold             | dtmf             | dtmf A        | disable_agent     | enable_agent
logged out            | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out  | agent_logged_out   | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out | tones_invalid | > logout disabled | > logout
ready                 | no_active_call   | > 101            | > ready          | > logout          | no_predictive_call | no_active_call   | > talk           | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > ready disabled  | > ready
in an auxiliary state | no_active_call   | > 101            | > ready          | > logout          | no_predictive_call | no_active_call   | > talk           | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > 102 disabled    | > 102
ringing, inbound      | > ready          | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | no_active_call   | agent_on_call    | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > ring disabled   | > ring
ringing, from lunch   | > 102            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | no_active_call   | agent_on_call    | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > ring disabled   | > ring
talking, inbound      | > acw            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw            | agent_on_call    | > talk           | > talk           | > talk           | tones_invalid | > talk disabled   | > talk
talking, predictive   | > acw            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw            | agent_on_call    | > talk           | > talk           | > talk           | tones_invalid | > talk disabled   | > talk
talking, manual       | > acw            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw            | agent_on_call    | > talk           | > talk           | > talk           | tones_invalid | > talk disabled   | > talk
talking, auxiliary    | > acw            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw            | agent_on_call    | > talk           | > talk           | > talk           | tones_invalid | > talk disabled   | > talk
ACW, predictive       | no_active_call   | > 101            | > ready          | > logout          | > talk             | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
ACW, inbound          | no_active_call   | > 101            | > ready          | > logout          | no_predictive_call | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
ACW, manual           | no_active_call   | > 101            | > ready          | > logout          | no_predictive_call | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
ACW, auxiliary        | no_active_call   | > 101            | > ready          | > logout          | > talk             | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
ACW, handed over      | no_active_call   | > 101            | > ready          | > logout          | > talk             | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
ACW, no call          | no_active_call   | > 101            | > ready          | > logout          | no_predictive_call | no_active_call   | dial_forbidden   | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > acw disabled    | > acw
disabled, logged out  | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out  | agent_logged_out   | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out | agent_logged_out | tones_invalid | > logout disabled | > logout
disabled, ready       | no_active_call   | > 101 disabled   | > ready disabled | > logout disabled | no_predictive_call | no_active_call   | > talk disabled  | no_active_call   | no_active_call   | no_active_call   | tones_invalid | > ready disabled  | > ready
disabled, talking     | > acw disabled   | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw disabled   | agent_on_call    | > talk disabled  | > talk disabled  | > talk disabled  | tones_invalid | > talk disabled   | > talk
unknown               | agent_unknown    | agent_unknown    | agent_unknown    | agent_unknown     | agent_unknown      | agent_unknown    | agent_unknown    | agent_unknown    | agent_unknown    | agent_unknown    | agent_unknown | agent_unknown     | agent_unknown
held by a gate        | > acw            | agent_on_call    | agent_on_call    | agent_on_call     | agent_on_call      | > acw            | agent_on_call    | > talk           | > talk           | > talk           | tones_invalid | > talk disabled   | > talk
`

// A situation brings agent 1 about: from the seed, and by what then happens.
type situation struct {
	agent mockserver.SeedAgent
	then  func(*testing.T, *mockserver.World)
}

func onCall(status string, kind callcenter.CallType) mockserver.SeedAgent {
	return mockserver.SeedAgent{Status: status, Call: &mockserver.SeedCall{Type: kind, Phone: "3000000001"}}
}

var situations = map[string]situation{
	"logged out":            {mockserver.SeedAgent{}, nil},
	"ready":                 {mockserver.SeedAgent{Status: "ready"}, nil},
	"in an auxiliary state": {mockserver.SeedAgent{Status: "102"}, nil},
	"ringing, inbound":      {onCall("ring", callcenter.Inbound), nil},
	"ringing, from lunch": {mockserver.SeedAgent{Status: "102"}, func(t *testing.T, w *mockserver.World) {
		_, err := w.Arrive(callcenter.Arrival{AgentID: "1", Phone: "3000000001", Type: callcenter.Manual})
		ok(t, err)
	}},
	"talking, inbound":    {onCall("talk", callcenter.Inbound), nil},
	"talking, predictive": {onCall("talk", callcenter.Predictive), nil},
	"talking, manual":     {onCall("talk", callcenter.Manual), nil},
	"talking, auxiliary":  {onCall("acw", callcenter.Predictive), callAgain},
	"ACW, predictive":     {onCall("acw", callcenter.Predictive), nil},
	"ACW, inbound":        {onCall("acw", callcenter.Inbound), nil},
	"ACW, manual":         {onCall("acw", callcenter.Manual), nil},
	"ACW, auxiliary": {onCall("acw", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		callAgain(t, w)
		_, err := w.CustomerHangUp(connOf(w, "1"))
		ok(t, err)
	}},
	"ACW, handed over": {onCall("talk", callcenter.Predictive), func(t *testing.T, w *mockserver.World) {
		callerOf(t, w).mustGet("transferred", box("transfer", "agent_id=1&customer_phone=3000000009"))
	}},
	"ACW, no call":         {mockserver.SeedAgent{Status: "acw"}, nil},
	"disabled, logged out": {mockserver.SeedAgent{Enabled: ptr(false)}, nil},
	"disabled, ready":      {mockserver.SeedAgent{Status: "ready", Enabled: ptr(false)}, nil},
	"disabled, talking": {onCall("talk", callcenter.Inbound), func(t *testing.T, w *mockserver.World) {
		_, err := w.PutAgent("1", callcenter.AgentChange{Enabled: ptr(false)})
		ok(t, err)
	}},
	"unknown": {mockserver.SeedAgent{AgentID: "2", Status: "ready"}, nil},
	"held by a gate": {onCall("talk", callcenter.Inbound), func(t *testing.T, w *mockserver.World) { // another client's hang waits
		other, err := w.AddToken(mockserver.Token{})
		ok(t, err)
		p, gate := newCaller(t, w.URL(), other.Token).hold(w, box("hang", "agent_id=1"))
		t.Cleanup(func() { ok(t, w.OpenGate(gate)); <-p.done })
	}},
}

func callAgain(t *testing.T, w *mockserver.World) {
	callerOf(t, w).mustGet("called", box("aux_call", "agent_id=1&customer_phone=3000000001"))
}

func TestSituations(t *testing.T) {
	t.Parallel()
	asks := map[string]ask{
		"hang":          box("hang", "agent_id=1"),
		"status 101":    box("change_status", "agent_id=1&status=101"),
		"status ready":  box("change_status", "agent_id=1&status=ready"),
		"status logout": box("change_status", "agent_id=1&status=logout"),
		"aux_call":      box("aux_call", "agent_id=1&customer_phone=3000000001"),
		"transfer":      box("transfer", "agent_id=1&customer_phone=3000000009"),
		"dial":          box("dial", "agent_id=1&customer_phone=3000000009"),
		"mute":          box("mute", "agent_id=1"),
		"hold":          box("hold", "agent_id=1"),
		"dtmf":          box("dtmf", "agent_id=1&tones=1"),
		"dtmf A":        box("dtmf", "agent_id=1&tones=A"),
		"disable_agent": conf("disable_agent", `{"agent_id":"1"}`),
		"enable_agent":  conf("enable_agent", `{"agent_id":"1"}`),
	}
	done := map[string]string{
		"hang": "hung_up", "status 101": "status_changed", "status ready": "status_changed", "status logout": "status_changed",
		"aux_call": "called", "transfer": "transferred", "dial": "dialled", "mute": "mute_toggled", "hold": "hold_toggled", "dtmf": "tones_sent", "disable_agent": "agent_disabled",
		"enable_agent": "agent_enabled",
	}
	lines := strings.Split(strings.TrimSpace(situationGrid), "\n")
	heads := cells(lines[0])
	if len(lines)-1 != len(situations) || len(heads)-1 != len(asks) {
		t.Fatalf("%d rows for %d situations, %d columns for %d requests", len(lines)-1, len(situations), len(heads)-1, len(asks))
	}
	s := mockserver.Run(t)
	for _, line := range lines[1:] {
		row := cells(line)
		for i, what := range heads[1:] {
			t.Run(row[0]+": "+what, func(t *testing.T) {
				t.Parallel()
				place, known := situations[row[0]]
				if !known {
					t.Fatalf("there is no situation %q", row[0])
				}
				agent := place.agent
				if agent.AgentID == "" {
					agent.AgentID = "1"
				}
				w, err := s.CreateWorld(mockserver.WorldSpec{From: &mockserver.Seed{
					States: []callcenter.AuxState{{ID: "101", Description: "Active breaks"}, {ID: "102", Description: "Lunch"}},
					Agents: []mockserver.SeedAgent{agent},
				}})
				ok(t, err)
				if place.then != nil {
					place.then(t, w)
				}
				before := ""
				if row[0] != "unknown" {
					before = statusOf(t, w, "1")
				}
				outcome, after := row[i+1], before
				if to, success := strings.CutPrefix(row[i+1], "> "); success {
					outcome, after = done[what], to
				}
				callerOf(t, w).mustGet(outcome, asks[what])
				if row[0] == "unknown" {
					return
				}
				if got := statusOf(t, w, "1"); got != after {
					t.Errorf("it was %s, it is %s, want %s", before, got, after)
				}
				ok(t, w.Snapshot().Center.Check())
			})
		}
	}
}

func cells(line string) (all []string) {
	for cell := range strings.SplitSeq(line, "|") {
		all = append(all, strings.TrimSpace(cell))
	}
	return all
}

// A transfer to another agent, in every situation of that one.
func TestTransfer_toAnAgent(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for name, place := range situations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			agent := place.agent
			if agent.AgentID == "" {
				agent.AgentID = "1"
			}
			giver := onCall("talk", callcenter.Inbound)
			giver.AgentID = "9"
			w, err := s.CreateWorld(mockserver.WorldSpec{From: &mockserver.Seed{
				States: []callcenter.AuxState{{ID: "102", Description: "Lunch"}},
				Agents: []mockserver.SeedAgent{agent, giver},
			}})
			ok(t, err)
			if place.then != nil {
				place.then(t, w)
			}
			want := "destination_unavailable"
			switch name {
			case "ready", "disabled, ready", "unknown": // what is no extension is an outside number
				want = "transferred"
			}
			got := callerOf(t, w).mustGet(want, box("transfer", "agent_id=9&customer_phone=1"))
			if want == "transferred" && !strings.Contains(got.body, "transfer to 1 number") {
				t.Error(got.body)
			}
			if name == "ready" && (statusOf(t, w, "1") != "ring" || statusOf(t, w, "9") != "acw") {
				t.Errorf("1 is %s, 9 is %s", statusOf(t, w, "1"), statusOf(t, w, "9"))
			}
			if want != "transferred" && statusOf(t, w, "9") != "talk" {
				t.Errorf("a refused transfer has made 9 %s", statusOf(t, w, "9"))
			}
		})
	}
}

func TestTransfer_toItself(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callerOf(t, w).mustGet("destination_unavailable", box("transfer", "agent_id=12990&customer_phone=12990"))
}

func TestTransfer_toDisabledAgent(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`))
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=12991")) // the session goes on
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`))
	c.mustGet("destination_unavailable", box("transfer", "agent_id=12989&customer_phone=12992"))
}

// Disabling twice is answered alike; the session goes on until the agent leaves, and then only enabling opens the way back.
func TestDisable_liveSession(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	first := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`))
	if again := c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12991"}`)); again.body != first.body {
		t.Errorf("the second answer differs: %s", again.body)
	}
	c.mustGet("status_changed", pause)
	c.mustGet("status_changed", box("change_status", "agent_id=12991&status=logout"))
	_, err := w.Login("12991")
	mustRefuse(t, err, "agent_disabled", "enable it before it logs in")
	c.mustGet("agent_enabled", conf("enable_agent", `{"agent_id":"12991"}`))
	_, err = w.Login("12991")
	ok(t, err)
}

// The text of a changed state is the description of an auxiliary state, and the name of the two others.
func TestChangeStatus_saysWhatTheStateIsCalled(t *testing.T) {
	t.Parallel()
	c := callerOf(t, mockserver.Run(t).NewWorld(t))
	for _, tt := range []struct{ status, name string }{{"101", "Active breaks"}, {"102", "Lunch"}, {"102", "Lunch"}, {"ready", "Ready"}, {"ready", "Ready"}, {"logout", "Logout"}} {
		got := c.mustGet("status_changed", box("change_status", "agent_id=12991&status="+tt.status))
		if !strings.Contains(got.body, `"msg": "Agent status has been modified to `+tt.name+`"`) {
			t.Errorf("%s: %s", tt.status, got.body)
		}
	}
}

// A state is named by its id, in lower case; nobody is sent to ACW, on a call, or to where there is nothing.
func TestChangeStatus_statesThatAreNone(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, status := range []string{"READY", "Ready", "LOGOUT", "acw", "ACW", "ring", "talk", "before", "auxiliary", "Lunch", "Active+breaks", "1010", "101+", "0101", "0"} {
		c.mustGet("state_unknown", box("change_status", "agent_id=12991&status="+status))
	}
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("12991 is %s", got)
	}
}
