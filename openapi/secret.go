package openapi

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const redacted = "(redacted)"

// A secret is the token of a request. Nothing that is shown to anyone may hold it, in whatever disguise.
type secret string

// Reveals says whether a text gives a secret away: as it is, in other capitals, percent-encoded (once or more often), or
// escaped as JSON escapes. No secret is never given away.
func Reveals(text, token string) bool {
	if token == "" {
		return false
	}
	token = strings.ToLower(token)
	for range 4 {
		text = strings.ToLower(text)
		if strings.Contains(text, token) {
			return true
		}
		if strings.IndexByte(text, '%') < 0 && strings.IndexByte(text, '\\') < 0 {
			return false
		}
		plain := unescape(text)
		if len(plain) == len(text) {
			return false
		}
		text = plain
	}
	return true // who escapes so often has something to hide
}

func (s secret) in(text string) bool { return Reveals(text, string(s)) }

// unescape undoes %41, \u0041 and \/ wherever they stand; what is no escape stays. Each one undone makes the text shorter.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		switch {
		case text[i] == '%' && i+3 <= len(text):
			if c, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		case strings.HasPrefix(text[i:], `\u`) && i+6 <= len(text):
			if c, err := strconv.ParseUint(text[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(c))
				i += 6
				continue
			}
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// sensitive says whether a text speaks of a secret, ours or another.
func sensitive(text string) bool {
	text = strings.ToLower(text)
	for _, word := range []string{"token", "pass", "pwd", "secret", "authorization", "api_key", "apikey"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// pointer shows where a field is.
func (s secret) pointer(path []string) string { return "/" + s.name(strings.Join(path, "/")) }

// name shows the name of a parameter or a path of fields that a client made up.
func (s secret) name(name string) string {
	if s.in(name) {
		return redacted
	}
	if short := shorten(name); strings.ContainsFunc(short, func(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }) {
		return quoted(short)
	}
	return shorten(name)
}

// value shows a text as a JSON string, unless it or its name is secret.
func (s secret) value(name, value string) string {
	if sensitive(name) || s.in(value) {
		return redacted
	}
	return quoted(shorten(value))
}

// json shows a JSON text. What has fields of its own may hold other secrets.
func (s secret) json(name, value string) string {
	if sensitive(name) || s.in(value) || strings.ContainsAny(value[:min(1, len(value))], "{[") && sensitive(value) {
		return redacted
	}
	return shorten(value)
}

// raw shows a body that cannot be understood.
func (s secret) raw(body string) string {
	if sensitive(body) {
		return redacted
	}
	return s.value("", body)
}

// shorten cuts a text after 80 bytes at most, between two letters.
func shorten(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// quoted is a text as a JSON string.
func quoted(text string) string { return string(appendEscaped([]byte{'"'}, text)) + `"` }
