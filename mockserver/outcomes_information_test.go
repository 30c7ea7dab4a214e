package mockserver_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// fromNoon is a way to ask in the demo world as if it had begun at noon: what reads show of its past has then one time.
// Whatever is to happen before the question comes first, and takes the time that it is given.
func fromNoon(before ...func(testing.TB, *mockserver.World, *caller)) func(*testing.T, *mockserver.World, *caller, ask) answer {
	return func(t *testing.T, w *mockserver.World, c *caller, a ask) answer {
		t.Helper()
		beginAtNoon(t, w)
		for _, f := range before {
			f(t, w, c)
		}
		return c.send(a)
	}
}

// beginAtNoon lets a world that nobody has changed yet begin at noon, where its clock stands still. All of its times, and
// the conn_ids, are those of the one moment in which it came about.
func beginAtNoon(t testing.TB, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	began := snap.Center.AgentByID["12991"].Since
	text := strings.NewReplacer(
		began.Format(time.RFC3339Nano), noon.Format(time.RFC3339Nano),
		"."+strconv.FormatInt(began.Unix(), 10)+".", "."+strconv.FormatInt(noon.Unix(), 10)+".",
	).Replace(mustJSON(t, snap))
	var moved mockserver.Snapshot
	ok(t, json.Unmarshal([]byte(text), &moved))
	ok(t, w.Restore(moved))
	freeze(t, w)
}

// pass advances the clock.
func pass(t testing.TB, w *mockserver.World, d time.Duration) {
	t.Helper()
	_, err := w.SetClock(mockserver.ClockChange{Action: "advance", Duration: fault.Duration(d)})
	ok(t, err)
}

// asked is something that happens before: requests that succeed.
func asked(outcome string, a ask) func(testing.TB, *mockserver.World, *caller) {
	return func(t testing.TB, _ *mockserver.World, c *caller) { t.Helper(); c.mustGet(outcome, a) }
}

// after lets time pass before.
func after(d time.Duration) func(testing.TB, *mockserver.World, *caller) {
	return func(t testing.TB, w *mockserver.World, _ *caller) { t.Helper(); pass(t, w, d) }
}

// changed sets a scene before.
func changed(f func(*mockserver.World) error) func(testing.TB, *mockserver.World, *caller) {
	return func(t testing.TB, w *mockserver.World, _ *caller) { t.Helper(); ok(t, f(w)) }
}

// empty takes everything out of the call center but the token.
func empty(t testing.TB, w *mockserver.World, _ *caller) {
	t.Helper()
	snap := w.Snapshot()
	snap.Center = callcenter.New()
	ok(t, w.Restore(snap))
}

