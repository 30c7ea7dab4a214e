package openapi

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// exemplify is the document with values in place of the variables of its examples: a reader of an
// example, or a tool that answers with it, needs what the service would say, not {conn_id}. The values are those of the
// samples. How an outcome is brought about is left out.
func (d *Document) exemplify() *yaml.Node {
	root := bare(d.root)
	samples := map[string]*Sample{} // by the name of the outcome: what is shared shows that of the first operation
	for _, s := range slices.Backward(d.Samples()) {
		samples[s.Outcome.Name] = s
	}
	components := field(root, "components")
	fill(root, field(components, "examples"), samples)
	fillResponses(root, field(components, "responses"), samples)
	for _, o := range d.Operations {
		own := map[string]*Sample{}
		for _, s := range o.Samples() {
			own[s.Outcome.Name] = s
		}
		operation := field(field(field(root, "paths"), o.key), strings.ToLower(o.Method))
		fillResponses(root, field(operation, "responses"), own)
	}
	return root
}

func fillResponses(root, responses *yaml.Node, samples map[string]*Sample) {
	_ = entries(responses, func(_ string, r *yaml.Node) error {
		return entries(field(r, "content"), func(_ string, media *yaml.Node) error {
			fill(root, field(media, "examples"), samples)
			return nil
		})
	})
}

// fill gives values to the variables of named examples, each that of its sample. What is shared stands there as a copy.
func fill(root, examples *yaml.Node, samples map[string]*Sample) {
	for i := 1; examples != nil && i < len(examples.Content); i += 2 {
		example, err := resolve(root, examples.Content[i])
		s := samples[examples.Content[i-1].Value]
		if err != nil || s == nil {
			continue
		}
		shown := object()
		_ = entries(example, func(key string, n *yaml.Node) error {
			switch key {
			case "x-given", "x-request", "x-header", "x-method", "x-path", "x-body", "x-only", "x-values":
			case "value":
				set(shown, key, s.filled(bare(n)))
			default:
				set(shown, key, n)
			}
			return nil
		})
		examples.Content[i] = shown
	}
}

// filled has values for the variables of a value, and for those in its keys. What none is known for shows its name.
func (s *Sample) filled(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Value = variable.ReplaceAllStringFunc(n.Value, func(h string) string { return s.value(strings.Trim(h, "{}")) })
	}
	for _, child := range n.Content {
		s.filled(child)
	}
	return n
}
