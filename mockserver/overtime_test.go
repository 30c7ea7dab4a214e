package mockserver_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A token in use is told of by the request that is refused for it, not by a fault that says so, and not by another token.
func TestOverTime_tokenConcurrent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c, other := callerOf(t, w), another(t, w)
	pending, gate := c.hold(w, hang)
	other.mustGet("hung_up", box("hang", "agent_id=12990"))
	mustBreak(t, w)
	c.mustGet("token_busy", box("hang", "agent_id=12990"))
	mustBreak(t, w, openapi.RuleTokenConcurrent)
	ok(t, w.OpenGate(gate))
	pending.mustGet("hung_up")
	mustBreak(t, w)
	_, err := w.AddFault(mockserver.Fault{Outcome: "token_busy", Times: 1})
	ok(t, err)
	c.mustGet("token_busy", box("hang", "agent_id=12990"))
	mustBreak(t, w)
}

// Strict fails for violations alone. What a rule counts is a matter of the world, and stands in the journal.
func TestOverTime_severity(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "rules.yaml")
	ok(t, os.WriteFile(file, []byte("rules: {refusal-repeated: violation}\nworlds:\n  mild:\n    rules: {refusal-repeated: off, parameter-unknown: info}\n"), 0o600))
	rules, err := mockserver.LoadRules(file)
	ok(t, err)
	idle := box("hang", "agent_id=12991&x=1")
	for _, tt := range []struct {
		world string
		opts  []mockserver.Option
		want  []string // rule: severity
		fails int
	}{
		{"", nil, []string{"parameter-unknown: violation", "refusal-repeated: warning"}, 2},
		{"", []mockserver.Option{mockserver.WithRules(rules)}, []string{"parameter-unknown: violation", "refusal-repeated: violation"}, 3},
		{"mild", []mockserver.Option{mockserver.WithRules(rules)}, []string{"parameter-unknown: info", "refusal-repeated: off"}, 0},
	} {
		told := &witness{}
		s := mockserver.Run(told, append(tt.opts, mockserver.Strict())...)
		w, err := s.CreateWorld(mockserver.WorldSpec{Name: tt.world})
		ok(t, err)
		for range 2 {
			direct(s, w.Token(), idle)
		}
		var got []string
		for _, v := range newest(t, w).Violations {
			got = append(got, string(v.Rule)+": "+string(v.Severity))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("severities (-want +got):\n%s", diff)
		}
		if told.end(); len(told.errors) != tt.fails || len(w.Violations()) != tt.fails {
			t.Errorf("%d failures, want %d: %s", len(told.errors), tt.fails, told.errors)
		}
	}
}

// What each operation does to its agent, in its sample, is one of the events that the rules over time know of it.
func TestOverTime_events(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	moved := 0
	for _, o := range wolkvox(t).Operations {
		w := newWorld(t, s)
		bring(t, w, o.Sample(o.Outcomes[0].Name))
		agent := newest(t, w).AgentID
		for _, r := range w.Records(0, 0).Records {
			ch := r.Change
			if ch == nil || ch.AgentID != agent || ch.Cause.Name != o.Name || ch.Event == string(callcenter.Answer) {
				continue // a call that is dialled is answered by whoever is called
			}
			if ch.Kind != journal.OfCall && (ch.Kind != journal.OfAgent || ch.From == ch.To) {
				continue // no rule is behind it
			}
			if moved++; !slices.Contains(mockserver.EventsOf(o.Name), ch.Event) {
				t.Errorf("%s: %s, known are %v", o.Name, ch.Event, mockserver.EventsOf(o.Name))
			}
		}
	}
	if moved < 6 {
		t.Errorf("%d operations have moved an agent", moved)
	}
}

// mustBreak holds the rules that the latest exchange breaks against those that it should.
func mustBreak(t *testing.T, w *mockserver.World, want ...openapi.Rule) {
	t.Helper()
	var got []openapi.Rule
	for _, v := range newest(t, w).Violations {
		got = append(got, v.Rule)
		if v.Severity != v.Rule.Text().Severity || v.Expected == "" || v.Got == "" || v.Where == "" || v.Source == "" {
			t.Errorf("not all is said: %+v", v)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

// What explain and RULES.md say of each rule is so: the one example breaks it and no other, and the other breaks none.
func TestOverTime_examples(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	shown := 0
	for _, r := range openapi.Rules {
		example := doc.RuleExample(r.Rule, openapi.Place{URL: "{url}", World: mockserver.DefaultWorld, Server: mockserver.DemoServer})
		if example.Breaks == nil {
			continue
		}
		shown++
		t.Run(string(r.Rule), func(t *testing.T) {
			t.Parallel()
			for _, tt := range []struct {
				lines []string
				want  []openapi.Rule
			}{{example.Breaks, []openapi.Rule{r.Rule}}, {example.Keeps, nil}} {
				s := mockserver.Run(t)
				text := strings.ReplaceAll(strings.Join(tt.lines, "\n")+"\nwait\n", "{url}", s.URL())
				pasted(t, s.Default(), text)
				var got []openapi.Rule
				for _, e := range s.Default().Requests(mockserver.Query{Violations: true}).Requests {
					for _, v := range e.Violations {
						if !slices.Contains(got, v.Rule) {
							got = append(got, v.Rule)
						}
					}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s\n(-want +got):\n%s", text, diff)
				}
			}
		})
	}
	if shown < 20 {
		t.Errorf("%d rules have an example", shown)
	}
}
