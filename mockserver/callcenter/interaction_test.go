package callcenter

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestPutRoutingPoint(t *testing.T) {
	c := New()
	staysSound(t, c)
	yes, no := true, false
	ok(t, c.PutRoutingPoint("2", RoutingPointChange{}))
	ok(t, c.PutRoutingPoint("1", RoutingPointChange{Name: text("Mail"), IVR: &yes, Chat: &yes, Interaction: &no, CRM: &yes}))
	want := []RoutingPoint{{ID: "1", Name: "Mail", IVR: true, Chat: true, CRM: true}, {ID: "2", Name: "Routing point 2", Interaction: true}}
	same(t, "created", want, c.RoutingPoints())
	ok(t, c.PutRoutingPoint("1", RoutingPointChange{Chat: &no}))
	want[0].Chat = false
	same(t, "changed", want, c.RoutingPoints())
	for _, id := range []string{"", "\xff"} {
		mustRefuse(t, c, refusal(InputInvalid, "", fmt.Sprintf("rp_id is %q: expected the id of a routing point, such as 61196", id), ""),
			func() error { return c.PutRoutingPoint(id, RoutingPointChange{}) })
	}
}

func TestAddInteraction(t *testing.T) {
	c := scene(t, "ready") // and 12990 is Ready, 12991 talks
	ok(t, c.PutRoutingPoint("61196", RoutingPointChange{}))
	later := noon.Add(time.Second)
	mail := Message{"a@example.com", "Luz \xff", "b@example.com", "Acme", "Hello", "<p>Hi</p>", "61196"}
	first, err := c.AddInteraction(later, mail)
	ok(t, err)
	mail.FromName = "Luz \uFFFD"
	same(t, "interaction", Interaction{"12989.0002.1700000001.10002", "12989", later, mail}, first)
	same(t, "last use", later, c.RoutingPoints()[0].LastUse)

	var to []string
	for range 5 {
		i, err := c.AddInteraction(later, Message{RPID: "61196"})
		ok(t, err)
		to = append(to, i.AgentID)
	}
	same(t, "the fewest open ones, then the lowest id", "12990 12989 12990 12989 12990", strings.Join(to, " "))

	put(t, c, "12989", as("101"))
	put(t, c, "12992", as("ready"))
	i, err := c.AddInteraction(later, Message{RPID: "61196"})
	ok(t, err)
	same(t, "a new agent in Ready has none yet", "12992", i.AgentID)

	ok(t, c.Logout(later, "12992"))
	var got []string
	for _, a := range c.Interactions() {
		got = append(got, fmt.Sprint(a.AgentID, ":", len(a.Open)))
	}
	same(t, "by agent, also of who logged out", "12989:3 12990:3 12992:1", strings.Join(got, " "))
	same(t, "the oldest first", first, c.Interactions()[0].Open[0])

	k, err := c.Arrive(later, Arrival{AgentID: "12990", Type: Inbound})
	ok(t, err)
	same(t, "one sequence with the calls", ConnID("12990.0009.1700000001.10009"), k.ID)
}

func TestMaxInteractions(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.PutRoutingPoint("1", RoutingPointChange{}))
	ids := make([]ConnID, MaxInteractions+5)
	for n := range ids {
		i, err := c.AddInteraction(noon, Message{RPID: "1"})
		ok(t, err)
		ids[n] = i.ID
	}
	same(t, "how many", MaxInteractions, len(c.Open))
	same(t, "the oldest that is left", ids[5], c.Open[0].ID)
	same(t, "the newest", ids[len(ids)-1], c.Open[MaxInteractions-1].ID)

	c.Conns -= 2 // as a restored center may have it: the ids that are taken are stepped over
	i, err := c.AddInteraction(noon, Message{RPID: "1"})
	ok(t, err)
	if i.ID == ids[len(ids)-1] || i.ID == ids[len(ids)-2] {
		t.Errorf("the id %s is there twice", i.ID)
	}
}

func TestMaxText(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{strings.Repeat("x", MaxText), strings.Repeat("x", MaxText)},
		{strings.Repeat("x", MaxText+1), strings.Repeat("x", MaxText)},
		{strings.Repeat("x", MaxText-1) + "ñ", strings.Repeat("x", MaxText-1)},
		{strings.Repeat("x", MaxText-2) + "ñ", strings.Repeat("x", MaxText-2) + "ñ"},
		{strings.Repeat("\xff", 4), "\uFFFD"},
	} {
		c := scene(t, "ready")
		ok(t, c.PutRoutingPoint("1", RoutingPointChange{}))
		i, err := c.AddInteraction(noon, Message{tt.text, tt.text, tt.text, tt.text, tt.text, tt.text, "1"})
		ok(t, err)
		same(t, "message", Message{tt.want, tt.want, tt.want, tt.want, tt.want, tt.want, "1"}, i.Message)
	}
}

// What is left of a long text keeps no memory of the rest: a message may have a megabyte.
func TestMaxText_keepsNoMore(t *testing.T) {
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	var kept []string
	for n := range 100 {
		kept = append(kept, shorten(strings.Repeat(fmt.Sprint(n%10), 1<<20)))
	}
	if taken := heap() - before; taken > 20<<20 {
		t.Errorf("100 texts of %d bytes take %d bytes of memory", len(kept[0]), taken)
	}
	runtime.KeepAlive(kept)
}
