package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/cmd/wolkvox-mock/top"
	"wolkvoxmock/mockserver"
)

func TestTop_once(t *testing.T) {
	url := mocked(t, []mockserver.Option{mockserver.WithAdminToken("let-me-in-please")}, goodHang)
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string // on either stream
	}{
		{"the board", []string{"--url", url, "--admin-token", "let-me-in-please"}, exitGood, "◐ ACW              00:0"},
		{"no token", []string{"--url", url}, exitUsage, "401"},
		{"no such world", []string{"--url", url, "--admin-token", "let-me-in-please", "--world", "nowhere"}, exitUsage, `no world "nowhere"`},
		{"nobody answers", []string{"--url", "http://127.0.0.1:1"}, exitConnection, "nobody answers"},
		{"no URL", []string{"--url", "127.0.0.1:8042"}, exitUsage, "expected one such as http://127.0.0.1:8042"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			code := run(t.Context(), append([]string{"top", "--once"}, tt.args...), &out, &out)
			if code != tt.code || !strings.Contains(out.String(), tt.says) || strings.Contains(out.String(), "\x1b") {
				t.Errorf("exit code %d, want %d with %q:\n%s", code, tt.code, tt.says, &out)
			}
		})
	}
}

// Where there is no terminal, a line for each thing that happens follows the board, until the end.
func TestTop_lines(t *testing.T) {
	s, err := mockserver.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"top", "--url", s.URL()}, writer, io.Discard)
		writer.Close()
	}()
	var seen []byte
	until := func(text string) {
		t.Helper()
		part := make([]byte, 4096)
		for !bytes.Contains(seen, []byte(text)) {
			n, err := reader.Read(part)
			if seen = append(seen, part[:n]...); err != nil {
				t.Fatalf("%v before %q:\n%s", err, text, seen)
			}
		}
	}
	until("Ana Ospina")
	if _, err := s.Default().HangUp("12989"); err != nil {
		t.Fatal(err)
	}
	until("12989 Ana Ospina  talk → acw  hang_up  by control hangUp\n")
	stop()
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	if code := <-ended; code != exitGood {
		t.Errorf("exit code %d", code)
	}
}

// A signal ends it well, also before the mock has answered.
func TestTop_endsBeforeTheBoard(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		stop()
		<-r.Context().Done()
	}))
	defer server.Close()
	var out bytes.Buffer
	if code := run(ctx, []string{"top", "--url", server.URL}, &out, &out); code != exitGood || out.Len() > 0 {
		t.Errorf("exit code %d:\n%s", code, &out)
	}
}

// A stream says when the connection is lost, and goes on after the last event that it had.
func TestStream_goesOn(t *testing.T) {
	answers := []func(w http.ResponseWriter){
		func(w http.ResponseWriter) {
			fmt.Fprint(w, "retry: 1000\n\n: hello\n\nevent: board\ndata: {\"world\":\ndata: \"w\"}\n\n")
			fmt.Fprint(w, "id: 7\nevent: change\ndata: {\"seq\":7}\n\nid: 8\nevent: gap\ndata: {}\n\nevent: change\ndata: {\"cut o")
		},
		func(w http.ResponseWriter) {
			http.Error(w, `{"detail":"There is no world \"w\"."}`, http.StatusNotFound)
		},
		func(w http.ResponseWriter) {
			fmt.Fprint(w, "id: 9\nevent: exchange\ndata: {\"seq\":9}\n\nevent: end\ndata: {\"reason\":\"server stopping\"}\n\n")
		},
		func(w http.ResponseWriter) { fmt.Fprint(w, "event: board\ndata: no JSON\n\n") },
	}
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RequestURI()+" "+r.Header.Get("Authorization"))
		answers[0](w)
		answers = answers[1:]
	}))
	defer server.Close()
	var got []string
	enough := fmt.Errorf("enough")
	s := stream{at: controlPlace{server.URL, "w", "b"}, last: "0", retry: time.Millisecond, take: func(msg any) error {
		switch msg := msg.(type) {
		case top.Board:
			got = append(got, "board "+msg.World)
		case top.Change:
			got = append(got, fmt.Sprint("change ", msg.Seq))
		case top.Entry:
			got = append(got, fmt.Sprint("exchange ", msg.Seq))
		case top.Lost:
			if got = append(got, msg.String()); len(answers) == 0 {
				return enough
			}
		default:
			got = append(got, fmt.Sprintf("%T", msg))
		}
		return nil
	}}
	if err := s.follow(t.Context()); err != enough {
		t.Errorf("the end is %v", err)
	}
	if diff := cmp.Diff([]string{
		"top.Live", "board w", "change 7", "connection lost; trying again in 1ms",
		`404 Not Found: There is no world "w".; trying again in 2ms`,
		"top.Live", "exchange 9", "server stopping; trying again in 1ms",
		"top.Live", "it sent a board that is none: invalid character 'o' in literal null (expecting 'u'); trying again in 1ms",
	}, got); diff != "" {
		t.Errorf("what came (-want +got):\n%s", diff)
	}
	const events = "/__admin/worlds/w/events?after=%s&board=true Bearer b"
	if diff := cmp.Diff([]string{fmt.Sprintf(events, "0"), fmt.Sprintf(events, "8"), fmt.Sprintf(events, "8"), fmt.Sprintf(events, "9")}, asked); diff != "" {
		t.Errorf("what was asked for (-want +got):\n%s", diff)
	}
}
