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

// Whatever comes, a journal is like a list of records that loses its oldest one while they take too many bytes, and besides
// the oldest exchange, or change, of too many.
func TestJournal_bytesLikeAList(t *testing.T) {
	t.Parallel()
	type record struct{ seq, bytes int }
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 0))
		size, limit := 1+r.IntN(6), 1000+r.IntN(4000)
		j := New(size, limit)
		var entries, changes []record
		lost := 0
		drop := func(list *[]record) { lost = max(lost, (*list)[0].seq); *list = (*list)[1:] }
		for step := range 300 {
			text, list, most := strings.Repeat("x", r.IntN(2500)), &entries, size
			var added record
			switch r.IntN(20) {
			case 0:
				j.Clear()
				for len(entries) > 0 {
					drop(&entries)
				}
				continue
			case 1, 2, 3, 4, 5:
				list, most = &changes, size*changesPerExchange
				c := Change{AgentID: text}
				added = record{j.AddChange(c), c.retained()}
			default:
				e := Entry{Reason: text}
				added = record{j.Add(e), e.retained()}
			}
			if *list = append(*list, added); len(*list) > most {
				drop(list)
			}
			total := func() (n int) {
				for _, r := range slices.Concat(entries, changes) {
					n += r.bytes
				}
				return n
			}
			for total() > limit {
				if len(changes) == 0 || len(entries) > 0 && entries[0].seq < changes[0].seq {
					drop(&entries)
				} else {
					drop(&changes)
				}
			}
			var want, got []int
			for _, r := range slices.Concat(entries, changes) {
				want = append(want, r.seq)
			}
			slices.Sort(want)
			for _, r := range j.Records(0, 0).Records {
				got = append(got, r.Seq())
			}
			if diff := cmp.Diff(want, got); diff != "" || j.Bytes() != total() {
				t.Fatalf("seed %d, step %d: %d bytes, expected %d (-want +got):\n%s", seed, step, j.Bytes(), total(), diff)
			}
			if !j.Records(lost-1, 0).Gap && lost > 0 || j.Records(lost, 0).Gap {
				t.Fatalf("seed %d, step %d: the gap does not end at %d", seed, step, lost)
			}
			if p := j.Find(Query{}); p.Total-p.Dropped != len(entries) {
				t.Fatalf("seed %d, step %d: %d were added and %d dropped, %d are there", seed, step, p.Total, p.Dropped, len(entries))
			}
		}
	}
}

// Each text of an entry, and the room of its lists, counts as it is kept.
func TestJournal_bytesOfAnEntry(t *testing.T) {
	t.Parallel()
	none, long := (&Entry{}).retained(), strings.Repeat("x", 10_000)
	for want, e := range map[int]Entry{
		0:                          {Operation: "hang", Outcome: "hung_up", Source: "https://www.wolkvox.com"},
		21:                         {AgentID: "a", Reason: "bc", Fault: "def", Request: Request{Method: "GET", Target: "/5678", Body: "body", TokenSuffix: "123"}},
		9:                          {Request: Request{Headers: Headers{ContentType: "ab", WolkvoxServer: "cde", UserAgent: "1234"}}},
		7:                          {Reply: Reply{Body: json.RawMessage(`"12345"`)}},
		112 + 10:                   {Violations: []openapi.Violation{{Where: "1", Expected: "22", Got: "333", Try: "4444", Source: "s"}}},
		4 * (MaxText + len("…")):   {AgentID: long, Reason: long, Request: Request{Target: long, Body: long}},
		4 * (maxHeader + len("…")): {Request: Request{Method: long, Headers: Headers{long, long, long}}},
	} {
		j := New(1, DefaultBytes)
		j.Add(e)
		if got := j.Bytes() - none; got != want {
			t.Errorf("%.200v takes %d bytes more than an empty one, expected %d", e, got, want)
		}
	}
}

// Of many violations, and of long ones, an entry keeps some, and says how many more there were.
func TestJournal_violationsOfAnEntry(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ found, length, kept, more int }{
		{1, 10, 1, 0},
		{maxViolations, 10, maxViolations, 0},
		{maxViolations + 1, 10, maxViolations, 1},
		{500, 10, maxViolations, 500 - maxViolations},
		{4, MaxText / 4, 4, 0},
		{4, MaxText/4 + 1, 3, 1},
		{9, MaxText, 1, 8},
	} {
		found := make([]openapi.Violation, tt.found)
		for i := range found {
			found[i] = openapi.Violation{Rule: openapi.RuleBodyValue, Got: strings.Repeat("g", tt.length), Try: strings.Repeat("t", 9999)}
		}
		j := New(1, DefaultBytes)
		j.Add(Entry{Violations: found})
		kept := j.Find(Query{}).Requests[0].Violations
		n := slices.IndexFunc(kept, func(v openapi.Violation) bool { return v.Rule == openapi.RuleMore })
		if tt.more == 0 {
			if n >= 0 || len(kept) != tt.kept {
				t.Errorf("of %+v %d are kept", tt, len(kept))
			}
			continue
		}
		if n != tt.kept || n != len(kept)-1 || kept[n].Got != fmt.Sprintf("%d more", tt.more) || len(kept[0].Try) != MaxText+len("…") {
			t.Errorf("of %+v %d are kept, the last one is %.100s", tt, len(kept), kept[len(kept)-1])
		}
	}
}

// A record that is larger than all that may be kept is only counted, and nobody is told of it.
func TestJournal_tooLargeToKeep(t *testing.T) {
	t.Parallel()
	j := New(9, (&Entry{}).retained())
	j.Add(Entry{})
	w := j.Wait(Query{Count: 2})
	j.Add(Entry{Reason: "x"})
	p := j.Find(Query{})
	if p.Total != 2 || p.Dropped != 2 || !p.Gap || j.Bytes() != 0 || !j.Records(1, 0).Gap || woken(w) {
		t.Errorf("%+v, %d bytes, woken: %t", p, j.Bytes(), woken(w))
	}
}
