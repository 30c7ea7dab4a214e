package callcenter

import (
	"fmt"
	"math"
	"time"
)

// AgentStats is what an agent has done since its login: calls and the time spent in each state. real_time.php agents has
// the columns (documented); that they begin anew with a login is inferred. A call counts when it is answered (documented
// for inbound: the attended ones; inferred for the others).
type AgentStats struct {
	LastLogin time.Time `json:"last_login,omitzero"` // zero: never

	Inbound  int `json:"inbound,omitempty"`
	Outbound int `json:"outbound,omitempty"` // predictive, manual and auxiliary calls (inferred)
	Internal int `json:"internal,omitempty"` // legs that another agent handed over (inferred)

	ReadyTime    Duration `json:"ready_time,omitempty"`
	InboundTime  Duration `json:"inbound_time,omitempty"`
	OutboundTime Duration `json:"outbound_time,omitempty"`
	InternalTime Duration `json:"internal_time,omitempty"` // no column has it; the login time does
	ACWTime      Duration `json:"acw_time,omitempty"`
	RingTime     Duration `json:"ring_time,omitempty"`
	AuxTime      Duration `json:"aux_time,omitempty"`
}

// Calls are all calls of the agent.
func (t AgentStats) Calls() int { return t.Inbound + t.Outbound + t.Internal }

// LoginTime is how long the agent has been logged in: the time of all states.
func (t AgentStats) LoginTime() time.Duration {
	return time.Duration(plus(t.AuxTime, plus(t.RingTime, plus(t.ReadyTime, plus(t.InternalTime, t.handled())))))
}

// AHT is the average handling time: of calls and the work after them (inferred).
func (t AgentStats) AHT() time.Duration {
	if t.Calls() == 0 {
		return 0
	}
	return time.Duration(t.handled()) / time.Duration(t.Calls())
}

// Occupancy is the share, 0 to 1, of the time outside auxiliary states that went into calls and the work after them
// (observed, in reports).
func (t AgentStats) Occupancy() float64 {
	available := t.LoginTime() - time.Duration(t.AuxTime)
	if available <= 0 {
		return 0
	}
	return float64(t.handled()) / float64(available)
}

func (t AgentStats) handled() Duration {
	return plus(t.InboundTime, plus(t.OutboundTime, t.ACWTime))
}

// AgentStats is what the agent has done up to now, the running state included; of an agent who is logged out, that of the last
// login. Refusal: AgentUnknown.
func (c *Center) AgentStats(now time.Time, agentID string) (AgentStats, error) {
	a, err := c.agent(agentID)
	if err != nil {
		return AgentStats{}, err
	}
	t := a.Stats
	c.addTime(&t, a, now)
	return t, nil
}

// countStatus notes that an agent leaves its status. Counting begins anew when the agent leaves Logout.
func (c *Center) countStatus(now time.Time, a *Agent) {
	if a.Status.State() == Logout {
		a.Stats = AgentStats{LastLogin: now}
	}
	c.addTime(&a.Stats, a, now)
}

// countCall counts a call that is answered.
func (a *Agent) countCall(k *Call) {
	n, _ := a.Stats.of(k.Type)
	*n = min(*n, math.MaxInt-1) + 1
}

// addTime adds the time that an agent has been in its status.
func (c *Center) addTime(t *AgentStats, a *Agent, now time.Time) {
	var to *Duration
	switch a.Status.State() {
	case Ready:
		to = &t.ReadyTime
	case Aux:
		to = &t.AuxTime
	case Ring:
		to = &t.RingTime
	case ACW:
		to = &t.ACWTime
	case Talk:
		_, to = t.of(c.CallByID[a.Call].Type)
	default:
		return
	}
	*to = plus(*to, Duration(max(0, now.Sub(a.Since)))) // a clock can be set back
}

// of is where calls of a type, and their time, are counted.
func (t *AgentStats) of(typ CallType) (*int, *Duration) {
	switch typ {
	case Inbound:
		return &t.Inbound, &t.InboundTime
	case Transfer:
		return &t.Internal, &t.InternalTime
	}
	return &t.Outbound, &t.OutboundTime
}

// plus adds two times that are not negative, up to the longest one there is.
func plus(a, b Duration) Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func checkStats(a *Agent) error {
	t := a.Stats
	if min(t.Inbound, t.Outbound, t.Internal) < 0 ||
		min(t.ReadyTime, t.InboundTime, t.OutboundTime, t.InternalTime, t.ACWTime, t.RingTime, t.AuxTime) < 0 {
		return fmt.Errorf("its stats are %+v: expected no negative numbers", t)
	}
	return nil
}
