package mockserver

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"wolkvoxmock/mockserver/intercept"
)

// The connections that Start accepts, on a socket or in memory. Another server that has this one as its http.Handler has
// connections of its own, on which all of this is left to net/http.

// A conn is a connection, with what net/http has not: a client that leaves while its request waits is noticed whatever it
// has sent before (ahead.go), who takes a reply slowly gets it whole, and who is still sending when the reply comes can read
// it before the connection ends.
type conn struct {
	net.Conn
	conns   *conns
	fresh   bool        // no request has come yet; of the goroutine that serves the connection
	lingers atomic.Bool // its last reply leaves while the client may still be sending
	ended   atomic.Bool // it counts as open no more
	ahead   ahead

	speaks *intercept.Conn // TLS or not; nil without interception
	via    *passage        // how it came here; nil when it was accepted on a socket
	asked  bool            // a request has come in TLS
}

// conns are the connections of a server.
type conns struct {
	timeout time.Duration   // how long a client may take nothing of its reply
	closing context.Context // ends when no connection shall linger
	speak   func(*conn)     // lets a connection speak TLS; nil without interception

	mu      sync.Mutex
	fresh   map[*conn]struct{} // those on which no request has come yet
	open    int                // how many have not ended (settle.go)
	ended   chan struct{}      // is closed when all have
	stopped bool
}

// A listener accepts connections of ours.
type listener struct {
	net.Listener
	conns *conns
}

func (l listener) Accept() (net.Conn, error) {
	inner, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return l.conns.take(&patient{Conn: inner, timeout: l.conns.timeout}, nil), nil
}

// take makes a connection of ours.
func (cs *conns) take(beneath net.Conn, via *passage) *conn {
	c := &conn{Conn: beneath, conns: cs, via: via}
	cs.opened()
	if cs.speak != nil {
		cs.speak(c)
	}
	return c
}

type connKey struct{}

func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// connOf is the connection of a request, nil when it is none of ours.
func connOf(r *http.Request) *conn {
	c, _ := r.Context().Value(connKey{}).(*conn)
	return c
}

// track keeps in mind which connections have brought no request yet: net/http's Shutdown gives those five seconds.
func (cs *conns) track(nc net.Conn, state http.ConnState) {
	c, ours := nc.(*conn)
	if !ours || state != http.StateNew && !c.fresh {
		return
	}
	c.fresh = state == http.StateNew
	cs.mu.Lock()
	late := c.fresh && cs.stopped
	if delete(cs.fresh, c); c.fresh && !late {
		cs.fresh[c] = struct{}{}
	}
	cs.mu.Unlock()
	if late {
		_ = c.Conn.Close()
	}
}

// closeFresh closes the connections that have brought no request, those that are silent and those in the middle of a header.
// It is called once net/http answers no further request: so none is cut off that would have had a reply.
func (cs *conns) closeFresh() {
	cs.mu.Lock()
	cs.stopped = true
	fresh := slices.Collect(maps.Keys(cs.fresh))
	cs.mu.Unlock() // beneath one that came inside of another there is another of ours
	for _, c := range fresh {
		_ = c.Conn.Close()
	}
}

// NetConn is the connection beneath.
func (c *conn) NetConn() net.Conn { return c.Conn }

// SetWriteDeadline does nothing: whoever writes beneath sets his own.
func (c *conn) SetWriteDeadline(time.Time) error { return nil }

// SetDeadline is that of reads.
func (c *conn) SetDeadline(t time.Time) error { return c.SetReadDeadline(t) }

// CloseWrite says that nothing more comes.
func (c *conn) CloseWrite() error { return closeWrite(c.Conn) }

func closeWrite(c net.Conn) error {
	if half, can := c.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// Close lingers first if it has to: to close a connection on which the client is still sending resets it, and with it goes
// the reply that the client has not read yet (RFC 9112, 9.6).
func (c *conn) Close() error {
	if !c.ended.Swap(true) {
		defer c.conns.closed()
	}
	if c.lingers.Swap(false) && c.conns.closing.Err() == nil {
		c.linger()
	}
	return c.Conn.Close()
}

// A patient connection is the one to the client, beneath TLS too, where a write that has timed out would be the last.
type patient struct {
	net.Conn
	timeout time.Duration
	writeBy time.Time // the deadline of writes, of the goroutine that writes
	told    bool      // somebody has set one
}

// NetConn is the connection beneath.
func (c *patient) NetConn() net.Conn { return c.Conn }

// Write gives the client a time to take what is written, which begins anew as long as it takes some: a slow client gets a
// long reply whole, one that takes nothing is cut off after the timeout, or half of it. So the deadline need not be set for
// each of many short replies.
func (c *patient) Write(p []byte) (n int, err error) {
	for {
		if now := systemNow(); !c.told && c.writeBy.Sub(now) < c.timeout/2 {
			c.writeBy = now.Add(c.timeout)
			_ = c.Conn.SetWriteDeadline(c.writeBy)
		}
		written, err := c.Conn.Write(p[n:])
		n += written
		if err == nil || written == 0 || c.told || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
	}
}

// SetWriteDeadline is what it is called, and no write renews it: TLS sets one for its farewell.
func (c *patient) SetWriteDeadline(t time.Time) error {
	c.told = true
	return c.Conn.SetWriteDeadline(t)
}

// CloseWrite says that nothing more comes, where the network can say so.
func (c *patient) CloseWrite() error { return closeWrite(c.Conn) }

// How long a connection lingers: until the client has closed it, has been silent for some time, or has sent too much.
const (
	lingerSilence = time.Second
	lingerTime    = 10 * time.Second
)

func (c *conn) linger() {
	stop := context.AfterFunc(c.conns.closing, func() { _ = c.Conn.Close() })
	defer stop()
	_ = c.CloseWrite()
	buf := make([]byte, 16<<10)
	end := systemNow().Add(lingerTime)
	for left := maxDiscard; left > 0; {
		by := systemNow().Add(lingerSilence)
		if by.After(end) {
			by = end
		}
		_ = c.Conn.SetReadDeadline(by)
		n, err := c.Conn.Read(buf)
		if err != nil {
			return
		}
		left -= n
	}
}

// lastReply makes the reply to a request the last one on its connection, which the client can read even if it is still
// sending.
func lastReply(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Connection", "close")
	if c := connOf(r); c != nil {
		c.lingers.Store(true)
	}
}
