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
	net.Conn             // what is read and written beneath
	Authority *Authority // signs for the hosts that the client asks for
	Host      string     // that the client has asked a proxy for; "" when it has not
	Failed    func(Handshake)

	decided bool // the first byte has come; of the goroutine that reads
	secure  atomic.Pointer[tls.Conn]
	broken  atomic.Bool // a write has failed, perhaps in the middle of a record
	state   tls.ConnectionState
	silent  bool // nothing has come since the handshake
	began   time.Time
}

// A Handshake is one that failed as it does with a client that does not trust the authority.
type Handshake struct {
	Host    string // the name that the client asked for
	Reason  string
	Certain bool // the client says so; otherwise it may have left for another reason
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
	if c.silent && (n > 0 || err != nil && !errors.Is(err, os.ErrDeadlineExceeded)) {
		c.silent = false
		// Node.js shakes hands first, and then looks at the certificate.
		if host := CleanHost(c.state.ServerName); left(err) && IsService(host) && time.Since(c.began) < patience {
			c.Failed(Handshake{host, "it closed the connection right after the handshake, without a request", false})
		}
	}
	return n, err
}

// patience is how soon after the handshake a client is gone that does not trust the authority.
const patience = 2 * time.Second

// first reads the first byte, and shakes hands where it asks for TLS.
func (c *Conn) first(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n == 0 {
		return n, err
	}
	if c.decided = true; p[0] != firstOfTLS {
		return n, err
	}
	h := &hello{replay: replay{c.Conn, bytes.Clone(p[:n])}, proxied: c.Host}
	secure := tls.Server(h, c.Authority.config)
	c.secure.Store(secure)
	if err := secure.HandshakeContext(context.Background()); err != nil {
		if reason, certain := h.distrust(err); reason != "" {
			c.Failed(Handshake{h.host, reason, certain})
		}
		return 0, io.EOF // nothing has come that could be answered
	}
	c.state, c.silent, c.began = secure.ConnectionState(), true, time.Now()
	return c.Read(p)
}

// Write writes to the client, which has spoken first.
func (c *Conn) Write(p []byte) (int, error) {
	secure := c.secure.Load()
	if secure == nil {
		return c.Conn.Write(p)
	}
	n, err := secure.Write(p)
	if err != nil {
		c.broken.Store(true)
	}
	return n, err
}

// Close ends the connection. In TLS it says so, which the other side would not understand behind a part of a record.
func (c *Conn) Close() error {
	if secure := c.secure.Load(); secure != nil && !c.broken.Load() {
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

// A hello is a connection whose client asks for TLS.
type hello struct {
	replay
	proxied string
	host    string // that it got a certificate for; "" when it got none
}

// serverConfig is how an authority's servers speak TLS. HTTP/2 is not spoken.
func (a *Authority) serverConfig() *tls.Config {
	return &tls.Config{
		NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12,
		GetCertificate: func(info *tls.ClientHelloInfo) (*tls.Certificate, error) {
			h, is := info.Conn.(*hello)
			if !is {
				return a.Leaf(info.ServerName)
			}
			return h.certificate(a, info.ServerName)
		},
	}
}

// certificate chooses the certificate: for the name that the client asks for; else for the host that it asked a proxy for, or
// the address that it has connected to.
func (h *hello) certificate(a *Authority, name string) (*tls.Certificate, error) {
	if name == "" {
		name = h.proxied
	}
	if name == "" {
		name, _, _ = net.SplitHostPort(h.LocalAddr().String())
	}
	leaf, err := a.Leaf(name)
	if err == nil {
		h.host = CleanHost(name)
	}
	return leaf, err
}

// The alerts by which clients say that they do not trust an authority.
var alerts = []tls.AlertError{42, 43, 46, 48} // bad_certificate, unsupported_certificate, certificate_unknown, unknown_ca

// distrust says how a handshake that failed shows that the client does not trust the authority, "" when it does not show it: the
// client got no certificate, or it asked for no host of the real service and said nothing, as a scanner of ports does.
func (h *hello) distrust(err error) (reason string, certain bool) {
	if h.host == "" {
		return "", false
	}
	if refused, is := errors.AsType[*net.OpError](err); is && refused.Op == "remote error" {
		for _, alert := range alerts {
			if refused.Err.Error() == alert.Error() {
				return "it says so: " + alert.Error(), true
			}
		}
		return "", false
	}
	if left(err) && IsService(h.host) {
		return "it closed the connection when it saw the certificate", false
	}
	return "", false
}

// left reports whether a read or a write failed because the other side has gone.
func left(err error) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return true
	}
	network, is := errors.AsType[*net.OpError](err)
	return is && !network.Timeout() && !errors.Is(err, net.ErrClosed) // which is our doing
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

// NetConn is the connection beneath.
func (r *replay) NetConn() net.Conn { return r.Conn }

func (r *replay) CloseWrite() error { return closeWrite(r.Conn) }

func closeWrite(c net.Conn) error {
	if half, can := c.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}
