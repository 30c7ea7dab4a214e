package main

import (
	"flag"
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
	moment = regexp.MustCompile(`\d{4}-\d\d-\d\d[T ][0-9:.]+Z?`)
)

func comparable(s string) string {
	return strings.TrimSpace(moment.ReplaceAllString(connID.ReplaceAllString(s, "CONN_ID"), "TIME"))
}

var updateReadme = flag.Bool("update", false, "write into README.md what its curls print")

// Every curl of the README is run as it is printed, in order, against a server fresh from serve, and must print what
// the README prints after it. Where the README prints nothing, it must succeed. Variables that it sets stay set.
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
	ran, variables := 0, ""
	renewed := string(readme)
	for _, block := range regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			line, want, _ := strings.Cut(step, "\n")
			command := strings.ReplaceAll(line, "http://127.0.0.1:8042", p.URL)
			if regexp.MustCompile(`^[A-Z]=`).MatchString(line) {
				variables += command + "; "
			}
			if !strings.HasPrefix(line, "curl ") {
				continue
			}
			out, err := exec.CommandContext(t.Context(), "sh", "-c", "set -e; "+variables+strings.Replace(command, "curl ", "curl --silent --show-error ", 1)).CombinedOutput()
			if err != nil {
				t.Errorf("%s\n%v\n%s", line, err, out)
			}
			ran++
			got := strings.TrimRight(strings.ReplaceAll(string(out), p.URL, "http://127.0.0.1:8042"), "\n")
			if want = strings.TrimRight(want, "\n"); comparable(want) == "" {
				continue
			}
			if diff := cmp.Diff(comparable(want), comparable(got)); diff != "" && !*updateReadme {
				t.Errorf("%s (-README +curl); go test ./cmd/wolkvox-mock -run Readme -update mends it:\n%s", line, diff)
			} else if diff != "" {
				renewed = strings.Replace(renewed, "$ "+line+"\n"+want, "$ "+line+"\n"+got, 1)
			}
		}
	}
	if ran < 10 {
		t.Errorf("only %d curls were found in the README", ran)
	}
	if *updateReadme {
		if err := os.WriteFile("../../README.md", []byte(renewed), 0o644); err != nil {
			t.Fatal(err)
		}
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
