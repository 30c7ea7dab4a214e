package callcenter

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var seed = flag.Uint64("seed", uint64(time.Now().UnixNano()), "seed of the random walk; a failure prints it")

var notSerialised = cmpopts.IgnoreUnexported(Center{})

// TestWalk does anything, in any order: every step keeps the invariants, a refusal is an *Error, and JSON loses nothing.
func TestWalk(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	r := rand.New(rand.NewPCG(*seed, 0))
	c := New(AuxState{"101", "Active breaks"}, AuxState{"102", "Lunch"})
	furnish(t, c)
	now := noon
	used, done := map[string]int{}, map[string]int{}
	missing := func() (names []string) {
		for _, name := range rowNames {
			if used[name] == 0 {
				names = append(names, name)
			}
		}
		for _, want := range configurationOutcomes {
			if done[want] == 0 {
				names = append(names, want)
			}
		}
		return names
	}
	for step := 0; step < 20_000 || step < 200_000 && len(missing()) > 0; step++ { // some of them are rare
		now = now.Add(time.Duration(r.IntN(3)) * time.Second)
		if r.IntN(500) == 0 {
			now = now.Add(time.Duration(r.IntN(7200)-600) * time.Second) // a clock can be set, back too
		}
		what, err := anyOperation(r, c, now)
		if err != nil && kindOf(err) == "" {
			t.Fatalf("-seed=%d, step %d, %s: %v is no *Error", *seed, step, what, err)
		}
		if err := c.Check(); err != nil {
			t.Fatalf("-seed=%d, step %d, after %s: %v", *seed, step, what, err)
		}
		c.TakeMoves(func(m string) { used[m]++ })
		verb, _, _ := strings.Cut(what, " ")
		done[fmt.Sprint(verb, " ", kindOf(err))]++
		if step%50 == 0 {
			c = throughJSON(t, c) // and the walk goes on with the copy
		}
	}
	if names := missing(); len(names) > 0 {
		t.Errorf("-seed=%d: the walk never used, or had, %q", *seed, names)
	}
}

func throughJSON(t testing.TB, c *Center) *Center {
	t.Helper()
	b, err := json.Marshal(c)
	ok(t, err)
	back := new(Center)
	ok(t, json.Unmarshal(b, back))
	if diff := cmp.Diff(c, back, notSerialised); diff != "" {
		t.Fatalf("-seed=%d: through JSON (-want +got):\n%s", *seed, diff)
	}
	return back
}

