package openapi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// flatten derives the portable view: one operation for each path and method, in words that every tool can run. It is
// plain, not exact: what the document describes is valid in it, and what it cannot say, such as which parameters an
// operation needs, stands in descriptions.
func (d *Document) flatten() *yaml.Node {
	f := flattener{root: d.exemplified()}
	paths, responses := object(), object()
	for _, o := range d.Operations {
		item, method := field(paths, o.Path), strings.ToLower(o.Method)
		if item == nil {
			item = object()
			set(paths, o.Path, item)
		}
		if field(item, method) == nil {
			set(item, method, f.operation(d.beside(o)))
		}
	}
	components := field(f.root, "components")
	_ = entries(field(components, "responses"), func(name string, r *yaml.Node) error {
		set(responses, name, f.message([]owned{{"", r}}))
		return nil
	})
	flat := map[string]*yaml.Node{
		"paths":      paths,
		"components": object(entry{"securitySchemes", field(components, "securitySchemes")}, entry{"responses", responses}),
	}
	root := object()
	_ = entries(f.root, func(key string, n *yaml.Node) error {
		if !strings.HasPrefix(key, "x-") {
			set(root, key, cmp.Or(flat[key], n))
		}
		return nil
	})
	return root
}

// beside are the operations that share path and method with one, itself too.
func (d *Document) beside(o *Operation) (all []*Operation) {
	for _, other := range d.Operations {
		if other.Path == o.Path && other.Method == o.Method {
			all = append(all, other)
		}
	}
	return all
}

// A flattener reads a document whose examples have real values.
type flattener struct {
	root  *yaml.Node
	depth int // how many schemas stand around the one at hand
}

// follow is what a node refers to, or the node itself; nil when the reference leads nowhere.
func (f flattener) follow(n *yaml.Node) *yaml.Node {
	n, _ = resolve(f.root, n)
	return n
}

// owned is a node with the name of the operation it belongs to.
type owned struct {
	by   string
	node *yaml.Node
}

// A heap gathers what stands under the same key, in the order in which the keys were met first.
type heap struct {
	keys []string
	by   map[string][]owned
}

func (h *heap) add(key string, o owned) {
	if h.by == nil {
		h.by = map[string][]owned{}
	}
	if h.by[key] == nil {
		h.keys = append(h.keys, key)
	}
	h.by[key] = append(h.by[key], o)
}

// operation makes one operation of those that share path and method.
func (f flattener) operation(all []*Operation) *yaml.Node {
	var whole, tags []*yaml.Node
	var parameters, responses heap
	var bodies []owned
	resource := all[0].Resource()
	description := fmt.Sprintf("The parameter `api` of %s chooses the operation. What stands in brackets may be left out.\n\n", resource)
	needed := true
	for _, o := range all {
		item := field(field(f.root, "paths"), o.key)
		node := field(item, strings.ToLower(o.Method))
		whole, tags = append(whole, node), append(tags, items(field(node, "tags"))...)
		description += o.line()
		for _, p := range slices.Concat(items(field(node, "parameters")), items(field(item, "parameters"))) {
			p = f.follow(p)
			parameters.add(text(p, "in")+" "+text(p, "name"), owned{o.Name, p})
		}
		body := f.follow(field(node, "requestBody"))
		if needed = needed && text(body, "required") == "true"; body != nil {
			bodies = append(bodies, owned{o.Name, body})
		}
		_ = entries(field(node, "responses"), func(status string, r *yaml.Node) error {
			responses.add(status, owned{o.Name, r})
			return nil
		})
	}
	name, _, _ := strings.Cut(resource, ".")
	summary := all[0].Summary
	if len(all) > 1 {
		summary = fmt.Sprintf("%d operations of %s", len(all), resource)
	}
	merged := object(
		entry{"operationId", str(name + "_" + strings.ToLower(all[0].Method))},
		entry{"tags", optional(distinct(tags))},
		entry{"summary", str(summary)},
		entry{"description", str(description)},
		entry{"security", shared(whole, "security")},
		entry{"parameters", f.parameters(parameters)},
	)
	if bodies != nil {
		body := f.message(bodies)
		if needed {
			set(body, "required", yes())
		}
		set(merged, "requestBody", body)
	}
	set(merged, "responses", f.responses(responses))
	return merged
}

