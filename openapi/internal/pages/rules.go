package main

import (
	"fmt"
	"strings"

	"wolkvoxmock/openapi"
)

const rulesHead = `# Rules

What the mock holds against a client, by the ids that violations have in the journal, in reports and in rules files. A breach
changes no reply. How much one counts is its *severity*:

- *violation*: the verdict fails, and so does a test with ` + "`Strict()`" + `;
- *warning*: most likely a mistake; the verdict shows it, and passes;
- *info*: worth knowing, or a guess.

The grade says how sure the demand is; [QUESTIONS.md](QUESTIONS.md) says what the grades mean. What the mock does about a breach
may be less sure. A file for ` + "`--rules`" + ` changes severities, in all worlds and in single ones; with *off* a rule does not show in the
verdict, though the journal keeps it:

` + "```yaml" + `
rules:
  parameter-unknown: info
  token-concurrent: off
worlds:
  legacy:
    rules: {retry-unchecked: warning}
` + "```" + `

| rule | severity | grade | |
| --- | --- | --- | --- |
`

// rulesPage has a row for each rule, then a section with its text and its example.
func rulesPage(doc *openapi.Document) string {
	var b strings.Builder
	b.WriteString(generated("rules.go and ruleexample.go") + rulesHead)
	for _, r := range openapi.Rules {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s | %s |\n", r.Rule, r.Rule, r.Severity, source(r.Evidence, r.Source), cell(r.Title))
	}
	b.WriteString("\nThe examples are for the demo world as it begins, with `" + openapi.TokenVariable + "` as its token.\n")
	at := openapi.Place{URL: "http://127.0.0.1:8042", World: "default"}
	for _, r := range openapi.Rules {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", r.Rule, r.Says)
		example := doc.RuleExample(r.Rule, at)
		if example.Breaks == nil {
			continue
		}
		fmt.Fprintf(&b, "\n```sh\n# breaks it\n%s\n# keeps it\n%s\n```\n", strings.Join(example.Breaks, "\n"), strings.Join(example.Keeps, "\n"))
	}
	return b.String()
}
