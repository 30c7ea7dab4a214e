package main

import (
	"errors"
	"fmt"
)

// Exit codes are a promise: --help prints them and a test pins them.
const (
	exitGood        = 0  // also after SIGINT and SIGTERM
	exitFailed      = 1  // the API refused, or a check failed
	exitUsage       = 2  // wrong flags or configuration; nothing was started or sent
	exitEnvironment = 10 // the machine does not let us: the port is taken, say
	exitConnection  = 11 // nobody answers
)

const exitHelp = `Exit codes:
  0   good, also after SIGINT and SIGTERM
  1   the API refused, or a check failed
  2   wrong flags or configuration; nothing was started or sent
  10  the machine does not let us: the port is taken, say
  11  nobody answers`

// exitError is an error with its exit code. Any other error is wrong use.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

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
