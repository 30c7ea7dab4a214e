package callcenter

import (
	"encoding/json"
	"testing"
	"time"
)

// The process acts at minutes that are multiples of 6 and takes what is due in the next 10 minutes (documented).
func TestCallback_fires(t *testing.T) {
	for _, tt := range []struct{ due, scheduled, fires string }{
		{"11:00:00", "10:00:00", "11:00:00"}, // well ahead: 10:54 sees it, so it is on time
		{"11:00:00", "10:54:00", "11:00:00"}, // a round at the very moment sees it
		{"11:00:00", "10:54:01", "11:00:00"}, // missed 10:54; the next round is 11:00, just in time
		{"11:05:00", "10:54:01", "11:05:00"}, // 11:00 sees it
		{"11:05:00", "11:00:01", "11:06:00"}, // after the last round before it: late
		{"11:06:01", "11:00:01", "11:06:01"},
		{"11:03:30", "11:03:30", "11:06:00"}, // due now
		{"10:00:00", "11:03:30", "11:06:00"}, // past: the next round
		{"10:00:00", "11:06:00", "11:06:00"}, // past, at a round
		{"11:10:00", "11:00:00", "11:10:00"}, // exactly 10 minutes
		{"11:10:01", "11:00:00", "11:10:01"}, // 11:06 sees it
		{"11:10:01", "11:06:01", "11:12:00"}, // neither 11:00 nor 11:06 did
		{"23:59:59", "23:59:00", "24:00:00"}, // the round of the next day
	} {
		want := at(t, "00:00:00").Add(24 * time.Hour)
		if tt.fires != "24:00:00" {
			want = at(t, tt.fires)
		}
		if got := fires(at(t, tt.scheduled), at(t, tt.due)); !got.Equal(want) {
			t.Errorf("due %s, scheduled at %s: fires at %s, want %s", tt.due, tt.scheduled, got, want)
		}
		// in another zone it is the same moment
		zone := time.FixedZone("", 5*3600+37*60)
		if got := fires(at(t, tt.scheduled).In(zone), at(t, tt.due)); !got.Equal(want) {
			t.Errorf("due %s, scheduled at %s of another zone: fires at %s, want %s", tt.due, tt.scheduled, got, want)
		}
	}
}

func TestRecall(t *testing.T) {
	c := scene(t, "logout") // need not be logged in: Q-RECALL-LOGIN
	due := noon.Add(24 * time.Hour)
	all := func(style CallbackStyle, want ...Callback) {
		t.Helper()
		same(t, "callbacks of style "+string(style), want, c.Callbacks(style))
	}
	first := Callback{Key: CallbackKey{"7224", "1", "3001234567"}, AgentID: "12990", Style: Auto, State: Scheduled, Due: due, Fires: due}
	all(AnyStyle, first)

	r := recall() // replaces it: Q-RECALL-DUP
	r.Style = Is(ByHand)
	r.CustomerName = "Other" // the name there is stays
	ok(t, c.Recall(noon, r))
	first.AgentID, first.Style = "12989", ByHand
	all(AnyStyle, first)

	r = asked("12989", "3", "55\xff", time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), Auto)
	r.CustomerName = "New \xff" // an unknown customer, a date that is past
	ok(t, c.Recall(noon, r))
	third := Callback{Key: CallbackKey{"7224", "3", "55\uFFFD"}, AgentID: "12989", Style: Auto, State: Scheduled,
		Due: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), Fires: noon.Truncate(everyRound).Add(everyRound)}
	all(AnyStyle, first, third)
	all(Auto, third)
	all(ByHand, first)
	r = asked("12989", "2", "1", tomorrow, Auto)
	r.CustomerName = "Eva" // a record without a name
	ok(t, c.Recall(noon, r))
	g, err := c.Campaign("7224")
	ok(t, err)
	want := map[string]*Customer{"1": {ID: "1", Name: "Luz", Phones: []string{"3001234567"}}, "2": {ID: "2", Name: "Eva"}, "3": {ID: "3", Name: "New \uFFFD", Phones: []string{"55\uFFFD"}}}
	same(t, "records", want, g.CustomerByID)
}

