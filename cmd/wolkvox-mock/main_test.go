package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"wolkvoxmock/mockserver/intercept/isolate"
)

// The tests start the same program as main: this test binary, told to be it.
const beMain = "WOLKVOX_MOCK_TEST_IS_MAIN"

// programs are what the test binary can be told to be; benchmarks add others.
var programs = map[string]func(){"1": main}

func TestMain(m *testing.M) {
	if isolate.Inside() { // run has started itself once more
		main()
	}
	if name := os.Getenv(beMain); name != "" {
		_ = os.Unsetenv(beMain)
		programs[name]()
	}
	os.Exit(m.Run())
}

func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self, args...)
	c.Env = append(os.Environ(), beMain+"=1")
	return c
}

// A process is a running serve.
type process struct {
	*exec.Cmd
	URL, Addr, Token, Server string
	stderr                   *bytes.Buffer
}

// serveProcess starts serve on a free port and waits until it says where.
func serveProcess(t *testing.T, args ...string) *process {
	t.Helper()
	return newServe(t, args...).start(t)
}

// newServe is serve on a free port, not yet started, with its standard error in memory.
func newServe(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: program(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--json"}, args...)...), stderr: &bytes.Buffer{}}
	p.Stderr = p.stderr
	return p
}

func (p *process) start(t *testing.T) *process {
	t.Helper()
	line := started(t, p.Cmd)
	if err := json.Unmarshal(line, p); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return p
}

// started starts a program and is the first line that it prints.
func started(t testing.TB, c *exec.Cmd) []byte {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		_ = c.Wait()
		t.Fatalf("no line on standard output: %v\n%v", err, c.Stderr)
	}
	return line
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestExitCodes(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() }) // after the parallel subtests
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := free.Addr().String()
	free.Close()
	file := func(text string) string {
		name := filepath.Join(t.TempDir(), "my.yaml")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string // on stderr
	}{
		{"no arguments", nil, exitGood, ""},
		{"help", []string{"--help"}, exitGood, ""},
		{"version", []string{"version"}, exitGood, ""},
		{"spec", []string{"spec"}, exitGood, ""},
		{"completion", []string{"completion", "bash"}, exitGood, ""},
		{"unknown command", []string{"sevre"}, exitUsage, `unknown command "sevre"`},
		{"unknown flag", []string{"serve", "--adr", "x"}, exitUsage, "unknown flag: --adr"},
		{"argument too many", []string{"serve", "8042"}, exitUsage, `unknown command "8042"`},
		{"bad address", []string{"serve", "--addr", "8042"}, exitUsage, "8042"},
		{"bad latency", []string{"serve", "--latency", "500"}, exitUsage, "latency"},
		{"negative latency", []string{"serve", "--latency", "-1s"}, exitUsage, "--latency is -1s: expected 0s to 1h0m0s"},
		{"long latency", []string{"serve", "--latency", "61m"}, exitUsage, "--latency is 1h1m0s: expected 0s to 1h0m0s"},
		{"token concurrency", []string{"serve", "--token-concurrency", "0"}, exitUsage, "--token-concurrency: got 0: expected at least 1"},
		{"bad cors", []string{"serve", "--cors", "some"}, exitUsage, `--cors: got "some": expected any or off`},
		{"log format", []string{"serve", "--log-format", "xml"}, exitUsage, `--log-format is "xml": expected auto, text or json`},
		{"log level", []string{"serve", "--log-level", "loud"}, exitUsage, `--log-level is "loud": expected info, warn or error`},
		{"bad clock", []string{"serve", "--clock", "noon"}, exitUsage, `--clock is "noon": expected a time such as 2026-01-31T09:00:00Z`},
		{"clock of another age", []string{"serve", "--clock", "1750-01-31T09:00:00Z"}, exitUsage, "--clock: the time of the clock is 1750-01-31T09:00:00Z: expected 1970-01-01T00:00:00Z to 9999-12-31T00:00:00Z"},
		{"no speed", []string{"serve", "--speed", "0"}, exitUsage, "--speed: "},
		{"running without a clock", []string{"serve", "--clock-running"}, exitUsage, "--clock-running needs --clock"},
		{"bad time zone", []string{"serve", "--timezone", "Bogota"}, exitUsage, `"Bogota" is no time zone: expected a name of the IANA database, such as America/Bogota`},
		{"pages of all origins", []string{"serve", "--allow-origin", "https://crm.example,*"}, exitUsage, `--allow-origin: got "*": expected each origin by its name`},
		{"bad public URL", []string{"serve", "--public-url", "mock"}, exitUsage, "expected one such as https://mock.example:8042"},
		{"bad ttl", []string{"serve", "--world-ttl", "-1s"}, exitUsage, "--world-ttl is -1s: expected 0s to 8760h0m0s"},
		{"a journal of no bytes", []string{"serve", "--journal-bytes", "0"}, exitUsage, `invalid argument "0" for "--journal-bytes" flag: expected a number of bytes such as 67108864`},
		{"no world at all", []string{"serve", "--max-worlds", "0"}, exitUsage, "expected at least 1"},
		{"no room", []string{"serve", "--max-world-bytes", "64 MB"}, exitUsage, "expected a number of bytes such as 67108864, 512KiB, 64MiB"},
		{"room for less than the demo world", []string{"serve", "--max-bytes", "1KiB"}, exitUsage, "serve --max-bytes"},
		{"no world file", []string{"serve", "--world", "nowhere.yaml"}, exitUsage, "nowhere.yaml: no such file"},
		{"bad world file", []string{"serve", "--world", file("agnts: []\n")}, exitUsage, `my.yaml:1: unknown key "agnts": expected one of server, tokens, clock`},
		{"rules file without end", []string{"serve", "--rules", "/dev/zero"}, exitUsage, "--rules: /dev/zero is a device: expected a regular file"},
		{"world file without end", []string{"serve", "--world", "/dev/zero"}, exitUsage, "--world: /dev/zero is a device: expected a regular file"},
		{"world file too large", []string{"serve", "--world", file(strings.Repeat("#", 4<<20+1))}, exitUsage, "my.yaml has more than 4194304 bytes"},
		{"bad document", []string{"serve", "--spec", file("openapi: 3.0.3\n")}, exitUsage, "my.yaml:1: "},
		{"document with a key twice", []string{"serve", "--spec", file("openapi: 3.0.3\nopenapi: 3.0.3\n")}, exitUsage, `my.yaml:2: key "openapi" is there twice`},
		{"document without end", []string{"spec", "--spec", "/dev/zero"}, exitUsage, "--spec: /dev/zero is a device: expected a regular file"},
		{"document too large", []string{"spec", "--spec", file(strings.Repeat("#", 1<<20+1))}, exitUsage, "my.yaml has more than 1048576 bytes"},
		{"port in use", []string{"serve", "--addr", taken.Addr().String()}, exitEnvironment, "take another with --addr"},
		{"bad view", []string{"spec", "--view", "nice"}, exitUsage, "portable"},
		{"bad format", []string{"spec", "--format", "xml"}, exitUsage, "yaml"},
		{"nobody answers", []string{"call", "hang", "--agent_id", "12989", "--url", "http://" + nobody}, exitConnection, "refused"},
		{"nobody is healthy", []string{"healthcheck", "--addr", nobody}, exitConnection, "refused"},
		{"unknown operation", []string{"call", "hng"}, exitUsage, "hng"},
		{"parameter missing", []string{"call", "hang"}, exitUsage, "agent_id"},
		{"parameter wrong", []string{"call", "hang", "--agent_id", "x"}, exitUsage, "agent_id"},
		{"no file to upload", []string{"call", "upload_audio", "--file", "nowhere.wav"}, exitUsage, "nowhere.wav: no such file"},
		{"nothing to upload", []string{"call", "upload_audio"}, exitUsage, "body file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			if code := run(t.Context(), tt.args, &stdout, &stderr); code != tt.code {
				t.Errorf("exit code %d, want %d\n%s", code, tt.code, &stderr)
			}
			if !strings.Contains(stderr.String(), tt.says) {
				t.Errorf("stderr says\n%s\nwant %q in it", &stderr, tt.says)
			}
		})
	}
}

