package mockserver_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"wolkvoxmock/mockserver"
)

// raw sends bytes that no client library would, and waits for the reply and, when it is asked to, for the end of the
// connection.
func raw(t *testing.T, w *mockserver.World, line, rest string, thenEnd bool) answer {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.URL(), "http://"))
	ok(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: localhost\r\nwolkvox-token: %s\r\n%s", line, w.Token(), rest)
	ok(t, err)
	if !thenEnd {
		ok(t, conn.(*net.TCPConn).CloseWrite())
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	ok(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ok(t, err)
	if thenEnd {
		_, err = io.Copy(io.Discard, conn)
		ok(t, err)
	}
	return answer{res.StatusCode, res.Header, string(body)}
}

// A body may come in chunks. That of agentbox.php nobody reads but the journal, which says so.
func TestBody_inChunks(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	c := callerOf(t, w)
	for _, sent := range []struct {
		outcome, body string
		ask           ask
		violations    int
	}{
		{"hung_up", "{\"agent_id\":\"99999\"}\x00\xff", hang, 1},
		{"agent_disabled", `{"agent_id":"12992"}`, conf("disable_agent", ""), 0},
	} {
		sent.ask.body, sent.ask.chunked = sent.body, true
		c.mustGet(sent.outcome, sent.ask)
		if e := newest(t, w); len(e.Violations) != sent.violations || e.Request.Body != sent.body {
			t.Errorf("%s: violations %v, body %q", sent.outcome, e.Violations, e.Request.Body)
		}
	}
}

func TestBody_tooLarge(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(30))
	w := s.NewWorld(t)
	c := callerOf(t, w)
	fits := `{"agent_id":"12992"}` + strings.Repeat(" ", 10)
	for _, chunked := range []bool{false, true} {
		a := conf("disable_agent", fits+" ")
		a.chunked = chunked
		if got := c.mustGet("body_too_large", a); !strings.Contains(got.body, "at most 30 bytes") {
			t.Errorf("%d %s", got.status, got.body)
		}
		a.body = fits
		c.mustGet("agent_disabled", a)
	}
	a := hang
	a.body = strings.Repeat("x", 2<<20)
	c.mustGet("hung_up", a) // ignored, however large
}

// A body that does not arrive whole is no JSON object.
func TestBody_cutOff(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t).NewWorld(t)
	for _, rest := range []string{
		"Content-Length: 100\r\n\r\n{\"agent_id\":\"12992\"}",
		"Transfer-Encoding: chunked\r\n\r\n14\r\n{\"agent_id\":\"12992\"}\r\n",
	} {
		if got := raw(t, w, "PUT /api/v2/configuration.php?api=disable_agent", rest, false); got.outcome() != "parameter_missing" {
			t.Errorf("%s\n%s", got.outcome(), got.body)
		}
	}
}

// A client that stalls in its body is answered, and its connection ends. Who has sent all may wait for the answer.
func TestBody_clientThatStalls(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond))
	for line, status := range map[string]int{
		"PUT /api/v2/configuration.php?api=disable_agent":   http.StatusBadRequest,
		"POST /api/v2/agentbox.php?api=hang&agent_id=12989": http.StatusOK,
		"POST /api/nowhere":    http.StatusNotFound,
		"POST /nowhere":        http.StatusNotFound,
		"PATCH /health":        http.StatusMethodNotAllowed,
		"POST /__admin/worlds": http.StatusRequestTimeout,
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			if got := raw(t, s.NewWorld(t), line, "Content-Length: 50\r\n\r\n{", true); got.status != status {
				t.Errorf("status %d, want %d", got.status, status)
			}
		})
	}
}

