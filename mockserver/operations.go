package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// operations is the map of the program: a row for each operation of the document, in its order. New fails when a row, a
// documented operation or an outcome lacks its twin. A new operation is a path item in openapi/, a transition in
// callcenter, and a row here.
var operations = []operation{
	// agentbox.php
	{"hang", hang, done{"hung_up"}, nil, refusals{"agent_unknown", "agent_logged_out", "no_active_call"}, nil},
	{"change_status", changeStatus, done{"status_changed"}, gives{"state"}, refusals{"agent_unknown", "state_unknown", "agent_logged_out", "agent_on_call"}, nil},
	{"aux_call", auxCall, done{"called"}, gives{"conn_id"}, refusals{"agent_unknown", "agent_logged_out", "agent_on_call", "no_predictive_call", "number_blocked"}, nil},
	{"transfer", transfer, done{"transferred"}, gives{"conn_id"}, refusals{"agent_unknown", "agent_logged_out", "no_active_call", "destination_unavailable"}, nil},
	{"dial", dial, done{"dialled"}, gives{"conn_id"}, refusals{"agent_unknown", "agent_logged_out", "agent_on_call", "dial_forbidden", "number_blocked"}, nil},
	{"hang_type_ready", hangTypeReady, done{"coded_and_ready"}, nil, refusals{"agent_unknown", "code_unknown", "code_2_unknown", "agent_logged_out", "no_active_call"}, nil},
	{"type", codeCall, done{"coded"}, gives{"conn_id"}, refusals{"agent_unknown", "code_unknown", "code_2_unknown", "agent_logged_out", "no_call_to_code"}, nil},
	{"mute", mute, done{"mute_toggled"}, nil, refusals{"agent_unknown", "agent_logged_out", "no_active_call"}, nil},
	{"hold", hold, done{"hold_toggled"}, nil, refusals{"agent_unknown", "agent_logged_out", "no_active_call"}, nil},
	{"dtmf", dtmf, done{"tones_sent"}, nil, refusals{"agent_unknown", "value_invalid", "agent_logged_out", "no_active_call"}, nil},
	{"agent_display", agentDisplay, done{"display_changed"}, nil, refusals{"agent_unknown", "value_invalid", "agent_logged_out"}, nil},
	{"recall", recall, done{"recall_scheduled"}, nil, refusals{"agent_unknown", "campaign_unknown", "value_invalid"}, nil},
	{"recall_by_phone", recallByPhone, done{"recall_scheduled"}, nil, refusals{"agent_unknown", "value_invalid", "no_predictive_record"}, nil},
	{"edit_recall", editRecall, done{"recall_edited"}, nil, refusals{"agent_unknown", "campaign_unknown", "record_unknown", "recall_unknown", "value_invalid", "agent_logged_out"}, nil},
	{"delete_recall", deleteRecall, done{"recall_deleted"}, nil, refusals{"agent_unknown", "campaign_unknown", "record_unknown", "recall_unknown", "value_invalid", "agent_logged_out"}, nil},

	// configuration.php
	{"disable_agent", disableAgent, done{"agent_disabled"}, nil, refusals{"agent_unknown"}, nil},
	{"enable_agent", enableAgent, done{"agent_enabled"}, nil, refusals{"agent_unknown"}, nil},
	{"create_agent", createAgent, done{"agent_created"}, gives{"agent_id", "password"}, refusals{"value_invalid"}, nil},
	{"edit_agent", editAgent, done{"agent_edited"}, nil, refusals{"agent_unknown", "value_invalid"}, nil},
	{"create_skill", createSkill, done{"skill_created"}, gives{"skill_id"}, nil, nil},
	{"edit_skill", editSkill, done{"skill_edited"}, nil, refusals{"skill_unknown"}, nil},
	{"add_agents_skill", addAgentsSkill, done{"agent_added_to_skill"}, nil, refusals{"skill_unknown", "agent_unknown"}, nil},
	{"remove_agents_skill", removeAgentsSkill, done{"agent_removed_from_skill"}, nil, refusals{"skill_unknown", "agent_unknown", "agent_not_in_skill"}, nil},
	{"create_cod_act", createCodAct, done{"code_created"}, nil, refusals{"value_invalid"}, nil},
	{"edit_cod_act", editCodAct, done{"code_edited"}, nil, refusals{"code_unknown", "value_invalid"}, nil},
	{"remove_cod_act", removeCodAct, done{"codes_removed"}, nil, refusals{"codes_unknown", "value_invalid"}, nil},
	{"add_dnc", addDNC, done{"numbers_added"}, gives{"count"}, refusals{"value_invalid"}, nil},
	{"remove_dnc", removeDNC, done{"numbers_removed"}, gives{"count"}, refusals{"value_invalid", "nothing_removed"}, nil},
	{"block_predictive_dnc", blockPredictiveDNC, done{"records_blocked"}, gives{"count"}, refusals{"campaign_unknown", "customers_unknown"}, nil},
	{"add_ip", addIP, done{"ip_added"}, nil, refusals{"ip_invalid", "ip_registered", "value_invalid", "ips_exhausted"}, nil},
	{"remove_ip", removeIP, done{"ip_removed"}, nil, refusals{"ip_invalid", "ip_unknown"}, nil},
	{"disable_module", disableModule, done{"module_disabled"}, gives{"account"}, nil, nil},
	{"enable_module", enableModule, done{"module_enabled"}, gives{"account"}, nil, nil},
	{"edit_licenses", editLicenses, done{"licenses_changed", "call_center_licenses_changed", "pbx_licenses_changed"}, gives{"old_call_center", "old_pbx"}, refusals{"value_invalid"}, nil},
	{"add_interaction", addInteraction, done{"interaction_assigned"}, gives{"agent_id"}, refusals{"routing_point_unknown", "nobody_available"}, nil},
	{"free_law2300", freeLaw2300, done{"law2300_freed"}, nil, refusals{"value_invalid", "not_blocked"}, nil},
	{"block_law2300", blockLaw2300, done{"law2300_blocked"}, nil, refusals{"value_invalid"}, nil},
	{"upload_file", uploadFile, done{"file_uploaded"}, nil, refusals{"file_type_invalid"}, nil},
	{"delete_file", deleteFile, done{"file_deleted"}, nil, refusals{"file_unknown"}, nil},
	{"upload_audio", uploadAudio, done{"audios_uploaded"}, gives{"count"}, refusals{"too_many_files", "file_too_large"}, map[string]gives{"data": uploadedFields.names()}},
	{"speech_on_demand", speechOnDemand, done{"speech_requested"}, nil, refusals{"agent_unknown", "call_unknown", "call_too_old", "call_not_stereo"}, nil},

	// information.php
	find("agents", "agents_found", agentFields, findAgents, "none_found"),
	find("agents_in_skill", "agents_in_skill_found", memberFields, findAgentsInSkill, "none_found"),
	find("skills", "skills_found", skillFields, findSkills, "none_found"),
	find("activity_codes", "codes_found", codeFields, findCodes, "none_found"),
	find("get_dnc", "dnc_found", dncFields, findDNC, "none_found", "value_invalid"),
	find("get_ip", "ips_found", ipFields, findIPs, "none_found"),
	find("token_info", "token_found", tokenFields, findToken),
	find("services", "services_found", serviceFields, findServices),
	find("law2300_info", "law2300_found", law2300Fields, findLaw2300, "none_found"),
	find("audio_list", "audios_found", audioFields, findAudios, "none_found"),
	find("campaigns", "campaigns_found", campaignFields, findCampaigns, "none_found"),
	find("routing_points", "routing_points_found", routingPointFields, findRoutingPoints, "none_found"),

	// real_time.php
	find("real_time_agents", "agents_found", workerFields, findWorkers, "none_found"),
	{"real_time_skills", realTimeSkills, done{"skills_found", "skills_found_within", "skills_found_within_standard"}, gives{"count"}, refusals{"none_found", "value_invalid"}, map[string]gives{"data": queueFields.names()}},
	find("calls_last_10", "calls_found", lastCallFields, findLastCalls, "none_found"),
	find("real_time_recall", "recalls_found", recallFields, findRecalls, "none_found", "value_invalid"),
	{"latency", latency, done{"latency_found"}, gives{"count"}, refusals{"none_found"}, map[string]gives{"by_agent": connectionFields.names(), "by_ip": siteFields.names(), "by_pbx": pbxFields.names()}},
	find("hits_last_hour", "hits_found", hitFields, findHits, "none_found"),
	find("real_time_campaigns", "campaigns_found", runningFields, findRunningCampaigns, "none_found"),
	{"interactions", interactions, done{"interactions_found"}, gives{"count"}, refusals{"none_found"}, map[string]gives{"data": interactionAgentFields.names(), "active_interactions": interactionFields.names()}},
}

// An operation is one documented call. Its handler runs under the world's lock, changes the call center and gives the
// variables of the reply that are no parameters of the request. It holds no word of a reply: success is the outcome
// named here, and a refusal of the domain has the name of its outcome.
type operation struct {
	name     string
	handle   func(*callcenter.Center, *exchange) (openapi.Vars, error)
	done     done
	gives    gives // the variables that its success has besides the parameters of the request
	refusals refusals
	lists    map[string]gives // the lists of its success, with the variables of their records
}

type (
	done     = []string // a handler that can end in several ways says which, see exchange.done; else it is the first
	gives    = []string
	refusals = []callcenter.Kind // by their names in the document, which are those of callcenter
)

// vars are the values that an operation hands to its reply.
type vars []variable

type variable struct{ name, value string }

// Var is the value of a variable, "" when there is none of that name.
func (vs vars) Var(name string) string {
	for _, v := range vs {
		if v.name == name {
			return v.value
		}
	}
	return ""
}

// Each has no lists.
func (vs vars) Each(string, func(openapi.Vars)) {}
