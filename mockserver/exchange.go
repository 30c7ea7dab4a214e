package mockserver

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
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

// What is named a token, in a query and in JSON.
var (
	tokenInQuery = regexp.MustCompile(`(?i)([^?&="]*token[^&="]*=)[^&"]*`)
	tokenInJSON  = regexp.MustCompile(`(?i)("[^"]*token[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)`)
)

// redact takes every token out of a text that goes to the journal: that of the request, what is named a token, and, for
// clients put them in the wrong places, those of any world.
func (x *exchange) redact(s string) string {
	if x.token != "" {
		s = strings.ReplaceAll(s, x.token, "(redacted)")
	}
	if strings.Contains(strings.ToLower(s), "token") {
		s = tokenInQuery.ReplaceAllString(s, "${1}(redacted)")
		s = tokenInJSON.ReplaceAllString(s, `${1}"(redacted)"`)
	}
	if hides(s, x.token) {
		return "(redacted)"
	}
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && ('0' <= s[i] && s[i] <= '9' || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z') {
			continue
		}
		if word := s[start:i]; len(word) > 15 && x.server.worlds.byToken.get(word) != nil {
			return x.redact(strings.ReplaceAll(s, word, "(redacted)"))
		}
		start = i + 1
	}
	return s
}

// redacted gives a reply its variables as the journal may have them.
type redacted struct{ *exchange }

func (x redacted) Var(name string) string { return x.redact(x.exchange.Var(name)) }

// hides says whether a text gives a token away in disguise: in other capitals, or escaped as a query or JSON escapes,
// even more than once.
func hides(s, token string) bool {
	if token == "" {
		return false
	}
	token = strings.ToLower(token)
	for range 4 {
		if s = strings.ToLower(s); strings.Contains(s, token) {
			return true
		}
		if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '\\') < 0 {
			return false
		}
		plain := escape.ReplaceAllStringFunc(s, func(e string) string {
			hex := strings.TrimPrefix(e[1:], "u00")
			if c, err := strconv.ParseUint(hex, 16, 8); err == nil && len(hex) == 2 {
				return string([]byte{byte(c)})
			}
			return e[1:]
		})
		if plain == s {
			return false
		}
		s = plain
	}
	return true // who escapes so often has something to hide
}

var escape = regexp.MustCompile(`%[0-9a-f]{2}|\\u00[0-9a-f]{2}|\\.`)
