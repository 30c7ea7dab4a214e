package callcenter

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func TestAgentStats(t *testing.T) {
	c := New(AuxState{"101", "Active breaks"})
	staysSound(t, c)
	now := noon
	pass := func(seconds int) { now = now.Add(time.Duration(seconds) * time.Second) }
	stats := func(want AgentStats) {
		t.Helper()
		got, err := c.AgentStats(now, "1")
		ok(t, err)
		same(t, "stats", want, got)
	}
	s := func(n int) Duration { return Duration(n) * Duration(time.Second) }

	ok(t, c.PutAgent(now, "1", AgentChange{}))
	ok(t, c.PutAgent(now, "2", as("ready")))
	pass(100)
	stats(AgentStats{}) // logged out: nothing
	ok(t, c.Login(now, "1"))
	want := AgentStats{LastLogin: now}
	stats(want)
	pass(1)
	want.ReadyTime = s(1) // the running state
	stats(want)

	k, err := c.Arrive(now, Arrival{AgentID: "1", Type: Inbound})
	ok(t, err)
	pass(2)
	want.RingTime = s(2)
	stats(want) // it counts when it is answered
	ok(t, c.Answer(now, k.ID))
	want.Inbound = 1
	pass(4)
	ok(t, c.Mute(now, "1")) // the same state goes on
	want.InboundTime = s(4)
	stats(want)
	ok(t, c.CustomerHangUp(now, k.ID))
	pass(8)
	want.ACWTime = s(8)
	stats(want)
	_, err = c.ChangeStatus(now, "1", "101")
	ok(t, err)
	pass(16)
	want.AuxTime = s(16)
	stats(want)

	_, err = c.Dial(now, "1", "3", "", "")
	ok(t, err)
	pass(32)
	want.Outbound, want.OutboundTime = 1, s(32)
	stats(want)
	ok(t, c.Hang(now, "1"))
	ok(t, c.PutAgent(now, "1", as("ready")))
	_, err = c.Arrive(now, Arrival{AgentID: "1", Type: Predictive, Answered: true})
	ok(t, err)
	pass(64)
	ok(t, c.Hang(now, "1"))
	_, err = c.AuxCall(now, "1", "3")
	ok(t, err)
	pass(128)
	ok(t, c.Hang(now, "1"))
	ok(t, c.PutAgent(now, "1", as("ready")))
	want.Outbound, want.OutboundTime = 3, s(32+64+128)
	stats(want)

	_, err = c.Arrive(now, Arrival{AgentID: "2", Type: Predictive, Answered: true}) // and handed over: internal
	ok(t, err)
	leg, err := c.Transfer(now, "2", "1")
	ok(t, err)
	ok(t, c.Answer(now, leg))
	pass(256)
	want.Internal, want.InternalTime = 1, s(256)
	stats(want)
	ok(t, c.Hang(now, "1"))
	ok(t, c.PutAgent(now, "1", as("ready")))
	k, err = c.Arrive(now, Arrival{AgentID: "1", Type: Inbound}) // nobody answers: no call
	ok(t, err)
	ok(t, c.CustomerHangUp(now, k.ID))
	stats(want)

	if got := want.Calls(); got != 5 {
		t.Errorf("calls: %d", got)
	}
	if got := want.LoginTime(); got != now.Sub(want.LastLogin) || got != time.Duration(s(1+2+4+8+16+32+64+128+256)) {
		t.Errorf("login time: %s, want %s", got, now.Sub(want.LastLogin))
	}
	if got := want.AHT(); got != time.Duration(s(4+32+64+128+8))/5 {
		t.Errorf("average handling time: %s", got)
	}
	if got, share := want.Occupancy(), float64(4+32+64+128+8)/float64(1+2+4+8+32+64+128+256); math.Abs(got-share) > 1e-9 {
		t.Errorf("occupancy: %v, want %v", got, share)
	}

	ok(t, c.Logout(now, "1"))
	pass(500)
	stats(want) // of the last login
	ok(t, c.Login(now, "1"))
	stats(AgentStats{LastLogin: now}) // anew
	now = now.Add(-time.Hour)         // a clock can be set back
	stats(AgentStats{LastLogin: noon.Add(now.Add(time.Hour).Sub(noon))})
}

func TestAgentStats_edges(t *testing.T) {
	if empty := (AgentStats{}); empty.AHT() != 0 || empty.Occupancy() != 0 || empty.LoginTime() != 0 {
		t.Errorf("empty: %s, %v, %s", empty.AHT(), empty.Occupancy(), empty.LoginTime())
	}
	if aux := (AgentStats{AuxTime: Duration(time.Hour)}); aux.Occupancy() != 0 {
		t.Errorf("breaks only: %v", aux.Occupancy())
	}
	long := AgentStats{Inbound: math.MaxInt, ReadyTime: math.MaxInt64, ACWTime: math.MaxInt64, AuxTime: math.MaxInt64}
	if long.LoginTime() != math.MaxInt64 {
		t.Errorf("longer than time can be: %s", long.LoginTime())
	}
	c := scene(t, "talk-inbound")
	c.AgentByID["12989"].Stats = long
	ok(t, c.Hang(noon, "12989"))
	ok(t, ready(c, "12989"))
	arrive(t, c, Inbound, true)
	if _, err := c.AgentStats(noon, "1"); kindOf(err) != AgentUnknown {
		t.Errorf("nobody: %v", err)
	}
}

// Whatever happens, the times of all states are the time since the login, as long as no clock is set back.
func TestAgentStats_addsUp(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	r := rand.New(rand.NewPCG(*seed, 1))
	c := New(AuxState{"101", "Active breaks"}, AuxState{"102", "Lunch"})
	staysSound(t, c)
	furnish(t, c)
	now := noon
	for step := range 3000 {
		now = now.Add(time.Duration(r.IntN(5)) * time.Second)
		c.Advance(now)
		what, _ := anyOperation(r, c, now)
		for _, a := range c.Agents() {
			stats, err := c.AgentStats(now, a.ID)
			ok(t, err)
			if want := now.Sub(stats.LastLogin); a.Status != "logout" && stats.LoginTime() != want {
				t.Fatalf("-seed=%d, step %d, after %s: agent %s has %s of %s: %+v", *seed, step, what, a.ID, stats.LoginTime(), want, stats)
			}
		}
	}
}
