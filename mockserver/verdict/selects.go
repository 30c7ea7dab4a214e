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
	notSelected answer = iota
	perhaps
	selected
)

// selects reports whether all that is said of requests is so of one.
func (m *Match) selects(e *journal.Entry, holds Holds) answer {
	if m.Operation != "" && m.Operation != e.Operation || m.AgentID != "" && m.AgentID != e.AgentID ||
		m.Outcome != "" && m.Outcome != e.Outcome || m.Evidence != "" && m.Evidence != e.Evidence ||
		m.TokenSuffix != "" && m.suffix() != e.Request.TokenSuffix {
		return notSelected
	}
	is := selected
	for name, value := range m.Params {
		switch is1, known := holds(name, value); {
		case !known:
			is = perhaps
		case !is1:
			return notSelected
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
		case d.want == d.got && d.name == "world": // nothing of the request itself
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

// A nearest are the requests that come nearest to what an expectation selects: those that differ in the fewest things, the
// operation above all, of these those that break the contract, and the newest, first. A request to another world is one when it
// differs in nothing else: other tests may have sent it.
type nearest struct {
	misses []NearMiss
	far    []int // how far each of them is
}

// farElsewhere is more than the things in which a request can differ that counts before those to another world.
const farElsewhere = 20 + 2*MaxParams

// note looks at the requests to a world.
func (n *nearest) note(e *Expectation, seen Seen) {
	match, elsewhere := e.match(), e.World != "" && e.World != seen.World
	for i := range seen.Entries {
		entry := &seen.Entries[len(seen.Entries)-1-i]
		if elsewhere && match.selects(entry, HoldsIn(entry)) != selected {
			continue
		}
		differs, met := e.differences(seen.World, entry, HoldsIn(entry))
		misspelt := entry.Operation == "" && e.Operation != "" && len(entry.Violations) > 0
		if len(differs) == 0 || met == 0 && !misspelt {
			continue
		}
		far := 2 * len(differs)
		switch {
		case elsewhere:
			far = farElsewhere
		case differs[0].name == "operation" && differs[0].got != "":
			far += farElsewhere
		}
		if len(entry.Violations) > 0 {
			far-- // what is wrong with it may explain it
		}
		at := len(n.far)
		for at > 0 && far < n.far[at-1] {
			at--
		}
		if at == maxShown {
			continue
		}
		miss := NearMiss{World: seen.World, Seq: entry.Seq, Request: line(entry)}
		for _, d := range differs {
			miss.Why = append(miss.Why, d.String())
		}
		miss.Why = append(miss.Why, hints(entry)...)
		n.misses, n.far = slices.Insert(n.misses, at, miss), slices.Insert(n.far, at, far)
		n.misses, n.far = n.misses[:min(len(n.far), maxShown)], n.far[:min(len(n.far), maxShown)]
	}
}
