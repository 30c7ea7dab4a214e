package verdict

import (
	"strings"
	"unicode/utf8"
)

// escaped is a text for HTML and XML, in an element or in a quoted attribute. What XML cannot hold is replaced.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r == '\'':
			b.WriteString("&#39;")
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case r < ' ' || r >= 0x7f && r < 0xa0 || steers(r) || r&0xfffe == 0xfffe:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// attribute is escaped for an attribute, in which XML would make blanks of line ends.
func attribute(text string) string {
	return strings.NewReplacer("\n", "&#10;", "\t", "&#9;").Replace(escaped(text))
}

// steers reports whether a letter changes the direction, or the lines, of the text around it.
func steers(r rune) bool {
	return r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
