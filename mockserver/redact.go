package mockserver

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// Credentials stand in no journal, log and problem, wherever a client has put them: in any case, as they stand or escaped once.
// Nobody sees more than the beginning of a text, so nothing is looked for behind it.

// A secrets knows the credentials that may stand in what a request says: its own token, the bearer of the control API, and the
// tokens of all worlds.
type secrets struct {
	names    *redactor
	own      [2]string // in any place; "" is none
	known    *credentials
	shortest int // letters and digits beside each other that a text must have to hold one of them
}

// secretsOf are those of a request with this token.
func (s *Server) secretsOf(token string) secrets {
	c := secrets{names: &s.redactor, own: [2]string{token, s.AdminToken}, known: s.worlds.directory.Load().credentials()}
	c.shortest = c.known.shortest
	for _, own := range c.own {
		if own != "" {
			c.shortest = min(c.shortest, len(longestWord(own)))
		}
	}
	return c
}

// redact takes out of a text for the journal what is named a secret, and credentials. A long one is cut after most bytes.
func (c *secrets) redact(s string, most int) string {
	return c.shown(s, most, func(s string) string { return c.names.byName(s, false) })
}

// redactLoosely is redact for what a client sent that breaks the contract: names that are misspelled name secrets too.
func (c *secrets) redactLoosely(s string, most int) string {
	return c.shown(s, most, func(s string) string { return c.names.byName(s, true) })
}

// hide is redact for a text of ours, in which a name says nothing of what follows it.
func (c *secrets) hide(s string, most int) string {
	return c.shown(s, most, func(s string) string { return s })
}

// shown is the beginning of a text without its secrets. What is cut might end in the middle of one, so its end goes too.
func (c *secrets) shown(s string, most int, byName func(string) string) string {
	cut := len(s) > most+openapi.LongestSecret
	if cut {
		s = s[:most+openapi.LongestSecret]
	}
	if c.mayHold(s) {
		s = byName(c.replace(s))
		if c.in(s) {
			return openapi.Redacted // escaped, or in other capitals
		}
	} else {
		s = byName(s)
	}
	switch {
	case cut:
		s = s[:min(most, max(len(s)-openapi.LongestSecret, 0))]
	case len(s) > most:
		s = s[:most]
	default:
		return s
	}
	return strings.ToValidUTF8(s, "") + "…"
}

// quote is a text as a reason quotes it.
func (c *secrets) quote(s string) string { return strconv.Quote(c.hide(s, 200)) }

// Reveals reports whether a text holds a credential. Only its beginning is looked at.
func (c *secrets) Reveals(s string) bool {
	s = s[:min(len(s), journal.MaxText+openapi.LongestSecret)]
	return c.mayHold(s) && c.in(s)
}

// mayHold reports whether a text must be looked at closer: it has a word as long as that of a credential, something that may
// be an escape, or letters outside ASCII, which can be the capitals of others.
func (c *secrets) mayHold(s string) bool {
	if c.shortest == 0 {
		return true
	}
	run := 0
	for i := range len(s) {
		switch b := s[i]; {
		case isWord(b):
			if run++; run >= c.shortest {
				return true
			}
		case b == '%' || b == '+' || b == '\\' || b >= utf8.RuneSelf:
			return true
		default:
			run = 0
		}
	}
	return false
}

// in reports whether a text holds a credential, in any spelling.
func (c *secrets) in(s string) bool {
	return openapi.AnySpelling(s, func(lower string) bool {
		for _, own := range c.own {
			if own = own[:min(len(own), openapi.MaxToken)]; own != "" && strings.Contains(lower, strings.ToLower(own)) {
				return true
			}
		}
		found := false
		c.known.each(lower, func(token string) { found = found || strings.Contains(lower, strings.ToLower(token)) })
		return found
	})
}

// replace takes credentials out that stand there as they are.
func (c *secrets) replace(s string) string {
	var found []string
	for _, own := range c.own {
		if own != "" {
			found = append(found, own)
		}
	}
	c.known.each(s, func(token string) {
		if !slices.Contains(found, token) {
			found = append(found, token)
		}
	})
	slices.SortFunc(found, func(a, b string) int { return len(b) - len(a) }) // one may be a part of another
	for _, token := range found {
		s = strings.ReplaceAll(s, token, openapi.Redacted)
	}
	return s
}

// credentials are the tokens of all worlds, by the longest word of each in lower case. One that is short, or has no word that
// is long, might be anything, and is looked for in requests that it came with only.
type credentials struct {
	byWord   map[string][]string
	shortest int // bytes of a word
}

// From how many bytes a token is looked for everywhere, and what its longest word must have.
const minToken, minWord = 16, 8

// credentials are those of a directory, which never change.
func (d *directory) credentials() *credentials {
	d.once.Do(func() {
		c := &credentials{byWord: map[string][]string{}, shortest: openapi.MaxToken + 1}
		for token := range d.byToken {
			if word := longestWord(token); len(token) >= minToken && len(word) >= minWord {
				word = strings.ToLower(word)
				c.byWord[word] = append(c.byWord[word], token)
				c.shortest = min(c.shortest, len(word))
			}
		}
		d.known = c
	})
	return d.known
}

// each visits the tokens whose longest word stands in a text as a word.
func (c *credentials) each(s string, visit func(token string)) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isWord(s[i]) {
			continue
		}
		if i-start >= c.shortest {
			for _, token := range c.byWord[strings.ToLower(s[start:i])] {
				visit(token)
			}
		}
		start = i + 1
	}
}

func isWord(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

// longestWord is the longest of the words of a text: letters and digits beside each other.
func longestWord(s string) (longest string) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isWord(s[i]) {
			continue
		}
		if i-start > len(longest) {
			longest = s[start:i]
		}
		start = i + 1
	}
	return longest
}

// A directorySecrets is what a directory knows of its tokens, made when it is first asked.
type directorySecrets struct {
	once  sync.Once
	known *credentials
}

// redact takes the secrets out of a text for the journal.
func (x *exchange) redact(s string) string { return x.secrets().redact(s, journal.MaxText) }

// secrets are those of the request.
func (x *exchange) secrets() *secrets {
	if x.hidden.names == nil {
		x.hidden = x.server.secretsOf(x.token)
	}
	return &x.hidden
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
