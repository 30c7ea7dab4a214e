package mockserver

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// serve takes every request from top to bottom. A step reports whether the request goes on: one that has decided
// the reply, or that there is none, ends with respond or abandon, which are false.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	s.arrivals.requests.Add(1)
	x := &exchange{server: s, w: w, r: r, came: uptime()}
	defer x.leave()     // from here on the world is idle
	defer x.end()       // whatever happens, the token is free again; a panic becomes a reply
	_ = x.identify() && // which operation, which world
		x.admit() && //    the token: known? free? leased from here on
		x.contract() && // does the request keep the document?
		x.before() && //   arranged to wait or to go wrong here?
		x.handle() && //   under the world's lock: change the call center, name an outcome
		x.after() //       arranged that the answer is lost?
	x.answer() // render, check, journal, free the token, write: in this order
}

// An exchange is one request on its way to its reply.
type exchange struct {
	server *Server
	w      http.ResponseWriter
	r      *http.Request
	came   time.Duration // see uptime

	route   *route // nil while the operation is unknown
	request request
	token   string
	body    []byte
	fields  map[string]json.RawMessage // of a JSON body, as they came
	formErr error                      // why a form could not be read whole

	world    *World
	state    *state // of the world, from when the token is accepted
	lease    *lease // nil unless the token was accepted, and again once it is free
	arranged bool   // faults or gates were there when it was accepted

	reply   *reply // the outcome; nil when the request is left without an answer
	data    openapi.Data
	filled  openapi.Data // the data of the reply, with a value for each variable
	status  int          // HTTP status of an answer that a fault arranged, 0 otherwise
	later   *fault.Fault // to be applied after the operation
	shape   *fault.Fault // says how the reply is written, nil as usual
	reset   bool         // a request without an answer ends with a TCP reset
	entry   journal.Entry
	params  verdict.Sent // which parameters the request has
	adopted string       // what became of a pair of server and token that nobody knew; "" of any other
	noted   bool         // the violations stand in the entry
	begun   bool         // the reply stands in the journal, and is being written
	hidden  secrets      // see secrets
}

// respond decides the reply, for a reason, with values in pairs of names and values. It is false, so that a step can end
// with it.
func (x *exchange) respond(outcome, reason string, pairs ...string) bool {
	if x.route != nil {
		x.reply = x.route.replies[outcome]
	} else {
		x.reply = x.server.general[outcome]
	}
	if x.reply == nil {
		panic(fmt.Sprintf("%s has no outcome %q", x.operation(), outcome))
	}
	x.data, x.entry.Reason = done(outcome, pairs...).Data, reason
	return false
}

// abandon leaves the request without an answer. It is false, as respond is.
func (x *exchange) abandon(reason string) bool {
	x.reply, x.entry.Reason = nil, reason
	return false
}

const worldReset = "the world was reset or restored while the request was under way"

// inWorld runs a step under the world's lock, unless the world has been reset, restored or deleted since it accepted the
// token: then nothing is done.
func (x *exchange) inWorld(step func(*state) bool) (ok bool) {
	_ = x.world.update(func(s *state) error {
		if s != x.state {
			x.respond("world_reset", worldReset+"; nothing was done")
			return nil
		}
		ok = step(s)
		return nil
	})
	return ok
}

// identify finds the operation, then the world.
func (x *exchange) identify() bool {
	x.request.query = parseQuery(x.r.URL.RawQuery)
	res := x.server.resources[x.r.URL.Path]
	if x.route = res.find(x.r.Method, x.request.query); x.route != nil {
		x.request.operation = x.route.doc
	}
	x.token = x.r.Header.Get(x.server.tokenHeader)
	tooLarge := x.takeBody()
	if x.server.cfg.adopt {
		x.adopted = x.server.adopt(x.r, x.token)
	}
	x.world = x.server.choose(x.r, x.token)
	if page := x.server.foreignPage(x.r); page != "" {
		x.world = cmp.Or(x.world, x.server.Default())
		return x.respond("origin_foreign", "a browser sent it for a page "+page)
	}
	if x.world == nil {
		x.world = x.server.Default()
		return x.respond("world_unknown",
			"the header "+worldHeader+" names no world, so this stands in the journal of default; POST /__admin/worlds makes one",
			"world", x.r.Header.Get(worldHeader))
	}
	switch {
	case res == nil && x.server.doc.Unsimulated(x.r.URL.Path) == nil:
		return x.respond("path_unknown", x.noPath(x.r.URL.Path))
	case tooLarge != nil:
		limit := strconv.FormatInt(x.maxBody(), 10)
		reason := tooLarge.Error()
		if tooLarge == wire.ErrTooLarge { //nolint:errorlint // what else is too large says so itself
			reason = "the body has more than " + limit + " bytes"
		}
		return x.respond("body_too_large", reason, "limit", limit)
	}
	return true
}

