package main

import (
	"bytes"
	"os"
	"os/exec"
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

// Under run they count from the first request on, whatever the world and the journal.
func TestRun_expect(t *testing.T) {
	t.Parallel()
	const client = `curl -sf -X POST -H "wolkvox-token: $WOLKVOX_TOKEN" "$WOLKVOX_BASE_URL/api/v2/agentbox.php?api=hang&agent_id=12989"`
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not there")
	}
	for _, tt := range []struct {
		text, client string
		code         int
		words        string
	}{
		{"expectations: [{operation: hang, exactly: 1}, {operation: transfer, never: true}, {no_others: true}]", client, exitGood, "Expectations: 3 of 3 are met"},
		{"expectations: [{operation: hang, exactly: 2}]", client, exitFailed, "got       it came once"},
		{"expectations: [{operation: hang, exactly: 2}]", client + "; exit 7", 7, "expectation-failed"},
		{"expectations: [{operation: hnag}]", client, exitUsage, `expect.yaml:1: there is no operation "hnag": did you mean hang?`},
	} {
		args := []string{"run", "--ca-dir", t.TempDir(), "--journal-size", "0", "--expect", expectFile(t, tt.text), "--", "sh", "-c", tt.client}
		c := program(t, args...)
		out, _ := c.CombinedOutput() // the exit code says how it ended
		if code := c.ProcessState.ExitCode(); code != tt.code || !strings.Contains(string(out), tt.words) {
			t.Errorf("%s: exit code %d, expected %d with %q\n%s", tt.text, code, tt.code, tt.words, out)
		}
	}
}
