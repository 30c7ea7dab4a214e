package openapi

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	size  int            // of the text, with room for the holes
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
	dst = slices.Grow(dst, o.size)
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
	w := writer{indent: "    "}
	var misspelt string
	w.text = func(s string) {
		if rest := hole.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}") {
			misspelt = s
		}
		o.fill(&w, s)
	}
	if err := w.value(value, 0); err != nil {
		return nil, fmt.Errorf("outcome %s: %w", name, err)
	}
	if misspelt != "" {
		return nil, fmt.Errorf("line %d: outcome %s says %q; a variable is written {name}, in lower case", example.Line, name, misspelt)
	}
	o.cut(&w, "")
	if o.Status < 200 || o.Status > 599 {
		return nil, fmt.Errorf("line %d: outcome %s has HTTP status %d; it must be from 200 to 599", example.Line, name, o.Status)
	}
	for _, p := range o.parts {
		o.size += len(p.text)
		if p.hole != "" {
			o.size += 24 // a conn_id
		}
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
		if n, bad := strconv.Atoi(code.Value); bad == nil && n >= 100 && n != o.Status {
			return nil, fmt.Errorf("line %d: outcome %s has code %s and HTTP status %d; they must be equal (Q-HTTP-STATUS)", example.Line, name, code.Value, o.Status)
		}
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

// cut ends a part: what was written so far, and the hole that follows it.
func (o *Outcome) cut(w *writer, hole string) {
	o.parts = append(o.parts, part{string(w.buf), hole})
	w.buf = w.buf[:0]
}

// fill writes the inside of a JSON string, cut where it has holes.
func (o *Outcome) fill(w *writer, s string) {
	at := 0
	for _, m := range hole.FindAllStringSubmatchIndex(s, -1) {
		w.buf = appendEscaped(w.buf, s[at:m[0]])
		o.cut(w, s[m[2]:m[3]])
		at = m[1]
	}
	w.buf = appendEscaped(w.buf, s[at:])
}
