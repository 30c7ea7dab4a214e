package callcenter

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// State is the kind of a status. An agent's status is one of the five built-in ones or an auxiliary state of the
// tenant (documented, help center page on agent states; ring and talk are known from reports).
type State string

// The states. Logout, Ready and ACW are built in and cannot be edited; Aux stands for every auxiliary state.
const (
	Logout State = "logout"    // signed out: no calls in or out
	Ready  State = "ready"     // available for calls
	Aux    State = "auxiliary" // a break, lunch, ...
	Ring   State = "ring"      // a call is ringing
	Talk   State = "talk"      // on a call
	ACW    State = "acw"       // after-call work: no calls in, and none dialled by hand
)

// States lists every state.
var States = []State{Logout, Ready, Aux, Ring, Talk, ACW}

// Before stands in [Move.To] for the status before the call. It is no state: no agent is ever in it.
const Before State = "before"

// Status is what an agent does: the name of a built-in state ("logout", "ready", "ring", "talk", "acw") or the id of
// one of the world's auxiliary states ("101").
type Status string

// State is the kind of a status: Aux for anything that is not built in.
func (s Status) State() State {
	switch state := State(s); state {
	case Logout, Ready, Ring, Talk, ACW:
		return state
	}
	return Aux
}

// AuxState is an auxiliary state of the tenant. The API takes its id and prints its description (documented,
// change-agent-state-agent-v2).
type AuxState struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// Agent is a person with an extension. An agent has at most one current call (inferred: no operation takes the id of
// a call).
type Agent struct {
	ID       string    `json:"agent_id"`         // the extension
	Name     string    `json:"name"`             // free text
	Manual   bool      `json:"manual,omitempty"` // the simulator leaves it alone: no simulated call comes to it
	Enabled  bool      `json:"enabled"`          // false: cannot log in (documented); an open session goes on (Q-DISABLE-LIVE-SESSION)
	Status   Status    `json:"status"`
	Since    time.Time `json:"since"`               // when Status began; the same one again does not restart it (Q-STATUS-SAME)
	Call     ConnID    `json:"call,omitempty"`      // current call, ringing or active; "" when none
	LastCall ConnID    `json:"last_call,omitempty"` // whose ACW this is, which aux_call looks at; "" outside ACW (Q-AUX-WINDOW)
	Before   Status    `json:"before,omitempty"`    // status before the ringing call; "" unless ringing

	Stats        AgentStats    `json:"stats,omitzero"`          // up to Since; the outside asks [Center.AgentStats]
	Hidden       []string      `json:"hidden,omitzero"`         // the buttons that agent_display hid, sorted
	LastCampaign string        `json:"last_campaign,omitempty"` // the record of the last predictive call that named one
	LastCustomer string        `json:"last_customer,omitempty"` // the same
	Waiting      []CallbackKey `json:"waiting,omitzero"`        // auto callbacks whose time came while it was not Ready
	Notified     []CallbackKey `json:"notified,omitzero"`       // manual callbacks whose time came, not dialled since
	Timer        time.Time     `json:"timer,omitzero"`          // when the timer of the agent fires; zero: there is none
	Missed       []ConnID      `json:"missed,omitzero"`         // queued calls that rang out here since it did anything else; sorted

	AgentIdentity
	Network *Network `json:"network,omitempty"` // nil: never told
}

// clone is a copy that shares nothing with the agent.
func (a *Agent) clone() *Agent {
	out := *a
	out.Hidden, out.Waiting, out.Notified = slices.Clone(a.Hidden), slices.Clone(a.Waiting), slices.Clone(a.Notified)
	out.Missed = slices.Clone(a.Missed)
	out.Network = a.Network.copy()
	return &out
}

// shown is a copy for the outside, without its statistics, which are not up to now.
func (a *Agent) shown() Agent {
	out := a.clone()
	out.Stats = AgentStats{}
	return *out
}

// Agent is a copy of an agent. Refusal: AgentUnknown.
func (c *Center) Agent(id string) (Agent, error) {
	a, err := c.agent(id)
	if err != nil {
		return Agent{}, err
	}
	return a.shown(), nil
}

// Agents are copies of all agents, by id.
func (c *Center) Agents() []Agent {
	out := make([]Agent, 0, len(c.AgentByID))
	for _, id := range slices.Sorted(maps.Keys(c.AgentByID)) {
		out = append(out, c.AgentByID[id].shown())
	}
	return out
}

// AuxStates are copies of the auxiliary states, by id.
func (c *Center) AuxStates() []AuxState {
	return slices.SortedFunc(slices.Values(c.States), func(a, b AuxState) int { return cmp.Compare(a.ID, b.ID) })
}

// StateName is how people call a status: Ready, Logout, ACW (documented), Ring, Talk, or the description of the
// auxiliary state; a status that does not exist is its own name.
func (c *Center) StateName(s Status) string {
	switch s.State() {
	case Ready:
		return "Ready"
	case Logout:
		return "Logout"
	case ACW:
		return "ACW"
	case Ring:
		return "Ring"
	case Talk:
		return "Talk"
	}
	if aux, ok := c.auxState(string(s)); ok {
		return aux.Description
	}
	return string(s)
}

// agent finds an agent, or refuses with agent_unknown.
func (c *Center) agent(id string) (*Agent, error) {
	if a := c.AgentByID[id]; a != nil {
		return a, nil
	}
	return nil, refuse(AgentUnknown, id, "there is no agent %q: expected the agent_id of one of the %d agents", id,
		len(c.AgentByID))
}

// loggedIn finds an agent who is logged in, or refuses with agent_unknown or agent_logged_out.
func (c *Center) loggedIn(id string) (*Agent, error) {
	a, err := c.agent(id)
	if err != nil {
		return nil, err
	}
	return a, online(a)
}

// online refuses with agent_logged_out for an agent who is.
func online(a *Agent) error {
	if a.Status.State() == Logout {
		return refuse(AgentLoggedOut, a.ID, "agent %s is logged out since %s: it has to log in first", a.ID, clock(a.Since))
	}
	return nil
}

// auxState finds an auxiliary state by its id.
func (c *Center) auxState(id string) (AuxState, bool) {
	i := slices.IndexFunc(c.States, func(s AuxState) bool { return s.ID == id })
	if i < 0 {
		return AuxState{}, false
	}
	return c.States[i], true
}

// exists reports whether an agent of this center can have the status.
func (c *Center) exists(s Status) bool {
	if s.State() != Aux {
		return true
	}
	_, ok := c.auxState(string(s))
	return ok
}

// situation is what an agent does and since when, for the texts of refusals: "in ACW since 10:02:11".
func (c *Center) situation(a *Agent) string {
	return "in " + c.StateName(a.Status) + " since " + clock(a.Since)
}

func clock(t time.Time) string { return t.Format(time.TimeOnly) }
