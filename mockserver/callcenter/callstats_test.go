package callcenter

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestSkillStats(t *testing.T) {
	midnight := time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC) // in Bogota
	c := New()
	staysSound(t, c)
	skill, other := newSkill(t, c, SkillChange{}), newSkill(t, c, SkillChange{})
	empty, err := c.SkillStats(midnight, skill)
	ok(t, err)
	if empty.Within(10) != 0 || empty.AbandonedShare() != 0 || empty.Inbound != 0 || empty.Waiting != 0 {
		t.Errorf("no calls: %+v", empty)
	}

	const ringing, answered, abandoned, refused = "ringing", "answered", "abandoned", "refused"
	for i, call := range []struct {
		skill, fate   string
		started, wait time.Duration
	}{
		{skill, answered, -time.Second, time.Second * 2}, // of yesterday
		{skill, abandoned, -time.Hour, time.Second},
		{skill, ringing, -time.Second, 0}, // of yesterday, and rings still
		{skill, answered, 0, 10 * time.Second},
		{skill, answered, time.Hour, 10*time.Second + 1},
		{skill, answered, 2 * time.Hour, 0},
		{skill, abandoned, 3 * time.Hour, 5 * time.Second},
		{skill, refused, 4 * time.Hour, 5 * time.Second}, // by the agent: neither
		{skill, ringing, 23 * time.Hour, 0},
		{skill, abandoned, 24 * time.Hour, time.Second}, // of tomorrow
		{other, answered, time.Hour, time.Second},
		{"", answered, time.Hour, time.Second},
	} {
		agent := string(rune('a' + i))
		ok(t, c.PutAgent(midnight, agent, as("ready")))
		at := midnight.Add(call.started)
		k, err := c.Arrive(at, Arrival{AgentID: agent, Type: Inbound, SkillID: call.skill})
		ok(t, err)
		switch call.fate {
		case answered:
			ok(t, c.Answer(at.Add(call.wait), k.ID))
		case abandoned:
			ok(t, c.CustomerHangUp(at.Add(call.wait), k.ID))
		case refused:
			ok(t, c.Hang(at.Add(call.wait), agent))
		}
	}
	stats, err := c.SkillStats(midnight.Add(23*time.Hour+30*time.Minute), skill) // the day is that of the zone, not of UTC
	ok(t, err)
	same(t, "waiting, inbound, answered, abandoned", [4]int{2, 6, 3, 1}, [4]int{stats.Waiting, stats.Inbound, stats.Answered, stats.Abandoned})
	same(t, "shares", [4]float64{100.0 / 6, 200.0 / 6, 300.0 / 6, 100.0 / 6},
		[4]float64{stats.Within(0), stats.Within(10), stats.Within(11), stats.AbandonedShare()})

	mustRefuse(t, c, refusal(SkillUnknown, "", `there is no skill "all": expected the skill_id of one of the 2 skills`, ""),
		func() error { return second(c.SkillStats(midnight, "all")) })
}

// The counts of a day go on when its calls are not remembered any more: they are those of a list of all of them.
func TestSkillStats_ofManyCalls(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := New()
		staysSound(t, c)
		skill := newSkill(t, c, SkillChange{})
		put(t, c, "1", as("ready"))
		type counts struct{ Inbound, Answered, Abandoned, Over, In0, In20, In30 int }
		var want counts
		now := time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC) // midnight in Bogota
		for day := range 2 {
			want = counts{}
			for range MaxEndedCalls + 700 {
				k, err := c.Arrive(now, Arrival{AgentID: "1", Type: Inbound, SkillID: skill})
				ok(t, err)
				wait := time.Duration(r.IntN(40)) * time.Second / 2
				want.Inbound++
				want.Over++
				switch r.IntN(3) {
				case 0:
					ok(t, c.Answer(now.Add(wait), k.ID))
					ok(t, c.CustomerHangUp(now.Add(wait), k.ID))
					_, err := c.ChangeStatus(now.Add(wait), "1", "ready")
					ok(t, err)
					want.Answered++
					for limit, n := range map[time.Duration]*int{0: &want.In0, 20 * time.Second: &want.In20, 30 * time.Second: &want.In30} {
						if wait <= limit {
							*n++
						}
					}
				case 1:
					ok(t, c.CustomerHangUp(now.Add(wait), k.ID))
					want.Abandoned++
				default:
					ok(t, c.Hang(now.Add(wait), "1"))
				}
				now = now.Add(25 * time.Second)
			}
			stats, err := c.SkillStats(now, skill)
			ok(t, err)
			got := counts{stats.Inbound, stats.Answered, stats.Abandoned, stats.Over, stats.answeredWithin(0), stats.answeredWithin(20),
				stats.answeredWithin(30)}
			same(t, fmt.Sprintf("seed %d, day %d", seed, day), want, got)
			same(t, "level", float64(want.In20)/float64(want.Over), stats.ServiceLevel(20))
			now = now.Truncate(24 * time.Hour).Add(29 * time.Hour)
		}
		ok(t, c.Check())
	}
}

