package mockserver

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"wolkvoxmock/openapi"
)

// The real resources are PHP files, so a request is read as PHP reads it (facts: inferred, PHP's general rules).

// parseQuery splits a query. It never fails: a broken percent-encoding stands as it is, a semicolon is no separator, a
// raw plus is a blank (Q-PLUS), and dots and blanks in a name become underscores (Q-PHP-QUERY).
func parseQuery(raw string) openapi.Values {
	if raw == "" {
		return nil
	}
	values := make(openapi.Values, 0, 1+strings.Count(raw, "&"))
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name = strings.TrimLeft(decode(name), " "); name == "" {
			continue
		}
		if strings.IndexByte(name, '.') >= 0 || strings.IndexByte(name, ' ') >= 0 {
			name = strings.NewReplacer(".", "_", " ", "_").Replace(name)
		}
		values = append(values, openapi.Value{Name: name, Value: decode(value)})
	}
	return values
}

func decode(s string) string {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 { // ContainsAny is dearer than all the rest
		return s
	}
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		if s[i] == '+' {
			b.WriteByte(' ')
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// A value is a field of a JSON body: a text, or a list of texts.
type value struct {
	text string
	list []string
}

// parseBody reads the fields of a JSON object. What is no object has none (Q-BAD-JSON); null is a missing field, a
// number its text (Q-NULL-FIELD), also in a list, and anything else that is no text is no value.
func parseBody(body []byte) map[string]value {
	var raw map[string]json.RawMessage
	if json.Unmarshal(body, &raw) != nil {
		return nil
	}
	fields := make(map[string]value, len(raw))
	for name, field := range raw {
		if s, ok := scalar(field); ok {
			fields[name] = value{text: s}
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
		fields[name] = value{list: list}
	}
	return fields
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
