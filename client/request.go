package client

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"wolkvoxmock/openapi"
)

// A request keeps the document and is ready to be sent, more than once if need be.
type request struct {
	operation *openapi.Operation
	query     openapi.Values
	header    http.Header
	body      []byte // nil when the document describes none
}

// request puts each parameter where the document says and checks the whole.
func (c *Client) request(operation string, params map[string]string) (*request, error) {
	o := c.doc.Operation(operation)
	if o == nil {
		return nil, c.unknownOperation(operation)
	}
	r := &request{operation: o, header: http.Header{}}
	fields := map[string]string{}
	var known []string
	for _, p := range o.Parameters {
		if p.In == "query" && p.Name == "api" {
			r.query = append(r.query, openapi.Value{Name: p.Name, Value: o.Name})
			continue
		}
		known = append(known, p.Name)
		value, given := params[p.Name]
		switch {
		case !given:
		case p.In == "query":
			r.query = append(r.query, openapi.Value{Name: p.Name, Value: value})
		case p.In == "header":
			r.header.Set(p.Name, value)
		case p.In == "body":
			fields[p.Name] = value
		}
	}
	if o.HasBody() {
		var err error
		if r.body, err = json.Marshal(fields); err != nil {
			return nil, err // a map of texts has no reason to fail
		}
	}
	wrong := append(c.unknownParameters(o, params, known), o.CheckRequest(openapi.Request{
		Query: r.query, Header: r.header, Body: r.body, Secret: c.token, Base: c.base,
	})...)
	if len(wrong) > 0 {
		return nil, &ContractError{Operation: o.Name, Violations: wrong}
	}
	return r, nil
}

// encode writes the query in the order of the document.
func (r *request) encode() string {
	var pairs []string
	for _, v := range r.query {
		pairs = append(pairs, url.QueryEscape(v.Name)+"="+url.QueryEscape(v.Value))
	}
	return strings.Join(pairs, "&")
}

func (c *Client) unknownOperation(name string) error {
	name = c.redact.Replace(name)
	var known []string
	for _, o := range c.doc.Operations {
		known = append(known, o.Name)
	}
	return &ContractError{Operation: name, Violations: []openapi.Violation{{
		Rule: openapi.RuleParameterValue, Where: "query api", Source: "the document",
		Expected: oneOf(known), Got: strconv.Quote(name),
	}}}
}

// unknownParameters finds names that the document does not have. What they stand for may be a secret and is not shown.
func (c *Client) unknownParameters(o *openapi.Operation, params map[string]string, known []string) (wrong []openapi.Violation) {
	for name := range params {
		if !slices.Contains(known, name) {
			wrong = append(wrong, openapi.Violation{
				Rule: openapi.RuleParameterUnknown, Where: "parameters", Source: o.Page,
				Expected: oneOf(known), Got: strconv.Quote(c.redact.Replace(name)),
			})
		}
	}
	slices.SortFunc(wrong, func(a, b openapi.Violation) int { return strings.Compare(a.Got, b.Got) })
	return wrong
}

func oneOf(names []string) string { return "one of " + strings.Join(names, ", ") }
