package callcenter

import (
	"fmt"
	"time"
)

// Disposition is how an agent coded a call. The codes may have been removed since.
type Disposition struct {
	Code     string    `json:"cod_act"`
	Code2    string    `json:"cod_act_2,omitempty"` // "" when none was given
	Comments string    `json:"comments,omitempty"`  // any length (inferred, Q-COMMENTS)
	At       time.Time `json:"at"`
}

// TimedOut is the code of a call that its agent did not code before the limit of ACW (observed in lists of codes;
// Q-ACW-TIMEOUT).
const TimedOut = "TIMEOUTACW"

// Type codes the agent's active call or, in ACW, the call that ended (inferred, Q-TYPE-STATE), and returns its id
// (inferred, Q-CONN-ID). The agent's state stays (inferred, Q-TYPE-STATE), and a later code replaces an earlier one
// (inferred, Q-TYPE-TWICE). codAct2 may be ""; that the API wants it is Q-COD2-REQUIRED. Comments may be "" (inferred,
// Q-COMMENTS). A code that is not for voice will do (inferred, Q-COD-VOICE).
// Refusals: AgentUnknown, CodeUnknown, Code2Unknown, AgentLoggedOut, NoCallToCode.
func (c *Center) Type(now time.Time, agentID, codAct, codAct2, comments string) (ConnID, error) {
	a, err := c.codes(agentID, codAct, codAct2)
	if err != nil {
		return "", err
	}
	k := c.CallByID[a.Call]
	if k == nil {
		k = c.CallByID[a.LastCall]
	}
	if k == nil || !a.can(CodeCall) {
		return "", refuse(NoCallToCode, a.ID, "agent %s has no call to code: it is %s; expected an active call, or the ACW of one", a.ID, c.situation(a))
	}
	c.advance(now, k, CodeCall)
	k.Disposition = newDisposition(now, codAct, codAct2, comments)
	return k.ID, nil
}

// HangTypeReady hangs up, codes the call and makes the agent Ready (documented, hang-up-disposition-and-ready-agent-v2).
// The call must be active (documented; the reply is inferred, Q-NO-CALL-REPLY). The codes are as for Type; the second
// one may be left out (documented).
// Refusals: AgentUnknown, CodeUnknown, Code2Unknown, AgentLoggedOut, NoActiveCall.
func (c *Center) HangTypeReady(now time.Time, agentID, codAct, codAct2, comments string) error {
	if _, err := c.codes(agentID, codAct, codAct2); err != nil {
		return err
	}
	_, k, err := c.talking(agentID, CodeAndReady, "hang up and code")
	if err != nil {
		return err
	}
	k.Disposition = newDisposition(now, codAct, codAct2, comments)
	c.advance(now, k, CodeAndReady)
	return nil
}

// codes finds an agent who is logged in and wants to use two codes. A code of the other group does not exist
// (inferred, Q-COD-UNKNOWN).
func (c *Center) codes(agentID, codAct, codAct2 string) (*Agent, error) {
	a, err := c.agent(agentID)
	switch {
	case err != nil:
		return nil, err
	case c.CodeByKey[codeKey(Group1, codAct)] == nil:
		return nil, c.codeUnknown(CodeUnknown, a.ID, Group1, codAct)
	case codAct2 != "" && c.CodeByKey[codeKey(Group2, codAct2)] == nil:
		return nil, c.codeUnknown(Code2Unknown, a.ID, Group2, codAct2)
	}
	return a, online(a)
}

func newDisposition(now time.Time, codAct, codAct2, comments string) *Disposition {
	return &Disposition{Code: codAct, Code2: codAct2, Comments: validUTF8(comments), At: now}
}

// isHit tells whether a call was coded with a code of group 1 that counts as a hit, as the codes are now (inferred).
func (c *Center) isHit(k *Call) bool {
	if k.Disposition == nil {
		return false
	}
	code := c.CodeByKey[codeKey(Group1, k.Disposition.Code)]
	return code != nil && code.Hit
}

func checkDisposition(k *Call) error {
	if d := k.Disposition; d != nil && (d.Code == "" || d.At.IsZero()) {
		return fmt.Errorf("its disposition has the code %q at %s: expected a code and a time", d.Code, d.At)
	}
	return nil
}
