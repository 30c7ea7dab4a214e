package callcenter

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Skill is a queue, or a group of agents (documented, create_skill).
type Skill struct {
	ID             string            `json:"skill_id"` // never changes (documented)
	Name           string            `json:"name"`
	Description    string            `json:"description"`
	Voicemail      string            `json:"voicemail"`         // a voicemail box; need not exist (Q-SKILL-MEDIA)
	WelcomeMessage string            `json:"welcome_message"`   // an audio; the same
	VTO            string            `json:"vto"`               // an audio; the same
	LastUse        time.Time         `json:"last_use,omitzero"` // when a call arrived for it last; zero: never
	Members        map[string]string `json:"members"`           // agent_id -> expertise, any text (Q-EXPERTISE-RANGE)
	Past           SkillPast         `json:"past,omitzero"`     // calls of the day that are not remembered any more
}

// SkillChange is what create_skill and edit_skill send. nil keeps a value (Q-EDIT-AGENT-PARTIAL); of a new skill it is "".
type SkillChange struct {
	Name           *string `json:"name,omitempty"`
	Description    *string `json:"description,omitempty"`
	Voicemail      *string `json:"voicemail,omitempty"`
	WelcomeMessage *string `json:"welcome_message,omitempty"`
	VTO            *string `json:"vto,omitempty"`
}

// SkillSetup is what PutSkill changes: also who is in the skill.
type SkillSetup struct {
	SkillChange
	Members map[string]string `json:"members,omitempty"` // agent_id -> expertise; nil keeps the members, else these are all
}

// firstSkill is the id of the first new skill (Q-SKILL-ID).
const firstSkill = 4001

// CreateSkill makes a skill without members and returns its id, the next free one from 4001 (Q-SKILL-ID). Refusal: WorldFull.
func (c *Center) CreateSkill(ch SkillChange) (string, error) {
	s := &Skill{ID: maxExtension, Members: map[string]string{}}
	s.change(ch)
	if err := c.fits(s.size(s.ID)); err != nil {
		return "", err
	}
	for {
		s.ID = strconv.Itoa(firstSkill - 1 + next(&c.SkillSeq))
		if c.SkillByID[s.ID] == nil {
			store(c, &c.SkillByID, s.ID, s)
			c.changed(Change{Of: OfQueue, SkillID: s.ID, To: "0"})
			return s.ID, nil
		}
	}
}

// EditSkill changes what the change names. Refusals: SkillUnknown, also for "all" (documented, edit_skill; Q-SKILL-UNKNOWN),
// WorldFull.
func (c *Center) EditSkill(skillID string, ch SkillChange) error {
	s, err := c.skill(skillID)
	if err != nil {
		return err
	}
	changed := *s
	changed.change(ch)
	if err := c.fits(more(c.SkillByID, s.ID, &changed)); err != nil {
		return err
	}
	store(c, &c.SkillByID, s.ID, &changed)
	c.changedSkill(s.ID, "")
	return nil
}

// PutSkill creates or changes a skill, for a scene. A new one is called "Skill <id>".
// Refusals: InputInvalid, AgentUnknown (of a member), WorldFull.
func (c *Center) PutSkill(now time.Time, skillID string, setup SkillSetup) error {
	if badSkillID(skillID) {
		return refuse(InputInvalid, "", "skill_id is %q: expected the id of one skill, such as 4001", skillID)
	}
	for _, agentID := range slices.Sorted(maps.Keys(setup.Members)) {
		if _, err := c.agent(agentID); err != nil {
			return err
		}
	}
	s, members := &Skill{ID: kept(skillID), Name: "Skill " + skillID, Members: map[string]string{}}, 0
	known := c.SkillByID[skillID]
	if known != nil {
		s, members = shallow(known), known.members()
	}
	before := s.Members
	s.change(setup.SkillChange)
	if setup.Members != nil {
		s.Members = map[string]string{}
		for agentID, expertise := range setup.Members {
			s.Members[c.AgentByID[agentID].ID] = kept(expertise)
		}
	}
	members = s.members() - members
	if err := c.fits(members + more(c.SkillByID, skillID, s)); err != nil {
		return err
	}
	store(c, &c.SkillByID, s.ID, s)
	c.held += members
	if known == nil {
		c.changed(Change{Of: OfQueue, At: now, SkillID: s.ID, To: "0"})
	} else {
		c.changedSkill(s.ID, "")
	}
	for _, agentID := range cameOrLeft(before, s.Members) {
		c.changedSkill(s.ID, agentID)
	}
	if setup.Members != nil {
		c.deliver(now)
	}
	return nil
}

