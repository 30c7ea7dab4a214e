package main

import (
	"fmt"
	"os"
	"syscall"
)

// passedOn are the signals of the console, which reach every process that is attached to it; this one outlives them.
var passedOn = []os.Signal{os.Interrupt, syscall.SIGTERM}

func sentByTerminal(os.Signal) bool { return true }

func exitCode(p *os.ProcessState) int { return p.ExitCode() }

func ending(p *os.ProcessState) string {
	if p == nil {
		return "was not started: a signal came first"
	}
	return fmt.Sprintf("ended with exit code %d", p.ExitCode())
}

func codeOfSignal(sig os.Signal) int {
	if sig, is := sig.(syscall.Signal); is {
		return exitSignal + int(sig)
	}
	return exitFailed
}
