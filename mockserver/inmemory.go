package mockserver

import (
	"context"
	"net"
	"net/http"
	"sync"

	"wolkvoxmock/client"
)

// Clients without a socket: for tests that are fast, that run under testing/synctest, or whose program has the address of
// the real service written into it.

// InMemory makes Start listen on no socket: the clients of Client and HTTPClient reach the server, nobody else does. A
// test under testing/synctest needs it, for a goroutine that waits for the network stops the time of its bubble; the server
// is started in the bubble.
func InMemory() Option {
	return func(c *config) error { c.inMemory = true; return nil }
}

// inMemoryURL is the address of a server that listens on no socket. It is one of loopback, which the control API answers.
const inMemoryURL = "http://wolkvox-mock.localhost"

// HTTPClient sends every request to the mock, without a socket and whatever its address is, https too: what would go to
// https://wv0042.wolkvox.com goes to the mock with that as its host.
func (s *Server) HTTPClient() *http.Client { return s.httpClient("") }

// HTTPClient sends every request to this world, without a socket and whatever its address is, https too.
func (w *World) HTTPClient() *http.Client { return w.server.httpClient(w.name) }

// Client is a client of the wolkvox API in this world, with the world's first token and without a socket. Further
// options come after those. It fails the test when an option is refused.
func (w *World) Client(t Tester, opts ...client.Option) *client.Client {
	t.Helper()
	v := w.View()
	if v.Token == "" {
		t.Fatalf("mockserver: world %s: Client: the world has no token; call AddToken first", w.name)
		return nil
	}
	all := append([]client.Option{client.WithHTTPClient(w.HTTPClient()), client.WithBaseURL(v.URL)}, opts...)
	c, err := client.New(v.Server, v.Token, all...)
	if err != nil {
		t.Fatalf("mockserver: world %s: Client: %v", w.name, err)
	}
	return c
}

func (s *Server) httpClient(world string) *http.Client {
	return &http.Client{Transport: shortcut{s.memory.transport(s), world}}
}

// A shortcut takes requests to the mock, whatever their address is.
type shortcut struct {
	to    http.RoundTripper
	world string // "": what the request says
}

func (c shortcut) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme = "http"
	if c.world != "" {
		r.Header.Set(worldHeader, c.world)
	}
	return c.to.RoundTrip(r)
}

// memory is a listener without a socket, and the connections to it. It listens from its first use.
type memory struct {
	once sync.Once
	connQueue
	client *http.Transport
}

// transport reaches the server through memory.
func (m *memory) transport(s *Server) *http.Transport {
	m.once.Do(func() {
		m.connQueue = newConnQueue()
		m.client = &http.Transport{DialContext: m.dial}
		s.listen(listener{m, &s.conns})
	})
	return m.client
}

func (m *memory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	if err := m.put(ctx, far); err != nil {
		return nil, err
	}
	return near, nil
}

// Close is called once: net/http sees to it.
func (m *memory) Close() error {
	_ = m.connQueue.Close()
	m.client.CloseIdleConnections()
	return nil
}

// A connQueue is a listener for connections that are made within the program.
type connQueue struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newConnQueue() connQueue { return connQueue{make(chan net.Conn), make(chan struct{})} }

// put gives a connection to whoever accepts.
func (q connQueue) put(ctx context.Context, c net.Conn) error {
	select {
	case q.conns <- c:
		return nil
	case <-q.closed:
		return net.ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Accept, Close and Addr are those of a net.Listener.
func (q connQueue) Accept() (net.Conn, error) {
	select {
	case conn := <-q.conns:
		return conn, nil
	case <-q.closed:
		return nil, net.ErrClosed
	}
}

// Close is called once: net/http sees to it.
func (q connQueue) Close() error {
	close(q.closed)
	return nil
}

// Addr is no address.
func (q connQueue) Addr() net.Addr { return memoryAddr{} }

type memoryAddr struct{}

func (memoryAddr) Network() string { return "memory" }
func (memoryAddr) String() string  { return "memory" }
