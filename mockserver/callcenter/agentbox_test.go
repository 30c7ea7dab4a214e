package callcenter

import (
	"strings"
	"testing"
	"time"
)

func TestHang_ringing(t *testing.T) {
	c := scene(t, "ring-lunch")
	id := latest(c)
	ok(t, c.Hang(noon.Add(time.Second), "12989"))
	mustCall(t, c, Call{ID: id, Type: Manual, Phone: "3001234567", AgentID: "12989", State: Ended, Started: noon, Ended: noon.Add(time.Second), EndedBy: ByAgent})
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "102", Since: noon.Add(time.Second)})
}

func TestDial(t *testing.T) {
	c := scene(t, "lunch")
	id, err := c.Dial(noon.Add(time.Second), "12989", "3001234567", "0123", "Luz \xff")
	ok(t, err)
	want := Call{ID: "12989.0002.1700000001.10002", Type: Manual, Phone: "3001234567", AgentID: "12989", State: Active,
		Started: noon.Add(time.Second), Answered: noon.Add(time.Second), CustomerID: "0123", CustomerName: "Luz \uFFFD", DialResult: DialAnswered}
	if id != want.ID {
		t.Errorf("conn_id %s, want %s", id, want.ID)
	}
	mustCall(t, c, want)
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: noon.Add(time.Second), Call: id})
	mustMoves(t, c, "auxiliary --dial--> ring", "ring --answer--> talk", "ringing --answer--> active")

	leg, err := c.Transfer(noon.Add(2*time.Second), "12989", "12990")
	ok(t, err)
	mustCall(t, c, Call{ID: leg, Type: Transfer, Phone: want.Phone, AgentID: "12990", State: Ringing,
		Started: noon.Add(2 * time.Second), Follows: id, CustomerID: "0123", CustomerName: "Luz \uFFFD"})
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
}

func TestTransfer_toNumber(t *testing.T) {
	c := scene(t, "talk-inbound")
	from := latest(c)
	leg, err := c.Transfer(noon, "12989", "3009998877")
	ok(t, err)
	mustCall(t, c, Call{ID: leg, Type: Transfer, Phone: "3009998877", State: Ended, Started: noon, Ended: noon, EndedBy: ByTransfer, Follows: from})
	mustMoves(t, c, "talk --hand_over--> acw", "active --hand_over--> ended")
}

func TestAuxCall_followsThePredictiveCall(t *testing.T) {
	c := scene(t, "acw-predictive")
	predictive := latest(c)
	for range 3 { // several are possible (documented, make-auxiliary-call-agent-v2)
		id, err := c.AuxCall(noon, "12989", "3001112233")
		ok(t, err)
		mustCall(t, c, Call{ID: id, Type: Auxiliary, Phone: "3001112233", AgentID: "12989", State: Active, Started: noon, Answered: noon, Follows: predictive, DialResult: DialAnswered})
		mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: noon, Call: id})
		ok(t, c.Hang(noon, "12989"))
	}
	ok(t, ready(c, "12989"))
	put(t, c, "12989", as("acw"))
	if _, err := c.AuxCall(noon, "12989", "3001112233"); kindOf(err) != NoPredictiveCall {
		t.Errorf("ACW was left in between: %v", err)
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
			}
			ok(t, end(c))
			for _, k := range c.Calls() { // Q-TOGGLE-RESET: neither the call that has ended, nor a leg that follows it
				if k.Muted || k.OnHold {
					t.Errorf("still muted or on hold: %+v", k)
				}
			}
		})
	}
}

func TestSendTones(t *testing.T) {
	c := scene(t, "talk-inbound")
	tones := func() string {
		k, err := c.Call(latest(c))
		ok(t, err)
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
	ok(t, c.SendTones(noon, "12989", strings.Repeat("5", MaxTones-1)))
	if got := tones(); got != "9"+strings.Repeat("5", MaxTones-1) {
		t.Errorf("%d tones, %q", len(got), got)
	}
	ok(t, c.Hang(noon, "12989"))
	if got := tones(); len(got) != MaxTones {
		t.Errorf("the call that has ended has %d tones", len(got))
	}
}

func TestType(t *testing.T) {
	c := scene(t, "talk-predictive")
	id := latest(c)
	for i, step := range []struct{ code, code2, comments string }{{"022", "b", "first"}, {"021", "", "caf\xff"}} { // the later one replaces: Q-TYPE-TWICE
		at := noon.Add(time.Duration(i+1) * time.Second)
		coded, err := c.Type(at, "12989", step.code, step.code2, step.comments)
		ok(t, err)
		want := Call{ID: id, Type: Predictive, Phone: "3001234567", AgentID: "12989", State: Active, Started: noon, Answered: noon,
			Disposition: &Disposition{step.code, step.code2, validUTF8(step.comments), at}}
		if coded != id {
			t.Errorf("coded %s, want %s", coded, id)
		}
		mustCall(t, c, want)
		mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "talk", Since: noon, Call: id})
		mustMoves(t, c, "talk --type--> talk", "active --type--> active")
	}
	ok(t, c.Hang(noon, "12989"))
	c.TakeMoves(func(string) {})
	coded, err := c.Type(noon, "12989", "022", "", "")
	ok(t, err)
	if coded != id {
		t.Errorf("in ACW: coded %s, want %s", coded, id)
	}
	mustMoves(t, c, "acw --type--> acw", "ended --type--> ended")
	mustCall(t, c, Call{ID: id, Type: Predictive, Phone: "3001234567", AgentID: "12989", State: Ended, EndedBy: ByAgent, Started: noon, Answered: noon, Ended: noon,
		Disposition: &Disposition{Code: "022", At: noon}})
}