// What the operations of information.php answer; see outcomes_test.go. Whoever asks for what is not there finds nothing.
var informationOutcomes = []outcome{
	{"agents/agents_found", info("agents", "agent=12991"), silent, fromNoon(changed(whoIsWho))},
	{"agents/none_found", info("agents", "agent=99999"), `^nothing has the agent "99999"$`, nil},

	{"agents_in_skill/agents_in_skill_found", info("agents_in_skill", "skill_id=4012"), silent, fromNoon()},
	{"agents_in_skill/none_found", info("agents_in_skill", "skill_id=9999"), `^nothing has the skill_id "9999"$`, nil},

	{"skills/skills_found", info("skills", "skill=4012"), silent, fromNoon()},
	{"skills/none_found", info("skills", "skill=9999"), `^nothing has the skill "9999"$`, nil},

	{"activity_codes/codes_found", info("activity_codes", ""), silent, nil},
	{"activity_codes/none_found", info("activity_codes", "cod_act=999"), `^nothing has the cod_act "999"$`, nil},

	{"get_dnc/dnc_found", info("get_dnc", "type=all"), silent, fromNoon(
		asked("numbers_added", conf("add_dnc", `{"type_call":"inbound/outbound","telephones":["3000000009"]}`)),
		after(time.Hour),
		asked("numbers_added", conf("add_dnc", `{"type_call":"outbound","telephones":["3000000008"]}`)),
	)},
	{"get_dnc/value_invalid", info("get_dnc", "type=both"), `^type is "both": expected inbound, outbound or all$`, nil},
	{"get_dnc/none_found", info("get_dnc", "type=inbound"), `^nothing has the type "inbound"$`, nil},

	{"get_ip/ips_found", info("get_ip", ""), silent, fromNoon(
		asked("ip_added", conf("add_ip", `{"ip":"192.0.2.10","permanent":"yes","description":"Office"}`)),
		asked("ip_added", conf("add_ip", `{"ip":"192.0.2.9"}`)),
	)},
	{"get_ip/none_found", info("get_ip", ""), nothing, nil},

	{"token_info/token_found", info("token_info", ""), silent, fromNoon(asked("agents_found", info("agents", "")), changed(func(w *mockserver.World) error {
		_, err := w.PutAccount(mockserver.AccountChange{UsedToday: ptr(41)})
		return err
	}))},

	{"services/services_found", info("services", ""), silent, nil},

	{"law2300_info/law2300_found", info("law2300_info", "nit=900000000&phone=3000000009"), silent, fromNoon(
		asked("law2300_blocked", conf("block_law2300", `{"nit":"900000000","telephone":"+300 000-0009","customer_id":"1"}`)),
	)},
	{"law2300_info/none_found", info("law2300_info", "nit=900000000&phone=3000000009"), `^nothing has the nit "900000000" and the phone "3000000009"$`, nil},

	{"audio_list/audios_found", info("audio_list", ""), silent, fromNoon(withAudios)},
	{"audio_list/none_found", info("audio_list", ""), nothing, nil},

	{"campaigns/campaigns_found", info("campaigns", "campaign=7224"), silent, fromNoon()},
	{"campaigns/none_found", info("campaigns", "campaign=9999"), `^nothing has the campaign "9999"$`, nil},

	{"routing_points/routing_points_found", info("routing_points", "routing=61196"), silent, fromNoon(asked("interaction_assigned", interaction))},
	{"routing_points/none_found", info("routing_points", "routing=1"), `^nothing has the routing "1"$`, nil},
}

// nothing is what the journal says when a read that was not asked for anything in particular finds nothing.
const nothing = `^there is nothing to list$`

var interaction = conf("add_interaction", `{"from":"luz@example.com","fromname":"Luz Mora","to":"help@example.com","toname":"Help","subject":"An invoice","body":"Hello","rp_id":"61196"}`)

// whoIsWho tells the identity of an agent.
func whoIsWho(w *mockserver.World) error {
	_, err := w.PutAgent("12991", callcenter.AgentChange{DNI: ptr("0012345"), SSO: ptr("carla")})
	return err
}

// withAudios has two audios, of 1 byte and of 2049 bytes.
func withAudios(t testing.TB, w *mockserver.World, _ *caller) {
	t.Helper()
	snap := w.Snapshot()
	_, err := snap.Center.UploadAudios(noon, []callcenter.Upload{{Name: "hello.gsm", Size: 1}, {Name: "music.gsm", Size: 2049, Seconds: 30}})
	ok(t, err)
	ok(t, w.Restore(snap))
}

