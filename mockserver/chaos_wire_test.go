package mockserver_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// A client of the chaos waits long for what the server must do at once, for the machine may be busy: so long by the clock, and so
// many looks, which take as much longer as the server is given less of the machine.
const (
	patience = 20 * time.Second
	looks    = 20_000
	silence  = 10 * time.Minute // of a connection
)

// A line is a connection in the hands of a client that writes the bytes itself.
type line struct {
	*net.TCPConn
	in *bufio.Reader
}

func dialLine(url string) (*line, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return nil, err
	}
	tcp := conn.(*net.TCPConn)
	_ = tcp.SetDeadline(time.Now().Add(silence))
	return &line{tcp, bufio.NewReader(tcp)}, nil
}

// raw is the request in bytes.
func (a ask) raw(token, version string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\r\nHost: localhost\r\n", a.method, a.target, version)
	if token != "" {
		fmt.Fprintf(&b, "wolkvox-token: %s\r\n", token)
	}
	for i := 0; i < len(a.header); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", a.header[i], a.header[i+1])
	}
	switch {
	case a.chunked:
		fmt.Fprintf(&b, "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(a.body), a.body)
	case a.body != "":
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(a.body), a.body)
	default:
		b.WriteString("\r\n")
	}
	return b.String()
}

func (l *line) write(text string) error {
	_, err := io.WriteString(l, text)
	return err
}

// answer reads one reply; last tells that the server closes the connection after it.
func (l *line) answer(method string) (got answer, last bool, err error) {
	_ = l.SetDeadline(time.Now().Add(silence))
	res, err := http.ReadResponse(l.in, &http.Request{Method: method})
	if err != nil {
		return answer{}, true, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(body)}, res.Close, err
}

// end reads what there is until the server closes the connection; an error tells that it does not.
func (l *line) end() (got string, err error) {
	_ = l.SetDeadline(time.Now().Add(silence))
	b, err := io.ReadAll(l.in)
	var slow net.Error
	if errors.As(err, &slow) && slow.Timeout() {
		return string(b), err
	}
	return string(b), nil // a reset is an end too
}

// hangUp leaves in the middle of whatever goes on: by a FIN, or by a RST.
func (l *line) hangUp(reset bool) {
	if reset {
		_ = l.SetLinger(0)
	}
	_ = l.Close()
}

// linger is a client's own slowness; nobody waits for anything by it.
func linger(d time.Duration) { <-time.After(d) }

// within reports whether something comes about in the time that a client of the chaos has.
func within(happens func() bool) bool {
	end := time.Now().Add(patience)
	for i := 0; i < looks || time.Now().Before(end); i++ {
		if happens() {
			return true
		}
		linger(200 * time.Microsecond)
	}
	return false
}
