package mockserver_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// The configuration has states of its own, which do not meet: who is in a skill, which extensions there are, and the
// licences with the calls of the day. Each is an object, and a history is sound when it is for each object (linearizability
// is local). A request that spends a call and then does something is one operation on each of two objects: the calls are
// counted when it is accepted, and the rest happens when it is handled.

// A setting is one operation on an object of the configuration.
type setting struct {
	object, op, arg string
	by              int // on theLicence: the clerk, who spends a call first
}

// A settled is what was seen of it.
type settled struct{ outcome, value string }

// The objects.
const (
	theSkill   = "skill"      // the members of skill 4001
	theAgents  = "extensions" // which agents were created
	theLicence = "licences"   // the number of licences, and the calls of the day
)

// configuration is the state of an object; each object has fields of its own.
type configuration struct {
	expertise       [3]string // of each agent; "" is not in the skill
	created         int       // agents
	licences, spent int
	accepted        [crowdClients]bool // a call of this clerk is spent, and still to be handled
}

// settingAfter says what an operation must show, and what it leaves behind.
func settingAfter(c configuration, in setting, saw settled) (settled, configuration) {
	agent := strings.Index("123", in.arg[:min(1, len(in.arg))])
	if in.object == theLicence && in.op != "spend" {
		if !c.accepted[in.by] {
			return settled{outcome: "not accepted yet"}, c
		}
		c.accepted[in.by] = false
	}
	switch in.op {
	case "add_agents_skill": // once more gives another expertise (Q-ADD-AGENT-SKILL-DUP)
		c.expertise[agent] = in.arg[2:]
		return settled{outcome: "agent_added_to_skill"}, c
	case "remove_agents_skill": // Q-REMOVE-AGENT-SKILL-ABSENT
		if c.expertise[agent] == "" {
			return settled{outcome: "agent_not_in_skill"}, c
		}
		c.expertise[agent] = ""
		return settled{outcome: "agent_removed_from_skill"}, c
	case "agents_in_skill":
		var all []string
		for i, e := range c.expertise {
			if e != "" {
				all = append(all, fmt.Sprint(i+1, " ", e))
			}
		}
		if all == nil {
			return settled{outcome: "none_found"}, c
		}
		return settled{"agents_in_skill_found", strings.Join(all, ",")}, c

	case "create_agent": // ids are unique and follow each other from 10000 (Q-AGENT-ID-FORM)
		c.created++
		return settled{"agent_created", strconv.Itoa(9_999 + c.created)}, c
	case "agents": // of one extension
		if id, _ := strconv.Atoi(in.arg); id-10_000 >= c.created {
			return settled{outcome: "none_found"}, c
		}
		return settled{"agents_found", in.arg}, c

	case "spend": // every call that is not to agentbox; 1000 a day for each licence (documented)
		if c.spent >= c.licences*1000 {
			return settled{outcome: "token_limit_exceeded"}, c
		}
		c.spent++
		c.accepted[in.by] = in.arg == theLicence // what else a call does belongs to another object
		return settled{outcome: "accepted"}, c
	case "edit_licenses": // documented: the reply has the number before
		old := c.licences
		c.licences, _ = strconv.Atoi(in.arg)
		return settled{"call_center_licenses_changed", strconv.Itoa(old)}, c
	case "services":
		return settled{"services_found", strconv.Itoa(c.licences)}, c
	case "token_info":
		return settled{"token_found", fmt.Sprint(c.spent, " of ", c.licences*1000)}, c
	}
	panic("no rule for " + in.op)
}

// ledger is the model of the objects, each by itself.
func ledger(start configuration) porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) (parts [][]porcupine.Operation) {
			at := map[string]int{}
			for _, op := range history {
				object := op.Input.(setting).object
				i, known := at[object]
				if !known {
					i, parts = len(parts), append(parts, nil)
					at[object] = i
				}
				parts[i] = append(parts[i], op)
			}
			return parts
		},
		Init: func() any { return start },
		Step: func(state, in, out any) (bool, any) {
			want, next := settingAfter(state.(configuration), in.(setting), out.(settled))
			return want == out.(settled), next
		},
	}
}

// A clerk sends settings, and keeps the history of all clerks.
type clerk struct {
	*caller
	began   time.Time
	mu      *sync.Mutex
	history *[]porcupine.Operation
}

