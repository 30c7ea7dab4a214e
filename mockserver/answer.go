package mockserver

import (
	"cmp"
	"net/http"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// answer renders the reply and writes it. The journal has the entry, and the token is free, before the first byte
// leaves: a client that sends its next request on receipt of this reply must never find its token busy.
func (x *exchange) answer() {
	x.noteRequest()
	if x.reply == nil {
		x.finish()
		x.disconnect()
		return
	}
	x.filled = x.fill()
	x.entry.Outcome, x.entry.Evidence, x.entry.Source = x.reply.Name, x.reply.Evidence, x.reply.Source
	if len(x.filled.Lists) > 0 && !x.server.cfg.checkReplies && x.shape == nil {
		_ = x.Take(x.reply.Pieces(x.filled, pieceSize, x))
		return
	}
	body := x.reply.Append(nil, x.filled)
	if x.server.cfg.checkReplies && x.route != nil && x.status == 0 {
		x.server.recordBroken(x.route.doc.CheckReply(x.reply.Status, contentType, body, x.token))
	}
	if x.shape != nil {
		x.answerShaped(body)
		return
	}
	_ = x.Take(body) // a client that has gone is no failure of ours
}

// answerShaped writes a reply as a fault says.
func (x *exchange) answerShaped(body []byte) {
	kind, journalled := contentType["Content-Type"], x.journalled(body)
	if x.shape.Replaces() {
		body, kind = x.shaped(body)
		journalled = x.sentInstead(body)
	}
	x.begin(kind, journalled)
	x.deliver(x.httpStatus(), body)
}

// pieceSize is how many bytes of a long reply are in memory at a time, about.
const pieceSize = 32 << 10

// Take writes a reply, or a part of one that is longer than a piece. It reports whether the client takes more.
func (x *exchange) Take(piece []byte) bool {
	if !x.begun {
		x.begin(contentType["Content-Type"], x.journalled(piece))
		x.w.WriteHeader(x.httpStatus())
	}
	if len(piece) > smallReply {
		x.server.limitReply(x.w)
	}
	_, err := x.w.Write(piece)
	return err == nil
}

// begin is what comes before the first byte of a reply.
func (x *exchange) begin(kind []string, journalled []byte) {
	x.entry.Reply = journal.Reply{Status: x.httpStatus(), Body: journalled}
	x.finish()
	x.begun = true
	h := x.w.Header()
	h["Content-Type"], h["Cache-Control"] = kind, cacheControl
	x.server.letIn(h)
	h["X-Wolkvox-Mock"] = x.reply.graded
}

func (x *exchange) httpStatus() int { return cmp.Or(x.status, x.reply.Status) }

// journalled is a body for the journal, without secrets: a token sent as an agent_id stands in the reply. Of a long one it is
// the beginning, rendered anew: in what is cut no secret could be found that stands where it is cut.
func (x *exchange) journalled(body []byte) []byte {
	switch {
	case len(body) > journal.MaxText:
		return x.reply.Beginning(x.redactData(x.filled), journal.MaxText+1)
	case x.repeatsSecret(x.filled, body):
		return x.reply.Append(nil, x.redactData(x.filled))
	}
	return body
}

// The headers of a captured reply of the real service (facts: example, observed).
var (
	contentType  = http.Header{"Content-Type": {"application/json; charset=utf-8"}}
	cacheControl = []string{"no-store, no-cache, must-revalidate"}
	allowOrigin  = []string{"*"}
	allowMethods = []string{"GET, POST"}
)

// fill gives a value to each variable of the reply: the operation's own, else the parameter of the request.
func (x *exchange) fill() openapi.Data {
	d := openapi.Data{Lists: x.data.Lists}
	for _, name := range x.reply.Variables {
		value, found := x.data.Values.Lookup(name)
		if !found {
			value = x.request.param(name)
		}
		d.Values = append(d.Values, openapi.Value{Name: name, Value: value})
	}
	return d
}

func (x *exchange) target() string {
	if x.r.RequestURI != "" {
		return x.r.RequestURI
	}
	return x.r.URL.RequestURI()
}

// sent is the body as the journal shows it.
func (x *exchange) sent() string {
	if x.request.files != nil {
		return x.request.sentFiles()
	}
	return string(x.body[:min(len(x.body), journal.MaxText+openapi.LongestSecret+1)]) // no more is shown
}

// operation is the operation's name, "" when the request names none.
func (x *exchange) operation() string {
	if x.route == nil {
		return ""
	}
	return x.route.name
}

// finish enters the exchange in the journal and ends the token's lease, both in the state that accepted it, even when a
// reset has replaced that state since.
func (x *exchange) finish() {
	now := systemNow()
	_ = x.world.update(func(s *state) error {
		x.entry.Time = s.clock.at(now)
		if x.state != nil {
			s = x.state
		}
		x.entry.Seq = s.journal.Next()
		x.judge(s)
		s.journal.Add(x.entry)
		x.count(s, x.expect(s))
		if x.lease != nil {
			x.lease.inFlight--
			x.lease = nil
		}
		return nil
	})
	x.server.durations.Observe((now.Sub(began) - x.came).Seconds())
	x.server.cfg.exchanges.Exchange(now, x.world.name, &x.entry)
}
