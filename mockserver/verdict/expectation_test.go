package verdict

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// came are the requests to a world, from lines such as "hang 12989 hung_up phone=1".
func came(lines ...string) Seen {
	s := Seen{World: "w"}
	for i, line := range lines {
		words := strings.Fields(line)
		e := journal.Entry{Seq: i + 1, Operation: words[0], AgentID: words[1], Outcome: words[2], Evidence: openapi.Example}
		e.Request.Params = map[string]any{"agent_id": words[1]}
		for _, p := range words[3:] {
			name, value, _ := strings.Cut(p, "=")
			e.Request.Params[name] = value
			if list := strings.Split(value, ","); len(list) > 1 {
				e.Request.Params[name] = list
			}
		}
		s.Entries = append(s.Entries, e)
	}
	return s
}

const (
	hang1  = "hang 1 hung_up"
	hang2  = "hang 2 hung_up"
	status = "change_status 1 status_changed"
	dial   = "dial 1 dialled phone=5"
)

// What is expected of which requests, and what became of it: "" when it is met, else what the failure says beside what was expected.
func TestExpectation(t *testing.T) {
	t.Parallel()
	hang := func(times Times) Expectation { return Expectation{Operation: "hang", Times: times} }
	ordered := func(before, after string) Expectation {
		return Expectation{Operation: "hang", AgentID: "1", Before: Match{Operation: before}, After: Match{Operation: after}}
	}
	for _, tt := range []struct {
		expectation Expectation
		came        []string
		want        string
	}{
		// How many.
		{hang(Times{}), nil, "it did not come"},
		{hang(Times{}), []string{hang1}, ""},
		{hang(Times{}), []string{hang1, hang2, hang1}, ""},
		{hang(Exactly(2)), []string{hang1}, "it came once"},
		{hang(Exactly(2)), []string{hang1, hang2}, ""},
		{hang(Exactly(2)), []string{hang1, hang2, hang1}, "it came 3 times"},
		{hang(Exactly(0)), nil, ""},
		{hang(Exactly(0)), []string{hang1}, "it came once"},
		{hang(Never()), nil, ""},
		{hang(Never()), []string{dial}, ""},
		{hang(Never()), []string{hang2}, "it came once"},
		{hang(AtLeast(2)), []string{hang1}, "it came once"},
		{hang(AtLeast(2)), []string{hang1, hang1}, ""},
		{hang(AtLeast(0)), nil, ""},
		{hang(AtMost(1)), nil, ""},
		{hang(AtMost(1)), []string{hang1}, ""},
		{hang(AtMost(1)), []string{hang1, hang2}, "it came twice"},
		{hang(Between(1, 2)), nil, "it did not come"},
		{hang(Between(1, 2)), []string{hang1, hang1}, ""},
		{hang(Between(1, 2)), []string{hang1, hang1, hang1}, "it came 3 times"},

		// Which ones.
		{Expectation{AgentID: "1", Times: Exactly(2)}, []string{hang1, hang2, dial}, ""},
		{Expectation{Operation: "hang", Outcome: "no_active_call"}, []string{hang1}, "it did not come"},
		{Expectation{Operation: "hang", Outcome: "hung_up"}, []string{hang1}, ""},
		{Expectation{Evidence: openapi.Inferred}, []string{hang1}, "it did not come"},
		{Expectation{Evidence: openapi.Example}, []string{hang1}, ""},
		{Expectation{TokenSuffix: "7777"}, []string{hang1}, "it did not come"},
		{Expectation{Params: map[string]string{"phone": "5"}}, []string{dial}, ""},
		{Expectation{Params: map[string]string{"phone": "6"}}, []string{dial}, "it did not come"},
		{Expectation{Params: map[string]string{"phone": "5", "cod_act": "1"}}, []string{dial}, "it did not come"},
		{Expectation{Params: map[string]string{"phone": ""}}, []string{dial, hang1}, ""},
		{Expectation{Params: map[string]string{"phone": "6"}}, []string{"add_dnc - added phone=5,6"}, ""},
		{Expectation{Params: map[string]string{"phone": "7"}}, []string{"add_dnc - added phone=5,6"}, "it did not come"},
		{Expectation{World: "w"}, []string{hang1}, ""},
		{Expectation{World: "v"}, []string{hang1}, "it did not come"},

		// In which order.
		{ordered("change_status", ""), []string{hang1}, ""},
		{ordered("change_status", ""), []string{hang1, status}, ""},
		{ordered("change_status", ""), []string{hang1, hang1, status, status}, ""},
		{ordered("change_status", ""), []string{status, hang1}, "it came once, 1 of these in the wrong order"},
		{ordered("change_status", ""), []string{hang1, status, hang1, hang1}, "it came 3 times, 2 of these in the wrong order"},
		{ordered("hang", ""), []string{hang1, hang2}, ""},
		{ordered("hang", ""), []string{hang2, hang1}, "it came once, 1 of these in the wrong order"},
		{ordered("", "dial"), []string{hang1}, "it came once, 1 of these in the wrong order"},
		{ordered("", "dial"), []string{hang1, dial}, "it came once, 1 of these in the wrong order"},
		{ordered("", "dial"), []string{dial, hang1, dial, hang1}, ""},
		{ordered("", "dial"), nil, "it did not come"},
		{ordered("change_status", "dial"), []string{dial, hang1, status}, ""},
		{ordered("change_status", "dial"), []string{status, dial, hang1}, "it came once, 1 of these in the wrong order"},
	} {
		results, err := Check([]Expectation{tt.expectation}, slices.Values([]Seen{came(tt.came...)}))
		ok(t, err)
		if got := results[0]; got.Passed != (tt.want == "") || tt.want != "" && got.Came != tt.want {
			t.Errorf("%v of %q: passed %t, %s; expected %s", tt.expectation, tt.came, got.Passed, got.Came, tt.want)
		}
	}
}

