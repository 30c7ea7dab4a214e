package mockserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
)

const credential = "wolkvox:0123456789abcdef"

func authority(t testing.TB) *intercept.Authority {
	t.Helper()
	a, err := intercept.Open(t.TempDir())
	ok(t, err)
	return a
}

// trusts is how a client speaks TLS that trusts the authority; nil is one that does not.
func trusts(a *intercept.Authority) *tls.Config {
	roots := x509.NewCertPool()
	if a != nil {
		roots.AddCert(a.Certificate())
	}
	return &tls.Config{RootCAs: roots}
}

// runIntercepting is a server that intercepts.
func runIntercepting(t testing.TB, tunnel string, opts ...mockserver.Option) (*mockserver.Server, *intercept.Authority) {
	t.Helper()
	a := authority(t)
	s := mockserver.Run(t, append(opts, mockserver.WithIntercept(mockserver.Intercept{Authority: a, Tunnel: tunnel, TLSAddr: "127.0.0.1:0"}))...)
	return s, a
}

// A byHand is a connection on which requests are written by hand.
type byHand struct {
	t    testing.TB
	conn net.Conn
	in   *bufio.Reader
}

func newRaw(t testing.TB, conn net.Conn) *byHand {
	t.Cleanup(func() { _ = conn.Close() })
	return &byHand{t, conn, bufio.NewReader(conn)}
}

func dialRaw(t testing.TB, addr string) *byHand {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	ok(t, err)
	return newRaw(t, conn)
}

// secure speaks TLS from here on.
func (c *byHand) secure(config *tls.Config, name string) *byHand {
	config = config.Clone()
	config.ServerName = name
	return newRaw(c.t, tls.Client(c.conn, config))
}

func (c *byHand) send(text string) {
	c.t.Helper()
	_, err := io.WriteString(c.conn, text)
	ok(c.t, err)
}

