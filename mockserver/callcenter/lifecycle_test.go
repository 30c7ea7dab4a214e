package callcenter

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCall_life(t *testing.T) {
	c := scene(t, "lunch")
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

	k, err := c.Arrive(at(1), Arrival{AgentID: "12989", Phone: "3001234567", Type: Manual})
	ok(t, err)
	want := Call{ID: "12989.0002.1700000001.10002", Type: Manual, Phone: "3001234567", AgentID: "12989", State: Ringing, Started: at(1)}
	if diff := cmp.Diff(want, k); diff != "" {
		t.Errorf("dialled (-want +got):\n%s", diff)
	}
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "ring", Since: at(1), Call: k.ID, Before: "102"})

	ok(t, c.Answer(at(2), k.ID))
	want.State, want.Answered = Active, at(2)
	mustCall(t, c, want)
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: at(2), Call: k.ID})

	ok(t, c.CustomerHangUp(at(3), k.ID))
	want.State, want.Ended, want.EndedBy = Ended, at(3), ByCustomer
	mustCall(t, c, want)
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "acw", Since: at(3), LastCall: k.ID})

	state, err := c.ChangeStatus(at(4), "12989", "101")
	ok(t, err)
	if state != "Active breaks" {
		t.Errorf("name of the state: %q", state)
	}
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "101", Since: at(4)})
	mustCall(t, c, want)
	ok(t, c.Check())
}

func TestDial(t *testing.T) {
	c := scene(t, "lunch")
	id, err := c.Dial(noon.Add(time.Second), "12989", "3001234567", "0123", "Luz \xff")
	ok(t, err)
	want := Call{ID: "12989.0002.1700000001.10002", Type: Manual, Phone: "3001234567", AgentID: "12989", State: Active,
		Started: noon.Add(time.Second), Answered: noon.Add(time.Second), CustomerID: "0123", CustomerName: "Luz \uFFFD"}
	if id != want.ID {
		t.Errorf("conn_id %s, want %s", id, want.ID)
	}
	mustCall(t, c, want)
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: noon.Add(time.Second), Call: id})
	mustMoves(t, c, "auxiliary --dial--> ring", "ring --answer--> talk", "ringing --answer--> active")
	ok(t, c.Check())

	leg, err := c.Transfer(noon.Add(2*time.Second), "12989", "12990")
	ok(t, err)
	mustCall(t, c, Call{ID: leg, Type: Transfer, Phone: want.Phone, AgentID: "12990", State: Ringing,
		Started: noon.Add(2 * time.Second), Follows: id, CustomerID: "0123", CustomerName: "Luz \uFFFD"})
}

func TestSendTones(t *testing.T) {
	c := scene(t, "talk-inbound")
	tones := func() string {
		k, err := c.Call(latest(c))
		ok(t, err)
		ok(t, c.Check())
		return k.Tones
	}
	for _, s := range []string{"1", "*#0", "99"} {
		ok(t, c.SendTones(noon, "12989", s))
	}
	for _, s := range []string{"", "1 ", "a", "+", "-1", "\xff", "１"} {
		if err := c.SendTones(noon, "12989", s); kindOf(err) != ValueInvalid {
			t.Errorf("%q: %v", s, err)
		}
	}
	if got := tones(); got != "1*#099" {
		t.Errorf("tones %q", got)
	}
	ok(t, c.SendTones(noon, "12989", strings.Repeat("5", KeptTones-1)))
	if got := tones(); got != "9"+strings.Repeat("5", KeptTones-1) {
		t.Errorf("%d tones, %q", len(got), got)
	}
	ok(t, c.Hang(noon, "12989"))
	if got := tones(); len(got) != KeptTones {
		t.Errorf("the call that has ended has %d tones", len(got))
	}
}

func TestToggles(t *testing.T) {
	for name, end := range map[string]func(c *Center) error{
		"hang":     func(c *Center) error { return c.Hang(noon, "12989") },
		"customer": func(c *Center) error { return c.CustomerHangUp(noon, latest(c)) },
		"transfer": func(c *Center) error { return second(c.Transfer(noon, "12989", "12990")) },
	} {
		t.Run(name, func(t *testing.T) {
			c := scene(t, "talk-predictive")
			later := noon.Add(time.Second)
			for _, tt := range []struct {
				toggle        func(time.Time, string) error
				muted, onHold bool
			}{{c.Mute, true, false}, {c.Hold, true, true}, {c.Mute, false, true}, {c.Hold, false, false}, {c.Hold, false, true}, {c.Mute, true, true}} {
				ok(t, tt.toggle(later, "12989"))
				k, err := c.Call(latest(c))
				ok(t, err)
				if k.Muted != tt.muted || k.OnHold != tt.onHold || !k.Answered.Equal(noon) {
					t.Errorf("muted %t, on hold %t, answered %s, want %t, %t and noon", k.Muted, k.OnHold, k.Answered, tt.muted, tt.onHold)
				}
				ok(t, c.Check())
			}
			ok(t, end(c))
			ok(t, c.Check())
			for _, k := range c.Calls() { // Q-TOGGLE-RESET: neither the call that has ended, nor a leg that follows it
				if k.Muted || k.OnHold {
					t.Errorf("still muted or on hold: %+v", k)
				}
			}
		})
	}
}

