package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// TestViews holds the two views together: a request is valid in the portable view if and only if it is valid for the
// operation that the server chooses, a reply if and only if it is valid for an operation of that path and method. OpenAPI
// cannot tie a body to a parameter: where bodies differ, a request is valid if and only if all but its body is valid for
// the operation that is chosen and its body for one of that path and method.
//
// To try everything against everything would take minutes. What is right elsewhere can only matter where operations share
// path and method, so all of that is tried, and of the rest a sample, the same in each run.
func TestViews(t *testing.T) {
	for name, d := range documents(t) {
		t.Run(name, func(t *testing.T) {
			v := newViews(t, d)
			r := rand.New(rand.NewPCG(1, 2))
			for _, f := range v.families {
				for _, o := range f.operations {
					for m := range requests(r, d, f, o) {
						v.check(t, m)
					}
				}
				for m := range signatures(r, f) {
					v.check(t, m)
				}
				for m := range replies(r, d, f) {
					v.check(t, m)
				}
			}
			for range 2000 {
				v.check(t, anyRequest(r, d))
				v.check(t, anyReply(r, d))
			}
			for kind, c := range map[string]count{"requests": v.requests, "replies": v.replies} {
				if c.good < c.seen/20 || c.good > c.seen*19/20 {
					t.Errorf("%d of %d %s are valid: the test says too little", c.good, c.seen, kind)
				}
			}
		})
	}
}

// A family are the operations that share path and method, and so are one in the portable view.
type family struct {
	operations []*Operation
	differ     bool            // in their bodies: OpenAPI cannot say which belongs to which `api`
	bodies     map[string]bool // those that were seen: does one of the operations take it?
}

func families(d *Document) (all []*family) {
	for _, o := range d.Operations {
		i := slices.IndexFunc(all, func(f *family) bool { return f.holds(message{method: o.Method, path: o.Path}) })
		if i < 0 {
			all = append(all, &family{operations: []*Operation{o}, bodies: map[string]bool{}})
			continue
		}
		f := all[i]
		f.operations = append(f.operations, o)
		f.differ = f.differ || !same(field(o.node, "requestBody"), field(f.operations[0].node, "requestBody"))
	}
	return all
}

func (f *family) holds(m message) bool {
	return f.operations[0].Method == m.method && f.operations[0].Path == m.path
}

// chosen is the operation that a request means, found as the server finds it; nil for none.
func (f *family) chosen(q url.Values) *Operation {
	var sent Values
	for name, values := range q {
		sent = append(sent, Value{name, values[len(values)-1]})
	}
	for _, o := range f.operations {
		if o.API == sent.Get("api") && o.ChosenBy(sent) {
			return o
		}
	}
	return nil
}

// views are the views of a document as any tool reads them. TestRender holds YAML and JSON together.
type views struct {
	families             []*family
	operations, portable *openapi3.T
	requests, replies    count
}

type count struct{ seen, good int }

func newViews(t *testing.T, d *Document) *views {
	return &views{
		families:   families(d),
		operations: load3(t, d, ViewOperations, FormatYAML),
		portable:   load3(t, d, ViewPortable, FormatYAML),
	}
}

// check compares what the views say of a message.
func (v *views) check(t *testing.T, m message) {
	f := v.families[slices.IndexFunc(v.families, func(f *family) bool { return f.holds(m) })]
	var want bool
	counted := &v.requests
	if m.status != 0 {
		counted = &v.replies
		want = slices.ContainsFunc(f.operations, func(o *Operation) bool { return valid(v.operations, o.key, m) })
	} else if o := f.chosen(m.query); o != nil {
		switch {
		case o.HasForm():
			m.headOnly = true // neither view judges a form here
			want = valid(v.operations, o.key, m)
		case !f.differ:
			want = valid(v.operations, o.key, m)
		case !o.HasBody() && m.body != "":
			return // a body that the operation does not describe is nothing it could judge
		default:
			head := m
			head.body = right(o).body
			want = valid(v.operations, o.key, head) && v.takes(f, m.body)
		}
	}
	got := valid(v.portable, m.path, m)
	counted.seen++
	if got {
		counted.good++
	}
	if got != want {
		t.Errorf("%+v: valid in the portable view: %t, in the operations view: %t", m, got, want)
	}
}

// takes says whether an operation of the family takes a body.
func (v *views) takes(f *family, body string) bool {
	taken, known := f.bodies[body]
	if !known {
		taken = slices.ContainsFunc(f.operations, func(o *Operation) bool {
			m := right(o)
			m.body = body
			return !o.HasForm() && (o.HasBody() || body == "") && valid(v.operations, o.key, m)
		})
		f.bodies[body] = taken
	}
	return taken
}

// A message is a request or, with a status, a reply.
type message struct {
	method, path string
	query        url.Values
	server       string // header wolkvox_server; - for none
	body         string
	headOnly     bool // the body is not judged
	status       int
	mediaType    string
}

