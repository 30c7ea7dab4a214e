package callcenter

import (
	"fmt"
	"testing"
	"time"
)

func TestDialRule_whichOneHolds(t *testing.T) {
	type rules []DialRule
	all := func(r DialResult) DialRule { return DialRule{Result: r} }
	ofAgent := DialRule{Result: DialNoAnswer, AgentID: "12989"}
	ofPhone := DialRule{Result: DialMachine, Phone: "3001234567"}
	once := func(r DialResult) DialRule { return DialRule{Result: r, Times: 1} }
	for _, tt := range []struct {
		name  string
		rules rules
		phone string
		want  []DialResult // of one call after another
		left  rules
	}{
		{"none", nil, "3001234567", []DialResult{DialAnswered}, nil},
		{"test numbers", nil, "3000009001", []DialResult{DialBusy, DialBusy}, nil},
		{"of all", rules{all(DialBusy)}, "3001234567", []DialResult{DialBusy, DialBusy}, rules{all(DialBusy)}},
		{"of the agent before all", rules{all(DialBusy), ofAgent}, "3001234567", []DialResult{DialNoAnswer}, rules{all(DialBusy), ofAgent}},
		{"a test number before agents", rules{ofAgent}, "3000009001", []DialResult{DialBusy}, rules{ofAgent}},
		{"of the number before the agent", rules{ofAgent, ofPhone}, "3001234567", []DialResult{DialMachine}, rules{ofAgent, ofPhone}},
		{"of the number before a test number", rules{{Result: DialAnswered, Phone: "3000009001"}}, "3000009001", []DialResult{DialAnswered}, rules{{Result: DialAnswered, Phone: "3000009001"}}},
		{"of another number", rules{ofPhone}, "3001234568", []DialResult{DialAnswered}, rules{ofPhone}},
		{"of another agent", rules{{Result: DialBusy, AgentID: "12990"}}, "3001234567", []DialResult{DialAnswered}, rules{{Result: DialBusy, AgentID: "12990"}}},
		{"counted before all others, one after another", rules{ofPhone, {Result: DialBusy, Times: 2}, once(DialNoAnswer)}, "3001234567",
			[]DialResult{DialBusy, DialBusy, DialNoAnswer, DialMachine}, rules{ofPhone}},
		{"counted, of another agent", rules{{Result: DialBusy, AgentID: "12990", Times: 1}, once(DialNoAnswer)}, "3001234567",
			[]DialResult{DialNoAnswer, DialAnswered}, rules{{Result: DialBusy, AgentID: "12990", Times: 1}}},
		{"in place of the one before", rules{all(DialBusy), ofAgent, all(DialNoAnswer), once(DialBusy), once(DialBusy)}, "3001234568",
			[]DialResult{DialBusy}, rules{all(DialNoAnswer), ofAgent, once(DialBusy)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, "ready")
			for _, r := range tt.rules {
				ok(t, c.AddDialRule(r))
			}
			for i, want := range tt.want {
				id, err := c.Dial(noon, "12989", tt.phone, "", "")
				ok(t, err)
				k, _ := c.Call(id)
				same(t, fmt.Sprint("result of call ", i), want, k.DialResult)
				if k.State != Ended {
					ok(t, c.Hang(noon, "12989"))
					ok(t, ready(c, "12989"))
				}
			}
			same(t, "rules left", append(rules{}, tt.left...), c.DialRulesLeft())
		})
	}
}

