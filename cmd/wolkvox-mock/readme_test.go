package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What differs from run to run: ids made of the time, and the time.
var (
	connID = regexp.MustCompile(`\d{5}\.\d{4}\.\d{10}\.\d{5}`)
	moment = regexp.MustCompile(`\d{4}-\d\d-\d\dT[0-9:.]+Z`)
)

func comparable(s string) string {
	return strings.TrimSpace(moment.ReplaceAllString(connID.ReplaceAllString(s, "CONN_ID"), "TIME"))
}

// Every curl of the README is run as it is printed, in order, against a server fresh from serve, and must print what
// the README prints after it. Where the README prints nothing, it must succeed.
func TestReadme_curlsPrintWhatTheReadmeSays(t *testing.T) {
	for _, tool := range []string{"sh", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	p := serveProcess(t)
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			line, want, _ := strings.Cut(step, "\n")
			if !strings.HasPrefix(line, "curl ") {
				continue
			}
			command := strings.ReplaceAll(line, "http://127.0.0.1:8042", p.URL)
			got, err := exec.CommandContext(t.Context(), "sh", "-c", "set -e; "+strings.Replace(command, "curl ", "curl --silent --show-error ", 1)).CombinedOutput()
			if err != nil {
				t.Errorf("%s\n%v\n%s", line, err, got)
			}
			if want = comparable(want); want != "" {
				if diff := cmp.Diff(want, comparable(strings.ReplaceAll(string(got), p.URL, "http://127.0.0.1:8042"))); diff != "" {
					t.Errorf("%s (-README +curl):\n%s", line, diff)
				}
			}
			ran++
		}
	}
	if ran < 10 {
		t.Errorf("only %d curls were found in the README", ran)
	}
}

// The Go code of the README is code that is compiled and run.
func TestReadme_goCodeIsATest(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	tests, err := os.ReadFile("../../mockserver/readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	if len(blocks) == 0 {
		t.Error("the README has no Go code")
	}
	for _, b := range blocks {
		if !strings.Contains(string(tests), b[1]) {
			t.Errorf("mockserver/readme_test.go does not hold\n%s", b[1])
		}
	}
}
