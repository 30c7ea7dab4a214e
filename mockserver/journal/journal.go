// Package journal holds what happened in one world: its exchanges, what was wrong with them, what changed, and what of the
// contract they reached. Nothing here locks; the world that owns a journal does.
package journal

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"wolkvoxmock/openapi"
)

// An Entry is one exchange: a request with its reply. Tokens never stand in it.
type Entry struct {
	World      string              `json:"world,omitempty"`     // where entries of several worlds are shown
	Seq        int                 `json:"seq"`                 // its number in the world's one sequence, which changes share
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
	Changes    Span                `json:"changes,omitzero"` // of state, that it made
	Request    Request             `json:"request"`
	Reply      Reply               `json:"reply,omitzero"` // zero when none was sent
}

// String is a line about the exchange: "#7 hang, agent 12989: no_active_call (it is in Ready since 09:00:00)".
func (e Entry) String() string {
	s := fmt.Sprintf("#%d %s", e.Seq, cmp.Or(e.Operation, e.Request.Method+" "+e.Request.Target))
	if e.AgentID != "" {
		s += ", agent " + e.AgentID
	}
	s += ": " + cmp.Or(e.Outcome, "no answer")
	if e.Reason != "" {
		s += " (" + e.Reason + ")"
	}
	return s
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

// MaxText is how many bytes an entry keeps of each text. A longer one is cut and ends in "…".
const MaxText = 4 << 10

// maxHeader is that of a header.
const maxHeader = 200

// Cut bounds a text.
func Cut(s string) string { return CutTo(s, MaxText) }

// CutTo bounds a text to so many bytes, and a sign that there were more.
func CutTo(s string, most int) string {
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

// A Journal keeps the newest exchanges of a world, and the newest of its changes of state.
type Journal struct {
	seq     int // the newest number given
	entries ring[Entry]
	changes ring[Change]
	cleared int // the newest entry that is gone since Clear, or was gone before; 0: none is
	before  int // the newest record of the journal whose place this one has taken
	bytes   int // what entries and changes take
	limit   int // what they may take
	waiters []*Waiter
	changed chan struct{} // of those who follow what happens; nil while nobody waits for the next record
}

// New makes a journal that keeps the newest size exchanges, and twice as many changes, as far as they take at most so many
// bytes of memory. Of size 0, or with too few bytes, it only counts.
func New(size, bytes int) *Journal {
	return &Journal{entries: ring[Entry]{size: size}, changes: ring[Change]{size: size * changesPerExchange}, limit: bytes}
}

// Follow lets the numbering go on from a journal whose place this one takes. Whoever waits for exchanges in that one has to
// look again.
func (j *Journal) Follow(old *Journal) {
	if j != old {
		j.seq = max(j.seq, old.seq)
		j.before = old.seq
	}
	old.wake()
	old.notify()
}

// Next is the number that the next record gets.
func (j *Journal) Next() int { return j.seq + 1 }

// Add numbers an entry and keeps it. A journal that is full forgets the oldest.
func (j *Journal) Add(e Entry) (seq int) {
	j.seq++
	e.Seq = j.seq
	e.compact()
	if len(e.Reply.Body) > MaxText {
		e.Reply.Body, _ = json.Marshal(Cut(string(e.Reply.Body))) // a text: cut JSON is none
	}
	j.entries.put++
	if j.entries.n > 0 && j.entries.n == j.entries.size {
		j.dropEntry()
	}
	if bytes := e.retained(); j.entries.size == 0 || !j.makeRoom(bytes) {
		j.entries.lost = e.Seq
	} else {
		j.bytes += bytes
		place := j.entries.next()
		*place = e
		j.tell(place, -1)
	}
	j.notify()
	return e.Seq
}

// Clear forgets all entries. The numbering goes on, and the changes stay.
func (j *Journal) Clear() {
	j.cleared = max(j.cleared, j.entries.lost)
	for i := range j.entries.n {
		j.bytes -= j.entries.at(i).retained()
		j.cleared = j.entries.at(i).Seq
	}
	j.entries.empty()
	j.wake()
}

// Dropped counts the entries that were added and are not kept any more.
func (j *Journal) Dropped() int { return j.entries.put - j.entries.n }

// Size is how many exchanges the journal can keep.
func (j *Journal) Size() int { return j.entries.size }

// A Page is what a query found, oldest first.
type Page struct {
	Requests []Entry `json:"requests"`
	Total    int     `json:"total"`         // exchanges since the journal was cleared
	Dropped  int     `json:"dropped"`       // of these, how many are not kept any more
	Complete bool    `json:"complete"`      // false: fewer were found than Query.Count, Limit aside
	Gap      bool    `json:"gap,omitempty"` // some exchanges after Query.After are among the dropped, whatever they were
}

// Find selects entries.
func (j *Journal) Find(q Query) Page {
	p := Page{Requests: []Entry{}, Total: j.entries.put, Dropped: j.Dropped(), Gap: q.After < j.entries.lost}
	found := j.matching(q)
	p.Complete = len(found) >= q.Count
	if n := len(found); q.Limit > 0 && n > q.Limit {
		if q.Oldest {
			found = found[:q.Limit]
		} else {
			found = found[n-q.Limit:]
		}
	}
	for _, i := range found {
		p.Requests = append(p.Requests, *j.entries.at(i))
	}
	return p
}

// matching are the places of the entries that a query selects.
func (j *Journal) matching(q Query) (found []int) {
	for i := j.entriesAfter(q.After); i < j.entries.n; i++ {
		if q.matches(j.entries.at(i)) {
			found = append(found, i)
		}
	}
	return found
}
