package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"go/format"
	"slices"
	"strings"
	"text/template"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi"
)

// mostPositional is how many required parameters a method takes as arguments; more go into its struct with the others.
const mostPositional = 3

// A method is an operation as the templates see it.
type method struct {
	*openapi.Operation
	GoName     string
	About      string
	Positional []parameter // the agent first, then as the document orders them
	Struct     []parameter // those of the struct <GoName>Params
	Files      bool
	Data       string // Go type of what the reply has besides, "" when that is nothing
	One        bool   // the data is a list of one
	Questions  []string
}

type parameter struct {
	openapi.Parameter
	GoName string // of an argument
	Field  string // of a struct
	List   bool
}

// Type is the Go type of a parameter.
func (p parameter) Type() string {
	if p.List {
		return "[]string"
	}
	return "string"
}

// generate is the generated files by name: one of methods for each resource, and the records.
func generate(doc *openapi.Document) (map[string][]byte, error) {
	methods, records, err := read(doc)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	write := func(name, kind string, value any) {
		if err == nil {
			files[name], err = render(kind, value)
		}
	}
	byResource := map[string][]method{}
	for _, m := range methods {
		resource := strings.TrimSuffix(m.Resource(), ".php")
		byResource[resource] = append(byResource[resource], m)
	}
	for resource, methods := range byResource {
		write(resource+".gen.go", "methods", methods)
	}
	write("records.gen.go", "records", records)
	return files, err
}

// read is the document as the templates need it.
func read(doc *openapi.Document) (methods []method, records []*record, err error) {
	var src source
	if err := yaml.Unmarshal(doc.Source(), &src); err != nil {
		return nil, nil, err
	}
	d := &data{components: src.Components.Schemas}
	for _, o := range doc.Operations {
		written := src.Paths[o.Path+"#"+o.Name][strings.ToLower(o.Method)]
		m := method{Operation: o, GoName: exported(o.Name), About: written.Description, Questions: questions(doc, o)}
		if m.Data, m.One, err = d.replyData(o, written.success(o.Success())); err != nil {
			return nil, nil, fmt.Errorf("operation %s: %w", o.Name, err)
		}
		if err := m.addParameters(); err != nil {
			return nil, nil, fmt.Errorf("operation %s: %w", o.Name, err)
		}
		methods = append(methods, m)
	}
	return methods, d.records, nil
}

// questions are those about an operation that the vendor's pages leave open, its own first.
func questions(doc *openapi.Document, o *openapi.Operation) (ids []string) {
	for _, a := range o.Answers {
		ids = append(ids, a.Question)
	}
	for _, a := range doc.Answers {
		if slices.Contains(a.Operations, o.Name) {
			ids = append(ids, a.Question)
		}
	}
	return ids
}

// addParameters shares the parameters out among arguments and struct. The client itself adds the header and `api`.
func (m *method) addParameters() error {
	var required, optional []parameter
	for _, p := range m.Parameters {
		switch {
		case p.Name == "api" || p.In == "header":
		case p.Kind == openapi.File:
			m.Files = true
		case p.Kind == openapi.Other && p.In == "body":
			return fmt.Errorf("there is no Go type for its parameter %s, which is neither text nor list", p.Name)
		case p.Required:
			required = append(required, newParameter(p))
		default:
			optional = append(optional, newParameter(p))
		}
	}
	if len(required) > mostPositional {
		m.Struct = append(required, optional...)
		return nil
	}
	slices.SortStableFunc(required, func(a, b parameter) int { return cmp.Compare(agentFirst(a), agentFirst(b)) })
	m.Positional, m.Struct = required, optional
	return nil
}

func newParameter(p openapi.Parameter) parameter {
	return parameter{p, unexported(p.Name), exported(p.Name), p.Kind == openapi.List || p.Kind == openapi.TextOrList}
}

func agentFirst(p parameter) int {
	if p.Name == "agent_id" {
		return 0
	}
	return 1
}

// Signature are the parameters and the results of the method.
func (m method) Signature() string {
	in := []string{"ctx context.Context"}
	for i, p := range m.Positional {
		if i+1 < len(m.Positional) && m.Positional[i+1].Type() == p.Type() {
			in = append(in, p.GoName)
		} else {
			in = append(in, p.GoName+" "+p.Type())
		}
	}
	if m.Struct != nil {
		in = append(in, "params *"+m.GoName+"Params")
	}
	if m.Files {
		in = append(in, "files ...File")
	}
	reply := "Reply"
	if m.Data != "" {
		reply = "ReplyWith[" + m.Data + "]"
	}
	before, after := "(", ") "
	if len(strings.Join(in, ", ")+m.GoName+reply) > columns-len("func (c *Client) () (, error) {") {
		before, after = "(\n", ",\n) "
	}
	return before + strings.Join(in, ", ") + after + "(" + reply + ", error)"
}

// Body is what the method does.
func (m method) Body() string {
	params := "nil"
	switch {
	case m.Struct != nil:
		params = "paramsOf(params)"
	case m.Positional != nil:
		params = "Params{}"
	}
	var texts []string
	for _, p := range m.Positional {
		if p.List {
			params += fmt.Sprintf(".list(%q, %s)", p.Name, p.GoName)
		} else {
			texts = append(texts, fmt.Sprintf("%q, %s", p.Name, p.GoName))
		}
	}
	if texts != nil {
		params += ".set(" + strings.Join(texts, ", ") + ")"
	}
	files := ""
	if m.Files {
		files = ", files..."
	}
	call := fmt.Sprintf("c.Call(ctx, %q, %s%s)", m.Name, params, files)
	with := "withData"
	if m.One {
		with = "withOne"
	}
	whole := fmt.Sprintf("return %s[%s](%s)", with, m.Data, call)
	switch {
	case m.Data == "":
		return "return " + call
	case len(whole) > columns:
		return fmt.Sprintf("reply, err := %s\nreturn %s[%s](reply, err)", call, with, m.Data)
	}
	return whole
}

//go:embed templates.txt
var text string

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"comment": comment, "join": strings.Join, "methodDoc": methodDoc, "parameterDoc": parameterDoc,
}).Parse(text))

// render writes Go by a template.
func render(kind string, value any) ([]byte, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, kind, value); err != nil {
		return nil, err
	}
	source, err := format.Source(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s: %w in\n%s", kind, err, b.Bytes())
	}
	return source, nil
}
