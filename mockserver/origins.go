package mockserver

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Which web pages may use the control API: those of the server's own origin, and of those that it was told to let in.

// WithAllowOrigin lets web pages of these origins use the control API, each as a browser names it in Origin:
// https://crm.example, or http://localhost:3000. Such a page sends the token of the control API, when one is asked for, in
// its header Authorization; the cookie of the console is not for it. No pattern is taken, and no "*": who may use the control
// API may change all that the mock has.
func WithAllowOrigin(origins ...string) Option {
	return func(c *config) error {
		for _, origin := range origins {
			u, err := url.Parse(origin)
			switch {
			case origin == "*":
				return fmt.Errorf("WithAllowOrigin: got %q: expected each origin by its name, such as https://crm.example; "+
					"of any page on the web none may use the control API", origin)
			case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.Contains(u.Host, "*"):
				return fmt.Errorf("WithAllowOrigin: got %q: expected an origin such as https://crm.example or "+
					"http://localhost:3000", origin)
			case origin != originOf(u):
				return fmt.Errorf("WithAllowOrigin: got %q: expected %q, as a browser names it", origin, originOf(u))
			}
			c.allowOrigins = append(c.allowOrigins, origin)
		}
		return nil
	}
}

// originOf is the origin of a URL as a browser names it: in small letters, without the port that its scheme has anyway.
func originOf(u *url.URL) string {
	scheme := strings.ToLower(u.Scheme)
	host := strings.TrimSuffix(strings.ToLower(u.Host), map[string]string{"http": ":80", "https": ":443"}[scheme])
	return scheme + "://" + host
}

// allowed reports whether a request to the control API comes of a page of an origin that WithAllowOrigin names.
func (s *Server) allowed(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, adminPrefix) && slices.Contains(s.cfg.allowOrigins, r.Header.Get("Origin"))
}

// foreignOrigin says which other origin the page is of that a browser sends a request for; "" when there is none. A link may lead
// here from anywhere, a form may not.
func (s *Server) foreignOrigin(r *http.Request) string {
	if origin := r.Header.Get("Origin"); origin != "" && !s.ownOrigin(r, origin) {
		return fmt.Sprintf("%q", origin)
	}
	link := r.Header.Get("Sec-Fetch-Mode") == "navigate" && (r.Method == http.MethodGet || r.Method == http.MethodHead)
	switch site := r.Header.Get("Sec-Fetch-Site"); {
	case site == "", site == "none", site == "same-origin", link:
		return ""
	default:
		return fmt.Sprintf("Sec-Fetch-Site: %q", site) // of a picture, say, which has no Origin
	}
}

// ownOrigin reports whether an origin is the one that a request was sent to, or that of the public URL: what stands before the
// server there may have given the request another host.
func (s *Server) ownOrigin(r *http.Request, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return false
	}
	public, err := url.Parse(s.cfg.publicURL)
	return strings.EqualFold(u.Host, r.Host) || err == nil && originOf(public) == origin
}

// allow lets a page of an origin that WithAllowOrigin names read what it gets of the control API. What its browser asks
// beforehand (CORS: a preflight), it answers, and reports that.
func (s *Server) allow(w http.ResponseWriter, r *http.Request) (answered bool) {
	if len(s.cfg.allowOrigins) == 0 || !strings.HasPrefix(r.URL.Path, adminPrefix) {
		return false
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	if !s.allowed(r) || s.foreign(r) != nil {
		return false
	}
	h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	if r.Method != http.MethodOptions {
		return false
	}
	refuseBody(w, r)
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}
