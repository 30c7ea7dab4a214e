package openapi

import (
	"fmt"
	"regexp"
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
	sure  bool // every schema of a parameter is one that Parameter.accepts understands whole
}

// A Parameter is something that a request carries.
type Parameter struct {
	Name        string
	In          string // query, path, header or body
	Required    bool
	Description string
	Example     string
	Enum        []string

	pattern *regexp.Regexp
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

func (o *Operation) parameter(name string) *Parameter {
	for i := range o.Parameters {
		if o.Parameters[i].Name == name {
			return &o.Parameters[i]
		}
	}
	return nil
}

func (d *Document) operation(path, method string, node *yaml.Node) (*Operation, error) {
	bare, _, _ := strings.Cut(path, "#")
	item := d.spec.Paths.Value(path)
	// The token is the server's business: with a security requirement kin-openapi would read the whole body for it.
	op := *item.GetOperation(method)
	op.Security = openapi3.NewSecurityRequirements()
	o := &Operation{
		Name: op.OperationID, Method: method, Path: bare, Summary: op.Summary,
		doc: d, node: node, sure: true,
		route: &routers.Route{Spec: d.spec, Path: path, PathItem: item, Method: method, Operation: &op},
	}
	if op.ExternalDocs != nil {
		o.Page = op.ExternalDocs.URL
	}
	if o.Name == "" {
		return nil, fmt.Errorf("line %d: %s %s has no operationId", node.Line, method, path)
	}
	if list := field(node, "parameters"); list != nil {
		for _, n := range list.Content {
			if err := o.addParameter(n); err != nil {
				return nil, err
			}
		}
	}
	return o, o.addBody()
}

func (o *Operation) addParameter(n *yaml.Node) error {
	n, err := resolve(o.doc.root, n)
	if err != nil {
		return err
	}
	return o.add(Parameter{
		Name: text(n, "name"), In: text(n, "in"), Required: text(n, "required") == "true",
		Description: text(n, "description"), Example: text(n, "example"),
	}, field(n, "schema"))
}

// addBody takes the properties of a JSON object for parameters: callers name them without minding where they travel.
func (o *Operation) addBody() error {
	media := field(field(field(o.node, "requestBody"), "content"), "application/json")
	schema, err := resolve(o.doc.root, field(media, "schema"))
	if err != nil || schema == nil {
		return err
	}
	required := map[string]bool{}
	if list := field(schema, "required"); list != nil {
		for _, n := range list.Content {
			required[n.Value] = true
		}
	}
	return entries(field(schema, "properties"), func(name string, n *yaml.Node) error {
		return o.add(Parameter{
			Name: name, In: "body", Required: required[name],
			Description: text(n, "description"), Example: text(n, "example"),
		}, n)
	})
}

func (o *Operation) add(p Parameter, schema *yaml.Node) error {
	schema, err := resolve(o.doc.root, schema)
	if err != nil {
		return err
	}
	err = entries(schema, func(key string, v *yaml.Node) (err error) {
		switch key {
		case "type":
			o.sure = o.sure && (v.Value == "string" || p.In == "body")
		case "enum":
			for _, e := range v.Content {
				p.Enum = append(p.Enum, e.Value)
			}
		case "pattern":
			if p.pattern, err = regexp.Compile(v.Value); err != nil {
				err = fmt.Errorf("line %d: parameter %s: %w", v.Line, p.Name, err)
			}
		case "description", "example":
		default:
			o.sure = o.sure && p.In == "body"
		}
		return err
	})
	o.Parameters = append(o.Parameters, p)
	return err
}