// ask sends the beginning of a request and has its answer.
func (c *byHand) ask(head string) answer {
	c.t.Helper()
	c.send(head + "\r\n\r\n")
	method, _, _ := strings.Cut(head, " ")
	res, err := http.ReadResponse(c.in, &http.Request{Method: method})
	ok(c.t, err)
	if method == http.MethodConnect && res.StatusCode == http.StatusOK {
		return answer{res.StatusCode, res.Header, ""} // what follows is of another connection
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(c.t, err)
	return answer{res.StatusCode, res.Header, string(body)}
}

// connected has asked for a host as one asks a proxy.
func (c *byHand) connected(host string) *byHand {
	c.t.Helper()
	if got := c.ask("CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: robot/1"); got.status != http.StatusOK {
		c.t.Fatalf("CONNECT %s: %d\n%s", host, got.status, got.body)
	}
	return c
}

// In whatever way a client arrives, the same server answers it as the real service would; what came in clear is noted.
func TestIntercept_onePort(t *testing.T) {
	t.Parallel()
	s, a := runIntercepting(t, "")
	const host, path = "wv0042.wolkvox.com", "/api/v2/agentbox.php?api=mute&agent_id=12989"
	at := strings.TrimPrefix(s.URL(), "http://")
	for _, tt := range []struct {
		what string
		conn func() *byHand
		line string // host and path of the first line
		host string
		rule string
	}{
		{"in clear, by the address", func() *byHand { return dialRaw(t, at) }, path, at, ""},
		{"in clear, by the name", func() *byHand { return dialRaw(t, at) }, path, host, "plain-http"},
		{"TLS by the name", func() *byHand { return dialRaw(t, at).secure(trusts(a), host) }, path, host, ""},
		{"TLS by the name, in capitals", func() *byHand { return dialRaw(t, at).secure(trusts(a), "WV0042.Wolkvox.com") }, path, host, ""},
		{"TLS by the address", func() *byHand { return dialRaw(t, at).secure(trusts(a), "127.0.0.1") }, path, at, ""},
		{"TLS beside", func() *byHand { return dialRaw(t, s.TLSAddr()).secure(trusts(a), host) }, path, host, ""},
		{"CONNECT and TLS", func() *byHand { return dialRaw(t, at).connected(host+":443").secure(trusts(a), host) }, path, host, ""},
		{"CONNECT to another port", func() *byHand { return dialRaw(t, at).connected("WOLKVOX.com.:8443").secure(trusts(a), host) }, path, host, ""},
		{"CONNECT to an address, TLS by the name", func() *byHand { return dialRaw(t, at).connected(at).secure(trusts(a), host) }, path, host, ""},
		{"CONNECT in clear", func() *byHand { return dialRaw(t, at).connected(host + ":80") }, path, host, "plain-http"},
		{"CONNECT in clear, by another name", func() *byHand { return dialRaw(t, at).connected(host + ":80") }, path, "localhost", "plain-http"},
		{"CONNECT in TLS", func() *byHand {
			return dialRaw(t, at).secure(trusts(a), "localhost").connected(host+":443").secure(trusts(a), host)
		}, path, host, ""},
		{"whole address", func() *byHand { return dialRaw(t, at) }, "http://" + host + path, host, "plain-http"},
		{"whole address, https", func() *byHand { return dialRaw(t, at) }, "https://" + host + ":443" + path, host, ""},
		{"whole address of the mock", func() *byHand { return dialRaw(t, at) }, "http://" + at + path, at, ""},
		{"whole address, another Host", func() *byHand { return dialRaw(t, at) }, "https://" + host + path, "example.com", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			w := s.Default()
			w.ClearRequests()
			c := tt.conn()
			for range 2 { // the connection goes on
				got := c.ask(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nProxy-Connection: keep-alive\r\nwolkvox-token: %s", tt.line, tt.host, w.Token()))
				if got.status != http.StatusOK || got.outcome() != "mute_toggled" {
					t.Errorf("%d %s\n%s", got.status, got.outcome(), got.body)
				}
			}
			e := newest(t, w)
			rules := ""
			for _, v := range e.Violations {
				rules += string(v.Rule)
				if v.Expected != "https://"+host || !strings.HasPrefix(v.Try, "curl ") {
					t.Errorf("expected %s, try %s", v.Expected, v.Try)
				}
			}
			if e.Request.Target != path || rules != tt.rule {
				t.Errorf("the journal has %s, %q, want %s, %q", e.Request.Target, rules, path, tt.rule)
			}
		})
	}
}

// In memory nothing is in clear, and a proxy in front of the mock says what came to it.
func TestIntercept_plainHTTPIsNotNoted(t *testing.T) {
	t.Parallel()
	hosted := box("mute", "agent_id=12989")
	hosted.host = "wv0042.wolkvox.com"
	s, _ := runIntercepting(t, "")
	callerOf(t, s.Default()).send(hosted.with("X-Forwarded-Proto", "https"))
	without := mockserver.Run(t)
	callerOf(t, without.Default()).send(hosted)
	memory := mockserver.Run(t, mockserver.InMemory(), mockserver.WithIntercept(mockserver.Intercept{Authority: authority(t)}))
	c := callerOf(t, memory.Default())
	c.http = memory.HTTPClient()
	c.send(hosted)
	for _, s := range []*mockserver.Server{s, without, memory} {
		for _, v := range newest(t, s.Default()).Violations {
			if v.Rule == mockserver.RulePlainHTTP {
				t.Errorf("noted: %v", v)
			}
		}
	}
}

func proxyHeader(credential string) string {
	return "\r\nProxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(credential))
}

// Whatever the trick, nothing is passed on without the credential of the run, and nothing to this machine with it.
func TestIntercept_neverAnOpenProxy(t *testing.T) {
	t.Parallel()
	closed, _ := runIntercepting(t, "")
	open, _ := runIntercepting(t, credential)
	here, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	t.Cleanup(func() { _ = here.Close() })
	go func() {
		for {
			c, err := here.Accept()
			if err != nil {
				return
			}
			t.Error("a connection was passed on")
			_ = c.Close()
		}
	}()
	_, port, err := net.SplitHostPort(here.Addr().String())
	ok(t, err)
	_, own, err := net.SplitHostPort(open.Addr())
	ok(t, err)
	right, known := proxyHeader(credential), []int{403, 407, 403}
	for _, tt := range []struct {
		target string
		want   []int // without a credential, by the server that has none; by the one that has one; with it
	}{
		{"CONNECT example.com:443", []int{403, 407, 0}},
		{"CONNECT wolkvox.com.evil.com:443", []int{403, 407, 0}},
		{"CONNECT evilwolkvox.com:443", []int{403, 407, 0}},
		{"CONNECT 127.0.0.1:" + port, known},
		{"CONNECT localhost:" + port, known},
		{"CONNECT [::ffff:127.0.0.1]:" + port, known},
		{"CONNECT 0.0.0.0:" + port, known},
		{"CONNECT [::]:" + port, known},
		{"CONNECT 0:" + port, []int{403, 407, 0}}, // no address, and the resolver may know it or not
		{"CONNECT 0.0.0.0:" + own, known},
		{"CONNECT 127.1:" + port, []int{403, 407, 0}},
		{"CONNECT wv0042.wolkvox.com", []int{400, 400, 400}},
		{"CONNECT wv0042.wolkvox.com:443@127.0.0.1:" + port, []int{400, 400, 400}},
		{"CONNECT wv0042.wolkvox.com@127.0.0.1:" + port, []int{400, 400, 400}},
		{"CONNECT /wv0042.wolkvox.com:443", []int{400, 400, 400}},
		{"CONNECT wv0042.wolkvox.com:443/127.0.0.1:" + port, []int{400, 400, 400}},
		{"GET http://example.com/", []int{403, 407, 0}},
		{"GET http://127.0.0.1:" + port + "/", known},
		{"GET http://localhost:" + port + "/", known},
		{"GET https://127.0.0.1:" + port + "/", known},
		{"GET http://[::1]:" + port + "/", []int{403, 407, 0}},
		{"GET http://wv0042.wolkvox.com@127.0.0.1:" + port + "/", []int{400, 400, 400}},
		{"GET http://wv0042.wolkvox.com:80@127.0.0.1:" + port + "/", []int{400, 400, 400}},
		{"GET ftp://wv0042.wolkvox.com/", []int{400, 400, 400}},
		{"GET http:wv0042.wolkvox.com", []int{400, 400, 400}},
	} {
		t.Run(tt.target, func(t *testing.T) {
			head := tt.target + " HTTP/1.1\r\nHost: wv0042.wolkvox.com"
			for _, try := range []struct {
				what   string
				server *mockserver.Server
				header string
				want   int
			}{
				{"no credential here", closed, right, tt.want[0]},
				{"none sent", open, "", tt.want[1]},
				{"a wrong one", open, proxyHeader(credential + "0"), tt.want[1]},
				{"a part of it", open, proxyHeader(credential[:len(credential)-1]), tt.want[1]},
				{"none, encoded", open, proxyHeader(""), tt.want[1]},
				{"another scheme", open, strings.Replace(right, "Basic", "Bearer", 1), tt.want[1]},
				{"to the wrong place", open, strings.Replace(right, "Proxy-", "", 1), tt.want[1]},
				{"the right one", open, right, tt.want[2]},
			} {
				if try.want == 0 {
					continue // it goes out of this machine
				}
				got := dialRaw(t, try.server.Addr()).ask(head + try.header)
				if got.status != try.want {
					t.Errorf("%s: %d, want %d\n%s", try.what, got.status, try.want, got.body)
				}
				if challenge := got.header.Get("Proxy-Authenticate") != ""; challenge != (try.want == 407) {
					t.Errorf("%s: the challenge is %q", try.what, got.header.Get("Proxy-Authenticate"))
				}
				if strings.Contains(got.body, credential[8:]) {
					t.Errorf("%s: the answer repeats the credential", try.what)
				}
			}
		})
	}
	for _, inside := range []string{"CONNECT wv0042.wolkvox.com:443", "CONNECT 127.0.0.1:" + port} { // a loop
		if got := dialRaw(t, open.Addr()).connected("wv0042.wolkvox.com:80").ask(inside + " HTTP/1.1\r\nHost: x" + right); got.status != http.StatusForbidden {
			t.Errorf("%s inside of a CONNECT: %d", inside, got.status)
		}
	}
	refused := open.Arrivals().Refused
	if len(refused) == 0 || refused[0] != (mockserver.Tunnel{Host: "example.com:443", Times: 6}) {
		t.Errorf("the refused are %v", refused)
	}
}

// The addresses of this machine, whatever their form, and the mock itself by any of them.
func TestIntercept_notHere(t *testing.T) {
	t.Parallel()
	s, _ := runIntercepting(t, credential)
	for _, address := range []string{"127.0.0.1:1", "127.9.9.9:443", "[::1]:1", "0.0.0.0:1", "[::]:1", "[::ffff:127.0.0.1]:1", "[::ffff:0.0.0.0]:1", "[::1%lo]:1", "nonsense"} {
		if s.NotHere(address) == nil {
			t.Errorf("%s is let through", address)
		}
	}
	for _, address := range []string{"10.0.0.1:443", "[2001:db8::1]:443", "192.0.2.1" + s.Addr()[strings.LastIndexByte(s.Addr(), ':'):]} {
		if err := s.NotHere(address); err != nil {
			t.Errorf("%s is refused: %v", address, err)
		}
	}
	own, err := net.InterfaceAddrs()
	ok(t, err)
	for _, a := range own {
		if n, is := a.(*net.IPNet); is && !n.IP.IsLoopback() && s.NotHere(net.JoinHostPort(n.IP.String(), s.Addr()[strings.LastIndexByte(s.Addr(), ':')+1:])) == nil {
			t.Errorf("the mock itself is let through, at %s", n.IP)
		}
	}
}

// An upstream answers what it got, in clear and as one that echoes.
func upstream(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Connection", "x-hop")
		w.Header().Set("X-Hop", "1")
		_, _ = fmt.Fprintf(w, "%s %s %s %q %v", r.Method, r.Host, r.RequestURI, body, r.Header)
	})}
	go func() { _ = s.Serve(ln) }()
	t.Cleanup(func() { _ = s.Close() })
	return ln.Addr().String()
}

