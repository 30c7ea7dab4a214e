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
			set(item, method, f.operation(d.beside(o), d.notSimulated(o.Path)))
		}
	}
	components := field(f.root, "components")
	_ = entries(field(components, "responses"), func(name string, r *yaml.Node) error {
		set(responses, name, f.message([]piece{{"", r}}))
		return nil
	})
	flat := map[string]*yaml.Node{
		"paths":      paths,
		"components": object(entry{"securitySchemes", field(components, "securitySchemes")}, entry{"responses", responses}),
	}
	if more := d.notSimulatedAtAll(); more != "" {
		flat["info"] = described(field(f.root, "info"), more)
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

// described is a node with more in its description.
func described(n *yaml.Node, more string) *yaml.Node {
	longer := object()
	_ = entries(n, func(key string, v *yaml.Node) error {
		if key != "description" {
			set(longer, key, v)
		}
		return nil
	})
	set(longer, "description", str(text(n, "description")+more))
	return longer
}

// operation makes one operation of those that share path and method; its description ends with more.
func (f flattener) operation(all []*Operation, more string) *yaml.Node {
	var whole, tags []*yaml.Node
	var parameters, responses groups
	var bodies []piece
	resource := all[0].Resource()
	description := "The parameter `api` chooses the operation. What stands in brackets may be left out.\n\n"
	needed := true
	for _, o := range all {
		item := field(field(f.root, "paths"), o.key)
		node := field(item, strings.ToLower(o.Method))
		whole, tags = append(whole, node), append(tags, items(field(node, "tags"))...)
		description += o.line()
		for _, p := range slices.Concat(items(field(node, "parameters")), items(field(item, "parameters"))) {
			p = f.follow(p)
			parameters.add(text(p, "in")+" "+text(p, "name"), piece{o.Name, p})
		}
		body := f.follow(field(node, "requestBody"))
		if needed = needed && text(body, "required") == "true"; body != nil {
			bodies = append(bodies, piece{o.Name, body})
		}
		_ = entries(field(node, "responses"), func(status string, r *yaml.Node) error {
			responses.add(status, piece{o.Name, r})
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
		entry{"description", str(description + more)},
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
func (f flattener) parameters(all groups) *yaml.Node {
	merged := list()
	for _, key := range all.keys {
		in, name, _ := strings.Cut(key, " ")
		p := object(entry{"name", str(name)}, entry{"in", str(in)})
		if in == "path" || name == "api" {
			set(p, "required", yes())
		}
		merged.Content = append(merged.Content, setAll(p,
			entry{"description", describe(all.of[key])},
			entry{"example", cmp.Or(under(all.of[key], "example")...)},
			entry{"schema", f.union(under(all.of[key], "schema"))},
		))
	}
	return merged
}

// responses has each status that one of the operations has.
func (f flattener) responses(all groups) *yaml.Node {
	slices.Sort(all.keys) // 200, 404, default
	merged := object()
	for _, status := range all.keys {
		r := all.of[status][0].node
		if len(distinct(nodes(all.of[status]))) > 1 || text(r, "$ref") == "" {
			r = f.message(all.of[status])
		}
		set(merged, status, r)
	}
	return merged
}

// message makes one body or one response of several.
func (f flattener) message(all []piece) *yaml.Node {
	var medias groups
	for i := range all {
		all[i].node = f.follow(all[i].node)
		_ = entries(field(all[i].node, "content"), func(kind string, media *yaml.Node) error {
			medias.add(kind, piece{all[i].from, media})
			return nil
		})
	}
	content := object()
	for _, kind := range medias.keys {
		set(content, kind, object(
			entry{"schema", f.union(under(medias.of[kind], "schema"))},
			entry{"examples", f.examples(medias.of[kind])},
		))
	}
	if medias.keys == nil {
		content = nil
	}
	return object(entry{"description", cmp.Or(describe(all), str(""))}, entry{"content", content})
}

// examples keep their names; where one name stands for different things, the operation goes before it.
func (f flattener) examples(medias []piece) *yaml.Node {
	var all groups
	for _, m := range medias {
		if e := field(m.node, "example"); e != nil {
			all.add(m.from, piece{m.from, object(entry{"value", e})})
		}
		_ = entries(field(m.node, "examples"), func(name string, e *yaml.Node) error {
			shown := object()
			_ = entries(f.follow(e), func(key string, n *yaml.Node) error {
				if key != "x-each" { // which list of a template repeats
					set(shown, key, n)
				}
				return nil
			})
			all.add(name, piece{m.from, shown})
			return nil
		})
	}
	merged := object()
	for _, name := range all.keys {
		for i, e := range all.of[name] {
			switch {
			case len(distinct(nodes(all.of[name]))) > 1:
				set(merged, e.from+"_"+name, e.node)
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
func describe(all []piece) *yaml.Node {
	var descriptions groups
	for _, o := range all {
		if d := text(o.node, "description"); d != "" {
			descriptions.add(strings.TrimSpace(d), o)
		}
	}
	switch len(descriptions.keys) {
	case 0:
		return nil
	case 1:
		return str(descriptions.keys[0])
	}
	var lines string
	for _, d := range descriptions.keys {
		var by []string
		for _, o := range descriptions.of[d] {
			by = append(by, "`"+o.from+"`")
		}
		lines += "- " + strings.Join(by, ", ") + ": " + d + "\n"
	}
	return str(lines)
}
