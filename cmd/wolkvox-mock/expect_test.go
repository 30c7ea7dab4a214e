package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// expectFile is a file with expectations.
func expectFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "expect.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// What was expected decides on the exit code, and stands in the table; what cannot be expected is wrong use.
func TestVerify_expect(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	if _, err := s.Default().Client(t).Hang(t.Context(), "12989"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text  string
		args  []string
		code  int
		words []string
	}{
		{"expectations: [{operation: hang, agent_id: 12989, exactly: 1}]", nil, exitGood, []string{
			"PASSED", "Expectations: 1 of 1 are met\n    hang for agent 12989 exactly once\n",
		}},
		{"expectations: [{operation: hang, agent_id: 12990}]", nil, exitFailed, []string{
			"FAILED", "expectation-failed", "expected  hang for agent 12990 at least once\n", "agent_id is 12989, expected 12990",
		}},
		{"expectations: [{operation: transfer}]", []string{"--world", "default"}, exitFailed, []string{
			"expected  transfer in world default at least once\n      got       it did not come",
		}},
		{"expectations: [{operation: hang, world: w1}]", nil, exitUsage, []string{`There is no world "w1"`}},
		{"expectations: [{operation: hnag}]", nil, exitUsage, []string{`expect.yaml:1: there is no operation "hnag": did you mean hang?`}},
		{"expectations: [{agentid: 1}]", nil, exitUsage, []string{`expect.yaml:1: unknown key "agentid"`}},
	} {
		var out bytes.Buffer
		args := append([]string{"verify", "--url", s.URL(), "--expect", expectFile(t, tt.text)}, tt.args...)
		if code := run(t.Context(), args, &out, &out); code != tt.code {
			t.Errorf("%s: exit code %d, expected %d\n%s", tt.text, code, tt.code, &out)
		}
		for _, words := range tt.words {
			if !strings.Contains(out.String(), words) {
				t.Errorf("%s: expected %q in\n%s", tt.text, words, &out)
			}
		}
	}
}
