package callcenter

import (
	"cmp"
	"time"
	"unicode/utf8"
)

// Login is the agent logging in to wolkvox Agent, to Ready (inferred: no API does that). A disabled agent cannot
// (documented). Refusals: AgentUnknown, AgentDisabled, AgentLoggedIn.
func (c *Center) Login(now time.Time, agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	if !a.Enabled {
		return refuse(AgentDisabled, a.ID, "agent %s is disabled: enable it before it logs in", a.ID)
	}
	if !a.can(Login) {
		return refuse(AgentLoggedIn, a.ID, "agent %s is logged in already: it is %s", a.ID, c.situation(a))
	}
	c.moveAgent(now, a, Login, "")
	return nil
}

// Logout is the agent logging out in wolkvox Agent; the same move as change_status with logout.
// Refusals: AgentUnknown, AgentLoggedOut, AgentOnCall.
func (c *Center) Logout(now time.Time, agentID string) error {
	a, err := c.agent(agentID)
	if err != nil {
		return err
	}
	if err := c.idle(a, Leave); err != nil {
		return err
	}
	c.moveAgent(now, a, Leave, "")
	return nil
}

// Arrival is a call that comes to an agent or to a skill, or that the agent dials.
type Arrival struct {
	AgentID  string   `json:"agent_id"` // "" for an inbound call that waits in the queue of SkillID
	Phone    string   `json:"phone"`    // the customer's; "" when withheld
	Type     CallType `json:"type"`     // Inbound, Predictive or Manual
	Answered bool     `json:"answered"` // true: active at once; false: it rings until Answer

	CampaignID string `json:"campaign_id,omitempty"` // the campaign of a predictive call; "" when not told
	CustomerID string `json:"customer_id,omitempty"` // one of its customers; the same
	SkillID    string `json:"skill_id,omitempty"`    // the skill that an inbound call comes for; "" when none

	Simulated bool `json:"-"` // the simulator's: it comes to no manual agent
}

// Arrive starts a call: an inbound or a predictive one is delivered to an agent in Ready, a manual one is dialled by an
// agent in Ready or an auxiliary state (Q-DIAL-STATE; that ACW forbids it is documented). An inbound one without an agent
// comes to its skill, and may wait there.
// An inbound call from a number on the inbound do-not-call list is not taken (inferred).
// Refusals: AgentUnknown, InputInvalid, AgentLoggedOut, AgentOnCall, AgentUnavailable, QueueFull, NumberBlocked, WorldFull.
func (c *Center) Arrive(now time.Time, arr Arrival) (Call, error) {
	if arr.AgentID == "" {
		return c.arriveAtSkill(now, arr)
	}
	a, err := c.agent(arr.AgentID)
	if err != nil {
		return Call{}, err
	}
	e, takers := Deliver, "Ready"
	switch arr.Type {
	case Inbound, Predictive:
	case Manual:
		e, takers = Dial, "Ready or an auxiliary state"
	default:
		return Call{}, refuse(InputInvalid, a.ID, "type is %q: expected inbound, predictive or manual", arr.Type)
	}
	customer, err := c.recordOf(arr)
	if err != nil {
		return Call{}, err
	}
	if err := c.checkSkillOf(arr); err != nil {
		return Call{}, err
	}
	if err := online(a); err != nil {
		return Call{}, err
	}
	if a.Call != "" {
		return Call{}, c.onCall(a)
	}
	if !a.can(e) {
		return Call{}, refuse(AgentUnavailable, a.ID, "agent %s cannot have a call of type %s: it is %s; expected %s", a.ID,
			arr.Type, c.situation(a), takers)
	}
	if err := cmp.Or(c.takes(arr), c.fitsCall(a.ID, arr.Phone, "", "")); err != nil {
		return Call{}, err
	}
	k := c.ring(now, a, e, arr.Type, arr.Phone)
	c.ofCampaign(now, a, k, arr.CampaignID, customer)
	c.arriveFor(now, k, arr.SkillID)
	if arr.Answered {
		c.moveCall(now, k, Answer)
	}
	return *k.clone(), nil
}

// takes refuses an inbound call from a number on the inbound do-not-call list.
func (c *Center) takes(arr Arrival) error {
	if arr.Type == Inbound && c.blockedInbound(arr.Phone) {
		return refuse(NumberBlocked, arr.AgentID, "the number %q is on the inbound do-not-call list: take it off first", arr.Phone)
	}
	return nil
}

