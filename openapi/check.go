package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// Bodies are checked apart, after a stricter reading than kin-openapi's, which ignores what follows the JSON value.
var options = &openapi3filter.Options{MultiError: true, ExcludeRequestBody: true, ExcludeResponseBody: true, SkipSettingDefaults: true}

// A checker collects violations.
type checker struct {
	o      *Operation
	secret secret
	found  []Violation
}

func (c *checker) add(rule Rule, where, expected, got string) {
	switch {
	case len(c.found) > maxViolations:
		return
	case len(c.found) == maxViolations:
		rule, expected, got = RuleMore, fmt.Sprintf("at most %d violations", maxViolations), "more"
	}
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
	expected := "no parameter of the query"
	if len(names) > 0 {
		expected = "one of " + strings.Join(names, ", ")
	}
	seen := map[string]int{}
	for _, v := range q {
		seen[v.Name]++
		known := slices.Contains(names, v.Name)
		switch {
		case !known && seen[v.Name] == 1:
			c.add(RuleParameterUnknown, "query "+c.secret.name(v.Name), expected, c.secret.value(v.Name, v.Value))
		case known && seen[v.Name] == 2:
			c.add(RuleParameterRepeated, "query "+v.Name, "the parameter once (the last one counts)", c.secret.value(v.Name, q.Get(v.Name)))
		}
	}
}

// parameters asks kin-openapi about all but the body. A required parameter sent empty counts as missing (Q-EMPTY-PARAM).
func (c *checker) parameters(r Request) {
	query := make(url.Values, len(r.Query))
	for _, v := range r.Query {
		query[v.Name] = []string{v.Value}
	}
	header := r.Header.Clone()
	for _, p := range c.o.Parameters {
		if p.In == "query" && p.Required && query.Get(p.Name) == "" {
			delete(query, p.Name)
		}
		if p.In == "header" && p.Required && header.Get(p.Name) == "" {
			delete(header, p.header)
		}
	}
	err := openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request:     &http.Request{Method: c.o.Method, URL: &url.URL{Path: c.o.Path}, Header: header},
		QueryParams: query, PathParams: r.Path, Route: c.o.route(), Options: options,
	})
	each(err, func(err error) { c.parameter(err, r) })
}

// parameter puts one error of kin-openapi into our words.
func (c *checker) parameter(err error, r Request) {
	var broken *openapi3filter.RequestError
	if !errors.As(err, &broken) || broken.Parameter == nil || c.o.parameter(broken.Parameter.In, broken.Parameter.Name) == nil {
		c.add(RuleParameterValue, "request", "what the document describes", "something else")
		return
	}
	p := c.o.parameter(broken.Parameter.In, broken.Parameter.Name)
	where := p.In + " " + p.Name
	value := r.Query.Get(p.Name)
	switch p.In {
	case "header":
		value = r.Header.Get(p.Name)
	case "path":
		value = r.Path[p.Name]
	case "cookie":
		value = "" // the server has no use for cookies
	}
	if value == "" && p.Required {
		c.add(RuleParameterMissing, where, p.describe(), "nothing")
		return
	}
	c.add(RuleParameterValue, where, p.describe(), c.secret.value(p.Name, value))
}

// body checks the body of a request, a JSON object whatever its Content-Type says.
func (c *checker) body(body []byte) {
	schema := c.o.bodySchema()
	if schema == nil {
		return
	}
	if len(bytes.TrimSpace(body)) == 0 {
		if c.o.route().Operation.RequestBody.Value.Required {
			c.add(RuleBodyJSON, "body", "a JSON object", "nothing")
		}
		return
	}
	value, err := decode(body)
	if err != nil {
		c.add(RuleBodyJSON, "body", "a JSON object, and nothing else", c.secret.raw(string(body)))
		return
	}
	err = schema.Value.VisitJSON(value, openapi3.VisitAsRequest(), openapi3.MultiErrors())
	reasons(err, func(e *openapi3.SchemaError) {
		path := e.JSONPointer()
		switch {
		case len(path) == 0 && (e.SchemaField == "type" || e.SchemaField == "nullable"):
			c.add(RuleBodyJSON, "body", "a JSON object", c.secret.json("", encode(value)))
		case e.SchemaField == "required":
			c.schema(RuleParameterMissing, "body", value, e)
		default:
			c.schema(RuleBodyValue, "body", value, e)
		}
	})
}

// files asks for the file of a form. What its part is called does not matter (Q-UPLOAD-PARTS).
func (c *checker) files(n int) {
	for i := range c.o.Parameters {
		if p := &c.o.Parameters[i]; n == 0 && p.Kind == File && p.Required {
			c.add(RuleParameterMissing, "body "+p.Name, "a file, as a part of a form", "nothing")
		}
	}
}

