package mockserver_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A follower keeps a board up to date by what changes of it, as the console does.
type follower struct {
	board     mockserver.Board
	agents    map[string]mockserver.BoardAgent
	skills    map[string]mockserver.BoardSkill
	campaigns map[string]mockserver.BoardCampaign
}

func (f *follower) take(b mockserver.Board) {
	if b.Whole {
		f.agents, f.skills, f.campaigns = map[string]mockserver.BoardAgent{}, map[string]mockserver.BoardSkill{}, map[string]mockserver.BoardCampaign{}
	}
	f.board = b
	for _, a := range b.Agents {
		f.agents[a.AgentID] = a
	}
	for _, k := range b.Skills {
		f.skills[k.SkillID] = k
	}
	for _, g := range b.Campaigns {
		f.campaigns[g.CampaignID] = g
	}
	for _, id := range b.Gone.Agents {
		delete(f.agents, id)
	}
	for _, id := range b.Gone.Skills {
		delete(f.skills, id)
	}
	for _, id := range b.Gone.Campaigns {
		delete(f.campaigns, id)
	}
}

// whole is the board as it must be now.
func (f *follower) whole() mockserver.Board {
	b := f.board
	b.Whole, b.Gone = true, mockserver.BoardGone{Agents: []string{}, Skills: []string{}, Campaigns: []string{}}
	b.Agents, b.Skills, b.Campaigns = values(f.agents), values(f.skills), values(f.campaigns)
	return b
}

// values are those of a map, by its keys.
func values[V any](m map[string]V) []V {
	all := []V{}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		all = append(all, m[key])
	}
	return all
}

// Whatever happens, a whole board and what has changed of it since are the whole board of now.
func TestBoard_deltas(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for seed := range uint64(6) {
		t.Run(strconv.Itoa(int(seed)), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 0))
			w := newWorld(t, s)
			acts := boardActs(t, s, w, r)
			var f follower
			f.take(w.Board())
			var done []string
			for range 500 {
				name := slices.Sorted(maps.Keys(acts))[r.IntN(len(acts))]
				acts[name]()
				if done = append(done, name); r.IntN(3) > 0 {
					continue
				}
				b, some := w.BoardAfter(f.board.Seq)
				want := w.Board()
				if some {
					f.take(b)
				} else { // what nobody is told of waits for what comes next
					f.board.States, f.board.Counters, f.board.Seq = want.States, want.Counters, want.Seq
				}
				got := f.whole()
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("after %q (-whole +followed):\n%s", done, diff)
				}
				done = nil
			}
		})
	}
}

