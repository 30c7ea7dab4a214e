package mockserver

import (
	"slices"
	"strings"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/mockserver/wire"
	"wolkvoxmock/openapi"
)

// How the journal comes to know a request, and how it shows it.

// noteRequest enters what was asked, without its secrets.
func (x *exchange) noteRequest() {
	x.noteViolations()
	e, redact := &x.entry, (*secrets).redact
	if e.Violations != nil {
		redact = (*secrets).redactLoosely
	}
	e.Operation, e.AgentID = x.operation(), x.redact(x.request.param("agent_id"))
	e.Reason = x.secrets().redact(e.Reason, maxReason)
	if e.Reason != "" {
		if landing := x.landing(); landing != "" {
			e.Reason += "; " + landing
		}
	}
	if x.adopted != "" {
		e.Reason = strings.TrimPrefix(e.Reason+"; "+x.adopted, "; ")
	}
	e.Request = journal.Request{
		Method: x.secrets().redact(x.r.Method, maxMethod), TokenSuffix: x.tokenSuffix(),
		Target: redact(x.secrets(), x.target(), journal.MaxText), Body: redact(x.secrets(), x.sent(), journal.MaxText),
		Headers: journal.Headers{
			ContentType: x.header("Content-Type"), WolkvoxServer: x.header(serverHeader), UserAgent: x.header("User-Agent"),
		},
	}
	if x.route != nil {
		x.params = verdict.SentWith(x.route.doc, x.request.has, x.request.holds)
	}
	if len(x.target()) > shortLine {
		e.AgentID = strings.Clone(e.AgentID)
	}
}

// shortLine is how many bytes of a request's line its identifier, which is a part of it, may keep alive.
const shortLine = 256

// How many bytes the journal keeps of a reason and of a method.
const maxReason, maxMethod = 1000, 40

// header is a header of the request, http.Header's spelling, for the journal.
func (x *exchange) header(name string) string {
	if values := x.r.Header[name]; len(values) > 0 {
		return x.redact(values[0])
	}
	return ""
}

// tokenSuffix is what the journal keeps of a token, by which its owner can find the requests.
func (x *exchange) tokenSuffix() string {
	if x.lease != nil {
		return suffixOf(x.lease.Token.Token) // that of the world: the journal shall not keep one for each request
	}
	return strings.Clone(suffixOf(x.token))
}

// suffixOf is the end of a token, nothing of one that is so short that it would say much.
func suffixOf(token string) string {
	const longEnough = 16
	if len(token) < longEnough {
		return ""
	}
	return token[len(token)-journal.SuffixLength:]
}

// shown fills in what the journal does not keep because it can be read from the rest: the parameters of each request.
func (s *Server) shown(p journal.Page) journal.Page {
	for i := range p.Requests {
		e := &p.Requests[i]
		e.Request.Params = params(s.doc.Operation(e.Operation), &e.Request)
	}
	return p
}

// params are the parameters of a request as its operation understands them, texts and lists of texts by their names. Of a
// body that the journal has cut there are none.
func params(o *openapi.Operation, r *journal.Request) map[string]any {
	all := map[string]any{}
	_, query, _ := strings.Cut(r.Target, "?")
	for name, value := range wire.Query(query) {
		all[name] = value
	}
	if o != nil && o.HasBody() && !o.HasForm() {
		fields, _ := wire.Fields([]byte(r.Body), func(string) bool { return true })
		for name, v := range fields {
			_, inQuery := all[name]
			ofBody := slices.ContainsFunc(o.Parameters, func(p openapi.Parameter) bool { return p.In == "body" && p.Name == name })
			switch {
			case inQuery && !ofBody:
			case v.List != nil:
				all[name] = v.List
			default:
				all[name] = v.Text
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// Requests searches the journals of all worlds; each entry names its world, and has its number there. A client whose requests
// did not come where they should have finds them by the end of its token. Total and dropped are those of all worlds.
func (s *Server) Requests(q Query) Page {
	limit := q.Limit
	q.Limit = 0
	all := journal.Page{Requests: []journal.Entry{}}
	for _, w := range s.Worlds() {
		p := look(w, func(s *state) journal.Page { return s.journal.Find(q) })
		for i := range p.Requests {
			p.Requests[i].World = w.name
		}
		all.Requests = append(all.Requests, p.Requests...)
		all.Total, all.Dropped, all.Gap = all.Total+p.Total, all.Dropped+p.Dropped, all.Gap || p.Gap
	}
	slices.SortStableFunc(all.Requests, func(a, b journal.Entry) int { // of a world they are in their order already
		return a.Time.Compare(b.Time)
	})
	n := len(all.Requests)
	all.Complete = n >= q.Count
	switch {
	case limit == 0 || n <= limit:
	case q.Oldest:
		all.Requests = all.Requests[:limit]
	default:
		all.Requests = all.Requests[n-limit:]
	}
	return s.shown(all)
}