// passesOn is a server that passes on to this machine too, where the hosts of a test are.
func passesOn(t *testing.T, opts ...mockserver.Option) *mockserver.Server {
	s, _ := runIntercepting(t, credential, opts...)
	s.Refuses(func(string) error { return nil })
	return s
}

// With its credential a request reaches another host as it was sent, without what concerns the proxy.
func TestIntercept_passesOn(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s, to := passesOn(t, log.option()), upstream(t)
	got := dialRaw(t, s.Addr()).ask("POST http://" + to + "/a%2Fb?x=1;y=%zz HTTP/1.1\r\nHost: ignored\r\nConnection: keep-alive, X-Mine\r\nX-Mine: 1\r\n" +
		"Proxy-Connection: keep-alive\r\nX-Forwarded-For: 9.9.9.9\r\nKeep: this\r\nContent-Length: 0" + proxyHeader(credential))
	if want := `POST ` + to + ` /a%2Fb?x=1;y=%zz "" map[Content-Length:[0] Keep:[this] X-Forwarded-For:[9.9.9.9]]`; got.body != want || got.header.Get("X-Hop") != "" {
		t.Errorf("got\n%s %v, want\n%s", got.body, got.header, want)
	}
	proxy, err := url.Parse(s.ProxyURL())
	ok(t, err)
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy)}}
	defer client.CloseIdleConnections()
	res, err := client.Post("http://"+to+"/", "text/plain", strings.NewReader("hello"))
	ok(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(t, err)
	if !strings.HasPrefix(string(body), "POST "+to+` / "hello" map[`) || strings.Contains(string(body), "Proxy") {
		t.Errorf("by net/http: %s", body)
	}
	c := dialRaw(t, s.Addr())
	if got := c.ask("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + proxyHeader(credential)); got.status != http.StatusOK {
		t.Fatalf("CONNECT: %d\n%s", got.status, got.body)
	}
	if got := c.ask("GET /in HTTP/1.1\r\nHost: inside\r\nProxy-Authorization: mine"); got.body != `GET inside /in "" map[Proxy-Authorization:[mine]]` {
		t.Errorf("through the tunnel: %s", got.body)
	}
	if got := dialRaw(t, s.Addr()).ask("GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: x" + proxyHeader(credential)); got.status != http.StatusBadGateway {
		t.Errorf("nobody there: %d\n%s", got.status, got.body)
	}
	if s.Arrivals().Requests != 0 || strings.Contains(log.String(), credential[8:]) {
		t.Errorf("it is seen as a request to the API, or the credential is logged:\n%s", log)
	}
}

