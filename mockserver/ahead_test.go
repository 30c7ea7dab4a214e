package mockserver_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// A wire is a connection on which a test writes what no client library would.
type wire struct {
	t     *testing.T
	conn  *net.TCPConn
	in    *bufio.Reader
	token string
}

func dialWire(t *testing.T, w *mockserver.World) *wire {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.URL(), "http://"))
	ok(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	return &wire{t, conn.(*net.TCPConn), bufio.NewReader(conn), w.Token()}
}

// request is one with more headers, and perhaps with the beginning of a body.
func (w *wire) request(line, rest string) string {
	return fmt.Sprintf("%s\r\nHost: localhost\r\nwolkvox-token: %s\r\n%s", line, w.token, rest)
}

func (w *wire) send(bytes string) {
	w.t.Helper()
	_, err := io.WriteString(w.conn, bytes)
	ok(w.t, err)
}

// mustGet reads a reply whole.
func (w *wire) mustGet(outcome string) answer {
	w.t.Helper()
	res, err := http.ReadResponse(w.in, nil)
	ok(w.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(w.t, err)
	got := answer{res.StatusCode, res.Header, string(body)}
	if got.outcome() != outcome {
		w.t.Errorf("%s, want %s\n%s", got.outcome(), outcome, got.body)
	}
	return got
}

// mustEnd waits for the end of the connection.
func (w *wire) mustEnd() {
	w.t.Helper()
	if b, err := io.ReadAll(w.in); err != nil || len(b) > 0 {
		w.t.Errorf("behind the reply came %q, %v", b, err)
	}
}

const (
	postHang  = "POST /api/v2/agentbox.php?api=hang&agent_id=12989 HTTP/1.1"
	postPause = "POST /api/v2/agentbox.php?api=change_status&agent_id=12991&status=101 HTTP/1.1"
	postForm  = "POST /api/v2/configuration.php?api=upload_audio HTTP/1.1"
)

// closes, resets and halfCloses are the ways in which a client leaves.
func closes(c *net.TCPConn) error     { return c.Close() }
func halfCloses(c *net.TCPConn) error { return c.CloseWrite() }
func resets(c *net.TCPConn) error {
	if err := c.SetLinger(0); err != nil {
		return err
	}
	return c.Close()
}

// shapes are what a client may have sent of a request, and behind it, when it leaves.
var shapes = []struct {
	what    string
	line    string
	rest    string
	endless bool // goes on to send
	leave   func(*net.TCPConn) error
	next    string // what it sends after the reply, if it does not leave
	replies string // outcomes of the further replies; "close" for the end of the connection
}{
	{"nothing more", postHang, "\r\n", false, closes, "PAUSE", "status_changed"},
	{"nothing more, and resets", postHang, "\r\n", false, resets, "PAUSE", "status_changed"},
	{"nothing more, and closes its half", postHang, "\r\n", false, halfCloses, "PAUSE", "status_changed"},
	{"a stray byte", postHang, "\r\nP", false, closes, "AUSE", "status_changed"},
	{"a stray byte, and resets", postHang, "\r\nP", false, resets, "AUSE", "status_changed"},
	{"an empty line", postHang, "\r\n\r\n", false, closes, "PAUSE", "status_changed"},
	{"another request", postHang, "\r\nPAUSE", false, closes, "PAUSE", "status_changed status_changed"},
	{"two, and closes its half", postHang, "\r\nPAUSEPAUSE", false, halfCloses, "", "status_changed status_changed"},
	{"half of another", postHang, "\r\nPAU", false, closes, "SE", "status_changed"},
	{"without end", postHang, "\r\n", true, closes, "", "close"},
	{"a body over the limit", postHang, "Content-Length: 5000000\r\n\r\n" + strings.Repeat("x", 5000), false, closes, "", "close"},
	{"chunks without end", postHang, "Transfer-Encoding: chunked\r\n\r\n", true, closes, "", "close"},
	{"a form that goes on", postForm, formThatGoesOn, false, closes, "", "close"},
	{"nothing of what it expects to send", postHang, "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", false, closes, "", "close"},
	{"HTTP/1.0", strings.Replace(postHang, "1.1", "1.0", 1), "\r\n", false, closes, "", "close"},
	{"HTTP/1.0, and more", strings.Replace(postHang, "1.1", "1.0", 1), "\r\nPAUSE", false, halfCloses, "", "close"},
}

const formThatGoesOn = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n" +
	"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nabc\r\n--x--\r\nand on"

// stream sends chunks until it is stopped, and at least so many bytes.
func (w *wire) stream(least int) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		chunk := "10000\r\n" + strings.Repeat("x", 0x10000) + "\r\n"
		for sent := 0; ctx.Err() == nil || sent < least; sent += len(chunk) {
			if _, err := io.WriteString(w.conn, chunk); err != nil {
				return
			}
		}
	}()
	return func() { cancel(); <-done }
}

// beyondBuffers is more than the buffers of the network hold, so that the server has read the most of it.
const beyondBuffers = 64 << 20