// Nothing else may come than what the list names.
func TestExpectation_noOthers(t *testing.T) {
	t.Parallel()
	named := []Expectation{
		{Operation: "hang", AgentID: "1", Before: Match{Operation: "change_status"}, After: Match{Operation: "dial"}, Times: AtLeast(0)},
		{Operation: "transfer", Times: Never()},
		{Operation: "recall", World: "v"},
	}
	for _, tt := range []struct {
		others Expectation
		came   []string
		count  int
	}{
		{Expectation{NoOthers: true}, nil, 0},
		{Expectation{NoOthers: true}, []string{dial, hang1, status}, 0},
		{Expectation{NoOthers: true}, []string{dial, hang1, hang2, status, "skills - listed"}, 2},
		{Expectation{NoOthers: true}, []string{"transfer 1 transferred"}, 0},
		{Expectation{NoOthers: true}, []string{"recall 1 recalled"}, 1},
		{Expectation{NoOthers: true, World: "v"}, []string{"recall 1 recalled"}, 0},
		{Expectation{NoOthers: true, Operation: "hang"}, []string{"skills - listed", hang2}, 1},
		{Expectation{NoOthers: true, AgentID: "1"}, []string{hang2, "skills - listed"}, 0},
	} {
		results, err := Check(append([]Expectation{tt.others}, named...), slices.Values([]Seen{came(tt.came...)}))
		ok(t, err)
		got := results[0]
		if got.Passed != (tt.count == 0) || got.Count != tt.count || len(got.NearMisses) != tt.count {
			t.Errorf("%v of %q: %v, count %d; expected %d", tt.others, tt.came, got, got.Count, tt.count)
		}
	}
}

