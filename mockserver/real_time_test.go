package mockserver_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A liveStep lets something happen, lets time pass, and says what the read then shows of one record.
type liveStep struct {
	what string
	do   func(testing.TB, *mockserver.World, *caller)
	wait time.Duration // after it
	want record
}

// mustFollow goes through steps in a world that began at noon, and looks at the record that has a value in a field.
func mustFollow(t *testing.T, a ask, field, value string, steps []liveStep) {
	t.Helper()
	w := mockserver.Run(t).NewWorld(t)
	beginAtNoon(t, w)
	c := callerOf(t, w)
	for _, step := range steps {
		if step.do != nil {
			step.do(t, w, c)
		}
		if step.wait > 0 {
			pass(t, w, step.wait)
		}
		var found record
		for _, r := range c.read(a) {
			if r[field] == value {
				found = r
			}
		}
		if step.want == nil {
			if found != nil {
				t.Errorf("%s: it is listed: %v", step.what, found)
			}
			continue
		}
		if diff := cmp.Diff(step.want, pick(found, step.want)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
	}
}

// login, put, arrive and the like are what people do.
func login(agent string) func(testing.TB, *mockserver.World, *caller) {
	return changed(func(w *mockserver.World) error { _, err := w.Login(agent); return err })
}

func put(agent, status string) func(testing.TB, *mockserver.World, *caller) {
	return changed(func(w *mockserver.World) error {
		_, err := w.PutAgent(agent, callcenter.AgentChange{Status: ptr(callcenter.Status(status))})
		return err
	})
}

func rings(a callcenter.Arrival) func(testing.TB, *mockserver.World, *caller) {
	return changed(func(w *mockserver.World) error { _, err := w.Arrive(a); return err })
}

func answers(agent string) func(testing.TB, *mockserver.World, *caller) {
	return changed(func(w *mockserver.World) error { _, err := w.Answer(connOf(w, agent)); return err })
}

func givesUp(agent string) func(testing.TB, *mockserver.World, *caller) {
	return changed(func(w *mockserver.World) error { _, err := w.CustomerHangUp(connOf(w, agent)); return err })
}

// Every counter and every time of an agent, from the login on; each step has a time of its own, so that none can be
// taken for another.
func TestRealTimeAgents_countAndMeasure(t *testing.T) {
	t.Parallel()
	agentID := "12992"
	mustFollow(t, live("agents", ""), "agent_id", agentID, []liveStep{
		{"logged out", nil, time.Second, nil},
		{"logged in", login(agentID), 0, record{
			"agent_name": "Diego Luna", "agent_status": "Ready", "calls": "0", "inbound": "0", "outbound": "0", "internal": "0", "time_state_now": "0", "ready_time": "00:00:00",
			"inbound_time": "00:00:00", "outbound_time": "00:00:00", "acw_time": "00:00:00", "ring_time": "00:00:00", "login_time": "00:00:00", "aht_time": "00:00:00", "ocupation": "0.00 %", "aux_time": "00:00:00",
		}},
		{"ready", nil, 1 * time.Second, record{"time_state_now": "1", "ready_time": "00:00:01", "login_time": "00:00:01"}},
		{"rings", rings(callcenter.Arrival{AgentID: agentID, Phone: "1", Type: callcenter.Inbound}), 2 * time.Second, record{"agent_status": "Ring", "calls": "0", "inbound": "0", "time_state_now": "2", "ring_time": "00:00:02", "ready_time": "00:00:01"}},
		{"answered", answers(agentID), 4 * time.Second, record{"agent_status": "Talk", "calls": "1", "inbound": "1", "inbound_time": "00:00:04", "time_state_now": "4", "aht_time": "00:00:04", "ocupation": "57.14 %"}}, // 4 of 7
		{"the customer ends it", givesUp(agentID), 8 * time.Second, record{"agent_status": "ACW", "acw_time": "00:00:08", "inbound_time": "00:00:04", "aht_time": "00:00:12", "ocupation": "80.00 %"}},                   // 12 of 15
		{"at lunch", asked("status_changed", box("change_status", "agent_id=12992&status=102")), 16 * time.Second, record{"agent_status": "Lunch", "aux_time": "00:00:16", "time_state_now": "16", "login_time": "00:00:31", "ocupation": "80.00 %"}},
		{"another break", asked("status_changed", box("change_status", "agent_id=12992&status=101")), 16 * time.Second, record{"agent_status": "Active breaks", "aux_time": "00:00:32", "time_state_now": "16"}},
		{"the same again", asked("status_changed", box("change_status", "agent_id=12992&status=101")), 0, record{"aux_time": "00:00:32", "time_state_now": "16"}},
		{"dials", rings(callcenter.Arrival{AgentID: agentID, Phone: "3000000009", Type: callcenter.Manual}), 32 * time.Second, record{"calls": "1", "outbound": "0", "agent_status": "Ring", "ring_time": "00:00:34"}},
		{"the customer answers", answers(agentID), 64 * time.Second, record{"calls": "2", "outbound": "1", "outbound_time": "00:01:04"}},
		{"hangs up", asked("hung_up", box("hang", "agent_id=12992")), 0, record{"agent_status": "ACW", "outbound_time": "00:01:04", "acw_time": "00:00:08", "time_state_now": "0"}},
		{"ready again", asked("status_changed", box("change_status", "agent_id=12992&status=ready")), 0, record{"agent_status": "Ready"}},
		{"a call that nobody answers", rings(callcenter.Arrival{AgentID: agentID, Phone: "1", Type: callcenter.Inbound}), 0, record{"agent_status": "Ring"}},
		{"is no call", givesUp(agentID), 0, record{"agent_status": "Ready", "calls": "2", "inbound": "1"}},
		{"a predictive call", rings(callcenter.Arrival{AgentID: agentID, Phone: "3000000001", Type: callcenter.Predictive, Answered: true, CampaignID: "7224", CustomerID: "1"}), 128 * time.Second, record{"outbound": "2", "outbound_time": "00:03:12"}},
		{"coded, and at once ready", asked("coded_and_ready", box("hang_type_ready", "agent_id=12992&cod_act=021")), 0, record{"agent_status": "Ready", "acw_time": "00:00:08"}},
		{"handed over to the agent", asked("transferred", box("transfer", "agent_id=12990&customer_phone=12992")), 0, record{"agent_status": "Ring", "internal": "0"}},
		{"and answered", answers(agentID), time.Hour, record{"calls": "4", "inbound": "1", "outbound": "2", "internal": "1", "inbound_time": "00:00:04", "outbound_time": "00:03:12", "time_state_now": "3600", "login_time": "01:04:31"}},
		{"disabled while logged in", asked("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`)), 0, record{"calls": "4"}},
		{"logged out", func(t testing.TB, w *mockserver.World, c *caller) {
			c.mustGet("hung_up", box("hang", "agent_id=12992"))
			c.mustGet("status_changed", box("change_status", "agent_id=12992&status=logout"))
			c.mustGet("agent_enabled", conf("enable_agent", `{"agent_id":"12992"}`))
		}, 0, nil},
		{"logged in anew", login(agentID), 0, record{"calls": "0", "inbound": "0", "outbound": "0", "internal": "0", "login_time": "00:00:00", "acw_time": "00:00:00"}},
	})
}

// A span of more than 99 hours keeps its hours.
func TestRealTimeAgents_longSession(t *testing.T) {
	t.Parallel()
	mustFollow(t, live("agents", ""), "agent_id", "12994", []liveStep{
		{"four days at lunch", nil, 100*time.Hour + 61*time.Second, record{"aux_time": "100:01:01", "login_time": "100:01:01", "time_state_now": "360061", "ocupation": "0.00 %"}},
	})
}

// A clock can be set back: no time is negative then.
func TestRealTimeAgents_clockSetBack(t *testing.T) {
	t.Parallel()
	mustFollow(t, live("agents", ""), "agent_id", "12989", []liveStep{
		{"an hour back", func(t testing.TB, w *mockserver.World, _ *caller) {
			_, err := w.SetClock(mockserver.ClockChange{Action: "freeze", Time: noon.Add(-time.Hour)})
			ok(t, err)
		}, 0, record{"time_state_now": "0", "outbound_time": "00:00:00", "login_time": "00:00:00", "ocupation": "0.00 %"}},
	})
}

// Calls of the day, who waits, and the levels of service.
func TestRealTimeSkills_countAndMeasure(t *testing.T) {
	t.Parallel()
	all := live("skills", "skill_id=all")
	first := record{"calls_in_queue_now": "0", "stat_inbound": "1", "stat_answer": "1", "stat_abandon": "0", "service_level_10seg": "100.00 %", "service_level_20seg": "100.00 %", "service_level_30seg": "100.00 %", "by_abandon": "0.00 %"}
	for _, tt := range []struct {
		what string
		do   func(testing.TB, *mockserver.World, *caller)
		want record
	}{
		{"the call of the demo world", nil, first},
		{"an inbound call for no skill", rings(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound}), first},
		{"a call that waits", rings(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound, SkillID: "4012"}), record{"calls_in_queue_now": "1", "stat_inbound": "2", "stat_answer": "1", "stat_abandon": "0", "service_level_10seg": "50.00 %", "by_abandon": "0.00 %"}},
		{"one that the customer gave up", waits(givenUp), record{"calls_in_queue_now": "0", "stat_inbound": "2", "stat_answer": "1", "stat_abandon": "1", "service_level_30seg": "50.00 %", "by_abandon": "50.00 %"}},
		{"one that the agent refused", func(t testing.TB, w *mockserver.World, c *caller) {
			rings(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound, SkillID: "4012"})(t, w, c)
			c.mustGet("hung_up", box("hang", "agent_id=12991"))
		}, record{"calls_in_queue_now": "0", "stat_inbound": "2", "stat_answer": "1", "stat_abandon": "0", "by_abandon": "0.00 %"}},
		{"waits of 5, 15, 25 and 35 s", waits(5, 15, 25, 35), record{"stat_inbound": "5", "stat_answer": "5", "service_level_10seg": "40.00 %", "service_level_20seg": "60.00 %", "service_level_30seg": "80.00 %"}},
		{"waits at the edges", waits(10, 11, 20, 21, 30, 31), record{"stat_inbound": "7", "service_level_10seg": "28.57 %", "service_level_20seg": "57.14 %", "service_level_30seg": "85.71 %"}},
		{"two of each", waits(5, 5, givenUp, givenUp), record{"stat_inbound": "5", "stat_answer": "3", "stat_abandon": "2", "service_level_10seg": "60.00 %", "by_abandon": "40.00 %"}},
		{"the next day", after(2 * time.Hour), record{"stat_inbound": "0", "stat_answer": "0", "stat_abandon": "0", "service_level_10seg": "0.00 %", "by_abandon": "0.00 %"}},
		{"a call that waits over midnight", func(t testing.TB, w *mockserver.World, c *caller) {
			rings(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound, SkillID: "4012"})(t, w, c)
			pass(t, w, 2*time.Hour)
		}, record{"calls_in_queue_now": "1", "stat_inbound": "0"}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			mustFollow(t, all, "skill_id", "4012", []liveStep{{tt.what, tt.do, 0, tt.want}})
		})
	}
}

