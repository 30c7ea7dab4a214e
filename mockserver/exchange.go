package mockserver

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
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
	fields  map[string]value // of a JSON body
	files   []upload         // of a form
	broken  string           // why the form could not be read, "" when it could
	now     time.Time        // by the world's clock, read once

	reply     *reply // the outcome; nil when the request is left without an answer
	vars      openapi.Vars
	ending    string      // the outcome of a success that can end in several ways, "" for the first
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

// param is a parameter of the request that is a text, wherever the document says that it travels.
func (x *exchange) param(name string) string {
	if x.route != nil {
		for i := range x.route.doc.Parameters {
			if p := &x.route.doc.Parameters[i]; p.Name == name && p.In == "body" {
				return x.fields[name].text
			}
		}
	}
	return x.query.Get(name)
}

// list is a field of the body that is a list of texts; a single text is a list of one (Q-DNC-FORM).
func (x *exchange) list(name string) []string {
	if v := x.fields[name]; v.list != nil || v.text == "" {
		return v.list
	}
	return []string{x.fields[name].text}
}

// optional is a field of the body, nil when it was not sent; null counts as that (Q-NULL-FIELD), and so does a list,
// which is no text (inferred).
func (x *exchange) optional(name string) *string {
	v, sent := x.fields[name]
	if !sent || v.list != nil {
		return nil
	}
	return &v.text
}

// given is a field of the body, nil when it was not sent, or empty: what is optional counts as not given then
// (Q-EMPTY-PARAM).
func (x *exchange) given(name string) *string {
	if v := x.optional(name); v != nil && *v != "" {
		return v
	}
	return nil
}

// has says whether a parameter was sent, and with a value: an empty one counts as missing (Q-EMPTY-PARAM).
func (x *exchange) has(p *openapi.Parameter) bool {
	switch {
	case p.Kind == openapi.File:
		return len(x.files) > 0
	case p.In == "body":
		v := x.fields[p.Name]
		return v.text != "" || p.Kind != openapi.Text && len(v.list) > 0
	}
	return x.query.Get(p.Name) != ""
}

// Var gives the reply its variables: those of the operation, then the parameters of the request.
func (x *exchange) Var(name string) string {
	if x.vars != nil {
		if v := x.vars.Var(name); v != "" || x.route != nil && slices.Contains(x.route.gives, name) {
			return v
		}
	}
	return x.param(name)
}

// Each gives the reply the records of a list.
func (x *exchange) Each(list string, visit func(openapi.Vars)) {
	if x.vars != nil {
		x.vars.Each(list, visit)
	}
}

// takeBody reads what the client sent. The body of a request whose operation documents none is read, so that a client
// that goes away is noticed, and ignored (Q-PHP-BODY).
func (x *exchange) takeBody() (tooLarge error) {
	if x.route != nil && x.route.doc.HasForm() {
		var err error
		x.files, err = readForm(x.w, x.r, x.server.cfg.patience)
		x.broken = brokenForm(err)
		return ifTooLarge(err) // what else is no form has no files
	}
	body, err := readBody(x.w, x.r, x.server.cfg.maxBody)
	if x.route == nil || !x.route.doc.HasBody() {
		return nil
	}
	if err != nil {
		return ifTooLarge(err) // cut off on its way: what is no JSON object counts as an empty one
	}
	x.body, x.fields = body, parseBody(body)
	return nil
}

func ifTooLarge(err error) error {
	if errors.Is(err, errTooLarge) {
		return err
	}
	return nil
}

// maxBody bounds the body that the operation takes.
func (x *exchange) maxBody() int64 {
	if x.route != nil && x.route.doc.HasForm() {
		return maxForm
	}
	return x.server.cfg.maxBody
}

// sent is the body as the journal shows it.
func (x *exchange) sent() string {
	if x.files == nil {
		return string(x.body)
	}
	var parts []string
	for _, f := range x.files {
		parts = append(parts, f.String())
	}
	return strings.Join(parts, "\n")
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
