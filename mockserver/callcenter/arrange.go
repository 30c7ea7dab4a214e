package callcenter

import (
	"maps"
	"slices"
	"time"
)

// What sets a scene and no API can do: to take away agents, skills and states, and to say outright what stands in the lists.

// DeleteAgent takes an agent away with all that is about it: its place in skills, its callbacks and interactions, and its
// calls, which have ended. Refusals: AgentUnknown, AgentOnCall.
func (c *Center) DeleteAgent(now time.Time, id string) error {
	a, err := c.agent(id)
	if err != nil {
		return err
	}
	if a.Call != "" {
		return c.onCall(a)
	}
	c.cancelAgent(a)
	var gone []*Callback
	for key, cb := range c.CallbackByKey {
		if cb.AgentID == id {
			c.unscheduleCallback(cb)
			drop(c, c.CallbackByKey, key)
			gone = append(gone, cb)
		}
	}
	slices.SortFunc(gone, func(a, b *Callback) int { return a.Key.compare(b.Key) })
	for _, cb := range gone {
		c.changedCallback(now, cb, cb.State, "")
	}
	for _, skillID := range slices.Sorted(maps.Keys(c.SkillByID)) {
		c.removeMember(c.SkillByID[skillID], id)
	}
	c.Open = slices.DeleteFunc(c.Open, func(i Interaction) bool {
		if i.AgentID == id {
			c.held -= i.size()
		}
		return i.AgentID == id
	})
	c.forget(func(k *Call) bool { return k.AgentID == id })
	drop(c, c.AgentByID, id)
	c.changed(Change{Of: OfAgent, At: now, AgentID: id, From: string(a.Status)})
	return nil
}

// DeleteSkill takes a skill away; its members are free of it, and the calls that came for it have ended and came for none.
// Refusals: SkillUnknown, SkillInUse while a call that came for it waits, rings or is active.
func (c *Center) DeleteSkill(id string) error {
	if _, err := c.skill(id); err != nil {
		return err
	}
	calls := c.callsWhere(func(k *Call) bool { return k.SkillID == id && k.State != Ended })
	if len(calls) > 0 {
		return refuse(SkillInUse, calls[0].AgentID, "call %s came for skill %s and is %s: let it end first", calls[0].ID, id,
			calls[0].State)
	}
	c.forget(func(k *Call) bool { return k.SkillID == id && k.AgentID == "" }) // it never got further than the skill
	for _, k := range c.CallByID {
		if k.SkillID == id {
			k.SkillID = ""
		}
	}
	s := c.SkillByID[id]
	for _, agentID := range slices.Sorted(maps.Keys(s.Members)) {
		c.removeMember(s, agentID)
	}
	drop(c, c.SkillByID, id)
	c.changed(Change{Of: OfQueue, SkillID: id, From: "0"})
	return nil
}

// forget forgets calls that have ended.
func (c *Center) forget(which func(*Call) bool) {
	c.Ended = slices.DeleteFunc(c.Ended, func(id ConnID) bool { return which(c.CallByID[id]) })
	for _, k := range c.CallByID {
		if which(k) {
			c.forgetCall(k)
		}
	}
}

// PutState creates an auxiliary state, or changes what it is called, and reports it. Refusals: InputInvalid, of the id of
// a built-in state; WorldFull.
func (c *Center) PutState(id, description string) (AuxState, error) {
	if badID(id) || slices.Contains(States, State(id)) {
		return AuxState{}, refuse(InputInvalid, "", "the id of the state is %q: expected that of an auxiliary state, such as 101", id)
	}
	s, known := AuxState{kept(id), kept(description)}, 0
	i := slices.IndexFunc(c.States, func(known AuxState) bool { return known.ID == id })
	if i >= 0 {
		known, s.ID = c.States[i].size(), c.States[i].ID
	}
	if err := c.fits(s.size() - known); err != nil {
		return AuxState{}, err
	}
	c.held += s.size() - known
	if i < 0 {
		c.States = append(c.States, s)
		return s, nil
	}
	renamed := c.States[i] != s
	c.States[i] = s
	for _, agentID := range slices.Sorted(maps.Keys(c.AgentByID)) {
		if a := c.AgentByID[agentID]; renamed && a.Status == Status(id) {
			c.edited(a) // what it does is called something else
		}
	}
	return s, nil
}

// DeleteState takes an auxiliary state away.
// Refusals: StateUnknown, StateInUse while an agent is in it, or will be when the call that rings there is over.
func (c *Center) DeleteState(id string) error {
	if _, known := c.auxState(id); !known {
		return refuse(StateUnknown, "", "there is no auxiliary state %q: expected the id of one of the %d states", id, len(c.States))
	}
	for _, agentID := range slices.Sorted(maps.Keys(c.AgentByID)) {
		switch a := c.AgentByID[agentID]; Status(id) {
		case a.Status:
			return refuse(StateInUse, agentID, "agent %s is %s: give it another state first", agentID, c.situation(a))
		case a.Before:
			return refuse(StateInUse, agentID, "agent %s has a call that rings, and comes from %s: let the call end first", agentID,
				c.StateName(a.Before))
		}
	}
	c.States = slices.DeleteFunc(c.States, func(s AuxState) bool {
		if s.ID == id {
			c.held -= s.size()
		}
		return s.ID == id
	})
	return nil
}

