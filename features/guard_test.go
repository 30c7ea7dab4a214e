package features_test

import (
	"bytes"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cucumber/godog"
)

// A guard that never bites guards nothing: each of these small features has to fail, and to say why.
func TestGuards(t *testing.T) {
	at := where(t)
	for _, tt := range []struct{ name, feature, tags, says string }{
		{"nothing is wrong", `
			@example
			Scenario: a hang-up
				Given agent "12989" is talking to "3001234567"
				When agent "12989" hangs up
				Then the API accepts with "hung_up"`, "", ""},
		{"a refusal that nobody speaks of", `
			@inferred
			Scenario: nothing to hang up
				Given agent "12991" is Ready
				When agent "12991" hangs up
				Then agent "12991" is Ready`, "", "unspoken refusal: no_active_call"},
		{"the second of two refusals", `
			@inferred
			Scenario: nothing to hang up
				Given agent "12991" is Ready
				When agent "12991" hangs up
				And agent "12991" hangs up
				Then the API refuses with "no_active_call"`, "", "unspoken refusal: no_active_call"},
		{"a refusal of a raw request", `
			@inferred
			Scenario: nothing there
				When GET "/api/v2/" is sent
				Then there are no agents and no calls`, "", "unspoken refusal: path_unknown"},
		{"another refusal than asserted", `
			@inferred
			Scenario: nothing to hang up
				Given agent "12991" is Ready
				When agent "12991" hangs up
				Then the API refuses with "agent_unknown"`, "", "outcome: got no_active_call, want agent_unknown"},
		{"an acceptance that is a refusal", `
			@inferred
			Scenario: nothing to hang up
				Given agent "12991" is Ready
				When agent "12991" hangs up
				Then the API accepts`, "", "the API accepts: got HTTP status 404"},
		{"an answer that never came", `
			@inferred @mock
			Scenario: lost
				Given the next "hang" will be lost
				When agent "12991" hangs up
				Then there are no agents and no calls`, "", "unspoken refusal: no answer"},
		{"a refusal of the control API", `
			@inferred @mock
			Scenario: nobody there
				When agent "12991" logs in
				Then there are no agents and no calls`, "", "unspoken: the control API refuses"},
		{"a violation", `
			@inferred
			Scenario: something extra
				Given agent "12989" is talking to "3001234567"
				When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&reason=bored" is sent
				Then the API accepts with "hung_up"`, "", "unspoken violation: /api/v2/agentbox.php?api=hang&agent_id=12989&reason=bored: parameter-unknown"},
		{"another violation than asserted", `
			@inferred
			Scenario: something extra
				Given agent "12989" is talking to "3001234567"
				When POST "/api/v2/agentbox.php?api=hang&agent_id=12989&reason=bored" is sent
				Then the request is noted as breaking "parameter-missing"`, "", "violations: got map[parameter-unknown:1], want map[parameter-missing:1]"},
		{"a fault that nobody meets", `
			@inferred @mock
			Scenario: all is well
				Given the next 2 "hang" will fail with 503
				When agent "12991" hangs up
				Then the API refuses with "fault_injected"`, "", `nobody met the fault on "hang": it struck 1 of 2 times`},
		{"a gate that stays shut", `
			@inferred @mock
			Scenario: nobody opens
				Given agent "12989" is talking to "3001234567"
				And a gate holds the next request for "hang"
				When agent "12989" hangs up and waits
				Then the call goes on`, "", `the gate on "hang" is still shut, 1 waiting`},
		{"no grade", `
			@mock
			Scenario: who says so?
				When the customer hangs up`, "", "the scenario has no grade"},
		{"two grades", `
			@documented @inferred
			Scenario: which one?
				When the customer hangs up`, "", "tagged @documented and @inferred"},
		{"a claim that is too high", `
			@documented
			Scenario: the words are ours
				Given agent "12991" is Ready
				When agent "12991" hangs up
				Then the API refuses with "no_active_call"`, "", `tagged @documented, but asserts "no_active_call", which is inferred`},
		{"a claim that is a little too high", `
			@documented
			Scenario: the words are those of a sample
				Given agent "12989" is talking to "3001234567"
				When agent "12989" hangs up
				Then the API accepts with "hung_up"`, "", `tagged @documented, but asserts "hung_up", which is example`},
		{"a mock is needed", `
			@inferred
			Scenario: the customer is ours
				Given agent "12989" is talking to "3001234567"
				When the customer hangs up
				Then the call has ended`, "", `not tagged @mock, but "the customer hangs up" works with a mock only`},
		{"no mock is needed", `
			@inferred @mock
			Scenario: any service would do
				Given agent "12989" is talking to "3001234567"
				When agent "12989" hangs up
				Then the call has ended`, "", "tagged @mock, but no step needs one"},
		{"a step that nobody has defined", `
			@inferred
			Scenario: poetry
				When agent "12989" sings
				Then all is well`, "", "1 undefined"},
		{"a phrase in the wrong place", `
			@inferred
			Scenario: a deed before the story
				Given the customer hangs up`, "", "1 undefined"},
		{"a scenario without steps", `
			@inferred
			Scenario: later`, "", "godog: status 1"},
		{"a feature without a scenario", "", "", "small.feature holds no scenario that ran"},
		{"a table without rows", `
			@inferred
			Scenario Outline: <nobody>
				Given agent "<nobody>" is Ready

				Examples:
					| nobody |`, "", "no scenario has run"},
		{"tags that no scenario has", `
			@inferred
			Scenario: all is well
				Given agent "12991" is Ready`, "@nowhere", "no scenario has run"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var report bytes.Buffer
			err := newSuite(at).run(godog.Options{
				Format: "progress", Output: &report, Tags: tt.tags,
				FeatureContents: []godog.Feature{{Name: "small.feature", Contents: []byte("Feature: small\n" + tt.feature)}},
			})
			switch {
			case tt.says == "" && err != nil:
				t.Errorf("it fails: %v\n%s", err, &report)
			case tt.says != "" && err == nil:
				t.Error("it passes")
			case tt.says != "" && !strings.Contains(report.String()+err.Error(), tt.says):
				t.Errorf("it does not say %q, but: %v\n%s", tt.says, err, &report)
			}
		})
	}
}

