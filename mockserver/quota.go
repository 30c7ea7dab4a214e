package mockserver

import (
	"fmt"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// Quota is how many calls of the day an account has used. The limit is 1000 for each licence of an agent (documented,
// newer pages), and all tokens share it (observed, Q-QUOTA-SCOPE). Calls to agentbox.php are free (documented), so they
// also go on when it is used up (Q-QUOTA-AGENTBOX).
type Quota struct {
	Day  string `json:"day"`  // 2026-01-31, by the world's clock in UTC (Q-TIMEZONE); at its end all begins anew (Q-QUOTA-RESET)
	Used int    `json:"used"` // with all tokens, those that are gone included
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// freeResource is the one whose calls cost nothing.
const freeResource = "/agentbox.php"

// startDay begins a new day when there is one.
func (s *state) startDay(now time.Time) {
	today := day(now)
	if s.quota.Day == today {
		return
	}
	s.quota = Quota{Day: today}
	for _, l := range s.tokens {
		l.UsedToday = 0
	}
}

func (s *state) dailyLimit() int { return s.center.Licences().CallCenter * callcenter.CallsPerLicence }

// isFree reports whether requests to a path cost nothing.
func isFree(path string) bool { return strings.HasSuffix(path, freeResource) }

// chargeQuota takes one call from the quota, or gives the reason why there is none left. A call that then fails has cost
// one all the same (Q-QUOTA-FAILED).
func (s *state) chargeQuota(l *lease, path string) (refused string) {
	if isFree(path) {
		return ""
	}
	s.startDay(s.clock.now())
	if s.quota.Used >= s.dailyLimit() {
		return fmt.Sprintf("the account has used %d calls today; its %d licences allow %d",
			s.quota.Used, s.center.Licences().CallCenter, s.dailyLimit())
	}
	s.quota.Used++
	l.UsedToday++
	return ""
}

// A tokenUse is how much of the quota has been used with a token (Q-TOKEN-INFO-MATH), in calls of today.
type tokenUse struct {
	description            string
	used, usedByAll, limit int
}

func (s *state) tokenUse(l *lease) tokenUse {
	s.startDay(s.clock.now())
	return tokenUse{l.Description, l.UsedToday, s.quota.Used, s.dailyLimit()}
}
