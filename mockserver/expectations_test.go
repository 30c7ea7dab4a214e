package mockserver_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
)

// hang, exactly once, before change_status, never transfer: as the client did it, and as it did not.
func TestExpect(t *testing.T) {
	t.Parallel()
	status := func(agent string) ask { return box("change_status", "agent_id="+agent+"&status=102") }
	transfer := box("transfer", "agent_id=12989&customer_phone=3000000000")
	for name, tt := range map[string]struct {
		sent []ask
		want []string // the beginning of each failure
	}{
		"as expected": {[]ask{hang, status("12989")}, nil},
		"another order": {[]ask{status("12991"), hang}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it came once, 1 of these in the wrong order\n\t#",
		}},
		"another agent": {[]ask{box("hang", "agent_id=12990")}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it did not come\n\t#",
		}},
		"twice, and transferred": {[]ask{hang, hang, transfer}, []string{
			"mockserver: expected hang for agent 12989 in world w1 exactly once, before change_status: it came twice\n\t#",
			"mockserver: expected no transfer in world w1: it came once\n\t#",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tester := &witness{name: t.Name()}
			w := mockserver.Run(tester).NewWorld(tester)
			c := callerOf(t, w)
			for _, a := range tt.sent {
				c.send(a)
			}
			w.Expect(tester,
				mockserver.Expectation{
					Operation: "hang", AgentID: "12989", Times: mockserver.Exactly(1), Before: mockserver.Match{Operation: "change_status"},
				},
				mockserver.Expectation{Operation: "transfer", Times: mockserver.Never()},
			)
			got := tester.errors
			tester.end()
			for i, text := range got {
				t.Log(text)
				got[i] = text[:strings.Index(text, "#")+1]
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || tester.fatal != "" {
				t.Errorf("failures (-want +got):\n%s%s", diff, tester.fatal)
			}
		})
	}
}

// met tells which expectations are met.
func met(all []mockserver.ExpectationResult) (met []bool) {
	for _, r := range all {
		met = append(met, r.Passed)
	}
	return met
}

// What is registered counts what comes from then on, whatever the journal forgets; not what came before.
func TestAddExpectation(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithJournalSize(1)).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("hung_up", hang)
	all := []mockserver.Expectation{
		{Operation: "hang", AgentID: "12989", Outcome: "no_active_call", Times: mockserver.Exactly(2)},
		{Operation: "hang", Params: map[string]string{"agent_id": "12989"}, Before: mockserver.Match{Outcome: "api_unknown"}},
		{Operation: "disable_agent", AgentID: "12992"}, // its parameters stand in the body
		{Operation: "add_dnc", Params: map[string]string{"telephones": "2"}},
		{Operation: "add_dnc", Params: map[string]string{"telephones": "3"}, Times: mockserver.Never()},
		{Operation: "upload_file", Params: map[string]string{"file": "b.pdf"}, Times: mockserver.AtMost(0)},
		{Params: map[string]string{"agent_id": ""}, Times: mockserver.Exactly(2)}, // with one that names no operation
	}
	for _, e := range all {
		_, err := w.AddExpectation(e)
		ok(t, err)
	}
	for _, a := range []ask{
		hang, hang, conf("disable_agent", `{"agent_id":"12992"}`), conf("add_dnc", `{"telephones":["1","2"],"type_call":"all"}`), box("fly", ""),
	} {
		c.send(a)
		w.ClearRequests()
	}
	for _, r := range w.Expectations() {
		if !r.Passed {
			t.Error(r)
		}
	}
	check, err := w.CheckExpectations(all[0], all[4])
	ok(t, err)
	if diff := cmp.Diff([]bool{false, true}, met(check.Results)); diff != "" || check.Passed {
		t.Errorf("checked over the journal, which was cleared (-want +got):\n%s", diff)
	}
	for range 2 {
		c.send(hang)
	}
	check, err = w.CheckExpectations(all[4], mockserver.Expectation{Operation: "hang"})
	ok(t, err)
	if diff := cmp.Diff([]bool{false, true}, met(check.Results)); diff != "" || check.Passed {
		t.Errorf("checked over a journal that has forgotten some (-want +got):\n%s", diff)
	}
	w.ClearExpectations()
}

