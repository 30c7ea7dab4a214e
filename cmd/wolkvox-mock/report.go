package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/verdict"
)

// reportFlags say what a verdict is held against, and where it goes.
type reportFlags struct {
	json                        bool
	junit, html                 string
	minCoverage, forbidEvidence string
	expect                      string
}

func (f *reportFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.json, "json", false, "print the verdict as JSON to standard output")
	flags.StringVar(&f.junit, "junit", "", "also write a JUnit XML `FILE`, for CI systems")
	flags.StringVar(&f.html, "html", "", "also write an HTML `FILE`, one page that needs no network")
	flags.StringVar(&f.minCoverage, "min-coverage", "",
		"what must be reached, in `PERCENT`: operations=100,parameters=50,outcomes=80,transitions=50")
	flags.StringVar(&f.forbidEvidence, "forbid-evidence", "",
		"fail when an exchange rests on such `EVIDENCE`: inferred,observed,example,documented")
	flags.StringVar(&f.expect, "expect", "",
		"fail when the requests are not those of a `FILE` (YAML): expectations: [{operation: hang, agent_id: 12989, exactly: 1}]")
}

// expectations are those of the file, none without one. An error is wrong use.
func (f *reportFlags) expectations() ([]mockserver.Expectation, error) {
	if f.expect == "" {
		return nil, nil
	}
	all, err := mockserver.LoadExpectations(f.expect)
	if err != nil {
		return nil, fmt.Errorf("--expect: %w", err)
	}
	return all, nil
}

// demands are what the flags ask of a verdict. An error is wrong use: commands ask before they begin.
func (f *reportFlags) demands() (verdict.Demands, error) {
	d, err := verdict.ParseDemands(f.minCoverage, f.forbidEvidence)
	if err != nil {
		return d, fmt.Errorf("--%w", err)
	}
	return d, nil
}

// report holds a verdict against the demands and writes all that the flags ask for: the table, or the JSON to stdout. Its error
// has exit code 1 for a violation, else 4 for a threshold that was not reached; nil: it has passed.
func (f *reportFlags) report(v mockserver.Verdict, table, stdout io.Writer) error {
	d, err := f.demands()
	if err != nil {
		return err
	}
	v = v.Under(d)
	if f.json {
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false) // somebody may copy a command line from it
		e.SetIndent("", "  ")
		if err := e.Encode(v); err != nil {
			return err
		}
		if err := output(stdout, text.Bytes()); err != nil {
			return err
		}
	} else if err := verdict.WriteTable(table, v, styleOf(table)); err != nil {
		return exit(exitEnvironment, "the verdict cannot be written: %w", err)
	}
	for _, file := range []struct {
		name  string
		write func(io.Writer, verdict.Verdict) error
	}{{f.junit, verdict.WriteJUnit}, {f.html, verdict.WriteHTML}} {
		if err := writeFile(file.name, v, file.write); err != nil {
			return err
		}
	}
	if os.Getenv("GITHUB_ACTIONS") == "true" {
		if err := tellGitHub(v, table); err != nil {
			return err
		}
	}
	switch {
	case v.Violated():
		return exit(exitFailed, "the verdict: %s", verdict.Summary(v))
	case !v.Passed:
		return exit(exitCoverage, "the verdict: %s", verdict.Summary(v))
	}
	return nil
}

// writeFile writes a report to a file; "" is none.
func writeFile(name string, v verdict.Verdict, write func(io.Writer, verdict.Verdict) error) error {
	if name == "" {
		return nil
	}
	var text bytes.Buffer
	if err := write(&text, v); err != nil {
		return err
	}
	if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil { //nolint:gosec // a report is for all to read
		return exit(exitEnvironment, "%w", err)
	}
	return nil
}

// tellGitHub prints the findings as annotations of the workflow, and appends the verdict to the summary of its step.
func tellGitHub(v verdict.Verdict, log io.Writer) error {
	if err := verdict.WriteAnnotations(log, v); err != nil {
		return exit(exitEnvironment, "the annotations cannot be written: %w", err)
	}
	name := os.Getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // GitHub's own file
	if err != nil {
		return exit(exitEnvironment, "the step summary: %w", err)
	}
	err = verdict.WriteMarkdown(file, v)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return exit(exitEnvironment, "the step summary: %w", err)
	}
	return nil
}

// styleOf is how a verdict is shown there. NO_COLOR and COLUMNS have the last word.
func styleOf(w io.Writer) verdict.Style {
	style := verdict.Style{Width: 100}
	if isTerminal(w) {
		style.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		style.Width = min(columns(w.(*os.File), style.Width), 120)
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		style.Width = n
	}
	return style
}
