package openapi

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// kin-openapi keeps mappings in Go maps and so forgets the order in which the document states things: operations,
// parameters, outcomes, the keys of a reply. The few functions here read that from the YAML itself.

// field is the value of a key of a mapping, nil when there is none.
func field(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// entries calls f for each key of a mapping, in the order of the document.
func entries(n *yaml.Node, f func(key string, value *yaml.Node) error) error {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := f(n.Content[i].Value, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// text is the scalar at a key, "" when there is none.
func text(n *yaml.Node, key string) string {
	if v := field(n, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// resolve follows a local $ref. A chain of more than 16 is taken for a circle.
func resolve(root, n *yaml.Node) (*yaml.Node, error) {
	for range 16 {
		ref := text(n, "$ref")
		if ref == "" {
			return n, nil
		}
		path, local := strings.CutPrefix(ref, "#/")
		if !local {
			return nil, fmt.Errorf("line %d: $ref %q leaves the document", n.Line, ref)
		}
		target := root
		for key := range strings.SplitSeq(path, "/") {
			target = field(target, strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
		}
		if target == nil {
			return nil, fmt.Errorf("line %d: $ref %q leads nowhere", n.Line, ref)
		}
		n = target
	}
	return nil, fmt.Errorf("line %d: $ref goes in a circle", n.Line)
}
