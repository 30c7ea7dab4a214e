package openapi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bodies and replies of operations that share path and method, for the portable view.

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
