package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"

	"wolkvoxmock/mockserver/accesslog"
)

func TestLogFlags(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("this test needs a terminal: %v", err)
	}
	defer terminal.Close()
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, tt := range []struct {
		what, noColour, term string
		flags                logFlags
		to                   io.Writer
		want                 accesslog.Options
	}{
		{"a person", "", "xterm", logFlags{"auto", "info", false}, terminal, accesslog.Options{Format: accesslog.People, Colour: true}},
		{"NO_COLOR", "1", "xterm", logFlags{"auto", "info", false}, terminal, accesslog.Options{Format: accesslog.People}},
		{"no colours", "", "dumb", logFlags{"auto", "info", false}, terminal, accesslog.Options{Format: accesslog.People}},
		{"a file", "1", "", logFlags{"auto", "warn", false}, file, accesslog.Options{Format: accesslog.Text, Level: slog.LevelWarn}},
		{"a buffer", "1", "", logFlags{"auto", "error", false}, &bytes.Buffer{}, accesslog.Options{Format: accesslog.Text, Level: slog.LevelError}},
		{"text", "1", "", logFlags{"text", "info", false}, terminal, accesslog.Options{Format: accesslog.Text}},
		{"json, quiet", "1", "", logFlags{"json", "info", true}, file, accesslog.Options{Format: accesslog.JSON, Level: slog.LevelError}},
	} {
		t.Setenv("NO_COLOR", tt.noColour)
		t.Setenv("TERM", tt.term)
		if got, err := tt.flags.options(tt.to); got != tt.want || err != nil {
			t.Errorf("%s: %+v, %v, want %+v", tt.what, got, err, tt.want)
		}
	}
}

// serveInto is serveProcess with its standard error to a file.
func serveInto(t *testing.T, stderr *os.File, args ...string) *process {
	t.Helper()
	p := newServe(t, args...)
	p.Stderr = stderr
	return p.start(t)
}

// hangs sends requests that are refused, and logged.
func (p *process) hangs(t *testing.T, n int) {
	t.Helper()
	for range n {
		r, err := http.NewRequestWithContext(t.Context(), "POST", p.URL+"/api/v2/agentbox.php?api=hang&agent_id=12991&x=1", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("wolkvox-token", p.Token)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusNotFound {
			t.Fatal(res.Status)
		}
	}
}

func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		t.Errorf("the end: %v", err)
	}
}

// Whoever reads the log may stall or leave: requests are answered, and the end comes.
func TestServe_nobodyReadsTheLog(t *testing.T) {
	t.Parallel()
	for _, leaves := range []bool{false, true} {
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		p := serveInto(t, writer)
		writer.Close()
		if leaves {
			reader.Close()
		}
		p.hangs(t, 400) // more than a pipe holds
		if health := get(t, p.URL+"/health"); !strings.Contains(health, "ok") {
			t.Errorf("the health is %s", health)
		}
		p.stop(t)
	}
}

