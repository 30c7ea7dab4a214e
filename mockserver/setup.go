package mockserver

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// How a world is set up beside its agents, for Go. What the wolkvox API can change is changed there, or by a world file.

// Skills are all skills with their agents, by skill_id.
func (w *World) Skills() (all []callcenter.Skill) {
	_ = w.update(func(s *state) error { all = s.center.Skills(); return nil })
	return all
}

// ActivityCodes are the activity codes of both groups, by group and code.
func (w *World) ActivityCodes() (all []callcenter.Code) {
	_ = w.update(func(s *state) error { all = s.center.Codes(); return nil })
	return all
}

// Campaigns are all campaigns with their customers, by campaign_id.
func (w *World) Campaigns() (all []callcenter.Campaign) {
	_ = w.update(func(s *state) error { all = s.center.Campaigns(); return nil })
	return all
}

// PutCampaign creates a campaign, or changes what the change names; customers are added. Errors: *callcenter.Error.
func (w *World) PutCampaign(id string, change callcenter.CampaignChange) (k callcenter.Campaign, err error) {
	err = w.change(func(c *callcenter.Center, _ time.Time) error {
		if err := c.PutCampaign(id, change); err != nil {
			return err
		}
		k, err = c.Campaign(id)
		return err
	})
	return k, err
}

// A Callback is an active callback.
type Callback struct {
	CampaignID string                   `json:"campaign_id"`
	CustomerID string                   `json:"customer_id"`
	Phone      string                   `json:"phone"`
	AgentID    string                   `json:"agent_id"`
	Style      callcenter.CallbackStyle `json:"style"`
	State      callcenter.CallbackState `json:"state"` // scheduled, waiting (auto: the agent is not Ready) or notified (manual)
	Due        time.Time                `json:"due"`
	Fires      time.Time                `json:"fires,omitzero"` // when the process acts on it; absent unless scheduled
}

// Callbacks are the active callbacks, in the order of the reads.
func (w *World) Callbacks() (all []Callback) {
	_ = w.update(func(s *state) error {
		for _, cb := range s.center.Callbacks(callcenter.AnyStyle) {
			all = append(all, Callback{cb.Key.CampaignID, cb.Key.CustomerID, cb.Key.Phone, cb.AgentID, cb.Style, cb.State, cb.Due, cb.Fires})
		}
		return nil
	})
	return all
}

// RoutingPoints are all routing points, by rp_id.
func (w *World) RoutingPoints() (all []callcenter.RoutingPoint) {
	_ = w.update(func(s *state) error { all = s.center.RoutingPoints(); return nil })
	return all
}

// PutRoutingPoint creates a routing point, or changes what the change names. Errors: *callcenter.Error.
func (w *World) PutRoutingPoint(id string, change callcenter.RoutingPointChange) error {
	return w.change(func(c *callcenter.Center, _ time.Time) error { return c.PutRoutingPoint(id, change) })
}

// Lists are the lists of numbers, addresses and files.
type Lists struct {
	DNC     []callcenter.DNCEntry `json:"dnc"`
	Law2300 []callcenter.LawEntry `json:"law2300"`
	IPs     []callcenter.IPEntry  `json:"ips"`
	Files   []string              `json:"files"`
	Audios  []callcenter.Audio    `json:"audios"`
}

// Lists are the lists as they are now.
func (w *World) Lists() (l Lists) {
	_ = w.update(func(s *state) (err error) {
		l = Lists{Law2300: s.center.LawEntries(), IPs: s.center.IPs(), Files: full(s.center.Files()), Audios: full(s.center.Audios())}
		l.DNC, err = s.center.DNC("all")
		return err
	})
	return l
}

// An Account is the tenant, with what is left of its day.
type Account struct {
	callcenter.Account
	ACWLimit fault.Duration `json:"acw_limit"` // 0s: none
	Quota    Quota          `json:"quota"`
	Limit    int            `json:"daily_limit"` // calls of a day
}

// An AccountChange is what PutAccount changes.
type AccountChange struct {
	callcenter.AccountChange
	ACWLimit  *fault.Duration `json:"acw_limit,omitempty"`
	UsedToday *int            `json:"used_today,omitempty"` // of the quota; what is left is the daily limit less this
}

// Account is the tenant as it is now.
func (w *World) Account() (a Account) {
	_ = w.update(func(s *state) error { a = s.account(); return nil })
	return a
}

func (s *state) account() Account {
	s.roll(s.clock.now())
	return Account{s.center.Account(), fault.Duration(s.center.ACWLimit), s.quota, s.dailyLimit()}
}

// PutAccount changes the tenant: its name, licences, services, limit of ACW, and how much of the quota is used up.
// Errors: *callcenter.Error.
func (w *World) PutAccount(change AccountChange) (a Account, err error) {
	err = w.update(func(s *state) error {
		if n := change.UsedToday; n != nil {
			if err := checkUsed(*n); err != nil {
				return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
			}
		}
		before := s.center.Tenant
		if err := s.center.PutAccount(change.AccountChange); err != nil {
			return err
		}
		if change.ACWLimit != nil {
			if err := s.center.SetACWLimit(time.Duration(*change.ACWLimit)); err != nil {
				s.center.Tenant = before // all of it or nothing
				return err
			}
		}
		if change.UsedToday != nil {
			s.roll(s.clock.now())
			s.quota.Used = *change.UsedToday
		}
		a = s.account()
		return nil
	})
	return a, err
}
