package mockserver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/openapi"
)

// What faults do to an exchange: which one it meets, what it is answered instead, and how the bytes leave.

// meets is the request as faults look at it.
func (x *exchange) meets() fault.Request {
	return fault.Request{
		Operation:  x.route.name,
		HasOutcome: func(name string) bool { return x.route.replies[name] != nil },
		HasValue:   x.request.holds,
	}
}

// recordFault enters a fault in the journal before it makes the request wait: a client that leaves meanwhile met it too.
func (x *exchange) recordFault(f *fault.Fault) {
	if f == nil {
		return
	}
	if x.entry.Fault != "" {
		x.entry.Fault += "; "
	}
	x.entry.Fault += f.String()
}

func latencyOf(f *fault.Fault) time.Duration {
	if f == nil {
		return 0
	}
	return f.Latency
}

// endLease makes as if the token had never been accepted.
func (x *exchange) endLease(s *state) {
	s.refund(x.lease, x.r.URL.Path)
	x.lease.inFlight--
	x.lease = nil
}

const arranged = "a fault was arranged"

// applyFault replaces the answer, or says how it is written, if the fault does.
func (x *exchange) applyFault(f *fault.Fault) bool {
	if f == nil {
		return true
	}
	if f.Loses() && x.reply != nil {
		x.entry.Lost = x.reply.Name
	}
	if f.Shapes() {
		x.shape = f
	}
	switch {
	case f.Drop:
		return x.abandon("the connection was dropped by a fault")
	case f.Reset:
		x.reset = true
		return x.abandon("the connection was reset by a fault")
	case f.Outcome != "":
		return x.pretend(f.Outcome)
	case f.Status > 0:
		x.status = f.Status
		return x.respond("fault_injected", arranged, "code", f.Code, "error", phrase(f.Status))
	case f.Loses() && x.reply == nil:
		return x.pretend(x.route.doc.Outcomes[0].Name) // nothing is done, and half of the success is what the client sees of it
	}
	return true
}

func phrase(status int) string {
	return cmp.Or(http.StatusText(status), "Status "+strconv.Itoa(status))
}

// pretend answers with an outcome that has not come about. Its variables are what the request says, or else what the sample
// of the outcome has; for a general outcome that the operation does not have by itself, that of another operation.
func (x *exchange) pretend(outcome string) bool {
	x.respond(outcome, arranged)
	sample := x.route.doc.Sample(outcome)
	if sample == nil {
		all := x.server.doc.Samples()
		i := slices.IndexFunc(all, func(s *openapi.Sample) bool { return s.Outcome.Name == outcome })
		if i < 0 {
			return false
		}
		sample = all[i]
	}
	x.data = sample.Data()
	for _, name := range x.reply.Variables {
		if value := x.request.param(name); value != "" {
			x.data.Values = append(x.data.Values, openapi.Value{Name: name, Value: value}) // the last one counts
		}
	}
	if outcome == "token_busy" {
		x.data.Values = append(x.data.Values, openapi.Value{Name: "limit", Value: strconv.Itoa(x.server.cfg.tokenConcurrency)})
	}
	return false
}

// shaped is the body that a fault has in the place of the reply's, with its type, in full length even if only a part is sent.
func (x *exchange) shaped(body []byte) ([]byte, []string) {
	switch f := x.shape; {
	case f.HasBody():
		return []byte(f.Body), []string{f.ContentType}
	case f.HTML:
		return []byte(page(f.Status)), []string{"text/html"}
	case f.BrokenJSON:
		return body[:len(body)/2], contentType["Content-Type"]
	}
	return body, contentType["Content-Type"]
}

// page is what a proxy says when what is behind it fails: the page that nginx has built in.
func page(status int) string {
	title := strconv.Itoa(status) + " " + phrase(status)
	return strings.ReplaceAll("<html>\r\n<head><title>{}</title></head>\r\n<body>\r\n<center><h1>{}</h1></center>\r\n"+
		"<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n", "{}", title)
}

// sentInstead is what the client is sent, for the journal: as it stands when it is JSON, and else as a text.
func (x *exchange) sentInstead(body []byte) json.RawMessage {
	if x.shape.Truncate {
		body = body[:len(body)/2]
	}
	text := x.redact(string(body))
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(text) // a text
	return quoted
}

// maxPieces is how many pieces a slow body has at most.
const maxPieces = 1000

