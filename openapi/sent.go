package openapi

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"

	"wolkvoxmock/openapi/scan"
)

// sent is what a client sent, wherever it put it.
type sent struct {
	query  Values                     // as it was understood
	hidden Values                     // the same, taken apart at semicolons; nil when none of them hides a parameter
	fields map[string]json.RawMessage // of a JSON body
	body   Values                     // the texts of these, or the fields of a form
}

// sent reads what a client sent. names are the parameters that a semicolon may hide.
func (r Request) sent(names func(string) bool) sent {
	s := sent{query: r.Query, hidden: hidden(r.Query, names), fields: r.Fields}
	switch {
	case len(r.Body) == 0:
	case s.fields == nil && len(r.Body) > longestWhole:
		s.fields = scan.Fields(r.Body, names, mostKept)
	case s.fields == nil && json.Unmarshal(r.Body, &s.fields) != nil:
		s.fields, s.body = nil, formFields(r.Header.Get("Content-Type"), r.Body)
	}
	for _, name := range slices.Sorted(maps.Keys(s.fields)) {
		if len(s.fields[name]) > longestChecked {
			continue
		}
		if list := texts(s.fields[name]); len(list) == 1 {
			s.body = append(s.body, Value{name, list[0]})
		}
	}
	return s
}

// mostSent is how many parameters of each place are compared with the names that they may have been meant for.
const mostSent = 50

// meantFor is what was sent under the names of parameters, the likeliest first: in any place under the name itself, then
// under names that the operation does not document and that are much like it.
func (s sent) meantFor(o *Operation) (all Values) {
	var names []string
	for i := range o.Parameters {
		names = append(names, o.Parameters[i].Name)
	}
	var misspelled Values
	for _, place := range []Values{s.hidden, s.query, s.body} {
		for _, v := range slices.Backward(place) { // of one name the last counts
			if slices.Contains(names, v.Name) {
				all = append(all, v)
			}
		}
		for _, v := range place[:min(len(place), mostSent)] {
			if slices.Contains(names, v.Name) {
				continue
			}
			if name := Nearest(v.Name, names); name != "" {
				misspelled = append(misspelled, Value{name, v.Value})
			}
		}
	}
	return append(all, misspelled...)
}

// hidden takes a query apart at its semicolons, where one stands before one of the names and an equals sign: there it was
// meant to separate, and was read as a part of the value. nil when there is none.
func hidden(q Values, names func(string) bool) (all Values) {
	found := false
	for _, v := range q {
		if strings.IndexByte(v.Name, ';') < 0 && strings.IndexByte(v.Value, ';') < 0 {
			all = append(all, v)
			continue
		}
		text, start := v.Name+"="+v.Value, 0 // of the parameter that is being read
		for at := range len(text) {
			if text[at] != ';' {
				continue
			}
			part, _, _ := strings.Cut(text[at+1:], ";")
			if name, _, pair := strings.Cut(part, "="); pair && names(name) {
				all, start, found = append(all, pairOf(text[start:at])), at+1, true
			}
		}
		all = append(all, pairOf(text[start:]))
	}
	if !found {
		return nil
	}
	return abridgedQuery(all, names)
}

// pairOf is a name with its value, which has everything from the first semicolon on.
func pairOf(text string) Value {
	first, rest, more := strings.Cut(text, ";")
	name, value, _ := strings.Cut(first, "=")
	if more {
		value += ";" + rest
	}
	return Value{name, value}
}

// says reports whether a body says anything: JSON without a value does not.
func says(body []byte) bool {
	switch string(bytes.TrimSpace(body)) {
	case "", "null", "{}", "[]", `""`:
		return false
	}
	return true
}

// formFields are those of a form, nil for a body that is none. Forms are told by their type, or by how they begin: vendor
// samples leave out the type, and curl calls everything a form.
func formFields(contentType string, body []byte) (all Values) {
	const most = 100 // fields
	kind, params, _ := mime.ParseMediaType(contentType)
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(bytes.NewReader(body), params["boundary"])
		for len(all) < most {
			p, err := parts.NextPart()
			if err != nil {
				break // the end, or what is no form from here on
			}
			value, _ := io.ReadAll(io.LimitReader(p, longestShown+1)) // in memory
			all = append(all, Value{p.FormName(), string(value)})
		}
		return all
	}
	for pair := range strings.SplitSeq(string(body[:min(len(body), longestChecked)]), "&") {
		name, value, isPair := strings.Cut(strings.TrimSpace(pair), "=")
		if !isPair || strings.ContainsAny(name, "{}<>\" \t\r\n") || len(all) == most {
			return all
		}
		all = append(all, Value{unescapeForm(name), unescapeForm(value)})
	}
	return all
}

func unescapeForm(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// tokenPlaces adds the tokens in the query and in the body.
func (c *checker) tokenPlaces(r Request, s sent) {
	for _, v := range s.query {
		if c.isToken(r, v) {
			c.tokenMisplaced("query " + c.name(v.Name))
		}
	}
	for _, v := range s.body {
		if c.isToken(r, v) {
			c.tokenMisplaced("body " + c.name(v.Name))
		}
	}
}

func (c *checker) tokenMisplaced(where string) {
	c.add(RuleTokenMisplaced, where, "the token in the header "+c.o.doc.tokenHeader+", and nowhere else", Redacted)
}

// isToken reports whether a parameter that the operation does not document is named as the token is, or is one.
func (c *checker) isToken(r Request, v Value) bool {
	header := c.o.doc.tokenHeader
	if header == "" || c.o.named(v.Name) != nil || v.Value == "" {
		return false
	}
	word := header[strings.LastIndexAny(header, "-_")+1:]
	return strings.Contains(strings.ToLower(v.Name), strings.ToLower(word)) || r.IsToken != nil && r.IsToken(v.Value)
}
