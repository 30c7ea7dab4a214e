package wire

import (
	"iter"
	"net/url"
	"strings"
)

// Query gives the parameters of a raw query, name and value, in the order in which they came. It never fails: a broken
// percent-encoding stands as it is, a semicolon is no separator, a raw plus is a blank (Q-PLUS), and dots and blanks in a
// name become underscores (Q-PHP-QUERY).
func Query(raw string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for len(raw) > 0 {
			var pair string
			pair, raw, _ = strings.Cut(raw, "&")
			name, value, _ := strings.Cut(pair, "=")
			if name = strings.TrimLeft(decode(name), " "); name == "" {
				continue
			}
			if strings.IndexByte(name, '.') >= 0 || strings.IndexByte(name, ' ') >= 0 {
				name = strings.NewReplacer(".", "_", " ", "_").Replace(name)
			}
			if !yield(name, decode(value)) {
				return
			}
		}
	}
}

func decode(s string) string {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 { // ContainsAny costs more than all the rest
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
