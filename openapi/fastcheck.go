package openapi

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/scan"
)

// A fastCheck accepts the correct requests that clients send all the time, in a microsecond and without memory. It has no
// reasons to give: what it does not accept goes to kin-openapi, which decides. It may accept only what kin-openapi accepts
// too, which FuzzFastCheck checks.
type fastCheck struct {
	query, header, body []*fastValue
	bodyType            string
	minFields           int // of the body
}

// A fastValue is the check of one parameter.
type fastValue struct {
	name     string
	required bool
	kind     Kind
	enum     []string // nil: any text
	pattern  pattern
	items    pattern // of the members of a list
}

// A pattern is one that texts have to match.
type pattern struct {
	expr   *regexp.Regexp // nil: any text matches
	digits bool           // it is that of ids or of phone numbers, for which a regexp takes longer than all the rest of the check
	plus   bool           // it is that of phone numbers
}

// The patterns of ids and of phone numbers.
const (
	idPattern    = `^[0-9]+$`
	phonePattern = `^\+?[0-9]+$`
)

// newFastCheck is nil when the operation has anything that only kin-openapi understands. body is the schema of the body.
func newFastCheck(o *Operation, body *yaml.Node) *fastCheck {
	f := &fastCheck{bodyType: o.bodyType}
	for _, p := range o.Parameters {
		switch {
		case p.fast == nil:
			return nil
		case p.In == "query":
			f.query = append(f.query, p.fast)
		case p.In == "header":
			f.header = append(f.header, p.fast)
		case p.In == "body" && (p.Kind != File || o.HasForm()):
			f.body = append(f.body, p.fast)
		default:
			return nil
		}
	}
	if o.HasBody() {
		understood := hasOnly(body, "type", "description", "required", "properties", "additionalProperties", "minProperties")
		if !understood || text(body, "type") != "object" || !number(field(body, "minProperties"), &f.minFields) {
			return nil
		}
		for _, n := range items(field(body, "required")) {
			if o.parameter("body", n.Value) == nil {
				return nil
			}
		}
	}
	return f
}

// newFastValue is nil when the parameter has anything that only kin-openapi understands. param is its own node, nil for a
// field of the body.
func newFastValue(d *Document, p *Parameter, param, schema *yaml.Node) *fastValue {
	v := &fastValue{name: p.Name, required: p.Required, kind: p.Kind, enum: p.Enum}
	if p.In == "header" {
		v.name = http.CanonicalHeaderKey(p.Name)
	}
	understood := false
	switch p.Kind {
	case Text:
		understood = v.readText(d, p, schema)
	case List:
		understood = v.readList(d, p, schema)
	case TextOrList:
		either := items(field(schema, "oneOf"))
		understood = hasOnly(schema, "description", "example", "oneOf") && hasOnly(either[0], "type") && v.readList(d, p, either[1])
	case File:
		understood = hasOnly(schema, "type", "description", "example", "format")
	}
	plain := hasOnly(param, "name", "in", "required", "description", "example", "schema") && (p.Kind == Text || p.In == "body")
	if !understood || !plain {
		return nil
	}
	return v
}

// readText reports whether it understands the schema of a text.
func (v *fastValue) readText(d *Document, p *Parameter, schema *yaml.Node) (ok bool) {
	for _, n := range items(field(schema, "enum")) {
		if n.Tag != "!!str" {
			return false
		}
	}
	format := text(schema, "format")
	v.pattern, ok = d.pattern(p.pattern)
	return ok && (format == "" || format == "password") &&
		hasOnly(schema, "type", "description", "example", "format", "enum", "pattern")
}

// readList reports whether it understands the schema of a list.
func (v *fastValue) readList(d *Document, p *Parameter, schema *yaml.Node) (ok bool) {
	least := 0
	v.items, ok = d.pattern(p.items)
	return ok && hasOnly(schema, "type", "description", "example", "items", "minItems") &&
		hasOnly(field(schema, "items"), "type", "pattern") && number(field(schema, "minItems"), &least) && least <= 1
}

