package callcenter

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A try is one attempt of an operation: when, and what it is about. The grid tries with 12989, the walk with anything.
type try struct {
	*Center
	now          time.Time
	agent, other string        // other is Ready in the grid
	phone        string        // nobody has blocked it in the grid
	in           time.Duration // how far off a callback is
	n            int           // anything
}

// operations are all that can be done, and are the rows of the grid. The walk, the fuzz test and the tests of the
// statistics take them from here. What follows "!" says what is wrong with the operation of that name.
var operations = map[string]func(try) error{
	"hang":    func(t try) error { return t.Hang(t.now, t.agent) },
	"disable": func(t try) error { return t.DisableAgent(t.agent) },
	"enable":  func(t try) error { return t.EnableAgent(t.agent) },
	"aux":     func(t try) error { return second(t.AuxCall(t.now, t.agent, t.phone)) },

	"dial": func(t try) error { return second(t.Dial(t.now, t.agent, t.phone, "", "")) },
	"mute": func(t try) error { return t.Mute(t.now, t.agent) },

	"dial-busy":    func(t try) error { return second(t.Dial(t.now, t.agent, "3000009001", "", "")) },
	"dial-silent":  func(t try) error { return second(t.Dial(t.now, t.agent, "3000009002", "", "")) },
	"dial-machine": func(t try) error { return second(t.Dial(t.now, t.agent, "3000009003", "", "")) },
	"dial-rings":   func(t try) error { return second(t.Dial(t.now, t.agent, "3000009004", "", "")) },
	"aux-busy":     func(t try) error { return second(t.AuxCall(t.now, t.agent, "3000009001")) },
	"aux-silent":   func(t try) error { return second(t.AuxCall(t.now, t.agent, "3000009002")) },
	"aux-machine":  func(t try) error { return second(t.AuxCall(t.now, t.agent, "3000009003")) },
	"aux-rings":    func(t try) error { return second(t.AuxCall(t.now, t.agent, "3000009004")) },
	"dial-rule": func(t try) error {
		r := DialRule{Result: DialOutcomes[t.n%5].DialResult, Times: t.n % 3, RingTime: time.Duration(t.n%2) * 20 * time.Second}
		if r.Result == DialBusy || r.Result == DialRinging {
			r.RingTime = 0
		}
		return t.AddDialRule(r)
	},
	"dial-rule!":  func(t try) error { return t.AddDialRule(DialRule{Result: "engaged"}) },
	"dial-rules-": func(t try) error { t.ClearDialRules(); return nil },

	"hold": func(t try) error { return t.Hold(t.now, t.agent) },

	"dtmf":  func(t try) error { return t.SendTones(t.now, t.agent, "1*#") },
	"dtmf!": func(t try) error { return t.SendTones(t.now, t.agent, "1A") },

	"→number": func(t try) error { return second(t.Transfer(t.now, t.agent, "3009998877")) },
	"→ready":  func(t try) error { return second(t.Transfer(t.now, t.agent, t.other)) },
	"→busy":   func(t try) error { return second(t.Transfer(t.now, t.agent, "12991")) },
	"→self":   func(t try) error { return second(t.Transfer(t.now, t.agent, t.agent)) },

	"=ready":  func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "ready")) },
	"=logout": func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "logout")) },
	"=101":    func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "101")) },
	"=102":    func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "102")) },
	"=acw":    func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "acw")) },
	"=Lunch":  func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "Lunch")) },
	"=READY":  func(t try) error { return second(t.ChangeStatus(t.now, t.agent, "READY")) },

	"type":        func(t try) error { return second(t.Type(t.now, t.agent, "021", "b", "")) },
	"type!":       func(t try) error { return second(t.Type(t.now, t.agent, "b", "nope", "")) },
	"type!2":      func(t try) error { return second(t.Type(t.now, t.agent, "021", "021", "")) },
	"type-ready":  func(t try) error { return t.HangTypeReady(t.now, t.agent, "021", "", "") },
	"type-ready!": func(t try) error { return t.HangTypeReady(t.now, t.agent, "", "", "") },

	"hide":  func(t try) error { return t.AgentDisplay(t.agent, Is(false), "dial") },
	"hide!": func(t try) error { return t.AgentDisplay(t.agent, Is(false), "redial") },

	"recall":      func(t try) error { return t.Recall(t.now, t.recall(Auto)) },
	"recall!camp": func(t try) error { r := t.recall(Auto); r.CampaignID = "7"; return t.Recall(t.now, r) },
	"recall!date": func(t try) error {
		r := t.recall(Auto)
		r.Due = unread[time.Time]("date")
		return t.Recall(t.now, r)
	},
	"recall-old": func(t try) error { return t.RecallByPhone(t.now, t.agent, Is(t.phone), Is(t.now.Add(t.in)), Is(Auto)) },
	"recall-old!": func(t try) error {
		return t.RecallByPhone(t.now, t.agent, Is(t.phone), Is(t.now.Add(t.in)), unread[CallbackStyle]("style"))
	},
	"edit":     func(t try) error { return t.EditRecall(t.now, t.recall(Auto)) },
	"edit!rec": func(t try) error { r := t.recall(Auto); r.CustomerID = Is("9"); return t.EditRecall(t.now, r) },
	"edit!cb":  func(t try) error { r := t.recall(Auto); r.Phone = Is("9"); return t.EditRecall(t.now, r) },
	"edit!date": func(t try) error {
		r := t.recall(Auto)
		r.Due = unread[time.Time]("date")
		return t.EditRecall(t.now, r)
	},
	"delete":       func(t try) error { return t.DeleteRecall(t.recall(Auto)) },
	"delete!style": func(t try) error { r := t.recall(Auto); r.Style = Is(ByHand); return t.DeleteRecall(r) },

	"login":  func(t try) error { return t.Login(t.now, t.agent) },
	"logout": func(t try) error { return t.Logout(t.now, t.agent) },
	"inbound": func(t try) error {
		return second(t.Arrive(t.now, Arrival{AgentID: t.agent, Phone: t.phone, Type: Inbound, Answered: true}))
	},
	"predict": func(t try) error {
		return second(t.Arrive(t.now, Arrival{AgentID: t.agent, Phone: t.phone, Type: Predictive, CampaignID: "7224", CustomerID: "1"}))
	},
	"manual": func(t try) error {
		return second(t.Arrive(t.now, Arrival{AgentID: t.agent, Type: Manual}))
	},
	"wrong": func(t try) error {
		return second(t.Arrive(t.now, Arrival{AgentID: t.agent, Type: Auxiliary}))
	},
	"answer": func(t try) error { return t.Answer(t.now, latestOf(t.Center, t.agent)) },
	"cust":   func(t try) error { return t.CustomerHangUp(t.now, latestOf(t.Center, t.agent)) },

	"put":       func(t try) error { return t.PutAgent(t.now, t.agent, AgentChange{}) },
	"put=ready": func(t try) error { return t.PutAgent(t.now, t.agent, as("ready")) },
	"put=102":   func(t try) error { return t.PutAgent(t.now, t.agent, as("102")) },
	"put=acw":   func(t try) error { return t.PutAgent(t.now, t.agent, as("acw")) },
	"put=talk":  func(t try) error { return t.PutAgent(t.now, t.agent, as("talk")) },
	"put=103":   func(t try) error { return t.PutAgent(t.now, t.agent, as("103")) },

	"recall-manual":    func(t try) error { return t.Recall(t.now, t.recall(ByHand)) },
	"speech_on_demand": func(t try) error { return t.SpeechOnDemand(t.now, latestOf(t.Center, t.agent), t.agent) },
	"speech!other":     func(t try) error { return t.SpeechOnDemand(t.now, latestOf(t.Center, t.agent), t.other) },
	"acw-limit":        func(t try) error { return t.SetACWLimit(time.Duration(t.n%2) * 20 * time.Second) },
	"acw-limit!":       func(t try) error { return t.SetACWLimit(-1) },

	"delete-agent":  func(t try) error { return t.DeleteAgent(t.now, t.agent) },
	"delete-skill":  func(t try) error { return t.DeleteSkill("4001") },
	"delete-skill!": func(t try) error { return t.DeleteSkill("all") },
	"put-state":     func(t try) error { return second(t.PutState(fmt.Sprint(101+t.n%3), t.phone)) },
	"put-state!":    func(t try) error { return second(t.PutState("ready", "Ready")) },
	"delete-state":  func(t try) error { return t.DeleteState("102") },
	"delete-state!": func(t try) error { return t.DeleteState("ready") },
	"put-code":      func(t try) error { return second(t.PutCode(Group1, "021", CodeSetup{Hit: ptr(t.n%2 == 0)})) },
	"put-code!":     func(t try) error { return second(t.PutCode(Group2, "", CodeSetup{})) },
	"delete-code":   func(t try) error { return t.DeleteCode(Group2, "b") },
	"delete-code!":  func(t try) error { return t.DeleteCode(Group2, "021") },
	"put-dnc":       func(t try) error { return second(t.PutDNC(t.now, t.phone, DNCOutbound)) },
	"put-dnc!":      func(t try) error { return second(t.PutDNC(t.now, t.phone, "outboud")) },
	"delete-dnc":    func(t try) error { return t.DeleteDNC(t.phone) },
	"put-ip": func(t try) error {
		return second(t.PutIP(mustIP(fmt.Sprint("192.0.2.", t.n%10+10)), IPChange{Permanent: ptr(t.n%2 == 0)}))
	},
	"put-ip!": func(t try) error { return second(t.PutIP(mustIP("::1"), IPChange{})) },

	"put-pbx":       func(t try) error { return second(t.PutPBXUser("100", PBXUserChange{Status: &t.phone})) },
	"put-pbx!":      func(t try) error { return second(t.PutPBXUser("100", PBXUserChange{TxPloss: ptr(101.0)})) },
	"delete-pbx":    func(t try) error { return t.DeletePBXUser("100") },
	"ring-timeout":  func(t try) error { return t.SetRingTimeout(time.Duration(t.n%2) * 20 * time.Second) },
	"ring-timeout!": func(t try) error { return t.SetRingTimeout(-1) },

	"queue": func(t try) error {
		return second(t.Arrive(t.now, Arrival{SkillID: "4001", Phone: t.phone, Type: Inbound}))
	},
	"queue!":      func(t try) error { return second(t.Arrive(t.now, Arrival{Type: Inbound})) },
	"queue!skill": func(t try) error { return second(t.Arrive(t.now, Arrival{SkillID: "7", Type: Inbound})) },
	"give-up":     func(t try) error { return t.CustomerHangUp(t.now, firstQueued(t.Center)) },

	"queue-simulated": func(t try) error {
		return second(t.Arrive(t.now, Arrival{SkillID: "4001", Phone: t.phone, Type: Inbound, Simulated: true}))
	},
	"put-manual":  func(t try) error { return t.PutAgent(t.now, t.agent, AgentChange{Manual: ptr(t.n%2 == 0)}) },
	"call-record": func(t try) error { return t.callRecord("7224", "1", DialAnswered) },
	"call-record-": func(t try) error {
		return t.callRecord("7224", "1", []DialResult{DialBusy, DialNoAnswer, DialMachine}[t.n%3])
	},
	"call-record!":    func(t try) error { return t.callRecord("7224", "1", DialRinging) },
	"call-record!who": func(t try) error { return t.callRecord("7224", "9", DialBusy) },
	"recycle":         func(t try) error { return t.RecycleCampaign(t.now, "7224") },
	"recycle!":        func(t try) error { return t.RecycleCampaign(t.now, "7") },

	"create_agent":  func(t try) error { return third(t.CreateAgent(t.now, AgentEdit{Name: &t.phone})) },
	"create_agent!": func(t try) error { return third(t.CreateAgent(t.now, AgentEdit{Password: text("weak")})) },
	"edit_agent":    func(t try) error { return t.EditAgent(t.agent, AgentEdit{DNI: &t.phone, Password: text("")}) },
	"edit_agent!":   func(t try) error { return t.EditAgent(t.agent, AgentEdit{Password: text("weak")}) },
	"put-network":   func(t try) error { return t.PutAgent(t.now, t.agent, AgentChange{Network: &Network{LatencyMS: t.n}}) },
	"put-network!":  func(t try) error { return t.PutAgent(t.now, t.agent, AgentChange{Network: &Network{LatencyMS: -1}}) },

	"create_skill": func(t try) error { return second(t.CreateSkill(SkillChange{Name: &t.phone})) },
	"edit_skill":   func(t try) error { return t.EditSkill("4001", SkillChange{VTO: &t.phone}) },
	"edit_skill!":  func(t try) error { return t.EditSkill("all", SkillChange{}) },
	"put-skill": func(t try) error {
		return t.PutSkill(t.now, "4001", SkillSetup{Members: map[string]string{t.agent: t.phone}})
	},
	"put-skill!":           func(t try) error { return t.PutSkill(t.now, "all", SkillSetup{}) },
	"add_agents_skill":     func(t try) error { return t.AddAgentToSkill(t.now, "4001", t.agent, t.phone) },
	"add_agents_skill!":    func(t try) error { return t.AddAgentToSkill(t.now, "all", t.agent, t.phone) },
	"remove_agents_skill":  func(t try) error { return t.RemoveAgentFromSkill("4001", t.agent) },
	"remove_agents_skill!": func(t try) error { return t.RemoveAgentFromSkill("all", t.agent) },

	"create_cod_act":    func(t try) error { return t.CreateCode(Group1, "022", CodeChange{Description: &t.phone}) },
	"create_cod_act!":   func(t try) error { return t.CreateCode("cod_act3", "023", CodeChange{}) },
	"edit_cod_act":      func(t try) error { return t.EditCode(Group1, "021", CodeChange{Hit: said(false)}) },
	"edit_cod_act!":     func(t try) error { return t.EditCode(Group2, "021", CodeChange{Hit: ptr(unread[bool]("hit"))}) },
	"edit_cod_act!flag": func(t try) error { return t.EditCode(Group1, "021", CodeChange{Hit: ptr(unread[bool]("hit"))}) },
	"remove_cod_act":    func(t try) error { return t.RemoveCodes(Group1, []string{"022", "9"}) },
	"remove_cod_act!":   func(t try) error { return t.RemoveCodes(Group2, []string{"021"}) },

	"add_dnc":            func(t try) error { return second(t.AddDNC(t.now, Is(DNCBoth), []string{t.phone, "3000000000"})) },
	"add_dnc!":           func(t try) error { return second(t.AddDNC(t.now, unread[Direction]("type_call"), []string{t.phone})) },
	"remove_dnc":         func(t try) error { return second(t.RemoveDNC(Is(DNCBoth), []string{t.phone})) },
	"remove_dnc!":        func(t try) error { return second(t.RemoveDNC(Is(Direction("outboud")), []string{t.phone})) },
	"block_law2300":      func(t try) error { return t.BlockLaw(t.now, "900", "300-000-0000", t.phone) },
	"block_law2300!":     func(t try) error { return t.BlockLaw(t.now, "900", "300", "") },
	"free_law2300":       func(t try) error { return t.FreeLaw("", Is(LawCustomer), t.phone) },
	"free_law2300!":      func(t try) error { return t.FreeLaw("900", unread[LawItem]("item"), t.phone) },
	"block-records":      func(t try) error { return second(t.BlockRecords("7224", []string{"2", "9"})) },
	"block-records!":     func(t try) error { return second(t.BlockRecords("7224", []string{"9"})) },
	"block-records!camp": func(t try) error { return second(t.BlockRecords("7", []string{"1"})) },
	"put-campaign": func(t try) error {
		return t.PutCampaign("7224", CampaignChange{Customers: []Customer{{ID: "2", Name: t.agent}}})
	},
	"put-campaign!": func(t try) error { return t.PutCampaign("7224", CampaignChange{Customers: []Customer{{}}}) },
	"add_ip":        func(t try) error { return t.AddIP(ip(fmt.Sprint("192.0.2.", t.n%10+10)), Is(true), t.phone) },
	"add_ip!":       func(t try) error { return t.AddIP(ip("192.0.2.1"), unread[bool]("permanent"), "") },
	"add_ip!form":   func(t try) error { return t.AddIP(ip("::1"), unread[bool]("permanent"), "") },
	"add_ip!flag":   func(t try) error { return t.AddIP(ip("192.0.2.2"), unread[bool]("permanent"), "") },
	"remove_ip":     func(t try) error { return t.RemoveIP(ip(fmt.Sprint("192.0.2.", t.n%10+10))) },
	"remove_ip!":    func(t try) error { return t.RemoveIP(ip("::1")) },

	"module":             func(t try) error { t.SetModule(t.n%2 == 0); return nil },
	"edit_licenses":      func(t try) error { return second(t.EditLicences(ptr(Is(5)), nil)) },
	"edit_licenses!":     func(t try) error { return second(t.EditLicences(ptr(Is(5)), ptr(unread[int]("pbx")))) },
	"edit_licenses!none": func(t try) error { return second(t.EditLicences(nil, nil)) },
	"put-account":        func(t try) error { return t.PutAccount(AccountChange{Services: []string{"stereo_recording", "bi"}}) },
	"put-account!":       func(t try) error { return t.PutAccount(AccountChange{Services: []string{"fax"}}) },
	"put-routing-point":  func(t try) error { return t.PutRoutingPoint("61196", RoutingPointChange{Name: &t.phone}) },
	"put-routing-point!": func(t try) error { return t.PutRoutingPoint("", RoutingPointChange{}) },
	"add_interaction":    func(t try) error { return second(t.AddInteraction(t.now, Message{FromName: t.phone, RPID: "61196"})) },
	"add_interaction!":   func(t try) error { return second(t.AddInteraction(t.now, Message{RPID: "7"})) },
	"upload_file":        func(t try) error { return t.UploadFile(t.now, "a.pdf", t.n) },
	"upload_file!":       func(t try) error { return t.UploadFile(t.now, "a.exe", t.n) },
	"delete_file":        func(t try) error { return t.DeleteFile("a.pdf") },
	"upload_audio":       func(t try) error { return second(t.UploadAudios(t.now, []Upload{{Name: t.phone}, {Name: t.agent}})) },
	"upload_audio!none":  func(t try) error { return second(t.UploadAudios(t.now, nil)) },
	"upload_audio!many":  func(t try) error { return second(t.UploadAudios(t.now, make([]Upload, MaxAudios+1))) },
	"upload_audio!large": func(t try) error {
		return second(t.UploadAudios(t.now, []Upload{{Name: "a"}, {Size: MaxAudioSize + 1}}))
	},
}