// Each side of a tunnel can end alone, and the other hears of it; both end with the server.
func TestIntercept_tunnelEnds(t *testing.T) {
	t.Parallel()
	s := passesOn(t)
	there, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer there.Close()
	dial := func() (near, far net.Conn) {
		c := dialRaw(t, s.Addr())
		c.send("CONNECT " + there.Addr().String() + " HTTP/1.1\r\nHost: x" + proxyHeader(credential) + "\r\n\r\nearly ")
		far, err := there.Accept()
		ok(t, err)
		t.Cleanup(func() { _ = far.Close() })
		res, err := http.ReadResponse(c.in, &http.Request{Method: http.MethodConnect})
		ok(t, err)
		if res.StatusCode != http.StatusOK {
			t.Fatalf("CONNECT: %d", res.StatusCode)
		}
		return c.conn, far
	}
	mustRead := func(c net.Conn, want string) {
		t.Helper()
		if got, err := io.ReadAll(c); err != nil || string(got) != want {
			t.Errorf("read %q, %v, want %q", got, err, want)
		}
	}
	near, far := dial()
	_, err = io.WriteString(near, "question")
	ok(t, err)
	ok(t, near.(*net.TCPConn).CloseWrite())
	mustRead(far, "early question")
	_, err = io.WriteString(far, "answer")
	ok(t, err)
	ok(t, far.Close())
	mustRead(near, "answer")

	near, far = dial()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	_, _ = io.Copy(io.Discard, near)
	_, _ = io.Copy(io.Discard, far) // both return
	if got := s.Arrivals(); got.Requests != 0 || got.Refused != nil {
		t.Errorf("arrivals: %+v", got)
	}
}

