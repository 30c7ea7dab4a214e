package openapi

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The guides hold every operation, what a form needs of its parameters, and only samples that parameters alone make.
func TestGuides(t *testing.T) {
	t.Parallel()
	doc := mustWolkvox(t)
	all := map[string]OperationGuide{}
	for _, g := range doc.Guides() {
		all[g.Name] = g
		if g.Parameters == nil || len(g.Samples) == 0 {
			t.Errorf("%s has parameters %v and %d samples", g.Name, g.Parameters, len(g.Samples))
		}
	}
	if len(all) != len(doc.Operations) {
		t.Errorf("%d guides of %d operations", len(all), len(doc.Operations))
	}
	g := all["change_status"]
	var names []string
	for _, p := range g.Parameters {
		names = append(names, p.Name)
	}
	if diff := cmp.Diff([]string{"status", "agent_id"}, names); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
	want := SampleGuide{
		Outcome: "state_unknown", Status: 404, Evidence: Inferred, Params: map[string][]string{"agent_id": {"12991"}, "status": {"999"}},
	}
	if diff := cmp.Diff(want, g.Samples[2]); diff != "" {
		t.Errorf("sample (-want +got):\n%s", diff)
	}
}

// Each operation's questions name it, and each rule has its grade and its example.
func TestExplain(t *testing.T) {
	t.Parallel()
	e := mustWolkvox(t).Explain(Place{URL: "http://mock", World: "default", Token: TokenPlaceholder})
	about := map[string][]string{}
	for _, q := range e.Questions {
		about[q.Question] = q.Operations
	}
	if diff := cmp.Diff([]string{"hang"}, about["Q-HANG-IDLE"]); diff != "" || about["Q-CHECK-ORDER"] != nil {
		t.Errorf("Q-HANG-IDLE is about others (-want +got):\n%s\nQ-CHECK-ORDER is about %v", diff, about["Q-CHECK-ORDER"])
	}
	if len(e.Rules) != len(Rules) || len(e.Grades) != len(Grades) || e.Grades[3].Meaning == "" {
		t.Errorf("%d rules, grades %v", len(e.Rules), e.Grades)
	}
	for _, r := range e.Rules {
		if r.Rule == RuleTokenMissing && (len(r.Breaks) == 0 || len(r.Keeps) == 0) {
			t.Errorf("%s has no example", r.Rule)
		}
	}
}
