package accesslog

import (
	"context"
	"log/slog"
	"slices"
)

// A handler takes what is no exchange, such as the stack of a panic. Its lines have the form and the bounds of the others;
// those that the handlers of slog write have no bounds, and characters that act on a terminal.
type handler struct {
	log    *Log
	groups string // before each key: "group."
	attrs  []slog.Attr
}

func (h handler) Enabled(_ context.Context, level slog.Level) bool { return level >= h.log.opts.Level }

func (h handler) WithGroup(name string) slog.Handler {
	if name != "" {
		h.groups += name + "."
	}
	return h
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	h.attrs = slices.Clip(h.attrs)
	for _, a := range attrs {
		h.attrs = append(h.attrs, slog.Attr{Key: h.groups + a.Key, Value: a.Value})
	}
	return h
}

// Handle writes a line, without delay. What is no whole number is a text, and what does not fit the line is left out.
func (h handler) Handle(_ context.Context, r slog.Record) error {
	attrs := slices.Clip(h.attrs)
	r.Attrs(func(a slog.Attr) bool {
		attrs = append(attrs, slog.Attr{Key: h.groups + a.Key, Value: a.Value})
		return true
	})
	_, err := h.log.Write(h.log.keyed().notice(nil, r.Time.UTC(), r.Level, r.Message, attrs...))
	return err
}

// attr appends an attribute that has a value, or as much of it as the line has room for. Its key is given by code, and short.
func (f keyedFormat) attr(dst []byte, a slog.Attr) []byte {
	v := a.Value.Resolve()
	room := maxLine - len(dst) - len(a.Key) - len(`,"":""…}`) - longestEscape
	switch text := v.String(); {
	case text == "" || room <= 0:
		return dst
	case v.Kind() == slog.KindInt64:
		return f.number(dst, a.Key, int(v.Int64()))
	default:
		return f.cut(dst, a.Key, text, min(maxText, room))
	}
}