// A silent client, one in the middle of its handshake, and one that has nothing to ask do not hold up the end.
func TestIntercept_shutdown(t *testing.T) {
	t.Parallel()
	s, a := runIntercepting(t, "")
	dialRaw(t, s.Addr()).send("\x16\x03\x01")
	dialRaw(t, s.TLSAddr())
	shaken := dialRaw(t, s.Addr()).connected("wv0042.wolkvox.com:443").secure(trusts(a), "wv0042.wolkvox.com")
	ok(t, shaken.conn.(*tls.Conn).Handshake())
	dialRaw(t, s.Addr()).connected("wv0042.wolkvox.com:443")
	dialRaw(t, s.Addr()).connected("wv0042.wolkvox.com:443").send("\x16\x03")
	idle := dialRaw(t, s.Addr()).secure(trusts(a), "localhost")
	idle.ask("GET /health HTTP/1.1\r\nHost: localhost")
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	if _, err := idle.in.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("the idle connection ends with %v", err)
	}
	if got := s.Arrivals().Untrusted; got != nil {
		t.Errorf("the server itself ended them: %v", got)
	}
}

// Who leaves while his request waits is noticed in TLS too, and the token is free.
func TestIntercept_clientLeavesInTLS(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s, a := runIntercepting(t, "", log.option())
	w := s.Default()
	for _, leave := range []func(*byHand){
		func(c *byHand) { _ = c.conn.Close() },
		func(c *byHand) { c.send("GET /next HT"); _ = c.conn.Close() },
		func(c *byHand) { _ = resets(c.conn.(*tls.Conn).NetConn().(*net.TCPConn)) },
	} {
		gate := shut(t, w, "", 1)
		c := dialRaw(t, s.Addr()).connected("wv0042.wolkvox.com:443").secure(trusts(a), "wv0042.wolkvox.com")
		c.send(fmt.Sprintf("%s\r\nHost: wv0042.wolkvox.com\r\nwolkvox-token: %s\r\n\r\n", postPause, w.Token()))
		await(t, w, gate, 1)
		leave(c)
		log.await("given up before the operation")
		ok(t, w.OpenGate(gate))
	}
	callerOf(t, w).mustGet("status_changed", box("change_status", "agent_id=12991&status=101"))
}

