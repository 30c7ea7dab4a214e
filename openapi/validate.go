package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"go.yaml.in/yaml/v3"
)

// Everything that asks kin-openapi, which alone decides whether a message keeps the contract. It takes longer to load a
// document than all else takes together, and most requests need only the fast check, so it loads when it is first asked.

// A Request is what CheckRequest looks at: a request as its receiver understood it.
type Request struct {
	Method  string // it and the path of the address matter to CheckUnknown alone
	Address string
	Query   Values
	Path    map[string]string // path parameters; only the control API has some
	Header  http.Header
	Body    []byte
	Fields  map[string]json.RawMessage // of a JSON body, when its receiver has read them already
	Files   int                        // how many files came in a form
	Secret  string                     // the token: it is kept out of every violation
	Base    string                     // scheme and host for the corrected request, the document's server when empty

	IsToken     func(string) bool // reports whether a text is a token of somebody; nil: nobody knows
	Credentials Credentials       // beside Secret; nil: there are none

	moved map[string][]int // where the members of a list stood before it was abridged, by its field
}

// Credentials knows what no violation may show.
type Credentials interface {
	Reveals(text string) bool // reports whether a text holds one, in whatever spelling
}

// CheckRequest lists how a request breaks the contract; nil: it keeps it.
func (o *Operation) CheckRequest(r Request) []Violation {
	if o.fast.accepts(r) {
		return nil
	}
	r = o.abridged(r)
	return withTry(o, r, o.validate(r))
}

// withTry adds the corrected request.
func withTry(o *Operation, r Request, violations []Violation) []Violation {
	if len(violations) > 0 {
		try := o.Curl(r)
		for i := range violations {
			violations[i].Try = try
		}
	}
	return violations
}

func (o *Operation) validate(r Request) []Violation {
	c := checker{o: o, redactor: r.redactor(o.doc), moved: r.moved}
	c.request(r)
	return c.violations
}

// request checks a request for the operation.
func (c *checker) request(r Request) {
	s := r.sent(c.o.documents)
	c.tokenPlaces(r, s)
	c.separators(s)
	c.query(r)
	c.parameters(r)
	c.body(r, s)
	c.files(r.Files)
}

// CheckReply lists how a reply to this operation breaks the contract; nil: it keeps it.
func (o *Operation) CheckReply(status int, header http.Header, body []byte, token string) []Violation {
	c := checker{o: o, redactor: redactor{doc: o.doc, token: token}}
	documented := o.route().Operation.Responses.Status(status)
	if documented == nil {
		documented = o.route().Operation.Responses.Default()
	}
	if documented == nil {
		c.add(RuleReplyStatus, "reply", "a documented status", fmt.Sprint(status))
		return c.violations
	}
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: o.Method}, Route: o.route(), Options: options,
		},
		Status: status, Header: header, Options: options,
	})
	if err != nil { // the body is left out
		c.add(RuleReplyBody, "reply", "the documented headers", "something else")
	}
	if o.Method != http.MethodHead {
		c.reply(documented.Value.Content, header.Get("Content-Type"), body)
	}
	return c.violations
}

// reply checks the body of a reply.
func (c *checker) reply(content openapi3.Content, mediaType string, body []byte) {
	if len(content) == 0 {
		return
	}
	media := content.Get(mediaType)
	if media == nil {
		got := "nothing"
		if mediaType != "" {
			got = c.value("", mediaType)
		}
		c.add(RuleReplyBody, "reply Content-Type", jsonType, got)
		return
	}
	if media.Schema == nil || !strings.Contains(mediaType, "json") {
		return
	}
	value, err := decode(body)
	if err != nil {
		got := "nothing"
		if len(body) > 0 {
			got = c.raw(string(body))
		}
		c.add(RuleReplyBody, "reply", "a JSON object, and nothing else", got)
		return
	}
	err = media.Schema.Value.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.MultiErrors())
	eachSchemaError(err, func(e *openapi3.SchemaError) { c.schema(RuleReplyBody, "reply", value, e) })
}

// Bodies are checked apart, after a stricter reading than kin-openapi's, which ignores what follows the JSON value.
var options = &openapi3filter.Options{
	MultiError: true, ExcludeRequestBody: true, ExcludeResponseBody: true, SkipSettingDefaults: true,
}

// A checker collects violations.
type checker struct {
	redactor
	o          *Operation
	moved      map[string][]int
	violations []Violation
}

func (c *checker) add(rule Rule, where, expected, got string) {
	switch {
	case len(c.violations) > maxViolations:
		return
	case len(c.violations) == maxViolations:
		rule, expected, got = RuleMore, fmt.Sprintf("at most %d violations", maxViolations), "more"
	}
	c.violations = append(c.violations, Violation{Rule: rule, Where: where, Expected: expected, Got: got, Source: c.o.Page})
}

// query adds what OpenAPI allows and PHP ignores: parameters that are not documented, and parameters sent twice.
func (c *checker) query(r Request) {
	var names []string
	for _, p := range c.o.Parameters {
		if p.In == "query" {
			names = append(names, p.Name)
		}
	}
	expected := "no parameter of the query"
	switch {
	case len(names) == 1:
		expected = "only " + names[0]
	case len(names) > 1:
		expected = "one of " + strings.Join(names, ", ")
	}
	seen := map[string]int{}
	for _, v := range r.Query {
		seen[v.Name]++
		documented := slices.Contains(names, v.Name)
		switch {
		case !documented && seen[v.Name] == 1 && !c.isToken(r, v):
			c.add(RuleParameterUnknown, "query "+c.name(v.Name), expected, c.value(v.Name, v.Value))
		case documented && seen[v.Name] == 2:
			got := c.value(v.Name, r.Query.Get(v.Name))
			c.add(RuleParameterRepeated, "query "+v.Name, "the parameter once (the last one counts)", got)
		}
	}
}