// The test is told at its end of what it has registered, and of what nobody has taken away.
func TestExpectAtEnd(t *testing.T) {
	t.Parallel()
	tester, sub := &witness{name: t.Name()}, &witness{}
	s := mockserver.Run(tester, mockserver.WithExpectations(
		mockserver.Expectation{Operation: "hang", Times: mockserver.Exactly(1)}, mockserver.Expectation{Operation: "skills"},
	))
	w := s.NewWorld(tester)
	w.ExpectAtEnd(sub, mockserver.Expectation{Operation: "dial"}, mockserver.Expectation{Operation: "hang"})
	callerOf(t, w).mustGet("hung_up", hang)
	sub.end()
	_, err := w.AddExpectation(mockserver.Expectation{Operation: "transfer"})
	ok(t, err)
	_, err = s.Default().AddExpectation(mockserver.Expectation{Operation: "mute"})
	ok(t, err)
	tester.end()
	if diff := cmp.Diff([]string{"mockserver: expected dial in world w1 at least once: it did not come"}, sub.errors); diff != "" {
		t.Errorf("at the end of the inner test (-want +got):\n%s", diff)
	}
	want := []string{
		"mockserver: expected transfer in world w1 at least once: it did not come",
		"mockserver: expected mute in world default at least once: it did not come\nNo request has reached this world: its clients call " +
			s.URL() + " with a token of the world, or are those of Client and HTTPClient.",
		"mockserver: expected skills at least once: it did not come",
	}
	if diff := cmp.Diff(want, tester.errors); diff != "" {
		t.Errorf("at the end of the outer test (-want +got):\n%s", diff)
	}
}

func TestExpect_refused(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	for words, e := range map[string]mockserver.Expectation{
		`there is no operation "hnag": did you mean hang?`:             {Operation: "hnag"},
		`after: there is no operation "hnag": did you mean hang?`:      {After: mockserver.Match{Operation: "hnag"}},
		`hang has no outcome "dialled": expected one of `:              {Operation: "hang", Outcome: "dialled"},
		`hang has no parameter "phone": expected one of agent_id`:      {Operation: "hang", Params: map[string]string{"phone": "1"}},
		`skills has no parameter "agent_id": expected one of `:         {Operation: "skills", AgentID: "1"},
		`exactly is -1: expected 0 or more`:                            {Operation: "hang", Times: mockserver.Exactly(-1)},
		`world is "default": expected w1, or nothing`:                  {World: "default"},
		`the journal does not keep the names of files: register it be`: {Operation: "upload_file", Params: map[string]string{"file": "a"}},
	} {
		now, atEnd := &witness{}, &witness{}
		if w.Expect(now, e); !strings.HasPrefix(now.fatal, "mockserver: world w1: expectations[0]: "+words) {
			t.Errorf("%v: %s, expected %s", e, now.fatal, words)
		}
		if e.Operation == "upload_file" {
			continue // can be counted as it comes
		}
		if w.ExpectAtEnd(atEnd, e); !strings.Contains(atEnd.fatal, words) {
			t.Errorf("at the end: %v: %s, expected %s", e, atEnd.fatal, words)
		}
		if _, err := mockserver.New(mockserver.WithExpectations(mockserver.Expectation{}, e)); e.World == "" &&
			(err == nil || !strings.HasPrefix(err.Error(), "mockserver: WithExpectations: no. 2: "+words)) {
			t.Errorf("as an option: %v: %v, expected %s", e, err, words)
		}
	}
}

// A reset ends the expectations of its world, a restore does not.
func TestAddExpectation_resetAndRestore(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	_, err := w.AddExpectation(mockserver.Expectation{Operation: "hang", Times: mockserver.Exactly(2)})
	ok(t, err)
	c := callerOf(t, w)
	snap := w.Snapshot()
	c.mustGet("hung_up", hang)
	ok(t, w.Restore(snap))
	c.mustGet("hung_up", hang)
	if diff := cmp.Diff([]bool{true}, met(w.Expectations())); diff != "" {
		t.Errorf("after a restore (-want +got):\n%s", diff)
	}
	ok(t, w.Reset())
	if all := w.Expectations(); len(all) > 0 {
		t.Errorf("after a reset: %v", all)
	}
}

