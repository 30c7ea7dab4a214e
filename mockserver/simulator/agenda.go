package simulator

import (
	"cmp"
	"container/heap"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A plan is what an entity does next: an agent, a skill that calls come to, a campaign, a customer who waits. None has two, so
// the agenda is never longer than there are entities. The zero time is no plan.
type plan struct {
	At   time.Time `json:"at,omitzero"`
	What string    `json:"what,omitempty"` // one of Steps

	kind  kind
	id    string // of the entity
	order string // among the plans of one kind and time, with n: conn_ids would not do, as others count them too
	n     int
	index int // in the agenda, plus 1; 0: it is not there
}

// IsZero reports whether nothing is planned.
func (p plan) IsZero() bool { return p.At.IsZero() }

// kind is a kind of entity; of plans for the same time, that of the lower kind comes first.
type kind int

const (
	ofAgent kind = iota
	ofCustomer
	ofCampaign
	ofSkill
)

func (p *plan) compare(other *plan) int {
	return cmp.Or(p.At.Compare(other.At), cmp.Compare(p.kind, other.kind), cmp.Compare(p.order, other.order),
		cmp.Compare(p.n, other.n))
}

// An agenda is a heap of plans, the next one first.
type agenda []*plan

func (g agenda) Len() int           { return len(g) }
func (g agenda) Less(i, j int) bool { return g[i].compare(g[j]) < 0 }
func (g agenda) Swap(i, j int)      { g[i], g[j] = g[j], g[i]; g[i].index, g[j].index = i+1, j+1 }
func (g *agenda) Push(p any)        { *g = append(*g, p.(*plan)); p.(*plan).index = len(*g) }
func (g *agenda) Pop() any {
	last := len(*g) - 1
	p := (*g)[last]
	(*g)[last] = nil
	*g, p.index = (*g)[:last], 0
	return p
}

// set plans something in the place of what was planned. Nothing is planned for after the last moment of a world.
func (g *agenda) set(p *plan, at time.Time, what string) {
	if at.After(callcenter.LastMoment) {
		g.clear(p)
		return
	}
	p.At, p.What = at, what
	if p.index > 0 {
		heap.Fix(g, p.index-1)
	} else {
		heap.Push(g, p)
	}
}

// clear plans nothing.
func (g *agenda) clear(p *plan) {
	if p.index > 0 {
		heap.Remove(g, p.index-1)
	}
	p.At, p.What = time.Time{}, ""
}