// With --log-format json each line of standard error is an object, from the greeting to the farewell.
func TestServe_everyLineIsJSON(t *testing.T) {
	t.Parallel()
	p := &process{Cmd: program(t, "serve", "--addr", "127.0.0.1:0", "--log-format", "json", "--admin-token", "s3cret", "--log-level", "error")}
	out, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() })
	log := json.NewDecoder(out)
	var line struct{ Msg, Level, URL, Console, Token, Server, Bearer, Try string }
	if err := log.Decode(&line); err != nil {
		t.Fatal(err)
	}
	if line.Level != "INFO" || line.Token == "" || line.Server != "0042" || line.Bearer != "s3cret" || line.Console != line.URL+"/console/" || !strings.Contains(line.Try, "api=hang") {
		t.Errorf("the greeting is %+v", line)
	}
	r, err := http.NewRequestWithContext(t.Context(), "POST", line.URL+"/__admin/worlds/default/faults",
		strings.NewReader(`{"operation": "hang", "outcome": "token_busy", "agent_id": "\u009b2J"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer s3cret")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusCreated {
		t.Fatal(res.Status)
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"INFO finishing the requests under way", "ERROR world default: the fault "} {
		line.Msg = ""
		if err := log.Decode(&line); err != nil || !strings.HasPrefix(line.Level+" "+line.Msg, want) || strings.Contains(line.Msg, "\u009b") {
			t.Errorf("%v, got %q, want %q", err, line.Level+" "+line.Msg, want)
		}
	}
	if rest, err := io.ReadAll(io.MultiReader(log.Buffered(), out)); strings.TrimSpace(string(rest)) != "" || err != nil {
		t.Errorf("the rest is %q, %v", rest, err)
	}
	if err := p.Wait(); err != nil {
		t.Error(err)
	}
}

// A full disk takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// What ends serve before it has begun is a line of the log too, once its format is known.
func TestServe_complainsInTheFormatOfTheLog(t *testing.T) {
	for _, tt := range []struct{ env, args, want string }{
		{"", "serve --adr x --log-format json", `"level":"ERROR","msg":"unknown flag: --adr","help":"See wolkvox-mock serve --help.","exit_code":2}` + "\n"},
		{"", "serve --log-format=json --latency soon", `"msg":"invalid argument \"soon\" for \"--latency\" flag`},
		{"", "serve --log-format json --token-concurrency 0", `"msg":"--token-concurrency: got 0: expected at least 1"`},
		{"", "serve --log-format json 8042", `"msg":"unknown command \"8042\"`},
		{"", "serve --log-format json --json --addr 127.0.0.1:0", `"exit_code":10}`},
		{"json", "serve --adr x", `"msg":"unknown flag: --adr"`},
		{"json", "serve --adr x --log-format text", `level=ERROR msg="unknown flag: --adr" help="See wolkvox-mock serve --help." exit_code=2` + "\n"},
		{"", "serve --adr x", "wolkvox-mock: unknown flag: --adr\nSee wolkvox-mock serve --help.\n"},
		{"", "serve --log-format xml", "wolkvox-mock: --log-format is \"xml\": expected auto, text or json\n"},
		{"json", "sevre", "wolkvox-mock: unknown command \"sevre\""}, // it has no log
	} {
		if tt.env != "" {
			t.Setenv("WOLKVOX_MOCK_LOG_FORMAT", tt.env)
		} else {
			_ = os.Unsetenv("WOLKVOX_MOCK_LOG_FORMAT")
		}
		var stderr bytes.Buffer
		if code := run(t.Context(), strings.Fields(tt.args), full{}, &stderr); code == exitGood {
			t.Errorf("%s: exit code %d", tt.args, code)
		}
		if got := stderr.String(); !strings.Contains(got, tt.want) || strings.HasPrefix(tt.want, `"`) && !json.Valid([]byte(got)) {
			t.Errorf("%s (%s):\n%s\nwant %s", tt.args, tt.env, got, tt.want)
		}
	}
}

// Each violation is logged with the world, the operation and the number of its entry in the journal; the second request also
// repeats the first. All is written at the end; --quiet leaves everything out.
func TestServe_logsViolations(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args  []string
		lines int
	}{{nil, 6}, {[]string{"--log-level", "warn"}, 4}, {[]string{"--quiet"}, 0}} {
		log, err := os.Create(t.TempDir() + "/log")
		if err != nil {
			t.Fatal(err)
		}
		defer log.Close()
		p := serveInto(t, log, tt.args...)
		p.hangs(t, 2)
		p.stop(t)
		text, err := os.ReadFile(log.Name())
		if err != nil {
			t.Fatal(err)
		}
		const violation = "level=WARN msg=violation world=default seq=2 operation=hang rule=parameter-unknown severity=violation where=\"query x\""
		if lines := strings.Count(string(text), "\n"); lines != tt.lines || strings.Contains(string(text), violation) != (tt.lines > 0) {
			t.Errorf("serve %v logs %d lines, want %d:\n%s", tt.args, lines, tt.lines, text)
		}
	}
}
