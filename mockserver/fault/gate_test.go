package fault

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGate_holdsSoManyAndNoMore(t *testing.T) {
	t.Parallel()
	var g Gates
	gate, err := g.Add(Gate{Operation: "hang", Times: 2, ID: "9", Held: 4, Waiting: 4})
	ok(t, err)
	if diff := cmp.Diff(Gate{ID: "1", Operation: "hang", Times: 2}, gate); diff != "" {
		t.Errorf("gate (-want +got):\n%s", diff)
	}
	if g.Enter("transfer") != nil {
		t.Error("another operation is held")
	}
	first, second := g.Enter("hang"), g.Enter("hang")
	if first == nil || second != first || g.Enter("hang") != nil {
		t.Error("it must hold two, and no third")
	}
	g.Leave(first) // gave up
	if g.Enter("hang") != nil {
		t.Error("one that has left makes no room: the gate counts")
	}
	if diff := cmp.Diff([]Gate{{ID: "1", Operation: "hang", Times: 2, Held: 2, Waiting: 1}}, g.All()); diff != "" {
		t.Errorf("gates (-want +got):\n%s", diff)
	}
}

func TestGate_ofEveryOperationOnce(t *testing.T) {
	t.Parallel()
	var g Gates
	gate, err := g.Add(Gate{})
	ok(t, err)
	if gate.Times != 1 || g.Enter("hang") == nil || g.Enter("hang") != nil {
		t.Errorf("%+v holds %+v", gate, g.All())
	}
	if _, err := g.Add(Gate{Times: -1}); err == nil || err.Error() != "times is -1: expected at least 1" {
		t.Errorf("times -1: %v", err)
	}
}

func TestGate_twoOfThem(t *testing.T) {
	t.Parallel()
	var g Gates
	for range 2 {
		_, err := g.Add(Gate{})
		ok(t, err)
	}
	first, second := g.Enter("hang"), g.Enter("hang")
	if first.ID != "1" || second.ID != "2" {
		t.Errorf("held at %s, then at %s", first.ID, second.ID)
	}
	g.Open(first)
	if g.Find("1") != nil || g.Find("2") != second {
		t.Error("an opened gate is gone, the other is not")
	}
	g.Leave(first) // whoever waited there goes on later
	added, err := g.Add(Gate{})
	ok(t, err)
	if added.ID != "3" {
		t.Errorf("a new gate has the id %s", added.ID)
	}
	third := g.Find("3")
	g.OpenAll()
	for _, h := range []*Hold{first, second, third} {
		select {
		case <-h.Opened:
		default:
			t.Errorf("gate %s is shut", h.ID)
		}
	}
	if len(g.All()) != 0 {
		t.Errorf("gates are left: %v", g.All())
	}
}

// Whoever watches a gate is told of each change.
func TestGate_tellsOfChanges(t *testing.T) {
	t.Parallel()
	var g Gates
	_, err := g.Add(Gate{Times: 2})
	ok(t, err)
	h := g.Find("1")
	for i, change := range []func(){func() { g.Enter("hang") }, func() { g.Enter("hang") }, func() { g.Leave(h) }} {
		changed := h.Changed
		change()
		select {
		case <-changed:
		default:
			t.Errorf("change %d was not told", i)
		}
		select {
		case <-h.Changed:
			t.Errorf("change %d is told again", i)
		default:
		}
	}
}
