package mockserver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
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
