package callcenter

import (
	"testing"
	"time"
)

func TestPutCampaign(t *testing.T) {
	c := New()
	staysSound(t, c)
	ok(t, c.PutCampaign("7224", CampaignChange{}))
	want := Campaign{ID: "7224", Name: "Campaign 7224", Type: PredictiveCampaign, Status: Started, DialMode: "autopilot", CustomerByID: map[string]*Customer{}}
	must := func() {
		t.Helper()
		got, err := c.Campaign("7224")
		ok(t, err)
		same(t, "campaign", want, got)
	}
	must()
	ok(t, c.PutCampaign("7224", CampaignChange{ptr("N"), ptr("D"), ptr(PreviewCampaign), ptr(Stopped), ptr("1234"), ptr(3), ptr("strategy"), ptr(2), ptr(true), ptr(noon),
		[]Customer{{ID: "1", Name: "Luz", Phones: []string{"300"}}, {ID: "2", DoNotCall: true}}}))
	want = Campaign{"7224", "N", "D", PreviewCampaign, Stopped, "1234", 3, "strategy", 2, true, noon,
		map[string]*Customer{"1": {ID: "1", Name: "Luz", Phones: []string{"300"}}, "2": {ID: "2", DoNotCall: true}}}
	must()
	ok(t, c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "2"}}}))
	want.CustomerByID["2"] = &Customer{ID: "2"}
	must()
	ok(t, c.PutCampaign("500", CampaignChange{}))
	all := c.Campaigns()
	if len(all) != 2 || all[0].ID != "500" || all[1].ID != "7224" {
		t.Fatalf("campaigns: %+v", all)
	}
}

func TestPutCampaign_refusals(t *testing.T) {
	c := scene(t, "ready")
	before := toJSON(t, c)
	for name, err := range map[string]error{
		"no id":         c.PutCampaign("", CampaignChange{}),
		"type":          c.PutCampaign("7224", CampaignChange{Type: ptr(CampaignType("x"))}),
		"status":        c.PutCampaign("7224", CampaignChange{Status: ptr(CampaignStatus("Started"))}),
		"speed":         c.PutCampaign("7224", CampaignChange{Speed: ptr(-1)}),
		"recycled":      c.PutCampaign("7224", CampaignChange{Recycled: ptr(-1)}),
		"text":          c.PutCampaign("7224", CampaignChange{Name: ptr("\xff")}),
		"year":          c.PutCampaign("7224", CampaignChange{LastUse: ptr(time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC))}),
		"customer":      c.PutCampaign("7224", CampaignChange{Customers: []Customer{{}}}),
		"customer name": c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Name: "\xff"}}}),
		"called":        c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Called: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)}}}),
		"result":        c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Called: noon, Result: "NO ANSWER"}}}),
		"never called":  c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Result: "answer"}}}),
		"code":          c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", CodAct: "\xff"}}}),
		"phone":         c.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "1", Phones: []string{""}}}}),
	} {
		t.Run(name, func(t *testing.T) { mustRefuseKind(t, c, before, err, InputInvalid, "") })
	}
}

func TestBlockRecords(t *testing.T) {
	c := scene(t, "ready")
	mustRefuseKind(t, c, toJSON(t, c), second(c.BlockRecords("7224", nil)), CustomersUnknown, "")
	for _, ids := range [][]string{{"1", "9", "1", "2"}, {"2", "1"}} { // newly, and again
		if n, err := c.BlockRecords("7224", ids); n != 2 || err != nil {
			t.Errorf("%q: %d, %v", ids, n, err)
		}
	}
	if g, _ := c.Campaign("7224"); !g.CustomerByID["1"].DoNotCall || !g.CustomerByID["2"].DoNotCall {
		t.Errorf("not marked: %+v", g)
	}
}

