package callcenter

import (
	"slices"
	"testing"
)

// dialling is a scene with 12989 and 12990 in the skill of campaign 7224, both Ready, the second with the better expertise.
func dialling(t testing.TB) *Center {
	t.Helper()
	c := equipped(t, "ready")
	ok(t, c.AddAgentToSkill(noon, "4001", "12989", "3"))
	ok(t, c.AddAgentToSkill(noon, "4001", "12990", "5"))
	return c
}

// Whoever answers rings at the best member of the campaign's skill who is Ready; a simulated call at no manual one.
func TestCallRecord_reached(t *testing.T) {
	c := dialling(t)
	same(t, "available", 2, c.Available("4001"))
	put(t, c, "12990", AgentChange{Manual: ptr(true)})
	same(t, "available for simulated calls", 1, c.Available("4001"))
	for _, tt := range []struct {
		simulated bool
		want      string
	}{{true, "12989"}, {false, "12990"}} {
		k, err := c.CallRecord(noon, RecordCall{"7224", "1", "3001234567", DialAnswered, tt.simulated})
		ok(t, err)
		if k.AgentID != tt.want || k.State != Ringing || k.Type != Predictive || k.CampaignID != "7224" || k.CustomerID != "1" || k.CustomerName != "Luz" ||
			k.Simulated != tt.simulated || k.DialResult != "" {
			t.Errorf("%+v: expected it to ring at %s", k, tt.want)
		}
	}
	same(t, "available", 0, c.Available("4001"))
	same(t, "available in no skill", 0, c.Available("7"))
	g, err := c.CampaignSummary("7224")
	ok(t, err)
	if !g.LastUse.Equal(noon) || g.Records != 2 || g.CustomerByID != nil {
		t.Errorf("%+v", g)
	}
}

// Whom it does not reach is a call without an agent, and the record says how it came out.
func TestCallRecord_unreached(t *testing.T) {
	for result, want := range map[DialResult]string{DialBusy: "busy", DialNoAnswer: "no answer", DialMachine: "answer machine"} {
		c := dialling(t)
		k, err := c.CallRecord(noon, RecordCall{"7224", "1", "3001234567", result, true})
		ok(t, err)
		u, err := c.Record("7224", "1")
		ok(t, err)
		if k.AgentID != "" || k.State != Ended || k.EndedBy != ByNetwork || !k.Simulated || k.Result() != want || u.Result != want ||
			!u.Called.Equal(noon) || k.ID[:5] != "7224." {
			t.Errorf("%s: %+v, record %+v", result, k, u)
		}
	}
}

func TestCallRecord_refusals(t *testing.T) {
	c := dialling(t)
	_, err := c.AddDNC(noon, Is(DNCOutbound), []string{"3000000000"})
	ok(t, err)
	_, err = c.BlockRecords("7224", []string{"2"})
	ok(t, err)
	ok(t, c.PutCampaign("7225", CampaignChange{Type: ptr(PreviewCampaign), Customers: []Customer{{ID: "1"}}}))
	for _, tt := range []struct {
		name string
		call RecordCall
		want Kind
	}{
		{"no such campaign", RecordCall{"7", "1", "300", DialBusy, false}, CampaignUnknown},
		{"no such record", RecordCall{"7224", "7", "300", DialBusy, false}, RecordUnknown},
		{"no such result", RecordCall{"7224", "1", "300", "engaged", false}, InputInvalid},
		{"a preview campaign", RecordCall{"7225", "1", "300", DialBusy, false}, InputInvalid},
		{"a record that must not be called", RecordCall{"7224", "2", "300", DialBusy, false}, NumberBlocked},
		{"a number that must not be called", RecordCall{"7224", "1", "3000000000", DialAnswered, false}, NumberBlocked},
	} {
		before := toJSON(t, c)
		_, err := c.CallRecord(noon, tt.call)
		if kindOf(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
		same(t, tt.name+" changed something", before, toJSON(t, c))
	}
	c.Allow(c.Held() + 1)
	for _, result := range []DialResult{DialAnswered, DialBusy} {
		if _, err := c.CallRecord(noon, RecordCall{"7224", "1", "300", result, false}); kindOf(err) != WorldFull {
			t.Errorf("%s in a full world: %v", result, err)
		}
	}
}

// A simulated call that waits is not offered to a manual agent, until it is not manual any more.
func TestManual_queue(t *testing.T) {
	c := dialling(t)
	for _, id := range []string{"12989", "12990"} {
		put(t, c, id, AgentChange{Manual: ptr(true)})
	}
	k, err := c.Arrive(noon, Arrival{SkillID: "4001", Type: Inbound, Phone: "300", Simulated: true})
	ok(t, err)
	same(t, "state", Queued, k.State)
	put(t, c, "12990", as("102"))
	put(t, c, "12990", as("ready"))
	c.Advance(noon)
	if k, _ = c.Call(k.ID); k.State != Queued {
		t.Errorf("it rings at %s, who is manual", k.AgentID)
	}
	put(t, c, "12990", AgentChange{Manual: ptr(false)})
	if k, _ = c.Call(k.ID); k.State != Ringing || k.AgentID != "12990" {
		t.Errorf("it is %s at %q", k.State, k.AgentID)
	}
}

func TestRecordIDs(t *testing.T) {
	c := dialling(t)
	ok(t, c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "10"}, {ID: "a"}, {ID: "3"}}}))
	if got, want := c.RecordIDs("7224"), []string{"1", "2", "3", "a", "10"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if c.RecordIDs("7") != nil {
		t.Error("a campaign that does not exist has records")
	}
	for _, key := range [][2]string{{"7", "1"}, {"7224", "7"}} {
		if _, err := c.Record(key[0], key[1]); kindOf(err) != CampaignUnknown && kindOf(err) != RecordUnknown {
			t.Errorf("record %q: %v", key, err)
		}
	}
}
