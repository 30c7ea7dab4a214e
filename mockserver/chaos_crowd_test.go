package mockserver_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
)

// A crowd of chaos is clients of one world, with somebody who wrecks it. Each has an agent, a number and a token to itself, which
// is never busy for it, and a second token that it leaves in the middle of requests. What a member did is there when it looks,
// unless the world was replaced meanwhile: epoch counts before and after, so that it is odd while that goes on.
type mob struct {
	*chaos
	name  string
	world atomic.Pointer[mockserver.World]
	epoch atomic.Int64
}

func (m *mob) own(n int) string     { return chaosToken(m.name, n) }
func (m *mob) leaving(n int) string { return chaosToken(m.name, chaosMembers+n) }
func (m *mob) shared() string       { return chaosToken(m.name, 2*chaosMembers) }

func (c *chaos) newMob(name string) *mob {
	m := &mob{chaos: c, name: name}
	m.create()
	return m
}

func (m *mob) create() {
	from := chaosSeed(m.name, 2*chaosMembers+1)
	w, err := m.s.CreateWorld(mockserver.WorldSpec{Name: m.name, From: &from})
	if err != nil {
		m.fail(m.name, "creating the world: %v", err)
		return
	}
	m.world.Store(w)
	m.count("worlds created")
}

// member acts until it is over, each act in one epoch.
func (m *mob) member(n int, r *rand.Rand) {
	acts := []func(int, *rand.Rand) func() string{
		m.changeStatus, m.blockNumber, m.shareToken, m.leaveAnywhere, m.leavePipeline, m.noisy,
	}
	for !m.over() {
		m.together(func() {
			epoch := m.epoch.Load()
			if epoch%2 == 1 {
				return
			}
			wrong := acts[r.IntN(len(acts))](n, r)
			if text := wrong(); text != "" && m.epoch.Load() == epoch {
				m.fail(fmt.Sprintf("%s, member %d", m.name, n), "%s", text)
			}
		})
	}
}

// together acts between quiet points.
func (c *chaos) together(act func()) {
	c.still.RLock()
	defer c.still.RUnlock()
	act()
}

// send sends a request over a connection of its own.
func (m *mob) send(a ask, token string) (answer, error) {
	l, err := dialLine(m.s.URL())
	if err != nil {
		return answer{}, err
	}
	defer l.hangUp(true)
	if err := l.write(a.raw(token, "HTTP/1.1")); err != nil {
		return answer{}, err
	}
	got, _, err := l.answer(a.method)
	if err == nil && got.outcome() != "fault_injected" {
		m.hold(a.method, token, got)
	}
	return got, err
}

// changeStatus changes the member's own agent, and looks.
func (m *mob) changeStatus(n int, r *rand.Rand) func() string {
	status := []string{"ready", "101", "102", "103"}[r.IntN(4)]
	got, err := m.send(box("change_status", "agent_id="+chaosAgent(n)+"&status="+status), m.own(n))
	agent, lookErr := m.world.Load().Agent(chaosAgent(n))
	return func() string {
		if err != nil || lookErr != nil || got.outcome() != "status_changed" || string(agent.Status) != status {
			return fmt.Sprintf("change_status to %s: %s (%v), and the agent is in %q (%v)",
				status, got.outcome(), err, agent.Status, lookErr)
		}
		return ""
	}
}

// blockNumber puts the member's own number on the list, and looks.
func (m *mob) blockNumber(n int, _ *rand.Rand) func() string {
	number := fmt.Sprint(3_120_000_000 + n)
	got, err := m.send(conf("add_dnc", `{"type_call":"inbound","telephones":["`+number+`"]}`), m.own(n))
	there := false
	for _, e := range m.world.Load().Lists().DNC {
		there = there || e.Phone == number
	}
	undone, undoErr := m.send(conf("remove_dnc", `{"type":"inbound","telephones":["`+number+`"]}`), m.own(n))
	return func() string {
		if err != nil || undoErr != nil || !there || got.outcome() != "numbers_added" || undone.outcome() != "numbers_removed" {
			return fmt.Sprintf("add_dnc: %s (%v), the number is on the list: %v, remove_dnc: %s (%v)",
				got.outcome(), err, there, undone.outcome(), undoErr)
		}
		return ""
	}
}

// shareToken uses the token that all members have.
func (m *mob) shareToken(int, *rand.Rand) func() string {
	outcome, err := m.probe(m.shared())
	return func() string {
		if outcome != "api_missing" && outcome != "token_busy" {
			return fmt.Sprintf("the token of all: %q (%v)", outcome, err)
		}
		return ""
	}
}

// leaveAnywhere sends a part of a request, or all of it, and leaves.
func (m *mob) leaveAnywhere(n int, r *rand.Rand) func() string {
	l, err := dialLine(m.s.URL())
	if err == nil {
		text := m.noise[r.IntN(len(m.noise))].raw(m.leaving(n), "HTTP/1.1")
		if r.IntN(2) == 0 {
			text = text[:r.IntN(len(text))]
		}
		_ = l.write(text)
		l.hangUp(r.IntN(2) == 0)
		m.count("left anywhere")
	}
	return func() string { return errorText(err) }
}

