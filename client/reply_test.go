package client_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/client"
)

const (
	jsonType = "application/json; charset=utf-8"
	hungUp   = `{"code":"200","error":null,"msg":"Hang has been successful"}`
)

// A reply off the contract is an error; a lenient client takes it, unless it is a refusal.
func TestCall_replyOffTheContract(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		operation string
		status    int
		mediaType string
		body      string
		where     []string     // the violations
		lenient   client.Reply // what a lenient client gets besides
		refused   string       // the text of a lenient client's error, if any
	}{
		{"HTML", "hang", 200, "text/html", "<p>Hello</p>", []string{"reply Content-Type"}, client.Reply{Status: 200}, ""},
		{"no JSON", "hang", 200, jsonType, "<p>Hello</p>", []string{"reply"}, client.Reply{Status: 200}, ""},
		{"wrong content type", "hang", 200, "text/plain", hungUp, []string{"reply Content-Type"}, client.Reply{Status: 200, Code: "200", Msg: "Hang has been successful", Outcome: "hung_up"}, ""},
		{"an integer for a code", "hang", 200, jsonType, `{"code":200,"error":null,"msg":"Hang has been successful"}`, []string{"reply /code"}, client.Reply{Status: 200, Code: "200", Msg: "Hang has been successful"}, ""},
		{"another success", "hang", 201, jsonType, `{"code":"201","error":null,"msg":"x"}`, []string{"reply /error"}, client.Reply{Status: 201, Code: "201", Msg: "x"}, ""},
		{"one field too many", "hang", 200, jsonType, `{"code":"200","error":null,"msg":"Hang has been successful","data":[]}`, []string{"reply /data"}, client.Reply{Status: 200, Code: "200", Msg: "Hang has been successful", Outcome: "hung_up"}, ""},
		{"an object for a message", "hang", 200, jsonType, `{"code":"200","error":null,"msg":{"a":1}}`, []string{"reply /msg"}, client.Reply{Status: 200, Code: "200", Msg: `{"a":1}`}, ""},
		{"a refusal with 200", "hang", 200, jsonType, `{"code":"404","error":"Not Found","msg":"no"}`, []string{"reply /code", "reply /error"}, client.Reply{Status: 200, Code: "404", Msg: "no"}, "hang: refused with 404 Not Found: no"},
		{"a refusal with an integer for a code", "hang", 404, jsonType, `{"code":404,"error":"Not Found","msg":"no"}`, []string{"reply /code", "reply /code"}, client.Reply{Status: 404, Code: "404", Msg: "no"}, "hang: refused with 404 Not Found: no"},
		{"500 in HTML", "hang", 500, "text/html", "<p>Oops</p>", []string{"reply Content-Type"}, client.Reply{Status: 500}, "hang: refused with 500 Internal Server Error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			answer := within(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", tt.mediaType)
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
			}))
			strict, err := mustClient(t, token, "http://127.0.0.1", answer).Call(t.Context(), tt.operation, params("agent_id", "1"))
			var broken *client.ContractError
			if !errors.As(err, &broken) || !errors.Is(err, client.ErrContract) || !broken.Sent || broken.Status != tt.status {
				t.Fatalf("strict: error %v", err)
			}
			var where []string
			for _, v := range broken.Violations {
				where = append(where, v.Where)
			}
			if diff := cmp.Diff(tt.where, where); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("text %q", err)
			}
			tt.lenient.Operation, tt.lenient.Body, tt.lenient.Violations = tt.operation, []byte(tt.body), broken.Violations
			if diff := cmp.Diff(tt.lenient, strict); diff != "" {
				t.Errorf("strict: reply beside the error (-want +got):\n%s", diff)
			}
			lenient, err := mustClient(t, token, "http://127.0.0.1", answer, client.Lenient()).Call(t.Context(), tt.operation, params("agent_id", "1"))
			if diff := cmp.Diff(tt.lenient, lenient); diff != "" {
				t.Errorf("lenient: reply (-want +got):\n%s", diff)
			}
			var refused *client.APIError
			if errors.As(err, &refused) != (tt.refused != "") || err != nil && err.Error() != tt.refused {
				t.Errorf("lenient: error %v, expected %q", err, tt.refused)
			}
		})
	}
}

