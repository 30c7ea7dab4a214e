package callcenter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Configuration is what configuration.php sets beside the agents themselves. It is a part of the Center, in a type of
// its own so that the Center can be read at a glance.
type Configuration struct {
	Tenant      Account                        `json:"account"`
	AgentSeq    int                            `json:"agent_sequence"`    // how many extensions were tried for new agents
	PasswordSeq int                            `json:"password_sequence"` // how many passwords were made up
	SkillByID   map[string]*Skill              `json:"skills"`
	SkillSeq    int                            `json:"skill_sequence"` // how many ids were tried for new skills
	DNCByPhone  map[string]DoNotCall           `json:"do_not_call"`
	LawByPhone  map[string]map[string]LawBlock `json:"law_2300"` // by normalised number, then by nit
	IPByAddress map[IP]FirewallIP              `json:"firewall"`
	RoutingByID map[string]*RoutingPoint       `json:"routing_points"`
	Open        []Interaction                  `json:"interactions"` // the latest MaxInteractions, the oldest first
	PBXByUser   map[string]PBXUser             `json:"pbx_users"`
	FileByName  map[string]File                `json:"files"`
	AudioByName map[string]Audio               `json:"audios"`
	AudioSeq    int                            `json:"audio_sequence"` // the last audio_id given
}

func newConfiguration() Configuration {
	return Configuration{
		Tenant:      defaultAccount(),
		SkillByID:   map[string]*Skill{},
		DNCByPhone:  map[string]DoNotCall{},
		LawByPhone:  map[string]map[string]LawBlock{},
		IPByAddress: map[IP]FirewallIP{},
		RoutingByID: map[string]*RoutingPoint{},
		Open:        []Interaction{},
		PBXByUser:   map[string]PBXUser{},
		FileByName:  map[string]File{},
		AudioByName: map[string]Audio{},
	}
}

func (c Configuration) clone() Configuration {
	c.Tenant = c.Tenant.clone()
	c.SkillByID = cloneAll(c.SkillByID, (*Skill).clone)
	c.DNCByPhone = maps.Clone(c.DNCByPhone)
	c.LawByPhone = cloneLaw(c.LawByPhone)
	c.IPByAddress = maps.Clone(c.IPByAddress)
	c.RoutingByID = cloneAll(c.RoutingByID, shallow)
	c.Open = slices.Clone(c.Open)
	c.PBXByUser = maps.Clone(c.PBXByUser)
	c.FileByName = maps.Clone(c.FileByName)
	c.AudioByName = maps.Clone(c.AudioByName)
	return c
}

func (c *Center) checkConfiguration() error {
	return cmp.Or(
		checkSequence("agent_sequence", c.AgentSeq),
		checkSequence("password_sequence", c.PasswordSeq),
		checkSequence("skill_sequence", c.SkillSeq),
		checkSequence("audio_sequence", c.AudioSeq),
		c.checkAccount(),
		c.checkSkills(),
		c.checkDNC(),
		c.checkLaw(),
		c.checkFirewall(),
		c.checkInteractions(),
		c.checkPBXUsers(),
		c.checkFiles(),
	)
}

func checkSequence(name string, n int) error {
	if n < 0 || n > maxConns {
		return fmt.Errorf("%s is %d: expected 0 to %d", name, n, maxConns)
	}
	return nil
}

// next moves a sequence on; after maxConns it begins again.
func next(sequence *int) int {
	*sequence = *sequence%maxConns + 1
	return *sequence
}

// set puts a value into a map, which may be the nil one of a zero Center.
func set[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}

// assign changes a text when there is one; nil leaves it as it is (Q-EDIT-AGENT-PARTIAL).
func assign(to *string, text *string) {
	if text != nil {
		*to = kept(*text)
	}
}

// change is assign for what is no text, and for a text that is checked afterwards.
func change[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
