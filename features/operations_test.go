package features_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/cucumber/godog"

	"wolkvoxmock/client"
	"wolkvoxmock/openapi"
)

// Any operation, by its name in the document, with its parameters as a table; and the records that reads list.

func (s *scene) isCalled(operation, waits string) error {
	return s.isCalledWith(operation, waits, nil)
}

// isCalledWith calls an operation. Of a parameter that takes a list, the members are separated by ", "; {conn_id} is
// that of the call.
func (s *scene) isCalledWith(operation, waits string, table *godog.Table) error {
	doc, err := openapi.Wolkvox()
	if err != nil {
		return err
	}
	o := doc.Operation(operation)
	if o == nil {
		return fmt.Errorf("the document has no operation %q", operation)
	}
	params := client.Params{}
	if table != nil {
		for _, row := range table.Rows {
			if len(row.Cells) != 2 {
				return fmt.Errorf("a row has %d cells: expected a parameter and its value", len(row.Cells))
			}
			name, value := row.Cells[0].Value, strings.ReplaceAll(row.Cells[1].Value, "{conn_id}", s.call.ID)
			params[name] = []string{value}
			for _, p := range o.Parameters {
				if p.Name == name && (p.Kind == openapi.List || p.Kind == openapi.TextOrList) {
					params[name] = strings.Split(value, ", ")
				}
			}
		}
	}
	return s.send(waits, operation, params)
}

// areUploaded uploads files of a size each, the content does not matter.
func (s *scene) areUploaded(names string, size int, operation string) error {
	var files []client.File
	for name := range strings.SplitSeq(names, ", ") {
		files = append(files, client.File{Name: strings.Trim(name, `"`), Content: bytes.Repeat([]byte{'x'}, size)})
	}
	return s.send("", operation, nil, files...)
}

// manyAreUploaded uploads 1.wav, 2.wav and so on.
func (s *scene) manyAreUploaded(n, size int, operation string) error {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("%d.wav", i+1))
	}
	return s.areUploaded(strings.Join(names, ", "), size, operation)
}

// records are what the latest answer lists under data; an object is a list of one.
func (s *scene) records() (all []map[string]json.RawMessage, err error) {
	data := s.latest().Data
	if json.Unmarshal(data, &all) == nil {
		return all, nil
	}
	var one map[string]json.RawMessage
	if err := json.Unmarshal(data, &one); err != nil {
		return nil, fmt.Errorf("the data is %.200s: expected a list, or an object", data)
	}
	return []map[string]json.RawMessage{one}, nil
}

// answerLists compares the columns that the table has, and all records.
func (s *scene) answerLists(table *godog.Table) error {
	all, err := s.records()
	if err != nil {
		return err
	}
	if err := want("number of records", len(all), len(table.Rows)-1); err != nil {
		return fmt.Errorf("%w: %s", err, s.latest().Data)
	}
	var problems []error
	for i, row := range table.Rows[1:] {
		for j, cell := range row.Cells {
			key := table.Rows[0].Cells[j].Value
			problems = append(problems, want(fmt.Sprintf("%s of record %d", key, i+1), plain(all[i][key]), cell.Value))
		}
	}
	return errors.Join(problems...)
}

// plain is a JSON text without its quotes; what is absent says so.
func plain(value json.RawMessage) string {
	var text string
	switch {
	case value == nil:
		return "(absent)"
	case json.Unmarshal(value, &text) == nil:
		return text
	}
	return string(value)
}

func (s *scene) fieldIs(key, value string) error {
	all, err := s.records()
	if err != nil || len(all) == 0 {
		return errors.Join(err, want("records", len(all) > 0, true))
	}
	return want(key, plain(all[0][key]), value)
}

func (s *scene) fieldLooksLike(key, expr string) error {
	all, err := s.records()
	if err != nil || len(all) == 0 {
		return errors.Join(err, want("records", len(all) > 0, true))
	}
	if got := plain(all[0][key]); !regexp.MustCompile(expr).MatchString(got) {
		return fmt.Errorf("%s is %q, which does not look like %q", key, got, expr)
	}
	return nil
}

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
		problems = append(problems, want(key, local(plain(known[key])), row.Cells[1].Value))
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