// services_time asks for one more level (documented); for 10, 20 and 30, which are there, service_level_0seg is there
// instead; without it there is none (Q-SERVICE-LEVEL-0).
func TestRealTimeSkills_servicesTime(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ query, field, want string }{
		{"", "", ""},
		{"&services_time=", "", ""}, // Q-EMPTY-PARAM
		{"&services_time=40", "service_level_40seg", "100.00 %"},
		{"&services_time=35", "service_level_35seg", "100.00 %"},
		{"&services_time=34", "service_level_34seg", "80.00 %"},
		{"&services_time=5", "service_level_5seg", "40.00 %"},
		{"&services_time=4", "service_level_4seg", "20.00 %"},
		{"&services_time=0", "service_level_0seg", "20.00 %"}, // the call of the demo world did not wait
		{"&services_time=10", "service_level_0seg", "0 %"},
		{"&services_time=20", "service_level_0seg", "0 %"},
		{"&services_time=30", "service_level_0seg", "0 %"},
	} {
		t.Run(tt.query, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			beginAtNoon(t, w)
			c := callerOf(t, w)
			waits(5, 15, 25, 35)(t, w, c)
			all := c.read(live("skills", "skill_id=4012"+tt.query))
			if len(all) != 1 {
				t.Fatalf("%d records", len(all))
			}
			want := record{"service_level_10seg": "40.00 %", "service_level_20seg": "60.00 %", "service_level_30seg": "80.00 %"}
			if tt.field != "" {
				want[tt.field] = tt.want
			}
			got := record{}
			for field, value := range all[0] {
				if len(field) > 14 && field[:14] == "service_level_" {
					got[field] = value
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("levels of service (-want +got):\n%s", diff)
			}
		})
	}
	for _, wrong := range []string{"soon", "-1", "%2B5", "1.5", "99999999999999999999"} {
		callerOf(t, s.NewWorld(t)).mustGet("value_invalid", live("skills", "skill_id=all&services_time="+wrong))
	}
}

