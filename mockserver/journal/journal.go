// Package journal holds what happened in one world: its exchanges, what was wrong with them, and what of the contract
// they reached. Nothing here locks; the world that owns a journal does.
package journal

import (
	"encoding/json"
	"strings"
	"time"

	"wolkvoxmock/openapi"
)

// An Entry is one exchange: a request with its reply. Tokens never stand in it.
type Entry struct {
	World      string              `json:"world,omitempty"`     // where entries of several worlds are shown
	Seq        int                 `json:"seq"`                 // counts the exchanges of the world from 1
	Time       time.Time           `json:"time"`                // by the world's clock
	Operation  string              `json:"operation,omitempty"` // "" when the request named none that exists
	Outcome    string              `json:"outcome,omitempty"`   // the reply; "" when none was sent
	Evidence   openapi.Evidence    `json:"evidence,omitempty"`
	Source     string              `json:"source,omitempty"`
	AgentID    string              `json:"agent_id,omitempty"`
	Reason     string              `json:"reason,omitempty"` // why it was refused, or what became of it
	Fault      string              `json:"fault,omitempty"`
	Lost       string              `json:"lost,omitempty"` // the outcome that was brought about but never answered
	Violations []openapi.Violation `json:"violations,omitempty"`
	Request    Request             `json:"request"`
	Reply      Reply               `json:"reply,omitzero"` // zero when none was sent
}

// A Request is the part of a request that says what was asked.
type Request struct {
	Method      string         `json:"method"`
	Target      string         `json:"target"`           // path and query as they came
	Params      map[string]any `json:"params,omitempty"` // as they were understood; read from the rest when the entry is shown
	Headers     Headers        `json:"headers,omitzero"`
	TokenSuffix string         `json:"token_suffix,omitempty"` // the end of the token, "" of a short one
	Body        string         `json:"body,omitempty"`
}

// Headers are those headers of a request that decide something, or tell who sent it.
type Headers struct {
	ContentType   string `json:"content_type,omitempty"`
	WolkvoxServer string `json:"wolkvox_server,omitempty"`
	UserAgent     string `json:"user_agent,omitempty"`
}

// SuffixLength is how many letters of a token an entry keeps.
const SuffixLength = 4

// MaxText is how many bytes an entry keeps of each text, so that a journal is bounded in bytes too. A longer one is cut
// and ends in "…".
const MaxText = 4 << 10

// maxHeader is that of a header.
const maxHeader = 200

// Cut bounds a text.
func Cut(s string) string { return cut(s, MaxText) }

func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// A Reply is what was answered. The body of a long one is a JSON text that holds its beginning.
type Reply struct {
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

// A Journal keeps the newest entries of a world.
type Journal struct {
	ring  []Entry
	size  int
	total int // entries ever added
	base  int // entries forgotten on purpose
}

// New makes a journal that keeps the newest size entries; with 0 it only counts.
func New(size int) *Journal { return &Journal{size: size} }

// Add numbers an entry and keeps it. The journal grows to its size and then overwrites the oldest.
func (j *Journal) Add(e Entry) {
	j.total++
	e.Seq = j.total
	e.AgentID, e.Reason = Cut(e.AgentID), Cut(e.Reason)
	e.Request.Target, e.Request.Body = Cut(e.Request.Target), Cut(e.Request.Body)
	h := &e.Request.Headers
	h.ContentType, h.WolkvoxServer, h.UserAgent = cut(h.ContentType, maxHeader), cut(h.WolkvoxServer, maxHeader), cut(h.UserAgent, maxHeader)
	if len(e.Reply.Body) > MaxText {
		e.Reply.Body, _ = json.Marshal(Cut(string(e.Reply.Body))) // a text: cut JSON is none
	}
	switch {
	case len(j.ring) < j.size:
		j.ring = append(j.ring, e)
	case j.size > 0:
		j.ring[(j.total-1-j.base)%j.size] = e
	}
}

// Clear forgets all entries. The numbering goes on.
func (j *Journal) Clear() {
	j.base, j.ring = j.total, nil
}

// Dropped counts the entries that were overwritten.
func (j *Journal) Dropped() int { return j.total - j.base - len(j.ring) }

// A Query selects entries; an empty field selects all.
type Query struct {
	Operation   string
	Outcome     string
	Evidence    openapi.Evidence
	AgentID     string
	TokenSuffix string // the last letters of the token of the request; of more than SuffixLength the last so many count
	Limit       int    // the newest so many; 0 means all
}

// A Page is what a query found, oldest first.
type Page struct {
	Requests []Entry `json:"requests"`
	Total    int     `json:"total"`   // exchanges since the journal was cleared
	Dropped  int     `json:"dropped"` // of these, how many were overwritten and cannot be found any more
}

// Find selects entries.
func (j *Journal) Find(q Query) Page {
	p := Page{Requests: []Entry{}, Total: j.total - j.base, Dropped: j.Dropped()}
	oldest := p.Dropped % max(j.size, 1)
	for i := range j.ring {
		if e := &j.ring[(oldest+i)%len(j.ring)]; q.matches(e) {
			p.Requests = append(p.Requests, *e)
		}
	}
	if n := len(p.Requests); q.Limit > 0 && n > q.Limit {
		p.Requests = p.Requests[n-q.Limit:]
	}
	return p
}

func (q Query) matches(e *Entry) bool {
	return (q.Operation == "" || q.Operation == e.Operation) &&
		(q.Outcome == "" || q.Outcome == e.Outcome) &&
		(q.Evidence == "" || q.Evidence == e.Evidence) &&
		(q.AgentID == "" || q.AgentID == e.AgentID) &&
		(q.TokenSuffix == "" || q.TokenSuffix[max(len(q.TokenSuffix)-SuffixLength, 0):] == e.Request.TokenSuffix)
}
