package seed

import (
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi/yamlfile"
)

// decodeStrict reads YAML, or JSON, into a struct by its json tags. The schema is closed: an unknown key, a key given
// twice or a value of another kind is refused with the file, the line, the key and what is allowed there.
func decodeStrict(file string, data []byte, into any) (*yaml.Node, error) {
	top, err := yamlfile.Parse(data)
	if err != nil {
		return nil, yamlfile.In(file, err)
	}
	d := strict{file, map[reflect.Type]keys{}}
	return top, d.value(top, reflect.ValueOf(into).Elem(), nil)
}

type strict struct {
	file string
	keys map[reflect.Type]keys
}

// A place is where a value stands, such as agents[0].name; nil is the top. It becomes text only in an error.
type place struct {
	in    *place
	key   string // "" for a member of a list
	index int
}

func (p *place) String() string {
	switch {
	case p == nil:
		return ""
	case p.key == "":
		return fmt.Sprintf("%s[%d]", p.in, p.index)
	}
	return strings.TrimPrefix(p.in.String()+"."+p.key, ".")
}

// secret reports whether what stands here may be a token.
func (p *place) secret() bool {
	if p != nil && p.key == "used_today" {
		return false
	}
	for ; p != nil; p = p.in {
		if p.key == "tokens" {
			return true
		}
	}
	return false
}

// lineOf is the line of a place that an error begins with, such as agents[0]; the last one that is known on the way there.
func lineOf(n *yaml.Node, where string) int {
	for _, step := range placeSteps.FindAllString(where, -1) {
		next := n
		if index, isIndex := strings.CutPrefix(step, "["); isIndex {
			if i, err := strconv.Atoi(index); err == nil && n.Kind == yaml.SequenceNode && i < len(n.Content) {
				next = n.Content[i]
			}
		} else if n.Kind == yaml.MappingNode {
			for i := 0; i < len(n.Content); i += 2 {
				if n.Content[i].Value == step {
					next = n.Content[i+1]
				}
			}
		}
		if next == n {
			break
		}
		n = next
	}
	return n.Line
}

var placeSteps = regexp.MustCompile(`\[[0-9]+|[a-z0-9_]+`)

func (d strict) fail(n *yaml.Node, where *place, format string, args ...any) error {
	at := ""
	if where != nil {
		at = where.String() + ": "
	}
	return fmt.Errorf("%s:%d: %s%s", d.file, n.Line, at, fmt.Sprintf(format, args...))
}

func (d strict) value(n *yaml.Node, v reflect.Value, where *place) error {
	if c, ok := v.Addr().Interface().(*Clock); ok && n.Kind == yaml.MappingNode {
		c.Frozen = slices.ContainsFunc(n.Content, func(key *yaml.Node) bool { return key.Value == "time" })
		return d.mapping(n, v, where)
	}
	at := v.Addr().Interface()
	if duration, ok := at.(*time.Duration); ok {
		at = (*callcenter.Duration)(duration)
	}
	if t, ok := at.(encoding.TextUnmarshaler); ok {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			return d.fail(n, where, "expected text, got %s", kind(n, where))
		}
		if err := t.UnmarshalText([]byte(n.Value)); err != nil {
			if _, isTime := t.(*time.Time); isTime {
				return d.fail(n, where, "expected a time such as 2026-01-31T09:00:00Z, got %s", kind(n, where))
			}
			return d.fail(n, where, "%v", err)
		}
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(n, v.Elem(), where)
	case reflect.Struct:
		return d.mapping(n, v, where)
	case reflect.Slice:
		return d.list(n, v, where)
	case reflect.Bool:
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			return d.fail(n, where, "expected true or false, got %s", kind(n, where))
		}
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int:
		number, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			return d.fail(n, where, "expected a whole number, got %s", kind(n, where))
		}
		v.SetInt(int64(number))
	case reflect.Float64:
		number, err := strconv.ParseFloat(n.Value, 64)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || err != nil {
			return d.fail(n, where, "expected a number, got %s", kind(n, where))
		}
		v.SetFloat(number)
	case reflect.String:
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			return d.fail(n, where, "expected text, got %s", kind(n, where))
		}
		v.SetString(n.Value)
	default:
		panic("seed: a seed has no " + v.Kind().String())
	}
	return nil
}

func (d strict) list(n *yaml.Node, v reflect.Value, where *place) error {
	if n.Kind != yaml.SequenceNode {
		return d.fail(n, where, "expected a list, got %s", kind(n, where))
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		if err := d.value(item, v.Index(i), &place{in: where, index: i}); err != nil {
			return err
		}
	}
	return nil
}

func (d strict) mapping(n *yaml.Node, v reflect.Value, where *place) error {
	if n.Kind != yaml.MappingNode {
		return d.fail(n, where, "expected a mapping, got %s", kind(n, where))
	}
	k := d.keysOf(v.Type())
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		index, known := k.index[key.Value]
		switch {
		case !known && where.secret():
			return d.fail(key, where, "unknown key: expected one of %s", strings.Join(k.names, ", "))
		case !known:
			return d.fail(key, where, "unknown key %q: expected one of %s", key.Value, strings.Join(k.names, ", "))
		case twice(n, i):
			return d.fail(key, where, "key %q is there twice", key.Value)
		}
		if err := d.value(n.Content[i+1], v.FieldByIndex(index), &place{in: where, key: key.Value}); err != nil {
			return err
		}
	}
	return nil
}

// twice reports whether the key at i of a mapping stands before it already.
func twice(n *yaml.Node, i int) bool {
	for j := 0; j < i; j += 2 {
		if n.Content[j].Value == n.Content[i].Value {
			return true
		}
	}
	return false
}

// keys are the keys of a struct, in its order, each with its field; those of an embedded struct are its own.
type keys struct {
	names []string
	index map[string][]int
}

func (d strict) keysOf(t reflect.Type) keys {
	if k, known := d.keys[t]; known {
		return k
	}
	k := keys{index: map[string][]int{}}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); !f.Anonymous {
			k.names = append(k.names, name)
			k.index[name] = f.Index
		}
	}
	d.keys[t] = k
	return k
}

// kind says what a node is, for an error.
func kind(n *yaml.Node, where *place) string {
	if n.Kind == yaml.ScalarNode && n.Tag != "!!null" && where.secret() {
		return "another text"
	}
	return yamlfile.Kind(n)
}
