// Package fault holds what is arranged to go wrong in one world, and where its requests are made to wait. Nothing here
// locks; the world that owns the arrangements does.
package fault

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A Phase is when a fault is applied.
type Phase string

// The phases.
const (
	Before Phase = "before" // nothing has been changed, and nothing will be
	After  Phase = "after"  // the change is made, its answer is lost
)

// Times is how often a fault is applied: so many times, 0 for once, or Always. In JSON always is 0, and left out is once.
type Times int

// Always is for a fault that is never used up.
const Always Times = -1

func (n Times) String() string {
	if n == Always {
		return "always"
	}
	return strconv.Itoa(int(n))
}

// MarshalJSON writes Always as 0.
func (n Times) MarshalJSON() ([]byte, error) { return json.Marshal(max(int(n), 0)) }

// UnmarshalJSON reads 0 as Always.
func (n *Times) UnmarshalJSON(b []byte) error {
	var i int
	if err := json.Unmarshal(b, &i); err != nil {
		return err
	}
	if i < 0 {
		return fmt.Errorf("times is %d: expected 1 or more, or 0 for always", i)
	}
	if *n = Times(i); i == 0 {
		*n = Always
	}
	return nil
}

// A Fault is an arranged misbehaviour: which requests meet it, what they are answered, and how the answer arrives. It is
// applied Times times and is then used up. A client with net/http's own Transport sees a Drop or Reset of a GET on a connection
// that it has used before only with Always: the Transport sends such a request again by itself.
type Fault struct {
	ID string `json:"id"`

	Operation string            `json:"operation,omitempty"` // "" for every operation
	AgentID   string            `json:"agent_id,omitempty"`  // only requests about this agent
	Params    map[string]string `json:"params,omitempty"`    // only requests that carry these parameters with these values
	Skip      int               `json:"skip,omitempty"`      // so many of the requests that it fits pass first
	Times     Times             `json:"times,omitzero"`      // once unless stated
	Phase     Phase             `json:"phase"`               // "before" unless stated

	Outcome     string `json:"outcome,omitempty"`      // answer with this documented reply
	Status      int    `json:"status,omitempty"`       // answer with this HTTP status
	Code        string `json:"code,omitempty"`         // what `code` says; the status unless stated
	Body        string `json:"body,omitempty"`         // answer with this body, as it stands
	ContentType string `json:"content_type,omitempty"` // of the body, JSON unless stated; alone: an empty body
	HTML        bool   `json:"html,omitempty"`         // answer with the error page of a proxy, status 502 unless stated

	Drop       bool          `json:"drop,omitempty"`        // close the connection without an answer
	Reset      bool          `json:"reset,omitempty"`       // the same, with a TCP reset
	Truncate   bool          `json:"truncate,omitempty"`    // the connection closes in the middle of the body
	BrokenJSON bool          `json:"broken_json,omitempty"` // the JSON ends in its middle, the reply is whole otherwise
	Latency    time.Duration `json:"latency,omitempty"`     // wait so long first
	Slow       time.Duration `json:"slow,omitempty"`        // the body takes so long to arrive, in small pieces

	Skipped int `json:"skipped,omitempty"` // how many requests have passed because of Skip
	Applied int `json:"applied"`           // how often it has been applied
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (f Fault) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(f) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Fault) UnmarshalJSON(data []byte) error { return callcenter.UnmarshalDurations(data, f) }

// Bounds of what can be arranged.
const (
	MaxFaults = 10_000    // of a world, used up ones included
	MaxBody   = 256 << 10 // bytes
	maxType   = 200       // characters of a Content-Type
)

// JSONType is the Content-Type of a body unless it is stated.
const JSONType = "application/json; charset=utf-8"

// kinds are what a fault can do, with its value in words; those of a group exclude each other.
var kinds = []struct {
	name  string
	group group
	value func(Fault) (value string, set bool)
}{
	{"latency", delay, func(f Fault) (string, bool) { return f.Latency.String(), f.Latency > 0 }},
	{"outcome", answer, func(f Fault) (string, bool) { return f.Outcome, f.Outcome != "" }},
	{"body", answer, func(f Fault) (string, bool) { return "", f.HasBody() }},
	{"html", answer, func(f Fault) (string, bool) { return "", f.HTML }},
	{"status", status, func(f Fault) (string, bool) { return strconv.Itoa(f.Status), f.Status != 0 }},
	{"drop", ending, func(f Fault) (string, bool) { return "", f.Drop }},
	{"reset", ending, func(f Fault) (string, bool) { return "", f.Reset }},
	{"truncate", ending, func(f Fault) (string, bool) { return "", f.Truncate }},
	{"broken_json", ending, func(f Fault) (string, bool) { return "", f.BrokenJSON }},
	{"slow", delay, func(f Fault) (string, bool) { return f.Slow.String(), f.Slow > 0 }},
}

type group int

