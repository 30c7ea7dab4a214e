package main

import (
	"cmp"
	"io"
	"os"

	"github.com/spf13/pflag"
)

// runLogFlags say how the mock logs under run, where standard error is the command's.
type runLogFlags struct{ file, format, level string }

func (f *runLogFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.file, "log-file", "", "`file` to write the mock's log to, instead of standard error")
	flags.StringVar(&f.format, "log-format", "auto", "auto (short lines at a terminal, text elsewhere), text or json")
	flags.StringVar(&f.level, "log-level", "",
		"info (requests and violations), warn (violations) or error (bugs); default error, with --log-file info")
}

// open begins the log.
func (f runLogFlags) open(stderr io.Writer) (serveLog, error) {
	level := "error"
	if f.file != "" {
		level = "info"
	}
	flags := logFlags{format: f.format, level: cmp.Or(f.level, level)}
	if f.file == "" {
		return flags.open(stderr)
	}
	if _, err := flags.options(stderr); err != nil {
		return serveLog{}, err // before a file is made
	}
	file, err := os.OpenFile(f.file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return serveLog{}, exit(exitEnvironment, "--log-file: %w", err)
	}
	return flags.open(file) // which ends with the process
}
