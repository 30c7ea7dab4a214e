package mockserver

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// How a seed becomes a call center.

// A SeedCode is an activity code. A flag that is not stated is off.
type SeedCode struct {
	Group        callcenter.CodeGroup `json:"type_code"` // cod_act1 or cod_act2
	ID           string               `json:"cod_act"`
	Description  string               `json:"description,omitempty"`
	Hit          bool                 `json:"hit,omitempty"`
	RPC          bool                 `json:"rpc,omitempty"`
	Chat         bool                 `json:"chat,omitempty"`
	Studio       bool                 `json:"studio,omitempty"`
	Voice        bool                 `json:"voice,omitempty"`
	Interactions bool                 `json:"interactions,omitempty"`
}

// A SeedSkill is a skill with its agents.
type SeedSkill struct {
	SkillID string `json:"skill_id"`
	callcenter.SkillChange
	Agents []SeedMember `json:"agents,omitempty"`
}

// A SeedMember is an agent in a skill.
type SeedMember struct {
	AgentID   string `json:"agent_id"`
	Expertise string `json:"expertise,omitempty"`
}

// A SeedCampaign is a campaign with its customers.
type SeedCampaign struct {
	CampaignID string `json:"campaign_id"`
	callcenter.CampaignChange
}

// A SeedRoutingPoint is a routing point.
type SeedRoutingPoint struct {
	RPID string `json:"rp_id"`
	callcenter.RoutingPointChange
}

// A SeedCallback is a callback. Either Date or In says when.
type SeedCallback struct {
	AgentID    string `json:"agent_id"`
	CampaignID string `json:"campaign_id"`
	CustomerID string `json:"customer_id"`
	Phone      string `json:"phone"`
	Style      string `json:"style"`          // auto or manual
	Date       string `json:"date,omitempty"` // YYYYmmddHHiiss, UTC

	In fault.Duration `json:"in,omitempty"` // from the start of the world, such as 45m
}

// A SeedDNC is a number of the do-not-call list.
type SeedDNC struct {
	Phone string `json:"phone"`
	Type  string `json:"type"` // inbound, outbound or all
}

// A SeedLaw is a number that law 2300 blocks for a company.
type SeedLaw struct {
	NIT        string `json:"nit"`
	Telephone  string `json:"telephone"`
	CustomerID string `json:"customer_id,omitempty"`
}

// A SeedIP is an address of the firewall list.
type SeedIP struct {
	IP          string `json:"ip"`
	Permanent   bool   `json:"permanent,omitempty"`
	Description string `json:"description,omitempty"`
}

// A SeedFile is a file or an audio; what is in it nobody asks.
type SeedFile struct {
	Name    string `json:"name"`
	Size    int    `json:"size,omitempty"`    // bytes
	Seconds int    `json:"seconds,omitempty"` // of an audio
}

