package simulator

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/callcenter"
)

// still has calls to nobody, and no chance in how long things take.
func still(shifts ...Shift) Config {
	return Config{
		Skills: []Skill{{SkillID: "4001", HalfHours: rate(0)}}, HoldShare: ptr(0.0), AgentEnds: ptr(0.0), Shifts: shifts,
		Answer: always(5 * time.Second), Talk: always(time.Minute), WrapUp: always(20 * time.Second), Break: always(10 * time.Minute),
	}
}

// An agent takes whatever call rings, talks, codes it and is Ready.
func TestSimulator_agentWorks(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(), 1, 0)
	f.start()
	k, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Phone: "300"})
	ok(t, err)
	f.observe()
	f.live(eight.Add(time.Hour))
	want := "08:00:00 ring\n08:00:05 talk\n08:01:05 acw\n08:01:25 ready"
	if diff := cmp.Diff(want, f.statuses("1")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if k, err = f.c.Call(k.ID); err != nil || k.Disposition == nil || k.Disposition.Code != "021" || k.EndedBy != callcenter.ByCustomer {
		t.Errorf("%+v, %v: expected it to be coded, and the customer to have hung up", k, err)
	}
}

func TestSimulator_agentEndsCallsToo(t *testing.T) {
	t.Parallel()
	config := still()
	config.AgentEnds = ptr(1.0)
	f := newFloor(t, config, 1, 0)
	f.start()
	k, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Phone: "300"})
	ok(t, err)
	f.observe()
	f.live(eight.Add(time.Hour))
	if k, err = f.c.Call(k.ID); err != nil || k.EndedBy != callcenter.ByAgent {
		t.Errorf("%+v, %v: expected the agent to have hung up", k, err)
	}
}

// A call that is put on hold is as much longer.
func TestSimulator_holds(t *testing.T) {
	t.Parallel()
	config := still()
	config.HoldShare, config.Hold = ptr(1.0), always(30*time.Second)
	f := newFloor(t, config, 1, 0)
	f.start()
	_, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Phone: "300", Answered: true})
	ok(t, err)
	f.observe()
	f.live(eight.Add(time.Hour))
	var got []string
	for _, ch := range f.changes {
		if ch.Event == callcenter.Hold && ch.ConnID != "" || ch.ConnID != "" && ch.To == "ended" {
			got = append(got, ch.At.Sub(eight).String()+" "+string(ch.Event))
		}
	}
	want := []string{"20s hold", "50s hold", "1m30s customer_hang_up"}
	if len(got) < 3 || !slices.Equal(got[:3], want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What somebody else has coded stays so.
func TestSimulator_keepsCodes(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(), 1, 0)
	ok(t, f.c.CreateCode(callcenter.Group1, "099", callcenter.CodeChange{}))
	f.s.Config.Codes = []CodeShare{{Code: "021", Weight: 1}}
	f.start()
	k, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Phone: "300", Answered: true})
	ok(t, err)
	_, err = f.c.Type(eight, "1", "099", "", "")
	ok(t, err)
	f.observe()
	f.live(eight.Add(time.Hour))
	if k, err = f.c.Call(k.ID); err != nil || k.Disposition.Code != "099" {
		t.Errorf("%+v, %v: expected the code that was given", k.Disposition, err)
	}
}

