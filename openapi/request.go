package openapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// A Request is what CheckRequest looks at: a request as its receiver understood it.
type Request struct {
	Query  Values
	Path   map[string]string // path parameters; only the control API has some
	Header http.Header
	Body   []byte
	Secret string // the token: it is kept out of every violation
	Base   string // scheme and host for the corrected request, the document's server when empty
}

// Values are the parameters of a query in the order in which they came.
type Values []Value

// A Value is one pair of a query.
type Value struct{ Name, Value string }

// Get is the value of a parameter: the last one, as PHP reads it (Q-DUP-PARAM); "" when there is none.
func (v Values) Get(name string) string {
	for i := len(v) - 1; i >= 0; i-- {
		if v[i].Name == name {
			return v[i].Value
		}
	}
	return ""
}

var options = &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true, SkipSettingDefaults: true}

// CheckRequest says what a request has against the contract; nil means nothing. A common, correct request is accepted
// by a compiled check; whatever that one is not sure of goes to kin-openapi, which alone says what is wrong.
func (o *Operation) CheckRequest(r Request) []Violation {
	if o.surely(r) {
		return nil
	}
	c := checker{o: o, secret: r.Secret}
	c.query(r.Query)
	c.schema(r)
	if len(c.found) > 0 {
		try := o.Curl(r)
		for i := range c.found {
			c.found[i].Try = try
		}
	}
	return c.found
}

// surely accepts only what kin-openapi accepts too; a fuzz target holds it to that. No means "not sure".
func (o *Operation) surely(r Request) bool {
	if !o.sure || o.HasBody() {
		return false
	}
	seen := 0
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch p.In {
		case "query":
			n, value := 0, ""
			for j := range r.Query {
				if r.Query[j].Name == p.Name {
					n, value = n+1, r.Query[j].Value
				}
			}
			if n > 1 || n == 0 && p.Required || n == 1 && (value == "" || !p.accepts(value)) {
				return false
			}
			seen += n
		case "header":
			values := r.Header[http.CanonicalHeaderKey(p.Name)]
			if len(values) > 1 || len(values) == 0 && p.Required || len(values) == 1 && (values[0] == "" || !p.accepts(values[0])) {
				return false
			}
		default:
			return false
		}
	}
	return seen == len(r.Query)
}

// A checker collects violations.
type checker struct {
	o      *Operation
	secret string
	found  []Violation
}

func (c *checker) add(rule Rule, where, expected, got string) {
	c.found = append(c.found, Violation{Rule: rule, Where: where, Expected: expected, Got: got, Source: c.o.Page})
}

// query finds what OpenAPI allows and PHP swallows: parameters nobody documents, and parameters sent twice.
func (c *checker) query(q Values) {
	var names []string
	for _, p := range c.o.Parameters {
		if p.In == "query" {
			names = append(names, p.Name)
		}
	}
	seen := map[string]int{}
	for _, v := range q {
		seen[v.Name]++
		known := false
		for _, n := range names {
			known = known || n == v.Name
		}
		switch {
		case !known && seen[v.Name] == 1:
			c.add(RuleParameterUnknown, "query "+v.Name, "one of "+strings.Join(names, ", "), show(v.Name, v.Value, c.secret))
		case known && seen[v.Name] == 2:
			c.add(RuleParameterRepeated, "query "+v.Name, "the parameter once (the last one counts)", show(v.Name, q.Get(v.Name), c.secret))
		}
	}
}

// schema asks kin-openapi.
func (c *checker) schema(r Request) {
	query := make(url.Values, len(r.Query))
	for _, v := range r.Query {
		query[v.Name] = []string{v.Value}
	}
	header := r.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json") // a body is JSON whatever its Content-Type says
	err := openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request: &http.Request{
			Method: c.o.Method, URL: &url.URL{Path: c.o.Path, RawQuery: query.Encode()}, Header: header,
			Body: io.NopCloser(bytes.NewReader(r.Body)), ContentLength: int64(len(r.Body)),
		},
		QueryParams: query, PathParams: r.Path, Route: c.o.route, Options: options,
	})
	each(err, func(err error) { c.request(err, r) })
}

// request puts one error of kin-openapi into our words.
func (c *checker) request(err error, r Request) {
	var broken *openapi3filter.RequestError
	if !errors.As(err, &broken) {
		c.add(RuleParameterValue, "request", "what the document describes", show("", err.Error(), c.secret))
		return
	}
	if broken.Parameter != nil {
		p := c.o.parameter(broken.Parameter.Name)
		where := p.In + " " + p.Name
		value := r.Query.Get(p.Name)
		switch p.In {
		case "header":
			value = r.Header.Get(p.Name)
		case "path":
			value = r.Path[p.Name]
		}
		if value == "" && p.Required {
			c.add(RuleParameterMissing, where, p.describe(), "nothing")
			return
		}
		c.add(RuleParameterValue, where, p.describe(), show(p.Name, value, c.secret))
		return
	}
	found := false
	each(broken.Err, func(err error) {
		var schema *openapi3.SchemaError
		if errors.As(err, &schema) {
			found = true
			c.body(schema)
		}
	})
	if !found {
		c.add(RuleBodyJSON, "body", "a JSON object", show("", string(r.Body), c.secret))
	}
}

// body puts an error of a body's schema into our words.
func (c *checker) body(err *openapi3.SchemaError) {
	where := "body /" + strings.Join(err.JSONPointer(), "/")
	p := &Parameter{}
	if path := err.JSONPointer(); len(path) > 0 {
		if known := c.o.parameter(path[0]); known != nil && len(path) == 1 {
			p = known
		}
	}
	if err.SchemaField == "required" {
		c.add(RuleParameterMissing, where, p.describe(), "nothing")
		return
	}
	expected := err.Reason
	if p.Name != "" && err.SchemaField != "type" && err.SchemaField != "nullable" {
		expected = p.describe()
	}
	c.add(RuleBodyValue, where, expected, show(where, fmt.Sprint(err.Value), c.secret))
}

// describe says what a value should be like.
func (p *Parameter) describe() string {
	var s string
	switch {
	case len(p.Enum) > 0:
		s = "one of " + strings.Join(p.Enum, ", ")
	case p.pattern != nil:
		s = "text that matches " + p.pattern.String()
	default:
		s = "a value"
	}
	if p.Example != "" && len(p.Enum) == 0 {
		s += fmt.Sprintf(", such as %q", p.Example)
	}
	return s
}

// each visits the single errors of a tree of MultiErrors.
func each(err error, f func(error)) {
	var many openapi3.MultiError
	if err == nil {
		return
	}
	if m, ok := err.(openapi3.MultiError); ok {
		many = m
	}
	if many == nil {
		f(err)
	}
	for _, e := range many {
		each(e, f)
	}
}