// A client in TLS may be slow: what it takes renews the time. It is cut off when it takes nothing, when it does not finish its
// handshake, and when it does not begin one.
func TestIntercept_slowInTLS(t *testing.T) {
	t.Parallel()
	for stops, want := range map[bool]error{false: nil, true: io.ErrUnexpectedEOF} {
		t.Run(fmt.Sprint("stops: ", stops), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, config := inMemoryTLS(t)
				secure := newRaw(t, tls.Client(c, config))
				secure.send("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
				res, err := http.ReadResponse(secure.in, nil)
				ok(t, err)
				read := 0
				for err = nil; err == nil; {
					var n int64
					n, err = io.CopyN(io.Discard, res.Body, 10_000)
					read += int(n)
					pause := 2 * time.Second // of the bubble; a record, which is more, is taken whole
					if stops {
						pause = 21 * time.Second
					}
					<-time.After(pause)
				}
				if err == io.EOF {
					err = nil
				}
				if !errors.Is(err, want) || read < 10_000 {
					t.Errorf("after %d bytes %v, want %v", read, err, want)
				}
			})
		})
	}
	for _, begun := range []string{"", "\x16", "\x16\x03\x01\x02\x00\x01"} {
		t.Run(fmt.Sprintf("only %q", begun), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, _ := inMemoryTLS(t)
				began := time.Now()
				if begun != "" {
					_, err := io.WriteString(c, begun)
					ok(t, err)
				}
				_, _ = io.Copy(io.Discard, c)
				if passed := time.Since(began); passed > 11*time.Second {
					t.Errorf("it lasted %s", passed)
				}
			})
		})
	}
}

// inMemoryTLS is a connection in a bubble, and how to speak TLS on it.
func inMemoryTLS(t *testing.T) (net.Conn, *tls.Config) {
	a := authority(t)
	s := mockserver.Run(t, mockserver.InMemory(), mockserver.WithIntercept(mockserver.Intercept{Authority: a}))
	c, err := s.Dial(t.Context())
	ok(t, err)
	t.Cleanup(func() { _ = c.Close() })
	config := trusts(a)
	config.ServerName = "localhost"
	return c, config
}

