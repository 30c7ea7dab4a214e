package features_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
)

// A judgement is a verdict as the control API shows it.
type judgement struct {
	Passed   bool
	Findings []struct {
		Severity, Rule, Outcome string
		Count                   int
	}
}

func (s *scene) judged(path string) (v judgement, err error) {
	return v, s.commands("a verdict").do(s.ctx, "GET", path, nil, &v)
}

func (s *scene) verdictFinds(passes string, table *godog.Table) error {
	var expected []string
	for _, row := range table.Rows[1:] {
		var line []string
		for _, c := range row.Cells {
			line = append(line, c.Value)
		}
		expected = append(expected, strings.Join(line, " | "))
	}
	return s.mustFind(passes, expected)
}

func (s *scene) verdictFindsNothing(passes string) error { return s.mustFind(passes, nil) }

func (s *scene) mustFind(passes string, expected []string) error {
	v, err := s.judged(s.world.at("/verify"))
	if err != nil {
		return err
	}
	var got []string
	for _, f := range v.Findings {
		got = append(got, strings.Join([]string{f.Severity, f.Rule, f.Outcome, fmt.Sprint(f.Count)}, " | "))
	}
	return errors.Join(
		want("findings", strings.Join(got, "\n"), strings.Join(expected, "\n")), want("it passes", v.Passed, passes == "passes"))
}

func (s *scene) verdictUnder(passes, demands string) error {
	v, err := s.judged(s.world.at("/verify") + "?" + demands)
	return errors.Join(err, want("it passes", v.Passed, passes == "passes"))
}

// serverFinds looks for a rule; whoever broke it first may have been another scenario.
func (s *scene) serverFinds(rule string) error {
	v, err := s.judged("/__admin/verify")
	found := false
	for _, f := range v.Findings {
		found = found || f.Rule == rule && f.Count > 0
	}
	return errors.Join(err, want(rule+" is found", found, true))
}

// journalIsCleared reads the journal first: what clients did wrong in it has to be spoken of all the same.
func (s *scene) journalIsCleared() error {
	return errors.Join(s.readJournal(s.world), s.commands("a journal is cleared").do(s.ctx, "DELETE", s.world.at("/requests"), nil, nil))
}
