package main

import (
	"os"
	"syscall"
)

// passedOn are the signals of the console, which reach every process that is attached to it; this one outlives them.
var passedOn = []os.Signal{os.Interrupt, syscall.SIGTERM}

func sentByTerminal(os.Signal) bool { return true }

func exitCode(p *os.ProcessState) int { return p.ExitCode() }

func codeOfSignal(sig os.Signal) int {
	if sig, is := sig.(syscall.Signal); is {
		return exitSignal + int(sig)
	}
	return exitFailed
}
