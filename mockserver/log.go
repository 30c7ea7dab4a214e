package mockserver

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"wolkvoxmock/mockserver/accesslog"
	"wolkvoxmock/mockserver/journal"
)

// An exchangeLog is told of each exchange once it is in the journal, with the machine's time.
type exchangeLog interface {
	Exchange(now time.Time, world string, e *journal.Entry)
}

// WithLogger logs a line for each request and each violation, and what goes wrong. Tokens never stand in it. The default
// logs nothing. What clients sent is cut to 1 KiB a value, and has nothing that acts on a terminal. A logger that writes
// slowly makes requests wait; WithLog does not.
func WithLogger(l *slog.Logger) Option {
	return func(c *config) error {
		if l == nil {
			return errors.New("WithLogger: the logger is nil")
		}
		c.log, c.exchanges = l, slogExchanges{l}
		return nil
	}
}

// WithLog is WithLogger with a log that is ten times as fast and makes no request wait, the one of serve. Whoever made it
// closes it, after the server.
func WithLog(l *accesslog.Log) Option {
	return func(c *config) error {
		if l == nil {
			return errors.New("WithLog: the log is nil")
		}
		c.log, c.exchanges = l.Logger(), l
		return nil
	}
}

// slogExchanges logs exchanges with slog, which has a time of its own.
type slogExchanges struct{ log *slog.Logger }

func (l slogExchanges) Exchange(_ time.Time, world string, e *journal.Entry) {
	ctx := context.Background()
	if !l.log.Enabled(ctx, slog.LevelWarn) {
		return
	}
	about := []slog.Attr{text("world", world), slog.Int("seq", e.Seq), text("operation", e.Operation)}
	attrs := append(slices.Clip(about), text("agent", e.AgentID), text("outcome", e.Outcome),
		text("evidence", string(e.Evidence)), slog.Int("status", e.Reply.Status))
	for _, optional := range []slog.Attr{text("reason", e.Reason), text("lost", e.Lost), text("fault", e.Fault)} {
		if optional.Value.String() != "" {
			attrs = append(attrs, optional)
		}
	}
	l.log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
	for _, v := range e.Violations {
		level, logged := accesslog.LevelOf(v.Severity)
		if !logged {
			continue
		}
		l.log.LogAttrs(ctx, level, "violation", append(slices.Clip(about), text("rule", string(v.Rule)),
			text("severity", string(v.Severity)), text("where", v.Where),
			text("expected", v.Expected), text("got", v.Got), text("source", v.Source), text("try", v.Try))...)
	}
}

// A hidingLog writes what net/http has to say, such as what a client sent instead of a request, without credentials.
type hidingLog struct{ server *Server }

func (l hidingLog) Write(line []byte) (int, error) {
	c := l.server.secretsOf("")
	l.server.cfg.log.Warn(c.hide(strings.TrimSuffix(string(line), "\n"), maxDetail))
	return len(line), nil
}

// text is an attribute that a client may have sent.
func text(key, value string) slog.Attr { return slog.String(key, accesslog.Printable(value)) }