// pattern compiles each expression once. Some that Go does not understand, as \u0041, are left to kin-openapi.
func (d *Document) pattern(expr string) (_ pattern, ok bool) {
	if expr == "" {
		return pattern{}, true
	}
	p, compiled := d.patterns[expr]
	if !compiled {
		p, _ = regexp.Compile(expr)
		d.patterns[expr] = p
	}
	return pattern{p, expr == idPattern || expr == phonePattern, expr == phonePattern}, p != nil
}

func (p *pattern) matches(text string) bool {
	if p.digits {
		return areDigits(text, p.plus)
	}
	return p.expr == nil || p.expr.MatchString(text)
}

func (p *pattern) matchesBytes(text []byte) bool {
	if p.digits {
		return areDigits(text, p.plus)
	}
	return p.expr == nil || p.expr.Match(text)
}

// areDigits reports whether a text is digits, one at least, perhaps with a plus before them.
func areDigits[T string | []byte](text T, plus bool) bool {
	first := 0
	if plus && len(text) > 0 && text[0] == '+' {
		first = 1
	}
	for i := first; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) > first
}

// accepts reports whether a request certainly keeps the contract. A nil check accepts nothing.
func (f *fastCheck) accepts(r Request) bool {
	return f != nil && f.acceptsQuery(r.Query) && f.acceptsHeader(r.Header) && f.acceptsBody(r)
}

func (f *fastCheck) acceptsQuery(query Values) bool {
	documented := 0
	for _, v := range f.query {
		n, value := 0, ""
		for i := range query {
			if query[i].Name == v.name {
				n, value = n+1, query[i].Value
			}
		}
		if !v.acceptsSent(n, value) || strings.IndexByte(value, ';') >= 0 { // it may hide a parameter
			return false
		}
		documented += n
	}
	return documented == len(query)
}

func (f *fastCheck) acceptsHeader(header http.Header) bool {
	for _, v := range f.header {
		values, value := header[v.name], ""
		if len(values) > 0 {
			value = values[0]
		}
		if !v.acceptsSent(len(values), value) {
			return false
		}
	}
	return true
}

// acceptsBody accepts a JSON object of documented fields, texts and lists of texts, a form with a file, and no body.
func (f *fastCheck) acceptsBody(r Request) bool {
	switch f.bodyType {
	case "":
		return !says(r.Body)
	case formType:
		return r.Files > 0
	}
	fields := r.Fields
	if fields == nil {
		known := func(name string) bool {
			return slices.ContainsFunc(f.body, func(v *fastValue) bool { return v.name == name })
		}
		if fields = scan.Fields(r.Body, known, 1); fields == nil {
			return false
		}
	}
	documented := 0
	for _, v := range f.body {
		value, sent := fields[v.name]
		if !sent && v.required || sent && !v.acceptsJSON(value) {
			return false
		}
		if sent {
			documented++
		}
	}
	return documented == len(fields) && documented >= f.minFields
}

// acceptsSent accepts a value that was sent once, or one that may be left out.
func (v *fastValue) acceptsSent(times int, value string) bool {
	return times == 0 && !v.required || times == 1 && value != "" && v.accepts(value)
}

// acceptsText reports whether a text is certainly a correct value.
func (p *Parameter) acceptsText(value string) bool {
	return p.fast != nil && p.fast.kind != List && p.fast.accepts(value)
}

func (v *fastValue) accepts(value string) bool {
	return v.pattern.matches(value) && (v.enum == nil || slices.Contains(v.enum, value))
}

// acceptsJSON accepts a field of a body.
func (v *fastValue) acceptsJSON(value json.RawMessage) bool {
	switch value[0] {
	case '"':
		return v.kind != List && v.accepts(scan.Text(value))
	case '[':
		n := 0
		for item := range scan.Items(value) {
			if n++; !v.acceptsItem(item) {
				return false
			}
		}
		return v.kind != Text && n > 0
	}
	return false
}

// acceptsItem accepts a member of a list.
func (v *fastValue) acceptsItem(item []byte) bool {
	if item[0] != '"' {
		return false
	}
	text, plain := scan.Plain(item)
	if !plain {
		text = []byte(scan.Text(item))
	}
	return v.items.matchesBytes(text)
}
