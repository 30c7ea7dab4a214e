package verdict

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wolkvoxmock/openapi"
)

// What is said of a world comes before what is said of all, and that before the default.
func TestSeverities(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.yaml")
	text := "rules:\n  parameter-unknown: info\n  state-unread: warning\nworlds:\n  legacy:\n    rules: {parameter-unknown: off}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := LoadSeverities(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		rule  openapi.Rule
		world string
		want  openapi.Severity
	}{
		{openapi.RuleParameterUnknown, "default", openapi.SeverityInfo},
		{openapi.RuleParameterUnknown, "legacy", openapi.SeverityOff},
		{openapi.RuleStateUnread, "legacy", openapi.SeverityWarning},
		{openapi.RulePathUnknown, "legacy", openapi.SeverityViolation},
		{openapi.RulePollingFast, "default", openapi.SeverityInfo},
	} {
		if got := s.Of(tt.rule, tt.world); got != tt.want {
			t.Errorf("%s in %s: %s, want %s", tt.rule, tt.world, got, tt.want)
		}
	}
	if got := (Severities{}).Of(openapi.RuleStateUnread, ""); got != openapi.SeverityInfo {
		t.Errorf("without a file: %s", got)
	}
	if _, err := LoadSeverities(file + "x"); err == nil {
		t.Error("a file that is not there was read")
	}
}

// The schema is closed, and each error names its line.
func TestSeverities_refuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "r.yaml:1: the file is empty",
		"[]":                                "r.yaml:1: expected a mapping of rules, worlds, got a list",
		"rules: {}\nrule: {}":               `r.yaml:2: unknown key "rule": expected one of rules, worlds`,
		"rules: {}\nrules: {}":              `r.yaml:2: key "rules" is there twice`,
		"rules:":                            "r.yaml:1: expected a mapping of rules with their severities, got nothing",
		"rules:\n  token-concurent: off":    `r.yaml:2: there is no rule "token-concurent": did you mean token-concurrent?`,
		"rules:\n  zzzzzzzz: off":           `r.yaml:2: there is no rule "zzzzzzzz": expected one of path-unknown, `,
		"rules:\n  more: error":             `r.yaml:2: more: expected one of violation, warning, info, off, got "error"`,
		"rules:\n  more: [off]":             "r.yaml:2: more: expected one of violation, warning, info, off, got a list",
		"rules:\n  more: off\n  more: info": `r.yaml:3: key "more" is there twice`,
		"worlds: x":                         `r.yaml:1: expected a mapping of names of worlds, got "x"`,
		"worlds:\n  a: off":                 `r.yaml:2: expected a mapping of rules, got "off"`,
		"worlds:\n  a:\n    rule: {}":       `r.yaml:3: unknown key "rule": expected one of rules`,
		"worlds: {a: {rules: {x: off}}}":    `r.yaml:1: there is no rule "x": expected one of path-unknown, `,
		"rules: &a {}\nworlds: {b: *a}":     "r.yaml:2: expected a mapping of rules, got an alias, which is not understood here",
	} {
		_, err := parseSeverities("r.yaml", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
