package mockserver_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// Clients that share a world must see one call center: whatever they did at once, there is one order of their requests
// that explains every reply (linearizability). porcupine looks for that order by two sets of rules, floor and books, which
// are written from the document, openapi/admin.yaml and the vendor's pages, and know nothing of package callcenter.
//
// A history is sound when it is for each object by itself (linearizability is local). A transfer couples two agents, so
// the floor is one object; the books are three: the members of a skill, the agents that were created, and the licences
// with the calls of the day.

var (
	linearSeed = flag.Uint64("seed", uint64(time.Now().UnixNano()), "seed of what clients do at random; a failure prints it")
	histories  = flag.Int("histories", 12, "how many histories of the crowd are checked, of some 400 operations each")
)

const (
	crowdClients = 5
	crowdDeeds   = 60 // of each client in each round
	checkTime    = 30 * time.Second
)

// A deed is one request of a client.
type deed struct {
	op         string // a key of deeds
	agent, arg string // what arg means differs: a status, a number, a conn_id, ...
	more       string // the year of a callback; whether an arriving call is answered
	client     int    // of a deed on the licences, which count the calls of each
}

// A sight is what a client saw in the reply: the outcome, the kind of a problem or "done", and what deeds says it shows.
type sight struct{ outcome, value string }

// deeds are what clients do: on which object, by which request, and which fields of a reply are looked at.
var deeds = map[string]struct {
	object, shows string
	ask           ask
}{
	"hang":                 {"floor", "", box("hang", "agent_id=$agent")},
	"change_status":        {"floor", "msg", box("change_status", "agent_id=$agent&status=$arg")},
	"aux_call":             {"floor", "conn_id", box("aux_call", "agent_id=$agent&customer_phone=$arg")},
	"dial":                 {"floor", "conn_id", box("dial", "agent_id=$agent&customer_phone=$arg")},
	"transfer":             {"floor", "conn_id", box("transfer", "agent_id=$agent&customer_phone=$arg")},
	"type":                 {"floor", "conn_id", box("type", "agent_id=$agent&cod_act=900&cod_act_2=B1&comments=x")},
	"hang_type_ready":      {"floor", "", box("hang_type_ready", "agent_id=$agent&cod_act=900&cod_act_2=B1&comments=x")},
	"agent_display":        {"floor", "", box("agent_display", "agent_id=$agent&button=dial&display=$arg")},
	"recall":               {"floor", "", box("recall", "agent_id=$agent&id_camp=7224&id_customer=1&telefono=3000000009&recall_style=$arg&rellamada=$more0101000000")},
	"edit_recall":          {"floor", "", box("edit_recall", "agent_id=$agent&id_camp=7224&id_customer=1&telephone=3000000009&recall_style=$arg&recall=$more0101000000")},
	"delete_recall":        {"floor", "", box("delete_recall", "agent_id=$agent&id_camp=7224&id_customer=1&telephone=3000000009&recall_style=$arg")},
	"disable_agent":        {"floor", "", conf("disable_agent", `{"agent_id":"$agent"}`)},
	"enable_agent":         {"floor", "", conf("enable_agent", `{"agent_id":"$agent"}`)},
	"create_cod_act":       {"floor", "", conf("create_cod_act", `{"type_code":"cod_act1","cod_act":"900","description_cod_act":"Later","hit":"no","rpc":"no","chat":"no","studio":"no","voice":"yes","interactions":"no"}`)},
	"remove_cod_act":       {"floor", "", conf("remove_cod_act", `{"type_code":"cod_act1","cod_act":["900"]}`)},
	"activity_codes":       {"floor", "cod_act", info("activity_codes", "cod_act=900")},
	"add_dnc":              {"floor", "", conf("add_dnc", `{"type_call":"outbound","telephones":["3000000004"]}`)},
	"remove_dnc":           {"floor", "", conf("remove_dnc", `{"type":"outbound","telephones":["3000000004"]}`)},
	"get_dnc":              {"floor", "phone_number", info("get_dnc", "type=all")},
	"real_time_recall":     {"floor", "id_agent type_recall date_recall", live("recall", "type=all")},
	"real_time_agents":     {"floor", "agent_id agent_status", live("agents", "")},
	"read":                 {"floor", "status call enabled hidden", ask{method: "GET", target: "/__admin/worlds/$world/agents/$agent"}},
	"login":                {"floor", "status call enabled hidden", ask{method: "POST", target: "/__admin/worlds/$world/agents/$agent/login"}},
	"logout":               {"floor", "status call enabled hidden", ask{method: "POST", target: "/__admin/worlds/$world/agents/$agent/logout"}},
	"arrive":               {"floor", "conn_id state", ask{method: "POST", target: "/__admin/worlds/$world/calls", body: `{"agent_id":"$agent","phone":"3","type":"$arg","answered":$more}`}},
	"answer":               {"floor", "conn_id state", ask{method: "POST", target: "/__admin/worlds/$world/calls/$arg/answer"}},
	"hangup":               {"floor", "conn_id state", ask{method: "POST", target: "/__admin/worlds/$world/calls/$arg/hangup"}},
	"add_agents_skill":     {"skill", "", conf("add_agents_skill", `{"skill_id":"4001","agent_id":"$agent","expertise":"$arg"}`)},
	"remove_agents_skill":  {"skill", "", conf("remove_agents_skill", `{"skill_id":"4001","agent_id":"$agent"}`)},
	"agents_in_skill":      {"skill", "agent_id expertise", info("agents_in_skill", "skill_id=4001")},
	"create_agent":         {"created", "agent_id", conf("create_agent", `{"agent_dni":"1","agent_name":"Ana","agent_sso":"","agent_pass":"Aa1*"}`)},
	"agents":               {"created", "agent_id", info("agents", "agent=$arg")},
	"edit_licenses":        {"licences", "msg", conf("edit_licenses", `{"call_center":"$arg"}`)},
	"services":             {"licences", "licenses", info("services", "")},
	"token_info":           {"licences", "all_token_today token_limit", info("token_info", "")},
	"spend a call":         {object: "licences"},
	"spend a call on them": {object: "licences"},
}

