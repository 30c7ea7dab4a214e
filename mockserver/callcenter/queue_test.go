package callcenter

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// waiting is a roster whose agents are all members of skill 4001, and on a break.
func waiting(t testing.TB) *Center {
	t.Helper()
	c := roster(t)
	staysSound(t, c)
	for _, id := range []string{"1", "2", "3"} {
		ok(t, c.PutAgent(at(t, "09:00:00"), id, as("101")))
	}
	ok(t, c.PutSkill(noon, "4001", SkillSetup{Members: map[string]string{"1": "5", "2": "5", "3": "5"}}))
	ok(t, c.PutSkill(noon, "4002", SkillSetup{Members: only("1")}))
	return c
}

// come lets a call come to a skill, and returns where it is: "rings at 1", "queued 2".
func come(t testing.TB, c *Center, when, skill, phone string) string {
	t.Helper()
	k, err := c.Arrive(at(t, when), Arrival{SkillID: skill, Phone: phone, Type: Inbound})
	ok(t, err)
	return where(k)
}

func where(k Call) string {
	switch k.State {
	case Queued:
		return fmt.Sprint("queued ", k.Position)
	case Ended:
		return "ended by " + string(k.EndedBy)
	}
	return fmt.Sprintf("%s at %s", k.State, k.AgentID)
}

// places are where all calls are, by phone.
func places(c *Center) map[string]string {
	out := map[string]string{}
	for _, k := range c.Calls() {
		out[k.Phone] = where(k)
	}
	return out
}

// becomes puts an agent in a status and lets happen what is due.
func becomes(t testing.TB, c *Center, when, agent string, status Status) {
	t.Helper()
	ok(t, c.PutAgent(at(t, when), agent, as(status)))
	c.Advance(at(t, when))
	ok(t, c.Check())
}

func TestQueue_life(t *testing.T) {
	c := waiting(t)
	c.TakeMoves(func(string) {})
	k, err := c.Arrive(at(t, "10:00:00"), Arrival{SkillID: "4001", Phone: "300", Type: Inbound})
	ok(t, err)
	want := Call{ID: "4001.0001.1709287200.10001", Type: Inbound, Phone: "300", State: Queued, Started: at(t, "10:00:00"), SkillID: "4001", Position: 1}
	same(t, "queued", want, k)
	same(t, "last use", at(t, "10:00:00"), c.Skills()[0].LastUse)
	mustRefuse(t, c, refusal(CallNotRinging, "", "call "+k.ID+" is not ringing: it waits in the queue of skill 4001, at position 1; "+
		"expected one that rings, which it does when a member of the skill is Ready", ""),
		func() error { return c.Answer(at(t, "10:00:01"), k.ID) })
	mustMoves(t, c)

	ok(t, c.PutAgent(at(t, "10:01:00"), "2", as("ready")))
	must(t, c, "2", "ready", "10:01:00")
	c.Advance(at(t, "12:00:00"))
	want.AgentID, want.State, want.Position = "2", Ringing, 0
	mustCall(t, c, want)
	if a := must(t, c, "2", "ring", "10:01:00"); a.Call != k.ID || a.Before != "ready" {
		t.Errorf("agent %+v", a)
	}
	mustMoves(t, c, "ready --deliver--> ring", "queued --deliver--> ringing")
	ok(t, c.Answer(at(t, "12:00:00"), k.ID))
	ok(t, c.Hang(at(t, "12:01:00"), "2"))
	want.State, want.Answered, want.Ended, want.EndedBy = Ended, at(t, "12:00:00"), at(t, "12:01:00"), ByAgent
	mustCall(t, c, want)
	must(t, c, "2", "acw", "12:01:00")
}