// An empty file among others is not overlooked.
func TestGuards_emptyFile(t *testing.T) {
	err := newSuite(where(t)).run(godog.Options{Format: "progress", Output: new(bytes.Buffer), FeatureContents: []godog.Feature{
		{Name: "full.feature", Contents: []byte("Feature: full\n@inferred\nScenario: one\nGiven agent \"12989\" is Ready")},
		{Name: "empty.feature", Contents: []byte("Feature: empty\nRule: to be written")},
	}})
	if want := "empty.feature holds no scenario that ran"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// What no scenario reaches is a hole.
func TestGuards_coverage(t *testing.T) {
	s := newSuite(where(t))
	if err := s.run(godog.Options{Format: "progress", Output: new(bytes.Buffer), FeatureContents: []godog.Feature{{Name: "small.feature", Contents: []byte(`
		Feature: small
			@example
			Scenario: a hang-up
				Given agent "12989" is talking to "3001234567"
				When agent "12989" hangs up
				Then the API accepts with "hung_up"`)}}}); err != nil {
		t.Fatal(err)
	}
	holes := s.holes()
	for _, reached := range []string{"hang/hung_up", "talk --hang_up--> acw", "active --hang_up--> ended", "internal_error"} {
		if slices.Contains(holes, reached) {
			t.Errorf("%s is no hole", reached)
		}
	}
	for _, hole := range []string{"transfer/transferred", "world_reset", "logout --login--> ready", "ringing --hang_up--> ended", "the phrase ^the gate opens$"} {
		if !slices.Contains(holes, hole) {
			t.Errorf("%s is a hole, and not among %v", hole, holes)
		}
	}
}

// Every question that the document answers has a scenario tagged with it; none answers another, or is surer of the
// answer than the document.
func TestQuestions(t *testing.T) {
	res, err := web.Get(where(t).url + "/openapi.yaml?view=operations")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var document bytes.Buffer
	if _, err := document.ReadFrom(res.Body); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the document: %s, %v", res.Status, err)
	}
	answers := map[string]string{} // question → grade of its answer
	for _, m := range regexp.MustCompile(`question: (Q-[A-Z0-9-]+)[^~]*?x-evidence: (\w+)`).FindAllStringSubmatch(document.String(), -1) {
		answers[m[1]] = m[2]
	}
	tagged := map[string]bool{}
	files, err := filepath.Glob("*.feature")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			grade := -1
			for tag := range strings.FieldsSeq(line) {
				q, isTag := strings.CutPrefix(tag, "@")
				switch {
				case !isTag || q == "mock":
				case slices.Contains(grades, q):
					grade = slices.Index(grades, q)
				case answers[q] == "":
					t.Errorf("%s: a scenario is tagged @%s, which is no question of the document", f, q)
				case grade < slices.Index(grades, answers[q]):
					t.Errorf("%s: a scenario is tagged @%s and @%s, whose answer is %s", f, grades[max(grade, 0)], q, answers[q])
				}
				tagged[q] = true
			}
		}
	}
	for _, q := range slices.Sorted(maps.Keys(answers)) {
		if !tagged[q] {
			t.Errorf("no scenario is tagged @%s", q)
		}
	}
}