// Order holds within each world, the count over all of them; a world that begins anew begins its order anew.
func TestExpectation_worlds(t *testing.T) {
	t.Parallel()
	var x Expected
	ok(t, x.Add(Expectation{
		Operation: "hang", Times: Exactly(3), Before: Match{Operation: "change_status"}, After: Match{Operation: "dial"},
	}))
	note := func(world string, lines ...string) {
		for _, e := range came(lines...).Entries {
			x.Note(world, &e, HoldsIn(&e))
		}
	}
	note("a", dial, hang1, status)
	note("b", dial, hang1)
	x.Forget("a")
	note("a", dial, hang1)
	if got := x.Results()[0]; !got.Passed {
		t.Error(got)
	}
	note("c", hang1)
	if got := x.Results()[0]; got.Passed || got.Count != 4 {
		t.Error(got)
	}
}

// What nobody knows any more is not taken for fulfilled.
func TestExpectation_forgotten(t *testing.T) {
	t.Parallel()
	before := Match{Operation: "change_status"}
	for _, tt := range []struct {
		expectation Expectation
		came        []string
		passed      bool
		doubt       bool // the failure says that it may be for what is not known
	}{
		{Expectation{Operation: "hang"}, []string{hang1}, true, false},
		{Expectation{Operation: "hang"}, nil, false, true},
		{Expectation{Operation: "hang", Times: AtLeast(2)}, []string{hang1, hang1}, true, false},
		{Expectation{Operation: "hang", Times: Exactly(1)}, []string{hang1}, false, true},
		{Expectation{Operation: "hang", Times: Exactly(1)}, []string{hang1, hang1}, false, false},
		{Expectation{Operation: "hang", Times: AtMost(1)}, nil, false, true},
		{Expectation{Operation: "hang", Times: Never()}, nil, false, true},
		{Expectation{Operation: "hang", Times: Never()}, []string{hang1}, false, false},
		{Expectation{Operation: "hang", Before: before}, []string{hang1}, false, true},
		{Expectation{Operation: "hang", Before: before}, []string{status, hang1}, false, false},
		{Expectation{Operation: "hang", After: before}, []string{status, hang1}, false, true},
		{Expectation{Operation: "hang", After: before}, []string{hang1}, false, true},
		{Expectation{NoOthers: true}, nil, false, true},
		{Expectation{NoOthers: true}, []string{hang1}, false, false},
		{Expectation{World: "w", Times: Never()}, nil, false, true},
		{Expectation{World: "v", Times: Never()}, nil, true, false},
	} {
		seen := came(tt.came...)
		seen.Gap = true
		results, err := Check([]Expectation{tt.expectation}, slices.Values([]Seen{seen}))
		ok(t, err)
		if got := results[0]; got.Passed != tt.passed || strings.Contains(got.Came, notKnown) != tt.doubt {
			t.Errorf("%v of %q: passed %t, %s", tt.expectation, tt.came, got.Passed, got.Came)
		}
	}
}

// A parameter of a request that the journal has cut may be anything, wherever that decides.
func TestExpectation_cut(t *testing.T) {
	t.Parallel()
	params := map[string]string{"phone": "5"}
	hang := Expectation{Operation: "hang", Times: Exactly(1)}
	before, after := hang, hang
	before.Before.Params, after.After.Params = params, params
	for _, tt := range []struct {
		body, target int
		expectation  Expectation
		passed       bool
	}{
		{journal.MaxText, journal.MaxText, Expectation{Params: params, Times: Never()}, true},
		{journal.MaxText + 1, 0, Expectation{Params: params, Times: Never()}, false},
		{0, journal.MaxText + 1, Expectation{Params: params, Times: Never()}, false},
		{0, journal.MaxText + 1, Expectation{Params: map[string]string{"phone": ""}, Times: AtMost(2)}, false},
		{journal.MaxText + 1, 0, Expectation{Params: params, Operation: "transfer", Times: Never()}, true},
		{journal.MaxText + 1, 0, Expectation{Params: map[string]string{"agent_id": "2"}, Times: Never()}, true},
		{journal.MaxText + 1, 0, hang, true},
		{journal.MaxText + 1, 0, before, false},
		{journal.MaxText + 1, 0, after, false},
		{journal.MaxText + 1, 0, Expectation{NoOthers: true, Params: params}, false},
	} {
		seen := came(hang1, status)
		for i := range seen.Entries {
			seen.Entries[i].Request.Body = strings.Repeat("x", tt.body)
			seen.Entries[i].Request.Target = strings.Repeat("x", tt.target)
		}
		results, err := Check([]Expectation{tt.expectation}, slices.Values([]Seen{seen}))
		ok(t, err)
		if got := results[0]; got.Passed != tt.passed || !tt.passed && !strings.Contains(got.Came, notKnown) {
			t.Errorf("%v with %d and %d bytes: passed %t, %s", tt.expectation, tt.body, tt.target, got.Passed, got.Came)
		}
	}
}

