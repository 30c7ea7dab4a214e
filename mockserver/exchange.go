package mockserver

import (
	"errors"
	"fmt"
	"net/http"
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

// takeBody reads what the client sent. The body of a request whose operation documents none is read, so that a client
// that goes away is noticed, and ignored (Q-PHP-BODY).
func (x *exchange) takeBody() (tooLarge bool) {
	body, err := readBody(x.w, x.r, x.server.cfg.maxBody)
	if x.route == nil || !x.route.doc.HasBody() {
		return false
	}
	if err != nil {
		return errors.Is(err, errTooLarge) // cut off on its way: what is no JSON object counts as an empty one
	}
	x.body, x.fields = body, parseBody(body)
	return false
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
