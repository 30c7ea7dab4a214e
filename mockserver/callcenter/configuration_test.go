package callcenter

import (
	"net/netip"
	"strings"
	"testing"
	"time"
)

// What was given to the Center is the caller's to change afterwards.
func TestConfiguration_keepsNothingOfTheCaller(t *testing.T) {
	c := scene(t, "ready")
	network := &Network{LatencyMS: 40}
	members, services := map[string]string{"12989": "5"}, []string{"sso", "bi"}
	put(t, c, "12989", AgentChange{Network: network})
	ok(t, c.PutSkill(noon, "4001", SkillSetup{Members: members}))
	ok(t, c.PutAccount(AccountChange{Services: services}))
	before := toJSON(t, c)
	network.LatencyMS, members["12989"], services[0] = 1, "changed", "changed"
	same(t, "changed from outside", before, toJSON(t, c))
}

// Every operation works on the zero Center, whose maps are nil.
func TestZeroCenter_everyOperation(t *testing.T) {
	for name, do := range operations {
		var c Center
		err := do(try{&c, noon, "12989", "12990", "3001234567", time.Hour, 1})
		if err != nil && kindOf(err) == "" {
			t.Errorf("%s: %v is no *Error", name, err)
		}
		throughJSON(t, &c)
	}
	var c Center
	if _, blocked := c.LawInfo("900", "3000000000"); blocked || c.blocked("3000000000") || c.blockedInbound("") {
		t.Error("the zero Center blocks a number")
	}
}

