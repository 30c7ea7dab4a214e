package main

import "syscall"

// withParent has the command told to end (SIGTERM) when this process is killed, and cannot pass a signal on any more.
func withParent(attr *syscall.SysProcAttr) *syscall.SysProcAttr {
	if attr == nil {
		attr = &syscall.SysProcAttr{}
	}
	attr.Pdeathsig = syscall.SIGTERM
	return attr
}
