package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/intercept"
	"wolkvoxmock/mockserver/intercept/environ"
	"wolkvoxmock/mockserver/intercept/isolate"
)

type runFlags struct {
	server         serverFlags
	log            runLogFlags
	report         reportFlags
	printEnv       printEnvFlags
	caDir          string
	adopt, isolate bool
}

func runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run [flags] -- <command> [arguments]",
		Short: "Run a command against a mock of its own, and judge what it did",
		Long: `Run a command against a mock of its own, on a free port of loopback, and print what it did wrong. A program that has
https://wvNNNN.wolkvox.com written into it needs no change: variables of its environment lead it here, and have it trust the
certificates of this mock (see wolkvox-mock ca). What it sends to other hosts is passed on.

The command has the terminal, the standard files and the environment of this one, and its signals: what the terminal sends
reaches the command from there, every other SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1 and SIGUSR2 is passed on to it, as often
as it comes. Its exit code is that of run when it is not 0 (128 and the signal's number when a signal has killed it, 127 when
there is no such command, 126 when it cannot be started); else run has that of the verdict.

A program that heeds no variable (PHP's streams, wget, one that is linked statically and says so) is led here by --isolate. Then
nothing but this mock can be reached: no other host, and no server on this machine but by a Unix socket.`,
		Example: `  wolkvox-mock run -- npm test
  wolkvox-mock run --world my-world.yaml --log-file mock.log -- python3 -m pytest
  wolkvox-mock run --expect expect.yaml -- php artisan test
  wolkvox-mock run --isolate -- ./client
  eval "$(wolkvox-mock run --print-env)"   # for a serve --intercept that runs elsewhere`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case f.printEnv.on:
				return f.showEnv(c.Context(), args, c.OutOrStdout(), c.ErrOrStderr())
			case len(args) == 0:
				return errors.New("a command is missing: wolkvox-mock run -- npm test, say")
			case f.isolate && !isolate.Inside():
				return runIsolated(c.Context(), c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
			}
			cmd, err := command(c.Context(), args, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
			if err != nil {
				return err
			}
			return f.run(c.Context(), cmd, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().SetInterspersed(false) // what follows the command's name is the command's
	f.server.register(c.Flags())
	f.log.register(c.Flags())
	f.report.register(c.Flags())
	f.printEnv.register(c.Flags())
	registerCADir(c.Flags(), &f.caDir)
	c.Flags().BoolVar(&f.adopt, "adopt", true,
		"make a world for a server (wvNNNN or wolkvox_server) and a token that nobody knows, when they come for the first time")
	c.Flags().BoolVar(&f.isolate, "isolate", false,
		"lead the command here whatever it does, and let it reach nothing else: Linux, without privileges")
	return c
}

// What shells answer.
const (
	exitNotStarted = 126
	exitNotFound   = 127
	exitSignal     = 128 // and the number of the signal
)

// command is what is to be run, with the standard files as they are: no pipe is between it and a terminal, and none can be
// held open by what it leaves behind.
func command(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // which command it is, is the user's to say
	if errors.Is(cmd.Err, exec.ErrDot) {
		cmd.Err = nil // the PATH of this shell has the current directory in it, and it means that
	}
	if cmd.Err != nil {
		return nil, notStarted(args[0], cmd.Err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	return cmd, nil
}

// notStarted is why a command cannot be run, with the exit code that shells have for it.
func notStarted(name string, err error) error {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return exit(exitNotFound, "%s: command not found", name)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return exit(exitNotStarted, "%s cannot be run: %w", name, err)
}

// settleTime is how long requests may take to finish that are under way when the command has ended.
const settleTime = time.Second

// run runs the command against a mock.
func (f *runFlags) run(ctx context.Context, cmd *exec.Cmd, stdout, stderr io.Writer) (err error) {
	if _, err := f.report.demands(); err != nil {
		return err
	}
	signals := catchSignals() // from here on nothing ends without being cleaned up
	defer signals.stop()
	m, err := f.start(stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.end()) }()
	outside, vars, err := m.prepare()
	if err != nil {
		return err
	}
	cmd.Env = environ.Apply(outside, vars)
	if named := otherProxies(outside); named != "" && m.network == nil {
		fmt.Fprintf(stderr, "wolkvox-mock: other hosts are called directly, not by the proxy of %s\n", named)
	}
	code, err := signals.run(cmd, m.confine)
	if err != nil {
		return notStarted(cmd.Args[0], err)
	}
	settle, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	m.server.Settle(settle)
	verdict := f.advised(lasting(m.server.Verdict(), m.server.URL())) // before Shutdown, which opens the gates
	_ = m.server.Shutdown(settle)
	m.log.end() // it may go to standard error too
	err = f.report.report(verdict, stderr, stdout)
	if code == exitGood {
		return err
	}
	if err != nil {
		fmt.Fprintf(stderr, "wolkvox-mock: %v\n", err)
	}
	return exit(code, "%s %s", filepath.Base(cmd.Args[0]), ending(cmd.ProcessState))
}

// lasting is a verdict with command lines for the address that serve has: the mock of a run is gone when they are read.
func lasting(v mockserver.Verdict, url string) mockserver.Verdict {
	text, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var moved mockserver.Verdict
	if json.Unmarshal(bytes.ReplaceAll(text, []byte(url+"/"), []byte(serveURL+"/")), &moved) != nil {
		return v
	}
	return moved
}

// A runMock is the mock of one run.
type runMock struct {
	server    *mockserver.Server
	authority *intercept.Authority
	log       serveLog
	dir       string           // of its own, for as long as it runs
	network   *isolate.Network // nil without --isolate
}

// start starts the mock.
func (f *runFlags) start(stderr io.Writer) (m *runMock, err error) {
	opts, err := f.server.options()
	if err != nil {
		return nil, err
	}
	expected, err := f.report.expectations()
	if err != nil {
		return nil, err
	}
	opts = append(opts, mockserver.WithExpectations(expected...))
	m = &runMock{}
	if m.log, err = f.log.open(stderr); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.end())
		}
	}()
	boundCollector(int64(f.server.worlds.bytes))
	if m.dir, err = os.MkdirTemp("", "wolkvox-mock-run-"); err != nil {
		return m, exit(exitEnvironment, "%w", err)
	}
	if m.authority, err = f.openAuthority(m.dir, stderr); err != nil {
		return m, err
	}
	addr, tls := "127.0.0.1:0", ""
	if f.isolate {
		if m.network, err = isolate.Enter(); err != nil {
			return m, noNamespaces(err)
		}
		addr, tls = isolate.HTTPAddr, isolate.HTTPSAddr
	}
	if f.adopt {
		opts = append(opts, mockserver.WithAdopt())
	}
	m.server, err = mockserver.Start(append(opts, mockserver.WithAddr(addr), mockserver.WithLog(m.log.Log),
		mockserver.WithIntercept(mockserver.Intercept{Authority: m.authority, Tunnel: "wolkvox:" + rand.Text(), TLSAddr: tls}))...)
	if _, refused := errors.AsType[*os.SyscallError](err); refused {
		return m, exit(exitEnvironment, "%w", err)
	}
	if err != nil {
		return m, ofFlag(err)
	}
	if m.network == nil {
		return m, nil
	}
	var hosts []string
	for _, w := range m.server.Worlds() {
		hosts = append(hosts, "wv"+w.View().Server+".wolkvox.com")
	}
	if err := m.network.Name(m.dir, hosts); err != nil {
		return m, noNamespaces(err)
	}
	return m, nil
}

