package mockserver

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/testdata"
)

// A Seed is what a world starts with. Its JSON and its YAML have the same keys; a world file is the YAML.
type Seed struct {
	Server string                `json:"server,omitempty"` // nomenclature, four digits; the next free one when empty
	Tokens []Token               `json:"tokens,omitempty"` // one is made up when there is none
	States []callcenter.AuxState `json:"states,omitempty"` // auxiliary states
	Agents []SeedAgent           `json:"agents,omitempty"`

	Account       *callcenter.AccountChange `json:"account,omitempty"`   // name, licences, services
	ACWLimit      fault.Duration            `json:"acw_limit,omitempty"` // how long an agent may stay in ACW; no limit unless stated (Q-ACW-TIMEOUT)
	ActivityCodes []SeedCode                `json:"activity_codes,omitempty"`
	Skills        []SeedSkill               `json:"skills,omitempty"`
	Campaigns     []SeedCampaign            `json:"campaigns,omitempty"`
	RoutingPoints []SeedRoutingPoint        `json:"routing_points,omitempty"`
	Callbacks     []SeedCallback            `json:"callbacks,omitempty"`
	DNC           []SeedDNC                 `json:"dnc,omitempty"`     // the do-not-call list
	Law2300       []SeedLaw                 `json:"law2300,omitempty"` // numbers that law 2300 blocks
	IPs           []SeedIP                  `json:"ips,omitempty"`     // the firewall list
	Files         []SeedFile                `json:"files,omitempty"`   // of the copilot
	Audios        []SeedFile                `json:"audios,omitempty"`
}

// A Token lets a client in.
type Token struct {
	Token       string `json:"token"`
	Description string `json:"description,omitempty"`
	UsedToday   int    `json:"used_today,omitempty"` // calls of the day that count against the quota
}

// A SeedAgent is an agent in a situation.
type SeedAgent struct {
	AgentID string    `json:"agent_id"`
	Name    string    `json:"name,omitempty"`
	Enabled *bool     `json:"enabled,omitempty"` // true unless stated
	Status  string    `json:"status,omitempty"`  // logout, ready, acw, ring, talk, or the id of an auxiliary state; logout unless stated
	Call    *SeedCall `json:"call,omitempty"`    // with ring and talk the current call, with acw the one that has ended

	DNI     string              `json:"dni,omitempty"`
	SSO     string              `json:"sso,omitempty"`
	Network *callcenter.Network `json:"network,omitempty"` // what real_time.php?api=latency shows; blank unless stated
}

// A SeedCall is a call that an agent has or had.
type SeedCall struct {
	Type       callcenter.CallType `json:"type"` // inbound, predictive or manual
	Phone      string              `json:"phone"`
	CampaignID string              `json:"campaign_id,omitempty"` // of a predictive call
	CustomerID string              `json:"customer_id,omitempty"` // the same
	SkillID    string              `json:"skill_id,omitempty"`    // of an inbound call
}

// The demo world, which serve starts with.
const (
	DemoServer = "0042"
	DemoToken  = "7b64656d6f7d2d3230323630313031303030303030"
)

// DemoSeed is the demo world: agents such that each documented call works at once.
func DemoSeed() Seed {
	s, err := ParseSeed("demo.yaml", testdata.DemoWorld)
	if err != nil {
		panic(err) // the file is embedded, and a test reads it
	}
	return s
}

// LoadSeed reads a world file.
func LoadSeed(file string) (Seed, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return Seed{}, err
	}
	return ParseSeed(file, b)
}

// ParseSeed reads a world file, YAML or JSON. An error names the file, the line, the key and what would be right.
func ParseSeed(file string, data []byte) (Seed, error) {
	var s Seed
	lines, err := decodeStrict(file, data, &s)
	if err != nil {
		return s, err
	}
	if err := s.check(); err != nil {
		place, _, _ := strings.Cut(err.Error(), ":")
		return s, fmt.Errorf("%s:%d: %w", file, max(lines[place], 1), err)
	}
	return s, nil
}

var (
	serverForm = regexp.MustCompile(`^[0-9]{4}$`)
	tokenForm  = regexp.MustCompile(`^[!-~]{1,200}$`)
	agentForm  = regexp.MustCompile(`^[0-9]{1,20}$`)
)

// check finds what is wrong with a seed; building its call center is the better part of that. An error begins with the
// place, such as agents[0], and a colon.
func (s Seed) check() error {
	if s.Server != "" && !serverForm.MatchString(s.Server) {
		return fmt.Errorf("server: it is %q; it must be four digits, such as \"0042\"", s.Server)
	}
	seen := map[string]bool{}
	for i, t := range s.Tokens {
		switch {
		case !tokenForm.MatchString(t.Token):
			return fmt.Errorf("tokens[%d]: it must be 1 to 200 visible ASCII characters", i)
		case seen[t.Token]:
			return fmt.Errorf("tokens[%d]: it is there twice", i)
		}
		if err := checkUsed(t.UsedToday); err != nil {
			return fmt.Errorf("tokens[%d]: %w", i, err)
		}
		seen[t.Token] = true
	}
	_, err := s.center(time.Unix(0, 0).UTC())
	return err
}
