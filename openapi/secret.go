package openapi

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Redacted is what is shown in the place of a secret.
const Redacted = "(redacted)"

// Reveals reports whether a text holds a token, in any case: as it stands, or escaped once, as addresses or as JSON are.
func Reveals(text, token string) bool {
	token = strings.ToLower(token)
	return token != "" && AnySpelling(text, func(lower string) bool { return strings.Contains(lower, token) })
}

// AnySpelling reports whether something is true of a text in lower case: as it stands, or unescaped once.
func AnySpelling(text string, is func(lower string) bool) bool {
	return is(strings.ToLower(text)) ||
		strings.Contains(text, "%") && is(strings.ToLower(unescape(text, "%", 2))) ||
		strings.Contains(text, "+") && is(strings.ToLower(unescape(strings.ReplaceAll(text, "+", " "), "%", 2))) ||
		strings.Contains(text, `\`) && is(strings.ToLower(unescapedJSON.Replace(unescape(text, `\u`, 4))))
}

var unescapedJSON = strings.NewReplacer(
	`\"`, `"`, `\\`, `\`, `\/`, `/`, `\n`, "\n", `\r`, "\r", `\t`, "\t", `\b`, "\b", `\f`, "\f")

// unescape undoes escapes of a sign and a number of hexadecimal digits, as %41 and \u0041; what is no escape stays.
func unescape(text, sign string, digits int) string {
	parts := strings.Split(text, sign)
	for i, part := range parts[1:] {
		c, err := strconv.ParseUint(part[:min(digits, len(part))], 16, 8)
		if err != nil || len(part) < digits {
			parts[i+1] = sign + part
			continue
		}
		parts[i+1] = string([]byte{byte(c)}) + part[digits:]
	}
	return strings.Join(parts, "")
}

// SecretWords are the last words of the names of secrets, in lower case, as in wolkvox-token and agent_pass. A name that has
// one of them is taken for a secret, for clients misspell the rest.
func (d *Document) SecretWords() (words []string) {
	for _, name := range d.Secrets {
		word := strings.ToLower(name[strings.LastIndexAny(name, "-_")+1:])
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// namesSecret reports whether a text has the name of a secret in it, in any case.
func (d *Document) namesSecret(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(d.SecretWords(), func(word string) bool { return strings.Contains(text, word) })
}

func isSecret(schema *yaml.Node) bool { return text(schema, "format") == "password" }

// secrets adds the names of the fields and parameters within a node whose schema has the format `password`.
func secrets(n *yaml.Node, names []string) []string {
	if name := text(n, "name"); name != "" && isSecret(field(n, "schema")) {
		names = append(names, name)
	}
	_ = entries(field(n, "properties"), func(name string, schema *yaml.Node) error {
		if isSecret(schema) {
			names = append(names, name)
		}
		return nil
	})
	for _, child := range n.Content {
		names = secrets(child, names)
	}
	return names
}

// A redactor keeps secrets out of what is shown: what the document calls one, and the credentials of a request.
type redactor struct {
	doc    *Document
	token  string
	others Credentials // nil: only the token is one
}

func (r Request) redactor(d *Document) redactor { return redactor{d, r.Secret, r.Credentials} }

// MaxToken is how many bytes a token may have: of a longer one, which nobody knows, the beginning is looked for. LongestSecret
// is how long one is when all of it is escaped.
const (
	MaxToken      = 200
	LongestSecret = len(`\u0000`) * MaxToken
)

// in reports whether a text has a credential in its beginning: in as much as is shown of it.
func (r redactor) in(text string) bool {
	text = text[:min(len(text), longestShown+LongestSecret)]
	return Reveals(text, r.token[:min(len(r.token), MaxToken)]) || r.others != nil && r.others.Reveals(text)
}

// unnamed reports whether a name that the document does not describe is that of a secret, or much like one.
func (r redactor) unnamed(name string) bool {
	return r.doc.namesSecret(name) || NearSecret(name, r.doc.SecretWords())
}

// NearSecret reports whether a part of a name is one of the words of secrets but for a slip of the pen: "tokn", "agent_pas".
func NearSecret(name string, words []string) bool {
	const longest = 20 // bytes
	isLetter := func(r rune) bool { return 'a' <= r && r <= 'z' || r >= utf8.RuneSelf }
	for part := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return !isLetter(r) }) {
		for _, word := range words {
			if len(part) > 2 && len(part) <= longest && distance(part, word) <= len(word)/4 {
				return true
			}
		}
	}
	return false
}

// name shows the name of a parameter or a path of fields that a client invented.
func (r redactor) name(name string) string {
	if r.in(name) {
		return Redacted
	}
	short := shorten(name)
	if strings.ContainsFunc(short, func(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }) {
		return quoted(short)
	}
	return short
}

// value shows a text as a JSON string, unless it or its name is secret.
func (r redactor) value(name, value string) string {
	if r.unnamed(name) || r.in(value) {
		return Redacted
	}
	return quoted(shorten(value))
}

// json shows the JSON of what stands at a path. A list or an object may have secret fields of its own.
func (r redactor) json(path []string, value string) string {
	within := value != "" && (value[0] == '{' || value[0] == '[')
	if slices.ContainsFunc(path, r.unnamed) || r.in(value) || within && r.speaks(value) {
		return Redacted
	}
	return shorten(value)
}

// raw shows a body that cannot be understood.
func (r redactor) raw(body string) string {
	if r.speaks(body) {
		return Redacted
	}
	return r.value("", body)
}

// speaks reports whether a text has the name of a secret in it, or in what is shown of it something much like one.
func (r redactor) speaks(text string) bool {
	return AnySpelling(text, r.doc.namesSecret) || NearSecret(shorten(text), r.doc.SecretWords())
}

// shorten cuts a text after 80 bytes at most, between two letters.
func shorten(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// quoted is a text as a JSON string.
func quoted(text string) string { return string(appendEscaped([]byte{'"'}, text)) + `"` }
