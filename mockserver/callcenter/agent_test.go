package callcenter

import "testing"

func TestStatus_State(t *testing.T) {
	for status, want := range map[Status]State{"logout": Logout, "ready": Ready, "ring": Ring, "talk": Talk, "acw": ACW, "101": Aux, "": Aux, "READY": Aux} {
		if got := status.State(); got != want {
			t.Errorf("%q: %s, want %s", status, got, want)
		}
	}
}
