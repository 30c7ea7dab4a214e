package features_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"
)

// Agents and customers: how they come on the scene, what they do beside the API, and what has become of them.

// put sets an agent up. A scene is set before its story begins, so this is no command to a mock.
func (s *scene) put(w world, id string, change map[string]any) error {
	return s.do(s.ctx, "PUT", w.at("/agents/%s", id), change, nil)
}

var situations = map[string]string{"Ready": "ready", "in ACW": "acw", "logged out": "logout"}

// agentIs puts an agent in a state.
func (s *scene) agentIs(id, where, situation string) error {
	w, err := s.place(where)
	if err != nil {
		return err
	}
	status, builtIn := situations[situation]
	if !builtIn {
		status = states[inQuotes(situation)]
	}
	return s.put(w, id, map[string]any{"status": status})
}

func inQuotes(s string) string {
	_, s, _ = strings.Cut(s, `"`)
	return strings.TrimSuffix(s, `"`)
}

func (s *scene) agentIsDisabled(id string) error {
	return s.put(s.world, id, map[string]any{"enabled": false})
}

// agentIsConnectedBy says what wolkvox Agent measures of an agent's network: names as in reads, and values.
func (s *scene) agentIsConnectedBy(id string, table *godog.Table) error {
	network := map[string]any{}
	for _, row := range table.Rows {
		name, value := row.Cells[0].Value, row.Cells[1].Value
		network[name] = value
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			network[name] = n
		}
	}
	return s.put(s.world, id, map[string]any{"network": network})
}

func (s *scene) agentIsTalking(id, where, phone, kind string) error {
	if kind == "" {
		kind = "inbound"
	}
	w, err := s.place(where)
	if err != nil {
		return err
	}
	if err := s.put(w, id, map[string]any{"status": "ready"}); err != nil {
		return err
	}
	return s.arrive(w, id, phone, kind, true)
}

func (s *scene) agentIsInACWAfter(id, kind, phone string) error {
	if err := s.agentIsTalking(id, "", phone, kind); err != nil {
		return err
	}
	return s.do(s.ctx, "POST", s.world.at("/calls/%s/hangup", s.call.ID), nil, &s.call)
}

// acwIsLimited bounds every ACW that begins from now on.
func (s *scene) acwIsLimited(limit string) error {
	return s.do(s.ctx, "PUT", s.world.at("/account"), map[string]any{"acw_limit": limit}, nil)
}

// ringIsLimited bounds every ring that begins from now on.
func (s *scene) ringIsLimited(limit string) error {
	return s.do(s.ctx, "PUT", s.world.at("/account"), map[string]any{"ring_timeout": limit}, nil)
}

// isInSkill goes through the API, in a scene too: no other way puts one agent more in a skill.
func (s *scene) isInSkill(id, skill, expertise string) error {
	return s.calling("", "add_agents_skill", "agent_id", id, "skill_id", skill, "expertise", expertise)
}

// callRings lets a call ring at an agent, who is Ready unless the scene has said otherwise.
func (s *scene) callRings(kind, phone, id string) error {
	var known *problem
	if err := s.do(s.ctx, "GET", s.world.at("/agents/%s", id), nil, nil); errors.As(err, &known) {
		if err := s.put(s.world, id, map[string]any{"status": "ready"}); err != nil {
			return err
		}
	}
	return s.arrive(s.world, id, phone, kind, false)
}

func (s *scene) arrive(w world, id, phone, kind string, answered bool) error {
	a := map[string]any{"agent_id": id, "phone": phone, "type": kind, "answered": answered}
	return s.do(s.ctx, "POST", w.at("/calls"), a, &s.call)
}

// What people do while the story goes on.

func (s *scene) callComesIn(kind, phone, customer, campaign, skill, id string) error {
	a := map[string]any{"agent_id": id, "phone": phone, "type": kind}
	for name, value := range map[string]string{"customer_id": customer, "campaign_id": campaign, "skill_id": skill} {
		if value != "" {
			a[name] = value
		}
	}
	return s.commands("a call comes in").may("POST", s.world.at("/calls"), a, &s.call)
}

func (s *scene) callComesToSkill(phone, skill string) error {
	a := map[string]any{"phone": phone, "type": "inbound", "skill_id": skill}
	return s.commands("a call comes in").may("POST", s.world.at("/calls"), a, &s.call)
}