// deliver writes a reply as the fault says: a half of it, or slowly. It holds neither token nor lock, and ends when the
// client leaves or the server stops.
func (x *exchange) deliver(status int, body []byte) {
	x.server.limitReply(x.w)
	if len(body) > 0 {
		x.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	x.w.WriteHeader(status)
	if x.shape.Truncate {
		body = body[:len(body)/2]
	}
	whole := true
	if x.shape.Slow > 0 && len(body) > 0 {
		whole = x.dribble(body, x.shape.Slow)
	} else {
		_, _ = x.w.Write(body)
	}
	if x.shape.Truncate || !whole {
		_ = http.NewResponseController(x.w).Flush() // the server closes the connection
		panic(http.ErrAbortHandler)
	}
}

// dribble writes a body in small pieces, which take a time in all; false means that it was given up. When the world is reset,
// what is left is written at once: the fault is gone.
func (x *exchange) dribble(body []byte, total time.Duration) bool {
	ctx, over := x.server.waiting(x.w, x.r)
	defer over()
	size := (len(body) + maxPieces - 1) / maxPieces
	pause := total * time.Duration(size) / time.Duration(len(body))
	controller := http.NewResponseController(x.w)
	for piece := range slices.Chunk(body, size) {
		_ = controller.Flush()
		if !wait(ctx, pause, x.state.gone) {
			return false
		}
		x.server.limitReply(x.w)
		if _, err := x.w.Write(piece); err != nil {
			return false
		}
	}
	return true
}

// disconnect ends a request that has no answer. A TCP reset needs the connection itself; where there is none to be had, with
// HTTP/2 or without a network, the connection is closed as for a drop.
func (x *exchange) disconnect() {
	if x.reset {
		if conn, _, err := http.NewResponseController(x.w).Hijack(); err == nil {
			for beneath, is := conn.(interface{ NetConn() net.Conn }); is; beneath, is = conn.(interface{ NetConn() net.Conn }) {
				conn = beneath.NetConn()
			}
			if tcp, is := conn.(*net.TCPConn); is {
				_ = tcp.SetLinger(0)
			}
			_ = conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler) // the server closes the connection
}

// checkFault refuses a fault that no request can meet, and says what there is.
func (s *Server) checkFault(f fault.Fault) error {
	if err := s.checkOperation(f.Operation); err != nil {
		return err
	}
	among, none := s.doc.Operations, "no operation has the"
	if f.Operation != "" {
		among, none = []*openapi.Operation{s.doc.Operation(f.Operation)}, f.Operation+" has no"
	}
	if f.Outcome != "" {
		has := having(among, f.Outcome, s.outcomesOf)
		if has == nil {
			return missing(none+" outcome", f.Outcome, namesOf(among, s.outcomesOf))
		}
		if among = has; f.Operation == "" {
			none = "no operation with the outcome " + f.Outcome + " has the"
		}
	}
	params := slices.Sorted(maps.Keys(f.Params))
	if f.AgentID != "" {
		params = append(params, "agent_id")
	}
	for _, name := range params {
		has := having(among, name, matchable)
		if has == nil {
			return missing(none+" parameter", name, namesOf(among, matchable))
		}
		among = has
	}
	return nil
}

// having are the operations that have a name among some of theirs.
func having(among []*openapi.Operation, name string, names func(*openapi.Operation) []string) (has []*openapi.Operation) {
	for _, o := range among {
		if slices.Contains(names(o), name) {
			has = append(has, o)
		}
	}
	return has
}

// namesOf are some names of operations, each once.
func namesOf(among []*openapi.Operation, names func(*openapi.Operation) []string) (all []string) {
	for _, o := range among {
		for _, name := range names(o) {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// missing refuses a name, with those that there are.
func missing(what, name string, names []string) error {
	if len(names) == 0 {
		return invalid(fmt.Errorf("%s %q; it has none by which requests can be chosen", what, name))
	}
	return invalid(fmt.Errorf("%s %q: expected one of %s", what, name, nearestFirst(name, names)))
}

// outcomesOf are the outcomes that an operation can have, its own first.
func (s *Server) outcomesOf(o *openapi.Operation) (names []string) {
	for _, out := range slices.Concat(o.Outcomes, s.doc.General) {
		names = append(names, out.Name)
	}
	return names
}

// matchable are the parameters by which requests can be chosen: not those that are secret, for faults and expectations are shown.
func matchable(o *openapi.Operation) (names []string) {
	for _, p := range o.Parameters {
		if p.Name != "api" && p.In != "header" && !p.Secret {
			names = append(names, p.Name)
		}
	}
	return names
}

// nearestFirst lists names, the one first that a wrong one is most like, and not all of very many.
func nearestFirst(wrong string, names []string) string {
	const most = 30
	if near := openapi.Nearest(wrong, names); near != "" {
		names = slices.Insert(slices.DeleteFunc(names, func(n string) bool { return n == near }), 0, near)
	}
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}
