package mockserver_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// operation is the name of the operation that answered.
func (a answer) operation() string {
	name, _, _ := strings.Cut(a.header.Get("X-Wolkvox-Mock"), "/")
	return name
}

// A recall is of the new kind when telefono, rellamada or id_camp is there, also empty or alone; each kind needs all that
// it requires (Q-RECALL-SIGNATURE).
func TestRecall_signatures(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	const ofOld = "&customer_phone=3000000001&date=20231122101520&type_recall=auto"
	const ofNew = "&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto"
	for _, tt := range []struct{ query, operation, outcome string }{
		{"agent_id=12989" + ofOld, "recall_by_phone", "recall_scheduled"},
		{"agent_id=12989" + ofNew, "recall", "recall_scheduled"},
		{"agent_id=12989" + ofNew + "&name_recall=", "recall", "recall_scheduled"},
		{"agent_id=12989" + ofNew + ofOld, "recall", "recall_scheduled"},
		{"agent_id=12989", "recall_by_phone", "parameter_missing"},
		{"agent_id=99999", "recall_by_phone", "parameter_missing"},
		{"agent_id=12989&telefono=", "recall", "parameter_missing"},
		{"agent_id=12989&rellamada", "recall", "parameter_missing"},
		{"agent_id=12989&id_camp=", "recall", "parameter_missing"},
		{"agent_id=12989" + ofOld + "&telefono=", "recall", "parameter_missing"},
		{"agent_id=12989" + ofOld + "&rellamada=20231122101520", "recall", "parameter_missing"},
		{"agent_id=12989" + ofOld + "&id_camp=7224", "recall", "parameter_missing"},
		{"agent_id=12989" + ofOld + "&id_customer=1", "recall_by_phone", "recall_scheduled"}, // none of the three
		{"agent_id=12989" + ofOld + "&recall_style=auto", "recall_by_phone", "recall_scheduled"},
		{"agent_id=12989" + ofOld + "&TELEFONO=1", "recall_by_phone", "recall_scheduled"},
		{"agent_id=12989" + ofOld + "&telephone=1", "recall_by_phone", "recall_scheduled"}, // of edit_recall
		{"agent_id=12989&customer_phone=3000000001&date=20231122101520", "recall_by_phone", "parameter_missing"},
		{"agent_id=12989&customer_phone=3000000001&type_recall=auto", "recall_by_phone", "parameter_missing"},
		{"agent_id=12989&date=20231122101520&type_recall=auto", "recall_by_phone", "parameter_missing"},
		{"agent_id=12989&customer_phone=&date=20231122101520&type_recall=auto", "recall_by_phone", "parameter_missing"},
		{"agent_id=12989&id_camp=7224&id_customer=&telefono=3000000001&rellamada=20231122101520&recall_style=auto", "recall", "parameter_missing"},
		{"agent_id=12989&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520", "recall", "parameter_missing"},
	} {
		t.Run(tt.query, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			got := callerOf(t, w).mustGet(tt.outcome, box("recall", tt.query))
			if got.operation() != tt.operation || newest(t, w).Operation != tt.operation {
				t.Errorf("it is a %s, in the journal a %s, want %s", got.operation(), newest(t, w).Operation, tt.operation)
			}
			if want := map[string]int{"recall_scheduled": 1}[tt.outcome]; len(w.Callbacks()) != want {
				t.Errorf("the callbacks are %+v, want %d", w.Callbacks(), want)
			}
		})
	}
}

// Whichever kind it is, PUT and DELETE are another operation's, and GET nobody's.
func TestRecall_methods(t *testing.T) {
	t.Parallel()
	c := callerOf(t, mockserver.Run(t).NewWorld(t))
	for _, a := range []ask{newRecall, oldRecall} {
		for _, method := range []string{"GET", "PUT", "DELETE"} {
			a.method = method
			c.mustGet("method_wrong", a)
		}
	}
	for _, a := range []ask{editedRecall, deletedRecall} {
		a.method = "POST"
		c.mustGet("method_wrong", a)
	}
}

