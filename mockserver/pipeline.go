package mockserver

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
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
	"wolkvoxmock/openapi"
)

// serve is the way of every request, from top to bottom. A step says whether the request goes on; one that does not has
// settled the reply, or left the request without one.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	x := &exchange{server: s, w: w, r: r}
	defer x.end()       // whatever happens, the token is free again; a panic becomes a reply
	_ = x.identify() && // which world, which operation
		x.admit() && //    the token: known? free? leased from here on
		x.contract() && // does the request keep the document?
		x.before() && //   arranged to wait or to go wrong here?
		x.handle() && //   under the world's lock: change the call center, name an outcome
		x.after() //       arranged that the answer is lost?
	x.answer() // render, check, journal, free the token, write: in this order
}

// identify finds the operation, then the world.
func (x *exchange) identify() bool {
	x.query = parseQuery(x.r.URL.RawQuery)
	res := x.server.resources[x.r.URL.Path]
	x.route = res.find(x.r.Method, x.query)
	x.token = x.r.Header.Get(x.server.tokenHeader)
	tooLarge := x.takeBody()
	if x.world = x.choose(); x.world == nil {
		x.world = x.server.Default()
		x.vars = vars{{"world", x.r.Header.Get(worldHeader)}}
		return x.settle("world_unknown", "the header "+worldHeader+" names no world; POST /__admin/worlds makes one")
	}
	switch {
	case res == nil:
		return x.settle("path_unknown", "the document describes "+strings.Join(slices.Sorted(maps.Keys(x.server.resources)), ", "))
	case tooLarge != nil:
		x.vars = vars{{"limit", strconv.FormatInt(x.maxBody(), 10)}}
		if tooLarge != errTooLarge {
			return x.settle("body_too_large", tooLarge.Error())
		}
		return x.settle("body_too_large", fmt.Sprintf("the body has more than %d bytes", x.maxBody()))
	}
	return true
}

// admit takes the token's lease. It ends with the reply, see answer and end. An empty token is none (Q-TOKEN-EMPTY); one
// that has expired, is malformed or belongs to another account is an unknown one (Q-TOKEN-INVALID-7, Q-TOKEN-SERVER).
func (x *exchange) admit() bool {
	if x.token == "" {
		return x.settle("token_missing", "there is no header "+x.server.doc.TokenHeader()+", or it is empty")
	}
	return nil == x.world.update(func(s *state) error {
		l := s.tokens[x.token]
		if l == nil {
			x.settle("token_unknown", fmt.Sprintf("world %q does not know this token of %d characters", x.world.name, len(x.token)))
			return errSettled
		}
		if limit := x.server.cfg.tokenConcurrency; l.inFlight >= limit {
			x.vars = vars{{"limit", strconv.Itoa(limit)}}
			x.settle("token_busy", fmt.Sprintf("%d request(s) with this token are under way, the latest is %s", l.inFlight, l.latest))
			return errSettled
		}
		if why := s.spend(l, x.r.URL.Path); why != "" {
			x.settle("token_limit_exceeded", why)
			return errSettled
		}
		l.inFlight++
		l.latest = cmp.Or(x.operation(), "an unknown operation")
		x.lease, x.epoch, x.journal = l, x.world.epoch, s.journal
		x.disturbed = s.faults.Any() || s.gates.Any()
		return nil
	})
}

var errSettled = errors.New("settled")

// contract refuses what cannot be understood, and notes what is wrong with the rest: the wire stays faithful, so that
// odd identifiers and unknown fields pass (Q-PARAM-FORMAT, Q-EXTRA-FIELDS). No `api` is an unknown one (Q-MISSING-API).
func (x *exchange) contract() bool {
	api := x.query.Get("api")
	switch {
	case x.route != nil:
	case api == "":
		return x.settle("api_missing", "there is no parameter api, or it is empty")
	default:
		return x.unknown(api)
	}
	x.entry.Violations = x.route.doc.CheckRequest(openapi.Request{
		Query: x.query, Header: x.r.Header, Body: x.body, Files: len(x.files), Secret: x.token, Base: x.server.URL,
	})
	x.hush(x.entry.Violations)
	for i := range x.route.doc.Parameters {
		if p := &x.route.doc.Parameters[i]; p.Required && p.In != "header" && !x.has(p) {
			says := fmt.Sprintf("%s needs the %s parameter %s", x.route.name, p.In, p.Name)
			if x.broken != "" {
				says += ", and " + x.broken
			}
			return x.settle("parameter_missing", says)
		}
	}
	return true
}

