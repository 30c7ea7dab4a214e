package callcenter

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestErrors_areSentences(t *testing.T) {
	at := time.Date(2026, 1, 1, 10, 2, 11, 0, time.UTC)
	c := New(AuxState{"101", "Active breaks"}, AuxState{"102", "Lunch"})
	staysSound(t, c)
	err := c.PutAgent(at, "12989", as("acw"))
	ok(t, err)
	err = c.PutAgent(at, "12990", AgentChange{})
	ok(t, err)
	err = c.PutAgent(at, "12991", as("ready"))
	ok(t, err)
	k, err := c.Arrive(at, Arrival{AgentID: "12991", Type: Inbound, Answered: true})
	ok(t, err)
	err = c.PutAgent(at, "12992", as("ready"))
	ok(t, err)
	over, err := c.Arrive(at, Arrival{AgentID: "12992", Type: Inbound})
	ok(t, err)
	ok(t, c.Hang(at, "12992"))
	ok(t, c.DisableAgent("12990"))
	ok(t, c.CreateCode(Group1, "1", CodeChange{}))

	for _, tt := range []struct {
		err  error
		want Error
	}{
		{c.Hang(at, "1"), refusal(AgentUnknown, "1", `there is no agent "1": expected the agent_id of one of the 4 agents`, "")},
		{c.Hang(at, "12990"), refusal(AgentLoggedOut, "12990", "agent 12990 is logged out since 10:02:11: it has to log in first", "")},
		{c.Hang(at, "12989"), refusal(NoActiveCall, "12989", "agent 12989 has no active call: it is in ACW since 10:02:11", "")},
		{second(c.ChangeStatus(at, "12989", "Lunch")), refusal(StateUnknown, "12989", `agent 12989 cannot be given the state "Lunch": expected ready, logout, 101 or 102`, "")},
		{second(c.ChangeStatus(at, "12991", "101")), refusal(AgentOnCall, "12991", "agent 12991 is on call "+k.ID+": it is in Talk since 10:02:11; let the call end first", "")},
		{second(c.AuxCall(at, "12989", "1")), refusal(NoPredictiveCall, "12989", "agent 12989 has no predictive call to follow: it is in ACW since 10:02:11; expected ACW after a predictive call that is not coded yet", "")},
		{second(c.Transfer(at, "12989", "1")), refusal(NoActiveCall, "12989", "agent 12989 has no active call to transfer: it is in ACW since 10:02:11", "")},
		{second(c.Dial(at, "12989", "1", "", "")), refusal(DialForbidden, "12989", "agent 12989 cannot dial: it is in ACW since 10:02:11; expected Ready or an auxiliary state", "")},
		{c.Mute(at, "12989"), refusal(NoActiveCall, "12989", "agent 12989 has no active call to mute: it is in ACW since 10:02:11", "")},
		{c.Hold(at, "12989"), refusal(NoActiveCall, "12989", "agent 12989 has no active call to hold: it is in ACW since 10:02:11", "")},
		{c.SendTones(at, "12989", "1"), refusal(NoActiveCall, "12989", "agent 12989 has no active call to send tones on: it is in ACW since 10:02:11", "")},
		{c.SendTones(at, "12991", "1 2"), refusal(ValueInvalid, "12991", `agent 12991 cannot send the tones "1 2": expected digits, * and #`, "tones")},
		{second(c.Transfer(at, "12991", "12989")), refusal(DestinationUnavailable, "12991", "agent 12991 cannot transfer to agent 12989: that one is in ACW since 10:02:11; expected another agent in Ready, or an outside number", "")},
		{second(c.Type(at, "12989", "021", "", "")), refusal(CodeUnknown, "12989", `there is no code "021" in cod_act1: expected one of 1`, "")},
		{second(c.Type(at, "12989", "1", "1", "")), refusal(Code2Unknown, "12989", `there is no code "1" in cod_act2: expected one that exists, and there is none`, "")},
		{second(c.Type(at, "12989", "1", "", "")), refusal(NoCallToCode, "12989", "agent 12989 has no call to code: it is in ACW since 10:02:11; expected an active call, or the ACW of one", "")},
		{c.HangTypeReady(at, "12989", "1", "", ""), refusal(NoActiveCall, "12989", "agent 12989 has no active call to hang up and code: it is in ACW since 10:02:11", "")},
		{c.RemoveCodes(Group1, []string{"2", "3"}), refusal(CodesUnknown, "", `cod_act1 has none of the codes "2", "3": expected one of 1`, "")},
		{c.AgentDisplay("12989", Is(false), "x"), refusal(ValueInvalid, "12989", `button is "x": expected one of dial, disposition, hungup`, "button")},
		{c.Recall(at, Recall{AgentID: "12989", CampaignID: "7"}), refusal(CampaignUnknown, "12989", `there is no campaign "7": expected the campaign_id of one of the 0 campaigns`, "")},
		{c.RecallByPhone(at, "12989", Is("1"), Is(tomorrow), Is(Auto)), refusal(NoPredictiveRecord, "12989", "agent 12989 had no predictive call of a campaign's customer: expected one before, or name the campaign and the customer", "")},
		{c.Login(at, "12990"), refusal(AgentDisabled, "12990", "agent 12990 is disabled: enable it before it logs in", "")},
		{c.Login(at, "12989"), refusal(AgentLoggedIn, "12989", "agent 12989 is logged in already: it is in ACW since 10:02:11", "")},
		{second(c.Arrive(at, Arrival{AgentID: "12989", Type: Manual})), refusal(AgentUnavailable, "12989", "agent 12989 cannot have a call of type manual: it is in ACW since 10:02:11; expected Ready or an auxiliary state", "")},
		{second(c.Arrive(at, Arrival{AgentID: "12989"})), refusal(InputInvalid, "12989", `type is "": expected inbound, predictive or manual`, "")},
		{c.Answer(at, "x"), refusal(CallUnknown, "", `there is no call "x": expected the conn_id of a call in progress or of a recent one`, "")},
		{c.Answer(at, k.ID), refusal(CallNotRinging, "12991", "call "+k.ID+" of agent 12991 is not ringing: it was answered at 10:02:11", "")},
		{c.CustomerHangUp(at, over.ID), refusal(CallEnded, "12992", "call "+over.ID+" has ended: by agent at 10:02:11; expected a call in progress", "")},
		{c.PutAgent(at, "12989", as("talk")), refusal(InputInvalid, "12989", `status "talk" of agent 12989 cannot be set: let a call arrive instead`, "")},
		{c.PutAgent(at, "12989", as("7")), refusal(InputInvalid, "12989", `status of agent 12989 is "7": expected acw, ready, logout, 101 or 102`, "")},
	} {
		var got *Error
		if !errors.As(tt.err, &got) {
			t.Errorf("got %v, want %v", tt.err, tt.want)
			continue
		}
		same(t, "refusal", tt.want, *got)
		if tt.err.Error() != tt.want.Detail {
			t.Errorf("Error() is %q", tt.err)
		}
	}
}

func TestError_Class(t *testing.T) {
	for want, kinds := range map[Class][]Kind{
		NotFound: {AgentUnknown, CallUnknown, CampaignUnknown, CodeUnknown, FileUnknown, IPUnknown, RecallUnknown, RecordUnknown,
			RoutingPointUnknown, SkillUnknown, StateUnknown, NumberUnlisted, PBXUserUnknown},
		Invalid:   {FileTooLarge, FileTypeInvalid, InputInvalid, IPInvalid, ParameterMissing, TooManyFiles, ValueInvalid},
		Forbidden: {DialForbidden},
		Conflict:  {AgentDisabled, AgentLoggedOut, AgentOnCall, CallEnded, IPRegistered, NoActiveCall, NumberBlocked, SkillInUse, StateInUse},
	} {
		for _, kind := range kinds {
			var refused *Error
			if !errors.As(fmt.Errorf("wrapped: %w", refuse(kind, "1", "detail")), &refused) || refused.Class != want {
				t.Errorf("%s: %+v, want the class %s", kind, refused, want)
			}
		}
	}
}