// Calls that have ended (Q-CALLS-LAST-10), each for ten minutes after its end.
func TestCallsLast10_window(t *testing.T) {
	t.Parallel()
	ended := "3000000003" // of the call that has ended in the demo world, at noon
	calls := live("calls_last_10", "")
	for _, tt := range []struct {
		wait   time.Duration
		listed []string
	}{
		{0, []string{ended}},
		{10*time.Minute - time.Second, []string{ended}},
		{10 * time.Minute, []string{ended}},
		{10*time.Minute + time.Nanosecond, []string{}},
		{time.Hour, []string{}},
	} {
		w := mockserver.Run(t).NewWorld(t)
		beginAtNoon(t, w)
		if tt.wait > 0 {
			pass(t, w, tt.wait)
		}
		if diff := cmp.Diff(tt.listed, column(callerOf(t, w).read(calls), "telephone")); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", tt.wait, diff)
		}
	}
}

// A clock can be set back; what has not happened yet by then is not listed.
func TestRealTime_clockSetBack(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	beginAtNoon(t, w)
	c := callerOf(t, w)
	c.mustGet("coded", sale)
	c.mustGet("calls_found", live("calls_last_10", ""))
	c.mustGet("hits_found", live("hits_last_hour", ""))
	_, err := w.SetClock(mockserver.ClockChange{Action: "freeze", Time: noon.Add(-time.Second)})
	ok(t, err)
	c.mustGet("none_found", live("calls_last_10", ""))
	c.mustGet("none_found", live("hits_last_hour", ""))
}