// The files of a form reach the operation. Of an upload that stalls, is cut off or is too large the journal says so.
func TestBody_form(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond))
	const head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
	const missing = "upload_audio needs the body parameter file"
	for _, tt := range []struct {
		what, contentType, body string
		length                  int // more than the body: it stalls
		outcome, says           string
	}{
		{"whole", "multipart/form-data; boundary=x", head + "abc\r\n--x--", 0, "audios_uploaded", ""},
		{"it stalls", "multipart/form-data; boundary=x", head + "abc", 1000, "parameter_missing", missing + ", and its form did not arrive whole in time"},
		{"it ends too soon", "multipart/form-data; boundary=x", head + "abc", 0, "parameter_missing", missing + ", and its body is no whole form"},
		{"no form", "application/json", "{}", 0, "parameter_missing", missing},
		{"no file", "multipart/form-data; boundary=x", "--x--\r\n", 0, "parameter_missing", missing},
		{"a long name", "multipart/form-data; boundary=x", strings.Replace(head, "a.wav", strings.Repeat("a", 255_000), 1) + "\r\n--x--", 0, "body_too_large", "the body is too large: the names of its files have more than 255000 bytes"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			rest := fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s", tt.contentType, max(tt.length, len(tt.body)), tt.body)
			got := raw(t, w, "POST /api/v2/configuration.php?api=upload_audio", rest, tt.length > 0)
			if e := newest(t, w); got.outcome() != tt.outcome || e.Reason != tt.says {
				t.Errorf("%s, and the journal says %q, want %s and %q", got.outcome(), e.Reason, tt.outcome, tt.says)
			}
			if n := len(w.Lists().Audios); (n == 1) != (tt.outcome == "audios_uploaded") {
				t.Errorf("there are %d audios", n)
			}
		})
	}
}

// The largest form is that of wire, not that of another body.
func TestBody_formTooLarge(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithMaxBody(30))
	head, _, _ := strings.Cut(form("upload_audio", part{"file", "long.wav", ""}).body, "\r\n--frontier--")
	a := form("upload_audio", part{"file", "long.wav", strings.Repeat("a", 31)})
	callerOf(t, s.NewWorld(t)).mustGet("audios_uploaded", a)
	r := httptest.NewRequest(http.MethodPost, a.target, io.MultiReader(strings.NewReader(head), iotest.ErrReader(&http.MaxBytesError{Limit: 300 << 20})))
	r.Header.Set("wolkvox-token", s.Default().Token())
	r.Header.Set("Content-Type", "multipart/form-data; boundary=frontier")
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	if got := (answer{rec.Code, rec.Header(), rec.Body.String()}); got.outcome() != "body_too_large" || !strings.Contains(got.body, "at most 314572800 bytes") {
		t.Errorf("%s\n%s", got.outcome(), got.body)
	}
	if e := newest(t, s.Default()); e.Reason != "the body has more than 314572800 bytes" {
		t.Errorf("the journal says %q", e.Reason)
	}
}

// An upload may take as long as it flows: each piece of it renews the limit of time, which is lifted at its end. That of
// another body holds from its beginning to its end.
func TestBody_limitOfTime(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	upload := form("upload_audio", part{"file", "a.wav", ""})
	for _, tt := range []struct {
		ask ask
		set int
	}{{upload, 1 + len(upload.body)}, {conf("disable_agent", `{"agent_id":"12992"}`), 1}} {
		r := httptest.NewRequest(tt.ask.method, tt.ask.target, iotest.OneByteReader(strings.NewReader(tt.ask.body)))
		r.Header.Set("wolkvox-token", s.Default().Token())
		r.Header.Set("Content-Type", "multipart/form-data; boundary=frontier")
		limits := &limited{ResponseWriter: httptest.NewRecorder()}
		s.ServeHTTP(limits, r)
		if limits.set != tt.set || !limits.lifted {
			t.Errorf("%s: the limit was set %d times, want %d; it was lifted: %t", tt.ask.target, limits.set, tt.set, limits.lifted)
		}
	}
}

// limited counts how often its limit of time for reading is set.
type limited struct {
	http.ResponseWriter
	set    int
	lifted bool
}

func (l *limited) SetReadDeadline(at time.Time) error {
	if l.lifted = at.IsZero(); !l.lifted {
		l.set++
	}
	return nil
}