const (
	delay  group = iota // goes with everything
	answer              // what is answered
	status              // goes with body and html
	ending              // what becomes of the answer on its way
)

// excluded are pairs of kinds beyond the groups that cannot be combined, with the reason.
var excluded = [][3]string{
	{"outcome", "status", "the outcome has a status of its own"},
	{"broken_json", "html", "a page is no JSON"},
	{"broken_json", "body", "write the body as it shall be"},
	{"drop", "outcome", noAnswer}, {"drop", "status", noAnswer}, {"drop", "body", noAnswer}, {"drop", "html", noAnswer},
	{"drop", "slow", noAnswer},
	{"reset", "outcome", noAnswer}, {"reset", "status", noAnswer}, {"reset", "body", noAnswer}, {"reset", "html", noAnswer},
	{"reset", "slow", noAnswer},
}

const noAnswer = "there is no answer"

// String says what the fault does, for the journal.
func (f Fault) String() string {
	text := string(f.Phase) + ": "
	for i, does := range f.does() {
		if i > 0 {
			text += ", "
		}
		text += does
	}
	return text + " (fault " + f.ID + ")"
}

func (f Fault) does() (all []string) {
	for _, k := range kinds {
		if value, set := k.value(f); set && value != "" {
			all = append(all, k.name+" "+value)
		} else if set {
			all = append(all, k.name)
		}
	}
	return all
}

// HasBody reports whether the fault answers with a body of one's own, which may be empty.
func (f Fault) HasBody() bool { return f.Body != "" || f.ContentType != "" }

// HasAnswer reports whether the fault says what is answered.
func (f Fault) HasAnswer() bool { return f.Outcome != "" || f.Status > 0 }

// Loses reports whether the answer of the operation does not arrive, or not whole.
func (f Fault) Loses() bool { return f.HasAnswer() || f.Drop || f.Reset || f.Truncate || f.BrokenJSON }

// Replaces reports whether other bytes are sent than those of a documented reply; a nil fault replaces none.
func (f *Fault) Replaces() bool {
	return f != nil && (f.HasBody() || f.HTML || f.Truncate || f.BrokenJSON)
}

// Shapes reports whether the fault says how the bytes of the reply are written.
func (f *Fault) Shapes() bool { return f.Replaces() || f.Slow > 0 }

// check refuses what makes no sense.
func (f Fault) check() error {
	lowest := 400
	if f.HasBody() {
		lowest = 200
	}
	switch {
	case f.Phase != Before && f.Phase != After:
		return fmt.Errorf("phase is %q: expected before or after", f.Phase)
	case f.Times < 1 && f.Times != Always:
		return fmt.Errorf("times is %d: expected 1 or more, or 0 for always", f.Times)
	case f.Skip < 0:
		return fmt.Errorf("skip is %d: expected 0 or more", f.Skip)
	case callcenter.CheckDuration("latency", f.Latency, callcenter.MaxLatency) != nil:
		return callcenter.CheckDuration("latency", f.Latency, callcenter.MaxLatency)
	case callcenter.CheckDuration("slow", f.Slow, callcenter.MaxSlow) != nil:
		return callcenter.CheckDuration("slow", f.Slow, callcenter.MaxSlow)
	case len(f.Body) > MaxBody:
		return fmt.Errorf("body has %d bytes: expected at most %d", len(f.Body), MaxBody)
	case len(f.ContentType) > maxType || strings.ContainsFunc(f.ContentType, func(r rune) bool { return r < ' ' || r > '~' }):
		return fmt.Errorf("content_type is %.40q: expected at most %d visible ASCII characters, such as text/plain",
			f.ContentType, maxType)
	case f.AgentID != "" && f.Params["agent_id"] != "":
		return fmt.Errorf("agent_id stands beside params and in them: give it once")
	}
	if err := f.exclude(); err != nil {
		return err
	}
	switch {
	case len(f.does()) == 0:
		return fmt.Errorf("the fault does nothing; give it one of %s", kindNames())
	case f.Status != 0 && (f.Status < lowest || f.Status > 599):
		return fmt.Errorf("status is %d: expected %d to 599", f.Status, lowest)
	case f.Body != "" && (f.Status == 204 || f.Status == 304):
		return fmt.Errorf("status is %d, which has no body", f.Status)
	case f.HasBody() && f.Body == "" && f.Truncate:
		return fmt.Errorf("the body is empty: there is nothing to truncate")
	case f.Code != "" && f.Status == 0:
		return fmt.Errorf("code %q needs a status", f.Code)
	case f.Code != "" && (f.HasBody() || f.HTML):
		return fmt.Errorf("code %q has no place in a body of one's own, nor in html", f.Code)
	}
	return nil
}

