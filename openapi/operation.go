package openapi

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/routers"
	"go.yaml.in/yaml/v3"
)

// An Operation is one documented call.
type Operation struct {
	Name       string // operationId
	API        string // the value of `api` that selects it, which other resources may use too; "" in the control API
	Method     string
	Path       string // without the fragment
	Summary    string
	Page       string      // URL of the vendor's page
	Parameters []Parameter // query, path and header first, then the fields of the body, as the document orders them
	Outcomes   []*Outcome  // the replies of its own; the general ones stand in the Document
	Answers    []Answer    // open questions that concern this operation

	doc         *Document
	key         string // path with fragment
	node        *yaml.Node
	bodyType    string                // media type of the body, "" when there is none
	minFields   int                   // of the body
	bodyExample string                // JSON of the example of a body that is required, "" when there is none
	chosenBy    []string              // x-chosen-by: parameters one of which must be there; nil: any request with its `api`
	route       func() *routers.Route // as kin-openapi has it
	sure        bool                  // Parameter.accepts understands every parameter whole
}

// ChosenBy says whether a request with the `api` of this operation is one of it: where two operations share path, method
// and `api`, x-chosen-by tells them apart, and the first that is chosen counts.
func (o *Operation) ChosenBy(q Values) bool {
	return o.chosenBy == nil || slices.ContainsFunc(q, func(v Value) bool { return slices.Contains(o.chosenBy, v.Name) })
}

// Kind is how the values of a parameter travel.
type Kind int

// The kinds.
const (
	Text       Kind = iota // one text
	List                   // a JSON list of texts
	TextOrList             // either: one value is a text, several are a list
	File                   // a part of a multipart form
	Other                  // anything else; the wolkvox API has none
)

// A Parameter is something that a request carries.
type Parameter struct {
	Name        string
	In          string // query, path, header or body
	Kind        Kind
	Required    bool
	Description string
	Example     string
	Enum        []string

	kind    string // type of the schema
	minimum string // of a number
	pattern *regexp.Regexp
	items   *regexp.Regexp // pattern of the members of a list
	header  string         // the name as http.Header has it
	json    string         // the example as JSON
	sure    bool           // accepts understands the schema whole
}

// accepts says whether a value keeps the schema, as far as enum and pattern go.
func (p *Parameter) accepts(value string) bool {
	if p.pattern != nil && !p.pattern.MatchString(value) {
		return false
	}
	for _, e := range p.Enum {
		if e == value {
			return true
		}
	}
	return len(p.Enum) == 0
}

// Resource is the last part of the path, such as "agentbox.php".
func (o *Operation) Resource() string { return o.Path[strings.LastIndexByte(o.Path, '/')+1:] }

// HasBody says whether the document describes a request body.
func (o *Operation) HasBody() bool { return o.bodyType != "" }

// HasForm says whether that is a multipart form, with files.
func (o *Operation) HasForm() bool { return o.bodyType == formType }

const (
	jsonType = "application/json"
	formType = "multipart/form-data"
)

func (o *Operation) parameter(in, name string) *Parameter {
	for i := range o.Parameters {
		if o.Parameters[i].In == in && o.Parameters[i].Name == name {
			return &o.Parameters[i]
		}
	}
	return nil
}

func (d *Document) operation(path, method string, item, node *yaml.Node) (*Operation, error) {
	bare, _, _ := strings.Cut(path, "#")
	o := &Operation{
		Name: text(node, "operationId"), Method: method, Path: bare, Summary: text(node, "summary"),
		Page: text(field(node, "externalDocs"), "url"),
		doc:  d, key: path, node: node, sure: true,
	}
	o.route = sync.OnceValue(o.makeRoute)
	if o.Name == "" {
		return nil, fmt.Errorf("line %d: %s %s has no operationId", node.Line, method, path)
	}
	// Those of the path come last: what the operation says itself counts.
	for _, n := range slices.Concat(items(field(node, "parameters")), items(field(item, "parameters"))) {
		if err := o.addParameter(n); err != nil {
			return nil, err
		}
	}
	return o, o.addBody()
}

func (o *Operation) addParameter(n *yaml.Node) error {
	n, err := resolve(o.doc.root, n)
	if err != nil || o.parameter(text(n, "in"), text(n, "name")) != nil {
		return err
	}
	p := Parameter{
		Name: text(n, "name"), In: text(n, "in"), Required: text(n, "required") == "true",
		Description: text(n, "description"), Example: text(n, "example"),
		header: http.CanonicalHeaderKey(text(n, "name")), sure: true,
	}
	_ = entries(n, func(key string, _ *yaml.Node) error {
		p.sure = p.sure && slices.Contains([]string{"name", "in", "required", "description", "example", "schema"}, key)
		return nil
	})
	return o.add(p, field(n, "schema"))
}