// schema puts one error of a schema into our words.
func (c *checker) schema(rule Rule, place string, value any, e *openapi3.SchemaError) {
	path := e.JSONPointer()
	if e.SchemaField == "properties" { // kin-openapi reports the object, and the field in the reason only
		var name string
		if _, err := fmt.Sscanf(e.Reason, "property %q is unsupported", &name); err == nil {
			path = append(path, name)
		}
	}
	where, got := place, "nothing"
	if len(path) > 0 {
		where += " " + c.secret.pointer(path)
	}
	if e.SchemaField != "required" {
		got = c.secret.json(where, encode(at(value, path)))
	}
	c.add(rule, where, c.expected(e, place), got)
}

// expected says what a schema asks for where it was broken.
func (c *checker) expected(e *openapi3.SchemaError, place string) string {
	if path := e.JSONPointer(); place == "body" && len(path) == 1 {
		p := c.o.parameter("body", path[0])
		list := p != nil && (p.Kind == List || p.Kind == TextOrList)
		if p != nil && (list || e.SchemaField == "required" || e.SchemaField == "pattern" || e.SchemaField == "enum") {
			return p.describe()
		}
	}
	switch e.SchemaField {
	case "required":
		return "a value"
	case "nullable":
		return "a value, not null"
	case "type":
		if e.Schema.Type != nil {
			return article(strings.Join(e.Schema.Type.Slice(), " or "))
		}
	case "enum":
		if len(e.Schema.Enum) == 1 {
			return encode(e.Schema.Enum[0])
		}
		return "one of " + strings.Trim(encode(e.Schema.Enum), "[]")
	case "pattern":
		return "text that matches " + e.Schema.Pattern
	case "minLength":
		return fmt.Sprintf("text of at least %d characters", e.Schema.MinLength)
	case "minProperties":
		return fmt.Sprintf("at least %d of %s", e.Schema.MinProps, strings.Join(slices.Sorted(maps.Keys(e.Schema.Properties)), ", "))
	case "properties":
		if len(e.Schema.Properties) == 0 {
			return "an empty object"
		}
		return "only " + strings.Join(slices.Sorted(maps.Keys(e.Schema.Properties)), ", ")
	case "anyOf", "oneOf", "not":
		return "one of the documented forms"
	}
	return e.Reason // says nothing of the value
}

// describe says what a value should be like.
func (p *Parameter) describe() string {
	var s string
	switch {
	case len(p.Enum) == 1:
		return p.Enum[0]
	case len(p.Enum) > 1:
		return "one of " + strings.Join(p.Enum, ", ")
	case p.Kind == List || p.Kind == TextOrList:
		s = "a list of texts"
		if p.Kind == TextOrList {
			s = "a text, or a list of texts"
		}
		if p.items != nil && p.items.String() != "" {
			s += " that match " + p.items.String()
		}
		if p.json != "" {
			s += ", such as " + p.json
		}
		return s
	case p.pattern != nil:
		s = "text that matches " + p.pattern.String()
	case p.kind != "" && p.kind != "string":
		if s = article(p.kind); p.minimum != "" {
			s += " of at least " + p.minimum
		}
	default:
		s = "a value"
	}
	if p.Example != "" {
		s += ", such as " + quoted(p.Example)
	}
	return s
}

// article is a type with its article.
func article(kind string) string {
	if strings.HasPrefix(kind, "i") || strings.HasPrefix(kind, "a") || strings.HasPrefix(kind, "o") {
		return "an " + kind
	}
	return "a " + kind
}

// decode reads one JSON value; numbers stay as they are written.
func decode(data []byte) (value any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("more than one JSON value")
	}
	return value, nil
}

// at is what stands at a place within a value.
func at(value any, path []string) any {
	for _, key := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			if i, err := strconv.Atoi(key); err == nil && i < len(v) {
				value = v[i]
			}
		}
	}
	return value
}

// encode is the JSON of what decode read.
func encode(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value)
	return strings.TrimSuffix(b.String(), "\n")
}

// each visits the single errors of a tree of MultiErrors.
func each(err error, f func(error)) {
	if err == nil {
		return
	}
	many, ok := err.(openapi3.MultiError)
	if !ok {
		f(err)
	}
	for _, e := range many {
		each(e, f)
	}
}

// reasons visits the errors of a schema, of an allOf those within.
func reasons(err error, f func(*openapi3.SchemaError)) {
	each(err, func(err error) {
		var e *openapi3.SchemaError
		if !errors.As(err, &e) {
			return
		}
		var within openapi3.MultiError
		if e.SchemaField == "allOf" && errors.As(e.Origin, &within) {
			reasons(within, f)
			return
		}
		f(e)
	})
}
