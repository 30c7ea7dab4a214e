package mockserver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"

	"wolkvoxmock/mockserver/intercept"
	"wolkvoxmock/openapi"
)

// What a client did wrong is noted in the journal entry of the request and changes no reply: what the service would refuse
// the steps of the pipeline refuse.

// noteViolations enters all that is wrong with the request: its address, its token, the server it names, its parameters.
func (x *exchange) noteViolations() {
	if x.noted {
		return // a panic has brought it here again
	}
	x.noted = true
	r := x.asked()
	var meant *openapi.Operation
	var found []openapi.Violation
	switch {
	case x.route == nil:
		meant, found = x.server.doc.CheckUnknown(r)
	case x.reply != nil && x.reply.Name == "body_too_large": // of what was not read nothing is wrong
		meant = x.route.doc
	default:
		meant = x.route.doc
		found = meant.CheckRequest(r)
	}
	if v := x.wrongToken(found); v.Rule != "" {
		found = append(found, v)
	}
	if x.reply != nil && x.reply.Name == "world_unknown" {
		found = append(found, openapi.Violation{
			Rule: openapi.RuleWorldUnknown, Where: "header " + worldHeader, Expected: "the name of a world, or no such header",
			Got: fmt.Sprintf("%q", x.redact(x.r.Header.Get(worldHeader))),
		})
	}
	if v := x.plainHTTP(); v.Rule != "" {
		found = append(found, v)
	}
	if v := x.wrongServer(found); v.Rule != "" {
		found = append(found, v)
	}
	if len(found) == 0 {
		return
	}
	try := found[0].Try
	otherServer := x.r.Header.Get(serverHeader) != "" && // than that of the token with which the correction is sent
		(x.state == nil || found[len(found)-1].Rule == openapi.RuleServerMismatch)
	switch {
	case meant == nil: // nothing that the mock could answer
	case try == "", otherServer:
		r.Header = r.Header.Clone()
		r.Header.Del(serverHeader)
		try = meant.Curl(r)
	}
	for i := range found {
		v := &found[i]
		v.Try, v.Source = try, cmp.Or(v.Source, sourceOf(v.Rule, meant))
	}
	x.entry.Violations = found
}

// asked is the request as the document looks at it.
func (x *exchange) asked() openapi.Request {
	return openapi.Request{
		Method: x.r.Method, Address: x.r.URL.Path, Query: x.request.query, Header: x.r.Header,
		Body: x.body, Fields: x.fields, Files: len(x.request.files),
		Secret: x.token, Credentials: x.secrets(), Base: x.server.reachedBy(x.r), IsToken: x.server.isToken,
	}
}

// sourceOf is what a violation rests on: the page of the operation that is meant, else what the rule rests on.
func sourceOf(rule openapi.Rule, meant *openapi.Operation) string {
	if meant != nil {
		return meant.Page
	}
	return rule.Text().Source
}

// wrongToken is the violation of a request without a token, or with one that is not known in the world; the zero one where
// the token is right, or stands in the query or in the body, which is a violation already.
func (x *exchange) wrongToken(found []openapi.Violation) openapi.Violation {
	if x.state != nil { // it was accepted, whatever has become of it since
		return openapi.Violation{}
	}
	v := openapi.Violation{Rule: openapi.RuleTokenUnknown, Expected: "a token of the account", Got: openapi.Redacted}
	v.Where = "header " + x.server.doc.TokenHeader()
	switch {
	case x.token != "" && x.server.worlds.byToken(x.token) != x.world:
		return v
	case x.token != "" || slices.ContainsFunc(found, func(v openapi.Violation) bool { return v.Rule == openapi.RuleTokenMisplaced }):
		return openapi.Violation{}
	}
	for _, name := range slices.Sorted(maps.Keys(x.r.Header)) {
		value := x.r.Header.Get(name)
		if name == "Authorization" || x.server.isToken(value) || x.server.isToken(bearer(value)) {
			v.Rule, v.Where, v.Expected = openapi.RuleTokenMisplaced, "header "+name, "the token in the "+v.Where
			return v
		}
	}
	v.Rule, v.Got = openapi.RuleTokenMissing, "nothing"
	return v
}