// The requests that show why it has failed.
func TestExpectation_nearMisses(t *testing.T) {
	t.Parallel()
	misspelt := came("hang - parameter_missing", "- - api_unknown", hang2, dial)
	misspelt.Entries[0].AgentID = ""
	misspelt.Entries[0].Violations = []openapi.Violation{
		{Rule: openapi.RuleParameterUnknown, Where: "query agentid", Expected: "api, agent_id", Got: `"1"`}, {}, {},
	}
	misspelt.Entries[1].Operation, misspelt.Entries[1].AgentID = "", ""
	misspelt.Entries[1].Violations = []openapi.Violation{{Rule: openapi.RuleAPIUnknown, Where: "query api", Expected: "hang", Got: `"hangs"`}}
	lost := came(hang1)
	lost.Entries[0].Outcome, lost.Entries[0].Lost = "", "hung_up"
	other := came(hang1)
	other.World = "v"
	away := came(hang2)
	away.World = "u"
	for name, tt := range map[string]struct {
		expectation Expectation
		seen        []Seen
		want        []string
	}{
		"misspelt": {Expectation{World: "w", Operation: "hang", AgentID: "1"}, []Seen{misspelt}, []string{
			`w 1: agent_id is empty, expected 1; parameter-unknown: query agentid: expected api, agent_id, got "1"; : : expected , got `,
			"w 3: agent_id is 2, expected 1",
			`w 2: operation is empty, expected hang; agent_id is empty, expected 1; api-unknown: query api: expected hang, got "hangs"`,
		}},
		"another world": {Expectation{World: "w", Operation: "hang", AgentID: "1"}, []Seen{came(dial), other}, []string{
			"v 1: world is v, expected w", "w 1: operation is dial, expected hang",
		}},
		"before one to another world": {Expectation{World: "w", Operation: "hang", AgentID: "1"}, []Seen{other, came(hang2), away}, []string{
			"w 1: agent_id is 2, expected 1", "v 1: world is v, expected w",
		}},
		"its answer lost": {Expectation{Operation: "hang", Outcome: "hung_up"}, []Seen{lost}, []string{
			"w 1: outcome is empty, expected hung_up; it was done (hung_up), and its answer lost",
		}},
		"a parameter": {Expectation{Operation: "dial", Params: map[string]string{"phone": "6", "agent_id": "1"}}, []Seen{came(dial)}, []string{
			"w 1: phone is 5, expected 6",
		}},
		"nothing like it": {Expectation{Operation: "hang"}, []Seen{came(dial, status)}, nil},
		"the newest three": {Expectation{Operation: "hang", AgentID: "3"}, []Seen{came(hang1, hang2, hang1, hang2)}, []string{
			"w 4: agent_id is 2, expected 3", "w 3: agent_id is 1, expected 3", "w 2: agent_id is 2, expected 3",
		}},
		"one too many": {Expectation{Operation: "hang", Times: AtMost(1)}, []Seen{came(hang1, hang2)}, []string{"w 2: one too many"}},
		"none was expected": {Expectation{Operation: "hang", Times: Never()}, []Seen{came(hang1, hang1, hang1, hang1)}, []string{
			"w 1: none was expected", "w 2: none was expected", "w 3: none was expected",
		}},
		"too early": {Expectation{Operation: "hang", After: Match{Operation: "dial"}}, []Seen{came(hang1)}, []string{
			"w 1: no dial came before it",
		}},
		"too late": {Expectation{Operation: "hang", Before: Match{Operation: "dial"}}, []Seen{came(dial, dial, hang1)}, []string{
			"w 3: it came after #1 dial, agent 1: dialled",
		}},
		"another": {Expectation{NoOthers: true}, []Seen{came(hang1)}, []string{"w 1: no expectation names it"}},
		"met":     {Expectation{Operation: "hang"}, []Seen{came(hang1, dial)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all, err := Check([]Expectation{tt.expectation}, slices.Values(tt.seen))
			ok(t, err)
			var got []string
			for _, n := range Explain(all, slices.Values(tt.seen))[0].NearMisses {
				got = append(got, fmt.Sprintf("%s %d: %s", n.World, n.Seq, strings.Join(n.Why, "; ")))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("near misses (-want +got):\n%s", diff)
			}
		})
	}
}

