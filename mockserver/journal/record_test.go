package journal

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A journal with room for two exchanges has room for four changes, and neither pushes the other out.
func TestRecords(t *testing.T) {
	t.Parallel()
	j := New(2, DefaultBytes)
	read := func(after, limit int) string {
		r := j.Records(after, limit)
		s := ""
		for _, rec := range r.Records {
			if (rec.Change == nil) == (rec.Exchange == nil) {
				t.Errorf("a record is %+v", rec)
			}
			s += fmt.Sprint(map[bool]string{true: "c", false: "e"}[rec.Change != nil], rec.Seq(), " ")
		}
		return s + fmt.Sprint(r.Latest, " ", r.Gap)
	}
	do := func(what string) {
		for _, r := range what {
			if r == 'c' {
				j.AddChange(Change{})
			} else {
				j.Add(Entry{})
			}
		}
	}
	same := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %s, expected %s", got, want)
		}
	}
	same(read(0, 0), "0 false")
	do("ccec")
	same(read(0, 0), "c1 c2 e3 c4 4 false")
	same(read(0, 1), "c1 4 false")
	same(read(1, 2), "c2 e3 4 false")
	same(read(3, 9), "c4 4 false")
	same(read(4, 0), "4 false")
	do("ee") // 3 is overwritten
	same(read(0, 0), "c1 c2 c4 e5 e6 6 true")
	same(read(2, 0), "c4 e5 e6 6 true")
	same(read(3, 0), "c4 e5 e6 6 false")
	do("cc") // 1 is overwritten
	same(read(3, 0), "c4 e5 e6 c7 c8 8 false")
	same(read(0, 2), "c2 c4 8 true")
	j.Clear()
	same(read(3, 0), "c4 c7 c8 8 true") // 5 and 6 are cleared
	same(read(5, 0), "c7 c8 8 true")
	same(read(6, 0), "c7 c8 8 false")
	next := New(2, DefaultBytes)
	next.Follow(j)
	j = next
	do("e")
	same(read(0, 0), "e9 9 true") // what the journal before had
	same(read(8, 0), "e9 9 false")
	j.Follow(j)
	same(read(8, 0), "e9 9 false")

	j = New(0, DefaultBytes)
	do("ce")
	same(read(0, 0), "2 true")
	same(read(1, 0), "2 true")
	same(read(2, 0), "2 false")
	if p := j.Find(Query{After: 1}); !p.Gap || p.Dropped != 1 {
		t.Errorf("a journal that keeps nothing: %+v", p)
	}
}

func TestAddChange_doesNotAllocate(t *testing.T) {
	j := New(10, DefaultBytes)
	for range 20 {
		j.AddChange(Change{})
	}
	if n := testing.AllocsPerRun(1000, func() { j.AddChange(Change{}) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestMisses(t *testing.T) {
	t.Parallel()
	j := New(10, DefaultBytes)
	for _, e := range []Entry{
		{Operation: "transfer", AgentID: "2", Outcome: "transferred"},
		{Operation: "hang", AgentID: "1", Outcome: "hung_up"},
		{Operation: "hang", AgentID: "2", Outcome: "hung_up"},
		{Operation: "hang", Request: Request{Method: "GET", Target: "/"}, Reason: "why"},
		{Operation: "transfer", AgentID: "1"},
	} {
		j.Add(e)
	}
	q := Query{Operation: "hang", AgentID: "1"}
	var got []string
	for _, m := range j.Misses(q, 3) {
		got = append(got, fmt.Sprint(m.Entry, m.Why))
	}
	want := []string{
		"#5 transfer, agent 1: no answer [operation is transfer]",
		"#4 hang: no answer (why) [agent_id is empty]",
		"#3 hang, agent 2: hung_up [agent_id is 2]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nearest (-want +got):\n%s", diff)
	}
	if all := j.Misses(q, 9); len(all) != 4 || all[3].Entry.Seq != 1 || len(all[3].Why) != 2 {
		t.Errorf("all: %v", all)
	}
	if s := (Entry{Seq: 1, Request: Request{Method: "GET", Target: "/x"}}).String(); s != "#1 GET /x: no answer" {
		t.Error(s)
	}
}

func TestQuery_String(t *testing.T) {
	t.Parallel()
	for want, q := range map[string]Query{
		"anything":                   {Count: 2, Limit: 3},
		"operation hang, seq over 7": {Operation: "hang", After: 7},
		"outcome hung_up, evidence example, agent_id 1, violations true": {
			Outcome: "hung_up", Evidence: "example", AgentID: "1", Violations: true,
		},
	} {
		if got := q.String(); got != want {
			t.Errorf("got %s, expected %s", got, want)
		}
	}
}

// Whoever waits for the next record is told of it, and of another journal; for nobody nothing is made.
func TestChanged(t *testing.T) {
	j := New(2, DefaultBytes)
	changed := func(what string, f func()) {
		t.Helper()
		c := j.Changed()
		if j.Changed() != c {
			t.Errorf("%s: two wait for different things", what)
		}
		select {
		case <-c:
			t.Errorf("%s: it has changed before", what)
		default:
		}
		f()
		select {
		case <-c:
		default:
			t.Errorf("%s: nobody is told", what)
		}
	}
	changed("an entry", func() { j.Add(Entry{}) })
	changed("a change", func() { j.AddChange(Change{}) })
	changed("another journal", func() { New(2, DefaultBytes).Follow(j) })
	j = New(0, DefaultBytes)
	changed("an entry that is not kept", func() { j.Add(Entry{}) })
	changed("a change that is not kept", func() { j.AddChange(Change{}) })
	j = New(2, DefaultBytes)
	j.Add(Entry{})
	if n := testing.AllocsPerRun(100, func() { j.AddChange(Change{}) }); n != 0 {
		t.Errorf("%v allocations where nobody waits", n)
	}
}

// A part of what happened ends with the record that has reached so many bytes.
func TestRead(t *testing.T) {
	t.Parallel()
	j := New(9, DefaultBytes)
	for range 3 {
		j.AddChange(Change{})
		j.Add(Entry{})
	}
	change, entry := (&Change{}).retained(), (&Entry{}).retained()
	for _, tt := range []struct{ after, limit, bytes, first, n int }{
		{0, 9, 1 << 20, 1, 6}, {0, 2, 1 << 20, 1, 2}, {0, 9, 1, 1, 1}, {0, 9, change, 1, 1}, {0, 9, change + 1, 1, 2},
		{1, 9, entry + 1, 2, 2}, {5, 9, 1 << 20, 6, 1}, {6, 9, 1 << 20, 0, 0},
	} {
		got := j.Read(tt.after, tt.limit, tt.bytes)
		if len(got) != tt.n || tt.n > 0 && got[0].Seq() != tt.first {
			t.Errorf("%+v: %+v", tt, got)
		}
	}
}
