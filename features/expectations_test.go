package features_test

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/cucumber/godog"
)

// What a test expects of its client.

// A finding is what has become of an expectation.
type finding struct {
	Passed     bool
	Came       string
	NearMisses []struct{ Why []string } `json:"near_misses"`
}

func (s *scene) testExpects(expectation string) error {
	return s.commands("an expectation").may("POST", s.world.at("/expectations"), json.RawMessage(expectation), nil)
}

func (s *scene) expectationsAreMet(met, all int) error {
	var found []finding
	err := s.do(s.ctx, "GET", s.world.at("/expectations"), nil, &found)
	passed := 0
	for _, f := range found {
		if f.Passed {
			passed++
		}
	}
	return errors.Join(err, want("expectations", len(found), all), want("those that are met", passed, met))
}

func (s *scene) check(expectations ...json.RawMessage) (found []finding, err error) {
	var check struct{ Results []finding }
	sent := map[string]any{"expectations": expectations}
	err = s.commands("expectations").do(s.ctx, "POST", s.world.at("/expectations/check"), sent, &check)
	return check.Results, err
}

// testFinds holds the journal against expectations, a row each.
func (s *scene) testFinds(table *godog.Table) error {
	var all []json.RawMessage
	for _, row := range table.Rows {
		all = append(all, json.RawMessage(row.Cells[0].Value))
	}
	found, err := s.check(all...)
	if err == nil {
		err = want("findings", len(found), len(all))
	}
	for _, f := range found {
		if !f.Passed {
			err = errors.Join(err, errors.New(f.Came))
		}
	}
	return err
}

// testFindsNot holds the journal against an expectation that fails, and shows of the nearest request what each row says.
func (s *scene) testFindsNot(expectation string, table *godog.Table) error {
	found, err := s.check(json.RawMessage(expectation))
	if err != nil {
		return err
	}
	if found[0].Passed || len(found[0].NearMisses) == 0 {
		return errors.New(found[0].Came + ": expected that it fails, and a near miss")
	}
	why := strings.Join(found[0].NearMisses[0].Why, "\n")
	for _, row := range table.Rows {
		err = errors.Join(err, want(row.Cells[0].Value+" in\n"+why+"\n", strings.Contains(why, row.Cells[0].Value), true))
	}
	return err
}
