package callcenter

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestConnID_shape(t *testing.T) {
	c := New()
	staysSound(t, c)
	put(t, c, "12989", as("ready"))
	k := arrive(t, c, Inbound, false)
	if want := ConnID("12989.0001.1700000000.10001"); k.ID != want {
		t.Errorf("first conn_id: %s, want %s", k.ID, want)
	}
	ok(t, c.Hang(noon, "12989"))
	c.Conns = 123_456
	if k := arrive(t, c, Inbound, true); k.ID != "12989.3457.1700000000.133457" {
		t.Errorf("conn_id 123457: %s", k.ID)
	}
	id, err := c.Transfer(noon, "12989", "3009998877")
	ok(t, err)
	if want := ConnID("12989.3458.1700000000.133458"); id != want {
		t.Errorf("conn_id of a leg that left: %s, want %s", id, want)
	}

	c.Conns = 989_998 // the last part has six digits at most
	ok(t, ready(c, "12989"))
	for _, want := range []ConnID{"12989.9999.1700000000.999999", "12989.0000.1700000000.10000"} {
		if k := arrive(t, c, Inbound, true); k.ID != want {
			t.Errorf("conn_id %d: %s, want %s", c.Conns, k.ID, want)
		}
		ok(t, c.Hang(noon, "12989"))
		ok(t, ready(c, "12989"))
	}

	c.Conns = maxConns // the sequence begins again, and steps over an id that is taken
	ok(t, ready(c, "12989"))
	if k := arrive(t, c, Inbound, true); k.ID != "12989.0002.1700000000.10002" {
		t.Errorf("conn_id after the last: %s, want 10002, as 10001 is taken", k.ID)
	}
}

func TestCall_life(t *testing.T) {
	c := scene(t, "lunch")
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

	k, err := c.Arrive(at(1), Arrival{AgentID: "12989", Phone: "3001234567", Type: Manual})
	ok(t, err)
	want := Call{ID: "12989.0002.1700000001.10002", Type: Manual, Phone: "3001234567", AgentID: "12989", State: Ringing, Started: at(1)}
	same(t, "dialled", want, k)
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
}

func TestCalls_areSortedByAge(t *testing.T) {
	c := New()
	staysSound(t, c)
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
	same(t, "calls", want, got)
	if !slices.IsSortedFunc(c.Agents(), func(a, b Agent) int { return strings.Compare(a.ID, b.ID) }) {
		t.Errorf("agents are not sorted: %v", c.Agents())
	}
}

func TestMaxEndedCalls(t *testing.T) {
	c := scene(t, "acw-predictive") // 12989 stays in its ACW
	predictive := latest(c)
	var first ConnID
	for i := range MaxEndedCalls + 500 {
		k, err := c.Arrive(noon, Arrival{AgentID: "12990", Type: Inbound})
		ok(t, err)
		ok(t, c.Hang(noon, "12990"))
		if i == 0 {
			first = k.ID
		}
	}
	if got, want := len(c.Calls()), MaxEndedCalls+2; got != want { // and the call of 12991, and the last one of 12989
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
	if len(c.Calls()) != MaxEndedCalls+2 {
		t.Errorf("%d calls", len(c.Calls()))
	}
}

func TestCall_Result(t *testing.T) {
	over := Call{State: Ended, AgentID: "1", Ended: noon}
	for _, tt := range []struct {
		name     string
		typ      CallType
		by       Party
		answered bool
		result   string
	}{
		{"inbound, answered", Inbound, ByCustomer, true, "answer"},
		{"inbound, given up", Inbound, ByCustomer, false, "abandon"},
		{"inbound, refused", Inbound, ByAgent, false, "no answer"},
		{"predictive, answered", Predictive, ByAgent, true, "answer"},
		{"predictive, given up", Predictive, ByCustomer, false, "no answer"},
		{"predictive, refused", Predictive, ByAgent, false, "no answer"},
		{"manual, answered", Manual, ByTransfer, true, "answer"},
		{"manual, refused", Manual, ByCustomer, false, "no answer"},
		{"auxiliary", Auxiliary, ByAgent, true, "answer"},
		{"transfer, answered", Transfer, ByAgent, true, "answer"},
		{"transfer, given up", Transfer, ByCustomer, false, "abandon"},
		{"transfer, refused", Transfer, ByAgent, false, "no answer"},
	} {
		k := over
		k.Type, k.EndedBy = tt.typ, tt.by
		if tt.answered {
			k.Answered = noon
		}
		if k.Result() != tt.result {
			t.Errorf("%s: %s, want %s", tt.name, k.Result(), tt.result)
		}
		k.State = Active
		if k.Result() != "" {
			t.Errorf("%s, in progress: %s", tt.name, k.Result())
		}
	}
	if left := (Call{State: Ended, Type: Transfer, EndedBy: ByTransfer}); left.Result() != "answer" {
		t.Errorf("a leg that left: %s", left.Result())
	}
}

func TestSpeechOnDemand(t *testing.T) {
	for _, situation := range []string{"ring", "talk-inbound", "acw-predictive"} {
		c := scene(t, situation)
		id := latest(c)
		lasting := noon.Add(SpeechWindow)
		stereo := AccountChange{Services: []string{"stereo_recording"}}

		mustRefuse(t, c, refusal(CallNotStereo, "12989", "call "+string(id)+" was not recorded in stereo: expected the service stereo_recording to be on", ""),
			func() error { return c.SpeechOnDemand(lasting, id, "12989") })
		mustRefuse(t, c, refusal(CallTooOld, "12989", "call "+string(id)+" started at 2023-11-14 17:13:20: expected one of the last 24 hours", ""),
			func() error { return c.SpeechOnDemand(lasting.Add(1), id, "12989") })
		mustRefuse(t, c, refusal(CallUnknown, "12990", "call "+string(id)+" is not one of agent 12990: expected a call of that agent", ""),
			func() error { return c.SpeechOnDemand(lasting.Add(1), id, "12990") })

		ok(t, c.PutAccount(stereo))
		want, err := c.Call(id)
		ok(t, err)
		for _, at := range []time.Time{noon, lasting} {
			ok(t, c.SpeechOnDemand(at, id, "12989"))
			want.SpeechAsked = at
			mustCall(t, c, want)
		}
	}
}