// How a call came out, and of what type it was, by the words of the page.
func TestCallsLast10_typesAndResults(t *testing.T) {
	t.Parallel()
	ready := func(typ callcenter.CallType) func(testing.TB, *mockserver.World, *caller) {
		return rings(callcenter.Arrival{AgentID: "12991", Phone: "7", Type: typ})
	}
	all := func(steps ...func(testing.TB, *mockserver.World, *caller)) func(testing.TB, *mockserver.World, *caller) {
		return func(t testing.TB, w *mockserver.World, c *caller) {
			for _, step := range steps {
				step(t, w, c)
			}
		}
	}
	hangs := asked("hung_up", box("hang", "agent_id=12991"))
	for _, tt := range []struct {
		what string
		do   func(testing.TB, *mockserver.World, *caller)
		want record // of the call to 7; nil: it is not listed
	}{
		{"still rings", ready(callcenter.Inbound), nil},
		{"still talks", all(ready(callcenter.Inbound), answers("12991")), nil},
		{"inbound, answered", all(ready(callcenter.Inbound), answers("12991"), hangs), record{"type_interaction": "inbound", "result": "answer", "customer_id": ""}},
		{"inbound, given up", all(ready(callcenter.Inbound), givesUp("12991")), record{"type_interaction": "inbound", "result": "abandon"}},
		{"inbound, refused", all(ready(callcenter.Inbound), hangs), record{"type_interaction": "inbound", "result": "no answer"}},
		{"predictive, answered", all(ready(callcenter.Predictive), answers("12991"), givesUp("12991")), record{"type_interaction": "out_pre", "result": "answer"}},
		{"predictive, not answered", all(ready(callcenter.Predictive), givesUp("12991")), record{"type_interaction": "out_pre", "result": "no answer"}},
		{"dialled", all(asked("dialled", box("dial", "agent_id=12991&customer_phone=7&customer_id=44&customer_name=Luz")), hangs), record{"type_interaction": "outbound_ma", "result": "answer", "customer_id": "44", "date": "2023-11-14 22:13:20"}},
		{"dialled, not answered", all(ready(callcenter.Manual), hangs), record{"type_interaction": "outbound_ma", "result": "no answer"}},
		{"auxiliary", all(asked("called", box("aux_call", "agent_id=12993&customer_phone=7")), givesUp("12993")), record{"type_interaction": "outbound_ma"}},
		{"handed over to an outside number", asked("transferred", box("transfer", "agent_id=12990&customer_phone=7")), record{"type_interaction": "transfer", "result": "answer"}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			mustFollow(t, live("calls_last_10", ""), "telephone", "7", []liveStep{{tt.what, tt.do, 0, tt.want}})
		})
	}
}

