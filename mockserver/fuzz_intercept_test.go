package mockserver_test

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

// Whatever comes first on a connection, nothing is passed on without the credential, and the connection comes to an end.
func FuzzIntercept(f *testing.F) {
	for _, first := range []string{
		"", "\x16", "\x16\x03\x01\x00\x05hello", "CONNECT wv0042.wolkvox.com:443 HTTP/1.1\r\nHost: x\r\n\r\n\x16\x03\x01",
		"CONNECT wv0042.wolkvox.com:80 HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n",
		"CONNECT wv0042.wolkvox.com:80 HTTP/1.1\r\nHost: x\r\n\r\nCONNECT wv0042.wolkvox.com:80 HTTP/1.1\r\nHost: x\r\n\r\n",
		"CONNECT evil.com:443 HTTP/1.1\r\nHost: wv0042.wolkvox.com\r\nProxy-Authorization: Basic bm86bm8=\r\n\r\n",
		"GET https://wv0042.wolkvox.com/api/v2/real_time.php?api=agents HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET http://wolkvox.com@evil.com/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://evil.com/ HTTP/1.0\r\n\r\n",
		"POST http://evil.com/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		f.Add([]byte(first))
	}
	s, err := mockserver.Start(mockserver.WithIntercept(mockserver.Intercept{Authority: authority(f), Tunnel: credential}),
		mockserver.WithBodyTimeout(100*time.Millisecond))
	ok(f, err)
	f.Cleanup(s.Close)
	passed := make(chan string, 1)
	s.Refuses(func(address string) error {
		select {
		case passed <- address:
		default:
		}
		return errors.New("nothing is passed on")
	})
	f.Fuzz(func(t *testing.T, first []byte) {
		if strings.Contains(string(first), strings.TrimPrefix(proxyHeader(credential), "\r\n")) {
			t.Skip("it has the credential")
		}
		c, err := net.Dial("tcp", s.Addr())
		ok(t, err)
		defer c.Close()
		_, _ = c.Write(first) // it may be refused before all of it has come
		_ = c.(*net.TCPConn).CloseWrite()
		ok(t, c.SetReadDeadline(time.Now().Add(15*time.Second)))
		if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("the connection does not end")
		}
		select {
		case address := <-passed:
			t.Errorf("it is passed on to %s", address)
		default:
		}
	})
}
