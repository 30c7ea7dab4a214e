package mockserver_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/journal"
)

// Whatever a client sends, an entry of the journal stays small: the journal is bounded in bytes too.
func TestBounds_entryOfTheJournal(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t)
	w := s.NewWorld(t)
	c := newCaller(t, s.URL, w.Token())
	long := strings.Repeat("9", 500_000)
	var fields strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&fields, `,"x%d":1`, i)
	}
	for _, a := range []ask{
		{method: "PUT", target: "/api/v2/configuration.php?api=disable_agent", body: `{"agent_id":"` + long + `"}`},
		{method: "PUT", target: "/api/v2/configuration.php?api=disable_agent", body: `{"agent_id":"1"` + fields.String() + `}`},
		{method: "POST", target: "/api/v2/agentbox.php?api=hang&agent_id=" + long[:50_000]},
		{method: "POST", target: "/api/v2/agentbox.php?api=hang" + strings.Repeat("&x=1", 10_000)},
		{method: "POST", target: "/api/v2/agentbox.php?api=" + long[:50_000]},
	} {
		c.send(a)
	}
	page := w.Requests(journal.Query{})
	if page.Total != 5 {
		t.Errorf("the journal has %d entries, want 5", page.Total)
	}
	for _, e := range page.Requests {
		b, err := json.Marshal(e)
		ok(t, err)
		if len(b) > 64<<10 {
			t.Errorf("entry %d (%s) has %d bytes", e.Seq, e.Outcome, len(b))
		}
	}
}

// A client that stalls in its body is answered, and its connection ends.
func TestBounds_clientThatStalls(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond))
	for _, tt := range []struct {
		line   string
		status int
	}{
		{"PUT /api/v2/configuration.php?api=disable_agent", http.StatusBadRequest},
		{"POST /api/v2/agentbox.php?api=hang&agent_id=12989", http.StatusOK},
		{"POST /api/nowhere", http.StatusNotFound},
		{"POST /nowhere", http.StatusNotFound},
		{"PATCH /health", http.StatusMethodNotAllowed},
		{"POST /__admin/worlds", http.StatusRequestTimeout},
	} {
		t.Run(tt.line, func(t *testing.T) {
			t.Parallel()
			token := s.NewWorld(t).Token()
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			ok(t, err)
			defer conn.Close()
			_, err = fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: localhost\r\nwolkvox-token: %s\r\nContent-Length: 50\r\n\r\n{", tt.line, token)
			ok(t, err)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			ok(t, err)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			_, err = io.Copy(io.Discard, conn) // until the server hangs up
			ok(t, err)
		})
	}
}

// Of an upload that stalls or is cut off the journal says so: that no file came is only half of it.
func TestBounds_uploadThatStalls(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithBodyTimeout(50*time.Millisecond))
	const begun = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nabc"
	for _, tt := range []struct {
		what, contentType, body string
		length                  int
		says                    string
	}{
		{"it stalls", "multipart/form-data; boundary=x", begun, 1000, "upload_audio needs the body parameter file, and its form did not arrive whole in time"},
		{"it ends too soon", "multipart/form-data; boundary=x", begun, len(begun), "upload_audio needs the body parameter file, and its body is no whole form"},
		{"no form", "application/json", "{}", 2, "upload_audio needs the body parameter file"},
		{"no file", "multipart/form-data; boundary=x", "--x--\r\n", 7, "upload_audio needs the body parameter file"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := s.NewWorld(t)
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
			ok(t, err)
			defer conn.Close()
			_, err = fmt.Fprintf(conn, "POST /api/v2/configuration.php?api=upload_audio HTTP/1.1\r\nHost: localhost\r\nwolkvox-token: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", w.Token(), tt.contentType, tt.length, tt.body)
			ok(t, err)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			ok(t, err)
			if e := newest(t, w); res.StatusCode != http.StatusBadRequest || e.Says != tt.says {
				t.Errorf("status %d, and the journal says %q, want 400 and %q", res.StatusCode, e.Says, tt.says)
			}
		})
	}
}
