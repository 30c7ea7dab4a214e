package callcenter

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hang ends the agent's current call. An active one leaves the agent in ACW (example, hang-up-agent-v2 and
// Q-ACW-AUTO), a ringing one where the agent was before (Q-HANG-RING).
// Refusals: AgentUnknown, AgentLoggedOut, NoActiveCall (Q-HANG-IDLE).
func (c *Center) Hang(now time.Time, agentID string) error {
	a, err := c.loggedIn(agentID)
	if err != nil {
		return err
	}
	if !a.can(HangUp) {
		return refuse(NoActiveCall, a.ID, "agent %s has no active call: it is %s", a.ID, c.situation(a))
	}
	c.moveCall(now, c.CallByID[a.Call], HangUp)
	return nil
}

// ChangeStatus makes the agent "ready", logs the agent out with "logout", or puts the agent in the auxiliary state of
// that id (documented, change-agent-state-agent-v2). It returns the name that the reply prints: the description of the
// auxiliary state (example), "Ready" or "Logout" (Q-READY-TEXT). The status the agent already has is a success, and
// Since goes on (Q-STATUS-SAME).
// Refusals: AgentUnknown, StateUnknown, AgentLoggedOut, AgentOnCall.
func (c *Center) ChangeStatus(now time.Time, agentID string, status Status) (state string, err error) {
	a, err := c.agent(agentID)
	if err != nil {
		return "", err
	}
	status, e, ok := c.eventFor(status)
	if !ok {
		return "", refuse(StateUnknown, a.ID, "agent %s cannot be given the state %q: expected %s", a.ID, status,
			c.idleStatuses())
	}
	if err := c.idle(a, e); err != nil {
		return "", err
	}
	c.moveAgent(now, a, e, status)
	return c.StateName(a.Status), nil
}

// AuxCall lets the agent call the customer of a predictive call again, from the ACW of that call or of another
// auxiliary call that followed it (documented for the condition, make-auxiliary-call-agent-v2; Q-AUX-WINDOW). What
// becomes of the call is as for Dial, and it follows the predictive one. A leg that came by transfer does not count as
// predictive (inferred).
// Refusals: AgentUnknown, AgentLoggedOut, AgentOnCall, NoPredictiveCall, NumberBlocked, WorldFull.
func (c *Center) AuxCall(now time.Time, agentID, phone string) (ConnID, error) {
	a, err := c.loggedIn(agentID)
	if err != nil {
		return "", err
	}
	if a.Call != "" {
		return "", c.onCall(a)
	}
	follows := c.predictive(a)
	if follows == "" || !a.can(CallAgain) {
		return "", refuse(NoPredictiveCall, a.ID,
			"agent %s has no predictive call to follow: it is %s; expected ACW after a predictive call that is not coded yet",
			a.ID, c.situation(a))
	}
	if err := c.dialable(a, phone); err != nil {
		return "", err
	}
	last := c.CallByID[a.LastCall]
	if err := c.fitsCall(a.ID, phone, last.CustomerID, last.CustomerName); err != nil {
		return "", err
	}
	k := c.ring(now, a, CallAgain, Auxiliary, phone)
	k.Follows = follows
	// it stays tied to the record (documented for v1, diax)
	c.about(k, last.CampaignID, last.CustomerID, last.CustomerName)
	c.noteCall(now, k)
	c.follow(now, a, k, c.takeDialRule(a.ID, k.Phone))
	return k.ID, nil
}

// Transfer hands the agent's active call over, blind; the agent goes to ACW (inferred, Q-TRANSFER-STATE). A destination
// that is the extension of an agent must be another one who is Ready, and the call rings there; anything else is an
// outside number, always accepted, and the call leaves the contact center (that there are the two is documented,
// transfer-call-agent-v2; the rest inferred, Q-TRANSFER-TARGET). It returns the id of the new leg (inferred, Q-CONN-ID).
// Refusals: AgentUnknown, AgentLoggedOut, NoActiveCall (also while it rings, Q-TRANSFER-IDLE), DestinationUnavailable,
// WorldFull.
func (c *Center) Transfer(now time.Time, agentID, destination string) (ConnID, error) {
	a, k, err := c.talking(agentID, HandOver, "transfer")
	if err != nil {
		return "", err
	}
	to := c.AgentByID[destination]
	if to != nil && !to.can(Deliver) { // the agent itself is talking: no destination either
		return "", refuse(DestinationUnavailable, a.ID,
			"agent %s cannot transfer to agent %s: that one is %s; expected another agent in Ready, or an outside number",
			a.ID, to.ID, c.situation(to))
	}
	if err := c.fitsCall(a.ID, destination, k.CustomerID, k.CustomerName); err != nil {
		return "", err
	}

	c.moveCall(now, k, HandOver)
	if to != nil {
		leg := c.ring(now, to, Deliver, Transfer, k.Phone)
		// the customer travels along (documented for v1, dial)
		leg.Follows = k.ID
		c.about(leg, "", k.CustomerID, k.CustomerName)
		return leg.ID, nil
	}
	leg := c.newCall(now, a.ID, Transfer, destination)
	leg.AgentID, leg.State, leg.Ended, leg.EndedBy, leg.Follows = "", Ended, now, ByTransfer, k.ID
	c.changedCall(now, leg, "", HandOver)
	c.retire(leg.ID)
	return leg.ID, nil
}