func (t try) callRecord(campaignID, customerID string, result DialResult) error {
	return second(t.CallRecord(t.now, RecordCall{campaignID, customerID, t.phone, result, t.n%2 == 0}))
}

// recall asks for a callback of customer 1, which 12990 has in the grid.
func (t try) recall(style CallbackStyle) Recall {
	return asked(t.agent, "1", t.phone, t.now.Add(t.in), style)
}

// recall asks for what the scene has for 12990, for 12989, the day after noon.
func recall() Recall { return asked("12989", "1", "3001234567", tomorrow, Auto) }

var tomorrow = noon.Add(24 * time.Hour)

func second[T any](_ T, err error) error { return err }

func third[T, U any](_ T, _ U, err error) error { return err }

// latest is the call of 12989, or the one of its ACW.
func latest(c *Center) ConnID { return latestOf(c, "12989") }

// latestOf is the call of an agent, or the one of its ACW.
func latestOf(c *Center, agentID string) ConnID {
	a, _ := c.Agent(agentID)
	if a.Call != "" {
		return a.Call
	}
	return a.LastCall
}

// firstQueued is the first call of the queue, "" when there is none.
func firstQueued(c *Center) ConnID {
	if len(c.Queue) == 0 {
		return ""
	}
	return c.Queue[0]
}