// A call with a code that is a hit, for an hour after it was coded (Q-HITS-WINDOW).
func TestHitsLastHour(t *testing.T) {
	t.Parallel()
	no := asked("coded", box("type", "agent_id=12993&cod_act=020&cod_act_2=B1&comments=No"))
	mustFollow(t, live("hits_last_hour", ""), "telephone", "3000000003", []liveStep{
		{"not coded", nil, 10 * time.Minute, nil},
		{"coded, no hit", no, 0, nil},
		{"coded, a hit", asked("coded", sale), 0, record{"conn_id": "12993.0003.1700000000.10003", "type_interaction": "out_pre", "date": "20231114221320", "customer_id": "2", "hit": "yes"}},
		{"an hour later", nil, time.Hour, record{"hit": "yes"}},
		{"and a moment", nil, time.Nanosecond, nil},
		{"coded again", asked("coded", sale), 0, record{"hit": "yes"}},
		{"corrected", no, 0, nil},
		{"the code is a hit from now on", asked("code_edited", conf("edit_cod_act", `{"type_code":"cod_act1","cod_act":"020","hit":"yes"}`)), 0, record{"hit": "yes"}},
	})
	mustFollow(t, live("hits_last_hour", ""), "telephone", "3000000001", []liveStep{
		{"hung up, coded and ready", asked("coded_and_ready", box("hang_type_ready", "agent_id=12989&cod_act=021")), 0, record{"type_interaction": "out_pre", "customer_id": "1", "hit": "yes"}},
	})
}