func TestHang_ringing(t *testing.T) {
	c := scene(t, "ring-lunch")
	id := latest(c)
	ok(t, c.Hang(noon.Add(time.Second), "12989"))
	mustCall(t, c, Call{ID: id, Type: Manual, Phone: "3001234567", AgentID: "12989", State: Ended, Started: noon, Ended: noon.Add(time.Second), EndedBy: ByAgent})
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "102", Since: noon.Add(time.Second)})
}

func TestTransfer_toAgent(t *testing.T) {
	c := scene(t, "talk-predictive")
	from := latest(c)
	leg, err := c.Transfer(noon, "12989", "12990")
	ok(t, err)
	mustCall(t, c, Call{ID: from, Type: Predictive, Phone: "3001234567", AgentID: "12989", State: Ended, Started: noon, Answered: noon, Ended: noon, EndedBy: ByTransfer})
	mustCall(t, c, Call{ID: leg, Type: Transfer, Phone: "3001234567", AgentID: "12990", State: Ringing, Started: noon, Follows: from})
	mustAgent(t, c, Agent{ID: "12990", Name: "Agent 12990", Enabled: true, Status: "ring", Since: noon, Call: leg, Before: "ready"})
	mustMoves(t, c, "ready --deliver--> ring", "talk --hand_over--> acw", "active --hand_over--> ended")

	ok(t, c.Hang(noon, "12990")) // the leg is refused: nobody gets it back
	mustAgent(t, c, Agent{ID: "12990", Name: "Agent 12990", Enabled: true, Status: "ready", Since: noon})
	ok(t, c.Check())
}

func TestTransfer_toNumber(t *testing.T) {
	c := scene(t, "talk-inbound")
	from := latest(c)
	leg, err := c.Transfer(noon, "12989", "3009998877")
	ok(t, err)
	mustCall(t, c, Call{ID: leg, Type: Transfer, Phone: "3009998877", State: Ended, Started: noon, Ended: noon, EndedBy: ByTransfer, Follows: from})
	mustMoves(t, c, "talk --hand_over--> acw", "active --hand_over--> ended")
}

func TestTransfer_destinations(t *testing.T) {
	for status, taken := range map[Status]bool{"ready": true, "logout": false, "acw": false, "101": false} {
		c := scene(t, "talk-inbound")
		put(t, c, "12990", as(status))
		_, err := c.Transfer(noon, "12989", "12990")
		if (err == nil) != taken || err != nil && kindOf(err) != DestinationUnavailable {
			t.Errorf("to an agent in %s: %v", status, err)
		}
	}
	c := scene(t, "talk-inbound")
	ok(t, c.DisableAgent("12990")) // its session goes on (Q-DISABLE-LIVE-SESSION)
	_, err := c.Transfer(noon, "12989", "12990")
	ok(t, err)
}

func TestAuxCall_followsThePredictiveCall(t *testing.T) {
	c := scene(t, "acw-predictive")
	predictive := latest(c)
	for range 3 { // several are possible (documented, make-auxiliary-call-agent-v2)
		id, err := c.AuxCall(noon, "12989", "3001112233")
		ok(t, err)
		mustCall(t, c, Call{ID: id, Type: Auxiliary, Phone: "3001112233", AgentID: "12989", State: Active, Started: noon, Answered: noon, Follows: predictive})
		mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: noon, Call: id})
		ok(t, c.Hang(noon, "12989"))
		ok(t, c.Check())
	}
	ok(t, ready(c, "12989"))
	put(t, c, "12989", as("acw"))
	if _, err := c.AuxCall(noon, "12989", "3001112233"); kindOf(err) != NoPredictiveCall {
		t.Errorf("ACW was left in between: %v", err)
	}
}

func TestArrive_answeredAtOnce(t *testing.T) {
	c := scene(t, "ready")
	k := arrive(t, c, Predictive, true)
	mustCall(t, c, Call{ID: k.ID, Type: Predictive, Phone: "3001234567", AgentID: "12989", State: Active, Started: noon, Answered: noon})
	mustMoves(t, c, "ready --deliver--> ring", "ring --answer--> talk", "ringing --answer--> active")
	mustMoves(t, c) // and forgotten
}

