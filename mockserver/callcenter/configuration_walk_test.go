package callcenter

import (
	"fmt"
	"math/rand/v2"
	"time"
)

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
	person := PersonChange{DNI: maybe("1", "\xff"), Name: maybe("Ana"), SSO: maybe("ana", ""), Password: maybe("", "Aa1*", "weak")}
	change := SkillChange{Name: maybe("Support", ""), VTO: maybe("\xff")}
	ip, direction := of("::1", fmt.Sprint("192.0.2.", r.IntN(12))), of("inbound", "outbound", "inbound/outbound", "all", "", "outboud")

	known := agent
	if r.IntN(10) == 0 {
		agent = "nobody"
	}
	switch r.IntN(23) {
	case 0:
		if len(c.AgentByID) > 20 && person.Password != nil {
			person.Password = text("weak") // the walk would become slow with thousands of agents
		}
		_, _, err := c.CreateAgent(now, person)
		return "create_agent", err
	case 1:
		return "edit_agent " + agent, c.EditAgent(agent, person)
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
