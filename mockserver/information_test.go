package mockserver_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A record is what a read shows of one thing.
type record map[string]any

// read asks for a list; one that is empty is refused (Q-EMPTY-LIST), and has no records.
func (c *caller) read(a ask) []record {
	c.t.Helper()
	got := c.send(a)
	var reply struct{ Data []record }
	if got.outcome() == "none_found" {
		return nil
	}
	if got.status != 200 {
		c.t.Fatalf("%s %s: %d\n%s", a.method, a.target, got.status, got.body)
	}
	ok(c.t, json.Unmarshal([]byte(got.body), &reply))
	return reply.Data
}

// column is one field of each record.
func column(all []record, field string) []string {
	out := []string{}
	for _, r := range all {
		text, _ := r[field].(string)
		out = append(out, text)
	}
	return out
}

// pick leaves the fields of a record that another one has.
func pick(r, like record) record {
	out := record{}
	for field := range like {
		out[field] = r[field]
	}
	return out
}

// A readStep changes the world, and says what a read then shows: of the only record that it finds, those fields.
type readStep struct {
	what string
	do   func(testing.TB, *mockserver.World, *caller)
	ask  ask
	want record // nil: nothing is found
}

// mustShow goes through steps in a world that began at noon.
func mustShow(t *testing.T, steps []readStep) {
	t.Helper()
	w := mockserver.Run(t).NewWorld(t)
	beginAtNoon(t, w)
	c := callerOf(t, w)
	for _, step := range steps {
		if step.do != nil {
			step.do(t, w, c)
		}
		all := c.read(step.ask)
		if step.want == nil && len(all) == 0 {
			continue
		}
		if len(all) != 1 {
			t.Fatalf("%s: %d records: %v", step.what, len(all), all)
		}
		if diff := cmp.Diff(step.want, pick(all[0], step.want)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
	}
}

// Each field of a record has its own value: those of the demo world, and so of the features, are too much alike to tell.
func TestInformation_fields(t *testing.T) {
	t.Parallel()
	code := info("activity_codes", "cod_act=030")
	point := info("routing_points", "routing=61196")
	campaign := info("campaigns", "campaign=7224")
	ips := info("get_ip", "")
	for name, steps := range map[string][]readStep{
		"activity_codes": {
			{"none", nil, code, nil},
			{"created", asked("code_created", conf("create_cod_act", `{"type_code":"cod_act1","cod_act":"030","description_cod_act":"Moved","hit":"no","rpc":"no","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)), code, record{"description_cod_act": "Moved", "hit": "no", "rpc": "no", "voice": "yes", "type_code": "cod_act1"}},
			{"edited", asked("code_edited", conf("edit_cod_act", `{"type_code":"cod_act1","cod_act":"030","hit":"yes"}`)), code, record{"description_cod_act": "Moved", "hit": "yes", "rpc": "no", "voice": "yes"}},
			{"removed", asked("codes_removed", conf("remove_cod_act", `{"type_code":"cod_act1","cod_act":["030"]}`)), code, nil},
		},
		"get_ip": {
			{"none", nil, ips, nil},
			{"added", asked("ip_added", conf("add_ip", `{"ip":"192.0.2.1","permanent":"yes","description":"Office"}`)), ips, record{"operation": "demo", "ip": "192.0.2.1", "type_ip": "permanente", "description": "Office", "last_use": ""}},
			{"the account has another name", changed(func(w *mockserver.World) error {
				_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: ptr("other")}})
				return err
			}), ips, record{"operation": "other"}},
			{"removed", asked("ip_removed", conf("remove_ip", `{"ip":"192.0.2.1"}`)), ips, nil},
		},
		"services": {
			{"as it was", nil, info("services", ""), record{"licenses": "20", "pbx": "10", "crm": "no", "stereo_recording": "yes"}},
			{"other services", changed(func(w *mockserver.World) error {
				_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Services: []string{"crm"}}})
				return err
			}), info("services", ""), record{"crm": "yes", "stereo_recording": "no"}},
		},
		"campaigns": {
			{"as it was", nil, campaign, record{"status": "Started", "records": "2", "speed": "3", "turbo_dial": "no", "last_use": "2023-11-14 22:13:20"}},
			{"put", changed(func(w *mockserver.World) error {
				_, err := w.PutCampaign("7224", callcenter.CampaignChange{Status: ptr(callcenter.Stopped), Type: ptr(callcenter.PreviewCampaign), Speed: ptr(7), Recycled: ptr(2), TurboDial: ptr(true), DialMode: ptr("strategy"), Description: ptr("d")})
				return err
			}), campaign, record{"status": "Stopped", "type_campaign": "preview", "speed": "7", "recycled": "2", "turbo_dial": "yes", "dial_mode": "strategy", "campaign_description": "d"}},
		},
		"routing_points": {
			{"put", changed(func(w *mockserver.World) error {
				return w.PutRoutingPoint("61196", callcenter.RoutingPointChange{Name: ptr("All"), IVR: ptr(true), Chat: ptr(true), Interaction: ptr(false), CRM: ptr(true)})
			}), point, record{"rp_name": "All", "ivr_active": "yes", "chat_active": "yes", "interaction_active": "no", "crm_active": "yes"}},
		},
	} {
		t.Run(name, func(t *testing.T) { t.Parallel(); mustShow(t, steps) })
	}
}

// A read without its filter lists all, by identifier (Q-LIST-ORDER).
func TestInformation_listsInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for _, before := range []struct {
		outcome string
		ask     ask
	}{
		{"code_created", conf("create_cod_act", `{"type_code":"cod_act2","cod_act":"020","description_cod_act":"The same code","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)},
		{"code_created", conf("create_cod_act", `{"type_code":"cod_act1","cod_act":"019","description_cod_act":"First","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)},
		{"agent_created", conf("create_agent", `{"agent_dni":"1","agent_name":"Gil","agent_sso":"gil","agent_pass":""}`)},
		{"skill_created", conf("create_skill", `{"skill_name":"Sales","description_skill":"d"}`)},
		{"ip_added", conf("add_ip", `{"ip":"192.0.2.10"}`)},
		{"ip_added", conf("add_ip", `{"ip":"192.0.2.9"}`)},
		{"numbers_added", conf("add_dnc", `{"type_call":"all","telephones":["2","1"]}`)},
	} {
		c.mustGet(before.outcome, before.ask)
	}
	_, err := w.PutCampaign("1", callcenter.CampaignChange{})
	ok(t, err)
	ok(t, w.PutRoutingPoint("1", callcenter.RoutingPointChange{}))
	for _, tt := range []struct {
		ask   ask
		field string
		want  []string
	}{
		{info("agents", ""), "agent_id", []string{"10000", "12989", "12990", "12991", "12992", "12993", "12994"}},
		{info("agents", "agent="), "agent_id", []string{"10000", "12989", "12990", "12991", "12992", "12993", "12994"}}, // Q-EMPTY-PARAM
		{info("skills", ""), "skill_id", []string{"4001", "4012"}},
		{info("agents_in_skill", "skill_id=4012"), "agent_id", []string{"12990", "12991"}},
		{info("activity_codes", ""), "cod_act", []string{"019", "020", "021", "020", "B1"}},
		{info("activity_codes", "cod_act=020"), "type_code", []string{"cod_act1", "cod_act2"}}, // both groups (inferred)
		{info("get_ip", ""), "ip", []string{"192.0.2.9", "192.0.2.10"}},
		{info("get_dnc", "type=all"), "phone_number", []string{"1", "1", "2", "2"}},
		{info("get_dnc", "type=all"), "type", []string{"inbound", "outbound", "inbound", "outbound"}},
		{info("get_dnc", "type=inbound"), "type", []string{"inbound", "inbound"}},
		{info("get_dnc", "type=outbound"), "phone_number", []string{"1", "2"}},
		{info("campaigns", ""), "campaign_id", []string{"1", "7224"}},
		{info("routing_points", ""), "rp_id", []string{"1", "61196"}},
		{live("agents", ""), "agent_id", []string{"12989", "12990", "12991", "12993", "12994"}}, // logged in (Q-REALTIME-MEMBERS)
		{live("campaigns", ""), "campaign", []string{"1-Campaign 1", "7224-Renewals"}},
		{live("skills", "skill_id=all"), "skill_id", []string{"4001", "4012"}},
		{live("skills", "skill_id=4001"), "skill_id", []string{"4001"}},
	} {
		if diff := cmp.Diff(tt.want, column(c.read(tt.ask), tt.field)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.ask.target, tt.field, diff)
		}
	}
}