// Beside the values that the grid tries, in both signatures.
func TestRecall_values(t *testing.T) {
	c := scene(t, "logout")
	c.AgentByID["12989"].LastCampaign, c.AgentByID["12989"].LastCustomer = "7224", "1"
	before := toJSON(t, c)
	for _, tt := range []struct {
		parameter string
		older     bool // has it, too
		change    func(*Recall)
	}{
		{"customer_id", false, func(r *Recall) { r.CustomerID, r.Phone = Is(""), Is("") }},
		{"customer_id", false, func(r *Recall) { r.CustomerID = Is("\xff") }},
		{"id_customer", false, func(r *Recall) { r.CustomerID, r.Phone = unread[string]("id_customer"), Is("") }},
		{"phone", true, func(r *Recall) { r.Phone, r.Due = Is(""), Is(time.Time{}) }},
		{"telefono", true, func(r *Recall) { r.Phone, r.Due = unread[string]("telefono"), Is(time.Time{}) }},
		{"date", true, func(r *Recall) { r.Due, r.Style = Is(time.Time{}), Is(AnyStyle) }},
		{"rellamada", true, func(r *Recall) { r.Due, r.Style = unread[time.Time]("rellamada"), Is(AnyStyle) }},
		{"style", true, func(r *Recall) { r.Style = Is(AnyStyle) }},
		{"type_recall", true, func(r *Recall) { r.Style = unread[CallbackStyle]("type_recall") }},
	} {
		r := recall()
		tt.change(&r)
		mustRefuseKind(t, c, before, c.Recall(noon, r), ValueInvalid, tt.parameter)
		if tt.older {
			mustRefuseKind(t, c, before, c.RecallByPhone(noon, r.AgentID, r.Phone, r.Due, r.Style), ValueInvalid, tt.parameter)
		}
	}
	r := recall()
	r.Style = unread[CallbackStyle]("style")
	mustRefuseKind(t, c, before, c.DeleteRecall(r), ValueInvalid, "style")
	for _, change := range []func(*Recall){ // Q-CHECK-ORDER: what there is comes before what the value is
		func(r *Recall) { r.CustomerID = Is("2") }, func(r *Recall) { r.Phone = Is("") },
	} {
		r := recall()
		r.Due, r.Style = unread[time.Time]("date"), unread[CallbackStyle]("style")
		change(&r)
		mustRefuseKind(t, c, before, c.EditRecall(noon, r), RecallUnknown, "")
		mustRefuseKind(t, c, before, c.DeleteRecall(r), RecallUnknown, "")
	}
}

func TestEditRecall(t *testing.T) {
	c := scene(t, "ready")
	r := recall()
	r.Style, r.Due, r.CustomerName = Is(ByHand), Is(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)), "Other"
	ok(t, c.EditRecall(noon, r)) // another agent, date and style
	due := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	want := Callback{Key: r.key(), AgentID: "12989", Style: ByHand, State: Scheduled, Due: due, Fires: due}
	same(t, "edited", []Callback{want}, c.Callbacks(AnyStyle))
	if len(c.Timers) != 1 || c.CampaignByID["7224"].CustomerByID["1"].Name != "Luz" {
		t.Errorf("timers %v, customer %+v", toJSON(t, c), c.CampaignByID["7224"].CustomerByID["1"])
	}
}

func TestDeleteRecall(t *testing.T) {
	c := scene(t, "ready")
	key := recall().key()
	ok(t, c.DeleteRecall(recall())) // auto, and of another agent: the record stays without a date
	if cb := c.CallbackByKey[key]; cb == nil || cb.State != Cancelled || !cb.Due.IsZero() {
		t.Errorf("cancelled: %+v", cb)
	}
	if left := c.Callbacks(AnyStyle); len(left) != 0 || len(c.Timers) != 0 { // Q-DELETE-RECALL-READ
		t.Errorf("listed %+v, timers %v", left, toJSON(t, c))
	}
	c.Advance(noon.Add(48 * time.Hour))
	mustMoves(t, c) // it never runs
	ok(t, c.DeleteRecall(recall()))

	r := recall()
	r.Style = Is(ByHand)
	ok(t, c.EditRecall(noon, r)) // the record has stayed
	ok(t, c.DeleteRecall(r))     // manual: gone
	if c.CallbackByKey[key] != nil || len(c.Timers) != 0 {
		t.Errorf("left: %+v, timers %v", c.CallbackByKey, toJSON(t, c))
	}
	if err := c.DeleteRecall(r); kindOf(err) != RecallUnknown {
		t.Errorf("once more: %v", err)
	}
}

func TestCallbackKey_text(t *testing.T) {
	for _, key := range []CallbackKey{{"a", "b", "c"}, {"a/b", `"`, "c,d"}, {"<", "&", "ñ"}, {}} {
		b, err := json.Marshal(map[CallbackKey]CallbackKey{key: key})
		ok(t, err)
		var back map[CallbackKey]CallbackKey
		ok(t, json.Unmarshal(b, &back))
		same(t, string(b), map[CallbackKey]CallbackKey{key: key}, back)
	}
	for _, text := range []string{"", "a", "[]", `["a","b"]`, `["a","b","c","d"]`, `[1,2,3]`} {
		if err := new(CallbackKey).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
