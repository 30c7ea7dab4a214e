package callcenter

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
	ok(t, c.Check())
	throughJSON(t, c)
}

func TestType_afterRemoval(t *testing.T) {
	c := scene(t, "acw-coded")
	id := latest(c)
	ok(t, c.RemoveCodes(Group1, []string{"022"}))
	ok(t, c.Check())
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
	ok(t, c.Check())
}

// A predictive call that was coded cannot be followed any more, nor one whose auxiliary call was coded (Q-AUX-WINDOW).
func TestAuxCall_window(t *testing.T) {
	for _, situation := range []string{"talk-predictive", "acw-predictive", "talk-auxiliary", "acw-auxiliary"} {
		c := scene(t, situation)
		_, err := c.Type(noon, "12989", "021", "", "")
		ok(t, err)
		if latestCall := c.AgentByID["12989"].Call; latestCall != "" {
			ok(t, c.Hang(noon, "12989"))
		}
		if _, err := c.AuxCall(noon, "12989", "3001234567"); kindOf(err) != NoPredictiveCall {
			t.Errorf("%s, then coded: %v", situation, err)
		}
	}
}

func TestDisposition_isCopied(t *testing.T) {
	c := scene(t, "acw-coded")
	before := toJSON(t, c)
	k, err := c.Call(latest(c))
	ok(t, err)
	k.Disposition.Code = "changed"
	for _, k := range append(c.Calls(), c.CallsSince(noon)...) {
		if k.Disposition != nil {
			k.Disposition.Code = "changed"
		}
	}
	clone := c.Clone()
	_, err = clone.Type(noon, "12989", "021", "", "")
	ok(t, err)
	clone.CallByID[latest(c)].Disposition.Comments = "changed"
	if diff := cmp.Diff(before, toJSON(t, c)); diff != "" {
		t.Errorf("changed from outside (-want +got):\n%s", diff)
	}
}