// anyOperation does one thing at random, to agents and calls that may or may not exist.
func anyOperation(r *rand.Rand, c *Center, now time.Time) (what string, err error) {
	agent, other, phone := fmt.Sprint(12989+r.IntN(6)), fmt.Sprint(12989+r.IntN(6)), []string{"3001234567", "3001234568", "3001234569", "", "\xff"}[r.IntN(5)]
	status := []string{"ready", "ready", "logout", "101", "102", "acw", "ring", "nope", ""}[r.IntN(9)]
	call := ConnID("nope")
	if a := c.AgentByID[other]; a != nil && r.IntN(4) > 0 {
		call = a.Call
		if call == "" {
			call = a.LastCall
		}
	}
	if r.IntN(4) == 0 {
		return anyConfiguration(r, c, now, agent, phone)
	}
	switch n := r.IntN(29); n {
	case 0:
		return "hang " + agent, c.Hang(now, agent)
	case 1, 2, 3:
		return "change_status " + agent + " " + status, second(c.ChangeStatus(now, agent, status))
	case 4, 27, 28: // it seldom can
		return "aux_call " + agent, second(c.AuxCall(now, agent, phone))
	case 5:
		return "transfer " + agent + " " + phone, second(c.Transfer(now, agent, phone))
	case 6:
		return "transfer " + agent + " " + other, second(c.Transfer(now, agent, other))
	case 7:
		if r.IntN(10) == 0 {
			return "disable " + agent, c.DisableAgent(agent)
		}
		if r.IntN(5) == 0 {
			return "enable " + agent, c.EnableAgent(agent)
		}
		return "login " + agent, c.Login(now, agent)
	case 8:
		return "logout " + agent, c.Logout(now, agent)
	case 9, 10:
		a := Arrival{AgentID: agent, Phone: phone, Type: []CallType{Inbound, Predictive, Predictive, Manual, Transfer}[r.IntN(5)], Answered: r.IntN(2) == 0, SkillID: []string{"", "", "4001", "7"}[r.IntN(4)]}
		if r.IntN(3) == 0 {
			a.CampaignID, a.CustomerID = "7224", []string{"1", "2", "", "9"}[r.IntN(4)]
		}
		return fmt.Sprintf("arrive %+v", a), second(c.Arrive(now, a))
	case 11:
		return "answer " + string(call), c.Answer(now, call)
	case 12:
		return "customer_hang_up " + string(call), c.CustomerHangUp(now, call)
	case 13:
		return "mute " + agent, c.Mute(now, agent)
	case 14:
		return "hold " + agent, c.Hold(now, agent)
	case 15:
		return "dial " + agent, second(c.Dial(now, agent, phone, phone, agent))
	case 16:
		return "dtmf " + agent + " " + phone, c.SendTones(now, agent, phone)
	case 17, 18:
		c.Advance(now)
		return "tick", nil
	case 19, 20, 21:
		return anyCallback(r, c, now, agent, phone)
	case 22, 23, 24, 25:
		return anyCoding(r, c, now, agent)
	default:
		enabled, name := true, agent+phone
		ch := AgentChange{Enabled: &enabled}
		if r.IntN(2) == 0 {
			ch = as(Status(status))
		}
		if r.IntN(4) == 0 {
			ch.Name = &name
		}
		return fmt.Sprintf("put %s %s", agent, status), c.PutAgent(now, agent, ch)
	}
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// anyCallback does something to callbacks and campaigns; most are due soon.
func anyCallback(r *rand.Rand, c *Center, now time.Time, agent, phone string) (what string, err error) {
	date := now.Add(time.Duration(r.IntN(1200)-60) * time.Second).Format(dateForm)
	if r.IntN(10) == 0 {
		date = pick(r, "", "0", "20240230101520", "99991231235959", "00010101000000", "2023112210152.", "20231122101520.5")
	}
	re := Recall{agent, pick(r, "7224", "7224", "7224", "7"), pick(r, "1", "2", "3", "4", "", "\xff"), phone, date, pick(r, "auto", "auto", "manual", "Auto"), phone}
	switch r.IntN(10) {
	case 0, 1, 2, 3:
		return fmt.Sprintf("recall %+v", re), c.Recall(now, re)
	case 4:
		return fmt.Sprintf("recall_by_phone %+v", re), c.RecallByPhone(now, agent, phone, date, re.Style)
	case 5, 6:
		return fmt.Sprintf("edit_recall %+v", re), c.EditRecall(now, re)
	case 7:
		return fmt.Sprintf("delete_recall %+v", re), c.DeleteRecall(re)
	case 8:
		if r.IntN(5) > 0 {
			return "acw_limit", c.SetACWLimit(time.Duration(r.IntN(5)-1) * 20 * time.Second)
		}
		return "block_predictive_dnc", second(c.BlockRecords("7224", []string{re.CustomerID, re.CustomerID, "9"}))
	default:
		speed := r.IntN(4) - 1
		ch := CampaignChange{Speed: &speed, Customers: []Customer{{ID: re.CustomerID}}} // may be called again
		return fmt.Sprintf("put campaign %+v", ch), c.PutCampaign(re.CampaignID, ch)
	}
}

// anyCoding codes a call, or changes the codes or the buttons.
func anyCoding(r *rand.Rand, c *Center, now time.Time, agent string) (what string, err error) {
	group, code := CodeGroup(pick(r, "cod_act1", "cod_act1", "cod_act2", "cod_act3")), pick(r, "021", "022", "b", "", "\xff")
	flag := pick(r, "yes", "no", "", "maybe")
	ch := CodeChange{Description: &code, Hit: &flag}
	switch r.IntN(13) {
	case 0, 1, 2, 3, 11:
		return "type " + agent, second(c.Type(now, agent, pick(r, "021", "022", code), pick(r, "", "b", code), code))
	case 4, 5, 6:
		return "hang_type_ready " + agent, c.HangTypeReady(now, agent, pick(r, "021", "022", code), pick(r, "", "b", code), code)
	case 7, 8:
		return "create_cod_act", c.CreateCode(group, code, ch)
	case 9:
		return "edit_cod_act", c.EditCode(group, code, ch)
	case 10:
		if r.IntN(5) > 0 { // or there would be no code to use
			group = Group2
		}
		return "remove_cod_act", c.RemoveCodes(group, []string{code, code})
	default:
		return "agent_display " + agent, c.AgentDisplay(agent, pick(r, "show", "hide", "hide", "x"), pick(r, "dial", "hungup", "disposition", "x"))
	}
}

// configurationOutcomes are what TestWalk has to meet: the operation and the kind of its refusal, none for a success.
var configurationOutcomes = []string{
	"create_agent ", "create_agent value_invalid", "edit_agent ", "edit_agent value_invalid", "edit_agent agent_unknown",
	"create_skill ", "edit_skill ", "edit_skill skill_unknown", "put_skill ", "put_skill invalid", "put_skill agent_unknown",
	"add_agents_skill ", "add_agents_skill skill_unknown", "add_agents_skill agent_unknown",
	"remove_agents_skill ", "remove_agents_skill skill_unknown", "remove_agents_skill agent_not_in_skill",
	"add_dnc ", "add_dnc value_invalid", "remove_dnc ", "remove_dnc value_invalid", "remove_dnc nothing_removed", "arrive number_blocked",
	"block_law2300 ", "block_law2300 value_invalid", "free_law2300 ", "free_law2300 value_invalid", "free_law2300 not_blocked",
	"add_ip ", "add_ip ip_invalid", "add_ip ip_registered", "add_ip value_invalid", "add_ip ips_exhausted",
	"remove_ip ", "remove_ip ip_invalid", "remove_ip ip_unknown",
	"module ", "edit_licenses ", "edit_licenses value_invalid", "edit_licenses parameter_missing", "put_account ", "put_account invalid",
	"put_routing_point ", "put_routing_point invalid", "add_interaction ", "add_interaction routing_point_unknown",
	"upload_file ", "upload_file file_type_invalid", "delete_file ", "delete_file file_unknown",
	"upload_audio ", "upload_audio parameter_missing", "upload_audio too_many_files", "upload_audio file_too_large",
	"speech_on_demand ", "speech_on_demand agent_unknown", "speech_on_demand call_unknown", "speech_on_demand call_not_stereo",
	"network ", "network invalid",
}

// anyConfiguration changes something of the configuration at random, from few values, so that they meet again.
func anyConfiguration(r *rand.Rand, c *Center, now time.Time, agent, phone string) (what string, err error) {
	of := func(values ...string) string { return values[r.IntN(len(values))] }
	maybe := func(values ...string) *string {
		if s := of(values...); r.IntN(3) > 0 {
			return &s
		}
		return nil
	}
	skill, dialled := of("4001", "4002", "all", "7"), of("3001234567", "3000000000", "+300 123-4567", phone)
	identity := AgentEdit{DNI: maybe("1", "\xff"), Name: maybe("Ana"), SSO: maybe("ana", ""), Password: maybe("", "Aa1*", "weak")}
	change := SkillChange{Name: maybe("Support", ""), VTO: maybe("\xff")}
	ip, direction := of("::1", fmt.Sprint("192.0.2.", r.IntN(12))), of("inbound", "outbound", "inbound/outbound", "all", "", "outboud")

	known := agent
	if r.IntN(10) == 0 {
		agent = "nobody"
	}
	switch r.IntN(23) {
	case 0:
		if len(c.AgentByID) > 20 && identity.Password != nil {
			identity.Password = text("weak") // the walk would become slow with thousands of agents
		}
		_, _, err := c.CreateAgent(now, identity)
		return "create_agent", err
	case 1:
		return "edit_agent " + agent, c.EditAgent(agent, identity)
	case 2:
		if len(c.SkillByID) < 20 {
			c.CreateSkill(change)
		}
		return "create_skill", nil
	case 3:
		return "edit_skill " + skill, c.EditSkill(skill, change)
	case 4:
		return "put_skill " + skill, c.PutSkill(skill, SkillSetup{change, map[string]string{agent: phone}})
	case 5:
		return "add_agents_skill " + skill, c.AddAgentToSkill(skill, agent, phone)
	case 6:
		return "remove_agents_skill " + skill, c.RemoveAgentFromSkill(skill, agent)
	case 7, 8: // more often than it is emptied, so that calls are refused
		return "add_dnc " + direction, second(c.AddDNC(now, direction, []string{dialled, phone}))
	case 9:
		return "remove_dnc " + direction, second(c.RemoveDNC(direction, []string{of(dialled, dialled, dialled, "all", "All")}))
	case 10:
		return "block_law2300 " + dialled, c.BlockLaw(now, of("900", ""), dialled, of("77", ""))
	case 11:
		return "free_law2300 " + dialled, c.FreeLaw(of("900", "901", ""), of("telephone", "customer_id", "fax"), of(dialled, "77"))
	case 12:
		return "add_ip " + ip, c.AddIP(ip, of("yes", "yes", "yes", "no", "", "maybe"), phone)
	case 13:
		if r.IntN(2) == 0 {
			return "add_ip " + ip, c.AddIP(ip, "yes", phone) // so that there are five at times
		}
		return "remove_ip " + ip, c.RemoveIP(ip)
	case 14:
		c.SetModule(r.IntN(2) == 0)
		return "module", nil
	case 15:
		return "edit_licenses", second(c.EditLicences(maybe("5", "", "-1"), maybe("0", "", "x")))
	case 16:
		return "put_account", c.PutAccount(AccountChange{Name: maybe("Acme", "\xff"), Services: []string{of("stereo_recording", "sso", "fax"), "bi"}})
	case 17:
		on := r.IntN(2) == 0
		return "put_routing_point", c.PutRoutingPoint(of("1", "2", ""), RoutingPointChange{Name: maybe("Mail", "\xff"), CRM: &on})
	case 18:
		return "add_interaction", second(c.AddInteraction(now, Message{FromName: phone, RPID: of("1", "2", "3")}))
	case 19:
		if r.IntN(2) == 0 {
			return "delete_file", c.DeleteFile(of("a.pdf", "b.TXT", "c.exe"))
		}
		return "upload_file", c.UploadFile(now, of("a.pdf", "b.TXT", "c.exe"), r.IntN(100))
	case 20:
		uploads := make([]Upload, []int{0, 1, 2, 51}[r.IntN(4)])
		for i := range uploads {
			uploads[i] = Upload{of("a.wav", "b.wav", phone), []int{1, MaxAudioSize, MaxAudioSize + 1}[r.IntN(3)], r.IntN(100)}
		}
		return "upload_audio", second(c.UploadAudios(now, uploads))
	case 21:
		id := ConnID("nope")
		if calls := c.Calls(); len(calls) > 0 && r.IntN(4) > 0 {
			k := calls[r.IntN(len(calls))]
			id = k.ID
			if r.IntN(4) > 0 {
				agent = k.AgentID
			}
		}
		return "speech_on_demand " + string(id), c.SpeechOnDemand(now, id, agent)
	default:
		network := Network{LatencyMS: r.IntN(100) - 10, TxJitter: r.Float64(), ConnectionType: of("", "Wifi")}
		return fmt.Sprintf("network %+v", network), c.PutAgent(now, known, AgentChange{Network: &network, DNI: maybe("2")})
	}
}
