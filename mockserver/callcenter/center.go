package callcenter

import (
	"maps"
	"slices"
)

// MaxEndedCalls is how many ended calls a Center remembers, besides those that are some agent's LastCall.
const MaxEndedCalls = 1000

// Center is the call center of one world: a plain value, its fields open to encoding/json and to nobody else; outside of
// this package, only tests that break one look at them. Change it through its methods only, one at a time; decode into a
// new one, then Check it. The zero Center is empty and works.
type Center struct {
	AgentByID map[string]*Agent `json:"agents"`
	CallByID  map[ConnID]*Call  `json:"calls"`
	States    []AuxState        `json:"states"`
	Conns     int               `json:"conns"` // the sequence of conn_ids: the last number given
	Ended     []ConnID          `json:"ended"` // ended calls that are nobody's LastCall, the first to be forgotten first
	Queue     []ConnID          `json:"queue"` // calls that wait, of all skills, the first to be served first
	Configuration

	CodeByKey     map[string]*Code          `json:"codes"`
	CampaignByID  map[string]*Campaign      `json:"campaigns"`
	CallbackByKey map[CallbackKey]*Callback `json:"callbacks"`
	Timers        []*Timer                  `json:"timers"`       // what happens by itself, the next one last
	Limit         Duration                  `json:"acw_limit"`    // of ACW; 0: none
	RingLimit     Duration                  `json:"ring_timeout"` // of a call that rings at an agent; 0: none
	Zone          Zone                      `json:"timezone"`     // of the days, and of the dates that the API reads and writes
	DialRules     []DialRule                `json:"dial_rules"`   // at most MaxDialRules

	used    rowSet   // the rows used since TakeMoves, a bit each; a set, so it cannot grow when nobody takes
	changes []Change // since TakeChanges
	firing  string   // the timer that fires now, "" when none does
	held    int      // bytes, see Held
	allowed int      // bytes, see Allow
}

// New is a call center with these auxiliary states and no agents. Check reports whether the states are sound.
func New(states ...AuxState) *Center {
	c := &Center{
		AgentByID: map[string]*Agent{},
		CallByID:  map[ConnID]*Call{},
		States:    append([]AuxState{}, states...),
		Ended:     []ConnID{},
		Queue:     []ConnID{},

		CodeByKey:     map[string]*Code{},
		CampaignByID:  map[string]*Campaign{},
		CallbackByKey: map[CallbackKey]*Callback{},
		Timers:        []*Timer{},
		DialRules:     []DialRule{},

		Configuration: newConfiguration(),
	}
	c.Recount()
	return c
}

// Clone is a copy that shares nothing with the Center; what TakeMoves and TakeChanges would hand over stays behind, and so
// does what Allow has set. The Center must be sound: see Check.
func (c *Center) Clone() *Center {
	return &Center{
		AgentByID: cloneAll(c.AgentByID, (*Agent).clone),
		CallByID:  cloneAll(c.CallByID, (*Call).clone),
		States:    slices.Clone(c.States),
		Conns:     c.Conns,
		Ended:     slices.Clone(c.Ended),
		Queue:     slices.Clone(c.Queue),

		CodeByKey:     cloneAll(c.CodeByKey, shallow),
		CampaignByID:  cloneAll(c.CampaignByID, (*Campaign).clone),
		CallbackByKey: cloneAll(c.CallbackByKey, shallow),
		Timers:        cloneTimers(c.Timers),
		Limit:         c.Limit,
		Zone:          c.Zone,
		RingLimit:     c.RingLimit,
		DialRules:     slices.Clone(c.DialRules),

		Configuration: c.Configuration.clone(),

		held: c.held,
	}
}

func cloneAll[K comparable, V any](m map[K]*V, clone func(*V) *V) map[K]*V {
	out := maps.Clone(m)
	for k, v := range out {
		out[k] = clone(v)
	}
	return out
}

func cloneTimers(timers []*Timer) []*Timer {
	out := slices.Clone(timers)
	for i, t := range out {
		out[i] = shallow(t)
	}
	return out
}

// shallow copies what has neither pointers nor slices.
func shallow[V any](v *V) *V {
	out := *v
	return &out
}

// retire puts an ended call, now that no agent needs it, among those that are kept for a while.
func (c *Center) retire(id ConnID) {
	c.Ended = append(c.Ended, id)
	if len(c.Ended) > MaxEndedCalls {
		c.forgetOldest()
	}
}