// unknown says why there is no operation here: another method (Q-WRONG-METHOD), another path, or none of that name
// anywhere (Q-UNKNOWN-API), in that case (Q-API-CASE).
func (x *exchange) unknown(api string) bool {
	var elsewhere *openapi.Operation
	for _, o := range x.server.doc.Operations {
		switch {
		case o.API != api:
		case o.Path == x.r.URL.Path:
			return x.settle("method_wrong", fmt.Sprintf("%s is %s, not %s", api, o.Method, x.r.Method))
		default:
			elsewhere = cmp.Or(elsewhere, o)
		}
	}
	if elsewhere != nil {
		return x.settle("api_unknown", fmt.Sprintf("%s belongs to %s %s", api, elsewhere.Method, elsewhere.Path))
	}
	return x.settle("api_unknown", fmt.Sprintf("no operation has the api %q", api))
}

// before waits at a gate and through latencies, and lets a fault strike before anything is changed.
func (x *exchange) before() bool {
	var f fault.Fault
	var gate *fault.Hold
	if x.disturbed {
		_ = x.world.update(func(s *state) error {
			if x.epoch == x.world.epoch {
				gate = s.gates.Enter(x.route.name)
				f, _ = s.faults.Take(x.route.name, fault.Before)
			}
			return nil
		})
	}
	x.met(f)
	latency := x.server.cfg.latency + time.Duration(f.Latency)
	if (gate != nil || latency > 0) && !x.hold(gate, latency) {
		return x.abandon("given up before the operation: the client left, or the server stopped")
	}
	return x.strike(f)
}

// handle runs the operation under the world's lock: a success means done, not queued (Q-COMMAND-QUEUE).
func (x *exchange) handle() bool {
	err := x.world.update(func(s *state) (err error) {
		if x.epoch != x.world.epoch {
			return errSettled
		}
		x.now = s.clock.now()
		if x.vars, err = x.route.handle(s.center, x); err == nil {
			x.fault, _ = s.faults.Take(x.route.name, fault.After)
		}
		return err
	})
	refused, isRefused := errors.AsType[*callcenter.Error](err)
	switch {
	case err == nil:
		x.settle(cmp.Or(x.ending, x.route.done[0]), "")
		return true
	case isRefused:
		if refused.Parameter != "" {
			x.vars = vars{{"parameter", refused.Parameter}}
		}
		return x.settle(string(refused.Kind), refused.Detail)
	case err == errSettled:
		return x.settle("world_reset", "the world was reset or restored while the request was under way; nothing was done")
	}
	panic(err) // no operation may fail in another way
}

// after loses the answer to a change that has been made, if a fault says so.
func (x *exchange) after() bool {
	x.met(x.fault)
	if latency := time.Duration(x.fault.Latency); latency > 0 && !x.hold(nil, latency) {
		x.entry.Lost = x.reply.Name
		return x.abandon("given up after the operation: the client left, or the server stopped")
	}
	return x.strike(x.fault)
}

// met notes a fault, before it makes the request wait: a client that leaves meanwhile has met it too.
func (x *exchange) met(f fault.Fault) {
	if f.ID != "" {
		x.entry.Fault = f.String()
	}
}

// strike lets a fault take the place of the answer.
func (x *exchange) strike(f fault.Fault) bool {
	if f.Replaces() && x.reply != nil {
		x.entry.Lost = x.reply.Name
	}
	switch {
	case f.Drop:
		return x.abandon("the connection was dropped by a fault")
	case f.Status > 0:
		x.status, x.vars = f.Status, vars{{"code", f.Code}, {"error", cmp.Or(http.StatusText(f.Status), "Status "+strconv.Itoa(f.Status))}}
		return x.settle("fault_injected", "a fault was arranged")
	}
	return true
}

