package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
	"wolkvoxmock/openapi"
)

var sampleFile = client.File{Name: "a \"é\".wav", Content: []byte("RIFF\r\n--")}

// call calls the method of an operation with the document's examples: of the required parameters in their order, the agent
// first, and of those that have a field in a struct.
func call(t *testing.T, c *client.Client, o *openapi.Operation) (any, error) {
	t.Helper()
	m := reflect.ValueOf(c).MethodByName(methods()[strings.ReplaceAll(o.Name, "_", "")])
	required := slices.DeleteFunc(slices.Clone(o.Parameters), func(p openapi.Parameter) bool {
		return !p.Required || p.Name == "api" || p.In == "header" || p.Kind == openapi.File
	})
	if i := slices.IndexFunc(required, func(p openapi.Parameter) bool { return p.Name == "agent_id" }); i > 0 {
		required = slices.Insert(slices.Delete(slices.Clone(required), i, i+1), 0, required[i])
	}
	args := []reflect.Value{reflect.ValueOf(t.Context())}
	for in := range m.Type().Ins() {
		switch {
		case in == reflect.TypeFor[context.Context]():
		case in == reflect.TypeFor[[]client.File]():
			args = append(args, reflect.ValueOf(sampleFile))
		case in.Kind() == reflect.Pointer:
			params := reflect.New(in.Elem())
			for field, value := range params.Elem().Fields() {
				i := slices.IndexFunc(o.Parameters, func(p openapi.Parameter) bool { return p.Name == field.Tag.Get("param") })
				value.Set(exampleFor(o.Parameters[i]))
			}
			args = append(args, params)
		default:
			args, required = append(args, exampleFor(required[0])), required[1:]
		}
	}
	out := m.Call(args)
	err, _ := out[1].Interface().(error)
	return out[0].Interface(), err
}

// methods are the names of the client's methods by those names in small letters.
func methods() map[string]string {
	names := map[string]string{}
	for m := range reflect.TypeFor[*client.Client]().Methods() {
		names[strings.ToLower(m.Name)] = m.Name
	}
	return names
}

// exampleFor is a value of a parameter for a method: the document's example, or two texts for a list.
func exampleFor(p openapi.Parameter) reflect.Value {
	if p.Kind != openapi.Text {
		return reflect.ValueOf([]string{"1", "2"})
	}
	return reflect.ValueOf(exampleText(p))
}

func exampleText(p openapi.Parameter) string {
	if p.Example != "" {
		return p.Example
	}
	return slices.Concat(p.Enum, []string{"1"})[0]
}

// Each operation has a method, and there is no other but these.
func TestMethods_areThoseOfTheDocument(t *testing.T) {
	t.Parallel()
	expected := []string{"call", "operations", "resetpassword"}
	for _, name := range documented(t) {
		expected = append(expected, strings.ReplaceAll(name, "_", ""))
	}
	slices.Sort(expected)
	if diff := cmp.Diff(expected, slices.Sorted(maps.Keys(methods()))); diff != "" {
		t.Errorf("methods, in small letters (-want +got):\n%s", diff)
	}
}

// A method sends what the document describes: each parameter under its name, in its place.
func TestMethods_send(t *testing.T) {
	t.Parallel()
	for _, o := range mustDocument(t).Operations {
		t.Run(o.Name, func(t *testing.T) {
			t.Parallel()
			got := sent(t, func(c *client.Client) { _, _ = call(t, c, o) })
			if diff := cmp.Diff(describedMessage(o), got); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
		})
	}
}

// A message is what a request carries.
type message struct {
	Method, Path, Query string
	JSON                map[string]any
	Files               []client.File
}

