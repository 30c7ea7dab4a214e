package mockserver

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/testdata"
)

// A Seed is what a world starts with. Its JSON and its YAML have the same keys; a world file is the YAML.
type Seed struct {
	Server string                `json:"server,omitempty"` // nomenclature, four digits; the next free one when empty
	Tokens []Token               `json:"tokens,omitempty"` // one is made up when there is none
	States []callcenter.AuxState `json:"states,omitempty"` // auxiliary states
	Agents []SeedAgent           `json:"agents,omitempty"`
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
}

// A SeedCall is a call that an agent has or had.
type SeedCall struct {
	Type  callcenter.CallType `json:"type"` // inbound, predictive or manual
	Phone string              `json:"phone"`
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
		seen[t.Token] = true
	}
	_, err := s.center(time.Unix(0, 0).UTC())
	return err
}

// center builds the call center, by the same events that later change it.
func (s Seed) center(now time.Time) (*callcenter.Center, error) {
	c := callcenter.New(s.States...)
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("states: %w", err)
	}
	seen := map[string]bool{}
	for i, a := range s.Agents {
		if seen[a.AgentID] {
			return nil, fmt.Errorf("agents[%d]: agent_id %q is there twice", i, a.AgentID)
		}
		seen[a.AgentID] = true
		if err := a.put(c, now); err != nil {
			return nil, fmt.Errorf("agents[%d]: %w", i, err)
		}
	}
	c.TakeMoves(func(string) {}) // how a world came about is not what a test reached
	return c, c.Check()
}

func (a SeedAgent) put(c *callcenter.Center, now time.Time) error {
	if !agentForm.MatchString(a.AgentID) {
		return fmt.Errorf("agent_id is %q; it must be digits, such as \"12989\"", a.AgentID)
	}
	change := callcenter.AgentChange{Enabled: a.Enabled}
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
	arrival := callcenter.Arrival{AgentID: a.AgentID, Phone: a.Call.Phone, Type: a.Call.Type, Answered: a.Status != "ring"}
	call, err := c.Arrive(now, arrival)
	if err != nil || onCall {
		return err
	}
	return c.CustomerHangUp(now, call.ID)
}
