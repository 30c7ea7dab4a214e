package verdict

import (
	"strings"
	"time"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// What one request alone does not show is found by holding it against those before it: the rules over time and state. They
// change no reply. What is remembered of a client, which is whoever uses a token, is bounded: the oldest is forgotten.

// An Exchange is what the rules look at beside its entry, which keeps neither tokens nor whole texts.
type Exchange struct {
	Token  string // that of the request where the world knows it, in the world's own copy; "" is all the others
	Target string // path and query as they came
	Body   []byte // as it came
	State  string // that of the agent whom the request names, after it; "" where there is no such agent
}

// A Watch follows the exchanges of one world in the order in which they enter its journal.
type Watch struct {
	moves   *Moves
	clients []*client   // at most maxClients, the one that was seen first comes first
	left    recent[int] // when an agent has logged out

	tick    int // counts exchanges, and whatever else happens
	touched int // the latest that may have changed what a request is answered

	turn // the exchange that is looked at
}

// look is the operation that shows in which state the agents are.
const look = "real_time_agents"

// A turn is an exchange with what the rules ask of it.
type turn struct {
	*journal.Entry
	Exchange
	agent  uint64 // hash of the agent that is named; 0: nobody
	whole  uint64 // hash of the request, once it is asked for
	reads  bool   // it changes nothing
	failed bool   // it was answered with a refusal, or an error
}

// NewWatch makes the watch of a world. The moves are not changed any more.
func NewWatch(m *Moves) *Watch { return &Watch{moves: m} }

// maxClients is how many clients of a world are remembered.
const maxClients = 8

// A client is what is remembered of whoever uses a token.
type client struct {
	token    string
	last     int              // when it sent something last, by the watch
	read     int              // when it last had the answer to a read
	wrote    int              // when it last changed something
	lost     recent[lost]     // by the request
	refusals recent[refusal]  // by the request
	refused  recent[refusal]  // by the agent: the latest request for each, if it was refused
	switched recent[switched] // by toggle and agent
	polls    recent[poll]     // by the request
}

// A rule over time. Its breach is nil for an exchange that keeps it.
type rule struct {
	id     openapi.Rule
	breach func(*Watch, *client) *openapi.Violation
}

// The rules, in the order in which their breaches stand in an entry.
var overTime = []rule{
	{openapi.RuleTokenConcurrent, (*Watch).tokenConcurrent},
	{openapi.RuleRetryUnchecked, (*Watch).retryUnchecked},
	{openapi.RuleLimitExceeded, (*Watch).limitExceeded},
	{openapi.RuleAgentLoggedOut, (*Watch).agentLoggedOut},
	{openapi.RuleRefusalRepeated, (*Watch).refusalRepeated},
	{openapi.RuleRefusalIgnored, (*Watch).refusalIgnored},
	{openapi.RuleRefusalUnread, (*Watch).refusalUnread},
	{openapi.RuleStateUnread, (*Watch).stateUnread},
	{openapi.RulePollingFast, (*Watch).pollingFast},
}

// Violations are the rules over time that an exchange breaks, in front of its way into the journal; then it is remembered. Its
// entry has its number already. Try is the name of the operation that reads what should have been known first; without one the
// request that was sent was right but for its time. Whoever knows the document makes command lines of both.
func (w *Watch) Violations(e *journal.Entry, x Exchange) (found []openapi.Violation) {
	w.tick++
	w.turn = turn{Entry: e, Exchange: x, reads: e.Operation != "" && e.Request.Method == "GET"}
	w.failed = e.Outcome != "" && e.Reply.Status >= 400
	if e.AgentID != "" {
		w.agent = hashOf(e.AgentID)
	}
	c := w.client(x.Token)
	for i := range overTime {
		if v := overTime[i].breach(w, c); v != nil {
			v.Rule = overTime[i].id
			found = append(found, *v)
		}
	}
	w.remember(c)
	w.turn = turn{} // the entry is not ours to keep
	return found
}

// Changed says that an agent or a call has come to another state, whoever did it; loggedOut names an agent who has logged out.
func (w *Watch) Changed(loggedOut string) {
	w.Touched()
	if loggedOut != "" {
		w.left.put(hashOf(loggedOut), w.tick)
	}
}

// Touched says that something was changed otherwise than by a request.
func (w *Watch) Touched() {
	w.tick++
	w.touched = w.tick
}

// Forget makes as if there had been no exchange yet.
func (w *Watch) Forget() { w.clients = nil }

// client finds the one with a token.
func (w *Watch) client(token string) *client {
	for _, c := range w.clients {
		if c.token == token {
			return c
		}
	}
	if len(w.clients) == maxClients {
		w.clients = append(w.clients[:0], w.clients[1:]...)
	}
	c := &client{token: token}
	w.clients = append(w.clients, c)
	return c
}

// remember keeps of an exchange what the rules ask of those before.
func (w *Watch) remember(c *client) {
	w.rememberLost(c)
	w.rememberRefused(c)
	switch did := w.did(); {
	case did && w.reads:
		c.read = w.tick
	case did || w.Lost != "":
		c.wrote, w.touched = w.tick, w.tick
	}
	c.last = w.tick
}

// asked is a hash of the whole request, which may be long. In which order its parameters stand makes no difference.
func (t *turn) asked() uint64 {
	if t.whole == 0 {
		t.whole = hash(t.Request.Method, "", t.Body)
		for part := range strings.FieldsFuncSeq(t.Target, func(r rune) bool { return r == '?' || r == '&' }) {
			t.whole += hashOf(part)
		}
		t.whole |= 1
	}
	return t.whole
}

// did reports whether the request was answered and not refused. A read that finds nothing has read that.
func (t *turn) did() bool {
	return t.Outcome != "" && t.Lost == "" && (!t.failed || t.reads && t.Outcome == "none_found")
}

// within reports whether less than a time has passed since a moment, by the world's clock.
func (t *turn) within(d time.Duration, since time.Time) bool { return t.Time.Sub(since) < d }
