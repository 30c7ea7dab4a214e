package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// A command that is left behind by a run that was killed is told to end.
func TestRun_killed(t *testing.T) {
	t.Setenv("WOLKVOX_MOCK_CA_DIR", t.TempDir())
	t.Setenv("TMPDIR", t.TempDir()) // where the files of this one stay
	p, lines := startSignals(t, program(t, append([]string{"run"}, be(t, "signals")...)...))
	_ = p.Process.Kill()
	if got := lines(); got != "terminated" {
		t.Errorf("the command says %q", got)
	}
}

// At a terminal the command is in the foreground, and a key that sends a signal reaches it once, by the terminal.
func TestRun_terminal(t *testing.T) {
	homeless(t)
	keys, tty := terminal(t)
	p := program(t, append([]string{"run"}, be(t, "signals")...)...)
	p.Stdin, p.Stdout, p.Stderr = tty, tty, tty
	p.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-p.Process.Pid, syscall.SIGKILL) })
	tty.Close()
	lines := bufio.NewReader(keys)
	next := func() string {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return strings.Trim(line, "\r\n")
	}
	for got := next(); got != ready(); got = next() {
	}
	if _, err := keys.WriteString("\x03"); err != nil { // Ctrl-C
		t.Fatal(err)
	}
	if got := next(); got != "^Cinterrupt" {
		t.Errorf("after Ctrl-C the command says %q", got)
	}
	_ = p.Process.Signal(syscall.SIGTERM) // comes after whatever run has made of the key
	if got := next(); got != "terminated" {
		t.Errorf("then it says %q", got)
	}
	_ = p.Process.Signal(syscall.SIGUSR1)
	_, _ = io.Copy(io.Discard, lines) // the verdict; the terminal ends with an error
	if err := p.Wait(); p.ProcessState.ExitCode() != 3 {
		t.Error(err)
	}
}

// terminal is a pseudo-terminal: the side of the person, and that of the program.
func terminal(t *testing.T) (keys, tty *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("this test needs a pseudo-terminal: %v", err)
	}
	t.Cleanup(func() { keys.Close() })
	if err := unix.IoctlSetPointerInt(int(keys.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(keys.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return keys, tty
}

// Who heeds no variable is told of --isolate, where there is that.
func TestRun_whatHelps(t *testing.T) {
	homeless(t)
	var stderr bytes.Buffer
	run(t.Context(), []string{"run", "--", "true"}, io.Discard, &stderr)
	if !strings.Contains(stderr.String(), "wolkvox-mock run --isolate -- COMMAND\n") {
		t.Error(&stderr)
	}
}

// Inside, a program that heeds no variable comes here, and nowhere else; it keeps its user and has no capabilities. Root does
// this as well as anybody.
func TestRun_isolate(t *testing.T) {
	for _, user := range []int{os.Getuid(), 65534} {
		if user != os.Getuid() && os.Getuid() != 0 {
			continue
		}
		t.Run(fmt.Sprint("user ", user), func(t *testing.T) {
			p := isolated(t, user, be(t, "client", "direct")...)
			out, err := p.Output()
			if p.ProcessState.ExitCode() == exitEnvironment {
				t.Skipf("no namespaces here: %s", p.Stderr)
			}
			if want := fmt.Sprintf("elsewhere: true\nunknown: true\ntrue %d\n", user); err != nil || string(out) != want {
				t.Errorf("%v\n%s\nwant\n%s\nstderr: %s", err, out, want, p.Stderr)
			}
		})
	}
}

// isolated is run --isolate, as a user.
func isolated(t *testing.T, user int, args ...string) *exec.Cmd {
	t.Helper()
	open, err := os.MkdirTemp("", "isolated-") //nolint:usetesting // t.TempDir is for one user alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(open) })
	if err := os.Chmod(open, 0o777); err != nil { // for the other user
		t.Fatal(err)
	}
	p := program(t)
	self := filepath.Join(open, "wolkvox-mock")
	if err := os.Link(p.Path, self); err != nil {
		binary, err := os.ReadFile(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(self, binary, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for i := range args {
		if args[i] == p.Path {
			args[i] = self
		}
	}
	p.Path, p.Args = self, append([]string{self, "run", "--isolate", "--ca-dir", filepath.Join(open, "ca")}, args...)
	p.Env = append(p.Env, "TMPDIR="+open, "HOME="+open)
	p.Dir, p.Stderr = open, &bytes.Buffer{}
	if user != os.Getuid() {
		p.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(user), Gid: uint32(user)}}
	}
	return p
}

// Exit codes and signals are those of a run without it, and nobody's capabilities are nobody's.
func TestRun_isolatedProcess(t *testing.T) {
	user := os.Getuid()
	if user == 0 {
		user = 65534
	}
	p := isolated(t, user, "--", "sh", "-c", `grep -c '^Cap.*0000000000000000$' /proc/self/status; kill -TERM $$`)
	out, _ := p.Output()
	code := p.ProcessState.ExitCode()
	if code == exitEnvironment {
		t.Skipf("no namespaces here: %s", p.Stderr)
	}
	if said := fmt.Sprint(p.Stderr); code != 143 || string(out) != "5\n" || strings.Count(said, "wolkvox-mock:") != 2 {
		t.Errorf("exit code %d, %s sets of capabilities are empty\n%s", code, out, said)
	}
	p, lines := startSignals(t, isolated(t, user, be(t, "signals")...))
	_ = p.Process.Signal(syscall.SIGTERM)
	if got := lines(); got != "terminated" {
		t.Errorf("the command says %q", got)
	}
	_ = p.Process.Signal(syscall.SIGUSR1)
	if _ = p.Wait(); p.ProcessState.ExitCode() != 3 {
		t.Errorf("exit code %d\n%s", p.ProcessState.ExitCode(), p.Stderr)
	}
}

// Where there are no namespaces, run says why, and what works instead.
func TestRun_isolateForbidden(t *testing.T) {
	t.Setenv("WOLKVOX_MOCK_CA_DIR", t.TempDir())
	c := program(t)
	c.Args = []string{"sh", "-c", `echo 0 >/proc/sys/user/max_user_namespaces || exit 77; exec "$0" run --isolate -- true`, c.Path}
	c.Path = "/bin/sh"
	c.SysProcAttr = &syscall.SysProcAttr{ // where the setting is ours
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := c.CombinedOutput()
	switch {
	case c.ProcessState == nil || c.ProcessState.ExitCode() == 77:
		t.Skipf("no namespaces here, or no setting: %v\n%s", err, out)
	case c.ProcessState.ExitCode() != exitEnvironment:
		t.Errorf("exit code %d", c.ProcessState.ExitCode())
	}
	for _, want := range []string{
		"sysctl user.max_user_namespaces is 0", "a line in /etc/hosts: 127.0.0.1 wv0042.wolkvox.com", "network alias",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("it says\n%s\nwant %q", out, want)
		}
	}
}