// A refusal that an expectation names is no surprise.
func TestExpected_explains(t *testing.T) {
	t.Parallel()
	refused := journal.Entry{Operation: "hang", AgentID: "1", Outcome: "no_active_call"}
	for _, tt := range []struct {
		expectation Expectation
		want        bool
	}{
		{Expectation{Operation: "hang", Outcome: "no_active_call"}, true},
		{Expectation{Outcome: "no_active_call", Times: Exactly(7)}, true},
		{Expectation{Operation: "hang"}, false},
		{Expectation{Operation: "hang", AgentID: "2", Outcome: "no_active_call"}, false},
		{Expectation{Outcome: "no_active_call", World: "v"}, false},
		{Expectation{Outcome: "no_active_call", NoOthers: true}, false},
		{Expectation{Outcome: "no_active_call", Times: Never()}, false},
	} {
		var x Expected
		ok(t, x.Add(Expectation{Operation: "dial", Outcome: "dialled"}))
		ok(t, x.Add(tt.expectation))
		ok(t, x.Add(Expectation{Operation: "dial", Outcome: "dialled"}))
		if got := x.Note("w", &refused, HoldsIn(&refused)); got != tt.want {
			t.Errorf("%v explains it: %t", tt.expectation, got)
		}
	}
}

func TestExpectation_String(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]Expectation{
		"any request at least once":                                              {},
		"hang for agent 12989 exactly once, before change_status":                {Operation: "hang", AgentID: "12989", Times: Exactly(1), Before: Match{Operation: "change_status"}},
		"no transfer in world w":                                                 {Operation: "transfer", Times: Never(), World: "w"},
		"dial with a=1, b= answered dialled 1 to 2 times":                        {Operation: "dial", Params: map[string]string{"b": "", "a": "1"}, Outcome: "dialled", Times: Between(1, 2)},
		"any request with evidence inferred at most twice":                       {Evidence: "inferred", Times: AtMost(2)},
		"hang with a token on 3030 exactly twice, after any request for agent 1": {Operation: "hang", TokenSuffix: "203030", Times: Exactly(2), After: Match{AgentID: "1"}},
		"no request for agent 1":                                                 {AgentID: "1", Times: Exactly(0)},
		"no other requests":                                                      {NoOthers: true},
		"no other hang for agent 1 in world w":                                   {NoOthers: true, Operation: "hang", AgentID: "1", World: "w"},
		"hang at least twice":                                                    {Operation: "hang", Times: AtLeast(2)},
	} {
		if got := e.String(); got != want {
			t.Errorf("got %s, expected %s", got, want)
		}
	}
}

