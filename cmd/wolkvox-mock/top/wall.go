package top

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// maxRequests is how many requests a wall remembers.
const maxRequests = 1000

// A Wall is what is known of a world now: the board, put together of what came of it, and the newest requests.
type Wall struct {
	head      Board // all but the lists
	agents    list[mockserver.BoardAgent]
	skills    list[mockserver.BoardSkill]
	campaigns list[mockserver.BoardCampaign]
	requests  []Entry // newest last

	zone    *time.Location
	read    time.Time // when the head came, by the machine's clock
	stopped bool      // the time of the head is the time
}

// list holds what the board has of one kind, in the order of its ids.
type list[T any] struct {
	of  map[string]T
	ids []string
}

func (l *list[T]) put(id string, v T) {
	if l.of == nil {
		l.of = map[string]T{}
	}
	if _, known := l.of[id]; !known {
		at, _ := slices.BinarySearchFunc(l.ids, id, byID)
		l.ids = slices.Insert(l.ids, at, id)
	}
	l.of[id] = v
}

func (l *list[T]) remove(id string) {
	if _, known := l.of[id]; !known {
		return
	}
	delete(l.of, id)
	at, _ := slices.BinarySearchFunc(l.ids, id, byID)
	l.ids = slices.Delete(l.ids, at, at+1)
}

func (l list[T]) clone() list[T] { return list[T]{maps.Clone(l.of), slices.Clone(l.ids)} }

// byID orders ids as numbers, as far as they are some: 999 comes before 1000.
func byID(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// Apply takes a board, whole or in part, that came at a time of the machine.
func (w *Wall) Apply(b Board, at time.Time) {
	if b.Whole {
		w.agents, w.skills, w.campaigns = list[mockserver.BoardAgent]{}, list[mockserver.BoardSkill]{}, list[mockserver.BoardCampaign]{}
	}
	if b.States == nil {
		b.States = w.head.States
	}
	if w.zone == nil || b.Timezone != w.head.Timezone {
		w.zone = time.UTC
		if zone, err := callcenter.ParseZone(b.Timezone); err == nil {
			w.zone = zone.Location()
		}
	}
	for _, a := range b.Agents {
		w.agents.put(a.AgentID, a)
	}
	for _, s := range b.Skills {
		w.skills.put(s.SkillID, s)
	}
	for _, c := range b.Campaigns {
		w.campaigns.put(c.CampaignID, c)
	}
	for _, id := range b.Gone.Agents {
		w.agents.remove(id)
	}
	for _, id := range b.Gone.Skills {
		w.skills.remove(id)
	}
	for _, id := range b.Gone.Campaigns {
		w.campaigns.remove(id)
	}
	b.Agents, b.Skills, b.Campaigns, b.Gone = nil, nil, nil, mockserver.BoardGone{}
	w.head, w.read, w.stopped = b, at, false
}

// Add remembers a request.
func (w *Wall) Add(e Entry) {
	if len(w.requests) == maxRequests {
		w.requests = slices.Delete(w.requests, 0, 1)
	}
	w.requests = append(w.requests, e)
}

// change forgets the requests of a world that was reset. Of all else a board tells.
func (w *Wall) change(c Change) {
	if c.Kind == mockserver.OfWorld && c.Cause.Name == "reset" {
		w.requests = nil
	}
}

// clone is the wall as it is now, for whoever wants to look at it longer.
func (w Wall) clone() Wall {
	w.agents, w.skills, w.campaigns = w.agents.clone(), w.skills.clone(), w.campaigns.clone()
	w.requests = slices.Clone(w.requests)
	return w
}

// stop lets no more time pass on the wall.
func (w *Wall) stop(machine time.Time) { w.head.Time, w.stopped = w.now(machine), true }

// now is the time of the world when the machine has another.
func (w *Wall) now(machine time.Time) time.Time {
	if w.head.Frozen || w.stopped {
		return w.head.Time
	}
	passed := max(0, machine.Sub(w.read))
	return w.head.Time.Add(time.Duration(float64(passed) * cmp.Or(w.head.Speed, 1)))
}
