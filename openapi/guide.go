package openapi

import "slices"

// Explanations are what the words of the document, of a journal and of a verdict mean.
type Explanations struct {
	Grades    []GradeText     `json:"grades"`
	Questions []Answer        `json:"questions"` // those about several operations first
	Rules     []RuleExplained `json:"rules"`
}

// A GradeText says how sure a grade is.
type GradeText struct {
	Evidence Evidence `json:"evidence"`
	Meaning  string   `json:"meaning"`
}

// A RuleExplained is a rule with the example that breaks it and keeps it.
type RuleExplained struct {
	RuleText
	Breaks []string `json:"breaks,omitempty"` // command lines for the demo world as it begins; none where no request breaks it
	Keeps  []string `json:"keeps,omitempty"`
}

// Explain explains the document, with command lines for a place.
func (d *Document) Explain(at Place) Explanations {
	e := Explanations{Questions: d.Questions()}
	for _, g := range Grades {
		e.Grades = append(e.Grades, GradeText{g, g.Meaning()})
	}
	for _, r := range Rules {
		example := d.RuleExample(r.Rule, at)
		e.Rules = append(e.Rules, RuleExplained{r, example.Breaks, example.Keeps})
	}
	return e
}

// Questions are the answers to all open questions: those about several operations, then those of each operation.
func (d *Document) Questions() []Answer {
	all := slices.Clone(d.Answers)
	for _, o := range d.Operations {
		for _, a := range o.Answers {
			a.Operations = []string{o.Name}
			all = append(all, a)
		}
	}
	return all
}

// An OperationGuide is what somebody has to know of an operation who wants to try it.
type OperationGuide struct {
	Name       string           `json:"name"`
	Resource   string           `json:"resource"` // the last part of the path
	Method     string           `json:"method"`
	Path       string           `json:"path"`
	API        string           `json:"api"`
	Summary    string           `json:"summary"`
	Page       string           `json:"page"`           // of the vendor
	Body       string           `json:"body,omitempty"` // its media type; "" when there is none
	Parameters []ParameterGuide `json:"parameters"`     // without `api`, and without headers
	Samples    []SampleGuide    `json:"samples"`        // of the operation's own outcomes, where a request alone brings them about
}

// A ParameterGuide is a parameter of the query, of the path or of the body.
type ParameterGuide struct {
	Name        string   `json:"name"`
	In          string   `json:"in"`   // query, path or body
	Kind        Kind     `json:"kind"` // text, list, text-or-list, file or json
	Required    bool     `json:"required,omitempty"`
	Secret      bool     `json:"secret,omitempty"`
	Description string   `json:"description,omitempty"`
	Example     string   `json:"example,omitempty"`
	Enum        []string `json:"enum,omitempty"`
}

// A SampleGuide is a request with its outcome.
type SampleGuide struct {
	Outcome  string              `json:"outcome"`
	Status   int                 `json:"status"` // of HTTP
	Evidence Evidence            `json:"evidence"`
	Given    []string            `json:"given,omitempty"` // what is so before; none: the demo world as it begins
	Params   map[string][]string `json:"params"`          // without `api`
	Files    []SampleFile        `json:"files,omitempty"`
}

// Guides are those of all operations, in the order of the document.
func (d *Document) Guides() []OperationGuide {
	all := make([]OperationGuide, 0, len(d.Operations))
	samples := map[*Operation][]SampleGuide{}
	for _, s := range d.Samples() {
		if o := s.Operation; s.plain() && slices.Contains(o.Outcomes, s.Outcome) {
			samples[o] = append(samples[o], s.guide())
		}
	}
	for _, o := range d.Operations {
		g := OperationGuide{
			Name: o.Name, Resource: o.Resource(), Method: o.Method, Path: o.Path, API: o.API, Summary: o.Summary, Page: o.Page,
			Body: o.bodyType, Parameters: []ParameterGuide{}, Samples: append([]SampleGuide{}, samples[o]...),
		}
		for _, p := range o.Parameters {
			if p.In != "header" && p.Name != "api" {
				g.Parameters = append(g.Parameters, ParameterGuide{
					p.Name, p.In, p.Kind, p.Required, p.Secret, p.Description, p.Example, p.Enum,
				})
			}
		}
		all = append(all, g)
	}
	return all
}

// plain reports whether the parameters alone make the request of the sample.
func (s *Sample) plain() bool {
	return s.None == "" && s.Method == s.Operation.Method && s.Path == s.Operation.Path && len(s.Header) == 0 && s.Size == 0 && s.body == ""
}

func (s *Sample) guide() SampleGuide {
	g := SampleGuide{
		Outcome: s.Outcome.Name, Status: s.Outcome.Status, Evidence: s.Outcome.Evidence, Params: map[string][]string{}, Files: s.Files,
	}
	for _, given := range s.Given {
		g.Given = append(g.Given, given.Says)
	}
	for name, values := range s.Params {
		if name != "api" {
			g.Params[name] = values
		}
	}
	return g
}
