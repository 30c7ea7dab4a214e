package openapi

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What names no operation is understood as far as it can be, and the corrected request keeps the contract.
func TestCheckUnknown(t *testing.T) {
	const box, conf, info = "/api/v2/agentbox.php", "/api/v2/configuration.php", "/api/v2/information.php"
	form := http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}
	multipart := func(name, value string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	for _, tt := range []struct {
		name, ask  string // method and path
		query      Values
		body       string
		header     http.Header
		meant      string
		violations []string
		try        string // the end of its address, or of its body
	}{
		{"wrong method", "GET " + box, q("api", "hang", "agent_id", "7"), "", nil, "hang",
			[]string{`method-wrong: method: expected POST, got "GET"`}, "api=hang&agent_id=7'"},
		{"wrong method, and more", "GET " + box, q("api", "hang", "x", "1"), "", nil, "hang",
			[]string{`method-wrong: method: expected POST, got "GET"`, `parameter-unknown: query x: expected one of api, agent_id, got "1"`, "parameter-missing: query agent_id: "}, ""},
		{"misspelled", "POST " + box, q("api", "hnag", "agent_id", "7"), "", nil, "hang",
			[]string{`api-unknown: query api: expected hang, got "hnag"`}, "api=hang&agent_id=7'"},
		{"of no likeness", "GET " + info, q("api", "fly"), "", nil, "agents",
			[]string{`api-unknown: query api: expected one of agents, agents_in_skill, `}, "api=agents'"},
		{"in another case", "POST " + box, q("api", "HANG", "agent_id", "7"), "", nil, "hang",
			[]string{`api-case: query api: expected hang, got "HANG"`}, "api=hang&agent_id=7'"},
		{"name in another case", "POST " + box, q("API", "hang", "agent_id", "7"), "", nil, "hang",
			[]string{`api-missing: query api: expected hang, got nothing`}, "api=hang&agent_id=7'"},
		{"no api: the operation with these parameters", "POST " + box, q("agent_id", "7", "status", "101"), "", nil, "change_status",
			[]string{`api-missing: query api: expected one of hang, `}, "api=change_status&agent_id=7'"},
		{"in a form", "POST " + box, nil, "api=hang&agent_id=7", nil, "hang",
			[]string{`api-in-body: body api: expected api=hang in the query, got "hang"`}, "api=hang&agent_id=7'"},
		{"in a multipart form", "POST " + box, nil, multipart("api", "hang") + multipart("agent_id", "7") + "--x--", form, "hang",
			[]string{`api-in-body: body api: expected api=hang in the query, got "hang"`}, "api=hang&agent_id=7'"},
		{"in JSON", "PUT " + conf, nil, `{"api":"disable_agent","agent_id":7}`, nil, "disable_agent",
			[]string{`api-in-body: body api: expected api=disable_agent in the query, got "disable_agent"`}, `{"agent_id": "7"}'`},
		{"behind a semicolon", "POST " + box, q("agent_id", "7;api=hang"), "", nil, "hang",
			[]string{`query-separator: query: expected "&" between the parameters, got ";"`}, "api=hang&agent_id=7'"},
		{"before a semicolon", "POST " + box, q("api", "hang;agent_id=7"), "", nil, "hang",
			[]string{`query-separator: query: expected "&" between the parameters, got ";"`}, "api=hang&agent_id=7'"},
		{"path without its beginning", "POST /agentbox.php", q("api", "hang", "agent_id", "7"), "", nil, "hang",
			[]string{`path-unknown: path: expected /api/v2/agentbox.php, got "/agentbox.php"`}, "api=hang&agent_id=7'"},
		{"path in another case, and more", "POST /api/v2/AgentBox.php", q("api", "hang"), "", nil, "hang",
			[]string{`path-unknown: path: expected /api/v2/agentbox.php, got "/api/v2/AgentBox.php"`, "parameter-missing: query agent_id: "}, ""},
		{"path like one, and nothing else", "GET /api/v2/real-time.php", nil, "", nil, "real_time_agents",
			[]string{`path-unknown: path: expected /api/v2/real_time.php, got "/api/v2/real-time.php"`, "api-missing: query api: expected one of agents, "}, "api=agents'"},
		{"path like none, an api like none", "PUT /api/v2/x.php", q("api", "fly"), "", nil, "disable_module",
			[]string{`path-unknown: path: expected one of /api/v2/agentbox.php, /api/v2/configuration.php, `}, ""},
		{"path like none, a right api", "POST /api/v3.php", q("api", "hang", "agent_id", "7"), "", nil, "hang",
			[]string{`path-unknown: path: expected /api/v2/agentbox.php, got "/api/v3.php"`}, "api=hang&agent_id=7'"},
		{"another resource", "PUT " + box, q("api", "disable_agent"), `{"agent_id":"7"}`, nil, "disable_agent",
			[]string{`path-wrong: path: expected /api/v2/configuration.php, got "/api/v2/agentbox.php"`}, `{"agent_id": "7"}'`},
		{"the token in the body", "POST " + box, nil, "api=hang&token=x", nil, "hang",
			[]string{`api-in-body: body api: `, "token-misplaced: body token: expected the token in the header wolkvox-token, and nowhere else, got (redacted)"}, ""},
		{"what is documented and not simulated", "PUT /api/v2/campaign.php", q("api", "start"), "", nil, "", nil, ""},
		{"what is like it", "PUT /api/v2/campaign.php", q("api", "strat"), "", nil, "", []string{`api-unknown: query api: expected start, got "strat"`}, ""},
		{"such a path without api", "PUT /api/v2/campaign.php", nil, "", nil, "", []string{`api-missing: query api: expected one of `}, ""},
		{"what is simulated elsewhere", "GET /api/v2/campaign.php", q("api", "campaigns"), "", nil, "campaigns",
			[]string{`path-wrong: path: expected /api/v2/information.php, got "/api/v2/campaign.php"`}, "api=campaigns'"},
		{"nothing", "GET /", nil, "", nil, "agents", []string{`path-unknown: path: `}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			method, path, _ := strings.Cut(tt.ask, " ")
			o, violations := mustWolkvox(t).CheckUnknown(Request{Method: method, Address: path, Query: tt.query, Body: []byte(tt.body), Header: tt.header})
			meant, page := "", ""
			if o != nil {
				meant, page = o.Name, o.Page
			}
			if meant != tt.meant {
				t.Errorf("it means %s, want %s", meant, tt.meant)
			}
			if len(violations) != len(tt.violations) {
				t.Errorf("%d violations, want %d: %v", len(violations), len(tt.violations), violations)
			}
			for i, v := range violations {
				if i < len(tt.violations) && !strings.HasPrefix(v.String(), tt.violations[i]) {
					t.Errorf("%s\nwant %s", v, tt.violations[i])
				}
				address, data, _ := strings.Cut(v.Try, " -H ")
				if tt.try != "" && !strings.HasSuffix(address, tt.try) && !strings.HasSuffix(data, tt.try) || page != "" && v.Source != page {
					t.Errorf("source %s, try %s", v.Source, v.Try)
				}
			}
		})
	}
}