// What could not be printed was not done.
func TestExitCodes_standardOutputIsFull(t *testing.T) {
	for _, args := range [][]string{
		{"version"}, {"spec"}, {"explain"}, {"explain", "hang"}, {"explain", "hang/hung_up"}, {"serve", "--addr", "127.0.0.1:0", "--json"},
	} {
		var stderr bytes.Buffer
		if code := run(t.Context(), args, full{}, &stderr); code != exitEnvironment || !strings.Contains(stderr.String(), "standard output: ") {
			t.Errorf("%v: exit code %d, %s", args, code, &stderr)
		}
	}
}

func TestEnvironment_fillsInWhatTheCommandLineLeavesOut(t *testing.T) {
	t.Setenv("WOLKVOX_MOCK_FORMAT", "json")
	var out bytes.Buffer
	if code := run(t.Context(), []string{"spec"}, &out, io.Discard); code != 0 || !json.Valid(out.Bytes()) {
		t.Errorf("code %d, JSON %v", code, json.Valid(out.Bytes()))
	}
	out.Reset()
	if code := run(t.Context(), []string{"spec", "--format", "yaml"}, &out, io.Discard); code != 0 || json.Valid(out.Bytes()) {
		t.Errorf("the flag should win: code %d", code)
	}
	t.Setenv("WOLKVOX_MOCK_LATENCY", "soon")
	var stderr bytes.Buffer
	if code := run(t.Context(), []string{"serve"}, io.Discard, &stderr); code != exitUsage || !strings.Contains(stderr.String(), "WOLKVOX_MOCK_LATENCY") {
		t.Errorf("code %d, %s", code, &stderr)
	}
}

