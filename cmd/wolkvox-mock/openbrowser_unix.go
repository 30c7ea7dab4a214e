//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// standApart starts a program out of reach of the keys of this terminal.
func standApart(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