func TestSkillPast_check(t *testing.T) {
	for want, p := range map[string]SkillPast{
		"":           {Inbound: 3, Answered: 2, Abandoned: 1, Within: [len(pastWaits)]int{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}},
		"within":     {Inbound: 3, Answered: 2, Within: [len(pastWaits)]int{1}},
		"within [-1": {Inbound: 3, Answered: 2, Within: [len(pastWaits)]int{-1}},
		"of 2":       {Inbound: 2, Answered: 2, Abandoned: 1},
		"-1 aban":    {Inbound: 2, Abandoned: -1},
		"-1 answ":    {Inbound: 2, Answered: -1, Abandoned: 1},
	} {
		if err := p.check(); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestCallsSince(t *testing.T) {
	c := New()
	staysSound(t, c)
	furnish(t, c)
	var ids []ConnID
	for i, id := range []string{"1", "2", "3"} { // they start at noon, and end a second after another
		put(t, c, id, as("ready"))
		k, err := c.Arrive(noon, Arrival{AgentID: id, Type: Inbound, Answered: true})
		ok(t, err)
		ok(t, c.Hang(noon.Add(time.Duration(i)*time.Second), id))
		_, err = c.Type(noon.Add(time.Duration(10*i)*time.Second), id, []string{"021", "022", "021"}[i], "", "")
		ok(t, err)
		ids = append(ids, k.ID)
	}
	put(t, c, "4", as("ready"))
	active, err := c.Arrive(noon.Add(time.Hour), Arrival{AgentID: "4", Type: Inbound, Answered: true})
	ok(t, err)
	idsOf := func(calls []Call) (out []ConnID) {
		for _, k := range calls {
			out = append(out, k.ID)
		}
		return out
	}
	for _, tt := range []struct {
		after       int
		calls, hits []ConnID
	}{
		{-600, ids, []ConnID{ids[0], ids[2]}},
		{0, ids, []ConnID{ids[0], ids[2]}},
		{1, ids[1:], ids[2:]},
		{2, ids[2:], ids[2:]},
		{3, nil, ids[2:]},
		{20, nil, ids[2:]},
		{21, nil, nil},
	} {
		since := noon.Add(time.Duration(tt.after) * time.Second)
		same(t, fmt.Sprint("calls since ", tt.after), tt.calls, idsOf(c.CallsSince(since)))
		same(t, fmt.Sprint("hits since ", tt.after), tt.hits, idsOf(c.HitsSince(since)))
	}
	_, err = c.Type(noon.Add(time.Hour), "4", "021", "b", "") // a call in progress is a hit, and has not ended
	ok(t, err)
	same(t, "hits in progress", []ConnID{active.ID}, idsOf(c.HitsSince(noon.Add(time.Hour))))
	ok(t, c.EditCode(Group1, "021", CodeChange{Hit: said(false)}))
	if hits := c.HitsSince(time.Time{}); len(hits) != 0 {
		t.Errorf("the code is no hit any more: %+v", hits)
	}
}

// The latest call of each agent counts, whatever the order in which calls are looked at.
func TestLastCalls(t *testing.T) {
	c := roster(t)
	for _, call := range []struct{ agent, start, end string }{
		{"1", "10:00:00", "10:01:00"}, {"1", "11:00:00", "11:01:00"}, {"1", "12:00:00", "12:01:00"}, {"2", "10:30:00", "10:31:00"},
	} {
		_, err := c.Arrive(at(t, call.start), Arrival{AgentID: call.agent, Type: Inbound, Answered: true})
		ok(t, err)
		ok(t, c.Hang(at(t, call.end), call.agent))
		_, err = c.ChangeStatus(at(t, call.end), call.agent, "ready")
		ok(t, err)
	}
	want := map[string]time.Time{"1": at(t, "12:00:00"), "2": at(t, "10:30:00")}
	for range 20 { // a map of calls has a new order each time
		same(t, "last calls", want, c.LastCalls())
	}
}