// TestCheck_brokenConfigurations is to the configuration what TestCheck_brokenCenters is to agents and calls.
func TestCheck_brokenConfigurations(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*Center)
		want  string
	}{
		{"agent sequence", func(c *Center) { c.AgentSeq = -1 }, "agent_sequence is -1"},
		{"password sequence", func(c *Center) { c.PasswordSeq = maxConns + 1 }, "password_sequence is 9007199254740993"},
		{"skill sequence", func(c *Center) { c.SkillSeq = -1 }, "skill_sequence is -1"},
		{"audio sequence", func(c *Center) { c.AudioSeq = -1 }, "audio_sequence is -1"},

		{"name of the account", func(c *Center) { c.Tenant.Name = "\xff" }, `name of the account is "\xff"`},
		{"licences", func(c *Center) { c.Tenant.CallCenter = -1 }, "call_center of the account is -1"},
		{"PBX licences", func(c *Center) { c.Tenant.PBX = MaxLicences + 1 }, "pbx of the account is 1000001"},
		{"unknown service", func(c *Center) { c.Tenant.Services = []string{"fax"} }, `services of the account has "fax": expected some of screen_recording, `},
		{"services not sorted", func(c *Center) { c.Tenant.Services = []string{"sso", "bi"} }, `has "bi" after "sso": expected them sorted`},
		{"service twice", func(c *Center) { c.Tenant.Services = []string{"bi", "bi"} }, `has "bi" after "bi"`},

		{"latency", func(c *Center) { c.AgentByID["12989"].Network.LatencyMS = -1 }, `agent "12989": its network: latency_ms is -1`},
		{"lost packets", func(c *Center) { c.AgentByID["12989"].Network.RxPloss = 101 }, `rx_ploss is 101: expected a number from 0 to 100`},

		{"skill without id", func(c *Center) { c.SkillByID[""] = &Skill{} }, `skill "": its key is ""`},
		{"skill called all", func(c *Center) { c.SkillByID["all"] = &Skill{ID: "all"} }, `skill "all": its key is "all"`},
		{"skill is null", func(c *Center) { c.SkillByID["4001"] = nil }, `skill "4001": it is null`},
		{"skill under another key", func(c *Center) { c.SkillByID["4001"].ID = "7" }, `skill "4001": its skill_id is "7"`},
		{"member is unknown", func(c *Center) { c.SkillByID["4001"].Members["7"] = "" }, `skill "4001": its member is "7"`},
		{"call for no skill", func(c *Center) { delete(c.SkillByID, "4001") }, `its skill_id is "4001" while its type is inbound`},
		{"manual call for a skill", func(c *Center) { c.CallByID[latest(c)].Type = Manual }, `its skill_id is "4001" while its type is manual`},
		{"speech of nobody's call", func(c *Center) {
			c.CallByID["x"] = &Call{ID: "x", Type: Transfer, Follows: "y", Started: noon, State: Ended, Ended: noon, EndedBy: ByTransfer, SpeechAsked: noon}
		}, `its speech_asked is 2023-11-14 22:13:20 +0000 UTC and its agent is ""`},

		{"no number", func(c *Center) { c.DNCByPhone[""] = DoNotCall{Inbound: noon} }, `do_not_call has the number ""`},
		{"blanks around a number", func(c *Center) { c.DNCByPhone[" 1"] = DoNotCall{Inbound: noon} }, `do_not_call has the number " 1"`},
		{"number on no list", func(c *Center) { c.DNCByPhone["1"] = DoNotCall{} }, `do_not_call "1" has no time`},
		{"number of law 2300", func(c *Center) { c.LawByPhone["+3000000009"] = nil }, `law_2300 has the number "+3000000009"`},
		{"law 2300 without nit", func(c *Center) { c.LawByPhone["3000000009"] = nil }, `law_2300 "3000000009" has no nit`},
		{"law 2300 without time", func(c *Center) { c.LawByPhone["3000000009"]["900"] = LawBlock{} }, `law_2300 "3000000009" of the nit "900": its since is missing`},

		{"address", func(c *Center) { c.IPByAddress[ip("::1").Value] = FirewallIP{} }, `firewall has the address "::1"`},
		{"permanent addresses", func(c *Center) {
			for n := range 5 {
				c.IPByAddress[IP{netip.AddrFrom4([4]byte{192, 0, 2, byte(2 + n)})}] = FirewallIP{Permanent: true}
			}
		}, "firewall has 6 permanent addresses: expected at most 5"},

		{"PBX user without name", func(c *Center) { c.PBXByUser[""] = PBXUser{} }, `pbx user "": its user is ""`},
		{"PBX user under another key", func(c *Center) { c.PBXByUser["7"] = PBXUser{User: "100"} }, `pbx user "7": its user is "100"`},
		{"PBX user's status", func(c *Center) { c.PBXByUser["7"] = PBXUser{User: "7", Status: "\xff"} }, `pbx user "7": its status is "\xff"`},
		{"PBX user's figures", func(c *Center) { c.PBXByUser["7"] = PBXUser{User: "7", TxJitter: -1} }, `pbx user "7": tx_jitter is -1`},

		{"routing point without id", func(c *Center) { c.RoutingByID[""] = &RoutingPoint{} }, `routing point "": its key is ""`},
		{"routing point is null", func(c *Center) { c.RoutingByID["61196"] = nil }, `routing point "61196": it is null`},
		{"routing point under another key", func(c *Center) { c.RoutingByID["61196"].ID = "7" }, `routing point "61196": its rp_id is "7"`},
		{"too many interactions", func(c *Center) { c.Open = make([]Interaction, MaxInteractions+1) }, "interactions has 1001 of them"},
		{"interaction without id", func(c *Center) { c.Open[0].ID = "" }, `interactions[0] has the conn_id ""`},
		{"interaction twice", func(c *Center) { c.Open = append(c.Open, c.Open[0]) }, `interactions[1] has the conn_id "12990.0003.1700000000.10003"`},
		{"interaction of nobody", func(c *Center) { c.Open[0].AgentID = "7" }, `interactions[0] is of agent "7"`},
		{"interaction from nowhere", func(c *Center) { c.Open[0].RPID = "7" }, `interactions[0] has the rp_id "7"`},
		{"interaction without date", func(c *Center) { c.Open[0].Date = time.Time{} }, "interactions[0]: its date is missing"},
		{"interaction is too long", func(c *Center) { c.Open[0].Body = strings.Repeat("x", MaxText+1) }, "interactions[0] has a text of 10001 bytes"},

		{"type of file", func(c *Center) { c.FileByName["a.exe"] = File{1, noon} }, `file "a.exe" has 1 bytes`},
		{"size of file", func(c *Center) { c.FileByName["a.pdf"] = File{-1, noon} }, `file "a.pdf" has -1 bytes`},
		{"file without time", func(c *Center) { c.FileByName["a.pdf"] = File{} }, `was uploaded at 0001-01-01`},
		{"audio under another key", func(c *Center) { c.AudioByName["x"] = Audio{} }, `audio "x": its name is ""`},
		{"audio without id", func(c *Center) { c.AudioByName["x"] = Audio{Name: "x", Created: noon} }, `audio "x": its audio_id is 0`},
		{"id of two audios", func(c *Center) { c.AudioByName["x"] = Audio{ID: 1, Name: "x", Created: noon} }, `audio "x": its audio_id is 1, which audio "hello.wav" has`},
		{"size of audio", func(c *Center) { c.AudioByName["x"] = Audio{ID: 2, Name: "x", Created: noon, Size: MaxAudioSize + 1} }, `audio "x" has 5242881 bytes`},
		{"length of audio", func(c *Center) { c.AudioByName["x"] = Audio{ID: 2, Name: "x", Created: noon, Seconds: -1} }, `audio "x" has 0 bytes and -1 seconds`},
		{"audio without time", func(c *Center) { c.AudioByName["x"] = Audio{ID: 2, Name: "x"} }, `audio "x": its created_at is missing`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := furnished(t).Clone()
			tt.spoil(c)
			if err := c.Check(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}
