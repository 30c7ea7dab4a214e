package mockserver_test

import (
	"fmt"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// What the operations of configuration.php answer; see outcomes_test.go. The bodies of successes are those of the
// vendor's pages, as far as the demo world has what they name.
var configurationOutcomes = []outcome{
	{"disable_agent/agent_disabled", conf("disable_agent", `{"agent_id": "12992"}`), silent, nil},
	{"disable_agent/agent_unknown", conf("disable_agent", `{"agent_id": "99999"}`), `^there is no agent "99999"`, nil},

	{"enable_agent/agent_enabled", conf("enable_agent", `{"agent_id": "12992"}`), silent, nil},
	{"enable_agent/agent_unknown", conf("enable_agent", `{"agent_id": "99999"}`), `^there is no agent "99999"`, nil},

	{"create_agent/agent_created", conf("create_agent", `{"agent_dni": "0010203", "agent_name": "Agent One", "agent_sso": "", "agent_pass": "Example0123*"}`), silent, nil},
	{"create_agent/value_invalid", conf("create_agent", `{"agent_dni": "0010203", "agent_name": "Agent One", "agent_pass": "Example0123"}`), `^agent_pass, of 11 characters, lacks one of ! # % & \* @: expected at least one upper-case letter, one lower-case letter, one digit and one of ! # % & \* @$`, nil},

	{"edit_agent/agent_edited", conf("edit_agent&agent_id=12991", `{"agent_dni": "0010203", "agent_name": "Agent One", "agent_sso": "", "agent_pass": "Example0123*"}`), silent, nil},
	{"edit_agent/agent_unknown", conf("edit_agent&agent_id=99999", `{"agent_name": "Agent One"}`), `^there is no agent "99999"`, nil},
	{"edit_agent/value_invalid", conf("edit_agent&agent_id=12991", `{"agent_pass": "example0123*"}`), `^agent_pass, of 12 characters, lacks an upper-case letter: expected`, nil},

	{"create_skill/skill_created", conf("create_skill", `{"skill_name": "Support", "description_skill": "This is the support skill", "voicemail": "5003", "welcome_message": "10_audio10", "vto": "10_audio10"}`), silent, nil},

	{"edit_skill/skill_edited", conf("edit_skill&skill_id=4012", `{"skill_name": "Sales", "description_skill": "", "voicemail": "5003", "welcome_message": "10_audio10", "vto": "10_audio10"}`), silent, nil},
	{"edit_skill/skill_unknown", conf("edit_skill&skill_id=all", `{"skill_name": "Sales"}`), `^there is no skill "all": expected the skill_id of one of the 1 skills$`, nil},

	{"add_agents_skill/agent_added_to_skill", conf("add_agents_skill", `{"skill_id": "4012", "agent_id": "12989", "expertise": "5"}`), silent, nil},
	{"add_agents_skill/skill_unknown", conf("add_agents_skill", `{"skill_id": "9999", "agent_id": "12989", "expertise": "5"}`), `^there is no skill "9999"`, nil},
	{"add_agents_skill/agent_unknown", conf("add_agents_skill", `{"skill_id": "4012", "agent_id": "99999", "expertise": "5"}`), `^there is no agent "99999"`, nil},

	{"remove_agents_skill/agent_removed_from_skill", conf("remove_agents_skill", `{"skill_id": "4012", "agent_id": "12990"}`), silent, nil},
	{"remove_agents_skill/skill_unknown", conf("remove_agents_skill", `{"skill_id": "4069", "agent_id": "12993"}`), `^there is no skill "4069"`, nil},
	{"remove_agents_skill/agent_unknown", conf("remove_agents_skill", `{"skill_id": "4012", "agent_id": "99999"}`), `^there is no agent "99999"`, nil},
	{"remove_agents_skill/agent_not_in_skill", conf("remove_agents_skill", `{"skill_id": "4012", "agent_id": "12993"}`), `^agent 12993 is not in skill 4012: expected one of its 2 agents$`, nil},

	{"create_cod_act/code_created", conf("create_cod_act", `{"type_code": "cod_act1", "cod_act": "021", "description_cod_act": "Sales code", "hit": "yes", "rpc": "yes", "chat": "yes", "studio": "yes", "voice": "yes", "interactions": "yes"}`), silent, nil},
	{"create_cod_act/value_invalid", conf("create_cod_act", `{"type_code": "cod_act3", "cod_act": "021"}`), `^type_code is "cod_act3": expected cod_act1 or cod_act2$`, nil},

	{"edit_cod_act/code_edited", conf("edit_cod_act", `{"type_code": "cod_act1", "cod_act": "021", "description_cod_act": "Sales code", "hit": "no", "rpc": "yes", "chat": "no", "studio": "no", "voice": "no", "interactions": "no"}`), silent, nil},
	{"edit_cod_act/code_unknown", conf("edit_cod_act", `{"type_code": "cod_act2", "cod_act": "021"}`), `^there is no code "021" in cod_act2: expected one of the 3 codes of both groups$`, nil},
	{"edit_cod_act/value_invalid", conf("edit_cod_act", `{"type_code": "cod_act1", "cod_act": "021", "hit": "true"}`), `^hit is "true": expected yes or no$`, nil},

	{"remove_cod_act/codes_removed", conf("remove_cod_act", `{"type_code": "cod_act1", "cod_act": ["020", "021"]}`), silent, nil},
	{"remove_cod_act/codes_unknown", conf("remove_cod_act", `{"type_code": "cod_act2", "cod_act": ["020", "021"]}`), `^cod_act2 has none of the codes \["020" "021"\]: expected at least one that exists$`, nil},
	{"remove_cod_act/value_invalid", conf("remove_cod_act", `{"type_code": "1", "cod_act": "020"}`), `^type_code is "1": expected cod_act1 or cod_act2$`, nil},

	{"add_dnc/numbers_added", threeNumbers, silent, nil},
	{"add_dnc/value_invalid", conf("add_dnc", `{"type_call": "outboud", "telephones": ["3000000000"]}`), `^type_call is "outboud": expected inbound, outbound, inbound/outbound or all$`, nil},

	{"remove_dnc/numbers_removed", conf("remove_dnc", `{"telephones": ["3000000000", "3000000001"], "type": "all"}`), silent, following("numbers_added", threeNumbers)},
	{"remove_dnc/value_invalid", conf("remove_dnc", `{"telephones": "all", "type": "outboud"}`), `^type is "outboud": expected inbound, outbound, inbound/outbound or all$`, nil},
	{"remove_dnc/nothing_removed", conf("remove_dnc", `{"telephones": ["3000000009"]}`), `^none of the numbers is on the do-not-call list for all: it has 3 numbers in all$`, following("numbers_added", threeNumbers)},

	{"block_predictive_dnc/records_blocked", conf("block_predictive_dnc", `{"id_campaing": "7224", "id_cliente": ["1", "2"]}`), silent, nil},
	{"block_predictive_dnc/campaign_unknown", conf("block_predictive_dnc", `{"id_campaing": "9999", "id_cliente": ["1"]}`), `^there is no campaign "9999"`, nil},
	{"block_predictive_dnc/customers_unknown", conf("block_predictive_dnc", `{"id_campaing": "7224", "id_cliente": ["1000000001", "1000000002"]}`), `^campaign "7224" has none of the customers \["1000000001" "1000000002"\]: expected some of its 2 records$`, nil},

	{"add_ip/ip_added", oneAddress, silent, nil},
	{"add_ip/ip_invalid", conf("add_ip", `{"ip": "192.xxx.x.xxx"}`), `^ip is "192\.xxx\.x\.xxx": expected an IPv4 address, such as 192\.0\.2\.1$`, nil},
	{"add_ip/ip_registered", oneAddress, `^the address 192\.0\.2\.10 is in the firewall list already: expected another one$`, following("ip_added", oneAddress)},
	{"add_ip/value_invalid", conf("add_ip", `{"ip": "192.0.2.10", "permanent": "always"}`), `^permanent is "always": expected yes or no$`, nil},
	{"add_ip/ips_exhausted", conf("add_ip", `{"ip": "192.0.2.16", "permanent": "yes"}`), `^the address 192\.0\.2\.16 cannot be permanent: 5 are already; expected at most 5$`, afterFiveAddresses},

	{"remove_ip/ip_removed", conf("remove_ip", `{"ip": "192.0.2.10"}`), silent, following("ip_added", oneAddress)},
	{"remove_ip/ip_invalid", conf("remove_ip", `{"ip": "192.0.2"}`), `^ip is "192\.0\.2": expected an IPv4 address`, nil},
	{"remove_ip/ip_unknown", conf("remove_ip", `{"ip": "192.0.2.10"}`), `^the address 192\.0\.2\.10 is not in the firewall list: expected one of its 0$`, nil},

	{"disable_module/module_disabled", conf("disable_module", ""), silent, nil},
	{"enable_module/module_enabled", conf("enable_module", ""), silent, nil},

	{"edit_licenses/licenses_changed", conf("edit_licenses", `{"call_center": "25", "pbx": "12"}`), silent, nil},
	{"edit_licenses/call_center_licenses_changed", conf("edit_licenses", `{"call_center": "25"}`), silent, nil},
	{"edit_licenses/pbx_licenses_changed", conf("edit_licenses", `{"pbx": "12"}`), silent, nil},
	{"edit_licenses/value_invalid", conf("edit_licenses", `{"call_center": "25", "pbx": "-1"}`), `^pbx is "-1": expected a whole number from 0 to \d+$`, nil},

	{"add_interaction/interaction_assigned", oneMail, silent, nil},
	{"add_interaction/routing_point_unknown", conf("add_interaction", `{"rp_id": "9999"}`), `^there is no routing point "9999": expected the rp_id of one of the 1 routing points$`, nil},
	{"add_interaction/nobody_available", oneMail, `^routing point 61196 has nobody to assign to: of the 6 agents, expected one in Ready$`, following("status_changed", box("change_status", "agent_id=12991&status=102"))},

	{"free_law2300/law2300_freed", conf("free_law2300", `{"nit": "900000000", "item": "telephone", "value": "3000000000", "agent_id": "10060"}`), silent, following("law2300_blocked", oneBlock)},
	{"free_law2300/value_invalid", conf("free_law2300", `{"nit": "900000000", "item": "identification", "value": "1"}`), `^item is "identification": expected telephone or customer_id$`, nil},
	{"free_law2300/not_blocked", conf("free_law2300", `{"nit": "900000000", "item": "telephone", "value": "3000000000"}`), `^law 2300 does not block the telephone "3000000000" for the nit "900000000": expected one that block_law2300 was told$`, nil},

	{"block_law2300/law2300_blocked", oneBlock, silent, nil},
	{"block_law2300/value_invalid", conf("block_law2300", `{"nit": "900000000", "telephone": "300000"}`), `^telephone is "300000": expected 7 to 15 digits`, nil},

	{"upload_file/file_uploaded", oneFile, silent, nil},
	{"upload_file/file_type_invalid", form("upload_file", part{"file", "manual.doc", "text"}), `^the file is called "manual\.doc": expected a name that ends in \.pdf, \.docx, \.txt, \.png$`, nil},

	{"delete_file/file_deleted", conf("delete_file", `{"filename": "manual.pdf"}`), silent, following("file_uploaded", oneFile)},
	{"delete_file/file_unknown", conf("delete_file", `{"filename": "manual.pdf"}`), `^there is no file "manual\.pdf": expected the name of one of the 0 files$`, nil},

	{"upload_audio/audios_uploaded", form("upload_audio", part{"file1", "welcome.wav", "a"}, part{"file2", "waiting.mp3", "b"}), silent, nil},
	{"upload_audio/too_many_files", form("upload_audio", audios(51)...), `^there are 51 audios in the request: expected 1 to 50$`, nil},
	{"upload_audio/file_too_large", ask{}, `^the audio "long\.wav" has 5242881 bytes: expected at most 5242880$`, withLongAudio},

	{"speech_on_demand/speech_requested", ofDialled, silent, afterDial},
	{"speech_on_demand/agent_unknown", conf("speech_on_demand", `{"conn_id": "1", "agent_id": "99999"}`), `^there is no agent "99999"`, nil},
	{"speech_on_demand/call_unknown", conf("speech_on_demand", `{"conn_id": "12989.0000.1700000000.12345", "agent_id": "12989"}`), `^there is no call "12989\.0000\.1700000000\.12345": expected the conn_id of a call`, nil},
	{"speech_on_demand/call_too_old", ofDialled, `^call 12991\.0004\.1700000000\.10004 started at 2023-11-14 22:13:20: expected one of the last 24 hours$`, aDayLater},
	{"speech_on_demand/call_not_stereo", ofDialled, `^call 12991\.0004\.1700000000\.10004 was not recorded in stereo: expected the service stereo_recording to be on$`, inMono},
}

var (
	threeNumbers = conf("add_dnc", `{"type_call": "inbound/outbound", "telephones": ["3000000000", "3000000001", "3000000002"]}`)
	oneAddress   = conf("add_ip", `{"ip": "192.0.2.10", "permanent": "no", "description": "This is my IP"}`)
	oneMail      = conf("add_interaction", `{"from": "luz@example.com", "fromname": "Luz Mora", "to": "support@example.com", "toname": "Support", "subject": "My order", "body": "<p>Where is it?</p>", "rp_id": "61196"}`)
	oneBlock     = conf("block_law2300", `{"nit": "900000000", "telephone": "3000000000", "customer_id": "1"}`)
	oneFile      = form("upload_file", part{"file", "manual.pdf", "%PDF-1.7"})
	ofDialled    = conf("speech_on_demand", `{"conn_id": "12991.0004.1700000000.10004", "agent_id": "12991"}`) // see afterDial
)

// A part is a file of a form: what it is called there, its name, what is in it.
type part struct{ called, name, content string }

// form asks for an operation that takes a multipart form.
func form(api string, parts ...part) ask {
	var body strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&body, "--frontier\r\nContent-Disposition: form-data; name=%q; filename=%q\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n", p.called, p.name, p.content)
	}
	return conf(api, body.String()+"--frontier--\r\n").with("Content-Type", "multipart/form-data; boundary=frontier")
}

