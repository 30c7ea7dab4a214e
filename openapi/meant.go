package openapi

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// longestMeant is how many bytes a body may have that CurlAsMeant repeats.
const longestMeant = 4096

// CurlAsMeant is a command line for a POSIX shell with the request as its sender may have meant it: names and words that the
// document does not have, of the query and anywhere in a JSON body, are those that they are most like, and left out when they
// are like none; a value that cannot be right gives way to the document's example of it, or is left out. When that is not
// correct yet, it is what Curl makes of it, with the document's example for a body. Secrets come from TokenVariable.
func (o *Operation) CurlAsMeant(r Request) string {
	r.Query = abridgedQuery(r.Query, o.documents)
	r.Query, r.Fields = o.meantQuery(r), nil
	example := func() string {
		sent := r
		sent.Body = nil
		c := o.call(sent)
		c.body = o.bodyExample // as a whole: what the fields ask for together no schema says
		return c.corrected(r)
	}
	if schema := o.bodySchema(); schema != nil && len(bytes.TrimSpace(r.Body)) > 0 {
		if len(r.Body) > longestMeant {
			return example()
		}
		value, err := decode(r.Body)
		if err != nil {
			return example()
		}
		intended := meant(value, schema.Value)
		if fields, is := intended.(map[string]any); is && len(fields) == 0 { // nothing of it can be right
			return example()
		}
		r.Body = []byte(encode(intended))
	}
	if len(o.validate(r)) > 0 {
		return example()
	}
	var query []string
	for _, v := range r.Query {
		value := url.QueryEscape(v.Value)
		if o.parameter("query", v.Name).Secret {
			value = TokenPlaceholder
		}
		query = append(query, v.Name+"="+value)
	}
	target := r.Base + o.call(Request{Path: r.Path}).Path
	if query != nil {
		target += "?" + strings.Join(query, "&")
	}
	line := curl(o.Method, target)
	if len(bytes.TrimSpace(r.Body)) > 0 {
		line += " -H 'Content-Type: " + jsonType + "' -d " + quote(string(r.Body))
	}
	return line
}

// meantQuery leaves out what cannot be right.
func (o *Operation) meantQuery(r Request) (all Values) {
	var names []string
	for _, p := range o.Parameters {
		if p.In == "query" {
			names = append(names, p.Name)
		}
	}
	for _, v := range r.Query {
		if !slices.Contains(names, v.Name) {
			v.Name = Nearest(v.Name, names)
		}
		p := o.parameter("query", v.Name)
		if _, given := all.Lookup(v.Name); p == nil || given {
			continue
		}
		if near := Nearest(v.Value, p.Enum); near != "" {
			v.Value = near
		}
		isWrong := func(found Violation) bool { return found.Where == "query "+v.Name }
		if !slices.ContainsFunc(o.validate(Request{Query: Values{v}, Path: r.Path}), isWrong) {
			all = append(all, v)
		}
	}
	return all
}

// meant is a value of a JSON body, as its sender may have meant it.
func meant(value any, schema *openapi3.Schema) any {
	switch v := value.(type) {
	case string:
		return meantText(v, schema)
	case json.Number:
		if schema.Type.Is("string") {
			return v.String()
		}
	case []any:
		if schema.Items != nil {
			for i := range v {
				v[i] = meant(v[i], schema.Items.Value)
			}
		}
	case map[string]any:
		return meantObject(v, schema)
	}
	return value
}

func meantText(text string, schema *openapi3.Schema) any {
	if schema.Format == "password" {
		return TokenPlaceholder
	}
	if _, err := strconv.Atoi(text); err == nil && (schema.Type.Is("integer") || schema.Type.Is("number")) {
		return json.Number(text)
	}
	if is, err := strconv.ParseBool(text); err == nil && schema.Type.Is("boolean") {
		return is
	}
	var words []string
	for _, e := range schema.Enum {
		if word, isText := e.(string); isText {
			words = append(words, word)
		}
	}
	if near := Nearest(text, words); near != "" {
		return near
	}
	return text
}

func meantObject(v map[string]any, schema *openapi3.Schema) map[string]any {
	all := map[string]any{}
	others := schema.AdditionalProperties
	for name, within := range v {
		switch p := schema.Properties[name]; {
		case p != nil:
			all[name] = meant(within, p.Value)
		case others.Schema != nil:
			all[name] = meant(within, others.Schema.Value)
		case others.Has == nil || *others.Has:
			all[name] = within
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		near := Nearest(name, slices.Sorted(maps.Keys(schema.Properties)))
		_, known := all[name]
		if _, given := all[near]; !known && !given && near != "" {
			all[near] = meant(v[name], schema.Properties[near].Value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		p := schema.Properties[name]
		if p == nil || slices.Contains(schema.Required, name) || p.Value.VisitJSON(all[name], openapi3.VisitAsRequest()) == nil {
			continue
		}
		if delete(all, name); p.Value.Example != nil {
			all[name] = p.Value.Example
		}
	}
	return all
}
