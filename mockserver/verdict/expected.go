package verdict

import (
	"fmt"

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

	count  int        // requests that it selects
	wrong  int        // requests that it forbids: too many, in the wrong order, others
	shown  []NearMiss // the first of these
	before firsts     // of Before
	after  firsts     // of After
	unsure int        // requests that it may select: they are not known well enough
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
	named := notSelected
	for _, t := range x.trackers {
		if t.NoOthers || t.World != "" && t.World != world {
			continue
		}
		is := t.note(world, e, holds)
		named = max(named, is)
		explained = explained || is == selected && t.high > 0 && t.Outcome != "" && t.Outcome == e.Outcome
	}
	for _, t := range x.trackers {
		if !t.NoOthers || t.World != "" && t.World != world || named == selected {
			continue
		}
		switch is := t.match.selects(e, holds); {
		case is == selected && named == notSelected:
			t.forbid(world, e, "no expectation names it")
		case is != notSelected:
			t.unsure++
		}
	}
	return explained
}

// note counts an exchange, and reports whether the expectation selects it, or has it as its before or after.
func (t *tracker) note(world string, e *journal.Entry, holds Holds) answer {
	switch is := t.match.selects(e, holds); is {
	case perhaps:
		t.unsure++
		return is
	case selected:
		t.come(world, e)
		return is
	}
	return max(t.before.note(&t.Before, t, world, e, holds), t.after.note(&t.After, t, world, e, holds))
}

// A firsts is the first request to each world that a match selects.
type firsts map[string]string

func (f *firsts) note(m *Match, t *tracker, world string, e *journal.Entry, holds Holds) answer {
	if m.empty() {
		return notSelected
	}
	is := m.selects(e, holds)
	if is == perhaps {
		t.unsure++
	}
	if _, came := (*f)[world]; is == selected && !came {
		if *f == nil {
			*f = firsts{}
		}
		(*f)[world] = line(e)
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