// A contact is the state of the rules. Each object has a part of its own.
type contact struct {
	floor
	books
}

// linear is the model that starts with a state.
func linear(start contact) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return start },
		Step: func(state, in, out any) (bool, any) {
			c, d, saw := state.(contact), in.(deed), out.(sight)
			var want sight
			if deeds[d.op].object == "floor" {
				want, c.floor = c.floor.after(d, saw)
			} else {
				want, c.books = c.books.after(d)
			}
			return want == saw, c
		},
	}
}

// A crowd is the clients of one world, with the history of what they did and saw.
type crowd struct {
	t       testing.TB
	world   *mockserver.World
	clients []*caller
	start   contact
	began   time.Time

	mu      sync.Mutex
	history []porcupine.Operation
	conns   []string // calls that some client knows of
}

// newCrowd makes a world with an agent on a predictive call, one on an inbound call and one in Ready, one licence, of whose
// calls so many are spent, and clients with a token each.
func newCrowd(t testing.TB, s *mockserver.Server, spent int) *crowd {
	w, err := s.CreateWorld(mockserver.WorldSpec{From: &mockserver.Seed{
		Account: &callcenter.AccountChange{CallCenter: ptr(1)},
		States:  []callcenter.AuxState{{ID: "101", Description: "Active breaks"}, {ID: "102", Description: "Lunch"}},
		Skills:  []seed.Skill{{SkillID: "4001"}},
		Agents: []seed.Agent{
			{AgentID: extensions[0], Status: "talk", Call: &seed.Call{Type: "predictive", Phone: "3000000001"}},
			{AgentID: extensions[1], Status: "talk", Call: &seed.Call{Type: "inbound", Phone: "3000000002"}},
			{AgentID: extensions[2], Status: "ready"},
		},
		ActivityCodes: []seed.Code{{Group: callcenter.Group2, ID: "B1"}},
		Campaigns:     []seed.Campaign{{CampaignID: "7224", CampaignChange: callcenter.CampaignChange{Customers: []callcenter.Customer{{ID: "1"}}}}},
	}})
	ok(t, err)
	freeze(t, w) // the day must not end
	_, err = w.PutAccount(mockserver.AccountChange{UsedToday: &spent})
	ok(t, err)
	c := &crowd{t: t, world: w, began: time.Now(), start: contact{books: books{licences: 1, spent: spent}}}
	for i := range c.start.at {
		conn := string(connOf(w, extensions[i]))
		c.start.at[i] = seat{status: []string{"talk", "talk", "ready"}[i], conn: conn, predictive: i == 0}
		if conn != "" {
			c.conns = append(c.conns, conn)
		}
	}
	for range crowdClients {
		c.clients = append(c.clients, another(t, w))
	}
	return c
}

