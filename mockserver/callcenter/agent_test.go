package callcenter

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStatus_State(t *testing.T) {
	for status, want := range map[Status]State{"logout": Logout, "ready": Ready, "ring": Ring, "talk": Talk, "acw": ACW, "101": Aux, "": Aux, "READY": Aux} {
		if got := status.State(); got != want {
			t.Errorf("%q: %s, want %s", status, got, want)
		}
	}
}

func TestGetters_returnCopies(t *testing.T) {
	c := scene(t, "talk-inbound")
	before := toJSON(t, c)
	c.Agents()[0].Name = "changed"
	c.Calls()[0].Phone = "changed"
	c.AuxStates()[0].Description = "changed"
	if diff := cmp.Diff(before, toJSON(t, c)); diff != "" {
		t.Errorf("changed from outside (-want +got):\n%s", diff)
	}
}