// addBody takes the properties of a JSON object, or the parts of a form, for parameters: callers name them without
// minding where they travel.
func (o *Operation) addBody() error {
	body, err := resolve(o.doc.root, field(o.node, "requestBody"))
	if err != nil || body == nil || body.Kind != yaml.MappingNode {
		return err
	}
	media := field(field(body, "content"), jsonType)
	o.bodyType = jsonType
	if form := field(field(body, "content"), formType); media == nil && form != nil {
		media, o.bodyType = form, formType
	}
	schema, err := resolve(o.doc.root, field(media, "schema"))
	if err != nil {
		return err
	}
	_ = entries(schema, func(key string, v *yaml.Node) error {
		if key == "minProperties" {
			n, bad := strconv.Atoi(v.Value)
			o.minFields, o.sure = n, o.sure && bad == nil
			return nil
		}
		o.sure = o.sure && slices.Contains([]string{"type", "description", "required", "properties", "additionalProperties"}, key)
		return nil
	})
	o.sure = o.sure && text(schema, "type") == "object"
	whole := field(media, "example")
	if whole == nil {
		_ = entries(field(media, "examples"), func(_ string, e *yaml.Node) error {
			whole = cmp.Or(whole, field(e, "value"))
			return nil
		})
	}
	if whole != nil && whole.Kind == yaml.MappingNode && text(body, "required") == "true" {
		if o.bodyExample, err = compact(whole); err != nil {
			return err
		}
	}
	required := map[string]bool{}
	for _, n := range items(field(schema, "required")) {
		required[n.Value] = true
	}
	return entries(field(schema, "properties"), func(name string, n *yaml.Node) error {
		p := Parameter{
			Name: name, In: "body", Required: required[name],
			Description: text(n, "description"), sure: true,
		}
		if e := cmp.Or(field(n, "example"), field(whole, name)); e != nil {
			p.Example = e.Value
			if p.json, err = compact(e); err != nil {
				return err
			}
		}
		return o.add(p, n)
	})
}

// add completes a parameter with its schema.
func (o *Operation) add(p Parameter, schema *yaml.Node) error {
	schema, err := resolve(o.doc.root, schema)
	if err != nil {
		return err
	}
	p.kind = text(schema, "type")
	p.Kind = kindOf(schema)
	p.sure = p.sure && (p.Kind == Text || p.In == "body" && p.Kind != Other)
	_ = entries(schema, func(key string, v *yaml.Node) error {
		switch key {
		case "enum":
			for _, e := range items(v) {
				p.Enum = append(p.Enum, e.Value)
				p.sure = p.sure && e.Tag == "!!str"
			}
		case "pattern":
			p.pattern = o.doc.pattern(v.Value)
			p.sure = p.sure && p.pattern != nil
		case "minimum":
			p.minimum, p.sure = v.Value, false
		case "type", "description", "example":
		case "oneOf", "items", "minItems", "format": // kindOf has looked at them
			p.sure = p.sure && p.Kind != Text && p.plainList(o.doc, schema)
		default:
			p.sure = false
		}
		return nil
	})
	o.sure = o.sure && p.sure
	o.Parameters = append(o.Parameters, p)
	return nil
}

func kindOf(schema *yaml.Node) Kind {
	ofTexts := func(n *yaml.Node) bool {
		return text(n, "type") == "array" && text(field(n, "items"), "type") == "string"
	}
	either := items(field(schema, "oneOf"))
	switch {
	case text(schema, "format") == "binary":
		return File
	case text(schema, "type") == "string":
		return Text
	case ofTexts(schema):
		return List
	case len(either) == 2 && text(either[0], "type") == "string" && ofTexts(either[1]):
		return TextOrList
	}
	return Other
}

// plainList says whether a schema of a list, or of a text or a list, asks for nothing but texts, perhaps of a pattern, and
// at most for one.
func (p *Parameter) plainList(d *Document, schema *yaml.Node) bool {
	plain := true
	_ = entries(schema, func(key string, v *yaml.Node) error {
		switch key {
		case "minItems":
			plain = plain && (v.Value == "0" || v.Value == "1")
		case "items":
			p.items = d.pattern(text(v, "pattern"))
			plain = plain && len(v.Content) <= 4 && (len(v.Content) == 2 || field(v, "pattern") != nil) && p.items != nil
		case "oneOf":
			plain = plain && len(v.Content[0].Content) == 2 && p.plainList(d, v.Content[1])
		case "type", "description", "example", "format":
		default:
			plain = false
		}
		return nil
	})
	return plain
}

// pattern compiles each expression once; nil for \u0041 and the like, which kin-openapi knows.
func (d *Document) pattern(expr string) *regexp.Regexp {
	p, known := d.patterns[expr]
	if !known {
		p, _ = regexp.Compile(expr)
		d.patterns[expr] = p
	}
	return p
}

// Success is the lowest documented HTTP status of a success.
func (o *Operation) Success() int {
	for status := 200; status < 300; status++ {
		if field(field(o.node, "responses"), strconv.Itoa(status)) != nil {
			return status
		}
	}
	return 200
}