func TestQueue_abandoned(t *testing.T) {
	c := waiting(t)
	for i, phone := range []string{"1", "2", "3"} {
		same(t, phone, fmt.Sprint("queued ", i+1), come(t, c, "10:00:00", "4001", phone))
	}
	second := c.Queue[1]
	c.TakeMoves(func(string) {})
	ok(t, c.CustomerHangUp(at(t, "10:00:30"), second))
	mustMoves(t, c, "queued --customer_hang_up--> ended")
	mustCall(t, c, Call{ID: second, Type: Inbound, Phone: "2", State: Ended, Started: at(t, "10:00:00"), Ended: at(t, "10:00:30"), EndedBy: ByCustomer, SkillID: "4001"})
	same(t, "calls", map[string]string{"1": "queued 1", "2": "ended by customer", "3": "queued 2"}, places(c))
	k, err := c.Call(second)
	ok(t, err)
	same(t, "result", "abandon", k.Result())
	stats, err := c.SkillStats(at(t, "10:00:31"), "4001")
	ok(t, err)
	same(t, "waiting, inbound, answered, abandoned", [4]int{2, 3, 0, 1}, [4]int{stats.Waiting, stats.Inbound, stats.Answered, stats.Abandoned})
	if err := c.CustomerHangUp(at(t, "10:00:31"), second); kindOf(err) != CallEnded {
		t.Errorf("once more: %v", err)
	}
}

// An agent who is Ready for a moment only, or whose call is gone, has missed nothing.
func TestQueue_nothingRings(t *testing.T) {
	c := waiting(t)
	come(t, c, "10:00:00", "4001", "1")
	ok(t, c.PutAgent(at(t, "10:01:00"), "2", as("ready")))
	ok(t, c.PutAgent(at(t, "10:01:00"), "2", as("101")))
	c.Advance(at(t, "10:02:00"))
	must(t, c, "2", "101", "10:01:00")
	ok(t, c.PutAgent(at(t, "10:03:00"), "2", as("ready")))
	ok(t, c.CustomerHangUp(at(t, "10:03:00"), firstQueued(c)))
	c.Advance(at(t, "10:04:00"))
	must(t, c, "2", "ready", "10:03:00")
}

// Who gets the call: expertise first, as a number; then who has been Ready longest; then the lower id.
func TestQueue_best(t *testing.T) {
	for _, tt := range []struct {
		name      string
		expertise [3]string
		ready     [3]string // since when; "" on a break
		want      string
	}{
		{"expertise", [3]string{"5", "7", "6"}, [3]string{"09:00:00", "09:30:00", "09:10:00"}, "ringing at 2"},
		{"as a number", [3]string{"9", "10", "-3"}, [3]string{"09:00:00", "09:30:00", "09:10:00"}, "ringing at 2"},
		{"a text is the lowest", [3]string{"expert", "-7", ""}, [3]string{"09:00:00", "09:30:00", "09:10:00"}, "ringing at 2"},
		{"longest Ready", [3]string{"5", "5", "5"}, [3]string{"09:20:00", "09:30:00", "09:10:00"}, "ringing at 3"},
		{"texts are all alike", [3]string{"a", "z", ""}, [3]string{"09:20:00", "09:30:00", "09:10:00"}, "ringing at 3"},
		{"lower id", [3]string{"5", "5", "5"}, [3]string{"", "09:10:00", "09:10:00"}, "ringing at 2"},
		{"who is Ready", [3]string{"9", "5", "1"}, [3]string{"", "", "09:10:00"}, "ringing at 3"},
		{"nobody", [3]string{"9", "5", "1"}, [3]string{}, "queued 1"},
	} {
		for range 5 { // a map of agents has a new order each time
			c := waiting(t)
			for i, id := range []string{"1", "2", "3"} {
				ok(t, c.AddAgentToSkill(at(t, "09:00:00"), "4001", id, tt.expertise[i]))
				if tt.ready[i] != "" {
					ok(t, c.PutAgent(at(t, tt.ready[i]), id, as("ready")))
				}
			}
			same(t, tt.name, tt.want, come(t, c, "10:00:00", "4001", "1"))
		}
	}
}