var (
	filter   = &openapi3filter.Options{IncludeResponseStatus: true, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	headOnly = &openapi3filter.Options{ExcludeRequestBody: true, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
)

// valid asks kin-openapi about a message, as the path key of a view describes it.
func valid(spec *openapi3.T, key string, m message) bool {
	item := spec.Paths.Value(key)
	if item == nil || item.GetOperation(m.method) == nil {
		return false
	}
	header := http.Header{}
	if m.server != "-" {
		header.Set("wolkvox_server", m.server)
	}
	if m.body != "" {
		header.Set("Content-Type", "application/json")
	}
	input := &openapi3filter.RequestValidationInput{
		Request: &http.Request{
			Method: m.method, URL: &url.URL{Path: m.path, RawQuery: m.query.Encode()}, Header: header,
			Body: io.NopCloser(strings.NewReader(m.body)),
		},
		Route:   &routers.Route{Spec: spec, Path: key, PathItem: item, Method: m.method, Operation: item.GetOperation(m.method)},
		Options: filter,
	}
	if m.headOnly {
		input.Options = headOnly
	}
	if m.status == 0 {
		return openapi3filter.ValidateRequest(context.Background(), input) == nil
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: m.status, Header: http.Header{"Content-Type": {m.mediaType}},
		Body: io.NopCloser(strings.NewReader(m.body)), Options: filter,
	}) == nil
}

// odd are values that break most schemas, and some that do not; oddJSON are those that only a body can have.
var (
	odd     = []string{"", "x", "12989", "+57300", "ready", "a b", "0042", "42", "é", "12989\n", "null", "1,2", "toolong", "all", "yes", "20231122101520"}
	oddJSON = []string{"7", "null", "{}", "[]", "[7]", `[""]`, `["12989"]`, `["12989","+57300"]`, `["12989","x"]`, `[["12989"]]`}
)

// right is a correct request for an operation, with all that its body may have. A form is left out.
func right(o *Operation) message {
	m := message{method: o.Method, path: o.Path, query: url.Values{}, server: "-"}
	for _, p := range o.Parameters {
		if p.In == "query" && p.Required {
			m.query.Set(p.Name, p.correct("", ""))
		}
	}
	if o.HasBody() && !o.HasForm() {
		m.body = with(o, "", "")
	}
	return m
}

// with is the correct body of an operation with one field changed, or one more.
func with(o *Operation, name, value string) string {
	body := map[string]json.RawMessage{}
	for _, p := range o.Parameters {
		if p.In == "body" {
			body[p.Name] = json.RawMessage(p.example())
		}
	}
	if name != "" {
		body[name] = json.RawMessage(value)
	}
	b, err := json.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", o.Name, err)) // the tests' own values are JSON
	}
	return string(b)
}

// example is a correct value of a field of a body, as JSON.
func (p *Parameter) example() string {
	switch {
	case p.json != "":
		return p.json
	case p.Kind == List:
		return `["7"]`
	case p.kind == "integer":
		return "7"
	case len(p.Enum) > 0:
		return quoted(p.Enum[0])
	}
	return `"7"`
}

// requests are the correct one, and those with one thing wrong or odd that matters to an operation of the family, or, of
// a sample, to any.
func requests(r *rand.Rand, d *Document, f *family, o *Operation) iter.Seq[message] {
	return func(yield func(message) bool) {
		change := func(do func(*message)) bool {
			m := right(o)
			do(&m)
			return yield(m)
		}
		one := func(p Parameter, v string) bool {
			switch p.In {
			case "query":
				return change(func(m *message) { m.query.Set(p.Name, v) })
			case "header":
				return change(func(m *message) { m.server = v })
			case "body":
				return o.HasForm() || !o.HasBody() || change(func(m *message) { m.body = with(o, p.Name, v) }) &&
					(o.parameter(p.In, p.Name) == nil || change(func(m *message) { m.body = "{" + quoted(p.Name) + ":" + v + "}" }))
			}
			return true
		}
		values := func(p Parameter) []string {
			if p.In != "body" {
				return odd
			}
			texts := []string{p.example()}
			for _, v := range odd {
				texts = append(texts, quoted(v))
			}
			return append(texts, oddJSON...)
		}
		if !change(func(*message) {}) || !change(func(m *message) { m.query = nil }) {
			return
		}
		seen := map[string]bool{}
		for _, other := range f.operations {
			for _, p := range other.Parameters {
				if seen[p.In+p.Name] {
					continue
				}
				seen[p.In+p.Name] = true
				all := values(p)
				if p.In == "body" && o.parameter(p.In, p.Name) == nil { // the body is another operation's, whatever it is
					i := r.IntN(len(all) - 3)
					all = all[i : i+3]
				}
				for _, v := range all {
					if !one(p, v) {
						return
					}
				}
				if !change(func(m *message) { m.query.Del(p.Name) }) {
					return
				}
			}
		}
		for _, other := range d.Operations {
			if !change(func(m *message) { m.query.Set("api", other.API) }) {
				return
			}
			p := other.Parameters[r.IntN(len(other.Parameters))]
			if all := values(p); !one(p, all[r.IntN(len(all))]) {
				return
			}
		}
		for _, body := range bodies {
			if o.HasBody() && !o.HasForm() && !change(func(m *message) { m.body = body }) {
				return
			}
		}
	}
}

