package mockserver_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

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
