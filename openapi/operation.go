package openapi

import (
	"cmp"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"go.yaml.in/yaml/v3"
)

// An Operation is one documented call.
type Operation struct {
	Name       string // the value of `api`, or the operationId in the control API
	Method     string
	Path       string // without the fragment
	Summary    string
	Page       string      // URL of the vendor's page
	Parameters []Parameter // query, path and header first, then the fields of the body, as the document orders them
	Outcomes   []*Outcome  // the replies of its own; the general ones stand in the Document
	Answers    []Answer    // open questions that concern this operation

	doc   *Document
	node  *yaml.Node
	route *routers.Route
	body  *openapi3.SchemaRef // schema of the JSON body, nil when there is none
	sure  bool                // Parameter.accepts understands every parameter whole
}

// A Parameter is something that a request carries.
type Parameter struct {
	Name        string
	In          string // query, path, header or body
	Required    bool
	Description string
	Example     string
	Enum        []string

	kind    string // type of the schema
	minimum string // of a number
	pattern *regexp.Regexp
	header  string // the name as http.Header has it
	json    string // the example as JSON
	sure    bool   // accepts understands the schema whole
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
func (o *Operation) HasBody() bool { return o.route.Operation.RequestBody != nil }

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
	spec := d.spec.Paths.Value(path)
	// The token is the server's business: with a security requirement kin-openapi would read the whole body for it.
	op := *spec.GetOperation(method)
	op.Security = openapi3.NewSecurityRequirements()
	o := &Operation{
		Name: op.OperationID, Method: method, Path: bare, Summary: op.Summary,
		doc: d, node: node, sure: true,
		route: &routers.Route{Spec: d.spec, Path: path, PathItem: spec, Method: method, Operation: &op},
	}
	if op.ExternalDocs != nil {
		o.Page = op.ExternalDocs.URL
	}
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

// addBody takes the properties of a JSON object for parameters: callers name them without minding where they travel.
func (o *Operation) addBody() error {
	if !o.HasBody() {
		return nil
	}
	if media := o.route.Operation.RequestBody.Value.Content.Get("application/json"); media != nil {
		o.body = media.Schema
	}
	body, err := resolve(o.doc.root, field(o.node, "requestBody"))
	if err != nil {
		return err
	}
	media := field(field(body, "content"), "application/json")
	schema, err := resolve(o.doc.root, field(media, "schema"))
	if err != nil {
		return err
	}
	whole := field(media, "example")
	if whole == nil {
		_ = entries(field(media, "examples"), func(_ string, e *yaml.Node) error {
			whole = cmp.Or(whole, field(e, "value"))
			return nil
		})
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
	p.sure = p.sure && p.kind == "string"
	_ = entries(schema, func(key string, v *yaml.Node) error {
		switch key {
		case "enum":
			for _, e := range items(v) {
				p.Enum = append(p.Enum, e.Value)
				p.sure = p.sure && e.Tag == "!!str"
			}
		case "pattern":
			if p.pattern, err = regexp.Compile(v.Value); err != nil {
				p.sure = false // \u0041 and the like: kin-openapi knows them
			}
		case "minimum":
			p.minimum, p.sure = v.Value, false
		case "type", "description", "example":
		default:
			p.sure = false
		}
		return nil
	})
	o.sure = o.sure && p.sure
	o.Parameters = append(o.Parameters, p)
	return nil
}

// Success is the lowest documented HTTP status of a success.
func (o *Operation) Success() int {
	for status := 200; status < 300; status++ {
		if o.route.Operation.Responses.Status(status) != nil {
			return status
		}
	}
	return 200
}
