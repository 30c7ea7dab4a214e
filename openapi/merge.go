package openapi

import (
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
			case "operationId", "tags", "summary", "description", "externalDocs", "x-answers", "x-chosen-by", "parameters", "requestBody", "responses":
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
			if field(merged, key) != nil || field(o.node, key) == nil || key == "externalDocs" || key == "x-chosen-by" {
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
	var beside, alternatives []*yaml.Node
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
			entry{"not", chosenElse(o, all)},
		))
		if o != all[0] && !slices.EqualFunc(kept, beside, same) {
			return nil, fmt.Errorf("operations %s and %s share a path and must agree on the parameters outside the query", all[0].Name, o.Name)
		}
		beside = kept
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
	return list(append([]*yaml.Node{query}, beside...)...), nil
}

// chosenElse is what a request has that is one of an operation with the same `api` before this one, as the first that is
// chosen counts; nil when there is no such operation.
func chosenElse(o *Operation, all []*Operation) *yaml.Node {
	var signs []*yaml.Node
	for _, other := range all[:slices.Index(all, o)] {
		if other.API != o.API {
			continue
		}
		for _, name := range other.chosenBy {
			signs = append(signs, object(entry{"required", list(str(name))}))
		}
	}
	if signs == nil {
		return nil
	}
	return object(entry{"anyOf", list(signs...)})
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