// What a recall says is what the call center then has.
func TestRecall_whatIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	at := func(text string) time.Time {
		due, err := time.Parse(time.DateTime, text)
		ok(t, err)
		return due
	}
	mustHave := func(want ...mockserver.Callback) {
		t.Helper()
		have := w.Callbacks()
		for i := range have {
			have[i].Fires = time.Time{} // the agenda's
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("callbacks (-want +got):\n%s", diff)
		}
	}
	first := mockserver.Callback{CampaignID: "7224", CustomerID: "1", Phone: "3000000001", AgentID: "12991", Style: "auto", State: "scheduled", Due: at("2023-11-22 10:15:20")}
	c.mustGet("recall_scheduled", newRecall)
	mustHave(first)

	second := mockserver.Callback{CampaignID: "7224", CustomerID: "1", Phone: "3000000009", AgentID: "12989", Style: "manual", State: "scheduled", Due: at("2023-12-24 18:00:00")}
	c.mustGet("recall_scheduled", oldRecall.but("customer_phone", "3000000009").but("date", "20231224180000").but("type_recall", "manual"))
	mustHave(first, second)

	c.mustGet("recall_edited", editedRecall) // another agent, date and style
	first.AgentID, first.Style, first.Due = "12994", "manual", at("2023-11-23 10:15:20")
	mustHave(first, second)

	c.mustGet("recall_unknown", deletedRecall) // it is manual now (Q-RECALL-STYLE-MISMATCH)
	c.mustGet("recall_deleted", deletedRecall.but("recall_style", "manual"))
	mustHave(second)
	c.mustGet("recall_unknown", deletedRecall.but("recall_style", "manual"))

	// An unknown customer becomes a record with the name; a name that is there stays (documented).
	c.mustGet("recall_scheduled", newRecall.but("id_customer", "3").but("name_recall", "Pía"))
	c.mustGet("recall_scheduled", newRecall.but("id_customer", "3").but("name_recall", "Paz"))
	c.mustGet("recall_scheduled", newRecall.but("name_recall", "Paz"))
	names := map[string]string{}
	for id, customer := range w.Campaigns()[0].CustomerByID {
		names[id] = customer.Name
	}
	if diff := cmp.Diff(map[string]string{"1": "Luz Mora", "2": "Iván Paz", "3": "Pía"}, names); diff != "" {
		t.Errorf("customers (-want +got):\n%s", diff)
	}
}

// The code, the second one and the comment of a request are those of the call; what is empty is left out (Q-EMPTY-PARAM).
func TestCoding_whatIsKept(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		outcome string
		ask     ask
		want    callcenter.Disposition
	}{
		{"coded", box("type", "agent_id=12989&cod_act=020&cod_act_2=B1&comments=call+back%2C+ma%C3%B1ana"), callcenter.Disposition{Code: "020", Code2: "B1", Comments: "call back, mañana", At: noon}},
		{"coded", box("type", "agent_id=12989&cod_act=020&cod_act_2=B1&comments="), callcenter.Disposition{Code: "020", Code2: "B1", At: noon}},
		{"coded", box("type", "agent_id=12989&cod_act=020&cod_act_2=B1"), callcenter.Disposition{Code: "020", Code2: "B1", At: noon}},
		{"coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=B1&comments=x"), callcenter.Disposition{Code: "021", Code2: "B1", Comments: "x", At: noon}},
		{"coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021&cod_act_2=&comments="), callcenter.Disposition{Code: "021", At: noon}},
		{"coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021"), callcenter.Disposition{Code: "021", At: noon}},
	} {
		t.Run(tt.ask.target, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			id := connOf(w, "12989")
			callerOf(t, w).mustGet(tt.outcome, tt.ask)
			for _, call := range w.Calls() {
				if call.ID == id {
					if diff := cmp.Diff(&tt.want, call.Disposition); diff != "" {
						t.Errorf("disposition (-want +got):\n%s", diff)
					}
					return
				}
			}
			t.Errorf("the call %s is gone", id)
		})
	}
}

// The button that was asked for is the one that is hidden, or shown again.
func TestAgentDisplay_whatIsKept(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, tt := range []struct {
		query, says string
		hidden      []string
	}{
		{"display=hide&button=hungup", "Agentbox has been hide", []string{"hungup"}},
		{"display=hide&button=dial", "Agentbox has been hide", []string{"dial", "hungup"}},
		{"display=hide&button=dial", "Agentbox has been hide", []string{"dial", "hungup"}},
		{"display=show&button=hungup", "Agentbox has been show", []string{"dial"}}, // Q-DISPLAY-SHOW
		{"display=show&button=disposition", "Agentbox has been show", []string{"dial"}},
	} {
		got := c.mustGet("display_changed", box("agent_display", "agent_id=12991&"+tt.query))
		a, err := w.Agent("12991")
		ok(t, err)
		if diff := cmp.Diff(tt.hidden, a.Hidden); diff != "" || !strings.Contains(got.body, `"data": "`+tt.says+`"`) {
			t.Errorf("%s: hidden (-want +got):\n%s\n%s", tt.query, diff, got.body)
		}
	}
	c.mustGet("dialled", box("dial", "agent_id=12991&customer_phone=3000000009")) // hidden is not forbidden (inferred)
}

// Callbacks in the demo world: the documented requests, their dates after its noon.
var (
	newRecall     = box("recall", "agent_id=12991&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231122101520&recall_style=auto&name_recall=Luz")
	oldRecall     = box("recall", "agent_id=12989&customer_phone=3000000001&date=20231122101520&type_recall=auto")
	editedRecall  = box("edit_recall", "agent_id=12994&id_camp=7224&id_customer=1&telephone=3000000001&recall=20231123101520&recall_style=manual&name_recall=Luz")
	deletedRecall = box("delete_recall", "agent_id=12991&id_camp=7224&id_customer=1&telephone=3000000001&recall_style=auto&name_recall=Luz")
)
