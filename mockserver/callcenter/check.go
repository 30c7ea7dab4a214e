package callcenter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Check reports whether the Center keeps its invariants; the error names the first thing that breaks one, and its value.
// Every method keeps them. Ask it about a Center that was decoded: until then, only Check is safe from a panic.
func (c *Center) Check() error {
	if c.Conns < 0 || c.Conns > maxConns {
		return fmt.Errorf("conns is %d: expected 0 to %d", c.Conns, maxConns)
	}
	if err := c.checkStates(); err != nil {
		return err
	}
	for _, check := range []func() error{c.checkCodes, c.checkCampaigns, c.checkDialRules} {
		if err := check(); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		if err := c.checkAgent(id, c.AgentByID[id]); err != nil {
			return fmt.Errorf("agent %q: %w", id, err)
		}
	}
	if err := c.checkConfiguration(); err != nil {
		return err
	}
	retired, err := c.checkEnded()
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(c.CallByID)) {
		if err := c.checkCall(id, c.CallByID[id], retired); err != nil {
			return fmt.Errorf("call %q: %w", id, err)
		}
	}
	for _, check := range []func() error{c.checkQueue, c.checkCallbacks, c.checkTimers, c.checkMoments} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (c *Center) checkStates() error {
	seen := map[string]bool{}
	for i, s := range c.States {
		switch {
		case badID(s.ID):
			return fmt.Errorf("state %d has the id %q: expected some text", i, s.ID)
		case slices.Contains(States, State(s.ID)):
			return fmt.Errorf("state %q has the name of a built-in state: expected another id", s.ID)
		case seen[s.ID]:
			return fmt.Errorf("state %q is there twice: expected each id once", s.ID)
		}
		seen[s.ID] = true
	}
	return nil
}

func (c *Center) checkAgent(id string, a *Agent) error {
	switch {
	case badID(id):
		return fmt.Errorf("its key is %q: expected its extension", id)
	case a == nil:
		return fmt.Errorf("it is null: expected an agent")
	case a.ID != id:
		return fmt.Errorf("its agent_id is %q: expected its key", a.ID)
	case !c.exists(a.Status):
		return fmt.Errorf("its status is %q: expected a built-in state or one of the auxiliary states", a.Status)
	}

	state := a.Status.State()
	if err := c.checkCurrent(a, state); err != nil {
		return err
	}

	before := a.Before.State()
	switch {
	case state != Ring && a.Before != "":
		return fmt.Errorf("its before is %q while its status is %q: expected none", a.Before, a.Status)
	case state == Ring && (before == ACW) != (c.CallByID[a.Call].Type == Auxiliary):
		return fmt.Errorf("its before is %q while it rings: expected acw of an auxiliary call, and of no other", a.Before)
	case state == Ring && (before != Ready && before != Aux && before != ACW || !c.exists(a.Before)):
		return fmt.Errorf("its before is %q while it rings: expected ready or an auxiliary state", a.Before)
	}

	if err := a.Network.check(); err != nil {
		return fmt.Errorf("its network: %w", err)
	}

	last := c.CallByID[a.LastCall]
	switch {
	case a.LastCall == "":
	case state != ACW:
		return fmt.Errorf("its last_call is %q while its status is %q: expected none", a.LastCall, a.Status)
	case last == nil:
		return fmt.Errorf("its last_call is %q: expected a call that exists", a.LastCall)
	case last.State != Ended || last.AgentID != id:
		return fmt.Errorf("its last_call %q is %q and of agent %q: expected an ended call of its own", a.LastCall, last.State,
			last.AgentID)
	}
	return cmp.Or(checkDisplay(a), checkStats(a), c.checkRecord(a), checkMissed(a))
}

// checkCurrent holds an agent against its current call.
func (c *Center) checkCurrent(a *Agent, state State) error {
	var want CallState
	switch state {
	case Ring:
		want = Ringing
	case Talk:
		want = Active
	default:
		if a.Call != "" {
			return fmt.Errorf("its call is %q while its status is %q: expected none", a.Call, a.Status)
		}
		return nil
	}
	k := c.CallByID[a.Call]
	switch {
	case k == nil:
		return fmt.Errorf("its call is %q while its status is %q: expected a call that exists", a.Call, a.Status)
	case k.State != want || k.AgentID != a.ID:
		return fmt.Errorf("its call %q is %q and of agent %q: expected a call of its own that is %s", a.Call, k.State, k.AgentID,
			want)
	}
	return nil
}

