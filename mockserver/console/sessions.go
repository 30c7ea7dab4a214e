package console

import (
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

const (
	maxAge      = 12 * time.Hour // of a session
	maxSessions = 64             // open at a time; one more ends the oldest

	maxFailures   = 10 // to log in, within failuresFor
	failuresFor   = time.Minute
	maxLoginBytes = 4 << 10
)

// sessions are who has logged in. What a session is known by is kept as its hash only.
type sessions struct {
	now func() time.Time

	mu       sync.Mutex
	open     map[[sha256.Size]byte]time.Time // since when
	failures int
	since    time.Time // the failures are counted
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, open: map[[sha256.Size]byte]time.Time{}}
}

// logIn opens a session, and gives what its client shows from then on. It is "" for a wrong token; then wait says how long no
// further token is looked at, be it the right one: whoever guesses has few guesses.
func (s *sessions) logIn(right func() bool) (id string, wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if now.Sub(s.since) >= failuresFor {
		s.failures, s.since = 0, now
	}
	if s.failures >= maxFailures {
		return "", failuresFor - now.Sub(s.since)
	}
	if !right() {
		s.failures++
		return "", 0
	}
	for len(s.open) >= maxSessions {
		s.endOldest()
	}
	id = rand.Text()
	s.open[sha256.Sum256([]byte(id))] = now
	return id, 0
}

func (s *sessions) endOldest() {
	var oldest [sha256.Size]byte
	var began time.Time
	for session, since := range s.open {
		if began.IsZero() || since.Before(began) {
			oldest, began = session, since
		}
	}
	delete(s.open, oldest)
}

// holds reports whether a session is open.
func (s *sessions) holds(id string) bool {
	session := sha256.Sum256([]byte(id))
	s.mu.Lock()
	defer s.mu.Unlock()
	since, open := s.open[session]
	if open && s.now().Sub(since) >= maxAge {
		delete(s.open, session)
		return false
	}
	return open
}

func (s *sessions) logOut(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, sha256.Sum256([]byte(id)))
}
