package openapi

import (
	"cmp"
	"fmt"
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
	bodyExample string                // JSON of the example of a body that is required, "" when there is none
	chosenBy    []string              // x-chosen-by: parameters one of which must be there; nil: any request with its `api`
	route       func() *routers.Route // as kin-openapi has it
	fast        *fastCheck            // nil: only kin-openapi understands the operation
}

// ChosenBy reports whether a request with the `api` of this operation is one of it: where two operations share path, method
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

// MarshalText is the name of the kind.
func (k Kind) MarshalText() ([]byte, error) {
	return []byte([]string{"text", "list", "text-or-list", "file", "json"}[k]), nil
}

// A Parameter is something that a request carries.
type Parameter struct {
	Name        string
	In          string // query, path, header or body
	Kind        Kind
	Required    bool
	Description string
	Example     string
	Enum        []string
	Secret      bool // its value is shown to nobody

	schemaType string     // type of the schema
	minimum    string     // of a number
	pattern    string     // of a text
	items      string     // pattern of the members of a list
	json       string     // the example as JSON
	fast       *fastValue // nil: only kin-openapi understands the parameter
}

// Resource is the last part of the path, such as "agentbox.php".
func (o *Operation) Resource() string { return lastPart(o.Path) }

func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// HasBody reports whether the document describes a request body.
func (o *Operation) HasBody() bool { return o.bodyType != "" }

// HasForm reports whether that is a multipart form, with files.
func (o *Operation) HasForm() bool { return o.bodyType == formType }

// documents reports whether the operation has a parameter of this name, in any place.
func (o *Operation) documents(name string) bool { return o.named(name) != nil }

// HasField reports whether the body has a field, or a part, of this name.
func (o *Operation) HasField(name string) bool { return o.parameter("body", name) != nil }

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
		doc:  d, key: path, node: node,
	}
	o.route = sync.OnceValue(o.makeRoute)
	if o.Name == "" {
		return nil, fmt.Errorf("line %d: %s %s has no operationId", node.Line, method, path)
	}
	// Those of the path come last: the operation's own count.
	for _, n := range slices.Concat(items(field(node, "parameters")), items(field(item, "parameters"))) {
		if err := o.addParameter(n); err != nil {
			return nil, err
		}
	}
	schema, err := o.addBody()
	if err == nil {
		o.fast = newFastCheck(o, schema)
	}
	return o, err
}

func (o *Operation) addParameter(n *yaml.Node) error {
	n, err := resolve(o.doc.root, n)
	if err != nil || o.parameter(text(n, "in"), text(n, "name")) != nil {
		return err
	}
	p := Parameter{
		Name: text(n, "name"), In: text(n, "in"), Required: text(n, "required") == "true",
		Description: text(n, "description"), Example: text(n, "example"),
	}
	return o.add(p, n, field(n, "schema"))
}

// addBody takes the properties of a JSON object, or the parts of a form, for parameters: callers name them without
// minding where they travel. It returns the schema of the body.
func (o *Operation) addBody() (*yaml.Node, error) {
	body, err := resolve(o.doc.root, field(o.node, "requestBody"))
	if err != nil || body == nil || body.Kind != yaml.MappingNode {
		return nil, err
	}
	media := field(field(body, "content"), jsonType)
	o.bodyType = jsonType
	if form := field(field(body, "content"), formType); media == nil && form != nil {
		media, o.bodyType = form, formType
	}
	schema, err := resolve(o.doc.root, field(media, "schema"))
	if err != nil {
		return nil, err
	}
	whole := field(media, "example")
	if whole == nil {
		_ = entries(field(media, "examples"), func(_ string, e *yaml.Node) error {
			whole = cmp.Or(whole, field(e, "value"))
			return nil
		})
	}
	if whole != nil && whole.Kind == yaml.MappingNode && text(body, "required") == "true" {
		if o.bodyExample, err = compact(whole); err != nil {
			return nil, err
		}
	}
	required := map[string]bool{}
	for _, n := range items(field(schema, "required")) {
		required[n.Value] = true
	}
	err = entries(field(schema, "properties"), func(name string, n *yaml.Node) error {
		p := Parameter{Name: name, In: "body", Required: required[name], Description: text(n, "description")}
		if e := cmp.Or(field(n, "example"), field(whole, name)); e != nil {
			p.Example = e.Value
			if p.json, err = compact(e); err != nil {
				return err
			}
		}
		return o.add(p, nil, n)
	})
	return schema, err
}

// add completes a parameter with its schema. n is its own node, nil for a field of the body.
func (o *Operation) add(p Parameter, n, schema *yaml.Node) error {
	schema, err := resolve(o.doc.root, schema)
	if err != nil {
		return err
	}
	p.Kind, p.Secret = kindOf(schema), isSecret(schema)
	p.schemaType, p.minimum, p.pattern = text(schema, "type"), text(schema, "minimum"), text(schema, "pattern")
	for _, e := range items(field(schema, "enum")) {
		p.Enum = append(p.Enum, e.Value)
	}
	switch p.Kind {
	case List:
		p.items = text(field(schema, "items"), "pattern")
	case TextOrList:
		p.items = text(field(items(field(schema, "oneOf"))[1], "items"), "pattern")
	}
	p.fast = newFastValue(o.doc, &p, n, schema)
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

// Success is the lowest documented HTTP status of a success.
func (o *Operation) Success() int {
	for status := 200; status < 300; status++ {
		if field(field(o.node, "responses"), strconv.Itoa(status)) != nil {
			return status
		}
	}
	return 200
}