// settingAsk is the request of a setting.
func settingAsk(in setting) ask {
	agent, expertise, _ := strings.Cut(in.arg, " ")
	switch in.op {
	case "add_agents_skill":
		return conf(in.op, fmt.Sprintf(`{"skill_id":"4001","agent_id":%q,"expertise":%q}`, agent, expertise))
	case "remove_agents_skill":
		return conf(in.op, fmt.Sprintf(`{"skill_id":"4001","agent_id":%q}`, agent))
	case "agents_in_skill":
		return info(in.op, "skill_id=4001")
	case "create_agent":
		return conf(in.op, `{"agent_dni":"1","agent_name":"Ana","agent_sso":"","agent_pass":"Aa1*"}`)
	case "agents":
		return info(in.op, "agent="+in.arg)
	case "edit_licenses":
		return conf(in.op, fmt.Sprintf(`{"call_center":%q}`, in.arg))
	}
	return info(in.op, "")
}

// do sends a setting. What it shows of the calls of the day is an operation of its own; so is what it then did.
func (c clerk) do(client int, in setting) {
	call := int64(time.Since(c.began))
	got, err := c.try(c.t.Context(), settingAsk(in))
	back := int64(time.Since(c.began))
	if err != nil {
		c.t.Error(err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	enter := func(in setting, out settled) {
		*c.history = append(*c.history, porcupine.Operation{ClientId: client, Input: in, Call: call, Output: out, Return: back})
	}
	if got.outcome() == "token_limit_exceeded" {
		enter(setting{theLicence, "spend", in.object, client}, settled{outcome: got.outcome()})
		return
	}
	enter(setting{theLicence, "spend", in.object, client}, settled{outcome: "accepted"})
	in.by = client
	enter(in, settled{got.outcome(), settingValue(c.t, in.op, got)})
}

// settingValue is what a reply says, in the words of settingAfter.
func settingValue(t testing.TB, op string, got answer) string {
	var reply struct {
		Msg  string
		Data []struct{ Agent_ID, Expertise, Licenses, Token_Limit, All_Token_Today string }
	}
	if err := json.Unmarshal([]byte(got.body), &reply); err != nil {
		t.Errorf("%s: %v in %s", op, err, got.body)
	}
	if op == "edit_licenses" { // Change of contact center licenses from 1 to 2
		_, from, _ := strings.Cut(reply.Msg, "from ")
		old, _, _ := strings.Cut(from, " ")
		return old
	}
	var all []string
	for _, r := range reply.Data {
		switch op {
		case "agents_in_skill":
			all = append(all, r.Agent_ID+" "+r.Expertise)
		case "agents", "create_agent":
			all = append(all, r.Agent_ID)
		case "services":
			all = append(all, r.Licenses)
		case "token_info":
			all = append(all, r.All_Token_Today+" of "+r.Token_Limit)
		}
	}
	return strings.Join(all, ",")
}

// newClerks makes a world with three agents, a skill and one licence, of whose calls so many are spent, and clerks with a
// token each. What front gives stands before the server; nil is the server itself.
func newClerks(t testing.TB, s *mockserver.Server, n, spent int, front http.Handler) (*mockserver.World, []clerk, *[]porcupine.Operation) {
	w, err := s.CreateWorld(mockserver.WorldSpec{From: &mockserver.Seed{
		Account: &callcenter.AccountChange{CallCenter: ptr(1)},
		Skills:  []seed.Skill{{SkillID: "4001"}},
		Agents:  []seed.Agent{{AgentID: "1"}, {AgentID: "2"}, {AgentID: "3"}},
	}})
	ok(t, err)
	freeze(t, w) // the day must not end
	_, err = w.PutAccount(mockserver.AccountChange{UsedToday: &spent})
	ok(t, err)
	url, history, mu := s.URL, new([]porcupine.Operation), new(sync.Mutex)
	if front != nil {
		server := httptest.NewServer(front)
		t.Cleanup(server.Close)
		url = server.URL
	}
	var all []clerk
	for range n {
		c := another(t, w)
		c.url = url
		all = append(all, clerk{c, time.Now(), mu, history})
	}
	for i := range all {
		all[i].began = all[0].began
	}
	return w, all, history
}

// set is a setting that nobody has made yet.
func set(object, op, arg string) setting { return setting{object: object, op: op, arg: arg} }

// anySetting draws a setting.
func anySetting(r *rand.Rand) setting {
	agent := strconv.Itoa(1 + r.IntN(3))
	switch r.IntN(12) {
	case 0, 1:
		return set(theSkill, "add_agents_skill", agent+" "+strconv.Itoa(1+r.IntN(3)))
	case 2, 3:
		return set(theSkill, "remove_agents_skill", agent)
	case 4, 5:
		return set(theSkill, "agents_in_skill", "")
	case 6, 7:
		return set(theAgents, "create_agent", "")
	case 8:
		return set(theAgents, "agents", strconv.Itoa(10_000+r.IntN(20)))
	case 9:
		return set(theLicence, "edit_licenses", strconv.Itoa(1+r.IntN(2)))
	case 10:
		return set(theLicence, "services", "")
	}
	return set(theLicence, "token_info", "")
}

// TestLinearizable_configuration lets clerks set anything at once, in some rounds until the calls of the day are spent.
func TestLinearizable_configuration(t *testing.T) {
	t.Logf("-seed=%d", *linearSeed)
	s := mockserver.Run(t)
	reached := map[string]int{}
	for round := 0; round < crowdRounds || len(notSettled(reached)) > 0 && round < 20*crowdRounds; round++ { // some outcomes are rare
		spent := []int{0, 940, 860}[round%3]
		w, clerks, history := newClerks(t, s, crowdClients, spent, nil)
		var wg sync.WaitGroup
		for client, c := range clerks {
			r := rand.New(rand.NewPCG(*linearSeed, uint64(1000+round*crowdClients+client)))
			wg.Go(func() {
				for range crowdMoves {
					c.do(client, anySetting(r))
				}
			})
		}
		wg.Wait()
		checkSettings(t, *history, spent, porcupine.Ok)
		ok(t, w.Snapshot().Center.Check())
		for _, op := range *history {
			reached[op.Input.(setting).op+" "+op.Output.(settled).outcome]++
		}
	}
	if missing := notSettled(reached); len(missing) > 0 {
		t.Errorf("-seed=%d: the clerks never reached %q; they reached %v", *linearSeed, missing, reached)
	}
}

// notSettled are the outcomes that the clerks have to reach, and have not.
func notSettled(reached map[string]int) []string {
	return absent(reached, []string{
		"add_agents_skill agent_added_to_skill", "remove_agents_skill agent_removed_from_skill", "remove_agents_skill agent_not_in_skill",
		"agents_in_skill agents_in_skill_found", "create_agent agent_created", "agents agents_found", "agents none_found",
		"edit_licenses call_center_licenses_changed", "services services_found", "token_info token_found", "spend accepted", "spend token_limit_exceeded",
	})
}

func checkSettings(t *testing.T, history []porcupine.Operation, spent int, want porcupine.CheckResult) {
	t.Helper()
	if got := porcupine.CheckOperationsTimeout(ledger(configuration{licences: 1, spent: spent}), history, checkTime); got != want {
		for _, op := range history {
			t.Logf("%9d to %9d ns, client %d: %+v saw %+v", op.Call, op.Return, op.ClientId, op.Input, op.Output)
		}
		t.Errorf("-seed=%d: the history is %s, want %s", *linearSeed, got, want)
	}
}

// TestLinearizable_configurationCatches shows that the check can fail, with a server that is wrong on purpose.
func TestLinearizable_configurationCatches(t *testing.T) {
	for _, tt := range []struct {
		name   string
		broken func(*mockserver.Server, *mockserver.World) http.Handler
		script [][]setting
	}{
		{"one extension for two agents", twice("create_agent"), [][]setting{{set(theAgents, "create_agent", ""), set(theAgents, "create_agent", "")}}},
		{"one agent leaves a skill twice", twice("remove_agents_skill"), [][]setting{
			{set(theSkill, "add_agents_skill", "1 5")}, {set(theSkill, "remove_agents_skill", "1"), set(theSkill, "remove_agents_skill", "1")},
		}},
		{"licences with a memory", cachedRead, [][]setting{{set(theLicence, "services", "")}, {set(theLicence, "edit_licenses", "2")}, {set(theLicence, "services", "")}}},
		{"calls that are not counted", cachedRead, [][]setting{{set(theLicence, "token_info", "")}, {set(theLicence, "token_info", "")}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := mockserver.Run(t)
			for _, want := range []porcupine.CheckResult{porcupine.Ok, porcupine.Illegal} {
				var front http.Handler
				if want == porcupine.Illegal {
					front = tt.broken(s, nil)
				}
				_, clerks, history := newClerks(t, s, 2, 0, front)
				for _, stage := range tt.script {
					var wg sync.WaitGroup
					for i, in := range stage {
						wg.Go(func() { clerks[i].do(i, in) })
					}
					wg.Wait()
				}
				checkSettings(t, *history, 0, want)
			}
		})
	}
}
