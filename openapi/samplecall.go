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
}

// A SampleFile is a part of a form. Its content does not matter: it is the letter a, repeated.
type SampleFile struct {
	Part, Name string
	Size       int
}

// call is a request with the examples of what is required.
func (o *Operation) call() *Call {
	c := &Call{Operation: o, Method: o.Method, Path: o.Path, Params: map[string][]string{}, Header: map[string]string{}}
	for _, p := range o.Parameters {
		var list []string
		switch {
		case p.Name == "api":
			c.Params["api"] = []string{o.API}
		case !p.Required || p.In == "header":
		case p.Kind == File:
			c.Files = append(c.Files, SampleFile{p.Name, p.Example, smallFile})
		case p.Kind != Text && json.Unmarshal([]byte(p.json), &list) == nil:
			c.Params[p.Name] = list
		default:
			c.Params[p.Name] = []string{cmp.Or(p.Example, strings.Join(p.Enum[:min(1, len(p.Enum))], ""))}
		}
	}
	return c
}

const smallFile = 8 // bytes

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
	if c.Operation.bodyType != jsonType {
		return ""
	}
	var fields []string
	for _, p := range c.Operation.Parameters {
		values, given := c.Params[p.Name]
		if p.In != "body" || !given {
			continue
		}
		value := quoted(values[0])
		if p.Kind == List || len(values) > 1 {
			b, _ := json.Marshal(values) // they are texts
			value = string(b)
		}
		fields = append(fields, quoted(p.Name)+": "+value)
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// A Place is where a sample is tried out: a world of a mock.
type Place struct {
	URL           string // scheme and host
	World         string
	Server, Token string // of the world
}

// Curl is the call as a command line for a POSIX shell. What is too large to be printed comes from a pipe.
func (c *Call) Curl(at Place) string {
	tokenHeader := c.Operation.doc.TokenHeader()
	header := map[string]string{tokenHeader: at.Token}
	maps.Copy(header, c.Header)
	line := "curl -X " + c.Method + " " + quote(at.URL+c.Target())
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(header))) { // that of the token first
		if header[name] != "" {
			line += " -H " + quote(name+": "+header[name])
		}
	}
	pipe := func(size int) string { return fmt.Sprintf("head -c %d /dev/zero | ", size) }
	before := ""
	switch body := c.JSON(); {
	case c.Size > 0:
		return pipe(c.Size) + line + " --data-binary @-"
	case body != "":
		line += " -H 'Content-Type: " + jsonType + "' -d " + quote(body)
	}
	for _, f := range c.Files {
		content := strings.Repeat("a", f.Size)
		if f.Size > 100 {
			before, content = pipe(f.Size), "@-"
		}
		line += " -F " + quote(f.Part+"="+content+";filename="+f.Name)
	}
	return before + line
}

// Curl is the step as a command line.
func (s *Step) Curl(at Place) string {
	line := ""
	if s.Call != nil {
		line = s.Call.Curl(at)
	} else {
		line = "curl -X " + s.Method + " " + quote(at.URL+s.Target(at.World))
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
