//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
	"wolkvoxmock/mockserver/intercept/environ"
)

func init() {
	programs["client"] = hardCoded
	programs["signals"] = tellSignals
}

// hardCoded is a program with the address of the real service written into it. With an argument it heeds no proxy, and says
// whether it reaches anything else.
func hardCoded() {
	const url = "https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989"
	tr := http.DefaultTransport.(*http.Transport).Clone()
	if len(os.Args) > 1 {
		tr.Proxy = nil
		_, err := net.Dial("tcp", "192.0.2.1:443")
		fmt.Println("elsewhere:", errors.Is(err, syscall.ENETUNREACH))
		_, err = net.LookupHost("example.com")
		var dns *net.DNSError
		fmt.Println("unknown:", errors.As(err, &dns) && dns.IsNotFound)
	}
	r, err := http.NewRequest("POST", url, nil)
	if err != nil {
		panic(err)
	}
	r.Header.Set("wolkvox-token", mockserver.DemoToken)
	res, err := (&http.Client{Transport: tr}).Do(r)
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	fmt.Println(strings.Contains(string(body), "Hang has been successful"), os.Getuid())
	os.Exit(0)
}

// tellSignals is a program that says which signals it gets, and ends with SIGUSR1.
func tellSignals() {
	ignored := signal.Ignored(syscall.SIGHUP)
	caught := make(chan os.Signal, 16)
	signal.Notify(caught)
	fmt.Println("ready", ignored)
	for sig := range caught {
		switch sig {
		case syscall.SIGURG: // Go's own
			continue
		case syscall.SIGUSR1:
			os.Exit(3)
		}
		if _, err := fmt.Println(sig); err != nil { // nobody reads any more
			os.Exit(4)
		}
	}
}

// be is a command that is one of the programs.
func be(t *testing.T, name string, args ...string) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{"--", "env", beMain + "=" + name, self}, args...)
}

// homeless has the mock make its folders where a test can see them, and fails the test when a run leaves its own behind.
func homeless(t *testing.T) {
	t.Helper()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("WOLKVOX_MOCK_CA_DIR", t.TempDir())
	t.Cleanup(func() {
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("a run has left %v (%v)", left, err)
		}
	})
}

func TestRun_exitCodes(t *testing.T) {
	homeless(t)
	twice := file(t, "expectations: [{operation: hang, exactly: 2}]", 0o600)
	untrusting := be(t, "client")
	untrusting = append([]string{"--", "env", "-u", "SSL_CERT_FILE"}, untrusting[2:]...)
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string // on stderr
	}{
		{"nothing reached the mock", []string{"--", "true"}, exitFailed, "no request arrived"},
		{"the command's own goes first", []string{"--", "sh", "-c", "exit 7"}, 7, "no request arrived"},
		{"and is no wrong use", []string{"sh", "-c", "exit 2"}, 2, "sh ended with exit code 2\n"},
		{"killed", []string{"sh", "-c", "kill -KILL $$"}, 137, "sh was killed by signal 9 (killed)"},
		{"not found", []string{"--", "no-such-program"}, 127, "no-such-program: command not found"},
		{"not executable", []string{"--", "/dev/null"}, 126, "/dev/null cannot be run: permission denied"},
		{"no program", []string{"--", file(t, "text", 0o700)}, 126, "cannot be run: exec format error"},
		{"no command", nil, exitUsage, "a command is missing"},
		{"bad flag", []string{"--latency", "-1s", "--", "true"}, exitUsage, "--latency is -1s"},
		{"bad world", []string{"--world", "nowhere.yaml", "--", "true"}, exitUsage, "nowhere.yaml"},
		{"bad threshold", []string{"--min-coverage", "x", "--", "true"}, exitUsage, "--min-coverage"},
		{"no folder for the log", []string{"--log-file", "/dev/null/log", "--", "true"}, exitEnvironment, "--log-file"},
		{"bad level", []string{"--log-level", "loud", "--", "true"}, exitUsage, "--log-level"},
		{"reached", be(t, "client"), exitGood, "PASSED"},
		{"reached, but not enough", append([]string{"--min-coverage", "outcomes=80"}, be(t, "client")...), exitCoverage,
			"outcomes under 80 %"},
		{"not as expected", append([]string{"--expect", twice}, be(t, "client")...), exitFailed, "expectation-failed"},
		{"expected nonsense", []string{"--expect", "nowhere.yaml", "--", "true"}, exitUsage, "--expect: "},
		{"no trust", untrusting, 3, "does not trust our certificate authority"},
		{"though it was told", untrusting, 3, "run has set that"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), append([]string{"run"}, tt.args...), &stdout, &stderr); code != tt.code {
			t.Errorf("%s: exit code %d, want %d\n%s", tt.name, code, tt.code, &stderr)
		}
		if !strings.Contains(stderr.String(), tt.says) || tt.code != exitUsage && strings.Contains(stderr.String(), "--help") {
			t.Errorf("%s: stderr says\n%s\nwant %q in it", tt.name, &stderr, tt.says)
		}
	}
}

