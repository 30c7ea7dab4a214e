package mockserver_test

import (
	"encoding/json"
	"testing"
	"time"

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

// mustRead compares some fields of the records of a read, those that want has.
func (c *caller) mustRead(what string, a ask, want ...record) {
	c.t.Helper()
	var got []record
	for i, all := range c.read(a) {
		r := record{}
		for field := range want[min(i, len(want)-1)] {
			r[field] = all[field]
		}
		got = append(got, r)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		c.t.Errorf("%s: %s (-want +got):\n%s", what, a.target, diff)
	}
}

// Each field of a record has a value of its own, where those of the vendor's pages are alike. Flags are told apart by their
// values in several records.
func TestInformation_fields(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for _, body := range []string{
		`{"type_code":"cod_act1","cod_act":"1","description_cod_act":"One","chat":"no","studio":"yes","voice":"yes","interactions":"yes"}`,
		`{"type_code":"cod_act1","cod_act":"1","description_cod_act":"One","rpc":"yes","chat":"yes","studio":"no","voice":"no","interactions":"yes"}`,
		`{"type_code":"cod_act1","cod_act":"1","description_cod_act":"One","hit":"yes","chat":"yes","studio":"no","voice":"yes","interactions":"no"}`,
	} {
		c.mustGet("code_created", conf("create_cod_act", body))
		var sent record
		ok(t, json.Unmarshal([]byte(body), &sent))
		for _, flag := range []string{"hit", "rpc"} {
			if sent[flag] == nil {
				sent[flag] = "no"
			}
		}
		c.mustRead("flags of a code", info("activity_codes", "cod_act=1"), sent)
	}
	for _, p := range []callcenter.RoutingPointChange{
		{Name: ptr("P"), IVR: ptr(true), Chat: ptr(true), Interaction: ptr(false), CRM: ptr(false)},
		{Name: ptr("Q"), IVR: ptr(true), Chat: ptr(false), Interaction: ptr(true), CRM: ptr(false)},
	} {
		ok(t, w.PutRoutingPoint("1", p))
		yes := map[bool]string{true: "yes", false: "no"}
		c.mustRead("flags of a routing point", info("routing_points", "routing=1"), record{
			"rp_name": *p.Name, "ivr_active": yes[*p.IVR], "chat_active": yes[*p.Chat], "interaction_active": yes[*p.Interaction], "crm_active": yes[*p.CRM], "last_use": "",
		})
	}
	_, err := w.PutCampaign("1", callcenter.CampaignChange{
		Name: ptr("N"), Description: ptr("D"), Status: ptr(callcenter.Stopped), Type: ptr(callcenter.PreviewCampaign), Speed: ptr(7), Recycled: ptr(2),
		TurboDial: ptr(true), DialMode: ptr("strategy"), SkillID: ptr("4012"), LastUse: ptr(noon.Add(time.Hour)),
	})
	ok(t, err)
	c.mustRead("campaign", info("campaigns", "campaign=1"), record{
		"campaign_id": "1", "campaign_name": "N", "campaign_description": "D", "status": "Stopped", "type_campaign": "preview", "records": "0", "speed": "7",
		"recycled": "2", "turbo_dial": "yes", "dial_mode": "strategy", "skill_id": "4012", "last_use": "2023-11-14 18:13:20",
	})
	c.mustGet("ip_added", conf("add_ip", `{"ip":"192.0.2.1","permanent":"yes","description":"Office"}`))
	c.mustRead("address", info("get_ip", ""), record{"operation": "demo", "ip": "192.0.2.1", "type_ip": "permanente", "description": "Office", "last_use": ""})
	for size, kilobytes := range map[string]string{"": "0", string(make([]byte, 1024)): "1", string(make([]byte, 1025)): "2"} {
		c.mustGet("audios_uploaded", form("upload_audio", part{"a", "a.wav", size}))
		c.mustRead("size of an audio", info("audio_list", ""), record{"audio_id": "1", "size": kilobytes, "duration": "0"})
	}
}

// A read without its filter lists all, by identifier (Q-LIST-ORDER); an empty filter is none (Q-EMPTY-PARAM).
func TestInformation_order(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for outcome, all := range map[string][]ask{
		"code_created":  {conf("create_cod_act", `{"type_code":"cod_act2","cod_act":"020"}`), conf("create_cod_act", `{"type_code":"cod_act1","cod_act":"019"}`)},
		"agent_created": {conf("create_agent", `{"agent_dni":"1","agent_name":"Gil"}`)},
		"skill_created": {conf("create_skill", `{"skill_name":"Sales"}`)},
		"ip_added":      {conf("add_ip", `{"ip":"192.0.2.10"}`), conf("add_ip", `{"ip":"192.0.2.9"}`)},
		"numbers_added": {conf("add_dnc", `{"type_call":"all","telephones":["2","1"]}`)},
	} {
		for _, a := range all {
			c.mustGet(outcome, a)
		}
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
		{info("agents", "agent="), "agent_id", []string{"10000", "12989", "12990", "12991", "12992", "12993", "12994"}},
		{info("agents", "agent=12992"), "agent_id", []string{"12992"}},
		{info("skills", ""), "skill_id", []string{"4001", "4012"}},
		{info("activity_codes", ""), "cod_act", []string{"019", "020", "021", "020", "B1"}},
		{info("activity_codes", "cod_act=020"), "type_code", []string{"cod_act1", "cod_act2"}}, // both groups (inferred)
		{info("get_ip", ""), "ip", []string{"192.0.2.9", "192.0.2.10"}},
		{info("get_dnc", "type=all"), "phone_number", []string{"1", "1", "2", "2"}},
		{info("get_dnc", "type=outbound"), "type", []string{"outbound", "outbound"}},
		{info("campaigns", ""), "campaign_id", []string{"1", "7224"}},
		{info("routing_points", ""), "rp_id", []string{"1", "61196"}},
		{live("agents", ""), "agent_id", []string{"12989", "12990", "12991", "12993", "12994"}}, // logged in (Q-REALTIME-MEMBERS)
		{live("campaigns", ""), "campaign", []string{"1-Campaign 1 (0.00 %)", "7224-Renewals (100.00 %)"}},
		{live("skills", "skill_id=all"), "skill_id", []string{"4001", "4012"}},
		{live("skills", "skill_id=4001"), "skill_id", []string{"4001"}},
	} {
		var want []record
		for _, value := range tt.want {
			want = append(want, record{tt.field: value})
		}
		c.mustRead("order", tt.ask, want...)
	}
}
