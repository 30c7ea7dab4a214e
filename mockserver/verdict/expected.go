package verdict

import (
	"fmt"
	"slices"

	"wolkvoxmock/mockserver/journal"
)

// Expected are expectations that count requests as they come, so that nothing is lost with a journal that is bounded. Nothing
// here locks; whoever owns them does.
type Expected struct {
	trackers []*tracker
	bytes    int
}

// MaxExpectations is how many a world, and a server, may have.
const MaxExpectations = 1000

// A tracker is an expectation with what has come of it.
type tracker struct {
	Expectation
	match     Match
	low, high int

	count  int                 // requests that it selects
	wrong  int                 // requests that it forbids: too many, in the wrong order, others
	shown  []NearMiss          // the first of these
	before map[string]string   // the first request that Before selects, by its world
	after  map[string]struct{} // the worlds in which one came that After selects
	unsure int                 // requests that it may select: they are not known well enough
}

// Holds reports whether a parameter of a request has a value; known is false where nobody can tell any more.
type Holds func(name, value string) (holds, known bool)

// Add registers an expectation, for the requests that come from now on.
func (x *Expected) Add(e Expectation) error {
	if err := e.Check(); err != nil {
		return err
	}
	if len(x.trackers) >= MaxExpectations {
		return fmt.Errorf("there are %d expectations already, which is the most: clear them", MaxExpectations)
	}
	t := &tracker{Expectation: e.clone()}
	t.match = t.Expectation.match()
	t.low, t.high = e.bounds()
	x.trackers = append(x.trackers, t)
	x.bytes += e.Bytes()
	return nil
}

// Remove takes away the newest n expectations.
func (x *Expected) Remove(n int) {
	for _, t := range x.trackers[len(x.trackers)-n:] {
		x.bytes -= t.Bytes()
	}
	x.trackers = slices.Delete(x.trackers, len(x.trackers)-n, len(x.trackers))
}

// Len is how many there are.
func (x *Expected) Len() int { return len(x.trackers) }

// Bytes is about how many bytes the expectations take.
func (x *Expected) Bytes() int { return x.bytes }

// Bytes is about how many bytes the expectation takes, with what it keeps of requests.
func (e Expectation) Bytes() int {
	n := 1024 + maxShown*maxLine
	for _, m := range []Match{e.match(), e.Before, e.After} {
		n += len(m.AgentID)
		for name, value := range m.Params {
			n += 64 + len(name) + len(value)
		}
	}
	return n
}

// Note counts an exchange in a world. It reports whether an expectation names its outcome: then it is no surprise.
func (x *Expected) Note(world string, e *journal.Entry, holds Holds) (explained bool) {
	named := no
	for _, t := range x.trackers {
		if t.NoOthers || t.World != "" && t.World != world {
			continue
		}
		is := t.note(world, e, holds)
		named = max(named, is)
		explained = explained || is == yes && t.Outcome != "" && t.Outcome == e.Outcome
	}
	for _, t := range x.trackers {
		if !t.NoOthers || t.World != "" && t.World != world || named == yes {
			continue
		}
		switch is := t.match.selects(e, holds); {
		case is == yes && named == no:
			t.forbid(world, e, "no expectation names it")
		case is != no:
			t.unsure++
		}
	}
	return explained
}

// note counts an exchange, and reports whether the expectation selects it, or has it as its before or after.
func (t *tracker) note(world string, e *journal.Entry, holds Holds) answer {
	is := t.match.selects(e, holds)
	switch is {
	case unknown:
		t.unsure++
		return unknown
	case yes:
		t.come(world, e)
		return yes
	}
	if !t.Before.empty() {
		switch t.Before.selects(e, holds) {
		case unknown:
			t.unsure++
			is = unknown
		case yes:
			if _, has := t.before[world]; !has {
				if t.before == nil {
					t.before = map[string]string{}
				}
				t.before[world] = line(e)
			}
			is = yes
		}
	}
	if !t.After.empty() {
		switch t.After.selects(e, holds) {
		case unknown:
			t.unsure++
			is = max(is, unknown)
		case yes:
			if t.after == nil {
				t.after = map[string]struct{}{}
			}
			t.after[world] = struct{}{}
			is = yes
		}
	}
	return is
}

// come counts an exchange that the expectation selects.
func (t *tracker) come(world string, e *journal.Entry) {
	if t.count++; t.count > t.high {
		t.forbid(world, e, tooMany(t.high))
		return
	}
	if first, came := t.before[world]; came {
		t.forbid(world, e, "it came after "+first)
		return
	}
	if _, came := t.after[world]; !came && !t.After.empty() {
		t.forbid(world, e, "no "+t.After.words("request")+" came before it")
	}
}

func tooMany(high int) string {
	if high == 0 {
		return "none was expected"
	}
	return "one too many"
}

func (t *tracker) forbid(world string, e *journal.Entry, why string) {
	t.wrong++
	if len(t.shown) < maxShown {
		t.shown = append(t.shown, NearMiss{World: world, Seq: e.Seq, Request: line(e), Why: []string{short(why)}})
	}
}

// Forget begins the order anew in a world that begins anew, or is gone. What was counted stays.
func (x *Expected) Forget(world string) {
	for _, t := range x.trackers {
		delete(t.before, world)
		delete(t.after, world)
	}
}
