package openapi

import "go.yaml.in/yaml/v3"

// A piece is a node with the name of the operation it comes from.
type piece struct {
	from string
	node *yaml.Node
}

// groups gathers what stands under the same key, in the order in which the keys first came.
type groups struct {
	keys []string
	of   map[string][]piece
}

func (g *groups) add(key string, p piece) {
	if g.of == nil {
		g.of = map[string][]piece{}
	}
	if g.of[key] == nil {
		g.keys = append(g.keys, key)
	}
	g.of[key] = append(g.of[key], p)
}

// nodes are the nodes alone.
func nodes(all []piece) (list []*yaml.Node) {
	for _, o := range all {
		list = append(list, o.node)
	}
	return list
}

// under is what stands under a key of each node that has it.
func under(all []piece, key string) (list []*yaml.Node) {
	for _, o := range all {
		if n := field(o.node, key); n != nil {
			list = append(list, n)
		}
	}
	return list
}

// shared is what stands under a key of all nodes, nil unless they agree.
func shared(all []*yaml.Node, key string) *yaml.Node {
	for _, n := range all {
		if !same(field(n, key), field(all[0], key)) {
			return nil
		}
	}
	return field(all[0], key)
}