func TestServe_drainsAndExitsOnASignal(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			p := serveProcess(t)
			// A request that stands at a gate when the signal comes gets its answer.
			post(t, p.URL+"/__admin/worlds/default/gates", `{"operation": "hang"}`)
			answer := make(chan string, 1)
			go func() {
				r, _ := http.NewRequest("POST", p.URL+"/api/v2/agentbox.php?api=hang&agent_id=12989", nil)
				r.Header.Set("wolkvox-token", p.Token)
				res, err := http.DefaultClient.Do(r)
				if err != nil {
					answer <- err.Error()
					return
				}
				defer res.Body.Close()
				b, _ := io.ReadAll(res.Body)
				answer <- string(b)
			}()
			get(t, p.URL+"/__admin/worlds/default/gates/1?waiting=1")
			if err := p.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if got := <-answer; !strings.Contains(got, "Hang has been successful") {
				t.Errorf("the request under way was answered %q", got)
			}
			if err := p.Wait(); err != nil {
				t.Errorf("%v\n%s", err, p.stderr)
			}
		})
	}
}

// The mock goes with the test runner that started it: when its standard input ends, it ends as after a signal.
func TestServe_exitsWithItsStandardInput(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := newServe(t, "--exit-with-stdin", "--timezone", "America/Mexico_City", "--public-url", "https://mock.example")
	p.Stdin = reader
	p.start(t)
	if p.URL != "https://mock.example" {
		t.Errorf("the URL is %s", p.URL)
	}
	get(t, "http://"+p.Addr+"/health")
	reader.Close()
	if _, err := writer.WriteString("what is written does not matter\n"); err != nil {
		t.Fatal(err)
	}
	writer.Close()
	if err := p.Wait(); err != nil || !strings.Contains(p.stderr.String(), "finishing the requests under way") {
		t.Errorf("%v\n%s", err, p.stderr)
	}
}

