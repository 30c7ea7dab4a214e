package mockserver_test

import (
	"regexp"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// The journal says why a request was refused: the thing, its value, what would be right. A success needs no words.
func TestJournal_explainsEveryRefusal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range outcomes {
		t.Run(tt.reply, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			tt.happen(t, w)
			if tt.says == unseen {
				if w.Requests(journal.Query{}).Total != 0 {
					t.Errorf("the journal has %+v", newest(t, w))
				}
				return
			}
			_, outcome, _ := strings.Cut(tt.reply, "/")
			where := w
			if outcome == "world_unknown" || outcome == "token_missing" || outcome == "token_unknown" {
				where = s.Default()
			}
			page := where.Requests(journal.Query{Outcome: outcome})
			if len(page.Requests) != 1 {
				t.Fatalf("the journal has %d entries of it", len(page.Requests))
			}
			if e := page.Requests[0]; !regexp.MustCompile(tt.says).MatchString(e.Says) || e.Source == "" || e.Evidence == "" {
				t.Errorf("the journal says %q, want %s; source %q, evidence %q", e.Says, tt.says, e.Source, e.Evidence)
			}
		})
	}
}

// An api of another resource is explained by where it belongs.
func TestJournal_explainsWhereAnOperationIs(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callerOf(t, w).mustGet("api_unknown", box("disable_agent", ""))
	if got, want := newest(t, w).Says, "disable_agent belongs to PUT /api/v2/configuration.php"; got != want {
		t.Errorf("the journal says %q, want %q", got, want)
	}
}
