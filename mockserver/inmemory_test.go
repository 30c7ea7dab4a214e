package mockserver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

// Under testing/synctest time passes by itself: a latency costs a test nothing, and is there all the same.
func TestInMemory_synctest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := mockserver.Run(t, mockserver.InMemory(), mockserver.WithLatency(time.Minute))
		began := time.Now()
		if _, err := s.NewWorld(t).Client(t).Hang(t.Context(), "12989"); err != nil {
			t.Error(err)
		}
		if passed := time.Since(began); passed != time.Minute {
			t.Errorf("the call took %s, expected 1m0s", passed)
		}
	})
}

// Whatever address a program has written into it, its requests reach the world, also one whose token is another's.
func TestHTTPClient_reachesTheWorld(t *testing.T) {
	t.Parallel()
	for what, start := range map[string]func() *mockserver.Server{
		"without a socket": func() *mockserver.Server { return mockserver.Run(t, mockserver.InMemory()) },
		"with one":         func() *mockserver.Server { return mockserver.Run(t) },
		"not started": func() *mockserver.Server {
			s, err := mockserver.New()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			return s
		},
	} {
		t.Run(what, func(t *testing.T) {
			s := start()
			w := s.NewWorld(t)
			for client, journal := range map[*http.Client]*mockserver.World{w.HTTPClient(): w, s.HTTPClient(): s.Default()} {
				r, err := http.NewRequestWithContext(t.Context(), "POST", "https://wv0999.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("wolkvox-token", journal.Token())
				reply, err := client.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				_ = reply.Body.Close()
				if got := reply.Header.Get("X-Wolkvox-Mock"); got != "hang/hung_up; evidence=example" {
					t.Errorf("%d %s", reply.StatusCode, got)
				}
			}
		})
	}
}

// A server that is closed answers nobody, and a client says so at once.
func TestHTTPClient_closed(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.InMemory())
	c := s.HTTPClient()
	s.Close()
	if reply, err := c.Get("http://localhost/health"); err == nil {
		_ = reply.Body.Close()
		t.Errorf("a closed server answered %s", reply.Status)
	}
	if reply, err := s.HTTPClient().Get("http://localhost/health"); err == nil {
		_ = reply.Body.Close()
		t.Errorf("a closed server answered %s", reply.Status)
	}
}

// bubble runs a test under testing/synctest with a server in memory. The bubble fails when a goroutine is left at its end.
func bubble(t *testing.T, test func(t *testing.T, s *mockserver.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { test(t, mockserver.Run(t, mockserver.InMemory())) })
}

// A connection that breaks without a socket breaks for the client as one with a socket does.
func TestInMemory_brokenConnections(t *testing.T) {
	t.Parallel()
	for what, tt := range map[string]struct {
		fault mockserver.Fault
		want  error
	}{
		"drop":     {mockserver.Fault{Drop: true}, io.EOF},
		"reset":    {mockserver.Fault{Reset: true}, io.EOF},
		"truncate": {mockserver.Fault{Truncate: true}, io.ErrUnexpectedEOF},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, s *mockserver.Server) {
				w := s.NewWorld(t)
				c := w.Client(t)
				tt.fault.Operation, tt.fault.Phase = "hang", mockserver.After
				_, err := w.AddFault(tt.fault)
				ok(t, err)
				_, err = c.Mute(t.Context(), "12989") // the connection has been used before
				ok(t, err)
				if _, err = c.Hang(t.Context(), "12989"); !errors.Is(err, client.ErrFateUnknown) || !errors.Is(err, tt.want) {
					t.Errorf("the client says %v, expected %v", err, tt.want)
				}
				if a, err := w.Agent("12989"); err != nil || a.Status != mockserver.StatusACW {
					t.Errorf("the agent is in %s, %v", a.Status, err)
				}
				_, err = c.ChangeStatus(t.Context(), "12989", "ready") // on a new connection
				ok(t, err)
			})
		})
	}
}

