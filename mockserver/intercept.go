package mockserver

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"wolkvoxmock/mockserver/intercept"
)

// Clients that have the address of the real service written into them arrive here in four ways, all on one port: in clear, in
// TLS, by CONNECT (with TLS or not inside), and with the whole address in the first line of a request, as to a proxy.

// Intercept says how clients with the address of the real service are taken in.
type Intercept struct {
	// Authority signs the certificates; the client has to trust it.
	Authority *intercept.Authority
	// Tunnel is the credential, user:password, with which requests for other hosts are passed on; "" passes on none.
	Tunnel string
	// TLSAddr is a further address to listen on, such as :443; "" is none.
	TLSAddr string
}

// WithIntercept lets Start take in clients that have the address of the real service written into them: its port speaks TLS too,
// and is a proxy for *.wolkvox.com. What a proxy is asked for beside that is refused, or passed on with a credential.
func WithIntercept(i Intercept) Option {
	return func(c *config) error {
		user, password, both := strings.Cut(i.Tunnel, ":")
		switch {
		case i.Authority == nil:
			return errors.New("WithIntercept: Authority is nil: expected one that intercept.Open made")
		case i.Tunnel != "" && (!both || user == "" || len(password) < 16):
			return errors.New("WithIntercept: Tunnel is no credential: expected user:password, with a password of 16 characters or more")
		}
		c.intercept = &i
		return nil
	}
}

// ProxyURL is what a client is given as its proxy, such as http://127.0.0.1:8042, with the credential if there is one; "" without
// interception.
func (s *Server) ProxyURL() string {
	if s.cfg.intercept == nil {
		return ""
	}
	u := url.URL{Scheme: "http", Host: strings.TrimPrefix(*s.url.Load(), "http://")}
	if user, password, is := strings.Cut(s.cfg.intercept.Tunnel, ":"); is {
		u.User = url.UserPassword(user, password)
	}
	return u.String()
}

// TLSAddr is the further address that Start listens on, "" without one.
func (s *Server) TLSAddr() string { return s.tlsAddr }

// CAFile is the file of the certificate that clients have to trust, "" without interception.
func (s *Server) CAFile() string {
	if s.cfg.intercept == nil {
		return ""
	}
	return s.cfg.intercept.Authority.File()
}

// caPath is where the certificate of the authority is, for who asks the server for it.
const caPath = adminPrefix + "certs/ca.crt"

// CACertificate is the certificate that clients have to trust, in PEM.
func (s *Server) CACertificate() ([]byte, error) {
	if s.cfg.intercept == nil {
		return nil, notFound(NoAuthority, "The server has no certificate authority; start it with serve --intercept, or WithIntercept.")
	}
	return s.cfg.intercept.Authority.PEM(), nil
}

// intercept lets the connections speak TLS.
func (s *Server) intercept() {
	s.inner = newConnQueue()
	s.conns.speak = func(c *conn) {
		c.speaks = &intercept.Conn{Conn: c.Conn, Authority: s.cfg.intercept.Authority}
		if c.via != nil {
			c.speaks.Host = c.via.host
		}
		c.speaks.Failed = func(h intercept.Handshake) {
			if s.arrivals.untrusted(h, c.client()) {
				s.cfg.log.Warn("a client does not trust the certificate authority; wolkvox-mock ca --help says how it comes to",
					text("host", h.Host), text("reason", h.Reason), text("client", c.client()), text("ca", s.CAFile()))
			}
		}
		c.Conn = c.speaks
	}
	s.listen(s.inner)
}

// A passage is how a connection came here inside of another one.
type passage struct {
	host   string // that the proxy was asked for
	client string // its User-Agent
}

// client is the User-Agent with which a proxy was asked for the connection.
func (c *conn) client() string {
	if c.via == nil {
		return ""
	}
	return c.via.client
}

// absoluteKey is the key of the scheme of a request that had its whole address in the first line.
type absoluteKey struct{}

// arrive takes in what a proxy is asked for. It is nil when the request has been dealt with; otherwise the request as the real
// service would get it.
func (s *Server) arrive(w http.ResponseWriter, r *http.Request) *http.Request {
	if c := connOf(r); c != nil && c.speaks != nil {
		if r.TLS = c.speaks.TLS(); r.TLS != nil && !c.asked {
			c.asked = true
			s.arrivals.trusted(intercept.CleanHost(r.TLS.ServerName), c.client())
		}
	}
	switch {
	case r.Method == http.MethodConnect:
		s.connect(w, r)
		return nil
	case r.URL.Host == "" && r.URL.Scheme == "":
		return r
	case r.URL.User != nil || r.URL.Host == "" || r.URL.Scheme != "http" && r.URL.Scheme != "https":
		s.refuse(w, r, newProblem(http.StatusBadRequest, "target_invalid",
			"The first line of the request has an address that is not of the form http://host/path or https://host/path."))
		return nil
	case !intercept.IsService(r.URL.Hostname()) && !s.isSelf(r.URL.Host, r.URL.Scheme):
		s.passOn(w, r)
		return nil
	}
	scheme := r.URL.Scheme
	r = r.WithContext(context.WithValue(r.Context(), absoluteKey{}, scheme))
	r.Header.Del("Proxy-Authorization")
	address := *r.URL
	address.Scheme, address.Host = "", ""
	r.URL, r.RequestURI = &address, address.RequestURI()
	return r
}