// Two who get Ready in the same moment, before anything is due, are looked at together.
func TestQueue_sameMoment(t *testing.T) {
	c := waiting(t)
	ok(t, c.AddAgentToSkill(at(t, "09:00:00"), "4001", "3", "9"))
	come(t, c, "10:00:00", "4001", "1")
	ok(t, c.PutAgent(at(t, "10:01:00"), "1", as("ready")))
	ok(t, c.PutAgent(at(t, "10:01:00"), "3", as("ready")))
	c.Advance(at(t, "10:01:00"))
	same(t, "calls", map[string]string{"1": "ringing at 3"}, places(c))
	must(t, c, "1", "ready", "10:01:00")
}

// Nobody rings before being Ready, also when nobody has asked for the time in between.
func TestQueue_late(t *testing.T) {
	c := waiting(t)
	ok(t, c.AddAgentToSkill(at(t, "09:00:00"), "4001", "3", "9"))
	come(t, c, "10:00:00", "4001", "1")
	ok(t, c.PutAgent(at(t, "10:01:00"), "1", as("ready")))
	ok(t, c.PutAgent(at(t, "10:05:00"), "3", as("ready")))
	c.Advance(at(t, "10:09:00"))
	must(t, c, "3", "ring", "10:05:00")
}

// The order of the queue, over skills: an agent of two skills gets the older call, an agent of one only that one's.
func TestQueue_order(t *testing.T) {
	c := waiting(t)
	for i, call := range [][2]string{{"4001", "1"}, {"4002", "2"}, {"4001", "3"}, {"4002", "4"}, {"4002", "5"}} {
		same(t, call[1], fmt.Sprint("queued ", i/2+1), come(t, c, fmt.Sprintf("10:00:0%d", i), call[0], call[1]))
	}
	becomes(t, c, "10:01:00", "1", "ready")
	becomes(t, c, "10:02:00", "2", "ready")
	becomes(t, c, "10:03:00", "3", "ready") // is in 4001 only, where nobody waits any more
	same(t, "calls", map[string]string{"1": "ringing at 1", "2": "queued 1", "3": "ringing at 2", "4": "queued 2", "5": "queued 3"}, places(c))
	must(t, c, "3", "ready", "10:03:00")

	ok(t, c.AddAgentToSkill(at(t, "10:04:00"), "4002", "3", "1")) // who gets the skill gets the call
	must(t, c, "3", "ring", "10:04:00")
	ok(t, c.PutAgent(at(t, "10:05:00"), "4", as("ready")))
	ok(t, c.PutSkill(at(t, "10:06:00"), "4002", SkillSetup{Members: only("4")}))
	must(t, c, "4", "ring", "10:06:00")
	same(t, "calls", map[string]string{"1": "ringing at 1", "2": "ringing at 3", "3": "ringing at 2", "4": "ringing at 4", "5": "queued 1"}, places(c))
}

