package mockserver_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/openapi"
)

// Whatever is sent, the mock answers, keeps its documents, and stays sound. The targets keep one server each, and put
// its worlds back before each input: a finding depends on its input alone.

// strangerToken lets a client into the second world of the arena.
const strangerToken = "737472616e6765722d3230323630313031303030303030"

// An arena is a server with the demo world and a second one, for a fuzz target.
type arena struct {
	*mockserver.Server
	contract *openapi.Document
	control  *openapi.Document
}

func newArena(f *testing.F) *arena {
	f.Helper()
	s, err := mockserver.Start(mockserver.WithMaxBody(4096))
	ok(f, err)
	f.Cleanup(s.Close)
	a := &arena{Server: s, contract: wolkvox(f)}
	seed := seed.Demo()
	seed.Server, seed.Tokens = "0043", []mockserver.Token{{Token: strangerToken}}
	_, err = s.CreateWorld(mockserver.WorldSpec{Name: "stranger", From: &seed})
	ok(f, err)
	a.control, err = openapi.Admin()
	ok(f, err)
	return a
}

// again puts every world back.
func (a *arena) again(t *testing.T) {
	for _, w := range a.Worlds() {
		ok(t, w.Reset())
	}
}

// sound fails when a world is broken, when its journal cannot be read or holds a token, or when a token is not free. It
// is told how many requests there were, and which of the worlds' tokens they had.
func (a *arena) sound(t *testing.T, exchanges int, token string) {
	t.Helper()
	for _, w := range a.Worlds() {
		soundWorld(t, w)
		page := w.Requests(journal.Query{})
		exchanges -= page.Total
		b, err := json.Marshal(page)
		if err != nil {
			t.Errorf("world %s: its journal is no JSON: %v", w.Name(), err)
		}
		if token != "" && bytes.Contains(b, []byte(token)) {
			t.Errorf("world %s: the token of the request stands in the journal: %s", w.Name(), b)
		}
		for _, e := range page.Requests {
			if b, err := json.Marshal(e); err != nil || tokenOfAWorld.Match(b) {
				t.Errorf("world %s: a token stands in the journal: %s (%v)", w.Name(), b, err)
			}
		}
	}
	if exchanges != 0 {
		t.Errorf("the journals lack %d exchanges", exchanges)
	}
	for world, token := range map[string]string{mockserver.DefaultWorld: mockserver.DemoToken, "stranger": strangerToken} {
		r := httptest.NewRequest("POST", "/api/v2/agentbox.php", nil)
		r.Header.Set("wolkvox-token", token)
		r.Header.Set("X-Wolkvox-Mock-World", world)
		reply := httptest.NewRecorder()
		a.ServeHTTP(reply, r)
		if got := reply.Header().Get("X-Wolkvox-Mock"); !strings.HasPrefix(got, "-/api_missing;") {
			t.Errorf("world %s: the token is not free afterwards: %s", world, got)
		}
	}
}

// soundWorld fails when a world is broken, or cannot be written as JSON.
func soundWorld(t *testing.T, w *mockserver.World) {
	t.Helper()
	snap := w.Snapshot()
	if err := snap.Center.Check(); err != nil {
		t.Errorf("world %s: %v", w.Name(), err)
	}
	if _, err := json.Marshal(snap); err != nil {
		t.Errorf("world %s: its snapshot is no JSON: %v", w.Name(), err)
	}
}

// tokenOfAWorld is a known token that stands for itself: what is longer is no token.
var tokenOfAWorld = regexp.MustCompile(`(^|[^0-9A-Za-z])(` + mockserver.DemoToken + `|` + strangerToken + `)([^0-9A-Za-z]|$)`)

var graded = regexp.MustCompile(`^([a-z0-9_]+|-)/([a-z0-9_]+); evidence=(documented|example|observed|inferred)$`)