// Each rule has its text, and each source is a page or an open question of the document, which has its grade.
func TestRules(t *testing.T) {
	grades := map[string]Evidence{}
	for _, a := range mustWolkvox(t).Answers {
		grades[a.Question] = a.Evidence
	}
	seen := map[Rule]bool{}
	for _, r := range Rules {
		if seen[r.Rule] || r.Title == "" || r.Says == "" || r.Rule.Text() != r || r.Evidence.check() != nil {
			t.Errorf("rule %s", r.Rule)
		}
		seen[r.Rule] = true
		switch {
		case strings.HasPrefix(r.Source, "https://wolkvox.com/"):
			if r.Evidence != Documented {
				t.Errorf("rule %s is %s, and rests on a page", r.Rule, r.Evidence)
			}
		case r.Source != "" && grades[r.Source] != r.Evidence:
			t.Errorf("rule %s is %s, and rests on %q, which is %q", r.Rule, r.Evidence, r.Source, grades[r.Source])
		}
	}
	if got := Rule("x").Text(); got.Rule != "x" || got.Title != "" {
		t.Errorf("a rule that is none: %s", fmt.Sprint(got))
	}
}

// The ids of the rules are a promise, for reports and rules files name them; their severities are what a verdict rests on.
func TestRules_frozen(t *testing.T) {
	want := `
path-unknown         violation
path-wrong           violation
method-wrong         violation
api-missing          violation
api-unknown          violation
api-case             violation
api-in-body          violation
query-separator      violation
token-missing        violation
token-unknown        violation
token-misplaced      violation
server-mismatch      violation
world-unknown        violation
plain-http           violation
parameter-missing    violation
parameter-value      violation
parameter-unknown    violation
parameter-repeated   violation
body-json            violation
body-form            violation
body-unexpected      violation
body-value           violation
reply-status         violation
reply-body           violation
more                 violation
token-concurrent     violation
retry-unchecked      violation
limit-exceeded       violation
agent-logged-out     warning
refusal-repeated     warning
refusal-ignored      warning
refusal-unread       info
state-unread         info
polling-fast         info
request-none         violation
authority-untrusted  violation
tunnel-refused       warning
world-adopted        info
fault-unmet          violation
gate-shut            violation
refusal-unexpected   warning
expectation-failed   violation
evidence-forbidden   violation
`
	got := "\n"
	for _, r := range Rules {
		got += fmt.Sprintf("%-20s %s\n", r.Rule, r.Severity)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}
