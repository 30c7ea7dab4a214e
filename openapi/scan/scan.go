// Package scan walks through JSON that is known to be valid. It takes nothing apart that nobody asks for, so that a large
// value costs no more than reading it, however many parts it has.
package scan

import (
	"bytes"
	"encoding/json"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// blanks may stand around every value.
const blanks = " \t\r\n"

// Fields are the fields of a JSON object as they came, the last of each name; nil when the body is none. All that are known
// are there, and so many others at most. They share the memory of the body.
func Fields(body []byte, known func(name string) bool, others int) map[string]json.RawMessage {
	if !json.Valid(body) {
		return nil
	}
	body = bytes.Trim(body, blanks)
	if body[0] != '{' {
		return nil
	}
	fields := map[string]json.RawMessage{}
	for quoted, value := range Members(body) {
		name := Text(quoted)
		if _, again := fields[name]; !again && !known(name) {
			if others == 0 {
				continue
			}
			others--
		}
		fields[name] = value
	}
	return fields
}

// Members are the members of an object: their names, as they are written, and their values.
func Members(object []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		for i := next(object, 1); i < len(object) && object[i] != '}'; {
			end := End(object, i)
			name := object[i:end:end]
			i = next(object, next(object, end)+1) // behind the colon
			end = End(object, i)
			if !yield(name, object[i:end:end]) {
				return
			}
			i = afterComma(object, end)
		}
	}
}

// Items are the values of a list.
func Items(list []byte) iter.Seq[[]byte] {
	return func(yield func(value []byte) bool) {
		for i := next(list, 1); i < len(list) && list[i] != ']'; {
			end := End(list, i)
			if !yield(list[i:end:end]) {
				return
			}
			i = afterComma(list, end)
		}
	}
}

// next is where something stands that is not blank, from i on.
func next(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// afterComma is where the next value stands, or the bracket that closes the list.
func afterComma(b []byte, i int) int {
	if i = next(b, i); i < len(b) && b[i] == ',' {
		i = next(b, i+1)
	}
	return i
}

// End is where the value ends that begins at i. Of what is no JSON it is somewhere behind i.
func End(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch c := b[i]; c {
		case '"':
			i = endOfText(b, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			depth--
			i++
		case ' ', '\n', '\r', '\t', ',', ':':
			i++
			continue
		default:
			for i < len(b) && !delimits[b[i]] {
				i++
			}
		}
		if depth <= 0 {
			return i
		}
	}
	return i
}

var delimits = [256]bool{
	' ': true, '\n': true, '\r': true, '\t': true, ',': true, ':': true, '}': true, ']': true, '{': true, '[': true, '"': true,
}

// endOfText is where the text ends whose quotation mark is at i.
func endOfText(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// Plain is the inside of a JSON text that stands for itself: it has no escapes, and is sound UTF-8.
func Plain(quoted []byte) (inside []byte, ok bool) {
	inside = quoted[1 : len(quoted)-1]
	return inside, bytes.IndexByte(inside, '\\') < 0 && utf8.Valid(inside)
}

// Text is what a JSON text says, in memory of its own. What is no UTF-8, and half a pair of surrogates, is U+FFFD.
func Text(quoted []byte) string {
	inside, plain := Plain(quoted)
	if plain {
		return string(inside)
	}
	size := len(inside)
	if !utf8.Valid(inside) {
		size *= len("\uFFFD") // at most
	}
	var text strings.Builder
	text.Grow(size)
	for len(inside) > 0 {
		if inside[0] != '\\' {
			r, size := utf8.DecodeRune(inside)
			text.WriteRune(r)
			inside = inside[size:]
			continue
		}
		switch c := inside[1]; c {
		case 'u':
			r := unit(inside)
			if inside = inside[6:]; utf16.IsSurrogate(r) {
				if r = utf16.DecodeRune(r, unit(inside)); r != utf8.RuneError {
					inside = inside[6:]
				}
			}
			text.WriteRune(r)
			continue
		case '"', '\\', '/':
			text.WriteByte(c)
		default:
			text.WriteByte("\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
		}
		inside = inside[2:]
	}
	return text.String()
}

// unit is the one that an escape such as \u00f1 stands for, at the beginning of a text; no surrogate where there is none.
func unit(s []byte) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return utf8.RuneError
	}
	n, _ := strconv.ParseUint(string(s[2:6]), 16, 16)
	return rune(n)
}
