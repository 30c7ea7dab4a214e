package simulator

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

func TestConfig_Check(t *testing.T) {
	t.Parallel()
	f := newFloor(t, Config{}, 2, 1)
	preview := callcenter.PreviewCampaign
	ok(t, f.c.PutCampaign("7002", callcenter.CampaignChange{Type: &preview}))
	nine, ten := TimeOfDay(9*time.Hour), TimeOfDay(10*time.Hour)
	hour := func(state string, after, length time.Duration) Break {
		return Break{state, callcenter.Duration(after), callcenter.Duration(length)}
	}
	skill := func(s Skill) Config { s.SkillID = "4001"; return Config{Skills: []Skill{s}} }
	campaign := func(g Campaign) Config { g.CampaignID = "7001"; return Config{Campaigns: []Campaign{g}} }
	shift := func(agents []string, breaks ...Break) Config {
		return Config{Shifts: []Shift{{From: nine, To: ten, Agents: agents, Breaks: breaks}}}
	}
	for want, config := range map[string]Config{
		"load: it is 100.5: expected 0 to 100":                                      {Load: ptr(100.5)},
		"load: it is NaN: expected 0 to 100":                                        {Load: ptr(math.NaN())},
		"hold_share: it is 1.1: expected 0 to 1":                                    {HoldShare: ptr(1.1)},
		"agent_ends: it is -1: expected 0 to 1":                                     {AgentEnds: ptr(-1.0)},
		"warm_up: it is 25h0m0s: expected 0s to 24h0m0s":                            {WarmUp: callcenter.Duration(25 * time.Hour)},
		"answer: it has no mean":                                                    {Answer: &Length{}},
		"talk: it is 169h0m0s: expected 0s to 168h0m0s":                             {Talk: always(169 * time.Hour)},
		"wrap_up: its distribution is \"normal\"":                                   {WrapUp: &Length{Mean: always(0).Mean, Distribution: "normal"}},
		"break: it is exponential and has a deviation":                              {Break: &Length{always(1).Mean, always(1).Mean, Exponential}},
		"hold: it is -1ns: expected":                                                {Hold: always(-1)},
		"phone_start: it is \"57x\"":                                                {PhoneStart: "57x"},
		"phone_start: it is \"3000000\"":                                            {PhoneStart: "3000000"},
		"codes[0]: cod_act is \"B1\"":                                               {Codes: []CodeShare{{Code: "B1"}}},
		"codes[0]: cod_act is \"\"":                                                 {Codes: []CodeShare{{}}},
		"codes[0]: cod_act_2 is \"021\"":                                            {Codes: []CodeShare{{Code: "021", Code2: "021"}}},
		"codes[0]: it is -1: expected 0 to 1e+06":                                   {Codes: []CodeShare{{Code: "021", Weight: -1}}},
		"skills[0]: skill_id is \"7\"":                                              {Skills: []Skill{{SkillID: "7"}}},
		"skills[1]: skill_id is \"4001\"":                                           {Skills: []Skill{{SkillID: "4001"}, {SkillID: "4001"}}},
		"skills[0]: it is 20001: expected 0 to 20000":                               skill(Skill{Peak: ptr(20001.0)}),
		"skills[0]: half_hours has 1 numbers":                                       skill(Skill{HalfHours: []float64{1}}),
		"skills[0]: half_hours has 48 numbers: expected 48, and no peak":            skill(Skill{HalfHours: rate(1), Peak: ptr(1.0)}),
		"skills[0]: it is -2: expected 0 to 10000":                                  skill(Skill{HalfHours: rate(-2)}),
		"skills[0]: it is -1s: expected":                                            skill(Skill{Patience: always(-time.Second).Mean}),
		"skills[0]: it has no mean":                                                 skill(Skill{Talk: &Length{}}),
		"campaigns[0]: campaign_id is \"7002\"":                                     {Campaigns: []Campaign{{CampaignID: "7002"}}},
		"campaigns[1]: campaign_id is \"7001\"":                                     {Campaigns: []Campaign{{CampaignID: "7001"}, {CampaignID: "7001"}}},
		"campaigns[0]: it has from or to":                                           campaign(Campaign{From: &nine}),
		"campaigns[0]: it is 0.01: expected 0.1 to 20":                              campaign(Campaign{Pace: ptr(0.01)}),
		"campaigns[0]: it is -3":                                                    campaign(Campaign{Busy: ptr(-3.0)}),
		"campaigns[0]: it has no mean":                                              campaign(Campaign{Talk: &Length{}}),
		"campaigns[0]: its calls have no result":                                    campaign(Campaign{Answered: ptr(0.0), Busy: ptr(0.0), NoAnswer: ptr(0.0), Machine: ptr(0.0)}),
		"shifts[0].agents[0]: it is \"7\"":                                          shift([]string{"7"}),
		"shifts[0].agents[1]: it is \"1\"":                                          shift([]string{"1", "1"}),
		"shifts[0].breaks[0]: state is \"103\"":                                     shift([]string{"1"}, hour("103", 1, 1)),
		"shifts[0].breaks[0]: after is 1h0m0s: expected less than the 1h0m0s":       shift([]string{"1"}, hour("101", time.Hour, 1)),
		"shifts[0].breaks[0]: it is 2h0m0s: expected 0s to 1h0m0s":                  shift([]string{"1"}, hour("101", 1, 2*time.Hour)),
		"shifts[0].breaks[1]: after is 1ns: expected more than that of the break b": shift([]string{"1"}, hour("101", 1, 1), hour("102", 1, 1)),
		"shifts[0]: it has 65 breaks: expected at most 64":                          shift(nil, make([]Break, 65)...),
	} {
		if err := config.Check(f.c); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	gone := Config{Skills: []Skill{{SkillID: "7"}}, Campaigns: []Campaign{{CampaignID: "7"}}, Shifts: []Shift{{
		From: nine, To: ten, Agents: []string{"7"}, Breaks: []Break{hour("103", 0, 1)},
	}}, Codes: []CodeShare{{Code: "7"}}}
	if err := gone.Check(nil); err != nil {
		t.Errorf("without a call center: %v", err)
	}
}

func TestTimeOfDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"00:00": 0, "09:30": 9*time.Hour + 30*time.Minute, "23:59": 24*time.Hour - time.Minute} {
		var got TimeOfDay
		ok(t, got.UnmarshalText([]byte(text)))
		if back, err := got.MarshalText(); time.Duration(got) != want || err != nil || string(back) != text {
			t.Errorf("%s: %s, and back %q, %v", text, time.Duration(got), back, err)
		}
	}
	for _, text := range []string{"", "24:00", "9:30", "09:60", "0930", "09:30:00", "-1:00", "noon"} {
		if err := new(TimeOfDay).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// The lengths have the mean and the deviation that they should have.
func TestDraws_length(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	for name, tt := range map[string]struct {
		length    Length
		deviation float64
	}{
		"lognormal": {length(4*time.Minute, 3*time.Minute), 180}, "constant": {*always(4 * time.Minute), 0},
		"exponential": {*exponentially(4 * time.Minute), 240},
	} {
		const n = 40_000
		sum, square := 0.0, 0.0
		for i := range n {
			x := s.draw(name, "1", i).length(tt.length).Seconds()
			sum += x
			square += x * x
		}
		mean := sum / n
		deviation := math.Sqrt(max(0, square/n-mean*mean))
		if math.Abs(mean-240) > 4*(tt.deviation+.01)/math.Sqrt(n) || math.Abs(deviation-tt.deviation) > tt.deviation/20 {
			t.Errorf("%s: %.2f ± %.2f, want 240 ± %.2f", name, mean, deviation, tt.deviation)
		}
	}
}

// No two entities, kinds or times share their chance, and the seed changes all of it.
func TestDraw_differs(t *testing.T) {
	t.Parallel()
	s, other := New(Config{}), New(Config{Seed: ptr(2)})
	seen := map[uint64]string{}
	for name, d := range map[string]*draws{
		"a": s.draw("talk", "1", 1), "b": s.draw("talk", "1", 2), "c": s.draw("talk", "11", 1), "d": s.draw("talk1", "1", 1),
		"e": s.draw("ring", "1", 1), "f": other.draw("talk", "1", 1), "g": s.draw("", "talk1", 1), "h": s.draw("talk", "", 1),
	} {
		n := d.next()
		if seen[n] != "" {
			t.Errorf("%s and %s have the same chance", name, seen[n])
		}
		seen[n] = name
	}
}

func TestDraws_choose(t *testing.T) {
	t.Parallel()
	s, counts := New(Config{}), [4]int{}
	for i := range 10_000 {
		counts[s.draw("choose", "", i).choose(1, 0, 3, 0)]++
	}
	if counts[1]+counts[3] > 0 || math.Abs(float64(counts[0])-2500) > 200 {
		t.Errorf("%v of 10,000", counts)
	}
}

// Whatever is read as a simulator either is refused, or runs for a while in a call center that knows nothing of it and leaves it
// sound.
func FuzzSimulator_UnmarshalJSON(f *testing.F) {
	floor := newFloor(f, Config{
		Codes: []CodeShare{{Code: "021", Weight: 1}}, Skills: []Skill{{SkillID: "4001", Peak: ptr(50.0)}}, Campaigns: []Campaign{{CampaignID: "7001"}},
		Shifts: []Shift{{To: TimeOfDay(time.Hour), Agents: []string{"1"}, Breaks: []Break{{"101", 1, 1}}}},
	}, 2, 2)
	floor.start()
	floor.live(eight.Add(10 * time.Minute))
	b, err := json.Marshal(floor.s)
	ok(f, err)
	f.Add(string(b))
	for _, bad := range []string{
		`{}`, `null`, `[]`, `{"load":-1}`, `{"running":true}`, `{"config":{"load":101}}`, `{"agents":{"1":null}}`, `{"skills":[null]}`, `{"campaigns":[null]}`,
		`{"customers":{"x":null}}`, `{"ahead":"24h"}`, `{"agents":{"1":{"plan":{"at":"2026-01-01T00:00:00Z","what":"fly"}}}}`,
		`{"running":true,"time":"2026-01-01T00:00:00Z","skills":[{"skill_id":"9","plan":{"at":"2026-01-01T00:00:00Z","what":"arrive"}}]}`,
		`{"running":true,"time":"2026-01-01T00:00:00Z","campaigns":[{"campaign_id":"7001","round":9,"last":"zzz","plan":{"at":"2026-01-01T00:00:00Z","what":"dial"}}]}`,
		`{"running":true,"time":"2026-01-01T00:00:00Z","customers":{"x":{"of":"9","plan":{"at":"2026-01-01T00:00:00Z","what":"give_up"}}}}`,
		`{"running":true,"time":"2026-01-01T00:00:00Z","agents":{"1":{"day":-9223372036854775808,"breaks":9,"plan":{"at":"2026-01-01T00:00:00Z","what":"break"}}}}`,
	} {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s *Simulator
		if json.Unmarshal([]byte(text), &s) != nil || s == nil {
			return
		}
		one := newFloor(t, Config{}, 2, 2)
		one.s = s
		s.Fit(one.c)
		for n := 0; n < 200 && len(s.agenda) > 0; n++ {
			s.Step(one.c)
			one.observe()
		}
		if err := one.c.Check(); err != nil {
			t.Error(err)
		}
		b, err := json.Marshal(s)
		ok(t, err)
		ok(t, json.Unmarshal(b, new(Simulator)))
	})
}
