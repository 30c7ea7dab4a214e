package mockserver

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wolkvoxmock/openapi"
)

// A redactor finds values that are named as the document names its secrets.
type redactor struct {
	words           []string       // see openapi.Document.SecretWords
	first           [256]bool      // the bytes that begin one of them, in both cases
	inQuery, inJSON *regexp.Regexp // a name with its value
}

func newRedactor(doc *openapi.Document) redactor {
	r := redactor{words: doc.SecretWords()}
	for _, word := range r.words {
		r.first[word[0]], r.first[word[0]&^0x20] = true, true
	}
	words := strings.Join(r.words, "|")
	// No name in a query has a blank, but a command line has them between the header of the token and the next "=".
	r.inQuery = regexp.MustCompile(`(?i)([^?&="]*(?:` + words + `)[^&=" ]*=)[^&"]*`)
	r.inJSON = regexp.MustCompile(`(?i)("[^"]*(?:` + words + `)[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)`)
	return r
}

// byName takes out what is named a secret, in a query and in JSON.
func (r *redactor) byName(s string) string {
	if !r.namesSecret(s) {
		return s
	}
	s = r.inQuery.ReplaceAllString(s, "${1}"+openapi.Redacted)
	return r.inJSON.ReplaceAllString(s, `${1}"`+openapi.Redacted+`"`)
}

// namesSecret reports whether a text has one of the words, in any case.
func (r *redactor) namesSecret(s string) bool {
	for i := range len(s) {
		if !r.first[s[i]] {
			continue
		}
		for _, word := range r.words {
			if len(s)-i >= len(word) && strings.EqualFold(s[i:i+len(word)], word) {
				return true
			}
		}
	}
	return false
}

// redact takes secrets out of a text for the journal: what is named one, the token of the request, as it stands or
// escaped, and the tokens of any world, which clients put in the wrong places.
func (x *exchange) redact(s string) string {
	if !x.mayHoldToken(s) {
		return x.server.redactor.byName(s)
	}
	if x.token != "" {
		s = strings.ReplaceAll(s, x.token, openapi.Redacted)
	}
	if s = x.redactTokens(x.server.redactor.byName(s)); openapi.Reveals(s, x.token) {
		return openapi.Redacted // escaped
	}
	return s
}

// minToken is the length from which a word is held against the tokens of all worlds.
const minToken = 16

// mayHoldToken reports whether redact must look closer at a text: it has a word as long as a token, something that may be
// an escape, or letters outside ASCII, which can be the capitals of others.
func (x *exchange) mayHoldToken(s string) bool {
	shortest := minToken
	if x.token != "" {
		if !isOneWord(x.token) {
			return true
		}
		shortest = min(shortest, len(x.token))
	}
	run := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isWord(c):
			if run++; run >= shortest {
				return true
			}
		case c == '%' || c == '+' || c == '\\' || c >= utf8.RuneSelf:
			return true
		default:
			run = 0
		}
	}
	return false
}

func isWord(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// isOneWord reports whether a token is one word.
func isOneWord(token string) bool {
	for i := range len(token) {
		if !isWord(token[i]) {
			return false
		}
	}
	return true
}

// redactTokens takes out the tokens of any world.
func (x *exchange) redactTokens(s string) string {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isWord(s[i]) {
			continue
		}
		if word := s[start:i]; len(word) >= minToken && x.server.worlds.byToken(word) != nil {
			return x.redactTokens(strings.ReplaceAll(s, word, openapi.Redacted))
		}
		start = i + 1
	}
	return s
}

// redactViolations takes out of violations what redact would: the contract knows the token of the request only. A value
// that was shortened may end in the middle of another token, so no value is shown of a request that has one.
func (x *exchange) redactViolations() {
	if len(x.entry.Violations) == 0 {
		return
	}
	sent := x.target() + string(x.body)
	hasSecret := x.redactTokens(sent) != sent
	for i := range x.entry.Violations {
		v := &x.entry.Violations[i]
		v.Where = x.redact(v.Where)
		v.Try = x.redactTokens(v.Try) // of its own token and of what is named a secret it has nothing
		if hasSecret && v.Got != "nothing" {
			v.Got = openapi.Redacted
		}
	}
}

// repeatsSecret reports whether a reply holds a secret that the journal may not show.
func (x *exchange) repeatsSecret(d openapi.Data, body []byte) bool {
	for _, v := range d.Values {
		if x.redactValue(v) != v {
			return true
		}
	}
	return len(d.Lists) > 0 && x.redact(string(body)) != string(body)
}

// redactData is the data of a reply as the journal may show it.
func (x *exchange) redactData(d openapi.Data) openapi.Data {
	var safe openapi.Data
	for _, v := range d.Values {
		safe.Values = append(safe.Values, x.redactValue(v))
	}
	for name, records := range d.Lists {
		if safe.Lists == nil {
			safe.Lists = recordLists{}
		}
		safe.Lists[name] = redactedRecords{records, x}
	}
	return safe
}

// redactedRecords are records as the journal may show them.
type redactedRecords struct {
	openapi.Records
	x *exchange
}

func (r redactedRecords) Record(i int) openapi.Data { return r.x.redactData(r.Records.Record(i)) }

// redactValue is redact for a value of a reply; a password that an operation generated goes too.
func (x *exchange) redactValue(v openapi.Value) openapi.Value {
	if v.Name == "password" && v.Value != "" {
		return openapi.Value{Name: v.Name, Value: openapi.Redacted}
	}
	return openapi.Value{Name: v.Name, Value: x.redact(v.Value)}
}
