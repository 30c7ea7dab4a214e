package journal

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"wolkvoxmock/openapi"
)

// A journal is bounded in bytes of memory: of what its records keep alive. Every text that is kept is therefore one of its
// own, never a part of the buffer of a request, and its length is counted.

// DefaultBytes is how many bytes a journal keeps unless stated.
const DefaultBytes = 8 << 20

// What an entry keeps of its violations, of which the contract finds twenty and a remark at most, the server two more, and the
// rules over time one each.
const (
	maxViolations     = 32
	maxViolationBytes = MaxText // of their texts, without the corrected request that they share
)

// Bytes is how much memory the records of the journal take, nearly.
func (j *Journal) Bytes() int { return j.bytes }

// makeRoom forgets the oldest records until so many bytes more may be kept. False: there are more than the journal keeps
// at all.
func (j *Journal) makeRoom(more int) bool {
	for j.bytes+more > j.limit && j.entries.n+j.changes.n > 0 {
		j.dropOldest()
	}
	return j.bytes+more <= j.limit
}

// Shrink forgets the oldest records until so many bytes are free, or only the newest one is left.
func (j *Journal) Shrink(bytes int) {
	for down := j.bytes - bytes; j.bytes > down && j.entries.n+j.changes.n > 1; {
		j.dropOldest()
	}
	j.entries.shrink()
	j.changes.shrink()
}

func (j *Journal) dropOldest() {
	if j.changes.n == 0 || j.entries.n > 0 && j.entries.at(0).Seq < j.changes.at(0).Seq {
		j.dropEntry()
	} else {
		j.dropChange()
	}
}

func (j *Journal) dropEntry() {
	e := j.entries.at(0)
	j.entries.lost = e.Seq
	j.bytes -= e.retained()
	j.tell(e, +1)
	j.entries.drop()
}

func (j *Journal) dropChange() {
	c := j.changes.at(0)
	j.changes.lost = c.Seq
	j.bytes -= c.retained()
	j.changes.drop()
}

// retained is how much memory an entry takes. Names that the documents own are not its own.
func (e *Entry) retained() int {
	r := &e.Request
	n := int(unsafe.Sizeof(*e)) + len(e.AgentID) + len(e.Reason) + len(e.Fault) +
		len(r.Method) + len(r.Target) + len(r.Body) + len(r.TokenSuffix) +
		len(r.Headers.ContentType) + len(r.Headers.WolkvoxServer) + len(r.Headers.UserAgent) +
		cap(e.Reply.Body) + cap(e.Violations)*int(unsafe.Sizeof(openapi.Violation{}))
	for i := range e.Violations {
		v := &e.Violations[i]
		n += textBytes(v) + len(v.Try)
	}
	return n
}

func (c *Change) retained() int {
	return int(unsafe.Sizeof(*c)) + len(c.AgentID) + len(c.ConnID) + len(c.SkillID) + len(c.CampaignID) + len(c.From) + len(c.To)
}

// textBytes is the length of the texts of a violation, without the corrected request.
func textBytes(v *openapi.Violation) int { return len(v.Where) + len(v.Expected) + len(v.Got) }

// compact cuts the texts of an entry, and lets go the buffers that they come from.
func (e *Entry) compact() {
	r := &e.Request
	e.AgentID, e.Reason = Cut(e.AgentID), Cut(e.Reason)
	r.Method, r.Target, r.Body = ownMethod(r.Method), Cut(r.Target), Cut(r.Body)
	h := &r.Headers
	h.ContentType, h.WolkvoxServer = CutTo(h.ContentType, maxHeader), CutTo(h.WolkvoxServer, maxHeader)
	h.UserAgent = CutTo(h.UserAgent, maxHeader)
	e.Violations = compacted(e.Violations)
}

// methods are those that need no copy.
var methods = []string{"GET", "POST", "PUT", "DELETE"}

// ownMethod is a method, which net/http has as a part of the line with the target.
func ownMethod(name string) string {
	if i := slices.Index(methods, name); i >= 0 {
		return methods[i]
	}
	return strings.Clone(CutTo(name, maxHeader))
}

// compacted are the violations that an entry keeps; a last one says how many more there were.
func compacted(found []openapi.Violation) []openapi.Violation {
	if len(found) == 0 {
		return nil
	}
	kept := make([]openapi.Violation, 0, min(len(found), maxViolations+1))
	bytes, try := 0, ""
	for i, v := range found {
		if i == 0 || v.Try != found[i-1].Try {
			try = strings.Clone(Cut(v.Try)) // that of the whole request: nearly always the same one
		}
		v.Where, v.Expected, v.Got, v.Try = strings.Clone(Cut(v.Where)), Cut(v.Expected), strings.Clone(Cut(v.Got)), try
		if bytes += textBytes(&v); i == maxViolations || i > 0 && bytes > maxViolationBytes {
			v.Rule, v.Expected, v.Got = openapi.RuleMore, "fewer violations", fmt.Sprintf("%d more", len(found)-i)
			return append(kept, v)
		}
		kept = append(kept, v)
	}
	return kept
}
