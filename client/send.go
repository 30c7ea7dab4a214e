package client

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
)

// maxReply is how many bytes of a reply are read.
const maxReply = 64 << 20

// send sends the request once and reads the whole reply.
func (c *Client) send(ctx context.Context, r *request) (Reply, error) {
	o := r.operation
	nothing := Reply{Operation: o.Name}
	if ctx.Err() != nil {
		return nothing, fmt.Errorf("%s: not sent: %w", o.Name, context.Cause(ctx))
	}
	var sent departure
	req, err := http.NewRequestWithContext(sent.watch(ctx), o.Method, c.base+o.Path+"?"+r.encode(), bytes.NewReader(r.body))
	if err != nil {
		return nothing, fmt.Errorf("%s: not sent: %w", o.Name, c.plain(err))
	}
	req.Header = r.header.Clone()
	req.Header.Set(c.doc.TokenHeader(), c.token)
	if r.body != nil {
		req.Header.Set("Content-Type", r.contentType)
	}
	resp, err := c.http.Do(req)
	if err != nil && sent.surelyNot() {
		return nothing, fmt.Errorf("%s: not sent: %w", o.Name, c.plain(err))
	}
	if err != nil {
		return nothing, fmt.Errorf("%s: %w: %w", o.Name, ErrFateUnknown, c.plain(err))
	}
	defer resp.Body.Close()
	body, err := readReply(resp, maxReply)
	if err != nil {
		return nothing, fmt.Errorf("%s: %w: the reply (HTTP %d) is not whole: %w", o.Name, ErrFateUnknown, resp.StatusCode, c.plain(err))
	}
	return c.judge(o, resp, body)
}

// readReply reads a whole body of at most so many bytes.
func readReply(resp *http.Response, most int64) ([]byte, error) {
	tooLong := fmt.Errorf("it is longer than %d bytes", most)
	if resp.ContentLength > most {
		return nil, tooLong
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err == nil && int64(len(body)) > most {
		err = tooLong
	}
	return body, err
}

// A departure tells whether a request may have left: bytes leave on a connection, and net/http reports when it looks
// for one and when it has one. Whoever reports nothing proves nothing.
type departure struct{ looking, connected atomic.Bool }

func (d *departure) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { d.looking.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { d.connected.Store(true) },
	})
}

func (d *departure) surelyNot() bool { return d.looking.Load() && !d.connected.Load() }

// plain is an error without the URL, whose parameters are the caller's, and without the token.
func (c *Client) plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if text := c.redact.Replace(err.Error()); text != err.Error() {
		return &hushed{text, err}
	}
	return err
}

// A hushed error shows another text than its cause.
type hushed struct {
	text  string
	cause error
}

func (h *hushed) Error() string { return h.text }
func (h *hushed) Unwrap() error { return h.cause }