// takeBody reads what the client sent. The body of a request whose operation documents none is read, so that a client
// that goes away is noticed, and ignored (Q-PHP-BODY).
func (x *exchange) takeBody() (tooLarge error) {
	var err error
	if x.route != nil && x.route.doc.HasForm() {
		x.request.files, x.body, err = readForm(x.w, x.r, x.server.cfg.bodyTimeout)
		x.formErr = err // what is no form has no files
	} else {
		x.body, err = readBody(x.w, x.r, x.server.cfg.maxBody)
		if x.route == nil || !x.route.doc.HasBody() {
			return nil
		}
		if err == nil { // cut off on its way: what is no JSON object counts as an empty one
			x.request.fields, x.fields = wire.Fields(x.body, x.route.doc.HasField)
		}
	}
	if errors.Is(err, wire.ErrTooLarge) {
		return err
	}
	return nil
}

// maxBody bounds the body that the operation takes, in bytes.
func (x *exchange) maxBody() int64 {
	if x.route != nil && x.route.doc.HasForm() {
		return wire.MaxForm
	}
	return x.server.cfg.maxBody
}

// admit takes the token's lease, which answer ends. An empty token is none (Q-TOKEN-EMPTY); one
// that has expired, is malformed or belongs to another account is an unknown one (Q-TOKEN-INVALID-7, Q-TOKEN-SERVER).
func (x *exchange) admit() (ok bool) {
	if x.token == "" {
		return x.respond("token_missing", "there is no header "+x.server.doc.TokenHeader()+", or it is empty")
	}
	_ = x.world.update(func(s *state) error {
		ok = x.takeLease(s)
		return nil
	})
	return ok
}

func (x *exchange) takeLease(s *state) bool {
	l, limit := s.tokens[x.token], x.server.cfg.tokenConcurrency
	if l == nil {
		return x.respond("token_unknown", fmt.Sprintf("world %q does not know this token of %d characters", x.world.name, len(x.token)))
	}
	if l.inFlight >= limit {
		reason := fmt.Sprintf("%d request(s) with this token are under way, the latest is %s", l.inFlight, l.latest)
		return x.respond("token_busy", reason, "limit", strconv.Itoa(limit))
	}
	if refused := s.chargeQuota(l, x.r.URL.Path); refused != "" {
		return x.respond("token_limit_exceeded", refused)
	}
	l.inFlight++
	l.latest = cmp.Or(x.operation(), "an unknown operation")
	x.lease, x.state, x.arranged = l, s, s.faults.Any() || s.gates.Any()
	return true
}

// contract refuses what the service would refuse. The rest passes, odd identifiers and unknown fields too (Q-PARAM-FORMAT,
// Q-EXTRA-FIELDS), and is noted: see misuse.go. No `api` is an unknown one (Q-MISSING-API).
func (x *exchange) contract() bool {
	if x.route == nil {
		return x.unknownOperation(x.request.query.Get("api"))
	}
	if p := x.request.missing(); p != nil {
		reason := fmt.Sprintf("%s needs the %s parameter %s", x.route.name, p.In, p.Name)
		if x.formErr != nil {
			reason += ", and " + brokenForm(x.formErr)
		}
		return x.respond("parameter_missing", reason)
	}
	if name, n := x.request.longestList(); n > maxSent {
		return x.tooMany(fmt.Sprintf("%s has %d records", name, n), maxSent)
	}
	return true
}

// unknownOperation gives the reason why there is no operation here: another method (Q-WRONG-METHOD), another path, or none
// of that name anywhere (Q-UNKNOWN-API), in that case (Q-API-CASE). What the vendor documents beside the operations is
// not unknown (Q-NOT-SIMULATED).
func (x *exchange) unknownOperation(api string) bool {
	if api == "" {
		return x.respond("api_missing", "there is no parameter api, or it is empty")
	}
	if u := x.server.doc.Unsimulated(x.r.URL.Path); u.Page(api) != "" {
		return x.respond("not_simulated", fmt.Sprintf("the vendor documents %s of %s (%s); the mock does not simulate it",
			api, u.Resource(), u.Page(api)), "api", api, "resource", u.Resource())
	}
	var elsewhere *openapi.Operation
	for _, o := range x.server.doc.Operations {
		switch {
		case o.API != api:
		case o.Path == x.r.URL.Path:
			return x.respond("method_wrong", fmt.Sprintf("%s is %s, not %s", api, o.Method, x.r.Method))
		default:
			elsewhere = cmp.Or(elsewhere, o)
		}
	}
	if elsewhere != nil {
		return x.respond("api_unknown", fmt.Sprintf("%s belongs to %s %s", api, elsewhere.Method, elsewhere.Path))
	}
	return x.respond("api_unknown", "no operation has the api "+x.secrets().quote(api))
}