func TestType_afterRemoval(t *testing.T) {
	c := scene(t, "acw-coded")
	id := latest(c)
	ok(t, c.RemoveCodes(Group1, []string{"022"}))
	if k, _ := c.Call(id); k.Disposition == nil || k.Disposition.Code != "022" {
		t.Errorf("the code of a call that was coded: %+v", k.Disposition)
	}
	if _, err := c.Type(noon, "12989", "022", "", ""); kindOf(err) != CodeUnknown {
		t.Errorf("a code that was removed: %v", err)
	}
}

func TestHangTypeReady(t *testing.T) {
	c := scene(t, "talk-inbound")
	id, later := latest(c), noon.Add(time.Second)
	ok(t, c.HangTypeReady(later, "12989", "021", "b", "sold"))
	mustCall(t, c, Call{ID: id, Type: Inbound, Phone: "3001234567", AgentID: "12989", State: Ended, Started: noon, Answered: noon, Ended: later, EndedBy: ByAgent,
		Disposition: &Disposition{"021", "b", "sold", later}})
	mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "ready", Since: later})
	mustMoves(t, c, "talk --hang_type_ready--> ready", "active --hang_type_ready--> ended")
}

func TestAgentDisplay(t *testing.T) {
	c := scene(t, "ready")
	for _, step := range []struct {
		show   bool
		button string
		want   []string
	}{
		{true, "dial", nil},
		{false, "hungup", []string{"hungup"}},
		{false, "dial", []string{"dial", "hungup"}},
		{false, "dial", []string{"dial", "hungup"}},
		{true, "hungup", []string{"dial"}},
		{true, "dial", []string{}},
	} {
		ok(t, c.AgentDisplay("12989", Is(step.show), step.button))
		a, err := c.Agent("12989")
		ok(t, err)
		same(t, "hidden after "+step.button, step.want, a.Hidden)
	}

	mustRefuseKind(t, c, toJSON(t, c), c.AgentDisplay("12989", unread[bool]("display"), "x"), ValueInvalid, "display")
	for _, button := range Buttons { // the API still works
		ok(t, c.AgentDisplay("12989", Is(false), button))
	}
	_, err := c.Dial(noon, "12989", "3", "", "")
	ok(t, err)
	_, err = c.Type(noon, "12989", "021", "", "")
	ok(t, err)
	ok(t, c.Hang(noon, "12989"))
	a, err := c.Agent("12989")
	ok(t, err)
	same(t, "hidden", Buttons, a.Hidden)
}

func TestHotPath_doesNotAllocate(t *testing.T) {
	c := scene(t, "ready")
	visit, change := func(string) {}, func(*Change) {}
	if n := testing.AllocsPerRun(1000, func() {
		_, _ = c.ChangeStatus(noon, "12989", "101")
		_, _ = c.ChangeStatus(noon, "12989", "ready")
		c.TakeMoves(visit)
		c.TakeChanges(change)
	}); n != 0 {
		t.Errorf("ChangeStatus, TakeMoves and TakeChanges: %v allocations", n)
	}
	ids := make([]string, 0, 2001)
	for i := range cap(ids) {
		id := string(rune(0x4e00 + i))
		put(t, c, id, as("ready"))
		_, err := c.Arrive(noon, Arrival{AgentID: id, Type: Inbound, Answered: true})
		ok(t, err)
		ids = append(ids, id)
	}
	if n := testing.AllocsPerRun(2000, func() {
		_ = c.Hang(noon, ids[0])
		ids = ids[1:]
	}); n != 0 {
		t.Errorf("Hang: %v allocations", n)
	}
}
