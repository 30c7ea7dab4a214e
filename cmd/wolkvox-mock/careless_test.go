//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

func init() {
	programs["careless"] = func() { integration(false) }
	programs["careful"] = func() { integration(true) }
}

// integration is a test suite with the address of the real service in it, and Go's own client. The careless one makes four
// mistakes; the careful one does the same work without them.
func integration(careful bool) {
	get, post := "GET", "POST"
	misspelled, tries := "customerphone", 2
	if careful {
		get, misspelled, tries = post, "customer_phone", 1
	}
	world := os.Getenv("WOLKVOX_BASE_URL") + "/__admin/worlds/default"
	// Two at once: a gate holds the first as long as the second takes.
	must(control(post, world+"/gates", `{"operation":"change_status"}`))
	first := make(chan error, 1)
	go func() { first <- request(post, "change_status", "agent_id=12991&status=101") }()
	must(control("GET", world+"/gates/1?waiting=1", ""))
	if !careful {
		must(request(post, "change_status", "agent_id=12994&status=ready"))
	}
	must(control(post, world+"/gates/1/open", ""))
	must(<-first)
	if careful {
		must(request(post, "change_status", "agent_id=12994&status=ready"))
	}

	must(control(post, world+"/faults", `{"operation":"hold","phase":"after","drop":true}`))
	for range tries { // the answer is lost: was the call put on hold?
		err := request(post, "hold", "agent_id=12989")
		if lost := errors.Is(err, io.EOF); !lost {
			must(err)
		}
	}
	must(request(post, "transfer", "agent_id=12990&"+misspelled+"=3000000000"))
	must(request(get, "hang", "agent_id=12989"))
	os.Exit(0)
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(9)
	}
}

// request calls the real service. What it answers is not looked at.
func request(method, api, query string) error {
	return send(method, "https://wv0042.wolkvox.com/api/v2/agentbox.php?api="+api+"&"+query, "", mockserver.DemoToken)
}

func control(method, url, body string) error { return send(method, url, body, "") }

func send(method, url, body, token string) error {
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	if token != "" {
		r.Header.Set("wolkvox-token", token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	_, err = io.ReadAll(res.Body)
	return err
}

// What an integration does wrong is named, each with a command line that does it right; without its mistakes it passes.
func TestRun_namesTheMistakes(t *testing.T) {
	t.Parallel()
	for name, expected := range map[string][]openapi.Rule{
		"careless": {
			openapi.RuleTokenConcurrent, openapi.RuleParameterUnknown, openapi.RuleParameterMissing, openapi.RuleRetryUnchecked,
			openapi.RuleMethodWrong,
		},
		"careful": nil,
	} {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		c := program(t, "run", "--json", "--", "env", beMain+"="+name, self)
		var stdout, stderr bytes.Buffer
		c.Stdout, c.Stderr = &stdout, &stderr
		code := exitGood
		if ended, failed := errors.AsType[*exec.ExitError](c.Run()); failed {
			code = ended.ExitCode()
		}
		var v mockserver.Verdict
		if err := json.Unmarshal(stdout.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v\n%s%s", name, err, &stdout, &stderr)
		}
		var found []openapi.Rule
		for _, f := range v.Findings {
			if f.Severity != openapi.SeverityViolation {
				continue
			}
			found = append(found, f.Rule)
			if !strings.HasPrefix(f.First.Try, "curl ") {
				t.Errorf("%s: %s is shown right by %q", name, f.Rule, f.First.Try)
			}
		}
		slices.Sort(found)
		slices.Sort(expected)
		if !slices.Equal(found, expected) || (code == exitGood) != (expected == nil) || code > exitFailed {
			t.Errorf("%s ended with %d and %v, expected %v\n%s%s", name, code, found, expected, &stdout, &stderr)
		}
	}
}
