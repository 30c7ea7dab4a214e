package mockserver_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// Q-CHECK-ORDER within an operation: parameters, what exists, values, the session, the call. In each row everything from
// the named check on is wrong, and nothing is changed. What callcenter's grid tries, which has wrong requests of agents in any
// situation, is not repeated here.
func TestOrder_ofEachOperation(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	tooMany := []part{{"file", "long.wav", strings.Repeat("a", callcenter.MaxAudioSize+1)}}
	tooMany = append(tooMany, audios(callcenter.MaxAudios)...)
	for _, tt := range []struct {
		wrong string // from here on
		ask   ask
		want  string
	}{
		{"parameter, agent", box("hang_type_ready", "agent_id=99999&cod_act="), "parameter_missing"},
		{"second code, session", box("hang_type_ready", "agent_id=12992&cod_act=020&cod_act_2=9"), "code_2_unknown"},
		{"second code, call", box("hang_type_ready", "agent_id=12991&cod_act=020&cod_act_2=9"), "code_2_unknown"},

		{"second code is missing, agent", box("type", "agent_id=99999&cod_act=9"), "parameter_missing"},
		{"second code is empty, agent", box("type", "agent_id=99999&cod_act=9&cod_act_2="), "parameter_missing"}, // Q-COD2-REQUIRED

		{"parameter, agent", box("agent_display", "agent_id=99999&display=hide"), "parameter_missing"},

		{"parameter, agent", newRecall.but("agent_id", "99999").but("recall_style"), "parameter_missing"},
		{"agent, campaign, value", newRecall.but("agent_id", "99999").but("id_camp", "9").but("rellamada", "9"), "agent_unknown"},
		{"campaign, value", newRecall.but("id_camp", "9").but("rellamada", "9").but("recall_style", "9"), "campaign_unknown"},
		{"agent, value, record", oldRecall.but("agent_id", "99999").but("date", "9"), "agent_unknown"},
		{"value, record", oldRecall.but("agent_id", "12991").but("date", "9"), "value_invalid"},

		{"agent, campaign, record, value", editedRecall.but("agent_id", "99999").but("id_camp", "9").but("recall", "9"), "agent_unknown"},
		{"campaign, record, value, session", editedRecall.but("agent_id", "12992").but("id_camp", "9").but("recall", "9"), "campaign_unknown"},
		{"record, value, session", editedRecall.but("agent_id", "12992").but("id_customer", "9").but("recall", "9"), "record_unknown"},
		{"callback, value, session", editedRecall.but("agent_id", "12992").but("recall", "9"), "recall_unknown"},
		{"agent, campaign, record, value", deletedRecall.but("agent_id", "99999").but("id_camp", "9").but("recall_style", "9"), "agent_unknown"},
		{"campaign, record, value, session", deletedRecall.but("agent_id", "12992").but("id_camp", "9").but("recall_style", "9"), "campaign_unknown"},
		{"record, value, session", deletedRecall.but("agent_id", "12992").but("id_customer", "9").but("recall_style", "9"), "record_unknown"},
		{"callback, value, session", deletedRecall.but("agent_id", "12992").but("recall_style", "9"), "recall_unknown"},

		{"parameter, value", conf("create_agent", `{"agent_dni":"1","agent_pass":"x"}`), "parameter_missing"},
		{"parameter, value", conf("edit_agent", `{"agent_id":"12991","agent_pass":"x"}`), "parameter_missing"},
		{"parameter in the wrong place", conf("edit_skill", `{"skill_id":"4012"}`), "parameter_missing"},
		{"group, code, flag", conf("edit_cod_act", `{"type_code":"9","cod_act":"9","hit":"9"}`), "value_invalid"},
		{"group, codes", conf("remove_cod_act", `{"type_code":"9","cod_act":"9"}`), "value_invalid"},
		{"direction, numbers", conf("remove_dnc", `{"type":"9","telephones":["9"]}`), "value_invalid"},
		{"parameter, direction", conf("add_dnc", `{"type_call":"9","telephones":[]}`), "parameter_missing"},
		{"campaign, customers", conf("block_predictive_dnc", `{"id_campaing":"9","id_cliente":["9"]}`), "campaign_unknown"},
		{"item, block", conf("free_law2300", `{"item":"9","value":"9"}`), "value_invalid"},
		{"how many, how large", form("upload_audio", tooMany...), "too_many_files"},
		{"agent, call", conf("speech_on_demand", `{"agent_id":"99999","conn_id":"9"}`), "agent_unknown"},
	} {
		t.Run(tt.ask.target[:min(len(tt.ask.target), 60)]+" "+tt.wrong, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			before := w.Snapshot()
			callerOf(t, w).mustGet(tt.want, tt.ask)
			if diff := cmp.Diff(mustJSON(t, before.Center), mustJSON(t, w.Snapshot().Center)); diff != "" {
				t.Errorf("a refused request has changed something (-before +after):\n%s", diff)
			}
		})
	}
}

// Rows that need something before: the last checks are those of what the lists say.
func TestOrder_lastChecks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	c.mustGet("numbers_added", conf("add_dnc", `{"type_call":"all","telephones":["3000000009"]}`))
	for agent, want := range map[string]string{"99999": "agent_unknown", "12992": "agent_logged_out", "12989": "agent_on_call", "12993": "dial_forbidden", "12994": "number_blocked"} {
		c.mustGet(want, box("dial", "customer_phone=3000000009&agent_id="+agent))
	}
	for agent, want := range map[string]string{"99999": "agent_unknown", "12992": "agent_logged_out", "12989": "agent_on_call", "12994": "no_predictive_call", "12993": "number_blocked"} {
		c.mustGet(want, box("aux_call", "customer_phone=3000000009&agent_id="+agent))
	}
	c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=3000000009")) // not dialled by hand

	for i := range callcenter.MaxPermanentIPs {
		c.mustGet("ip_added", conf("add_ip", fmt.Sprintf(`{"ip":"192.0.2.%d","permanent":"yes"}`, i)))
	}
	c.mustGet("ip_registered", conf("add_ip", `{"ip":"192.0.2.1","permanent":"9"}`))
	c.mustGet("ip_registered", conf("add_ip", `{"ip":"192.0.2.1","permanent":"yes"}`))
	c.mustGet("value_invalid", conf("add_ip", `{"ip":"192.0.2.9","permanent":"9"}`))
	c.mustGet("ips_exhausted", conf("add_ip", `{"ip":"192.0.2.9","permanent":"yes"}`))
	c.mustGet("ip_added", conf("add_ip", `{"ip":"192.0.2.9"}`))

	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Services: []string{}}})
	ok(t, err)
	c.mustGet("dialled", box("dial", "agent_id=12991&customer_phone=3000000001"))
	id := string(connOf(w, "12991"))
	c.mustGet("call_unknown", conf("speech_on_demand", `{"agent_id":"12989","conn_id":"`+id+`"}`)) // another agent's
	_, err = w.SetClock(mockserver.ClockChange{Action: "set", Time: noon.Add(callcenter.SpeechWindow)})
	ok(t, err)
	c.mustGet("call_not_stereo", conf("speech_on_demand", `{"agent_id":"12991","conn_id":"`+id+`"}`)) // 24 hours are not too long
	_, err = w.SetClock(mockserver.ClockChange{Action: "set", Time: noon.Add(callcenter.SpeechWindow + 1)})
	ok(t, err)
	c.mustGet("call_too_old", conf("speech_on_demand", `{"agent_id":"12991","conn_id":"`+id+`"}`))
}
