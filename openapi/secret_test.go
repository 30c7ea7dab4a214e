package openapi

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestReveals(t *testing.T) {
	const odd = `a b"c/d<e\%41+` // everything that addresses and JSON escape
	encoded, err := json.Marshal(odd)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, text, token string
		want              bool
	}{
		{"no token", "anything", "", false},
		{"another text", "see 7a64 here", "7b64", false},
		{"as it stands", "see 7b64 here", "7b64", true},
		{"in other capitals", "7B64", "7b64", true},
		{"every letter percent-encoded", "100%%37%62%36%34", "7b64", true},
		{"every letter escaped as in JSON", `\u0037\u0062\u0036\u0034`, "7b64", true},
		{"half of an escape", "7b64%3", "7b643", false},
		{"no escape", `%zz7b\u64`, "7b64", false},
		{"escaped twice", "%2537b64", "77b64", false},
		{"odd, as it stands", odd, odd, true},
		{"odd, in a query", "x=" + url.QueryEscape(odd) + "&y", odd, true},
		{"odd, in a path", "/" + url.PathEscape(odd), odd, true},
		{"odd, in JSON of ours", quoted(odd), odd, true},
		{"odd, in JSON of Go", string(encoded), odd, true},
		{"odd, in JSON of PHP", strings.ReplaceAll(quoted(odd), "/", `\/`), odd, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Reveals(tt.text, tt.token); got != tt.want {
				t.Errorf("Reveals(%q, %q) = %t", tt.text, tt.token, got)
			}
		})
	}
}

// What is secret stands in the document.
func TestDocument_Secrets(t *testing.T) {
	d := mustWolkvox(t)
	admin, err := Admin()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{"wolkvox": d.Secrets, "admin": admin.Secrets}
	want := map[string][]string{"wolkvox": {"agent_pass", "password", "wolkvox-token"}, "admin": {"token"}}
	mustEqual(t, "secrets", want, got)
	for text, want := range map[string]bool{"agent_pass": true, "PASSWORDS": true, `{"Wolkvox_Token_2":1}`: true, "agent_id": false, "": false} {
		if got := d.namesSecret(text); got != want {
			t.Errorf("namesSecret(%q) = %t", text, got)
		}
	}
	for name, want := range map[string]bool{"agent_pass": true, "agent_name": false} {
		if p := mustOperation(t, "create_agent").parameter("body", name); p.Secret != want {
			t.Errorf("%s is secret: %t", name, p.Secret)
		}
	}
}

// No field of a violation holds a secret, wherever a client puts it.
func TestCheckRequest_secrets(t *testing.T) {
	const password = "s3cret"
	for _, hidden := range []string{token, strings.ToUpper(token), "see " + token + "!", strings.Repeat("x", 70) + token} {
		for _, o := range mustWolkvox(t).Operations {
			var requests []Request
			for _, p := range o.Parameters {
				r := Request{Query: q("api", o.API), Body: []byte(`{}`)}
				switch p.In {
				case "body":
					requests = append(requests, Request{Query: r.Query, Body: addField(r.Body, p.Name, "["+quoted(hidden)+",7]")})
					r.Body = addField(r.Body, p.Name, quoted(hidden))
				case "query":
					r.Query = q(p.Name, hidden)
				case "header":
					r.Header = http.Header{}
					r.Header.Set(p.Name, hidden)
				}
				requests = append(requests, r)
			}
			for _, body := range []string{
				`{"agent_id":"H"}`, `{"agent_id":["H"]}`, `{"H":1}`, `{"x":{"H":1}}`, `H`, `"H"`, `{"agent_id":"H`, `{"agent_id":"1"}H`, `["H"]`,
				`wolkvox-token=s3cret`, `{"password":"s3cret"}`, `{"agent_pass":["s3cret"]}`, `{"x":{"password":"s3cret"}}`, `["password","s3cret"]`,
			} {
				requests = append(requests, Request{Query: q("api", o.API, "agent_id", "x"), Body: []byte(strings.ReplaceAll(body, "H", hidden))})
			}
			requests = append(requests,
				Request{Query: q("api", o.API, hidden, "1")}, Request{Query: q("api", o.API, "x", hidden)},
				Request{Query: q("api", o.API, "Wolkvox-Token", password, "PASSWORD", password, "agent_pass", password)},
				Request{Query: q("agent_id", "x"), Base: "http://" + hidden + ".example.com"},
			)
			for _, r := range requests {
				r.Secret = token
				for _, v := range o.CheckRequest(r) {
					for _, text := range []string{v.Where, v.Got, v.Expected, v.Try} {
						if strings.Contains(text, token[:12]) || strings.Contains(text, password) {
							t.Errorf("a secret in %q", text)
						}
					}
				}
			}
		}
	}
}
