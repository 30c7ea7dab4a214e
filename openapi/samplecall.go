package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

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
