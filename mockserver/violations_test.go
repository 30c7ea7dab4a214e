package mockserver_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/openapi"
)

// What is wrong with a request is noted and not refused, as far as the service would understand it all the same; and
// each note has a corrected request, which works.
func TestViolations_notedNotRefused(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		what    string
		ask     ask
		outcome string
		rules   []string // rule: where: got
		fixed   string   // outcome of the corrected request
	}{
		{"nothing", hang, "hung_up", nil, ""},
		{"unknown parameter", box("hang", "agent_id=12989&agentid=1"), "hung_up", []string{`parameter-unknown: query agentid: "1"`}, "hung_up"},
		{"parameter of another operation", box("hang", "agent_id=12989&status=101"), "hung_up", []string{`parameter-unknown: query status: "101"`}, "hung_up"},
		{"parameter twice", box("hang", "agent_id=99999&agent_id=12989"), "hung_up", []string{`parameter-repeated: query agent_id: "12989"`}, "hung_up"},
		{"parameter in the wrong form", box("change_status", "agent_id=12991&status=a+b"), "state_unknown", []string{`parameter-value: query status: "a b"`}, "status_changed"},
		{"agent in the wrong form", box("hang", "agent_id=ana"), "agent_unknown", []string{`parameter-value: query agent_id: "ana"`}, "hung_up"},
		{"phone in the wrong form", box("transfer", "agent_id=12990&customer_phone=300-000"), "transferred", []string{`parameter-value: query customer_phone: "300-000"`}, "transferred"},
		{"parameter missing", box("hang", ""), "parameter_missing", []string{`parameter-missing: query agent_id: nothing`}, "hung_up"},
		{"parameter empty", box("aux_call", "agent_id=12993&customer_phone="), "parameter_missing", []string{`parameter-missing: query customer_phone: nothing`}, "called"},
		{"server in the wrong form", hang.with("wolkvox_server", "wv42"), "hung_up", []string{`parameter-value: header wolkvox_server: "wv42"`}, "hung_up"},
		{"body is no JSON", conf("disable_agent", "agent_id: 12992"), "parameter_missing", []string{`body-json: body: "agent_id: 12992"`}, "agent_disabled"},
		{"body is a form", conf("disable_agent", "agent_id=12992"), "parameter_missing", []string{`body-form: body: "agent_id=12992"`}, "agent_disabled"},
		{"body is absent", conf("disable_agent", ""), "parameter_missing", []string{`body-json: body: nothing`}, "agent_disabled"},
		{"body is a list", conf("disable_agent", "[]"), "parameter_missing", []string{`body-json: body: []`}, "agent_disabled"},
		{"number for a text", conf("disable_agent", `{"agent_id":12992}`), "agent_disabled", []string{`body-value: body /agent_id: 12992`}, "agent_disabled"},
		{"null for a text", conf("disable_agent", `{"agent_id":null}`), "parameter_missing", []string{`body-value: body /agent_id: null`}, "agent_disabled"},
		{"unknown field", conf("disable_agent", `{"agent_id":"12992","name":"x"}`), "agent_disabled", []string{`body-value: body /name: "x"`}, "agent_disabled"},
		{"field missing", conf("disable_agent", `{}`), "parameter_missing", []string{`parameter-missing: body /agent_id: nothing`}, "agent_disabled"},
		{"field in the query", conf("disable_agent&agent_id=12992", `{"agent_id":"12992"}`), "agent_disabled", []string{`parameter-unknown: query agent_id: "12992"`}, "agent_disabled"},
		{"several", box("hang", "agent_id=ana&x=1&y=2"), "agent_unknown", []string{`parameter-unknown: query x: "1"`, `parameter-unknown: query y: "2"`, `parameter-value: query agent_id: "ana"`}, "hung_up"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, s)
			c := callerOf(t, w)
			c.mustGet(tt.outcome, tt.ask)
			var rules []string
			found := newest(t, w).Violations
			for _, v := range found {
				rules = append(rules, string(v.Rule)+": "+v.Where+": "+v.Got)
				if !strings.HasPrefix(v.Source, "https://www.wolkvox.com/en/") || v.Expected == "" {
					t.Errorf("no source, or no expectation: %+v", v)
				}
			}
			if diff := cmp.Diff(tt.rules, rules); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			for _, v := range found {
				ok(t, w.Reset())
				c.mustGet(tt.fixed, fromCurl(t, s.URL(), v.Try))
				if e := newest(t, w); len(e.Violations) != 0 {
					t.Errorf("the corrected request %s has violations: %v", v.Try, e.Violations)
				}
			}
		})
	}
}

// fromCurl reads the command line of a corrected request.
func fromCurl(t *testing.T, base, line string) ask {
	t.Helper()
	words := shellWords(line)
	if len(words) < 4 || words[0] != "curl" || words[1] != "-X" {
		t.Fatalf("not a curl command line: %s", line)
	}
	target, here := strings.CutPrefix(words[3], base)
	if !here {
		t.Fatalf("the corrected request goes to %s, not to %s", words[3], base)
	}
	a, token := ask{method: words[2], target: target}, false
	for i := 4; i+1 < len(words); i += 2 {
		switch value := words[i+1]; {
		case words[i] == "-H" && value == "wolkvox-token: $"+openapi.TokenVariable:
			token = true
		case words[i] == "-H":
			name, text, _ := strings.Cut(value, ": ")
			a = a.with(name, text)
		case words[i] == "-d":
			a.body = value
		}
	}
	if !token {
		t.Errorf("the corrected request has no token: %s", line)
	}
	return a
}

// shellWords splits a command line whose only quotes are single.
func shellWords(line string) (words []string) {
	var word strings.Builder
	var quote rune // which closes what is open
	for _, r := range line + " " {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case r == ' ' && quote == 0:
			words = append(words, word.String())
			word.Reset()
		default:
			word.WriteRune(r)
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// A reply that breaks the document is found by Run: here the example keeps its schema, and what it is filled with not.
func TestViolations_ofOurOwnReplies(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	narrow := mustReplace(t, string(doc.Source()), "conn_id: {type: string, description", `conn_id: {type: string, pattern: '^[^0-9]*$', description`)
	witness := &witness{name: t.Name()}
	s := mockserver.Run(witness, mockserver.WithDocument([]byte(narrow)))
	if witness.fatal != "" {
		t.Fatal(witness.fatal)
	}
	callerOf(t, s.Default()).mustGet("transferred", box("transfer", "agent_id=12990&customer_phone=3000000009"))
	witness.end()
	if len(witness.errors) != 1 || !strings.Contains(witness.errors[0], "a mistake of the mock or of WithDocument: reply-body: reply /data/conn_id") {
		t.Errorf("Run has reported %q", witness.errors)
	}
}

func mustReplace(t testing.TB, text, old, new string) string {
	t.Helper()
	if strings.Count(text, old) == 0 {
		t.Fatalf("the document does not have %q", old)
	}
	return strings.Replace(text, old, new, 1)
}
