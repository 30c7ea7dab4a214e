package mockserver_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
)

// A new agent is what was sent; the password that the reply tells is the one that holds (Q-CREATE-AGENT-PASS).
func TestCreateAgent_whatIsKept(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, body := range []string{
		`{"agent_dni":"007","agent_name":"Pía","agent_sso":"p","agent_pass":"Example0123*"}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_sso":"p","agent_pass":""}`,
		`{"agent_dni":"007","agent_name":"Pía","agent_sso":"p"}`,
	} {
		var reply struct {
			Data []struct {
				AgentID  string `json:"agent_id"`
				Password string `json:"password"`
			}
		}
		ok(t, json.Unmarshal([]byte(c.mustGet("agent_created", conf("create_agent", body)).body), &reply))
		told := reply.Data[0]
		kept := w.Snapshot().Center.AgentByID[told.AgentID]
		want := callcenter.AgentIdentity{DNI: "007", SSO: "p", Password: told.Password}
		if diff := cmp.Diff(want, kept.AgentIdentity); diff != "" || kept.Name != "Pía" || strings.Contains(body, "Example") != (told.Password == "Example0123*") {
			t.Errorf("%s: the agent is called %q (-told +kept):\n%s", body, kept.Name, diff)
		}
	}
}

// The parts of a message go where their names say.
func TestAddInteraction_whatIsKept(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	callerOf(t, w).mustGet("interaction_assigned", interaction)
	want := callcenter.Message{From: "luz@example.com", FromName: "Luz Mora", To: "help@example.com", ToName: "Help", Subject: "An invoice", Body: "Hello", RPID: "61196"}
	if diff := cmp.Diff(want, w.Snapshot().Center.Open[0].Message); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

var interaction = conf("add_interaction", `{"from":"luz@example.com","fromname":"Luz Mora","to":"help@example.com","toname":"Help","subject":"An invoice","body":"Hello","rp_id":"61196"}`)

// How large an audio is and how long it plays is kept, in whole seconds; a file of a form has a name only.
func TestUpload_whatIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mockserver.Run(t))
	c := callerOf(t, w)
	wav := "RIFF....WAVEfmt ............\x40\x1f\x00\x00............" // 8000 bytes per second
	c.mustGet("audios_uploaded", form("upload_audio", part{"one", "a.wav", wav + strings.Repeat("\x00", 12_000)}, part{"two", "b.mp3", "b"}))
	if diff := cmp.Diff([]callcenter.Audio{{ID: 1, Name: "a.wav", Created: noon, Size: 12_044, Seconds: 2}, {ID: 2, Name: "b.mp3", Created: noon, Size: 1}}, w.Lists().Audios); diff != "" {
		t.Errorf("audios (-want +got):\n%s", diff)
	}
	if e := newest(t, w); e.Request.Body != "one: a.wav, 12044 bytes\ntwo: b.mp3, 1 bytes" || len(e.Violations) != 0 {
		t.Errorf("the journal has %q, violations %v", e.Request.Body, e.Violations)
	}
	c.mustGet("file_uploaded", form("upload_file", part{"a", "../a.PDF", ""}, part{"a", "b.txt", ""}))
	if diff := cmp.Diff([]string{"a.PDF", "b.txt"}, w.Lists().Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	c.mustGet("parameter_missing", conf("upload_audio", ""))
	if e := newest(t, w); len(e.Violations) != 1 || e.Violations[0].Rule != "parameter-missing" || !strings.HasSuffix(e.Violations[0].Try, " -F 'file=aaaaaaaa;filename=welcome.wav'") {
		t.Errorf("the violations are %+v", e.Violations)
	}
}

// A variable of the operation is its own, also when it is blank: a parameter of that name does not take its place.
func TestDisableModule_ofAnAccountWithoutName(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	_, err := w.PutAccount(mockserver.AccountChange{TenantChange: callcenter.AccountChange{Name: ptr("")}})
	ok(t, err)
	got := callerOf(t, w).mustGet("module_disabled", conf("disable_module&account=x", ""))
	if !strings.Contains(got.body, `"The  module has been`) {
		t.Error(got.body)
	}
}
