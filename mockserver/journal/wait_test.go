package journal

import (
	"math/rand/v2"
	"testing"
)

func woken(w *Waiter) bool {
	select {
	case <-w.Woken:
		return true
	default:
		return false
	}
}

// The entry that completes the count wakes, no other one does.
func TestWait(t *testing.T) {
	t.Parallel()
	j := New(10, DefaultBytes)
	j.Add(Entry{Operation: "hang"})
	if j.Wait(Query{Operation: "hang", Count: 1}) != nil {
		t.Error("what is there already is waited for")
	}
	w, other := j.Wait(Query{Operation: "hang", Count: 3}), j.Wait(Query{Operation: "hang", After: 1, Count: 3})
	for _, e := range []Entry{{Operation: "hang"}, {Operation: "transfer"}} {
		if j.Add(e); woken(w) {
			t.Errorf("woken by %+v", e)
		}
	}
	if j.Add(Entry{Operation: "hang"}); !woken(w) || woken(other) || j.Waiting() != 1 {
		t.Errorf("at the third: woken %t, the other %t, %d wait", woken(w), woken(other), j.Waiting())
	}
	j.Leave(w)
	j.Leave(other)
	if j.Add(Entry{Operation: "hang"}); woken(other) || j.Waiting() != 0 {
		t.Errorf("who has left: woken %t, %d wait", woken(other), j.Waiting())
	}
}

// Whatever happens, who waits is woken exactly when there is enough to find, or when it must look again.
func TestWait_likeFind(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 0))
		j := New(1+r.IntN(5), DefaultBytes)
		q := Query{Operation: "hang", Count: 1 + r.IntN(j.Size()), After: r.IntN(6)}
		w := j.Wait(q)
		for step := range 100 {
			again := false
			switch r.IntN(12) {
			case 0:
				j.Clear()
				again = true
			case 1:
				next := New(j.Size(), DefaultBytes)
				next.Follow(j)
				j, again = next, true
			default:
				j.Add(Entry{Operation: []string{"hang", "transfer", "dial"}[r.IntN(3)]})
			}
			found := j.Find(q).Complete
			if w != nil && woken(w) != (found || again) {
				t.Fatalf("seed %d, step %d, %v: found %t, to look again %t, woken %t", seed, step, q, found, again, woken(w))
			}
			if w == nil || woken(w) {
				w = j.Wait(q)
			}
			if (w == nil) != found {
				t.Fatalf("seed %d, step %d, %v: found %t, waits %t", seed, step, q, found, w != nil)
			}
		}
	}
}