// line is an operation as an item of a list: what it is, and what it takes.
func (o *Operation) line() string {
	takes := map[string][]string{}
	for _, p := range o.Parameters {
		name := "`" + p.Name + "`"
		if !p.Required {
			name = "[" + name + "]"
		}
		if p.Name != "api" {
			takes[p.In] = append(takes[p.In], name)
		}
	}
	line := fmt.Sprintf("- `%s`: [%s](%s).", o.API, cmp.Or(o.Summary, o.Name), o.Page)
	for _, in := range []string{"query", "body"} {
		if takes[in] != nil {
			line += " In the " + in + ": " + strings.Join(takes[in], ", ") + "."
		}
	}
	return line + "\n"
}

// parameters may all be left out, but for `api` and what stands in the path.
func (f flattener) parameters(all heap) *yaml.Node {
	merged := list()
	for _, key := range all.keys {
		in, name, _ := strings.Cut(key, " ")
		p := object(entry{"name", str(name)}, entry{"in", str(in)})
		if in == "path" || name == "api" {
			set(p, "required", yes())
		}
		merged.Content = append(merged.Content, setAll(p,
			entry{"description", describe(all.by[key])},
			entry{"example", first(under(all.by[key], "example"))},
			entry{"schema", f.union(under(all.by[key], "schema"))},
		))
	}
	return merged
}

// responses has each status that one of the operations has; the others have no say in it.
func (f flattener) responses(all heap) *yaml.Node {
	slices.Sort(all.keys) // 200, 404, default
	merged := object()
	for _, status := range all.keys {
		r := all.by[status][0].node
		if len(distinct(nodes(all.by[status]))) > 1 || text(r, "$ref") == "" {
			r = f.message(all.by[status])
		}
		set(merged, status, r)
	}
	return merged
}

// message makes one body or one response of several.
func (f flattener) message(all []owned) *yaml.Node {
	var medias heap
	for i := range all {
		all[i].node = f.follow(all[i].node)
		_ = entries(field(all[i].node, "content"), func(kind string, media *yaml.Node) error {
			medias.add(kind, owned{all[i].by, media})
			return nil
		})
	}
	content := object()
	for _, kind := range medias.keys {
		set(content, kind, object(
			entry{"schema", f.union(under(medias.by[kind], "schema"))},
			entry{"examples", f.examples(medias.by[kind])},
		))
	}
	if medias.keys == nil {
		content = nil
	}
	return object(entry{"description", cmp.Or(describe(all), str(""))}, entry{"content", content})
}

// examples keep their names; where one name stands for different things, the operation goes before it.
func (f flattener) examples(medias []owned) *yaml.Node {
	var all heap
	for _, m := range medias {
		if e := field(m.node, "example"); e != nil {
			all.add(m.by, owned{m.by, object(entry{"value", e})})
		}
		_ = entries(field(m.node, "examples"), func(name string, e *yaml.Node) error {
			shown := object()
			_ = entries(f.follow(e), func(key string, n *yaml.Node) error {
				if key != "x-each" { // says of a template which list repeats
					set(shown, key, n)
				}
				return nil
			})
			all.add(name, owned{m.by, shown})
			return nil
		})
	}
	merged := object()
	for _, name := range all.keys {
		for i, e := range all.by[name] {
			switch {
			case len(distinct(nodes(all.by[name]))) > 1:
				set(merged, e.by+"_"+name, e.node)
			case i == 0:
				set(merged, name, e.node)
			}
		}
	}
	if len(merged.Content) == 0 {
		return nil
	}
	return merged
}

// describe joins descriptions: one as it stands, several as a list that names the operations; nil for none.
func describe(all []owned) *yaml.Node {
	var said heap
	for _, o := range all {
		if d := text(o.node, "description"); d != "" {
			said.add(strings.TrimSpace(d), o)
		}
	}
	switch len(said.keys) {
	case 0:
		return nil
	case 1:
		return str(said.keys[0])
	}
	var lines string
	for _, d := range said.keys {
		var by []string
		for _, o := range said.by[d] {
			by = append(by, "`"+o.by+"`")
		}
		lines += "- " + strings.Join(by, ", ") + ": " + d + "\n"
	}
	return str(lines)
}

// nodes are the nodes alone.
func nodes(all []owned) (list []*yaml.Node) {
	for _, o := range all {
		list = append(list, o.node)
	}
	return list
}

// under is what stands under a key of each node that has it.
func under(all []owned, key string) (list []*yaml.Node) {
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

// first is the first node that is there.
func first(all []*yaml.Node) *yaml.Node { return cmp.Or(all...) }

// items are the members of a list; of anything else there are none.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// optional is a list, nil when it would be empty.
func optional(items []*yaml.Node) *yaml.Node {
	if len(items) == 0 {
		return nil
	}
	return list(items...)
}
