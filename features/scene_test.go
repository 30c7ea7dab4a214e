package features_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// A scene is one scenario on its way: a fresh world with people and calls, the applications that use its API, and what
// has been said of their answers. Nothing of it outlives the scenario.
type scene struct {
	suite *suite
	control
	ctx   context.Context
	grade string // documented, example, observed or inferred: the scenario's tag
	mock  bool   // tagged @mock

	world    world
	another  world  // a second one; no Name until it is needed
	abroad   bool   // the application works for the second world
	token    string // of the application; "" is the first one of its world
	strange  bool   // the token does not lead to the world any more, so requests name it
	call     call   // what "the call" means: the one that was last arranged, or made
	held     []*answer
	gate     gate
	gateAt   world
	snapshot json.RawMessage
	spoiled  bool   // an answer was arranged that no client can read
	watch    *watch // the latest
	follower *follower

	interception *interception // nil unless the scenario has a mock of its own

	answers   []*answer // the latest one is what "the API" of a Then means
	refused   *problem  // the latest refusal of the control API, until a Then speaks of it
	noted     []string  // rules of violations that a Then spoke of
	journal   []entry   // of the worlds that are gone or were reset
	commanded string    // the step that no real service could take, "" when there was none
}

// open makes the scenario's world: the account of the vendor's samples, without agents. It has three auxiliary states,
// the activity codes 020 and 021 (a hit) of group 1 and B1 of group 2, the skill 4012, the predictive campaign 7224 with
// the customers 1 and 2, and the routing point 61196; it records in stereo.
func (s *scene) open(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	s.suite.count(sc)
	s.ctx = ctx
	for _, t := range sc.Tags {
		switch tag := strings.TrimPrefix(t.Name, "@"); {
		case tag == "mock":
			s.mock = true
		case !slices.Contains(grades, tag):
		case s.grade != "":
			return ctx, fmt.Errorf("the scenario is tagged @%s and @%s: one grade, that of the weakest thing it asserts", s.grade, tag)
		default:
			s.grade = tag
		}
	}
	if s.grade == "" {
		return ctx, errors.New("the scenario has no grade: tag it @documented, @example, @observed or @inferred")
	}
	return ctx, s.makeWorld(&s.world)
}

// grades, surest first.
var grades = []string{"documented", "example", "observed", "inferred"}

// states are the auxiliary states of every account here; the first is the one of the vendor's sample.
var states = map[string]string{"Active breaks": "101", "Lunch": "102", "Training": "103"}

func (s *scene) makeWorld(w *world) error {
	if w.Name != "" {
		return nil
	}
	type state struct {
		ID          string `json:"id"`
		Description string `json:"description"`
	}
	var all []state
	for name, id := range states {
		all = append(all, state{id, name})
	}
	type object = map[string]any
	spec := object{
		"name": s.suite.freshName(),
		"from": object{
			"states":  all,
			"account": object{"name": "demo", "services": []string{"stereo_recording"}},
			"activity_codes": []object{
				{"type_code": "cod_act1", "cod_act": "020", "description": "No interest"},
				{"type_code": "cod_act1", "cod_act": "021", "description": "Sale", "hit": true},
				{"type_code": "cod_act2", "cod_act": "B1", "description": "Call again"},
			},
			"skills":         []object{{"skill_id": "4012", "name": "Support", "description": "Help"}},
			"campaigns":      []object{{"campaign_id": "7224", "campaign_name": "Renewals", "customers": []object{{"customer_id": "1", "customer_name": "Luz Mora"}, {"customer_id": "2"}}}},
			"routing_points": []object{{"rp_id": "61196", "name": "Mail"}},
		},
	}
	return s.do(s.ctx, "POST", "/__admin/worlds", spec, w)
}

// close takes the scenario's worlds away, and reports what the scenario met and never spoke of.
func (s *scene) close(ctx context.Context, _ *godog.Scenario, failed error) (context.Context, error) {
	s.ctx = context.WithoutCancel(ctx)
	if s.interception != nil {
		s.interception.server.Close()
	}
	var silent error
	if failed == nil {
		silent = errors.Join(s.unmet(s.world), s.unmet(s.another))
	}
	gone := errors.Join(s.leave(s.world), s.leave(s.another))
	for _, a := range s.held { // a world that is gone holds nobody
		<-a.done
	}
	if failed == nil {
		silent = errors.Join(silent, s.unspoken(), s.claims())
	}
	return ctx, errors.Join(silent, gone)
}

