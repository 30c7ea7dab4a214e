package openapi

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A token with everything that addresses and JSON escape.
const oddToken = `a b"c/d<é\%`

func TestRedact(t *testing.T) {
	encoded, err := json.Marshal(oddToken)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, text, token string
		redacted          string // the text itself when it holds no token
	}{
		{"no token", "see 7b64 here", "", "see 7b64 here"},
		{"another text", "see 7b63 here", "7b64", "see 7b63 here"},
		{"as it stands, twice", "see 7b64, 7b64!", "7b64", "see (redacted), (redacted)!"},
		{"odd", "see " + oddToken, oddToken, "see (redacted)"},
		{"in a query", "x=" + url.QueryEscape(oddToken) + "&y", oddToken, "x=(redacted)&y"},
		{"in a path", "/" + url.PathEscape(oddToken), oddToken, "/(redacted)"},
		{"in JSON of ours", quoted(oddToken), oddToken, `"(redacted)"`},
		{"in JSON of Go", string(encoded), oddToken, `"(redacted)"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Redact(tt.text, tt.token); got != tt.redacted {
				t.Errorf("Redact(%q) = %q, want %q", tt.text, got, tt.redacted)
			}
			if got := holds(tt.text, tt.token); got != (tt.text != tt.redacted) {
				t.Errorf("holds(%q) = %t", tt.text, got)
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
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	for text, want := range map[string]bool{"agent_pass": true, "PASSWORDS": true, `{"Wolkvox-Token":1}`: true, "agent_id": false, "": false} {
		if got := d.NamesSecret(text); got != want {
			t.Errorf("NamesSecret(%q) = %t", text, got)
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
	for _, hidden := range []string{token, "see " + token + "!", strings.Repeat("x", 70) + token} {
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
