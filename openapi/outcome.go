package openapi

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Evidence is the grade of a reply or a rule: where it is known from.
type Evidence string

// The grades, the most certain first.
const (
	Documented Evidence = "documented" // a vendor page states it in words or in a table
	Example    Evidence = "example"    // a vendor sample shows it
	Observed   Evidence = "observed"   // a third party saw it in real traffic
	Inferred   Evidence = "inferred"   // nobody documented it: our choice
)

// Grades are all of them, the most certain first.
var Grades = []Evidence{Documented, Example, Observed, Inferred}

// Meaning says in words how sure a grade is.
func (e Evidence) Meaning() string {
	return map[Evidence]string{
		Documented: "a page of the vendor states it",
		Example:    "a sample of the vendor shows it",
		Observed:   "others saw it in real traffic",
		Inferred:   "nobody documented it; it is our choice",
	}[e]
}

func (e Evidence) check() error {
	if !slices.Contains(Grades, e) {
		return fmt.Errorf("x-evidence is %q: expected one of %v", string(e), Grades)
	}
	return nil
}

// An Outcome is one documented reply: a named example of the document, compiled to ready bytes with variables.
type Outcome struct {
	Name      string
	Status    int // HTTP status
	Evidence  Evidence
	Source    string              // URL of the vendor's page, or the open question (Q-...)
	Variables []string            // their names, each once, in the order of their first appearance
	Lists     map[string][]string // the lists that repeat, each with the variables of its records

	template
	sources []*yaml.Node // where the document says how it is brought about: the example, and what refers to it
	length  int          // about how long a reply is
	code    string       // JSON of `code`, "" when it has a variable
	keys    []string     // of all objects in it, with their variables
	msg     func() *regexp.Regexp
}

// Append writes the reply, indented by four blanks as the real service does (facts: observed), with values for its variables.
func (o *Outcome) Append(dst []byte, data Data) []byte {
	dst, _ = o.template.append(slices.Grow(dst, o.length), data, nil)
	return dst
}

// Pieces writes the reply as Append does, in pieces of some more than so many bytes, which it hands out as soon as they are
// ready. It gives back the rest: the whole reply, if that is no longer than a piece. When no more is taken the reply ends
// early, without a rest.
func (o *Outcome) Pieces(data Data, size int, to Taker) (rest []byte) {
	rest, whole := o.template.append(make([]byte, 0, o.length), data, &pieces{to, size})
	if !whole {
		return nil
	}
	return rest
}

// Beginning is the reply as Append writes it, or at least so many bytes of it.
func (o *Outcome) Beginning(data Data, size int) []byte {
	begin, _ := o.template.append(make([]byte, 0, o.length), data, &pieces{takesNothing{}, size})
	return begin
}

type takesNothing struct{}

func (takesNothing) Take([]byte) bool { return false }

// outcomes compiles the named examples of responses. Those behind a reference are general and left out here.
func (d *Document) outcomes(responses *yaml.Node, refs map[string]bool) (all []*Outcome, err error) {
	names := map[string]bool{}
	err = entries(responses, func(status string, response *yaml.Node) error {
		if refs[text(response, "$ref")] && text(response, "$ref") != "" {
			return nil
		}
		examples := field(field(field(response, "content"), "application/json"), "examples")
		return entries(examples, func(name string, named *yaml.Node) error {
			example, err := resolve(d.root, named)
			if err != nil {
				return err
			}
			code, err := strconv.Atoi(cmp.Or(text(example, "x-status"), digits.FindString(status), text(field(example, "value"), "code")))
			if err != nil {
				return fmt.Errorf("line %d: outcome %s has no HTTP status: give it x-status", example.Line, name)
			}
			if names[name] {
				return fmt.Errorf("line %d: outcome %s is there twice", example.Line, name)
			}
			names[name] = true
			o, err := compileOutcome(name, code, example)
			if err != nil {
				return err
			}
			if o.sources = []*yaml.Node{example}; named != example {
				o.sources = append(o.sources, named)
			}
			all = append(all, o)
			return nil
		})
	})
	return all, err
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// compileOutcome makes an outcome of a named example of the document.
func compileOutcome(name string, status int, example *yaml.Node) (*Outcome, error) {
	o := &Outcome{
		Name: name, Status: status, Lists: map[string][]string{},
		Evidence: Evidence(text(example, "x-evidence")), Source: text(example, "x-source"),
	}
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
	var each []string
	if n := field(example, "x-each"); n != nil && n.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("line %d: outcome %s has an x-each that is no list: expected one such as [data]", n.Line, name)
	}
	for _, n := range items(field(example, "x-each")) {
		each = append(each, n.Value)
	}
	var err error
	if o.template, err = compileTemplate(value, each); err != nil {
		return nil, fmt.Errorf("line %d: outcome %s %w", example.Line, name, err)
	}
	if o.Status < 200 || o.Status > 599 {
		return nil, fmt.Errorf("line %d: outcome %s has HTTP status %d: expected 200 to 599", example.Line, name, o.Status)
	}
	o.length, o.Variables = o.size(), o.variables(o.Lists)
	if code := field(value, "code"); code != nil && !variable.MatchString(code.Value) {
		b, err := scalar(code)
		if err != nil {
			return nil, fmt.Errorf("outcome %s: %w", name, err)
		}
		o.code = string(b)
		if n, bad := strconv.Atoi(code.Value); bad == nil && n >= 100 && n != o.Status {
			return nil, fmt.Errorf("line %d: outcome %s has code %s and HTTP status %d; they must be equal (Q-HTTP-STATUS)",
				example.Line, name, code.Value, o.Status)
		}
	}
	o.keys = keysIn(value)
	msg := text(value, "msg")
	o.msg = sync.OnceValue(func() *regexp.Regexp { return recogniser(msg) }) // only clients recognise replies
	return o, nil
}
