package mockserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

// What the control API does, a method does. One table drives both, on two servers that start from the same state: the
// answers and the worlds must be the same after every row, and every answer must keep openapi/admin.yaml.

type controlCase struct {
	operation    string // of admin.yaml
	what         string
	method, path string // a path that begins with "/" alone is one of the default world
	body         string
	status       int
	call         func(*mockserver.Server, *mockserver.World) (any, error)
	before       func(testing.TB, *mockserver.Server, *mockserver.World)
}

func ptr[T any](v T) *T { return &v }

// The call of an agent in the demo world, by its number.
func connOf(w *mockserver.World, agent string) callcenter.ConnID {
	a, _ := w.Agent(agent)
	return a.Call
}

func gated(t testing.TB, _ *mockserver.Server, w *mockserver.World) { shut(t, w, "hang", 2) }

func faulty(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	_, err := w.AddFault(fault.Fault{Operation: "hang", Status: 503})
	ok(t, err)
}

func busyJournal(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	c := callerOf(t, w)
	c.mustGet("hung_up", hang)
	c.mustGet("no_active_call", hang)
	c.mustGet("agent_unknown", box("hang", "agent_id=ana&x=1"))
	c.mustGet("agent_disabled", conf("disable_agent", `{"agent_id":"12992"}`))
	_, err := w.AddFault(fault.Fault{Operation: "hang", Drop: true})
	ok(t, err)
	if _, err := c.try(t.Context(), hang); err == nil {
		t.Error("the connection was not dropped")
	}
}

func anotherWorld(t testing.TB, s *mockserver.Server, _ *mockserver.World) {
	start := mockserver.Seed{Server: "1000", Tokens: []mockserver.Token{{Token: "of-another"}}}
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "another", From: &start})
	ok(t, err)
}

func ringing(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	_, err := w.Arrive(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: callcenter.Inbound})
	ok(t, err)
}

// furnished has one of everything that the setup shows.
func furnished(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	at := snap.Clock.At
	c := snap.Center
	c.CreateSkill(callcenter.SkillChange{Name: ptr("Sales")})
	_, err := c.AddDNC(at, callcenter.Is(callcenter.DNCBoth), []string{"1", "2"})
	ok(t, err)
	ok(t, c.BlockLaw(at, "900", "3000000009", "1"))
	ok(t, c.AddIP(callcenter.Is(mustIP("192.0.2.1")), callcenter.Is(true), "Office"))
	ok(t, c.UploadFile(at, "a.pdf", 1))
	_, err = c.UploadAudios(at, []callcenter.Upload{{Name: "hello", Size: 1, Seconds: 2}})
	ok(t, err)
	for _, style := range []callcenter.CallbackStyle{callcenter.Auto, callcenter.ByHand} {
		ok(t, c.Recall(at, callcenter.Recall{
			AgentID: "12991", CampaignID: "7224", CustomerID: callcenter.Is("1"), Phone: callcenter.Is(string(style)),
			Due: callcenter.Is(time.Date(2030, 1, 31, 9, 0, 0, 0, time.UTC)), Style: callcenter.Is(style),
		}))
	}
	ok(t, w.Restore(snap))
}

// emptied has nothing that the setup shows.
func emptied(t testing.TB, _ *mockserver.Server, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	snap.Center = callcenter.New()
	ok(t, w.Restore(snap))
}

func accountChange(ch mockserver.AccountChange) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.PutAccount(ch) }
}

func campaignChange(id string, ch callcenter.CampaignChange) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.PutCampaign(id, ch) }
}

func requests(q journal.Query) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.Requests(q), nil }
}

func clockTo(ch mockserver.ClockChange) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.SetClock(ch) }
}

func faultOf(f fault.Fault) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.AddFault(f) }
}

func arrival(a callcenter.Arrival) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.Arrive(a) }
}

func agentChange(id string, ch callcenter.AgentChange) func(*mockserver.Server, *mockserver.World) (any, error) {
	return func(_ *mockserver.Server, w *mockserver.World) (any, error) { return w.PutAgent(id, ch) }
}

