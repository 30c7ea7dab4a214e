package verdict

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// WriteJUnit writes a verdict in the form that CI systems read the results of tests in: a test for each rule, which fails for a
// violation and says what else was found, and one for each threshold.
func WriteJUnit(w io.Writer, v Verdict) error {
	suites := []suite{{name: "rules"}, {name: "expectations"}, {name: "coverage"}}
	found := map[openapi.Rule][]Finding{}
	for _, f := range v.Findings {
		if !slices.ContainsFunc(v.Expectations, f.isOf) { // which are tests of their own
			found[f.Rule] = append(found[f.Rule], f)
		}
	}
	for _, text := range openapi.Rules {
		if text.Rule == openapi.RuleExpectationFailed && len(found[text.Rule]) == 0 {
			continue
		}
		c := testCase{name: fmt.Sprintf("%s: %s", text.Rule, text.Title)}
		for _, f := range found[text.Rule] {
			said := paragraph(f) + "\n"
			if f.Severity != openapi.SeverityViolation {
				c.said += said
				continue
			}
			c.failed += f.Count
			c.why += said
		}
		if c.failed > 0 {
			c.kind, c.message = string(text.Rule), fmt.Sprintf("%s, %s", text.Title, times(c.failed))
		}
		suites[0].add(c)
	}
	for i, r := range v.Expectations {
		c := testCase{name: fmt.Sprintf("%d: %v", i+1, r.Expectation)}
		fails := func(f Finding) bool { return f.isOf(r) && f.Severity == openapi.SeverityViolation }
		switch {
		case r.Passed:
		case slices.ContainsFunc(v.Findings, fails):
			c.failed, c.kind, c.message, c.why = 1, string(openapi.RuleExpectationFailed), r.Came, r.String()+"\n"
		default:
			c.said = r.String() + "\n"
		}
		suites[1].add(c)
	}
	for _, th := range v.Thresholds {
		c := testCase{name: fmt.Sprintf("%s: at least %d %%", th.Name, th.Percent)}
		if !th.Met {
			area := v.Coverage.areas()[areaAt(th.Name)]
			c.failed, c.kind = 1, "coverage"
			c.message = fmt.Sprintf("%d %% of the %s were reached, %d of %d", th.Reached, th.Name, area.Reached, area.Total)
			for _, name := range area.Missing {
				c.why += "not reached: " + name + "\n"
			}
		}
		suites[2].add(c)
	}
	name := "wolkvox-mock"
	if v.World != "" {
		name += ", world " + v.World
	}
	tests, failures := 0, 0
	for i := range suites {
		tests, failures = tests+suites[i].tests, failures+suites[i].failures
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"+
		"<testsuites name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" time=\"0\">\n", attribute(name), tests, failures)
	for i := range suites {
		if s := &suites[i]; s.tests > 0 {
			fmt.Fprintf(&b, "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"0\">\n"+
				"%s  </testsuite>\n", s.name, s.tests, s.failures, s.cases.String())
		}
	}
	b.WriteString("</testsuites>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// A suite is some tests of one kind.
type suite struct {
	name            string
	tests, failures int
	cases           bytes.Buffer
}

// A testCase is one of them.
type testCase struct {
	name               string
	failed             int // how often; 0: it has passed
	kind, message, why string
	said               string // what does not fail it
}

func (s *suite) add(c testCase) {
	s.tests++
	fmt.Fprintf(&s.cases, "    <testcase classname=\"wolkvox-mock.%s\" name=\"%s\" time=\"0\"", s.name, attribute(c.name))
	if c.failed == 0 && c.said == "" {
		s.cases.WriteString("/>\n")
		return
	}
	s.cases.WriteString(">\n")
	if c.failed > 0 {
		s.failures++
		fmt.Fprintf(&s.cases, "      <failure type=\"%s\" message=\"%s\">%s</failure>\n",
			attribute(c.kind), attribute(c.message), escaped(c.why))
	}
	if c.said != "" {
		fmt.Fprintf(&s.cases, "      <system-out>%s</system-out>\n", escaped(c.said))
	}
	s.cases.WriteString("    </testcase>\n")
}

// paragraph is a finding as plain text on a few lines.
func paragraph(f Finding) string {
	text := fmt.Sprintf("%s: %s, %s\n", f.Severity, cmp.Or(f.Outcome, f.Title), times(f.Count))
	for _, part := range f.parts() {
		text += part.label + ": " + plain(part.text) + "\n"
	}
	return text
}

// A part is something that a report says of a finding.
type part struct{ label, text string }

// parts are those that there are, in the order of all reports; the command line is the last.
func (f Finding) parts() (all []part) {
	first := ""
	switch {
	case f.First.Seq > 0:
		first = fmt.Sprintf("request #%d of world %s", f.First.Seq, f.First.World)
	case f.First.World != "":
		first = "world " + f.First.World
	}
	where := f.First.Where
	if where == f.Outcome {
		where = ""
	}
	source := f.Source
	if source != "" && f.Evidence != "" {
		source += " (" + string(f.Evidence) + ")"
	}
	for _, p := range []part{
		{"first", first}, {"sent", f.First.Request}, {"where", where}, {"expected", f.First.Expected}, {"got", f.First.Got},
		{"asked for", f.Says}, {"source", source}, {"page", f.First.Source},
	} {
		if p.text != "" {
			all = append(all, p)
		}
	}
	for _, n := range f.NearMisses {
		all = append(all, part{"but", n.Request + ": " + strings.Join(n.Why, "; ")})
	}
	if f.First.Try != "" {
		all = append(all, part{"try", f.First.Try})
	}
	return all
}
