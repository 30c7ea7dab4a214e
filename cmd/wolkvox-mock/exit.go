package main

import (
	"errors"
	"fmt"
	"io"
)

// Exit codes are a promise: --help prints them and a test pins them.
const (
	exitGood        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitDrift       = 3
	exitCoverage    = 4
	exitEnvironment = 10
	exitConnection  = 11
)

var exitHelp = fmt.Sprintf(`Exit codes:
  %-3d good, also after SIGINT and SIGTERM
  %-3d the API refused, or a check failed
  %-3d wrong flags or configuration; nothing was started or sent
  %-3d drift: the live service answers otherwise
  %-3d the coverage is under its threshold
  %-3d the machine does not let us: the port is taken, say
  %-3d nobody answers`, exitGood, exitFailed, exitUsage, exitDrift, exitCoverage, exitEnvironment, exitConnection)

// exitError is an error with its exit code. Any other error is wrong use.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// errToldInside is the error of an exit code that a process of ours has explained already.
var errToldInside = errors.New("see above")

func exit(code int, format string, args ...any) error {
	return exitError{code, fmt.Errorf(format, args...)}
}

func codeOf(err error) int {
	var e exitError
	switch {
	case err == nil:
		return exitGood
	case errors.As(err, &e):
		return e.code
	}
	return exitUsage
}

// output writes what a command was asked for to standard output.
func output(stdout io.Writer, text []byte) error {
	if _, err := stdout.Write(text); err != nil {
		return exit(exitEnvironment, "standard output: %w", err)
	}
	return nil
}
