package mockserver

import (
	"encoding/json"
	"errors"
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

// problemStatus are the kinds whose status is not 409 Conflict: the request was fine, the world is not as it needs.
var problemStatus = map[callcenter.Kind]int{
	callcenter.AgentUnknown: http.StatusNotFound,
	callcenter.CallUnknown:  http.StatusNotFound,
	worldUnknown:            http.StatusNotFound,
	gateUnknown:             http.StatusNotFound,
	tokenUnknown:            http.StatusNotFound,
	callcenter.Invalid:      http.StatusUnprocessableEntity,
}

// problemOf is the problem that an error of a method is.
func problemOf(err error) *problem {
	var refused *callcenter.Error
	if !errors.As(err, &refused) {
		return &problem{Kind: "internal", Status: http.StatusInternalServerError, Detail: err.Error()}
	}
	p := &problem{Kind: refused.Kind, Status: http.StatusConflict, Detail: refused.Detail}
	if status, ok := problemStatus[refused.Kind]; ok {
		p.Status = status
	}
	return p
}

func (p problem) write(w http.ResponseWriter) {
	words := strings.ReplaceAll(string(p.Kind), "_", " ")
	writeJSON(w, "application/problem+json", p.Status, struct {
		Type       string              `json:"type"`
		Title      string              `json:"title"`
		Status     int                 `json:"status"`
		Detail     string              `json:"detail"`
		Violations []openapi.Violation `json:"violations,omitempty"`
	}{"/problems/" + strings.ReplaceAll(words, " ", "-"), strings.ToUpper(words[:1]) + words[1:], p.Status, p.Detail, p.Violations})
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

// invalid refuses what a caller gave.
func invalid(err error) error {
	return &callcenter.Error{Kind: callcenter.Invalid, Detail: err.Error()}
}
