package mockserver

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// What the control API shows of a world.

// A WorldView is a world as the control API shows it.
type WorldView struct {
	Name   string `json:"name"`
	Server string `json:"server"`
	Token  string `json:"token"`
	URL    string `json:"url"`
}

// An Agent is an agent: ID, Name, Enabled, Status and Since when, with what its status is called ("Ready", "Active breaks") and
// the call it has.
type Agent struct {
	callcenter.Agent
	State       string `json:"state"`
	CurrentCall *Call  `json:"current_call,omitempty"`
}

func viewAgent(c *callcenter.Center, id string) (Agent, error) {
	a, err := c.Agent(id)
	if err != nil {
		return Agent{}, err
	}
	a.Password = "" // whoever needs it takes a snapshot
	view := Agent{Agent: a, State: c.StateName(a.Status)}
	if a.Call != "" {
		call, err := c.Call(a.Call)
		if err != nil {
			return Agent{}, err
		}
		view.CurrentCall = &call
	}
	return view, nil
}

// A Callback is an active callback.
type Callback struct {
	CampaignID string        `json:"campaign_id"`
	CustomerID string        `json:"customer_id"`
	Phone      string        `json:"phone"`
	AgentID    string        `json:"agent_id"`
	Style      CallbackStyle `json:"style"`
	State      CallbackState `json:"state"` // scheduled, waiting (auto: the agent is not Ready) or notified (manual)
	Due        time.Time     `json:"due"`
	Fires      time.Time     `json:"fires,omitzero"` // when the process acts on it; absent unless scheduled
}

// A ListedIP is an address of the firewall list, as get_ip shows it.
type ListedIP struct {
	IP          IP        `json:"ip"`
	LastUse     time.Time `json:"last_use,omitzero"` // zero: never
	Type        string    `json:"type"`              // temporal or permanente
	Description string    `json:"description"`
}

func listed(e callcenter.IPEntry) ListedIP {
	return ListedIP{e.IP, e.LastUse, permanence(e.Permanent), e.Description}
}

// Lists are the lists of numbers, addresses and files.
type Lists struct {
	DNC     []DNCEntry `json:"dnc"`
	Law2300 []LawEntry `json:"law2300"`
	IPs     []ListedIP `json:"ips"`
	Files   []string   `json:"files"`
	Audios  []Audio    `json:"audios"`
}

// An Account is the tenant, with what is left of its day: Name, Module, CallCenter and PBX (licences), Services, Law2300 and what
// follows.
type Account struct {
	callcenter.Account
	ACWLimit    time.Duration `json:"acw_limit"`    // 0s: none
	RingTimeout time.Duration `json:"ring_timeout"` // 0s: none
	Quota       Quota         `json:"quota"`
	Limit       int           `json:"daily_limit"` // calls of a day
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (a Account) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(a) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Account) UnmarshalJSON(data []byte) error { return callcenter.UnmarshalDurations(data, a) }

// An AccountChange is what PutAccount changes; nil leaves a value as it is.
type AccountChange struct {
	TenantChange
	ACWLimit    *time.Duration `json:"acw_limit,omitempty"`
	RingTimeout *time.Duration `json:"ring_timeout,omitempty"`
	UsedToday   *int           `json:"used_today,omitempty"` // of the quota; what is left is the daily limit less this
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (ch AccountChange) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(ch) }

// UnmarshalJSON reads what MarshalJSON writes.
func (ch *AccountChange) UnmarshalJSON(data []byte) error {
	return callcenter.UnmarshalDurations(data, ch)
}

func (s *state) account() Account {
	s.startDay(s.clock.now())
	return Account{
		s.center.Account(), s.center.ACWLimit(), s.center.RingTimeout(), s.quota, s.dailyLimit(),
	}
}