// Callbacks that are active, by style (Q-RECALL-TYPE-DEFAULT).
func TestRecalls_byStyle(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	beginAtNoon(t, w)
	c := callerOf(t, w)
	for _, r := range []struct{ customer, phone, style string }{{"1", "3000000001", "auto"}, {"2", "3000000003", "manual"}} {
		c.mustGet("recall_scheduled", box("recall", fmt.Sprintf("agent_id=12991&id_camp=7224&id_customer=%s&telefono=%s&rellamada=20231115093000&recall_style=%s", r.customer, r.phone, r.style)))
	}
	for _, step := range []struct {
		what string
		do   func(testing.TB, *mockserver.World, *caller)
		want map[string][]string // phones, by type
	}{
		{"both", nil, map[string][]string{"all": {"3000000001", "3000000003"}, "": {"3000000001", "3000000003"}, "auto": {"3000000001"}, "manual": {"3000000003"}}},
		{"the manual one is auto", asked("recall_edited", box("edit_recall", "agent_id=12991&id_camp=7224&id_customer=2&telephone=3000000003&recall=20231115100000&recall_style=auto")), map[string][]string{"all": {"3000000001", "3000000003"}, "auto": {"3000000001", "3000000003"}, "manual": {}}},
		{"one is deleted", asked("recall_deleted", box("delete_recall", "agent_id=12991&id_camp=7224&id_customer=1&telephone=3000000001&recall_style=auto")), map[string][]string{"all": {"3000000003"}}},
		{"its time has come, and it rings", after(12 * time.Hour), map[string][]string{"all": {}}},
	} {
		if step.do != nil {
			step.do(t, w, c)
		}
		for style, want := range step.want {
			if diff := cmp.Diff(want, column(c.read(live("recall", "type="+style)), "phone_number")); diff != "" {
				t.Errorf("%s, type %q (-want +got):\n%s", step.what, style, diff)
			}
		}
	}
}

// The agents behind one address, and what they have on average; who told no address is behind none.
func TestLatency_byIP(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	ok(t, networks(w))
	latencies := func() (byAgent []string, byIP map[string]any) {
		t.Helper()
		all := c.read(live("latency", ""))
		if len(all) == 0 {
			return nil, nil
		}
		for _, a := range all[0]["by_agent"].([]any) {
			byAgent = append(byAgent, a.(map[string]any)["agent_id"].(string))
		}
		byIP = map[string]any{}
		for _, s := range all[0]["by_ip"].([]any) {
			site := s.(map[string]any)
			byIP[site["ip"].(string)] = fmt.Sprint(site["total_agents"], " agents, ", site["average_latency"], " from ", site["minimum"], " to ", site["maximum"], ", rejected ", site["network_rejection"])
		}
		return byAgent, byIP
	}
	everybody := []string{"12989-Ana Ospina", "12990-Bruno Rojas", "12991-Carla Mejia", "12993-Elena Cruz", "12994-Fabio Gil"}
	for _, step := range []struct {
		what    string
		do      func(testing.TB, *mockserver.World, *caller)
		byAgent []string
		byIP    map[string]any
	}{
		{"two behind one address", nil, everybody, map[string]any{"192.0.2.7": "2 agents, 62.5 from 40 to 85, rejected 0.75", "192.0.2.20": "1 agents, 12 from 12 to 12, rejected 0"}},
		{"three", changed(func(w *mockserver.World) error {
			_, err := w.PutAgent("12993", callcenter.AgentChange{Network: &callcenter.Network{LatencyMS: 25, IP: mustIP("192.0.2.7")}})
			return err
		}), everybody, map[string]any{"192.0.2.7": "3 agents, 50 from 25 to 85, rejected 0.5", "192.0.2.20": "1 agents, 12 from 12 to 12, rejected 0"}},
		{"one is disabled", asked("agent_disabled", conf("disable_agent", `{"agent_id":"12990"}`)), []string{"12989-Ana Ospina", "12991-Carla Mejia", "12993-Elena Cruz", "12994-Fabio Gil"}, map[string]any{"192.0.2.7": "2 agents, 32.5 from 25 to 40, rejected 0.5", "192.0.2.20": "1 agents, 12 from 12 to 12, rejected 0"}},
		{"one logs out", asked("status_changed", box("change_status", "agent_id=12991&status=logout")), []string{"12989-Ana Ospina", "12993-Elena Cruz", "12994-Fabio Gil"}, map[string]any{"192.0.2.7": "2 agents, 32.5 from 25 to 40, rejected 0.5"}},
	} {
		if step.do != nil {
			step.do(t, w, c)
		}
		byAgent, byIP := latencies()
		if diff := cmp.Diff(step.byAgent, byAgent); diff != "" {
			t.Errorf("%s, agents (-want +got):\n%s", step.what, diff)
		}
		if diff := cmp.Diff(step.byIP, byIP); diff != "" {
			t.Errorf("%s, addresses (-want +got):\n%s", step.what, diff)
		}
	}
}