// openAuthority opens the authority of the user, or one for this run alone in its own folder where the system has no place for
// the user's, as in a container without a home.
func (f *runFlags) openAuthority(own string, stderr io.Writer) (*intercept.Authority, error) {
	a, err := openAuthority(f.caDir)
	_, system := errors.AsType[*fs.PathError](err)
	if err == nil || f.caDir != "" || !system && !errors.Is(err, intercept.ErrNoDir) {
		return a, err
	}
	fmt.Fprintf(stderr, "wolkvox-mock: %v; this run has an authority of its own\n", err)
	return openAuthority(filepath.Join(own, "ca"))
}

// prepare makes the files that the variables name, and is the environment of the command without them, and the variables.
func (m *runMock) prepare() (outside []string, vars []environ.Var, err error) {
	w := m.server.Default().View()
	return prepareEnv(os.Environ(), environ.Setup{
		Proxy: m.server.ProxyURL(), BaseURL: m.server.URL(), Token: w.Token, Server: w.Server,
		CAFile: m.authority.File(), CAPEM: m.authority.PEM(), Dir: m.dir,
	})
}

// confine takes from the thread that starts the command what it must not have.
func (m *runMock) confine() error {
	if m.network == nil {
		return nil
	}
	return m.network.Confine()
}

// end stops the mock and removes what is its own. It can be half started.
func (m *runMock) end() error {
	if m.server != nil {
		m.server.Close()
	}
	if m.network != nil {
		m.network.Close()
	}
	m.log.end()
	if err := os.RemoveAll(m.dir); err != nil {
		return exit(exitEnvironment, "%w", err)
	}
	return nil
}