// exclude refuses kinds that cannot be combined.
func (f Fault) exclude() error {
	set := map[string]bool{}
	first := map[group]string{}
	for _, k := range kinds {
		if _, is := k.value(f); !is {
			continue
		}
		if other := first[k.group]; other != "" && k.group != delay {
			return fmt.Errorf("%s and %s exclude each other", other, k.name)
		}
		set[k.name], first[k.group] = true, k.name
	}
	for _, e := range excluded {
		if set[e[0]] && set[e[1]] {
			return fmt.Errorf("%s and %s exclude each other: %s", e[0], e[1], e[2])
		}
	}
	return nil
}

func kindNames() (names string) {
	for i, k := range kinds {
		if i > 0 {
			names += ", "
		}
		names += k.name
	}
	return names
}

// complete fills in what was left unsaid of the answer.
func (f Fault) complete() Fault {
	f.Params = maps.Clone(f.Params)
	switch {
	case f.HasBody():
		f.Status, f.ContentType = cmp.Or(f.Status, 200), cmp.Or(f.ContentType, JSONType)
	case f.HTML:
		f.Status = cmp.Or(f.Status, 502)
	case f.Status > 0:
		f.Code = cmp.Or(f.Code, strconv.Itoa(f.Status))
	}
	return f
}

// A Request is what a fault needs to know of a request.
type Request struct {
	Operation  string
	HasOutcome func(name string) bool        // the operation has this outcome
	HasValue   func(name, value string) bool // a parameter is this value, or has it among others
}

// fits reports whether a fault is meant for a request, used up or not.
func (f *Fault) fits(r Request) bool {
	if f.Operation != "" && f.Operation != r.Operation || f.Outcome != "" && !r.HasOutcome(f.Outcome) ||
		f.AgentID != "" && !r.HasValue("agent_id", f.AgentID) {
		return false
	}
	for name, value := range f.Params {
		if !r.HasValue(name, value) {
			return false
		}
	}
	return true
}

func (f *Fault) usedUp() bool { return f.Times != Always && f.Applied >= int(f.Times) }

// Set holds the faults of a world.
type Set struct {
	faults []*Fault
	ids    int
	bytes  int
}

// NewSet arranges faults of a snapshot, which may have been applied already.
func NewSet(faults []Fault) (Set, error) {
	var s Set
	for i, f := range faults {
		added, err := s.Add(f)
		if err != nil {
			return s, fmt.Errorf("faults[%d]: %w", i, err)
		}
		if f.Applied < 0 || added.Times != Always && f.Applied > int(added.Times) {
			return s, fmt.Errorf("faults[%d]: applied is %d: expected 0 to %v", i, f.Applied, added.Times)
		}
		if f.Skipped < 0 || f.Skipped > added.Skip {
			return s, fmt.Errorf("faults[%d]: skipped is %d: expected 0 to %d", i, f.Skipped, added.Skip)
		}
		s.faults[i].Applied, s.faults[i].Skipped = f.Applied, f.Skipped
	}
	return s, nil
}

// Add arranges a fault, filling in the defaults.
func (s *Set) Add(f Fault) (Fault, error) {
	f.Phase, f.Times = cmp.Or(f.Phase, Before), cmp.Or(f.Times, 1)
	if err := f.check(); err != nil {
		return f, err
	}
	if len(s.faults) >= MaxFaults {
		return f, fmt.Errorf("there are %d faults already, which is the most: clear them", MaxFaults)
	}
	f = f.complete()
	s.ids++
	f.ID, f.Applied, f.Skipped = strconv.Itoa(s.ids), 0, 0
	s.faults = append(s.faults, &f)
	s.bytes += f.Bytes()
	return f, nil
}

// Bytes is about how many bytes the faults take.
func (s *Set) Bytes() int { return s.bytes }

// Bytes is about how many bytes the fault takes.
func (f Fault) Bytes() int {
	n := 512 + len(f.AgentID) + len(f.Code) + len(f.Body) + len(f.ContentType)
	for name, value := range f.Params {
		n += 64 + len(name) + len(value)
	}
	return n
}

// Any reports whether any faults are arranged, used up or not.
func (s *Set) Any() bool { return len(s.faults) > 0 }

// Take counts and returns the first fault that fits and is not used up; nil when there is none.
func (s *Set) Take(r Request, phase Phase) *Fault {
	for _, f := range s.faults {
		switch {
		case f.Phase != phase || f.usedUp() || !f.fits(r):
		case f.Skipped < f.Skip:
			f.Skipped++
		default:
			f.Applied++
			taken := *f
			return &taken
		}
	}
	return nil
}

// All are the faults in the order of their arrangement, used up ones included.
func (s *Set) All() []Fault {
	all := make([]Fault, 0, len(s.faults))
	for _, f := range s.faults {
		shown := *f
		shown.Params = maps.Clone(f.Params)
		all = append(all, shown)
	}
	return all
}

// Unmet are the faults that were applied less often than arranged; one for always, when it never was.
func (s *Set) Unmet() []Fault {
	return slices.DeleteFunc(s.All(), func(f Fault) bool { return f.usedUp() || f.Times == Always && f.Applied > 0 })
}
