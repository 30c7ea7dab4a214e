package mockserver_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// Callbacks in the demo world: the documented requests, their dates after its noon.
var (
	newRecall     = box("recall", "agent_id=12991&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto&name_recall=Luz")
	oldRecall     = box("recall", "agent_id=12989&customer_phone=3000000001&date=20231122101520&type_recall=auto")
	editedRecall  = box("edit_recall", "agent_id=12994&id_camp=7224&id_customer=1&telephone=3000000001&recall=20231123101520&recall_style=manual&name_recall=Luz")
	deletedRecall = box("delete_recall", "agent_id=12991&id_camp=7224&id_customer=1&telephone=3000000001&recall_style=auto&name_recall=Luz")
)

// What a recall says is what the call center then has, by whichever name a parameter goes.
func TestRecall_whatIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	at := func(text string) time.Time {
		due, err := time.ParseInLocation(time.DateTime, text, bogota)
		ok(t, err)
		return due.UTC()
	}
	first := mockserver.Callback{CampaignID: "7224", CustomerID: "1", Phone: "3000000001", AgentID: "12991", Style: "auto", State: "scheduled", Due: at("2023-11-22 10:15:20")}
	second := mockserver.Callback{CampaignID: "7224", CustomerID: "1", Phone: "3000000009", AgentID: "12989", Style: "manual", State: "scheduled", Due: at("2023-12-24 18:00:00")}
	edited := first
	edited.AgentID, edited.Style, edited.Due = "12994", "manual", at("2023-11-23 10:15:20")
	third := mockserver.Callback{CampaignID: "7224", CustomerID: "3", Phone: "3000000001", AgentID: "12991", Style: "auto", State: "scheduled", Due: first.Due}
	for _, step := range []struct {
		outcome string
		ask     ask
		want    []mockserver.Callback
	}{
		{"recall_scheduled", newRecall, []mockserver.Callback{first}},
		{"recall_scheduled", oldRecall.but("customer_phone", "3000000009").but("date", "20231224180000").but("type_recall", "manual"), []mockserver.Callback{first, second}},
		{"recall_edited", editedRecall, []mockserver.Callback{edited, second}},
		{"recall_unknown", deletedRecall, []mockserver.Callback{edited, second}}, // it is manual now (Q-RECALL-STYLE-MISMATCH)
		{"recall_deleted", deletedRecall.but("recall_style", "manual"), []mockserver.Callback{second}},
		{"recall_scheduled", newRecall.but("id_customer", "3").but("name_recall", "Pía"), []mockserver.Callback{second, third}},
	} {
		c.mustGet(step.outcome, step.ask)
		have := w.Callbacks()
		for i := range have {
			have[i].Fires = time.Time{} // that of the timers
		}
		if diff := cmp.Diff(step.want, have); diff != "" {
			t.Errorf("callbacks after %s (-want +got):\n%s", step.ask.target, diff)
		}
	}
	if got := w.Campaigns()[0].CustomerByID["3"].Name; got != "Pía" {
		t.Errorf("the new customer is called %q", got)
	}
}

// The code, the second one and the comment of a request are those of the call.
func TestCoding_whatIsKept(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		outcome string
		ask     ask
		want    callcenter.Disposition
	}{
		{"coded", box("type", "agent_id=12989&cod_act=020&cod_act_2=B1&comments=call+back%2C+ma%C3%B1ana"), callcenter.Disposition{Code: "020", Code2: "B1", Comments: "call back, mañana", At: noon}},
		{"coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=B1&comments=x"), callcenter.Disposition{Code: "021", Code2: "B1", Comments: "x", At: noon}},
		{"coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=&comments="), callcenter.Disposition{Code: "021", At: noon}},
	} {
		w := newWorld(t, s)
		id := connOf(w, "12989")
		callerOf(t, w).mustGet(tt.outcome, tt.ask)
		if diff := cmp.Diff(&tt.want, w.Snapshot().Center.CallByID[id].Disposition); diff != "" {
			t.Errorf("disposition (-want +got):\n%s", diff)
		}
	}
}
