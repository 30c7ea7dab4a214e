package openapi

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Sample is how an outcome is brought about in the demo world: by x-given, x-request and their like beside the named
// example, or by a rule of the document where one is shared.
type Sample struct {
	Outcome *Outcome
	Given   []*Situation // what is so before, in this order; none: the demo world as it begins
	None    string       // why nothing from outside brings the outcome about; then the rest is of no use
	Call                 // the request that then has the outcome

	values Values // of variables, for the example
}

// A Situation is a state of the demo world that has a name.
type Situation struct {
	Name, Says string
	Steps      []Step // what brings it about
	Meanwhile  []Step // what happens while the sample's own request waits; none: it does not wait
	After      []Step // what cleans up
}

// A Step is a request to the data path or, without a Call, to the control API.
type Step struct {
	Call         *Call
	Background   bool   // the next step does not wait for its answer
	Method, Path string // of the control API, below /__admin/worlds/{world}
	Body         string // JSON, "" for none; {server} and {token} in it are those in use
}

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

// A SampleFile is a part of a form. What is in it is of no interest, and so it is the letter a.
type SampleFile struct {
	Part, Name string
	Size       int
}

// Samples are those of all operations in the order of the document: for each operation those of its own outcomes, then
// those of the general ones that it can have.
func (d *Document) Samples() []*Sample {
	all, _ := d.samples() // Parse has looked, and a test has looked at ours
	return all
}

// Samples are those of an operation: of its own outcomes, then of the general ones that it can have.
func (o *Operation) Samples() (all []*Sample) {
	for _, s := range o.doc.Samples() {
		if s.Operation == o {
			all = append(all, s)
		}
	}
	return all
}

// Sample is that of one outcome, nil when there is none.
func (o *Operation) Sample(outcome string) *Sample {
	for _, s := range o.Samples() {
		if s.Outcome.Name == outcome {
			return s
		}
	}
	return nil
}

// A sampler reads the samples of a document.
type sampler struct {
	doc        *Document
	first      map[*Operation]*Call // the request of the first success
	situations map[string]*Situation
	values     Values
}

// readSamples finds how each outcome is brought about. An outcome that nobody says that of is an error, and so is one
// that is brought about like another.
func (d *Document) readSamples() (all []*Sample, err error) {
	r := &sampler{d, map[*Operation]*Call{}, map[string]*Situation{}, valuesOf(d.root)}
	for _, o := range d.Operations {
		if len(o.Outcomes) == 0 {
			continue
		}
		c := o.call()
		if err := r.change(c, o.Outcomes[0]); err != nil {
			return nil, fmt.Errorf("operation %s: outcome %s: %w", o.Name, o.Outcomes[0].Name, err)
		}
		r.first[o] = c
	}
	if err := entries(field(d.root, "x-situations"), r.situation); err != nil {
		return nil, err
	}
	for _, o := range d.Operations {
		if r.first[o] == nil {
			continue
		}
		ways := map[string]string{}
		for _, out := range slices.Concat(o.Outcomes, d.General) {
			s, err := r.sample(o, out)
			if err != nil {
				return nil, fmt.Errorf("operation %s: outcome %s: %w", o.Name, out.Name, err)
			}
			if s == nil {
				continue
			}
			all = append(all, s)
			way := s.way()
			if other := ways[way]; other != "" && s.None == "" {
				return nil, fmt.Errorf("operation %s: outcomes %s and %s are brought about alike", o.Name, other, out.Name)
			}
			ways[way] = out.Name
		}
	}
	return all, nil
}

// valuesOf reads x-values.
func valuesOf(n *yaml.Node) Values { return scalars(field(n, "x-values")) }

// scalars are the members of an object that have one value.
func scalars(n *yaml.Node) (all Values) {
	_ = entries(n, func(name string, v *yaml.Node) error {
		if v.Kind == yaml.ScalarNode && v.Tag != "!!null" {
			all = append(all, Value{name, v.Value})
		}
		return nil
	})
	return all
}

// way tells samples of an operation apart.
func (s *Sample) way() string {
	var given []string
	for _, g := range s.Given {
		given = append(given, g.Name)
	}
	return fmt.Sprint(given, s.Method, s.Path, s.Params, s.Files, s.Header, s.Size)
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

// sample is that of an outcome, nil when the operation cannot have it.
func (r *sampler) sample(o *Operation, out *Outcome) (*Sample, error) {
	s := &Sample{Outcome: out}
	var own Values
	c := r.first[o].clone()
	if out != o.Outcomes[0] && out.Status < 300 {
		c = o.call()
	}
	said := out == o.Outcomes[0]
	for _, n := range out.stated {
		if only := field(n, "x-only"); only != nil && !slices.ContainsFunc(items(only), func(n *yaml.Node) bool { return n.Value == o.Resource() }) {
			return nil, nil
		}
		for _, key := range []string{"x-given", "x-request", "x-header", "x-method", "x-path", "x-body"} {
			said = said || field(n, key) != nil
		}
		_ = entries(field(n, "x-request"), func(name string, _ *yaml.Node) error {
			own = append(own, Value{"parameter", name}) // of a reply that says which one is wrong
			return nil
		})
		own = append(own, valuesOf(n)...)
		if given := field(n, "x-given"); given != nil {
			var err error
			if s.Given, s.None, err = r.given(given); err != nil {
				return nil, err
			}
		}
	}
	if !said {
		return nil, fmt.Errorf("it has neither x-request nor x-given: nothing says how it is brought about")
	}
	if out != o.Outcomes[0] {
		if err := r.change(c, out); err != nil {
			return nil, err
		}
	}
	if c.Size > 0 && o.bodyType != jsonType || requiredOf(out) && o.firstRequired() == nil {
		return nil, nil
	}
	s.Call = *c
	s.values = slices.Clone(r.values)
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		s.values = append(s.values, Value{name, strings.Join(c.Params[name], ", ")})
	}
	s.values = append(s.values, own...) // the last one counts
	return s, nil
}

