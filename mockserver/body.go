package mockserver

import (
	"bytes"
	"cmp"
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

// readBody reads a body of at most limit bytes (Q-LIMITS). With an error comes what was read until then.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = wire.ErrTooLarge
	}
	bodyEnded(w, r, err)
	return body, err
}

// bodyEnded lifts the limit of time from a body that has arrived whole: its client may wait for the reply as long as it
// likes. Of any other the rest is discarded, for many clients read no reply before they have sent all; if that takes too
// long, or is too much, the connection ends with the reply.
func bodyEnded(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		if _, err = io.CopyN(io.Discard, r.Body, maxDiscard); !errors.Is(err, io.EOF) {
			lastReply(w, r)
			return
		}
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
}

// maxDiscard is how many bytes are read that nobody wants, so that their client comes to read its reply.
const maxDiscard = 64 << 20

var errUnwanted = errors.New("the body is not wanted")

// refuseBody is bodyEnded for a request that is refused without a look at its body. A client that waits for 100 Continue has
// its reply at once.
func refuseBody(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Body == nil || r.Body == http.NoBody:
	case r.Header.Get("Expect") != "":
		lastReply(w, r)
	default:
		bodyEnded(w, r, errUnwanted)
	}
}

// minRate is how many bytes a second a form has to bring on average, after the timeout that every body has. A tenth of what a
// slow line brings (2 Mbit/s) is enough; a client that keeps its form alive with a byte now and then is cut off.
const minRate = 25_000

// A renewingBody may take as long as it flows: each read of it renews the deadline.
type renewingBody struct {
	io.Reader
	w        http.ResponseWriter
	timeout  time.Duration
	begin    time.Time
	received int64
}

func (b *renewingBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if n > 0 {
		b.received += int64(n)
		by := systemNow().Add(b.timeout)
		if last := b.begin.Add(b.timeout + time.Duration(b.received)*time.Second/minRate); last.Before(by) {
			by = last
		}
		_ = http.NewResponseController(b.w).SetReadDeadline(by)
	}
	return n, err
}

// readForm reads the files of a multipart form; of a body that has none it gives the beginning. What comes behind the form
// belongs to the body.
func readForm(w http.ResponseWriter, r *http.Request, timeout time.Duration) (files []wire.File, begin []byte, err error) {
	var kept bytes.Buffer
	body := io.MultiReader(io.TeeReader(io.LimitReader(r.Body, journal.MaxText+1), &kept), r.Body)
	files, err = wire.Files(r.Header.Get("Content-Type"), &renewingBody{body, w, timeout, systemNow(), 0})
	bodyEnded(w, r, cmp.Or(err, errUnwanted))
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
