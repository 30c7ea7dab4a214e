package callcenter

import (
	"fmt"
	"testing"
)

func TestHotPath_doesNotAllocate(t *testing.T) {
	c := scene(t, "ready")
	visit := func(string) {}
	if n := testing.AllocsPerRun(1000, func() {
		_, _ = c.ChangeStatus(noon, "12989", "101")
		_, _ = c.ChangeStatus(noon, "12989", "ready")
		c.TakeMoves(visit)
	}); n != 0 {
		t.Errorf("ChangeStatus and TakeMoves: %v allocations", n)
	}
	ids := make([]string, 0, 2001)
	for i := range cap(ids) {
		id := string(rune(0x4e00 + i))
		put(t, c, id, as("ready"))
		_, err := c.Arrive(noon, Arrival{AgentID: id, Type: Inbound, Answered: true})
		ok(t, err)
		ids = append(ids, id)
	}
	if n := testing.AllocsPerRun(2000, func() {
		_ = c.Hang(noon, ids[0])
		ids = ids[1:]
	}); n != 0 {
		t.Errorf("Hang: %v allocations", n)
	}
}

// The cost of an operation must not depend on how many agents there are.
func BenchmarkArriveHang(b *testing.B) {
	for _, agents := range []int{1, 1_000, 100_000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			c := New(AuxState{"101", "Active breaks"})
			ids := make([]string, agents)
			for i := range ids {
				ids[i] = fmt.Sprint(10_000 + i)
				if err := c.PutAgent(noon, ids[i], as("ready")); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				id := ids[i%agents]
				_, err1 := c.Arrive(noon, Arrival{AgentID: id, Phone: "3001234567", Type: Inbound, Answered: true})
				err2 := c.Hang(noon, id)
				_, err3 := c.ChangeStatus(noon, id, "ready")
				if err1 != nil || err2 != nil || err3 != nil {
					b.Fatal(err1, err2, err3)
				}
			}
		})
	}
}
