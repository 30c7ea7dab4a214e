package mockserver

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// An exchange is one request on its way to its reply. Its steps stand in pipeline.go.
type exchange struct {
	server *Server
	w      http.ResponseWriter
	r      *http.Request

	world   *World
	epoch   int              // of the world, when the token was accepted
	journal *journal.Journal // the same
	lease   *lease           // nil unless the token was accepted, and again once it is free
	route   *route           // nil while the operation is unknown
	token   string
	query   openapi.Values
	body    []byte
	fields  map[string]string // of a JSON body
	now     time.Time         // by the world's clock, read once

	reply     *reply // the outcome; nil when the request is left without an answer
	vars      vars
	disturbed bool        // faults or gates were arranged when the token was accepted
	status    int         // HTTP status of a fault, 0 otherwise
	fault     fault.Fault // to strike after the operation
	entry     journal.Entry
}

// settle decides the reply. It always says false, so that a step can end with it.
func (x *exchange) settle(outcome, says string) bool {
	if x.route != nil {
		x.reply = x.route.replies[outcome]
	} else {
		x.reply = x.server.general[outcome]
	}
	if x.reply == nil {
		panic(fmt.Sprintf("%s has no outcome %q", x.operation(), outcome))
	}
	x.entry.Says = says
	return false
}

// abandon leaves the request without an answer.
func (x *exchange) abandon(says string) bool {
	x.reply, x.entry.Says = nil, says
	return false
}

// param is a parameter of the request, wherever the document says that it travels.
func (x *exchange) param(name string) string {
	if x.route != nil {
		for i := range x.route.doc.Parameters {
			if p := &x.route.doc.Parameters[i]; p.Name == name && p.In == "body" {
				return x.fields[name]
			}
		}
	}
	return x.query.Get(name)
}

// Var gives the reply its variables: those of the operation, then the parameters of the request.
func (x *exchange) Var(name string) string {
	for _, v := range x.vars {
		if v.name == name {
			return v.value
		}
	}
	return x.param(name)
}

// readBody reads what the client sent. The body of a request whose operation documents none is read, so that a client
// that goes away is noticed, and ignored. The world's time does not matter here: a slow body costs real time.
func (x *exchange) readBody() (tooLarge bool) {
	if x.r.Body == nil || x.r.Body == http.NoBody {
		return false
	}
	c := http.NewResponseController(x.w)
	_ = c.SetReadDeadline(wall().Add(bodyTimeout)) // not every writer can; then the server's own timeouts count
	defer func() { _ = c.SetReadDeadline(time.Time{}) }()
	if x.route == nil || !x.route.doc.HasBody() {
		_, _ = io.CopyN(io.Discard, x.r.Body, x.server.cfg.maxBody)
		return false
	}
	body, err := io.ReadAll(io.LimitReader(x.r.Body, x.server.cfg.maxBody+1))
	if err != nil {
		body = nil // cut off on its way: what is no JSON object counts as an empty one
	}
	if int64(len(body)) > x.server.cfg.maxBody {
		return true
	}
	x.body, x.fields = body, parseBody(body)
	return false
}

// choose finds the world that is meant, by what an unmodified client already sends. Only the mock's own header may not
// name a world that does not exist; an unknown host or server is passed over (Q-SERVER-HEADER).
func (x *exchange) choose() *World {
	ws := &x.server.worlds
	if name := x.r.Header.Get(worldHeader); name != "" {
		return ws.byName.get(name)
	}
	if w := ws.byServer.get(hostServer(x.r.Host)); w != nil {
		return w
	}
	if server := x.r.Header.Get(serverHeader); server != "" {
		if w := ws.byServer.get(server); w != nil {
			return w
		}
	}
	if w := ws.byToken.get(x.token); w != nil {
		return w
	}
	return x.server.Default()
}

// The headers that name a world, as http.Header has them.
const (
	worldHeader  = "X-Wolkvox-Mock-World"
	serverHeader = "Wolkvox_server"
)

// hostServer is the nomenclature in a host such as wv0042.wolkvox.com, "" when there is none.
func hostServer(host string) string {
	if len(host) < 3 || host[0] != 'w' && host[0] != 'W' || host[1] != 'v' && host[1] != 'V' {
		return ""
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	label, _, _ := strings.Cut(host[2:], ".")
	return label
}

// hold waits at a gate and through the latency of a fault and of the server; false means that the request was given up.
func (x *exchange) hold(gate *fault.Hold, latency time.Duration) bool {
	ctx, cancel := x.server.untilClosed(x.r.Context())
	defer cancel()
	if gate != nil {
		select {
		case <-gate.Opened:
		case <-ctx.Done():
		}
		_ = x.world.update(func(s *state) error { s.gates.Leave(gate); return nil })
	}
	return ctx.Err() == nil && (latency <= 0 || wait(ctx, latency))
}
