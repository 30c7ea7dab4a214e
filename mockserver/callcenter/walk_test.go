package callcenter

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var seed = flag.Uint64("seed", uint64(time.Now().UnixNano()), "seed of the random walk; a failure prints it")

var notSerialised = cmpopts.IgnoreUnexported(Center{})

// TestWalk does anything, in any order: every step keeps the invariants, a refusal is an *Error, and JSON loses nothing.
func TestWalk(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	r := rand.New(rand.NewPCG(*seed, 0))
	c := New(AuxState{"101", "Active breaks"}, AuxState{"102", "Lunch"})
	now := noon
	used, done := map[string]int{}, map[string]int{}
	for step := range 20_000 {
		now = now.Add(time.Duration(r.IntN(3)) * time.Second)
		what, err := anyOperation(r, c, now)
		if err != nil && kindOf(err) == "" {
			t.Fatalf("-seed=%d, step %d, %s: %v is no *Error", *seed, step, what, err)
		}
		if err := c.Check(); err != nil {
			t.Fatalf("-seed=%d, step %d, after %s: %v", *seed, step, what, err)
		}
		c.TakeMoves(func(m string) { used[m]++ })
		verb, _, _ := strings.Cut(what, " ")
		done[fmt.Sprint(verb, " ", kindOf(err))]++
		if step%50 == 0 {
			c = throughJSON(t, c) // and the walk goes on with the copy
		}
	}
	for _, name := range rowNames {
		if used[name] == 0 {
			t.Errorf("-seed=%d: the walk never used %s", *seed, name)
		}
	}
	for _, want := range configurationOutcomes {
		if done[want] == 0 {
			t.Errorf("-seed=%d: the walk never had %q", *seed, want)
		}
	}
}

func throughJSON(t testing.TB, c *Center) *Center {
	t.Helper()
	b, err := json.Marshal(c)
	ok(t, err)
	back := new(Center)
	ok(t, json.Unmarshal(b, back))
	if diff := cmp.Diff(c, back, notSerialised); diff != "" {
		t.Fatalf("-seed=%d: through JSON (-want +got):\n%s", *seed, diff)
	}
	return back
}

// anyOperation does one thing at random, to agents and calls that may or may not exist.
func anyOperation(r *rand.Rand, c *Center, now time.Time) (what string, err error) {
	agent, other, phone := fmt.Sprint(12989+r.IntN(6)), fmt.Sprint(12989+r.IntN(6)), []string{"3001234567", "", "\xff"}[r.IntN(3)]
	status := []string{"ready", "ready", "logout", "101", "102", "acw", "ring", "nope", ""}[r.IntN(9)]
	call := ConnID("nope")
	if a := c.AgentByID[other]; a != nil && r.IntN(4) > 0 {
		call = a.Call
		if call == "" {
			call = a.LastCall
		}
	}
	if r.IntN(4) == 0 {
		return anyConfiguration(r, c, now, agent, phone)
	}
	switch n := r.IntN(18); n {
	case 0:
		return "hang " + agent, c.Hang(now, agent)
	case 1, 2, 3:
		return "change_status " + agent + " " + status, second(c.ChangeStatus(now, agent, status))
	case 4:
		return "aux_call " + agent, second(c.AuxCall(now, agent, phone))
	case 5:
		return "transfer " + agent + " " + phone, second(c.Transfer(now, agent, phone))
	case 6:
		return "transfer " + agent + " " + other, second(c.Transfer(now, agent, other))
	case 7:
		if r.IntN(10) == 0 {
			return "disable " + agent, c.DisableAgent(agent)
		}
		if r.IntN(5) == 0 {
			return "enable " + agent, c.EnableAgent(agent)
		}
		return "login " + agent, c.Login(now, agent)
	case 8:
		return "logout " + agent, c.Logout(now, agent)
	case 9, 10:
		a := Arrival{AgentID: agent, Phone: phone, Type: []CallType{Inbound, Predictive, Predictive, Manual, Transfer}[r.IntN(5)], Answered: r.IntN(2) == 0, SkillID: []string{"", "", "4001", "7"}[r.IntN(4)]}
		return fmt.Sprintf("arrive %+v", a), second(c.Arrive(now, a))
	case 11:
		return "answer " + string(call), c.Answer(now, call)
	case 12:
		return "customer_hang_up " + string(call), c.CustomerHangUp(now, call)
	case 13:
		return "mute " + agent, c.Mute(now, agent)
	case 14:
		return "hold " + agent, c.Hold(now, agent)
	case 15:
		return "dial " + agent, second(c.Dial(now, agent, phone, phone, agent))
	case 16:
		return "dtmf " + agent + " " + phone, c.SendTones(now, agent, phone)
	default:
		enabled, name := true, agent+phone
		ch := AgentChange{Enabled: &enabled}
		if r.IntN(2) == 0 {
			ch = as(Status(status))
		}
		if r.IntN(4) == 0 {
			ch.Name = &name
		}
		return fmt.Sprintf("put %s %s", agent, status), c.PutAgent(now, agent, ch)
	}
}