// Without a home, or one that cannot be written to, a run has an authority of its own; one that is there and not to be used, or
// that was asked for, is an error as ever.
func TestRun_authorityOfItsOwn(t *testing.T) {
	homeless(t)
	open := t.TempDir()
	if err := os.Mkdir(filepath.Join(open, "wolkvox-mock"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(open, "wolkvox-mock", "ca.key"), nil, 0o644); err != nil { // readable by others
		t.Fatal(err)
	}
	for _, tt := range []struct {
		data, home, dir string
		code            int
		says            string
	}{
		{"", "", "", exitGood, "$HOME is not defined; name one with --ca-dir; this run has an authority of its own\n"},
		{"", "/dev/null", "", exitGood, "this run has an authority of its own\n"},
		{"", "/dev/null", "/dev/null/ca", exitEnvironment, "another folder is named with --ca-dir\n"},
		{open, "", "", exitEnvironment, "may be read by others"},
	} {
		t.Setenv("XDG_DATA_HOME", tt.data)
		t.Setenv("HOME", tt.home)
		t.Setenv("WOLKVOX_MOCK_CA_DIR", tt.dir)
		var stderr bytes.Buffer
		code := run(t.Context(), append([]string{"run"}, be(t, "client")...), io.Discard, &stderr)
		if code != tt.code || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("%+v: exit code %d\n%s", tt, code, &stderr)
		}
	}
}

// file is a file with some text.
func file(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return name
}

// A client with an account of its own written into it finds it here, unless that is turned off.
func TestRun_adopt(t *testing.T) {
	homeless(t)
	demo, err := os.ReadFile("../../testdata/worlds/demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	other := strings.NewReplacer("0042", "0077", mockserver.DemoToken, "00000000000000000000").Replace(string(demo))
	world := file(t, other, 0o600)
	for _, adopt := range []bool{true, false} {
		var stdout, stderr bytes.Buffer
		args := append([]string{"run", "--world", world, fmt.Sprintf("--adopt=%v", adopt)}, be(t, "client")...)
		run(t.Context(), args, &stdout, &stderr)
		if strings.HasPrefix(stdout.String(), "true ") != adopt || strings.Contains(stderr.String(), "world-adopted") != adopt {
			t.Errorf("--adopt=%v:\n%s%s", adopt, &stdout, &stderr)
		}
	}
}

// Standard error is the command's: the log is silent unless it is asked for.
func TestRun_log(t *testing.T) {
	homeless(t)
	log := filepath.Join(t.TempDir(), "log")
	for _, tt := range []struct {
		flags  []string
		stderr bool
		file   bool
	}{
		{nil, false, false},
		{[]string{"--log-level", "info"}, true, false},
		{[]string{"--log-file", log}, false, true},
	} {
		var stderr bytes.Buffer
		_ = os.Remove(log)
		p := program(t, append(append([]string{"run"}, tt.flags...), be(t, "client")...)...) // whose files are files
		p.Stderr = &stderr
		if err := p.Run(); err != nil {
			t.Error(err)
		}
		text, _ := os.ReadFile(log)
		logged := func(s string) bool { return strings.Contains(s, "outcome=hung_up") }
		if logged(stderr.String()) != tt.stderr || logged(string(text)) != tt.file {
			t.Errorf("%v:\n%s\nfile:\n%s", tt.flags, &stderr, text)
		}
	}
}

// A signal to run reaches the command, each time; run ends when the command does.
func TestRun_passesSignalsOn(t *testing.T) {
	homeless(t)
	p, lines := startSignals(t, program(t, append([]string{"run"}, be(t, "signals")...)...))
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		if err := p.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if got := lines(); got != sig.String() {
			t.Errorf("%v: the command says %q", sig, got)
		}
	}
	_ = p.Process.Signal(syscall.SIGUSR1)
	if err := p.Wait(); p.ProcessState.ExitCode() != 3 {
		t.Errorf("%v\n%s", err, p.Stderr)
	}
}