// short are the refusals of cells that are not written out.
var short = map[string]Kind{
	"!agent": AgentUnknown, "!out": AgentLoggedOut, "!oncall": AgentOnCall, "!idle": NoActiveCall,
	"!pred": NoPredictiveCall, "!state": StateUnknown, "!dest": DestinationUnavailable, "!dial": DialForbidden, "!tones": ValueInvalid,
	"!disabled": AgentDisabled, "!in": AgentLoggedIn, "!unavail": AgentUnavailable,
	"!call": CallUnknown, "!notring": CallNotRinging, "!ended": CallEnded, "!invalid": InputInvalid,
	"!none": NoCallToCode, "!code": CodeUnknown, "!code2": Code2Unknown, "!value": ValueInvalid,
	"!camp": CampaignUnknown, "!skill": AgentNotInSkill, "!record": RecordUnknown, "!recall": RecallUnknown, "!norecord": NoPredictiveRecord,
	"!inuse": StateInUse, "!skillinuse": SkillInUse,
}

// Every operation × every situation, written by hand. A cell is the status afterwards, or why it was refused: one of
// short, or the kind itself. In a short line the second cell is for every situation but unknown, and "=" is the status
// that there was.
const grid = `
	operation            unknown  logout     ready      lunch      ring       ring-lunch  talk-inbound  talk-predictive  talk-manual  talk-auxiliary  talk-transfer  acw-inbound  acw-predictive  acw-manual  acw-auxiliary  acw-transfer  acw-handover  acw-coded  acw-nocall  disabled-logout  disabled-ready  disabled-talk  disabled-acw  talk-record  acw-record  acw-talkcoded  ready-coded  ring-auxiliary  ring-callback  ring-skill  queued
	hang                 !agent   !out       !idle      !idle      ready      102         acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle         acw          !idle       !idle          !idle        acw             ready          ready       !idle
	aux                  !agent   !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        talk            !pred       talk           !pred         talk          !pred      !pred       !out             !pred           !oncall        talk          !oncall      talk        !pred          !pred        !oncall         !oncall        !oncall     !pred
	dial                 !agent   !out       talk       talk       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             talk            !oncall        !dial         !oncall      !dial       !dial          talk         !oncall         !oncall        !oncall     talk
	dial-busy            !agent   !out       ready      102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             ready           !oncall        !dial         !oncall      !dial       !dial          ready        !oncall         !oncall        !oncall     102
	dial-silent          !agent   !out       ready      102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             ready           !oncall        !dial         !oncall      !dial       !dial          ready        !oncall         !oncall        !oncall     102
	dial-machine         !agent   !out       talk       talk       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             talk            !oncall        !dial         !oncall      !dial       !dial          talk         !oncall         !oncall        !oncall     talk
	dial-rings           !agent   !out       ring       ring       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !dial        !dial           !dial       !dial          !dial         !dial         !dial      !dial       !out             ring            !oncall        !dial         !oncall      !dial       !dial          ring         !oncall         !oncall        !oncall     ring
	aux-busy             !agent   !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        acw             !pred       acw            !pred         acw           !pred      !pred       !out             !pred           !oncall        acw           !oncall      acw         !pred          !pred        !oncall         !oncall        !oncall     !pred
	aux-silent           !agent   !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        acw             !pred       acw            !pred         acw           !pred      !pred       !out             !pred           !oncall        acw           !oncall      acw         !pred          !pred        !oncall         !oncall        !oncall     !pred
	aux-machine          !agent   !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        talk            !pred       talk           !pred         talk          !pred      !pred       !out             !pred           !oncall        talk          !oncall      talk        !pred          !pred        !oncall         !oncall        !oncall     !pred
	aux-rings            !agent   !out       !pred      !pred      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !pred        ring            !pred       ring           !pred         ring          !pred      !pred       !out             !pred           !oncall        ring          !oncall      ring        !pred          !pred        !oncall         !oncall        !oncall     !pred
	mute                 !agent   !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle         talk         !idle       !idle          !idle        !idle           !idle          !idle       !idle
	hold                 !agent   !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle         talk         !idle       !idle          !idle        !idle           !idle          !idle       !idle
	dtmf                 !agent   !out       !idle      !idle      !idle      !idle       talk          talk             talk         talk            talk           !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           talk           !idle         talk         !idle       !idle          !idle        !idle           !idle          !idle       !idle
	→number              !agent   !out       !idle      !idle      !idle      !idle       acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle         acw          !idle       !idle          !idle        !idle           !idle          !idle       !idle
	→ready               !agent   !out       !idle      !idle      !idle      !idle       acw           acw              acw          acw             acw            !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           acw            !idle         acw          !idle       !idle          !idle        !idle           !idle          !idle       !idle
	→busy                !agent   !out       !idle      !idle      !idle      !idle       !dest         !dest            !dest        !dest           !dest          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           !dest          !idle         !dest        !idle       !idle          !idle        !idle           !idle          !idle       !idle
	→self                !agent   !out       !idle      !idle      !idle      !idle       !dest         !dest            !dest        !dest           !dest          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           !dest          !idle         !dest        !idle       !idle          !idle        !idle           !idle          !idle       !idle
	=ready               !agent   !out       ready      ready      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        ready        ready           ready       ready          ready         ready         ready      ready       !out             ready           !oncall        ready         !oncall      ready       ready          ready        !oncall         !oncall        !oncall     ready
	=logout              !agent   !out       logout     logout     !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        logout       logout          logout      logout         logout        logout        logout     logout      !out             logout          !oncall        logout        !oncall      logout      logout         logout       !oncall         !oncall        !oncall     logout
	=101                 !agent   !out       101        101        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        101          101             101         101            101           101           101        101         !out             101             !oncall        101           !oncall      101         101            101          !oncall         !oncall        !oncall     101
	=102                 !agent   !out       102        102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        102          102             102         102            102           102           102        102         !out             102             !oncall        102           !oncall      102         102            102          !oncall         !oncall        !oncall     102
	login                !agent   ready      !in        !in        !in        !in         !in           !in              !in          !in             !in            !in          !in             !in         !in            !in           !in           !in        !in         !disabled        !disabled       !disabled      !disabled     !in          !in         !in            !in          !in             !in            !in         !in
	logout               !agent   !out       logout     logout     !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        logout       logout          logout      logout         logout        logout        logout     logout      !out             logout          !oncall        logout        !oncall      logout      logout         logout       !oncall         !oncall        !oncall     logout
	inbound              !agent   !out       talk       !unavail   !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             talk            !oncall        !unavail      !oncall      !unavail    !unavail       talk         !oncall         !oncall        !oncall     !unavail
	predict              !agent   !out       ring       !unavail   !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             ring            !oncall        !unavail      !oncall      !unavail    !unavail       ring         !oncall         !oncall        !oncall     !unavail
	manual               !agent   !out       ring       ring       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        !unavail     !unavail        !unavail    !unavail       !unavail      !unavail      !unavail   !unavail    !out             ring            !oncall        !unavail      !oncall      !unavail    !unavail       ring         !oncall         !oncall        !oncall     ring
	answer               !call    !call      !call      !call      talk       talk        !notring      !notring         !notring     !notring        !notring       !ended       !ended          !ended      !ended         !ended        !ended        !ended     !call       !call            !call           !notring       !ended        !notring     !ended      !ended         !call        talk            talk           talk        !call
	cust                 !call    !call      !call      !call      ready      102         acw           acw              acw          acw             acw            !ended       !ended          !ended      !ended         !ended        !ended        !ended     !call       !call            !call           acw            !ended        acw          !ended      !ended         !call        acw             ready          ready       !call
	put=ready            ready    ready      ready      ready      !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        ready        ready           ready       ready          ready         ready         ready      ready       ready            ready           !oncall        ready         !oncall      ready       ready          ready        !oncall         !oncall        !oncall     ready
	put=102              102      102        102        102        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        102          102             102         102            102           102           102        102         102              102             !oncall        102           !oncall      102         102            102          !oncall         !oncall        !oncall     102
	put=acw              acw      acw        acw        acw        !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        acw          acw             acw         acw            acw           acw           acw        acw         acw              acw             !oncall        acw           !oncall      acw         acw            acw          !oncall         !oncall        !oncall     acw
	type                 !agent   !out       !none      !none      !none      !none       talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        !none       !out             !none           talk           acw           talk         acw         acw            !none        !none           !none          !none       !none
	type-ready           !agent   !out       !idle      !idle      !idle      !idle       ready         ready            ready        ready           ready          !idle        !idle           !idle       !idle          !idle         !idle         !idle      !idle       !out             !idle           ready          !idle         ready        !idle       !idle          !idle        !idle           !idle          !idle       !idle
	hide                 !agent   !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw           talk         acw         acw            ready        ring            ring           ring        102
	recall-old           !agent   !norecord  !norecord  !norecord  !norecord  !norecord   !norecord     !norecord        !norecord    !norecord       !norecord      !norecord    !norecord       !norecord   !norecord      !norecord     !norecord     !norecord  !norecord   !norecord        !norecord       !norecord      !norecord     talk         acw         acw            ready        ring            ring           !norecord   !norecord
	edit                 !agent   !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw           talk         acw         acw            ready        ring            ring           ring        102
	delete               !agent   !out       ready      102        ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        acw         !out             ready           talk           acw           talk         acw         acw            ready        ring            ring           ring        102
	speech_on_demand     !agent   !call      !call      !call      ring       ring        talk          talk             talk         talk            talk           acw          acw             acw         acw            acw           acw           acw        !call       !call            !call           talk           acw           talk         acw         acw            !call        ring            ring           ring        !call
	delete-agent         !agent   gone       gone       gone       !oncall    !oncall     !oncall       !oncall          !oncall      !oncall         !oncall        gone         gone            gone        gone           gone          gone          gone       gone        gone             gone            !oncall        gone          !oncall      gone        gone           gone         !oncall         !oncall        !oncall     gone
	delete-state         =        =          =          !inuse     =          !inuse      =             =                =            =               =              =            =               =           =              =             =             =          =           =                =               =              =             =            =           =              =            =               =              =           !inuse
	delete-skill         =        =          =          =          =          =           =             =                =            =               =              =            =               =           =              =             =             =          =           =                =               =              =             =            =           =              =            =               =              !skillinuse !skillinuse
	remove_agents_skill  !agent   !skill     !skill     !skill     !skill     !skill      !skill        !skill           !skill       !skill          !skill         !skill       !skill          !skill      !skill         !skill        !skill        !skill     !skill      !skill           !skill          !skill         !skill        !skill       !skill      !skill         !skill       !skill          !skill         ring        102
	give-up              !call    !call      !call      !call      !call      !call       !call         !call            !call        !call           !call          !call        !call           !call       !call          !call         !call         !call      !call       !call            !call           !call          !call         !call        !call       !call          !call        !call           !call          !call       102

	disable               !agent                  =
	enable                !agent                  =
	dial-rule             =                       =
	dial-rule!            !invalid                !invalid
	dial-rules-           =                       =
	dtmf!                 !agent                  !tones
	=acw                  !agent                  !state
	=Lunch                !agent                  !state
	=READY                !agent                  !state
	wrong                 !agent                  !invalid
	put                   logout                  =
	put=talk              !invalid                !invalid
	put=103               !invalid                !invalid
	type!                 !agent                  !code
	type!2                !agent                  !code2
	type-ready!           !agent                  !code
	hide!                 !agent                  !value
	recall                !agent                  =
	recall!camp           !agent                  !camp
	recall!date           !agent                  !value
	recall-old!           !agent                  !value
	edit!rec              !agent                  !record
	edit!cb               !agent                  !recall
	edit!date             !agent                  !value
	delete!style          !agent                  !recall
	recall-manual         !agent                  =
	edit_agent            !agent                  =
	edit_agent!           !agent                  !value
	create_agent          =                       =
	create_agent!         !value                  !value
	put-network           logout                  =
	put-network!          !invalid                !invalid
	create_skill          =                       =
	edit_skill            =                       =
	edit_skill!           !skill_unknown          !skill_unknown
	put-skill             !agent                  =
	put-skill!            !invalid                !invalid
	add_agents_skill      !agent                  =
	add_agents_skill!     !skill_unknown          !skill_unknown
	remove_agents_skill!  !skill_unknown          !skill_unknown
	create_cod_act        =                       =
	create_cod_act!       !value                  !value
	edit_cod_act          =                       =
	edit_cod_act!         !code                   !code
	edit_cod_act!flag     !value                  !value
	remove_cod_act        =                       =
	remove_cod_act!       !codes_unknown          !codes_unknown
	add_dnc               =                       =
	add_dnc!              !value                  !value
	remove_dnc            !nothing_removed        !nothing_removed
	remove_dnc!           !value                  !value
	block-records         =                       =
	block-records!        !customers_unknown      !customers_unknown
	block-records!camp    !camp                   !camp
	put-campaign          =                       =
	put-campaign!         !invalid                !invalid
	add_ip                =                       =
	add_ip!               !ip_registered          !ip_registered
	add_ip!form           !ip_invalid             !ip_invalid
	add_ip!flag           !value                  !value
	remove_ip             !ip_unknown             !ip_unknown
	remove_ip!            !ip_invalid             !ip_invalid
	module                =                       =
	edit_licenses         =                       =
	edit_licenses!        !value                  !value
	edit_licenses!none    !parameter_missing      !parameter_missing
	put-account           =                       =
	put-account!          !invalid                !invalid
	put-routing-point     =                       =
	put-routing-point!    !invalid                !invalid
	add_interaction       =                       =
	add_interaction!      !routing_point_unknown  !routing_point_unknown
	block_law2300         =                       =
	block_law2300!        !value                  !value
	free_law2300          !not_blocked            !not_blocked
	free_law2300!         !value                  !value
	upload_file           =                       =
	upload_file!          !file_type_invalid      !file_type_invalid
	delete_file           !file_unknown           !file_unknown
	upload_audio          =                       =
	upload_audio!none     !parameter_missing      !parameter_missing
	upload_audio!many     !too_many_files         !too_many_files
	upload_audio!large    !file_too_large         !file_too_large
	speech!other          !call                   !call
	put-state             =                       =
	put-state!            !invalid                !invalid
	delete-state!         !state                  !state
	put-code              =                       =
	put-code!             !value                  !value
	delete-code           =                       =
	delete-code!          !code                   !code
	put-dnc               =                       =
	put-dnc!              !value                  !value
	delete-dnc            !number_unlisted        !number_unlisted
	put-ip                =                       =
	put-ip!               !ip_invalid             !ip_invalid
	delete-skill!         !skill_unknown          !skill_unknown
	put-pbx               =                       =
	put-pbx!              !invalid                !invalid
	delete-pbx            !pbx_user_unknown       !pbx_user_unknown
	acw-limit             =                       =
	acw-limit!            !invalid                !invalid
	ring-timeout          =                       =
	ring-timeout!         !invalid                !invalid
	queue                 =                       =
	queue!                !invalid                !invalid
	queue!skill           !invalid                !invalid
	queue-simulated       =                       =
	put-manual            logout                  =
	call-record           !nobody_available       !nobody_available
	call-record-          =                       =
	call-record!          !invalid                !invalid
	call-record!who       !record                 !record
	recycle               =                       =
	recycle!              !camp                   !camp`

