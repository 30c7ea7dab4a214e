//go:build linux || darwin

package main

import (
	"os"
	"syscall"
	"unsafe"
)

// columns is how wide a terminal is, otherwise where it does not say.
func columns(terminal *os.File, otherwise int) int {
	var size struct{ rows, columns, x, y uint16 }
	_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, terminal.Fd(), syscall.TIOCGWINSZ,
		uintptr(unsafe.Pointer(&size))) //nolint:gosec // what the call asks for
	if failed != 0 || size.columns == 0 {
		return otherwise
	}
	return int(size.columns)
}