// CodeSetup is what PutCode changes; nil keeps a value, and is no or "" of a new code.
type CodeSetup struct {
	Description  *string `json:"description,omitempty"`
	Hit          *bool   `json:"hit,omitempty"`
	RPC          *bool   `json:"rpc,omitempty"`
	Chat         *bool   `json:"chat,omitempty"`
	Studio       *bool   `json:"studio,omitempty"`
	Voice        *bool   `json:"voice,omitempty"`
	Interactions *bool   `json:"interactions,omitempty"`
}

// PutCode creates or changes an activity code, and reports it as it is then. Refusals: ValueInvalid (type_code, cod_act),
// WorldFull.
func (c *Center) PutCode(group CodeGroup, id string, setup CodeSetup) (Code, error) {
	if err := checkGroup(group); err != nil {
		return Code{}, err
	}
	if badID(id) {
		return Code{}, refuseValue("cod_act", "", "cod_act is %q: expected a code, such as 021", id)
	}
	code := Code{Group: group, ID: kept(id)}
	if known := c.CodeByKey[codeKey(group, id)]; known != nil {
		code = *known
	}
	assign(&code.Description, setup.Description)
	change(&code.Hit, setup.Hit)
	change(&code.RPC, setup.RPC)
	change(&code.Chat, setup.Chat)
	change(&code.Studio, setup.Studio)
	change(&code.Voice, setup.Voice)
	change(&code.Interactions, setup.Interactions)
	return code, c.putCode(code)
}

// DeleteCode takes an activity code away; calls that were coded with it keep it. Refusals: ValueInvalid (type_code), CodeUnknown.
func (c *Center) DeleteCode(group CodeGroup, id string) error {
	if err := checkGroup(group); err != nil {
		return err
	}
	if c.CodeByKey[codeKey(group, id)] == nil {
		return c.codeUnknown(CodeUnknown, "", group, id)
	}
	drop(c, c.CodeByKey, codeKey(group, id))
	return nil
}

// PutDNC puts a number on the do-not-call list of just this direction, or of both, and reports its entries. A direction that
// has it already keeps its time. Refusals: ValueInvalid (telephones, type), WorldFull.
func (c *Center) PutDNC(now time.Time, phone string, direction Direction) ([]DNCEntry, error) {
	phone = dncNumber(phone)
	if _, err := c.AddDNC(now, Is(direction), []string{phone}); err != nil {
		return nil, err
	}
	entry := c.DNCByPhone[phone]
	if !direction.inbound() {
		entry.Inbound = time.Time{}
	}
	if !direction.outbound() {
		entry.Outbound = time.Time{}
	}
	c.DNCByPhone[phone] = entry
	return entry.entries(phone, DNCBoth), nil
}

// DeleteDNC takes a number off the do-not-call list, in both directions. Refusal: NumberUnlisted.
func (c *Center) DeleteDNC(phone string) error {
	if _, listed := c.DNCByPhone[dncNumber(phone)]; !listed {
		return refuse(NumberUnlisted, "", "the number %q is not on the do-not-call list: expected one of its %d", phone,
			len(c.DNCByPhone))
	}
	drop(c, c.DNCByPhone, dncNumber(phone))
	return nil
}

// IPChange is what PutIP changes; nil keeps a value. A new address is temporary, without a description, and was never used.
type IPChange struct {
	Permanent   *bool      `json:"permanent,omitempty"`
	Description *string    `json:"description,omitempty"`
	LastUse     *time.Time `json:"last_use,omitempty"`
}

// PutIP puts an address in the firewall list, or changes it, and reports it as it is then.
// Refusals: IPInvalid, InputInvalid (last_use), IPsExhausted, WorldFull.
func (c *Center) PutIP(ip IP, ch IPChange) (IPEntry, error) {
	if _, err := readIP(Is(ip)); err != nil {
		return IPEntry{}, err
	}
	if ch.LastUse != nil {
		if err := checkPast("last_use", *ch.LastUse); err != nil {
			return IPEntry{}, refuse(InputInvalid, "", "%v", err)
		}
	}
	entry := c.IPByAddress[ip]
	if n := c.permanentIPs(); !entry.Permanent && ch.Permanent != nil && *ch.Permanent && n >= MaxPermanentIPs {
		return IPEntry{}, permanentTaken(ip, n)
	}
	change(&entry.Permanent, ch.Permanent)
	assign(&entry.Description, ch.Description)
	change(&entry.LastUse, ch.LastUse)
	if err := c.fits(more(c.IPByAddress, ip, entry)); err != nil {
		return IPEntry{}, err
	}
	store(c, &c.IPByAddress, ip, entry)
	return IPEntry{ip, entry}, nil
}
