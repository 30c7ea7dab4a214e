package callcenter

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The process acts at minutes that are multiples of 6 and takes what is due in the next 10 minutes (documented).
func TestCallback_fires(t *testing.T) {
	for _, tt := range []struct{ due, scheduled, fires string }{
		{"11:00:00", "10:00:00", "11:00:00"}, // well ahead: 10:54 sees it, so it is on time
		{"11:00:00", "10:54:00", "11:00:00"}, // a round at the very moment sees it
		{"11:00:00", "10:54:01", "11:00:00"}, // missed 10:54; the next round is 11:00, just in time
		{"11:05:00", "10:54:01", "11:05:00"}, // 11:00 sees it
		{"11:05:00", "11:00:00", "11:05:00"},
		{"11:05:00", "11:00:01", "11:06:00"}, // after the last round before it: late
		{"11:06:00", "11:00:01", "11:06:00"},
		{"11:06:01", "11:00:01", "11:06:01"},
		{"11:05:59", "11:05:58", "11:06:00"},
		{"11:03:30", "11:03:30", "11:06:00"}, // due now
		{"10:00:00", "11:03:30", "11:06:00"}, // past: the next round
		{"10:00:00", "11:06:00", "11:06:00"}, // past, at a round
		{"10:00:00", "11:54:01", "12:00:00"},
		{"11:09:59", "11:00:00", "11:09:59"}, // within the 10 minutes
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
		if diff := cmp.Diff(want, c.Callbacks(style)); diff != "" {
			t.Errorf("callbacks of style %s (-want +got):\n%s", style, diff)
		}
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
	if diff := cmp.Diff(want, g.CustomerByID); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	c.Callbacks(AnyStyle)[0].AgentID = "changed"
	c.Clone().CallbackByKey[first.Key].AgentID = "changed"
	all(ByHand, first)
}

func TestRecall_refusals(t *testing.T) {
	c := scene(t, "logout")
	c.AgentByID["12989"].LastCampaign, c.AgentByID["12989"].LastCustomer = "7224", "1"
	before := toJSON(t, c)
	with := func(change func(*Recall)) Recall { r := recall(); change(&r); return r }
	for _, tt := range []struct {
		kind                 Kind
		newer, older, edited string // the parameter, in each signature; "-": not asked
		r                    Recall
	}{
		{AgentUnknown, "", "", "", with(func(r *Recall) { r.AgentID = "1" })},
		{CampaignUnknown, "", "-", "", with(func(r *Recall) { r.CampaignID, r.Due, r.CustomerID = "7", unread[time.Time]("date"), Is("") })},
		{ValueInvalid, "customer_id", "-", "-", with(func(r *Recall) { r.CustomerID = Is("") })},
		{ValueInvalid, "customer_id", "-", "-", with(func(r *Recall) { r.CustomerID, r.Phone = Is("\xff"), Is("") })},
		{ValueInvalid, "id_customer", "-", "-", with(func(r *Recall) { r.CustomerID, r.Phone = unread[string]("id_customer"), Is("") })},
		{ValueInvalid, "phone", "phone", "-", with(func(r *Recall) { r.Phone, r.Due = Is(""), unread[time.Time]("date") })},
		{ValueInvalid, "telefono", "telefono", "-", with(func(r *Recall) { r.Phone, r.Due = unread[string]("telefono"), unread[time.Time]("date") })},
		{ValueInvalid, "date", "date", "date", with(func(r *Recall) { r.Due, r.Style = Is(time.Time{}), Is(AnyStyle) })},
		{ValueInvalid, "rellamada", "rellamada", "rellamada", with(func(r *Recall) { r.Due, r.Style = unread[time.Time]("rellamada"), Is(AnyStyle) })},
		{ValueInvalid, "style", "style", "style", with(func(r *Recall) { r.Style = Is(CallbackStyle("")) })},
		{ValueInvalid, "style", "style", "style", with(func(r *Recall) { r.Style = Is(AnyStyle) })},
		{ValueInvalid, "type_recall", "type_recall", "type_recall", with(func(r *Recall) { r.Style = unread[CallbackStyle]("type_recall") })},
	} {
		mustRefuseKind(t, c, before, c.Recall(noon, tt.r), tt.kind, tt.newer)
		if tt.older != "-" {
			mustRefuseKind(t, c, before, c.RecallByPhone(noon, tt.r.AgentID, tt.r.Phone, tt.r.Due, tt.r.Style), tt.kind, tt.older)
		}
		if tt.edited != "-" {
			mustRefuseKind(t, c, before, c.EditRecall(noon, tt.r), tt.kind, tt.edited)
		}
	}
	undated, unstyled := unread[time.Time]("date"), unread[CallbackStyle]("style")
	mustRefuseKind(t, c, before, c.EditRecall(noon, with(func(r *Recall) { r.CustomerID, r.Due = Is("9"), undated })), RecordUnknown, "")
	mustRefuseKind(t, c, before, c.EditRecall(noon, with(func(r *Recall) { r.CustomerID, r.Due = Is("2"), undated })), RecallUnknown, "")
	mustRefuseKind(t, c, before, c.EditRecall(noon, with(func(r *Recall) { r.Phone = Is("") })), RecallUnknown, "")
	mustRefuseKind(t, c, before, c.EditRecall(noon, recall()), AgentLoggedOut, "")

	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.AgentID, r.CampaignID = "1", "7" })), AgentUnknown, "")
	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.CampaignID, r.CustomerID = "7", Is("9") })), CampaignUnknown, "")
	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.CustomerID, r.Style = Is("9"), unstyled })), RecordUnknown, "")
	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.Phone, r.Style = Is("9"), unstyled })), RecallUnknown, "")
	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.Style = unstyled })), ValueInvalid, "style")
	mustRefuseKind(t, c, before, c.DeleteRecall(with(func(r *Recall) { r.Style = Is(ByHand) })), RecallUnknown, "") // Q-RECALL-STYLE-MISMATCH
	mustRefuseKind(t, c, before, c.DeleteRecall(recall()), AgentLoggedOut, "")
}

func TestEditRecall(t *testing.T) {
	c := scene(t, "ready")
	r := recall()
	r.Style, r.Due, r.CustomerName = Is(ByHand), Is(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)), "Other"
	ok(t, c.EditRecall(noon, r)) // another agent, date and style
	due := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	want := Callback{Key: r.key(), AgentID: "12989", Style: ByHand, State: Scheduled, Due: due, Fires: due}
	if diff := cmp.Diff([]Callback{want}, c.Callbacks(AnyStyle)); diff != "" {
		t.Errorf("edited (-want +got):\n%s", diff)
	}
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
		if diff := cmp.Diff(map[CallbackKey]CallbackKey{key: key}, back); diff != "" {
			t.Errorf("%s (-want +got):\n%s", b, diff)
		}
	}
	for _, text := range []string{"", "a", "[]", `["a","b"]`, `["a","b","c","d"]`, `[1,2,3]`} {
		if err := new(CallbackKey).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