// Dial lets the agent, in Ready or an auxiliary state, call a phone number by hand (Q-DIAL-STATE; that ACW forbids it is
// documented). It rings, and is answered in the same moment (inferred, Q-DIAL-LIFECYCLE) unless the number is one of
// TestNumbers or a DialRule says otherwise. Who the customer is may be said (documented, dialing-agent-v2), and "" is not to
// say it (Q-EMPTY-PARAM).
// Refusals: AgentUnknown, AgentLoggedOut, AgentOnCall, DialForbidden, NumberBlocked, WorldFull.
func (c *Center) Dial(now time.Time, agentID, phone, customerID, customerName string) (ConnID, error) {
	a, err := c.loggedIn(agentID)
	if err != nil {
		return "", err
	}
	if a.Call != "" {
		return "", c.onCall(a)
	}
	if !a.can(Dial) {
		return "", refuse(DialForbidden, a.ID, "agent %s cannot dial: it is %s; expected Ready or an auxiliary state", a.ID,
			c.situation(a))
	}
	if err := c.dialable(a, phone); err != nil {
		return "", err
	}
	customerID, customerName = kept(customerID), kept(customerName)
	if err := c.fitsCall(a.ID, phone, customerID, customerName); err != nil {
		return "", err
	}
	k := c.ring(now, a, Dial, Manual, phone)
	c.about(k, "", customerID, customerName)
	c.follow(now, a, k, c.takeDialRule(a.ID, k.Phone))
	return k.ID, nil
}

// HangTypeReady hangs up, codes the call and makes the agent Ready (documented, hang-up-disposition-and-ready-agent-v2).
// The call must be active (documented; the reply is inferred, Q-NO-CALL-REPLY). The codes are as for Type; the second
// one may be left out (documented).
// Refusals: AgentUnknown, CodeUnknown, Code2Unknown, AgentLoggedOut, NoActiveCall, WorldFull.
func (c *Center) HangTypeReady(now time.Time, agentID, codAct, codAct2, comments string) error {
	if _, err := c.codes(agentID, codAct, codAct2); err != nil {
		return err
	}
	_, k, err := c.talking(agentID, CodeAndReady, "hang up and code")
	if err != nil {
		return err
	}
	d := newDisposition(now, codAct, codAct2, comments)
	if err := c.fitsCode(k, d); err != nil {
		return err
	}
	c.code(k, d)
	c.moveCall(now, k, CodeAndReady)
	return nil
}

// Type codes the agent's active call or, in ACW, the call that ended (inferred, Q-TYPE-STATE), and returns its id
// (inferred, Q-CONN-ID). The agent's state stays (inferred, Q-TYPE-STATE), and a later code replaces an earlier one
// (inferred, Q-TYPE-TWICE). codAct2 may be ""; that the API wants it is Q-COD2-REQUIRED. Comments may be "" (inferred,
// Q-COMMENTS). A code that is not for voice will do (inferred, Q-COD-VOICE).
// Refusals: AgentUnknown, CodeUnknown, Code2Unknown, AgentLoggedOut, NoCallToCode, WorldFull.
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
		return "", refuse(NoCallToCode, a.ID,
			"agent %s has no call to code: it is %s; expected an active call, or the ACW of one", a.ID, c.situation(a))
	}
	d := newDisposition(now, codAct, codAct2, comments)
	if err := c.fitsCode(k, d); err != nil {
		return "", err
	}
	c.moveCall(now, k, CodeCall)
	c.code(k, d)
	return k.ID, nil
}

// Mute switches the microphone of the agent's active call off, or on again (documented, mute-agents-microphone-agent-v2),
// until the call ends (inferred, Q-TOGGLE-RESET).
// Refusals: AgentUnknown, AgentLoggedOut, NoActiveCall (also while it rings, Q-TOGGLE-IDLE).
func (c *Center) Mute(now time.Time, agentID string) error {
	_, k, err := c.talking(agentID, Mute, "mute")
	if err != nil {
		return err
	}
	c.moveCall(now, k, Mute)
	k.Muted = !k.Muted
	return nil
}

// Hold puts the agent's active call on hold, or takes it back (documented, pause-call-agent-v2), until the call ends
// (inferred, Q-TOGGLE-RESET).
// Refusals: AgentUnknown, AgentLoggedOut, NoActiveCall (also while it rings, Q-TOGGLE-IDLE).
func (c *Center) Hold(now time.Time, agentID string) error {
	_, k, err := c.talking(agentID, Hold, "hold")
	if err != nil {
		return err
	}
	c.moveCall(now, k, Hold)
	k.OnHold = !k.OnHold
	return nil
}

