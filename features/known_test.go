package features_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
)

// What no read of the wolkvox API shows: it is looked up in a snapshot of the world.

// accountHasNoServices switches all services off, stereo recording among them.
func (s *scene) accountHasNoServices() error {
	return s.do(s.ctx, "PUT", s.world.at("/account"), map[string]any{"services": []string{}}, nil)
}

// copilotHas asserts the names of all files that were uploaded for the copilot.
func (s *scene) copilotHas(names string) error {
	var lists struct{ Files []string }
	if err := s.do(s.ctx, "GET", s.world.at("/lists"), nil, &lists); err != nil {
		return err
	}
	got := "no file"
	if len(lists.Files) > 0 {
		got = `"` + strings.Join(lists.Files, `", "`) + `"`
	}
	return want("files of the copilot", got, names)
}

// mockKnows compares the fields that the table names.
func (s *scene) mockKnows(what, id, campaign string, table *godog.Table) error {
	var snapshot struct{ Center json.RawMessage }
	if err := s.do(s.ctx, "GET", s.world.at(""), nil, &snapshot); err != nil {
		return err
	}
	path := map[string][]string{
		"agent": {"agents", id}, "skill": {"skills", id}, "customer": {"campaigns", campaign, "customers", id},
		"the call": {"calls", s.call.ID}, "the account": {"account"},
	}[what]
	known, err := within(snapshot.Center, path...)
	if err != nil {
		return err
	}
	var problems []error
	for _, row := range table.Rows {
		key := row.Cells[0].Value
		problems = append(problems, want(key, plain(known[key]), row.Cells[1].Value))
	}
	return errors.Join(problems...)
}

// within is the object at a path of keys.
func within(value json.RawMessage, path ...string) (object map[string]json.RawMessage, err error) {
	for _, key := range path {
		if err := json.Unmarshal(value, &object); err != nil {
			return nil, err
		}
		if value = object[key]; value == nil {
			return nil, fmt.Errorf("the snapshot has no %q among %v", key, sorted(object))
		}
		object = nil
	}
	err = json.Unmarshal(value, &object)
	return object, err
}
