package mockserver

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
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
	callcenter.InputInvalid: http.StatusUnprocessableEntity,
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

// guard keeps web pages and strangers out of the control API. On loopback only names of loopback are answered, so that
// a page cannot reach it through a name of its own (DNS rebinding); elsewhere, or when the server was given a token, a
// bearer token is asked for. A foreign Origin is refused in any case.
func (s *Server) guard(r *http.Request) *problem {
	if !strings.HasPrefix(r.URL.Path, adminPrefix) {
		return nil
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) {
			return &problem{Kind: "foreign_origin", Status: http.StatusForbidden, Detail: fmt.Sprintf("The control API does not answer pages of another origin (%q).", origin)}
		}
	}
	if s.AdminToken == "" {
		if client := net.ParseIP(hostOf(r.RemoteAddr)); client != nil && !client.IsLoopback() {
			return &problem{Kind: "foreign_client", Status: http.StatusForbidden, Detail: "The control API has no token, so it answers this machine only; give the server one with WithAdminToken."}
		}
		if !loopback(r.Host) {
			return &problem{Kind: "foreign_host", Status: http.StatusForbidden, Detail: fmt.Sprintf("The control API answers to localhost and to loopback addresses, not to %q.", r.Host)}
		}
		return nil
	}
	sent, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer || subtle.ConstantTimeCompare([]byte(sent), []byte(s.AdminToken)) != 1 {
		return &problem{Kind: "unauthorized", Status: http.StatusUnauthorized, Detail: "The control API needs the header Authorization: Bearer <admin token>; the server printed the token when it started."}
	}
	return nil
}

// hostOf is a host without its port.
func hostOf(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return strings.Trim(address, "[]")
}

func loopback(host string) bool {
	host = strings.ToLower(hostOf(host))
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
