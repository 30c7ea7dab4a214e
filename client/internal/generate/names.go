package main

import (
	"go/token"
	"slices"
	"strings"
	"unicode"
)

// initialisms are the words that Go writes in capitals.
var initialisms = []string{
	"acw", "aht", "api", "aws", "bi", "crm", "dnc", "dni", "dtmf", "id", "ip", "ivr", "nit", "pbx", "rp", "rpc", "sms", "sso",
	"url", "vto",
}

// exported is the Go name of something that the document spells with underscores: customer_id is CustomerID.
func exported(name string) string { return join(words(name)) }

// unexported is exported with a small beginning: customerID, and for id_camp it is idCamp.
func unexported(name string) string {
	w := words(name)
	name = w[0] + join(w[1:])
	if token.IsKeyword(name) {
		name += "_"
	}
	return name
}

func words(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func join(words []string) (name string) {
	for _, word := range words {
		if slices.Contains(initialisms, word) {
			name += strings.ToUpper(word)
		} else {
			name += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return name
}