// cameOrLeft are the agents who are members in one of two cases only.
func cameOrLeft(before, after map[string]string) (all []string) {
	for id := range before {
		if _, stays := after[id]; !stays {
			all = append(all, id)
		}
	}
	for id := range after {
		if _, was := before[id]; !was {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// AddAgentToSkill puts an agent in a skill with a level of expertise, any text (Q-EXPERTISE-RANGE). Who is in it already
// gets the new level (Q-ADD-AGENT-SKILL-DUP). A call that waits for the skill rings at once (inferred, Q-QUEUE-ORDER).
// Refusals: SkillUnknown, AgentUnknown, WorldFull.
func (c *Center) AddAgentToSkill(now time.Time, skillID, agentID, expertise string) error {
	s, a, err := c.skillAndAgent(skillID, agentID)
	if err != nil {
		return err
	}
	expertise = kept(expertise)
	needed := memberBytes + textBytes(expertise)
	if old, member := s.Members[a.ID]; member {
		needed -= memberBytes + textBytes(old)
	}
	if err := c.fits(needed); err != nil {
		return err
	}
	set(&s.Members, a.ID, expertise)
	c.held += needed
	c.changedSkill(s.ID, a.ID)
	c.deliver(now)
	return nil
}

// RemoveAgentFromSkill takes an agent out of a skill.
// Refusals: SkillUnknown, AgentUnknown, AgentNotInSkill (Q-REMOVE-AGENT-SKILL-ABSENT).
func (c *Center) RemoveAgentFromSkill(skillID, agentID string) error {
	s, a, err := c.skillAndAgent(skillID, agentID)
	if err != nil {
		return err
	}
	if _, member := s.Members[a.ID]; !member {
		return refuse(AgentNotInSkill, a.ID, "agent %s is not in skill %s: expected one of its %d agents", a.ID, s.ID,
			len(s.Members))
	}
	c.removeMember(s, a.ID)
	return nil
}

// removeMember takes an agent out of a skill, if it is in it.
func (c *Center) removeMember(s *Skill, agentID string) {
	if expertise, member := s.Members[agentID]; member {
		c.held -= memberBytes + textBytes(expertise)
		delete(s.Members, agentID)
		c.changedSkill(s.ID, agentID)
	}
}

// Skill is a copy of a skill. Refusal: SkillUnknown.
func (c *Center) Skill(id string) (Skill, error) {
	s, err := c.skill(id)
	if err != nil {
		return Skill{}, err
	}
	return *s.clone(), nil
}

// Skills are copies of all skills, by id (Q-LIST-ORDER).
func (c *Center) Skills() []Skill {
	out := make([]Skill, 0, len(c.SkillByID))
	for _, id := range slices.Sorted(maps.Keys(c.SkillByID)) {
		out = append(out, *c.SkillByID[id].clone())
	}
	return out
}

// SkillMember is an agent in a skill.
type SkillMember struct {
	Agent
	Expertise string
}

// AgentsInSkill are the members of a skill, by agent_id, disabled ones among them (Q-DISABLED-IN-LISTS). A skill that
// does not exist has none (inferred, Q-EMPTY-LIST).
func (c *Center) AgentsInSkill(skillID string) []SkillMember {
	s := c.SkillByID[skillID]
	if s == nil {
		return nil
	}
	out := make([]SkillMember, 0, len(s.Members))
	for _, id := range slices.Sorted(maps.Keys(s.Members)) {
		out = append(out, SkillMember{c.AgentByID[id].shown(), s.Members[id]})
	}
	return out
}

// skill finds a skill, or refuses with skill_unknown.
func (c *Center) skill(id string) (*Skill, error) {
	if s := c.SkillByID[id]; s != nil {
		return s, nil
	}
	return nil, refuse(SkillUnknown, "", "there is no skill %q: expected the skill_id of one of the %d skills", id,
		len(c.SkillByID))
}

func (c *Center) skillAndAgent(skillID, agentID string) (*Skill, *Agent, error) {
	s, err := c.skill(skillID)
	if err != nil {
		return nil, nil, err
	}
	a, err := c.agent(agentID)
	return s, a, err
}

func (s *Skill) change(ch SkillChange) {
	assign(&s.Name, ch.Name)
	assign(&s.Description, ch.Description)
	assign(&s.Voicemail, ch.Voicemail)
	assign(&s.WelcomeMessage, ch.WelcomeMessage)
	assign(&s.VTO, ch.VTO)
}

// checkSkillOf refuses an arrival for a skill that does not exist, or that is no inbound call.
func (c *Center) checkSkillOf(arr Arrival) error {
	switch {
	case arr.SkillID == "":
	case arr.Type != Inbound:
		return refuse(InputInvalid, arr.AgentID, "skill_id is %q while type is %q: expected it of an inbound call only",
			arr.SkillID, arr.Type)
	case c.SkillByID[arr.SkillID] == nil:
		return refuse(InputInvalid, arr.AgentID, "skill_id is %q: expected one of the %d skills, or none", arr.SkillID,
			len(c.SkillByID))
	}
	return nil
}

// arriveFor notes which skill a call came for, if any.
func (c *Center) arriveFor(now time.Time, k *Call, skillID string) {
	if s := c.SkillByID[skillID]; s != nil {
		k.SkillID, s.LastUse = s.ID, now
	}
}

func badSkillID(id string) bool { return badID(id) || id == "all" } // "all" stands for every skill (documented, real_time skills)

func (c *Center) checkSkills() error {
	for _, id := range slices.Sorted(maps.Keys(c.SkillByID)) {
		s := c.SkillByID[id]
		switch {
		case badSkillID(id):
			return fmt.Errorf("skill %q: its key is %q: expected its id", id, id)
		case s == nil:
			return fmt.Errorf("skill %q: it is null: expected a skill", id)
		case s.ID != id:
			return fmt.Errorf("skill %q: its skill_id is %q: expected its key", id, s.ID)
		}
		if err := s.Past.check(); err != nil {
			return fmt.Errorf("skill %q: %w", id, err)
		}
		for _, agentID := range slices.Sorted(maps.Keys(s.Members)) {
			if c.AgentByID[agentID] == nil {
				return fmt.Errorf("skill %q: its member is %q: expected an agent that exists", id, agentID)
			}
		}
	}
	return nil
}

func (s *Skill) clone() *Skill {
	out := *s
	out.Members = maps.Clone(s.Members)
	return &out
}
