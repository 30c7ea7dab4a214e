package openapi

import (
	"cmp"
	"net/url"
	"strings"
)

// Curl is a command line that sends a correct request: what was correct in r stays, the rest is the document's example.
// The token is written {{token}}, as the vendor's pages do. It is safe to paste into a POSIX shell.
func (o *Operation) Curl(r Request) string {
	var query, header, body, form []string
	value, _ := decode(r.Body)
	sent, _ := value.(map[string]any)
	path := o.Path
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch p.In {
		case "query":
			if v := p.correct(r.Query.Get(p.Name), r.Secret); v != "" {
				query = append(query, url.QueryEscape(p.Name)+"="+url.QueryEscape(v))
			}
		case "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(p.correct(r.Path[p.Name], r.Secret)))
		case "header":
			if v := p.correct(r.Header.Get(p.Name), r.Secret); v != "" {
				header = append(header, p.Name+": "+v)
			}
		case "body":
			given, text := sent[p.Name].(string)
			switch v := p.correct(given, r.Secret); {
			case p.Kind == File:
				form = append(form, p.Name+"=@"+cmp.Or(p.Example, "FILE"))
			case text && v == given && v != "" || p.schemaType == "string" && v != "":
				body = append(body, quoted(p.Name)+":"+quoted(v))
			case p.Required && p.json != "":
				body = append(body, quoted(p.Name)+":"+p.json)
			}
		}
	}
	data := ""
	switch {
	case body != nil:
		header, data = append(header, "Content-Type: "+jsonType), " -d "+quote("{"+strings.Join(body, ",")+"}")
	case o.bodyExample != "":
		header, data = append(header, "Content-Type: "+jsonType), " -d "+quote(o.bodyExample)
	}
	for _, f := range form {
		data += " -F " + quote(f)
	}
	base := r.Base
	if base == "" || Reveals(base, r.Secret) {
		base = o.doc.defaultServer()
	}
	target := base + path
	if len(query) > 0 {
		target += "?" + strings.Join(query, "&")
	}
	if name := o.doc.TokenHeader(); name != "" {
		header = append([]string{name + ": {{token}}"}, header...)
	}
	line := "curl -X " + o.Method + " " + quote(target)
	for _, h := range header {
		line += " -H " + quote(h)
	}
	return line + data
}

// correct is the value itself when the fast check accepts it, else the example; nothing for an optional parameter.
func (p *Parameter) correct(value, token string) string {
	switch {
	case value != "" && len(value) <= 200 && p.acceptsText(value) && !p.Secret && !Reveals(value, token):
		return value
	case !p.Required:
		return ""
	case len(p.Enum) > 0:
		return p.Enum[0]
	}
	return p.Example
}

// quote makes one word of s for a POSIX shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
