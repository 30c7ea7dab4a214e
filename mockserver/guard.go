package mockserver

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// guard keeps web pages and strangers out of the control API. On loopback only names of loopback are answered, so that
// a page cannot reach it through a name of its own (DNS rebinding); elsewhere, or when the server was given a token, a
// bearer token is asked for. A foreign Origin is refused in any case.
func (s *Server) guard(r *http.Request) *problem {
	if !strings.HasPrefix(r.URL.Path, adminPrefix) {
		return nil
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) {
			return newProblem(http.StatusForbidden, "foreign_origin",
				"The control API does not answer pages of another origin (%q).", origin)
		}
	}
	if s.AdminToken == "" {
		if client := net.ParseIP(hostOf(r.RemoteAddr)); client != nil && !client.IsLoopback() {
			return newProblem(http.StatusForbidden, "foreign_client",
				"The control API has no token, so it answers this machine only; give the server one with WithAdminToken.")
		}
		if !loopback(r.Host) {
			return newProblem(http.StatusForbidden, "foreign_host",
				"The control API answers to localhost and to loopback addresses, not to %q.", r.Host)
		}
		return nil
	}
	if sent := bearer(r.Header.Get("Authorization")); sent == "" || !sameSecret(sent, s.AdminToken) {
		return newProblem(http.StatusUnauthorized, "unauthorized",
			"The control API needs the header Authorization: Bearer <admin token>; the server printed the token at its start.")
	}
	return nil
}

// bearer is the token of a header such as "Bearer 7b64", the scheme in any case (RFC 9110, 11.1); "" of any other.
func bearer(header string) string {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimLeft(token, " ")
}

// sameSecret compares in a time that tells nothing of what is expected, not even its length.
func sameSecret(sent, expected string) bool {
	a, b := sha256.Sum256([]byte(sent)), sha256.Sum256([]byte(expected))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// hostOf is a host without its port.
func hostOf(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return strings.Trim(address, "[]")
}

// loopback reports whether a host is this machine by its name.
func loopback(host string) bool {
	host = strings.ToLower(hostOf(host))
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