// A customer on the line comes before a callback, whichever was due first, and the callback before what comes later.
func TestQueue_beforeCallbacks(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetACWLimit(time.Hour))
	callBack(t, c, "09:00:00", "1", "1", "7", "10:00:00", Auto) // waits from then on
	callBack(t, c, "09:00:00", "1", "2", "8", "11:00:00", Auto) // is due in the moment in which the agent gets Ready
	ok(t, c.PutAgent(at(t, "10:00:00"), "1", as("acw")))
	c.Advance(at(t, "10:30:00"))
	come(t, c, "10:30:00", "4001", "1")
	c.Advance(at(t, "11:00:00"))
	must(t, c, "1", "ring", "11:00:00")
	same(t, "calls", map[string]string{"1": "ringing at 1"}, places(c))
	ok(t, c.CustomerHangUp(at(t, "11:01:00"), c.AgentByID["1"].Call))
	c.Advance(at(t, "11:01:00"))
	same(t, "calls", map[string]string{"1": "ended by customer", "7": "ringing at 1"}, places(c))
	same(t, "left", []string{"8 auto waiting"}, styles(c))

	// a callback that is due waits while a call is about to ring, and rings when the call is gone
	c = waiting(t)
	callBack(t, c, "09:00:00", "1", "1", "7", "10:00:00", Auto)
	come(t, c, "09:30:00", "4001", "1")
	ok(t, c.PutAgent(at(t, "10:00:00"), "1", as("ready")))
	other := c.Clone()
	other.Advance(at(t, "10:00:00"))
	same(t, "calls", map[string]string{"1": "ringing at 1"}, places(other))
	same(t, "left", []string{"7 auto waiting"}, styles(other))
	ok(t, c.CustomerHangUp(at(t, "10:00:00"), firstQueued(c)))
	c.Advance(at(t, "10:00:00"))
	same(t, "calls", map[string]string{"1": "ended by customer", "7": "ringing at 1"}, places(c))

	// who has neither has no timer
	c = waiting(t)
	callBack(t, c, "09:00:00", "1", "1", "7", "10:00:00", Auto)
	c.Advance(at(t, "10:00:00"))
	come(t, c, "10:00:00", "4001", "1")
	ok(t, c.PutAgent(at(t, "10:00:00"), "1", as("ready")))
	ok(t, c.EditRecall(at(t, "10:00:00"), asked("2", "1", "7", at(t, "11:00:00"), Auto)))
	c.Advance(at(t, "10:00:00"))
	same(t, "calls", map[string]string{"1": "ringing at 1"}, places(c))
}

func TestArriveAtSkill_refusals(t *testing.T) {
	c := waiting(t)
	ok(t, second(c.AddDNC(noon, Is(DNCInbound), []string{"666"})))
	for _, tt := range []struct {
		arr    Arrival
		kind   Kind
		detail string
	}{
		{Arrival{Type: Inbound}, InputInvalid, "agent_id and skill_id are empty: expected the agent that the call comes to, or the skill in whose queue it waits"},
		{Arrival{SkillID: "4001", Type: Inbound, Answered: true}, InputInvalid, `answered is true of a call to skill "4001" and no agent_id: expected it of a call that comes to an agent; let this one ring, then answer it`},
		{Arrival{SkillID: "4001", Type: Inbound, CampaignID: "7224"}, InputInvalid, `campaign_id is "7224" in a call of type inbound: expected one of the 1 campaigns in a predictive call, and none in others`},
		{Arrival{SkillID: "4001", Type: Predictive}, InputInvalid, `skill_id is "4001" while type is "predictive": expected it of an inbound call only`},
		{Arrival{SkillID: "7", Type: Inbound, Phone: "666"}, InputInvalid, `skill_id is "7": expected one of the 2 skills, or none`},
		{Arrival{SkillID: "4001", Type: Inbound, Phone: "666"}, NumberBlocked, `the number "666" is on the inbound do-not-call list: take it off first`},
	} {
		mustRefuse(t, c, refusal(tt.kind, "", tt.detail, ""), func() error { return second(c.Arrive(noon, tt.arr)) })
	}
	for range MaxQueued {
		come(t, c, "10:00:00", "4001", "1")
	}
	mustRefuse(t, c, refusal(QueueFull, "", "250 calls wait in the queues: expected fewer than 250; let some be answered or hang up", ""),
		func() error { return second(c.Arrive(noon, Arrival{SkillID: "4002", Type: Inbound})) })
	ok(t, c.CustomerHangUp(noon, firstQueued(c)))
	same(t, "one left", "queued 1", come(t, c, "10:00:00", "4002", "2"))
}