// Whoever is in a shift comes, has breaks and goes, some minutes after the hour; whoever somebody has logged out comes back with
// the next one.
func TestSimulator_shift(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(Shift{
		From: TimeOfDay(9 * time.Hour), To: TimeOfDay(17 * time.Hour), Agents: []string{"1", "2"},
		Breaks: []Break{{"101", callcenter.Duration(2 * time.Hour), callcenter.Duration(10 * time.Minute)},
			{"102", callcenter.Duration(4 * time.Hour), callcenter.Duration(30 * time.Minute)}},
	}), 2, 0)
	f.put("1", "logout")
	f.put("2", "logout")
	f.start()
	f.live(eight.Add(8 * time.Hour))
	if err := f.c.Logout(f.now(), "2"); err != nil { // at four
		t.Fatal(err)
	}
	f.observe()
	f.live(eight.Add(26 * time.Hour))
	times := func(id string) (out []string) {
		for line := range strings.SplitSeq(f.statuses(id), "\n") {
			out = append(out, line)
		}
		return out
	}
	for _, want := range []struct {
		id, pattern string
	}{
		{"1", "09:0 ready, 10:-11: 101, ready, 12:-13: 102, ready, 17:0 logout, 09:0 ready"},
		{"2", "09:0 ready, 10:-11: 101, ready, 12:-13: 102, ready, logout, 09:0 ready"},
	} {
		got := times(want.id)
		if len(got) != len(strings.Split(want.pattern, ", ")) {
			t.Errorf("agent %s: got %q, want %s", want.id, got, want.pattern)
			continue
		}
		for i, one := range strings.Split(want.pattern, ", ") {
			hour, status, timed := strings.Cut(one, " ")
			if !timed {
				status, hour = hour, ""
			}
			from, to, ranged := strings.Cut(hour, "-")
			in := strings.HasPrefix(got[i], from) || ranged && strings.HasPrefix(got[i], to)
			if !strings.HasSuffix(got[i], " "+status) || !in {
				t.Errorf("agent %s: %d is %q, want %s", want.id, i, got[i], one)
			}
		}
	}
	if f.agent("2").Status != "ready" {
		t.Errorf("agent 2 is %s on the next day", f.agent("2").Status)
	}
}

// A shift over midnight is one shift, and who begins within one begins at once, without the breaks that are over.
func TestSimulator_nightShift(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(Shift{
		From: TimeOfDay(22 * time.Hour), To: TimeOfDay(6 * time.Hour), Agents: []string{"1"},
		Breaks: []Break{{"101", callcenter.Duration(time.Hour), callcenter.Duration(10 * time.Minute)}},
	}), 1, 0)
	f.put("1", "logout")
	f.s.Config.Begins = ptr(TimeOfDay(2 * time.Hour))
	f.start()
	f.live(eight.Add(5 * time.Hour)) // the simulated day goes on from 02:00
	got := strings.Split(f.statuses("1"), "\n")
	if len(got) != 2 || got[0] != "08:00:00 ready" || !strings.HasPrefix(got[1], "12:0") || !strings.HasSuffix(got[1], " logout") {
		t.Errorf("got %q", got)
	}
}

// A disabled agent does not come; it is looked for again.
func TestSimulator_disabled(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(Shift{From: TimeOfDay(7 * time.Hour), To: TimeOfDay(17 * time.Hour), Agents: []string{"1"}}), 1, 0)
	f.put("1", "logout")
	ok(t, f.c.DisableAgent("1"))
	f.start()
	f.live(eight.Add(time.Hour))
	if got := f.agent("1").Status; got != "logout" {
		t.Fatalf("a disabled agent is %s", got)
	}
	ok(t, f.c.EnableAgent("1"))
	f.live(eight.Add(time.Hour + lookAgain))
	if got := f.agent("1").Status; got != "ready" {
		t.Errorf("an agent who is enabled again is %s", got)
	}
}

// Customers who wait give up, those who talk do not.
func TestSimulator_patience(t *testing.T) {
	t.Parallel()
	config := still()
	config.Skills[0].HalfHours, config.Skills[0].Patience = rate(300), ptr(callcenter.Duration(20*time.Second))
	f := newFloor(t, config, 1, 0)
	f.start()
	f.each = func(what string) {
		if last := f.changes[len(f.changes)-1]; what == StepGiveUp && last.To == "acw" {
			t.Errorf("a customer who talks gives up: %+v", last)
		}
	}
	f.live(eight.Add(time.Hour))
	events := map[string]int{}
	for _, ch := range f.changes {
		if ch.ConnID != "" && ch.To == "ended" {
			events[ch.From]++
		}
	}
	if events["queued"] < 400 || events["active"] < 30 || events["ringing"] == 0 {
		t.Errorf("ended from %v: expected most to give up in the queue, some while it rings, and the agent to be busy", events)
	}
	for id := range f.s.Customers {
		if k, err := f.c.Call(id); err != nil || k.State == callcenter.Ended {
			t.Errorf("customer %s is kept, and the call is over", id)
		}
	}
}

