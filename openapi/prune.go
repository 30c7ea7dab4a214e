package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// prune leaves out the components that nothing refers to any more.
func (d *Document) prune(root *yaml.Node) *yaml.Node {
	used := map[string]bool{}
	var visit func(n *yaml.Node)
	visit = func(n *yaml.Node) {
		rest, local := strings.CutPrefix(n.Value, "#/components/") // a $ref, or the mapping of a discriminator
		if section, name, ok := strings.Cut(rest, "/"); local && ok {
			name, _, _ = strings.Cut(name, "/")
			if key := section + "/" + name; !used[key] {
				used[key] = true
				if c := field(field(field(d.root, "components"), section), name); c != nil {
					visit(c)
				}
			}
		}
		for _, child := range n.Content {
			visit(child)
		}
	}
	_ = entries(root, func(key string, n *yaml.Node) error {
		if key != "components" {
			visit(n)
		}
		return nil
	})
	pruned := object()
	_ = entries(root, func(key string, n *yaml.Node) error {
		if key == "components" {
			n = object()
			_ = entries(field(root, key), func(section string, all *yaml.Node) error {
				kept := object()
				_ = entries(all, func(name string, c *yaml.Node) error {
					if section == "securitySchemes" || used[section+"/"+name] {
						set(kept, name, c)
					}
					return nil
				})
				if len(kept.Content) > 0 {
					set(n, section, kept)
				}
				return nil
			})
		}
		set(pruned, key, n)
		return nil
	})
	return pruned
}
