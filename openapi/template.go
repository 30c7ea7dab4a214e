package openapi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A template is a value of the document as ready bytes of JSON, with variables and with lists that repeat.
type template []part

// A part is fixed text with what follows it: a variable, a list, or nothing in the last one.
type part struct {
	text     string
	variable string
	list     *repeated
}

// A repeated list has one item for each record.
type repeated struct {
	name              string
	first, next, last string // what stands before the first item, between two, and after the last one
	item              template
}

// append writes the text behind what is there of it. It hands out what is ready whenever that has the size of a piece, and
// reports whether the text goes on.
func (t template) append(dst []byte, data Data, to *pieces) (_ []byte, goesOn bool) {
	for i := range t {
		p := &t[i]
		dst = append(dst, p.text...)
		switch {
		case p.variable != "":
			dst = appendEscaped(dst, data.Values.Get(p.variable))
		case p.list != nil:
			if dst, goesOn = p.list.append(dst, data.Lists[p.list.name], to); !goesOn {
				return dst, false
			}
		}
	}
	return dst, true
}

func (r *repeated) append(dst []byte, records Records, to *pieces) (_ []byte, goesOn bool) {
	if records == nil || records.Len() == 0 {
		return append(dst, "[]"...), true
	}
	before := r.first
	for i := range records.Len() {
		dst = append(dst, before...)
		if dst, goesOn = r.item.append(dst, records.Record(i), to); !goesOn {
			return dst, false
		}
		if to != nil && len(dst) >= to.size {
			if !to.taker.Take(dst) {
				return dst, false
			}
			dst = dst[:0]
		}
		before = r.next
	}
	return append(dst, r.last...), true
}

// pieces are where a text goes that is not wanted whole.
type pieces struct {
	taker Taker
	size  int // bytes
}

// A Taker takes pieces of a reply, and keeps none of them. It reports whether it takes more.
type Taker interface{ Take(piece []byte) bool }

// size is about how long the text will be.
func (t template) size() (n int) {
	for _, p := range t {
		n += len(p.text)
		if p.variable != "" {
			n += 24 // a conn_id
		}
	}
	return n
}

// variables are their names, each once, in the order of their first appearance; those of the records of a
// list go to the list.
func (t template) variables(lists map[string][]string) (names []string) {
	for _, p := range t {
		if p.variable != "" && !slices.Contains(names, p.variable) {
			names = append(names, p.variable)
		}
		if p.list != nil {
			lists[p.list.name] = p.list.item.variables(lists)
		}
	}
	return names
}

var variable = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

// A compiler makes a template of a value of the document.
type compiler struct {
	writer
	each    []string // names of the lists that repeat
	repeats []string // those of them that the value has
	parts   template
	invalid string // a text with braces that are no variable
}

func compileTemplate(value *yaml.Node, each []string) (template, error) {
	c := &compiler{each: each, writer: writer{indent: "    "}}
	c.text, c.member = c.fill, c.repeat
	if err := c.value(value, 0); err != nil {
		return nil, err
	}
	if c.invalid != "" {
		return nil, fmt.Errorf("has %q; a variable is written {name}, in lower case", c.invalid)
	}
	for _, name := range each {
		if !slices.Contains(c.repeats, name) {
			return nil, fmt.Errorf("has x-each %q, which is no list of one item in its value", name)
		}
	}
	c.cut(part{})
	return c.parts, nil
}

// cut ends a part: what was written so far, and what follows it.
func (c *compiler) cut(p part) {
	p.text = string(c.buf)
	c.parts = append(c.parts, p)
	c.buf = c.buf[:0]
}

// fill writes the inside of a JSON string, cut where it has variables.
func (c *compiler) fill(s string) {
	whole := s
	for strings.ContainsAny(s, "{}") {
		m := variable.FindStringSubmatchIndex(s)
		if m == nil || strings.ContainsAny(s[:m[0]], "{}") {
			c.invalid = whole
			return
		}
		c.buf = appendEscaped(c.buf, s[:m[0]])
		c.cut(part{variable: s[m[2]:m[3]]})
		s = s[m[1]:]
	}
	c.buf = appendEscaped(c.buf, s)
}

// repeat writes a member of an object that is a list with a record for its one item; it reports false for any other.
func (c *compiler) repeat(name string, n *yaml.Node, depth int) (bool, error) {
	if !slices.Contains(c.each, name) || n.Kind != yaml.SequenceNode || len(n.Content) != 1 {
		return false, nil
	}
	c.repeats = append(c.repeats, name)
	around := c.parts
	before := string(c.buf)
	c.parts, c.buf = nil, nil
	if err := c.value(n.Content[0], depth+1); err != nil {
		return true, err
	}
	c.cut(part{})
	line := func(depth int) string { return "\n" + strings.Repeat(c.indent, depth) }
	list := &repeated{name, "[" + line(depth+1), "," + line(depth+1), line(depth) + "]", c.parts}
	c.parts, c.buf = append(around, part{text: before, list: list}), c.buf[:0]
	return true, nil
}
