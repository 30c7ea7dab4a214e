package main

import (
	"fmt"
	"strings"

	"wolkvoxmock/openapi"
)

const questionsHead = `# Questions and answers

What the vendor's pages leave open, and how the mock answers it. An id such as Q-HANG-IDLE in the code, in a feature, in the
journal or in a reply's header leads here. Each answer is graded:

- *documented*: a page of the vendor says so;
- *example*: a sample of the vendor shows it;
- *observed*: a third party saw it in real traffic;
- *inferred*: nobody documented it, and it is our choice.

The grade of an outcome is that of the words of its reply. When that reply is given is a rule, and graded here.
`

// questionsPage has a heading, and with it an anchor, for each question.
func questionsPage(doc *openapi.Document) string {
	var b strings.Builder
	b.WriteString(generated("the x-answers of the YAML files") + questionsHead)
	b.WriteString("\n## More than one operation\n")
	for _, a := range doc.Answers {
		b.WriteString(question(a))
	}
	for _, o := range doc.Operations {
		if len(o.Answers) > 0 {
			fmt.Fprintf(&b, "\n## %s\n", o.Name)
		}
		for _, a := range o.Answers {
			b.WriteString(question(a))
		}
	}
	return b.String()
}

func question(a openapi.Answer) string {
	about := ""
	if a.Operations != nil {
		about = code(a.Operations, ", ") + ": "
	}
	return fmt.Sprintf("\n### %s\n\n%s%s (*%s*)\n", a.Question, about, strings.TrimSpace(a.Says), source(a.Evidence, a.Source))
}

// source shows a grade with a link to what it rests on.
func source(e openapi.Evidence, from string) string {
	switch {
	case from == "":
		return string(e)
	case strings.HasPrefix(from, "http"):
		return fmt.Sprintf("[%s](%s)", e, from)
	case strings.HasPrefix(from, "Q-"):
		return fmt.Sprintf("[%s](QUESTIONS.md#%s)", e, strings.ToLower(from))
	}
	return fmt.Sprintf("%s, %s", e, from)
}