// center builds the call center, by the same events that later change it: first what others refer to.
func (s Seed) center(now time.Time) (*callcenter.Center, error) {
	c := callcenter.New(s.States...)
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("states: %w", err)
	}
	var b builder
	if s.Account != nil {
		b.place("account", c.PutAccount(*s.Account))
	}
	b.place("acw_limit", c.SetACWLimit(time.Duration(s.ACWLimit)))
	each(&b, "activity_codes", s.ActivityCodes, func(k SeedCode) (string, error) {
		return fmt.Sprintf("%s %q", k.Group, k.ID), k.put(c)
	})
	each(&b, "skills", s.Skills, func(k SeedSkill) (string, error) {
		return fmt.Sprintf("skill_id %q", k.SkillID), c.PutSkill(k.SkillID, callcenter.SkillSetup{SkillChange: k.SkillChange})
	})
	each(&b, "campaigns", s.Campaigns, func(k SeedCampaign) (string, error) {
		return fmt.Sprintf("campaign_id %q", k.CampaignID), c.PutCampaign(k.CampaignID, k.CampaignChange)
	})
	for i, k := range s.Campaigns {
		each(&b, fmt.Sprintf("campaigns[%d].customers", i), k.Customers, func(u callcenter.Customer) (string, error) {
			return fmt.Sprintf("customer_id %q", u.ID), nil // it is there: a change takes the last of those with one id
		})
	}
	each(&b, "routing_points", s.RoutingPoints, func(r SeedRoutingPoint) (string, error) {
		return fmt.Sprintf("rp_id %q", r.RPID), c.PutRoutingPoint(r.RPID, r.RoutingPointChange)
	})
	each(&b, "agents", s.Agents, func(a SeedAgent) (string, error) { return fmt.Sprintf("agent_id %q", a.AgentID), a.put(c, now) })
	for i, k := range s.Skills {
		each(&b, fmt.Sprintf("skills[%d].agents", i), k.Agents, func(m SeedMember) (string, error) {
			return fmt.Sprintf("agent_id %q", m.AgentID), c.AddAgentToSkill(k.SkillID, m.AgentID, m.Expertise)
		})
	}
	each(&b, "callbacks", s.Callbacks, func(k SeedCallback) (string, error) {
		return fmt.Sprintf("the callback of customer %q of campaign %q to %q", k.CustomerID, k.CampaignID, k.Phone), k.put(c, now)
	})
	each(&b, "dnc", s.DNC, func(d SeedDNC) (string, error) {
		_, err := c.AddDNC(now, d.Type, []string{d.Phone})
		return fmt.Sprintf("phone %q for %s", d.Phone, d.Type), renamed(err, "telephones", "phone", "type_call", "type")
	})
	each(&b, "law2300", s.Law2300, func(l SeedLaw) (string, error) {
		return fmt.Sprintf("telephone %q of nit %q", l.Telephone, l.NIT), c.BlockLaw(now, l.NIT, l.Telephone, l.CustomerID)
	})
	each(&b, "ips", s.IPs, func(ip SeedIP) (string, error) {
		return fmt.Sprintf("ip %q", ip.IP), c.AddIP(ip.IP, yesNo(ip.Permanent), ip.Description)
	})
	each(&b, "files", s.Files, func(f SeedFile) (string, error) {
		if f.Seconds != 0 {
			return "", fmt.Errorf("seconds of the file %q is %d: only an audio has seconds", f.Name, f.Seconds)
		}
		return fmt.Sprintf("name %q", f.Name), c.UploadFile(now, f.Name, f.Size)
	})
	each(&b, "audios", s.Audios, func(f SeedFile) (string, error) {
		_, err := c.UploadAudios(now, []callcenter.Upload{{Name: f.Name, Size: f.Size, Seconds: f.Seconds}})
		return fmt.Sprintf("name %q", f.Name), err
	})
	if b.err != nil {
		return nil, b.err
	}
	c.TakeMoves(func(string) {}) // how a world came about is not what a test reached
	return c, c.Check()
}

// A builder remembers the first thing that went wrong.
type builder struct{ err error }

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
			err = fmt.Errorf("%s is there twice: want each once", key)
		}
		seen[key] = true
		b.place(fmt.Sprintf("%s[%d]", where, i), err)
	}
}

// renamed is a refusal that names its parameter as a world file does; the names come in pairs, of the wire and of the file.
func renamed(err error, names ...string) error {
	refused, is := errors.AsType[*callcenter.Error](err)
	if !is {
		return err
	}
	for i := 0; i < len(names); i += 2 {
		if names[i] == refused.Parameter {
			return errors.New(strings.Replace(refused.Detail, names[i], names[i+1], 1)) // a detail begins with the name
		}
	}
	return err
}

func (k SeedCode) put(c *callcenter.Center) error {
	flag := func(on bool) *string { text := yesNo(on); return &text }
	return c.CreateCode(k.Group, k.ID, callcenter.CodeChange{
		Description: &k.Description, Hit: flag(k.Hit), RPC: flag(k.RPC), Chat: flag(k.Chat), Studio: flag(k.Studio),
		Voice: flag(k.Voice), Interactions: flag(k.Interactions),
	})
}

func (k SeedCallback) put(c *callcenter.Center, now time.Time) error {
	date, in := k.Date, time.Duration(k.In)
	if (date == "") == (in == 0) {
		return fmt.Errorf("it has the date %q and in %s; want one of them", date, in)
	}
	if in > 0 {
		date = compactStamp(now.Add(in))
	}
	err := c.Recall(now, callcenter.Recall{AgentID: k.AgentID, CampaignID: k.CampaignID, CustomerID: k.CustomerID, Phone: k.Phone, Date: date, Style: k.Style})
	return renamed(err, "id_customer", "customer_id", "telefono", "phone", "rellamada", "date", "recall_style", "style")
}

func (a SeedAgent) put(c *callcenter.Center, now time.Time) error {
	if !agentForm.MatchString(a.AgentID) {
		return fmt.Errorf("agent_id is %q; it must be digits, such as \"12989\"", a.AgentID)
	}
	change := callcenter.AgentChange{Enabled: a.Enabled, DNI: &a.DNI, SSO: &a.SSO, Network: a.Network}
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
