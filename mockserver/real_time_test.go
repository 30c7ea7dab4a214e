package mockserver_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// people are what agents and customers of a world do, and the clock; each must succeed.
type people struct {
	t testing.TB
	w *mockserver.World
}

func (p people) puts(agent, status string) {
	p.t.Helper()
	_, err := p.w.PutAgent(agent, callcenter.AgentChange{Status: ptr(callcenter.Status(status))})
	ok(p.t, err)
}

func (p people) rings(a callcenter.Arrival, wait time.Duration) callcenter.ConnID {
	p.t.Helper()
	k, err := p.w.Arrive(a)
	ok(p.t, err)
	p.wait(wait)
	return k.ID
}

func (p people) answers(id callcenter.ConnID, wait time.Duration) {
	p.t.Helper()
	_, err := p.w.Answer(id)
	ok(p.t, err)
	p.wait(wait)
}

func (p people) hangsUp(id callcenter.ConnID, wait time.Duration) {
	p.t.Helper()
	_, err := p.w.CustomerHangUp(id)
	ok(p.t, err)
	p.wait(wait)
}

func (p people) wait(d time.Duration) {
	p.t.Helper()
	if d > 0 {
		pass(p.t, p.w, d)
	}
}

// sets sets the clock back, or forth.
func (p people) sets(now time.Time) {
	p.t.Helper()
	_, err := p.w.SetClock(mockserver.ClockChange{Action: "freeze", Time: now})
	ok(p.t, err)
}

// Each counter and each time of an agent has a value of its own; how they come about is callcenter's.
func TestRealTimeAgents_fields(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c, p := callerOf(t, w), people{t, w}
	pass(t, w, 1*time.Second)
	p.answers(p.rings(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound}, 2*time.Second), 4*time.Second)
	p.hangsUp(connOf(w, "12991"), 8*time.Second)
	p.puts("12991", "101")
	pass(t, w, 16*time.Second)
	for range 3 {
		p.answers(p.rings(callcenter.Arrival{AgentID: "12991", Phone: "3000000009", Type: callcenter.Manual}, 0), 32*time.Second)
		p.hangsUp(connOf(w, "12991"), 0)
		p.puts("12991", "ready")
	}
	for range 2 { // handed over
		c.mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=12991"))
		p.answers(connOf(w, "12991"), time.Hour)
		p.hangsUp(connOf(w, "12991"), 0)
		p.puts("12991", "ready")
		p.puts("12990", "ready")
		p.answers(p.rings(callcenter.Arrival{AgentID: "12990", Phone: "7", Type: callcenter.Inbound}, 0), 0)
	}
	p.puts("12991", "102")
	pass(t, w, 64*time.Second)
	want := record{
		"agent_id": "12991", "agent_name": "Carla Mejia", "agent_status": "Lunch", "calls": "6", "inbound": "1", "outbound": "3", "internal": "2",
		"time_state_now": "64", "ready_time": "00:00:01", "ring_time": "00:00:02", "inbound_time": "00:00:04", "acw_time": "00:00:08", "aux_time": "00:01:20",
		"outbound_time": "00:01:36", "login_time": "02:03:11", "aht_time": "00:00:18", "ocupation": "1.48 %",
	}
	if diff := cmp.Diff(want, c.read(live("agents", ""))[2]); diff != "" {
		t.Errorf("a shift (-want +got):\n%s", diff)
	}
}

// A clock can be set back: no time is negative then, and what has not happened yet is not listed.
func TestRealTime_clockSetBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	c.mustGet("coded", sale)
	for want, now := range map[string]time.Time{"found": noon, "none": noon.Add(-time.Second)} {
		people{t, w}.sets(now)
		for _, api := range []string{"calls_last_10", "hits_last_hour"} {
			if found := len(c.read(live(api, ""))) > 0; found != (want == "found") {
				t.Errorf("%s at %s: found %t", api, now, found)
			}
		}
		if got := c.read(live("agents", ""))[0]; got["time_state_now"] != "0" || got["login_time"] != "00:00:00" {
			t.Errorf("the agent: %v", got)
		}
	}
}

// services_time asks for one more level (documented); for 10, 20 and 30, which are there, service_level_0seg is there
// instead; without it there is none (Q-SERVICE-LEVEL-0). Each figure has a value of its own.
func TestRealTimeSkills_fields(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c, p := callerOf(t, w), people{t, w}
	call := callcenter.Arrival{AgentID: "12991", Phone: "3000000007", Type: callcenter.Inbound, SkillID: "4012"}
	for _, seconds := range []int{5, 15, 15, 25, 35, 35, 35} { // the call of the demo world has not waited
		p.answers(p.rings(call, time.Duration(seconds)*time.Second), 0)
		p.hangsUp(connOf(w, "12991"), 0)
		p.puts("12991", "ready")
	}
	p.hangsUp(p.rings(call, 4*time.Second), 0)
	p.rings(call, 0)
	for services, level := range map[string][2]string{
		"": {}, "&services_time=": {}, // Q-EMPTY-PARAM
		"&services_time=35": {"service_level_35seg", "80.00 %"}, "&services_time=5": {"service_level_5seg", "20.00 %"}, "&services_time=0": {"service_level_0seg", "10.00 %"},
		"&services_time=10": {"service_level_0seg", "0 %"}, "&services_time=20": {"service_level_0seg", "0 %"}, "&services_time=30": {"service_level_0seg", "0 %"},
	} {
		want := record{
			"skill_id": "4012", "skill_name": "Support", "calls_in_queue_now": "1", "stat_inbound": "10", "stat_answer": "8", "stat_abandon": "1",
			"service_level_10seg": "20.00 %", "service_level_20seg": "40.00 %", "service_level_30seg": "50.00 %", "by_abandon": "10.00 %",
		}
		if level[0] != "" {
			want[level[0]] = level[1]
		}
		if diff := cmp.Diff([]record{want}, c.read(live("skills", "skill_id=4012"+services))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", services, diff)
		}
	}
	for _, wrong := range []string{"soon", "-1", "%2B5", "1.5", "99999999999999999999"} {
		c.mustGet("value_invalid", live("skills", "skill_id=all&services_time="+wrong))
	}
}

