package mockserver

import (
	"io"
	"net"
	"testing"
	"time"
)

// A scripted connection gives one byte for each that the test sends, and tells when somebody waits for it.
type scripted struct {
	net.Conn
	reading chan struct{}
	sent    chan byte
}

func (s scripted) Read(p []byte) (int, error) {
	s.reading <- struct{}{}
	b, open := <-s.sent
	if !open {
		return 0, io.EOF
	}
	p[0] = b
	return 1, nil
}

func (scripted) SetReadDeadline(time.Time) error { return nil }

// net/http is reading already when a request begins to wait. A byte that comes then satisfies it, and it reads no further: the
// client that leaves behind this byte is noticed all the same.
func TestConn_readingWhenTheWaitBegins(t *testing.T) {
	t.Parallel()
	inner := scripted{reading: make(chan struct{}), sent: make(chan byte)}
	c := &conn{Conn: inner}
	read := make(chan byte)
	go func() {
		p := make([]byte, 1)
		_, _ = c.Read(p)
		read <- p[0]
	}()
	<-inner.reading
	left := make(chan struct{})
	stop := c.watch(func() { close(left) })
	inner.sent <- 'a'
	if got := <-read; got != 'a' {
		t.Errorf("net/http reads %q, want the byte that came", got)
	}
	select {
	case <-inner.reading: // ahead
	case <-time.After(20 * time.Second):
		t.Fatal("nobody reads on behind the byte")
	}
	close(inner.sent)
	<-left
	if stop() {
		t.Error("one byte is too much")
	}
	if _, err := c.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("then net/http reads %v, want the end", err)
	}
}
