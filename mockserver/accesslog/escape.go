package accesslog

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What clients send stands in the log, and the log stands on terminals: nothing that is not printable gets there raw, be it
// an escape sequence (C0, C1, DEL), a line feed or a change of direction, nor anything that fills the screen.

// How many bytes may stand in the log: of a field of an exchange, of any other text, and of a line. What is longer is cut and
// ends in "…". Docker and Kubernetes break a line at 16 KiB, and a JSON line in two is none; within 8 KiB it fits even where
// each of its characters is escaped once more on its way. A violation, which has the most fields, is shorter.
const (
	maxField = 1 << 10
	maxText  = 4 << 10
	maxLine  = 8 << 10
)

const longestEscape = len(`\ud83d\ude00`)

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

// Printable is a text as it may stand anywhere: cut to the length of a field, and escaped but for quotation marks and
// backslashes. It is for loggers that do not do this.
func Printable(s string) string {
	if len(s) <= maxField && strings.IndexFunc(s, func(r rune) bool { return !strconv.IsPrint(r) || r == utf8.RuneError }) < 0 {
		return s
	}
	return string(appendEscaped(nil, s, maxField, false))
}

// appendQuoted appends a text as JSON has it, within the bound.
func appendQuoted(dst []byte, s string, limit int) []byte {
	return append(appendEscaped(append(dst, '"'), s, limit, true), '"')
}

// appendWord appends a text that stands behind a "=": quoted unless it is one plain word.
func appendWord(dst []byte, s string, limit int) []byte {
	if s == "" || len(s) > limit {
		return appendQuoted(dst, s, limit)
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == '"' || c == '=' || c == '\\' || c >= 0x7f {
			return appendQuoted(dst, s, limit)
		}
	}
	return append(dst, s...)
}
