package openapi

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/yamlfile"
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

// number reads a whole number into n, and reports whether it is one; nothing is, and n stays.
func number(v *yaml.Node, n *int) bool {
	if v == nil {
		return true
	}
	var err error
	*n, err = strconv.Atoi(v.Value)
	return err == nil
}

// hasOnly reports whether a mapping has no other keys than these.
func hasOnly(n *yaml.Node, keys ...string) bool {
	return entries(n, func(key string, _ *yaml.Node) error {
		if !slices.Contains(keys, key) {
			return errors.New(key)
		}
		return nil
	}) == nil
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
			target = field(target, unescaped.Replace(key))
		}
		if target == nil {
			return nil, fmt.Errorf("line %d: $ref %q leads nowhere", n.Line, ref)
		}
		n = target
	}
	return nil, fmt.Errorf("line %d: $ref goes in a circle", n.Line)
}

var unescaped = strings.NewReplacer("~1", "/", "~0", "~") // in a JSON Pointer

// plain refuses what would make a node mean something else than it shows: aliases, merge keys, keys that are no text, and keys
// that are there twice.
func plain(n *yaml.Node) error {
	if n.Kind == yaml.AliasNode {
		return &yamlfile.Error{Line: n.Line, Reason: "aliases are not understood here, $ref is"}
	}
	var seen map[string]bool
	if n.Kind == yaml.MappingNode {
		seen = make(map[string]bool, len(n.Content)/2)
	}
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			switch {
			case child.Kind != yaml.ScalarNode || child.Tag == "!!merge":
				return &yamlfile.Error{Line: child.Line, Reason: "a key must be plain text"}
			case seen[child.Value]:
				return &yamlfile.Error{Line: child.Line, Reason: fmt.Sprintf("key %q is there twice", child.Value)}
			}
			seen[child.Value] = true
		}
		if err := plain(child); err != nil {
			return err
		}
	}
	return nil
}

// locate gives an error the line that it is about: the one it names, or that of the longest key of the document that it names,
// such as the path of an operation; else the first.
func locate(root *yaml.Node, err error) error {
	reason := err.Error()
	if m := namedLine.FindStringSubmatchIndex(reason); m != nil {
		line, _ := strconv.Atoi(reason[m[2]:m[3]])
		return &yamlfile.Error{Line: line, Reason: reason[:m[0]] + reason[m[1]:]}
	}
	named := map[string]bool{}
	for word := range strings.FieldsFuncSeq(reason, func(r rune) bool { return strings.ContainsRune(" \n\"':,()[]", r) }) {
		named[word] = true
	}
	line, longest := 1, 0
	note := func(key string, at *yaml.Node) {
		if named[key] && len(key) > longest {
			line, longest = at.Line, len(key)
		}
	}
	_ = entries(root, func(key string, part *yaml.Node) error {
		note(key, part)
		return entries(part, func(key string, group *yaml.Node) error {
			note(key, group)
			return entries(group, func(key string, member *yaml.Node) error {
				note(key, member)
				note(text(member, "operationId"), member)
				return nil
			})
		})
	})
	return &yamlfile.Error{Line: line, Reason: reason}
}

var namedLine = regexp.MustCompile(`\bline ([1-9][0-9]{0,8}): `)

// same reports whether two nodes mean the same, however they are laid out.
func same(a, b *yaml.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Value == b.Value && a.ShortTag() == b.ShortTag() && slices.EqualFunc(a.Content, b.Content, same)
}

// contains reports whether one of the nodes means the same as n.
func contains(all []*yaml.Node, n *yaml.Node) bool {
	return slices.ContainsFunc(all, func(o *yaml.Node) bool { return same(n, o) })
}

// distinct are the nodes that differ from all before them; nil is left out.
func distinct(nodes []*yaml.Node) (all []*yaml.Node) {
	for _, n := range nodes {
		if n != nil && !contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// bare copies a node without its comments.
func bare(n *yaml.Node) *yaml.Node {
	c := &yaml.Node{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value, Line: n.Line}
	for _, child := range n.Content {
		c.Content = append(c.Content, bare(child))
	}
	return c
}

// object is a mapping of the keys whose value is not nil.
func object(entries ...entry) *yaml.Node {
	return setAll(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}, entries...)
}

// setAll adds those keys to a mapping whose value is not nil.
func setAll(n *yaml.Node, entries ...entry) *yaml.Node {
	for _, e := range entries {
		if e.value != nil {
			set(n, e.key, e.value)
		}
	}
	return n
}

type entry struct {
	key   string
	value *yaml.Node
}

// set adds a key to a mapping that does not have it yet.
func set(n *yaml.Node, key string, value *yaml.Node) { n.Content = append(n.Content, str(key), value) }

func str(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if strings.Contains(s, "\n") {
		n.Style = yaml.LiteralStyle
	}
	return n
}

func yes() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"} }

func list(items ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: items}
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
