package openapi

import (
	"cmp"
	"net/http"
	"testing"
)

// What the document's own examples send, the fast check accepts.
func TestFastCheck_acceptsExamples(t *testing.T) {
	for _, o := range mustWolkvox(t).Operations {
		r := Request{Query: parseQuery(exampleQuery(o)), Body: []byte(o.bodyExample), Files: 1}
		if !o.fast.accepts(r) {
			t.Errorf("%s: %v, body %s: not accepted", o.Name, r.Query, r.Body)
		}
	}
}

// A fast check is for operations that it understands whole; it leaves the others to kin-openapi.
func TestFastCheck_understands(t *testing.T) {
	const note, body, list, item = "{name: note, in: query, schema: {type: string}}", "schema: {type: object, properties: {f", "{type: array, items", "items: {type: string}"
	for _, tt := range []struct {
		name, from, to string
		want           bool
	}{
		{"as it is", note, note, true},
		{"a parameter with a style", note, "{name: note, in: query, style: form, schema: {type: string}}", false},
		{"a number", note, "{name: note, in: query, schema: {type: integer}}", false},
		{"a list in the query", note, "{name: note, in: query, schema: {type: array, items: {type: string}}}", false},
		{"a cookie", note, "{name: note, in: cookie, schema: {type: string}}", false},
		{"a header", note, "{name: note, in: header, schema: {type: string}}", true},
		{"a length", note, "{name: note, in: query, schema: {type: string, minLength: 2}}", false},
		{"a password", note, "{name: note, in: query, schema: {type: string, format: password}}", true},
		{"a date", note, "{name: note, in: query, schema: {type: string, format: date}}", false},
		{"values that are texts", note, `{name: note, in: query, schema: {type: string, enum: [a, "1"]}}`, true},
		{"values that are none", note, "{name: note, in: query, schema: {type: string, enum: [a, 1]}}", false},
		{"an expression of Go", note, "{name: note, in: query, schema: {type: string, pattern: '^a$'}}", true},
		{"another expression", note, `{name: note, in: query, schema: {type: string, pattern: '^\u0041$'}}`, false},
		{"a body of another kind", body, "schema: {properties: {f", false},
		{"a body with more to it", body, "schema: {type: object, maxProperties: 2, properties: {f", false},
		{"a number of fields", body, "schema: {type: object, minProperties: 1, properties: {f", true},
		{"no number of fields", body, "schema: {type: object, minProperties: x, properties: {f", false},
		{"required fields", body, "schema: {type: object, required: [f], properties: {f", true},
		{"a required field that is not listed", body, "schema: {type: object, required: [g], properties: {f", false},
		{"a file in JSON", body, "schema: {type: object, properties: {g: {type: string, format: binary}, f", false},
		{"one item", list, "{type: array, minItems: 1, items", true},
		{"two items", list, "{type: array, minItems: 2, items", false},
		{"a list with more to it", list, "{type: array, uniqueItems: true, items", false},
		{"an item's expression", item, "items: {type: string, pattern: '^a$'}", true},
		{"an item's other expression", item, `items: {type: string, pattern: '^\u0041$'}`, false},
		{"an item with more to it", item, "items: {type: string, minLength: 1}", false},
		{"a text or a list, with more to it", "oneOf: [{type: string}", "nullable: true, oneOf: [{type: string}", false},
		{"a text with more to it, or a list", "oneOf: [{type: string}", "oneOf: [{type: string, minLength: 1}", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := unchecked(edit(t, small, tt.from, tt.to))
			if err != nil {
				t.Fatal(err)
			}
			o := d.Operation("hang_all")
			if tt.from == note {
				o = d.Operation("hang")
			}
			if got := o.fast != nil; got != tt.want {
				t.Errorf("%s has a fast check: %t, want %t", o.Name, got, tt.want)
			}
		})
	}
}

// TestCheckRequest_allocations: a common, correct request costs no memory.
func TestCheckRequest_allocations(t *testing.T) {
	o := mustOperation(t, "hang")
	r := Request{Query: q("api", "hang", "agent_id", "12989"), Header: http.Header{"Wolkvox_server": {"0042"}}, Secret: token}
	if n := testing.AllocsPerRun(100, func() { o.CheckRequest(r) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// Whatever the fast check accepts, kin-openapi accepts.
func FuzzFastCheck(f *testing.F) {
	d := mustWolkvox(f)
	f.Add("hang", "api=hang&agent_id=12989", "0042", true, "")
	f.Add("change_status", "status=ready&api=change_status&agent_id=1", "", false, "")
	f.Add("aux_call", "api=aux_call&agent_id=1&customer_phone=+57", "x", true, "")
	f.Add("transfer", "api=transfer&agent_id=1\n&customer_phone=57&x=y", "", true, "")
	f.Add("upload_file", "api=upload_file", "", false, "")
	for _, o := range d.Operations { // the fuzzer itself finds no names
		f.Add(o.Name, exampleQuery(o), "", false, cmp.Or(o.bodyExample, `{"x":["1","2"],"y":null}`))
	}
	f.Fuzz(func(t *testing.T, operation, query, server string, sent bool, body string) {
		o := named(t, d, operation)
		r := Request{Query: parseQuery(query), Body: []byte(body)}
		if sent {
			r.Header = http.Header{"Wolkvox_server": {server}}
		}
		if !o.fast.accepts(r) {
			return
		}
		if violations := o.validate(r); violations != nil {
			t.Errorf("the fast check of %s accepts %q, header %q and body %q, kin-openapi does not: %v", o.Name, r.Query, server, body, violations)
		}
	})
}

// What is checked without the regexp of a pattern has the same result.
func TestPattern(t *testing.T) {
	d := mustWolkvox(t)
	for _, expr := range []string{idPattern, phonePattern, "^a?[0-9]+$"} {
		p, ok := d.pattern(expr)
		if !ok {
			t.Fatalf("%s is not understood", expr)
		}
		for _, text := range []string{"", "0", "9", "3000000000", "+", "+1", "++1", "1+", " 1", "1\n", "a", "1a", "/", ":", "+/", "١"} {
			if want := p.expr.MatchString(text); p.matches(text) != want || p.matchesBytes([]byte(text)) != want {
				t.Errorf("%q matches %s: %t and %t, want %t", text, expr, p.matches(text), p.matchesBytes([]byte(text)), want)
			}
		}
	}
}
