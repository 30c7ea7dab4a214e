package callcenter

import (
	"testing"
)

func TestArrive_answeredAtOnce(t *testing.T) {
	c := scene(t, "ready")
	k := arrive(t, c, Predictive, true)
	mustCall(t, c, Call{ID: k.ID, Type: Predictive, Phone: "3001234567", AgentID: "12989", State: Active, Started: noon, Answered: noon})
	mustMoves(t, c, "ready --deliver--> ring", "ring --answer--> talk", "ringing --answer--> active")
	mustMoves(t, c) // and forgotten
}

func TestPutAgent(t *testing.T) {
	c := New(AuxState{"101", "Active breaks"})
	staysSound(t, c)
	ok(t, c.PutAgent(noon, "12989", AgentChange{}))
	a, err := c.Agent("12989")
	ok(t, err)
	same(t, "created", Agent{ID: "12989", Name: "Agent 12989", Enabled: true, Status: "logout", Since: noon}, a)
	name, no, status := "Ana", false, Status("101")
	ok(t, c.PutAgent(noon.Add(1), "12989", AgentChange{Name: &name, Enabled: &no, Status: &status}))
	a, err = c.Agent("12989")
	ok(t, err)
	same(t, "changed", Agent{ID: "12989", Name: "Ana", Status: "101", Since: noon.Add(1)}, a)
	mustMoves(t, c) // a scene is no move

	if err := c.PutAgent(noon, "", AgentChange{}); kindOf(err) != InputInvalid {
		t.Errorf("no id: %v", err)
	}
	if err := c.PutAgent(noon, "\xff", AgentChange{}); kindOf(err) != InputInvalid {
		t.Errorf("id is not UTF-8: %v", err)
	}
	if err := c.PutAgent(noon, "12990", as("nope")); kindOf(err) != InputInvalid || len(c.Agents()) != 1 {
		t.Errorf("an agent that was refused exists: %v", err)
	}
}
