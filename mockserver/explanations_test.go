package mockserver_test

import (
	"regexp"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// The journal says why a request was refused: the thing, its value, what would be right. Here is one of each kind of text;
// those of refusals that callcenter explains by itself stand in its TestErrors_areSentences as well.
func TestJournal_explainsRefusals(t *testing.T) {
	t.Parallel()
	for reply, want := range map[string]string{
		"hang/api_unknown":                       `^no operation has the api "fly"$`,
		"hang/api_missing":                       `^there is no parameter api, or it is empty$`,
		"hang/method_wrong":                      `^hang is POST, not PATCH$`,
		"hang/parameter_missing":                 `^hang needs the query parameter agent_id$`,
		"add_dnc/parameter_missing":              `^add_dnc needs the body parameter type_call$`,
		"hang/token_missing":                     `^there is no header wolkvox-token, or it is empty; nothing names a world, so the world is default$`,
		"hang/token_unknown":                     `^world "default" does not know this token of 20 characters; no world has the token, so the world is default$`,
		"hang/token_busy":                        `^1 request\(s\) with this token are under way, the latest is mute$`,
		"agents/token_limit_exceeded":            `^the account has used 1000 calls today; its 1 licences allow 1000$`,
		"hang/path_unknown":                      `^there is no path "/api/v2/unknown\.php": expected one of /api/v2/agentbox.php, (.*, )?/api/v2/configuration.php`,
		"hang/not_simulated":                     `^the vendor documents start of campaign.php \(https://www.wolkvox.com/en/apis-v2-2/10-start-campaign-en/\); the mock does not simulate it$`,
		"hang/world_unknown":                     `^the header X-Wolkvox-Mock-World names no world, so this stands in the journal of default; POST /__admin/worlds makes one$`,
		"disable_agent/body_too_large":           `^the body has more than 1048576 bytes$`,
		"hang/fault_injected":                    `^a fault was arranged$`,
		"hang/maintenance":                       `^a fault was arranged$`,
		"hang/agent_unknown":                     `^there is no agent "99999": expected the agent_id of one of the 6 agents$`,
		"change_status/agent_on_call":            `^agent 12989 is on call 12989\.0001\.\d+\.10001: it is in Talk since \d\d:\d\d:\d\d; let the call end first$`,
		"dial/number_blocked":                    `^agent 12991 cannot call "3000000000": the number is blocked; expected another one, or take it off the list first$`,
		"edit_recall/record_unknown":             `^campaign "7224" has no customer "9": expected one of its 2 records$`,
		"edit_recall/recall_unknown":             `^customer "1" of campaign "7224" has no callback to "3000000009": expected one that was scheduled$`,
		"edit_recall/value_invalid":              `^recall_style is "auto,manual": expected auto or manual$`,
		"create_agent/value_invalid":             `^agent_pass, of 11 characters, lacks one of ! # % & \* @: expected at least one upper-case letter, one lower-case letter, one digit and one of ! # % & \* @$`,
		"edit_agent/value_invalid":               `^agent_pass, of 12 characters, lacks an upper-case letter: expected`,
		"edit_skill/skill_unknown":               `^there is no skill "9999": expected the skill_id of one of the 1 skills$`,
		"remove_agents_skill/agent_not_in_skill": `^agent 12993 is not in skill 4012: expected one of its 2 agents$`,
		"create_cod_act/value_invalid":           `^type_code is "cod_act3": expected cod_act1 or cod_act2$`,
		"edit_cod_act/value_invalid":             `^hit is "true": expected yes or no$`,
		"add_dnc/value_invalid":                  `^type_call is "outboud": expected inbound, outbound, inbound/outbound or all$`,
		"remove_dnc/nothing_removed":             `^none of the numbers is on the do-not-call list for all: it has 0 numbers in all$`,
		"block_predictive_dnc/customers_unknown": `^campaign "7224" has none of the customers "1000000001", "1000000002": expected some of its 2 records$`,
		"add_ip/ip_invalid":                      `^ip is "192\.0\.2": expected an IPv4 address, such as 192\.0\.2\.1$`,
		"add_ip/ip_registered":                   `^the address 192\.0\.2\.10 is in the firewall list already: expected another one$`,
		"add_ip/value_invalid":                   `^permanent is "always": expected yes or no$`,
		"add_ip/ips_exhausted":                   `^the address 192\.0\.2\.16 cannot be permanent: 5 are already; expected at most 5$`,
		"remove_ip/ip_unknown":                   `^the address 192\.0\.2\.10 is not in the firewall list: expected one of its 0$`,
		"edit_licenses/value_invalid":            `^pbx is "-1": expected a whole number from 0 to \d+$`,
		"add_interaction/routing_point_unknown":  `^there is no routing point "9999": expected the rp_id of one of the 1 routing points$`,
		"add_interaction/nobody_available":       `^routing point 61196 has nobody to assign to: of the 6 agents, expected one in Ready$`,
		"free_law2300/value_invalid":             `^item is "identification": expected telephone or customer_id$`,
		"free_law2300/not_blocked":               `^law 2300 does not block the telephone "3000000000"`,
		"block_law2300/value_invalid":            `^telephone is "300000": expected 7 to 15 digits`,
		"upload_file/file_type_invalid":          `^the file is called "manual\.doc": expected a name that ends in \.pdf, \.docx, \.txt, \.png$`,
		"delete_file/file_unknown":               `^there is no file "manual\.pdf": expected the name of one of the 0 files$`,
		"upload_audio/too_many_files":            `^there are 51 audios in the request: expected 1 to 50$`,
		"upload_audio/file_too_large":            `^the audio "long\.wav" has 5242881 bytes: expected at most 5242880$`,
		"speech_on_demand/call_unknown":          `^there is no call "12991\.0000\.1700000000\.10000": expected the conn_id of a call`,
		"speech_on_demand/call_too_old":          `^call 12991\.0004\.1700000000\.10004 started at 2023-11-14 17:13:20: expected one of the last 24 hours$`,
		"speech_on_demand/call_not_stereo":       `^call 12991\.0004\.1700000000\.10004 was not recorded in stereo: expected the service stereo_recording to be on$`,
		"agents/none_found":                      `^nothing has the agent "99999"$`,
		"law2300_info/none_found":                `^nothing has the nit "900000000" and the phone "3000000000"$`,
		"get_ip/none_found":                      `^there is nothing to list$`,
		"get_dnc/value_invalid":                  `^type is "both": expected inbound, outbound or all$`,
		"real_time_recall/value_invalid":         `^type is "both": expected all, auto or manual$`,
		"real_time_skills/value_invalid":         `^services_time is "soon": expected a number of seconds$`,
	} {
		t.Run(reply, func(t *testing.T) {
			t.Parallel()
			w := mockserver.Run(t).Default()
			s := sampleOf(t, reply)
			bring(t, w, s)
			got := w.Requests(journal.Query{Outcome: s.Outcome.Name}).Requests
			if len(got) != 1 {
				t.Fatalf("the journal has %d of it", len(got))
			}
			if !regexp.MustCompile(want).MatchString(got[0].Reason) {
				t.Errorf("the journal says %q, want %s", got[0].Reason, want)
			}
		})
	}
}

// An api of another resource is explained by where it belongs, and the callback of another style by the style that it has.
func TestJournal_explainsWhatIsElsewhere(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("recall_scheduled", newRecall)
	for _, tt := range []struct {
		ask           ask
		outcome, want string
	}{
		{box("disable_agent", ""), "api_unknown", "disable_agent belongs to PUT /api/v2/configuration.php"},
		{deletedRecall.but("recall_style", "manual"), "recall_unknown", `the callback of customer "1" to "3000000001" is auto: expected this style, not manual`},
	} {
		c.mustGet(tt.outcome, tt.ask)
		if got := newest(t, w).Reason; got != tt.want {
			t.Errorf("the journal says %q, want %q", got, tt.want)
		}
	}
}
