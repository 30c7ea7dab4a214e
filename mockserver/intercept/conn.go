package intercept

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"sync/atomic"
	"time"
)

// firstOfTLS is the first byte of a connection that speaks TLS: the type of a record of its handshake.
const firstOfTLS = 0x16

// A Conn speaks TLS or not, as the client does: its first byte tells. All is decided in the first Read, so that a client which
// sends nothing holds up nobody but itself; a deadline of reads holds for the handshake too.
type Conn struct {
	net.Conn  // what is read and written beneath
	Authority *Authority
	Host      string          // that the client asked a proxy for; "" when it did not
	Failed    func(Handshake) // is told of a handshake that failed as if the client did not trust the authority

	decided bool // the first byte has come; of the goroutine that reads first
	secure  atomic.Pointer[tls.Conn]
	state   tls.ConnectionState
	idle    bool // nothing has come since the handshake
	began   time.Time
}

// A Handshake is one that failed: with a client that does not trust the authority, as far as can be told.
type Handshake struct {
	Host   string // the name that the client asked for
	Reason string
}

// TLS is the state of the connection, nil when it does not speak TLS. It is known once something has been read.
func (c *Conn) TLS() *tls.ConnectionState {
	if c.secure.Load() == nil {
		return nil
	}
	return &c.state
}

// NetConn is the connection beneath.
func (c *Conn) NetConn() net.Conn { return c.Conn }

// Read reads what the client has to say.
func (c *Conn) Read(p []byte) (int, error) {
	if !c.decided {
		return c.first(p)
	}
	secure := c.secure.Load()
	if secure == nil {
		return c.Conn.Read(p)
	}
	n, err := secure.Read(p)
	if c.idle && (n > 0 || err != nil && !errors.Is(err, os.ErrDeadlineExceeded)) {
		c.idle = false
		if n == 0 {
			c.leftSilently(err)
		}
	}
	return n, err
}

// first reads the first byte, and shakes hands where it asks for TLS.
func (c *Conn) first(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := c.Conn.Read(p)
	if n == 0 {
		return n, err
	}
	c.decided = true
	if p[0] != firstOfTLS {
		return n, err
	}
	h := hello{conn: c}
	secure := tls.Server(&replay{c.Conn, bytes.Clone(p[:n])}, &tls.Config{
		GetCertificate: h.certificate, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12,
	})
	c.secure.Store(secure)
	if err := secure.HandshakeContext(context.Background()); err != nil {
		if reason := h.reason(err); reason != "" {
			c.Failed(Handshake{h.host, reason})
		}
		return 0, io.EOF // nothing has come that could be answered
	}
	c.state, c.idle, c.began = secure.ConnectionState(), true, time.Now()
	return c.Read(p)
}

// Write writes to the client, which has spoken first.
func (c *Conn) Write(p []byte) (int, error) {
	if secure := c.secure.Load(); secure != nil {
		return secure.Write(p)
	}
	return c.Conn.Write(p)
}

// Close ends the connection.
func (c *Conn) Close() error {
	if secure := c.secure.Load(); secure != nil {
		return secure.Close()
	}
	return c.Conn.Close()
}

// CloseWrite says that nothing more comes.
func (c *Conn) CloseWrite() error {
	if secure := c.secure.Load(); secure != nil {
		return secure.CloseWrite()
	}
	return closeWrite(c.Conn)
}

// silence is how soon after the handshake a client that does not trust the authority is gone, if it says so in no other way.
const silence = 2 * time.Second

// leftSilently takes note of a client that has shaken hands and left at once without a word: Node.js does so when it does not trust
// the authority.
func (c *Conn) leftSilently(error) {
	if c.named() && time.Since(c.began) < silence {
		c.Failed(Handshake{c.state.ServerName, "it closed the connection right after the handshake, without a request"})
	}
}

// named reports whether the client asked for a host of the real service: a scanner of ports does not.
func (c *Conn) named() bool { return IsService(c.state.ServerName) }

// A hello is what a client has asked for.
type hello struct {
	conn *Conn
	host string // "" until a certificate was chosen
}

// certificate chooses the certificate: for the name that the client asks for; else for the host that it asked a proxy for, or
// the address that it has connected to.
func (h *hello) certificate(info *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := info.ServerName
	if host == "" {
		host = h.conn.Host
	}
	if host == "" {
		host, _, _ = net.SplitHostPort(h.conn.LocalAddr().String())
	}
	leaf, err := h.conn.Authority.Leaf(host)
	if err == nil {
		h.host = CleanHost(host)
	}
	return leaf, err
}

// The alerts by which clients say that they do not trust an authority.
var distrust = []tls.AlertError{42, 43, 46, 48} // bad_certificate, unsupported_certificate, certificate_unknown, unknown_ca

// reason says why a handshake failed, "" when it was not for a lack of trust: the client got no certificate, or asked for no host
// of the real service and said nothing, as a scanner of ports does.
func (h *hello) reason(err error) string {
	if h.host == "" {
		return ""
	}
	if refused, is := errors.AsType[*net.OpError](err); is && refused.Op == "remote error" {
		for _, alert := range distrust {
			if refused.Err.Error() == alert.Error() {
				return "its TLS alert says: " + alert.Error()[len("tls: "):]
			}
		}
		return ""
	}
	network, failed := errors.AsType[*net.OpError](err)
	gone := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || failed && !network.Timeout() && !errors.Is(err, net.ErrClosed)
	if gone && IsService(h.host) {
		return "it closed the connection when it saw the certificate"
	}
	return ""
}

// Replay is a connection of which something has been read already.
func Replay(c net.Conn, first []byte) net.Conn { return &replay{c, first} }

type replay struct {
	net.Conn
	first []byte
}

func (r *replay) Read(p []byte) (int, error) {
	if len(r.first) > 0 {
		n := copy(p, r.first)
		r.first = r.first[n:]
		return n, nil
	}
	return r.Conn.Read(p)
}

func (r *replay) CloseWrite() error { return closeWrite(r.Conn) }

// NetConn is the connection beneath.
func (r *replay) NetConn() net.Conn { return r.Conn }

func closeWrite(c net.Conn) error {
	if half, can := c.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return errors.New("the connection cannot be closed by half")
}
