package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wolkvoxmock/mockserver/accesslog"
)

// logFlags say how serve logs.
type logFlags struct {
	format, level string
	quiet         bool
}

func (f *logFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.format, "log-format", "auto", "auto (short lines at a terminal, text elsewhere), text or json")
	flags.StringVar(&f.level, "log-level", "info", "info (requests and violations), warn (violations) or error (bugs)")
	flags.BoolVar(&f.quiet, "quiet", false, "no greeting, and no log but of bugs")
}

// options are those of the log that goes to stderr.
func (f logFlags) options(stderr io.Writer) (o accesslog.Options, err error) {
	switch f.format {
	case "auto":
		o.Format = accesslog.Text
		if isTerminal(stderr) {
			o.Format = accesslog.People
		}
	case "text", "json":
		o.Format = accesslog.Format(f.format)
	default:
		return o, fmt.Errorf("--log-format is %q: expected auto, text or json", f.format)
	}
	switch f.level {
	case "info", "warn", "error":
		err = o.Level.UnmarshalText([]byte(f.level))
	default:
		err = fmt.Errorf("--log-level is %q: expected info, warn or error", f.level)
	}
	if f.quiet {
		o.Level = slog.LevelError
	}
	o.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return o, err
}

// isTerminal reports whether a person reads along.
func isTerminal(w io.Writer) bool {
	file, is := w.(*os.File)
	if !is {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// A serveLog is the log of serve, and standard error for as long as it runs: all of it is written in its order, and none of
// it waits for a reader.
type serveLog struct{ *accesslog.Log }

// open begins the log. A reader that goes away does not end the process.
func (f logFlags) open(stderr io.Writer) (serveLog, error) {
	opts, err := f.options(stderr)
	if err != nil {
		return serveLog{}, err
	}
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return serveLog{accesslog.New(stderr, opts)}, nil
}

// flushTime is how long a reader that has stalled can delay the end, which comes within a second.
const flushTime = time.Second / 2

func (l serveLog) end() {
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	_ = l.Close(ctx) // a reader that does not read has not asked for the rest
}

// complain says why the program ends, and where to read on: as a line of the log where the command has one and its format was
// chosen, be it by arguments that were refused.
func complain(c *cobra.Command, args []string, stderr io.Writer, err error) {
	if errors.Is(err, errToldInside) {
		return
	}
	help := ""
	if _, is := errors.AsType[exitError](err); !is { // 2 may also be the code of run's command
		help = fmt.Sprintf("See %s --help.", c.CommandPath())
	}
	if format := chosenFormat(c, args); format != "" {
		log := serveLog{accesslog.New(stderr, accesslog.Options{Format: format})}
		defer log.end()
		log.Notice(slog.LevelError, err.Error(), slog.String("help", help), slog.Int("exit_code", codeOf(err)))
		return
	}
	for line := range strings.Lines("wolkvox-mock: " + err.Error()) {
		fmt.Fprintln(stderr, accesslog.Printable(strings.TrimSuffix(line, "\n")))
	}
	if help != "" {
		fmt.Fprintln(stderr, help)
	}
}

// chosenFormat is the format of the log that the arguments or the environment name, "" where they name none. Flags that are
// unknown, or have bad values, are passed over.
func chosenFormat(c *cobra.Command, args []string) accesslog.Format {
	if c.Flags().Lookup("log-format") == nil {
		return ""
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	named := flags.String("log-format", os.Getenv(envPrefix+"LOG_FORMAT"), "")
	_ = flags.Parse(args)
	switch format := accesslog.Format(*named); format {
	case accesslog.Text, accesslog.JSON:
		return format
	}
	return ""
}