// leavePipeline sends requests in a row and leaves after the first reply.
func (m *mob) leavePipeline(n int, r *rand.Rand) func() string {
	l, err := dialLine(m.s.URL())
	if err == nil {
		a := box("change_status", "agent_id=12991&status=101")
		for range 3 {
			_ = l.write(a.raw(m.leaving(n), "HTTP/1.1"))
		}
		_, _, err = l.answer(a.method)
		l.hangUp(r.IntN(2) == 0)
		m.count("left a pipeline")
	}
	return func() string { return errorText(err) }
}

func errorText(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

// noisy sends any request of the document with the member's own token.
func (m *mob) noisy(n int, r *rand.Rand) func() string {
	a := m.noise[r.IntN(len(m.noise))].without("wolkvox-token", "wolkvox_server", "X-Wolkvox-Mock-World")
	got, err := m.send(a, m.own(n))
	return func() string {
		if outcome := got.outcome(); err == nil && (outcome == "token_busy" || outcome == "token_unknown") {
			return a.target + ": " + outcome
		}
		return ""
	}
}

// wreck does to the world what a test suite does to it, at any time.
func (m *mob) wreck(r *rand.Rand) {
	var saved *mockserver.Snapshot
	for !m.over() {
		m.together(func() { saved = m.wreckOnce(r, saved) })
		linger(time.Duration(r.IntN(30)) * time.Millisecond)
	}
	m.epoch.Add(1) // for good
	m.control(m.name, "DELETE", "/__admin/worlds/"+m.name, nil, nil)
}

// wreckOnce does one thing; saved is a snapshot to restore, nil when there is none.
func (m *mob) wreckOnce(r *rand.Rand, saved *mockserver.Snapshot) *mockserver.Snapshot {
	w, path := m.world.Load(), "/__admin/worlds/"+m.name
	switch r.IntN(9) {
	case 0:
		m.replace("resets", func() { m.control(m.name, "POST", path+"/reset", nil, nil) })
	case 1:
		m.replace("worlds deleted", func() { m.control(m.name, "DELETE", path, nil, nil); m.create() })
		return nil
	case 2:
		if saved == nil {
			snap := w.Snapshot()
			return &snap
		}
		m.replace("restores", func() {
			if err := w.Restore(*saved); err != nil {
				m.fail(m.name, "restoring: %v", err)
			}
		})
	case 3:
		f := []mockserver.Fault{{Status: 500}, {Drop: true}, {Reset: true}, {Latency: time.Millisecond}, {Slow: time.Millisecond},
			{Outcome: "agent_unknown"}}[r.IntN(6)]
		f.Operation, f.Times = []string{"hang", "dial", "transfer", "mute"}[r.IntN(4)], fault.Times(1+r.IntN(20))
		f.Phase = []fault.Phase{fault.Before, fault.After}[r.IntN(2)]
		if _, err := w.AddFault(f); err != nil {
			m.fail(m.name, "%v: %v", f, err)
		}
		m.count("faults")
	case 4:
		m.control(m.name, "DELETE", path+"/faults", nil, nil)
	case 5:
		operation := []string{"", "change_status", "hang", "add_dnc"}[r.IntN(4)]
		g, err := w.AddGate(mockserver.Gate{Operation: operation, Times: 1 + r.IntN(9)})
		if err != nil {
			m.fail(m.name, "%v", err)
			break
		}
		linger(time.Duration(r.IntN(20)) * time.Millisecond)
		m.control(m.name, "POST", path+"/gates/"+g.ID+"/open", nil, nil)
		m.count("gates")
	case 6:
		m.control(m.name, "PUT", path+"/clock",
			mockserver.ClockChange{Action: "advance", Duration: time.Duration(1 + r.Int64N(int64(time.Hour)))}, nil)
	case 7:
		token := chaosToken(m.name, 5000+r.IntN(1000))
		m.control(m.name, "POST", path+"/tokens", mockserver.Token{Token: token}, nil)
		m.control(m.name, "DELETE", path+"/tokens?token="+token, nil, nil)
	case 8:
		m.replace("journals cleared", func() { m.control(m.name, "DELETE", path+"/requests", nil, nil) })
	}
	return saved
}

func (m *mob) replace(what string, by func()) {
	m.epoch.Add(1)
	by()
	m.epoch.Add(1)
	m.count(what)
}

// audit reads the journal as it grows, and looks whether the world is sound.
func (m *mob) audit(r *rand.Rand) {
	read, at := 0, int64(-1)
	for !m.over() {
		epoch := m.epoch.Load()
		w := m.world.Load()
		records, last := w.Records(read, 0), read
		hole := ""
		for _, one := range records.Records {
			if seq := one.Seq(); last > 0 && seq != last+1 && !records.Gap {
				hole = fmt.Sprintf("the journal goes from %d to %d", last, seq)
			}
			last = one.Seq()
		}
		if hole == "" && last != records.Latest && !records.Gap {
			hole = fmt.Sprintf("the journal ends at %d of %d", last, records.Latest)
		}
		if hole != "" && epoch%2 == 0 && at == epoch && m.epoch.Load() == epoch {
			m.fail(m.name, "%s", hole)
		}
		read, at = records.Latest, epoch
		if r.IntN(4) == 0 {
			if err := w.Snapshot().Center.Check(); err != nil {
				m.fail(m.name, "%v", err)
			}
		}
		linger(time.Duration(r.IntN(5)) * time.Millisecond)
	}
}

// quietPoints stops everybody now and then: nothing may be under way soon.
func (m *mob) quietPoints() {
	for !m.over() {
		linger(300 * time.Millisecond)
		m.quietPoint()
	}
}

func (m *mob) quietPoint() {
	m.still.Lock()
	defer m.still.Unlock()
	w := m.world.Load()
	if m.epoch.Load()%2 == 1 {
		return
	}
	if !within(func() bool { return w.InFlight() == 0 }) {
		m.fail(m.name, "nobody is there, and %d leases are taken", w.InFlight())
	}
	if n := w.Waiters(); n != 0 {
		m.fail(m.name, "nobody is there, and %d wait for requests", n)
	}
	for _, g := range w.Gates() {
		m.fail(m.name, "nobody is there, and gate %+v is shut", g)
	}
	m.count("quiet points")
}

// makeMayflies makes worlds with a ttl: they stay while a request is under way, and go.
func (c *chaos) makeMayflies(r *rand.Rand) {
	for n := 0; !c.over(); n++ {
		name := fmt.Sprintf("mayfly%d", n)
		ttl := time.Duration(100+r.IntN(500)) * time.Millisecond
		w, err := c.s.CreateWorld(mockserver.WorldSpec{Name: name, TTL: ttl})
		if err != nil {
			c.fail(name, "%v", err)
			return
		}
		token := w.Token()
		if r.IntN(2) == 0 {
			c.keepAlive(w, token, ttl)
		}
		if !within(func() bool { return !c.s.Known(name) }) {
			c.fail(name, "it is there after its ttl of %v", ttl)
		}
		if outcome, err := c.probe(token); outcome != "token_unknown" {
			c.fail(name, "it has expired, and its token: %q (%v)", outcome, err)
		}
		c.count("worlds expired")
	}
}

// keepAlive holds a request in a world for longer than its ttl. On a machine that is very busy it has gone before.
func (c *chaos) keepAlive(w *mockserver.World, token string, ttl time.Duration) {
	g, err := w.AddGate(mockserver.Gate{})
	if err != nil {
		c.fail(w.Name(), "%v", err)
		return
	}
	l, err := dialLine(c.s.URL())
	if err != nil {
		c.fail(w.Name(), "%v", err)
		return
	}
	defer l.hangUp(true)
	_ = l.write(hang.raw(token, "HTTP/1.1"))
	ctx, cancel := context.WithTimeout(context.Background(), silence)
	defer cancel()
	if _, err := w.AwaitGate(ctx, g.ID, 1); err != nil {
		return
	}
	linger(ttl + ttl/2)
	if _, err := c.s.World(w.Name()); err != nil {
		c.fail(w.Name(), "a request is under way in it: %v", err)
	}
	if err := w.OpenGate(g.ID); err != nil {
		c.fail(w.Name(), "%v", err)
	}
	got, _, err := l.answer("POST")
	if err != nil || c.hold("POST", token, got) != "hung_up" {
		c.fail(w.Name(), "the request under way: %s (%v)", got.outcome(), err)
	}
	c.count("worlds kept alive")
}

// readEverything reads all that the control API has, of worlds that may be gone, and leaves some of it unread.
func (c *chaos) readEverything(r *rand.Rand) {
	for !c.over() {
		if l, err := dialLine(c.s.URL()); err == nil {
			_ = l.write(ask{method: "GET", target: "/openapi.json"}.raw("", "HTTP/1.1"))
			l.hangUp(r.IntN(2) == 0)
		}
		path := []string{"/__admin/worlds", "/__admin/requests?limit=50", "/health", "/openapi.json", "/__admin/nothing"}[r.IntN(5)]
		if all := c.s.Worlds(); r.IntN(4) > 0 {
			path = "/__admin/worlds/" + all[r.IntN(len(all))].Name() + []string{"", "/agents", "/calls", "/tokens", "/clock", "/faults",
				"/gates", "/requests", "/coverage", "/skills", "/lists", "/account", "/requests?violations=true&limit=5"}[r.IntN(13)]
		}
		if status := c.control("reader", http.MethodGet, path, nil, nil); status >= 400 && status != http.StatusNotFound {
			c.fail("reader", "%s: %d", path, status)
		}
		linger(time.Duration(r.IntN(5)) * time.Millisecond)
	}
}