// The control API is reached by loopback names only: not by a connection to the real service's name, whatever the Host says.
func TestIntercept_guard(t *testing.T) {
	t.Parallel()
	s, a := runIntercepting(t, "")
	const service = "wv0042.wolkvox.com"
	at := s.Addr()
	for _, tt := range []struct {
		what string
		conn func() *byHand
		line string
		head string
		want int
	}{
		{"TLS to localhost", func() *byHand { return dialRaw(t, at).secure(trusts(a), "localhost") }, "", "Host: localhost", 200},
		{"TLS to localhost, the Host of another", func() *byHand { return dialRaw(t, at).secure(trusts(a), "localhost") }, "", "Host: evil.com", 403},
		{"TLS to the service", func() *byHand { return dialRaw(t, at).secure(trusts(a), service) }, "", "Host: " + service, 403},
		{"TLS to the service, another Host", func() *byHand { return dialRaw(t, at).secure(trusts(a), service) }, "", "Host: localhost", 403},
		{"CONNECT to the service, another Host", func() *byHand { return dialRaw(t, at).connected(service + ":80") }, "", "Host: localhost", 403},
		{"CONNECT to the service, TLS to another", func() *byHand { return dialRaw(t, at).connected(service+":443").secure(trusts(a), "localhost") }, "", "Host: localhost", 403},
		{"CONNECT to the mock", func() *byHand { return dialRaw(t, at).connected(at) }, "", "Host: " + at, 200},
		{"whole address of the service", func() *byHand { return dialRaw(t, at) }, "http://" + service, "Host: localhost", 403},
		{"whole address of the mock", func() *byHand { return dialRaw(t, at) }, "http://" + at, "Host: x", 200},
		{"whole address of the mock, by a page", func() *byHand { return dialRaw(t, at) }, "http://" + at, "Host: x\r\nOrigin: http://evil.com", 403},
		{"whole address of another", func() *byHand { return dialRaw(t, at) }, "http://evil.com", "Host: localhost", 403},
	} {
		t.Run(tt.what, func(t *testing.T) {
			if got := tt.conn().ask("GET " + tt.line + "/__admin/worlds HTTP/1.1\r\n" + tt.head); got.status != tt.want {
				t.Errorf("%d, want %d\n%s", got.status, tt.want, got.body)
			}
		})
	}
}

// Whoever has to trust the certificate can have it, without a token, but no page.
func TestIntercept_certificate(t *testing.T) {
	t.Parallel()
	for _, opts := range [][]mockserver.Option{nil, {mockserver.WithAdminToken("secret-of-the-control-api")}} {
		s, a := runIntercepting(t, "", opts...)
		get := ask{method: "GET", target: "/__admin/certs/ca.crt"}
		got := newCaller(t, s.URL(), "").send(get)
		if got.status != http.StatusOK || got.body != string(a.PEM()) || got.header.Get("Content-Type") != "application/x-pem-file" {
			t.Errorf("%d %v\n%s", got.status, got.header, got.body)
		}
		if got := newCaller(t, s.URL(), "").send(get.with("Origin", "https://evil.com")); got.status != http.StatusForbidden {
			t.Errorf("to a page: %d", got.status)
		}
	}
}

// A listener beside that others reach asks for a token of the control API, as the port itself does.
func TestIntercept_adminTokenBeside(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithIntercept(mockserver.Intercept{Authority: authority(t), TLSAddr: ":0"}))
	if s.AdminToken == "" {
		t.Error("it asks for none")
	}
}

