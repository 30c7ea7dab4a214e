package accesslog

import (
	"strconv"
	"time"

	"wolkvoxmock/mockserver/journal"
)

// peopleFormat is for people: 10:02:11.123 hang 12989 404 no_active_call: agent 12989 has no active call.
type peopleFormat struct{ colour bool }

const (
	red, green, yellow = "\x1b[31m", "\x1b[32m", "\x1b[33m"
	plain              = "\x1b[0m"
)

func (f peopleFormat) paint(dst []byte, colour string) []byte {
	if f.colour {
		dst = append(dst, colour...)
	}
	return dst
}

func (f peopleFormat) begin(dst []byte, now time.Time, world string) []byte {
	dst = append(now.Local().AppendFormat(dst, "15:04:05.000"), ' ')
	if world != defaultWorld {
		dst = append(appendEscaped(append(dst, '['), world, maxField, false), "] "...)
	}
	return dst
}

// defaultWorld needs no name.
const defaultWorld = "default"

func (f peopleFormat) exchange(dst []byte, now time.Time, world string, e *journal.Entry) []byte {
	dst = f.begin(dst, now, world)
	what := e.Operation
	if what == "" {
		what = e.Request.Method + " " + e.Request.Target
	}
	dst = appendEscaped(dst, what, maxField, false)
	if e.AgentID != "" {
		dst = appendEscaped(append(dst, ' '), e.AgentID, maxField, false)
	}
	colour := green
	switch {
	case e.Reply.Status >= 500 || e.Outcome == "":
		colour = red
	case e.Reply.Status >= 400:
		colour = yellow
	}
	dst = f.paint(append(dst, ' '), colour)
	if e.Outcome == "" {
		dst = append(dst, "no answer"...)
	} else {
		dst = append(append(strconv.AppendInt(dst, int64(e.Reply.Status), 10), ' '), e.Outcome...)
	}
	dst = f.paint(dst, plain)
	if e.Reason != "" {
		dst = appendEscaped(append(dst, ": "...), e.Reason, maxField, false)
	}
	if e.Lost != "" {
		dst = append(append(append(dst, " (instead of "...), e.Lost...), ')')
	}
	if e.Fault != "" {
		dst = append(appendEscaped(append(dst, " ["...), e.Fault, maxField, false), ']')
	}
	return append(dst, '\n')
}

func (f peopleFormat) violation(dst []byte, now time.Time, world string, e *journal.Entry, i int) []byte {
	v := &e.Violations[i]
	dst = f.paint(f.begin(dst, now, defaultWorld), yellow)
	dst = append(dst, string(v.Rule)...)
	dst = f.paint(dst, plain)
	dst = appendEscaped(append(dst, " in "...), v.Where, maxField, false)
	if dst = append(dst, " of"...); e.Operation != "" {
		dst = appendEscaped(append(dst, ' '), e.Operation, maxField, false)
	}
	dst = append(strconv.AppendInt(append(dst, " #"...), int64(e.Seq), 10), " of world "...)
	dst = appendEscaped(dst, world, maxField, false)
	dst = appendEscaped(append(dst, ": expected "...), v.Expected, maxField, false)
	dst = appendEscaped(append(dst, ", got "...), v.Got, maxField, false)
	if v.Try != "" {
		dst = appendEscaped(append(dst, ". Try: "...), v.Try, maxField, false)
	}
	return append(dst, '\n')
}

func (f peopleFormat) dropped(dst []byte, now time.Time, text string) []byte {
	dst = f.paint(f.begin(dst, now, defaultWorld), yellow)
	return append(f.paint(append(dst, text...), plain), '\n')
}

// notice has no time: it is what the program says, at its beginning and at its end.
func (f peopleFormat) notice(dst []byte, text string) []byte {
	return append(appendEscaped(append(dst, "wolkvox-mock: "...), text, maxText, false), '\n')
}