// A ring that times out: what becomes of the call and of the agent.
func TestRingTimeout(t *testing.T) {
	c := waiting(t)
	for _, limit := range []time.Duration{-1, MaxTimer + 1} {
		mustRefuseKind(t, c, toJSON(t, c), c.SetRingTimeout(limit), InputInvalid, "")
	}
	ok(t, c.SetRingTimeout(20*time.Second))
	same(t, "limit", 20*time.Second, c.RingTimeout())
	if got := toJSON(t, c); !strings.Contains(got, `"ring_timeout":"20s"`) {
		t.Errorf("the limit is not in the notation of all durations: %s", got)
	}
	for _, id := range []string{"1", "2", "3"} {
		ok(t, c.PutAgent(at(t, "09:00:00"), id, as("ready")))
	}

	// one that came to an agent ends, whoever sent it; a dialled one rings on
	for agent, arr := range map[string]Arrival{"1": {Type: Inbound}, "2": {Type: Predictive}, "3": {Type: Manual}} {
		arr.AgentID, arr.Phone = agent, agent
		ok(t, second(c.Arrive(at(t, "10:00:00"), arr)))
	}
	c.TakeMoves(func(string) {})
	c.Advance(at(t, "10:00:19"))
	must(t, c, "1", "ring", "10:00:00")
	c.Advance(at(t, "11:00:00"))
	same(t, "calls", map[string]string{"1": "ended by timeout", "2": "ended by timeout", "3": "ringing at 3"}, places(c))
	mustMoves(t, c, "ring --ring_timeout--> before", "ringing --ring_timeout--> ended")
	must(t, c, "1", "ready", "10:00:20")
	k, err := c.Call(c.Ended[0])
	ok(t, err)
	if !k.Ended.Equal(at(t, "10:00:20")) || k.Result() != "no answer" {
		t.Errorf("call %+v, %s", k, k.Result())
	}

	// who answers, or loses the call, in time has no time-out any more
	for i, leave := range []func(ConnID) error{
		func(id ConnID) error { return c.Answer(at(t, "12:00:19"), id) },
		func(ConnID) error { return c.Hang(at(t, "12:00:19"), "1") },
	} {
		k, err := c.Arrive(at(t, "12:00:00"), Arrival{AgentID: "1", Type: Inbound})
		ok(t, err)
		ok(t, leave(k.ID))
		c.Advance(at(t, "13:00:00"))
		must(t, c, "1", []Status{"talk", "ready"}[i], "12:00:19")
		ok(t, c.PutAgent(at(t, "13:00:00"), "2", as("ready")))
		if i == 0 {
			ok(t, c.HangTypeReady(at(t, "12:00:19"), "1", "021", "", ""))
		}
	}
}

// The leg of a transfer that nobody answers, and a callback, end too.
func TestRingTimeout_others(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetRingTimeout(20*time.Second))
	callBack(t, c, "09:00:00", "1", "1", "7", "10:00:00", Auto)
	becomes(t, c, "09:00:00", "1", "ready")
	becomes(t, c, "09:00:00", "2", "ready")
	becomes(t, c, "09:00:00", "3", "ready")
	ok(t, second(c.Arrive(at(t, "09:59:00"), Arrival{AgentID: "2", Phone: "8", Type: Inbound, Answered: true})))
	ok(t, second(c.Transfer(at(t, "10:00:00"), "2", "3")))
	c.Advance(at(t, "10:00:20"))
	same(t, "calls", map[string]string{"7": "ended by timeout", "8": "ended by timeout"}, places(c))
	must(t, c, "1", "ready", "10:00:20")
	must(t, c, "3", "ready", "10:00:20")
}

