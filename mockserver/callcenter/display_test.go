package callcenter

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAgentDisplay(t *testing.T) {
	c := scene(t, "ready")
	for _, step := range []struct {
		display, button string
		want            []string
	}{
		{"show", "dial", nil},
		{"hide", "hungup", []string{"hungup"}},
		{"hide", "dial", []string{"dial", "hungup"}},
		{"hide", "dial", []string{"dial", "hungup"}},
		{"hide", "disposition", []string{"dial", "disposition", "hungup"}},
		{"show", "disposition", []string{"dial", "hungup"}},
		{"show", "hungup", []string{"dial"}},
		{"show", "dial", []string{}},
	} {
		ok(t, c.AgentDisplay("12989", step.display, step.button))
		a, err := c.Agent("12989")
		ok(t, err)
		if diff := cmp.Diff(step.want, a.Hidden); diff != "" {
			t.Errorf("%s %s: hidden (-want +got):\n%s", step.display, step.button, diff)
		}
		ok(t, c.Check())
		throughJSON(t, c)
	}

	for _, button := range Buttons { // the API still works
		ok(t, c.AgentDisplay("12989", "hide", button))
	}
	_, err := c.Dial(noon, "12989", "3", "", "")
	ok(t, err)
	_, err = c.Type(noon, "12989", "021", "", "")
	ok(t, err)
	ok(t, c.Hang(noon, "12989"))
	if a, _ := c.Agent("12989"); len(a.Hidden) != 3 {
		t.Errorf("hidden: %q", a.Hidden)
	} else if a.Hidden[0] = "changed"; c.AgentByID["12989"].Hidden[0] != "dial" || c.Clone().AgentByID["12989"].Hidden[0] != "dial" {
		t.Error("Agent hands out its own list")
	}
}

func TestAgentDisplay_refusals(t *testing.T) {
	c := scene(t, "logout")
	before := toJSON(t, c)
	for _, display := range []string{"", "Hide", "hidden"} {
		mustRefuseKind(t, c, before, c.AgentDisplay("12989", display, "dial"), ValueInvalid, "display")
	}
	for _, button := range []string{"", "hangup", "DIAL", "ready"} {
		mustRefuseKind(t, c, before, c.AgentDisplay("12989", "hide", button), ValueInvalid, "button")
	}
	mustRefuseKind(t, c, before, c.AgentDisplay("12989", "hide", "dial"), AgentLoggedOut, "")
	mustRefuseKind(t, c, before, c.AgentDisplay("1", "", ""), AgentUnknown, "")
}