// SendTones sends digits, * and # on the agent's active call (documented, dtmf-dialing-agent-v2; which tones there are,
// Q-DTMF-TONES), and the call remembers them.
// Refusals: AgentUnknown, ValueInvalid, AgentLoggedOut, NoActiveCall (also while it rings, Q-DTMF-IDLE), WorldFull.
func (c *Center) SendTones(now time.Time, agentID, tones string) error {
	if a, err := c.agent(agentID); err != nil {
		return err
	} else if tones == "" || badTones(tones) {
		return refuseValue("tones", a.ID, "agent %s cannot send the tones %q: expected digits, * and #", a.ID, tones)
	}
	_, k, err := c.talking(agentID, SendTones, "send tones on")
	if err != nil {
		return err
	}
	all := k.Tones + tones
	all = strings.Clone(all[max(0, len(all)-MaxTones):])
	more := textBytes(all) - textBytes(k.Tones)
	if err := c.fits(more); err != nil {
		return err
	}
	c.moveCall(now, k, SendTones)
	k.Tones = all
	c.held += more
	return nil
}

// AgentDisplay shows or hides a button in the agent's application (documented, show-hide-buttons-agent-v2). What is
// hidden there still works through the API, and stays hidden when the agent logs out (inferred). It is idempotent
// (inferred). Refusals: AgentUnknown, ValueInvalid (display, button; Q-DISPLAY-VALUES), AgentLoggedOut.
func (c *Center) AgentDisplay(agentID string, show Given[bool], button string) error {
	a, err := c.agent(agentID)
	switch {
	case err != nil:
		return err
	case show.Refusal != nil:
		return show.Refusal
	case !slices.Contains(Buttons, button):
		return refuseValue("button", a.ID, "button is %q: expected one of %s", button, listed(Buttons))
	}
	if err := online(a); err != nil {
		return err
	}
	at, hidden := slices.BinarySearch(a.Hidden, button)
	switch {
	case !show.Value && !hidden:
		a.Hidden = slices.Insert(a.Hidden, at, Buttons[slices.Index(Buttons, button)])
	case show.Value && hidden:
		a.Hidden = slices.Delete(a.Hidden, at, at+1)
	}
	return nil
}

// eventFor is what change_status asks for, and the status in the words of the Center; false when it is none that the API
// offers.
func (c *Center) eventFor(status Status) (Status, Event, bool) {
	switch State(status) {
	case Ready:
		return Status(Ready), Resume, true // and not what may be a part of a whole request
	case Logout:
		return Status(Logout), Leave, true
	}
	aux, ok := c.auxState(string(status))
	if !ok {
		return status, Pause, false
	}
	return Status(aux.ID), Pause, true
}

// idleStatuses is what change_status takes, for the text of a refusal: "ready, logout, 101 or 102".
func (c *Center) idleStatuses() string {
	ids := []string{string(Ready), string(Logout)}
	for _, s := range c.States {
		ids = append(ids, s.ID)
	}
	last := len(ids) - 1
	return strings.Join(ids[:last], ", ") + " or " + ids[last]
}

// talking finds an agent and the active call that e is about, or refuses with agent_unknown, agent_logged_out or no_active_call.
func (c *Center) talking(agentID string, e Event, purpose string) (*Agent, *Call, error) {
	a, err := c.loggedIn(agentID)
	if err != nil {
		return nil, nil, err
	}
	if !a.can(e) {
		return nil, nil, refuse(NoActiveCall, a.ID, "agent %s has no active call to %s: it is %s", a.ID, purpose, c.situation(a))
	}
	return a, c.CallByID[a.Call], nil
}

// idle refuses e for an agent who is logged out or on a call.
func (c *Center) idle(a *Agent, e Event) error {
	if err := online(a); err != nil {
		return err
	}
	if !a.can(e) {
		return c.onCall(a)
	}
	return nil
}

func (c *Center) onCall(a *Agent) error {
	return refuse(AgentOnCall, a.ID, "agent %s is on call %s: it is %s; let the call end first", a.ID, a.Call, c.situation(a))
}

// predictive is the predictive call that the agent's ACW is about, itself or through auxiliary calls; "" when none. A
// call that was coded is done with (inferred, Q-AUX-WINDOW).
func (c *Center) predictive(a *Agent) ConnID {
	if last := c.CallByID[a.LastCall]; last != nil && last.Disposition == nil {
		switch last.Type {
		case Predictive:
			return last.ID
		case Auxiliary:
			return last.Follows
		}
	}
	return ""
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

// Buttons are what agent_display shows and hides: the hang-up button in the vendor's spelling, the panel for codes and
// the call button (documented, show-hide-buttons-agent-v2).
var Buttons = []string{"dial", "disposition", "hungup"}

func checkDisplay(a *Agent) error {
	for i, button := range a.Hidden {
		if !slices.Contains(Buttons, button) || i > 0 && a.Hidden[i-1] >= button {
			return fmt.Errorf("its hidden are %s: expected some of %s, in this order", quotedList(a.Hidden), listed(Buttons))
		}
	}
	return nil
}
