package mockserver_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"wolkvoxmock/mockserver"
)

// The real resources are PHP files. A query is read as PHP reads it.
func TestPHP_query(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct {
		what, query string
		want        string
		says        string // part of the body
	}{
		{"last duplicate counts", "api=hang&agent_id=99999&agent_id=12989", "hung_up", ""},
		{"last duplicate counts, the other way", "api=hang&agent_id=12989&agent_id=99999", "agent_unknown", "Agent_id 99999 "},
		{"last duplicate may be empty", "api=hang&agent_id=12989&agent_id=", "parameter_missing", ""},
		{"last api counts", "api=fly&api=hang&agent_id=12989", "hung_up", ""},
		{"last api counts, the other way", "api=hang&agent_id=12989&api=fly", "api_unknown", ""},
		{"plus is a blank", "api=change_status&agent_id=12991&status=Active+breaks", "state_unknown", "Status Active breaks does"},
		{"encoded plus is a plus", "api=change_status&agent_id=12991&status=a%2Bb", "state_unknown", "Status a+b does"},
		{"percent", "api=%68ang&agent%5Fid=%31%329%389", "hung_up", ""},
		{"UTF-8", "api=hang&agent_id=%C3%B1", "agent_unknown", "Agent_id ñ does"},
		{"no UTF-8", "api=hang&agent_id=%F1", "agent_unknown", "Agent_id \uFFFD does"},
		{"dot in a name", "api=hang&agent.id=12989", "hung_up", ""},
		{"blank in a name", "api=hang&agent%20id=12989", "hung_up", ""},
		{"plus in a name", "api=hang&agent+id=12989", "hung_up", ""},
		{"blank before a name", "api=hang&%20agent_id=12989", "hung_up", ""},
		{"list", "api=hang&agent_id[]=12989", "parameter_missing", ""},
		{"encoded list", "api=hang&agent_id%5B%5D=12989", "parameter_missing", ""},
		{"list of apis", "api[]=hang&agent_id=12989", "api_missing", ""},
		{"broken percent at the end", "api=hang&agent_id=12989%", "agent_unknown", "Agent_id 12989% does"},
		{"broken percent, two letters", "api=hang&agent_id=12989%4", "agent_unknown", "Agent_id 12989%4 does"},
		{"broken percent beside a sound one", "api=hang&agent_id=%zz%31+x", "agent_unknown", "Agent_id %zz1 x does"},
		{"broken percent elsewhere", "api=hang&agent_id=12989&x=%", "hung_up", ""},
		{"semicolon is no separator", "api=hang;agent_id=12989", "api_unknown", ""},
		{"semicolon in a value", "api=hang&agent_id=12989;x=1", "agent_unknown", "Agent_id 12989;x=1 does"},
		{"empty", "api=hang&agent_id=", "parameter_missing", ""},
		{"without a value", "api=hang&agent_id", "parameter_missing", ""},
		{"absent", "api=hang", "parameter_missing", ""},
		{"zero is a value", "api=hang&agent_id=0", "agent_unknown", "Agent_id 0 does"},
		{"a blank is a value", "api=hang&agent_id=+", "agent_unknown", "Agent_id   does"},
		{"equals sign in a value", "api=hang&agent_id=a=b", "agent_unknown", "Agent_id a=b does"},
		{"quotes", "api=hang&agent_id=%22%5C", "agent_unknown", `Agent_id \"\\ does`},
		{"slash stands as it is", "api=hang&agent_id=a/b%3Cc%3E", "agent_unknown", `Agent_id a/b<c> does`},
		{"control characters", "api=hang&agent_id=%00%0A%1F", "agent_unknown", `Agent_id \u0000\n\u001f does`},
		{"braces are no variables", "api=hang&agent_id=%7Bconn_id%7D", "agent_unknown", "Agent_id {conn_id} does"},
		{"nameless pair", "=x&api=hang&agent_id=12989", "hung_up", ""},
		{"nothing between separators", "&&api=hang&&agent_id=12989&", "hung_up", ""},
		{"question mark in the query", "api=hang&agent_id=12989&x=?", "hung_up", ""},
		{"parameter of another operation", "api=hang&agent_id=12989&status=999", "hung_up", ""},
		{"name in capitals", "api=hang&AGENT_ID=12989", "parameter_missing", ""},
		{"leading zeros are text", "api=hang&agent_id=012989", "agent_unknown", "Agent_id 012989 does"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			got := raw(t, w, "POST /api/v2/agentbox.php?"+tt.query+" HTTP/1.1", "")
			if got.outcome() != tt.want || !strings.Contains(got.body, tt.says) {
				t.Errorf("%s, want %s with %q\n%s", got.outcome(), tt.want, tt.says, got.body)
			}
		})
	}
}