func TestGrid(t *testing.T) {
	var columns []string
	rows := map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(grid)) {
		cells := strings.Fields(line)
		switch {
		case len(cells) == 0:
			continue
		case columns == nil:
			columns = cells[1:]
			continue
		}
		op := cells[0]
		rows[op] = true
		for i, situation := range columns {
			t.Run(situation+"/"+op, func(t *testing.T) { holds(t, situation, op, cells[min(i+1, len(cells)-1)]) })
		}
	}
	for op := range operations {
		if !rows[op] {
			t.Errorf("no row for %q", op)
		}
	}
	if len(columns) != len(situations)+1 { // and "unknown"
		t.Errorf("the grid has %d columns, want one for each of the %d situations, and unknown", len(columns), len(situations))
	}
}

// equipped is a scene with what the operations of the grid need besides.
func equipped(t testing.TB, situation string) *Center {
	t.Helper()
	c := scene(t, situation)
	ok(t, c.PutSkill(noon, "4001", SkillSetup{}))
	ok(t, c.PutCampaign("7224", CampaignChange{SkillID: ptr("4001")}))
	ok(t, c.AddIP(ip("192.0.2.1"), Is(false), ""))
	ok(t, c.PutAccount(AccountChange{Services: []string{"stereo_recording"}}))
	ok(t, c.PutRoutingPoint("61196", RoutingPointChange{}))
	return c
}

