package callcenter

import (
	"testing"
	"time"
)

func TestCreateSkill(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.PutSkill(noon, "4002", SkillSetup{}))
	first := newSkill(t, c, SkillChange{Name: text("Support"), Description: text("help \xff"), Voicemail: text("5003"), WelcomeMessage: text("10_a"), VTO: text("10_b")})
	third := newSkill(t, c, SkillChange{})
	same(t, "ids, as 4002 is taken", [2]string{"4001", "4003"}, [2]string{first, third})
	same(t, "skills", []Skill{
		{ID: "4001", Name: "Support", Description: "help \uFFFD", Voicemail: "5003", WelcomeMessage: "10_a", VTO: "10_b", Members: map[string]string{}},
		{ID: "4002", Name: "Skill 4002", Members: map[string]string{}},
		{ID: "4003", Members: map[string]string{}},
	}, c.Skills())
}

func TestEditSkill(t *testing.T) {
	c := furnished(t)
	want := c.Skills()[0]
	ok(t, c.EditSkill("4001", SkillChange{VTO: text("10_b"), Name: text("")})) // the rest stays: Q-EDIT-AGENT-PARTIAL
	want.VTO, want.Name = "10_b", ""
	same(t, "skill", want, c.Skills()[0])
}

func TestPutSkill(t *testing.T) {
	c := scene(t, "ready")
	ok(t, c.PutSkill(noon, "x", SkillSetup{SkillChange{Name: text("Support")}, map[string]string{"12989": "5\xff", "12990": ""}}))
	want := Skill{ID: "x", Name: "Support", Members: map[string]string{"12989": "5\uFFFD", "12990": ""}}
	same(t, "created", []Skill{want}, c.Skills())
	ok(t, c.PutSkill(noon, "x", SkillSetup{SkillChange: SkillChange{VTO: text("a")}}))
	want.VTO = "a"
	same(t, "members stay", []Skill{want}, c.Skills())
	ok(t, c.PutSkill(noon, "x", SkillSetup{Members: map[string]string{}}))
	want.Members = map[string]string{}
	same(t, "no members", []Skill{want}, c.Skills())

	for id, quoted := range map[string]string{"": `""`, "all": `"all"`, "\xff": `"\xff"`} {
		mustRefuse(t, c, refusal(InputInvalid, "", "skill_id is "+quoted+": expected the id of one skill, such as 4001", ""),
			func() error { return c.PutSkill(noon, id, SkillSetup{}) })
	}
	mustRefuse(t, c, refusal(AgentUnknown, "7", `there is no agent "7": expected the agent_id of one of the 3 agents`, ""),
		func() error {
			return c.PutSkill(noon, "y", SkillSetup{Members: map[string]string{"12989": "", "7": ""}})
		})
}

func TestSkillMembers(t *testing.T) {
	c := scene(t, "disabled-logout")
	skill := newSkill(t, c, SkillChange{})
	other := newSkill(t, c, SkillChange{})
	ok(t, c.AddAgentToSkill(noon, skill, "12990", "very good \xff")) // Q-EXPERTISE-RANGE
	ok(t, c.AddAgentToSkill(noon, skill, "12989", "5"))
	ok(t, c.AddAgentToSkill(noon, skill, "12989", "6")) // Q-ADD-AGENT-SKILL-DUP
	a, err := c.Agent("12989")                          // Q-DISABLED-IN-LISTS
	ok(t, err)
	b, err := c.Agent("12990")
	ok(t, err)
	same(t, "members", []SkillMember{{a, "6"}, {b, "very good \uFFFD"}}, c.AgentsInSkill(skill))
	same(t, "members of another skill", []SkillMember{}, c.AgentsInSkill(other))
	same(t, "members of no skill", nil, c.AgentsInSkill("7"))

	ok(t, c.RemoveAgentFromSkill(skill, "12989"))
	same(t, "members", []SkillMember{{b, "very good \uFFFD"}}, c.AgentsInSkill(skill))
}

func TestArrive_forASkill(t *testing.T) {
	c := scene(t, "ready")
	skill := newSkill(t, c, SkillChange{})
	later := noon.Add(time.Minute)
	mustRefuse(t, c, refusal(InputInvalid, "12989", `skill_id is "7": expected one of the 1 skills, or none`, ""),
		func() error { return second(c.Arrive(later, Arrival{AgentID: "12989", Type: Inbound, SkillID: "7"})) })
	for _, typ := range []CallType{Predictive, Manual} {
		mustRefuse(t, c, refusal(InputInvalid, "12989", `skill_id is "4001" while type is "`+string(typ)+`": expected it of an inbound call only`, ""),
			func() error { return second(c.Arrive(later, Arrival{AgentID: "12989", Type: typ, SkillID: skill})) })
	}
	arrive(t, c, Inbound, false)
	ok(t, c.Hang(noon, "12989"))
	same(t, "last use before the first call for it", time.Time{}, c.Skills()[0].LastUse)

	k, err := c.Arrive(later, Arrival{AgentID: "12989", Type: Inbound, SkillID: skill})
	ok(t, err)
	mustCall(t, c, Call{ID: k.ID, Type: Inbound, AgentID: "12989", State: Ringing, Started: later, SkillID: skill})
	same(t, "last use", later, c.Skills()[0].LastUse)
}