// holdReply holds a reply of the data path against the document. The token is that of the request.
func (a *arena) holdReply(t *testing.T, method string, status int, h http.Header, body []byte, token string) {
	t.Helper()
	if method == http.MethodOptions {
		if status != http.StatusOK || len(body) > 0 {
			t.Errorf("OPTIONS is answered %d %q", status, body)
		}
		return
	}
	m := graded.FindStringSubmatch(h.Get("X-Wolkvox-Mock"))
	if m == nil {
		t.Fatalf("%d without a grade: X-Wolkvox-Mock is %q, body %q", status, h.Get("X-Wolkvox-Mock"), body)
	}
	if m[2] == "internal_error" {
		t.Errorf("internal_error: %s", body)
	}
	var envelope struct {
		Code, Error, Msg json.RawMessage
	}
	if method != http.MethodHead {
		if err := json.Unmarshal(body, &envelope); err != nil || envelope.Error == nil || envelope.Msg == nil ||
			strings.Trim(string(envelope.Code), `"`) != strconv.Itoa(status) && !(slices.Contains([]string{`""`, `"0"`}, string(envelope.Code)) && status == http.StatusOK) { // as some pages print it
			t.Errorf("%s: status %d, envelope %q (%v)", m[0], status, body, err)
		}
	}
	if o := a.contract.Operation(m[1]); o != nil {
		if method == http.MethodHead {
			t.Errorf("HEAD is answered as the operation %s", m[1])
		}
		for _, v := range o.CheckReply(status, h, body, token) {
			t.Errorf("%s: %v", m[0], v)
		}
		if out := o.Recognise(status, body); out == nil {
			t.Errorf("%s: the document does not recognise %q", m[0], body)
		}
	} else if m[1] != "-" {
		t.Errorf("%s names no operation", m[0])
	}
}

// FuzzRequest: a request to the data path, in the hands of the handler.
func FuzzRequest(f *testing.F) {
	const configuration = "/api/v2/configuration.php"
	for _, seed := range []struct {
		method, path, query, header, body string
		token                             uint8
	}{
		{"POST", agentbox, "api=hang&agent_id=12989", "wolkvox_server: 0043", "ignored", 2},
		{"POST", agentbox, "api=change_status&agent_id=12991&status=101", "Host: wv0042.wolkvox.com", "", 1},
		{"POST", agentbox, "api=transfer&agent_id=12990&customer_phone=%00\xff%22", "X-Wolkvox-Mock-World: default", "", 1},
		{"PUT", configuration, "api=disable_agent", "Content-Type: text/plain", `{"agent_id":12992}`, 1},
		{"PUT", configuration, "api=disable_agent", "", `{"agent_id":null} and more`, 1},
		{"PUT", configuration, "api=disable_agent", "", `{"agent_id":"12992","agent_id":"` + mockserver.DemoToken + `"}`, 1},
		{"PUT", configuration, "api=disable_agent", "", strings.Repeat(" ", 5000), 1},
		{"PUT", configuration, "api=disable_agent", "", `{"agent_id":"12992","token":"` + mockserver.DemoToken + `"}`, 0},
		{"PUT", configuration, "api=add_dnc", "", `{"type_call":"all","telephones":["1",2,null,"1",["3"]]}`, 1},
		{"DELETE", configuration, "api=remove_dnc", "", `{"telephones":"All","type":""}`, 1},
		{"PUT", agentbox, "api=edit_recall&agent_id=12991&id_camp=7224&id_customer=1&telephone=%ff&recall=99991231235959&recall_style=auto", "", "", 1},
		{"POST", agentbox, "api=recall&agent_id=12991&customer_phone=1&date=20240101000000&type_recall=manual&telefono=2", "", "", 1},
		{"GET", "/api/v2/real_time.php", "api=skills&skill_id=all&services_time=99999999999999999999", "", "", 1},
		{"GET", "/api/v2/information.php", "api=agents&agent=12989", "", `{"agent":"1"}`, 1},
		{"HEAD", agentbox, "api=hang&api=transfer;agent_id=1", "", "", 1},
		{"OPTIONS", agentbox, "", "Access-Control-Request-Headers: wolkvox-token", "", 0},
		{"POST", agentbox, "wolkvox-token=" + mockserver.DemoToken + "&api=hang", "", "", 0},
		{"POST", agentbox, "wolkvox%2dtoken=" + mockserver.DemoToken, "", "", 0},
		{"POST", agentbox, "token=" + mockserver.DemoToken + ";x&api=%68ang&agent.id=1&%zz=%", "X-Wolkvox-Mock-World: nobody", "", 3},
		{"BREW", "/api/v2/" + mockserver.DemoToken, "&&=&+a=b", "Host: wv", "", 3},
		{"POST", "/api/v2//agentbox.php/", "api=hang", "", "", 1},
		{"POST", agentbox, "api=hang&agent_id=12989&agent_id=" + mockserver.DemoToken, "", "", 1},
		{"POST", agentbox, "api=hang&agent_id=" + mockserver.DemoToken, "", "", 0},
	} {
		f.Add(seed.method, seed.path, seed.query, seed.header, []byte(seed.body), seed.token)
	}
	a := newArena(f)
	for _, s := range a.contract.Samples() {
		if e := written(f, &s.Call); len(e.body) < 4096 && slices.Contains(s.Operation.Outcomes, s.Outcome) {
			path, query, _ := strings.Cut(e.target, "?")
			f.Add(e.method, path, query, strings.Join(e.header, ": "), []byte(e.body), uint8(1))
		}
	}
	f.Fuzz(func(t *testing.T, method, path, query, header string, body []byte, token uint8) {
		r := &http.Request{Method: method, URL: &url.URL{Path: path, RawQuery: query}, Host: "127.0.0.1", Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
		for line := range strings.Lines(header) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if name == "Host" {
				r.Host = value
			} else {
				r.Header.Add(name, value)
			}
		}
		switch token % 4 { // 0: what the headers say
		case 1:
			r.Header.Set("wolkvox-token", mockserver.DemoToken)
		case 2:
			r.Header.Set("wolkvox-token", strangerToken)
		case 3:
			r.Header.Set("wolkvox-token", header)
		}
		a.again(t)
		reply := httptest.NewRecorder()
		a.ServeHTTP(reply, r)
		if !strings.HasPrefix(path, "/api/v2/") {
			if reply.Code >= 500 {
				t.Errorf("%s %s is answered %d %s", method, path, reply.Code, reply.Body)
			}
			return
		}
		a.holdReply(t, method, reply.Code, reply.Header(), reply.Body.Bytes(), r.Header.Get("wolkvox-token"))
		exchanges := 1
		if method == http.MethodOptions {
			exchanges = 0
		}
		sent := r.Header.Get("wolkvox-token")
		if sent != mockserver.DemoToken && sent != strangerToken {
			sent = ""
		}
		a.sound(t, exchanges, sent)
	})
}

