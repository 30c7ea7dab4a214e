package mockserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
)

// A client that has ended is counted once Settle returns, also one whose handshake failed inside of a CONNECT.
func TestSettle(t *testing.T) {
	t.Parallel()
	authority, err := intercept.Open(t.TempDir())
	ok(t, err)
	srv := mockserver.Run(t, mockserver.WithIntercept(mockserver.Intercept{Authority: authority}))
	srv.Settle(t.Context()) // nobody has come
	const host = "wv0042.wolkvox.com"
	for _, connect := range []bool{false, true} {
		c, err := net.Dial("tcp", srv.Addr())
		ok(t, err)
		if connect {
			_, err = c.Write([]byte("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n"))
			ok(t, err)
			_, err = http.ReadResponse(bufio.NewReader(c), nil)
			ok(t, err)
		}
		err = tls.Client(c, &tls.Config{ServerName: host}).Handshake()
		if err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Fatalf("the handshake: %v", err)
		}
		c.Close()
	}
	srv.Settle(t.Context())
	if a := srv.Arrivals(); len(a.Untrusted) != 1 || a.Untrusted[0].Times != 2 {
		t.Errorf("%+v", a)
	}
	// Who stays is waited for no longer than the context lasts.
	c, err := net.Dial("tcp", srv.Addr())
	ok(t, err)
	t.Cleanup(func() { c.Close() })
	_, err = c.Write([]byte("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
	ok(t, err)
	_, err = http.ReadResponse(bufio.NewReader(c), nil)
	ok(t, err)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	srv.Settle(ended)
}
