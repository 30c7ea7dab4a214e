package mockserver

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"wolkvoxmock/mockserver/intercept"
)

// guard keeps web pages and strangers out of the control API. On loopback only names of loopback are answered, so that
// a page cannot reach it through a name of its own (DNS rebinding); elsewhere, or when the server was given a token, a
// bearer token is asked for, or the session of one who has logged in to the console with it. A foreign Origin is refused, unless
// the server was told to let its pages in (WithAllowOrigin).
func (s *Server) guard(r *http.Request) *problem {
	if !strings.HasPrefix(r.URL.Path, adminPrefix) && r.URL.Path != metricsPath {
		return nil
	}
	if p := s.foreign(r); p != nil || s.AdminToken == "" || r.URL.Path == caPath {
		return p // a certificate is no secret, and who has to trust it may have no token
	}
	if sent := r.Header.Get("Authorization"); sent != "" {
		if sameSecret(bearer(sent), s.AdminToken) {
			return nil
		}
	} else if !s.allowed(r) && s.console.LoggedIn(r) {
		return nil
	}
	return newProblem(http.StatusUnauthorized, "unauthorized",
		"The control API needs the header Authorization: Bearer <admin token>; the server printed the token at its start.")
}

// foreign refuses what comes of a page of another origin and, without a token, by another way than this machine's loopback.
func (s *Server) foreign(r *http.Request) *problem {
	if origin := s.foreignOrigin(r); origin != "" && !s.allowed(r) {
		return newProblem(http.StatusForbidden, "foreign_origin",
			"The control API and the console do not answer pages of another origin (%s). For the control API "+
				"WithAllowOrigin, or serve --allow-origin, makes an exception.", origin)
	}
	if s.AdminToken == "" {
		if client := net.ParseIP(hostOf(r.RemoteAddr)); client != nil && !client.IsLoopback() {
			return newProblem(http.StatusForbidden, "foreign_client",
				"The control API and the console have no token, so they answer this machine only; serve --admin-token, or "+
					"WithAdminToken, gives them one.")
		}
		if !loopback(r.Host) {
			return newProblem(http.StatusForbidden, "foreign_host",
				"The control API and the console have no token, so they answer to localhost and to loopback addresses, not to "+
					"%q; serve --admin-token, or WithAdminToken, gives them one.", r.Host)
		}
		if host := reachedAs(r); intercept.IsService(host) {
			return newProblem(http.StatusForbidden, "foreign_host",
				"The control API and the console answer to localhost and to loopback addresses, not on a connection to %q.", host)
		}
	}
	return nil
}

// reachedAs is the host that the connection of a request was made to, as far as the client has said it before the request: to a
// proxy, or in TLS.
func reachedAs(r *http.Request) string {
	if c := connOf(r); c != nil && c.via != nil {
		return c.via.host
	}
	if r.TLS != nil {
		return r.TLS.ServerName
	}
	return ""
}

// foreignPage says which page of another origin a browser sends a request to the wolkvox API for, "" when there is none or any may
// (Q-CORS-OFF). A page that reaches the server by a name of its own (DNS rebinding) is foreign too: of the names the server
// knows localhost and its public URL, and an address is whoever it leads to. Without an Origin a browser says how the page is
// related; a page of another port of this machine is of the same site.
func (s *Server) foreignPage(r *http.Request) string {
	if !s.cfg.corsOff {
		return ""
	}
	site := r.Header.Get("Sec-Fetch-Site")
	for _, origin := range r.Header["Origin"] {
		if u, err := url.Parse(origin); err != nil || !strings.EqualFold(u.Host, r.Host) || !s.ownHost(r.Host) {
			return fmt.Sprintf("of the origin %.200q", origin)
		}
	}
	switch {
	case site == "" || site == "none":
		return ""
	case site != "same-origin":
		return fmt.Sprintf("of another origin (Sec-Fetch-Site: %.200q)", site)
	case !s.ownHost(r.Host):
		return fmt.Sprintf("of the host %.200q", r.Host)
	}
	return ""
}

// ownHost reports whether a host cannot be the name of somebody else.
func (s *Server) ownHost(host string) bool {
	public, _ := url.Parse(s.cfg.publicURL)
	return loopback(host) || net.ParseIP(hostOf(host)) != nil || host != "" && public != nil && strings.EqualFold(public.Host, host)
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
