package openapi

import (
	"strconv"
	"strings"
)

// Reveals is what package mockserver finds disguised tokens with, until it redacts by name and by Redact.
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
