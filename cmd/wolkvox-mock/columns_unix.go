//go:build linux || darwin

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// columns is how wide a terminal is, otherwise where it does not say.
func columns(terminal *os.File, otherwise int) int {
	size, err := unix.IoctlGetWinsize(int(terminal.Fd()), unix.TIOCGWINSZ)
	if err != nil || size.Col == 0 {
		return otherwise
	}
	return int(size.Col)
}
