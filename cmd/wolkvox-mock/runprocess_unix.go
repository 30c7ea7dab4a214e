//go:build unix

package main

import (
	"fmt"
	"os"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// passedOn are the signals that are passed on to the command.
var passedOn = []os.Signal{
	syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGUSR1, syscall.SIGUSR2,
}

// sentByTerminal reports whether a signal comes from a key of the terminal, which sends it to the command as well: both are
// in the terminal's foreground process group. Go does not tell who has sent a signal; this is so unless somebody sends it to
// this process alone while a person could have pressed the key.
func sentByTerminal(sig os.Signal) bool {
	if !slices.Contains([]os.Signal{syscall.SIGINT, syscall.SIGQUIT}, sig) {
		return false
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDONLY|syscall.O_NOCTTY, 0)
	if err != nil {
		return false // there is no terminal
	}
	defer func() { _ = tty.Close() }()
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// exitCode is that of a process that has ended.
func exitCode(p *os.ProcessState) int {
	if status, is := p.Sys().(syscall.WaitStatus); is && status.Signaled() {
		return codeOfSignal(status.Signal())
	}
	return p.ExitCode()
}

// ending says how a process has ended; nil has not begun, because of a signal.
func ending(p *os.ProcessState) string {
	if p == nil {
		return "was not started: a signal came first"
	}
	if status, is := p.Sys().(syscall.WaitStatus); is && status.Signaled() {
		return fmt.Sprintf("was killed by signal %d (%v)", status.Signal(), status.Signal())
	}
	return fmt.Sprintf("ended with exit code %d", p.ExitCode())
}

func codeOfSignal(sig os.Signal) int { return exitSignal + int(sig.(syscall.Signal)) }