// wrongServer is the violation of a request whose token is right and which names another server: the service answers it all
// the same (Q-SERVER-HEADER), or is another one. A host that is no server of wolkvox's, such as that of a container, is right.
func (x *exchange) wrongServer(found []openapi.Violation) (v openapi.Violation) {
	label, header := hostServer(x.r.Host), x.r.Header.Get(serverHeader)
	if label == "" && header == "" {
		return v
	}
	owner := x.server.worlds.directory.Load().byToken[x.token]
	free := func(server string) bool { return x.server.goesWith(x.token, server) }
	switch {
	case owner.world != x.world || owner.server == "":
		return v
	case label != "" && label != owner.server && strings.Trim(label, "0123456789") == "" && !free(label):
		v.Where, v.Expected, v.Got = "host", "wv"+owner.server, fmt.Sprintf("%q", "wv"+x.redact(label))
	case header != "" && header != owner.server && !free(header):
		v.Where, v.Expected, v.Got = "header wolkvox_server", owner.server, fmt.Sprintf("%q", x.redact(header))
		if slices.ContainsFunc(found, func(o openapi.Violation) bool { return o.Where == v.Where }) {
			return openapi.Violation{} // it is no server at all
		}
	default:
		return v
	}
	v.Rule = openapi.RuleServerMismatch
	return v
}

// plainHTTP is the violation of a request that was meant for the real service, and came in clear. Where nothing is intercepted
// there is no other way, and without a socket nothing is in clear; who has sent a proxy an https address has said https.
func (x *exchange) plainHTTP() (v openapi.Violation) {
	if x.server.cfg.intercept == nil || x.r.TLS != nil {
		return v
	}
	host, c := hostOf(x.r.Host), connOf(x.r)
	if c != nil && c.via != nil && !intercept.IsService(host) {
		host = c.via.host
	}
	if !intercept.IsService(host) || x.r.Context().Value(absoluteKey{}) == "https" ||
		x.r.Header.Get("X-Forwarded-Proto") == "https" { // a proxy in front of the mock says so
		return v
	}
	if local, is := x.r.Context().Value(http.LocalAddrContextKey).(net.Addr); !is || local.Network() == "pipe" {
		return v
	}
	host = x.redact(host)
	return openapi.Violation{
		Rule: openapi.RulePlainHTTP, Where: "scheme", Expected: "https://" + host, Got: fmt.Sprintf("%q", "http://"+host),
	}
}

// landing says why a request is in its world though nothing that it sent names one; "" where something does.
func (x *exchange) landing() string {
	d := x.server.worlds.directory.Load()
	label, header := hostServer(x.r.Host), x.r.Header.Get(serverHeader)
	named := x.r.Header.Get(worldHeader) != ""
	var passed []string
	for _, sent := range []struct{ what, value string }{{"host wv", label}, {"wolkvox_server ", header}} {
		if sent.value == "" {
			continue
		}
		if d.byServer[sent.value] != nil {
			named = true
			continue
		}
		passed = append(passed, fmt.Sprintf("%s%.20s names no world", sent.what, x.redact(sent.value)))
	}
	if named || d.byToken[x.token].world != nil {
		return ""
	}
	if x.token != "" {
		passed = append(passed, "no world has the token")
	}
	if passed == nil {
		passed = append(passed, "nothing names a world")
	}
	return strings.Join(passed, ", ") + ", so the world is " + x.world.name
}

// noteStray enters in the journal a request outside the paths of the wolkvox API that was meant for it: it has a token or an
// `api`, or its path is much like one of them. The control API answers it.
func (s *Server) noteStray(w http.ResponseWriter, r *http.Request, answer *problem) {
	x := &exchange{server: s, w: w, r: r, token: r.Header.Get(s.tokenHeader)}
	x.request.query = parseQuery(r.URL.RawQuery)
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, strings.TrimSuffix(adminPrefix, "/")):
		return
	case x.token == "" && x.request.query.Get("api") == "" && openapi.Nearest(path, slices.Collect(maps.Keys(s.resources))) == "":
		return
	}
	s.arrivals.requests.Add(1)
	_ = x.takeBody() // of no operation a body is too large
	if x.world = s.worlds.choose(r, x.token); x.world == nil {
		x.world = s.Default()
	}
	x.entry.Reason = x.noPath(path)
	x.noteRequest()
	x.entry.Outcome = string(answer.Kind)
	x.entry.Reply.Status = answer.Status
	x.entry.Reply.Body, _ = json.Marshal(answer.view()) // texts and a number
	x.finish()
}
