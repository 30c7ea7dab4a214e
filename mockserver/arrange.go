package mockserver

import (
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/seed"
)

// How a contact center is set up beside its agents: what the wolkvox API changes one by one, or not at all. Errors: *Error.

// DeleteAgent takes an agent away with all that is about it: its place in skills, its callbacks, its interactions and its
// calls that have ended. One with a call is refused.
func (w *World) DeleteAgent(id string) error {
	return w.change("deleteAgent", func(c *callcenter.Center, now time.Time) error { return c.DeleteAgent(now, id) })
}

// States are the auxiliary states, by id.
func (w *World) States() []AuxState {
	return look(w, func(s *state) []callcenter.AuxState { return s.center.AuxStates() })
}

// PutState creates an auxiliary state, or changes what it is called.
func (w *World) PutState(id, description string) (s AuxState, err error) {
	err = w.change("putState", func(c *callcenter.Center, _ time.Time) error { s, err = c.PutState(id, description); return err })
	return s, err
}

// DeleteState takes an auxiliary state away, unless an agent is in it or comes back to it when its call is over.
func (w *World) DeleteState(id string) error {
	return w.change("deleteState", func(c *callcenter.Center, _ time.Time) error { return c.DeleteState(id) })
}

// Skills are all skills with their agents, by skill_id.
func (w *World) Skills() []Skill {
	return look(w, func(s *state) []callcenter.Skill { return s.center.Skills() })
}

// PutSkill creates a skill, or changes what the setup names; members that it names are all members.
func (w *World) PutSkill(id string, setup SkillSetup) (skill Skill, err error) {
	err = w.change("putSkill", func(c *callcenter.Center, now time.Time) error {
		if err := c.PutSkill(now, id, setup); err != nil {
			return err
		}
		skill, err = c.Skill(id)
		return err
	})
	return skill, err
}

// DeleteSkill takes a skill away; its agents stay. While a call that came for it goes on it is refused.
func (w *World) DeleteSkill(id string) error {
	return w.change("deleteSkill", func(c *callcenter.Center, _ time.Time) error { return c.DeleteSkill(id) })
}

// Campaigns are all campaigns with their customers, by campaign_id.
func (w *World) Campaigns() []Campaign {
	return look(w, func(s *state) []callcenter.Campaign { return s.center.Campaigns() })
}

// PutCampaign creates a campaign, or changes what the change names; customers are added.
func (w *World) PutCampaign(id string, change CampaignChange) (k Campaign, err error) {
	err = w.change("putCampaign", func(c *callcenter.Center, _ time.Time) error {
		if err := c.PutCampaign(id, change); err != nil {
			return err
		}
		k, err = c.Campaign(id)
		return err
	})
	return k, err
}

// Callbacks are the active callbacks, in the order of the reads.
func (w *World) Callbacks() (all []Callback) {
	_ = w.update(func(s *state) error {
		for _, cb := range s.center.Callbacks(callcenter.AnyStyle) {
			all = append(all, Callback{
				cb.Key.CampaignID, cb.Key.CustomerID, cb.Key.Phone, cb.AgentID, cb.Style, cb.State, cb.Due, cb.Fires,
			})
		}
		return nil
	})
	return all
}

// RoutingPoints are all routing points, by rp_id.
func (w *World) RoutingPoints() []RoutingPoint {
	return look(w, func(s *state) []callcenter.RoutingPoint { return s.center.RoutingPoints() })
}

// PutRoutingPoint creates a routing point, or changes what the change names.
func (w *World) PutRoutingPoint(id string, change RoutingPointChange) error {
	return w.change("putRoutingPoint", func(c *callcenter.Center, _ time.Time) error { return c.PutRoutingPoint(id, change) })
}

// ActivityCodes are the activity codes of both groups, by group and code.
func (w *World) ActivityCodes() []Code {
	return look(w, func(s *state) []callcenter.Code { return s.center.Codes() })
}

// PutActivityCode creates an activity code, or changes what the setup names.
func (w *World) PutActivityCode(
	group CodeGroup, id string, setup CodeSetup,
) (code Code, err error) {
	err = w.change("putActivityCode", func(c *callcenter.Center, _ time.Time) error {
		code, err = c.PutCode(group, id, setup)
		return err
	})
	return code, err
}

// DeleteActivityCode takes an activity code away; calls that were coded with it keep it.
func (w *World) DeleteActivityCode(group CodeGroup, id string) error {
	return w.change("deleteActivityCode", func(c *callcenter.Center, _ time.Time) error { return c.DeleteCode(group, id) })
}

