//go:build !linux

package isolate

import (
	"context"
	"errors"
	"os/exec"
)

// ErrSystem says that the system has no namespaces.
var ErrSystem = errors.New("namespaces are of Linux")

// Network is the network inside.
type Network struct{}

// Supported reports ErrSystem.
func Supported() error { return ErrSystem }

// Inside reports false: see isolate_linux.go for this and what follows.
func Inside() bool { return false }

func Command(context.Context, []string) (*exec.Cmd, error) { return nil, ErrSystem }

func Unavailable(error) string { return "" }

func Enter() (*Network, error) { return nil, ErrSystem }

func (*Network) Name(string, []string) error { return ErrSystem }

func (*Network) Confine() error { return ErrSystem }

func (*Network) Close() {}
