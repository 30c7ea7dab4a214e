package wire

import (
	"bytes"
	"encoding/json"

	"wolkvoxmock/openapi/scan"
)

// A Value is a field of a JSON body: a text, or a list of texts.
type Value struct {
	Text   string
	List   []string // not nil for a list, of which it has the first MaxList
	Beyond int      // how many more the list has
}

// MaxList is how many texts of a list are taken apart: the most records that a request may have (Q-LIMITS).
const MaxList = 10_000

// maxOthers is how many fields of a body are kept that are not known.
const maxOthers = 1000

// Fields reads the known fields of a JSON object, and gives all as they came, too, but of those that are not known only the
// first maxOthers. What is no object has none (Q-BAD-JSON); null is a missing field, a number its text (Q-NULL-FIELD), also
// in a list, and anything else that is no text is no value. The fields as they came share the memory of the body.
func Fields(body []byte, known func(name string) bool) (fields map[string]Value, raw map[string]json.RawMessage) {
	if raw = scan.Fields(body, known, maxOthers); raw == nil {
		if string(bytes.TrimSpace(body)) == "null" {
			return map[string]Value{}, nil
		}
		return nil, nil
	}
	fields = make(map[string]Value, min(len(raw), maxOthers))
	for name, field := range raw {
		if !known(name) {
			continue
		}
		if s, ok := scalar(field); ok {
			fields[name] = Value{Text: s}
		} else if field[0] == '[' {
			fields[name] = texts(field)
		}
	}
	return fields, raw
}

// texts are those of a JSON list that are not empty.
func texts(list []byte) Value {
	n := 0
	for item := range scan.Items(list) {
		if isScalar(item) && string(item) != `""` {
			n++
		}
	}
	all := make([]string, 0, min(n, MaxList))
	for item := range scan.Items(list) {
		if len(all) == cap(all) {
			break
		}
		if s, ok := scalar(item); ok && s != "" {
			all = append(all, s)
		}
	}
	return Value{List: all, Beyond: n - len(all)}
}

// scalar is the text of a JSON text or number.
func scalar(field []byte) (string, bool) {
	switch {
	case !isScalar(field):
		return "", false
	case field[0] == '"':
		return scan.Text(field), true
	}
	return string(field), true
}

func isScalar(field []byte) bool {
	return field[0] == '"' || field[0] == '-' || '0' <= field[0] && field[0] <= '9'
}