// A campaign goes through its records, then through those that it has not reached, then through all.
func TestSimulator_records(t *testing.T) {
	t.Parallel()
	config := still()
	config.Campaigns = []Campaign{{CampaignID: "7001"}}
	f := newFloor(t, config, 3, 12)
	_, err := f.c.BlockRecords("7001", []string{"5"})
	ok(t, err)
	f.start()
	called := map[string]int{}
	recycledAt := map[int]map[string]int{}
	f.each = func(what string) {
		if what != StepDial {
			return
		}
		for _, ch := range f.changes {
			if ch.ConnID != "" && ch.From == "" {
				k, err := f.c.Call(ch.ConnID)
				ok(t, err)
				called[k.CustomerID]++
				g, err := f.c.CampaignSummary("7001")
				ok(t, err)
				if recycledAt[g.Recycled] == nil {
					recycledAt[g.Recycled] = map[string]int{}
				}
				recycledAt[g.Recycled][k.CustomerID]++
			}
		}
		f.changes = f.changes[:0]
	}
	f.live(eight.Add(2 * time.Hour))
	if called["5"] > 0 {
		t.Error("the record that must not be called was")
	}
	if len(recycledAt[0]) != 11 {
		t.Errorf("in the first round %v: expected each of the 11 records once", recycledAt[0])
	}
	for round, records := range recycledAt {
		for id, n := range records {
			if n > 1 {
				t.Errorf("round %d: record %s was called %d times", round, id, n)
			}
		}
	}
	if n := len(recycledAt[1]); n == 0 || n >= 11 {
		t.Errorf("in the second round %v: expected some of the records", recycledAt[1])
	}
	whole := 0
	for round, records := range recycledAt {
		if round > 0 && len(records) == 11 {
			whole++
		}
	}
	if whole == 0 {
		t.Errorf("in no round but the first all were called: %v", recycledAt)
	}
}

// Nobody who is not Ready gets a call of a campaign, and it dials at its hours only, and while it is started.
func TestSimulator_campaignHours(t *testing.T) {
	t.Parallel()
	config := still()
	config.Campaigns = []Campaign{{
		CampaignID: "7001", From: ptr(TimeOfDay(9 * time.Hour)), To: ptr(TimeOfDay(10 * time.Hour)), Answered: ptr(0.0),
	}}
	f := newFloor(t, config, 1, 100)
	f.start()
	f.live(eight.Add(4 * time.Hour))
	first, last := f.changes[0].At.Sub(eight), f.changes[len(f.changes)-1].At.Sub(eight)
	if first < time.Hour || first > time.Hour+2*time.Minute || last > 2*time.Hour || last < 2*time.Hour-2*time.Minute {
		t.Errorf("it dialled from %s to %s after eight: expected from nine to ten", first, last)
	}
	stopped := callcenter.Stopped
	ok(t, f.c.PutCampaign("7001", callcenter.CampaignChange{Status: &stopped}))
	f.observe()
	f.changes = nil
	f.live(eight.Add(27 * time.Hour))
	if len(f.changes) > 0 {
		t.Errorf("a stopped campaign dials: %v", f.changes[0])
	}
}

