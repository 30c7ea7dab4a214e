package mockserver

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// What has the credential of the run is passed on to other hosts, for the variables that name a proxy are all or nothing: a
// program that also calls others has to go on working.

// The bounds of what is passed on: how much at a time, how long it may take to connect, and how long nothing may come.
const (
	maxPassing  = 256
	dialTime    = 10 * time.Second
	silentTime  = 5 * time.Minute
	answerTime  = 5 * time.Minute
	idlePassing = 16
)

// passing counts what is being passed on.
type passing struct {
	transport *http.Transport
	refuses   func(address string) error // whatever the name was that led to it

	mu    sync.Mutex
	now   int
	ended bool
	done  sync.WaitGroup
}

// begin reports whether there is room for one more.
func (p *passing) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended || p.now >= maxPassing {
		return false
	}
	p.now++
	p.done.Add(1)
	return true
}

func (p *passing) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now--
	p.done.Done()
}

// end lets nothing more begin, and waits for what is there, which ends with the server.
func (p *passing) end() {
	p.mu.Lock()
	p.ended = true
	p.mu.Unlock()
	p.done.Wait()
	if p.transport != nil {
		p.transport.CloseIdleConnections()
	}
}

// dial connects to another host, never to this machine: whatever its name, the address counts.
func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTime, Control: func(_, address string, _ syscall.RawConn) error {
		return s.passing.refuses(address)
	}}
	return d.DialContext(ctx, network, address)
}

// transport sends requests to other hosts.
func (s *Server) transport() *http.Transport {
	return &http.Transport{
		DialContext: s.dial, ResponseHeaderTimeout: answerTime, TLSHandshakeTimeout: dialTime,
		MaxIdleConns: idlePassing, IdleConnTimeout: silentTime, DisableCompression: true,
	}
}

// beginPassing takes a place for what is passed on to another host, which the caller leaves, or refuses the request.
func (s *Server) beginPassing(w http.ResponseWriter, r *http.Request, host string) bool {
	switch {
	case !s.mayPass(r):
		s.refusePassage(w, r, host)
	case !s.passing.begin():
		s.refuse(w, r, tooManyPassing())
	default:
		return true
	}
	return false
}

// tunnel answers CONNECT for another host.
func (s *Server) tunnel(w http.ResponseWriter, r *http.Request) {
	if !s.beginPassing(w, r, r.Host) {
		return
	}
	defer s.passing.leave()
	ctx, stop := either(r.Context(), s.awaiting)
	defer stop()
	there, err := s.dial(ctx, "tcp", r.Host)
	if err != nil {
		s.refuse(w, r, notReached(r.Host, err))
		return
	}
	defer func() { _ = there.Close() }()
	here := s.established(w)
	if here == nil {
		return
	}
	defer func() { _ = here.Close() }()
	closing := context.AfterFunc(s.awaiting, func() { _ = here.Close(); _ = there.Close() })
	defer closing()
	var latest atomic.Int64 // when something came last, in either direction
	latest.Store(systemNow().UnixNano())
	var both sync.WaitGroup
	both.Go(func() { pour(there, here, &latest) })
	pour(here, there, &latest)
	both.Wait()
}

// pour takes what comes from one side to the other, and its end too. When that fails, both sides end.
func pour(to, from net.Conn, latest *atomic.Int64) {
	buf := make([]byte, 32<<10)
	for {
		_ = from.SetReadDeadline(systemNow().Add(silentTime))
		n, err := from.Read(buf)
		if n > 0 {
			latest.Store(systemNow().UnixNano())
			_ = to.SetWriteDeadline(systemNow().Add(silentTime))
			if _, err := to.Write(buf[:n]); err != nil {
				break
			}
		}
		switch {
		case err == nil:
			continue
		case errors.Is(err, io.EOF):
			if closeWrite(to) == nil {
				return
			}
		case errors.Is(err, os.ErrDeadlineExceeded) && systemNow().UnixNano()-latest.Load() < int64(silentTime):
			continue // the other direction is alive
		}
		break
	}
	_ = to.Close()
	_ = from.Close()
}

// passOn answers a request for another host, which has its whole address in the first line.
func (s *Server) passOn(w http.ResponseWriter, r *http.Request) {
	if !s.beginPassing(w, r, r.URL.Host) {
		return
	}
	defer s.passing.leave()
	ctx, stop := either(r.Context(), s.awaiting)
	defer stop()
	r = r.WithContext(ctx)
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = passedBody{r.Body, &renewingBody{r.Body, w, s.cfg.bodyTimeout, systemNow(), 0}}
	}
	proxy := httputil.ReverseProxy{
		Transport: s.passing.transport, FlushInterval: -1, ErrorLog: s.http.ErrorLog,
		Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.Host = p.In.URL.Host
			p.Out.URL.RawQuery = p.In.URL.RawQuery
			for _, name := range forwarded {
				if values := p.In.Header[name]; values != nil {
					p.Out.Header[name] = values
				}
			}
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) { s.refuse(w, r, notReached(r.URL.Host, err)) },
	}
	proxy.ServeHTTP(w, r)
}

// forwarded are headers of proxies, which are the client's own here: nobody shall see that this proxy was there.
var forwarded = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"}

// A passedBody may take as long as it flows. Once it has come whole, its client may wait for the reply as long as it likes.
type passedBody struct {
	io.ReadCloser
	renewing *renewingBody
}

func (b passedBody) Read(p []byte) (int, error) {
	n, err := b.renewing.Read(p)
	if err != nil {
		_ = http.NewResponseController(b.renewing.w).SetReadDeadline(time.Time{})
	}
	return n, err
}

func tooManyPassing() *problem {
	return newProblem(http.StatusServiceUnavailable, "too_many_passed_on",
		"%d requests are being passed on to other hosts, the most that there may be.", maxPassing)
}

// notReached says that a host could not be reached. The error of the network names no more than its address.
func notReached(host string, err error) *problem {
	if errors.Is(err, errNotHere) {
		return newProblem(http.StatusForbidden, "not_passed_on", "%.200q is not called: %v.", host, err)
	}
	return newProblem(http.StatusBadGateway, "not_reached", "%.200q could not be reached: %v.", host, err)
}
