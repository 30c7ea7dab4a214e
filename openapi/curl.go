package openapi

import (
	"encoding/json"
	"net/url"
	"strings"
)

// Curl is a command line that sends a correct request: what was correct in r stays, the rest is the document's example.
// The token is written {{token}}, as the vendor's pages do.
func (o *Operation) Curl(r Request) string {
	var query []string
	var body map[string]string
	sent := map[string]any{}
	_ = json.Unmarshal(r.Body, &sent)
	path := o.Path
	for i := range o.Parameters {
		p := &o.Parameters[i]
		switch p.In {
		case "query":
			if v := p.correct(r.Query.Get(p.Name), r.Secret); v != "" {
				query = append(query, p.Name+"="+url.QueryEscape(v))
			}
		case "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(p.correct(r.Path[p.Name], r.Secret)))
		case "body":
			given, _ := sent[p.Name].(string)
			if v := p.correct(given, r.Secret); v != "" {
				if body == nil {
					body = map[string]string{}
				}
				body[p.Name] = v
			}
		}
	}
	base := r.Base
	if base == "" {
		base = o.doc.Server(o.doc.spec.Servers[0].Variables["wolkvox_server"].Default)
	}
	target := base + path
	if len(query) > 0 {
		target += "?" + strings.Join(query, "&")
	}
	line := "curl -X " + o.Method + " " + quote(target) + " -H " + quote(o.doc.TokenHeader()+": {{token}}")
	if body != nil {
		b, _ := json.Marshal(body) // strings only
		line += " -d " + quote(string(b))
	}
	return line
}

// correct is the value itself when it keeps the schema, else the example; nothing for an optional parameter not given.
func (p *Parameter) correct(value, secret string) string {
	switch {
	case value != "" && p.accepts(value) && (secret == "" || !strings.Contains(value, secret)):
		return value
	case len(p.Enum) > 0:
		return p.Enum[0]
	case p.Required:
		return p.Example
	}
	return ""
}

// quote makes one word of s for a POSIX shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
