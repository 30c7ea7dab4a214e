package wire

import (
	"bytes"
	"encoding/json"
)

// A Value is a field of a JSON body: a text, or a list of texts.
type Value struct {
	Text string
	List []string // not nil for a list
}

// Fields reads the fields of a JSON object, and gives them as they came, too. What is no object has none (Q-BAD-JSON); null
// is a missing field, a number its text (Q-NULL-FIELD), also in a list, and anything else that is no text is no value.
func Fields(body []byte) (fields map[string]Value, raw map[string]json.RawMessage) {
	if json.Unmarshal(body, &raw) != nil {
		return nil, nil
	}
	fields = make(map[string]Value, len(raw))
	for name, field := range raw {
		if s, ok := scalar(field); ok {
			fields[name] = Value{Text: s}
			continue
		}
		var members []json.RawMessage
		if json.Unmarshal(field, &members) != nil || members == nil {
			continue
		}
		list := make([]string, 0, len(members))
		for _, m := range members {
			if s, ok := scalar(m); ok && s != "" {
				list = append(list, s)
			}
		}
		fields[name] = Value{List: list}
	}
	return fields, raw
}

// scalar is the text of a JSON text or number.
func scalar(field json.RawMessage) (string, bool) {
	field = bytes.TrimSpace(field)
	switch c := field[0]; {
	case c == '"':
		var s string
		err := json.Unmarshal(field, &s)
		return s, err == nil
	case c == '-' || '0' <= c && c <= '9':
		return string(field), true
	}
	return "", false
}