func (s *scene) customerHangsUp(phone string) error {
	k, err := s.theCall(phone)
	if err != nil {
		return err
	}
	return s.commands("the customer hangs up").may("POST", s.world.at("/calls/%s/hangup", k.ID), nil, nil)
}

func (s *scene) customerPicksUp() error {
	k, err := s.theCall("")
	if err != nil {
		return err
	}
	return s.commands("the customer picks up").may("POST", s.world.at("/calls/%s/answer", k.ID), nil, nil)
}

func (s *scene) agentPicksUp(id string) error {
	a, err := s.agent(s.world, id)
	if err != nil {
		return err
	}
	if a.Call == nil {
		return fmt.Errorf("agent %s has no call to pick up", id)
	}
	return s.commands("an agent picks up").may("POST", s.world.at("/calls/%s/answer", a.Call.ID), nil, nil)
}

func (s *scene) agentLogs(id, where string) error {
	action := map[string]string{"in": "/agents/%s/login", "out": "/agents/%s/logout"}[where]
	return s.commands("an agent logs "+where).may("POST", s.world.at(action, id), nil, nil)
}

// agentActs is the agent in wolkvox Agent, beside the API.
func (s *scene) agentActs(id, what, status string) error {
	action := map[string]string{"hangs up": "hangup", "toggles hold": "hold", "toggles mute": "mute"}[what]
	var send any
	if action == "" {
		action, send = "status", map[string]string{"status": status}
	}
	return s.commands("an agent "+what).may("POST", s.world.at("/agents/%s/"+action, id), send, nil)
}

// What has become of them.

func (s *scene) agent(w world, id string) (a agent, err error) {
	err = s.do(s.ctx, "GET", w.at("/agents/%s", id), nil, &a)
	return a, err
}

func (s *scene) calls(w world) (all []call, err error) {
	err = s.do(s.ctx, "GET", w.at("/calls"), nil, &all)
	return all, err
}

// theCall is a call as it is now: the newest one with a phone number, or what "the call" means.
func (s *scene) theCall(phone string) (call, error) {
	all, err := s.calls(s.here())
	if err != nil {
		return call{}, err
	}
	for _, k := range slices.Backward(all) {
		if phone != "" && k.Phone == phone && k.Type != "transfer" || phone == "" && k.ID == s.call.ID {
			if leg := s.legOf(all, k); phone == "" && leg.State == "ringing" {
				return leg, nil // handed over to an agent: the customer waits there
			}
			return k, nil
		}
	}
	return call{}, fmt.Errorf("there is no call with %q: %v", phone, all)
}

// legOf is the leg that a transfer made of a call, the zero call when there is none.
func (s *scene) legOf(all []call, k call) call {
	i := slices.IndexFunc(all, func(leg call) bool { return leg.Type == "transfer" && leg.Follows == k.ID })
	if i < 0 {
		return call{}
	}
	return all[i]
}

// agentIsNow asserts a state; a description stands in quotes, and so does the phone of whom the agent talks to.
func (s *scene) agentIsNow(id, where, situation string) error {
	w, err := s.place(where)
	if err != nil {
		return err
	}
	a, err := s.agent(w, id)
	if err != nil {
		return err
	}
	if phone, talking := strings.CutPrefix(situation, "talking to "); talking {
		if a.Call == nil || a.Call.State != "active" {
			return fmt.Errorf("agent %s is in %s, on no active call", id, a.State)
		}
		return errors.Join(want("status", a.Status, "talk"), want("phone", a.Call.Phone, strings.Trim(phone, `"`)))
	}
	switch situation {
	case "ringing":
		return want("status", a.Status, "ring")
	case "disabled", "enabled":
		return want("enabled", a.Enabled, situation == "enabled")
	}
	state, status := inQuotes(situation), states[inQuotes(situation)]
	if builtIn := situations[situation]; builtIn != "" {
		state = map[string]string{"ready": "Ready", "acw": "ACW", "logout": "Logout"}[builtIn]
		status = builtIn
	}
	return errors.Join(want("state", a.State, state), want("status", a.Status, status), s.hasNoCall(a))
}

func (s *scene) agentHasNoCall(id string) error {
	a, err := s.agent(s.world, id)
	if err != nil {
		return err
	}
	return s.hasNoCall(a)
}

