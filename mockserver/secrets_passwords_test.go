package mockserver_test

import (
	"encoding/json"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// No password stands in the journal or in the log: neither one that came, in whatever body, nor one that left.
func TestSecrets_passwordsOfRequests(t *testing.T) {
	t.Parallel()
	const password = "Zx7*opensesame"
	for _, body := range []string{
		`{"agent_dni":"1","agent_name":"One","agent_pass":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass" : "` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","AGENT_PASS":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"\"'` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_p\u0061ss":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"A","agent_p\u0061ss":"` + password + `"}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":["x", "` + password + `"]}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":{"x": "` + password + `"}}`,
		`{"agent_dni":"1","agent_name":"One","x":{"agent_pass":{"x": "` + password + `"}}}`,
		`{"agent_dni":"1","agent_name":"One","agent_pass":"` + password,
		`{"agent_dni":"1","agent_pass":"` + password + `"}`, // a field is missing: the violation has a corrected request
		`{'agent_dni':'1','agent_name':'One','agent_pass':'` + password + `'}`,
		`{'agent_dni':'1','agent_name':'One','agent_p\u0061ss':'` + password + `'}`,
		"agent_dni=1&agent_name=One&agent_pass=" + password,
		"agent_pass: " + password,
	} {
		log := newLogbook()
		w := mockserver.Run(t, log.option()).NewWorld(t)
		c := callerOf(t, w)
		c.send(conf("create_agent", body))
		c.send(conf("edit_agent&agent_id=12991", body))
		c.send(conf("edit_agent&agent_id=12991&agent_pass="+password, `{}`))
		mustHideAll(t, w, log, "opensesame")
		for _, e := range w.Requests(journal.Query{}).Requests {
			if e.Request.Body == "" || e.Outcome == "" {
				t.Errorf("%s: the journal has no body, or no outcome: %+v", body, e)
			}
		}
	}
}

// A password that was made up is told once, to the client.
func TestSecrets_passwordsMadeUp(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := mockserver.Run(t, log.option()).NewWorld(t)
	var reply struct {
		Data []struct {
			AgentID  string `json:"agent_id"`
			Password string
		}
	}
	got := callerOf(t, w).mustGet("agent_created", conf("create_agent", `{"agent_dni":"1","agent_name":"One","agent_pass":""}`))
	ok(t, json.Unmarshal([]byte(got.body), &reply))
	if len(reply.Data) != 1 || len(reply.Data[0].Password) < 8 {
		t.Fatalf("no password was made up: %s", got.body)
	}
	mustHideAll(t, w, log, reply.Data[0].Password)
	if e := newest(t, w); !strings.Contains(string(e.Reply.Body), `"agent_id": "10000"`) || !strings.Contains(string(e.Reply.Body), `"password": "(redacted)"`) {
		t.Errorf("the journal has the reply %s", e.Reply.Body)
	}
	if a, err := w.Agent("10000"); err != nil || a.Password != "" {
		t.Errorf("the control API tells the password %q, error %v", a.Password, err)
	}
}

// A token that a client stored as data is in the records of a read, for the client, and not in the journal.
func TestSecrets_tokenInARecord(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	w := mockserver.Run(t, log.option()).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("agent_edited", conf("edit_agent&agent_id=12991", `{"agent_sso":"`+w.Token()+`"}`))
	got := c.mustGet("agents_found", info("agents", "agent=12991"))
	if !strings.Contains(got.body, w.Token()) {
		t.Fatalf("the client does not read what it stored: %s", got.body)
	}
	mustHideAll(t, w, log, w.Token())
	if e := newest(t, w); !strings.Contains(string(e.Reply.Body), `"agent_sso": "(redacted)"`) {
		t.Errorf("the journal has the reply %s", e.Reply.Body)
	}
}

// mustHideAll fails when the journal or the log gives a text away.
func mustHideAll(t *testing.T, w *mockserver.World, log *logbook, text string) {
	t.Helper()
	entries := w.Requests(journal.Query{}).Requests
	if len(entries) == 0 || log.String() == "" {
		t.Error("there is no journal, or no log")
	}
	for _, e := range entries {
		b, err := json.Marshal(e)
		ok(t, err)
		mustHide(t, text, string(b))
	}
	mustHide(t, text, log.String())
}