// runs reports whether a goroutine is in a function.
func runs(function string) bool {
	stacks := make([]byte, 8<<20)
	return strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), function)
}

// settled waits until no goroutine of a connection or a request is left.
func settled() {
	until(func() bool { return !runs("mockserver.(*conn)") && !runs("mockserver.(*exchange)") })
}

// Whatever a client has sent, its token is free once it has left, and who does not leave has its replies, in their order. This
// test runs alone, for it looks at all goroutines.
func TestAhead(t *testing.T) {
	places := []struct {
		where   string
		latency time.Duration // of the server
		fault   fault.Fault
	}{
		{"a gate", 0, fault.Fault{}},
		{"the latency of the server", time.Hour, fault.Fault{}},
		{"a latency before", 0, fault.Fault{Phase: fault.Before, Latency: time.Hour}},
		{"a latency after", 0, fault.Fault{Phase: fault.After, Latency: time.Hour}},
		{"a slow reply", 0, fault.Fault{Phase: fault.After, Slow: 10 * time.Minute}},
	}
	for _, at := range places {
		t.Run(at.where, func(t *testing.T) {
			s := mockserver.Run(t, mockserver.WithLatency(at.latency), mockserver.WithMaxBody(1000), mockserver.WithBodyTimeout(200*time.Millisecond))
			for _, shape := range shapes {
				t.Run(shape.what, func(t *testing.T) {
					t.Parallel()
					w := s.NewWorld(t)
					if at.fault.Phase != "" {
						_, err := w.AddFault(at.fault)
						ok(t, err)
					}
					gate := shut(t, w, "", 1)
					c := dialWire(t, w)
					stop := func() {}
					c.send(c.request(shape.line, strings.ReplaceAll(shape.rest, "PAUSE", c.request(postPause, "\r\n"))))
					if shape.endless {
						stop = c.stream(0)
					}
					await(t, w, gate, 1)
					if at.where != "a gate" {
						ok(t, w.OpenGate(gate)) // on to the latency
						until(func() bool { return len(w.UnmetFaults()) == 0 })
					}
					if at.fault.Slow > 0 {
						_, err := http.ReadResponse(c.in, nil)
						ok(t, err)
					}
					stop()
					ok(t, shape.leave(c.conn))
					mustBeLeft(t, w)
					if at.where == "a gate" {
						ok(t, w.OpenGate(gate))
					}
				})
			}
		})
		settled()
	}
	t.Run("who stays", func(t *testing.T) {
		s := mockserver.Run(t, mockserver.WithMaxBody(1000), mockserver.WithBodyTimeout(200*time.Millisecond))
		for _, shape := range shapes {
			t.Run(shape.what, func(t *testing.T) {
				t.Parallel()
				w := s.NewWorld(t)
				gate := shut(t, w, "", 1)
				c := dialWire(t, w)
				pauses := func(s string) string { return strings.ReplaceAll(s, "PAUSE", c.request(postPause, "\r\n")) }
				rest := pauses(shape.rest)
				if head, half := strings.CutSuffix(shape.rest, "PAU"); half {
					rest = head + pauses("PAUSE")[:50]
				}
				c.send(c.request(shape.line, rest))
				if shape.endless {
					stop := c.stream(beyondBuffers)
					await(t, w, gate, 1)
					stop()
				}
				await(t, w, gate, 1)
				ok(t, w.OpenGate(gate))
				if shape.line == postForm {
					c.mustGet("audios_uploaded")
				} else {
					if strings.Contains(shape.rest, "Expect") {
						res, err := http.ReadResponse(c.in, nil) // 100 Continue
						ok(t, err)
						ok(t, res.Body.Close())
					}
					c.mustGet("hung_up")
				}
				switch shape.next {
				case "AUSE":
					c.send(pauses("PAUSE")[1:])
				case "SE":
					c.send(pauses("PAUSE")[50:])
				default:
					c.send(pauses(shape.next))
				}
				for outcome := range strings.FieldsSeq(shape.replies) {
					if outcome == "close" {
						c.mustEnd()
					} else {
						c.mustGet(outcome)
					}
				}
			})
		}
	})
	settled()
	t.Run("who waits for requests", func(t *testing.T) {
		c := dialWire(t, mockserver.Run(t).Default())
		c.send("GET /__admin/worlds/default/requests?count=9&timeout=10m HTTP/1.1\r\nHost: localhost\r\n\r\nG")
		until(func() bool { return runs("AwaitRequests") })
		ok(t, c.conn.Close())
		until(func() bool { return !runs("AwaitRequests") })
	})
	settled()
}

// mustBeLeft waits until the journal has the request of a client that left, whose token is free then.
func mustBeLeft(t *testing.T, w *mockserver.World) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err := w.AwaitRequests(ctx, journal.Query{Count: 1})
	if err != nil {
		t.Fatalf("a client has left, and its request waits still: %v", err)
	}
	callerOf(t, w).mustGet("api_unknown", box("fly", "")) // and not token_busy
	if got := statusOf(t, w, "12991"); got != "ready" {
		t.Errorf("what the client sent behind its request was done: 12991 is %s", got)
	}
}
