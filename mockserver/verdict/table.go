package verdict

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"wolkvoxmock/openapi"
)

// A Style is how a verdict is shown on a terminal.
type Style struct {
	Width  int // columns; 0: 100. Command lines are longer, for whoever copies them
	Colour bool
}

// How much a table shows: findings of one rule, expectations that are met, and lines of names of what is missing.
const maxSame, maxMet, maxMissing = 5, 10, 3

// WriteTable writes a verdict for people, as plain text.
func WriteTable(w io.Writer, v Verdict, style Style) error {
	t := &table{style: style}
	if t.style.Width == 0 {
		t.style.Width = 100
	}
	t.style.Width = max(40, t.style.Width)
	t.headline(v)
	t.findings(v.Findings)
	t.expectations(v.Expectations)
	came := v.Requests > 0 // else there is nothing to tell but why nothing came
	if came || len(v.Thresholds) > 0 {
		t.coverage(v)
	}
	if came {
		t.evidence(v.Evidence)
		t.next(v.Next)
	}
	_, err := w.Write(t.Bytes())
	return err
}

type table struct {
	bytes.Buffer
	style Style
}

// The colours of a terminal.
const (
	bold   = "1"
	faint  = "2"
	red    = "31;1"
	green  = "32;1"
	yellow = "33;1"
	blue   = "34;1"
)