// connect answers CONNECT: with the server itself where the real service or this server is meant.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	c := connOf(r)
	host, port, err := net.SplitHostPort(r.Host)
	switch {
	case err != nil || port == "" || intercept.CleanHost(host) == "",
		r.URL.User != nil || r.URL.Path != "" || r.URL.RawQuery != "":
		s.refuse(w, r, newProblem(http.StatusBadRequest, "target_invalid",
			"CONNECT needs a host and a port, as in CONNECT wv0042.wolkvox.com:443."))
	case c == nil || c.speaks == nil || c.via != nil:
		s.refuse(w, r, newProblem(http.StatusForbidden, "not_passed_on", "There is no CONNECT inside of another one."))
	case intercept.IsService(host) || s.isSelf(r.Host, "https"):
		if inside := s.established(w); inside != nil {
			s.takeIn(inside, &passage{intercept.CleanHost(host), r.UserAgent()})
		}
	default:
		s.tunnel(w, r)
	}
}

// takeIn gives what comes inside of a connection to the server as a new one.
func (s *Server) takeIn(inside net.Conn, via *passage) {
	c := s.conns.take(inside, via)
	if err := s.inner.put(s.awaiting, c); err != nil {
		_ = c.Close()
	}
}

// established answers CONNECT, and takes the connection out of the hands of net/http. It is nil when the client has left.
func (s *Server) established(w http.ResponseWriter) net.Conn {
	c, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil
	}
	if _, err := io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		_ = c.Close()
		return nil
	}
	first, _ := buffered.Reader.Peek(buffered.Reader.Buffered())
	return intercept.Replay(c, first)
}

// isSelf reports whether a host is this server by an address of this machine's loopback, or by its public URL.
func (s *Server) isSelf(host, scheme string) bool {
	if public, err := url.Parse(s.cfg.publicURL); err == nil && host != "" && strings.EqualFold(public.Host, host) {
		return true
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = hostOf(host), map[string]string{"http": "80", "https": "443"}[scheme]
	}
	return intercept.IsLocal(name) && s.ownPort(port)
}

// ownPort reports whether the server listens on a port.
func (s *Server) ownPort(port string) bool {
	for _, addr := range []string{s.addr, s.tlsAddr} {
		if _, own, err := net.SplitHostPort(addr); err == nil && own == port {
			return true
		}
	}
	return false
}

// mayPass reports whether a request has the credential with which it is passed on.
func (s *Server) mayPass(r *http.Request) bool {
	want := s.cfg.intercept.Tunnel
	scheme, encoded, _ := strings.Cut(r.Header.Get("Proxy-Authorization"), " ")
	sent, err := base64.StdEncoding.DecodeString(strings.TrimLeft(encoded, " "))
	return err == nil && strings.EqualFold(scheme, "Basic") && want != "" && sameSecret(string(sent), want)
}

// refusePassage refuses to pass a request on, and says what to do.
func (s *Server) refusePassage(w http.ResponseWriter, r *http.Request, host string) {
	s.arrivals.refused(host)
	if s.cfg.intercept.Tunnel == "" {
		s.refuse(w, r, newProblem(http.StatusForbidden, "not_passed_on",
			"This is wolkvox-mock, which answers for *.wolkvox.com and passes nothing on to %.200q. Leave that host out of the proxy "+
				"(NO_PROXY), or start the program with wolkvox-mock run, which passes on what it sends to other hosts.", host))
		return
	}
	w.Header().Set("Proxy-Authenticate", `Basic realm="wolkvox-mock"`)
	s.refuse(w, r, newProblem(http.StatusProxyAuthRequired, "proxy_credential",
		"This is wolkvox-mock, which passes requests on to %.200q only with the credential of this run. It stands in the proxy "+
			"variables, such as HTTPS_PROXY: use the whole of it, user and password included, or leave the host out (NO_PROXY).", host))
}

// notHere refuses an address that no request is passed on to, though it has the credential: this machine, and so this server too.
func (s *Server) notHere(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := at.Addr().Unmap().WithZone("")
	if ip.IsLoopback() || ip.IsUnspecified() {
		return fmt.Errorf("%w: %s is this machine; leave the host out of the proxy (NO_PROXY)", errNotHere, ip)
	}
	if !s.ownPort(fmt.Sprint(at.Port())) {
		return nil
	}
	own, err := net.InterfaceAddrs()
	for _, a := range own {
		if n, is := a.(*net.IPNet); is && n.IP.Equal(net.IP(ip.AsSlice())) {
			return fmt.Errorf("%w: %s is this mock itself", errNotHere, at)
		}
	}
	return err
}

var errNotHere = errors.New("nothing is passed on to this machine")
