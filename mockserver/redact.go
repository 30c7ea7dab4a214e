package mockserver

import (
	"regexp"
	"strings"

	"wolkvoxmock/openapi"
)

const redactedText = "(redacted)"

// What is named a token, in a query and in JSON.
var (
	tokenInQuery = regexp.MustCompile(`(?i)([^?&="]*token[^&="]*=)[^&"]*`)
	tokenInJSON  = regexp.MustCompile(`(?i)("[^"]*token[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)`)
)

// redact takes every token out of a text that goes to the journal: that of the request, in whatever disguise, what is
// named a token, and, for clients put them in the wrong places, those of any world.
func (x *exchange) redact(s string) string {
	if x.token != "" {
		s = strings.ReplaceAll(s, x.token, redactedText)
	}
	if strings.Contains(strings.ToLower(s), "token") {
		s = tokenInQuery.ReplaceAllString(s, "${1}"+redactedText)
		s = tokenInJSON.ReplaceAllString(s, `${1}"`+redactedText+`"`)
	}
	if openapi.Reveals(s, x.token) {
		return redactedText
	}
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && ('0' <= s[i] && s[i] <= '9' || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z') {
			continue
		}
		if word := s[start:i]; len(word) > 15 && x.server.worlds.byToken.get(word) != nil {
			return x.redact(strings.ReplaceAll(s, word, redactedText))
		}
		start = i + 1
	}
	return s
}

// hush takes out of violations what redact would: the contract knows the token of the request only. A value that was
// shortened may end in the middle of another token, so nothing is shown of a request that has one.
func (x *exchange) hush(violations []openapi.Violation) {
	for i := range violations {
		v := &violations[i]
		v.Where, v.Try = x.redact(v.Where), x.redact(v.Try)
		if sent := x.target() + string(x.body); x.redact(sent) != sent {
			v.Got = redactedText
		}
	}
}

// redacted gives a reply its variables as the journal may have them.
type redacted struct{ *exchange }

func (x redacted) Var(name string) string { return x.redact(x.exchange.Var(name)) }