// Clients that do not trust the authority are told from those that have left for another reason, and from scanners.
func TestIntercept_untrusted(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s, a := runIntercepting(t, "", log.option())
	const host = "wv0042.wolkvox.com"
	direct := func() *byHand { return dialRaw(t, s.TLSAddr()) }
	proxied := func() *byHand { return dialRaw(t, s.Addr()).connected(host + ":443") }
	shake := func(c *byHand, config *tls.Config, name string) {
		t.Helper()
		secure := c.secure(config, name).conn.(*tls.Conn)
		_ = secure.Handshake()
		_ = secure.Close()
	}
	blind := &tls.Config{InsecureSkipVerify: true}
	shake(direct(), blind, "")                            // a scanner, which asks for nobody
	shake(direct(), trusts(a), "evil.com")                // there is no certificate for it
	dialRaw(t, s.Addr()).send("\x16")                     // not even that
	shake(direct(), &tls.Config{MaxVersion: 0x302}, host) // too old to shake hands
	for range 2 {
		shake(direct(), trusts(nil), host)
	}
	shake(proxied(), trusts(nil), host)
	log.await("a client does not trust")
	shake(proxied(), blind, host) // as Node.js does, which looks at the certificate afterwards
	until(func() bool { return len(s.Arrivals().Untrusted) == 3 })
	want := []mockserver.Handshake{
		{Host: host, Reason: "it says so: tls: bad certificate", Times: 2},
		{Host: host, Reason: "it says so: tls: bad certificate", Client: "robot/1", Times: 1},
		{Host: host, Reason: "it closed the connection right after the handshake, without a request", Client: "robot/1", Times: 1},
	}
	if got := s.Arrivals().Untrusted; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("untrusted\n%v\nwant\n%v", got, want)
	}
	proxied().secure(trusts(a), host).ask("GET /health HTTP/1.1\r\nHost: " + host) // so it had left for another reason
	if got := s.Arrivals().Untrusted; fmt.Sprint(got) != fmt.Sprint(want[:2]) {
		t.Errorf("after a request\n%v\nwant\n%v", got, want[:2])
	}
	c := proxied()
	ok(t, c.conn.(*net.TCPConn).SetLinger(0))
	hello := &firstFlight{Conn: c.conn}
	_ = tls.Client(hello, &tls.Config{ServerName: "wv0043.wolkvox.com", RootCAs: trusts(a).RootCAs}).Handshake()
	_ = c.conn.Close()
	until(func() bool { return len(s.Arrivals().Untrusted) == 3 })
	if got := s.Arrivals().Untrusted[2]; got.Reason != "it closed the connection when it saw the certificate" || got.Host != "wv0043.wolkvox.com" {
		t.Errorf("gone in the middle: %v", got)
	}
}

// A firstFlight is a connection that ends when the first of the answer has come.
type firstFlight struct{ net.Conn }

func (c *firstFlight) Read(p []byte) (int, error) {
	_, _ = c.Conn.Read(p)
	return 0, io.EOF
}

// However many hosts and clients there are, only so much is kept.
func TestIntercept_arrivalsAreBounded(t *testing.T) {
	t.Parallel()
	s, _ := runIntercepting(t, "")
	for i := range 150 {
		dialRaw(t, s.Addr()).ask(fmt.Sprintf("CONNECT host%d.example:443 HTTP/1.1\r\nHost: x", i))
	}
	if n := len(s.Arrivals().Refused); n != 100 {
		t.Errorf("%d hosts are kept", n)
	}
}

// A start that fails leaves nothing running.
func TestIntercept_startFails(t *testing.T) { //nolint:paralleltest // it looks at all goroutines
	waiting := func() int {
		stacks := make([]byte, 1<<20)
		return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "connQueue.Accept(")
	}
	before := waiting()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer taken.Close()
	a := authority(t)
	for _, addr := range [][2]string{{taken.Addr().String(), ""}, {"127.0.0.1:0", taken.Addr().String()}} {
		for range 10 {
			if s, err := mockserver.Start(mockserver.WithAddr(addr[0]), mockserver.WithIntercept(mockserver.Intercept{Authority: a, TLSAddr: addr[1]})); err == nil {
				s.Close()
				t.Fatalf("%v: it has started", addr)
			}
		}
	}
	until(func() bool { return waiting() <= before })
}

func TestIntercept_options(t *testing.T) {
	t.Parallel()
	a := authority(t)
	for _, i := range []mockserver.Intercept{{}, {Authority: a, Tunnel: "no-colon-in-it-at-all"}, {Authority: a, Tunnel: "user:short"}, {Authority: a, Tunnel: ":0123456789abcdef"}} {
		if _, err := mockserver.New(mockserver.WithIntercept(i)); err == nil || !strings.Contains(err.Error(), "WithIntercept: ") {
			t.Errorf("%+v: %v", i, err)
		}
	}
	if s := mockserver.Run(t); s.ProxyURL() != "" || s.CAFile() != "" || s.TLSAddr() != "" {
		t.Error("a server that intercepts nothing is no proxy")
	}
	s, _ := runIntercepting(t, credential)
	if want := "http://" + credential + "@" + s.Addr(); s.ProxyURL() != want {
		t.Errorf("the proxy is %s, want %s", s.ProxyURL(), want)
	}
}
