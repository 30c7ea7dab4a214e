package mockserver_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/mockserver"
)

// Neither a silent connection, nor one in the middle of its first header or of a later one, holds up the end.
func TestShutdown_waitsForNoRequestThatHasNotCome(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.Default()
	for range 3 {
		dialWire(t, w) // silent
		dialWire(t, w).send("POST /api/v2/agentbox.php?api=hang HTTP/1.1\r\nHo")
		used := dialWire(t, w)
		used.send(used.request(postHang, "\r\n")) // it has been accepted then, and so have those before
		_, err := http.ReadResponse(used.in, nil)
		ok(t, err)
	}
	half := dialWire(t, w)
	half.send(half.request(postHang, "\r\n"))
	half.mustGet("no_active_call")
	half.send("POST /api")
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second) // net/http gives silent ones 5 s
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
}

// A client that sends a body which nobody wants, and reads no reply before it has sent all, can read it.
func TestBody_unwantedIsDiscarded(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAdminToken("secret"))
	for _, tt := range []struct {
		line, header string
		status       int
	}{
		{"PUT /api/v2/configuration.php?api=disable_agent", "", http.StatusRequestEntityTooLarge},
		{"POST /api/v2/nothing.php?api=hang", "", http.StatusNotFound},
		{"POST /api/v2/agentbox.php?api=mute&agent_id=12989", "", http.StatusOK},
		{"POST /api/v2/agentbox.php?api=mute&agent_id=12989", "wolkvox-token: nobody's\r\n", http.StatusForbidden},
		{"POST /api/v2/agentbox.php?api=mute&agent_id=12989", "X-Wolkvox-Mock-World: nowhere\r\n", http.StatusNotFound},
		{"OPTIONS /api/v2/agentbox.php", "", http.StatusOK},
		{"POST /nowhere", "", http.StatusNotFound},
		{"PATCH /health", "", http.StatusMethodNotAllowed},
		{"POST /__admin/worlds", "", http.StatusUnauthorized},
	} {
		t.Run(tt.line+" "+tt.header, func(t *testing.T) {
			t.Parallel()
			c := dialWire(t, s.NewWorld(t))
			const size = 8 << 20
			head := fmt.Sprintf("%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n", tt.line, tt.header, size)
			if !strings.Contains(tt.header, "token") {
				head += "wolkvox-token: " + c.token + "\r\n"
			}
			for range 2 { // the connection goes on
				c.send(head + "\r\n")
				c.send(strings.Repeat(" ", size))
				res, err := http.ReadResponse(c.in, nil)
				ok(t, err)
				_, err = io.Copy(io.Discard, res.Body)
				ok(t, err)
				if res.StatusCode != tt.status {
					t.Errorf("status %d, want %d", res.StatusCode, tt.status)
				}
			}
		})
	}
}

// A client whose body did not arrive in time, but which sends on when the reply comes, can read that to its end.
func TestBody_replyToAClientThatSendsOn(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond))
	c := dialWire(t, s.NewWorld(t))
	c.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n ")
	_, err := c.in.Peek(1) // the reply is there
	ok(t, err)
	for range 3 {
		c.send(strings.Repeat(" ", 100_000))
	}
	res, err := http.ReadResponse(c.in, nil)
	ok(t, err)
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("%d, %v", res.StatusCode, err)
	}
	c.mustEnd()
}

// Who expects 100 Continue and is refused has its reply at once, and need not send the body.
func TestBody_refusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	c := dialWire(t, mockserver.Run(t).Default())
	c.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n")
	res, err := http.ReadResponse(c.in, nil)
	ok(t, err)
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("%d, %v", res.StatusCode, err)
	}
	c.mustEnd()
}

// A client may take a long reply as slowly as it likes, if only it takes some of it: each part renews the limit of time. One
// that takes nothing any more is cut off.
func TestReply_slowClient(t *testing.T) {
	t.Parallel()
	for stops, want := range map[bool]error{false: nil, true: io.ErrUnexpectedEOF} {
		t.Run(fmt.Sprint("stops: ", stops), func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, s *mockserver.Server) {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/openapi.json", nil)
				ok(t, err)
				req.Header.Set("Accept-Encoding", "identity") // it counts what it takes
				res, err := s.HTTPClient().Do(req)
				ok(t, err)
				defer res.Body.Close()
				read := 0
				for err = nil; err == nil; {
					var n int64
					n, err = io.CopyN(io.Discard, res.Body, 10_000)
					read += int(n)
					pause := 4 * time.Second // of the bubble
					if stops {
						pause = 21 * time.Second
					}
					<-time.After(pause)
				}
				if err == io.EOF {
					err = nil
				}
				if !errors.Is(err, want) || read < 10_000 {
					t.Errorf("after %d bytes %v, want %v", read, err, want)
				}
			})
		})
	}
}

// A form is cut off when it drips, though each of its bytes renews the limit of time.
func TestBody_formThatDrips(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := mockserver.Run(t, mockserver.InMemory())
		body, drip := io.Pipe()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/api/v2/configuration.php?api=upload_audio", body)
		ok(t, err)
		req.Header.Set("wolkvox-token", s.Default().Token())
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		began := time.Now()
		var dripping sync.WaitGroup
		dripping.Go(func() {
			for range 100 {
				if _, err := io.WriteString(drip, "-"); err != nil {
					return
				}
				<-time.After(5 * time.Second)
			}
		})
		defer dripping.Wait()
		defer body.Close()
		res, err := s.HTTPClient().Do(req)
		ok(t, err)
		defer res.Body.Close()
		if passed := time.Since(began); res.StatusCode != http.StatusBadRequest || passed > 11*time.Second {
			t.Errorf("status %d after %s", res.StatusCode, passed)
		}
	})
}