func (t *table) paint(colour, text string) string {
	if !t.style.Colour {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// line writes one line, whatever its length. What came from outside has no control characters then.
func (t *table) line(format string, args ...any) { _, _ = fmt.Fprintf(t, format+"\n", args...) }

func (t *table) heading(text string) { t.line("\n%s", t.paint(bold, text)) }

// wrapped writes a text in lines that fit, each behind so many blanks; the first line has a label there.
func (t *table) wrapped(indent int, label, text string) {
	room := max(20, t.style.Width-indent)
	for i, line := range wrap(plain(text), room) {
		if i > 0 {
			label = ""
		}
		t.line("%s%s", t.paint(faint, fmt.Sprintf("%-*s", indent, label)), strings.ReplaceAll(line, "\u00a0", " "))
	}
}

// wrap breaks a text at its blanks; a word that is longer than a line stays whole. No line begins as a command for the runner of
// GitHub Actions does.
func wrap(text string, width int) (lines []string) {
	line := ""
	for word := range strings.SplitSeq(text, " ") {
		switch {
		case word == "":
		case line == "":
			line = word
		case !strings.HasPrefix(word, "::") && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// fixed is a text in which no line breaks.
func fixed(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// plain is a text on one line, without what would steer a terminal, or the runner of GitHub Actions.
func plain(text string) string {
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || steers(r):
			return utf8.RuneError
		}
		return r
	}, text), "##[", "## [")
}

func (t *table) headline(v Verdict) {
	word := t.paint(green, "PASSED")
	if !v.Passed {
		word = t.paint(red, "FAILED")
	}
	t.line("%s  %s", word, Summary(v))
}

// Summary is the verdict in a few words: "3 violations, 1 warning in 42 requests".
func Summary(v Verdict) string {
	var parts []string
	for _, severity := range openapi.Severities {
		n := 0
		for _, f := range v.Findings {
			if f.Severity == severity {
				n += f.Count
			}
		}
		switch {
		case n == 0 && severity != openapi.SeverityViolation:
		case severity == openapi.SeverityInfo:
			parts = append(parts, fmt.Sprintf("%d for information", n))
		case n == 0:
			parts = append(parts, "no violation")
		default:
			parts = append(parts, plural(n, string(severity)))
		}
	}
	for _, th := range v.Thresholds {
		if !th.Met {
			parts = append(parts, fmt.Sprintf("%s under %d %%", th.Name, th.Percent))
		}
	}
	of := ""
	if v.World != "" {
		of = " to world " + v.World
	}
	return strings.Join(parts, ", ") + " in " + plural(v.Requests, "request") + of
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// The heading of the findings of each severity, and its colour.
var headings = map[openapi.Severity][2]string{
	openapi.SeverityViolation: {"Violations", red},
	openapi.SeverityWarning:   {"Warnings", yellow},
	openapi.SeverityInfo:      {"For information", blue},
}

func (t *table) findings(all []Finding) {
	for i, f := range all {
		if i == 0 || f.Severity != all[i-1].Severity {
			heading := headings[f.Severity]
			t.line("\n%s", t.paint(heading[1], heading[0]))
		}
		same := 0 // findings before it that have the rule, and its text
		for same < i && all[i-1-same].Rule == f.Rule && all[i-1-same].Severity == f.Severity {
			same++
		}
		switch {
		case same < maxSame:
			t.finding(f, same == 0)
		case i+1 == len(all) || all[i+1].Rule != f.Rule || all[i+1].Severity != f.Severity:
			t.line("    … and %d more", same+1-maxSame)
		}
	}
}

// finding writes one, its rule with it if it is the first of that.
func (t *table) finding(f Finding, first bool) {
	if first {
		t.line("  %s  %s", t.paint(bold, string(f.Rule)), f.Title)
		t.wrapped(4, "", f.Says)
	}
	what := times(f.Count)
	if f.Outcome != "" {
		what = plain(f.Outcome) + " " + what
	}
	if f.Outcome != "" || f.First.World != "" || f.Count > 1 {
		t.line("    %s", what)
	}
	for _, part := range f.parts() {
		const indent = 16
		label := "      " + part.label
		switch part.label {
		case "asked for", "page": // the one stands above, the other is in the way here
		case "try":
			t.line("%s%s", t.paint(faint, fmt.Sprintf("%-*s", indent, label)), plain(part.text))
		default:
			t.wrapped(indent, label, part.text)
		}
	}
}

// expectations lists those that were met; the others are findings.
func (t *table) expectations(all []Result) {
	met := slices.DeleteFunc(slices.Clone(all), func(r Result) bool { return !r.Passed })
	if len(all) == 0 {
		return
	}
	t.heading(fmt.Sprintf("Expectations: %d of %d are met", len(met), len(all)))
	for i, r := range met {
		if i == maxMet {
			t.line("    … and %d more", len(met)-maxMet)
			break
		}
		t.wrapped(4, "", r.Expectation.String())
	}
}

func (t *table) coverage(v Verdict) {
	t.heading("Coverage")
	for i, a := range v.Coverage.areas() {
		bar := strings.Repeat("#", a.Percent/5) + strings.Repeat("-", 20-a.Percent/5)
		needs := ""
		for _, th := range v.Thresholds {
			switch {
			case th.Name != AreaNames[i]:
			case th.Met:
				needs = "  " + t.paint(green, fmt.Sprintf("%d %% demanded", th.Percent))
			default:
				needs = "  " + t.paint(red, fmt.Sprintf("%d %% demanded: not reached", th.Percent))
			}
		}
		t.line("    %-12s%3d %%  %s  %d of %d%s", AreaNames[i], a.Percent, t.paint(faint, bar), a.Reached, a.Total, needs)
	}
	if v.Coverage.Operations.Reached == 0 {
		return
	}
	t.heading("Not reached, of what is called")
	called := func(name string) bool {
		operation, _, _ := strings.Cut(name, "/")
		return !slices.Contains(v.Coverage.Operations.Missing, operation)
	}
	for i, a := range v.Coverage.areas() {
		names := a.Missing
		if AreaNames[i] != "operations" {
			names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !called(name) })
		}
		if len(names) > 0 {
			t.missing(AreaNames[i], names)
		}
	}
}

// missing names some of what was not reached, in a few lines.
func (t *table) missing(area string, names []string) {
	const indent = 18
	room := maxMissing * max(20, t.style.Width-indent-10)
	text, shown := "", 0
	for ; shown < len(names) && len(text)+len(names[shown]) < room; shown++ {
		if shown > 0 {
			text += ", "
		}
		text += fixed(names[shown])
	}
	if more := len(names) - shown; more > 0 {
		text += fmt.Sprintf(", … and\u00a0%d\u00a0more", more)
	}
	t.wrapped(indent, "    "+area, text)
}

func (t *table) evidence(grades []Grade) {
	t.heading("Evidence: what the replies rest on")
	for _, g := range grades {
		t.wrapped(16, "    "+string(g.Evidence), fmt.Sprintf("%s: %s", plural(g.Exchanges, "exchange"), g.Evidence.Meaning()))
	}
}

func (t *table) next(tries []Try) {
	if len(tries) == 0 {
		return
	}
	t.heading("What could be tested next")
	t.wrapped(2, "", fromWhere)
	for _, try := range tries {
		t.line("  %s", t.paint(bold, try.Outcome))
		for _, given := range try.Given {
			t.wrapped(6, "    # ", given)
		}
		for _, command := range try.Shell {
			t.line("    %s", plain(command))
		}
	}
}

// times is how often, in words.
func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
