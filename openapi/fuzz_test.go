package openapi

import (
	"cmp"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzEscape holds the writing of strings to encoding/json: what we write is read back as the same text.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "Ready", `"\/`, "\x00\b\t\n\v\f\r\x1f\x7f", "é\u2028\xff\xed\xa0\x80", "<&>", "{agent_id}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal([]byte(quoted(s)), &got); err != nil {
			t.Fatalf("%q: %v", quoted(s), err)
		}
		b, _ := json.Marshal(s)
		var want string
		_ = json.Unmarshal(b, &want) // what is not UTF-8 has become U+FFFD
		if got != want {
			t.Errorf("%q was written %s and read as %q", s, quoted(s), got)
		}
	})
}

// named is a documented operation. The fuzzers choose it by name, so an input means the same when the document grows; one
// that names no operation is skipped.
func named(t *testing.T, d *Document, operation string) *Operation {
	o := d.Operation(operation)
	if o == nil {
		t.Skipf("the document has no operation %q", operation)
	}
	return o
}

// An input that names no operation is skipped, and so holds nothing: none is committed.
func TestFuzz_inputsNameOperations(t *testing.T) {
	d := mustWolkvox(t)
	for _, target := range []string{"FuzzFastCheck", "FuzzCheckRequest"} {
		files, err := filepath.Glob("testdata/fuzz/" + target + "/*")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no files (%v)", target, err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(strings.TrimPrefix(strings.Split(string(b), "\n")[1], `string("`), `")`)
			if d.Operation(name) == nil {
				t.Errorf("%s: its first value is %q: want the name of an operation", file, name)
			}
		}
	}
}

// exampleQuery is the query of an operation, with the document's examples for values.
func exampleQuery(o *Operation) string {
	query := "api=" + o.API
	for _, p := range o.Parameters {
		if p.In == "query" && p.Name != "api" {
			query += "&" + p.Name + "=" + p.Example
		}
	}
	return query
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
		r := Request{Body: []byte(body)}
		for pair := range strings.SplitSeq(query, "&") {
			name, value, _ := strings.Cut(pair, "=")
			r.Query = append(r.Query, Value{name, value})
		}
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

const small = `openapi: 3.0.3
info: {title: x, version: x}
servers: [{url: /}]
x-answers: [{question: Q, says: x, x-operations: [a], x-evidence: inferred}]
paths:
  /x.php#a:
    post:
      operationId: a
      externalDocs: {url: /}
      x-chosen-by: [b]
      parameters: [{name: api, in: query, required: true, schema: {type: string, enum: [a]}}, {name: b, in: query, required: true, schema: {type: string, enum: [b]}}]
      requestBody: {content: {application/json: {schema: {type: object, properties: {f: {type: string}, l: {oneOf: [{type: string}, {type: array, items: {type: string}}], example: [x]}}}, example: {f: x}}}}
      responses:
        "200": {description: x, content: {application/json: {examples: {ok: {x-evidence: inferred, x-source: x, x-each: [l], value: {msg: "{f}", l: [{"{g}": "{h}"}]}}}}}}
        default: {$ref: '#/components/responses/E'}
  /x.php#b:
    post:
      operationId: b
      externalDocs: {url: /}
      parameters: [{name: api, in: query, required: true, schema: {type: string, enum: [a]}}]
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [f], properties: {f: {type: string, format: binary, example: x}}}}}}
      responses: {4XX: {description: y}, default: {$ref: '#/components/responses/E'}}
components:
  securitySchemes: {k: {type: apiKey, in: header, name: k}}
  responses: {E: {description: x}}
`

// FuzzParse: any bytes are a document, which then can be used, or an error; never a panic.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small)) // the real documents are so long that little would be tried
	f.Add([]byte("openapi: 3.0.3\ninfo: {title: x, version: x}\npaths: {}\nservers: [{url: /}]\ncomponents: {securitySchemes: {k: {type: apiKey, in: header, name: k}}}"))
	f.Add([]byte(`{"openapi":"3.0.3","info":{"title":"x","version":"x"},"paths":{"/a#b":{"get":{"operationId":"b","responses":{"":{"$ref":"#/components/responses/x"}}}}}}`))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse(data)
		if err != nil {
			return
		}
		for _, view := range []View{ViewOperations, ViewPortable} {
			for _, format := range []Format{FormatYAML, FormatJSON} {
				if _, err := d.Render(view, format, ""); err != nil {
					t.Errorf("%s %s: %v", view, format, err)
				}
			}
		}
		for _, o := range d.Operations {
			o.CheckRequest(Request{Query: q("api", o.API, "x", ""), Body: []byte("{}")})
			o.CheckRequest(Request{Query: q("b", ""), Body: []byte(`{"f":["x"],"l":["x",7]}`), Files: 1})
			o.ChosenBy(q("b", ""))
			o.CheckReply(200, nil, []byte("{}"), "")
			o.Recognise(200, []byte("{}"))
			for _, out := range o.Outcomes {
				for records := range 3 {
					if b := out.Append(nil, filled(out, records)); !json.Valid(b) {
						t.Errorf("%s/%s is no JSON: %s", o.Name, out.Name, b)
					}
				}
			}
		}
	})
}

// FuzzCheckRequest: no request makes the checks panic, and no violation holds the token.
func FuzzCheckRequest(f *testing.F) {
	d := mustWolkvox(f)
	f.Add("disable_agent", "api=disable_agent", `{"agent_id":"1"}`, "0042")
	f.Add("disable_agent", token+"=1", `{"`+token+`":[{}]}`, token)
	f.Add("hang", "x=%37b&agent_id="+token, "", "")
	f.Add("add_dnc", "api=add_dnc", `{"type_call":"all","telephones":["`+token+`",7,["`+token+`"]]}`, "")
	for _, o := range d.Operations {
		f.Add(o.Name, exampleQuery(o), `{"`+token+`":"`+token+`"}`, "")
		f.Add(o.Name, exampleQuery(o), o.bodyExample, "")
	}
	f.Fuzz(func(t *testing.T, operation, query, body, server string) {
		o := named(t, d, operation)
		r := Request{Header: http.Header{"Wolkvox_server": {server}}, Body: []byte(body), Secret: token}
		for pair := range strings.SplitSeq(query, "&") {
			name, value, _ := strings.Cut(pair, "=")
			r.Query = append(r.Query, Value{name, value})
		}
		if o.HasForm() {
			r.Files = len(body) % 2 // a form is taken apart before it comes here
		}
		for _, v := range o.CheckRequest(r) {
			if strings.Contains(v.String()+v.Try, token) {
				t.Errorf("the token is in %v", v)
			}
		}
	})
}
