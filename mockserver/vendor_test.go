package mockserver_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// The replies as the vendor's pages print them, here on one line each; what is blank or X there is filled in, as the sample
// of the outcome has it in the demo world at noon. The source of the outcome in the document is the page. They stand here as
// text, so that nothing that the code says can be written over them.
var printed = []struct{ reply, body string }{
	{"hang/hung_up", `{"code": "200", "error": null, "msg": "Hang has been successful"}`},
	{"change_status/status_changed", `{"code": "200", "error": null, "msg": "Agent status has been modified to Active breaks"}`},
	{"aux_call/called", `{"code": "200", "error": null, "msg": "Type has been successful", "data": {"conn_id": "12993.0004.1700000000.10004"}}`},
	{"transfer/transferred", `{"code": "200", "error": null, "msg": "Call has been transfer to 3000000000 number", "data": {"conn_id": "12990.0004.1700000000.10004"}}`},
	{"dial/dialled", `{"code": "200", "error": null, "msg": "Dial has been successful", "data": {"conn_id": "12991.0004.1700000000.10004"}}`},
	{"hang_type_ready/coded_and_ready", `{"code": "200", "error": null, "msg": "Type has been successful"}`},
	{"type/coded", `{"code": "200", "error": null, "msg": "Type has been successful", "data": {"conn_id": "12993.0003.1700000000.10003"}}`},
	{"mute/mute_toggled", `{"code": "200", "error": null, "msg": "Microphone agentbox has been excecuted"}`},
	{"hold/hold_toggled", `{"code": "200", "error": null, "msg": "Hold agentbox has been excecuted"}`},
	{"dtmf/tones_sent", `{"code": "200", "error": null, "msg": "default", "data": "tones agentbox has been added "}`},
	{"agent_display/display_changed", `{"code": "200", "error": null, "msg": "default", "data": "Agentbox has been hide"}`},
	{"recall/recall_scheduled", `{"code": "200", "error": null, "msg": "Recall has been successful"}`},
	{"disable_agent/agent_disabled", `{"code": 202, "error": null, "msg": "12992 agent has been disabled"}`},
	{"enable_agent/agent_enabled", `{"code": 202, "error": null, "msg": "12992 agent has been enabled"}`},
	{"create_agent/agent_created", `{"code": 201, "error": null, "msg": "Agent has been created", "data": [{"agent_id": "10000", "password": "Example0123*"}]}`},
	{"edit_agent/agent_edited", `{"code": 202, "error": null, "msg": "agent has been updated"}`},
	{"create_skill/skill_created", `{"code": "201", "error": null, "msg": "Skill has been created", "data": [{"skill_id": "4001"}]}`},
	{"edit_skill/skill_edited", `{"code": 202, "error": null, "msg": "skill has been updated"}`},
	{"add_agents_skill/agent_added_to_skill", `{"code": "201", "error": null, "msg": "Agent 12989 added to skill 4012 of operation"}`},
	{"remove_agents_skill/agent_removed_from_skill", `{"code": "201", "error": null, "msg": "Removed successfully"}`},
	{"create_cod_act/code_created", `{"code": 201, "error": null, "msg": "Code successfully created"}`},
	{"edit_cod_act/code_edited", `{"code": "201", "error": null, "msg": "Successfully updated code"}`},
	{"remove_cod_act/codes_removed", `{"code": "201", "error": null, "msg": "Removed successfully"}`},
	{"add_dnc/numbers_added", `{"code": 201, "error": null, "msg": "2 telephones were added"}`},
	{"remove_dnc/numbers_removed", `{"code": 202, "error": null, "msg": "2 telephones were deleted"}`},
	{"block_predictive_dnc/records_blocked", `{"code": "202", "error": null, "msg": "2 records were successfully marked as DO-NOT-CALL in campaign 7224"}`},
	{"add_ip/ip_added", `{"code": "201", "error": null, "msg": "IP: 192.0.2.10 has been added successfully"}`},
	{"remove_ip/ip_removed", `{"code": "202", "error": null, "msg": "IP: 192.0.2.10 has been deleted successfully"}`},
	{"disable_module/module_disabled", `{"code": 202, "error": null, "msg": "The demo module has been successfully disabled"}`},
	{"enable_module/module_enabled", `{"code": 202, "error": null, "msg": "The demo module has been successfully enabled"}`},
	{"edit_licenses/licenses_changed", `{"code": "200", "error": null, "msg": " - Change of contact center licenses from 20 to 25 - Change of PBX licenses from 10 to 12"}`},
	{"add_interaction/interaction_assigned", `{"code": "201", "error": null, "msg": "61196 routing point was executed and assigned to agent (12991) "}`},
	{"free_law2300/law2300_freed", `{"code": "201", "error": null, "msg": "Removed successfully"}`},
	{"block_law2300/law2300_blocked", `{"code": "200", "error": null, "msg": "The number has been blocked successfully"}`},
	{"upload_file/file_uploaded", `{"code": "201", "error": null, "msg": "Upload successfully"}`},
	{"delete_file/file_deleted", `{"code": "201", "error": null, "msg": "File delete  successfully"}`},
	{"upload_audio/audios_uploaded", `{"code": "201", "error": null, "msg": "2 audio file(s) uploaded successfully", "data": [{"filename": "welcome.wav"}, {"filename": "waiting.mp3"}]}`},
	{"speech_on_demand/speech_requested", `{"code": "200", "error": null, "msg": "Speech analytics record created successfully"}`},
	{"agents/agents_found", `{"code": "", "error": null, "msg": "1 records were found", "data": [{"agent_id": "12991", "agent_name": "Carla Mejia", "agent_dni": "0012345", "agent_status": "Ready", "last_use": "2023-11-14 17:13:20", "agent_sso": "carla", "enabled": "yes"}]}`},
	{"agents_in_skill/agents_in_skill_found", `{"code": "200", "error": null, "msg": "2 records were found", "data": [{"agent_id": "12990", "agent_name": "Bruno Rojas", "last_use": "2023-11-14 17:13:20", "expertise": "5"}, {"agent_id": "12991", "agent_name": "Carla Mejia", "last_use": "2023-11-14 17:13:20", "expertise": "3"}]}`},
	{"skills/skills_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"skill_id": "4012", "skill_name": "Support", "skill_description": "Help with a product", "last_use": "2023-11-14 17:13:20"}]}`},
	{"activity_codes/codes_found", `{"code": "0", "error": null, "msg": "3 records were found", "data": [{"cod_act": "020", "description_cod_act": "No interest", "hit": "no", "rpc": "yes", "chat": "no", "studio": "no", "voice": "yes", "type_code": "cod_act1", "interactions": "no"}, {"cod_act": "021", "description_cod_act": "Sale", "hit": "yes", "rpc": "yes", "chat": "no", "studio": "no", "voice": "yes", "type_code": "cod_act1", "interactions": "no"}, {"cod_act": "B1", "description_cod_act": "Call again", "hit": "", "rpc": "", "chat": "no", "studio": "no", "voice": "yes", "type_code": "cod_act2", "interactions": "no"}]}`},
	{"get_dnc/dnc_found", `{"code": "200", "error": null, "msg": "4 records were found", "data": [{"phone_number": "3000000000", "type": "inbound", "date_delete": "2023-11-14 17:13:20"}, {"phone_number": "3000000000", "type": "outbound", "date_delete": "2023-11-14 17:13:20"}, {"phone_number": "3000000001", "type": "inbound", "date_delete": "2023-11-14 17:13:20"}, {"phone_number": "3000000001", "type": "outbound", "date_delete": "2023-11-14 17:13:20"}]}`},
	{"get_ip/ips_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"operation": "demo", "ip": "192.0.2.10", "last_use": "", "type_ip": "temporal", "description": ""}]}`},
	{"token_info/token_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"description": "demo", "token_limit": "20000", "token_use_today": "1", "all_token_today": "1", "available_consumption_options": "19999"}]}`},
	{"services/services_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"licenses": "20", "pbx": "10", "screen_recording": "no", "video_call": "no", "stereo_recording": "yes", "gamification": "no", "text_analytics": "no", "speech_analytics": "no", "rsync": "no", "wolkvox_storage": "no", "blob_storage": "no", "aws_s3": "no", "intelligentdial": "no", "bi": "no", "customer_prot": "no", "mr_wizard": "no", "turbo_dial": "no", "sso": "no", "mailgun": "no", "whatsapp": "no", "facebook_page": "no", "facebook_messenger": "no", "instagram_page": "no", "instagram_chat": "no", "sms_bidireccional": "no", "chat_web": "no", "telegram": "no", "crm": "no", "email": "no", "cobrowsing": "no"}]}`},
	{"law2300_info/law2300_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"phone_number": "3000000000", "last_day": "2023-11-14 17:13:20", "last_channel": "voice"}]}`},
	{"audio_list/audios_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"audio_id": "1", "created_at": "2023-11-14 17:13:20", "size": "1", "duration": "0"}]}`},
	{"campaigns/campaigns_found", `{"code": "", "error": null, "msg": "1 records were found", "data": [{"campaign_id": "7224", "campaign_name": "Renewals", "campaign_description": "", "type_campaign": "predictive", "status": "Started", "records": "2", "speed": "3", "dial_mode": "autopilot", "last_use": "2023-11-14 17:13:20", "recycled": "0", "turbo_dial": "no", "skill_id": "4012"}]}`},
	{"routing_points/routing_points_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"rp_id": "61196", "rp_name": "Mail", "ivr_active": "no", "chat_active": "no", "interaction_active": "yes", "crm_active": "no", "last_use": ""}]}`},
	{"real_time_agents/agents_found", `{"code": 200, "error": null, "msg": "5 records were found", "data": [{"agent_id": "12989", "agent_name": "Ana Ospina", "agent_status": "Talk", "calls": "1", "inbound": "0", "outbound": "1", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00", "inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00"}, {"agent_id": "12990", "agent_name": "Bruno Rojas", "agent_status": "Talk", "calls": "1", "inbound": "1", "outbound": "0", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00", "inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00"}, {"agent_id": "12991", "agent_name": "Carla Mejia", "agent_status": "Ready", "calls": "0", "inbound": "0", "outbound": "0", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00", "inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00"}, {"agent_id": "12993", "agent_name": "Elena Cruz", "agent_status": "ACW", "calls": "1", "inbound": "0", "outbound": "1", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00", "inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00"}, {"agent_id": "12994", "agent_name": "Fabio Gil", "agent_status": "Lunch", "calls": "0", "inbound": "0", "outbound": "0", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00", "inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00"}]}`},
	{"real_time_skills/skills_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"skill_id": "4012", "skill_name": "Support", "calls_in_queue_now": "0", "stat_inbound": "1", "stat_answer": "1", "stat_abandon": "0", "service_level_10seg": "100.00 %", "service_level_20seg": "100.00 %", "service_level_30seg": "100.00 %", "by_abandon": "0.00 %"}]}`},
	{"calls_last_10/calls_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"type_interaction": "out_pre", "result": "answer", "date": "2023-11-14 17:13:20", "telephone": "3000000003", "customer_id": "2", "conn_id": "12993.0003.1700000000.10003"}]}`},
	{"real_time_recall/recalls_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"type_recall": "auto", "date_recall": "2099-12-31 10:15:20", "phone_number": "3000000000", "id_campaing": "7224", "id_agent": "12989"}]}`},
	{"latency/latency_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"by_agent": [{"agent_id": "12989-Ana Ospina", "latency_ms": "42", "ip": "192.0.2.10", "version": "9.1.0", "agent_status": "Talk", "tx_jitter": "1.5", "rx_jitter": "2", "tx_ploss": "0.1", "rx_ploss": "0", "network_rejection": "0", "connection_type": "Ethernet", "platform": "app", "last_date": "2023-11-14 17:13:20"}, {"agent_id": "12990-Bruno Rojas", "latency_ms": "85", "ip": "192.0.2.10", "version": "9.1.0", "agent_status": "Talk", "tx_jitter": "3", "rx_jitter": "2.2", "tx_ploss": "0", "rx_ploss": "0.5", "network_rejection": "0", "connection_type": "Wifi", "platform": "app", "last_date": "2023-11-14 17:13:20"}, {"agent_id": "12991-Carla Mejia", "latency_ms": "61", "ip": "192.0.2.20", "version": "9.1.0", "agent_status": "Ready", "tx_jitter": "1.1", "rx_jitter": "1.4", "tx_ploss": "0", "rx_ploss": "0", "network_rejection": "0", "connection_type": "Wifi", "platform": "web", "last_date": ""}, {"agent_id": "12993-Elena Cruz", "latency_ms": "38", "ip": "192.0.2.10", "version": "9.1.0", "agent_status": "ACW", "tx_jitter": "0.8", "rx_jitter": "1", "tx_ploss": "0", "rx_ploss": "0", "network_rejection": "0", "connection_type": "Ethernet", "platform": "app", "last_date": "2023-11-14 17:13:20"}, {"agent_id": "12994-Fabio Gil", "latency_ms": "57", "ip": "192.0.2.30", "version": "9.1.0", "agent_status": "Lunch", "tx_jitter": "1.3", "rx_jitter": "1.2", "tx_ploss": "0", "rx_ploss": "0", "network_rejection": "0", "connection_type": "Wifi", "platform": "web", "last_date": ""}], "by_ip": [{"ip": "192.0.2.10", "total_agents": "3", "average_latency": "55", "maximum": "85", "minimum": "38", "network_rejection": "0"}, {"ip": "192.0.2.20", "total_agents": "1", "average_latency": "61", "maximum": "61", "minimum": "61", "network_rejection": "0"}, {"ip": "192.0.2.30", "total_agents": "1", "average_latency": "57", "maximum": "57", "minimum": "57", "network_rejection": "0"}], "by_pbx": [{"user": "201", "status": "OK", "tx_jitter": "1.2", "rx_jitter": "0.9", "tx_ploss": "0", "rx_ploss": "0"}]}]}`},
	{"hits_last_hour/hits_found", `{"code": 200, "error": null, "msg": "1 records were found", "data": [{"conn_id": "12993.0003.1700000000.10003", "type_interaction": "out_pre", "date": "20231114171320", "telephone": "3000000003", "customer_id": "2", "hit": "yes"}]}`},
	{"interactions/interactions_found", `{"code": "200", "error": null, "msg": "1 records were found", "data": [{"agent_id": "12991", "active_interactions": [{"conn_id": "12991.0004.1700000000.10004", "subject": "My order", "fromname": "Luz Mora", "date": "2023-11-14 17:13:20"}]}]}`},
}

// The vendor indents its replies by four blanks.
func TestVendor_repliesAsPrinted(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range printed {
		t.Run(tt.reply, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			var want bytes.Buffer
			ok(t, json.Indent(&want, []byte(tt.body), "", "    "))
			if diff := cmp.Diff(want.String(), bring(t, w, sampleOf(t, tt.reply)).body); diff != "" {
				t.Errorf("body (-want +got):\n%s", diff)
			}
		})
	}
}

// What the document calls an example stands on a page, and so it stands here; nothing else does.
func TestVendor_everyExampleIsPrinted(t *testing.T) {
	t.Parallel()
	examples, all := map[string]bool{}, map[string]bool{}
	for _, s := range wolkvox(t).Samples() {
		if s.Outcome.Evidence == openapi.Example {
			examples[s.Operation.Name+"/"+s.Outcome.Name] = true
		}
	}
	for _, p := range printed {
		all[p.reply] = true
	}
	if diff := cmp.Diff(examples, all); diff != "" {
		t.Errorf("replies that the document grades as example, and those that are printed here (-want +got):\n%s", diff)
	}
}
