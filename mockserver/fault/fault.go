// Package fault holds what is arranged to go wrong in one world, and where its requests are made to wait. Nothing here
// locks; the world that owns the arrangements does.
package fault

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Phase is when a fault is applied.
type Phase string

// The phases.
const (
	Before Phase = "before" // nothing has been changed, and nothing will be
	After  Phase = "after"  // the change is made, its answer is lost
)

// A Fault is an arranged misbehaviour. It is applied Times times and is then used up.
type Fault struct {
	ID        string   `json:"id"`
	Operation string   `json:"operation,omitempty"` // "" for every operation
	Phase     Phase    `json:"phase"`               // "before" unless stated
	Times     int      `json:"times"`               // 1 unless stated
	Status    int      `json:"status,omitempty"`    // answer with this HTTP status instead
	Code      string   `json:"code,omitempty"`      // what `code` says; the status unless stated
	Latency   Duration `json:"latency,omitempty"`   // wait so long first
	Drop      bool     `json:"drop,omitempty"`      // close the connection without an answer
	Applied   int      `json:"applied"`             // how often it has been applied
}

// String says what the fault does, for the journal.
func (f Fault) String() string {
	var does []string
	if f.Latency > 0 {
		does = append(does, "latency "+f.Latency.String())
	}
	if f.Drop {
		does = append(does, "drop")
	}
	if f.Status > 0 {
		does = append(does, "status "+strconv.Itoa(f.Status))
	}
	return fmt.Sprintf("%s: %s (fault %s)", f.Phase, strings.Join(does, ", "), f.ID)
}

// Replaces reports whether the fault takes the place of the answer.
func (f Fault) Replaces() bool { return f.Drop || f.Status > 0 }

// Set holds the faults of a world.
type Set struct {
	faults []*Fault
	ids    int
}

// NewSet arranges faults of a snapshot, which may have been applied already.
func NewSet(faults []Fault) (Set, error) {
	var s Set
	for i, f := range faults {
		added, err := s.Add(f)
		if err != nil {
			return s, fmt.Errorf("faults[%d]: %w", i, err)
		}
		if f.Applied < 0 || f.Applied > added.Times {
			return s, fmt.Errorf("faults[%d]: applied is %d: expected 0 to %d", i, f.Applied, added.Times)
		}
		s.faults[i].Applied = f.Applied
	}
	return s, nil
}

// Add arranges a fault, filling in the defaults.
func (s *Set) Add(f Fault) (Fault, error) {
	f.Phase, f.Times, f.Applied = cmp.Or(f.Phase, Before), cmp.Or(f.Times, 1), 0
	switch {
	case f.Phase != Before && f.Phase != After:
		return f, fmt.Errorf("phase is %q: expected before or after", f.Phase)
	case f.Times < 1:
		return f, fmt.Errorf("times is %d: expected at least 1", f.Times)
	case f.Latency < 0:
		return f, fmt.Errorf("latency is %v: expected 0 or more", f.Latency)
	case f.Latency == 0 && !f.Replaces():
		return f, fmt.Errorf("the fault does nothing; give it status, latency or drop")
	case f.Drop && f.Status > 0:
		return f, fmt.Errorf("drop and status %d exclude each other: a dropped request has no answer", f.Status)
	case f.Status != 0 && (f.Status < 400 || f.Status > 599):
		return f, fmt.Errorf("status is %d: expected 400 to 599", f.Status)
	case f.Code != "" && f.Status == 0:
		return f, fmt.Errorf("code %q needs a status", f.Code)
	}
	if f.Status > 0 {
		f.Code = cmp.Or(f.Code, strconv.Itoa(f.Status))
	}
	s.ids++
	f.ID = strconv.Itoa(s.ids)
	s.faults = append(s.faults, &f)
	return f, nil
}

// Any reports whether any faults are arranged, used up or not.
func (s *Set) Any() bool { return len(s.faults) > 0 }

// Take counts and returns the first fault that fits and is not used up.
func (s *Set) Take(operation string, phase Phase) (Fault, bool) {
	for _, f := range s.faults {
		if f.Phase == phase && (f.Operation == "" || f.Operation == operation) && f.Applied < f.Times {
			f.Applied++
			return *f, true
		}
	}
	return Fault{}, false
}

// All are the faults in the order of their arrangement, used up ones included.
func (s *Set) All() []Fault {
	all := make([]Fault, 0, len(s.faults))
	for _, f := range s.faults {
		all = append(all, *f)
	}
	return all
}

// Unmet are the faults that were applied less often than arranged.
func (s *Set) Unmet() []Fault {
	return slices.DeleteFunc(s.All(), func(f Fault) bool { return f.Applied >= f.Times })
}
