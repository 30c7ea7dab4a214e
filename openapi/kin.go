package openapi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"go.yaml.in/yaml/v3"
)

// kin-openapi is the authority on what a message has against the document. To load one takes it longer than all else
// takes together, and most requests need no authority: so it is asked when it is first needed. Warm asks early.

// Warm makes ready what the first request that is checked would otherwise wait for.
func (d *Document) Warm() { _ = d.contract() }

// contract is the document as kin-openapi understands it.
func (d *Document) contract() *openapi3.T {
	spec, err := d.spec()
	if err != nil {
		panic(fmt.Sprintf("openapi: a document of our own is not sound: %v", err)) // a test holds them to it
	}
	return spec
}

// load has kin-openapi read and validate a document. A document that makes it panic is wrong too.
func load(root *yaml.Node) (spec *openapi3.T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the document cannot be understood: %v", p)
		}
	}()
	data, err := compact(root) // it would parse the YAML once more, and slowly
	if err != nil {
		return nil, err
	}
	if spec, err = openapi3.NewLoader().LoadFromData([]byte(data)); err != nil {
		return nil, err
	}
	if err := spec.Validate(context.Background()); err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\nSchema:") // what follows is the schema and the value, over many lines
		return nil, errors.New(reason)
	}
	return spec, nil
}

// makeRoute is the operation as openapi3filter wants it. The token is the server's business: with a security requirement
// kin-openapi would read the whole body for it.
func (o *Operation) makeRoute() *routers.Route {
	spec := o.doc.contract()
	item := spec.Paths.Value(o.key)
	op := *item.GetOperation(o.Method)
	op.Security = openapi3.NewSecurityRequirements()
	return &routers.Route{Spec: spec, Path: o.key, PathItem: item, Method: o.Method, Operation: &op}
}

// bodySchema is the schema of the JSON body, nil when there is none.
func (o *Operation) bodySchema() *openapi3.SchemaRef {
	if !o.HasBody() {
		return nil
	}
	if media := o.route().Operation.RequestBody.Value.Content.Get("application/json"); media != nil {
		return media.Schema
	}
	return nil
}
