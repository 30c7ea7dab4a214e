package mockserver

import (
	"encoding/json"
	"regexp"
	"strings"

	"wolkvoxmock/openapi"
)

const redactedText = "(redacted)"

// What is named a token or a password, in a query and in JSON. No name in a query has a blank, but a command line has
// them between the header of the token and the next "=".
var (
	tokenInQuery = regexp.MustCompile(`(?i)([^?&="]*(?:token|pass)[^&=" ]*=)[^&"]*`)
	tokenInJSON  = regexp.MustCompile(`(?i)("[^"]*(?:token|pass)[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)`)
)

// redact takes every token out of a text that goes to the journal: that of the request, in whatever disguise, what is
// named a token or a password, and, for clients put them in the wrong places, those of any world.
func (x *exchange) redact(s string) string {
	if s == "" {
		return ""
	}
	if x.token != "" {
		s = strings.ReplaceAll(s, x.token, redactedText)
	}
	if mentions(s, "token") || mentions(s, "pass") {
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

// mentions says whether a text has a word of lower-case ASCII letters, in any case.
func mentions(s, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == word[0] && strings.EqualFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// redactBody is redact for the body. Of one that hides a password from redact nothing is shown.
func (x *exchange) redactBody() string {
	if x.hidesPassword() {
		return redactedText
	}
	return x.redact(x.sent())
}

var escapedName = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}[^"]*"\s*:`)

// hidesPassword says whether the body has a password where redact cannot find it: under an escaped name, in a list or an
// object, or in what is no JSON object.
func (x *exchange) hidesPassword() bool {
	if len(x.body) == 0 || !openapi.Reveals(string(x.body), "pass") {
		return false
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(x.body, &fields) != nil || escapedName.Match(x.body) {
		return true
	}
	for name, value := range fields {
		if c := value[0]; (c == '[' || c == '{') && openapi.Reveals(name+string(value), "pass") {
			return true
		}
	}
	return false
}

// hush takes out of violations what redact would: the contract knows the token of the request only. A value that was
// shortened may end in the middle of another token, so nothing is shown of a request that has one.
func (x *exchange) hush(violations []openapi.Violation) {
	hidden := len(violations) > 0 && x.hidesPassword()
	for i := range violations {
		v := &violations[i]
		v.Where, v.Try = x.redact(v.Where), x.redact(v.Try)
		if hidden {
			v.Got, v.Try = redactedText, redactedText
		}
		if sent := x.target() + string(x.body); x.redact(sent) != sent {
			v.Got = redactedText
		}
	}
}

// echoes says whether the reply tells a secret again, or a password.
func (x *exchange) echoes(body []byte) bool {
	for _, h := range x.reply.Holes {
		if v := x.Var(h); x.redactVar(h, v) != v {
			return true
		}
	}
	if len(x.reply.Lists) == 0 {
		return false
	}
	text := string(body)
	return x.redact(text) != text
}

func (x *exchange) redactVar(name, value string) string {
	if name == "password" && value != "" {
		return redactedText
	}
	return x.redact(value)
}

// redacted gives a reply its variables as the journal may have them.
type redacted struct {
	x    *exchange
	vars openapi.Vars
}

func (r redacted) Var(name string) string { return r.x.redactVar(name, r.vars.Var(name)) }

func (r redacted) Each(list string, visit func(openapi.Vars)) {
	r.vars.Each(list, func(record openapi.Vars) { visit(redacted{r.x, record}) })
}
