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
	var sent tracer
	target := c.base + o.Path + "?" + r.encode()
	req, err := http.NewRequestWithContext(sent.trace(ctx), o.Method, target, bytes.NewReader(r.body))
	if err != nil {
		return nothing, fmt.Errorf("%s: not sent: %w", o.Name, c.redactError(err))
	}
	req.Header = r.header.Clone()
	req.Header.Set(c.doc.TokenHeader(), c.token)
	if r.body != nil {
		req.Header.Set("Content-Type", r.contentType)
	}
	resp, err := c.http.Do(req)
	if err != nil && sent.neverSent() {
		return nothing, fmt.Errorf("%s: not sent: %w", o.Name, c.redactError(err))
	}
	if err != nil {
		return nothing, fmt.Errorf("%s: %w: %w", o.Name, ErrFateUnknown, c.redactError(err))
	}
	defer resp.Body.Close()
	body, err := readReply(resp, maxReply)
	if err != nil {
		err = fmt.Errorf("the reply (HTTP %d) is not whole: %w", resp.StatusCode, c.redactError(err))
		return nothing, fmt.Errorf("%s: %w: %w", o.Name, ErrFateUnknown, err)
	}
	return c.check(o, resp, body)
}

// readReply reads a whole body of at most so many bytes.
func readReply(resp *http.Response, most int64) ([]byte, error) {
	if resp.ContentLength <= most {
		body, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
		if err != nil || int64(len(body)) <= most {
			return body, err
		}
	}
	return nil, fmt.Errorf("it is longer than %d bytes", most)
}

// A tracer records whether a request may have left: bytes leave on a connection, and net/http reports when it looks for
// one and when it has one. A transport that reports nothing proves nothing.
type tracer struct{ looking, connected atomic.Bool }

func (t *tracer) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { t.looking.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { t.connected.Store(true) },
	})
}

// neverSent reports whether no byte of the request can have left.
func (t *tracer) neverSent() bool { return t.looking.Load() && !t.connected.Load() }

// redactError is an error without the URL, whose parameters are the caller's, and without the token.
func (c *Client) redactError(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if text := c.redact.Replace(err.Error()); text != err.Error() {
		return &redactedError{text, err}
	}
	return err
}

// A redactedError shows another text than its cause.
type redactedError struct {
	text  string
	cause error
}

func (e *redactedError) Error() string { return e.text }
func (e *redactedError) Unwrap() error { return e.cause }
