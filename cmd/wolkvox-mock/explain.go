package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

func explainCommand() *cobra.Command {
	at := openapi.Place{World: mockserver.DefaultWorld, Server: mockserver.DemoServer}
	c := &cobra.Command{
		Use:   "explain [<operation> | <operation>/<outcome> | <rule> | Q-…]",
		Short: "Explain a reply: its evidence, why, and the curl that brings it about",
		Long: `Explain an operation, one of its outcomes, the rule of a violation, or the answer to an open question. Of an outcome it
prints the reply, its evidence, why it is given, and the commands that bring it about in the demo world. Without a name it
lists all names.`,
		Example: `  wolkvox-mock explain hang
  wolkvox-mock explain hang/no_active_call
  wolkvox-mock explain token-missing
  wolkvox-mock explain Q-HANG-IDLE`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			var page bytes.Buffer
			if err := explain(&page, strings.Join(args, ""), at); err != nil {
				return err
			}
			return output(c.OutOrStdout(), page.Bytes())
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return explainable(mustWolkvox()), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&at.URL, "url", "http://127.0.0.1:8042", "base URL of the mock that the commands are for")
	c.Flags().StringVar(&at.Token, "token", mockserver.DemoToken, "wolkvox-token that the commands have")
	return c
}

func explain(w *bytes.Buffer, name string, at openapi.Place) error {
	doc := mustWolkvox()
	operation, outcome, _ := strings.Cut(name, "/")
	o := doc.Operation(operation)
	switch {
	case name == "":
		explainAll(w, doc)
		return nil
	case o != nil && outcome == "":
		explainOperation(w, doc, o)
		return nil
	case o != nil:
		if s := o.Sample(outcome); s != nil {
			explainOutcome(w, doc, s, at)
			return nil
		}
	default:
		if r := openapi.Rule(name).Text(); r.Title != "" {
			explainRule(w, doc, r, at)
			return nil
		}
		if a, about := answerTo(doc, name); a != nil {
			fmt.Fprintf(w, "%s\nIt is about %s.\n", answerText(a), about)
			return nil
		}
	}
	return fmt.Errorf("there is nothing called %q%s; explain without a name lists what there is", name, nearest(doc, name))
}

// explainAll lists operations and questions.
func explainAll(w *bytes.Buffer, doc *openapi.Document) {
	t := table(w)
	fmt.Fprintln(t, "Operations; explain <operation> lists the outcomes of one:")
	for _, o := range doc.Operations {
		fmt.Fprintf(t, "  %s\t%s\n", o.Name, o.Summary)
	}
	fmt.Fprintln(t, "\nRules that violations name:")
	for _, r := range openapi.Rules {
		fmt.Fprintf(t, "  %s\t%s\t%s\n", r.Rule, r.Severity, r.Title)
	}
	fmt.Fprintln(t, "\nAnswers to what the vendor's pages leave open:")
	for _, a := range doc.Questions() {
		fmt.Fprintf(t, "  %s\t%s\n", a.Question, a.Evidence)
	}
	_ = t.Flush() // into memory
}

func explainRule(w *bytes.Buffer, doc *openapi.Document, r openapi.RuleText, at openapi.Place) {
	fmt.Fprintf(w, "%s: %s\n\n%s\nSeverity: %s, unless a rules file says otherwise. Evidence: %s, %s.\n",
		r.Rule, r.Title, r.Says, r.Severity, r.Evidence, r.Evidence.Meaning())
	if a, _ := answerTo(doc, r.Source); a != nil {
		fmt.Fprintln(w, answerText(a))
	} else if r.Source != "" {
		fmt.Fprintf(w, "Source: %s\n", r.Source)
	}
	example := doc.RuleExample(r.Rule, at)
	if example.Breaks == nil {
		return
	}
	fmt.Fprintf(w, "\nIn the demo world as it begins (POST %s/__admin/worlds/%s/reset puts it back), this breaks it:\n%s\n",
		at.URL, at.World, strings.Join(example.Breaks, "\n"))
	fmt.Fprintf(w, "\nAnd this keeps it:\n%s\n", strings.Join(example.Keeps, "\n"))
}

