package openapi

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A sampler reads the samples of a document.
type sampler struct {
	doc        *Document
	first      map[*Operation]*Call // the request of the first success
	situations map[string]*Situation
	values     Values
}

// readSamples finds how each outcome is brought about. It is an error when the document does not say that of an outcome, or
// says the same of two.
func (d *Document) readSamples() (all []*Sample, err error) {
	r := &sampler{d, map[*Operation]*Call{}, map[string]*Situation{}, valuesOf(d.root)}
	for _, o := range d.Operations {
		if len(o.Outcomes) == 0 {
			continue
		}
		c := o.call(Request{})
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
		outcomes := map[string]string{} // by arrangement
		for _, out := range slices.Concat(o.Outcomes, d.General) {
			s, err := r.sample(o, out)
			if err != nil {
				return nil, fmt.Errorf("operation %s: outcome %s: %w", o.Name, out.Name, err)
			}
			if s == nil {
				continue
			}
			all = append(all, s)
			arrangement := s.arrangement()
			if other := outcomes[arrangement]; other != "" && s.None == "" {
				return nil, fmt.Errorf("operation %s: outcomes %s and %s are brought about alike", o.Name, other, out.Name)
			}
			outcomes[arrangement] = out.Name
		}
	}
	return all, nil
}

// sample is that of an outcome, nil when the operation cannot have it.
func (r *sampler) sample(o *Operation, out *Outcome) (*Sample, error) {
	s := &Sample{Outcome: out}
	var own Values
	c := r.first[o].clone()
	if out != o.Outcomes[0] && out.Status < 300 {
		c = o.call(Request{})
	}
	stated := out == o.Outcomes[0]
	for _, n := range out.sources {
		resource := func(n *yaml.Node) bool { return n.Value == o.Resource() }
		if only := items(field(n, "x-only")); only != nil && !slices.ContainsFunc(only, resource) {
			return nil, nil
		}
		for _, key := range []string{"x-given", "x-request", "x-header", "x-method", "x-path", "x-body"} {
			stated = stated || field(n, key) != nil
		}
		_ = entries(field(n, "x-request"), func(name string, _ *yaml.Node) error {
			own = append(own, Value{"parameter", name}) // for a reply that names the wrong one
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
	if !stated {
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
	return slices.ContainsFunc(out.sources, func(n *yaml.Node) bool { return field(field(n, "x-request"), "<required>") != nil })
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

// change makes a request one that has an outcome.
func (r *sampler) change(c *Call, out *Outcome) error {
	for _, n := range out.sources {
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
				return fmt.Errorf("line %d: x-body is %q: expected a number of bytes", n.Line, size)
			}
		}
		if err := c.with(field(n, "x-request")); err != nil {
			return err
		}
	}
	return nil
}

// valuesOf reads x-values.
func valuesOf(n *yaml.Node) (all Values) {
	_ = entries(field(n, "x-values"), func(name string, v *yaml.Node) error {
		all = append(all, Value{name, v.Value})
		return nil
	})
	return all
}

// arrangement is text that differs wherever two samples of an operation do.
func (s *Sample) arrangement() string {
	var given []string
	for _, g := range s.Given {
		given = append(given, g.Name)
	}
	return fmt.Sprint(given, s.Method, s.Path, s.Params, s.Files, s.Header, s.Size)
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