func TestArrive_ofCampaign(t *testing.T) {
	c := scene(t, "ready")
	before := toJSON(t, c)
	for _, arr := range []Arrival{
		{Type: Inbound, CampaignID: "7224"}, {Type: Manual, CampaignID: "7224", CustomerID: "1"}, {Type: Predictive, CampaignID: "7"},
		{Type: Predictive, CampaignID: "7224", CustomerID: "9"}, {Type: Predictive, CustomerID: "1"},
	} {
		arr.AgentID = "12989"
		_, err := c.Arrive(noon, arr)
		mustRefuseKind(t, c, before, err, InputInvalid, "")
	}

	_, err := c.Arrive(noon, Arrival{AgentID: "12989", Type: Predictive, CampaignID: "7224", Phone: "3"})
	ok(t, err)
	ok(t, c.Hang(noon, "12989"))
	mustRefuseKind(t, c, toJSON(t, c), c.RecallByPhone(noon, "12989", Is("3"), Is(tomorrow), Is(Auto)), NoPredictiveRecord, "") // it named no customer

	later := noon.Add(time.Second)
	k, err := c.Arrive(later, Arrival{AgentID: "12989", Type: Predictive, CampaignID: "7224", CustomerID: "1", Phone: "3", Answered: true})
	ok(t, err)
	if k.CampaignID != "7224" || k.CustomerID != "1" || k.CustomerName != "Luz" {
		t.Errorf("call %+v", k)
	}
	if g, _ := c.Campaign("7224"); !g.LastUse.Equal(later) {
		t.Errorf("last use %s", g.LastUse)
	}
	ok(t, c.Hang(later, "12989"))
	id, err := c.AuxCall(later, "12989", "4")
	ok(t, err)
	if k, _ := c.Call(id); k.CampaignID != "7224" || k.CustomerID != "1" || k.CustomerName != "Luz" { // it stays tied to the record
		t.Errorf("auxiliary call %+v", k)
	}
	ok(t, c.HangTypeReady(later, "12989", "021", "", ""))
	arrive(t, c, Predictive, true) // of no campaign: the last record stays
	ok(t, c.RecallByPhone(later, "12989", Is("77"), Is(tomorrow), Is(ByHand)))
	want := Callback{Key: CallbackKey{"7224", "1", "77"}, AgentID: "12989", Style: ByHand, State: Scheduled, Due: noon.Add(24 * time.Hour), Fires: noon.Add(24 * time.Hour)}
	same(t, "callbacks", []Callback{want}, c.Callbacks(ByHand))
}

// A record knows its latest call, and the latest code, whichever way they came about.
func TestCampaign_recordOfCall(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.SetACWLimit(time.Minute))
	must := func(what string, want Customer) {
		t.Helper()
		g, _ := c.Campaign("7224")
		want.ID, want.Name, want.Phones = "1", "Luz", []string{"3001234567"}
		same(t, what, want, *g.CustomerByID["1"])
	}
	must("clean", Customer{})
	k, err := c.Arrive(noon, Arrival{AgentID: "12989", Type: Predictive, CampaignID: "7224", CustomerID: "1", Phone: "3"})
	ok(t, err)
	must("rings", Customer{Called: noon})
	ok(t, c.CustomerHangUp(noon, k.ID))
	must("not answered", Customer{Called: noon, Result: "no answer"})
	talkRecord(t, c)
	must("answered", Customer{Called: noon, Result: "answer"})
	ok(t, second(c.Type(noon, "12989", "022", "", "")))
	ok(t, c.Hang(noon, "12989"))
	must("coded", Customer{Called: noon, Result: "answer", CodAct: "022"})
	ok(t, ready(c, "12989"))
	talkRecord(t, c)
	ok(t, c.Hang(noon, "12989"))
	next := noon.Add(time.Second)
	ok(t, second(c.AuxCall(next, "12989", "4")))
	must("an auxiliary call", Customer{Called: next, Result: "answer", CodAct: "022"})
	ok(t, c.Hang(next, "12989"))
	c.Advance(next.Add(time.Minute))
	must("not coded in time", Customer{Called: next, Result: "answer", CodAct: TimedOut})
}
