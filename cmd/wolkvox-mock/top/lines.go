package top

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"wolkvoxmock/mockserver/accesslog"
)

// linesWidth is how wide a board in lines is.
const linesWidth = 120

// Text is a whole board as lines of text, for files and pipes.
func Text(b Board) string {
	var w Wall
	w.Apply(b, time.Time{})
	return w.text()
}

func (w *Wall) text() string {
	b := w.head
	lines := []string{fmt.Sprintf("%s  server %s  %s", accesslog.Printable(b.World), b.Server, w.stamp(b.Time))}
	var counters []string
	for _, c := range summary(b.Counters) {
		counters = append(counters, c.text)
	}
	lines = append(lines, strings.Join(counters[:len(kinds)], "  "), strings.Join(counters[len(kinds):], "  "))
	for _, t := range tables[:requestsTab] {
		n := t.len(w)
		lines = append(lines, "", fmt.Sprintf("%s (%d)", t.title, n))
		if n == 0 {
			continue
		}
		sizes := widths(t.columns, linesWidth)
		lines = append(lines, heading(t.columns, sizes))
		for i := range n {
			r := t.row(w, i, b.Time)
			for c := range r {
				r[c].colour = none
			}
			lines = append(lines, line(t.columns, sizes, r))
		}
	}
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (w *Wall) stamp(t time.Time) string { return t.In(w.zone).Format("2006-01-02 15:04:05 MST") }

// Lines writes what comes from a world as text, for whoever has no terminal: a board, and then a line for each change and each
// request. It takes what a Model takes.
type Lines struct {
	out  io.Writer
	talk io.Writer // about the connection
	wall Wall
}

// NewLines writes data to out, and what it has to say about the connection to talk.
func NewLines(out, talk io.Writer) *Lines { return &Lines{out: out, talk: talk} }

// Take takes what has happened. The error is that of the writer.
func (l *Lines) Take(msg any) error {
	text := ""
	switch msg := msg.(type) {
	case Board:
		l.wall.Apply(msg, time.Time{})
		if msg.Whole {
			text = l.wall.text() + "\n"
		}
	case Entry:
		text = l.request(msg) + "\n"
	case Change:
		text = l.change(msg) + "\n"
	case Lost:
		_, _ = fmt.Fprintf(l.talk, "wolkvox-mock: %s\n", msg)
	}
	_, err := io.WriteString(l.out, text)
	return err
}

// request is a line such as "10:02:11  request   hang → hung_up  agent 12989".
func (l *Lines) request(e Entry) string {
	s := clock(e.Time, l.wall.zone) + "  request   " + cmp.Or(e.Operation, e.Request.Method+" "+e.Request.Target) + " → " +
		cmp.Or(e.Outcome, "no answer")
	if e.AgentID != "" {
		s += "  agent " + e.AgentID
	}
	for _, v := range e.Violations {
		s += "  ✕ " + string(v.Rule)
	}
	return accesslog.Printable(s)
}

// change is a line such as "10:02:11  agent     12989 Ana Ospina  talk → acw  hang_up by request hang".
func (l *Lines) change(c Change) string {
	what := strings.Fields(strings.Join([]string{c.AgentID, c.ConnID, c.SkillID, c.CampaignID}, " "))
	if a, known := l.wall.agents.of[c.AgentID]; known && c.ConnID == "" {
		what = append(what, a.Name)
	}
	s := fmt.Sprintf("%s  %-8s  %s", clock(c.Time, l.wall.zone), c.Kind, strings.Join(what, " "))
	if c.From+c.To != "" {
		s += fmt.Sprintf("  %s → %s", cmp.Or(c.From, "new"), cmp.Or(c.To, "gone"))
	}
	if c.Event != "" {
		s += "  " + c.Event
	}
	return accesslog.Printable(fmt.Sprintf("%s  by %s %s", s, c.Cause.By, c.Cause.Name))
}
