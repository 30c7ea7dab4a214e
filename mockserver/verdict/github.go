package verdict

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// maxAnnotations is how many of each kind GitHub shows of a step.
const maxAnnotations = 10

// levels are what GitHub calls the severities.
var levels = map[openapi.Severity]string{
	openapi.SeverityViolation: "error", openapi.SeverityWarning: "warning", openapi.SeverityInfo: "notice",
}

// WriteAnnotations writes a verdict as commands for the runner of GitHub Actions, which shows them beside the workflow.
func WriteAnnotations(w io.Writer, v Verdict) error {
	var b bytes.Buffer
	written := map[string]int{}
	annotate := func(level, title, text string) {
		if written[level]++; written[level] <= maxAnnotations {
			fmt.Fprintf(&b, "::%s title=%s::%s\n", level, property.Replace(title), message.Replace(text))
		}
	}
	for _, t := range v.Thresholds {
		if !t.Met {
			annotate("error", "Coverage of "+t.Name, fmt.Sprintf("%d %% were reached, %d %% are demanded", t.Reached, t.Percent))
		}
	}
	for _, f := range v.Findings {
		annotate(levels[f.Severity], fmt.Sprintf("%s: %s", f.Rule, f.Title), strings.TrimSpace(paragraph(f)))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// How the runner wants messages and properties escaped.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// maxSummary is how many findings a summary shows; GitHub refuses one of more than 1 MiB.
const maxSummary = 50

// WriteMarkdown writes a verdict as the summary of a step of GitHub Actions.
func WriteMarkdown(w io.Writer, v Verdict) error {
	var b bytes.Buffer
	sign := "✅"
	if !v.Passed {
		sign = "❌"
	}
	fmt.Fprintf(&b, "## %s wolkvox-mock: %s\n", sign, markdown(Summary(v)))
	if len(v.Findings) > 0 {
		b.WriteString("\n| | Rule | | Times | First |\n| --- | --- | --- | ---: | --- |\n")
	}
	for _, f := range v.Findings[:min(len(v.Findings), maxSummary)] {
		var first []string
		for _, p := range f.parts() {
			switch p.label {
			case "first", "sent", "where", "but":
				first = append(first, p.text)
			case "expected", "got":
				first = append(first, p.label+" "+p.text)
			}
		}
		what := f.Title
		if f.Outcome != "" {
			what += ": " + f.Outcome
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n",
			f.Severity, markdown(string(f.Rule)), markdown(what), f.Count, markdown(strings.Join(first, "; ")))
	}
	if more := len(v.Findings) - maxSummary; more > 0 {
		fmt.Fprintf(&b, "\n… and %d more.\n", more)
	}
	b.WriteString("\n| Coverage | Reached | | Demanded |\n| --- | ---: | --- | ---: |\n")
	for i, a := range v.Coverage.areas() {
		demanded := ""
		for _, t := range v.Thresholds {
			if t.Name == AreaNames[i] {
				demanded = fmt.Sprintf("%d %%", t.Percent)
				if !t.Met {
					demanded += " ❌"
				}
			}
		}
		fmt.Fprintf(&b, "| %s | %d %% | %d of %d | %s |\n", AreaNames[i], a.Percent, a.Reached, a.Total, demanded)
	}
	b.WriteString("\n| Evidence | Exchanges |\n| --- | ---: |\n")
	for _, g := range v.Evidence {
		fmt.Fprintf(&b, "| %s: %s | %d |\n", g.Evidence, g.Evidence.Meaning(), g.Exchanges)
	}
	tries(&b, v)
	_, err := w.Write(b.Bytes())
	return err
}

// tries writes the command lines: those that would have been right, and those that could be tried next.
func tries(b *bytes.Buffer, v Verdict) {
	var right, next []string
	for _, f := range v.Findings[:min(len(v.Findings), maxSummary)] {
		if f.First.Try != "" && f.Severity != openapi.SeverityInfo && !slices.Contains(right, f.First.Try) {
			right = append(right, f.First.Try)
		}
	}
	if len(v.Next) > 0 {
		next = append(next, "# "+fromWhere)
	}
	for _, t := range v.Next {
		next = append(append(next, "# "+t.Outcome), t.Shell...)
	}
	for _, block := range []struct {
		title string
		lines []string
	}{{"What would be right", right}, {"What could be tested next", next}} {
		if len(block.lines) == 0 {
			continue
		}
		text := ""
		for _, line := range block.lines {
			text += plain(line) + "\n"
		}
		fence := "```"
		for strings.Contains(text, fence) {
			fence += "`"
		}
		fmt.Fprintf(b, "\n<details><summary>%s</summary>\n\n%ssh\n%s%s\n\n</details>\n", block.title, fence, text, fence)
	}
}

// markdown is a text that stands in a cell of a table as it is.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]()#|~!@:", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