// day is what happens to simulated agents in some hours, without the numbers in conn_ids.
func day(t *testing.T, live func(*floor)) string {
	t.Helper()
	config := Config{Shifts: []Shift{{
		From: TimeOfDay(6 * time.Hour), To: TimeOfDay(11 * time.Hour), Agents: []string{"2", "3"},
		Breaks: []Break{{"101", callcenter.Duration(3 * time.Hour), callcenter.Duration(10 * time.Minute)}},
	}}, Skills: []Skill{{SkillID: "4001", Peak: ptr(90.0)}}}
	f := newFloor(t, config, 6, 40)
	f.put("900", "ready") // in no skill; see TestSimulator_manual for the other
	f.manual("900", true)
	f.changes = nil
	f.start()
	live(f)
	var text strings.Builder
	for _, ch := range f.changes {
		if ch.AgentID == "900" || strings.HasPrefix(ch.ConnID, "900.") {
			continue
		}
		id, _, _ := strings.Cut(ch.ConnID, ".")
		fmt.Fprintln(&text, ch.At, ch.AgentID, id, ch.From, ch.To, ch.Event, ch.Timer)
	}
	return text.String()
}

const hours = 5 * time.Hour

func TestSimulator_sameDay(t *testing.T) {
	t.Parallel()
	end := eight.Add(hours)
	want := day(t, func(f *floor) { f.live(end) })
	inSteps := func(each func(*floor, *rand.Rand)) func(*floor) {
		return func(f *floor) {
			r := rand.New(rand.NewPCG(4, 2))
			for at := eight; at.Before(end); {
				at = at.Add(time.Duration(r.Int64N(int64(time.Minute))))
				if at.After(end) {
					at = end
				}
				f.live(at)
				each(f, r)
			}
		}
	}
	for _, tt := range []struct {
		name string
		live func(*floor)
	}{
		{"again", func(f *floor) { f.live(end) }},
		{"in steps", inSteps(func(*floor, *rand.Rand) {})},
		{"with requests at a manual agent", inSteps(func(f *floor, r *rand.Rand) {
			now := f.now()
			switch f.agent("900").Status {
			case "ready":
				_, _ = f.c.Arrive(now, callcenter.Arrival{AgentID: "900", Type: callcenter.Inbound, Phone: "1", Answered: true})
			case "talk":
				ok(f.t, f.c.Hang(now, "900"))
			default:
				_, _ = f.c.ChangeStatus(now, "900", "ready")
			}
			f.observe()
		})},
		{"through JSON", inSteps(func(f *floor, _ *rand.Rand) {
			b, err := json.Marshal(f.s)
			ok(f.t, err)
			f.s = nil
			ok(f.t, json.Unmarshal(b, &f.s))
			f.s.Fit(f.c)
		})},
		{"as copies", inSteps(func(f *floor, _ *rand.Rand) {
			was := f.s
			f.s = f.s.Clone()
			was.Stop()
		})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, day(t, tt.live)); diff != "" || len(want) < 10_000 {
				t.Errorf("%d bytes (-want +got):\n%.2000s", len(want), diff)
			}
		})
	}
	other := day(t, func(f *floor) { f.s.Stop(); f.s.Seed++; f.start(); f.live(end) })
	if other == want {
		t.Error("another seed gives the same day")
	}
}

// A manual agent is never touched, not even by a call of its own skill, whatever the simulator does, and until it is not manual
// any more. The call center is sound after every step.
func TestSimulator_manual(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{
		Skills: []Skill{{SkillID: "4001", HalfHours: rate(100)}},
		Shifts: []Shift{{From: TimeOfDay(8 * time.Hour), To: TimeOfDay(9 * time.Hour), Agents: []string{"1", "2", "3"}}},
	}, 4, 40)
	ok(t, f.c.SetRingTimeout(5*time.Second))
	ok(t, f.c.SetACWLimit(20*time.Second))
	for _, id := range []string{"1", "4"} {
		f.manual(id, true)
	}
	f.start()
	_, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "4", Type: callcenter.Inbound, Phone: "300", Answered: true})
	ok(t, err)
	f.observe()
	f.changes = nil
	steps := 0
	f.each = func(what string) {
		steps++
		if err := f.c.Check(); err != nil {
			t.Fatalf("step %d, %s: %v", steps, what, err)
		}
	}
	f.live(eight.Add(3 * time.Hour))
	for _, ch := range f.changes {
		if ch.AgentID == "1" || ch.AgentID == "4" {
			t.Fatalf("a manual agent was touched: %+v", ch)
		}
	}
	if len(f.changes) < 300 {
		t.Errorf("%d changes", len(f.changes))
	}
	f.manual("1", false)
	f.live(eight.Add(3*time.Hour + time.Minute))
	if f.statuses("1") == "" {
		t.Error("an agent who is not manual any more is not touched")
	}
}

