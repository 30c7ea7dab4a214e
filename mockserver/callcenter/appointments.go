package callcenter

import (
	"cmp"
	"container/heap"
	"encoding/json"
	"slices"
	"time"
)

// Appointment is something that happens by itself at a time: an agent's, or a callback's.
type Appointment struct {
	At       time.Time   `json:"at"`
	AgentID  string      `json:"agent_id,omitempty"` // in ACW: its limit is reached; Ready: a callback that waits rings
	Callback CallbackKey `json:"callback,omitzero"`  // its time comes
}

// about is whom an appointment is about. Nobody has two.
type about struct {
	agentID  string
	callback CallbackKey
}

// Agenda is what happens by itself, a heap: to add one, to take the next one and to cancel any costs little, however many
// there are. In JSON it is the list of All. The zero Agenda is empty and works.
type Agenda struct {
	heap appointments
	of   map[about]*appointment
	last int // the number of the latest appointment
}

// An appointment stands at a place in the heap. Its number orders those of the same time.
type appointment struct {
	Appointment
	number, place int
}

// NewAgenda is the agenda of a list, as All gives it. Check says whether the list is sound.
func NewAgenda(list ...Appointment) (g Agenda) {
	for i, p := range list {
		one := &appointment{p, i, i}
		g.heap = append(g.heap, one)
		set(&g.of, about{p.AgentID, p.Callback}, one)
	}
	g.last = len(list)
	return g
}

// Len is how many appointments there are.
func (g Agenda) Len() int { return len(g.heap) }

// Due tells whether the next appointment is due. It costs nothing, however many there are.
func (g Agenda) Due(now time.Time) bool { return len(g.heap) > 0 && !g.heap[0].At.After(now) }

// All are the appointments, the next first; of the same time, what was appointed first.
func (g Agenda) All() []Appointment {
	sorted := slices.SortedFunc(slices.Values(g.heap), func(a, b *appointment) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.number, b.number))
	})
	all := make([]Appointment, len(sorted))
	for i, p := range sorted {
		all[i] = p.Appointment
	}
	return all
}

// add puts an appointment after those of the same time.
func (g *Agenda) add(p Appointment) {
	g.last++
	one := &appointment{Appointment: p, number: g.last}
	set(&g.of, about{p.AgentID, p.Callback}, one)
	heap.Push(&g.heap, one)
}

// take takes the next appointment out.
func (g *Agenda) take() Appointment {
	next := heap.Pop(&g.heap).(*appointment)
	delete(g.of, about{next.AgentID, next.Callback})
	return next.Appointment
}

// cancel takes the appointment about somebody out.
func (g *Agenda) cancel(whom about) {
	heap.Remove(&g.heap, g.of[whom].place)
	delete(g.of, whom)
}

// inOrder tells whether an appointment stands where the heap wants it; only in a decoded agenda it may not.
func (g Agenda) inOrder(place int) bool {
	return place == 0 || !g.heap.Less(place, (place-1)/2)
}

// Equal tells whether the same will happen.
func (g Agenda) Equal(other Agenda) bool {
	return slices.EqualFunc(g.All(), other.All(), func(a, b Appointment) bool {
		return a.At.Equal(b.At) && a.AgentID == b.AgentID && a.Callback == b.Callback
	})
}

// MarshalJSON is the list of All.
func (g Agenda) MarshalJSON() ([]byte, error) { return json.Marshal(g.All()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (g *Agenda) UnmarshalJSON(data []byte) error {
	var list []Appointment
	err := json.Unmarshal(data, &list)
	*g = NewAgenda(list...)
	return err
}

// appointments are in the order of a heap.
type appointments []*appointment

func (h appointments) Len() int { return len(h) }

func (h appointments) Less(i, j int) bool {
	if h[i].At.Equal(h[j].At) {
		return h[i].number < h[j].number
	}
	return h[i].At.Before(h[j].At)
}

func (h appointments) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i, j
}

// Push is for package heap.
func (h *appointments) Push(x any) {
	one := x.(*appointment)
	one.place = len(*h)
	*h = append(*h, one)
}

// Pop is for package heap.
func (h *appointments) Pop() any {
	last := len(*h) - 1
	one := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return one
}
