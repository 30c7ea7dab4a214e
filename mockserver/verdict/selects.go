package verdict

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wolkvoxmock/mockserver/journal"
)

// An answer is whether an expectation selects a request. What of a request is not known any more may be what it selects.
type answer int

const (
	no answer = iota
	unknown
	yes
)

// selects reports whether all that is said of requests is so of one.
func (m *Match) selects(e *journal.Entry, holds Holds) answer {
	if m.Operation != "" && m.Operation != e.Operation || m.AgentID != "" && m.AgentID != e.AgentID ||
		m.Outcome != "" && m.Outcome != e.Outcome || m.Evidence != "" && m.Evidence != e.Evidence ||
		m.TokenSuffix != "" && m.suffix() != e.Request.TokenSuffix {
		return no
	}
	is := yes
	for name, value := range m.Params {
		switch is1, known := holds(name, value); {
		case !known:
			is = unknown
		case !is1:
			return no
		}
	}
	return is
}

// HoldsIn tells the parameters of an entry that is shown, with its Params. Of a request that the journal has cut nothing is
// known but what is there.
func HoldsIn(e *journal.Entry) Holds {
	return func(name, value string) (holds, known bool) {
		switch sent := e.Request.Params[name].(type) {
		case string:
			return sent == value, true
		case []string:
			return slices.Contains(sent, value), true
		}
		whole := len(e.Request.Body) <= journal.MaxText && len(e.Request.Target) <= journal.MaxText
		return whole && value == "", whole
	}
}

// A NearMiss is a request that shows why an expectation has failed: one that it forbids, or one that it nearly selects.
type NearMiss struct {
	World   string   `json:"world,omitempty"`
	Seq     int      `json:"seq"`
	Request string   `json:"request"` // "#4 hang, agent 12990: hung_up"
	Why     []string `json:"why"`     // "agent_id is 12990, expected 12989"
}

// How many requests a failure shows, and how many bytes of each text.
const (
	maxShown = 3
	maxLine  = 300
)

func line(e *journal.Entry) string { return short(e.String()) }

func short(s string) string { return journal.CutTo(s, maxLine) }

// A difference is something that a match says of requests and that is not so of one.
type difference struct {
	name, got, want string
}

func (d difference) String() string {
	return short(fmt.Sprintf("%s is %s, expected %s", d.name, cmp.Or(d.got, "empty"), cmp.Or(d.want, "none")))
}

// differences are what keeps a request from being selected, and how many of the things that are said of requests are so.
func (e *Expectation) differences(world string, entry *journal.Entry, holds Holds) (all []difference, met int) {
	for _, d := range []difference{
		{"operation", entry.Operation, e.Operation},
		{"world", world, e.World},
		{"agent_id", entry.AgentID, e.AgentID},
		{"outcome", entry.Outcome, e.Outcome},
		{"evidence", string(entry.Evidence), string(e.Evidence)},
		{"token_suffix", entry.Request.TokenSuffix, e.match().suffix()},
	} {
		switch {
		case d.want == "":
		case d.want == d.got:
			met++
		default:
			all = append(all, d)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Params)) {
		if is, _ := holds(name, e.Params[name]); is {
			met++
			continue
		}
		d := difference{name, "", e.Params[name]}
		if sent, is := entry.Request.Params[name]; is {
			d.got = fmt.Sprint(sent)
		}
		all = append(all, d)
	}
	return all, met
}

// hints are what may have kept a request from being what was expected: how it broke the contract, or what became of its answer.
func hints(e *journal.Entry) (all []string) {
	for i := range e.Violations[:min(len(e.Violations), maxHints)] {
		v := &e.Violations[i]
		all = append(all, short(fmt.Sprintf("%s: %s: expected %s, got %s", v.Rule, v.Where, v.Expected, v.Got)))
	}
	if e.Lost != "" {
		all = append(all, "it was done ("+e.Lost+"), and its answer lost")
	}
	return all
}

const maxHints = 2

// Seen is what is known of the requests to a world: the entries of its journal, oldest first, with their Params.
type Seen struct {
	World   string
	Entries []journal.Entry
	Gap     bool // there were more, which are not known any more
}

// nearMisses are the requests that come nearest to what an expectation selects: those that differ in the fewest things, the
// operation above all, of these the newest, first.
func (e *Expectation) nearMisses(seen []Seen) []NearMiss {
	type miss struct {
		world string
		entry *journal.Entry
		far   int
	}
	var all []miss
	for i := range seen {
		for j := range seen[i].Entries {
			entry := &seen[i].Entries[len(seen[i].Entries)-1-j]
			differs, met := e.differences(seen[i].World, entry, HoldsIn(entry))
			far := 0
			for _, d := range differs {
				far++
				if d.name == "operation" && d.got != "" {
					far += 10
				}
			}
			misspelt := entry.Operation == "" && e.Operation != "" && len(entry.Violations) > 0
			if far > 0 && (met > 0 || misspelt) {
				all = append(all, miss{seen[i].World, entry, far})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b miss) int { return cmp.Compare(a.far, b.far) })
	var near []NearMiss
	for _, m := range all[:min(len(all), maxShown)] {
		differs, _ := e.differences(m.world, m.entry, HoldsIn(m.entry))
		n := NearMiss{World: m.world, Seq: m.entry.Seq, Request: line(m.entry)}
		for _, d := range differs {
			n.Why = append(n.Why, d.String())
		}
		n.Why = append(n.Why, hints(m.entry)...)
		near = append(near, n)
	}
	return near
}
