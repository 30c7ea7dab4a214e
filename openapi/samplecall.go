package openapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Call is a request for an operation, as the document words it.
type Call struct {
	Operation *Operation
	Method    string
	Path      string
	Params    map[string][]string // by name, `api` too
	Files     []SampleFile        // of a form
	Header    map[string]string   // headers that are no parameters; "" leaves out that of the token
	Size      int                 // when not 0, the body is that many zeros

	body string // JSON in place of that of Params
}

// A SampleFile is a part of a form. Its content does not matter: it is the letter a, repeated.
type SampleFile struct {
	Part string `json:"part"`
	Name string `json:"name"`
	Size int    `json:"size"`
}

const smallFile = 8 // bytes

// call is a correct request: what was correct in r stays, and what is required beside it has its example.
func (o *Operation) call(r Request) *Call {
	c := &Call{Operation: o, Method: o.Method, Path: o.Path, Params: map[string][]string{}, Header: map[string]string{}}
	r = o.abridged(r)
	s, secret := r.sent(o.documents), r.redactor(o.doc)
	values := s.meantFor(o)
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch p.In {
		case "query":
			if v := o.correct(p, values, secret); v != "" {
				c.Params[p.Name] = []string{v}
			}
		case "path":
			c.Path = strings.ReplaceAll(c.Path, "{"+p.Name+"}", url.PathEscape(o.correct(p, Values{{p.Name, r.Path[p.Name]}}, secret)))
		case "header":
			if v := o.correct(p, Values{{p.Name, r.Header.Get(p.Name)}}, secret); v != "" {
				c.Header[p.Name] = v
			}
		case "body":
			if p.Kind == File {
				c.Files = append(c.Files, SampleFile{p.Name, cmp.Or(p.Example, "FILE"), smallFile})
			} else if v := o.correctField(p, s.fields[p.Name], values, secret); v != nil {
				c.Params[p.Name] = v
			}
		}
	}
	return c
}

// correct is the first value of its name that the fast check accepts, else one that succeeds, or the example; nothing for an
// optional parameter.
func (o *Operation) correct(p *Parameter, values Values, secret redactor) string {
	for _, v := range values {
		if v.Name == p.Name && v.Value != "" && mayStay(p, v.Value, secret) && p.acceptsText(v.Value) {
			return v.Value
		}
	}
	switch {
	case !p.Required:
		return ""
	case p.Example == "" && len(p.Enum) > 0:
		return p.Enum[0]
	}
	return cmp.Or(o.succeeds(p.Name), p.Example)
}

// succeeds is the text of a parameter with which the operation's first outcome comes about in the demo world as it begins, ""
// when its sample needs none, or another situation.
func (o *Operation) succeeds(name string) string {
	if len(o.Outcomes) == 0 {
		return ""
	}
	for _, n := range o.Outcomes[0].sources {
		if v := field(field(n, "x-request"), name); v != nil && v.Kind == yaml.ScalarNode && field(n, "x-given") == nil {
			return v.Value
		}
	}
	return ""
}

// correctField is correct for a field of a body: a text, a list of texts, or the JSON of anything else.
func (o *Operation) correctField(p *Parameter, sent json.RawMessage, values Values, secret redactor) []string {
	if len(sent) > 0 && p.fast != nil && mayStay(p, string(sent), secret) && p.fast.acceptsJSON(sent) {
		if list := texts(sent); len(list) > 1 || len(list) == 1 && list[0] != "" {
			return list
		}
	}
	switch v := o.correct(p, values, secret); {
	case v == "" && !p.Required:
		return nil
	case p.Kind == Other:
		return []string{p.json}
	case v == "":
		return texts(json.RawMessage(p.json))
	default:
		return []string{v}
	}
}

// longestShown is how many bytes a value may have that a corrected request repeats.
const longestShown = 200

// mayStay reports whether a value is short enough to be shown, is no secret, and does not speak of one.
func mayStay(p *Parameter, value string, secret redactor) bool {
	return len(value) <= longestShown && !p.Secret && !secret.in(value) && !secret.doc.namesSecret(value)
}

// texts are those of a JSON text or number, or of a list of texts.
func texts(value json.RawMessage) (list []string) {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(value, &text) == nil:
		return []string{text}
	case json.Unmarshal(value, &number) == nil:
		return []string{number.String()}
	}
	_ = json.Unmarshal(value, &list) // anything else has none
	return list
}

func (c *Call) clone() *Call {
	n := *c
	n.Params, n.Header, n.Files = maps.Clone(c.Params), maps.Clone(c.Header), slices.Clone(c.Files)
	return &n
}

