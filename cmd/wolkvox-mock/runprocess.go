package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
)

// signals are those that end this process, caught, so that they reach the command that runs in it and what was made is
// cleaned up after it.
type signals struct{ caught chan os.Signal }

func catchSignals() signals {
	s := signals{make(chan os.Signal, 16)} // far more than anybody sends while a command starts
	for _, sig := range passedOn {
		if !signal.Ignored(sig) { // as nohup does: the command is to ignore it too
			signal.Notify(s.caught, sig)
		}
	}
	return s
}

func (s signals) stop() { signal.Stop(s.caught) }

// run runs a command to its end and is its exit code, as a shell has it. An error says that it was not started. What confine
// takes from its thread the command does not have.
func (s signals) run(cmd *exec.Cmd, confine func() error) (code int, err error) {
	select {
	case sig := <-s.caught: // it has come before there was a command
		return codeOfSignal(sig), nil
	default:
	}
	cmd.SysProcAttr = withParent(cmd.SysProcAttr)
	started, ended := make(chan error, 1), make(chan error, 1)
	go func() {
		runtime.LockOSThread() // for good: confine is about the thread, and the command goes with it (withParent)
		err := confine()
		if err == nil {
			err = cmd.Start()
		}
		if started <- err; err == nil {
			ended <- cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return 0, err
	}
	for {
		select {
		case sig := <-s.caught:
			if !sentByTerminal(sig) {
				_ = cmd.Process.Signal(sig) // it has ended otherwise
			}
		case err := <-ended:
			var status *exec.ExitError
			if err != nil && !errors.As(err, &status) {
				return 0, err
			}
			return exitCode(cmd.ProcessState), nil
		}
	}
}