// do lets a client do something and enters it in the history. What it shows of the calls of the day is an operation of its
// own. Other clients hear of a call once its reply is there.
func (c *crowd) do(client int, d deed) {
	fill := strings.NewReplacer("$world", c.world.Name(), "$agent", d.agent, "$arg", d.arg, "$more", d.more).Replace
	a := deeds[d.op].ask
	a.target, a.body = fill(a.target), fill(a.body)
	call := int64(time.Since(c.began))
	got, err := c.clients[client].try(c.t.Context(), a)
	back := int64(time.Since(c.began))
	if err != nil {
		c.t.Errorf("%v: %v", d, err)
		return
	}
	saw := see(c.t, d, got)
	c.mu.Lock()
	defer c.mu.Unlock()
	enter := func(d deed, saw sight) {
		c.history = append(c.history, porcupine.Operation{ClientId: client, Input: d, Call: call, Output: saw, Return: back})
	}
	if !strings.HasPrefix(a.target, "/__admin/") && !strings.HasPrefix(a.target, agentbox) { // these are free (documented)
		spend := deed{op: "spend a call", client: client}
		if deeds[d.op].object == "licences" {
			spend.op, d.client = "spend a call on them", client
		}
		if saw.outcome == "token_limit_exceeded" {
			enter(spend, saw)
			return
		}
		enter(spend, sight{outcome: "accepted"})
	}
	enter(d, saw)
	if conn := saw.conn(); conn != "" && makesCall[d.op] {
		c.conns = append(c.conns, conn)
	}
}

var makesCall = map[string]bool{"aux_call": true, "dial": true, "transfer": true, "arrive": true}

// conn is the conn_id in the reply of what makes a call.
func (s sight) conn() string {
	conn, _, _ := strings.Cut(s.value, " ")
	return conn
}

// see reads a reply: of each of its records, or of the one that it is, the fields that count.
func see(t testing.TB, d deed, got answer) sight {
	var reply map[string]any
	if err := json.Unmarshal([]byte(got.body), &reply); err != nil {
		t.Errorf("%v: %v in %s", d, err, got.body)
	}
	saw := sight{outcome: got.outcome()}
	if kind, is := reply["type"].(string); is && saw.outcome == "" && got.status >= 300 {
		saw.outcome = strings.ReplaceAll(strings.TrimPrefix(kind, "/problems/"), "-", "_")
	}
	saw.outcome = cmp.Or(saw.outcome, "done")
	if got.status >= 300 {
		return saw
	}
	records := []any{reply}
	switch data := reply["data"].(type) {
	case []any:
		records = data
	case map[string]any:
		records = []any{data}
	}
	var all []string
	for _, r := range records {
		var values []string
		for _, name := range strings.Fields(deeds[d.op].shows) {
			value := fmt.Sprint(r.(map[string]any)[name])
			values = append(values, strings.NewReplacer("<nil>", "", "[]", "").Replace(value)) // absent, none
		}
		all = append(all, strings.Join(values, " "))
	}
	saw.value = strings.Join(all, ",")
	return saw
}

// anyDeed draws what a client does. It prefers what keeps the floor busy, for an idle floor only refuses.
func (c *crowd) anyDeed(r *rand.Rand) deed {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	d := deed{agent: pick(extensions...), op: pick(
		"hang", "hang", "change_status", "change_status", "change_status", "aux_call", "aux_call", "transfer", "transfer", "transfer",
		"dial", "dial", "disable_agent", "enable_agent", "enable_agent", "login", "login", "logout", "arrive", "arrive", "arrive",
		"answer", "answer", "hangup", "read", "read", "type", "type", "type", "hang_type_ready", "hang_type_ready", "agent_display",
		"recall", "edit_recall", "edit_recall", "delete_recall", "delete_recall", "real_time_recall", "create_cod_act", "create_cod_act",
		"remove_cod_act", "activity_codes", "add_dnc", "remove_dnc", "remove_dnc", "get_dnc", "real_time_agents", "real_time_agents",
		"add_agents_skill", "add_agents_skill", "remove_agents_skill", "remove_agents_skill", "agents_in_skill", "agents_in_skill",
		"create_agent", "create_agent", "agents", "edit_licenses", "services", "token_info",
	)}
	if r.IntN(40) == 0 && deeds[d.op].object == "floor" {
		d.agent = "99999" // nobody's
	}
	switch d.op {
	case "change_status":
		d.arg = pick("ready", "ready", "ready", "101", "102", "logout", "acw")
	case "aux_call", "dial":
		d.arg = "3000000004"
	case "agent_display":
		d.arg = pick("show", "hide")
	case "recall", "edit_recall", "delete_recall":
		d.arg, d.more = pick("auto", "manual"), pick("2098", "2099")
	case "transfer":
		d.arg = pick(append(extensions, "99999", "3000000005")...)
	case "arrive":
		d.arg, d.more = pick("inbound", "predictive", "predictive", "manual"), pick("true", "false")
	case "answer", "hangup":
		d.arg = noCall
		c.mu.Lock()
		if n := len(c.conns); r.IntN(20) > 0 {
			d.arg = c.conns[n-1-r.IntN(min(n, 4))] // an older one has ended
		}
		c.mu.Unlock()
	case "add_agents_skill":
		d.arg = pick("1", "2", "3")
	case "agents":
		d.arg = fmt.Sprint(10_000 + r.IntN(20))
	case "edit_licenses":
		d.arg = pick("1", "2")
	}
	return d
}