func (s *scene) hasNoCall(a agent) error {
	if a.Call != nil {
		return fmt.Errorf("agent %s has call %+v", a.ID, *a.Call)
	}
	return nil
}

func (s *scene) agentHasBeenThereFor(id, duration string) error {
	d, err := time.ParseDuration(duration)
	if err != nil {
		return err
	}
	a, err := s.agent(s.world, id)
	if err != nil {
		return err
	}
	now, err := s.now()
	return errors.Join(err, want("time in state", now.Sub(a.Since), d))
}

func (s *scene) callIs(phone, what, party string) error {
	all, err := s.calls(s.here())
	if err != nil {
		return err
	}
	k, err := s.theCall(phone)
	if err != nil {
		return err
	}
	switch what {
	case "goes on":
		return errors.Join(want("ended by", k.EndedBy, ""), want("state", k.State == "active" || k.State == "ringing", true))
	case "has ended":
		if party == "" {
			return want("state", k.State, "ended")
		}
		return errors.Join(want("state", k.State, "ended"), want("ended by", k.EndedBy, party))
	}
	leg := s.legOf(all, k)
	return errors.Join(
		want("the call itself", k.State, "ended"), want("a leg that follows it", leg.Follows, k.ID),
		want("its number", leg.Phone, party), want("its agent", leg.AgentID, ""),
	)
}

// callIsWith asserts that the customer of the call is with an agent: on the line, or ringing there.
func (s *scene) callIsWith(id string) error { return s.callAt(id, "active", "ringing") }

func (s *scene) callRingsAt(phone, id string) error {
	if phone != "" {
		k, err := s.theCall(phone)
		return errors.Join(err, want("state", k.State, "ringing"), want("agent", k.AgentID, id))
	}
	return s.callAt(id, "ringing")
}

// callWaits asserts where a call is in a queue, and that it has no agent.
func (s *scene) callWaits(phone string, position int, skill string) error {
	k, err := s.theCall(phone)
	return errors.Join(err, want("state", k.State, "queued"), want("skill", k.SkillID, skill), want("position", k.Position, position),
		want("agent", k.AgentID, ""))
}

func (s *scene) callAt(id string, states ...string) error {
	a, err := s.agent(s.world, id)
	if err != nil {
		return err
	}
	if a.Call == nil {
		return fmt.Errorf("agent %s has no call", id)
	}
	return errors.Join(want("phone", a.Call.Phone, s.call.Phone), want(a.Call.State+" is one of "+strings.Join(states, ", "), slices.Contains(states, a.Call.State), true))
}

func (s *scene) callIsAuxiliary(phone string) error {
	all, err := s.calls(s.world)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(k call) bool { return k.Phone == phone && k.Type == "predictive" })
	if i < 0 {
		return fmt.Errorf("there is no predictive call with %s", phone)
	}
	k, err := s.theCall("")
	return errors.Join(err, want("type", k.Type, "auxiliary"), want("follows", k.Follows, all[i].ID))
}

func (s *scene) callIsToggled(not, what string) error {
	k, err := s.theCall("")
	is := k.Muted
	if what == "on hold" {
		is = k.OnHold
	}
	return errors.Join(err, want(what, is, not == ""))
}

func (s *scene) callIsManual() error {
	k, err := s.theCall("")
	return errors.Join(err, want("type", k.Type, "manual"))
}

func (s *scene) callIsFor(phone, customer string) error {
	k, err := s.theCall(phone)
	if customer == "nobody known" {
		customer = `customer "", ""`
	}
	return errors.Join(err, want("customer", fmt.Sprintf("customer %q, %q", k.CustomerID, k.CustomerName), customer))
}

func (s *scene) callHasTones(tones string) error {
	k, err := s.theCall("")
	return errors.Join(err, want("tones", k.Tones, tones))
}

func (s *scene) callIsCoded(phone, code, code2, comments string) error {
	k, err := s.theCall(phone)
	return errors.Join(err, want("codes and comment", k.Disposition, disposition{code, code2, comments}))
}

func (s *scene) agentSees(id, does, button string) error {
	a, err := s.agent(s.world, id)
	return errors.Join(err, want(button+" is hidden", slices.Contains(a.Hidden, button), does == "does not see"))
}