// A slow body takes its time, which costs the test none, and a client that gives up is let go.
func TestInMemory_slow(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, s *mockserver.Server) {
		w := s.NewWorld(t)
		_, err := w.AddFault(mockserver.Fault{Slow: time.Minute, Times: 2})
		ok(t, err)
		began := time.Now()
		_, err = w.Client(t).Mute(t.Context(), "12989")
		ok(t, err)
		if took := time.Since(began); took < 59*time.Second || took > time.Minute {
			t.Errorf("it took %s", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := w.Client(t).Mute(ctx, "12989"); !errors.Is(err, client.ErrFateUnknown) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a client that gave up: %v", err)
		}
	})
}

// A server that stops while requests wait at a gate lets them finish, or cuts them off.
func TestInMemory_stopsWhileRequestsWait(t *testing.T) {
	t.Parallel()
	for what, tt := range map[string]struct {
		stop    func(*testing.T, *mockserver.Server)
		answers bool
	}{
		"Shutdown": {func(t *testing.T, s *mockserver.Server) { ok(t, s.Shutdown(t.Context())) }, true},
		"Close":    {func(_ *testing.T, s *mockserver.Server) { s.Close() }, false},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, s *mockserver.Server) {
				const clients = 20
				var waits sync.WaitGroup
				for range clients {
					w := s.NewWorld(t)
					g, err := w.AddGate(mockserver.Gate{Operation: "hang"})
					ok(t, err)
					c := w.Client(t)
					waits.Go(func() {
						if _, err := c.Hang(t.Context(), "12989"); (err == nil) != tt.answers {
							t.Errorf("the client says %v", err)
						}
					})
					_, err = w.AwaitGate(t.Context(), g.ID, 1)
					ok(t, err)
				}
				tt.stop(t, s)
				waits.Wait()
				for _, w := range s.Worlds() {
					for _, g := range w.Gates() {
						ok(t, w.OpenGate(g.ID))
					}
				}
			})
		})
	}
}

// The client knows of a request that never left that it did not, without a socket too.
func TestInMemory_neverSent(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, s *mockserver.Server) {
		c := s.Default().Client(t)
		s.Close()
		_, err := c.Hang(t.Context(), "12989")
		if err == nil || errors.Is(err, client.ErrFateUnknown) || !strings.HasPrefix(err.Error(), "hang: not sent: ") {
			t.Errorf("the client says %v", err)
		}
	})
}

// A client needs a token, and what its options say comes last.
func TestWorld_Client_refused(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	tester := &witness{}
	w.Client(tester, client.WithRetries(-1))
	if want := "mockserver: world w1: Client: client: WithRetries: "; !strings.HasPrefix(tester.fatal, want) {
		t.Errorf("%q", tester.fatal)
	}
	ok(t, w.RemoveToken(w.Token()))
	w.Client(tester)
	if want := "mockserver: world w1: Client: the world has no token; call AddToken first"; tester.fatal != want {
		t.Errorf("%q", tester.fatal)
	}
}

// The protocol is HTTP/1.1, and a client does not notice that its idle connection was closed meanwhile.
func TestInMemory_connections(t *testing.T) {
	t.Parallel()
	bubble(t, func(t *testing.T, s *mockserver.Server) {
		c := s.HTTPClient()
		get := func(url string) string {
			t.Helper()
			reply, err := c.Get(url)
			if err != nil {
				t.Fatal(err)
			}
			defer reply.Body.Close()
			b, err := io.ReadAll(reply.Body)
			ok(t, err)
			return reply.Proto + " " + reply.Status + " " + string(b)
		}
		want := get("https://api.example.com/health")
		if !strings.HasPrefix(want, "HTTP/1.1 200 OK ") {
			t.Errorf("got %s", want)
		}
		<-time.After(time.Hour) // of the bubble
		if got := get("https://api.example.com/health"); got != want {
			t.Errorf("an hour later %s", got)
		}
	})
}