// The agents behind one address, and what they have on average, by address; who told no address is behind none. Neither
// the disabled nor the logged out are there.
func TestLatency_byIP(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	for agent, n := range map[string]callcenter.Network{
		"12989": {LatencyMS: 85, IP: mustIP("192.0.2.20"), NetworkRejection: 1}, "12990": {LatencyMS: 40, IP: mustIP("192.0.2.20"), NetworkRejection: 0.5},
		"12991": {LatencyMS: 12, IP: mustIP("192.0.2.7")}, "12993": {LatencyMS: 1000, IP: mustIP("192.0.2.7")}, "12994": {LatencyMS: 7},
	} {
		_, err := w.PutAgent(agent, callcenter.AgentChange{Network: &n})
		ok(t, err)
	}
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12993"}`))
	got := c.read(live("latency", ""))[0]
	want := []any{
		map[string]any{"ip": "192.0.2.7", "total_agents": "1", "average_latency": "12", "minimum": "12", "maximum": "12", "network_rejection": "0"},
		map[string]any{"ip": "192.0.2.20", "total_agents": "2", "average_latency": "62.5", "minimum": "40", "maximum": "85", "network_rejection": "0.75"},
	}
	if diff := cmp.Diff(want, got["by_ip"]); diff != "" {
		t.Errorf("addresses (-want +got):\n%s", diff)
	}
	var agents []any
	for _, a := range got["by_agent"].([]any) {
		agents = append(agents, a.(map[string]any)["agent_id"])
	}
	if got := fmt.Sprint(agents); got != "[12989-Ana Ospina 12990-Bruno Rojas 12991-Carla Mejia 12994-Fabio Gil]" {
		t.Errorf("agents: %s", got)
	}
}

// The figures of a campaign (Q-CAMPAIGN-FIGURES).
func TestRealTimeCampaigns_count(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c, p := callerOf(t, w), people{t, w}
	calls := callcenter.Arrival{AgentID: "12991", Phone: "3000000004", Type: callcenter.Predictive, CampaignID: "7224", CustomerID: "3"}
	for _, step := range []struct {
		what string
		do   func()
		want record
	}{
		{"the two calls of the demo world", func() { pass(t, w, time.Second) }, record{"campaign": "7224-Renewals (100.00 %)", "speed": "3", "status": "started", "skill_id": "4012", "records": "2", "clean": "0", "dial": "2", "answer": "2", "no_answer": "0", "busy/congestion/failed": "0", "answer_machine": "0", "penetration_day": "100.00 %", "penetration_now": "100.00 %", "hits": "0", "calls_x_min": "2", "recycled": "0"}},
		{"two new customers", func() {
			_, err := w.PutCampaign("7224", callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "3"}, {ID: "4"}}, Status: ptr(callcenter.Stopped), Recycled: ptr(5)})
			ok(t, err)
		}, record{"status": "stopped", "records": "4", "clean": "2", "dial": "2", "penetration_day": "50.00 %", "recycled": "5"}},
		{"a minute is over", func() { pass(t, w, 59*time.Second) }, record{"calls_x_min": "2"}},
		{"and a moment", func() { pass(t, w, 1) }, record{"calls_x_min": "0", "dial": "2"}},
		{"one is called", func() { p.rings(calls, 0) }, record{"clean": "1", "dial": "3", "answer": "2", "no_answer": "0", "calls_x_min": "1", "penetration_now": "75.00 %"}},
		{"and answers, and buys", func() {
			p.answers(connOf(w, "12991"), 0)
			c.mustGet("coded", box("type", "agent_id=12991&cod_act=021&cod_act_2=B1"))
		}, record{"dial": "3", "answer": "3", "no_answer": "0", "hits": "1"}},
		{"again, and does not answer", func() {
			p.hangsUp(connOf(w, "12991"), 0)
			p.puts("12991", "ready")
			p.hangsUp(p.rings(calls, 0), 0)
		}, record{"clean": "1", "dial": "3", "answer": "2", "no_answer": "1", "hits": "1"}},
		{"the next day", func() { pass(t, w, 7*time.Hour) }, record{"clean": "1", "dial": "3", "answer": "2", "no_answer": "1", "hits": "1", "penetration_day": "0.00 %", "penetration_now": "75.00 %", "calls_x_min": "0"}},
		{"called again the next day, and not sold to", func() {
			p.answers(p.rings(calls, 0), 0)
			c.mustGet("coded_and_ready", box("hang_type_ready", "agent_id=12991&cod_act=020"))
		}, record{"dial": "3", "answer": "3", "no_answer": "0", "hits": "0", "penetration_day": "25.00 %", "calls_x_min": "1"}},
	} {
		step.do()
		c.mustRead(step.what, live("campaigns", ""), step.want)
	}
	_, err := w.PutCampaign("1", callcenter.CampaignChange{})
	ok(t, err)
	c.mustRead("a campaign without records", live("campaigns", ""), record{"records": "0", "penetration_now": "0.00 %"}, record{"records": "4"})
}

// sale codes the call of an agent in ACW as a hit.
var sale = box("type", "agent_id=12993&cod_act=021&cod_act_2=B1&comments=Sold")

func mustIP(text string) callcenter.IP {
	ip, err := callcenter.ParseIP(text)
	if err != nil {
		panic(err)
	}
	return ip
}
