package mockserver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"wolkvoxmock/mockserver/callcenter"
)

// A lease is a token in use, from when it is accepted until the reply is ready to leave. It ends just before the first
// byte does, so that a client that sends its next request on receipt never finds its token busy. A request beyond the
// limit is refused: page "API Response Codes" (documented, with a limit of 2). That the limit is 1, and that nobody waits,
// is inferred (Q-TOKEN-LIMIT).
type lease struct {
	Token
	inFlight int
	latest   string // the operation that took it last
}

func (s *state) addToken(t Token) {
	s.tokens[t.Token] = &lease{Token: t}
	s.tokenOrder = append(s.tokenOrder, t.Token)
	s.tokenBytes += bytesOf(t)
}

// bytesOf is about how many bytes a token takes: a lease, and its places in the world and in the directory.
func bytesOf(t Token) int { return 512 + len(t.Token) + len(t.Description) }

func (s *state) removeToken(token string) {
	if l := s.tokens[token]; l != nil {
		s.tokenBytes -= bytesOf(l.Token)
	}
	delete(s.tokens, token)
	s.tokenOrder = slices.DeleteFunc(s.tokenOrder, func(t string) bool { return t == token })
}

func (s *state) tokenList() []Token {
	all := make([]Token, 0, len(s.tokenOrder))
	s.startDay(s.clock.now())
	for _, t := range s.tokenOrder {
		all = append(all, s.tokens[t].Token)
	}
	return all
}

// freshToken makes up a token of the shape seen at the real service, 52 hexadecimal digits, the same for the same world.
func freshToken(world string, n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "wolkvox-mock token %s %d", world, n))
	return hex.EncodeToString(sum[:26])
}

// Quota is how many calls of the day an account has used. The limit is 1000 for each licence of an agent (documented,
// newer pages), and all tokens share it (observed, Q-QUOTA-SCOPE). Calls to agentbox.php are free (documented), so they
// also go on when it is used up (Q-QUOTA-AGENTBOX).
type Quota struct {
	Day  string `json:"day"`  // 2026-01-31, by the world's clock and zone (Q-TIMEZONE); at its end all begins anew (Q-QUOTA-RESET)
	Used int    `json:"used"` // with all tokens, those that are gone included
}

// freeResource is the one whose calls cost nothing.
const freeResource = "/agentbox.php"

// startDay begins a new day when there is one.
func (s *state) startDay(now time.Time) {
	today := now.In(s.center.Zone.Location()).Format(time.DateOnly)
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

// refund gives back what chargeQuota took, unless a new day has begun meanwhile.
func (s *state) refund(l *lease, path string) {
	if !isFree(path) {
		s.quota.Used, l.UsedToday = max(0, s.quota.Used-1), max(0, l.UsedToday-1)
	}
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
