//go:build !unix

package main

import "os/exec"

// standApart has nothing to do: what opens the browser hands over to the system, and ends.
func standApart(*exec.Cmd) {}
