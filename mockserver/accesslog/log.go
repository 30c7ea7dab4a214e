// Package accesslog writes what a server does, a line for each exchange and for each violation: for people at a terminal, or
// as text or JSON for programs. It never makes a request wait, and nothing that a client sent reaches a terminal raw.
package accesslog

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A Format is how the lines look.
type Format string

// The formats.
const (
	People Format = "people" // one short line for each exchange
	Text   Format = "text"   // key=value, as slog.TextHandler
	JSON   Format = "json"   // an object on each line, as slog.JSONHandler
)

// Options are how a Log is written.
type Options struct {
	Format Format
	Level  slog.Level // exchanges are slog.LevelInfo, violations as LevelOf says, bugs slog.LevelError
	Colour bool       // of People
}

// A Log is written from a goroutine of its own, which Close ends.
type Log struct {
	*Writer
	opts   Options
	logger *slog.Logger
}

// New makes a log that goes to a writer.
func New(to io.Writer, opts Options) *Log {
	return newLog(to, opts, collect)
}

func newLog(to io.Writer, opts Options, collect func(hurry <-chan struct{})) *Log {
	l := &Log{opts: opts}
	l.Writer = newWriter(to, collect, l.dropped)
	l.logger = slog.New(handler{log: l})
	return l
}

// Logger is for all that is no exchange. What it writes is not left to collect.
func (l *Log) Logger() *slog.Logger { return l.logger }

// Exchange writes a line for an exchange, and one for each of its violations. now is the machine's time, in UTC.
func (l *Log) Exchange(now time.Time, world string, e *journal.Entry) {
	var memory [512]byte // most lines fit, and need no other
	if l.opts.Level <= slog.LevelInfo {
		if l.opts.Format == People {
			l.add(l.people().exchange(memory[:0], now, world, e))
		} else {
			l.add(l.keyed().exchange(memory[:0], now, world, e))
		}
	}
	for i := range e.Violations {
		if level, logged := LevelOf(e.Violations[i].Severity); !logged || level < l.opts.Level {
			continue
		}
		if l.opts.Format == People {
			l.add(l.people().violation(memory[:0], now, world, e, i))
		} else {
			l.add(l.keyed().violation(memory[:0], now, world, e, i))
		}
	}
}

// LevelOf is the level of a violation, and whether it is logged.
func LevelOf(s openapi.Severity) (level slog.Level, logged bool) {
	switch s {
	case openapi.SeverityOff:
		return level, false
	case openapi.SeverityInfo:
		return slog.LevelInfo, true
	}
	return slog.LevelWarn, true
}

// Notice writes a line that stands in the log whatever its level is. People read the text, programs the attributes too.
func (l *Log) Notice(level slog.Level, text string, attrs ...slog.Attr) {
	if l.opts.Format == People {
		_, _ = l.Write(l.people().notice(nil, text))
		return
	}
	_, _ = l.Write(l.keyed().notice(nil, time.Now().UTC(), level, text, attrs...))
}

// Format is how the lines look.
func (l *Log) Format() Format { return l.opts.Format }

// dropped appends a line that says how many are missing.
func (l *Log) dropped(dst []byte, now time.Time, lost int) []byte {
	text := fmt.Sprintf("%d lines of the log were dropped here: they were not read fast enough", lost)
	if l.opts.Format == People {
		return l.people().dropped(dst, now, text)
	}
	return l.keyed().notice(dst, now, slog.LevelWarn, text)
}

func (l *Log) people() peopleFormat { return peopleFormat{l.opts.Colour} }
func (l *Log) keyed() keyedFormat   { return keyedFormat{l.opts.Format == JSON} }
