package mockserver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// Reading ahead. net/http reads on behind a request to notice that its client has left, but only as far as the next byte, and
// not while the body of the request has not been read whole: then a token would stay busy, for a client that is gone, until
// the gate opens or the latency ends. So while a request waits, its connection is read ahead of net/http, which finds later
// what was read, in the order in which it came.

// maxAhead is how many bytes are kept of what a client sends behind a request that waits: the longest header of a next
// request. A client that sends more than that is answered, and then its connection ends.
const maxAhead = 64 << 10

// ahead is what was read ahead on a connection.
type ahead struct {
	mu      sync.Mutex
	changed sync.Cond // of what follows
	left    func()    // is called when the client leaves; nil while no request waits
	inRead  bool      // net/http is reading: it notices itself when the client leaves, unless something comes before
	running bool      // a goroutine is reading ahead
	kept    []byte    // what it has read
	tooMuch bool      // more came than is kept, and all of it is thrown away
	gone    error     // the end of what can be read
	by      time.Time // net/http's deadline of reads
}

// errTooMuch is what net/http reads behind a request during which too much was sent.
// To net/http it is a failure of the network, which ends the connection without a word.
var errTooMuch = &net.OpError{Op: "read", Err: errors.New("too much was sent behind a request that waits")}

// Read reads for net/http what was read ahead, and then on.
func (c *conn) Read(p []byte) (n int, err error) {
	a := &c.ahead
	a.mu.Lock()
	defer a.mu.Unlock()
	for a.running && len(a.kept) == 0 {
		a.changed.Wait()
	}
	switch {
	case len(a.kept) > 0:
		n = copy(p, a.kept)
		if a.kept = a.kept[n:]; len(a.kept) == 0 {
			a.kept = nil
		}
		return n, nil
	case a.gone != nil:
		return 0, a.gone
	case a.tooMuch:
		return 0, errTooMuch
	}
	a.inRead = true
	a.mu.Unlock()
	n, err = c.Conn.Read(p)
	a.mu.Lock()
	a.inRead = false
	if a.endLocked(err); err == nil && a.left != nil {
		c.startLocked()
	}
	return n, err
}

// endLocked keeps in mind that nothing more can be read, unless a read has only been given up.
func (a *ahead) endLocked(err error) {
	if err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		return
	}
	a.gone = err
	if a.left != nil {
		a.left()
	}
}

// SetReadDeadline is what it is called, and keeps in mind what it was told.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.ahead.mu.Lock()
	c.ahead.by = t
	c.ahead.mu.Unlock()
	return c.Conn.SetReadDeadline(t)
}

// watch calls left once the client has left, until stop is called, which reports whether the client has sent too much
// meanwhile: then nothing more can be read. A client that has closed only its own half has left too.
func (c *conn) watch(left func()) (stop func() (tooMuch bool)) {
	a := &c.ahead
	a.mu.Lock()
	defer a.mu.Unlock()
	a.changed.L, a.left = &a.mu, left
	switch {
	case a.gone != nil:
		left()
	case !a.inRead && !a.running:
		c.startLocked()
	}
	return c.unwatch
}

func (c *conn) unwatch() (tooMuch bool) {
	a := &c.ahead
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left = nil
	if a.running {
		_ = c.Conn.SetReadDeadline(time.Unix(1, 0)) // long ago: it ends the Read that is under way
		for a.running {
			a.changed.Wait()
		}
		_ = c.Conn.SetReadDeadline(a.by)
	}
	return a.tooMuch
}

func (c *conn) startLocked() {
	c.ahead.running = true
	_ = c.Conn.SetReadDeadline(time.Time{}) // the request may wait for longer than its body might take
	go c.readAhead()
}

func (c *conn) readAhead() {
	a := &c.ahead
	buf := make([]byte, 4<<10)
	for more := true; more; {
		n, err := c.Conn.Read(buf)
		a.mu.Lock()
		a.keepLocked(buf[:n])
		a.endLocked(err)
		more = err == nil && a.left != nil
		a.running = more
		a.changed.Broadcast()
		a.mu.Unlock()
	}
}

func (a *ahead) keepLocked(read []byte) {
	if a.tooMuch = a.tooMuch || len(a.kept)+len(read) > maxAhead; a.tooMuch {
		a.kept = nil
		return
	}
	a.kept = append(a.kept, read...)
}

// waiting is a context for a request that waits: it ends when the client leaves, whatever it has sent before, or the server
// stops. It is told when the waiting is over, while the reply can still say that it is the last one. The request's own context
// would also end when its body has not arrived in time.
func (s *Server) waiting(w http.ResponseWriter, r *http.Request) (ctx context.Context, over func()) {
	c := connOf(r)
	if c == nil {
		return s.untilClosed(r.Context())
	}
	ctx, cancel := context.WithCancel(s.ctx)
	stop := c.watch(cancel)
	return ctx, func() {
		if stop() {
			lastReply(w, r)
		}
		cancel()
	}
}
