// Package seed holds what a world starts with: its parts, how a world file is read, and how it becomes a call center.
package seed

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/simulator"
	"wolkvoxmock/openapi/yamlfile"
	"wolkvoxmock/testdata"
)

// A Seed is what a world starts with. Its JSON and its YAML have the same keys; a world file is the YAML.
type Seed struct {
	Server   string                `json:"server,omitempty"`   // nomenclature, four digits; the next free one when empty
	Tokens   []Token               `json:"tokens,omitempty"`   // one is generated when there is none
	Clock    *Clock                `json:"clock,omitempty"`    // when the world begins; nil: now, by the machine's clock
	Timezone string                `json:"timezone,omitempty"` // an IANA name; America/Bogota unless stated (Q-TIMEZONE)
	States   []callcenter.AuxState `json:"states,omitempty"`   // auxiliary states
	Agents   []Agent               `json:"agents,omitempty"`

	Account       *callcenter.AccountChange `json:"account,omitempty"`      // name, licences, services
	ACWLimit      time.Duration             `json:"acw_limit,omitempty"`    // of an agent's ACW; none unless stated (Q-ACW-TIMEOUT)
	RingTimeout   time.Duration             `json:"ring_timeout,omitempty"` // of a call at an agent; the same (Q-RING-TIMEOUT)
	ActivityCodes []Code                    `json:"activity_codes,omitempty"`
	Skills        []Skill                   `json:"skills,omitempty"`
	Campaigns     []Campaign                `json:"campaigns,omitempty"`
	RoutingPoints []RoutingPoint            `json:"routing_points,omitempty"`
	PBXUsers      []PBXUser                 `json:"pbx_users,omitempty"` // with their connections
	Callbacks     []Callback                `json:"callbacks,omitempty"`
	DialRules     []callcenter.DialRule     `json:"dial_rules,omitempty"` // what becomes of dialled calls; answered unless stated
	Calls         []QueuedCall              `json:"calls,omitempty"`      // of customers who wait for an agent, the first one first
	DNC           []DNC                     `json:"dnc,omitempty"`        // the do-not-call list
	Law2300       []Law                     `json:"law2300,omitempty"`    // numbers that law 2300 blocks
	IPs           []IP                      `json:"ips,omitempty"`        // the firewall list
	Files         []File                    `json:"files,omitempty"`      // of the copilot
	Audios        []File                    `json:"audios,omitempty"`
	Simulation    *simulator.Config         `json:"simulation,omitempty"` // how the simulator makes it live; realistic unless stated
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (s Seed) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(s) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Seed) UnmarshalJSON(data []byte) error { return callcenter.UnmarshalDurations(data, s) }

// A Token lets a client in.
type Token struct {
	Token       string `json:"token"`
	Description string `json:"description,omitempty"`
	UsedToday   int    `json:"used_today,omitempty"` // calls of the day that count against the quota
}

// An Agent is an agent in a situation.
type Agent struct {
	AgentID string `json:"agent_id"`
	Name    string `json:"name,omitempty"`
	Enabled *bool  `json:"enabled,omitempty"` // true unless stated
	Manual  *bool  `json:"manual,omitempty"`  // true: the simulator leaves it alone
	Status  string `json:"status,omitempty"`  // logout (unless stated), ready, acw, ring, talk, or an auxiliary state
	Call    *Call  `json:"call,omitempty"`    // with ring and talk the current call, with acw the one that has ended

	DNI     string              `json:"dni,omitempty"`
	SSO     string              `json:"sso,omitempty"`
	Network *callcenter.Network `json:"network,omitempty"` // what real_time.php?api=latency shows; blank unless stated
}

// A Call is a call that an agent has or had.
type Call struct {
	Type       callcenter.CallType `json:"type"` // inbound, predictive or manual
	Phone      string              `json:"phone"`
	CampaignID string              `json:"campaign_id,omitempty"` // of a predictive call
	CustomerID string              `json:"customer_id,omitempty"` // the same
	SkillID    string              `json:"skill_id,omitempty"`    // of an inbound call
}

// A QueuedCall is an inbound call that waits in the queue of a skill, or rings at a member who is Ready.
type QueuedCall struct {
	SkillID string `json:"skill_id"`
	Phone   string `json:"phone"`
}