// Data that is not there, or of another kind, is off the contract; a lenient client has none.
func TestTransfer_withoutConnID(t *testing.T) {
	t.Parallel()
	for _, data := range []string{``, `,"data":"7.1"`} {
		answer := answering(200, []byte(`{"code":"200","error":null,"msg":"Call has been transfer to 1 number"`+data+`}`))
		if _, err := mustClient(t, token, "http://127.0.0.1", answer).Transfer(t.Context(), "1", "1"); !errors.Is(err, client.ErrContract) {
			t.Errorf("strict, %s: error %v", data, err)
		}
		reply, err := mustClient(t, token, "http://127.0.0.1", answer, client.Lenient()).Transfer(t.Context(), "1", "1")
		if err != nil || reply.Data.ConnID != "" || reply.Outcome != "transferred" || len(reply.Violations) != 1 {
			t.Errorf("lenient, %s: %+v, %v", data, reply, err)
		}
	}
}

// A POST that becomes a GET, or goes elsewhere with the token, is another request.
func TestCall_redirects(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			var requests atomic.Int32
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				w.Header().Set("Content-Type", jsonType)
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(status)
				_, _ = io.WriteString(w, `{"code":"3xx","error":"Moved","msg":"elsewhere"}`)
			}))
			defer srv.Close()
			own := &http.Client{}
			_, strict := mustClient(t, token, srv.URL, client.WithHTTPClient(own)).Hang(t.Context(), "1")
			var broken *client.ContractError
			if !errors.As(strict, &broken) || broken.Status != status {
				t.Errorf("strict: error %v", strict)
			}
			_, lenient := mustClient(t, token, srv.URL, client.Lenient()).DisableAgent(t.Context(), "1")
			var refused *client.APIError
			if !errors.As(lenient, &refused) || refused.Status != status {
				t.Errorf("lenient: error %v", lenient)
			}
			if n := requests.Load(); n != 2 {
				t.Errorf("%d requests", n)
			}
			if own.CheckRedirect != nil {
				t.Error("the caller's http.Client was changed")
			}
		})
	}
}

// A record that is off the contract is an error; a lenient client reads what is left of it.
func TestSkills_recordOffTheContract(t *testing.T) {
	t.Parallel()
	answer := answering(200, []byte(`{"code":200,"error":null,"msg":"2 records were found","data":[
		{"skill_id":4012,"skill_name":"Support","skill_description":"","last_use":""},
		{"skill_id":"4013","skill_name":"Sales","skill_description":null}]}`))
	strict, err := mustClient(t, token, "http://127.0.0.1", answer).Skills(t.Context(), nil)
	if !errors.Is(err, client.ErrContract) || strict.Data != nil {
		t.Errorf("strict: data %v, error %v", strict.Data, err)
	}
	lenient, err := mustClient(t, token, "http://127.0.0.1", answer, client.Lenient()).Skills(t.Context(), nil)
	expected := []client.SkillsRecord{{SkillName: "Support"}, {SkillID: "4013", SkillName: "Sales"}}
	if diff := cmp.Diff(expected, lenient.Data); err != nil || len(lenient.Violations) != 3 || diff != "" {
		t.Errorf("lenient: %v, %v, data (-want +got):\n%s", lenient.Violations, err, diff)
	}
}

// The same where a record has keys that the document does not name: a wrong value is left out, the rest is there.
func TestRealTimeSkills_recordOffTheContract(t *testing.T) {
	t.Parallel()
	answer := answering(200, []byte(`{"code":200,"error":null,"msg":"2 records were found","data":[
		{"skill_id":4012,"skill_name":"Support","service_level_40seg":"1 %","by_abandon":"2 %"},
		{"skill_id":"4013","skill_name":"Sales"}]}`))
	lenient, err := mustClient(t, token, "http://127.0.0.1", answer, client.Lenient()).RealTimeSkills(t.Context(), "all", nil)
	expected := []client.RealTimeSkillsRecord{
		{SkillName: "Support", ByAbandon: "2 %", Others: map[string]string{"service_level_40seg": "1 %"}},
		{SkillID: "4013", SkillName: "Sales", Others: map[string]string{}},
	}
	if diff := cmp.Diff(expected, lenient.Data); err != nil || diff != "" {
		t.Errorf("error %v, data (-want +got):\n%s", err, diff)
	}
}

// A list of one that has none is off the contract; a lenient client has an empty record.
func TestTokenInfo_withoutARecord(t *testing.T) {
	t.Parallel()
	answer := answering(200, []byte(`{"code":"200","error":null,"msg":"0 records were found","data":[]}`))
	if _, err := mustClient(t, token, "http://127.0.0.1", answer).TokenInfo(t.Context()); !errors.Is(err, client.ErrContract) {
		t.Errorf("strict: error %v", err)
	}
	lenient, err := mustClient(t, token, "http://127.0.0.1", answer, client.Lenient()).TokenInfo(t.Context())
	if diff := cmp.Diff(client.TokenInfoRecord{}, lenient.Data); err != nil || lenient.Outcome != "token_found" || diff != "" {
		t.Errorf("%+v, error %v", lenient.Reply, err)
	}
}