// holds runs one cell: the outcome, the status afterwards, and that time moves with the status and with nothing else.
func holds(t *testing.T, situation, op, want string) {
	c := equipped(t, situation)
	before, _ := c.Agent("12989")
	state := toJSON(t, c)
	later := noon.Add(time.Minute)

	err := operations[op](try{c, later, "12989", "12990", "3001234567", 24 * time.Hour, 0})

	if refused, is := strings.CutPrefix(want, "!"); is {
		if kind := cmp.Or(short[want], Kind(refused)); kindOf(err) != kind {
			t.Errorf("got %v, want %s", err, kind)
		}
		same(t, "after a refusal", state, toJSON(t, c))
		c.TakeMoves(func(m string) { t.Errorf("a refusal used %s", m) })
		return
	}
	ok(t, err)
	if want == "=" {
		want = string(before.Status)
	}
	a, err := c.Agent("12989")
	if want == "gone" {
		if kindOf(err) != AgentUnknown {
			t.Errorf("it is still there: %+v", a)
		}
		return
	}
	if a.Status != Status(want) {
		t.Errorf("status %s, want %s", a.Status, want)
	}
	since := later
	rang := strings.HasSuffix(op, "-busy") || strings.HasSuffix(op, "-silent") // in between, for no time at all
	if a.Status == before.Status && !rang {
		since = before.Since
	}
	if !a.Since.Equal(since) {
		t.Errorf("since %s, want %s (status was %s)", a.Since, since, before.Status)
	}
}

// Disabling and enabling change that one thing, whatever the agent does.
func TestEnableAgent_undoesDisableAgent(t *testing.T) {
	for situation := range situations {
		c := scene(t, situation)
		ok(t, c.EnableAgent("12989"))
		enabled := toJSON(t, c)
		ok(t, c.DisableAgent("12989"))
		if a, _ := c.Agent("12989"); a.Enabled || toJSON(t, c) == enabled {
			t.Errorf("%s: still enabled: %+v", situation, a)
		}
		ok(t, c.EnableAgent("12989"))
		same(t, situation+": disabled and enabled", enabled, toJSON(t, c))
		mustMoves(t, c)
	}
}
