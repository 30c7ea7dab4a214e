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

// parseBody reads the fields of a JSON object. What is no object has none (Q-BAD-JSON); null is a missing field, a
// number its text (Q-NULL-FIELD), and anything else that is no text is no value.
func parseBody(body []byte) map[string]string {
	var raw map[string]json.RawMessage
	if json.Unmarshal(body, &raw) != nil {
		return nil
	}
	fields := make(map[string]string, len(raw))
	for name, value := range raw {
		value = bytes.TrimSpace(value)
		switch c := value[0]; {
		case c == '"':
			var s string
			if json.Unmarshal(value, &s) == nil {
				fields[name] = s
			}
		case c == '-' || '0' <= c && c <= '9':
			fields[name] = string(value)
		}
	}
	return fields
}
