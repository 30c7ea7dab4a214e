package openapi

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Place is where a request goes: a world of a mock.
type Place struct {
	URL           string // scheme and host
	World         string
	Server, Token string // of the world
}

// TokenVariable is the variable of the shell that stands in a command line for the token, which is shown to nobody.
const TokenVariable = "WOLKVOX_TOKEN"

// TokenPlaceholder stands for the token in a Place until the command line is written; the vendor's pages write it so too.
const TokenPlaceholder = "{{token}}"

// Curl is the call as a command line that is safe to paste into a POSIX shell. What is too large to be printed comes from a
// pipe.
func (c *Call) Curl(at Place) string {
	var header []string
	if name := c.Operation.doc.TokenHeader(); name != "" {
		if token, other := c.Header[name]; token != "" || !other {
			header = append(header, name+": "+cmp.Or(token, at.Token))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Header)) {
		if name != c.Operation.doc.TokenHeader() {
			header = append(header, name+": "+c.Header[name])
		}
	}
	before, data := "", ""
	switch body := c.JSON(); {
	case c.Size > 0:
		before, data = zeros(c.Size), " --data-binary @-"
	case body != "":
		header, data = append(header, "Content-Type: "+jsonType), " -d "+quote(body)
	}
	for _, f := range c.Files {
		content := strings.Repeat("a", f.Size)
		if f.Size > 100 {
			before, content = zeros(f.Size), "@-"
		}
		data += " -F " + quote(f.Part+"="+content+";filename="+f.Name)
	}
	line := before + curl(c.Method, at.URL+c.Target())
	for _, h := range header {
		line += " -H " + quote(h)
	}
	return line + data
}

func curl(method, target string) string { return "curl -X " + method + " " + quote(target) }

func zeros(size int) string { return fmt.Sprintf("head -c %d /dev/zero | ", size) }

// quote makes one word of s for a POSIX shell, which puts the token where its placeholder stands.
func quote(s string) string {
	if before, ends := strings.CutSuffix(s, TokenPlaceholder); ends && !strings.ContainsAny(before, "\"\\$`!{") {
		return `"` + before + "$" + TokenVariable + `"`
	}
	word := "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	return strings.ReplaceAll(word, TokenPlaceholder, `'"$`+TokenVariable+`"'`)
}

// Curl is a command line that sends a correct request: what was correct in r stays, the rest is the document's example.
func (o *Operation) Curl(r Request) string { return o.correctCall(r).corrected(r) }

// correctCall is the request of Curl.
func (o *Operation) correctCall(r Request) *Call {
	c := o.call(r)
	if !slices.ContainsFunc(o.Parameters, func(p Parameter) bool { return p.In == "body" && c.Params[p.Name] != nil }) {
		c.body = o.bodyExample
	}
	return c
}

// corrected is the command line of a correct request in place of r, at the same address.
func (c *Call) corrected(r Request) string {
	base := r.Base
	if base == "" || r.redactor(c.Operation.doc).in(base) {
		base = c.Operation.doc.defaultServer()
	}
	return c.Curl(Place{URL: base, Token: TokenPlaceholder})
}