func (c *Center) checkCall(id ConnID, k *Call, retired map[ConnID]bool) error {
	switch {
	case badID(string(id)):
		return fmt.Errorf("its key is %q: expected its conn_id", id)
	case k == nil:
		return fmt.Errorf("it is null: expected a call")
	case k.ID != id:
		return fmt.Errorf("its conn_id is %q: expected its key", k.ID)
	case !slices.Contains([]CallType{Inbound, Predictive, Manual, Auxiliary, Transfer}, k.Type):
		return fmt.Errorf("its type is %q: expected inbound, predictive, manual, auxiliary or transfer", k.Type)
	case (k.Follows != "") != (k.Type == Auxiliary || k.Type == Transfer):
		return fmt.Errorf(
			"it follows %q and is of type %s: expected an auxiliary call and a transfer to follow a call, and no other",
			k.Follows, k.Type)
	case k.Started.IsZero():
		return fmt.Errorf("its started is missing")
	case k.Position != 0:
		return fmt.Errorf("its position is %d: expected none, as the queue says it", k.Position)
	case (k.Muted || k.OnHold) && k.State != Active:
		return fmt.Errorf("its muted is %t and its on_hold %t while it is %s: expected them of an active call only", k.Muted,
			k.OnHold, k.State)
	case badTones(k.Tones) || len(k.Tones) > MaxTones || k.Tones != "" && k.Answered.IsZero():
		return fmt.Errorf(
			"its tones are %.100q, %d of them: expected at most %d digits, * and #, and none before it was answered", k.Tones,
			len(k.Tones), MaxTones)
	case k.CampaignID != "" && (k.Type != Predictive && k.Type != Auxiliary || c.CampaignByID[k.CampaignID] == nil):
		return fmt.Errorf(
			"its campaign_id is %q and its type %s: expected a campaign that exists, of a predictive or an auxiliary call only",
			k.CampaignID, k.Type)
	case cmp.Or(checkDisposition(k), checkDialResult(k)) != nil:
		return cmp.Or(checkDisposition(k), checkDialResult(k))
	case k.SkillID != "" && (k.Type != Inbound || c.SkillByID[k.SkillID] == nil):
		return fmt.Errorf("its skill_id is %q while its type is %s: expected a skill that exists, of an inbound call only",
			k.SkillID, k.Type)
	case !k.SpeechAsked.IsZero() && k.AgentID == "" && k.SkillID == "":
		return fmt.Errorf("its speech_asked is %s and its agent is %q: expected it of an agent's call only", k.SpeechAsked,
			k.AgentID)
	case k.State == Ended:
		return c.checkEndedCall(k, retired)
	case k.State != Queued && k.State != Ringing && k.State != Active:
		return fmt.Errorf("its state is %q: expected queued, ringing, active or ended", k.State)
	case k.Answered.IsZero() == (k.State == Active):
		return fmt.Errorf("its answered is %s while it is %s: expected a time when it is active, none before", k.Answered,
			k.State)
	case !k.Ended.IsZero() || k.EndedBy != "":
		return fmt.Errorf("its ended is %s by %q while it is %s: expected none", k.Ended, k.EndedBy, k.State)
	case k.State == Queued && (k.AgentID != "" || k.SkillID == ""):
		return fmt.Errorf("its agent is %q and its skill_id %q while it is queued: expected a skill and no agent", k.AgentID,
			k.SkillID)
	case k.State == Queued:
		return nil // checkQueue looks for it in the queue
	}
	if a := c.AgentByID[k.AgentID]; a == nil || a.Call != id {
		return fmt.Errorf("it is %s, but not the call of its agent %q", k.State, k.AgentID)
	}
	return nil
}

func (c *Center) checkEndedCall(k *Call, retired map[ConnID]bool) error {
	if k.Ended.IsZero() || !slices.Contains([]Party{ByAgent, ByCustomer, ByTransfer, ByNetwork, ByTimeout}, k.EndedBy) {
		return fmt.Errorf("it ended at %s by %q: expected a time, and agent, customer, transfer, network or timeout", k.Ended,
			k.EndedBy)
	}
	a := c.AgentByID[k.AgentID]
	left := k.Type == Transfer || k.SkillID != "" || k.Type == Predictive && k.EndedBy == ByNetwork
	if a == nil && (k.AgentID != "" || !left) {
		return fmt.Errorf("its agent is %q: expected one that exists, or none for a transfer that left the contact center, for a "+
			"call that ended in a queue, and for a predictive one that reached nobody", k.AgentID)
	}
	if needed := a != nil && a.LastCall == k.ID; needed == retired[k.ID] {
		return fmt.Errorf("it has ended: expected it to be the last_call of its agent %q (is %t) or in ended (is %t), not both",
			k.AgentID, needed, retired[k.ID])
	}
	return nil
}

// checkEnded checks the list of ended calls, and returns it as a set.
func (c *Center) checkEnded() (map[ConnID]bool, error) {
	if len(c.Ended) > MaxEndedCalls {
		return nil, fmt.Errorf("ended has %d calls: expected at most %d", len(c.Ended), MaxEndedCalls)
	}
	set := make(map[ConnID]bool, len(c.Ended))
	for i, id := range c.Ended {
		switch k := c.CallByID[id]; {
		case k == nil:
			return nil, fmt.Errorf("ended[%d] is %q: expected a call that exists", i, id)
		case k.State != Ended:
			return nil, fmt.Errorf("ended[%d] is %q, which is %q: expected a call that has ended", i, id, k.State)
		case set[id]:
			return nil, fmt.Errorf("ended[%d] is %q once more: expected each call once", i, id)
		}
		set[id] = true
	}
	return set, nil
}

func badID(id string) bool { return id == "" || !utf8.ValidString(id) }