// leave deletes a world once its journal has been read.
func (s *scene) leave(w world) error {
	if w.Name == "" {
		return nil
	}
	return errors.Join(s.readJournal(w), s.do(s.ctx, "DELETE", w.at(""), nil, nil))
}

// readJournal keeps the violations that a world has recorded, before it forgets.
func (s *scene) readJournal(w world) error {
	var page struct{ Requests []entry }
	err := s.do(s.ctx, "GET", w.at("/requests"), nil, &page)
	s.journal = append(s.journal, page.Requests...)
	return err
}

// unmet reports the faults that nobody met and the gates that are still shut.
func (s *scene) unmet(w world) error {
	if w.Name == "" {
		return nil
	}
	var faults []fault
	var gates []gate
	problems := []error{
		s.do(s.ctx, "GET", w.at("/faults"), nil, &faults),
		s.do(s.ctx, "GET", w.at("/gates"), nil, &gates),
	}
	for _, f := range faults {
		if f.Applied < max(f.Times, 1) { // 0 is always
			problems = append(problems, fmt.Errorf("nobody met the fault on %q: it was applied %d of %d times", f.Operation, f.Applied, f.Times))
		}
	}
	for _, g := range gates {
		problems = append(problems, fmt.Errorf("the gate on %q is still shut, %d waiting", g.Operation, g.Waiting))
	}
	return errors.Join(problems...)
}

// unspoken reports the refusals and violations that no step has asserted. Of a request that was refused for its violation,
// which then has the name of the outcome, or got its reason, the refusal is enough; and what is less than a violation is no
// mistake of a scenario.
func (s *scene) unspoken() error {
	var problems []error
	for _, a := range s.answers {
		if a.failed() && !a.spoken {
			problems = append(problems, fmt.Errorf("unspoken refusal: %s: %v", cmp.Or(a.outcome, "no answer"), a.err))
		}
	}
	spoken := counted(s.noted)
	for _, e := range s.journal {
		for _, v := range e.Violations {
			if v.Severity != "violation" || v.Rule == strings.ReplaceAll(e.Outcome, "_", "-") || v.Got == e.Reason {
				continue
			}
			if spoken[v.Rule]--; spoken[v.Rule] < 0 {
				problems = append(problems, fmt.Errorf("unspoken violation: %s: %s at %s: expected %s, got %s", e.Request.Target, v.Rule, v.Where, v.Expected, v.Got))
			}
		}
	}
	if s.refused != nil {
		problems = append(problems, fmt.Errorf("unspoken: %w", s.refused))
	}
	return errors.Join(problems...)
}

// claims holds the scenario's tags against what it has done.
func (s *scene) claims() error {
	var problems []error
	for _, a := range s.answers {
		if a.named && slices.Index(grades, s.grade) < slices.Index(grades, a.evidence) {
			problems = append(problems, fmt.Errorf("the scenario is tagged @%s, but asserts %q, which is %s", s.grade, a.outcome, a.evidence))
		}
	}
	switch {
	case s.commanded != "" && !s.mock:
		problems = append(problems, fmt.Errorf("the scenario is not tagged @mock, but %q works with a mock only", s.commanded))
	case s.commanded == "" && s.mock:
		problems = append(problems, errors.New("the scenario is tagged @mock, but no step needs one"))
	}
	return errors.Join(problems...)
}

// commands marks a step that no real service could take: it commands people, time or misfortune, or the mock itself.
func (s *scene) commands(what string) *scene {
	s.commanded = cmp.Or(s.commanded, what)
	return s
}

// may is do for what the control API may refuse; a Then has to speak of the refusal.
func (s *scene) may(method, path string, send, into any) error {
	err := s.do(s.ctx, method, path, send, into)
	if errors.As(err, &s.refused) {
		return nil
	}
	return err
}

// place is the world that a phrase means: "" is the scenario's, " of another world" the second one.
func (s *scene) place(suffix string) (world, error) {
	if suffix == "" {
		return s.world, nil
	}
	return s.another, s.makeWorld(&s.another)
}

// here is the world that the application works for.
func (s *scene) here() world {
	if s.abroad {
		return s.another
	}
	return s.world
}

// want compares, and says what a difference is about.
func want[T comparable](what string, got, want T) error {
	if got != want {
		return fmt.Errorf("%s: got %v, want %v", what, got, want)
	}
	return nil
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