// with changes parameters; null leaves one out.
func (c *Call) with(request *yaml.Node) error {
	return entries(request, func(name string, v *yaml.Node) error {
		p := c.Operation.named(name)
		if name == "<required>" {
			if p = c.Operation.firstRequired(); p == nil {
				return nil
			}
			name = p.Name
		}
		if p == nil {
			return fmt.Errorf("line %d: %s has no parameter %q", v.Line, c.Operation.Name, name)
		}
		delete(c.Params, name)
		if p.Kind == File {
			c.Files = slices.DeleteFunc(c.Files, func(f SampleFile) bool { return f.Part == name })
		}
		values := []*yaml.Node{v}
		if v.Kind == yaml.SequenceNode {
			values = v.Content
		}
		if len(values) > 1 && p.Kind == Text {
			return fmt.Errorf("line %d: %s of %s is one text, not a list", v.Line, name, c.Operation.Name)
		}
		for _, v := range values {
			switch {
			case v.Tag == "!!null":
			case p.Kind != File:
				c.Params[name] = append(c.Params[name], v.Value)
			case v.Kind == yaml.MappingNode:
				times, _ := strconv.Atoi(cmp.Or(text(v, "times"), "1"))
				size, _ := strconv.Atoi(cmp.Or(text(v, "bytes"), strconv.Itoa(smallFile)))
				for range times {
					c.Files = append(c.Files, SampleFile{name, text(v, "name"), size})
				}
			default:
				c.Files = append(c.Files, SampleFile{name, v.Value, smallFile})
			}
		}
		return nil
	})
}

// named is the parameter of a name, wherever it travels; nil when there is none.
func (o *Operation) named(name string) *Parameter {
	for i := range o.Parameters {
		if o.Parameters[i].Name == name {
			return &o.Parameters[i]
		}
	}
	return nil
}

// firstRequired is the first parameter that is required beside `api`, nil when there is none.
func (o *Operation) firstRequired() *Parameter {
	for i, p := range o.Parameters {
		if p.Required && p.Name != "api" && p.In != "header" {
			return &o.Parameters[i]
		}
	}
	return nil
}

// Target is the path with the query, whose parameters stand as the document orders them.
func (c *Call) Target() string {
	var query []string
	for _, p := range c.Operation.Parameters {
		for _, v := range c.Params[p.Name] {
			if p.In == "query" {
				query = append(query, url.QueryEscape(p.Name)+"="+url.QueryEscape(v))
			}
		}
	}
	if query == nil {
		return c.Path
	}
	return c.Path + "?" + strings.Join(query, "&")
}

// JSON is the body of an operation that takes a JSON object, "" for any other.
func (c *Call) JSON() string {
	if c.body != "" || c.Operation.bodyType != jsonType {
		return c.body
	}
	var fields []string
	for _, p := range c.Operation.Parameters {
		values, given := c.Params[p.Name]
		if p.In != "body" || !given {
			continue
		}
		value := quoted(values[0])
		switch {
		case p.Kind == Other:
			value = values[0]
		case p.Kind == List || len(values) > 1:
			b, _ := json.Marshal(values) // they are texts
			value = string(b)
		}
		fields = append(fields, quoted(p.Name)+": "+value)
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// Curl is the step as a command line.
func (s *Step) Curl(at Place) string {
	var line string
	if s.Call != nil {
		line = s.Call.Curl(at)
	} else {
		line = curl(s.Method, at.URL+s.Target(at.World))
		if s.Body != "" {
			line += " -d " + quote(s.JSON(at))
		}
	}
	if s.Background {
		line += " &"
	}
	return line
}

// Target is the path of a request to the control API of a world.
func (s *Step) Target(world string) string {
	return "/__admin/worlds/" + world + strings.TrimSuffix(s.Path, "/")
}

// JSON is the body of a request to the control API, "" for none.
func (s *Step) JSON(at Place) string {
	return strings.NewReplacer("{server}", at.Server, "{token}", at.Token).Replace(s.Body)
}

// Shell is what brings the outcome about, for a POSIX shell: what comes before, and the call itself.
func (s *Sample) Shell(at Place) (lines []string) {
	var steps, meanwhile, after []Step
	for _, g := range s.Given {
		steps, meanwhile, after = append(steps, g.Steps...), append(meanwhile, g.Meanwhile...), append(after, g.After...)
	}
	steps = slices.Concat(steps, []Step{{Call: &s.Call, Background: meanwhile != nil}}, meanwhile, after)
	for _, step := range steps {
		lines = append(lines, step.Curl(at))
	}
	if slices.ContainsFunc(steps, func(s Step) bool { return s.Background }) {
		lines = append(lines, "wait")
	}
	return lines
}