// controlCases need a snapshot and conn_ids of the state that both servers start from.
func controlCases(base mockserver.Snapshot) []controlCase {
	conn := func(agent string) string { return string(base.Center.AgentByID[agent].Call) }
	type S = *mockserver.Server
	type W = *mockserver.World
	broken := base
	broken.Center = nil
	elsewhere := base
	elsewhere.Server, elsewhere.Tokens = "0077", []mockserver.Token{{Token: "of-a-snapshot"}}
	taken := base
	taken.Server = "1000"
	text := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	long := time.Date(2030, 1, 31, 9, 0, 0, 0, time.UTC)
	return []controlCase{
		{"health", "", "GET", "//health", "", 200, func(S, W) (any, error) { return map[string]string{"status": "ok"}, nil }, nil},

		{"listWorlds", "one", "GET", "//__admin/worlds", "", 200, func(s S, w W) (any, error) { return []mockserver.WorldView{w.View()}, nil }, nil},
		{"listWorlds", "two", "GET", "//__admin/worlds", "", 200, func(s S, w W) (any, error) {
			other, err := s.World("another")
			return []mockserver.WorldView{other.View(), w.View()}, err
		}, anotherWorld},
		{"createWorld", "named", "POST", "//__admin/worlds", `{"name":"new"}`, 201, func(s S, _ W) (any, error) { return created(s.CreateWorld(mockserver.WorldSpec{Name: "new"})) }, nil},
		{"createWorld", "without a name", "POST", "//__admin/worlds", `{}`, 201, func(s S, _ W) (any, error) { return created(s.CreateWorld(mockserver.WorldSpec{})) }, nil},
		{"createWorld", "without a body", "POST", "//__admin/worlds", ``, 201, func(s S, _ W) (any, error) { return created(s.CreateWorld(mockserver.WorldSpec{})) }, nil},
		{"createWorld", "from a seed", "POST", "//__admin/worlds", `{"name":"new","from":{"server":"2000","tokens":[{"token":"t","description":"d"}],"states":[{"id":"1","description":"One"}],"agents":[{"agent_id":"5","name":"Eva","enabled":false,"status":"talk","call":{"type":"manual","phone":"9"}}]}}`, 201,
			func(s S, _ W) (any, error) {
				return created(s.CreateWorld(mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{
					Server: "2000", Tokens: []mockserver.Token{{Token: "t", Description: "d"}}, States: []callcenter.AuxState{{ID: "1", Description: "One"}},
					Agents: []seed.Agent{{AgentID: "5", Name: "Eva", Enabled: ptr(false), Status: "talk", Call: &seed.Call{Type: "manual", Phone: "9"}}},
				}}))
			}, nil},
		{"createWorld", "name taken", "POST", "//__admin/worlds", `{"name":"default"}`, 409, func(s S, _ W) (any, error) { return created(s.CreateWorld(mockserver.WorldSpec{Name: "default"})) }, nil},
		{"createWorld", "seed not sound", "POST", "//__admin/worlds", `{"name":"new","from":{"agents":[{"agent_id":"5","status":"talk"}]}}`, 422, func(s S, _ W) (any, error) {
			return created(s.CreateWorld(mockserver.WorldSpec{Name: "new", From: &mockserver.Seed{Agents: []seed.Agent{{AgentID: "5", Status: "talk"}}}}))
		}, nil},

		{"snapshot", "", "GET", "", "", 200, func(_ S, w W) (any, error) { return w.Snapshot(), nil }, faulty},
		{"restore", "as it was", "PUT", "", text(base), 204, func(_ S, w W) (any, error) { return nil, w.Restore(base) }, busyJournal},
		{"restore", "another identity", "PUT", "", text(elsewhere), 204, func(_ S, w W) (any, error) { return nil, w.Restore(elsewhere) }, nil},
		{"restore", "not sound", "PUT", "", `{"server":"0042","tokens":[],"center":{"agents":{"5":null}}}`, 422, func(_ S, w W) (any, error) {
			return nil, w.Restore(mockserver.Snapshot{Server: "0042", Center: &callcenter.Center{AgentByID: map[string]*callcenter.Agent{"5": nil}}})
		}, nil},
		{"restore", "server taken", "PUT", "", text(taken), 409, func(_ S, w W) (any, error) { return nil, w.Restore(taken) }, anotherWorld},
		{"deleteWorld", "", "DELETE", "//__admin/worlds/another", "", 204, func(s S, _ W) (any, error) { return nil, s.DeleteWorld("another") }, anotherWorld},
		{"deleteWorld", "the default", "DELETE", "", "", 409, func(s S, _ W) (any, error) { return nil, s.DeleteWorld("default") }, nil},
		{"reset", "", "POST", "/reset", "", 204, func(_ S, w W) (any, error) { return nil, w.Reset() }, busyJournal},
		{"reset", "a token of the start is taken", "POST", "/reset", "", 409, func(_ S, w W) (any, error) { return nil, w.Reset() }, func(t testing.TB, s S, w W) {
			anotherWorld(t, s, w)
			ok(t, w.RemoveToken(mockserver.DemoToken))
			other, err := s.World("another")
			ok(t, err)
			_, err = other.AddToken(mockserver.Token{Token: mockserver.DemoToken})
			ok(t, err)
		}},

		{"listAgents", "", "GET", "/agents", "", 200, func(_ S, w W) (any, error) { return w.Agents() }, nil},
		{"getAgent", "talking", "GET", "/agents/12989", "", 200, func(_ S, w W) (any, error) { return w.Agent("12989") }, nil},
		{"getAgent", "ringing", "GET", "/agents/12991", "", 200, func(_ S, w W) (any, error) { return w.Agent("12991") }, ringing},
		{"getAgent", "in ACW", "GET", "/agents/12993", "", 200, func(_ S, w W) (any, error) { return w.Agent("12993") }, nil},
		{"getAgent", "unknown", "GET", "/agents/99999", "", 404, func(_ S, w W) (any, error) { return w.Agent("99999") }, nil},
		{"putAgent", "new", "PUT", "/agents/555", `{}`, 200, agentChange("555", callcenter.AgentChange{}), nil},
		{"putAgent", "changed", "PUT", "/agents/12991", `{"name":"Carla","enabled":false,"status":"102"}`, 200, agentChange("12991", callcenter.AgentChange{Name: ptr("Carla"), Enabled: ptr(false), Status: ptr(callcenter.Status("102"))}), nil},
		{"putAgent", "on a call", "PUT", "/agents/12989", `{"status":"ready"}`, 409, agentChange("12989", callcenter.AgentChange{Status: ptr(callcenter.Status("ready"))}), nil},
		{"putAgent", "status that cannot be set", "PUT", "/agents/12991", `{"status":"talk"}`, 422, agentChange("12991", callcenter.AgentChange{Status: ptr(callcenter.Status("talk"))}), nil},
		{"putAgent", "status unknown", "PUT", "/agents/12991", `{"status":"999"}`, 422, agentChange("12991", callcenter.AgentChange{Status: ptr(callcenter.Status("999"))}), nil},
		{"login", "", "POST", "/agents/12992/login", "", 200, func(_ S, w W) (any, error) { return w.Login("12992") }, nil},
		{"login", "again", "POST", "/agents/12991/login", "", 409, func(_ S, w W) (any, error) { return w.Login("12991") }, nil},
		{"login", "unknown", "POST", "/agents/99999/login", "", 404, func(_ S, w W) (any, error) { return w.Login("99999") }, nil},
		{"login", "disabled", "POST", "/agents/12992/login", "", 409, func(_ S, w W) (any, error) { return w.Login("12992") }, func(t testing.TB, _ S, w W) {
			_, err := w.PutAgent("12992", callcenter.AgentChange{Enabled: ptr(false)})
			ok(t, err)
		}},
		{"logout", "", "POST", "/agents/12991/logout", "", 200, func(_ S, w W) (any, error) { return w.Logout("12991") }, nil},
		{"logout", "again", "POST", "/agents/12992/logout", "", 409, func(_ S, w W) (any, error) { return w.Logout("12992") }, nil},
		{"logout", "on a call", "POST", "/agents/12989/logout", "", 409, func(_ S, w W) (any, error) { return w.Logout("12989") }, nil},

		{"listCalls", "", "GET", "/calls", "", 200, func(_ S, w W) (any, error) { return w.Calls(), nil }, ringing},
		{"arrive", "ringing", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound"}`, 201, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "inbound"}), nil},
		{"arrive", "answered", "POST", "/calls", `{"agent_id":"12991","phone":"","type":"predictive","answered":true}`, 201, arrival(callcenter.Arrival{AgentID: "12991", Type: "predictive", Answered: true}), nil},
		{"arrive", "dialled", "POST", "/calls", `{"agent_id":"12994","phone":"1","type":"manual","answered":false}`, 201, arrival(callcenter.Arrival{AgentID: "12994", Phone: "1", Type: "manual"}), nil},
		{"arrive", "nobody there", "POST", "/calls", `{"agent_id":"99999","phone":"1","type":"inbound"}`, 404, arrival(callcenter.Arrival{AgentID: "99999", Phone: "1", Type: "inbound"}), nil},
		{"arrive", "not ready", "POST", "/calls", `{"agent_id":"12994","phone":"1","type":"inbound"}`, 409, arrival(callcenter.Arrival{AgentID: "12994", Phone: "1", Type: "inbound"}), nil},
		{"answer", "", "POST", "/calls/{ringing}/answer", "", 200, func(_ S, w W) (any, error) { return w.Answer(connOf(w, "12991")) }, ringing},
		{"answer", "again", "POST", "/calls/" + conn("12989") + "/answer", "", 409, func(_ S, w W) (any, error) { return w.Answer(connOf(w, "12989")) }, nil},
		{"answer", "unknown", "POST", "/calls/1.2.3/answer", "", 404, func(_ S, w W) (any, error) { return w.Answer("1.2.3") }, nil},
		{"customerHangUp", "", "POST", "/calls/" + conn("12989") + "/hangup", "", 200, func(_ S, w W) (any, error) { return w.CustomerHangUp(connOf(w, "12989")) }, nil},
		{"customerHangUp", "ended", "POST", "/calls/" + string(base.Center.AgentByID["12993"].LastCall) + "/hangup", "", 409, func(_ S, w W) (any, error) {
			return w.CustomerHangUp(base.Center.AgentByID["12993"].LastCall)
		}, nil},

		{"arrive", "of a campaign", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"7224","customer_id":"2"}`, 201, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "predictive", CampaignID: "7224", CustomerID: "2"}), nil},
		{"arrive", "for a skill", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound","skill_id":"4012"}`, 201, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "inbound", SkillID: "4012"}), nil},
		{"arrive", "unknown campaign", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"9"}`, 422, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "predictive", CampaignID: "9"}), nil},
		{"arrive", "unknown customer", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"predictive","campaign_id":"7224","customer_id":"9"}`, 422, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "predictive", CampaignID: "7224", CustomerID: "9"}), nil},
		{"arrive", "unknown skill", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound","skill_id":"9"}`, 422, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "inbound", SkillID: "9"}), nil},
		{"arrive", "number not let in", "POST", "/calls", `{"agent_id":"12991","phone":"1","type":"inbound"}`, 409, arrival(callcenter.Arrival{AgentID: "12991", Phone: "1", Type: "inbound"}), furnished},
		{"putAgent", "identity and network", "PUT", "/agents/12991", `{"dni":"007","sso":"carla","network":{"latency_ms":40,"ip":"192.0.2.7","tx_jitter":1.5,"platform":"web","connection_type":"Wifi"}}`, 200, agentChange("12991", callcenter.AgentChange{DNI: ptr("007"), SSO: ptr("carla"), Network: &callcenter.Network{LatencyMS: 40, IP: mustIP("192.0.2.7"), TxJitter: 1.5, Platform: "web", ConnectionType: "Wifi"}}), nil},
		{"snapshot", "of everything", "GET", "", "", 200, func(_ S, w W) (any, error) { return w.Snapshot(), nil }, furnished},

		{"listSkills", "", "GET", "/skills", "", 200, func(_ S, w W) (any, error) { return w.Skills(), nil }, furnished},
		{"listSkills", "none", "GET", "/skills", "", 200, func(S, W) (any, error) { return []callcenter.Skill{}, nil }, emptied},
		{"listActivityCodes", "", "GET", "/activity_codes", "", 200, func(_ S, w W) (any, error) { return w.ActivityCodes(), nil }, furnished},
		{"listActivityCodes", "none", "GET", "/activity_codes", "", 200, func(S, W) (any, error) { return []callcenter.Code{}, nil }, emptied},
		{"listCampaigns", "", "GET", "/campaigns", "", 200, func(_ S, w W) (any, error) { return w.Campaigns(), nil }, furnished},
		{"listCampaigns", "none", "GET", "/campaigns", "", 200, func(S, W) (any, error) { return []callcenter.Campaign{}, nil }, emptied},
		{"putCampaign", "new", "PUT", "/campaigns/1", `{}`, 200, campaignChange("1", callcenter.CampaignChange{}), nil},
		{"putCampaign", "changed", "PUT", "/campaigns/7224", `{"campaign_name":"N","campaign_description":"D","type_campaign":"preview","status":"stopped","skill_id":"1","speed":9,"dial_mode":"strategy","recycled":2,"turbo_dial":true,"last_use":"2030-01-31T09:00:00Z","customers":[{"customer_id":"5","customer_name":"Eva","phones":["1"],"do_not_call":true}]}`, 200,
			campaignChange("7224", callcenter.CampaignChange{
				Name: ptr("N"), Description: ptr("D"), Type: ptr(callcenter.PreviewCampaign), Status: ptr(callcenter.Stopped), SkillID: ptr("1"), Speed: ptr(9), DialMode: ptr("strategy"),
				Recycled: ptr(2), TurboDial: ptr(true), LastUse: &long, Customers: []callcenter.Customer{{ID: "5", Name: "Eva", Phones: []string{"1"}, DoNotCall: true}},
			}), nil},
		{"putCampaign", "a customer nobody can name", "PUT", "/campaigns/7224", `{"customers":[{"customer_id":""}]}`, 422, campaignChange("7224", callcenter.CampaignChange{Customers: []callcenter.Customer{{}}}), nil},
		{"listCallbacks", "", "GET", "/callbacks", "", 200, func(_ S, w W) (any, error) { return w.Callbacks(), nil }, furnished},
		{"listCallbacks", "none", "GET", "/callbacks", "", 200, func(S, W) (any, error) { return []mockserver.Callback{}, nil }, nil},
		{"listRoutingPoints", "", "GET", "/routing_points", "", 200, func(_ S, w W) (any, error) { return w.RoutingPoints(), nil }, furnished},
		{"listRoutingPoints", "none", "GET", "/routing_points", "", 200, func(S, W) (any, error) { return []callcenter.RoutingPoint{}, nil }, emptied},
		{"putRoutingPoint", "new", "PUT", "/routing_points/1", `{}`, 204, func(_ S, w W) (any, error) { return nil, w.PutRoutingPoint("1", callcenter.RoutingPointChange{}) }, nil},
		{"putRoutingPoint", "changed", "PUT", "/routing_points/61196", `{"name":"N","ivr":true,"chat":true,"interaction":false,"crm":true}`, 204, func(_ S, w W) (any, error) {
			return nil, w.PutRoutingPoint("61196", callcenter.RoutingPointChange{Name: ptr("N"), IVR: ptr(true), Chat: ptr(true), Interaction: ptr(false), CRM: ptr(true)})
		}, nil},
		{"lists", "", "GET", "/lists", "", 200, func(_ S, w W) (any, error) { return w.Lists(), nil }, furnished},
		{"lists", "empty", "GET", "/lists", "", 200, func(_ S, w W) (any, error) { return w.Lists(), nil }, emptied},
		{"getAccount", "", "GET", "/account", "", 200, func(_ S, w W) (any, error) { return w.Account(), nil }, nil},
		{"putAccount", "nothing", "PUT", "/account", `{}`, 200, accountChange(mockserver.AccountChange{}), nil},
		{"putAccount", "everything", "PUT", "/account", `{"name":"N","module":false,"call_center":1,"pbx":2,"services":["crm","email"],"acw_limit":"1m30s","used_today":999}`, 200, accountChange(mockserver.AccountChange{
			AccountChange: callcenter.AccountChange{Name: ptr("N"), Module: ptr(false), CallCenter: ptr(1), PBX: ptr(2), Services: []string{"crm", "email"}},
			ACWLimit:      ptr(fault.Duration(90 * time.Second)), UsedToday: ptr(999),
		}), nil},
		{"putAccount", "no services", "PUT", "/account", `{"services":[]}`, 200, accountChange(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Services: []string{}}}), nil},
		{"putAccount", "unknown service", "PUT", "/account", `{"services":["telepathy"]}`, 422, accountChange(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Services: []string{"telepathy"}}}), nil},
		{"putAccount", "too many licences", "PUT", "/account", `{"call_center":1000001}`, 422, accountChange(mockserver.AccountChange{AccountChange: callcenter.AccountChange{CallCenter: ptr(1000001)}}), nil},
		{"putAccount", "too much used", "PUT", "/account", `{"name":"N","used_today":1000000001}`, 422, accountChange(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: ptr("N")}, UsedToday: ptr(1000000001)}), nil},
		{"putAccount", "too long a limit, and nothing is changed", "PUT", "/account", `{"name":"N","acw_limit":"1000000h"}`, 422, accountChange(mockserver.AccountChange{AccountChange: callcenter.AccountChange{Name: ptr("N")}, ACWLimit: ptr(fault.Duration(1000000 * time.Hour))}), nil},

		{"addToken", "used", "POST", "/tokens", `{"token":"new","used_today":7}`, 201, func(_ S, w W) (any, error) { return w.AddToken(mockserver.Token{Token: "new", UsedToday: 7}) }, nil},
		{"addToken", "too much used", "POST", "/tokens", `{"token":"new","used_today":1000000001}`, 422, func(_ S, w W) (any, error) {
			return w.AddToken(mockserver.Token{Token: "new", UsedToday: 1000000001})
		}, nil},
		{"listTokens", "", "GET", "/tokens", "", 200, func(_ S, w W) (any, error) { return w.Tokens(), nil }, nil},
		{"addToken", "", "POST", "/tokens", `{"token":"new","description":"d"}`, 201, func(_ S, w W) (any, error) { return w.AddToken(mockserver.Token{Token: "new", Description: "d"}) }, nil},
		{"addToken", "made up", "POST", "/tokens", ``, 201, func(_ S, w W) (any, error) { return w.AddToken(mockserver.Token{}) }, nil},
		{"addToken", "taken", "POST", "/tokens", `{"token":"of-another"}`, 409, func(_ S, w W) (any, error) { return w.AddToken(mockserver.Token{Token: "of-another"}) }, anotherWorld},
		{"addToken", "of blanks", "POST", "/tokens", `{"token":" "}`, 422, func(_ S, w W) (any, error) { return w.AddToken(mockserver.Token{Token: " "}) }, nil},
		{"removeToken", "", "DELETE", "/tokens?token=" + mockserver.DemoToken, "", 204, func(_ S, w W) (any, error) { return nil, w.RemoveToken(mockserver.DemoToken) }, nil},
		{"removeToken", "unknown", "DELETE", "/tokens?token=none", "", 404, func(_ S, w W) (any, error) { return nil, w.RemoveToken("none") }, nil},

		{"getClock", "", "GET", "/clock", "", 200, func(_ S, w W) (any, error) { return w.Clock(), nil }, nil},
		{"setClock", "set", "PUT", "/clock", `{"action":"set","time":"2030-01-31T09:00:00Z"}`, 200, clockTo(mockserver.ClockChange{Action: "set", Time: long}), nil},
		{"setClock", "freeze", "PUT", "/clock", `{"action":"freeze","time":"2030-01-31T10:00:00+01:00"}`, 200, clockTo(mockserver.ClockChange{Action: "freeze", Time: long}), nil},
		{"setClock", "freeze where it stands", "PUT", "/clock", `{"action":"freeze"}`, 200, clockTo(mockserver.ClockChange{Action: "freeze"}), nil},
		{"setClock", "advance", "PUT", "/clock", `{"action":"advance","duration":"1m30s"}`, 200, clockTo(mockserver.ClockChange{Action: "advance", Duration: fault.Duration(90 * time.Second)}), nil},
		{"setClock", "set to nothing", "PUT", "/clock", `{"action":"set"}`, 422, clockTo(mockserver.ClockChange{Action: "set"}), nil},

		{"listFaults", "", "GET", "/faults", "", 200, func(_ S, w W) (any, error) { return w.Faults(), nil }, faulty},
		{"addFault", "status", "POST", "/faults", `{"operation":"hang","phase":"after","times":3,"status":500,"code":"X","latency":"5ms"}`, 201, faultOf(fault.Fault{Operation: "hang", Phase: fault.After, Times: 3, Status: 500, Code: "X", Latency: fault.Duration(5 * time.Millisecond)}), nil},
		{"addFault", "drop", "POST", "/faults", `{"drop":true}`, 201, faultOf(fault.Fault{Drop: true}), nil},
		{"addFault", "nothing", "POST", "/faults", `{}`, 422, faultOf(fault.Fault{}), nil},
		{"addFault", "unknown operation", "POST", "/faults", `{"operation":"fly","drop":true}`, 422, faultOf(fault.Fault{Operation: "fly", Drop: true}), nil},
		{"clearFaults", "", "DELETE", "/faults", "", 204, func(_ S, w W) (any, error) { w.ClearFaults(); return nil, nil }, faulty},

		{"listGates", "", "GET", "/gates", "", 200, func(_ S, w W) (any, error) { return w.Gates(), nil }, gated},
		{"addGate", "", "POST", "/gates", `{"operation":"hang","times":2}`, 201, func(_ S, w W) (any, error) { return w.AddGate(fault.Gate{Operation: "hang", Times: 2}) }, nil},
		{"addGate", "of everything", "POST", "/gates", ``, 201, func(_ S, w W) (any, error) { return w.AddGate(fault.Gate{}) }, nil},
		{"addGate", "unknown operation", "POST", "/gates", `{"operation":"fly"}`, 422, func(_ S, w W) (any, error) { return w.AddGate(fault.Gate{Operation: "fly"}) }, nil},
		{"awaitGate", "", "GET", "/gates/1?waiting=0", "", 200, func(_ S, w W) (any, error) { return w.AwaitGate(context.Background(), "1", 0) }, gated},
		{"awaitGate", "time is up", "GET", "/gates/1?waiting=1&timeout=1ms", "", 200, func(_ S, w W) (any, error) { return w.AwaitGate(context.Background(), "1", 0) }, gated},
		{"awaitGate", "unknown", "GET", "/gates/9", "", 404, func(_ S, w W) (any, error) { return w.AwaitGate(context.Background(), "9", 0) }, nil},
		{"openGate", "", "POST", "/gates/1/open", "", 204, func(_ S, w W) (any, error) { return nil, w.OpenGate("1") }, gated},
		{"openGate", "unknown", "POST", "/gates/9/open", "", 404, func(_ S, w W) (any, error) { return nil, w.OpenGate("9") }, nil},

		{"listRequests", "all", "GET", "/requests", "", 200, requests(journal.Query{}), busyJournal},
		{"listRequests", "none", "GET", "/requests", "", 200, requests(journal.Query{}), nil},
		{"listRequests", "by operation", "GET", "/requests?operation=hang&limit=2", "", 200, requests(journal.Query{Operation: "hang", Limit: 2}), busyJournal},
		{"listRequests", "by outcome", "GET", "/requests?outcome=no_active_call&agent_id=12989", "", 200, requests(journal.Query{Outcome: "no_active_call", AgentID: "12989"}), busyJournal},
		{"listRequests", "by grade", "GET", "/requests?evidence=example", "", 200, requests(journal.Query{Evidence: openapi.Example}), busyJournal},
		{"clearRequests", "", "DELETE", "/requests", "", 204, func(_ S, w W) (any, error) { w.ClearRequests(); return nil, nil }, busyJournal},
		{"coverage", "", "GET", "/coverage", "", 200, func(_ S, w W) (any, error) { return w.Coverage(), nil }, busyJournal},
	}
}