// The figures of a campaign (Q-CAMPAIGN-FIGURES).
func TestRealTimeCampaigns_count(t *testing.T) {
	t.Parallel()
	calls := rings(callcenter.Arrival{AgentID: "12991", Phone: "3000000004", Type: callcenter.Predictive, CampaignID: "7224", CustomerID: "3"})
	mustFollow(t, live("campaigns", ""), "campaign", "7224-Renewals", []liveStep{
		{"the two calls of the demo world", nil, time.Second, record{"speed": "3", "status": "started", "skill_id": "4012", "records": "2", "clean": "0", "dial": "2", "answer": "2", "no_answer": "0", "busy/congestion/failed": "0", "answer_machine": "0", "penetration_day": "100.00 %", "penetration_now": "100.00 %", "hits": "0", "calls_x_min": "2", "recycled": "0"}},
		{"two new customers", changed(func(w *mockserver.World) error {
			_, err := w.PutCampaign("7224", callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "3"}, {ID: "4"}}, Status: ptr(callcenter.Stopped), Recycled: ptr(5)})
			return err
		}), 0, record{"status": "stopped", "records": "4", "clean": "2", "dial": "2", "penetration_day": "50.00 %", "recycled": "5"}},
		{"a minute is over", nil, 59 * time.Second, record{"calls_x_min": "2"}},
		{"and a moment", nil, time.Nanosecond, record{"calls_x_min": "0", "dial": "2"}},
		{"one is called", calls, 0, record{"clean": "1", "dial": "3", "answer": "2", "no_answer": "0", "calls_x_min": "1", "penetration_now": "75.00 %"}},
		{"and answers", answers("12991"), 0, record{"dial": "3", "answer": "3", "no_answer": "0"}},
		{"and buys", asked("coded", box("type", "agent_id=12991&cod_act=021&cod_act_2=B1&comments=Sold")), 0, record{"hits": "1"}},
		{"the same customer again", func(t testing.TB, w *mockserver.World, c *caller) {
			givesUp("12991")(t, w, c)
			put("12991", "ready")(t, w, c)
			calls(t, w, c)
		}, 0, record{"clean": "1", "dial": "4", "answer": "3", "no_answer": "0", "hits": "1"}},
		{"and does not answer", givesUp("12991"), 0, record{"dial": "4", "answer": "3", "no_answer": "1"}},
		{"the next day", nil, 2 * time.Hour, record{"clean": "4", "dial": "0", "answer": "0", "no_answer": "0", "hits": "0", "penetration_day": "0.00 %"}},
	})
	w := newWorld(t, mockserver.Run(t))
	_, err := w.PutCampaign("1", callcenter.CampaignChange{})
	ok(t, err)
	if got := callerOf(t, w).read(live("campaigns", ""))[0]; got["records"] != "0" || got["penetration_now"] != "0.00 %" {
		t.Errorf("a campaign without records: %v", got)
	}
}

