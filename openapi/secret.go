package openapi

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const redacted = "(redacted)"

// Redact takes a token out of a text, as it stands and as addresses and JSON escape it.
func Redact(text, token string) string {
	for _, form := range forms(token) {
		text = strings.ReplaceAll(text, form, redacted)
	}
	return text
}

// holds reports whether a text has a token in it, as it stands or as addresses and JSON escape it.
func holds(text, token string) bool {
	return slices.ContainsFunc(forms(token), func(form string) bool { return strings.Contains(text, form) })
}

// forms are a token as it stands and escaped once; none for no token.
func forms(token string) []string {
	query := url.QueryEscape(token)
	switch {
	case token == "":
		return nil
	case query == token: // letters and digits, which nothing escapes
		return []string{token}
	}
	encoded, _ := json.Marshal(token) // it escapes more than we do
	return []string{token, query, url.PathEscape(token), string(appendEscaped(nil, token)), strings.Trim(string(encoded), `"`)}
}

// NamesSecret reports whether a text has the name of a secret in it, in any case.
func (d *Document) NamesSecret(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(d.Secrets, func(name string) bool { return strings.Contains(text, strings.ToLower(name)) })
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

// A redactor keeps secrets out of what is shown: what the document calls one, and the token of a request.
type redactor struct {
	doc   *Document
	token string
}

// name shows the name of a parameter or a path of fields that a client made up.
func (r redactor) name(name string) string {
	if holds(name, r.token) {
		return redacted
	}
	short := shorten(name)
	if strings.ContainsFunc(short, func(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }) {
		return quoted(short)
	}
	return short
}

// value shows a text as a JSON string, unless it or its name is secret.
func (r redactor) value(name, value string) string {
	if r.doc.NamesSecret(name) || holds(value, r.token) {
		return redacted
	}
	return quoted(shorten(value))
}

// json shows the JSON of what stands at a path. A list or an object may have secret fields of its own.
func (r redactor) json(path []string, value string) string {
	within := value != "" && (value[0] == '{' || value[0] == '[')
	if slices.ContainsFunc(path, r.doc.NamesSecret) || holds(value, r.token) || within && r.doc.NamesSecret(value) {
		return redacted
	}
	return shorten(value)
}

// raw shows a body that cannot be understood.
func (r redactor) raw(body string) string {
	if r.doc.NamesSecret(body) {
		return redacted
	}
	return r.value("", body)
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
