package journal

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What can be reached stands in the coverage from the start.
func TestCoverage_startsWithNothingReached(t *testing.T) {
	t.Parallel()
	c := NewCoverage([]string{"hang/hung_up", "token_busy"}, []string{"talk --hang_up--> acw"})
	want := Coverage{map[string]int{"hang/hung_up": 0, "token_busy": 0}, map[string]int{"talk --hang_up--> acw": 0}}
	if diff := cmp.Diff(want, c.Clone()); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}

func TestCoverage_cloneIsACopy(t *testing.T) {
	t.Parallel()
	c := NewCoverage([]string{"a"}, []string{"b"})
	copied := c.Clone()
	c.Outcomes["a"]++
	c.Transitions["b"]++
	if copied.Outcomes["a"] != 0 || copied.Transitions["b"] != 0 {
		t.Errorf("the copy has followed: %+v", copied)
	}
}
