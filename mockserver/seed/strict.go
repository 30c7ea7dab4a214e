package seed

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/mockserver/callcenter"
)

// decodeStrict reads YAML, or JSON, into a struct by its json tags. The schema is closed: an unknown key, a key given
// twice or a value of another kind is refused with the file, the line, the key and what is allowed there.
func decodeStrict(file string, data []byte, into any) (lines map[string]int, err error) {
	var top yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&top); err != nil && !errors.Is(err, io.EOF) {
		return nil, syntaxError(file, err)
	}
	if len(top.Content) == 0 {
		return nil, fmt.Errorf("%s:1: the file is empty", file)
	}
	var more yaml.Node
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s:%d: the file must hold one document, and nothing after it", file, max(more.Line, 1))
	}
	d := strict{file, map[string]int{}, map[reflect.Type]keys{}}
	return d.lines, d.value(top.Content[0], reflect.ValueOf(into).Elem(), "")
}

// syntaxError puts the line where the other errors have it. The YAML library does not speak of the first line, and its
// parser, unlike its scanner, counts lines from 0.
func syntaxError(file string, err error) error {
	line, reason := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if after, numbered := strings.CutPrefix(reason, "line "); numbered {
		number, rest, _ := strings.Cut(after, ": ")
		if n, bad := strconv.Atoi(number); bad == nil {
			line, reason = n, rest
		}
		if strings.HasPrefix(reason, "did not find expected ") {
			line++
		}
	}
	return fmt.Errorf("%s:%d: %s", file, line, reason)
}

type strict struct {
	file  string
	lines map[string]int // of each place, such as agents[0].name
	keys  map[reflect.Type]keys
}

func (d strict) fail(n *yaml.Node, where, format string, args ...any) error {
	if where != "" {
		where += ": "
	}
	return fmt.Errorf("%s:%d: %s%s", d.file, n.Line, where, fmt.Sprintf(format, args...))
}

func (d strict) value(n *yaml.Node, v reflect.Value, where string) error {
	d.lines[where] = n.Line
	if c, ok := v.Addr().Interface().(*Clock); ok && n.Kind == yaml.MappingNode {
		c.Frozen = true
		return d.mapping(n, v, where)
	}
	at := v.Addr().Interface()
	if duration, ok := at.(*time.Duration); ok {
		at = (*callcenter.Duration)(duration)
	}
	if t, ok := at.(encoding.TextUnmarshaler); ok {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			return d.fail(n, where, "expected text, got %s", kind(n))
		}
		if err := t.UnmarshalText([]byte(n.Value)); err != nil {
			if _, isTime := t.(*time.Time); isTime {
				return d.fail(n, where, "expected a time such as 2026-01-31T09:00:00Z, got %s", kind(n))
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
			return d.fail(n, where, "expected true or false, got %s", kind(n))
		}
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int:
		number, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil {
			return d.fail(n, where, "expected a whole number, got %s", kind(n))
		}
		v.SetInt(int64(number))
	case reflect.Float64:
		number, err := strconv.ParseFloat(n.Value, 64)
		if n.Kind != yaml.ScalarNode || n.Tag != "!!int" && n.Tag != "!!float" || err != nil {
			return d.fail(n, where, "expected a number, got %s", kind(n))
		}
		v.SetFloat(number)
	case reflect.String:
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			return d.fail(n, where, "expected text, got %s", kind(n))
		}
		v.SetString(n.Value)
	default:
		panic("seed: a seed has no " + v.Kind().String())
	}
	return nil
}

func (d strict) list(n *yaml.Node, v reflect.Value, where string) error {
	if n.Kind != yaml.SequenceNode {
		return d.fail(n, where, "expected a list, got %s", kind(n))
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		if err := d.value(item, v.Index(i), fmt.Sprintf("%s[%d]", where, i)); err != nil {
			return err
		}
	}
	return nil
}

func (d strict) mapping(n *yaml.Node, v reflect.Value, where string) error {
	if n.Kind != yaml.MappingNode {
		return d.fail(n, where, "expected a mapping, got %s", kind(n))
	}
	k := d.keysOf(v.Type())
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		index, known := k.index[key.Value]
		switch {
		case !known:
			return d.fail(key, where, "unknown key %q: expected one of %s", key.Value, strings.Join(k.names, ", "))
		case twice(n, i):
			return d.fail(key, where, "key %q is there twice", key.Value)
		}
		if err := d.value(n.Content[i+1], v.FieldByIndex(index), strings.TrimPrefix(where+"."+key.Value, ".")); err != nil {
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
func kind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias, which is not understood here"
	case n.Tag == "!!null":
		return "nothing"
	}
	return fmt.Sprintf("%q", n.Value)
}