// What nohup has ignored stays ignored.
func TestRun_ignoredSignals(t *testing.T) {
	homeless(t)
	c := program(t)
	c.Args = append([]string{"sh", "-c", `trap "" HUP; exec "$0" run "$@"`, c.Path}, be(t, "signals")...)
	c.Path = "/bin/sh"
	p, lines := newSignals(t, c)
	if first := lines(); first != "ready true" {
		t.Errorf("the command says %q", first)
	}
	_ = p.Process.Signal(syscall.SIGUSR1)
	_ = p.Wait()
}

// startSignals starts run with the program that tells signals, in a session of its own, and is a function for its next line.
func startSignals(t *testing.T, c *exec.Cmd) (*exec.Cmd, func() string) {
	t.Helper()
	c, lines := newSignals(t, c)
	if first := lines(); first != ready() {
		t.Fatalf("the command says %q", first)
	}
	return c, lines
}

// ready is what the program says first: whether SIGHUP is ignored, as it is for these tests themselves under nohup.
func ready() string { return fmt.Sprint("ready ", signal.Ignored(syscall.SIGHUP)) }

func newSignals(t *testing.T, c *exec.Cmd) (*exec.Cmd, func() string) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = &bytes.Buffer{}
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // a terminal of these tests is not its own
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }) // the command too
	lines := bufio.NewScanner(out)
	return c, func() string { lines.Scan(); return lines.Text() }
}

// The variables for a mock that runs already lead a program to it.
func TestRun_printEnvOfServe(t *testing.T) {
	homeless(t)
	p := serveProcess(t, "--intercept")
	var out, stderr bytes.Buffer
	args := []string{"run", "--print-env", "--env-format", "json", "--url", p.URL}
	if code := run(t.Context(), args, &out, &stderr); code != exitGood {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	vars := map[string]string{}
	err := json.Unmarshal(out.Bytes(), &vars)
	if err != nil || vars["WOLKVOX_TOKEN"] != p.Token || vars["WOLKVOX_SERVER"] != p.Server {
		t.Fatalf("%v\n%s", err, &out)
	}
	c := program(t)
	for name, value := range vars {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Env = append(c.Env, beMain+"=client")
	if text, err := c.CombinedOutput(); err != nil || !strings.HasPrefix(string(text), "true ") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestRun_printEnvOfNobody(t *testing.T) {
	homeless(t)
	plain := serveProcess(t)
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--url", plain.URL}, exitConnection, "is it a wolkvox-mock serve --intercept?"},
		{[]string{"--url", "http://127.0.0.1:1"}, exitConnection, "start wolkvox-mock serve --intercept first"},
		{[]string{"--url", "127.0.0.1:8042"}, exitUsage, "--url is"},
		{[]string{"--env-format", "xml"}, exitUsage, `--env-format is "xml": expected sh, fish, powershell or json`},
	} {
		var stderr bytes.Buffer
		code := run(t.Context(), append([]string{"run", "--print-env"}, tt.args...), io.Discard, &stderr)
		if code != tt.code || !strings.Contains(stderr.String(), tt.says) {
			t.Errorf("%v: exit code %d\n%s", tt.args, code, &stderr)
		}
	}
}

// What would be set is shown with its reasons, and the command is not run.
func TestRun_printEnvOfCommand(t *testing.T) {
	homeless(t)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"run", "--print-env", "--", "false"}, &out, io.Discard); code != exitGood {
		t.Errorf("exit code %d", code)
	}
	want := "# a token that the mock knows\nexport WOLKVOX_TOKEN='" + mockserver.DemoToken + "'\n"
	if text := out.String(); !strings.Contains(text, want) {
		t.Error(text)
	}
}