func created(w *mockserver.World, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return w.View(), nil
}

func TestControl_sameByMethodAndByHTTP(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	goServer, httpServer := mockserver.Run(t), mockserver.Run(t)
	freeze(t, goServer.Default())
	base := goServer.Default().Snapshot()
	c := newCaller(t, httpServer.URL, "")
	reached := map[string]bool{}
	for _, tt := range controlCases(base) {
		reached[tt.operation] = true
		t.Run(tt.operation+" "+tt.what, func(t *testing.T) {
			for _, s := range []*mockserver.Server{goServer, httpServer} {
				for _, w := range s.Worlds() {
					if w != s.Default() {
						ok(t, s.DeleteWorld(w.Name()))
					}
				}
				ok(t, s.Default().Reset())
				ok(t, s.Default().Restore(base))
				if tt.before != nil {
					tt.before(t, s, s.Default())
				}
			}
			path, whole := strings.CutPrefix(tt.path, "//")
			if path = "/" + path; !whole {
				path = "/__admin/worlds/default" + tt.path
			}
			path = strings.ReplaceAll(path, "{ringing}", string(connOf(httpServer.Default(), "12991")))
			want, wrong := tt.call(goServer, goServer.Default())
			got := c.send(ask{method: tt.method, target: path, body: tt.body})
			if got.status != tt.status {
				t.Fatalf("HTTP status %d, want %d\n%s", got.status, tt.status, got.body)
			}
			for _, v := range doc.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), "") {
				t.Errorf("the answer breaks admin.yaml: %v\n%s", v, got.body)
			}
			if wrong != nil {
				mustBeProblem(t, got, wrong)
			} else if diff := cmp.Diff(asJSON(t, want, goServer.URL), asJSON(t, json.RawMessage(got.body), httpServer.URL)); diff != "" {
				t.Errorf("the answer (-Go +HTTP):\n%s", diff)
			}
			if diff := cmp.Diff(worldsAsJSON(t, goServer), worldsAsJSON(t, httpServer)); diff != "" {
				t.Errorf("the worlds (-Go +HTTP):\n%s", diff)
			}
		})
	}
	for _, o := range doc.Operations {
		if !reached[o.Name] && !strings.HasSuffix(o.Name, "Yaml") && !strings.HasSuffix(o.Name, "Json") { // see TestControl_documents
			t.Errorf("no row reaches %s", o.Name)
		}
	}
	for _, s := range []*mockserver.Server{goServer, httpServer} {
		ok(t, s.Default().Reset())
	}
}