// Interactions go to the agent in Ready with the fewest (Q-INTERACTION-AGENT), and stay with whoever logs out.
func TestInteractions_byAgent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	open := func() map[string]int {
		all := map[string]int{}
		for _, r := range c.read(live("interactions", "")) {
			all[r["agent_id"].(string)] = len(r["active_interactions"].([]any))
		}
		return all
	}
	for _, step := range []struct {
		what string
		do   func(testing.TB, *mockserver.World, *caller)
		want map[string]int
	}{
		{"none", nil, map[string]int{}},
		{"one", asked("interaction_assigned", interaction), map[string]int{"12991": 1}},
		{"two", asked("interaction_assigned", interaction), map[string]int{"12991": 2}},
		{"another agent is ready", func(t testing.TB, w *mockserver.World, c *caller) {
			login("12992")(t, w, c)
			c.mustGet("interaction_assigned", interaction)
		}, map[string]int{"12991": 2, "12992": 1}},
		{"still fewer", asked("interaction_assigned", interaction), map[string]int{"12991": 2, "12992": 2}},
		{"logged out", asked("status_changed", box("change_status", "agent_id=12991&status=logout")), map[string]int{"12991": 2, "12992": 2}},
		{"nobody ready", asked("status_changed", box("change_status", "agent_id=12992&status=101")), map[string]int{"12991": 2, "12992": 2}},
		{"is refused", asked("nobody_available", interaction), map[string]int{"12991": 2, "12992": 2}},
	} {
		if step.do != nil {
			step.do(t, w, c)
		}
		if diff := cmp.Diff(step.want, open()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
	}
}

var interaction = conf("add_interaction", `{"from":"luz@example.com","fromname":"Luz Mora","to":"help@example.com","toname":"Help","subject":"An invoice","body":"Hello","rp_id":"61196"}`)

// sale codes the call of an agent in ACW as a hit.
var sale = box("type", "agent_id=12993&cod_act=021&cod_act_2=B1&comments=Sold")

// givenUp stands for a call that the customer gives up before an answer.
const givenUp = -1

// waits lets calls come for the skill of the demo world that are answered after so many seconds each.
func waits(seconds ...int) func(testing.TB, *mockserver.World, *caller) {
	return func(t testing.TB, w *mockserver.World, _ *caller) {
		t.Helper()
		for _, s := range seconds {
			k, err := w.Arrive(callcenter.Arrival{AgentID: "12991", Phone: "3000000007", Type: callcenter.Inbound, SkillID: "4012"})
			ok(t, err)
			if s == givenUp {
				pass(t, w, 4*time.Second)
			} else {
				pass(t, w, time.Duration(s)*time.Second)
				_, err = w.Answer(k.ID)
				ok(t, err)
			}
			_, err = w.CustomerHangUp(k.ID)
			ok(t, err)
			_, err = w.PutAgent("12991", callcenter.AgentChange{Status: ptr(callcenter.Status("ready"))})
			ok(t, err)
		}
	}
}

// networks tells how some agents of the demo world are connected.
func networks(w *mockserver.World) error {
	for agent, n := range map[string]callcenter.Network{
		"12989": {LatencyMS: 40, IP: mustIP("192.0.2.7"), Version: "9.1.0", TxJitter: 1.5, RxJitter: 2, TxPloss: 0.1, NetworkRejection: 1, ConnectionType: "Ethernet", Platform: "app"},
		"12990": {LatencyMS: 85, IP: mustIP("192.0.2.7"), Version: "9.1.0", TxJitter: 3, RxJitter: 2.25, RxPloss: 0.5, NetworkRejection: 0.5, ConnectionType: "Wifi", Platform: "web"},
		"12991": {LatencyMS: 12, IP: mustIP("192.0.2.20"), ConnectionType: "Ethernet", Platform: "app"},
	} {
		if _, err := w.PutAgent(agent, callcenter.AgentChange{Network: &n}); err != nil {
			return err
		}
	}
	return nil
}
