package main

import (
	"context"
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
)

type runFlags struct {
	server serverFlags
	log    runLogFlags
}

func runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run [flags] -- <command> [arguments]",
		Short: "Run a command against a mock of its own, and judge what it did",
		Long: `Run a command against a mock of its own, on a free port of loopback, and print what it did wrong.

The command has the terminal, the standard files and the environment of this one, and its signals: what the terminal sends
reaches the command from there, every other SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1 and SIGUSR2 is passed on to it, as often
as it comes. Its exit code is that of run when it is not 0 (128 and the signal's number when a signal has killed it, 127 when
there is no such command, 126 when it cannot be started); else run has that of the verdict.`,
		Example: `  wolkvox-mock run -- npm test
  wolkvox-mock run --world my-world.yaml --log-file mock.log -- python3 -m pytest`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("a command is missing: wolkvox-mock run -- npm test, say")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := command(args, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
			if err != nil {
				return err
			}
			return runAgainstMock(c.Context(), f, cmd, c.ErrOrStderr())
		},
	}
	c.Flags().SetInterspersed(false) // what follows the command's name is the command's
	f.server.register(c.Flags())
	f.log.register(c.Flags())
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
func command(args []string, stdin io.Reader, stdout, stderr io.Writer) (*exec.Cmd, error) {
	cmd := exec.Command(args[0], args[1:]...)
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

func runAgainstMock(ctx context.Context, f runFlags, cmd *exec.Cmd, stderr io.Writer) (err error) {
	signals := catchSignals() // from here on nothing ends without being cleaned up
	defer signals.stop()
	opts, err := f.server.options()
	if err != nil {
		return err
	}
	log, err := f.log.open(stderr)
	if err != nil {
		return err
	}
	defer log.end()
	boundCollector(int64(f.server.worlds.bytes))
	dir, err := os.MkdirTemp("", "wolkvox-mock-run-")
	if err != nil {
		return exit(exitEnvironment, "%w", err)
	}
	defer func() { err = errors.Join(err, removeAll(dir)) }()
	s, err := mockserver.Start(append(opts, mockserver.WithAddr("127.0.0.1:0"), mockserver.WithLog(log.Log))...)
	if _, refused := errors.AsType[*os.SyscallError](err); refused {
		return exit(exitEnvironment, "%w", err)
	}
	if err != nil {
		return ofFlag(err)
	}
	defer s.Close()
	w := s.Default().View()
	cmd.Env = append(os.Environ(), "WOLKVOX_BASE_URL="+s.URL(), "WOLKVOX_TOKEN="+w.Token, "WOLKVOX_SERVER="+w.Server)
	code, err := signals.run(cmd)
	if err != nil {
		return notStarted(cmd.Args[0], err)
	}
	err = judge(s, stderr)
	settle, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	_ = s.Shutdown(settle)
	if code == exitGood {
		return err
	}
	if err != nil {
		fmt.Fprintf(stderr, "wolkvox-mock: %v\n", err)
	}
	return exitError{code, fmt.Errorf("%s ended with exit code %d", filepath.Base(cmd.Args[0]), code)}
}

// judge is the verdict.
func judge(s *mockserver.Server, _ io.Writer) error {
	if s.Requests(mockserver.Query{Limit: 1}).Total == 0 {
		return exit(exitFailed, "no request reached the mock: your program called something else, or nothing")
	}
	return nil
}

// removeAll removes the run's own directory.
func removeAll(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return exit(exitEnvironment, "%w", err)
	}
	return nil
}
