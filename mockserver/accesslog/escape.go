package accesslog

import (
	"strconv"
	"unicode/utf8"
)

// What clients send stands in the log, and the log stands on terminals: nothing that is not printable gets there raw, be it
// an escape sequence (C0, C1, DEL), a line feed or a change of direction, nor anything that fills the screen.

// How many bytes may stand in the log: of a field of an exchange, a text of slog, and a line of slog. What is longer is cut
// and ends in "…".
const (
	maxField = 1 << 10
	maxText  = 4 << 10
	maxLine  = 64 << 10
)

const hexDigits = "0123456789abcdef"

// appendEscaped appends a text within the bound: escaped as in JSON, in which a character outside of the first plane is two.
// quotes says whether quotation marks and backslashes are escaped too.
func appendEscaped(dst []byte, s string, limit int, quotes bool) []byte {
	end := len(dst) + limit
	for i := 0; i < len(s); {
		if len(dst) >= end {
			return append(dst, "…"...)
		}
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == 0x7f {
			r, size := utf8.DecodeRuneInString(s[i:])
			dst = appendRune(dst, r)
			i += size
			continue
		}
		if quotes && (c == '"' || c == '\\') {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
		i++
	}
	return dst
}

// appendRune appends a character that is not plain ASCII.
func appendRune(dst []byte, r rune) []byte {
	switch {
	case strconv.IsPrint(r) && r != utf8.RuneError:
		return utf8.AppendRune(dst, r)
	case r == '\n':
		return append(dst, '\\', 'n')
	case r == '\t':
		return append(dst, '\\', 't')
	case r > 0xffff:
		r -= 0x10000
		return appendUnit(appendUnit(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
	}
	return appendUnit(dst, r)
}

func appendUnit(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// appendQuoted appends a text as JSON has it.
func appendQuoted(dst []byte, s string) []byte {
	return append(appendEscaped(append(dst, '"'), s, maxField, true), '"')
}

// appendWord appends a text that stands behind a "=": quoted unless it is one plain word.
func appendWord(dst []byte, s string) []byte {
	if s == "" || len(s) > maxField {
		return appendQuoted(dst, s)
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == '"' || c == '=' || c == '\\' || c >= 0x7f {
			return appendQuoted(dst, s)
		}
	}
	return append(dst, s...)
}
