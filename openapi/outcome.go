package openapi

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Evidence says how sure anyone can be of a reply or a rule.
type Evidence string

// The grades, from the surest down.
const (
	Documented Evidence = "documented" // a vendor page states it in words or in a table
	Example    Evidence = "example"    // a vendor sample shows it
	Observed   Evidence = "observed"   // a third party saw it in real traffic
	Inferred   Evidence = "inferred"   // nobody documented it: our choice
)

// Grades are all grades, from the surest down.
var Grades = []Evidence{Documented, Example, Observed, Inferred}

func (e Evidence) check() error {
	if !slices.Contains(Grades, e) {
		return fmt.Errorf("x-evidence is %q; allowed are %v", string(e), Grades)
	}
	return nil
}

// An Outcome is one documented reply: a named example of the document, compiled to ready bytes with holes.
type Outcome struct {
	Name     string
	Status   int // HTTP status
	Evidence Evidence
	Source   string   // URL of the vendor's page, or the open question (Q-...)
	Holes    []string // the names of its variables, each once, in the order of their first appearance

	parts []part
	code  string         // JSON of `code`, "" when it has a hole
	msg   *regexp.Regexp // recognises the text of `msg` whatever fills the holes
}

// A part is fixed text with the hole that follows it.
type part struct {
	text string
	hole string // "" in the last one
}

// Vars gives the values of variables.
type Vars interface{ Var(name string) string }

// Append writes the reply, indented by four blanks as the real service does (facts: observed), with the holes filled in.
func (o *Outcome) Append(dst []byte, vars Vars) []byte {
	for _, p := range o.parts {
		dst = append(dst, p.text...)
		if p.hole != "" {
			dst = appendEscaped(dst, vars.Var(p.hole))
		}
	}
	return dst
}

var hole = regexp.MustCompile(`\{([a-z_]+)\}`)

// compileOutcome makes an outcome of a named example of the document.
func compileOutcome(name string, status int, example *yaml.Node) (*Outcome, error) {
	o := &Outcome{Name: name, Status: status, Evidence: Evidence(text(example, "x-evidence")), Source: text(example, "x-source")}
	if err := o.Evidence.check(); err != nil {
		return nil, fmt.Errorf("line %d: outcome %s: %w", example.Line, name, err)
	}
	if o.Source == "" {
		return nil, fmt.Errorf("line %d: outcome %s has no x-source", example.Line, name)
	}
	value := field(example, "value")
	if value == nil || value.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("line %d: outcome %s has no object as its value", example.Line, name)
	}
	c := compiler{}
	if err := c.value(value, 0); err != nil {
		return nil, fmt.Errorf("outcome %s: %w", name, err)
	}
	c.cut("")
	o.parts = c.parts
	for _, p := range o.parts {
		if p.hole != "" && !slices.Contains(o.Holes, p.hole) {
			o.Holes = append(o.Holes, p.hole)
		}
	}
	if code := field(value, "code"); code != nil && !hole.MatchString(code.Value) {
		b, err := scalar(code)
		if err != nil {
			return nil, fmt.Errorf("outcome %s: %w", name, err)
		}
		o.code = string(b)
	}
	o.msg = recogniser(text(value, "msg"))
	return o, nil
}

// recogniser turns a text with holes into an expression that matches it with any values, in any case (Q-ERROR-CASE).
func recogniser(template string) *regexp.Regexp {
	fixed := hole.Split(template, -1)
	for i := range fixed {
		fixed[i] = regexp.QuoteMeta(fixed[i])
	}
	return regexp.MustCompile(`(?is)^` + strings.Join(fixed, `.*`) + `$`)
}

// A compiler writes a YAML value as indented JSON and cuts it at the holes.
type compiler struct {
	buf   []byte
	parts []part
}

func (c *compiler) cut(hole string) {
	c.parts = append(c.parts, part{string(c.buf), hole})
	c.buf = c.buf[:0]
}

func (c *compiler) newline(depth int) {
	c.buf = append(c.buf, '\n')
	for range depth {
		c.buf = append(c.buf, "    "...)
	}
}

func (c *compiler) value(n *yaml.Node, depth int) error {
	switch n.Kind {
	case yaml.MappingNode:
		return c.list('{', '}', len(n.Content)/2, depth, func(i int) error {
			c.text(n.Content[2*i].Value)
			c.buf = append(c.buf, ": "...)
			return c.value(n.Content[2*i+1], depth+1)
		})
	case yaml.SequenceNode:
		return c.list('[', ']', len(n.Content), depth, func(i int) error { return c.value(n.Content[i], depth+1) })
	case yaml.ScalarNode:
		if n.Tag == "!!str" {
			c.text(n.Value)
			return nil
		}
		b, err := scalar(n)
		c.buf = append(c.buf, b...)
		return err
	}
	return fmt.Errorf("line %d: aliases are not understood here", n.Line)
}

func (c *compiler) list(open, closing byte, n, depth int, item func(int) error) error {
	c.buf = append(c.buf, open)
	for i := range n {
		if i > 0 {
			c.buf = append(c.buf, ',')
		}
		c.newline(depth + 1)
		if err := item(i); err != nil {
			return err
		}
	}
	if n > 0 {
		c.newline(depth)
	}
	c.buf = append(c.buf, closing)
	return nil
}

// text writes a JSON string, cutting it where it has holes.
func (c *compiler) text(s string) {
	c.buf = append(c.buf, '"')
	at := 0
	for _, m := range hole.FindAllStringSubmatchIndex(s, -1) {
		c.buf = appendEscaped(c.buf, s[at:m[0]])
		c.cut(s[m[2]:m[3]])
		at = m[1]
	}
	c.buf = appendEscaped(c.buf, s[at:])
	c.buf = append(c.buf, '"')
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
		case b == '\n':
			dst = append(dst, `\n`...)
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
