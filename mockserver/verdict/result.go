package verdict

import (
	"fmt"
	"iter"
	"math"
	"strings"
)

// A Result is what has become of an expectation so far.
type Result struct {
	Expectation Expectation `json:"expectation"`
	Passed      bool        `json:"passed"`
	Count       int         `json:"count"`                 // the requests that it selects; with no_others, those that nobody expects
	Came        string      `json:"came"`                  // what came, in words
	NearMisses  []NearMiss  `json:"near_misses,omitempty"` // three at most, of one that has failed
}

// String says what was expected and what came, with the requests that explain it, each on a line of its own.
func (r Result) String() string {
	var b strings.Builder
	b.WriteString("expected " + r.Expectation.String() + ": " + r.Came)
	for _, n := range r.NearMisses {
		b.WriteString("\n\t" + n.Request)
		if n.World != "" && n.World != r.Expectation.World {
			b.WriteString(", in world " + n.World)
		}
		b.WriteString(": " + strings.Join(n.Why, "; "))
	}
	return b.String()
}

// Results are what has become of the expectations so far.
func (x *Expected) Results() []Result {
	all := make([]Result, 0, len(x.trackers))
	for _, t := range x.trackers {
		all = append(all, t.result())
	}
	return all
}

// maxExplained is how many expectations Explain looks for near misses for.
const maxExplained = 100

// Explain adds near misses to what has failed for want of requests. What is still known of the requests to all worlds is asked
// for only then.
func Explain(all []Result, known iter.Seq[Seen]) []Result {
	wanting := map[int]*nearest{}
	for i, r := range all {
		if !r.Passed && len(r.NearMisses) == 0 && !r.Expectation.NoOthers && len(wanting) < maxExplained {
			wanting[i] = &nearest{}
		}
	}
	if len(wanting) == 0 {
		return all
	}
	for seen := range known {
		for i, n := range wanting {
			n.note(&all[i].Expectation, seen)
		}
	}
	for i, n := range wanting {
		all[i].NearMisses = n.misses
	}
	return all
}

func (t *tracker) result() Result {
	r := Result{Expectation: t.Expectation.clone(), Count: t.count}
	came := "it came " + times(t.count)
	switch {
	case t.NoOthers:
		r.Count = t.wrong
		came = fmt.Sprintf("%d came that no expectation names", t.wrong)
	case t.count == 0:
		came = "it did not come"
	case t.wrong > 0 && t.count <= t.high:
		came += fmt.Sprintf(", %d of these in the wrong order", t.wrong)
	}
	good := t.wrong == 0 && (t.NoOthers || t.count >= t.low)
	r.Passed = good && (t.unsure == 0 || !t.decidedByMore())
	r.Came = came
	if r.Passed {
		return r
	}
	r.NearMisses = append(r.NearMisses, t.shown...)
	if t.unsure > 0 && (t.wrong == 0 || !t.After.empty()) {
		r.Came += "; " + notKnown
	}
	return r
}

const notKnown = "the journal does not know all requests any more, and what it has forgotten may decide; give it more room, or " +
	"register the expectation before they come"

// decidedByMore reports whether a request that nobody knows of could make an expectation fail that seems fulfilled.
func (t *tracker) decidedByMore() bool {
	return t.NoOthers || t.high < math.MaxInt || !t.Before.empty() || !t.After.empty()
}

// Check holds expectations against what is known of the requests, oldest first in each world. Where the journals have forgotten
// some that may decide, an expectation fails, and says so.
func Check(all []Expectation, seen iter.Seq[Seen]) ([]Result, error) {
	var x Expected
	for i, e := range all {
		if err := x.Add(e); err != nil {
			return nil, fmt.Errorf("expectations[%d]: %w", i, err)
		}
	}
	for s := range seen {
		for j := range s.Entries {
			x.Note(s.World, &s.Entries[j], HoldsIn(&s.Entries[j]))
		}
		if s.Gap {
			x.doubt(s.World)
		}
	}
	return x.Results(), nil
}

// doubt notes that not all requests to a world are known.
func (x *Expected) doubt(world string) {
	for _, t := range x.trackers {
		if t.World == "" || t.World == world {
			t.unsure++
		}
	}
}