func audios(n int) (all []part) {
	for i := range n {
		all = append(all, part{"file", fmt.Sprintf("audio%d.wav", i+1), "a"})
	}
	return all
}

func withLongAudio(_ *testing.T, _ *mockserver.World, c *caller, _ ask) answer {
	return c.send(form("upload_audio", part{"file", "short.wav", "a"}, part{"file", "long.wav", strings.Repeat("a", callcenter.MaxAudioSize+1)}))
}

func afterFiveAddresses(_ *testing.T, _ *mockserver.World, c *caller, a ask) answer {
	for i := range callcenter.MaxPermanentIPs {
		c.mustGet("ip_added", conf("add_ip", fmt.Sprintf(`{"ip": "192.0.2.%d", "permanent": "yes"}`, i+11)))
	}
	return c.send(a)
}

func aDayLater(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	afterDial(t, w, c, hang)
	_, err := w.SetClock(mockserver.ClockChange{Action: "set", Time: noon.Add(callcenter.SpeechWindow + 1)})
	ok(t, err)
	return c.send(a)
}

func inMono(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
	_, err := w.PutAccount(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Services: []string{}}})
	ok(t, err)
	return afterDial(t, w, c, a)
}

// The replies that the vendor's pages print; see vendor_test.go.
var configurationPrinted = map[string]string{
	"disable_agent/agent_disabled": `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been disabled"
}`,
	"enable_agent/agent_enabled": `{
    "code": 202,
    "error": null,
    "msg": "12992 agent has been enabled"
}`,
	"create_agent/agent_created": `{
    "code": 201,
    "error": null,
    "msg": "Agent has been created",
    "data": [
        {
            "agent_id": "10000",
            "password": "Example0123*"
        }
    ]
}`,
	"edit_agent/agent_edited": `{
    "code": 202,
    "error": null,
    "msg": "agent has been updated"
}`,
	"create_skill/skill_created": `{
    "code": "201",
    "error": null,
    "msg": "Skill has been created",
    "data": [
        {
            "skill_id": "4001"
        }
    ]
}`,
	"edit_skill/skill_edited": `{
    "code": 202,
    "error": null,
    "msg": "skill has been updated"
}`,
	"add_agents_skill/agent_added_to_skill": `{
    "code": "201",
    "error": null,
    "msg": "Agent 12989 added to skill 4012 of operation"
}`,
	"remove_agents_skill/agent_removed_from_skill": `{
    "code": "201",
    "error": null,
    "msg": "Removed successfully"
}`,
	"create_cod_act/code_created": `{
    "code": 201,
    "error": null,
    "msg": "Code successfully created"
}`,
	"edit_cod_act/code_edited": `{
    "code": "201",
    "error": null,
    "msg": "Successfully updated code"
}`,
	"remove_cod_act/codes_removed": `{
    "code": "201",
    "error": null,
    "msg": "Removed successfully"
}`,
	"add_dnc/numbers_added": `{
    "code": 201,
    "error": null,
    "msg": "3 telephones were added"
}`,
	"remove_dnc/numbers_removed": `{
    "code": 202,
    "error": null,
    "msg": "2 telephones were deleted"
}`,
	"block_predictive_dnc/records_blocked": `{
    "code": "202",
    "error": null,
    "msg": "2 records were successfully marked as DO-NOT-CALL in campaign 7224"
}`,
	"add_ip/ip_added": `{
    "code": "201",
    "error": null,
    "msg": "IP: 192.0.2.10 has been added successfully"
}`,
	"remove_ip/ip_removed": `{
    "code": "202",
    "error": null,
    "msg": "IP: 192.0.2.10 has been deleted successfully"
}`,
	"disable_module/module_disabled": `{
    "code": 202,
    "error": null,
    "msg": "The demo module has been successfully disabled"
}`,
	"enable_module/module_enabled": `{
    "code": 202,
    "error": null,
    "msg": "The demo module has been successfully enabled"
}`,
	"edit_licenses/licenses_changed": `{
    "code": "200",
    "error": null,
    "msg": " - Change of contact center licenses from 20 to 25 - Change of PBX licenses from 10 to 12"
}`,
	"add_interaction/interaction_assigned": `{
    "code": "201",
    "error": null,
    "msg": "61196 routing point was executed and assigned to agent (12991) "
}`,
	"free_law2300/law2300_freed": `{
    "code": "201",
    "error": null,
    "msg": "Removed successfully"
}`,
	"block_law2300/law2300_blocked": `{
    "code": "200",
    "error": null,
    "msg": "The number has been blocked successfully"
}`,
	"upload_file/file_uploaded": `{
    "code": "201",
    "error": null,
    "msg": "Upload successfully"
}`,
	"delete_file/file_deleted": `{
    "code": "201",
    "error": null,
    "msg": "File delete  successfully"
}`,
	"upload_audio/audios_uploaded": `{
    "code": "201",
    "error": null,
    "msg": "2 audio file(s) uploaded successfully",
    "data": [
        {
            "filename": "welcome.wav"
        },
        {
            "filename": "waiting.mp3"
        }
    ]
}`,
	"speech_on_demand/speech_requested": `{
    "code": "200",
    "error": null,
    "msg": "Speech analytics record created successfully"
}`,
}
