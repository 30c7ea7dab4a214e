package accesslog

import (
	"log/slog"
	"strconv"
	"time"

	"wolkvoxmock/mockserver/journal"
)

// keyedFormat is for programs: keys and values, as the handlers of slog write them, in a tenth of their time.
type keyedFormat struct{ json bool }

func (f keyedFormat) exchange(dst []byte, now time.Time, world string, e *journal.Entry) []byte {
	dst = f.text(f.begin(dst, now, slog.LevelInfo), "msg", "request")
	dst = f.about(dst, world, e)
	dst = f.text(dst, "agent", e.AgentID)
	dst = f.text(dst, "outcome", e.Outcome)
	dst = f.text(dst, "evidence", string(e.Evidence))
	dst = f.number(dst, "status", e.Reply.Status)
	dst = f.optional(dst, "reason", e.Reason)
	dst = f.optional(dst, "lost", e.Lost)
	dst = f.optional(dst, "fault", e.Fault)
	return f.end(dst)
}

func (f keyedFormat) violation(dst []byte, now time.Time, world string, e *journal.Entry, i int) []byte {
	v := &e.Violations[i]
	level, _ := LevelOf(v.Severity)
	dst = f.text(f.begin(dst, now, level), "msg", "violation")
	dst = f.about(dst, world, e)
	dst = f.text(dst, "rule", string(v.Rule))
	dst = f.optional(dst, "severity", string(v.Severity))
	dst = f.text(dst, "where", v.Where)
	dst = f.text(dst, "expected", v.Expected)
	dst = f.text(dst, "got", v.Got)
	dst = f.text(dst, "source", v.Source)
	dst = f.optional(dst, "try", v.Try)
	return f.end(dst)
}

func (f keyedFormat) notice(dst []byte, now time.Time, level slog.Level, text string, attrs ...slog.Attr) []byte {
	dst = f.cut(f.begin(dst, now, level), "msg", text, maxText)
	for _, a := range attrs {
		dst = f.attr(dst, a)
	}
	return f.end(dst)
}

// about says which exchange a line is about.
func (f keyedFormat) about(dst []byte, world string, e *journal.Entry) []byte {
	dst = f.text(dst, "world", world)
	dst = f.number(dst, "seq", e.Seq)
	return f.text(dst, "operation", e.Operation)
}

func (f keyedFormat) begin(dst []byte, now time.Time, level slog.Level) []byte {
	if f.json {
		dst = append(appendTime(append(dst, `{"time":"`...), now), '"')
	} else {
		dst = appendTime(append(dst, "time="...), now)
	}
	return f.text(dst, "level", level.String())
}

func (f keyedFormat) end(dst []byte) []byte {
	if f.json {
		dst = append(dst, '}')
	}
	return append(dst, '\n')
}

// key appends what stands before a value.
func (f keyedFormat) key(dst []byte, name string) []byte {
	if f.json {
		return append(append(append(dst, `,"`...), name...), `":`...)
	}
	return append(append(append(dst, ' '), name...), '=')
}

func (f keyedFormat) text(dst []byte, name, value string) []byte {
	return f.cut(dst, name, value, maxField)
}

// cut appends a text within a bound of its own.
func (f keyedFormat) cut(dst []byte, name, value string, limit int) []byte {
	if dst = f.key(dst, name); f.json {
		return appendQuoted(dst, value, limit)
	}
	return appendWord(dst, value, limit)
}

// optional leaves an empty value out.
func (f keyedFormat) optional(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	return f.text(dst, name, value)
}

func (f keyedFormat) number(dst []byte, name string, n int) []byte {
	return strconv.AppendInt(f.key(dst, name), int64(n), 10)
}

// appendTime appends a time of UTC with its milliseconds, 2026-01-31T09:00:00.123Z.
func appendTime(dst []byte, t time.Time) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	dst = append(appendDigits(dst, year, 4), '-')
	dst = append(appendDigits(dst, int(month), 2), '-')
	dst = append(appendDigits(dst, day, 2), 'T')
	dst = append(appendDigits(dst, hour, 2), ':')
	dst = append(appendDigits(dst, minute, 2), ':')
	dst = append(appendDigits(dst, second, 2), '.')
	return append(appendDigits(dst, t.Nanosecond()/1e6, 3), 'Z')
}

func appendDigits(dst []byte, n, width int) []byte {
	at := len(dst)
	dst = append(dst, "0000"[:width]...)
	for i := at + width - 1; i >= at; i-- {
		dst[i] += byte(n % 10)
		n /= 10
	}
	return dst
}
