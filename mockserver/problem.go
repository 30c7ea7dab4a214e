package mockserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// A problem is an error of the control API, RFC 9457. The type is made of the kind and is stable.
type problem struct {
	Kind       callcenter.Kind
	Status     int
	Detail     string
	Violations []openapi.Violation
}

func newProblem(status int, kind callcenter.Kind, format string, args ...any) *problem {
	return &problem{Kind: kind, Status: status, Detail: fmt.Sprintf(format, args...)}
}

// statusOf is the HTTP status of each class of refusals.
var statusOf = map[callcenter.Class]int{
	callcenter.NotFound:  http.StatusNotFound,
	callcenter.Invalid:   http.StatusUnprocessableEntity,
	callcenter.Forbidden: http.StatusForbidden,
	callcenter.Conflict:  http.StatusConflict,
}

// Kinds of refusals that Server and World have beside those of callcenter. All are of type *Error.
const (
	WorldUnknown   Kind = "world_unknown"   // no world has this name, or it has been deleted
	GateUnknown    Kind = "gate_unknown"    // no such gate is shut
	RequestUnknown Kind = "request_unknown" // the journal keeps no such exchange
	TokenUnknown   Kind = "token_unknown"   // the world has no such token
	TooManyWait    Kind = "too_many_wait"   // journal.MaxWaiters wait for requests already
	NoneFound      Kind = "none_found"      // a read has nothing to list (Q-EMPTY-LIST)
	NoAuthority    Kind = "no_authority"    // the server intercepts nothing
	Taken          Kind = "conflict"        // another world has this name or token
)

// invalid refuses what a caller gave.
func invalid(err error) error {
	return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
}

func notFound(kind callcenter.Kind, format string, args ...any) error {
	return &callcenter.Error{Class: callcenter.NotFound, Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

func taken(format string, args ...any) error {
	return &callcenter.Error{Class: callcenter.Conflict, Kind: Taken, Detail: fmt.Sprintf(format, args...)}
}

// problemOf is the problem that an error of a method is.
func problemOf(err error) *problem {
	var refused *callcenter.Error
	if !errors.As(err, &refused) {
		return &problem{Kind: "internal", Status: http.StatusInternalServerError, Detail: err.Error()}
	}
	return &problem{Kind: refused.Kind, Status: statusOf[refused.Class], Detail: refused.Detail}
}

// refuse answers a request with a problem, which repeats no credential, whether its body has been read or not.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, p *problem) {
	refuseBody(w, r)
	c := s.secretsOf(r.Header.Get(s.tokenHeader))
	p.Detail = c.hide(p.Detail, maxDetail)
	p.write(w)
}

// maxDetail is how many bytes a detail has at most; see callcenter.MaxDetail.
const maxDetail = 2000

func (p problem) write(w http.ResponseWriter) {
	writeJSON(w, "application/problem+json", p.Status, p.view())
}

// view is the problem as it is shown.
func (p problem) view() any {
	words := strings.ReplaceAll(string(p.Kind), "_", " ")
	return struct {
		Type       string              `json:"type"`
		Title      string              `json:"title"`
		Status     int                 `json:"status"`
		Detail     string              `json:"detail"`
		Violations []openapi.Violation `json:"violations,omitempty"`
	}{"/problems/" + strings.ReplaceAll(words, " ", "-"), strings.ToUpper(words[:1]) + words[1:], p.Status, p.Detail, p.Violations}
}

// writeJSON writes an answer of the control API. Everything it is given can be JSON; were it not so, the client would
// find the answer cut off.
func writeJSON(w http.ResponseWriter, contentType string, status int, v any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(v)
}
