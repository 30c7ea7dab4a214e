package openapi

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wolkvoxmock/openapi/scan"
)

// What is looked for in a request that breaks the contract: all of a common one. Of a large one nobody reads thousands of
// violations, and each costs more than the bytes that make it; so it is abridged before it is checked. What the
// document describes is kept, of everything else the beginning.
const (
	longestChecked = 16 << 10 // bytes of a body that is checked as it came, and of what is kept of a value of a longer one
	longestWhole   = 64 << 10 // bytes of a body of the control API of which all violations are looked for
	longestValue   = 4 << 10  // bytes that are kept of a text or a number within it
	mostKept       = 100      // others that are kept: parameters of a query, fields, members of a list
	mostWrong      = 20       // wrong members of a list that are kept beside the first mostKept
	deepestKept    = 100      // lists and objects within each other that are kept
)

// abridged is the request with as much of it as is checked.
func (o *Operation) abridged(r Request) Request { return r.abridged(o.documents, o) }

// abridged is the request with as much of it as is checked. known are the names that the document describes; o is nil while
// it is unknown.
func (r Request) abridged(known func(name string) bool, o *Operation) Request {
	r.Query = abridgedQuery(r.Query, known)
	if len(r.Body) <= longestChecked || o != nil && o.doc.tokenHeader == "" { // the control API refuses what breaks its document
		return r
	}
	fields := r.Fields
	if fields == nil {
		fields = scan.Fields(r.Body, known, mostKept)
	}
	switch {
	case fields != nil:
		r.Fields, r.moved = abridgedFields(fields, known, o)
		r.Body = objectOf(r.Fields)
	case json.Valid(r.Body):
		a := abridger{left: longestChecked}
		r.Body = a.value(nil, bytes.TrimSpace(r.Body), 0)
	case len(bytes.TrimSpace(r.Body)) == 0:
		r.Body = nil
	default: // the sign makes sure that it is no JSON now either
		r.Body = append(bytes.Clone(r.Body[:longestChecked]), "…"...)
	}
	return r
}

// abridgedQuery keeps the first and the last of each name that is known, and the first of the others.
func abridgedQuery(q Values, known func(name string) bool) Values {
	if len(q) <= mostKept {
		return q
	}
	last := map[string]int{}
	for i, v := range q {
		if known(v.Name) {
			last[v.Name] = i
		}
	}
	var kept Values
	others, first := 0, map[string]bool{}
	for i, v := range q {
		at, isKnown := last[v.Name]
		switch {
		case isKnown && (at == i || !first[v.Name]):
			first[v.Name] = true
		case isKnown || others == mostKept:
			continue
		default:
			others++
		}
		kept = append(kept, v)
	}
	return kept
}

// abridgedFields abridges fields, and says which members of lists stand where in what is kept of them, by the names of the fields.
func abridgedFields(
	fields map[string]json.RawMessage, known func(name string) bool, o *Operation,
) (kept map[string]json.RawMessage, moved map[string][]int) {
	kept, moved = map[string]json.RawMessage{}, map[string][]int{}
	others := abridger{left: longestChecked}
	n := 0
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value := fields[name]
		short := name
		if len(name) > longestValue {
			short = strings.ToValidUTF8(name[:longestValue], "")
		}
		var p *Parameter
		if o != nil {
			p = o.parameter("body", name)
		}
		switch a := (abridger{left: longestChecked}); {
		case p != nil && p.fast != nil && value[0] == '[':
			kept[name], moved[name] = a.items(p.fast, value)
		case known(name):
			kept[name] = a.value(nil, value, 0)
		case n < mostKept:
			n++
			kept[short] = others.value(nil, value, 0)
		}
	}
	return kept, moved
}

// objectOf is the JSON of fields.
func objectOf(fields map[string]json.RawMessage) []byte {
	body := []byte{'{'}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if len(body) > 1 {
			body = append(body, ',')
		}
		body = append(append(append(body, quoted(name)...), ':'), fields[name]...)
	}
	return append(body, '}')
}

// An abridger shortens JSON values, and leaves them valid.
type abridger struct{ left int } // bytes that may still be kept

// value appends what is kept of a value that is so deep within others.
func (a *abridger) value(dst, value []byte, depth int) []byte {
	switch {
	case value[0] == '"':
		return a.add(dst, shorterText(value))
	case value[0] != '[' && value[0] != '{':
		return a.add(dst, shorterNumber(value))
	case depth == deepestKept:
		return a.add(dst, []byte("null"))
	}
	n, isList := 0, value[0] == '['
	dst = a.add(dst, value[:1])
	keep := func(name, within []byte) bool {
		if n == mostKept || n > 0 && a.left < 0 {
			return false
		}
		if n++; n > 1 {
			dst = append(dst, ',')
		}
		if !isList {
			dst = append(a.add(dst, shorterText(name)), ':')
		}
		dst = a.value(dst, within, depth+1)
		return true
	}
	if isList {
		scan.Items(value)(func(item []byte) bool { return keep(nil, item) })
		return append(dst, ']')
	}
	scan.Members(value)(keep)
	return append(dst, '}')
}

func (a *abridger) add(dst, kept []byte) []byte {
	a.left -= len(kept)
	return append(dst, kept...)
}

// items is value for a list, of whose wrong members it keeps some wherever they stand; with the place of each in the list.
func (a *abridger) items(v *fastValue, list []byte) (kept []byte, places []int) {
	kept = append(kept, '[')
	wrong, place := 0, -1
	for item := range scan.Items(list) {
		place++
		switch {
		case len(places) < mostKept && a.left > 0: // as it comes
		case wrong == mostWrong:
			return append(kept, ']'), places
		case v.acceptsItem(item):
			continue
		default:
			wrong++
		}
		if len(places) > 0 {
			kept = append(kept, ',')
		}
		kept, places = a.value(kept, item, 1), append(places, place)
	}
	return append(kept, ']'), places
}

// shorterText cuts a JSON text, between two of its characters.
func shorterText(text []byte) []byte {
	if len(text) <= longestValue {
		return text
	}
	i := 1
	for i < longestValue {
		switch c := text[i]; {
		case c == '\\' && text[i+1] == 'u':
			i += 6
		case c == '\\':
			i += 2
		case c < utf8.RuneSelf:
			i++
		default:
			_, size := utf8.DecodeRune(text[i:])
			i += size
		}
	}
	return append(text[:i:i], '"')
}

// shorterNumber cuts a number; true, false and null are short.
func shorterNumber(number []byte) []byte {
	if len(number) <= longestValue {
		return number
	}
	return []byte(strings.TrimRight(string(number[:longestValue]), ".eE+-"))
}

// unmoved is where what stands at a path of an abridged body stands in the body.
func (c *checker) unmoved(path []string) []string {
	if len(path) < 2 {
		return path
	}
	places := c.moved[path[0]]
	i, err := strconv.Atoi(path[1])
	if err != nil || i >= len(places) {
		return path
	}
	path = slices.Clone(path)
	path[1] = strconv.Itoa(places[i])
	return path
}