func TestAddDialRule_refusals(t *testing.T) {
	c := scene(t, "ready")
	for detail, r := range map[string]DialRule{
		`result is "engaged": expected one of ["answered" "busy" "no_answer" "answering_machine" "ringing"]`: {Result: "engaged"},
		`result is "": expected one of ["answered" "busy" "no_answer" "answering_machine" "ringing"]`:        {},
		`phone is "\xff" and agent_id "": expected UTF-8`:                                                    {Result: DialBusy, Phone: "\xff"},
		`phone is "" and agent_id "\xff": expected UTF-8`:                                                    {Result: DialBusy, AgentID: "\xff"},
		`times is -1: expected 0, for every call, to 1000000`:                                                {Result: DialBusy, Times: -1},
		`times is 1000001: expected 0, for every call, to 1000000`:                                           {Result: DialBusy, Times: 1_000_001},
		`ring_time is -1ns: expected 0s to 24h0m0s`:                                                          {Result: DialNoAnswer, RingTime: -1},
		`ring_time is 24h0m0.000000001s: expected 0s to 24h0m0s`:                                             {Result: DialNoAnswer, RingTime: MaxTimer + 1},
		`ring_time is 1s while result is busy: expected none, as that does not ring for a time`:              {Result: DialBusy, RingTime: time.Second},
		`ring_time is 1s while result is ringing: expected none, as that does not ring for a time`:           {Result: DialRinging, RingTime: time.Second},
	} {
		mustRefuse(t, c, refusal(InputInvalid, "", detail, ""), func() error { return c.AddDialRule(r) })
	}
	ok(t, c.AddDialRule(DialRule{Result: DialNoAnswer, Times: maxDialTimes, RingTime: MaxTimer}))
	ok(t, c.AddDialRule(DialRule{Result: DialBusy}))
	for len(c.DialRules) < MaxDialRules {
		ok(t, c.AddDialRule(DialRule{Result: DialBusy, Times: 1}))
	}
	mustRefuse(t, c, refusal(InputInvalid, "", "there are 1000 rules already: expected no more; clear them first", ""),
		func() error { return c.AddDialRule(DialRule{Result: DialBusy, Times: 1}) })
	ok(t, c.AddDialRule(DialRule{Result: DialNoAnswer})) // in place of another one
	c.ClearDialRules()
	same(t, "cleared", []DialRule{}, c.DialRulesLeft())
}

// What the grid cannot see: the call, the figures of the agent, and the time. A ring that ends by itself, or by somebody.
func TestDial_results(t *testing.T) {
	const ring = 20 * time.Second
	over := noon.Add(ring)
	for _, tt := range []struct {
		name   string
		rule   DialRule
		before func(*Center) error // the ring is over
		want   Call
		status Status
		stats  AgentStats
	}{
		{"busy", DialRule{Result: DialBusy}, nil,
			Call{State: Ended, Ended: noon, EndedBy: ByNetwork, DialResult: DialBusy}, "102", AgentStats{AuxTime: Duration(ring)}},
		{"no answer", DialRule{Result: DialNoAnswer}, nil,
			Call{State: Ended, Ended: noon, EndedBy: ByNetwork, DialResult: DialNoAnswer}, "102", AgentStats{AuxTime: Duration(ring)}},
		{"no answer after a while", DialRule{Result: DialNoAnswer, RingTime: ring}, nil,
			Call{State: Ended, Ended: over, EndedBy: ByNetwork, DialResult: DialNoAnswer}, "102", AgentStats{RingTime: Duration(ring)}},
		{"answered after a while", DialRule{Result: DialAnswered, RingTime: ring}, nil,
			Call{State: Active, Answered: over, DialResult: DialAnswered}, "talk", AgentStats{Outbound: 1, RingTime: Duration(ring)}},
		{"a machine after a while", DialRule{Result: DialMachine, RingTime: ring}, nil,
			Call{State: Active, Answered: over, DialResult: DialMachine}, "talk", AgentStats{Outbound: 1, RingTime: Duration(ring)}},
		{"picked up before the machine", DialRule{Result: DialMachine, RingTime: ring}, func(c *Center) error { return c.Answer(noon, latest(c)) },
			Call{State: Active, Answered: noon, DialResult: DialAnswered}, "talk", AgentStats{Outbound: 1, OutboundTime: Duration(ring)}},
		{"the agent gives up", DialRule{Result: DialMachine, RingTime: ring}, func(c *Center) error { return c.Hang(noon, "12989") },
			Call{State: Ended, Ended: noon, EndedBy: ByAgent, DialResult: DialMachine}, "102", AgentStats{AuxTime: Duration(ring)}},
		{"rings on", DialRule{Result: DialRinging}, nil,
			Call{State: Ringing, DialResult: DialRinging}, "ring", AgentStats{RingTime: Duration(ring)}},
		{"declined", DialRule{Result: DialRinging}, func(c *Center) error { return c.CustomerHangUp(noon, latest(c)) },
			Call{State: Ended, Ended: noon, EndedBy: ByCustomer, DialResult: DialRinging}, "102", AgentStats{AuxTime: Duration(ring)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := scene(t, "lunch")
			ok(t, c.AddDialRule(tt.rule))
			id, err := c.Dial(noon, "12989", "3001234567", "", "")
			ok(t, err)
			if tt.before != nil {
				ok(t, tt.before(c))
			}
			c.Advance(over.Add(-1))
			if tt.rule.RingTime > 0 && tt.before == nil {
				mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "ring", Since: noon, Call: id, Before: "102", Timer: over})
			}
			c.Advance(over)
			tt.want.ID, tt.want.Type, tt.want.Phone, tt.want.AgentID, tt.want.Started = id, Manual, "3001234567", "12989", noon
			mustCall(t, c, tt.want)
			a, _ := c.Agent("12989")
			same(t, "status", tt.status, a.Status)
			stats, err := c.AgentStats(over, "12989")
			ok(t, err)
			tt.stats.LastLogin = stats.LastLogin
			same(t, "figures", tt.stats, stats)
		})
	}
}