// Answer picks a ringing call up: the agent an incoming one, the customer one that was dialled.
// Refusals: CallUnknown, CallEnded, CallNotRinging.
func (c *Center) Answer(now time.Time, id ConnID) error {
	k, err := c.inProgress(id)
	if err != nil {
		return err
	}
	if k.State == Queued {
		return refuse(CallNotRinging, "", "call %s is not ringing: it waits in the queue of skill %s, at position %d; expected one "+
			"that rings, which it does when a member of the skill is Ready", k.ID, k.SkillID, c.positions()[k.ID])
	}
	if !k.can(Answer) {
		return refuse(CallNotRinging, k.AgentID, "call %s of agent %s is not ringing: it was answered at %s", k.ID, k.AgentID,
			clock(k.Answered))
	}
	if k.DialResult != "" {
		k.DialResult = DialAnswered
	}
	c.moveCall(now, k, Answer)
	return nil
}

// CustomerHangUp is the customer hanging up, on a call that is queued, rings or is active. Refusals: CallUnknown, CallEnded.
func (c *Center) CustomerHangUp(now time.Time, id ConnID) error {
	k, err := c.inProgress(id)
	if err != nil {
		return err
	}
	c.moveCall(now, k, CustomerHangUp)
	return nil
}

// inProgress finds a call that is queued, rings or is active, or refuses with call_unknown or call_ended.
func (c *Center) inProgress(id ConnID) (*Call, error) {
	k, err := c.call(id)
	if err != nil {
		return nil, err
	}
	if k.State == Ended {
		return nil, refuse(CallEnded, k.AgentID, "call %s has ended: by %s at %s; expected a call in progress", k.ID, k.EndedBy,
			clock(k.Ended))
	}
	return k, nil
}

// AgentChange is what PutAgent changes; nil leaves a value as it is.
type AgentChange struct {
	Name    *string `json:"name,omitempty"`
	Enabled *bool   `json:"enabled,omitempty"`
	Status  *Status `json:"status,omitempty"` // logout, ready, acw or the id of an auxiliary state

	Manual  *bool    `json:"manual,omitempty"`
	DNI     *string  `json:"dni,omitempty"`
	SSO     *string  `json:"sso,omitempty"`
	Network *Network `json:"network,omitempty"` // replaces all of it
}

// PutAgent creates or changes an agent. A new one is enabled, logged out and called "Agent <id>".
// A status is set directly, also for a disabled agent: that sets a scene and is no row of Moves. The status an agent
// already has leaves Since and LastCall alone.
// Refusals: InputInvalid (ring and talk among them), AgentOnCall (a change of status only), WorldFull.
func (c *Center) PutAgent(now time.Time, id string, ch AgentChange) error {
	if id == "" || !utf8.ValidString(id) {
		return refuse(InputInvalid, id, "agent_id is %q: expected the extension of an agent, such as 12989", id)
	}
	known := c.AgentByID[id]
	if err := c.checkChange(id, known, ch); err != nil {
		return err
	}
	next, held := Agent{ID: kept(id), Name: "Agent " + id, Enabled: true, Status: Status(Logout), Since: now}, 0
	if known != nil {
		next, held = *known, known.size(id)
	}
	assign(&next.Name, ch.Name)
	change(&next.Enabled, ch.Enabled)
	change(&next.Manual, ch.Manual)
	next.setIdentity(ch)
	if err := c.fits(next.size(id) - held); err != nil {
		return err
	}
	if known == nil {
		known = &next
		store(c, &c.AgentByID, next.ID, known)
		c.changed(Change{Of: OfAgent, At: now, AgentID: next.ID, To: string(known.Status)})
	} else {
		edited := next.Name != known.Name || next.Enabled != known.Enabled || next.Manual != known.Manual
		if *known = next; edited {
			c.edited(known)
		}
		c.held += next.size(id) - held
	}
	if ch.Status != nil {
		status, _, _ := c.eventFor(*ch.Status)
		c.enter(now, known, "", status)
	}
	if ch.Manual != nil {
		c.deliver(now) // simulated calls may wait for it
	}
	return nil
}

func (c *Center) checkChange(id string, known *Agent, ch AgentChange) error {
	if ch.Name != nil && !utf8.ValidString(*ch.Name) {
		return refuse(InputInvalid, id, "name of agent %s is %q: expected UTF-8", id, *ch.Name)
	}
	if err := checkIdentity(id, ch); err != nil {
		return err
	}
	if ch.Status == nil {
		return nil
	}
	switch s := *ch.Status; s.State() {
	case Ring, Talk:
		return refuse(InputInvalid, id, "status %q of agent %s cannot be set: let a call arrive instead", s, id)
	case Aux:
		if _, ok := c.auxState(string(s)); !ok {
			return refuse(InputInvalid, id, "status of agent %s is %q: expected acw, %s", id, s, c.idleStatuses())
		}
	}
	if known != nil && known.Call != "" {
		return c.onCall(known)
	}
	return nil
}
