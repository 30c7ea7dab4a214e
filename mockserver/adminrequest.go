package mockserver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// with reads the request's body, which the document has accepted already, into a value.
func with[T any](f func(*adminRequest, T) (any, error)) func(*adminRequest) (any, error) {
	return func(a *adminRequest) (any, error) {
		var v T
		if len(a.body) > 0 {
			if err := decodeStrict(a.body, &v); err != nil {
				return nil, invalid(fmt.Errorf("body: %w", err))
			}
		}
		return f(a, v)
	}
}

// decodeStrict refuses unknown fields. A type that reads itself does so too; a decoder before it would copy the body once more.
func decodeStrict(data []byte, into any) error {
	if own, is := into.(json.Unmarshaler); is {
		return own.UnmarshalJSON(data)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// asItIs is the center of a snapshot that nobody else has.
func asItIs(c *callcenter.Center) *callcenter.Center { return c }

// An adminRequest is one request to the control API.
type adminRequest struct {
	s      *Server
	w      http.ResponseWriter
	r      *http.Request
	admin  *openapi.Document
	world  *World // nil where the path names none
	path   map[string]string
	values openapi.Values
	body   []byte

	reached string // where the caller reached the server, such as http://localhost:8042
}

func (a *adminRequest) conn() callcenter.ConnID { return a.path["conn_id"] }

func (a *adminRequest) codeGroup() callcenter.CodeGroup {
	return callcenter.CodeGroup(a.path["type_code"])
}

// A statusChange says what an agent does next.
type statusChange struct {
	Status Status `json:"status"`
}

// A stateChange says what an auxiliary state is called.
type stateChange struct {
	Description string `json:"description"`
}

// A dncChange says in which direction a number is on the do-not-call list.
type dncChange struct {
	Type callcenter.Direction `json:"type"`
}

func (a *adminRequest) search() journal.Query {
	_, paged := a.values.Lookup("after")
	return journal.Query{
		Operation: a.values.Get("operation"), Outcome: a.values.Get("outcome"),
		Evidence: openapi.Evidence(a.values.Get("evidence")), AgentID: a.values.Get("agent_id"),
		TokenSuffix: a.values.Get("token_suffix"),
		Violations:  a.values.Get("violations") == "true",
		After:       a.number("after"), Count: a.number("count"), Limit: a.number("limit"), Oldest: paged,
	}
}

// number is a parameter that the document describes as a number; 0 when it is absent.
func (a *adminRequest) number(name string) int {
	n, _ := strconv.Atoi(a.values.Get(name))
	return n
}

// pathNumber is a part of the path that the document describes as a number.
func (a *adminRequest) pathNumber(name string) int {
	n, _ := strconv.Atoi(a.path[name])
	return n
}

// requests answers with what is there: at once, or when as many are there as are waited for, or at the timeout.
func (a *adminRequest) requests() (any, error) {
	q := a.search()
	if a.values.Get("timeout") == "" {
		return a.world.Requests(q), nil
	}
	var page any
	err := a.awaiting(func(ctx context.Context) (err error) { page, err = a.world.AwaitRequests(ctx, q); return err })
	return page, err
}

// demanded is a verdict under the demands of the request.
func (a *adminRequest) demanded(v Verdict) (any, error) {
	d, err := verdict.ParseDemands(a.values.Get("min_coverage"), a.values.Get("forbid_evidence"))
	if err != nil {
		return nil, invalid(err)
	}
	return v.Under(d), nil
}

// awaiting waits until the timeout of the request, which is no error, and neither is that the server stops.
func (a *adminRequest) awaiting(wait func(context.Context) error) error {
	timeout, err := time.ParseDuration(cmp.Or(a.values.Get("timeout"), waitLimit.String()))
	if err != nil {
		return invalid(fmt.Errorf("timeout is %q: expected a duration such as 500ms, 5s, 2m", a.values.Get("timeout")))
	}
	if err := callcenter.CheckDuration("timeout", timeout, callcenter.MaxWait); err != nil {
		return invalid(err)
	}
	ctx, over := a.s.waiting(a.w, a.r)
	defer over()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err = wait(ctx); errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (a *adminRequest) document(contentType string, format openapi.Format) (any, error) {
	body, err := a.s.doc.Render(openapi.View(cmp.Or(a.values.Get("view"), string(openapi.ViewPortable))), format, a.reached)
	return long{raw{contentType, body, true}}, err
}

// metrics are the figures of the server.
func (a *adminRequest) metrics() (any, error) {
	var body bytes.Buffer
	err := a.s.WriteMetrics(&body)
	return raw{metricsType, body.Bytes(), false}, err
}

// caCertificate is the certificate that clients have to trust.
func (a *adminRequest) caCertificate() (any, error) {
	pem, err := a.s.CACertificate()
	return raw{"application/x-pem-file", pem, false}, err
}

// awaitGate answers with the gate as it is at the timeout, which is no error.
func (a *adminRequest) awaitGate() (any, error) {
	var g fault.Gate
	err := a.awaiting(func(ctx context.Context) (err error) {
		g, err = a.world.AwaitGate(ctx, a.path["gate"], a.number("waiting"))
		return err
	})
	return g, err
}

// full is a list that is [] in JSON when it is empty, not null.
func full[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// view is a world with the URL that the caller reached.
func (a *adminRequest) view(w *World, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	v := w.View()
	v.URL = a.reached
	return v, nil
}

func (a *adminRequest) views(worlds []*World) []any {
	all := make([]any, len(worlds))
	for i, w := range worlds {
		all[i], _ = a.view(w, nil)
	}
	return all
}