// A customer whose call rings at an agent who becomes manual does not move it any more.
func TestSimulator_becomesManual(t *testing.T) {
	t.Parallel()
	config := still()
	config.Answer = always(time.Hour)
	config.Skills[0].HalfHours, config.Skills[0].Patience = rate(300), ptr(callcenter.Duration(time.Minute))
	f := newFloor(t, config, 1, 0)
	f.start()
	at := eight
	for ; f.agent("1").Call == ""; at = at.Add(time.Second) {
		f.live(at)
	}
	f.manual("1", true)
	f.live(at.Add(time.Hour))
	if got := f.agent("1").Status; got != "ring" {
		t.Errorf("a manual agent at whom a call rings is %s after an hour", got)
	}
}

// Another load counts at once, for the calls that come and for nothing else.
func TestSimulator_SetLoad(t *testing.T) {
	t.Parallel()
	config := still()
	config.Skills[0].HalfHours = rate(1)
	config.Talk = always(3 * time.Hour)
	f := newFloor(t, config, 1, 0)
	f.start()
	_, err := f.c.Arrive(eight, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Answered: true})
	ok(t, err)
	f.observe()
	f.live(eight.Add(2 * time.Hour))
	f.changes = nil
	f.s.SetLoad(eight.Add(2*time.Hour), f.c, 100)
	f.live(eight.Add(2*time.Hour + 10*time.Minute))
	if len(f.changes) < 20 {
		t.Errorf("%d changes in ten minutes, of some 30 calls", len(f.changes))
	}
	f.s.SetLoad(f.now(), f.c, 0)
	f.changes = nil
	f.live(eight.Add(3*time.Hour + time.Minute))
	for _, ch := range f.changes {
		if ch.ConnID != "" && ch.From == "" {
			t.Fatalf("with a load of 0 a call came: %+v", ch)
		}
	}
	if got := f.statuses("1"); !strings.Contains(got, "11:00:00 acw") {
		t.Errorf("the call that went on ended otherwise:\n%s", got)
	}
	f.s.Stop()
	f.s.SetLoad(f.now(), f.c, 1)
	if at, planned := f.s.Next(); planned {
		t.Errorf("one that is stopped has something to do at %s", at)
	}
}

// One that stops leaves everything as it is; one that starts goes on, and with another load at once.
func TestSimulator_stopAndStart(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{Skills: []Skill{{SkillID: "4001", HalfHours: rate(100)}}}, 4, 40)
	f.start()
	f.live(eight.Add(time.Hour))
	f.s.Stop()
	if at, planned := f.s.Next(); planned {
		t.Errorf("one that was stopped does something at %s", at)
	}
	f.changes = nil
	f.live(eight.Add(2 * time.Hour))
	if len(f.changes) > 0 {
		t.Errorf("%+v", f.changes)
	}
	f.s.Load = 0
	f.start()
	f.live(f.now().Add(time.Hour))
	for _, ch := range f.changes {
		if ch.To == "queued" && ch.From == "" {
			t.Fatalf("with a load of 0 a call came: %+v", ch)
		}
	}
	if len(f.changes) == 0 {
		t.Error("nothing went on")
	}
}

// A clock that is set back does not stop the life.
func TestSimulator_return(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{}, 4, 0)
	f.start()
	f.live(eight.Add(24 * time.Hour))
	f.s.Return(eight.Add(24*time.Hour-time.Minute), f.c)
	if next, _ := f.s.Next(); next.Before(eight.Add(24 * time.Hour)) {
		t.Error("a minute back makes it begin anew")
	}
	f.s.Return(eight, f.c)
	if next, _ := f.s.Next(); next.After(eight.Add(time.Hour)) {
		t.Errorf("set back by a day, it goes on at %s", next)
	}
}