// raw sends bytes that no client library would.
func raw(t *testing.T, w *mockserver.World, line, rest string) answer {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.URL(), "http://"))
	ok(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "%s\r\nHost: localhost\r\nwolkvox-token: %s\r\n", line, w.Token())
	ok(t, err)
	if rest == "" {
		rest = "Content-Length: 0\r\n\r\n"
	}
	_, err = conn.Write([]byte(rest))
	ok(t, err)
	ok(t, conn.(*net.TCPConn).CloseWrite())
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	ok(t, err)
	defer res.Body.Close()
	var body strings.Builder
	_, err = bufio.NewReader(res.Body).WriteTo(&body)
	ok(t, err)
	return answer{res.StatusCode, res.Header, body.String()}
}

// The body of a request to agentbox.php is ignored, whatever it is.
func TestPHP_bodyOfAgentboxIsIgnored(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, body := range []string{
		"null", "{}", `{"agent_id":"99999","api":"transfer"}`, "agent_id=99999&api=transfer", "[", "\x00\xff\xfe", strings.Repeat("x", 1<<20+1000),
	} {
		for _, contentType := range []string{"", "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "nonsense"} {
			for _, chunked := range []bool{false, true} {
				a := hang
				a.body, a.chunked = body, chunked
				if contentType != "" {
					a = a.with("Content-Type", contentType)
				}
				w := s.NewWorld(t)
				callerOf(t, w).mustGet("hung_up", a)
				if e := newest(t, w); len(e.Violations) != 0 || e.Request.Body != "" {
					t.Errorf("%.20q as %q: %v, body %q", body, contentType, e.Violations, e.Request.Body)
				}
			}
		}
	}
}

// The body of a request to configuration.php is JSON, whatever its Content-Type says.
func TestPHP_bodyOfConfigurationIsJSON(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, contentType := range []string{"", "application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense;;"} {
		for _, chunked := range []bool{false, true} {
			a := conf("disable_agent", `{"agent_id":"12992"}`)
			a.chunked = chunked
			if contentType != "" {
				a = a.with("Content-Type", contentType)
			}
			w := s.NewWorld(t)
			callerOf(t, w).mustGet("agent_disabled", a)
			if got := statusOf(t, w, "12992"); got != "logout disabled" {
				t.Errorf("%q: 12992 is %s", contentType, got)
			}
		}
	}
}