// noPath says that there is nothing at a path, and what there is.
func (x *exchange) noPath(path string) string {
	paths := slices.Sorted(maps.Keys(x.server.resources))
	expected := openapi.Nearest(path, paths)
	if expected == "" {
		expected = "one of " + strings.Join(paths, ", ")
	}
	return fmt.Sprintf("there is no path %s: expected %s", x.secrets().quote(path), expected)
}

// before waits at a gate and through latencies, and applies a fault before anything is changed.
func (x *exchange) before() bool {
	var f *fault.Fault
	var gate *fault.Hold
	if x.arranged && !x.inWorld(func(s *state) bool {
		gate = s.gates.Enter(x.route.name)
		if f = s.faults.Take(x.meets(), fault.Before); f != nil && slices.Contains(beforeLease, f.Outcome) {
			x.endLease(s)
		}
		return true
	}) {
		return false
	}
	x.recordFault(f)
	switch x.wait(gate, x.server.cfg.latency+latencyOf(f)) {
	case givenUp:
		return x.abandon("given up before the operation: the client left, or the server stopped")
	case replaced:
		return x.respond("world_reset", worldReset+"; nothing was done")
	}
	return x.applyFault(f)
}

// How a wait has ended.
type waited int

const (
	over     waited = iota
	givenUp         // by the client, which has left, or by the server, which stops
	replaced        // the world was reset, restored or deleted
)

// wait waits at a gate and for a latency, as long as there is somebody to wait for and the world is the same.
func (x *exchange) wait(gate *fault.Hold, latency time.Duration) waited {
	if gate == nil && latency <= 0 {
		return over
	}
	ctx, stop := x.server.waiting(x.w, x.r)
	defer stop()
	if gate != nil {
		select {
		case <-gate.Opened:
		case <-ctx.Done():
		}
		_ = x.world.update(func(s *state) error { s.gates.Leave(gate); return nil })
	}
	if ctx.Err() != nil || latency > 0 && !wait(ctx, latency, x.state.gone) {
		return givenUp
	}
	select {
	case <-x.state.gone:
		return replaced
	default:
		return over
	}
}

// handle runs the operation under the world's lock: a success means done, not queued (Q-COMMAND-QUEUE).
func (x *exchange) handle() bool {
	return x.inWorld(func(s *state) bool {
		x.request.now, x.request.zone = s.clock.now(), s.center.Zone.Location()
		if !isFree(x.route.doc.Path) {
			x.request.quota = s.tokenUse(x.lease)
		}
		res, err := x.route.handle(s.center, &x.request)
		x.entry.Changes = s.record(journal.ByRequest, x.route.name)
		if refused, is := errors.AsType[*callcenter.Error](err); is {
			return x.refuse(s, refused)
		}
		if err != nil {
			panic(err) // no operation may fail in another way
		}
		x.respond(res.outcome, "")
		x.data = res.Data
		if s.faults.Any() {
			x.later = s.faults.Take(x.meets(), fault.After)
		}
		return true
	})
}

// refuse answers with the outcome that a refusal is named after.
func (x *exchange) refuse(s *state, refused *callcenter.Error) bool {
	switch refused.Kind {
	case TooManyRecords:
		return x.tooMany(refused.Detail, maxFound)
	case WorldFull:
		full := x.world.fullness(s)
		return x.respond(string(WorldFull), full.err().Error(), "what", full.what, "held", strconv.FormatInt(full.held, 10),
			"limit", strconv.FormatInt(full.limit, 10))
	}
	return x.respond(string(refused.Kind), refused.Detail, "parameter", refused.Parameter)
}

// after loses the answer to a change that has been made, if a fault says so.
func (x *exchange) after() bool {
	x.recordFault(x.later)
	switch x.wait(nil, latencyOf(x.later)) {
	case givenUp:
		x.entry.Lost = x.reply.Name
		return x.abandon("given up after the operation: the client left, or the server stopped")
	case replaced:
		x.entry.Lost = x.reply.Name
		return x.respond("world_reset", worldReset+"; what it did is gone")
	}
	return x.applyFault(x.later)
}

// leave ends the use of the world that identify began.
func (x *exchange) leave() {
	if x.world != nil {
		x.world.end()
	}
}

// end turns a panic into a reply in the vendor's envelope. A request that is dropped on purpose passes.
func (x *exchange) end() {
	p := recover()
	switch p {
	case nil:
		return
	case http.ErrAbortHandler:
		panic(p)
	}
	x.server.cfg.log.Error("panic [unexpected]",
		"operation", x.operation(), "panic", x.redact(fmt.Sprint(p)), "stack", string(debug.Stack()))
	if x.begun {
		panic(http.ErrAbortHandler) // the server closes the connection: the client sees that the reply is not whole
	}
	if x.world == nil {
		x.world = x.server.Default()
	}
	x.status, x.shape = 0, nil
	x.respond("internal_error", "a bug: see the log")
	x.answer()
}
