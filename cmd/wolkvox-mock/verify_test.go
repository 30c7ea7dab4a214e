package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// mocked is a mock to which these requests have been sent, each a query for agentbox.php.
func mocked(t *testing.T, opts []mockserver.Option, queries ...string) string {
	t.Helper()
	s, err := mockserver.Start(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	for _, q := range queries {
		r, err := http.NewRequest(http.MethodPost, s.URL()+"/api/v2/agentbox.php?"+q, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("wolkvox-token", mockserver.DemoToken)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
	}
	return s.URL()
}

// verified is what verify prints and its exit code.
func verified(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = run(t.Context(), append([]string{"verify"}, args...), &out, &complaints)
	return out.String(), complaints.String(), code
}

const goodHang, badHang = "api=hang&agent_id=12989", "api=hang&agent_id=12989&nonsense=1"

func TestVerify_exitCodes(t *testing.T) {
	t.Setenv("GITHUB_ACTIONS", "")
	good, bad := mocked(t, nil, goodHang), mocked(t, nil, badHang)
	guarded := mocked(t, []mockserver.Option{mockserver.WithAdminToken("let-me-in-please")}, goodHang)
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string // on either stream
	}{
		{"all well", []string{"--url", good}, exitGood, "PASSED  no violation in 1 request"},
		{"a slash more", []string{"--url", good + "/", "--world", "default"}, exitGood, "in 1 request to world default"},
		{"a violation", []string{"--url", bad}, exitFailed, "parameter-unknown"},
		{"under a threshold", []string{"--url", good, "--min-coverage", "operations=2"}, exitCoverage, "operations under 2 %"},
		{"at a threshold", []string{"--url", good, "--min-coverage", "operations=1"}, exitGood, "1 % demanded"},
		{"a violation, and under a threshold", []string{"--url", bad, "--min-coverage", "operations=2"}, exitFailed, "operations under 2 %"},
		{"evidence", []string{"--url", good, "--forbid-evidence", "observed,example"}, exitFailed, "evidence-forbidden"},
		{"other evidence", []string{"--url", good, "--forbid-evidence", "inferred"}, exitGood, "PASSED"},
		{"nobody answers", []string{"--url", "http://127.0.0.1:1"}, exitConnection, "nobody answers"},
		{"somebody else answers", []string{"--url", other.URL}, exitConnection, "404 Not Found: is it a wolkvox-mock?"},
		{"no such world", []string{"--url", good, "--world", "nowhere"}, exitUsage, `There is no world "nowhere"`},
		{"no bearer", []string{"--url", guarded}, exitUsage, "401"},
		{"the bearer", []string{"--url", guarded, "--admin-token", "let-me-in-please"}, exitGood, "PASSED"},
		{"no URL", []string{"--url", "127.0.0.1:8042"}, exitUsage, `--url is "127.0.0.1:8042": expected one such as http://127.0.0.1:8042`},
		{"no such area", []string{"--url", good, "--min-coverage", "lines=80"}, exitUsage, `--min-coverage: "lines" is nothing that is covered`},
		{"no such evidence", []string{"--url", good, "--forbid-evidence", "x"}, exitUsage, `--forbid-evidence: "x" is no evidence`},
		{"no place for a report", []string{"--url", good, "--html", filepath.Join(t.TempDir(), "no", "where")}, exitEnvironment, "no such file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stdout, stderr, code := verified(t, tt.args...)
			if code != tt.code || !strings.Contains(stdout+stderr, tt.says) {
				t.Errorf("exit code %d, want %d with %q:\n%s%s", code, tt.code, tt.says, stdout, stderr)
			}
		})
	}
}

// Each form of the verdict goes where it was asked for, and nothing else there.
func TestVerify_reports(t *testing.T) {
	dir := t.TempDir()
	junit, html, summary := filepath.Join(dir, "v.xml"), filepath.Join(dir, "v.html"), filepath.Join(dir, "summary.md")
	if err := os.WriteFile(summary, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GITHUB_ACTIONS", "true")
	t.Setenv("GITHUB_STEP_SUMMARY", summary)
	url := mocked(t, nil, badHang)
	stdout, stderr, code := verified(t, "--url", url, "--json", "--junit", junit, "--html", html)
	var v mockserver.Verdict
	if err := json.Unmarshal([]byte(stdout), &v); err != nil || v.Passed || v.Requests != 1 || len(v.Findings) != 1 || code != exitFailed {
		t.Errorf("exit code %d, %v: %s", code, err, stdout)
	}
	if strings.Contains(stdout, `\u0026`) || !strings.Contains(stdout, "api=hang&agent_id=12989") {
		t.Error("the command line cannot be copied from the JSON")
	}
	if !strings.Contains(stderr, "::error title=parameter-unknown%3A ") {
		t.Errorf("no annotation: %s", stderr)
	}
	for name, begin := range map[string]string{junit: "<?xml", html: "<!doctype html>", summary: "before\n## ❌ wolkvox-mock: 1 violation"} {
		text, err := os.ReadFile(name)
		if err != nil || !strings.HasPrefix(string(text), begin) {
			t.Errorf("%v: %s", err, text)
		}
		if strings.Contains(string(text)+stdout+stderr, mockserver.DemoToken) {
			t.Errorf("%s holds a token", name)
		}
	}
	text, _ := os.ReadFile(junit)
	if err := xml.Unmarshal(text, new(struct{ XMLName xml.Name })); err != nil {
		t.Error(err)
	}
	stdout, _, _ = verified(t, "--url", url)
	if !strings.Contains(stdout, "FAILED  1 violation in 1 request\n") || !strings.Contains(stdout, "\n::error ") || strings.Contains(stdout, "\x1b") {
		t.Errorf("%s", stdout)
	}
}

// COLUMNS says how wide the table is.
func TestVerify_columns(t *testing.T) {
	t.Setenv("COLUMNS", "60")
	stdout, _, _ := verified(t, "--url", mocked(t, nil, goodHang))
	for line := range strings.Lines(stdout) {
		if len([]rune(line)) > 61 && !strings.Contains(line, "curl") && !strings.Contains(line, "://") {
			t.Errorf("%d columns: %s", len([]rune(line)), line)
		}
	}
}
