package main

import (
	"cmp"
	"fmt"
	"strings"

	"wolkvoxmock/openapi"
)

// columns is how long a line of a comment may be.
const columns = 118

// comment makes comment lines of a text. A line that begins with "  - " is an item of a list, and is indented when it
// goes on.
func comment(indent, text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		first, next := indent+"// ", indent+"// "
		if item, isItem := strings.CutPrefix(line, "  - "); isItem {
			line, first, next = item, indent+"//   - ", indent+"//     "
		}
		if line == "" {
			b.WriteString(indent + "//\n")
		}
		written := ""
		for word := range strings.FieldsSeq(line) {
			switch {
			case written == "":
				written = first + word
			case len(written)+1+len(word) > columns:
				b.WriteString(written + "\n")
				written = next + word
			default:
				written += " " + word
			}
		}
		if written != "" {
			b.WriteString(written + "\n")
		}
	}
	return b.String()
}

// methodDoc says what the operation does, what its parameters are, and how it may be answered.
func methodDoc(m method) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is the operation %s: %s. %s\n", m.GoName, m.Name, m.Summary, m.About)
	if m.Positional != nil {
		b.WriteString("\n")
	}
	for _, p := range m.Positional {
		fmt.Fprintf(&b, "  - %s: %s\n", p.GoName, parameterDoc(p))
	}
	var done, refused []*openapi.Outcome
	for _, o := range m.Outcomes {
		if o.Status/100 == 2 {
			done = append(done, o)
		} else {
			refused = append(refused, o)
		}
	}
	fmt.Fprintf(&b, "\nOutcomes: %s. Refusals: %s.", graded(done), cmp.Or(graded(refused), "none of its own"))
	if m.Questions != nil {
		fmt.Fprintf(&b, " Open questions: %s.", strings.Join(m.Questions, ", "))
	}
	fmt.Fprintf(&b, "\nSee %s", m.Page)
	return comment("", b.String())
}

// graded are outcomes with their grade, those of one grade together: "a, b (example), c (inferred)".
func graded(outcomes []*openapi.Outcome) string {
	var b strings.Builder
	for i, o := range outcomes {
		if i > 0 && o.Evidence == outcomes[i-1].Evidence {
			b.WriteString(", ")
		} else if i > 0 {
			fmt.Fprintf(&b, " (%s), ", outcomes[i-1].Evidence)
		}
		b.WriteString(o.Name)
	}
	if len(outcomes) > 0 {
		fmt.Fprintf(&b, " (%s)", outcomes[len(outcomes)-1].Evidence)
	}
	return b.String()
}

// parameterDoc says what a parameter is, and which values it may have.
func parameterDoc(p parameter) string {
	about := strings.TrimSuffix(p.Description, ".")
	switch {
	case len(p.Enum) > 0:
		about += " (" + either(p.Enum) + ")"
	case p.Example != "" && !p.List:
		about += fmt.Sprintf(" (such as %q)", p.Example)
	}
	return about + "."
}

// either lists values: "a", "b" or "c".
func either(values []string) string {
	var b strings.Builder
	for i, v := range values {
		switch i {
		case 0:
		case len(values) - 1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", v)
	}
	return b.String()
}
