package mockserver

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// patience is how long a client may take to send a body, and to take a reply.
const patience = 10 * time.Second

var errTooLarge = errors.New("the body is too large")

// limitBody gives a body until the timeout to arrive. Unless it has been read whole, net/http reads on before it
// replies: without a limit a client that stalls would never be answered, and hold its connection for good.
func (s *Server) limitBody(w http.ResponseWriter, r *http.Request) {
	if r.Body != nil && r.Body != http.NoBody {
		_ = http.NewResponseController(w).SetReadDeadline(wall().Add(s.cfg.patience)) // not every writer can
	}
}

// readBody reads a body of at most limit bytes; the vendor's own limits are not enforced (Q-LIMITS). Only one that has arrived whole lifts the limit of time: then a client
// may wait for its reply as long as it likes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err == nil && int64(len(body)) > limit:
		err = errTooLarge
	case err == nil:
		_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
		return body, nil
	}
	w.Header().Set("Connection", "close")
	return nil, err
}

// smallReply is how long a reply may be to fit the buffers on its way: it needs no limit of time, which costs some.
const smallReply = 2 << 10

// limitReply gives a client until the timeout to take a reply.
func (s *Server) limitReply(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetWriteDeadline(wall().Add(s.cfg.patience))
}
