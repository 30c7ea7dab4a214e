package openapi

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Whoever reads an example, or has a tool answer with it, wants to see what the service would say: {conn_id} is no such
// thing. The values come from the outcome's sample, then from x-values, then from the examples of parameters.

// exemplify is the document with values in place of the variables of its examples.
func (d *Document) exemplify() *yaml.Node {
	root, shared := bare(d.root), d.exampleValues()
	components := field(root, "components")
	fill(field(components, "examples"), shared, nil)
	_ = entries(field(components, "responses"), func(_ string, r *yaml.Node) error { fillResponse(r, shared, nil); return nil })
	for _, o := range d.Operations {
		samples := map[string]Values{}
		for _, s := range o.Samples() {
			samples[s.Outcome.Name] = s.values
		}
		responses := field(field(field(field(root, "paths"), o.key), strings.ToLower(o.Method)), "responses")
		_ = entries(responses, func(_ string, r *yaml.Node) error { fillResponse(r, shared, samples); return nil })
	}
	return root
}

// exampleValues are those that any example may take; of two with one name the last counts.
func (d *Document) exampleValues() (all Values) {
	for _, o := range slices.Backward(d.Operations) {
		for _, p := range o.Parameters {
			if p.Example != "" {
				all = append(all, Value{p.Name, p.Example})
			}
		}
	}
	return append(all, valuesOf(d.root)...)
}

func fillResponse(response *yaml.Node, shared Values, samples map[string]Values) {
	_ = entries(field(response, "content"), func(_ string, media *yaml.Node) error {
		fill(field(media, "examples"), shared, samples)
		return nil
	})
}

// fill gives values to the variables of named examples. One that operations share has those that it states itself.
func fill(examples *yaml.Node, shared Values, samples map[string]Values) {
	_ = entries(examples, func(name string, example *yaml.Node) error {
		if value := field(example, "value"); value != nil {
			asked := scalars(field(example, "x-request"))
			fillValue(value, slices.Concat(shared, asked, valuesOf(example), samples[name]))
		}
		return nil
	})
}

// fillValue fills the texts of a value, keys of objects included. A variable without a value shows its name.
func fillValue(n *yaml.Node, values Values) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Value = hole.ReplaceAllStringFunc(n.Value, func(h string) string {
			name := strings.Trim(h, "{}")
			if value := values.Get(name); value != "" {
				return value
			}
			return name
		})
	}
	for _, child := range n.Content {
		fillValue(child, values)
	}
}