func TestPutAgent(t *testing.T) {
	c := New(AuxState{"101", "Active breaks"})
	ok(t, c.PutAgent(noon, "12989", AgentChange{}))
	a, err := c.Agent("12989")
	ok(t, err)
	if diff := cmp.Diff(Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "logout", Since: noon}, a); diff != "" {
		t.Errorf("created (-want +got):\n%s", diff)
	}
	name, no, status := "Ana", false, Status("101")
	ok(t, c.PutAgent(noon.Add(1), "12989", AgentChange{Name: &name, Enabled: &no, Status: &status}))
	a, err = c.Agent("12989")
	ok(t, err)
	if diff := cmp.Diff(Agent{ID: "12989", Name: "Ana", Status: "101", Since: noon.Add(1)}, a); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	mustMoves(t, c) // a scene is no move

	if err := c.PutAgent(noon, "", AgentChange{}); kindOf(err) != Invalid {
		t.Errorf("no id: %v", err)
	}
	if err := c.PutAgent(noon, "\xff", AgentChange{}); kindOf(err) != Invalid {
		t.Errorf("id is not UTF-8: %v", err)
	}
	if err := c.PutAgent(noon, "12990", as("nope")); kindOf(err) != Invalid || len(c.Agents()) != 1 {
		t.Errorf("an agent that was refused exists: %v", err)
	}
}

func TestGetters_returnCopies(t *testing.T) {
	c := scene(t, "talk-inbound")
	before := toJSON(t, c)
	c.Agents()[0].Name = "changed"
	c.Calls()[0].Phone = "changed"
	c.AuxStates()[0].Description = "changed"
	if diff := cmp.Diff(before, toJSON(t, c)); diff != "" {
		t.Errorf("changed from outside (-want +got):\n%s", diff)
	}
}

func TestCalls_areSortedByAge(t *testing.T) {
	c := New()
	var want []ConnID
	for i := range 30 { // the ids are not in the order of text
		id := string(rune('z' - i%26))
		put(t, c, id, as("ready"))
		k, err := c.Arrive(noon.Add(time.Duration(i/10)), Arrival{AgentID: id, Type: Inbound})
		ok(t, err)
		ok(t, c.Hang(noon, id))
		want = append(want, k.ID)
	}
	var got []ConnID
	for _, k := range c.Calls() {
		got = append(got, k.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !slices.IsSortedFunc(c.Agents(), func(a, b Agent) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("agents are not sorted: %v", c.Agents())
	}
}

func TestKeptCalls(t *testing.T) {
	c := scene(t, "acw-predictive") // 12989 stays in its ACW
	predictive := latest(c)
	var first ConnID
	for i := range KeptCalls + 500 {
		k, err := c.Arrive(noon, Arrival{AgentID: "12990", Type: Inbound})
		ok(t, err)
		ok(t, c.Hang(noon, "12990"))
		if i == 0 {
			first = k.ID
		}
	}
	ok(t, c.Check())
	if got, want := len(c.Calls()), KeptCalls+2; got != want { // and the call of 12991, and the last one of 12989
		t.Errorf("%d calls, want %d", got, want)
	}
	if _, err := c.Call(first); kindOf(err) != CallUnknown {
		t.Errorf("the oldest call: %v", err)
	}
	_, err := c.AuxCall(noon, "12989", "3001234567")
	ok(t, err)
	if k, err := c.Call(predictive); err != nil || k.Type != Predictive {
		t.Errorf("the predictive call, no longer pinned but now the newest: %v", err)
	}
	ok(t, c.Check())
	if len(c.Calls()) != KeptCalls+2 {
		t.Errorf("%d calls", len(c.Calls()))
	}
}

func TestClone(t *testing.T) {
	c := scene(t, "talk-auxiliary")
	before := toJSON(t, c)
	clone := c.Clone()
	if diff := cmp.Diff(c, clone, notSerialised); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	ok(t, clone.Hang(noon, "12989"))
	_, err := clone.AuxCall(noon, "12989", "3001234567")
	ok(t, err)
	if diff := cmp.Diff(before, toJSON(t, c)); diff != "" {
		t.Errorf("a change of the clone reached the original (-want +got):\n%s", diff)
	}
	mustMoves(t, c)
}

func TestZeroCenter(t *testing.T) {
	var c Center
	ok(t, c.Check())
	put(t, &c, "12989", as("ready"))
	arrive(t, &c, Inbound, true)
	ok(t, c.Hang(noon, "12989"))
	ok(t, c.Check())
}