// Agents and skills may go while it runs.
func TestSimulator_thingsGo(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{}, 2, 10)
	f.start()
	f.live(eight.Add(time.Minute))
	at := eight.Add(time.Minute)
	for ; f.agent("1").Call != ""; at = at.Add(time.Minute) {
		f.live(at)
	}
	ok(t, f.c.DeleteAgent(f.now(), "1"))
	f.observe()
	for ; f.c.DeleteSkill("4001") != nil; at = at.Add(time.Second) {
		f.live(at)
	}
	f.live(at.Add(24 * time.Hour))
	ok(t, f.c.Check())
	if f.s.Agents["1"] != nil {
		t.Error("an agent who is gone is kept")
	}
}

// No two things take equally long: chance comes anew each time.
func TestSimulator_chanceComesAnew(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{
		HoldShare: ptr(0.0), Skills: []Skill{{SkillID: "4001", HalfHours: rate(0)}},
		Shifts: []Shift{{From: TimeOfDay(7 * time.Hour), To: TimeOfDay(23 * time.Hour), Agents: []string{"1"}, Breaks: []Break{
			{"101", callcenter.Duration(4 * time.Hour), callcenter.Duration(20 * time.Minute)},
			{"101", callcenter.Duration(8 * time.Hour), callcenter.Duration(20 * time.Minute)},
		}}},
	}, 1, 0)
	f.start()
	f.live(eight.Add(14 * time.Hour)) // the breaks
	for i := range 3 {
		at := eight.Add(14*time.Hour + time.Duration(i)*time.Hour/4)
		f.live(at)
		if _, err := f.c.Arrive(at, callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound}); err != nil {
			t.Fatal(err)
		}
		f.observe()
	}
	f.live(eight.Add(15 * time.Hour))
	lengths, since := map[string]map[time.Duration]bool{}, eight
	for _, ch := range f.changes {
		if ch.ConnID == "" && ch.AgentID == "1" {
			if lengths[ch.From] == nil {
				lengths[ch.From] = map[time.Duration]bool{}
			}
			lengths[ch.From][ch.At.Sub(since)] = true
			since = ch.At
		}
	}
	for status, want := range map[string]int{"ring": 3, "talk": 3, "acw": 3, "101": 2} {
		if len(lengths[status]) != want {
			t.Errorf("%s took %v: expected %d lengths", status, lengths[status], want)
		}
	}
	for away := range lengths["101"] {
		if away < 14*time.Minute || away > 26*time.Minute {
			t.Errorf("a break of 20 minutes took %s", away)
		}
	}
}

// Unless it is told otherwise, it lets all skills be called and all predictive campaigns dial, and no other.
func TestSimulator_defaults(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{}, 4, 4)
	preview := callcenter.PreviewCampaign
	ok(t, f.c.PutCampaign("7002", callcenter.CampaignChange{Type: &preview}))
	f.start()
	if len(f.s.Skills) != 1 || f.s.Skills[0].ID != "4001" || len(f.s.Campaigns) != 1 || f.s.Campaigns[0].ID != "7001" {
		t.Errorf("%+v, %+v", f.s.Skills, f.s.Campaigns)
	}
}