// FuzzConnection: bytes on a real connection. What net/http understands as a request gets a reply of ours, and the rest
// a plain 4xx of its own; either way the connection comes to an end.
func FuzzConnection(f *testing.F) {
	const token = "wolkvox-token: " + mockserver.DemoToken + "\r\n"
	for _, seed := range []string{
		"POST /api/v2/agentbox.php?api=hang&agent_id=12989 HTTP/1.1\r\nHost: a\r\n" + token + "\r\n",
		"POST /api/v2/agentbox.php?api=hang&agent_id=12989 HTTP/1.0\r\n" + token + "Content-Length: 99\r\n\r\ncut off",
		"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: wv0042.x\r\n" + token + "Transfer-Encoding: chunked\r\n\r\n15\r\n{\"agent_id\":\"12992\"}\n\r\n0\r\n\r\n",
		"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: a\r\n" + token + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
		"PUT /api/v2/configuration.php?api=disable_agent HTTP/1.1\r\nHost: a\r\n" + token + "Expect: 100-continue\r\nContent-Length: 20\r\n\r\n{\"agent_id\":\"12992\"}",
		"GET /api/v2/x HTTP/1.1\r\nHost: a\r\n\r\nHEAD /api/v2/agentbox.php HTTP/1.1\r\nHost: a\r\n\r\nGET //api/v2/%zz HTTP/1.1\r\n\r\n",
		"POST http://wv0043.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989 HTTP/1.1\r\nHost: ignored\r\n" + token + "\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
		"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"HEAD / HTTP/3.0\r\n\r\n",
	} {
		f.Add([]byte(seed))
	}
	a := newArena(f)
	f.Fuzz(func(t *testing.T, sent []byte) {
		if bytes.Contains(sent, []byte("__admin")) {
			return // FuzzAdmin has it; here it could take the worlds away
		}
		a.again(t)
		got := a.exchange(t, sent)
		requests, replies := bufio.NewReader(bytes.NewReader(sent)), bufio.NewReader(bytes.NewReader(got))
		for {
			asked, err := http.ReadRequest(requests) // nil, and so read as the reply to a GET, when it cannot be understood
			if err == nil {
				_, _ = io.Copy(io.Discard, asked.Body)
			}
			reply, err := http.ReadResponse(replies, asked)
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				break
			}
			if err != nil {
				t.Fatalf("the reply cannot be read: %v\n%q", err, got)
			}
			body, err := io.ReadAll(reply.Body)
			if err != nil {
				t.Fatalf("the reply is cut off: %v\n%q", err, got)
			}
			switch {
			case asked != nil && reply.Header.Get("X-Wolkvox-Mock") != "":
				a.holdReply(t, asked.Method, reply.StatusCode, reply.Header, body, asked.Header.Get("wolkvox-token"))
			case asked != nil && reply.StatusCode >= 500 && reply.StatusCode != http.StatusNotImplemented && reply.StatusCode != http.StatusHTTPVersionNotSupported:
				t.Errorf("%d: %q", reply.StatusCode, got)
			}
			if asked == nil || reply.Close { // what may follow has no request that we could name
				break
			}
		}
		count := 0
		for _, w := range a.Worlds() {
			count += w.Requests(journal.Query{}).Total
		}
		a.sound(t, count, "")
	})
}