// PBXUsers are the users of the PBX with their connections, by name.
func (w *World) PBXUsers() []PBXUser {
	return look(w, func(s *state) []callcenter.PBXUser { return s.center.PBXUsers() })
}

// PutPBXUser creates a user of the PBX, or changes what the change names.
func (w *World) PutPBXUser(user string, change PBXUserChange) (u PBXUser, err error) {
	err = w.change("putPBXUser", func(c *callcenter.Center, _ time.Time) error { u, err = c.PutPBXUser(user, change); return err })
	return u, err
}

// DeletePBXUser takes a user of the PBX away.
func (w *World) DeletePBXUser(user string) error {
	return w.change("deletePBXUser", func(c *callcenter.Center, _ time.Time) error { return c.DeletePBXUser(user) })
}

// Account is the tenant as it is now.
func (w *World) Account() Account {
	return look(w, func(s *state) Account { return s.account() })
}

// PutAccount changes the tenant: its name, licences, services, limits of ACW and of a ring, and how much of the quota is used up.
func (w *World) PutAccount(change AccountChange) (a Account, err error) {
	err = w.update(func(s *state) error {
		if n := change.UsedToday; n != nil {
			if err := seed.CheckUsed(*n); err != nil {
				return invalid(err)
			}
		}
		acw, ring := s.center.ACWLimit(), s.center.RingTimeout()
		err := setLimit(change.ACWLimit, s.center.SetACWLimit)
		if err == nil {
			err = setLimit(change.RingTimeout, s.center.SetRingTimeout)
		}
		if err == nil {
			err = s.center.PutAccount(change.TenantChange)
		}
		if err != nil {
			_, _ = s.center.SetACWLimit(acw), s.center.SetRingTimeout(ring) // all of it or nothing
			return err
		}
		if change.UsedToday != nil {
			s.startDay(s.clock.now())
			s.quota.Used = *change.UsedToday
		}
		a = s.account()
		return nil
	})
	return a, err
}

// setLimit sets a limit, unless the change leaves it as it is.
func setLimit(limit *time.Duration, set func(time.Duration) error) error {
	if limit == nil {
		return nil
	}
	return set(*limit)
}

// Lists are the lists as they are now.
func (w *World) Lists() (l Lists) {
	_ = w.update(func(s *state) (err error) {
		l = Lists{Law2300: s.center.LawEntries(), IPs: []ListedIP{}}
		l.Files, l.Audios = full(s.center.Files()), full(s.center.Audios())
		for _, e := range s.center.IPs() {
			l.IPs = append(l.IPs, listed(e))
		}
		l.DNC, err = s.center.DNC(callcenter.Is(callcenter.DNCBoth))
		return err
	})
	return l
}

// PutDNC puts a number on the do-not-call list of just this direction, or of both, and reports its entries.
func (w *World) PutDNC(phone string, direction Direction) (entries []DNCEntry, err error) {
	err = w.change("putDNC", func(c *callcenter.Center, now time.Time) error {
		entries, err = c.PutDNC(now, phone, direction)
		return err
	})
	return entries, err
}

// DeleteDNC takes a number off the do-not-call list, in both directions.
func (w *World) DeleteDNC(phone string) error {
	return w.change("deleteDNC", func(c *callcenter.Center, _ time.Time) error { return c.DeleteDNC(phone) })
}

// PutIP puts an address in the list of the firewall, or changes what the change names.
func (w *World) PutIP(address string, change IPChange) (ip ListedIP, err error) {
	err = w.change("putIP", func(c *callcenter.Center, _ time.Time) error {
		at, err := readAddress(address)
		if err != nil {
			return err
		}
		entry, err := c.PutIP(at, change)
		ip = listed(entry)
		return err
	})
	return ip, err
}

// DeleteIP takes an address off the list of the firewall.
func (w *World) DeleteIP(address string) error {
	return w.change("deleteIP", func(c *callcenter.Center, _ time.Time) error {
		ip, err := readAddress(address)
		if err != nil {
			return err
		}
		return c.RemoveIP(callcenter.Is(ip))
	})
}

// readAddress reads an IP address; callcenter refuses one that is not IPv4.
func readAddress(text string) (IP, error) {
	ip, err := callcenter.ParseIP(text)
	if err != nil {
		return ip, invalid(err)
	}
	return ip, nil
}
