package openapi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// merge derives the portable view: the same document, but operations that share path and method are one.
//
// It is exact or it fails. A request is valid in the portable view if and only if it is valid for the operation that
// its `api` names; a reply if and only if it is valid for one of the operations of its path and method. OpenAPI cannot
// tie a reply or a body to a parameter, so where operations with different bodies share path and method, the body of
// any of them is valid: what is valid for the operation is valid in the portable view, but not the other way round. (A
// body sent to an operation that describes none is judged by neither.)
func (d *Document) merge() (*yaml.Node, error) {
	paths := object()
	err := entries(field(d.root, "paths"), func(key string, _ *yaml.Node) error {
		path, _, _ := strings.Cut(key, "#")
		if field(paths, path) != nil {
			return nil // together with the first of that path
		}
		item, err := d.mergePath(path)
		set(paths, path, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	root := object()
	_ = entries(d.root, func(key string, value *yaml.Node) error {
		if key == "paths" {
			value = paths
		}
		set(root, key, value)
		return nil
	})
	return bare(d.prune(root)), nil
}

// mergePath makes one path item of all that stand under a path.
func (d *Document) mergePath(path string) (*yaml.Node, error) {
	var items []*yaml.Node
	_ = entries(field(d.root, "paths"), func(key string, item *yaml.Node) error {
		if bare, _, _ := strings.Cut(key, "#"); bare == path {
			items = append(items, item)
		}
		return nil
	})
	if len(items) == 1 {
		return items[0], nil
	}
	methods := map[string][]*Operation{}
	for _, o := range d.Operations {
		if o.Path == path {
			methods[strings.ToLower(o.Method)] = append(methods[strings.ToLower(o.Method)], o)
		}
	}
	merged := object()
	for _, item := range items {
		err := entries(item, func(method string, n *yaml.Node) error {
			if len(methods[method]) == 0 {
				return fmt.Errorf("line %d: %s: %q cannot stand beside operations that share a path", n.Line, path, method)
			}
			if field(merged, method) != nil {
				return nil
			}
			operation, err := d.mergeOperations(methods[method])
			set(merged, method, operation)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return merged, nil
}

func (d *Document) mergeOperations(all []*Operation) (*yaml.Node, error) {
	first := all[0]
	if len(all) == 1 {
		return first.node, nil
	}
	resource := first.Resource()
	var tags, names, answers []*yaml.Node
	text := fmt.Sprintf("The parameter `api` of %s chooses the operation:\n\n", resource)
	for _, o := range all {
		names = append(names, str(o.Name))
		tags = append(tags, items(field(o.node, "tags"))...)
		answers = append(answers, items(field(o.node, "x-answers"))...)
		text += fmt.Sprintf("- `%s`: [%s](%s)\n", o.Name, o.Summary, o.Page)
		err := entries(o.node, func(key string, n *yaml.Node) error {
			switch key {
			case "operationId", "tags", "summary", "description", "externalDocs", "x-answers", "parameters", "requestBody", "responses":
				return nil
			}
			if !same(n, field(first.node, key)) {
				return fmt.Errorf("line %d: operations %s and %s share a path and must agree on %q", n.Line, first.Name, o.Name, key)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	parameters, err := d.mergeParameters(all)
	if err != nil {
		return nil, err
	}
	body, err := d.mergeBodies(all)
	if err != nil {
		return nil, err
	}
	responses, err := d.mergeResponses(all)
	if err != nil {
		return nil, err
	}
	name, _, _ := strings.Cut(resource, ".")
	merged := object(
		entry{"operationId", str(name + "_" + strings.ToLower(first.Method))},
		entry{"tags", optional(distinct(tags))},
		entry{"summary", str(fmt.Sprintf("%d operations of %s", len(all), resource))},
		entry{"description", str(text)},
		entry{"x-operations", list(names...)},
		entry{"x-answers", optional(answers)},
		entry{"parameters", parameters},
		entry{"requestBody", body},
		entry{"responses", responses},
	)
	return merged, entries(first.node, func(key string, n *yaml.Node) error {
		for _, o := range all {
			if field(merged, key) != nil || field(o.node, key) == nil || key == "externalDocs" {
				return nil
			}
		}
		set(merged, key, n)
		return nil
	})
}

// mergeParameters makes one parameter of the query. Which parameters are required depends on `api`, so its schema has
// an alternative for each operation. The list of all properties comes last: tools that decode an allOf by its last
// member then see every parameter.
func (d *Document) mergeParameters(all []*Operation) (*yaml.Node, error) {
	var others, alternatives []*yaml.Node
	examples := object()
	union := map[string][]owned{}
	var names []string
	for _, o := range all {
		var required, kept []*yaml.Node
		properties, example := object(), object()
		for _, n := range items(field(o.node, "parameters")) {
			p, err := resolve(d.root, n)
			if err != nil {
				return nil, err
			}
			if text(p, "in") != "query" {
				kept = append(kept, n)
				continue
			}
			if err := d.mergeable(p); err != nil {
				return nil, fmt.Errorf("line %d: operation %s: parameter %s: %w", p.Line, o.Name, text(p, "name"), err)
			}
			name := text(p, "name")
			set(properties, name, field(p, "schema"))
			if text(p, "required") == "true" {
				required = append(required, str(name))
				if e := field(p, "example"); e != nil {
					set(example, name, e)
				}
			}
			if union[name] == nil {
				names = append(names, name)
			}
			union[name] = append(union[name], owned{o, p})
		}
		if len(example.Content) == 2*len(required) {
			set(examples, o.Name, object(entry{"value", example}))
		}
		alternatives = append(alternatives, object(
			entry{"title", str(o.Name)},
			entry{"type", str("object")},
			entry{"required", optional(required)},
			entry{"properties", properties},
		))
		if o != all[0] && !slices.EqualFunc(kept, others, same) {
			return nil, fmt.Errorf("operations %s and %s share a path and must agree on the parameters outside the query", all[0].Name, o.Name)
		}
		others = kept
	}
	properties := object()
	for _, name := range names {
		set(properties, name, object(
			entry{"type", str("string")},
			entry{"description", describe(union[name])},
			entry{"example", field(union[name][0].node, "example")},
		))
	}
	if len(examples.Content) == 0 {
		examples = nil
	}
	query := object(
		entry{"name", str("query")},
		entry{"in", str("query")},
		entry{"required", yes()},
		entry{"style", str("form")},
		entry{"explode", yes()},
		entry{"description", str("The whole query string; `query` itself is not sent.")},
		entry{"schema", object(entry{"allOf", list(
			object(entry{"oneOf", list(alternatives...)}),
			object(entry{"type", str("object")}, entry{"properties", properties}),
		)})},
		entry{"examples", examples},
	)
	return list(append([]*yaml.Node{query}, others...)...), nil
}

// mergeable says what keeps a parameter from being a property of the query.
func (d *Document) mergeable(p *yaml.Node) error {
	schema, err := resolve(d.root, field(p, "schema"))
	if err != nil {
		return err
	}
	if text(schema, "type") != "string" {
		return fmt.Errorf("of operations that share a path it must be a string")
	}
	return entries(p, func(key string, _ *yaml.Node) error {
		switch key {
		case "name", "in", "required", "description", "example", "schema":
			return nil
		}
		return fmt.Errorf("of operations that share a path it cannot have %q", key)
	})
}

func (d *Document) mergeBodies(all []*Operation) (*yaml.Node, error) {
	var bodies []owned
	for _, o := range all {
		if n := field(o.node, "requestBody"); n != nil {
			bodies = append(bodies, owned{o, n})
		}
	}
	return d.mergeMessages(bodies, len(bodies) == len(all))
}

// mergeResponses takes for each status what each operation documents for it, be it by a range or by default.
func (d *Document) mergeResponses(all []*Operation) (*yaml.Node, error) {
	var statuses []string
	for _, o := range all {
		_ = entries(field(o.node, "responses"), func(status string, _ *yaml.Node) error {
			if !strings.HasPrefix(status, "x-") {
				statuses = append(statuses, status)
			}
			return nil
		})
	}
	slices.Sort(statuses) // 200, 2XX, 404, default
	merged := object()
	for _, status := range slices.Compact(statuses) {
		var replies []owned
		for _, o := range all {
			responses := field(o.node, "responses")
			if n := cmp.Or(field(responses, status), field(responses, fmt.Sprintf("%.1sXX", status)), field(responses, "default")); n != nil {
				replies = append(replies, owned{o, n})
			}
		}
		reply, err := d.mergeMessages(replies, false)
		if err != nil {
			return nil, fmt.Errorf("response %s: %w", status, err)
		}
		set(merged, status, reply)
	}
	return merged, nil
}

// owned is a node with the operation it belongs to.
type owned struct {
	by   *Operation
	node *yaml.Node
}

func nodes(all []owned) (list []*yaml.Node) {
	for _, o := range all {
		list = append(list, o.node)
	}
	return list
}

// mergeMessages makes one body or one response of several; required is what a body is if all of them are.
func (d *Document) mergeMessages(all []owned, required bool) (_ *yaml.Node, err error) {
	if len(all) == 0 {
		return nil, nil
	}
	if len(distinct(nodes(all))) == 1 && (required || text(all[0].node, "required") != "true") {
		return all[0].node, nil
	}
	all = slices.Clone(all)
	for i := range all {
		if all[i].node, err = resolve(d.root, all[i].node); err != nil {
			return nil, err
		}
	}
	var must *yaml.Node
	if required && !slices.ContainsFunc(all, func(o owned) bool { return text(o.node, "required") != "true" }) {
		must = yes()
	}
	content := object()
	for _, o := range all {
		err := entries(o.node, func(key string, n *yaml.Node) error {
			if key == "headers" || key == "links" {
				return fmt.Errorf("line %d: of operations that share a path it cannot have %q", n.Line, key)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if field(o.node, "content") == nil {
			content = nil // any message is valid for that operation
			break
		}
		err = entries(field(o.node, "content"), func(media string, n *yaml.Node) error {
			if field(content, media) != nil {
				return nil
			}
			merged, err := mergeMedia(media, all)
			set(content, media, merged)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return object(entry{"description", describe(all)}, entry{"required", must}, entry{"content", content}), nil
}

// mergeMedia makes one media type of those that the messages have.
func mergeMedia(media string, all []owned) (*yaml.Node, error) {
	var schemas []*yaml.Node
	var examples []owned
	n, open := 0, false
	for _, o := range all {
		m := field(field(o.node, "content"), media)
		if m == nil {
			continue
		}
		n++
		schema := field(m, "schema")
		open = open || schema == nil
		schemas = append(schemas, schema)
		examples = append(examples, owned{o.by, m})
		if field(m, "encoding") != nil {
			return nil, fmt.Errorf("line %d: of operations that share a path it cannot have \"encoding\"", m.Line)
		}
	}
	if n < len(all) && strings.Contains(media, "*") {
		return nil, fmt.Errorf("operations that share a path must agree on the media type %q", media)
	}
	var schema *yaml.Node
	switch schemas = distinct(schemas); {
	case open: // any value is valid for one of them
	case len(schemas) == 1:
		schema = schemas[0]
	default:
		schema = object(entry{"anyOf", list(schemas...)})
	}
	return object(entry{"schema", schema}, entry{"examples", mergeExamples(examples)}), nil
}

// mergeExamples keeps the names of examples; where one name stands for different things, the operation goes before it.
func mergeExamples(medias []owned) *yaml.Node {
	named := map[string][]owned{}
	var names []string
	add := func(name string, o owned) {
		if named[name] == nil {
			names = append(names, name)
		}
		named[name] = append(named[name], o)
	}
	for _, m := range medias {
		if e := field(m.node, "example"); e != nil {
			add(m.by.Name, owned{m.by, object(entry{"value", e})})
		}
		_ = entries(field(m.node, "examples"), func(name string, e *yaml.Node) error {
			add(name, owned{m.by, e})
			return nil
		})
	}
	merged := object()
	for _, name := range names {
		if len(distinct(nodes(named[name]))) == 1 {
			set(merged, name, named[name][0].node)
			continue
		}
		for _, e := range named[name] {
			set(merged, e.by.Name+"_"+name, e.node)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return merged
}

// describe joins descriptions: one as it stands, several as a list that names the operations.
func describe(all []owned) *yaml.Node {
	var said []*yaml.Node
	by := map[string][]string{}
	for _, o := range all {
		if d := field(o.node, "description"); d != nil {
			said = append(said, d)
			by[d.Value] = append(by[d.Value], "`"+o.by.Name+"`")
		}
	}
	said = distinct(said)
	if len(said) == 0 {
		return nil
	}
	if len(said) == 1 {
		return said[0]
	}
	var text string
	for _, d := range said {
		text += "- " + strings.Join(by[d.Value], ", ") + ": " + strings.TrimSpace(d.Value) + "\n"
	}
	return str(text)
}

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
