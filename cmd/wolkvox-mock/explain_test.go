package main

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

func explained(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if got := run(t.Context(), append([]string{"explain"}, args...), &out, &errs); got != code {
		t.Fatalf("explain %v: exit code %d, want %d\n%s", args, got, code, &errs)
	}
	return out.String(), errs.String()
}

// What explain prints for an outcome is run by a shell, as it stands, against a fresh mock, and has that outcome. The
// general outcomes are tried with one operation of each kind.
func TestExplain_commandsBringTheOutcomeAbout(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"sh", "curl", "head"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	for _, s := range mustWolkvox().Samples() {
		name := s.Operation.Name + "/" + s.Outcome.Name
		own := slices.Contains(s.Operation.Outcomes, s.Outcome)
		if s.None != "" || !own && !slices.Contains([]string{"hang", "disable_agent", "upload_file", "services"}, s.Operation.Name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := mockserver.Run(t)
			text, _ := explained(t, exitGood, name, "--url", srv.URL())
			_, commands, found := strings.Cut(text, "\nTo bring it about in the demo world")
			_, commands, _ = strings.Cut(commands, "\n")
			if !found || !strings.Contains(commands, "curl ") {
				t.Fatalf("it prints no command:\n%s", text)
			}
			script := "curl() { command curl --silent --show-error --include \"$@\"; }\n" + commands
			out, err := exec.CommandContext(t.Context(), "sh", "-ec", script).CombinedOutput()
			if want := s.Outcome.Name + "; evidence=" + string(s.Outcome.Evidence) + "\r\n"; err != nil || !strings.Contains(string(out), "/"+want) {
				t.Errorf("nothing was answered by %s: %v\n%s\n%s", want, err, commands, out)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args string
		says []string
	}{
		{"", []string{"  hang                  Hang up the agent's call\n", "  token-missing ", "  Q-HANG-IDLE "}},
		{"hang", []string{"POST /api/v2/agentbox.php?api=hang\nhttps://www.wolkvox.com/en/hang-up-agent-v2/\n", "  hang/no_active_call     404  inferred\n", "  Q-HANG-RING "}},
		{"hang/no_active_call --url http://mock --token secret", []string{
			"hang/no_active_call: HTTP 404\n", `"msg": "Agent_id 12991 does not have an active call."`,
			"The reply is inferred: nobody documented it; it is our choice.\n", "\nQ-NO-CALL-REPLY (inferred): An operation", "\nQ-HANG-IDLE (inferred): ",
			"(POST http://mock/__admin/worlds/default/reset puts it back)",
			"\ncurl -X POST 'http://mock/api/v2/agentbox.php?api=hang&agent_id=12991' -H 'wolkvox-token: secret'\n",
		}},
		{"token-missing", []string{"token-missing: there is no token\n", "Without it the answer is 401.\n", "Source: https://wolkvox.com/en/api-response-codes\n"}},
		{"token-missing --url http://mock --token it's", []string{
			"\nSeverity: violation, unless a rules file says otherwise. Evidence: documented, a page of the vendor states it.\n",
			"(POST http://mock/__admin/worlds/default/reset puts it back), this breaks it:\n" +
				"curl -X POST 'http://mock/api/v2/agentbox.php?api=hang&agent_id=12989'\n",
			"\nAnd this keeps it:\n" +
				`curl -X POST 'http://mock/api/v2/agentbox.php?api=hang&agent_id=12989' -H 'wolkvox-token: it'\''s'` + "\n",
		}},
		{"more", []string{"\nSeverity: violation, "}},
		{"api-case", []string{"api-case: the name of the operation is in the wrong case\n", "\nQ-API-CASE (inferred): "}},
		{"get_ip/ips_found", []string{"\n# 192.0.2.10 is in the list of the firewall.\ncurl -X POST "}},
		{"hang/internal_error", []string{"\nNothing from outside brings it about. Only a bug of the mock"}},
		{"Q-HANG-IDLE", []string{"Q-HANG-IDLE (inferred): Without a call it is refused with 404.\nIt is about hang.\n"}},
		{"Q-TOGGLE-IDLE", []string{"It is about mute, hold.\n"}},
		{"Q-CONN-ID", []string{"It is about all operations.\n"}},
	} {
		text, _ := explained(t, exitGood, strings.Fields(tt.args)...)
		for _, want := range tt.says {
			if !strings.Contains(text, want) {
				t.Errorf("explain %s lacks %q:\n%s", tt.args, want, text)
			}
		}
	}
	if text, _ := explained(t, exitGood, "hang/token_missing"); strings.Contains(text, "Q-HANG") {
		t.Errorf("a general reply is explained by what is open about one operation:\n%s", text)
	}
	for wrong, want := range map[string]string{
		"hangs":            `there is nothing called "hangs"; did you mean hang; explain without a name lists`,
		"hang/no_call":     `there is nothing called "hang/no_call"; did you mean hang; explain without`,
		"hang/no_active_c": "did you mean hang/no_active_call",
		"token-mising":     "did you mean token-missing",
		"Q-HANG-IDL":       "did you mean Q-HANG-IDLE",
		"zzzzzzzzzzzz":     `there is nothing called "zzzzzzzzzzzz"; explain without a name`,
	} {
		if _, errs := explained(t, exitUsage, wrong); !strings.Contains(errs, want) {
			t.Errorf("explain %s: %s\nwant %s", wrong, errs, want)
		}
	}
	var out bytes.Buffer
	run(t.Context(), []string{"__complete", "explain", ""}, &out, &out)
	for _, want := range []string{"\nhang/no_active_call\n", "\nQ-HANG-IDLE\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the shell is not offered %q", want)
		}
	}
	for _, e := range openapi.Grades {
		if e.Meaning() == "" {
			t.Errorf("%s has no meaning", e)
		}
	}
}
