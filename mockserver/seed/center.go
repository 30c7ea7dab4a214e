package seed

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/wire"
)

// Center builds the call center, by the same events that later change it: first what others refer to.
func (s Seed) Center(now time.Time) (*callcenter.Center, error) { return s.build(now, 0) }

// build is Center for one that may hold so many bytes; 0 is no bound.
func (s Seed) build(now time.Time, bytes int) (*callcenter.Center, error) {
	c := callcenter.New(s.States...)
	c.Allow(bytes)
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("states: %w", err)
	}
	b := builder{center: c}
	if s.Timezone != "" {
		zone, err := callcenter.ParseZone(s.Timezone)
		b.place("timezone", err)
		c.Zone = zone
	}
	if s.Account != nil {
		b.place("account", c.PutAccount(*s.Account))
	}
	b.place("acw_limit", c.SetACWLimit(s.ACWLimit))
	b.place("ring_timeout", c.SetRingTimeout(s.RingTimeout))
	each(&b, "activity_codes", s.ActivityCodes, func(k Code) (string, error) {
		return fmt.Sprintf("%s %q", k.Group, k.ID), k.put(c)
	})
	each(&b, "skills", s.Skills, func(k Skill) (string, error) {
		return fmt.Sprintf("skill_id %q", k.SkillID), c.PutSkill(now, k.SkillID, callcenter.SkillSetup{SkillChange: k.SkillChange})
	})
	each(&b, "campaigns", s.Campaigns, func(k Campaign) (string, error) {
		return fmt.Sprintf("campaign_id %q", k.CampaignID), c.PutCampaign(k.CampaignID, k.CampaignChange)
	})
	for i, k := range s.Campaigns {
		each(&b, fmt.Sprintf("campaigns[%d].customers", i), k.Customers, func(u callcenter.Customer) (string, error) {
			return fmt.Sprintf("customer_id %q", u.ID), nil // it is there: a change takes the last of those with one id
		})
	}
	each(&b, "routing_points", s.RoutingPoints, func(r RoutingPoint) (string, error) {
		return fmt.Sprintf("rp_id %q", r.RPID), c.PutRoutingPoint(r.RPID, r.RoutingPointChange)
	})
	each(&b, "pbx_users", s.PBXUsers, func(u PBXUser) (string, error) {
		_, err := c.PutPBXUser(u.User, u.PBXUserChange)
		return fmt.Sprintf("user %q", u.User), err
	})
	each(&b, "agents", s.Agents, func(a Agent) (string, error) { return fmt.Sprintf("agent_id %q", a.AgentID), a.put(c, now) })
	for i, k := range s.Skills {
		each(&b, fmt.Sprintf("skills[%d].agents", i), k.Agents, func(m Member) (string, error) {
			return fmt.Sprintf("agent_id %q", m.AgentID), c.AddAgentToSkill(now, k.SkillID, m.AgentID, m.Expertise)
		})
	}
	each(&b, "callbacks", s.Callbacks, func(k Callback) (string, error) {
		return fmt.Sprintf("the callback of customer %q of campaign %q to %q", k.CustomerID, k.CampaignID, k.Phone), k.put(c, now)
	})
	for i, r := range s.DialRules {
		b.place(fmt.Sprintf("dial_rules[%d]", i), c.AddDialRule(r))
	}
	each(&b, "dnc", s.DNC, func(d DNC) (string, error) {
		return fmt.Sprintf("phone %q for %s", d.Phone, d.Type), d.put(c, now)
	})
	each(&b, "law2300", s.Law2300, func(l Law) (string, error) {
		return fmt.Sprintf("telephone %q of nit %q", l.Telephone, l.NIT), c.BlockLaw(now, l.NIT, l.Telephone, l.CustomerID)
	})
	each(&b, "ips", s.IPs, func(ip IP) (string, error) {
		return fmt.Sprintf("ip %q", ip.IP), c.AddIP(callcenter.Is(ip.IP), callcenter.Is(ip.Permanent), ip.Description)
	})
	each(&b, "files", s.Files, func(f File) (string, error) {
		if f.Seconds != 0 {
			return "", fmt.Errorf("seconds of the file %q is %d: only an audio has seconds", f.Name, f.Seconds)
		}
		return fmt.Sprintf("name %q", f.Name), c.UploadFile(now, f.Name, f.Size)
	})
	var audios []callcenter.Upload
	each(&b, "audios", s.Audios, func(f File) (string, error) {
		u := callcenter.Upload{Name: f.Name, Size: f.Size, Seconds: f.Seconds}
		audios = append(audios, u)
		return fmt.Sprintf("name %q", f.Name), u.CheckAudio()
	})
	b.place("audios", c.PutAudios(now, audios))
	for i, k := range s.Calls { // last, so that the blocked numbers are known
		_, err := c.Arrive(now, callcenter.Arrival{Type: callcenter.Inbound, SkillID: k.SkillID, Phone: k.Phone})
		b.place(fmt.Sprintf("calls[%d]", i), err)
	}
	if b.err == nil && s.Simulation != nil {
		if err := s.Simulation.Check(c); err != nil {
			b.err = fmt.Errorf("simulation.%w", err)
		}
	}
	if b.err != nil {
		return nil, b.err
	}
	c.TakeMoves(func(string) {}) // how a world came about is not what a test reached
	c.TakeChanges(func(*callcenter.Change) {})
	c.Allow(0)
	return c, c.Check()
}