// Days are counted to the end of all worlds, and there life comes to its own.
func TestSimulator_farAway(t *testing.T) {
	t.Parallel()
	shift := Shift{From: TimeOfDay(8 * time.Hour), To: TimeOfDay(16 * time.Hour), Agents: []string{"1"}}
	for _, begin := range []time.Time{
		time.Date(2300, time.March, 2, 12, 0, 0, 0, time.UTC), callcenter.LastMoment.Add(-48 * time.Hour),
	} {
		f := newFloor(t, still(shift), 1, 0)
		f.put("1", "logout")
		f.changes = nil
		f.s.Start(begin, f.c)
		for range 1000 {
			if at, planned := f.s.Next(); !planned || at.After(begin.Add(48*time.Hour)) {
				break
			}
			f.s.Step(f.c)
			f.observe()
		}
		counts := map[string]int{}
		for _, ch := range f.changes {
			if ch.From == "logout" || ch.To == "logout" {
				counts[ch.To]++
			}
		}
		if at, planned := f.s.Next(); counts["ready"] != 2 || counts["logout"] != 2 || planned && at.Before(begin.Add(47*time.Hour)) ||
			planned && at.After(callcenter.LastMoment) {
			t.Errorf("from %s: %v in two days, and more at %s", begin, counts, at)
		}
	}
}

// Who was manual for a while works the shift that goes on then, and not the one of before.
func TestSimulator_manualForAWhile(t *testing.T) {
	t.Parallel()
	f := newFloor(t, still(Shift{From: TimeOfDay(8 * time.Hour), To: TimeOfDay(16 * time.Hour), Agents: []string{"1"}}), 1, 0)
	f.start()
	f.live(eight.Add(time.Hour))
	f.manual("1", true)
	f.live(eight.Add(26 * time.Hour)) // the next day at ten
	f.manual("1", false)
	f.changes = nil
	f.live(eight.Add(31 * time.Hour))
	if got := f.statuses("1"); got != "" {
		t.Errorf("an agent who was manual the day before does not stay Ready: %s", got)
	}
	f.live(eight.Add(33 * time.Hour))
	if got := f.agent("1").Status; got != "logout" {
		t.Errorf("after the shift it is %s", got)
	}
}

// What no simulator can have is refused, and what its call center does not have is dropped.
func TestSimulator_decodes(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		`{"customers": {"x": {"n": -1}}}`, `{"skills": [{"skill_id": "4001", "n": -1}]}`, `{"skills": [{"skill_id": "1"}, {"skill_id": "1"}]}`,
		`{"campaigns": [{"campaign_id": "7001", "n": -1}]}`, `{"campaigns": [{"campaign_id": "7001", "called": -1}]}`,
		`{"campaigns": [{"campaign_id": "1"}, {"campaign_id": "1"}]}`,
	} {
		if err := json.Unmarshal([]byte(`{"load": 1, `+bad[1:]), new(Simulator)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	f := newFloor(t, Config{}, 1, 1)
	other := newFloor(t, Config{}, 1, 0)
	ok(t, other.c.DeleteSkill("4001"))
	f.start()
	f.s.Fit(other.c)
	if _, planned := f.s.Next(); len(f.s.Skills)+len(f.s.Campaigns) > 0 || planned {
		t.Errorf("it keeps %v and %v", f.s.Skills, f.s.Campaigns)
	}
}

// What is due while an agent is on a call comes after it: a break, and the end of the shift.
func TestSimulator_callsComeFirst(t *testing.T) {
	t.Parallel()
	config := still(Shift{
		From: TimeOfDay(7 * time.Hour), To: TimeOfDay(12 * time.Hour), Agents: []string{"1"},
		Breaks: []Break{{"101", callcenter.Duration(2 * time.Hour), callcenter.Duration(10 * time.Minute)}},
	})
	config.Talk = always(time.Hour)
	f := newFloor(t, config, 1, 0)
	f.start()
	for _, at := range []time.Duration{30 * time.Minute, 3*time.Hour + 30*time.Minute} { // 08:30 and 11:30
		f.live(eight.Add(at))
		_, err := f.c.Arrive(eight.Add(at), callcenter.Arrival{AgentID: "1", Type: callcenter.Inbound, Answered: true})
		ok(t, err)
		f.observe()
	}
	f.live(eight.Add(5 * time.Hour))
	var got []string
	for line := range strings.SplitSeq(f.statuses("1"), "\n") {
		if strings.HasSuffix(line, "101") || strings.HasSuffix(line, "logout") {
			got = append(got, line)
		}
	}
	if want := []string{"09:30:20 101", "12:30:20 logout"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
