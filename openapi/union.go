package openapi

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// union is a schema that takes what any of the schemas takes, in words that every generator understands: one type, or a
// oneOf with a schema for each type of JSON, and no reference.
func (f flattener) union(schemas []*yaml.Node) *yaml.Node {
	var types groups
	var descriptions, examples []*yaml.Node
	f.depth++
	for _, s := range schemas {
		s = f.follow(s)
		descriptions, examples = append(descriptions, field(s, "description")), append(examples, field(s, "example"))
		for _, a := range f.alternatives(s) {
			types.add(strings.Replace(text(a, "type"), "integer", "number", 1), piece{"", a})
		}
	}
	if f.depth > deepest || types.of[""] != nil {
		return object() // takes anything
	}
	var each []*yaml.Node
	for _, kind := range types.keys {
		each = append(each, f.oneType(distinct(nodes(types.of[kind]))))
	}
	merged := cmp.Or(each...)
	if len(each) > 1 {
		merged = object(entry{"oneOf", list(each...)})
	}
	var texts []string
	for _, d := range distinct(descriptions) {
		texts = append(texts, strings.TrimSpace(d.Value))
	}
	if texts != nil {
		set(merged, "description", str(strings.Join(texts, " / ")))
	}
	return setAll(merged, entry{"example", cmp.Or(examples...)})
}

// deepest is how many schemas may stand within each other: one that holds itself ends there.
const deepest = 8

// alternatives are the schemas of one type of which a schema takes any. Of an allOf the first counts, as the others can
// only ask for more.
func (f flattener) alternatives(schema *yaml.Node) (all []*yaml.Node) {
	parts := slices.Concat(items(field(schema, "oneOf")), items(field(schema, "anyOf")))
	if whole := items(field(schema, "allOf")); whole != nil {
		parts = whole[:1]
	}
	if f.depth++; f.depth > deepest || parts == nil {
		return []*yaml.Node{schema}
	}
	for _, n := range parts {
		all = append(all, f.alternatives(f.follow(n))...)
	}
	return all
}

// bounds are the keys of a schema that stay where all agree, beside those that oneType merges.
var bounds = []string{
	"format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "minProperties",
}

// oneType makes one schema of several of the same type. It asks only for what all of them ask for.
func (f flattener) oneType(all []*yaml.Node) *yaml.Node {
	merged := object(entry{"type", cmp.Or(shared(all, "type"), str("number"))})
	for _, key := range bounds {
		setAll(merged, entry{key, shared(all, key)})
	}
	var enum, elements []*yaml.Node
	var properties groups
	open, nullable := false, false
	required := items(field(all[0], "required"))
	for _, s := range all {
		values := items(field(s, "enum"))
		open, enum = open || values == nil, append(enum, values...)
		nullable = nullable || text(s, "nullable") == "true"
		if e := field(s, "items"); e != nil {
			elements = append(elements, e)
		}
		needs := items(field(s, "required"))
		required = slices.DeleteFunc(slices.Clone(required), func(name *yaml.Node) bool { return !contains(needs, name) })
		_ = entries(field(s, "properties"), func(name string, p *yaml.Node) error {
			properties.add(name, piece{"", p})
			return nil
		})
	}
	if !open { // generators fail at null, which has no type
		enum = slices.DeleteFunc(distinct(enum), func(v *yaml.Node) bool { return v.ShortTag() == "!!null" })
		setAll(merged, entry{"enum", optional(enum)})
	}
	if nullable {
		set(merged, "nullable", yes())
	}
	if elements != nil {
		set(merged, "items", f.union(elements))
	}
	setAll(merged, entry{"required", optional(required)})
	if properties.keys != nil {
		each := object()
		for _, name := range properties.keys {
			set(each, name, f.union(nodes(properties.of[name])))
		}
		set(merged, "properties", each)
	}
	return setAll(merged, entry{"additionalProperties", f.more(all)})
}

// more is what an object may have beside its properties: what all of them say, or else anything.
func (f flattener) more(all []*yaml.Node) *yaml.Node {
	more := shared(all, "additionalProperties")
	switch {
	case more != nil && more.Kind == yaml.MappingNode:
		return f.union([]*yaml.Node{more})
	case more == nil && slices.ContainsFunc(all, func(n *yaml.Node) bool { return field(n, "additionalProperties") != nil }):
		return yes()
	}
	return more
}
