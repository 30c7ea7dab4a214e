// Package features is the executable contract of the mock: what its users may rely on, in Gherkin, rule by rule.
//
//	*.feature            the contract: one file per document of the vendor, or per resource that is read; quota, token,
//	                     errors, envelope, wire and mock; and day, in which they meet
//	phrases_test.go      the language of the scenarios, on one screen; the methods stand in
//	people_test.go       agents and customers        application_test.go  whoever uses the API, through package client
//	callbacks_test.go    callbacks and their campaign
//	wire_test.go         raw requests and replies    mock_test.go         faults, gates, time, worlds and the record
//	operations_test.go   any operation by its name   known_test.go        what no read shows
//	scene_test.go        one scenario: its world, and what it met and never spoke of
//	features_test.go     the run of all of them      guard_test.go        proof that the guards bite
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
// violation that no step spoke of; the run fails when a part of the contract was never reached.
package features_test

import (
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
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
	s := newSuite(where(t))
	o := godog.Options{
		Format: *format, Paths: strings.Split(*paths, ","), Tags: *tags, Randomize: *random, Concurrency: 4, TestingT: t,
	}
	whole := *tags == "" && *paths == "." && !oneByOne()
	if err := s.run(o); err != nil {
		t.Error(err)
	}
	if whole && !t.Failed() {
		for _, hole := range s.holes() {
			t.Errorf("no scenario has reached %s", hole)
		}
	}
	t.Logf("%d scenarios, %d steps, %d phrases, against %s", s.scenarios, len(s.steps), len(s.phrases), s.url)
}

// oneByOne says that "go test -run TestFeatures/..." picks single scenarios.
func oneByOne() bool { return strings.Contains(flag.Lookup("test.run").Value.String(), "/") }

// where is the control API of the server under test.
func where(t *testing.T) control {
	if *target != "" {
		return control{strings.TrimRight(*target, "/"), *adminToken}
	}
	srv := mockserver.Run(t)
	return control{srv.URL, srv.AdminToken}
}

// A suite is one run, and what it reaches.
type suite struct {
	control
	name string // of the run: its worlds begin with it, so that runs on one server do not meet

	mu        sync.Mutex
	worlds    int
	scenarios int
	files     map[string]bool // with a scenario that ran
	reached   map[string]int  // of the contract: outcomes and transitions
	phrases   map[string]*regexp.Regexp
	steps     []string // the texts of all
}

func newSuite(c control) *suite {
	return &suite{
		control: c, name: "features-" + rand.Text(),
		files: map[string]bool{}, reached: map[string]int{}, phrases: map[string]*regexp.Regexp{},
	}
}

// run lets the scenarios happen. It fails also where godog alone would not: when nothing has run.
func (s *suite) run(o godog.Options) error {
	o.Strict, o.NoColors = true, true
	status := godog.TestSuite{Name: "features", Options: &o, ScenarioInitializer: func(sc *godog.ScenarioContext) {
		one := &scene{suite: s, control: s.control}
		one.phrases(sc)
		sc.Before(one.open)
		sc.After(one.close)
	}}.Run()
	var problems []error
	if status != 0 {
		problems = append(problems, fmt.Errorf("godog: status %d", status))
	}
	if s.scenarios == 0 {
		problems = append(problems, errors.New("no scenario has run"))
	}
	if o.Tags == "" && (o.TestingT == nil || !oneByOne()) {
		files, err := featureFiles(o)
		problems = append(problems, err)
		for _, f := range files {
			if !s.files[f] {
				problems = append(problems, fmt.Errorf("%s holds no scenario that ran", f))
			}
		}
	}
	return errors.Join(problems...)
}

// featureFiles are those that a run is made of.
func featureFiles(o godog.Options) (files []string, err error) {
	for _, f := range o.FeatureContents {
		files = append(files, f.Name)
	}
	for _, path := range o.Paths {
		if strings.HasSuffix(path, ".feature") {
			files = append(files, path)
			continue
		}
		found, err := filepath.Glob(filepath.Join(path, "*.feature"))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

func (s *suite) freshName() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.worlds++
	return fmt.Sprintf("%s-%d", s.name, s.worlds)
}

func (s *suite) count(sc *godog.Scenario) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scenarios++
	s.files[sc.Uri] = true
	for _, step := range sc.Steps {
		s.steps = append(s.steps, step.Text)
	}
}

// learns registers phrases, and remembers them.
func (s *suite) learns(register func(expr, step any)) func(string, any) {
	return func(expr string, step any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.phrases[expr] == nil {
			s.phrases[expr] = regexp.MustCompile(expr)
		}
		register(s.phrases[expr], step)
	}
}

// add adds what a world has reached.
func (s *suite) add(c coverage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, part := range []map[string]int{c.Outcomes, c.Transitions} {
		for what, n := range part {
			s.reached[what] += n
		}
	}
}

// tally adds the two outcomes that no world of a scenario can count: the one is given when there is no world, the other
// when the world that would count it has been made anew.
func (s *suite) tally(answers []*answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range answers {
		if a.outcome == "world_unknown" || a.outcome == "world_reset" {
			s.reached[a.outcome]++
		}
	}
}

// holes are the outcomes and transitions that no scenario has reached, and phrases that none says. To reach
// internal_error would be a bug.
func (s *suite) holes() (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.reached) == 0 {
		return []string{"anything: no coverage was read"}
	}
	for what, n := range s.reached {
		if n == 0 && what != "internal_error" {
			all = append(all, what)
		}
	}
	for expr, phrase := range s.phrases {
		if !slices.ContainsFunc(s.steps, phrase.MatchString) {
			all = append(all, "the phrase "+expr)
		}
	}
	slices.Sort(all)
	return all
}
