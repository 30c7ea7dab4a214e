package mockserver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

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
}

func (s *state) removeToken(token string) {
	delete(s.tokens, token)
	s.tokenOrder = slices.DeleteFunc(s.tokenOrder, func(t string) bool { return t == token })
}

func (s *state) tokenList() []Token {
	all := make([]Token, 0, len(s.tokenOrder))
	s.roll(s.clock.now())
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

// Tokens are the world's tokens, in the order in which they came.
func (w *World) Tokens() (all []Token) {
	_ = w.update(func(s *state) error { all = s.tokenList(); return nil })
	return all
}

// Token is the first token of the world, "" when it has none.
func (w *World) Token() string {
	if all := w.Tokens(); len(all) > 0 {
		return all[0].Token
	}
	return ""
}

// AddToken lets one more token in; an empty one is made up. A token names its world, so no two worlds share one.
func (w *World) AddToken(t Token) (Token, error) {
	err := w.server.worlds.identify(w, func(id *identity) error {
		for n := 0; t.Token == ""; n++ {
			if fresh := freshToken(w.name, n); w.server.worlds.byToken.get(fresh) == nil {
				t.Token = fresh
			}
		}
		if !tokenForm.MatchString(t.Token) {
			return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: "a token must be 1 to 200 visible ASCII characters"}
		}
		if err := checkUsed(t.UsedToday); err != nil {
			return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
		}
		id.tokens = append(id.tokens, t.Token)
		return nil
	}, func() {
		_ = w.update(func(s *state) error {
			s.roll(s.clock.now())
			s.addToken(t)
			s.quota.Used += t.UsedToday
			return nil
		})
	})
	return t, err
}

// RemoveToken makes a token unknown. A request that it has under way is not disturbed.
func (w *World) RemoveToken(token string) error {
	return w.server.worlds.identify(w, func(id *identity) error {
		i := slices.Index(id.tokens, token)
		if i < 0 {
			return &callcenter.Error{Class: callcenter.NotFound, Kind: tokenUnknown, Detail: fmt.Sprintf("world %q has no such token", w.name)}
		}
		id.tokens = slices.Delete(id.tokens, i, i+1)
		return nil
	}, func() { _ = w.update(func(s *state) error { s.removeToken(token); return nil }) })
}

const tokenUnknown callcenter.Kind = "token_unknown"