func explainOperation(w *bytes.Buffer, doc *openapi.Document, o *openapi.Operation) {
	fmt.Fprintf(w, "%s: %s\n%s %s?api=%s\n%s\n", o.Name, o.Summary, o.Method, o.Path, o.API, o.Page)
	t := table(w)
	fmt.Fprintln(t, "\nOutcomes; explain <operation>/<outcome> says more:")
	for _, s := range o.Samples() {
		fmt.Fprintf(t, "  %s/%s\t%d\t%s\n", o.Name, s.Outcome.Name, s.Outcome.Status, s.Outcome.Evidence)
	}
	fmt.Fprintln(t, "\nAnswers to what the vendor's pages leave open about it:")
	list := func(a openapi.Answer) { fmt.Fprintf(t, "  %s\t%s\t\n", a.Question, a.Evidence) }
	for _, a := range doc.Answers {
		if slices.Contains(a.Operations, o.Name) {
			list(a)
		}
	}
	for _, a := range o.Answers {
		list(a)
	}
	_ = t.Flush() // into memory
}

func explainOutcome(w *bytes.Buffer, doc *openapi.Document, s *openapi.Sample, at openapi.Place) {
	out := s.Outcome
	fmt.Fprintf(w, "%s/%s: HTTP %d\n\n%s\n\n", s.Operation.Name, out.Name, out.Status, s.Example())
	fmt.Fprintf(w, "The reply is %s: %s.\nSource: %s\n", out.Evidence, out.Evidence.Meaning(), out.Source)
	if a, _ := answerTo(doc, out.Source); a != nil {
		fmt.Fprintln(w, answerText(a))
	}
	for _, a := range s.Operation.Answers {
		if a.Question != out.Source && slices.Contains(s.Operation.Outcomes, out) { // general replies are about no operation
			fmt.Fprintln(w, answerText(&a))
		}
	}
	if s.None != "" {
		fmt.Fprintf(w, "\nNothing from outside brings it about. %s\n", s.None)
		return
	}
	const heading = "\nTo bring it about in the demo world as it begins (POST %s/__admin/worlds/%s/reset puts it back):\n"
	fmt.Fprintf(w, heading, at.URL, at.World)
	for _, g := range s.Given {
		fmt.Fprintf(w, "# %s\n", g.Says)
	}
	fmt.Fprintln(w, strings.Join(s.Shell(at), "\n"))
}

func answerText(a *openapi.Answer) string {
	source := ""
	if a.Source != "" {
		source = ", " + a.Source
	}
	return fmt.Sprintf("%s (%s%s): %s", a.Question, a.Evidence, source, strings.TrimSpace(a.Says))
}

// answerTo finds the answer to a question, and which operations it is about; nil when there is none.
func answerTo(doc *openapi.Document, question string) (*openapi.Answer, string) {
	for _, a := range doc.Questions() {
		if a.Question == question {
			return &a, cmp.Or(strings.Join(a.Operations, ", "), "all operations")
		}
	}
	return nil, ""
}

// explainable are the names that explain takes.
func explainable(doc *openapi.Document) (names []string) {
	for _, o := range doc.Operations {
		names = append(names, o.Name)
		for _, s := range o.Samples() {
			names = append(names, o.Name+"/"+s.Outcome.Name)
		}
	}
	for _, r := range openapi.Rules {
		names = append(names, string(r.Rule))
	}
	for _, a := range doc.Questions() {
		names = append(names, a.Question)
	}
	return names
}

// nearest says which name is much like a wrong one.
func nearest(doc *openapi.Document, wrong string) string {
	if near := openapi.Nearest(wrong, explainable(doc)); near != "" {
		return "; did you mean " + near
	}
	return ""
}

func table(w *bytes.Buffer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }
