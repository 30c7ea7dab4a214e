package mockserver

import (
	"strings"

	"wolkvoxmock/openapi"
	"wolkvoxmock/openapi/scan"
)

// A redactor finds values that are named as the document names its secrets, in a query, in JSON and in a form, whole or not.
type redactor struct {
	words []string  // see openapi.Document.SecretWords
	first [256]bool // the bytes that begin one of them, in both cases
}

func newRedactor(doc *openapi.Document) redactor {
	r := redactor{words: doc.SecretWords()}
	for _, word := range r.words {
		r.first[word[0]], r.first[word[0]&^0x20] = true, true
	}
	return r
}

// byName takes out what is named a secret; loosely: also what is named much like one.
func (r *redactor) byName(s string, loosely bool) string {
	if !loosely && !r.namesSecret(s) && strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var safe strings.Builder
	written, name := 0, 0 // up to where s is written, and where the name of a parameter may begin
	replace := func(from, to int, by string) int {
		safe.WriteString(s[written:from])
		safe.WriteString(by)
		written, name = to, to
		return to
	}
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '=':
			if value := i + 1; r.isSecret(s[name:i], loosely) {
				i = replace(value, value+endOf(s[value:], `&"`), openapi.Redacted)
				continue
			}
			name = i + 1
		case '&', ' ':
			name = i + 1
		case '"':
			name = i + 1
			length := strings.IndexByte(s[i+1:], '"')
			if length < 0 {
				break
			}
			quoted, after := s[i+1:i+1+length], i+length+2
			colon := after + blanks(s[after:])
			switch isField := strings.HasSuffix(s[:i], "name="); {
			case !isField && (colon == len(s) || s[colon] != ':'), !r.isSecret(quoted, loosely):
			case isField:
				if begin := after + beginOfPart(s[after:]); begin < len(s) {
					i = replace(begin, begin+endOfPart(s[begin:]), openapi.Redacted)
					continue
				}
			default:
				if value := colon + 1 + blanks(s[colon+1:]); value < len(s) {
					i = replace(value, value+endOfJSON(s[value:]), `"`+openapi.Redacted+`"`)
					continue
				}
			}
		}
		i++
	}
	if written == 0 {
		return s
	}
	return safe.String() + s[written:]
}

// isSecret reports whether a name is that of a secret, as it stands or escaped.
func (r *redactor) isSecret(name string, loosely bool) bool {
	if r.namesSecret(name) || loosely && openapi.NearSecret(name, r.words) {
		return true
	}
	if strings.IndexByte(name, '%') < 0 && strings.IndexByte(name, '\\') < 0 {
		return false
	}
	return openapi.AnySpelling(name, r.namesSecret)
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

// endOf is where one of some signs stands, or the text ends.
func endOf(s, signs string) int {
	if i := strings.IndexAny(s, signs); i >= 0 {
		return i
	}
	return len(s)
}

// blanks counts those that a text begins with.
func blanks(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// endOfJSON is where a value ends, which may be cut off, or no JSON at all.
func endOfJSON(s string) int {
	if strings.IndexByte(`"[{`, s[0]) >= 0 {
		return scan.End([]byte(s), 0)
	}
	return endOf(s, ",}]\r\n")
}

// beginOfPart is where the content of a part of a form begins, behind its header; endOfPart is where it ends.
func beginOfPart(s string) int {
	for _, empty := range []string{"\r\n\r\n", "\n\n"} {
		if i := strings.Index(s, empty); i >= 0 {
			return i + len(empty)
		}
	}
	return len(s)
}

func endOfPart(s string) int {
	if i := strings.Index(s, "\n--"); i >= 0 {
		return i
	}
	return len(s)
}
