package seed

import (
	"slices"
	"testing"
)

// The busy day has what its first line says, and the agents of the demo world as they are there, but for that they are manual.
func TestBusyDay(t *testing.T) {
	day, demo := BusyDay(), Demo()
	if a, s, g := len(day.Agents), len(day.Skills), len(day.Campaigns); a != 42 || s != 6 || g != 4 {
		t.Errorf("%d agents, %d skills, %d campaigns", a, s, g)
	}
	for _, want := range demo.Agents {
		i := slices.IndexFunc(day.Agents, func(a Agent) bool { return a.AgentID == want.AgentID })
		if i < 0 || day.Agents[i].Manual == nil || !*day.Agents[i].Manual || day.Agents[i].Status != want.Status {
			t.Errorf("agent %s is not there, not manual, or in another situation than in the demo world", want.AgentID)
		}
	}
}
