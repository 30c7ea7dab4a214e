package verdict

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

func anything(Expectation) error { return nil }

func TestLoadExpectations(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "expect.yaml")
	ok(t, os.WriteFile(file, []byte(`
expectations:
  - operation: hang
    agent_id: 12989
    exactly: 1
    before: {operation: change_status, agent_id: "12989"}
  - {operation: transfer, never: true, world: default}
  - operation: dial
    params: {customer_phone: 03, cod_act: ""}
    outcome: dialled
    evidence: example
    token_suffix: "3030"
    at_least: 0
    at_most: 2
    after: {params: {a: b}}
  - no_others: true
`), 0o600))
	got, err := LoadExpectations(file, anything)
	ok(t, err)
	want := []Expectation{
		{Operation: "hang", AgentID: "12989", Times: Exactly(1), Before: Match{Operation: "change_status", AgentID: "12989"}},
		{Operation: "transfer", Times: Never(), World: "default"},
		{
			Operation: "dial", Params: map[string]string{"customer_phone": "03", "cod_act": ""}, Outcome: "dialled",
			Evidence: openapi.Example, TokenSuffix: "3030", Times: Between(0, 2), After: Match{Params: map[string]string{"a": "b"}},
		},
		{NoOthers: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("expectations (-want +got):\n%s", diff)
	}
	if _, err := LoadExpectations(filepath.Dir(file), anything); err == nil {
		t.Error("a folder is read")
	}
}

// What is wrong is named with its line, its place and what would be right.
func TestLoadExpectations_refused(t *testing.T) {
	t.Parallel()
	const list = "expectations:\n  - operation: hang\n  - "
	const keys = "operation, agent_id, params, outcome, evidence, token_suffix"
	for text, want := range map[string]string{
		"":                                    "x.yaml:1: the file is empty",
		"[]":                                  "x.yaml:1: expected a mapping of expectations, got a list",
		"{}":                                  "x.yaml:1: the mapping is empty: expected one of expectations at least",
		"only: true":                          `x.yaml:1: unknown key "only": expected one of expectations`,
		"expectations:":                       "x.yaml:1: expectations: expected a list, got nothing",
		"expectations: []":                    "x.yaml:1: expectations are 0: expected 1 to 1000",
		"expectations: {a: b}":                "x.yaml:1: expectations: expected a list, got a mapping",
		list + "hang":                         "x.yaml:3: expected a mapping of " + keys + `, world, exactly, at_least, at_most, never, before, after, no_others, got "hang"`,
		list + "{}":                           "x.yaml:3: the mapping is empty: expected one of " + keys + ", world, ",
		list + "{agentid: 1}":                 `x.yaml:3: unknown key "agentid": expected one of ` + keys + ", world, ",
		list + "never: true\n    never: true": `x.yaml:4: key "never" is there twice`,
		list + "operation: ''":                `x.yaml:3: operation: expected a text, got ""`,
		list + "operation:":                   "x.yaml:3: operation: expected a text, got nothing",
		list + "operation: [a]":               "x.yaml:3: operation: expected a text, got a list",
		list + "exactly: one":                 `x.yaml:3: exactly: expected a whole number, got "one"`,
		list + "exactly: '1'":                 `x.yaml:3: exactly: expected a whole number, got "1"`,
		list + "exactly: 1.5":                 `x.yaml:3: exactly: expected a whole number, got "1.5"`,
		list + "exactly: 0x1":                 `x.yaml:3: exactly: expected a whole number, got "0x1"`,
		list + "exactly: -1":                  "x.yaml:3: exactly is -1: expected 0 or more",
		list + "never: 'true'":                `x.yaml:3: never: expected true or false, got "true"`,
		list + "params: {}":                   "x.yaml:3: params are empty: expected parameters with their values",
		list + "params: [a]":                  "x.yaml:3: expected a mapping of parameters with their values, got a list",
		list + "params: {a: [1]}":             "x.yaml:3: a: expected a text, got a list",
		list + "params: {a: }":                "x.yaml:3: a: expected a text, got nothing",
		list + "params: {a: 1, a: 2}":         `x.yaml:3: key "a" is there twice`,
		list + "before: {}":                   "x.yaml:3: the mapping is empty: expected one of " + keys + " at least",
		list + "before: {exactly: 1}":         `x.yaml:3: unknown key "exactly": expected one of ` + keys,
		list + "after: hang":                  "x.yaml:3: expected a mapping of " + keys + `, got "hang"`,
		list + "&a {operation: *a}":           "x.yaml:3: operation: expected a text, got an alias",
		list + "operation: fly":               "x.yaml:3: there is no operation fly",
		list + "operation: a\n---\n":          "x.yaml:4: the file must hold one document",
		"expectations:\n" + strings.Repeat("- never: true\n", MaxExpectations+1): "x.yaml:2: expectations are 1001: expected 1 to 1000",
	} {
		_, err := parseExpectations("x.yaml", []byte(text), func(e Expectation) error {
			if e.Operation == "fly" {
				return errors.New("there is no operation fly")
			}
			return nil
		})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.60q: %v, expected %s", text, err, want)
		}
	}
	if all, err := parseExpectations("", []byte("expectations:\n"+strings.Repeat("- never: false\n", MaxExpectations)), anything); err != nil || all[0].Never {
		t.Errorf("as many as there may be: %v", err)
	}
}

// Whatever is read is the same by way of JSON, and can be registered.
func FuzzLoadExpectations(f *testing.F) {
	for _, text := range []string{
		"expectations: [{operation: hang, agent_id: 12989, exactly: 1, before: {operation: change_status}}]",
		`{"expectations": [{"params": {"a": ""}, "at_least": 1, "at_most": 2, "after": {"params": {"b": "c"}}}, {"no_others": true}]}`,
		"expectations:\n- &a {never: true, world: w}\n- *a",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := parseExpectations("x.yaml", data, anything)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x.yaml:") {
				t.Fatalf("an error without its place: %v", err)
			}
			return
		}
		text, err := json.Marshal(map[string]any{"expectations": all})
		ok(t, err)
		again, err := parseExpectations("", text, anything)
		ok(t, err)
		if diff := cmp.Diff(all, again); diff != "" {
			t.Fatalf("by way of %s (-want +got):\n%s", text, diff)
		}
		if _, err := Check(all, slices.Values([]Seen{came(hang1, status)})); err != nil {
			t.Fatal(err)
		}
	})
}