// describedMessage has every parameter of an operation, with the example that the samples have too.
func describedMessage(o *openapi.Operation) message {
	m := message{Method: o.Method, Path: o.Path}
	var query []string
	for _, p := range o.Parameters {
		value := exampleText(p)
		switch {
		case p.In == "header":
		case p.In == "query":
			query = append(query, p.Name+"="+url.QueryEscape(value))
		case p.Kind == openapi.File:
			m.Files = []client.File{sampleFile}
		case p.Kind == openapi.Text:
			m.set(p.Name, value)
		default:
			m.set(p.Name, []any{"1", "2"})
		}
	}
	m.Query = strings.Join(query, "&")
	return m
}

func (m *message) set(name string, value any) {
	if m.JSON == nil {
		m.JSON = map[string]any{}
	}
	m.JSON[name] = value
}

// sent is the request that a call sends; its reply is none.
func sent(t *testing.T, call func(*client.Client)) (m message) {
	t.Helper()
	call(mustClient(t, token, "http://127.0.0.1", within(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		m = mustMessage(t, r)
	}))))
	return m
}

// mustMessage reads a request.
func mustMessage(t *testing.T, r *http.Request) message {
	t.Helper()
	m := message{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery}
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch mediaType {
	case "application/json":
		if err := json.NewDecoder(r.Body).Decode(&m.JSON); err != nil {
			t.Error(err)
		}
	case "multipart/form-data":
		form, err := r.MultipartReader()
		for err == nil {
			part, end := form.NextPart()
			if end == io.EOF {
				break
			}
			content, failed := io.ReadAll(part)
			m.Files = append(m.Files, client.File{Name: part.FileName(), Content: content})
			err = errors.Join(end, failed)
			if part.FormName() != "file" {
				t.Errorf("the part is called %q", part.FormName())
			}
		}
		if err != nil {
			t.Error(err)
		}
	default:
		if b, err := io.ReadAll(r.Body); len(b) > 0 || err != nil {
			t.Errorf("a body without Content-Type: %s, error %v", b, err)
		}
	}
	return m
}

// A method reads what the document answers: each of its replies, with values for its variables.
func TestMethods_read(t *testing.T) {
	t.Parallel()
	for _, o := range mustDocument(t).Operations {
		for _, out := range o.Outcomes {
			t.Run(o.Name+" "+out.Name, func(t *testing.T) {
				t.Parallel()
				nothing, err := call(t, mustClient(t, token, "http://127.0.0.1", through(func(*http.Request) (*http.Response, error) {
					return nil, errors.New("no line")
				})), o)
				if !errors.Is(err, client.ErrFateUnknown) || typedData(t, nothing) != nil {
					t.Fatalf("without a reply: %+v, error %v", nothing, err)
				}
				body := out.Append(nil, filled(out, recordsOf(nothing), ""))
				got, err := call(t, mustClient(t, token, "http://127.0.0.1", answering(out.Status, body)), o)
				if out.Status/100 == 2 {
					mustSucceed(t, got, err, o.Name, out, body)
				} else {
					mustRefuse(t, got, err, o.Name, out, body)
				}
			})
		}
	}
}

func mustSucceed(t *testing.T, got any, err error, operation string, out *openapi.Outcome, body []byte) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	e := mustEnvelope(t, body)
	expected := client.Reply{Operation: operation, Status: out.Status, Code: e.Code, Msg: e.Msg, Outcome: out.Name, Body: body}
	if diff := cmp.Diff(expected, replyOf(got)); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
	data := e.Data
	if list, isList := data.([]any); isList && recordsOf(got) == 1 {
		data = list[0]
	}
	if diff := cmp.Diff(data, typedData(t, got)); diff != "" {
		t.Errorf("data of the document, and of the method (-want +got):\n%s", diff)
	}
}

