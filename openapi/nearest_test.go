package openapi

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	for _, tt := range []struct{ name, wrong, among, want string }{
		{"a letter is missing", "hng", "hold hang mute", "hang"},
		{"a letter too many", "hangg", "hold hang mute", "hang"},
		{"two letters in the wrong order", "tranfser", "transfer dial", "transfer"},
		{"in a short word too", "nmae", "number name", "name"},
		{"two letters swapped that are not beside each other", "mane", "name", ""},
		{"the case alone", "HANG", "hold hang", "hang"},
		{"another way to write it", "changeStatus", "change_status", "change_status"},
		{"a word more", "hang_up_call", "hold hang", "hang"},
		{"a word less", "display", "agent_display", "agent_display"},
		{"the nearest, not the first", "recalls", "recall_1 recall", "recall"},
		{"the first of those as near", "hane", "hand hang", "hand"},
		{"the first of a path is missing", "/agentbox.php", "/api/v2/agentbox.php /api/v2/real_time.php", "/api/v2/agentbox.php"},
		{"the middle of a path is missing", "/api/agentbox.php", "/api/v2/real_time.php /api/v2/agentbox.php", "/api/v2/agentbox.php"},
		{"something else", "fly", "dial dtmf", ""},
		{"more than a third differs", "house", "mouth", ""},
		{"two letters", "ag", "agents", ""},
		{"nothing", "", "hang", ""},
		{"far too long", strings.Repeat("hang", 60), "hang", ""},
		{"nothing to choose from", "hang", "", ""},
	} {
		if got := Nearest(tt.wrong, strings.Fields(tt.among)); got != tt.want {
			t.Errorf("%s: Nearest(%q) is %q, want %q", tt.name, tt.wrong, got, tt.want)
		}
	}
}
