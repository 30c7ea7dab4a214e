package callcenter

import (
	"strings"
	"testing"
	"time"
)

// TestCheck_brokenCenters breaks a sound center in one place each; the error must name the thing and its value.
func TestCheck_brokenCenters(t *testing.T) {
	agent := func(c *Center) *Agent { return c.AgentByID["12989"] }
	theCallback := func(c *Center) *Callback { return c.CallbackByKey[recall().key()] }
	call := func(c *Center) *Call { return c.CallByID[latest(c)] }
	queued := func(c *Center) *Call { return c.CallByID[c.Queue[0]] }
	for _, tt := range []struct {
		name, situation string
		spoil           func(*Center)
		want            string
	}{
		{"negative sequence", "ready", func(c *Center) { c.Conns = -1 }, "conns is -1"},
		{"state without id", "ready", func(c *Center) { c.States = append(c.States, AuxState{}) }, `state 2 has the id ""`},
		{"state twice", "ready", func(c *Center) { c.States = append(c.States, AuxState{ID: "101"}) }, `state "101" is there twice`},
		{"built-in state", "ready", func(c *Center) { c.States[0].ID = "acw" }, `state "acw" has the name of a built-in`},
		{"state kind", "ready", func(c *Center) { c.States[0].ID = "auxiliary" }, `state "auxiliary" has the name of a built-in`},

		{"agent is null", "ready", func(c *Center) { c.AgentByID["12989"] = nil }, `agent "12989": it is null`},
		{"agent without id", "ready", func(c *Center) { c.AgentByID[""] = &Agent{} }, `agent "": its key is ""`},
		{"agent under another key", "ready", func(c *Center) { agent(c).ID = "7" }, `agent "12989": its agent_id is "7"`},
		{"unknown status", "ready", func(c *Center) { agent(c).Status = "103" }, `agent "12989": its status is "103"`},
		{"no status", "ready", func(c *Center) { agent(c).Status = "" }, `agent "12989": its status is ""`},
		{"call while ready", "ready", func(c *Center) { agent(c).Call = "x" }, `its call is "x" while its status is "ready"`},
		{"talking without a call", "talk-inbound", func(c *Center) { agent(c).Call = "" }, `its call is "" while its status is "talk"`},
		{"talking on a ringing call", "ring", func(c *Center) { agent(c).Status, agent(c).Before = "talk", "" }, `is "ringing" and of agent "12989": expected a call of its own that is active`},
		{"on the call of another", "talk-inbound", func(c *Center) { agent(c).Call = c.AgentByID["12991"].Call }, `is "active" and of agent "12991"`},
		{"ringing without before", "ring", func(c *Center) { agent(c).Before = "" }, `its before is "" while it rings`},
		{"before is no idle state", "ring", func(c *Center) { agent(c).Before = "acw" }, `its before is "acw" while it rings`},
		{"before is no ACW", "ring-auxiliary", func(c *Center) { agent(c).Before = "ready" }, `its before is "ready" while it rings: expected acw of an auxiliary call`},
		{"dialled, and a timer for nothing", "ring-auxiliary", func(c *Center) { agent(c).Timer = c.schedule(Timer{At: noon, AgentID: "12989"}) }, `and while a call that was dialled rings for a time`},
		{"dialled and no timer", "ring-auxiliary", func(c *Center) { call(c).DialResult = DialNoAnswer }, `and while a call that was dialled rings for a time`},
		{"unknown result", "ring-auxiliary", func(c *Center) { call(c).DialResult = "engaged" }, `its dial_result is "engaged", its type auxiliary`},
		{"result of a call that came in", "ring", func(c *Center) { call(c).DialResult = DialRinging }, `its dial_result is "ringing", its type inbound`},
		{"result of a predictive call", "talk-record", func(c *Center) { call(c).DialResult = DialAnswered }, `its dial_result is "answered", its type predictive`},
		{"reached nobody, and no result", "acw-manual", func(c *Center) { call(c).EndedBy = ByNetwork }, `its dial_result is "", its type manual and its ended_by "network"`},
		{"reached nobody, and answered", "acw-manual", func(c *Center) { call(c).EndedBy, call(c).DialResult = ByNetwork, DialBusy }, `its dial_result is "busy" and its answered 2023-11-14`},
		{"reached nobody, but a machine", "acw-manual", func(c *Center) {
			call(c).EndedBy, call(c).DialResult, call(c).Answered = ByNetwork, DialMachine, time.Time{}
		}, `its dial_result is "answering_machine" and its answered 0001-01-01`},
		{"reached nobody, but was put through", "acw-predictive", func(c *Center) {
			call(c).EndedBy, call(c).DialResult, call(c).Answered = ByNetwork, DialRinging, time.Time{}
		}, `its dial_result is "ringing" and its answered 0001-01-01`},
		{"nobody's predictive call", "ready", func(c *Center) {
			c.CallByID["x"] = &Call{ID: "x", Type: Predictive, Started: noon, State: Ended, Ended: noon, EndedBy: ByCustomer}
			c.Ended = []ConnID{"x"}
		}, `its agent is "": expected one that exists`},
		{"dial rule", "ready", func(c *Center) { c.DialRules = []DialRule{{Result: DialBusy}, {}} }, `dial_rules[1]: result is ""`},
		{"too many dial rules", "ready", func(c *Center) { c.DialRules = make([]DialRule, MaxDialRules+1) }, `dial_rules has 1001 rules: expected at most 1000`},
		{"before is unknown", "ring", func(c *Center) { agent(c).Before = "103" }, `its before is "103" while it rings`},
		{"before without ringing", "ready", func(c *Center) { agent(c).Before = "ready" }, `its before is "ready" while its status is "ready"`},
		{"last call outside ACW", "ready", func(c *Center) { agent(c).LastCall = "x" }, `its last_call is "x" while its status is "ready"`},
		{"last call is gone", "acw-nocall", func(c *Center) { agent(c).LastCall = "x" }, `its last_call is "x": expected a call that exists`},
		{"last call goes on", "acw-nocall", func(c *Center) { agent(c).LastCall = c.AgentByID["12991"].Call }, `is "active" and of agent "12991": expected an ended call of its own`},

		{"call is null", "talk-inbound", func(c *Center) { c.CallByID["x"] = nil }, `call "x": it is null`},
		{"call without id", "ready", func(c *Center) { c.CallByID[""] = &Call{} }, `call "": its key is ""`},
		{"call under another key", "talk-inbound", func(c *Center) { call(c).ID = "x" }, `its conn_id is "x"`},
		{"type of call", "talk-inbound", func(c *Center) { call(c).Type = "fax" }, `its type is "fax"`},
		{"follows a call for no reason", "talk-inbound", func(c *Center) { call(c).Follows = "x" }, `it follows "x" and is of type inbound`},
		{"follows none", "talk-auxiliary", func(c *Center) { call(c).Follows = "" }, `it follows "" and is of type auxiliary`},
		{"state of call", "ready", func(c *Center) { c.CallByID["x"] = &Call{ID: "x", Type: Inbound, Started: noon, State: "held"} }, `call "x": its state is "held"`},
		{"never started", "talk-inbound", func(c *Center) { call(c).Started = time.Time{} }, `its started is missing`},
		{"active and not answered", "talk-inbound", func(c *Center) { call(c).Answered = time.Time{} }, `while it is active`},
		{"ringing and answered", "ring", func(c *Center) { call(c).Answered = noon }, `while it is ringing`},
		{"in progress and over", "talk-inbound", func(c *Center) { call(c).EndedBy = ByAgent }, `by "agent" while it is active: expected none`},
		{"muted while it rings", "ring", func(c *Center) { call(c).Muted = true }, `its muted is true and its on_hold false while it is ringing`},
		{"on hold and over", "acw-inbound", func(c *Center) { call(c).OnHold = true }, `its muted is false and its on_hold true while it is ended`},
		{"tones that are none", "talk-inbound", func(c *Center) { call(c).Tones = "1a" }, `its tones are "1a", 2 of them: expected`},
		{"tones while it rings", "ring", func(c *Center) { call(c).Tones = "1" }, `its tones are "1", 1 of them: expected`},
		{"more tones than are kept", "talk-inbound", func(c *Center) { call(c).Tones = strings.Repeat("1", MaxTones+1) }, `1001 of them: expected at most 1000`},
		{"nobody's call", "ready", func(c *Center) {
			c.CallByID["x"] = &Call{ID: "x", Type: Inbound, Started: noon, State: Ringing, AgentID: "12989"}
		}, `call "x": it is ringing, but not the call of its agent "12989"`},
		{"ended without a time", "acw-inbound", func(c *Center) { call(c).Ended = time.Time{} }, `it ended at 0001-01-01`},
		{"ended by nobody", "acw-inbound", func(c *Center) { call(c).EndedBy = "" }, `by "": expected a time, and agent, customer, transfer, network or timeout`},
		{"ended call of nobody", "acw-inbound", func(c *Center) {
			c.CallByID["x"] = &Call{ID: "x", Type: Inbound, Started: noon, State: Ended, Ended: noon, EndedBy: ByAgent}
		}, `call "x": its agent is ""`},
		{"ended and in no list", "acw-inbound", func(c *Center) { agent(c).LastCall = "" }, `or in ended (is false)`},
		{"ended and in both", "acw-inbound", func(c *Center) { c.Ended = append(c.Ended, latest(c)) }, `or in ended (is true), not both`},

		{"disposition without a code", "acw-coded", func(c *Center) { call(c).Disposition.Code = "" }, `its disposition has the code ""`},
		{"disposition without a time", "acw-coded", func(c *Center) { call(c).Disposition.At = time.Time{} }, `expected a code and a time`},
		{"campaign of an inbound call", "talk-inbound", func(c *Center) { call(c).CampaignID = "7224" }, `its campaign_id is "7224" and its type inbound`},
		{"campaign that is gone", "talk-predictive", func(c *Center) { call(c).CampaignID = "7" }, `its campaign_id is "7" and its type predictive`},

		{"hidden button", "ready", func(c *Center) { agent(c).Hidden = []string{"redial"} }, `its hidden are "redial"`},
		{"hidden buttons", "ready", func(c *Center) { agent(c).Hidden = []string{"hungup", "dial"} }, `its hidden are "hungup", "dial"`},
		{"hidden twice", "ready", func(c *Center) { agent(c).Hidden = []string{"dial", "dial"} }, `its hidden are "dial", "dial"`},
		{"last record of no campaign", "ready", func(c *Center) { agent(c).LastCampaign, agent(c).LastCustomer = "7", "1" }, `its last_customer is "1" of campaign "7"`},
		{"last record of nobody", "ready", func(c *Center) { agent(c).LastCampaign = "7224" }, `its last_customer is "" of campaign "7224"`},
		{"negative calls", "ready", func(c *Center) { agent(c).Stats.Internal = -1 }, `Internal:-1`},
		{"negative time", "ready", func(c *Center) { agent(c).Stats.AuxTime = -1 }, `AuxTime:-1`},

		{"code is null", "ready", func(c *Center) { c.CodeByKey["x"] = nil }, `code "x": it is null`},
		{"code of no group", "ready", func(c *Center) { c.CodeByKey["cod_act1/021"].Group = "x" }, `its type_code is "x"`},
		{"code without id", "ready", func(c *Center) { c.CodeByKey["cod_act1/"] = &Code{Group: Group1} }, `its cod_act is ""`},
		{"code under another key", "ready", func(c *Center) { c.CodeByKey["cod_act1/021"].Group = Group2 }, `it is "021" of cod_act2: expected its key`},
		{"campaign is null", "ready", func(c *Center) { c.CampaignByID["x"] = nil }, `campaign "x": it is null`},
		{"campaign under another key", "ready", func(c *Center) { c.CampaignByID["x"] = &Campaign{ID: "y"} }, `its campaign_id is "y"`},
		{"customer is null", "ready", func(c *Center) { c.CampaignByID["7224"].CustomerByID["1"] = nil }, `customer "1": it is null`},
		{"customer under another key", "ready", func(c *Center) { c.CampaignByID["7224"].CustomerByID["1"].ID = "2" }, `its customer_id is "2"`},

		{"callback is null", "ready", func(c *Center) { c.CallbackByKey[recall().key()] = nil }, `callback ["7224","1","3001234567"]: it is null`},
		{"callback under another key", "ready", func(c *Center) { theCallback(c).Key.Phone = "1" }, `its key is ["7224","1","1"]`},
		{"callback of nobody", "ready", func(c *Center) { theCallback(c).AgentID = "1" }, `its agent is "1"`},
		{"callback without a record", "ready", func(c *Center) { delete(c.CampaignByID["7224"].CustomerByID, "1") }, `its campaign has no such customer`},
		{"style of callback", "ready", func(c *Center) { theCallback(c).Style = "all" }, `its style is "all"`},
		{"state of callback", "ready", func(c *Center) { theCallback(c).State = Notified }, `its state is "notified" while its style is auto`},
		{"scheduled for no time", "ready", func(c *Center) { theCallback(c).Fires = time.Time{} }, `its fires is 0001-01-01`},
		{"cancelled with a time", "ready", func(c *Center) { theCallback(c).State = Cancelled }, `while it is cancelled`},
		{"waits for nobody", "ready", func(c *Center) { theCallback(c).State, theCallback(c).Fires = Waiting, time.Time{} }, `it is waiting, and waits for agent ""`},
		{"scheduled and fired", "ready", func(c *Center) { c.AgentByID["12990"].Waiting = []CallbackKey{recall().key()} }, `it is scheduled, and waits for agent "12990"`},
		{"fired twice", "ready", func(c *Center) { agent(c).Waiting = []CallbackKey{{}, {}} }, `waits twice`},
		{"fired and gone", "ready", func(c *Center) { agent(c).Waiting = []CallbackKey{{Phone: "1"}} }, `callback ["","","1"] waits for agent "12989"`},
		{"waits for another", "ready", func(c *Center) {
			theCallback(c).State, theCallback(c).Fires, agent(c).Waiting = Waiting, time.Time{}, []CallbackKey{recall().key()}
		}, `waits for agent "12989" (is true, as waiting): expected it to wait for agent "12990"`},
		{"Ready, and a callback waits", "ready", func(c *Center) {
			theCallback(c).State, theCallback(c).Fires, c.Timers = Waiting, time.Time{}, nil
			c.AgentByID["12990"].Waiting = []CallbackKey{recall().key()}
		}, `agent "12990" in ready has a timer at 0001-01-01`},

		{"limit of ACW", "ready", func(c *Center) { c.Limit = -1 }, `acw_limit is -1ns`},
		{"timer is null", "ready", func(c *Center) { c.Timers = []*Timer{nil} }, `timers[0] is null`},
		{"timer without a time", "ready", func(c *Center) { c.Timers[0].At = time.Time{} }, `timers[0] is at 0001-01-01`},
		{"timers out of order", "ready", func(c *Center) {
			agent(c).Status, agent(c).Timer, c.Timers = "acw", noon.Add(48*time.Hour), append(c.Timers, &Timer{At: noon.Add(48 * time.Hour), AgentID: "12989"})
		}, `timers[1] is at 2023-11-16`},
		{"timer about nothing", "ready", func(c *Center) { c.Timers[0].Callback = CallbackKey{} }, `is about agent "" and callback ["","",""]`},
		{"timer about both", "ready", func(c *Center) { c.Timers[0].AgentID = "12989" }, `is about agent "12989" and callback`},
		{"timer of nobody", "ready", func(c *Center) { c.Timers = []*Timer{{At: noon, AgentID: "7"}} }, `timers[0] is about agent "7"`},
		{"timer the agent has not", "ready", func(c *Center) { c.Timers = []*Timer{{At: noon, AgentID: "12989"}} }, `timers[0] is about agent "12989"`},
		{"two timers of an agent", "acw-nocall", func(c *Center) {
			agent(c).Timer, c.Timers = noon, append(c.Timers, &Timer{At: noon, AgentID: "12989"}, &Timer{At: noon, AgentID: "12989"})
		}, `timers[2] is about agent "12989"`},
		{"callback at another time", "ready", func(c *Center) { theCallback(c).Fires = noon }, `timers[0] is about callback ["7224","1","3001234567"]`},
		{"callback there twice", "ready", func(c *Center) { c.Timers = append(c.Timers, c.Timers[0]) }, `timers[1] is about callback`},
		{"callback not there", "ready", func(c *Center) { c.Timers = nil }, `has no timer: expected one at`},
		{"agent not there", "acw-nocall", func(c *Center) { agent(c).Timer = noon }, `agent "12989" in acw has a timer at 2023-11-14`},
		{"agent for nothing", "lunch", func(c *Center) {
			agent(c).Timer, c.Timers = noon, append(c.Timers, &Timer{At: noon, AgentID: "12989"})
		}, `agent "12989" in 102 has a timer`},

		{"queue: unknown", "ready", func(c *Center) { c.Queue = []ConnID{"x"} }, `queue[0] is "x"`},
		{"queue: ringing", "ring", func(c *Center) { c.Queue = []ConnID{latest(c)} }, `queue[0] is "12989.0001`},
		{"queue: twice", "queued", func(c *Center) { c.Queue = append(c.Queue, c.Queue[0]) }, `queue[1] is "4001.`},
		{"queue: not there", "queued", func(c *Center) { c.Queue = nil }, `is queued and not in queue`},
		{"missed: twice", "ready", func(c *Center) { agent(c).Missed = []ConnID{"1", "1"} }, `its missed[1] is "1": expected each call once`},
		{"missed: no order", "ready", func(c *Center) { agent(c).Missed = []ConnID{"2", "1"} }, `its missed[1] is "1": expected each call once`},
		{"missed: on a break", "lunch", func(c *Center) { agent(c).Missed = []ConnID{"1"} }, `its missed are "1" while its status is "102"`},
		{"queue: too long", "ready", func(c *Center) { c.Queue = make([]ConnID, MaxQueued+1) }, `queue has 251 calls: expected at most 250`},
		{"queued with an agent", "queued", func(c *Center) { queued(c).AgentID = "12989" }, `its agent is "12989" and its skill_id "4001" while it is queued`},
		{"queued for no skill", "queued", func(c *Center) { queued(c).SkillID = "" }, `its agent is "" and its skill_id "" while it is queued`},
		{"queued and answered", "queued", func(c *Center) { queued(c).Answered = noon }, `while it is queued: expected a time when it is active`},
		{"queued and over", "queued", func(c *Center) { queued(c).EndedBy = ByCustomer }, `by "customer" while it is queued: expected none`},
		{"position that is written down", "queued", func(c *Center) { queued(c).Position = 1 }, `its position is 1`},
		{"Ready, and a call waits", "queued", func(c *Center) { agent(c).Status = "ready" }, `agent "12989" in ready has a timer at 0001-01-01`},
		{"limit of rings", "ready", func(c *Center) { c.RingLimit = -1 }, `ring_timeout is -1ns`},
		{"speech of nobody's call", "ready", func(c *Center) {
			c.CallByID["x"] = &Call{ID: "x", Type: Transfer, Follows: "y", Started: noon, State: Ended, SpeechAsked: noon}
		}, `its speech_asked is`},

		{"list of ended: unknown", "ready", func(c *Center) { c.Ended = []ConnID{"x"} }, `ended[0] is "x": expected a call that exists`},
		{"list of ended: going on", "talk-inbound", func(c *Center) { c.Ended = []ConnID{latest(c)} }, `which is "active"`},
		{"list of ended: twice", "acw-inbound", func(c *Center) {
			c.Ended, agent(c).LastCall = []ConnID{latest(c), latest(c)}, ""
		}, `once more`},
		{"list of ended: too long", "ready", func(c *Center) { c.Ended = make([]ConnID, MaxEndedCalls+1) }, `ended has 1001 calls`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, tt.situation).Clone()
			tt.spoil(c)
			if err := c.Check(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}