// A Code is an activity code. A flag that is not stated is off.
type Code struct {
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

// A Skill is a skill with its agents.
type Skill struct {
	SkillID string `json:"skill_id"`
	callcenter.SkillChange
	Agents []Member `json:"agents,omitempty"`
}

// A Member is an agent in a skill.
type Member struct {
	AgentID   string `json:"agent_id"`
	Expertise string `json:"expertise,omitempty"`
}

// A Campaign is a campaign with its customers.
type Campaign struct {
	CampaignID string `json:"campaign_id"`
	callcenter.CampaignChange
}

// A RoutingPoint is a routing point.
type RoutingPoint struct {
	RPID string `json:"rp_id"`
	callcenter.RoutingPointChange
}

// A PBXUser is a user of the PBX.
type PBXUser struct {
	User string `json:"user"`
	callcenter.PBXUserChange
}

// A Callback is a callback. Either Date or In says when.
type Callback struct {
	AgentID    string                   `json:"agent_id"`
	CampaignID string                   `json:"campaign_id"`
	CustomerID string                   `json:"customer_id"`
	Phone      string                   `json:"phone"`
	Style      callcenter.CallbackStyle `json:"style"`          // auto or manual
	Date       string                   `json:"date,omitempty"` // YYYYmmddHHiiss, in the time zone

	In time.Duration `json:"in,omitempty"` // from the start of the world, such as 45m
}

// MarshalJSON writes durations as all JSON does: "500ms".
func (c Callback) MarshalJSON() ([]byte, error) { return callcenter.MarshalDurations(c) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Callback) UnmarshalJSON(data []byte) error { return callcenter.UnmarshalDurations(data, c) }

// A DNC is a number of the do-not-call list.
type DNC struct {
	Phone string               `json:"phone"`
	Type  callcenter.Direction `json:"type"` // inbound, outbound or all
}

// A Law is a number that law 2300 blocks for a company.
type Law struct {
	NIT        string `json:"nit"`
	Telephone  string `json:"telephone"`
	CustomerID string `json:"customer_id,omitempty"`
}

// An IP is an address of the firewall list.
type IP struct {
	IP          callcenter.IP `json:"ip"`
	Permanent   bool          `json:"permanent,omitempty"`
	Description string        `json:"description,omitempty"`
}

// A File is a file or an audio, without its content.
type File struct {
	Name    string `json:"name"`
	Size    int    `json:"size,omitempty"`    // bytes
	Seconds int    `json:"seconds,omitempty"` // of an audio
}

// The demo world, which serve starts with.
const (
	DemoServer = "0042"
	DemoToken  = "7b64656d6f7d2d3230323630313031303030303030"
)

// Demo is the demo world: agents such that each documented call works at once.
func Demo() Seed {
	s, err := Parse("demo.yaml", testdata.DemoWorld)
	if err != nil {
		panic(err) // the file is embedded, and a test reads it
	}
	return s
}

// BusyDay is a contact center of some 40 agents for the simulator; the agents of the demo world are in it.
func BusyDay() Seed {
	s, err := Parse("busy-day.yaml", testdata.BusyDay)
	if err != nil {
		panic(err) // as above
	}
	return s
}

// MaxFile bounds a world file, in bytes. A MiB of it takes a core 0.15 to 0.2 s to read, half of which is the YAML library's, so
// that the largest, of some 80,000 agents, is read within a second.
const MaxFile = 4 << 20

// Load reads a world file, of at most MaxFile bytes.
func Load(file string) (Seed, error) {
	b, err := yamlfile.Read(file, MaxFile)
	if err != nil {
		return Seed{}, err
	}
	return Parse(file, b)
}

// Parse reads a world file, YAML or JSON. An error names the file, the line, the key and what would be right, and shows no
// token.
func Parse(file string, data []byte) (Seed, error) {
	var s Seed
	root, err := decodeStrict(file, data, &s)
	if err == nil {
		if err = s.Check(); err != nil {
			place, _, _ := strings.Cut(err.Error(), ":")
			err = fmt.Errorf("%s:%d: %w", file, lineOf(root, place), err)
		}
	}
	if err != nil {
		return s, yamlfile.In(file, err)
	}
	return s, nil
}

var (
	serverForm = regexp.MustCompile(`^[0-9]{4}$`)
	tokenForm  = regexp.MustCompile(`^[!-~]+$`) // {1,200} would take a millisecond of every start
	agentForm  = regexp.MustCompile(`^[0-9]{1,20}$`)
)

// CheckToken refuses what cannot travel in a header.
func CheckToken(token string) error {
	if len(token) > 200 || !tokenForm.MatchString(token) {
		return errors.New("expected 1 to 200 visible ASCII characters")
	}
	return nil
}

// CheckUsed refuses a number of calls that no account can have made in a day: the most licences allow no more.
func CheckUsed(used int) error {
	if most := callcenter.MaxLicences * callcenter.CallsPerLicence; used < 0 || used > most {
		return fmt.Errorf("used_today is %d: expected 0 to %d", used, most)
	}
	return nil
}

// CheckAgentID refuses what is not an extension.
func CheckAgentID(id string) error {
	if !agentForm.MatchString(id) {
		return fmt.Errorf("agent_id is %q: expected digits, such as \"12989\"", id)
	}
	return nil
}

// Check finds what is wrong with a seed; most of it by building its call center. An error begins with the
// place, such as agents[0], and a colon.
func (s Seed) Check() error { return s.CheckWithin(0) }

// CheckWithin is Check for a world that may hold so many bytes; 0 is no bound. Errors: a callcenter.Error of kind world_full too.
func (s Seed) CheckWithin(bytes int) error {
	if s.Server != "" && !serverForm.MatchString(s.Server) {
		return fmt.Errorf("server: it is %q: expected four digits, such as \"0042\"", s.Server)
	}
	if s.Clock != nil {
		if err := s.Clock.check(); err != nil {
			return fmt.Errorf("clock: %w", err)
		}
	}
	seen := map[string]bool{}
	for i, t := range s.Tokens {
		if err := cmp.Or(CheckToken(t.Token), CheckUsed(t.UsedToday)); err != nil {
			return fmt.Errorf("tokens[%d]: %w", i, err)
		}
		if seen[t.Token] {
			return fmt.Errorf("tokens[%d]: it is there twice", i)
		}
		seen[t.Token] = true
	}
	_, err := s.build(time.Unix(0, 0).UTC(), bytes)
	return err
}