// mustBeProblem holds a problem against the error of the method.
func mustBeProblem(t *testing.T, got answer, wrong error) {
	t.Helper()
	var refused *callcenter.Error
	if !errors.As(wrong, &refused) {
		t.Fatalf("the method fails with %#v", wrong)
	}
	var p struct {
		Type, Title, Detail string
		Status              int
	}
	ok(t, json.Unmarshal([]byte(got.body), &p))
	if want := "/problems/" + strings.ReplaceAll(string(refused.Kind), "_", "-"); p.Type != want || p.Detail != refused.Detail || p.Status != got.status || p.Title == "" {
		t.Errorf("the problem is %+v, the method says %s: %s", p, want, refused.Detail)
	}
	if got := got.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("Content-Type %s", got)
	}
}

// asJSON is a value as JSON has it. Where the servers listen does not count.
func asJSON(t *testing.T, v any, url string) any {
	t.Helper()
	b, err := json.Marshal(v)
	if raw, isRaw := v.(json.RawMessage); isRaw {
		b, err = raw, nil
	}
	ok(t, err)
	if len(b) == 0 {
		return nil
	}
	b = bytes.ReplaceAll(b, []byte(url), []byte("http://here"))
	var out any
	ok(t, json.Unmarshal(b, &out))
	return out
}

