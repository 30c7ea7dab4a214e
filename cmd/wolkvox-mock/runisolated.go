package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"wolkvoxmock/mockserver/intercept/isolate"
)

// runIsolated runs this very command once more, inside.
func runIsolated(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) error {
	if err := isolate.Supported(); err != nil {
		return fmt.Errorf("--isolate: %w; without it the proxy variables lead most programs to the mock", err)
	}
	signals := catchSignals()
	defer signals.stop()
	cmd, err := isolate.Command(ctx, os.Args[1:])
	if err != nil {
		return noNamespaces(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	code, err := signals.run(cmd, func() error { return nil })
	if err != nil {
		return noNamespaces(err)
	}
	return exitError{code, errToldInside}
}

// noNamespaces is why --isolate does not work here, and what works instead.
func noNamespaces(err error) error {
	return exit(exitEnvironment, `--isolate needs a user, a mount and a network namespace, and does not get them: %w
(%s). What works without:
  wolkvox-mock serve --intercept --tls-addr 127.0.0.1:443   and a line in /etc/hosts: 127.0.0.1 wv0042.wolkvox.com
  in a compose file, the network alias wv0042.wolkvox.com for the mock's service`, err, isolate.Unavailable(err))
}