// check asks porcupine about each object, and tells the history of one that is not linearizable.
func (c *crowd) check() {
	c.t.Helper()
	if object, history, got := c.unsound(); got != porcupine.Ok {
		for _, op := range history {
			c.t.Logf("%9d to %9d ns, client %d: %+v saw %+v", op.Call, op.Return, op.ClientId, op.Input, op.Output)
		}
		c.t.Fatalf("-seed=%d: the history of the %s is %s; it began with %+v", *linearSeed, object, got, c.start)
	}
}

// unsound is an object whose history is not linearizable, or took too long to check; all are when the result is Ok.
func (c *crowd) unsound() (object string, history []porcupine.Operation, result porcupine.CheckResult) {
	slices.SortFunc(c.history, func(a, b porcupine.Operation) int { return cmp.Compare(a.Call, b.Call) })
	byObject := map[string][]porcupine.Operation{}
	for _, op := range c.history {
		object := deeds[op.Input.(deed).op].object
		byObject[object] = append(byObject[object], op)
	}
	for object, history := range byObject {
		if got := porcupine.CheckOperationsTimeout(linear(c.start), history, checkTime); got != porcupine.Ok {
			return object, history, got
		}
	}
	return "", nil, porcupine.Ok
}

// act lets all clients do anything at once, and then has a look at the agents.
func (c *crowd) act(round int) {
	var wg sync.WaitGroup
	for client := range crowdClients {
		r := rand.New(rand.NewPCG(*linearSeed, uint64(round*crowdClients+client)))
		wg.Go(func() {
			for range crowdDeeds {
				c.do(client, c.anyDeed(r))
			}
		})
	}
	wg.Wait()
	for _, agent := range extensions {
		c.do(0, deed{op: "read", agent: agent})
	}
}

// leave gives back what the crowd has taken.
func (c *crowd) leave(s *mockserver.Server) {
	for _, client := range c.clients {
		client.http.CloseIdleConnections()
	}
	ok(c.t, s.DeleteWorld(c.world.Name()))
}

// TestLinearizable lets a crowd do anything at once, in some rounds until the calls of the day are spent. The seed repeats
// what the clients do, not how the machine mixes it.
func TestLinearizable(t *testing.T) {
	t.Logf("-seed=%d", *linearSeed)
	s := mockserver.Run(t)
	missing := slices.Concat(floorOutcomes, booksOutcomes)
	operations := 0
	for round := 0; round < *histories || len(missing) > 0 && round < 20**histories; round++ { // some outcomes are rare
		c := newCrowd(t, s, []int{0, 940, 890}[round%3])
		c.act(round)
		ok(t, c.world.Snapshot().Center.Check())
		made := map[string]bool{}
		for _, op := range c.history {
			d, saw := op.Input.(deed), op.Output.(sight)
			missing = slices.DeleteFunc(missing, func(outcome string) bool { return outcome == d.op+" "+saw.outcome })
			if conn := saw.conn(); conn != "" && makesCall[d.op] {
				if made[conn] {
					t.Errorf("-seed=%d: the conn_id %s was given twice", *linearSeed, conn)
				}
				made[conn] = true
			}
		}
		c.check()
		c.leave(s)
		operations += len(c.history)
	}
	t.Logf("%d operations in checked histories", operations)
	if len(missing) > 0 {
		t.Errorf("-seed=%d: the crowd never reached %q", *linearSeed, missing)
	}
}

// A server that loses a change, or shows what was, is found out.
func TestLinearizable_aBrokenServerIsCaught(t *testing.T) {
	for name, breakIt := range map[string]func(*mockserver.Server, *crowd){
		"a change is lost": func(s *mockserver.Server, _ *crowd) { s.Break("change_status", func() error { return nil }) },
		"a read is stale": func(_ *mockserver.Server, c *crowd) {
			stale := &staleReads{next: http.DefaultTransport, last: map[string][]byte{}}
			for _, client := range c.clients {
				client.http.Transport = stale
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := mockserver.Run(t)
			c := newCrowd(t, s, 0)
			breakIt(s, c)
			c.act(0)
			if _, _, got := c.unsound(); got != porcupine.Illegal {
				t.Errorf("-seed=%d: the history is %s", *linearSeed, got)
			}
		})
	}
}

// staleReads answers a read of an agent with what the one before it was answered.
type staleReads struct {
	next http.RoundTripper

	mu   sync.Mutex
	last map[string][]byte // by path
}

func (s *staleReads) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.next.RoundTrip(r)
	if err != nil || r.Method != http.MethodGet || !strings.Contains(r.URL.Path, "/agents/") {
		return res, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	old, again := s.last[r.URL.Path]
	if s.last[r.URL.Path] = body; again {
		body = old
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return res, err
}