// worldsAsJSON is all that the worlds hold, but for times of worlds whose clock runs.
func worldsAsJSON(t *testing.T, s *mockserver.Server) any {
	t.Helper()
	all := map[string]any{}
	for _, w := range s.Worlds() {
		sc := sceneOf(t, w)
		if !w.Clock().Frozen {
			sc.Journal = journal.Page{}
		} else {
			all[w.Name()+", whole"] = asJSON(t, w.Snapshot(), s.URL)
		}
		all[w.Name()] = asJSON(t, sc, s.URL)
	}
	return all
}

// The documents are served as they are rendered for where they were reached, without a token and to pages of any origin.
func TestControl_documents(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken("secret"))
	wolkvox, err := openapi.Wolkvox()
	ok(t, err)
	admin, err := openapi.Admin()
	ok(t, err)
	at := func(base string, v openapi.View, f openapi.Format) string {
		b, err := wolkvox.Render(v, f, base)
		ok(t, err)
		return string(b)
	}
	render := func(v openapi.View, f openapi.Format) string { return at(s.URL, v, f) }
	for _, tt := range []struct {
		operation, target, contentType, want string
	}{
		{"openapiYaml", "/openapi.yaml", "application/yaml", render(openapi.ViewPortable, openapi.FormatYAML)},
		{"openapiYaml", "/openapi.yaml?view=portable", "application/yaml", render(openapi.ViewPortable, openapi.FormatYAML)},
		{"openapiYaml", "/openapi.yaml?view=operations", "application/yaml", render(openapi.ViewOperations, openapi.FormatYAML)},
		{"openapiJson", "/openapi.json", "application/json", render(openapi.ViewPortable, openapi.FormatJSON)},
		{"openapiJson", "/openapi.json?view=operations", "application/json", render(openapi.ViewOperations, openapi.FormatJSON)},
		{"adminYaml", "/__admin/openapi.yaml", "application/yaml", string(admin.Source())},
	} {
		a := ask{method: "GET", target: tt.target}
		if tt.operation == "adminYaml" {
			a = a.with("Authorization", "Bearer secret")
		}
		got := newCaller(t, s.URL, "").send(a)
		if got.status != 200 || got.header.Get("Content-Type") != tt.contentType || got.body != tt.want {
			t.Errorf("%s: %d %s, %d bytes, want %d", tt.target, got.status, got.header.Get("Content-Type"), len(got.body), len(tt.want))
		}
		if origin := got.header.Get("Access-Control-Allow-Origin"); (origin == "*") != (tt.operation != "adminYaml") {
			t.Errorf("%s: Access-Control-Allow-Origin is %q", tt.target, origin)
		}
		if v := admin.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), ""); len(v) > 0 {
			t.Errorf("%s: %v", tt.target, v)
		}
	}
	// A container or a proxy is reached by another name than the one that the server knows.
	for _, base := range []string{"http://mock.example:81", "https://mock.example"} {
		got := httptest.NewRecorder()
		s.ServeHTTP(got, httptest.NewRequest(http.MethodGet, base+"/openapi.yaml", nil))
		if got.Body.String() != at(base, openapi.ViewPortable, openapi.FormatYAML) {
			t.Errorf("the first server is not %s, where the caller reached it", base)
		}
	}
}

