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
// logs nothing. A logger that writes slowly makes requests wait; WithLog does not.
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
	about := []slog.Attr{slog.String("world", world), slog.Int("seq", e.Seq), slog.String("operation", e.Operation)}
	attrs := append(slices.Clip(about), slog.String("agent", e.AgentID), slog.String("outcome", e.Outcome),
		slog.String("evidence", string(e.Evidence)), slog.Int("status", e.Reply.Status))
	for _, optional := range []slog.Attr{
		slog.String("reason", e.Reason), slog.String("lost", e.Lost), slog.String("fault", e.Fault),
	} {
		if optional.Value.String() != "" {
			attrs = append(attrs, optional)
		}
	}
	l.log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
	for _, v := range e.Violations {
		l.log.LogAttrs(ctx, slog.LevelWarn, "violation", append(slices.Clip(about), slog.String("rule", string(v.Rule)),
			slog.String("where", v.Where), slog.String("expected", v.Expected), slog.String("got", v.Got),
			slog.String("source", v.Source), slog.String("try", v.Try))...)
	}
}

// A hidingLog writes what net/http has to say, such as what a client sent instead of a request, without credentials.
type hidingLog struct{ server *Server }

func (l hidingLog) Write(line []byte) (int, error) {
	c := l.server.secretsOf("")
	l.server.cfg.log.Warn(c.hide(strings.TrimSuffix(string(line), "\n"), maxDetail))
	return len(line), nil
}