// A call that rings out goes back to the head of its queue, to the next agent who has not let it ring out.
func TestRequeue(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetRingTimeout(20*time.Second))
	ok(t, c.AddAgentToSkill(at(t, "09:00:00"), "4001", "2", "9"))
	becomes(t, c, "09:00:00", "2", "ready")
	come(t, c, "10:00:00", "4001", "a")
	come(t, c, "10:00:01", "4002", "b")
	come(t, c, "10:00:02", "4001", "c")
	same(t, "calls", map[string]string{"a": "ringing at 2", "b": "queued 1", "c": "queued 1"}, places(c))
	ok(t, c.SetRingTimeout(0)) // it holds for rings that begin from now on
	ok(t, c.SetRingTimeout(10*time.Second))
	c.TakeMoves(func(string) {})

	c.Advance(at(t, "10:00:25")) // a is back, and c, which 2 has not missed, rings there
	same(t, "calls", map[string]string{"a": "queued 1", "b": "queued 1", "c": "ringing at 2"}, places(c))
	mustMoves(t, c, "ready --deliver--> ring", "ring --requeue--> before", "queued --deliver--> ringing", "ringing --requeue--> queued")
	must(t, c, "2", "ring", "10:00:20")
	c.Advance(at(t, "11:00:00")) // c is back too; 2 is Ready, and gets none of them again
	same(t, "calls", map[string]string{"a": "queued 1", "b": "queued 1", "c": "queued 2"}, places(c))
	must(t, c, "2", "ready", "10:00:30")
	mustCall(t, c, Call{ID: "4001.0001.1709287200.10001", Type: Inbound, Phone: "a", State: Queued, Started: at(t, "10:00:00"), SkillID: "4001", Position: 1})
	come(t, c, "11:00:00", "4001", "d") // a new one rings at 2, and rings out
	c.Advance(at(t, "11:00:10"))
	same(t, "missed by 2", []ConnID{"4001.0001.1709287200.10001", "4001.0003.1709287202.10003", "4001.0004.1709290800.10004"}, must(t, c, "2", "ready", "11:00:10").Missed)

	becomes(t, c, "11:00:11", "1", "ready") // is in both skills: a is older than b
	same(t, "calls", map[string]string{"a": "ringing at 1", "b": "queued 1", "c": "queued 1", "d": "queued 2"}, places(c))
	becomes(t, c, "11:00:12", "2", "101") // who does anything else is offered them again
	becomes(t, c, "11:00:13", "2", "ready")
	same(t, "calls", map[string]string{"a": "ringing at 1", "b": "queued 1", "c": "ringing at 2", "d": "queued 1"}, places(c))
	ok(t, c.CustomerHangUp(at(t, "11:00:14"), c.AgentByID["2"].Call)) // Ready by a ring, and offered the rest
	c.Advance(at(t, "11:00:24"))
	same(t, "calls", map[string]string{"a": "ringing at 2", "b": "ringing at 1", "c": "ended by customer", "d": "queued 1"}, places(c))
	same(t, "missed by 2", []ConnID{"4001.0004.1709290800.10004"}, must(t, c, "2", "ring", "11:00:24").Missed)
}

// A call that rings out goes on to whoever is Ready; who has missed it remembers it while it is not over.
func TestRequeue_nextAgent(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetRingTimeout(20*time.Second))
	becomes(t, c, "09:00:00", "1", "ready")
	becomes(t, c, "09:00:01", "2", "ready")
	same(t, "longest Ready", "ringing at 1", come(t, c, "10:00:00", "4001", "a"))
	ok(t, c.PutAccount(AccountChange{Services: []string{"stereo_recording"}}))
	ok(t, c.SpeechOnDemand(at(t, "10:00:10"), c.AgentByID["1"].Call, "1")) // who asked is known no more when it waits again
	c.Advance(at(t, "10:00:30"))
	must(t, c, "1", "ready", "10:00:20")
	must(t, c, "2", "ring", "10:00:20")
	c.Advance(at(t, "11:00:00"))
	same(t, "calls", map[string]string{"a": "queued 1"}, places(c))
	missed := c.Queue[0]
	same(t, "missed by 1", []ConnID{missed}, must(t, c, "1", "ready", "10:00:20").Missed)

	ok(t, c.CustomerHangUp(at(t, "11:00:00"), missed))
	come(t, c, "11:00:00", "4001", "b")
	c.Advance(at(t, "11:00:20"))
	same(t, "missed by 1, and not over", []ConnID{"4001.0002.1709290800.10002"}, must(t, c, "1", "ready", "11:00:20").Missed)
}