// mustRefuse holds what a method returned against a refusal that is nothing else as well.
func mustRefuse(t *testing.T, got any, err error, operation string, out *openapi.Outcome, body []byte) {
	t.Helper()
	var refused *client.APIError
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	e := mustEnvelope(t, body)
	expected := &client.APIError{Operation: operation, Status: out.Status, Code: e.Code, Err: e.Error, Msg: e.Msg, Outcome: out.Name, Body: body}
	if diff := cmp.Diff(expected, refused); diff != "" {
		t.Errorf("refusal (-want +got):\n%s", diff)
	}
	beside := client.Reply{Operation: operation, Status: out.Status, Code: e.Code, Msg: e.Msg, Outcome: out.Name, Body: body}
	if diff := cmp.Diff(beside, replyOf(got)); diff != "" {
		t.Errorf("the reply beside the error (-want +got):\n%s", diff)
	}
	if data := typedData(t, got); data != nil {
		t.Errorf("data %v beside the error", data)
	}
	for _, is := range []error{client.ErrTokenBusy, client.ErrTokenRefused, client.ErrQuotaExceeded, client.ErrContract, client.ErrFateUnknown} {
		if errors.Is(err, is) {
			t.Errorf("%v is %q as well", err, is)
		}
	}
}

type envelope struct {
	Code, Error, Msg string
	Data             any
}

// mustEnvelope reads a reply, whose code may be an integer.
func mustEnvelope(t *testing.T, body []byte) envelope {
	t.Helper()
	var e struct {
		Code, Error, Msg, Data any
	}
	if err := json.Unmarshal(body, &e); err != nil {
		t.Fatal(err)
	}
	text := func(v any) string { s, _ := v.(string); return s }
	return envelope{fmt.Sprint(e.Code), text(e.Error), text(e.Msg), e.Data}
}

// replyOf is the Reply that every method returns, or has in what it returns.
func replyOf(got any) client.Reply {
	if r, ok := got.(client.Reply); ok {
		return r
	}
	return reflect.ValueOf(got).FieldByName("Reply").Interface().(client.Reply)
}

// recordsOf is how many records the data may have that a method returns: one, or many, of which two stand for all.
func recordsOf(got any) int {
	if data := reflect.ValueOf(got).FieldByName("Data"); data.IsValid() && data.Kind() == reflect.Slice {
		return 2
	}
	return 1
}

// typedData writes the data that a method has read the way that it was; nil when it has read none.
func typedData(t *testing.T, got any) any {
	t.Helper()
	data := reflect.ValueOf(got).FieldByName("Data")
	if !data.IsValid() || data.IsZero() {
		return nil
	}
	return written(t, data)
}

func written(t *testing.T, v reflect.Value) any {
	t.Helper()
	switch v.Kind() {
	case reflect.Slice:
		list := []any{}
		for _, item := range v.Seq2() {
			list = append(list, written(t, item))
		}
		return list
	case reflect.Struct:
		object := map[string]any{}
		for field, value := range v.Fields() {
			if key := field.Tag.Get("json"); key != "-" {
				object[key] = written(t, value)
				continue
			}
			for _, key := range value.MapKeys() {
				object[key.String()] = value.MapIndex(key).String()
			}
		}
		return object
	}
	return v.String()
}

// filled has for every variable its own name with the place of its record, and for every list so many records; a list within
// another has two.
func filled(out *openapi.Outcome, records int, place string) openapi.Data {
	d := openapi.Data{Lists: map[string]openapi.Records{}}
	for _, names := range append(slices.Collect(maps.Values(out.Lists)), out.Variables) {
		for _, name := range names {
			value := name + place
			if name == "services_time" {
				value = "40"
			}
			d.Values = append(d.Values, openapi.Value{Name: name, Value: value})
		}
	}
	if len(place) >= len(" 1 1") { // no list is nested deeper
		return d
	}
	for name := range out.Lists {
		var all []openapi.Data
		for i := range records {
			all = append(all, filled(out, 2, fmt.Sprintf("%s %d", place, i+1)))
		}
		d.Lists[name] = openapi.RecordsOf(all...)
	}
	return d
}

// answering answers every request with one reply.
func answering(status int, body []byte) client.Option {
	return within(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
}
