package journal

import "slices"

// A Waiter waits for as many entries as its query's Count. Nothing polls: whoever adds an entry tells those who wait, and
// while nobody does that costs one comparison.
type Waiter struct {
	Woken chan struct{} // closed when they are there, or when it has to look again: then Wait anew

	query   Query
	missing int // how many are not there yet
}

// MaxWaiters is how many may wait in a journal at a time. Each is asked about every entry.
const MaxWaiters = 256

// Wait registers who waits for the entries of a query; nil when they are there already. Who stops waiting must Leave.
func (j *Journal) Wait(q Query) *Waiter {
	missing := q.Count - len(j.matching(q))
	if missing <= 0 {
		return nil
	}
	w := &Waiter{make(chan struct{}), q, missing}
	j.waiters = append(j.waiters, w)
	return w
}

// Waiting is how many wait now.
func (j *Journal) Waiting() int { return len(j.waiters) }

// Leave takes away a waiter, woken or not.
func (j *Journal) Leave(w *Waiter) {
	j.waiters = slices.DeleteFunc(j.waiters, func(other *Waiter) bool { return other == w })
}

// tell lets the waiters know of an entry that has come, which is one fewer that is missing, or is overwritten: one more.
func (j *Journal) tell(e *Entry, missing int) {
	if len(j.waiters) == 0 {
		return
	}
	j.waiters = slices.DeleteFunc(j.waiters, func(w *Waiter) bool {
		if !w.query.matches(e) {
			return false
		}
		if w.missing += missing; w.missing > 0 {
			return false
		}
		close(w.Woken)
		return true
	})
}

// wake sends all waiters to look again.
func (j *Journal) wake() {
	for _, w := range j.waiters {
		close(w.Woken)
	}
	j.waiters = nil
}