// What makes no sense is refused, with what would.
func TestExpectation_refused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", MaxValue+1)
	many := map[string]string{}
	for i := range MaxParams + 1 {
		many[fmt.Sprint(i)] = ""
	}
	for want, e := range map[string]Expectation{
		"exactly is -1: expected 0 or more":                 {Times: Exactly(-1)},
		"at_least is -1: expected 0 or more":                {Times: AtLeast(-1)},
		"at_most is -1: expected 0 or more":                 {Times: AtMost(-1)},
		"at_least is 3 and at_most 2: expected no":          {Times: Between(3, 2)},
		"exactly, never, and at_least with at_most exclude": {Times: Times{Exactly: new(1), AtMost: new(2)}},
		"exactly, never, and at_least":                      {Times: Times{Never: true, AtLeast: new(1)}},
		"no_others has no count":                            {NoOthers: true, Times: Never()},
		"no_others has no count and no order":               {NoOthers: true, Before: Match{AgentID: "1"}},
		"no_others has no count and no order: say":          {NoOthers: true, After: Match{AgentID: "1"}},
		"agent_id stands beside params":                     {AgentID: "1", Params: map[string]string{"agent_id": "1"}},
		"a value has 1001 bytes: expected at most":          {AgentID: long},
		"before: a value has 1001 bytes":                    {Before: Match{Params: map[string]string{long: ""}}},
		"after: a value has 1001 bytes":                     {After: Match{Params: map[string]string{"a": long}}},
		"params are 51: expected at most 50":                {Params: many},
		`evidence is "sure": expected one of docu`:          {Evidence: "sure"},
	} {
		_, err := Check([]Expectation{{}, e}, slices.Values([]Seen{}))
		if err == nil || !strings.HasPrefix(err.Error(), "expectations[1]: "+want) {
			t.Errorf("%v: %v, expected %s", e, err, want)
		}
	}
	ok(t, Expectation{Times: Between(2, 2), AgentID: long[1:], Params: map[string]string{"agent_id": ""}}.Check())
}

func TestExpected_isBounded(t *testing.T) {
	t.Parallel()
	var x Expected
	for range MaxExpectations {
		ok(t, x.Add(Expectation{AgentID: "1", Params: map[string]string{"a": "b"}}))
	}
	if err := x.Add(Expectation{}); err == nil || x.Bytes() != MaxExpectations*(Expectation{AgentID: "1", Params: map[string]string{"a": "b"}}.Bytes()) {
		t.Errorf("one more: %v, %d bytes", err, x.Bytes())
	}
	long := journal.Entry{AgentID: strings.Repeat("x", journal.MaxText)}
	x = Expected{}
	ok(t, x.Add(Expectation{Times: Never()}))
	for range 9 {
		x.Note("w", &long, HoldsIn(&long))
	}
	shown, err := json.Marshal(x.Results())
	ok(t, err)
	if len(shown) > x.Bytes() {
		t.Errorf("an expectation keeps %d bytes, more than %d", len(shown), x.Bytes())
	}
}

// Who registers an expectation, or has a result, may change it.
func TestExpected_keepsItsOwn(t *testing.T) {
	t.Parallel()
	params := func() map[string]string { return map[string]string{"phone": "5"} }
	e := Expectation{Params: params(), Before: Match{Params: params()}, After: Match{Params: params()}}
	var x Expected
	ok(t, x.Add(e))
	for _, given := range []Expectation{e, x.Results()[0].Expectation} {
		given.Params["phone"], given.Before.Params["phone"], given.After.Params["phone"] = "", "", ""
	}
	want := Expectation{Params: params(), Before: Match{Params: params()}, After: Match{Params: params()}}
	if diff := cmp.Diff(want, x.Results()[0].Expectation); diff != "" {
		t.Errorf("it has changed (-want +got):\n%s", diff)
	}
}
