package mockserver_test

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

func source(t testing.TB) string {
	t.Helper()
	doc, err := openapi.Wolkvox()
	ok(t, err)
	return string(doc.Source())
}

// cut takes what stands between two texts out of the document, the first included.
func cut(t testing.TB, text, from, to string) string {
	t.Helper()
	i := strings.Index(text, from)
	if i < 0 {
		t.Fatalf("the document does not have %q", from)
	}
	j := strings.Index(text[i+len(from):], to)
	if j < 0 {
		t.Fatalf("the document does not have %q after %q", to, from)
	}
	return text[:i] + text[i+len(from)+j:]
}

// Document, operations.go and outcomes are held together when a server is made. What one of them lacks is named.
func TestNew_documentAndCodeMustAgree(t *testing.T) {
	t.Parallel()
	whole := source(t)
	const hang, changeStatus = "  /api/v2/agentbox.php#hang:\n", "  /api/v2/agentbox.php#change_status:\n"
	hangItem := whole[strings.Index(whole, hang):strings.Index(whole, changeStatus)]
	for _, tt := range []struct {
		what, document, want string
	}{
		{"an operation less", strings.Replace(whole, hangItem, "", 1), `operations.go has a row for "hang", the document does not describe it`},
		{"another order", strings.Replace(whole, hangItem, "", 1) + hangItem,
			`the document describes "change_status" as its operation no. 1, operations.go has no row for it there`},
		{"an own outcome less", cut(t, whole, "                state_unknown:\n", "                agent_logged_out:"), `operation change_status: the document has no example named "state_unknown"`},
		{"an own outcome more", strings.Replace(whole, "                state_unknown:\n", "                state_strange: {$ref: '#/components/examples/no_active_call', x-request: {status: strange}}\n                state_unknown:\n", 1),
			`operation change_status: the document has the outcome "state_strange", which nothing can bring about`},
		{"success renamed", strings.Replace(whole, "                hung_up:\n", "                hanged_up:\n", 1), `operation hang: the document has the outcome "hanged_up", which nothing can bring about`},
		{"a general outcome less", cut(t, whole, "            token_busy:\n", "    Failure:"), `general replies: the document has no example named "token_busy"`},
		{"a general outcome more", strings.Replace(whole, "            token_busy:\n", "            token_tired:\n              x-evidence: inferred\n              x-source: a test\n              x-given: {none: a test}\n              value: {code: \"403\", error: FORBIDDEN, msg: TIRED}\n            token_busy:\n", 1),
			`general replies: the document has the outcome "token_tired", which nothing can bring about`},
		{"a variable misspelt", strings.Replace(whole, "{agent_id} does not have an active call", "{agentid} does not have an active call", 1),
			`operation hang: the outcome "no_active_call" has the variable {agentid}; it can have [api agent_id wolkvox_server]`},
		{"a variable in capitals", strings.Replace(whole, "{agent_id} does not have an active call", "{Agent_ID} does not have an active call", 1), "a variable is written {name}, in lower case"},
		{"a variable that only success has", strings.Replace(whole, "does not have a predictive call", "{conn_id}", 1), `operation aux_call: the outcome "no_predictive_call" has the variable {conn_id}`},
		{"a variable of no general reply", strings.Replace(whole, "PLEASE VALIDATE TOKEN", `"PLEASE VALIDATE {limit}"`, 1), `general replies: the outcome "token_unknown" has the variable {limit}; it can have []`},
		{"a status that is not the code", strings.Replace(whole, "x-status: 413", "x-status: 414", 1), "outcome body_too_large has code 413 and HTTP status 414"},
		{"a status that is none", strings.Replace(whole, "x-status: 503", "x-status: 99999", 1), "expected 200 to 599"},
		{"nothing", "", "the document is empty"},
		{"no YAML", "a: [", "yaml"},
		{"no OpenAPI", "a: 1", ""},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			if tt.document == whole {
				t.Fatal("the document was not changed")
			}
			_, err := mockserver.New(mockserver.WithDocument([]byte(tt.document)))
			if err == nil || !strings.HasPrefix(err.Error(), "mockserver: ") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestNew_operationNobodyHandles(t *testing.T) {
	t.Parallel()
	whole := source(t)
	doc, err := openapi.Wolkvox()
	ok(t, err)
	last := len(doc.Operations)
	const hang, changeStatus = "  /api/v2/agentbox.php#hang:\n", "  /api/v2/agentbox.php#change_status:\n"
	item := whole[strings.Index(whole, hang):strings.Index(whole, changeStatus)]
	item = strings.NewReplacer("#hang:", "#sing:", "operationId: hang", "operationId: sing", "example: hang", "example: sing", "enum: [hang]", "enum: [sing]").Replace(item)
	for want, document := range map[string]string{
		`the document describes "sing" as its operation no. 2, operations.go has no row for it there`:                       strings.Replace(whole, changeStatus, item+changeStatus, 1),
		fmt.Sprintf(`the document describes "sing" as its operation no. %d, operations.go has no row for it there`, last+1): whole + item,
	} {
		_, err := mockserver.New(mockserver.WithDocument([]byte(document)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A team that learns the real text of an error edits the document, and nothing else.
func TestNew_textsComeFromTheDocument(t *testing.T) {
	t.Parallel()
	edited := strings.Replace(source(t), `msg: "Agent_id {agent_id} does not have an active call."`, `msg: "NO CALL AT {agent_id}"`, 1)
	edited = strings.Replace(edited, "x-evidence: inferred\n      x-source: Q-NO-CALL-REPLY", "x-evidence: observed\n      x-source: our own traffic", 1)
	s := mockserver.Run(t, mockserver.WithDocument([]byte(edited)))
	got := callerOf(t, s.Default()).mustGet("no_active_call", box("hang", "agent_id=12991"))
	if !strings.Contains(got.body, `"msg": "NO CALL AT 12991"`) || got.header.Get("X-Wolkvox-Mock") != "hang/no_active_call; evidence=observed" {
		t.Errorf("%s\n%s", got.header.Get("X-Wolkvox-Mock"), got.body)
	}
}

func TestOptions_thatSayNo(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer taken.Close()
	for _, tt := range []struct {
		option mockserver.Option
		want   string
	}{
		{mockserver.WithTokenConcurrency(0), "mockserver: WithTokenConcurrency: got 0: expected at least 1"},
		{mockserver.WithLatency(-time.Second), "mockserver: WithLatency: got -1s: expected at least 0s"},
		{mockserver.WithJournalSize(-1), "mockserver: WithJournalSize: got -1: expected at least 0"},
		{mockserver.WithMaxBody(0), "mockserver: WithMaxBody: got 0: expected at least 1"},
		{mockserver.WithAdminToken(""), "mockserver: WithAdminToken: expected 1 to 200 visible ASCII characters"},
		{mockserver.WithAdminToken("a b"), "mockserver: WithAdminToken: expected 1 to 200 visible ASCII characters"},
		{mockserver.WithLogger(nil), "mockserver: WithLogger: the logger is nil"},
		{mockserver.WithSeed(mockserver.Seed{Server: "42"}), `mockserver: server: it is "42": expected four digits, such as "0042"`},
		{mockserver.WithAddr("nowhere"), "mockserver: listen tcp: address nowhere: missing port in address"},
		{mockserver.WithAddr(taken.Addr().String()), "mockserver: listen tcp " + taken.Addr().String() + ": bind: address already in use"},
	} {
		if s, err := mockserver.Start(tt.option); err == nil || err.Error() != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
			if s != nil {
				s.Close()
			}
		}
	}
}

// The first option that says no is the one that is reported.
func TestOptions_firstErrorCounts(t *testing.T) {
	t.Parallel()
	_, err := mockserver.New(mockserver.WithMaxBody(0), mockserver.WithLogger(nil))
	if err == nil || !strings.Contains(err.Error(), "WithMaxBody") {
		t.Error(err)
	}
}

func TestOptions_address(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithAddr("localhost:0"))
	newCaller(t, s.URL, mockserver.DemoToken).mustGet("hung_up", hang)
	again, err := mockserver.Start(mockserver.WithAddr(strings.TrimPrefix(s.URL, "http://")))
	if err == nil {
		again.Close()
		t.Error("two servers on one port")
	}
}

func TestOptions_seedOfTheDefaultWorldIsWhatNewWorldsCopy(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "world.yaml")
	ok(t, os.WriteFile(file, []byte("server: \"0100\"\ntokens: [{token: mine}]\nagents: [{agent_id: \"7\", status: talk, call: {type: inbound, phone: \"1\"}}]\n"), 0o600))
	seed, err := seed.Load(file)
	ok(t, err)
	s := mockserver.Run(t, mockserver.WithSeed(seed))
	w := s.NewWorld(t)
	if v := s.Default().View(); v.Server != "0100" || v.Token != "mine" || v.URL != s.URL {
		t.Errorf("the default world is %+v", v)
	}
	if v := w.View(); v.Server == "0100" || v.Token == "mine" || len(v.Server) != 4 || len(v.Token) != 52 {
		t.Errorf("the new world is %+v", v)
	}
	for _, w := range s.Worlds() {
		callerOf(t, w).mustGet("hung_up", box("hang", "agent_id=7"))
	}
}

func TestOptions_logger(t *testing.T) {
	t.Parallel()
	log := newLogbook()
	s := mockserver.Run(t, log.option())
	callerOf(t, s.Default()).mustGet("no_active_call", box("hang", "agent_id=12991"))
	for _, want := range []string{"level=INFO", "msg=request", "world=default", "operation=hang", "agent=12991", "outcome=no_active_call", "evidence=inferred", "status=404", `says="agent 12991 has no active call`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s: %s", want, log)
		}
	}
	quiet := &strings.Builder{}
	s = mockserver.Run(t, mockserver.WithLogger(slog.New(slog.NewTextHandler(quiet, &slog.HandlerOptions{Level: slog.LevelWarn}))))
	callerOf(t, s.Default()).mustGet("hung_up", hang)
	s.Close()
	if quiet.Len() != 0 {
		t.Errorf("the log has %s", quiet)
	}
}

// A world that has no token and no server of its own gets some that nobody has.
func TestOptions_seedWithNothingInIt(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithSeed(mockserver.Seed{}))
	servers := map[string]bool{s.Default().View().Server: true}
	for range 20 {
		w := s.NewWorld(t)
		v := w.View()
		if len(v.Server) != 4 || servers[v.Server] || len(v.Token) != 52 {
			t.Errorf("%+v", v)
		}
		servers[v.Server] = true
		callerOf(t, w).mustGet("agent_unknown", hang)
	}
}
