package callcenter

import (
	"fmt"
	"slices"
)

// Buttons are what agent_display shows and hides: the hang-up button in the vendor's spelling, the panel for codes and
// the call button (documented, show-hide-buttons-agent-v2).
var Buttons = []string{"dial", "disposition", "hungup"}

// AgentDisplay shows or hides a button in the agent's application (documented, show-hide-buttons-agent-v2). What is
// hidden there still works through the API, and stays hidden when the agent logs out (inferred). Once more is a success
// too (inferred). Refusals: AgentUnknown, ValueInvalid (display, button; Q-DISPLAY-VALUES), AgentLoggedOut.
func (c *Center) AgentDisplay(agentID, display, button string) error {
	a, err := c.agent(agentID)
	switch {
	case err != nil:
		return err
	case display != "show" && display != "hide":
		return refuseValue("display", a.ID, "display is %q: expected show or hide", display)
	case !slices.Contains(Buttons, button):
		return refuseValue("button", a.ID, "button is %q: expected one of %q", button, Buttons)
	}
	if err := online(a); err != nil {
		return err
	}
	at, hidden := slices.BinarySearch(a.Hidden, button)
	switch {
	case display == "hide" && !hidden:
		a.Hidden = slices.Insert(a.Hidden, at, button)
	case display == "show" && hidden:
		a.Hidden = slices.Delete(a.Hidden, at, at+1)
	}
	return nil
}

func checkDisplay(a *Agent) error {
	for i, button := range a.Hidden {
		if !slices.Contains(Buttons, button) || i > 0 && a.Hidden[i-1] >= button {
			return fmt.Errorf("its hidden are %q: expected some of %q, in this order", a.Hidden, Buttons)
		}
	}
	return nil
}