// Pages of the origins that the flag names may use the control API, however often it is given.
func TestServe_allowOrigin(t *testing.T) {
	p := serveProcess(t, "--allow-origin", "https://crm.example,http://localhost:3000", "--allow-origin", "http://[::1]:3000")
	for origin, want := range map[string]int{
		"https://crm.example": 200, "http://localhost:3000": 200, "http://[::1]:3000": 200, "https://other.example": 403,
	} {
		r, _ := http.NewRequest("GET", p.URL+"/__admin/worlds", nil)
		r.Header.Set("Origin", origin)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if allowed := res.Header.Get("Access-Control-Allow-Origin"); res.StatusCode != want || (allowed == origin) != (want == 200) {
			t.Errorf("%s: %d, allowed %q", origin, res.StatusCode, allowed)
		}
	}
}

func post(t *testing.T, url, body string) {
	t.Helper()
	res, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		t.Fatalf("%s: %s", url, res.Status)
	}
}

func TestServe_logsNoToken(t *testing.T) {
	p := serveProcess(t)
	get(t, p.URL+"/api/v2/agentbox.php?api=hang&agent_id=1&wolkvox-token="+p.Token)
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		t.Fatal(err)
	}
	if log := p.stderr.String(); !strings.Contains(log, "method_wrong") && !strings.Contains(log, "token_missing") || strings.Contains(log, p.Token) {
		t.Errorf("the log:\n%s", log)
	}
}

func TestCall(t *testing.T) {
	p := serveProcess(t)
	audio := filepath.Join(t.TempDir(), "welcome.wav")
	if err := os.WriteFile(audio, []byte("RIFF"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args         string
		code         int
		stdout, says string
	}{
		{"hang --agent_id 12989", exitGood, `"msg": "Hang has been successful"`, "hang: hung_up (HTTP 200)"},
		{"hang --agent_id 12989", exitFailed, `"code": "404"`, "no_active_call"},
		{"disable_agent --agent_id 12992", exitGood, `"code": 202`, "agent_disabled"},
		{"add_dnc --type_call all --telephones 3000000000 --telephones 3000000001", exitGood, `"msg": "2 telephones were added"`, "numbers_added"},
		{"remove_dnc --telephones all", exitGood, `"msg": "2 telephones were deleted"`, "numbers_removed"},
		{"upload_audio --file " + audio + " --file " + audio, exitGood, `"filename": "welcome.wav"`, "audios_uploaded (HTTP 201)"},
		{"audio_list", exitGood, `"msg": "1 records were found"`, "audios_found"},
		{"real_time_agents", exitGood, `"agent_id": "12989"`, "agents_found"},
		{"edit_agent --agent_id 12992 --agent_pass=", exitGood, `"msg": "agent has been updated"`, "agent_edited"},
		{"hang --agent_id 12989 --token wrong", exitFailed, "PLEASE VALIDATE TOKEN", "token_unknown"},
	} {
		var stdout, stderr bytes.Buffer
		args := append([]string{"call"}, strings.Fields(tt.args)...)
		if code := run(t.Context(), append(args, "--url", p.URL), &stdout, &stderr); code != tt.code {
			t.Errorf("call %s: exit code %d, want %d", tt.args, code, tt.code)
		}
		if !strings.Contains(stdout.String(), tt.stdout) || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("call %s:\n%s%s\nwant %q and %q", tt.args, &stdout, &stderr, tt.stdout, tt.says)
		}
	}
	var help bytes.Buffer
	if code := run(t.Context(), []string{"call", "add_dnc", "--help"}, &help, io.Discard); code != exitGood {
		t.Errorf("help: exit code %d", code)
	}
	for _, want := range []string{`--telephones stringArray   The numbers (repeat the flag for more)`, `--type_call string         Direction; "inbound/outbound" and "all" both mean both (such as inbound/outbound)`} {
		if !strings.Contains(help.String(), want) {
			t.Errorf("help:\n%s\nwant %s", &help, want)
		}
	}
	if code := run(context.Background(), []string{"healthcheck", "--addr", strings.TrimPrefix(p.URL, "http://")}, io.Discard, io.Discard); code != exitGood {
		t.Errorf("healthcheck: exit code %d", code)
	}
}