// answer renders the reply and writes it. The journal has the entry, and the token is free, before the first byte
// leaves: a client that sends its next request on receipt of this reply must never find its token busy.
func (x *exchange) answer() {
	x.entry.Operation, x.entry.AgentID, x.entry.Says = x.operation(), x.redact(x.param("agent_id")), x.redact(x.entry.Says)
	x.entry.Request = journal.Request{Method: x.r.Method, Target: x.redact(x.target()), Body: x.redactBody()}
	if x.reply == nil {
		x.finish()
		panic(http.ErrAbortHandler) // the server closes the connection
	}
	body := x.reply.Append(nil, x)
	status := cmp.Or(x.status, x.reply.Status)
	x.entry.Outcome, x.entry.Evidence, x.entry.Source = x.reply.Name, x.reply.Evidence, x.reply.Source
	x.entry.Reply = journal.Reply{Status: status, Body: body}
	if x.echoes(body) {
		x.entry.Reply.Body = x.reply.Append(nil, redacted{x, x}) // who sends its token as an agent_id reads it in the reply
	}
	if x.server.cfg.checkReplies && x.route != nil && x.status == 0 {
		x.server.complain(x.route.doc.CheckReply(status, contentType, body, x.token))
	}
	x.finish()
	if len(body) > smallReply {
		x.server.limitReply(x.w)
	}
	h := x.w.Header()
	h["Content-Type"], h["Cache-Control"] = contentType["Content-Type"], cacheControl
	h["Access-Control-Allow-Origin"], h["Access-Control-Allow-Methods"] = allowOrigin, allowMethods
	h["X-Wolkvox-Mock"] = x.reply.graded
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body) // a client that has gone is no failure of ours
}

// The headers of a captured reply of the real service (facts: example, observed).
var (
	contentType  = http.Header{"Content-Type": {"application/json; charset=utf-8"}}
	cacheControl = []string{"no-store, no-cache, must-revalidate"}
	allowOrigin  = []string{"*"}
	allowMethods = []string{"GET, POST"}
)

func (x *exchange) target() string {
	if x.r.RequestURI != "" {
		return x.r.RequestURI
	}
	return x.r.URL.RequestURI()
}

// operation is the operation's name, "" when the request names none.
func (x *exchange) operation() string {
	if x.route == nil {
		return ""
	}
	return x.route.name
}

// finish enters the exchange in the journal and ends the token's lease. A reset has made the journal anew, and what
// began before it has no place there; a restore leaves the journal as it is.
func (x *exchange) finish() {
	_ = x.world.update(func(s *state) error {
		if x.lease == nil || x.journal == s.journal {
			x.entry.Time = s.clock.now()
			s.journal.Add(x.entry)
			if x.reply != nil {
				s.coverage.Outcomes[x.reply.coverage]++
			}
		}
		if x.lease != nil {
			x.lease.inFlight--
			x.lease = nil
		}
		return nil
	})
	x.log()
}

// log says what happened, and what the client did wrong, on a line each.
func (x *exchange) log() {
	ctx, log := x.r.Context(), x.server.cfg.log
	if !log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	attrs := []slog.Attr{
		slog.String("world", x.world.name), slog.String("operation", x.entry.Operation), slog.String("agent", x.entry.AgentID),
		slog.String("outcome", x.entry.Outcome), slog.String("evidence", string(x.entry.Evidence)), slog.Int("status", x.entry.Reply.Status),
	}
	if x.entry.Says != "" {
		attrs = append(attrs, slog.String("says", x.entry.Says))
	}
	log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
	for _, v := range x.entry.Violations {
		log.LogAttrs(ctx, slog.LevelWarn, "violation", slog.String("rule", string(v.Rule)), slog.String("where", v.Where),
			slog.String("expected", v.Expected), slog.String("got", v.Got), slog.String("source", v.Source), slog.String("try", v.Try))
	}
}

// end turns a panic into a reply in the vendor's envelope. A request that is dropped on purpose passes.
func (x *exchange) end() {
	p := recover()
	switch {
	case p == nil:
		return
	case p == http.ErrAbortHandler:
		panic(p)
	}
	x.server.cfg.log.Error("panic [unexpected]", "operation", x.operation(), "panic", x.redact(fmt.Sprint(p)), "stack", string(debug.Stack()))
	if x.world == nil {
		x.world = x.server.Default()
	}
	x.status = 0
	x.settle("internal_error", "a bug: see the log")
	x.answer()
}