// exchange sends bytes, closes its side, and reads to the end.
func (a *arena) exchange(t *testing.T, sent []byte) []byte {
	c, err := net.Dial("tcp", strings.TrimPrefix(a.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	tcp := c.(*net.TCPConn)
	_ = tcp.SetLinger(0) // thousands of closed connections would use up the ports of the machine
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	_, _ = c.Write(sent)
	_ = tcp.CloseWrite()
	got, err := io.ReadAll(c)
	if errors.Is(err, net.ErrClosed) || err != nil && strings.Contains(err.Error(), "timeout") {
		t.Fatalf("the server holds the connection: %v", err)
	}
	return got
}

// FuzzAdmin: a request to the control API is answered as its document says, and the worlds stay sound.
func FuzzAdmin(f *testing.F) {
	a := newArena(f)
	for _, tt := range controlCases(a.Default().Snapshot()) {
		path, query, _ := strings.Cut(tt.target(), "?")
		f.Add(a.control.Operation(tt.operation).Method, path, query, []byte(tt.body))
	}
	const world = "/__admin/worlds/default"
	for _, seed := range []struct{ method, path, query, body string }{
		{"GET", "/openapi.json", "view=operations", ""},
		{"GET", "/__admin/openapi.yaml", "", ""},
		{"PUT", world, "", `{"server":"0042","center":{"agents":{"1":{"agent_id":"1","name":"","enabled":true,"status":"talk","since":"2026-01-01T00:00:00Z","call":"c"}},"calls":{"c":{"conn_id":"c","type":"inbound","phone":"","agent_id":"1","state":"active","started":"2026-01-01T00:00:00Z","answered":"2026-01-01T00:00:00Z"}},"states":[],"conns":1,"ended":[]}}`},
		{"PUT", world + "/agents/12991", "", `{"name":"\u0000","enabled":false,"status":"acw"}`},
		{"PUT", world + "/clock", "", `{"action":"advance","duration":"2562047h"}`},
		{"PUT", world + "/clock", "", `{"action":"set","time":"9999-12-31T23:59:59-23:59"}`},
		{"POST", world + "/faults", "", `{"times":9223372036854775808,"drop":true}`},
		{"GET", world + "/gates/1", "waiting=1&timeout=9999999999s", ""},
		{"GET", world + "/requests", "limit=99999999999999999999", ""},
		{"GET", "/__admin/worlds/%2e%2e/agents", "", ""},
		{"PATCH", "/__admin/", "", "{"},
	} {
		f.Add(seed.method, seed.path, seed.query, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, method, path, query string, body []byte) {
		if !strings.HasPrefix(path, "/__admin/") && path != "/health" && !strings.HasPrefix(path, "/openapi.") {
			return
		}
		a.setTheStage(t)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond) // a waiting client has no more patience
		defer cancel()
		r := (&http.Request{Method: method, URL: &url.URL{Path: path, RawQuery: query}, Host: "localhost", Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
		reply := httptest.NewRecorder()
		a.ServeHTTP(reply, r)
		a.holdAdmin(t, r, reply)

		for _, w := range a.Worlds() {
			soundWorld(t, w)
			if method != http.MethodGet && reply.Code < 300 {
				a.useWorld(t, w)
			}
		}
	})
}

// setTheStage brings the worlds to what the inputs speak of: two worlds, a gate, and a fault.
func (a *arena) setTheStage(t *testing.T) {
	for _, w := range a.Worlds() {
		if name := w.Name(); name != mockserver.DefaultWorld {
			ok(t, a.DeleteWorld(name))
		}
	}
	w := a.Default()
	ok(t, w.Reset())
	_, err := a.CreateWorld(mockserver.WorldSpec{Name: "stranger"})
	ok(t, err)
	shut(t, w, "transfer", 1)
	faulty(t, a.Server, w)
}

// holdAdmin holds an answer of the control API against its document.
func (a *arena) holdAdmin(t *testing.T, r *http.Request, reply *httptest.ResponseRecorder) {
	t.Helper()
	if reply.Code >= 500 {
		t.Errorf("%s %s?%s: %d %s", r.Method, r.URL.Path, r.URL.RawQuery, reply.Code, reply.Body)
	}
	if strings.HasPrefix(reply.Header().Get("Content-Type"), "application/problem+json") {
		var p struct {
			Type, Title, Detail string
			Status              int
		}
		if err := json.Unmarshal(reply.Body.Bytes(), &p); err != nil || !strings.HasPrefix(p.Type, "/problems/") || p.Title == "" || p.Detail == "" || p.Status != reply.Code || p.Status < 400 {
			t.Errorf("%d %s is no problem (%v)", reply.Code, reply.Body, err)
		}
	} else if reply.Code >= 300 {
		t.Errorf("%d without a problem: %q", reply.Code, reply.Body)
	}
	o := a.adminOperation(r)
	if o == nil {
		if reply.Code < 400 {
			t.Errorf("%s %s is not documented and answered %d", r.Method, r.URL.Path, reply.Code)
		}
		return
	}
	for _, v := range o.CheckReply(reply.Code, reply.Header(), reply.Body.Bytes(), "") {
		t.Errorf("%s: %v", o.Name, v)
	}
}

// adminOperation is the documented operation of a method and a path.
func (a *arena) adminOperation(r *http.Request) *openapi.Operation {
	have := strings.Split(r.URL.Path, "/")
next:
	for _, o := range a.control.Operations {
		want := strings.Split(o.Path, "/")
		if o.Method != r.Method || len(want) != len(have) {
			continue
		}
		for i := range want {
			if want[i] != have[i] && (!strings.HasPrefix(want[i], "{") || have[i] == "") {
				continue next
			}
		}
		return o
	}
	return nil
}

// useWorld sends every operation to an agent of a world that was changed: none may fail for want of soundness.
func (a *arena) useWorld(t *testing.T, w *mockserver.World) {
	t.Helper()
	agents, err := w.Agents()
	if err != nil || len(agents) == 0 || w.Token() == "" {
		return
	}
	w.ClearFaults()
	for _, g := range w.Gates() {
		_ = w.OpenGate(g.ID)
	}
	for i, query := range []string{"api=hang", "api=change_status&status=ready", "api=aux_call&customer_phone=1", "api=transfer&customer_phone=2", "api=hang"} {
		r := httptest.NewRequest("POST", "/api/v2/agentbox.php?"+query+"&agent_id="+url.QueryEscape(agents[i%len(agents)].ID), nil)
		r.Header.Set("wolkvox-token", w.Token())
		r.Header.Set("X-Wolkvox-Mock-World", w.Name())
		reply := httptest.NewRecorder()
		a.ServeHTTP(reply, r)
		a.holdReply(t, "POST", reply.Code, reply.Header(), reply.Body.Bytes(), w.Token())
		if reply.Code != http.StatusOK && reply.Code != http.StatusNotFound {
			t.Errorf("world %s, %s: %s", w.Name(), query, reply.Body)
		}
	}
}
