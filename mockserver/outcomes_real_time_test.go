package mockserver_test

import (
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// What the operations of real_time.php answer; see outcomes_test.go.
var realTimeOutcomes = []outcome{
	{"real_time_agents/agents_found", live("agents", ""), silent, fromNoon(after(95*time.Second), asked("hung_up", hang), after(5*time.Second))},
	{"real_time_agents/none_found", live("agents", ""), nothing, fromNoon(empty)},

	{"real_time_skills/skills_found", live("skills", "skill_id=all"), silent, fromNoon(waits(5, 15, 25, 35, givenUp))},
	{"real_time_skills/skills_found_within", live("skills", "skill_id=4012&services_time=40"), silent, fromNoon(waits(5, 15, 25, 35, givenUp))},
	{"real_time_skills/skills_found_within_standard", live("skills", "skill_id=4012&services_time=20"), silent, fromNoon(waits(5, 15, 25, 35, givenUp))},
	{"real_time_skills/value_invalid", live("skills", "skill_id=all&services_time=soon"), `^services_time is "soon": expected a number of seconds$`, nil},
	{"real_time_skills/none_found", live("skills", "skill_id=9999"), `^nothing has the skill_id "9999"$`, nil},

	{"calls_last_10/calls_found", live("calls_last_10", ""), silent, fromNoon(after(time.Minute), asked("hung_up", box("hang", "agent_id=12990")))},
	{"calls_last_10/none_found", live("calls_last_10", ""), nothing, fromNoon(after(10*time.Minute + time.Second))},

	{"real_time_recall/recalls_found", live("recall", "type=all"), silent, fromNoon(
		asked("recall_scheduled", box("recall", "agent_id=12991&id_camp=7224&id_customer=2&telefono=3000000003&rellamada=20231115093000&recall_style=manual")),
		asked("recall_scheduled", box("recall", "agent_id=12989&id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231114230000&recall_style=auto")),
	)},
	{"real_time_recall/value_invalid", live("recall", "type=both"), `^type is "both": expected all, auto or manual$`, nil},
	{"real_time_recall/none_found", live("recall", "type=manual"), `^nothing has the type "manual"$`, nil},

	{"latency/latency_found", live("latency", ""), silent, fromNoon(changed(networks))},
	{"latency/none_found", live("latency", ""), nothing, fromNoon(empty)},

	{"hits_last_hour/hits_found", live("hits_last_hour", ""), silent, fromNoon(after(time.Minute), asked("coded", sale))},
	{"hits_last_hour/none_found", live("hits_last_hour", ""), nothing, nil},

	{"real_time_campaigns/campaigns_found", live("campaigns", ""), silent, fromNoon(asked("coded", sale), after(2*time.Minute))},
	{"real_time_campaigns/none_found", live("campaigns", ""), nothing, fromNoon(empty)},

	{"interactions/interactions_found", live("interactions", ""), silent, fromNoon(asked("interaction_assigned", interaction), after(time.Minute), asked("interaction_assigned", interaction))},
	{"interactions/none_found", live("interactions", ""), nothing, nil},
}

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

// The replies that the vendor's pages print; see vendor_test.go.
var realTimePrinted = map[string]string{
	"real_time_agents/agents_found": `{
    "code": 200,
    "error": null,
    "msg": "5 records were found",
    "data": [
        {
            "agent_id": "12989",
            "agent_name": "Ana Ospina",
            "agent_status": "ACW",
            "calls": "1",
            "inbound": "0",
            "outbound": "1",
            "internal": "0",
            "time_state_now": "5",
            "ready_time": "00:00:00",
            "inbound_time": "00:00:00",
            "outbound_time": "00:01:35",
            "acw_time": "00:00:05",
            "ring_time": "00:00:00",
            "login_time": "00:01:40",
            "aht_time": "00:01:40",
            "ocupation": "100.00 %",
            "aux_time": "00:00:00"
        },
        {
            "agent_id": "12990",
            "agent_name": "Bruno Rojas",
            "agent_status": "Talk",
            "calls": "1",
            "inbound": "1",
            "outbound": "0",
            "internal": "0",
            "time_state_now": "100",
            "ready_time": "00:00:00",
            "inbound_time": "00:01:40",
            "outbound_time": "00:00:00",
            "acw_time": "00:00:00",
            "ring_time": "00:00:00",
            "login_time": "00:01:40",
            "aht_time": "00:01:40",
            "ocupation": "100.00 %",
            "aux_time": "00:00:00"
        },
        {
            "agent_id": "12991",
            "agent_name": "Carla Mejia",
            "agent_status": "Ready",
            "calls": "0",
            "inbound": "0",
            "outbound": "0",
            "internal": "0",
            "time_state_now": "100",
            "ready_time": "00:01:40",
            "inbound_time": "00:00:00",
            "outbound_time": "00:00:00",
            "acw_time": "00:00:00",
            "ring_time": "00:00:00",
            "login_time": "00:01:40",
            "aht_time": "00:00:00",
            "ocupation": "0.00 %",
            "aux_time": "00:00:00"
        },
        {
            "agent_id": "12993",
            "agent_name": "Elena Cruz",
            "agent_status": "ACW",
            "calls": "1",
            "inbound": "0",
            "outbound": "1",
            "internal": "0",
            "time_state_now": "100",
            "ready_time": "00:00:00",
            "inbound_time": "00:00:00",
            "outbound_time": "00:00:00",
            "acw_time": "00:01:40",
            "ring_time": "00:00:00",
            "login_time": "00:01:40",
            "aht_time": "00:01:40",
            "ocupation": "100.00 %",
            "aux_time": "00:00:00"
        },
        {
            "agent_id": "12994",
            "agent_name": "Fabio Gil",
            "agent_status": "Lunch",
            "calls": "0",
            "inbound": "0",
            "outbound": "0",
            "internal": "0",
            "time_state_now": "100",
            "ready_time": "00:00:00",
            "inbound_time": "00:00:00",
            "outbound_time": "00:00:00",
            "acw_time": "00:00:00",
            "ring_time": "00:00:00",
            "login_time": "00:01:40",
            "aht_time": "00:00:00",
            "ocupation": "0.00 %",
            "aux_time": "00:01:40"
        }
    ]
}`,
	"real_time_skills/skills_found": `{
    "code": 200,
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "skill_id": "4012",
            "skill_name": "Support",
            "calls_in_queue_now": "0",
            "stat_inbound": "6",
            "stat_answer": "5",
            "stat_abandon": "1",
            "service_level_10seg": "33.33 %",
            "service_level_20seg": "50.00 %",
            "service_level_30seg": "66.67 %",
            "by_abandon": "16.67 %"
        }
    ]
}`,
	"calls_last_10/calls_found": `{
    "code": 200,
    "error": null,
    "msg": "2 records were found",
    "data": [
        {
            "type_interaction": "inbound",
            "result": "answer",
            "date": "2023-11-14 22:13:20",
            "telephone": "3000000002",
            "customer_id": "",
            "conn_id": "12990.0002.1700000000.10002"
        },
        {
            "type_interaction": "out_pre",
            "result": "answer",
            "date": "2023-11-14 22:13:20",
            "telephone": "3000000003",
            "customer_id": "2",
            "conn_id": "12993.0003.1700000000.10003"
        }
    ]
}`,
	"real_time_recall/recalls_found": `{
    "code": "200",
    "error": null,
    "msg": "2 records were found",
    "data": [
        {
            "type_recall": "auto",
            "date_recall": "2023-11-14 23:00:00",
            "phone_number": "3000000001",
            "id_campaing": "7224",
            "id_agent": "12989"
        },
        {
            "type_recall": "manual",
            "date_recall": "2023-11-15 09:30:00",
            "phone_number": "3000000003",
            "id_campaing": "7224",
            "id_agent": "12991"
        }
    ]
}`,
	"latency/latency_found": `{
    "code": 200,
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "by_agent": [
                {
                    "agent_id": "12989-Ana Ospina",
                    "latency_ms": "40",
                    "ip": "192.0.2.7",
                    "version": "9.1.0",
                    "agent_status": "Talk",
                    "tx_jitter": "1.5",
                    "rx_jitter": "2",
                    "tx_ploss": "0.1",
                    "rx_ploss": "0",
                    "network_rejection": "1",
                    "connection_type": "Ethernet",
                    "platform": "app",
                    "last_date": "2023-11-14 22:13:20"
                },
                {
                    "agent_id": "12990-Bruno Rojas",
                    "latency_ms": "85",
                    "ip": "192.0.2.7",
                    "version": "9.1.0",
                    "agent_status": "Talk",
                    "tx_jitter": "3",
                    "rx_jitter": "2.25",
                    "tx_ploss": "0",
                    "rx_ploss": "0.5",
                    "network_rejection": "0.5",
                    "connection_type": "Wifi",
                    "platform": "web",
                    "last_date": "2023-11-14 22:13:20"
                },
                {
                    "agent_id": "12991-Carla Mejia",
                    "latency_ms": "12",
                    "ip": "192.0.2.20",
                    "version": "",
                    "agent_status": "Ready",
                    "tx_jitter": "0",
                    "rx_jitter": "0",
                    "tx_ploss": "0",
                    "rx_ploss": "0",
                    "network_rejection": "0",
                    "connection_type": "Ethernet",
                    "platform": "app",
                    "last_date": ""
                },
                {
                    "agent_id": "12993-Elena Cruz",
                    "latency_ms": "",
                    "ip": "",
                    "version": "",
                    "agent_status": "ACW",
                    "tx_jitter": "",
                    "rx_jitter": "",
                    "tx_ploss": "",
                    "rx_ploss": "",
                    "network_rejection": "",
                    "connection_type": "",
                    "platform": "",
                    "last_date": "2023-11-14 22:13:20"
                },
                {
                    "agent_id": "12994-Fabio Gil",
                    "latency_ms": "",
                    "ip": "",
                    "version": "",
                    "agent_status": "Lunch",
                    "tx_jitter": "",
                    "rx_jitter": "",
                    "tx_ploss": "",
                    "rx_ploss": "",
                    "network_rejection": "",
                    "connection_type": "",
                    "platform": "",
                    "last_date": ""
                }
            ],
            "by_ip": [
                {
                    "ip": "192.0.2.7",
                    "total_agents": "2",
                    "average_latency": "62.5",
                    "maximum": "85",
                    "minimum": "40",
                    "network_rejection": "0.75"
                },
                {
                    "ip": "192.0.2.20",
                    "total_agents": "1",
                    "average_latency": "12",
                    "maximum": "12",
                    "minimum": "12",
                    "network_rejection": "0"
                }
            ],
            "by_pbx": []
        }
    ]
}`,
	"hits_last_hour/hits_found": `{
    "code": 200,
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "conn_id": "12993.0003.1700000000.10003",
            "type_interaction": "out_pre",
            "date": "20231114221320",
            "telephone": "3000000003",
            "customer_id": "2",
            "hit": "yes"
        }
    ]
}`,
	"interactions/interactions_found": `{
    "code": "200",
    "error": null,
    "msg": "1 records were found",
    "data": [
        {
            "agent_id": "12991",
            "active_interactions": [
                {
                    "conn_id": "12991.0004.1700000000.10004",
                    "subject": "An invoice",
                    "fromname": "Luz Mora",
                    "date": "2023-11-14 22:13:20"
                },
                {
                    "conn_id": "12991.0005.1700000060.10005",
                    "subject": "An invoice",
                    "fromname": "Luz Mora",
                    "date": "2023-11-14 22:14:20"
                }
            ]
        }
    ]
}`,
}