// An auxiliary call that does not come about leads back to ACW, where it is the call to code, and may be tried again.
func TestAuxCall_results(t *testing.T) {
	for result, end := range map[string]func(*Center) error{
		"3000009001": func(*Center) error { return nil },
		"3000009002": func(*Center) error { return nil },
		"3000009003": func(c *Center) error { return c.Hang(noon, "12989") },
		"3000009004": func(c *Center) error { return c.Hang(noon, "12989") },
	} {
		c := scene(t, "acw-record")
		predictive := latest(c)
		for range 2 {
			id, err := c.AuxCall(noon, "12989", result)
			ok(t, err)
			ok(t, end(c))
			k, err := c.Call(id)
			ok(t, err)
			if k.Follows != predictive || k.State != Ended {
				t.Errorf("%s: %+v", result, k)
			}
			mustAgent(t, c, Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "acw", Since: noon, LastCall: id, LastCampaign: "7224", LastCustomer: "1"})
			u := c.CampaignByID["7224"].CustomerByID["1"]
			want := map[string]string{"3000009001": "busy", "3000009002": "no answer", "3000009003": "answer machine", "3000009004": "no answer"}[result]
			same(t, "results of call and record", [2]string{want, want}, [2]string{k.Result(), u.Result})
		}
		id, err := c.Type(noon, "12989", "022", "", "")
		ok(t, err)
		if k, _ := c.Call(id); k.Type != Auxiliary {
			t.Errorf("%s: coded is %+v", result, k)
		}
	}
}

// A campaign puts a callback through when a person picks up. Otherwise its agent does not notice, and the next one rings.
func TestCallback_results(t *testing.T) {
	due := noon.Add(-time.Hour)
	for phone, result := range map[string]string{"3000009001": "busy", "3000009002": "no answer", "3000009003": "answer machine", "3000009004": "", "3": ""} {
		c := scene(t, "ready")
		ok(t, c.Recall(due, asked("12989", "1", phone, due, Auto)))
		ok(t, c.Recall(due, asked("12989", "2", "4", due, Auto)))
		c.Advance(noon)
		u := c.CampaignByID["7224"].CustomerByID["1"]
		same(t, phone+": result of the record", result, u.Result)
		a, _ := c.Agent("12989")
		rings, _ := c.Call(a.Call)
		if result == "" {
			same(t, phone+": rings", phone, rings.Phone)
			continue
		}
		same(t, phone+": rings instead", "4", rings.Phone)
		var failed []Call
		for _, k := range c.Calls() {
			if k.Phone == phone {
				failed = append(failed, k)
			}
		}
		want := Call{ID: failed[0].ID, Type: Predictive, Phone: phone, State: Ended, Started: noon, Ended: noon, EndedBy: ByNetwork,
			CampaignID: "7224", CustomerID: "1", CustomerName: "Luz", DialResult: TestNumbers[phone]}
		want.Started, want.Ended = failed[0].Started, failed[0].Started
		same(t, phone, []Call{want}, failed)
		same(t, phone+": result", result, failed[0].Result())
		if g, _ := c.Campaign("7224"); !g.LastUse.Equal(rings.Started) || len(c.Callbacks(AnyStyle)) != 1 {
			t.Errorf("%s: last use %s, callbacks %v", phone, g.LastUse, c.Callbacks(AnyStyle))
		}
	}
}

// Who follows the changes is told of calls that nobody has, and of what ended a ring.
func TestDial_changes(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.AddDialRule(DialRule{Result: DialNoAnswer, RingTime: time.Minute}))
	ok(t, second(c.Dial(noon, "12989", "3001234567", "", "")))
	due := noon.Add(-time.Hour)
	ok(t, c.Recall(due, asked("12990", "2", "3000009001", due, Auto)))
	known := replicaOf(c)
	c.Advance(noon)
	known.follow(t, c, "a callback to who is busy")
	c.Advance(noon.Add(time.Minute))
	var timers []string
	for _, ch := range c.changes {
		timers = append(timers, ch.Timer)
	}
	same(t, "timers", []string{TimerRingTime, TimerRingTime}, timers)
	known.follow(t, c, "a call that was not answered")
}
