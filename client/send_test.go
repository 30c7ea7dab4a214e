package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver/fault"
)

func TestFateUnknown_droppedByTheServer(t *testing.T) {
	t.Parallel()
	for _, phase := range []fault.Phase{fault.Before, fault.After} {
		t.Run(string(phase), func(t *testing.T) {
			t.Parallel()
			w, c := world(t)
			if _, err := w.AddFault(fault.Fault{Operation: "hang", Phase: phase, Drop: true}); err != nil {
				t.Fatal(err)
			}
			if _, err := c.DisableAgent(t.Context(), "12992"); err != nil { // the connection has been used before
				t.Fatal(err)
			}
			reply, err := c.Hang(t.Context(), "12989")
			if !errors.Is(err, client.ErrFateUnknown) {
				t.Errorf("error %v", err)
			}
			if reply.Operation != "hang" || reply.Status != 0 {
				t.Errorf("reply %+v", reply)
			}
			mustOutcomes(t, w, "agent_disabled", "") // not sent again
			a, _ := w.Agent("12989")
			if done := a.State == "ACW"; done != (phase == fault.After) {
				t.Errorf("agent %+v", a)
			}
		})
	}
}

func TestFateUnknown_http2(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) > 1 {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", jsonType)
		_, _ = io.WriteString(w, hungUp)
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	c := mustClient(t, token, srv.URL, client.WithHTTPClient(srv.Client()))
	if _, err := c.Hang(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Hang(t.Context(), "1"); !errors.Is(err, client.ErrFateUnknown) {
		t.Errorf("error %v", err)
	}
	if n := requests.Load(); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestFateUnknown_partOfAReply(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body, text string
	}{
		{"a length that is not kept", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n" + hungUp, "the reply (HTTP 200) is not whole: unexpected EOF"},
		{"chunks without an end", "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod\r\n", "the reply (HTTP 403) is not whole: unexpected EOF"},
		{"half a status line", "HTTP/1.1 20", "malformed HTTP status code \"20\""},
		{
			"a length beyond the bound", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", 64<<20+1),
			"the reply (HTTP 200) is not whole: it is longer than 67108864 bytes",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var requests atomic.Int32
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				conn, _, err := w.(http.Hijacker).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.Close()
				_, _ = io.WriteString(conn, tt.body)
			}))
			defer srv.Close()
			for _, opts := range [][]client.Option{nil, {client.Lenient()}} {
				_, err := mustClient(t, token, srv.URL, opts...).Hang(t.Context(), "1")
				if !errors.Is(err, client.ErrFateUnknown) || !strings.HasSuffix(err.Error(), tt.text) {
					t.Errorf("error %v, expected ... %s", err, tt.text)
				}
			}
			if n := requests.Load(); n != 2 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// A reply may be as long as the bound; one byte more is too much, whether or not its length is announced.
func TestReadReply(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		size     int
		announce bool
		whole    bool
	}{
		{9, false, true}, {10, false, true}, {11, false, false},
		{10, true, true}, {11, true, false},
	} {
		resp := &http.Response{Body: io.NopCloser(strings.NewReader(strings.Repeat("x", tt.size))), ContentLength: -1}
		if tt.announce {
			resp.ContentLength = int64(tt.size)
		}
		body, err := client.ReadReply(resp, 10)
		if whole := err == nil && len(body) == tt.size; whole != tt.whole {
			t.Errorf("%+v: %d bytes, error %v", tt, len(body), err)
		}
	}
}

// The body of a reply is closed, so that its connection can serve the next request.
func TestCall_closesTheBody(t *testing.T) {
	t.Parallel()
	body := &closer{Reader: strings.NewReader(hungUp)}
	c := mustClient(t, token, "http://wolkvox.invalid", through(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {jsonType}}, ContentLength: -1, Body: body}, nil
	}))
	if _, err := c.Hang(t.Context(), "1"); err != nil || !body.closed {
		t.Errorf("closed %t, error %v", body.closed, err)
	}
}

type closer struct {
	io.Reader
	closed bool
}

func (c *closer) Close() error { c.closed = true; return nil }

func TestFateUnknown_cancelledInFlight(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	gate, err := w.AddGate(fault.Gate{Operation: "hang"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { _, err := c.Hang(ctx, "12989"); done <- err }()
	if _, err := w.AwaitGate(t.Context(), gate.ID, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-done; !errors.Is(err, client.ErrFateUnknown) || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := w.OpenGate(gate.ID); err != nil {
		t.Error(err)
	}
}

// Of a request that cannot have left it is known that nothing was done.
func TestCall_notSent(t *testing.T) {
	t.Parallel()
	closedPort := func() string {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		return "http://" + ln.Addr().String()
	}
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of the client that leaves
	tls.StartTLS()
	t.Cleanup(tls.Close)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	ending, end := context.WithCancel(t.Context())
	defer end()
	dialing := func(dial func(context.Context, string, string) (net.Conn, error)) []client.Option {
		return []client.Option{client.WithHTTPClient(&http.Client{Transport: &http.Transport{DialContext: dial}})}
	}
	var op *net.OpError
	var dns *net.DNSError
	for _, tt := range []struct {
		name string
		ctx  context.Context
		url  string
		opts []client.Option
		is   func(error) bool
	}{
		{"connection refused", t.Context(), closedPort(), nil, func(err error) bool { return errors.As(err, &op) && op.Op == "dial" }},
		{"no such host", t.Context(), "http://wolkvox.invalid", dialing(func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "no such host", Name: "wolkvox.invalid", IsNotFound: true}
		}), func(err error) bool { return errors.As(err, &dns) }},
		{"certificate", t.Context(), tls.URL, nil, func(err error) bool { return strings.Contains(err.Error(), "certificate") }},
		{"ended before", ended, "http://wolkvox.invalid", nil, func(err error) bool { return errors.Is(err, context.Canceled) }},
		{"ended while dialling", ending, "http://wolkvox.invalid", dialing(func(ctx context.Context, _, _ string) (net.Conn, error) {
			end()
			<-ctx.Done()
			return nil, ctx.Err()
		}), func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := mustClient(t, token, tt.url, tt.opts...).Hang(tt.ctx, "3001234567")
			if err == nil || errors.Is(err, client.ErrFateUnknown) || !tt.is(err) || !strings.HasPrefix(err.Error(), "hang: not sent") {
				t.Errorf("error %v", err)
			} else if strings.Contains(err.Error(), "3001234567") {
				t.Errorf("the error shows a parameter, which is the caller's: %v", err)
			}
		})
	}
}
