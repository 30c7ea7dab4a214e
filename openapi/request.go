package openapi

import (
	"encoding/json"
	"net/http"
	"slices"
)

// A Request is what CheckRequest looks at: a request as its receiver understood it.
type Request struct {
	Query  Values
	Path   map[string]string // path parameters; only the control API has some
	Header http.Header
	Body   []byte
	Files  int    // how many files came in a form
	Secret string // the token: it is kept out of every violation
	Base   string // scheme and host for the corrected request, the document's server when empty
}

// CheckRequest says what a request has against the contract; nil means nothing. A common, correct request is accepted
// by a compiled check; whatever that one is not sure of goes to kin-openapi, which alone says what is wrong.
func (o *Operation) CheckRequest(r Request) []Violation {
	if o.surely(r) {
		return nil
	}
	c := checker{o: o, secret: secret(r.Secret)}
	c.query(r.Query)
	c.parameters(r)
	c.body(r.Body)
	c.files(r.Files)
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
	if !o.sure || !o.surelyBody(r) {
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
			values := r.Header[p.header]
			if len(values) > 1 || len(values) == 0 && p.Required || len(values) == 1 && (values[0] == "" || !p.accepts(values[0])) {
				return false
			}
		case "body":
		default:
			return false
		}
	}
	return seen == len(r.Query)
}

// surelyBody accepts a JSON object of documented fields, texts and lists of texts, and a form with a file.
func (o *Operation) surelyBody(r Request) bool {
	switch o.bodyType {
	case "":
		return true
	case formType:
		return r.Files > 0
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(r.Body, &fields) != nil || fields == nil {
		return false
	}
	known := 0
	for i := range o.Parameters {
		p := &o.Parameters[i]
		if p.In != "body" {
			continue
		}
		value, sent := fields[p.Name]
		if !sent && p.Required || sent && !p.acceptsJSON(value) {
			return false
		}
		if sent {
			known++
		}
	}
	return known == len(fields) && known >= o.minFields
}

// acceptsJSON is accepts for a field of a body.
func (p *Parameter) acceptsJSON(value json.RawMessage) bool {
	if value[0] == '[' {
		var list []*string
		return p.Kind != Text && json.Unmarshal(value, &list) == nil && len(list) > 0 &&
			!slices.ContainsFunc(list, func(s *string) bool { return s == nil || !p.items.MatchString(*s) })
	}
	var text *string
	return p.Kind != List && json.Unmarshal(value, &text) == nil && text != nil && p.accepts(*text)
}