// requiredOf reports whether an outcome is about the first parameter that is required.
func requiredOf(out *Outcome) bool {
	return slices.ContainsFunc(out.stated, func(n *yaml.Node) bool { return field(field(n, "x-request"), "<required>") != nil })
}

// given reads x-given.
func (r *sampler) given(n *yaml.Node) (all []*Situation, none string, err error) {
	if none := text(n, "none"); none != "" {
		return nil, none, nil
	}
	names := items(n)
	if n.Kind == yaml.ScalarNode {
		names = []*yaml.Node{n}
	}
	if len(names) == 0 {
		return nil, "", fmt.Errorf("line %d: x-given must name situations, or be {none: why}", n.Line)
	}
	for _, name := range names {
		s := r.situations[name.Value]
		if s == nil {
			return nil, "", fmt.Errorf("line %d: x-given names %q, which is none of x-situations", name.Line, name.Value)
		}
		if len(s.Steps) > 0 {
			all = append(all, s)
		}
	}
	return all, "", nil
}

// change lets a request become the one that has an outcome.
func (r *sampler) change(c *Call, out *Outcome) error {
	for _, n := range out.stated {
		c.Method, c.Path = cmp.Or(text(n, "x-method"), c.Method), cmp.Or(text(n, "x-path"), c.Path)
		_ = entries(field(n, "x-header"), func(name string, v *yaml.Node) error {
			c.Header[name] = v.Value
			if v.Tag == "!!null" {
				c.Header[name] = ""
			}
			return nil
		})
		if size := text(n, "x-body"); size != "" {
			var err error
			if c.Size, err = strconv.Atoi(size); err != nil || c.Size < 1 {
				return fmt.Errorf("line %d: x-body is %q; it must be a number of bytes", n.Line, size)
			}
		}
		if err := c.with(field(n, "x-request")); err != nil {
			return err
		}
	}
	return nil
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

// situation reads one of x-situations.
func (r *sampler) situation(name string, n *yaml.Node) (err error) {
	s := &Situation{Name: name, Says: text(n, "says")}
	if s.Says == "" {
		return fmt.Errorf("line %d: the situation %s has no says", n.Line, name)
	}
	for key, steps := range map[string]*[]Step{"steps": &s.Steps, "meanwhile": &s.Meanwhile, "after": &s.After} {
		for _, n := range items(field(n, key)) {
			step, err := r.step(n)
			if err != nil {
				return fmt.Errorf("situation %s: %w", name, err)
			}
			*steps = append(*steps, step)
		}
	}
	r.situations[name] = s
	return nil
}

func (r *sampler) step(n *yaml.Node) (s Step, err error) {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 {
		return s, fmt.Errorf("line %d: a step is one request, such as PUT /clock: {action: freeze}", n.Line)
	}
	key, value := n.Content[0].Value, n.Content[1]
	method, path, control := strings.Cut(key, " /")
	if control {
		if !slices.Contains(methods, method) {
			return s, fmt.Errorf("line %d: %q is no method", n.Line, method)
		}
		s = Step{Method: method, Path: "/" + path}
		if value.Tag != "!!null" {
			s.Body, err = compact(value)
		}
		return s, err
	}
	name, background := strings.CutSuffix(key, " &")
	o := r.doc.Operation(name)
	if o == nil || r.first[o] == nil {
		return s, fmt.Errorf("line %d: %q is no operation", n.Line, name)
	}
	s = Step{Call: r.first[o].clone(), Background: background}
	return s, s.Call.with(value)
}

// Example is the reply as the sample shows it: its variables have the values of the parameters, or those that the document
// gives for examples; each list has one record. A variable that nobody gives a value has its name for one.
func (s *Sample) Example() []byte {
	values := s.values
	for _, names := range append(slices.Collect(maps.Values(s.Outcome.Lists)), s.Outcome.Holes) {
		for _, name := range names {
			if _, known := values.Lookup(name); !known {
				values = append(values, Value{name, name})
			}
		}
	}
	record := Data{Values: values, Lists: map[string][]Data{}}
	for list := range s.Outcome.Lists {
		record.Lists[list] = []Data{{Values: values}}
	}
	whole := Data{Values: values, Lists: map[string][]Data{}}
	for list := range s.Outcome.Lists {
		whole.Lists[list] = []Data{record} // a record may have lists too
	}
	return s.Outcome.Append(nil, whole)
}
