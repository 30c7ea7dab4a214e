package journal

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/openapi"
)

func seqs(p Page) []int {
	all := []int{}
	for _, e := range p.Requests {
		all = append(all, e.Seq)
	}
	return all
}

func TestJournal_keepsTheNewest(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		size, added int
		want        []int
		dropped     int
	}{
		{3, 0, []int{}, 0},
		{3, 1, []int{1}, 0},
		{3, 3, []int{1, 2, 3}, 0},
		{3, 4, []int{2, 3, 4}, 1},
		{3, 6, []int{4, 5, 6}, 3},
		{3, 7, []int{5, 6, 7}, 4},
		{1, 5, []int{5}, 4},
		{0, 0, []int{}, 0},
		{0, 5, []int{}, 5},
	} {
		t.Run(fmt.Sprintf("%d of size %d", tt.added, tt.size), func(t *testing.T) {
			t.Parallel()
			j := New(tt.size, DefaultBytes)
			for range tt.added {
				j.Add(Entry{})
			}
			p := j.Find(Query{})
			if diff := cmp.Diff(tt.want, seqs(p)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if p.Total != tt.added || p.Dropped != tt.dropped || j.Dropped() != tt.dropped {
				t.Errorf("total %d, dropped %d and %d; want %d, %d", p.Total, p.Dropped, j.Dropped(), tt.added, tt.dropped)
			}
		})
	}
}

func TestJournal_find(t *testing.T) {
	t.Parallel()
	j := New(10, DefaultBytes)
	for _, e := range []Entry{
		{Operation: "hang", Outcome: "hung_up", Evidence: openapi.Example, AgentID: "1"},
		{Operation: "hang", Outcome: "no_active_call", Evidence: openapi.Inferred, AgentID: "1"},
		{Operation: "transfer", Outcome: "no_active_call", Evidence: openapi.Inferred, AgentID: "2"},
		{Operation: "hang", Outcome: "hung_up", Evidence: openapi.Example, AgentID: "2", Violations: make([]openapi.Violation, 1)},
	} {
		j.Add(e)
	}
	for _, tt := range []struct {
		query Query
		want  []int
	}{
		{Query{}, []int{1, 2, 3, 4}},
		{Query{Operation: "hang"}, []int{1, 2, 4}},
		{Query{Outcome: "no_active_call"}, []int{2, 3}},
		{Query{Evidence: openapi.Example}, []int{1, 4}},
		{Query{AgentID: "2"}, []int{3, 4}},
		{Query{Operation: "hang", Outcome: "hung_up", AgentID: "2"}, []int{4}},
		{Query{Operation: "hang", Limit: 2}, []int{2, 4}},
		{Query{Limit: 1}, []int{4}},
		{Query{Limit: 9}, []int{1, 2, 3, 4}},
		{Query{Operation: "fly"}, []int{}},
		{Query{Violations: true}, []int{4}},
		{Query{After: 2}, []int{3, 4}},
		{Query{After: 4}, []int{}},
		{Query{After: 1, Limit: 2}, []int{3, 4}},
		{Query{After: 1, Limit: 2, Oldest: true}, []int{2, 3}},
		{Query{Operation: "hang", Limit: 2, Oldest: true}, []int{1, 2}},
	} {
		p := j.Find(tt.query)
		if diff := cmp.Diff(tt.want, seqs(p)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.query, diff)
		}
		if p.Total != 4 {
			t.Errorf("%+v: total %d", tt.query, p.Total)
		}
	}
}

func TestJournal_clearKeepsTheNumbering(t *testing.T) {
	t.Parallel()
	j := New(2, DefaultBytes)
	for range 3 {
		j.Add(Entry{})
	}
	j.Clear()
	if p := j.Find(Query{}); len(p.Requests) != 0 || p.Total != 0 || p.Dropped != 0 {
		t.Errorf("after Clear: %+v", p)
	}
	j.Add(Entry{})
	if p := j.Find(Query{}); p.Total != 1 || !slices.Equal(seqs(p), []int{4}) {
		t.Errorf("the next entry: %+v", p)
	}
}

// What Find has given out does not change any more.
func TestJournal_pagesAreCopies(t *testing.T) {
	t.Parallel()
	j := New(2, DefaultBytes)
	j.Add(Entry{Operation: "hang"})
	p := j.Find(Query{})
	for range 5 {
		j.Add(Entry{Operation: "transfer"})
	}
	if p.Requests[0].Operation != "hang" || p.Requests[0].Seq != 1 {
		t.Errorf("the page has changed: %+v", p.Requests[0])
	}
}

// Whatever is added, cleared and asked for in whatever order, a journal is like a list that loses its head.
func TestJournal_likeAList(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 0))
		size := r.IntN(6)
		j := New(size, DefaultBytes)
		var list []Entry // since the last Clear
		seq := 0
		for step := range 200 {
			switch r.IntN(20) {
			case 0:
				j.Clear()
				list = nil
			case 1:
				if seq++; j.AddChange(Change{}) != seq {
					t.Fatalf("seed %d, step %d: a change does not have the next number, %d", seed, step, seq)
				}
			default:
				seq++
				e := Entry{Operation: []string{"hang", "transfer"}[r.IntN(2)]}
				j.Add(e)
				e.Seq = seq
				list = append(list, e)
			}
			q := Query{
				Operation: []string{"", "hang"}[r.IntN(2)], Limit: r.IntN(4), Oldest: r.IntN(2) == 0,
				After: max(0, seq-r.IntN(8)), Count: r.IntN(4),
			}
			kept := list[max(0, len(list)-size):]
			want := Page{Requests: []Entry{}, Total: len(list), Dropped: len(list) - len(kept)}
			if want.Dropped > 0 {
				want.Gap = list[want.Dropped-1].Seq > q.After
			}
			for _, e := range kept {
				if (q.Operation == "" || e.Operation == q.Operation) && e.Seq > q.After {
					want.Requests = append(want.Requests, e)
				}
			}
			want.Complete = len(want.Requests) >= q.Count
			switch n := len(want.Requests); {
			case q.Limit == 0 || n <= q.Limit:
			case q.Oldest:
				want.Requests = want.Requests[:q.Limit]
			default:
				want.Requests = want.Requests[n-q.Limit:]
			}
			if diff := cmp.Diff(want, j.Find(q)); diff != "" {
				t.Fatalf("seed %d, size %d, step %d, %+v (-want +got):\n%s", seed, size, step, q, diff)
			}
		}
	}
}

// A reply of MaxText bytes stands whole; a longer one is a text with its beginning.
func TestJournal_longReply(t *testing.T) {
	t.Parallel()
	j := New(2, DefaultBytes)
	whole := `"` + strings.Repeat("x", MaxText-2) + `"`
	j.Add(Entry{Reply: Reply{Body: json.RawMessage(whole)}})
	j.Add(Entry{Reply: Reply{Body: json.RawMessage(whole + " ")}})
	got := j.Find(Query{}).Requests
	if string(got[0].Reply.Body) != whole {
		t.Errorf("the reply of %d bytes is cut", MaxText)
	}
	var cut string
	if err := json.Unmarshal(got[1].Reply.Body, &cut); err != nil || !strings.HasSuffix(cut, "…") {
		t.Errorf("the longer one: %v, %.20s", err, cut)
	}
}
