package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"wolkvoxmock/openapi"
)

// Params are the parameters of a call by their names in the document. Each has one value, but one that takes a list has
// all of its members.
type Params map[string][]string

// set adds the parameters whose value is not blank: "" is how a method says that one is left out.
func (p Params) set(pairs ...string) Params {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			p[pairs[i]] = []string{pairs[i+1]}
		}
	}
	return p
}

// list adds a parameter that may have several values, unless there is none.
func (p Params) list(name string, values []string) Params {
	if len(values) > 0 {
		p[name] = values
	}
	return p
}

// paramsOf are the fields of a parameter struct, or of none, that are not blank; their tags name the parameters.
func paramsOf(fields any) Params {
	p := Params{}
	v := reflect.ValueOf(fields)
	if v.IsNil() {
		return p
	}
	for field, value := range v.Elem().Fields() {
		switch value := value.Interface().(type) {
		case string:
			p.set(field.Tag.Get("param"), value)
		case []string:
			p.list(field.Tag.Get("param"), value)
		}
	}
	return p
}

// A File is what an upload sends.
type File struct {
	Name    string // with its extension
	Content []byte
}

// A request keeps the document and is ready to be sent, more than once if need be.
type request struct {
	operation   *openapi.Operation
	query       openapi.Values
	header      http.Header
	body        []byte // nil when the document describes none
	contentType string // of the body
}

// request puts each parameter where the document says and checks the whole.
func (c *Client) request(operation string, params Params, files []File) (*request, error) {
	o := c.doc.Operation(operation)
	if o == nil {
		return nil, c.unknownOperation(operation)
	}
	r := &request{operation: o, header: http.Header{}}
	fields, wrong := r.place(params)
	if err := r.addBody(fields, files); err != nil {
		return nil, err // texts and bytes in memory have no reason to fail
	}
	if len(files) > 0 && !o.HasForm() {
		wrong = append(wrong, openapi.Violation{
			Rule: openapi.RuleParameterUnknown, Where: "body", Source: o.Page,
			Expected: "no file", Got: fmt.Sprintf("%d files", len(files)),
		})
	}
	wrong = append(wrong, c.unknownParameters(o, params)...)
	wrong = append(wrong, o.CheckRequest(openapi.Request{
		Query: r.query, Header: r.header, Body: r.body, Files: len(files), Secret: c.token, Base: c.base,
	})...)
	if len(wrong) > 0 {
		return nil, &ContractError{Operation: o.Name, Violations: wrong}
	}
	return r, nil
}

// place puts parameters into the query, the header and the fields of the body.
func (r *request) place(params Params) (fields map[string]any, wrong []openapi.Violation) {
	fields = map[string]any{}
	for _, p := range r.operation.Parameters {
		if p.In == "query" && p.Name == "api" {
			r.query = append(r.query, openapi.Value{Name: p.Name, Value: r.operation.API})
			continue
		}
		values, given := params[p.Name]
		switch {
		case !given || p.Kind == openapi.File:
		case p.Kind == openapi.List, p.Kind == openapi.TextOrList && len(values) != 1:
			fields[p.Name] = values
		case len(values) != 1:
			wrong = append(wrong, openapi.Violation{
				Rule: openapi.RuleParameterValue, Where: p.In + " " + p.Name, Source: r.operation.Page,
				Expected: "one value", Got: fmt.Sprintf("%d values", len(values)),
			})
		case p.In == "query":
			r.query = append(r.query, openapi.Value{Name: p.Name, Value: values[0]})
		case p.In == "header":
			r.header.Set(p.Name, values[0])
		default:
			fields[p.Name] = values[0]
		}
	}
	return fields, wrong
}

// addBody makes a form of files, or JSON of fields, as the operation has it.
func (r *request) addBody(fields map[string]any, files []File) (err error) {
	switch o := r.operation; {
	case o.HasForm():
		r.body, r.contentType, err = form(o, files)
	case o.HasBody():
		r.contentType = "application/json"
		r.body, err = json.Marshal(fields)
	}
	return err
}

// form makes a multipart form of files, each a part with the name that the document gives to its file.
func form(o *openapi.Operation, files []File) (body []byte, contentType string, err error) {
	part := "file"
	for _, p := range o.Parameters {
		if p.Kind == openapi.File {
			part = p.Name
		}
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range files {
		to, err := w.CreateFormFile(part, f.Name)
		if err != nil {
			return nil, "", err
		}
		if _, err := to.Write(f.Content); err != nil {
			return nil, "", err
		}
	}
	err = w.Close()
	return b.Bytes(), w.FormDataContentType(), err
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
func (c *Client) unknownParameters(o *openapi.Operation, params Params) (wrong []openapi.Violation) {
	var known []string
	for _, p := range o.Parameters {
		if p.Name != "api" && p.Kind != openapi.File {
			known = append(known, p.Name)
		}
	}
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
