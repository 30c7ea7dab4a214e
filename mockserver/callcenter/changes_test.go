package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A replica is what somebody knows who follows the changes of a center: what From and To say of each thing, and what else there
// is to know of those that were told to have changed.
type replica struct{ states, details map[string]string }

// thing is what a change is about.
func (ch *Change) thing() string {
	switch ch.Of {
	case OfAgent:
		return "agent " + ch.AgentID
	case OfCall:
		return "call " + string(ch.ConnID)
	case OfQueue:
		return "queue " + ch.SkillID
	case OfCallback:
		return "callback " + ch.Callback.String()
	}
	return "campaign " + ch.CampaignID
}

// replicaOf begins with what is there. The changes so far are forgotten.
func replicaOf(c *Center) replica {
	c.TakeChanges(func(*Change) {})
	r := replica{map[string]string{}, map[string]string{}}
	add := func(ch Change, state, details string) { r.states[ch.thing()], r.details[ch.thing()] = state, details }
	for id, a := range c.AgentByID {
		add(Change{Of: OfAgent, AgentID: id}, string(a.Status), fmt.Sprint(a.Name, a.Enabled, a.Manual))
	}
	for id, k := range c.CallByID {
		add(Change{Of: OfCall, ConnID: id}, string(k.State), fmt.Sprint(k.Muted, k.OnHold))
	}
	for id, s := range c.SkillByID {
		add(Change{Of: OfQueue, SkillID: id}, fmt.Sprint(c.waitingFor(id)), fmt.Sprint(s.Name, s.Members))
	}
	for key, cb := range c.CallbackByKey {
		add(Change{Of: OfCallback, Callback: key}, string(cb.State), cb.AgentID)
	}
	for id, g := range c.CampaignByID {
		called := ""
		for _, customerID := range slices.Sorted(maps.Keys(g.CustomerByID)) {
			u := g.CustomerByID[customerID]
			called += fmt.Sprint(customerID, u.Called, u.Result, u.DoNotCall)
		}
		add(Change{Of: OfCampaign, CampaignID: id}, string(g.Status), fmt.Sprint(g.Name, g.Recycled, called))
	}
	return r
}

// follow lets the changes happen here too, and holds what is known then against the center.
func (r replica) follow(t *testing.T, c *Center, after string) {
	t.Helper()
	told := map[string]bool{}
	c.TakeChanges(func(ch *Change) {
		thing := ch.thing()
		if known := r.states[thing]; known != ch.From {
			t.Fatalf("-seed=%d, after %s: %+v, but it was %q", *seed, after, *ch, known)
		}
		if ch.At.IsZero() && (ch.Of == OfCall || ch.Event != "" || ch.Timer != "") {
			t.Fatalf("-seed=%d, after %s: %+v has no time", *seed, after, *ch)
		}
		r.states[thing], told[thing] = ch.To, true
		if ch.To == "" {
			delete(r.states, thing)
			delete(r.details, thing)
		}
	})
	now := replicaOf(c)
	for thing := range told {
		if details, is := now.details[thing]; is {
			r.details[thing] = details
		}
	}
	for thing := range r.states {
		if _, is := now.states[thing]; !is && strings.HasPrefix(thing, "call ") {
			delete(r.states, thing) // forgotten, which is no change
			delete(r.details, thing)
		}
	}
	if diff := cmp.Diff(now, r, cmp.AllowUnexported(replica{})); diff != "" {
		t.Fatalf("-seed=%d, after %s, who follows the changes is wrong (-is +known):\n%s", *seed, after, diff)
	}
}

// What changes is told in its order, with what made it so.
func TestTakeChanges(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.SetACWLimit(time.Minute))
	c.TakeChanges(func(*Change) {})
	mustChange := func(want ...string) {
		t.Helper()
		var got []string
		c.TakeChanges(func(ch *Change) {
			got = append(got, fmt.Sprintf("%s %q %q: %s -%s-> %s %s",
				ch.At.Sub(noon), ch.AgentID, ch.ConnID, ch.From, ch.Event, ch.To, ch.Timer))
		})
		same(t, "changes", want, got)
	}
	id, err := c.Dial(noon, "12989", "3001234567", "", "")
	ok(t, err)
	call := fmt.Sprintf(`0s "12989" %q`, id)
	mustChange(call+`:  -dial-> ringing `, `0s "12989" "": ready -dial-> ring `,
		call+`: ringing -answer-> active `, `0s "12989" "": ring -answer-> talk `)
	err = c.Hold(noon, "12989")
	ok(t, err)
	mustChange(call + `: active -hold-> active `)
	ok(t, c.Hang(noon, "12989"))
	mustChange(call+`: active -hang_up-> ended `, `0s "12989" "": talk -hang_up-> acw `)
	c.Advance(noon.Add(time.Hour))
	mustChange(`1m0s "12989" "": acw -acw_timeout-> ready acw_limit`)
	_, err = c.ChangeStatus(noon, "12989", "ready") // again
	ok(t, err)
	mustChange()
	put(t, c, "7", as("ready"))
	mustChange(`0s "7" "":  --> logout `, `0s "7" "": logout --> ready `)
	if kept := cap(c.changes); kept == 0 {
		t.Error("the list is not used again")
	}
	for range maxKeptChanges {
		put(t, c, "7", as("logout"))
		put(t, c, "7", as("ready"))
	}
	c.TakeChanges(func(*Change) {})
	if kept := cap(c.changes); kept > maxKeptChanges {
		t.Errorf("room for %d changes is kept", kept)
	}
}

// What happens by itself names its timer: the queue, the ring, and a callback that rings at its time or waits for its agent.
func TestTakeChanges_timers(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetRingTimeout(20*time.Second))
	come(t, c, "10:00:00", "4001", "300")
	mustName := func(c *Center, want ...string) {
		t.Helper()
		var got []string
		c.TakeChanges(func(ch *Change) {
			if ch.ConnID != "" {
				got = append(got, fmt.Sprintf("%s by %s", ch.To, ch.Timer))
			}
		})
		same(t, "changes of calls", want, got)
	}
	mustName(c, "queued by ")
	becomes(t, c, "10:01:00", "1", "ready")
	mustName(c, "ringing by queue")
	c.Advance(at(t, "10:02:00"))
	mustName(c, "queued by ring_timeout")

	c = scene(t, "ready") // 12990 has a callback, to which an agent who is Ready is needed
	due := c.Callbacks(AnyStyle)[0].Fires
	put(t, c, "12990", as("101"))
	c.TakeChanges(func(*Change) {})
	c.Advance(due)
	mustName(c)
	put(t, c, "12990", as("ready"))
	mustName(c)
	c.Advance(due.Add(time.Minute))
	mustName(c, "ringing by callback")

	c = scene(t, "ready")
	put(t, c, "12990", as("ready"))
	c.TakeChanges(func(*Change) {})
	c.Advance(due)
	mustName(c, "ringing by callback")
}
