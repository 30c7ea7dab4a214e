package mockserver

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/wire"
)

// How a body is read: within a limit of bytes, and of time.

// bodyTimeout is how long a client may take to send a body, and to take a reply.
const bodyTimeout = 10 * time.Second

// limitBody gives a body until the timeout to arrive. Unless it has been read whole, net/http reads on before it
// replies: without a limit a client that stalls would never be answered, and hold its connection for good.
func (s *Server) limitBody(w http.ResponseWriter, r *http.Request) {
	if r.Body != nil && r.Body != http.NoBody {
		_ = http.NewResponseController(w).SetReadDeadline(systemNow().Add(s.cfg.bodyTimeout)) // not every writer can
	}
}

// readBody reads a body of at most limit bytes; the vendor's own limits are not enforced (Q-LIMITS). With an error comes what
// was read until then.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = wire.ErrTooLarge
	}
	bodyEnded(w, err)
	return body, err
}

// bodyEnded lifts the limit of time from a body that has arrived whole: its client may wait for the reply as long as it
// likes. After any other the connection is closed.
func bodyEnded(w http.ResponseWriter, err error) {
	if err != nil {
		w.Header().Set("Connection", "close")
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
}

// A renewingBody may take any time in all: each read of it renews the deadline.
type renewingBody struct {
	io.Reader
	renew func()
}

func (b renewingBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if n > 0 {
		b.renew()
	}
	return n, err
}

// readForm reads the files of a multipart form; of a body that has none it gives the beginning.
func readForm(w http.ResponseWriter, r *http.Request, timeout time.Duration) (files []wire.File, begin []byte, err error) {
	renew := func() { _ = http.NewResponseController(w).SetReadDeadline(systemNow().Add(timeout)) }
	var kept bytes.Buffer
	body := io.MultiReader(io.TeeReader(io.LimitReader(r.Body, journal.MaxText+1), &kept), r.Body)
	files, err = wire.Files(r.Header.Get("Content-Type"), renewingBody{body, renew})
	bodyEnded(w, err)
	if files == nil {
		begin = kept.Bytes()
	}
	return files, begin, err
}

// brokenForm says what is wrong with an incomplete form. It repeats nothing of the client, which may be a secret.
func brokenForm(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "its form did not arrive whole in time"
	}
	return "its body is no whole form"
}

// smallReply is how long a reply may be to fit the buffers on its way: it needs no limit of time, which costs some.
const smallReply = 2 << 10

// limitReply gives a client until the timeout to take a reply.
func (s *Server) limitReply(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetWriteDeadline(systemNow().Add(s.cfg.bodyTimeout))
}