// boardActs are things that happen in a world, of which some are refused.
func boardActs(t *testing.T, s *mockserver.Server, w *mockserver.World, r *rand.Rand) map[string]func() {
	agents := []string{"12987", "12988", "12989", "12990", "12991", "12992", "20001"}
	skills := []string{"4012", "4001", "5001"}
	campaigns := []string{"7224", "7225"}
	pick := func(all []string) string { return all[r.IntN(len(all))] }
	conn := func() string {
		if calls := w.Calls(); len(calls) > 0 {
			return calls[len(calls)-1-r.IntN(min(8, len(calls)))].ID
		}
		return "none"
	}
	send := func(a func() ask) func() { return func() { direct(s, w.Token(), a()) } }
	return map[string]func(){
		"arrive at a skill": func() {
			_, _ = w.Arrive(mockserver.Arrival{Type: mockserver.Inbound, SkillID: pick(skills), Phone: "1"})
		},
		"arrive at an agent": func() {
			_, _ = w.Arrive(mockserver.Arrival{Type: mockserver.Inbound, AgentID: pick(agents), SkillID: pick(skills), Phone: "2"})
		},
		"arrive of a campaign": func() {
			_, _ = w.Arrive(mockserver.Arrival{
				Type: mockserver.Predictive, AgentID: pick(agents), CampaignID: pick(campaigns), CustomerID: pick([]string{"1", "2"}),
				Answered: r.IntN(2) == 0,
			})
		},
		"answer":            func() { _, _ = w.Answer(conn()) },
		"customer hangs up": func() { _, _ = w.CustomerHangUp(conn()) },
		"log in":            func() { _, _ = w.Login(pick(agents)) },
		"log out":           func() { _, _ = w.Logout(pick(agents)) },
		"pass": func() {
			pass(t, w, time.Duration(1+r.IntN(40))*time.Second)
		},
		"a day passes": func() {
			if r.IntN(10) == 0 {
				pass(t, w, 24*time.Hour)
			}
		},
		"back": func() {
			if r.IntN(10) == 0 {
				ok(t, w.SetTime(w.Clock().Time.Add(-24*time.Hour)))
			}
		},
		"put agent": func() {
			_, _ = w.PutAgent(pick(agents), mockserver.AgentChange{
				Name: ptr(strconv.Itoa(r.IntN(3))), Enabled: ptr(r.IntN(3) > 0), Manual: ptr(r.IntN(2) == 0),
			})
		},
		"put status": func() { _, _ = w.PutAgent(pick(agents), mockserver.AgentChange{Status: ptr(mockserver.StatusReady)}) },
		"delete agent": func() {
			if r.IntN(8) == 0 {
				_ = w.DeleteAgent(pick(agents))
			}
		},
		"put state": func() { _, _ = w.PutState(pick([]string{"101", "102", "109"}), strconv.Itoa(r.IntN(3))) },
		"put skill": func() {
			id := pick(skills)
			_, _ = w.PutSkill(id, mockserver.SkillSetup{SkillChange: mockserver.SkillChange{Name: ptr(id + strconv.Itoa(r.IntN(3)))}})
		},
		"put members": func() {
			members := map[string]string{}
			for range r.IntN(4) {
				members[pick(agents)] = "1"
			}
			_, _ = w.PutSkill(pick(skills), mockserver.SkillSetup{Members: members})
		},
		"delete skill": func() {
			if r.IntN(8) == 0 {
				_ = w.DeleteSkill(pick(skills))
			}
		},
		"put campaign": func() {
			_, _ = w.PutCampaign(pick(campaigns), mockserver.CampaignChange{
				Status:    ptr([]callcenter.CampaignStatus{callcenter.Started, callcenter.Stopped}[r.IntN(2)]),
				Customers: []mockserver.Customer{{ID: pick([]string{"1", "2", "3"})}},
			})
		},
		"acw limit": func() {
			_, _ = w.PutAccount(mockserver.AccountChange{ACWLimit: ptr(time.Duration(r.IntN(30)) * time.Second), RingTimeout: ptr(20 * time.Second)})
		},
		"reset": func() {
			if r.IntN(30) == 0 {
				ok(t, w.Reset())
			}
		},
		"restore": func() {
			if r.IntN(30) == 0 {
				ok(t, w.Restore(w.Snapshot()))
			}
		},
		"clear requests": w.ClearRequests,
		"hang":           send(func() ask { return box("hang", "agent_id="+pick(agents)) }),
		"change status": send(func() ask {
			return box("change_status", "status="+pick([]string{"ready", "101", "102", "logout"})+"&agent_id="+pick(agents))
		}),
		"dial":     send(func() ask { return box("dial", "customer_phone=3000000001&agent_id="+pick(agents)) }),
		"transfer": send(func() ask { return box("transfer", "customer_phone="+pick(agents)+"&agent_id="+pick(agents)) }),
		"mute":     send(func() ask { return box("mute", "agent_id="+pick(agents)) }),
		"hold":     send(func() ask { return box("hold", "agent_id="+pick(agents)) }),
		"disable":  send(func() ask { return conf("disable_agent", fmt.Sprintf(`{"agent_id":%q}`, pick(agents))) }),
		"create agent": send(func() ask {
			return conf("create_agent", `{"agent_dni":"1","agent_name":"Eva","agent_sso":"","password":""}`)
		}),
		"create skill": send(func() ask { return conf("create_skill", `{"skill_name":"New"}`) }),
		"add to skill": send(func() ask {
			return conf("add_agents_skill", fmt.Sprintf(`{"skill_id":%q,"agent_id":%q,"expertise":"1"}`, pick(skills), pick(agents)))
		}),
		"remove of skill": send(func() ask {
			return conf("remove_agents_skill", fmt.Sprintf(`{"skill_id":%q,"agent_id":%q}`, pick(skills), pick(agents)))
		}),
		"recall": send(func() ask {
			return box("recall", "id_camp=7224&id_customer=1&telefono=3000000001&rellamada=20231115101520&recall_style="+pick([]string{"auto", "manual"})+"&agent_id="+pick(agents))
		}),
	}
}