// parameters checks all but the body. A required parameter sent empty counts as missing (Q-EMPTY-PARAM).
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
			header.Del(p.Name)
		}
	}
	err := openapi3filter.ValidateRequest(context.Background(), &openapi3filter.RequestValidationInput{
		Request:     &http.Request{Method: c.o.Method, URL: &url.URL{Path: c.o.Path}, Header: header},
		QueryParams: query, PathParams: r.Path, Route: c.o.route(), Options: options,
	})
	eachError(err, func(err error) { c.parameter(err, r) })
}

// parameter makes a violation of one error of kin-openapi.
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
	c.add(RuleParameterValue, where, p.describe(), c.value(p.Name, value))
}

// body checks the body of a request, a JSON object whatever its Content-Type says.
func (c *checker) body(r Request, s sent) {
	schema := c.o.bodySchema()
	if schema == nil {
		if !c.o.HasBody() && c.o.doc.tokenHeader != "" && says(r.Body) {
			c.add(RuleBodyUnexpected, "body", "no body: the parameters of "+c.o.Name+" stand in the query", c.raw(string(r.Body)))
		}
		return
	}
	if len(bytes.TrimSpace(r.Body)) == 0 {
		if c.o.route().Operation.RequestBody.Value.Required {
			c.add(RuleBodyJSON, "body", "a JSON object", "nothing")
		}
		return
	}
	if c.o.doc.tokenHeader == "" && len(r.Body) > longestWhole && json.Valid(r.Body) {
		if b := piecewise(schema.Value, nil, bytes.TrimSpace(r.Body), 0); b != nil { // an error takes more memory than what is wrong
			c.bodyErrors(b.path, b.value, b.err)
		}
		return
	}
	value, err := decode(r.Body)
	switch {
	case err != nil && s.body != nil:
		c.add(RuleBodyForm, "body", "a JSON object", c.raw(string(r.Body)))
		return
	case err != nil:
		c.add(RuleBodyJSON, "body", "a JSON object, and nothing else", c.raw(string(r.Body)))
		return
	}
	err = schema.Value.VisitJSON(value, openapi3.VisitAsRequest(), openapi3.MultiErrors())
	c.bodyErrors(nil, value, err)
	c.violations = slices.DeleteFunc(c.violations, func(v Violation) bool { // the token has its own
		name, ofBody := strings.CutPrefix(v.Where, "body /")
		return ofBody && v.Rule == RuleBodyValue && slices.ContainsFunc(c.violations, func(o Violation) bool {
			return o.Rule == RuleTokenMisplaced && o.Where == "body "+name
		})
	})
}

// bodyErrors makes violations of what is wrong with a value that stands somewhere in the body.
func (c *checker) bodyErrors(within []string, value any, err error) {
	place := "body"
	if len(within) > 0 {
		place += " /" + strings.Join(within, "/")
	}
	eachSchemaError(err, func(e *openapi3.SchemaError) {
		path := e.JSONPointer()
		switch {
		case len(within)+len(path) == 0 && (e.SchemaField == "type" || e.SchemaField == "nullable"):
			c.add(RuleBodyJSON, "body", "a JSON object", c.json(nil, encode(value)))
		case e.SchemaField == "required":
			c.schema(RuleParameterMissing, place, value, e)
		default:
			c.schema(RuleBodyValue, place, value, e)
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

// schema makes a violation of one error of a schema.
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
		if !strings.Contains(place, " /") {
			where += " "
		}
		where += "/" + c.name(strings.Join(c.unmoved(path), "/"))
	}
	if e.SchemaField != "required" {
		got = c.json(path, encode(at(value, path)))
	}
	c.add(rule, where, c.o.expected(e, place), got)
}

// eachError visits the single errors of a tree of MultiErrors.
func eachError(err error, f func(error)) {
	if err == nil {
		return
	}
	many, ok := err.(openapi3.MultiError)
	if !ok {
		f(err)
	}
	for _, e := range many {
		eachError(e, f)
	}
}

// eachSchemaError visits the errors of a schema, of an allOf those within.
func eachSchemaError(err error, f func(*openapi3.SchemaError)) {
	eachError(err, func(err error) {
		var e *openapi3.SchemaError
		if !errors.As(err, &e) {
			return
		}
		var within openapi3.MultiError
		if e.SchemaField == "allOf" && errors.As(e.Origin, &within) {
			eachSchemaError(within, f)
			return
		}
		f(e)
	})
}

// Warm has kin-openapi load the document, which the first message that is checked would otherwise wait for.
func (d *Document) Warm() { _ = d.contract() }

// contract is the document as kin-openapi has it.
func (d *Document) contract() *openapi3.T {
	spec, err := d.spec()
	if err != nil {
		panic(fmt.Sprintf("openapi: a document of our own is not sound: %v", err)) // a test checks them
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
	if media := o.route().Operation.RequestBody.Value.Content.Get(jsonType); media != nil {
		return media.Schema
	}
	return nil
}
