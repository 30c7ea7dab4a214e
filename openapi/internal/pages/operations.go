package main

import (
	"fmt"
	"strings"

	"wolkvoxmock/openapi"
)

const operationsHead = `# Operations and outcomes

Everything that the mock answers. An *outcome* is the name of one reply; behind it stand its HTTP status and how sure its
words are, with a link to the question where that is open. The reply itself is the example of that name in the YAML file of
the resource; [QUESTIONS.md](QUESTIONS.md) says what the grades mean.
`

// operationsPage has a table for each resource, and one for the outcomes that every operation may have.
func operationsPage(doc *openapi.Document) string {
	var b strings.Builder
	b.WriteString(generated("the YAML files of the resources") + operationsHead)
	resource := ""
	for _, o := range doc.Operations {
		if o.Resource() != resource {
			resource = o.Resource()
			fmt.Fprintf(&b, "\n## %s\n\n| operation | request | outcomes |\n| --- | --- | --- |\n", resource)
		}
		fmt.Fprintf(&b, "| [`%s`](%s)<br>%s | %s | %s |\n", o.Name, o.Page, cell(o.Summary), request(o), outcomes(o.Outcomes))
	}
	b.WriteString(notSimulated(doc))
	b.WriteString("\n## Every operation\n\nWhat any request may meet.\n\n")
	for _, o := range doc.General {
		fmt.Fprintf(&b, "- %s\n", outcome(o))
	}
	return b.String()
}

// notSimulated has the names that the vendor documents and the mock does not simulate, a row for each path.
func notSimulated(doc *openapi.Document) string {
	text := "\n## Documented by the vendor, not simulated\n\n" +
		"Answered `not_simulated`, 501, whatever the method ([Q-NOT-SIMULATED](QUESTIONS.md#q-not-simulated)).\n\n" +
		"| path | `api` |\n| --- | --- |\n"
	for _, u := range doc.NotSimulated {
		var pages []string
		byPage := map[string][]string{}
		for _, o := range u.Operations {
			if byPage[o.Page] == nil {
				pages = append(pages, o.Page)
			}
			byPage[o.Page] = append(byPage[o.Page], o.API)
		}
		var lines []string
		for _, page := range pages {
			lines = append(lines, fmt.Sprintf("%s ([page](%s))", code(byPage[page], ", "), page))
		}
		if u.Others != "" {
			lines = append(lines, fmt.Sprintf("and [others](%s)", u.Others))
		}
		text += fmt.Sprintf("| `%s`<br>%s | %s |\n", u.Path, cell(u.Says), strings.Join(lines, "<br>"))
	}
	return text
}

// request shows what an operation takes: `api` where that is not its name, the parameters, and those that choose it where
// `api` does not.
func request(o *openapi.Operation) string {
	text := o.Method
	if o.API != o.Name {
		text += " `?api=" + o.API + "`"
	}
	var required, optional, choosing []string
	for _, p := range o.Parameters {
		switch {
		case p.Name == "api" || p.In == "header":
			continue
		case p.Required:
			required = append(required, p.Name)
		default:
			optional = append(optional, p.Name)
		}
		if p.In == "query" && !o.ChosenBy(nil) && o.ChosenBy(openapi.Values{{Name: p.Name}}) {
			choosing = append(choosing, p.Name)
		}
	}
	if required != nil {
		text += " " + code(required, ", ")
	}
	if optional != nil {
		text += "; optional " + code(optional, ", ")
	}
	if choosing != nil {
		text += "; chosen by " + code(choosing, " or ")
	}
	return text
}

func outcomes(all []*openapi.Outcome) string {
	texts := make([]string, len(all))
	for i, o := range all {
		texts[i] = outcome(o)
	}
	return strings.Join(texts, "<br>")
}

func outcome(o *openapi.Outcome) string {
	return fmt.Sprintf("`%s` %d, %s", o.Name, o.Status, source(o.Evidence, o.Source))
}