// A builder remembers the first thing that went wrong.
type builder struct {
	center *callcenter.Center
	err    error
}

func (b *builder) place(where string, err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("%s: %w", where, err)
	}
}

// each puts the members of a list, each with a key of its own.
func each[T any](b *builder, where string, all []T, put func(T) (key string, _ error)) {
	seen := map[string]bool{}
	for i, one := range all {
		if b.err != nil {
			return
		}
		key, err := put(one)
		if err == nil && seen[key] {
			err = fmt.Errorf("%s is there twice: expected each once", key)
		}
		seen[key] = true
		if err != nil {
			b.place(fmt.Sprintf("%s[%d]", where, i), err)
		}
		b.center.TakeChanges(func(*callcenter.Change) {}) // a list of all would be longer than the world
	}
}

func (k Code) put(c *callcenter.Center) error {
	flag := func(on bool) *callcenter.Given[bool] { given := callcenter.Is(on); return &given }
	return c.CreateCode(k.Group, k.ID, callcenter.CodeChange{
		Description: &k.Description, Hit: flag(k.Hit), RPC: flag(k.RPC), Chat: flag(k.Chat), Studio: flag(k.Studio),
		Voice: flag(k.Voice), Interactions: flag(k.Interactions),
	})
}

func (k Callback) put(c *callcenter.Center, now time.Time) error {
	if err := callcenter.CheckDuration("in", k.In, callcenter.MaxCallback); err != nil {
		return err
	}
	due, in := callcenter.Is(callcenter.InTime(now.Add(k.In))), k.In
	switch moment, err := wire.ParseTime(k.Date, c.Zone.Location()); {
	case (k.Date == "") == (in == 0):
		return fmt.Errorf("it has the date %q and in %s; expected one of them", k.Date, in)
	case k.Date != "" && err != nil:
		due.Refusal = fmt.Errorf("date is %q: %w", k.Date, err)
	case k.Date != "":
		due = callcenter.Is(moment)
	}
	return c.Recall(now, callcenter.Recall{
		AgentID: k.AgentID, CampaignID: k.CampaignID, CustomerID: callcenter.Is(k.CustomerID), Phone: callcenter.Is(k.Phone),
		Due: due, Style: callcenter.Is(k.Style),
	})
}

func (d DNC) put(c *callcenter.Center, now time.Time) error {
	if strings.TrimSpace(d.Phone) == "" {
		return errors.New("phone is empty: expected a number")
	}
	_, err := c.AddDNC(now, callcenter.Is(d.Type), []string{d.Phone})
	return err
}

func (a Agent) put(c *callcenter.Center, now time.Time) error {
	if err := CheckAgentID(a.AgentID); err != nil {
		return err
	}
	change := callcenter.AgentChange{Enabled: a.Enabled, Manual: a.Manual, DNI: &a.DNI, SSO: &a.SSO, Network: a.Network}
	if a.Name != "" {
		change.Name = &a.Name
	}
	status := callcenter.Status(a.Status)
	onCall := status == callcenter.Status(callcenter.Ring) || status == callcenter.Status(callcenter.Talk)
	switch {
	case onCall && a.Call == nil:
		return fmt.Errorf("status %q needs a call with type and phone", a.Status)
	case a.Call != nil && !onCall && status != callcenter.Status(callcenter.ACW):
		return fmt.Errorf("a call goes with status ring, talk or acw, not with %q", a.Status)
	case a.Call != nil:
		status = callcenter.Status(callcenter.Ready) // the call comes next
	}
	if status != "" {
		change.Status = &status
	}
	if err := c.PutAgent(now, a.AgentID, change); err != nil || a.Call == nil {
		return err
	}
	call, err := c.Arrive(now, callcenter.Arrival{
		AgentID: a.AgentID, Phone: a.Call.Phone, Type: a.Call.Type, Answered: a.Status != "ring",
		CampaignID: a.Call.CampaignID, CustomerID: a.Call.CustomerID, SkillID: a.Call.SkillID,
	})
	if err != nil || onCall {
		return err
	}
	return c.CustomerHangUp(now, call.ID)
}
