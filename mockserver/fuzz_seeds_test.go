package mockserver_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// What the targets start from: each operation as the document shows it.

// exampleOf is a request for an operation with every parameter of the document, and with its examples.
func exampleOf(tb testing.TB, o *openapi.Operation) ask {
	tb.Helper()
	query, fields, form := url.Values{}, map[string]any{}, new(bytes.Buffer)
	w := multipart.NewWriter(form)
	ok(tb, w.SetBoundary("boundary"))
	for _, p := range o.Parameters {
		example := cmp.Or(p.Example, strings.Join(p.Enum[:min(1, len(p.Enum))], ""), "3000000001")
		switch {
		case p.In == "query":
			query.Set(p.Name, example)
		case p.Kind == openapi.File:
			part, err := w.CreateFormFile(p.Name, "a.pdf")
			ok(tb, err)
			_, err = part.Write([]byte("%PDF-1.7"))
			ok(tb, err)
		case p.In == "body" && p.Kind == openapi.List:
			fields[p.Name] = []string{example, "3000000002"}
		case p.In == "body":
			fields[p.Name] = example
		}
	}
	ok(tb, w.Close())
	a := ask{method: o.Method, target: o.Path + "?" + query.Encode()}
	switch {
	case o.HasForm():
		a.body, a.header = form.String(), []string{"Content-Type", "multipart/form-data; boundary=boundary"}
	case o.HasBody():
		b, err := json.Marshal(fields)
		ok(tb, err)
		a.body, a.header = string(b), []string{"Content-Type", "application/json"}
	}
	return a
}

// Each operation is reached by its example, as FuzzRequest sends it, and none of it is a violation.
func TestExampleOf_reachesEveryOperation(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	s := mockserver.Run(t)
	for _, o := range doc.Operations {
		w := s.NewWorld(t)
		a := exampleOf(t, o)
		r := httptest.NewRequest(a.method, a.target, strings.NewReader(a.body))
		r.Header = http.Header{"Wolkvox-Token": {w.Token()}, "Content-Type": a.header[min(1, len(a.header)):]}
		reply := httptest.NewRecorder()
		s.ServeHTTP(reply, r)
		name, _, _ := strings.Cut(reply.Header().Get("X-Wolkvox-Mock"), "/")
		if name != o.Name {
			t.Errorf("%s %s is answered by %q, want %s", a.method, a.target, name, o.Name)
		}
		if v := newest(t, w).Violations; len(v) > 0 {
			t.Errorf("%s: the example breaks the document: %+v", o.Name, v)
		}
	}
}
