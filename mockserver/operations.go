package mockserver

import "wolkvoxmock/mockserver/callcenter"

// operations is the map of the program: a row for each operation of the document, in its order. New fails when a row, a
// documented operation or an outcome lacks its twin. A new operation has five places: a path item in the YAML of its
// resource, a transition in callcenter (what new state needs, its doc.go says), a row here, with its handler in the file of
// its resource, a row of callcenter's grid_test.go, and a feature. go generate ./... renews what is generated.
var operations = []operation{
	// agentbox.php
	{"hang", hang, gives("hung_up"), refuses{"agent_unknown", "agent_logged_out", "no_active_call"}},
	{"change_status", changeStatus, gives("status_changed").with("state"),
		refuses{"agent_unknown", "state_unknown", "agent_logged_out", "agent_on_call"}},
	{"aux_call", auxCall, gives("called").with("conn_id"),
		refuses{"agent_unknown", "agent_logged_out", "agent_on_call", "no_predictive_call", "number_blocked"}},
	{"transfer", transfer, gives("transferred").with("conn_id"),
		refuses{"agent_unknown", "agent_logged_out", "no_active_call", "destination_unavailable"}},
	{"dial", dial, gives("dialled").with("conn_id"),
		refuses{"agent_unknown", "agent_logged_out", "agent_on_call", "dial_forbidden", "number_blocked"}},
	{"hang_type_ready", hangTypeReady, gives("coded_and_ready"),
		refuses{"agent_unknown", "code_unknown", "code_2_unknown", "agent_logged_out", "no_active_call"}},
	{"type", codeCall, gives("coded").with("conn_id"),
		refuses{"agent_unknown", "code_unknown", "code_2_unknown", "agent_logged_out", "no_call_to_code"}},
	{"mute", mute, gives("mute_toggled"), refuses{"agent_unknown", "agent_logged_out", "no_active_call"}},
	{"hold", hold, gives("hold_toggled"), refuses{"agent_unknown", "agent_logged_out", "no_active_call"}},
	{"dtmf", dtmf, gives("tones_sent"), refuses{"agent_unknown", "value_invalid", "agent_logged_out", "no_active_call"}},
	{"agent_display", agentDisplay, gives("display_changed"), refuses{"agent_unknown", "value_invalid", "agent_logged_out"}},
	{"recall", recall, gives("recall_scheduled"), refuses{"agent_unknown", "campaign_unknown", "value_invalid"}},
	{"recall_by_phone", recallByPhone, gives("recall_scheduled"),
		refuses{"agent_unknown", "value_invalid", "no_predictive_record"}},
	{"edit_recall", editRecall, gives("recall_edited"),
		refuses{"agent_unknown", "campaign_unknown", "record_unknown", "recall_unknown", "value_invalid", "agent_logged_out"}},
	{"delete_recall", deleteRecall, gives("recall_deleted"),
		refuses{"agent_unknown", "campaign_unknown", "record_unknown", "recall_unknown", "value_invalid", "agent_logged_out"}},

	// configuration.php
	{"disable_agent", disableAgent, gives("agent_disabled"), refuses{"agent_unknown"}},
	{"enable_agent", enableAgent, gives("agent_enabled"), refuses{"agent_unknown"}},
	{"create_agent", createAgent, gives("agent_created").with("agent_id", "password"), refuses{"value_invalid"}},
	{"edit_agent", editAgent, gives("agent_edited"), refuses{"agent_unknown", "value_invalid"}},
	{"create_skill", createSkill, gives("skill_created").with("skill_id"), nil},
	{"edit_skill", editSkill, gives("skill_edited"), refuses{"skill_unknown"}},
	{"add_agents_skill", addAgentsSkill, gives("agent_added_to_skill"), refuses{"skill_unknown", "agent_unknown"}},
	{"remove_agents_skill", removeAgentsSkill, gives("agent_removed_from_skill"),
		refuses{"skill_unknown", "agent_unknown", "agent_not_in_skill"}},
	{"create_cod_act", createCodAct, gives("code_created"), refuses{"value_invalid"}},
	{"edit_cod_act", editCodAct, gives("code_edited"), refuses{"code_unknown", "value_invalid"}},
	{"remove_cod_act", removeCodAct, gives("codes_removed"), refuses{"codes_unknown", "value_invalid"}},
	{"add_dnc", addDNC, gives("numbers_added").with("count"), refuses{"value_invalid"}},
	{"remove_dnc", removeDNC, gives("numbers_removed").with("count"), refuses{"value_invalid", "nothing_removed"}},
	{"block_predictive_dnc", blockPredictiveDNC, gives("records_blocked").with("count"),
		refuses{"campaign_unknown", "customers_unknown"}},
	{"add_ip", addIP, gives("ip_added"), refuses{"ip_invalid", "ip_registered", "value_invalid", "ips_exhausted"}},
	{"remove_ip", removeIP, gives("ip_removed"), refuses{"ip_invalid", "ip_unknown"}},
	{"disable_module", disableModule, gives("module_disabled").with("account"), nil},
	{"enable_module", enableModule, gives("module_enabled").with("account"), nil},
	{"edit_licenses", editLicenses,
		gives("licenses_changed", "call_center_licenses_changed", "pbx_licenses_changed").with("old_call_center", "old_pbx"),
		refuses{"value_invalid"}},
	{"add_interaction", addInteraction, gives("interaction_assigned").with("agent_id"),
		refuses{"routing_point_unknown", "nobody_available"}},
	{"free_law2300", freeLaw2300, gives("law2300_freed"), refuses{"value_invalid", "not_blocked"}},
	{"block_law2300", blockLaw2300, gives("law2300_blocked"), refuses{"value_invalid"}},
	{"upload_file", uploadFile, gives("file_uploaded"), refuses{"file_type_invalid"}},
	{"delete_file", deleteFile, gives("file_deleted"), refuses{"file_unknown"}},
	{"upload_audio", uploadAudio, gives("audios_uploaded").with("count").rows("data", uploadedFields),
		refuses{"too_many_files", "file_too_large"}},
	{"speech_on_demand", speechOnDemand, gives("speech_requested"),
		refuses{"agent_unknown", "call_unknown", "call_too_old", "call_not_stereo"}},

	// information.php
	read("agents", "agents_found", agentFields, agents, "none_found"),
	read("agents_in_skill", "agents_in_skill_found", memberFields, agentsInSkill, "none_found"),
	read("skills", "skills_found", skillFields, skills, "none_found"),
	read("activity_codes", "codes_found", codeFields, activityCodes, "none_found"),
	read("get_dnc", "dnc_found", dncFields, dnc, "none_found", "value_invalid"),
	read("get_ip", "ips_found", ipFields, ips, "none_found"),
	read("token_info", "token_found", tokenFields, tokenInfo),
	read("services", "services_found", serviceFields, services),
	read("law2300_info", "law2300_found", law2300Fields, law2300Info, "none_found"),
	read("audio_list", "audios_found", audioFields, audioList, "none_found"),
	read("campaigns", "campaigns_found", campaignFields, campaigns, "none_found"),
	read("routing_points", "routing_points_found", routingPointFields, routingPoints, "none_found"),

	// real_time.php
	read("real_time_agents", "agents_found", workerFields, realTimeAgents, "none_found"),
	{"real_time_skills", realTimeSkills,
		gives("skills_found", "skills_found_within", "skills_found_within_standard").with("count").rows("data", queueFields),
		refuses{"none_found", "value_invalid"}},
	read("calls_last_10", "calls_found", lastCallFields, callsLast10, "none_found"),
	read("real_time_recall", "recalls_found", recallFields, realTimeRecall, "none_found", "value_invalid"),
	{"latency", latency,
		gives("latency_found").with("count").
			rows("by_agent", connectionFields).rows("by_ip", siteFields).rows("by_pbx", pbxFields),
		refuses{"none_found"}},
	read("hits_last_hour", "hits_found", hitFields, hitsLastHour, "none_found"),
	read("real_time_campaigns", "campaigns_found", runningFields, realTimeCampaigns, "none_found"),
	{"interactions", interactions,
		gives("interactions_found").with("count").
			rows("data", interactionAgentFields).rows("active_interactions", interactionFields),
		refuses{"none_found"}},
}

// An operation is one documented call. Its handler runs under the world's lock, changes the call center and gives a result;
// it holds no word of a reply. A refusal of the domain has the name of its outcome.
type operation struct {
	name    string
	handle  func(*callcenter.Center, *request) (result, error)
	success success
	refuses refuses
}

type refuses = []callcenter.Kind

// A success is the outcomes of an operation that are not refusals, with what their replies can say. New compares it with the
// document.
type success struct {
	outcomes []string
	values   []string            // besides the parameters of the request
	lists    map[string][]string // the names of each list's fields
}

func gives(outcomes ...string) success { return success{outcomes: outcomes} }

func (s success) with(values ...string) success {
	s.values = values
	return s
}

func (s success) rows(list string, record interface{ names() []string }) success {
	if s.lists == nil {
		s.lists = map[string][]string{}
	}
	s.lists[list] = record.names()
	return s
}
