package journal

import (
	"math"
	"sort"
	"time"
)

// What happens in a world is one ordered record: exchanges, and changes of state with their cause. They share one sequence of
// numbers, which never begins again while the world exists: not when the journal is cleared, and not when the world is
// reset. So "what came after seq n" has one answer, whenever it is asked.
//
// A change is entered when it happens, an exchange when its reply is about to leave. The changes that a request made stand
// before its exchange, one after the other, and Entry.Changes says which they are; between them and their exchange there may be
// others, of requests that were answered meanwhile.

// A Change is one thing that is different now.
type Change struct {
	Seq        int       `json:"seq"`
	Time       time.Time `json:"time"` // by the world's clock
	Kind       Kind      `json:"kind"`
	AgentID    string    `json:"agent_id,omitempty"`    // whose status, call or callback; who has come to a skill, or left it
	ConnID     string    `json:"conn_id,omitempty"`     // of a call
	SkillID    string    `json:"skill_id,omitempty"`    // whose queue; which a call came for
	CampaignID string    `json:"campaign_id,omitempty"` // which campaign; of a call, or a callback
	From       string    `json:"from,omitempty"`        // "" for one that is new
	To         string    `json:"to,omitempty"`          // the same as From when something else about it has changed, such as hold
	Event      string    `json:"event,omitempty"`       // what happened to it, as the coverage has it; "" when no rule is behind it
	Cause      Cause     `json:"cause"`
}

// Kind says what has changed.
type Kind string

// The kinds of changes.
const (
	OfAgent    Kind = "agent"    // From and To are statuses: ready, talk, 102
	OfCall     Kind = "call"     // From and To are states: ringing, active, ended
	OfQueue    Kind = "queue"    // From and To are how many calls wait for a skill; the same when its name or members have changed
	OfCallback Kind = "callback" // From and To are states: scheduled, waiting, notified, cancelled
	OfCampaign Kind = "campaign" // From and To are statuses; the same when its records, or anything else, have changed
	OfClock    Kind = "clock"    // From and To are frozen and running, Event is what was done to it: freeze, run, set, advance, speed
	OfWorld    Kind = "world"    // all of it, by the cause: whoever follows what happens reads everything anew
)

// A Cause is what made a change.
type Cause struct {
	By   Source `json:"by"`
	Name string `json:"name"` // an operation of the wolkvox API, an operationId of the control API, or a timer: acw_limit, queue
}

// Source is where a cause comes from.
type Source string

// The sources.
const (
	ByRequest Source = "request" // Entry.Changes of its exchange names the change
	ByControl Source = "control" // the control API, or a method for Go
	ByTimer   Source = "timer"   // it happened by itself

	BySimulator Source = "simulator" // a customer, an agent or a campaign that is simulated; Name is the step
)

// A Span is a run of records by their numbers, both included; zero when there are none.
type Span struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// A Record is one thing that happened: exactly one of the two.
type Record struct {
	Exchange *Entry  `json:"exchange,omitempty"`
	Change   *Change `json:"change,omitempty"`
}

// Seq is the number of the record.
func (r Record) Seq() int {
	if r.Exchange != nil {
		return r.Exchange.Seq
	}
	return r.Change.Seq
}

// Time is when it happened, by the world's clock.
func (r Record) Time() time.Time {
	if r.Exchange != nil {
		return r.Exchange.Time
	}
	return r.Change.Time
}

// Records are a part of what happened, oldest first.
type Records struct {
	Records []Record `json:"records"`
	Latest  int      `json:"latest"`        // the newest number given; all is read when it is the last one here
	Gap     bool     `json:"gap,omitempty"` // some that came after the number asked for are not kept any more
}

// changesPerExchange is how many changes a journal keeps for each exchange that it keeps.
const changesPerExchange = 2

// AddChange numbers a change and keeps it. So many changes as there are never push an exchange out of the journal, nor the other
// way round; where it is full by its bytes, the oldest record goes, whatever it is.
func (j *Journal) AddChange(c Change) (seq int) {
	j.seq++
	c.Seq = j.seq
	if j.changes.n > 0 && j.changes.n == j.changes.size {
		j.dropChange()
	}
	if bytes := c.retained(); j.changes.size == 0 || !j.makeRoom(bytes) {
		j.changes.lost = c.Seq
	} else {
		j.bytes += bytes
		*j.changes.next() = c
	}
	j.notify()
	return c.Seq
}

// Records are the first limit of what happened after a number, 0 for all of it. A limit of 0 is none.
func (j *Journal) Records(after, limit int) Records {
	if limit == 0 {
		limit = math.MaxInt
	}
	return Records{Records: j.Read(after, limit, math.MaxInt), Latest: j.seq, Gap: after < j.Lost()}
}

// Latest is the newest number given.
func (j *Journal) Latest() int { return j.seq }

// Lost is the newest number whose record is not kept any more; 0 when all are.
func (j *Journal) Lost() int { return max(j.entries.lost, j.changes.lost, j.cleared, j.before) }

// Read is what happened after a number, oldest first: at most limit records, and no more once they take so many bytes.
func (j *Journal) Read(after, limit, bytes int) []Record {
	all := []Record{}
	e, c := j.entriesAfter(after), j.changesAfter(after)
	for len(all) < limit && bytes > 0 {
		switch moreE, moreC := e < j.entries.n, c < j.changes.n; {
		case !moreE && !moreC:
			return all
		case !moreC || moreE && j.entries.at(e).Seq < j.changes.at(c).Seq:
			entry := *j.entries.at(e)
			all = append(all, Record{Exchange: &entry})
			bytes -= entry.retained()
			e++
		default:
			change := *j.changes.at(c)
			all = append(all, Record{Change: &change})
			bytes -= change.retained()
			c++
		}
	}
	return all
}

// entriesAfter is the place of the oldest entry after a number.
func (j *Journal) entriesAfter(seq int) int {
	return sort.Search(j.entries.n, func(i int) bool { return j.entries.at(i).Seq > seq })
}

func (j *Journal) changesAfter(seq int) int {
	return sort.Search(j.changes.n, func(i int) bool { return j.changes.at(i).Seq > seq })
}