// A queue that is full takes nothing back, however the call came, so that it has a bound.
func TestRequeue_full(t *testing.T) {
	for _, arr := range []Arrival{
		{SkillID: "4001", Type: Inbound, Phone: "first"},
		{SkillID: "4001", Type: Inbound, Phone: "first", AgentID: "1"},
	} {
		c := waiting(t)
		ok(t, c.SetRingTimeout(20*time.Second))
		becomes(t, c, "09:00:00", "1", "ready")
		same(t, "last one taken back", "queued 1", ringsOut(t, c, arr, MaxQueued-1))

		c = waiting(t)
		ok(t, c.SetRingTimeout(20*time.Second))
		becomes(t, c, "09:00:00", "1", "ready")
		same(t, "full", "ended by timeout", ringsOut(t, c, arr, MaxQueued))
		same(t, "queue", MaxQueued, len(c.Queue))
	}
}

// ringsOut is where a call is that rang out while so many others waited.
func ringsOut(t testing.TB, c *Center, arr Arrival, others int) string {
	t.Helper()
	_, err := c.Arrive(at(t, "10:00:00"), arr)
	ok(t, err)
	for range others {
		come(t, c, "10:00:01", "4002", "other")
	}
	ok(t, c.RemoveAgentFromSkill("4002", "1"))
	c.Advance(at(t, "10:01:00"))
	ok(t, c.Check())
	return places(c)[arr.Phone]
}

// A full queue that rings out at one agent after another is through in moments.
func TestRequeue_crowd(t *testing.T) {
	c := waiting(t)
	ok(t, c.SetRingTimeout(time.Second))
	for range MaxQueued {
		come(t, c, "10:00:00", "4001", "a")
	}
	for _, id := range []string{"1", "2", "3"} {
		ok(t, c.PutAgent(at(t, "10:00:00"), id, as("ready")))
	}
	c.Advance(at(t, "11:00:00"))
	ok(t, c.Check())
	same(t, "queue", MaxQueued, len(c.Queue))
	for _, id := range []string{"1", "2", "3"} {
		same(t, "missed by "+id, MaxQueued, len(c.AgentByID[id].Missed))
	}
}

// A jump of the clock lets everything happen in its order, each at its own time, as small steps do.
func TestQueue_bigJump(t *testing.T) {
	start := waiting(t)
	ok(t, start.SetACWLimit(4*time.Minute))
	ok(t, start.SetRingTimeout(50*time.Second))
	callBack(t, start, "09:00:00", "1", "1", "9", "10:04:00", Auto)
	for i, skill := range []string{"4001", "4002", "4001", "4001", "4002"} {
		come(t, start, fmt.Sprintf("10:00:0%d", i), skill, fmt.Sprint(i))
	}
	ok(t, start.PutAgent(at(t, "10:00:10"), "1", as("acw")))
	ok(t, start.PutAgent(at(t, "10:00:20"), "2", as("acw")))
	ok(t, start.PutAgent(at(t, "10:00:20"), "3", as("acw")))

	jump, steps := start.Clone(), start.Clone()
	jump.Advance(at(t, "12:00:00"))
	for now := at(t, "10:00:20"); !now.After(at(t, "12:00:00")); now = now.Add(time.Second) {
		steps.Advance(now)
	}
	if diff := cmp.Diff(steps, jump, alike); diff != "" {
		t.Errorf("one jump is not as many steps (-steps +jump):\n%s", diff)
	}
	ok(t, jump.Check())
	same(t, "calls", map[string]string{
		"0": "queued 1", "1": "queued 1", "2": "queued 2", "3": "queued 3", "4": "queued 2", "9": "ended by timeout",
	}, places(jump))
	must(t, jump, "1", "ready", "10:09:10") // since 10:04:10 all five calls have rung there, and then the callback
}