// What every operation of the control API has in common: an unknown world, an unknown parameter, a body that breaks the
// document. Each row of the table that works is spoilt in these ways.
func TestControl_refusesWhatTheDocumentDoesNotHave(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	freeze(t, s.Default())
	c := newCaller(t, s.URL, "")
	seen := map[string]bool{}
	for _, tt := range controlCases(s.Default().Snapshot()) {
		if seen[tt.operation] || tt.status > 299 || strings.Contains(tt.path, "{") {
			continue
		}
		seen[tt.operation] = true
		path, whole := strings.CutPrefix(tt.path, "//")
		spoilt := map[string]ask{}
		if whole {
			path = "/" + path
		} else {
			spoilt["unknown world"] = ask{method: tt.method, target: "/__admin/worlds/nowhere" + tt.path, body: tt.body}
			path = "/__admin/worlds/default" + tt.path
		}
		glue := "?"
		if strings.Contains(path, "?") {
			glue = "&"
		}
		spoilt["unknown parameter"] = ask{method: tt.method, target: path + glue + "surely_not=1", body: tt.body}
		if doc.Operation(tt.operation).HasBody() {
			spoilt["no JSON"] = ask{method: tt.method, target: path, body: "{"}
			spoilt["a list"] = ask{method: tt.method, target: path, body: "[]"}
			spoilt["null"] = ask{method: tt.method, target: path, body: "null"}
			spoilt["more than one value"] = ask{method: tt.method, target: path, body: tt.body + "{} {}"}
			spoilt["unknown field"] = ask{method: tt.method, target: path, body: strings.Replace(`{"surely_not":1,`+strings.TrimPrefix(tt.body+"}", "{"), ",}", "}", 1)}
			if strings.HasSuffix(tt.body, "}") {
				spoilt["unknown field"] = ask{method: tt.method, target: path, body: strings.Replace(`{"surely_not":1,`+tt.body[1:], ",}", "}", 1)}
			}
		}
		for what, a := range spoilt {
			t.Run(tt.operation+", "+what, func(t *testing.T) {
				got := c.send(a)
				want, words := http.StatusBadRequest, ""
				switch what {
				case "unknown world":
					want, words = http.StatusNotFound, `There is no world \"nowhere\"; there are: default.`
				case "unknown parameter":
					words = "parameter-unknown: query surely_not: expected "
				case "unknown field":
					words = "body-value: body /surely_not: expected only "
				default:
					words = "body-json: body: expected a JSON object"
				}
				if got.status != want || !strings.Contains(got.body, words) {
					t.Errorf("%d, want %d with %s\n%s", got.status, want, words, got.body)
				}
				for _, v := range doc.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), "") {
					t.Errorf("the problem breaks admin.yaml: %v\n%s", v, got.body)
				}
			})
		}
	}
}