func TestEnvFormats(t *testing.T) {
	vars := []environ.Var{{Name: "A", Value: `it's "$HOME" \ ` + "`x`", Why: "so"}, {Name: "B", Value: "<&>"}}
	for format, want := range map[string]string{
		"fish":       `set -gx A 'it\'s "$HOME" \\ ` + "`x`'\nset -gx B '<&>'\n",
		"powershell": `$env:A = 'it''s "$HOME" \ ` + "`x`'\n$env:B = '<&>'\n",
	} {
		if diff := cmp.Diff(want, string(envFormats[format](vars, false))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
	c := exec.Command("sh", "-c", `eval $1; printf '%s\n%s' "$A" "$B"`, "sh", string(envFormats["sh"](vars, false)))
	if text, err := c.CombinedOutput(); err != nil || string(text) != vars[0].Value+"\n<&>" {
		t.Errorf("sh takes it for %s (%v)", text, err)
	}
	var got map[string]string
	if err := json.Unmarshal(envFormats["json"](vars, true), &got); err != nil || got["A"] != vars[0].Value || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestOtherProxies(t *testing.T) {
	env := []string{"HTTPS_PROXY=http://me:secret@proxy:3128", "http_proxy=", "https_proxy=:", "NO_PROXY=a"}
	if got := otherProxies(env); got != "HTTPS_PROXY, https_proxy" {
		t.Error(got)
	}
}

// A run within a run is as one outside, but for what was changed in between.
func TestPrepareEnv_within(t *testing.T) {
	authority, err := intercept.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	setup := func(port string) environ.Setup {
		return environ.Setup{Proxy: "http://127.0.0.1:" + port, BaseURL: "http://127.0.0.1:" + port, Token: "t",
			CAFile: authority.File(), CAPEM: authority.PEM(), Dir: t.TempDir()}
	}
	before := []string{"PATH=/bin", "HTTPS_PROXY=http://office:3128", "PYTHONPATH=", "PYTHONPATH=/mine", "WOLKVOX_TOKEN=mine"}
	outside, vars, err := prepareEnv(before, setup("1"))
	if err != nil || cmp.Diff(before, outside) != "" {
		t.Fatalf("%v, %v", err, outside)
	}
	within := append(environ.Apply(outside, vars), "WOLKVOX_TOKEN=changed", "NEW=1")
	outside, _, err = prepareEnv(within, setup("2"))
	slices.Sort(outside)
	want := []string{"HTTPS_PROXY=http://office:3128", "NEW=1", "PATH=/bin", "PYTHONPATH=/mine",
		"WOLKVOX_TOKEN=changed", "WOLKVOX_TOKEN=mine"}
	if diff := cmp.Diff(want, outside); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// What the verdict says to try goes to the address of serve: the mock of the run is gone.
func TestRun_whatToTry(t *testing.T) {
	homeless(t)
	var stderr bytes.Buffer
	run(t.Context(), append([]string{"run"}, be(t, "client")...), io.Discard, &stderr)
	text := stderr.String()
	if n := strings.Count(text, "curl -"); n == 0 || n != strings.Count(text, "'http://127.0.0.1:8042/") {
		t.Error(text)
	}
}
