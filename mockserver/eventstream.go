package mockserver

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// The stream of a world's events for the control API: server-sent events (WHATWG HTML, 9.2).

const (
	streamRate   = 8 << 20                // bytes in a second that all readers of a world together are sent, about
	streamRest   = 50 * time.Millisecond  // between two parts, so that what happens at once is told at once
	longRest     = time.Second            // the longest, and that after a gap: more happens than a reader takes
	heartbeat    = 15 * time.Second       // of silence
	writeTimeout = 5 * time.Second        // for a client to take what is written; then it is cut off
	stopTimeout  = 200 * time.Millisecond // the same, when the server stops
	writeSize    = 64 << 10               // bytes that are written at a time
)

// An eventStream is the answer to a request for events.
type eventStream struct {
	world *World
	r     *http.Request
	at    cursor
	leave func()
}

// events answers with a stream: from Last-Event-ID or else `after` on, or with what comes next.
func (a *adminRequest) events() (any, error) {
	from := a.values.Get("after")
	if id := a.r.Header.Get("Last-Event-ID"); id != "" {
		from = id
	}
	after, err := strconv.Atoi(cmp.Or(from, "0"))
	if err != nil || after < 0 {
		return nil, invalid(fmt.Errorf("Last-Event-ID is %.40q: expected the id of an event, a number", from))
	}
	if from == "" {
		after = look(a.world, func(s *state) int { return s.journal.Latest() })
	}
	leave, err := a.world.subscribe()
	if err != nil {
		return nil, err
	}
	return &eventStream{a.world, a.r, cursor{after: after, board: a.values.Get("board") == "true"}, leave}, nil
}

// serve writes until the client has gone or is cut off, the world is deleted, or the server stops.
func (e *eventStream) serve(w http.ResponseWriter) {
	defer e.leave()
	s := e.world.server
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // of a proxy in between
	h.Set("Connection", "close")     // its deadlines are not those of replies
	w.WriteHeader(http.StatusOK)
	if e.r.Method == http.MethodHead {
		return
	}
	ctx, over := s.waiting(w, e.r)
	defer over()
	ctx, cancel := either(ctx, s.awaiting)
	defer cancel()
	out := &streamWriter{w: w, control: http.NewResponseController(w), stopping: s.awaiting}
	if c := connOf(e.r); c != nil {
		out.client = c.lowest()
		stop := context.AfterFunc(s.awaiting, out.hurry)
		defer stop()
	}
	if !out.write([]byte("retry: 1000\n\n")) {
		return
	}
	switch err := e.tell(ctx, out); {
	case isDeleted(err):
		out.end("world deleted")
	case s.awaiting.Err() != nil:
		out.end("server stopping")
	}
}

// tell writes what happens. It returns nil when the client has been cut off, or has logged out of the console.
func (e *eventStream) tell(ctx context.Context, out *streamWriter) error {
	for {
		if e.world.server.guard(e.r) != nil {
			return nil // its session has ended
		}
		begun := e.at.begun
		m, err := e.world.follow(&e.at)
		switch {
		case err != nil:
			return err
		case m.more != nil:
			if wait(ctx, heartbeat, m.more); !isClosed(m.more) && ctx.Err() == nil && !out.write([]byte(":\n\n")) {
				return nil
			}
		default:
			if !out.message(&m) {
				return nil
			}
			wait(ctx, out.rest(&m, begun), nil)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// A streamWriter writes to a client that takes it in time.
type streamWriter struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	client   *patient // nil on a connection that is none of ours
	stopping context.Context
	written  int // since the last rest
}

// message writes what there is of a message, in its order.
func (o *streamWriter) message(m *message) bool {
	if m.gap != nil && !o.write(appendEvent(nil, Event{Gap: m.gap})) || m.whole != nil && !o.write(m.whole()) {
		return false
	}
	return (m.part == nil || o.write(m.part.stream())) && (m.delta == nil || o.write(m.delta()))
}

// rest is how long a reader rests after a message.
func (o *streamWriter) rest(m *message, begun bool) time.Duration {
	sent := o.written * m.readers
	if o.written = 0; m.gap != nil && begun {
		return longRest
	}
	return min(max(streamRest, time.Duration(sent)*(time.Second/streamRate)), longRest)
}

// write reports whether the client has taken it.
func (o *streamWriter) write(b []byte) bool {
	for len(b) > 0 {
		n := min(len(b), writeSize)
		o.limit(systemNow().Add(writeTimeout))
		if o.stopping.Err() != nil {
			o.hurry()
		}
		if _, err := o.w.Write(b[:n]); err != nil || o.control.Flush() != nil {
			return false
		}
		b = b[n:]
		o.written += n
	}
	return true
}

func (o *streamWriter) limit(by time.Time) {
	if o.client != nil {
		_ = o.client.SetWriteDeadline(by)
	} else {
		_ = o.control.SetWriteDeadline(by)
	}
}

// hurry ends soon a write that is under way when the server stops.
func (o *streamWriter) hurry() {
	by := systemNow().Add(stopTimeout)
	if o.client != nil {
		_ = o.client.Conn.SetWriteDeadline(by)
	} else {
		_ = o.control.SetWriteDeadline(by)
	}
}

// end says why nothing more comes.
func (o *streamWriter) end(reason string) {
	o.write(fmt.Appendf(nil, "event: end\ndata: {\"reason\":%q}\n\n", reason))
}

// lowest is the connection to the client, beneath TLS and tunnels; nil when there is none of ours.
func (c *conn) lowest() *patient {
	for beneath := net.Conn(c); ; {
		if p, is := beneath.(*patient); is {
			return p
		}
		inner, more := beneath.(interface{ NetConn() net.Conn })
		if !more {
			return nil
		}
		beneath = inner.NetConn()
	}
}