var bodies = []string{"", "{}", "null", "[]", "{", `{"agent_id":null}`, `{"agent_id":7}`, `{"agent_id":"7","x":1}`, `{"a":"x"}`, `{"b":7}`, `{"a":"x","b":7}`, `{"a":7}`}

// signatures are for operations that only x-chosen-by tells apart: requests with each set of the parameters of all of
// them, right ones, and then with some of them empty or wrong.
func signatures(r *rand.Rand, f *family) iter.Seq[message] {
	return func(yield func(message) bool) {
		for _, o := range f.operations {
			if o.chosenBy == nil {
				continue
			}
			m := right(o)
			var all []Parameter
			for _, other := range f.operations {
				for _, p := range other.Parameters {
					if other.API == o.API && p.In == "query" && p.Name != "api" && !slices.ContainsFunc(all, func(q Parameter) bool { return q.Name == p.Name }) {
						all = append(all, p)
					}
				}
			}
			for set := range 1 << len(all) {
				for _, wrong := range []bool{false, true} {
					m.query = url.Values{"api": {o.API}}
					for i, p := range all {
						if set&(1<<i) == 0 {
							continue
						}
						v := p.Example
						if wrong && r.IntN(4) == 0 {
							v = odd[r.IntN(len(odd))]
						}
						m.query.Set(p.Name, v)
					}
					if !yield(m) {
						return
					}
				}
			}
		}
	}
}

// anyRequest mixes what is right and wrong at random.
func anyRequest(r *rand.Rand, d *Document) message {
	o := d.Operations[r.IntN(len(d.Operations))]
	m := right(o)
	for range r.IntN(4) {
		other := d.Operations[r.IntN(len(d.Operations))]
		p := other.Parameters[r.IntN(len(other.Parameters))]
		v := odd[r.IntN(len(odd))]
		switch n := r.IntN(6); {
		case n == 0:
			m.query.Del(p.Name)
		case n == 1:
			m.query.Set(v, "unknown")
		case n == 2 && p.In == "query":
			m.query.Set(p.Name, p.correct("", ""))
		case n == 3:
			m.query.Set("api", other.API)
		case p.In == "query":
			m.query.Set(p.Name, v)
		case p.In == "header":
			m.server = v
		case o.HasForm() || !o.HasBody():
		case n == 4:
			m.body = with(o, p.Name, oddJSON[r.IntN(len(oddJSON))])
		default:
			m.body = bodies[r.IntN(len(bodies))]
		}
	}
	return m
}

// replies are the documented ones of all operations of a family, and each under other statuses; of the replies of other
// operations a sample.
func replies(r *rand.Rand, d *Document, f *family) iter.Seq[message] {
	return func(yield func(message) bool) {
		seen := map[string]bool{}
		reply := func(out *Outcome, statuses ...int) bool {
			m := message{method: f.operations[0].Method, path: f.operations[0].Path, mediaType: "application/json", body: string(out.Append(nil, filled(out, 2)))}
			for _, status := range statuses {
				m.status = status
				key := fmt.Sprint(status, m.body)
				if !seen[key] && !yield(m) {
					return false
				}
				seen[key] = true
			}
			return true
		}
		statuses := []int{200, 201, 202, 204, 400, 404, 406, 422, 500}
		for _, out := range d.General {
			if !reply(out, append(statuses, out.Status)...) {
				return
			}
		}
		for _, o := range f.operations {
			for _, out := range o.Outcomes {
				if !reply(out, append(statuses, out.Status)...) {
					return
				}
			}
		}
		for _, o := range d.Operations {
			if len(o.Outcomes) == 0 {
				continue
			}
			if out := o.Outcomes[r.IntN(len(o.Outcomes))]; !reply(out, out.Status, statuses[r.IntN(len(statuses))]) {
				return
			}
		}
	}
}

// anyReply puts a reply together from fields that are right somewhere.
func anyReply(r *rand.Rand, d *Document) message {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	o := d.Operations[r.IntN(len(d.Operations))]
	var fields []string
	for _, f := range []string{
		`"code":` + pick(`"200"`, `200`, `202`, `"404"`, `"4XX"`, `"500"`, `"403"`, `null`),
		`"error":` + pick(`null`, `"Not Found"`, `""`, `1`),
		`"msg":` + pick(`"x"`, `""`, `null`),
		`"data":` + pick(`{"conn_id":"1"}`, `{}`, `null`, `{"conn_id":"1","x":1}`, `[]`, `[{"filename":"x"}]`, `[{"filename":"x"},{}]`, `"x"`),
		`"x":1`,
	} {
		if r.IntN(4) > 0 {
			fields = append(fields, f)
		}
	}
	status := []int{200, 201, 202, 400, 401, 403, 404, 406, 422, 500}[r.IntN(10)]
	return message{
		method: o.Method, path: o.Path, status: status,
		mediaType: pick("application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/html", ""),
		body:      pick("{"+strings.Join(fields, ",")+"}", "{"+strings.Join(fields[:len(fields)/2], ",")+"}", "[]", "", "x"),
	}
}
