package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A writer turns YAML into indented JSON and keeps the order of the document.
type writer struct {
	indent string
	text   func(string)                                                        // writes the inside of a string
	member func(name string, value *yaml.Node, depth int) (done bool, _ error) // writes some members of objects; nil: none
	buf    []byte
}

func (w *writer) string(s string) {
	w.buf = append(w.buf, '"')
	w.text(s)
	w.buf = append(w.buf, '"')
}

func (w *writer) newline(depth int) {
	w.buf = append(w.buf, '\n')
	for range depth {
		w.buf = append(w.buf, w.indent...)
	}
}

func (w *writer) value(n *yaml.Node, depth int) error {
	switch n.Kind {
	case yaml.MappingNode:
		return w.list('{', '}', len(n.Content)/2, depth, func(i int) error {
			w.string(n.Content[2*i].Value)
			w.buf = append(w.buf, ": "...)
			if w.member != nil {
				if done, err := w.member(n.Content[2*i].Value, n.Content[2*i+1], depth+1); done || err != nil {
					return err
				}
			}
			return w.value(n.Content[2*i+1], depth+1)
		})
	case yaml.SequenceNode:
		return w.list('[', ']', len(n.Content), depth, func(i int) error { return w.value(n.Content[i], depth+1) })
	case yaml.ScalarNode:
		if n.Tag == "!!str" || n.Tag == "!!timestamp" {
			w.string(n.Value)
			return nil
		}
		b, err := scalar(n)
		w.buf = append(w.buf, b...)
		return err
	}
	return fmt.Errorf("line %d: not a mapping, a list or a scalar", n.Line)
}

func (w *writer) list(open, closing byte, n, depth int, item func(int) error) error {
	w.buf = append(w.buf, open)
	for i := range n {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.newline(depth + 1)
		if err := item(i); err != nil {
			return err
		}
	}
	if n > 0 {
		w.newline(depth)
	}
	w.buf = append(w.buf, closing)
	return nil
}

// compact is the JSON of any YAML value, on one line.
func compact(n *yaml.Node) (string, error) {
	var w writer
	w.text = func(s string) { w.buf = appendEscaped(w.buf, s) }
	if err := w.value(n, 0); err != nil {
		return "", err
	}
	var b bytes.Buffer
	err := json.Compact(&b, w.buf)
	return b.String(), err
}

// scalar is the JSON of a YAML scalar.
func scalar(n *yaml.Node) ([]byte, error) {
	var v any
	if err := n.Decode(&v); err != nil {
		return nil, fmt.Errorf("line %d: %w", n.Line, err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", n.Line, err)
	}
	return b, nil
}

const hexDigits = "0123456789abcdef"

// appendEscaped writes s as the inside of a JSON string. Slashes and letters outside ASCII stand as they are
// (Q-JSON-ESCAPE); what is not UTF-8 becomes U+FFFD.
func appendEscaped(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' && b < utf8.RuneSelf {
			i++
			continue
		}
		if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		dst = append(dst, s[start:i]...)
		switch {
		case b == '"' || b == '\\':
			dst = append(dst, '\\', b)
		case b >= '\b' && b <= '\r' && b != '\v':
			dst = append(dst, '\\', "btn-fr"[b-'\b'])
		case b < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
		default:
			dst = append(dst, "\uFFFD"...)
		}
		i++
		start = i
	}
	return append(dst, s[start:]...)
}

// decode reads one JSON value; numbers stay as they are written.
func decode(data []byte) (value any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("more than one JSON value")
	}
	return value, nil
}

// at is what stands at a place within a value.
func at(value any, path []string) any {
	for _, key := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			if i, err := strconv.Atoi(key); err == nil && i < len(v) {
				value = v[i]
			}
		}
	}
	return value
}

// encode is the JSON of what decode read.
func encode(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return strings.TrimSuffix(b.String(), "\n")
}