// Those of the server count in all worlds, order holds in each. What came to a world that is gone is counted, and over the journals
// not known any more.
func TestWithExpectations(t *testing.T) {
	t.Parallel()
	all := []mockserver.Expectation{
		{Operation: "hang", Times: mockserver.Exactly(3), Before: mockserver.Match{Operation: "change_status"}},
		{Operation: "transfer", Times: mockserver.Never()},
		{World: "default", Operation: "hang", Times: mockserver.Exactly(1)},
	}
	s := mockserver.Run(t, mockserver.WithExpectations(all...))
	status := box("change_status", "agent_id=12989&status=102")
	gone := s.NewWorld(t)
	c := callerOf(t, gone)
	c.mustGet("hung_up", hang)
	c.mustGet("status_changed", status)
	ok(t, gone.Reset())
	c.mustGet("hung_up", hang)
	c.mustGet("status_changed", status)
	callerOf(t, s.Default()).mustGet("hung_up", hang)
	mustMeet := func(what string, want ...bool) {
		t.Helper()
		check, err := s.CheckExpectations(all...)
		ok(t, err)
		if diff := cmp.Diff(want, met(check.Results)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	mustMeet("since the reset", false, true, true)
	ok(t, s.DeleteWorld(gone.Name()))
	mustMeet("the world is gone", false, false, true)
	if diff := cmp.Diff([]bool{true, true, true}, met(s.Expectations())); diff != "" {
		t.Errorf("as they came (-want +got):\n%s", diff)
	}
}

// A request that came to another world is a near miss.
func TestExpect_anotherWorld(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	callerOf(t, s.Default()).mustGet("hung_up", hang)
	tester := &witness{}
	w.Expect(tester, mockserver.Expectation{Operation: "hang", AgentID: "12989"})
	want := []string{"mockserver: expected hang for agent 12989 in world w1 at least once: it did not come\n" +
		"\t#3 hang, agent 12989: hung_up, in world default: world is default, expected w1"}
	if diff := cmp.Diff(want, tester.errors); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}

// Expectations take of the room of their world.
func TestAddExpectation_isBounded(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithMaxWorldBytes(1<<20)).NewWorld(t)
	for range 1000 {
		_, err := w.AddExpectation(mockserver.Expectation{Times: mockserver.AtLeast(0)})
		if refused, is := errors.AsType[*mockserver.Error](err); is && refused.Kind == mockserver.WorldFull {
			w.ClearExpectations()
			_, err = w.AddExpectation(mockserver.Expectation{Times: mockserver.AtLeast(0)})
			ok(t, err)
			return
		}
		ok(t, err)
	}
	t.Error("a world of 1 MiB has room for 1000 expectations")
}

func TestLoadExpectations(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "expect.yaml")
	for text, words := range map[string]string{
		"expectations:\n- {operation: hang, agent_id: 12989, exactly: 1}\n- {operation: transfer, never: true}\n": "",
		"expectations:\n- {operation: hang}\n- {operation: hnag}\n":                                               `:3: there is no operation "hnag": did you mean hang?`,
	} {
		ok(t, os.WriteFile(file, []byte(text), 0o600))
		all, err := mockserver.LoadExpectations(file)
		if words == "" {
			ok(t, err)
			mockserver.Run(&witness{}, mockserver.WithExpectations(all...)).Close()
		} else if err == nil || err.Error() != file+words {
			t.Errorf("%q: %v, expected %s", text, err, words)
		}
	}
}

// What is not met is held against the client in the verdict, also after the world was reset or deleted; a refusal that is expected is
// not.
func TestExpect_inTheVerdict(t *testing.T) {
	t.Parallel()
	s, err := mockserver.Start(mockserver.WithExpectations(mockserver.Expectation{Operation: "mute"}))
	ok(t, err)
	defer s.Close()
	w := newWorld(t, s)
	for _, e := range []mockserver.Expectation{{Operation: "transfer"}, {Operation: "hang", Outcome: "no_active_call"}} {
		_, err := w.AddExpectation(e)
		ok(t, err)
	}
	c := callerOf(t, w)
	c.mustGet("hung_up", hang)
	c.mustGet("no_active_call", hang)
	mustFind := func(v mockserver.Verdict, shown int, want ...string) {
		t.Helper()
		var got []string
		for _, f := range v.Findings {
			switch f.Rule {
			case mockserver.RuleExpectationFailed:
				got = append(got, f.First.Expected)
			case mockserver.RuleRefusalUnexpected:
				got = append(got, f.Outcome)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(v.Expectations) != shown {
			t.Errorf("%d expectations; findings (-want +got):\n%s", len(v.Expectations), diff)
		}
	}
	const mute, transfer = "mute at least once", "transfer in world w1 at least once"
	mustFind(w.Verdict(), 2, transfer)
	mustFind(s.Verdict(), 3, mute, transfer)
	ok(t, w.Restore(w.Snapshot()))
	mustFind(s.Verdict(), 3, mute, transfer)
	ok(t, w.Reset())
	mustFind(w.Verdict(), 0)
	_, err = w.AddExpectation(mockserver.Expectation{Operation: "transfer"})
	ok(t, err)
	mustFind(s.Verdict(), 2, transfer, mute, transfer)
	ok(t, s.DeleteWorld(w.Name()))
	mustFind(s.Verdict(), 1, transfer, mute)
}

// A restore keeps the journal, and with it the order.
func TestWithExpectations_restore(t *testing.T) {
	t.Parallel()
	s, err := mockserver.Start(mockserver.WithExpectations(
		mockserver.Expectation{Operation: "hang", Before: mockserver.Match{Operation: "change_status"}},
	))
	ok(t, err)
	defer s.Close()
	c := callerOf(t, s.Default())
	snap := s.Default().Snapshot()
	c.mustGet("status_changed", box("change_status", "agent_id=12991&status=102"))
	ok(t, s.Default().Restore(snap))
	c.mustGet("hung_up", hang)
	if diff := cmp.Diff([]bool{false}, met(s.Expectations())); diff != "" {
		t.Errorf("hung up after the status had changed (-want +got):\n%s", diff)
	}
}
