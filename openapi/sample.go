package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Whoever reads an example, or has a tool answer with it, wants to see what the service would say: {conn_id} is no such
// thing. The values come from the document: what x-request of the example asks for, then the examples of the operation's
// parameters, then x-samples, then the examples of all other parameters.

// exemplify is the document with values in place of the variables of its examples.
func (d *Document) exemplify() *yaml.Node {
	root, all := bare(d.root), d.samples()
	components := field(root, "components")
	all.fill(field(components, "examples"))
	_ = entries(field(components, "responses"), func(_ string, r *yaml.Node) error { all.fillResponse(r); return nil })
	for _, o := range d.Operations {
		own := all.with(o.samples())
		responses := field(field(field(field(root, "paths"), o.key), strings.ToLower(o.Method)), "responses")
		_ = entries(responses, func(_ string, r *yaml.Node) error { own.fillResponse(r); return nil })
	}
	return root
}

// samples are values by the name of their variable.
type samples map[string]string

// samples are those that any example may take.
func (d *Document) samples() samples {
	all := samples{}
	for _, o := range d.Operations {
		for name, value := range o.samples() {
			if all[name] == "" {
				all[name] = value
			}
		}
	}
	return all.with(valuesOf(field(d.root, "x-samples")))
}

// valuesOf are the scalars of a mapping.
func valuesOf(n *yaml.Node) samples {
	all := samples{}
	_ = entries(n, func(name string, v *yaml.Node) error {
		all[name] = v.Value
		return nil
	})
	return all
}

// samples are the examples of an operation's parameters.
func (o *Operation) samples() samples {
	own := samples{}
	for _, p := range o.Parameters {
		if p.Example != "" {
			own[p.Name] = p.Example
		}
	}
	return own
}

// with are both, of which the more particular ones count.
func (s samples) with(particular samples) samples {
	both := samples{}
	for _, from := range []samples{s, particular} {
		for name, value := range from {
			both[name] = value
		}
	}
	return both
}

func (s samples) fillResponse(response *yaml.Node) {
	_ = entries(field(response, "content"), func(_ string, media *yaml.Node) error {
		s.fill(field(media, "examples"))
		return nil
	})
}

// fill gives values to the variables of named examples. What none is known for shows its name.
func (s samples) fill(examples *yaml.Node) {
	_ = entries(examples, func(_ string, example *yaml.Node) error {
		if value := field(example, "value"); value != nil {
			s.with(valuesOf(field(example, "x-request"))).fillValue(value)
		}
		return nil
	})
}

func (s samples) fillValue(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Value = hole.ReplaceAllStringFunc(n.Value, func(h string) string {
			name := strings.Trim(h, "{}")
			if value := s[name]; value != "" {
				return value
			}
			return name
		})
	}
	for _, child := range n.Content { // the keys of an object, too
		s.fillValue(child)
	}
}