func TestPHP_fieldsOfABody(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	for _, tt := range []struct{ what, body, want string }{
		{"text", `{"agent_id":"12992"}`, "agent_disabled"},
		{"number", `{"agent_id":12992}`, "agent_disabled"},
		{"blanks around", " \n{ \"agent_id\" : \"12992\" }\n ", "agent_disabled"},
		{"escapes", `{"agent\u005fid":"\u003129\u0039\u0032"}`, "agent_disabled"},
		{"last duplicate", `{"agent_id":"1","agent_id":"12992"}`, "agent_disabled"},
		{"other fields", `{"agent_id":"12992","api":"","name":null,"x":{"y":[1]}}`, "agent_disabled"},
		{"null", `{"agent_id":null}`, "parameter_missing"},
		{"last duplicate is null", `{"agent_id":"12992","agent_id":null}`, "parameter_missing"},
		{"empty text", `{"agent_id":""}`, "parameter_missing"},
		{"true", `{"agent_id":true}`, "parameter_missing"},
		{"list", `{"agent_id":["12992"]}`, "parameter_missing"},
		{"object", `{"agent_id":{"id":"12992"}}`, "parameter_missing"},
		{"absent", `{}`, "parameter_missing"},
		{"name in capitals", `{"AGENT_ID":"12992"}`, "parameter_missing"},
		{"zero", `{"agent_id":"0"}`, "agent_unknown"},
		{"number zero", `{"agent_id":0}`, "agent_unknown"},
		{"fraction", `{"agent_id":12992.0}`, "agent_unknown"},
		{"exponent", `{"agent_id":12992e0}`, "agent_unknown"},
		{"negative", `{"agent_id":-12992}`, "agent_unknown"},
		{"nothing", ``, "parameter_missing"},
		{"blanks", `  `, "parameter_missing"},
		{"no JSON", `agent_id=12992`, "parameter_missing"},
		{"cut off", `{"agent_id":"12992"`, "parameter_missing"},
		{"something after it", `{"agent_id":"12992"} x`, "parameter_missing"},
		{"in an array", `[{"agent_id":"12992"}]`, "parameter_missing"},
		{"a text", `"12992"`, "parameter_missing"},
		{"a number", `12992`, "parameter_missing"},
		{"just null", `null`, "parameter_missing"},
		{"byte order mark", "\ufeff" + `{"agent_id":"12992"}`, "parameter_missing"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			callerOf(t, w).mustGet(tt.want, conf("disable_agent", tt.body))
			want := map[string]string{"agent_disabled": "logout disabled"}[tt.want]
			if got := statusOf(t, w, "12992"); want != "" && got != want {
				t.Errorf("12992 is %s, want %s", got, want)
			}
		})
	}
}

// A field of the body is looked for in the body, a parameter of the query in the query.
func TestPHP_parametersTravelWhereTheDocumentSays(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	c.mustGet("parameter_missing", conf("disable_agent&agent_id=12992", ""))
	c.mustGet("parameter_missing", conf("disable_agent&agent_id=12992", `{}`))
	c.mustGet("agent_unknown", conf("disable_agent&agent_id=12992", `{"agent_id":"99999"}`))
	c.mustGet("agent_disabled", conf("disable_agent&agent_id=99999", `{"agent_id":"12992"}`))
	if e := newest(t, w); e.AgentID != "12992" {
		t.Errorf("the journal has agent %s", e.AgentID)
	}
}

// A body that does not arrive whole is no JSON object.
func TestPHP_bodyThatIsCutOff(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	for _, rest := range []string{
		"Content-Length: 100\r\n\r\n{\"agent_id\":\"12992\"}",
		"Transfer-Encoding: chunked\r\n\r\n14\r\n{\"agent_id\":\"12992\"}\r\n",
	} {
		got := raw(t, w, "PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1", rest)
		if got.outcome() != "parameter_missing" {
			t.Errorf("%s\n%s", got.outcome(), got.body)
		}
	}
	if got := statusOf(t, w, "12992"); got != "logout" {
		t.Errorf("12992 is %s", got)
	}
}

func TestPHP_bodyTooLarge(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.WithMaxBody(30)).NewWorld(t)
	c := callerOf(t, w)
	fits := `{"agent_id":"12992"}` + strings.Repeat(" ", 10)
	for _, chunked := range []bool{false, true} {
		a := conf("disable_agent", fits+" ")
		a.chunked = chunked
		got := c.mustGet("body_too_large", a)
		if got.status != http.StatusRequestEntityTooLarge || !strings.Contains(got.body, "at most 30 bytes") {
			t.Errorf("%d %s", got.status, got.body)
		}
		a.body = fits
		c.mustGet("agent_disabled", a)
	}
	a := hang
	a.body = strings.Repeat("x", 100)
	c.mustGet("hung_up", a) // ignored, however large
}
