package callcenter

import (
	"fmt"
	"testing"
	"time"
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

// callbackAgents share the callbacks of promise.
const callbackAgents = 100

// promise is a center with so many callbacks, spread over a day that is to come, and the agent 1, who has none.
func promise(tb testing.TB, callbacks int) *Center {
	tb.Helper()
	c := New(AuxState{"101", "Active breaks"})
	ok(tb, c.PutCampaign("7224", CampaignChange{}))
	put(tb, c, "1", as("ready"))
	for i := range callbackAgents {
		put(tb, c, fmt.Sprint(10_000+i), as("ready"))
	}
	for i := range callbacks {
		ok(tb, c.Recall(noon, promised(i)))
	}
	return c
}

// promised is a callback of promise: the times of its day come in no order, for the step is prime.
func promised(i int) Recall {
	due := noon.Add(24*time.Hour + time.Duration(i*7919%86_400)*time.Second)
	return asked(fmt.Sprint(10_000+i%callbackAgents), fmt.Sprint(i), "3001234567", due, Auto)
}

// The cost of what agents do must not depend on how many timers are set: neither of an operation that has nothing to do with
// them, nor of one that schedules the limit of ACW and cancels it. To move a callback may cost a few microseconds.
func BenchmarkTimers(b *testing.B) {
	for _, callbacks := range []int{0, 10_000} {
		c := promise(b, callbacks)
		work := func(b *testing.B) {
			_, err1 := c.Arrive(noon, Arrival{AgentID: "1", Phone: "3001234567", Type: Inbound, Answered: true})
			err2 := c.Hang(noon, "1")
			_, err3 := c.ChangeStatus(noon, "1", "ready")
			if err1 != nil || err2 != nil || err3 != nil {
				b.Fatal(err1, err2, err3)
			}
		}
		b.Run(fmt.Sprintf("callbacks=%d/arrive-hang-ready", callbacks), func(b *testing.B) {
			b.ReportAllocs()
			ok(b, c.SetACWLimit(0))
			for b.Loop() {
				c.Advance(noon)
				work(b)
			}
		})
		b.Run(fmt.Sprintf("callbacks=%d/with-acw-limit", callbacks), func(b *testing.B) {
			b.ReportAllocs()
			ok(b, c.SetACWLimit(time.Minute))
			for b.Loop() {
				c.Advance(noon)
				work(b)
			}
		})
		b.Run(fmt.Sprintf("callbacks=%d/recall", callbacks), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r := promised(i * 31 % max(1, callbacks)) // it is there already, and moves
				r.Due = Is(noon.Add(30*time.Hour + time.Duration(i*7919%86_400)*time.Second))
				ok(b, c.Recall(noon, r))
			}
		})
	}
}

// Reads that look for one thing, or count, must not copy what they do not show.
func BenchmarkRead(b *testing.B) {
	c := promise(b, 0)
	customers := make([]Customer, 100_000)
	for i := range customers {
		customers[i] = Customer{ID: fmt.Sprint(i), Phones: []string{"3001234567"}}
	}
	ok(b, c.PutCampaign("7224", CampaignChange{Customers: customers}))
	for range MaxEndedCalls { // remembered, as many as there can be
		_, err := c.Arrive(noon, Arrival{AgentID: "1", Phone: "3001234567", Type: Predictive, Answered: true, CampaignID: "7224", CustomerID: "1"})
		ok(b, err)
		ok(b, c.Hang(noon, "1"))
		_, err = c.ChangeStatus(noon, "1", "ready")
		ok(b, err)
	}
	for i := range 10_000 {
		_, err := c.UploadAudios(noon, []Upload{{Name: fmt.Sprint(i), Size: 1}})
		ok(b, err)
	}
	fifty := make([]Upload, MaxAudios)
	b.Run("campaigns", func(b *testing.B) {
		for b.Loop() {
			if got := c.CampaignSummaries(); got[0].Records != len(customers) {
				b.Fatal(got)
			}
		}
	})
	b.Run("campaign stats", func(b *testing.B) {
		for b.Loop() {
			if got := c.CampaignStats(noon, "7224"); got.Clean != len(customers)-1 {
				b.Fatal(got)
			}
		}
	})
	b.Run("calls since", func(b *testing.B) {
		for b.Loop() {
			if got := c.CallsSince(noon); len(got) != MaxEndedCalls {
				b.Fatal(len(got))
			}
		}
	})
	b.Run("50 audios beside 10,000", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			for i := range fifty {
				fifty[i] = Upload{Name: fmt.Sprint("new ", i, n), Size: 1}
			}
			_, err := c.UploadAudios(noon, fifty)
			ok(b, err)
			b.StopTimer()
			for _, u := range fifty {
				delete(c.AudioByName, u.Name)
			}
			b.StartTimer()
		}
	})
	b.Run("add_interaction", func(b *testing.B) { // looks at every agent: 101 here
		ok(b, c.PutRoutingPoint("1", RoutingPointChange{}))
		for b.Loop() {
			_, err := c.AddInteraction(noon, Message{RPID: "1"})
			ok(b, err)
		}
	})
}
