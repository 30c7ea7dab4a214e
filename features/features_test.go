// Package features is the executable contract of the mock: what its users may rely on, in Gherkin, rule by rule.
//
//	*.feature            the contract: a file for what the vendor's documents describe together, refusals for what every
//	                     operation refuses; quota, token, envelope, wire and mock; and day, in which they meet
//	phrases_test.go      the language of the scenarios, on one screen; the methods stand in
//	people_test.go       agents and customers        application_test.go  whoever uses the API, through package client
//	callbacks_test.go    callbacks and their campaign
//	wire_test.go         raw requests and replies    mock_test.go         faults, gates, time, worlds and the record
//	operations_test.go   any operation by its name, and what no read shows
//	scene_test.go        one scenario: its world, and what it met and never spoke of
//	features_test.go     the run of all of them
//
// A server in this process is tested, or any that runs elsewhere with its defaults (one request per token at a time,
// bodies of 1 MiB) and lets us reach its control API:
//
//	go test ./features
//	go test ./features -url http://127.0.0.1:8042 [-admin-token …]
//	go test ./features -godog.tags '@documented && ~@mock' -godog.paths transfer.feature -godog.random 4711
//
// Every scenario has a world of its own and a grade, that of the weakest thing it asserts: @documented (a condition that
// a page states in words), @example (what a vendor's sample shows), @observed (seen in real traffic) or @inferred (our
// choice). @mock says that it commands what no real service can be told; to set the scene and to look at it does not
// count. @Q-... names the open question that it answers. A scenario fails when its world has met a refusal or a
// violation that no step spoke of. That every outcome can be reached is held by the samples of the document, and what
// each operation does in each state by the grid of callcenter; here stand the rules that a customer would dispute.
package features_test

import (
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cucumber/godog"

	"wolkvoxmock/mockserver"
)

var (
	target     = flag.String("url", "", "test the mock that runs there, instead of one in this process")
	adminToken = flag.String("admin-token", "", "bearer token of its control API")
	tags       = flag.String("godog.tags", "", "only scenarios with these tags, such as '@documented && ~@mock'")
	paths      = flag.String("godog.paths", ".", "only these feature files, separated by commas")
	random     = flag.Int64("godog.random", -1, "seed of the order in which scenarios run; a run prints it")
	format     = flag.String("godog.format", "progress", "format of the report: progress, pretty, junit:FILE, ...")
)

func TestFeatures(t *testing.T) {
	s := &suite{control: where(t), name: "features-" + rand.Text(), phrases: map[string]bool{}}
	status := godog.TestSuite{
		Name: "features",
		Options: &godog.Options{
			Format: *format, Paths: strings.Split(*paths, ","), Tags: *tags, Randomize: *random, Concurrency: 4, TestingT: t,
			Strict: true, NoColors: true,
		},
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			one := &scene{suite: s, control: s.control}
			one.phrases(sc)
			sc.Before(one.open)
			sc.After(one.close)
		},
	}.Run()
	if status != 0 || s.scenarios == 0 { // an empty folder, or a tag that nobody has, gives status 0
		t.Errorf("godog: status %d, %d scenarios", status, s.scenarios)
	}
	t.Logf("%d scenarios, against %s", s.scenarios, s.url)
	if *tags != "" || *paths != "." || strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return // not all of them have run
	}
	for phrase, spoken := range s.phrases {
		if !spoken {
			t.Errorf("no scenario says %s", phrase)
		}
	}
}

// where is the control API of the server under test.
func where(t *testing.T) control {
	if *target != "" {
		return control{strings.TrimRight(*target, "/"), *adminToken}
	}
	srv := mockserver.Run(t)
	return control{srv.URL(), srv.AdminToken}
}

// A suite is one run.
type suite struct {
	control
	name string // its worlds begin with it, so that runs on one server do not meet

	mu        sync.Mutex
	worlds    int
	scenarios int
	phrases   map[string]bool // whether a scenario has said it
}

func (s *suite) freshName() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worlds++
	return fmt.Sprintf("%s-%d", s.name, s.worlds)
}

// count counts a scenario, and what it says.
func (s *suite) count(sc *godog.Scenario) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scenarios++
	for phrase, spoken := range s.phrases {
		if !spoken {
			expr := regexp.MustCompile(phrase)
			s.phrases[phrase] = slices.ContainsFunc(sc.Steps, func(step *godog.Step) bool { return expr.MatchString(step.Text) })
		}
	}
}

// learns registers phrases, and remembers them.
func (s *suite) learns(register func(expr, step any)) func(string, any) {
	return func(expr string, step any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, known := s.phrases[expr]; !known {
			s.phrases[expr] = false // nobody has said it yet
		}
		register(expr, step)
	}
}

// Every question that the document answers has a scenario tagged with it; none answers another, or is surer of the
// answer than the document.
func TestQuestions(t *testing.T) {
	res, err := web.Get(where(t).url + "/openapi.yaml?view=operations")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	document, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the document: %s, %v", res.Status, err)
	}
	answers, tagged := map[string]string{}, map[string]bool{} // by question: the grade of its answer; has a scenario
	for _, m := range regexp.MustCompile(`question: (Q-[A-Z0-9-]+)[^~]*?x-evidence: (\w+)`).FindAllStringSubmatch(string(document), -1) {
		answers[m[1]] = m[2]
	}
	files, err := filepath.Glob("*.feature")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile(`(?m)^ *@(\w+)(.*)$`).FindAllStringSubmatch(string(text), -1) {
			for _, q := range regexp.MustCompile(`Q-[A-Z0-9-]+`).FindAllString(line[2], -1) {
				tagged[q] = true
				if answers[q] == "" || slices.Index(grades, line[1]) < slices.Index(grades, answers[q]) {
					t.Errorf("%s: a scenario is tagged @%s and @%s, but the document's answer is %q", f, line[1], q, answers[q])
				}
			}
		}
	}
	for q := range answers {
		if !tagged[q] {
			t.Errorf("no scenario is tagged @%s", q)
		}
	}
}
