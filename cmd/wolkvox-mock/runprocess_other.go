//go:build !linux

package main

import "syscall"

// withParent does on Linux what other systems cannot.
func withParent(attr *syscall.SysProcAttr) *syscall.SysProcAttr { return attr }