// The replies that the vendor's pages print; see vendor_test.go.
var informationPrinted = map[string]string{
	"agents/agents_found": `{
    "code": "",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "agent_id": "12991",
            "agent_name": "Carla Mejia",
            "agent_dni": "0012345",
            "agent_status": "Ready",
            "last_use": "2023-11-14 22:13:20",
            "agent_sso": "carla",
            "enabled": "yes"
        }
    ]
}`,
	"agents_in_skill/agents_in_skill_found": `{
    "code": "200",
    "error": null,
    "msg": "2 records were found",
    "data": [
        {
            "agent_id": "12990",
            "agent_name": "Bruno Rojas",
            "last_use": "2023-11-14 22:13:20",
            "expertise": "5"
        },
        {
            "agent_id": "12991",
            "agent_name": "Carla Mejia",
            "last_use": "2023-11-14 22:13:20",
            "expertise": "3"
        }
    ]
}`,
	"skills/skills_found": `{
    "code": 200,
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "skill_id": "4012",
            "skill_name": "Support",
            "skill_description": "Help with a product",
            "last_use": "2023-11-14 22:13:20"
        }
    ]
}`,
	"activity_codes/codes_found": `{
    "code": "0",
    "error": null,
    "msg": "3 records were found",
    "data": [
        {
            "cod_act": "020",
            "description_cod_act": "No interest",
            "hit": "no",
            "rpc": "yes",
            "chat": "no",
            "studio": "no",
            "voice": "yes",
            "type_code": "cod_act1",
            "interactions": "no"
        },
        {
            "cod_act": "021",
            "description_cod_act": "Sale",
            "hit": "yes",
            "rpc": "yes",
            "chat": "no",
            "studio": "no",
            "voice": "yes",
            "type_code": "cod_act1",
            "interactions": "no"
        },
        {
            "cod_act": "B1",
            "description_cod_act": "Call again",
            "hit": "",
            "rpc": "",
            "chat": "no",
            "studio": "no",
            "voice": "yes",
            "type_code": "cod_act2",
            "interactions": "no"
        }
    ]
}`,
	"get_dnc/dnc_found": `{
    "code": "200",
    "error": null,
    "msg": "3 records were found",
    "data": [
        {
            "phone_number": "3000000008",
            "type": "outbound",
            "date_delete": "2023-11-14 23:13:20"
        },
        {
            "phone_number": "3000000009",
            "type": "inbound",
            "date_delete": "2023-11-14 22:13:20"
        },
        {
            "phone_number": "3000000009",
            "type": "outbound",
            "date_delete": "2023-11-14 22:13:20"
        }
    ]
}`,
	"get_ip/ips_found": `{
    "code": "200",
    "error": null,
    "msg": "2 records were found",
    "data": [
        {
            "operation": "demo",
            "ip": "192.0.2.9",
            "last_use": "",
            "type_ip": "temporal",
            "description": ""
        },
        {
            "operation": "demo",
            "ip": "192.0.2.10",
            "last_use": "",
            "type_ip": "permanente",
            "description": "Office"
        }
    ]
}`,
	"token_info/token_found": `{
    "code": "200",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "description": "demo",
            "token_limit": "20000",
            "token_use_today": "2",
            "all_token_today": "42",
            "available_consumption_options": "19958"
        }
    ]
}`,
	"services/services_found": `{
    "code": "200",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "licenses": "20",
            "pbx": "10",
            "screen_recording": "no",
            "video_call": "no",
            "stereo_recording": "yes",
            "gamification": "no",
            "text_analytics": "no",
            "speech_analytics": "no",
            "rsync": "no",
            "wolkvox_storage": "no",
            "blob_storage": "no",
            "aws_s3": "no",
            "intelligentdial": "no",
            "bi": "no",
            "customer_prot": "no",
            "mr_wizard": "no",
            "turbo_dial": "no",
            "sso": "no",
            "mailgun": "no",
            "whatsapp": "no",
            "facebook_page": "no",
            "facebook_messenger": "no",
            "instagram_page": "no",
            "instagram_chat": "no",
            "sms_bidireccional": "no",
            "chat_web": "no",
            "telegram": "no",
            "crm": "no",
            "email": "no",
            "cobrowsing": "no"
        }
    ]
}`,
	"law2300_info/law2300_found": `{
    "code": "200",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "phone_number": "3000000009",
            "last_day": "2023-11-14 22:13:20",
            "last_channel": "voice"
        }
    ]
}`,
	"audio_list/audios_found": `{
    "code": "200",
    "error": null,
    "msg": "2 records were found",
    "data": [
        {
            "audio_id": "1",
            "created_at": "2023-11-14 22:13:20",
            "size": "1",
            "duration": "0"
        },
        {
            "audio_id": "2",
            "created_at": "2023-11-14 22:13:20",
            "size": "3",
            "duration": "30"
        }
    ]
}`,
	"campaigns/campaigns_found": `{
    "code": "",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "campaign_id": "7224",
            "campaign_name": "Renewals",
            "campaign_description": "",
            "type_campaign": "predictive",
            "status": "Started",
            "records": "2",
            "speed": "3",
            "dial_mode": "autopilot",
            "last_use": "2023-11-14 22:13:20",
            "recycled": "0",
            "turbo_dial": "no",
            "skill_id": "4012"
        }
    ]
}`,
	"routing_points/routing_points_found": `{
    "code": 200,
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "rp_id": "61196",
            "rp_name": "Mail",
            "ivr_active": "no",
            "chat_active": "no",
            "interaction_active": "yes",
            "crm_active": "no",
            "last_use": "2023-11-14 22:13:20"
        }
    ]
}`,
}