// Values that break the document are refused before anything is done.
func TestControl_wrongValues(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	c := newCaller(t, s.URL, "")
	const world = "/__admin/worlds/default"
	for _, tt := range []struct {
		operation, method, target, body, words string
	}{
		{"addFault", "POST", world + "/faults", `{"status":200}`, "body-value: body /status"},
		{"addFault", "POST", world + "/faults", `{"drop":true,"times":0}`, "body-value: body /times"},
		{"addFault", "POST", world + "/faults", `{"drop":true,"phase":"during"}`, `body-value: body /phase: expected one of before, after`},
		{"addFault", "POST", world + "/faults", `{"drop":"yes"}`, "body-value: body /drop: expected a boolean"},
		{"addGate", "POST", world + "/gates", `{"times":0}`, "body-value: body /times"},
		{"setClock", "PUT", world + "/clock", `{"action":"stop"}`, "body-value: body /action"},
		{"setClock", "PUT", world + "/clock", `{}`, "parameter-missing: body /action"},
		{"setClock", "PUT", world + "/clock", `{"action":"set","time":"noon"}`, "body-value: body /time"},
		{"arrive", "POST", world + "/calls", `{"agent_id":"12991","type":"inbound"}`, "parameter-missing: body /phone"},
		{"arrive", "POST", world + "/calls", `{"agent_id":"12991","phone":"1","type":"auxiliary"}`, "body-value: body /type"},
		{"putAgent", "PUT", world + "/agents/ana", `{}`, "parameter-value: path agent_id"},
		{"putAgent", "PUT", world + "/agents/12991", ``, "body-json: body"},
		{"removeToken", "DELETE", world + "/tokens", ``, "parameter-missing: query token"},
		{"listRequests", "GET", world + "/requests?limit=0", ``, "parameter-value: query limit"},
		{"listRequests", "GET", world + "/requests?limit=many", ``, "parameter-value: query limit"},
		{"listRequests", "GET", world + "/requests?evidence=sure", ``, "parameter-value: query evidence"},
		{"listRequests", "GET", world + "/requests?limit=1&limit=2", ``, "parameter-repeated: query limit"},
		{"awaitGate", "GET", world + "/gates/1?waiting=-1", ``, "parameter-value: query waiting"},
		{"awaitGate", "GET", world + "/gates/1?timeout=1h", ``, "parameter-value: query timeout"},
		{"createWorld", "POST", "/__admin/worlds", `{"name":"a/b"}`, "body-value: body /name"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"server":"42"}}`, "body-value: body /from/server"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"agents":[{"status":"ready"}]}}`, "parameter-missing: body /from/agents/0/agent_id"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"agents":[{"agent_id":"1","call":{"type":"inbound"}}]}}`, "parameter-missing: body /from/agents/0/call/phone"},
		{"putAgent", "PUT", world + "/agents/12991", `{"network":{"latency_ms":"40"}}`, "body-value: body /network/latency_ms"},
		{"putAgent", "PUT", world + "/agents/12991", `{"password":"x"}`, "body-value: body /password"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"status":"Started"}`, "body-value: body /status"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"type_campaign":"manual"}`, "body-value: body /type_campaign"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"speed":-1}`, "body-value: body /speed"},
		{"putCampaign", "PUT", world + "/campaigns/1", `{"customers":[{}]}`, "parameter-missing: body /customers/0/customer_id"},
		{"putRoutingPoint", "PUT", world + "/routing_points/1", `{"ivr":"yes"}`, "body-value: body /ivr"},
		{"putAccount", "PUT", world + "/account", `{"call_center":-1}`, "body-value: body /call_center"},
		{"putAccount", "PUT", world + "/account", `{"used_today":-1}`, "body-value: body /used_today"},
		{"putAccount", "PUT", world + "/account", `{"acw_limit":30}`, "body-value: body /acw_limit"},
		{"addToken", "POST", world + "/tokens", `{"used_today":-1}`, "body-value: body /used_today"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"callbacks":[{"agent_id":"1"}]}}`, "parameter-missing: body /from/callbacks/0/"},
		{"createWorld", "POST", "/__admin/worlds", `{"from":{"dnc":[{"phone":"1","type":"both"}]}}`, "body-value: body /from/dnc/0/type"},
		{"openapiYaml", "GET", "/openapi.yaml?view=mine", ``, "parameter-value: query view"},
	} {
		t.Run(tt.operation+" "+tt.target+" "+tt.body, func(t *testing.T) {
			t.Parallel()
			got := c.send(ask{method: tt.method, target: tt.target, body: tt.body})
			if got.status != http.StatusBadRequest || !strings.Contains(got.body, tt.words) || !strings.Contains(got.body, `"/problems/invalid-request"`) {
				t.Errorf("%d, want 400 with %s\n%s", got.status, tt.words, got.body)
			}
			for _, v := range doc.Operation(tt.operation).CheckReply(got.status, got.header, []byte(got.body), "") {
				t.Errorf("the problem breaks admin.yaml: %v\n%s", v, got.body)
			}
		})
	}
}

func TestControl_pathsAndMethodsThatAreNot(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Admin()
	ok(t, err)
	s := mockserver.Run(t)
	c := newCaller(t, s.URL, "")
	mustBe := func(a ask, status int, kind, words string) {
		t.Helper()
		got := c.send(a)
		if got.status != status || got.header.Get("Content-Type") != "application/problem+json" ||
			!strings.Contains(got.body, `"type": "/problems/`+kind+`"`) || !strings.Contains(got.body, words) {
			t.Errorf("%s %s: %d %s\n%s", a.method, a.target, got.status, got.header.Get("Content-Type"), got.body)
		}
	}
	for _, path := range []string{"/", "/apis", "//api/v2/agentbox.php", "/__admin", "/__admin/", "/__admin/world", "/__admin/worlds/", "/__admin/worlds/default/agents/", "/health/", "/docs", "/__admin/worlds/a%2Fb"} {
		mustBe(ask{method: "GET", target: path}, http.StatusNotFound, "path-unknown", "There is nothing at ")
	}
	for _, o := range doc.Operations {
		path := strings.NewReplacer("{world}", "default", "{agent_id}", "12989", "{conn_id}", "1", "{gate}", "1", "{campaign_id}", "1", "{rp_id}", "1").Replace(o.Path)
		mustBe(ask{method: "PATCH", target: path}, http.StatusMethodNotAllowed, "method-not-allowed", path+" does not take PATCH.")
	}
}

// The control API may be used by any number of clients at once.
func TestControl_byManyAtOnce(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	c := newCaller(t, s.URL, "")
	done := make(chan error)
	for i := range 32 {
		go func() {
			a := ask{method: "PUT", target: fmt.Sprintf("/__admin/worlds/default/agents/%d", 500+i), body: `{"status":"ready"}`}
			got, err := c.try(t.Context(), a)
			if err == nil && got.status != 200 {
				err = errors.New(got.body)
			}
			done <- err
		}()
	}
	for range 32 {
		ok(t, <-done)
	}
	agents, err := s.Default().Agents()
	ok(t, err)
	if len(agents) != 6+32 {
		t.Errorf("%d agents", len(agents))
	}
}

// A name is a name, however it is written in a URL.
func TestControl_namesInURLs(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "A.b-c_1"})
	ok(t, err)
	for _, name := range []string{"A.b-c_1", url.PathEscape("A.b-c_1"), "%41%2Eb-c_1"} {
		if got := newCaller(t, s.URL, "").send(ask{method: "GET", target: "/__admin/worlds/" + name + "/clock"}); got.status != 200 {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}
