package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"wolkvoxmock/cmd/wolkvox-mock/top"
	"wolkvoxmock/mockserver"
)

// Times of a stream.
const (
	streamIdle  = 40 * time.Second // silence that means that the connection is dead: the mock says something every 15 s
	streamRetry = time.Second
	longestWait = 10 * time.Second
)

// A stream follows the events of a world: what comes goes to take, as package top has it. It connects again, whatever happens,
// and goes on after the last event that it has.
type stream struct {
	at   controlPlace
	last string // id of the last event, or what to begin after; "" for what comes next
	take func(any) error

	retry time.Duration // the first wait; each further one is twice as long
}

// follow reads until the context ends, which is no error, or until take has one.
func (s *stream) follow(ctx context.Context) error {
	wait := s.retry
	for {
		err := s.read(ctx, func() { wait = s.retry })
		switch taken, is := errors.AsType[takeError](err); {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // the user has ended it
		case is:
			return taken.error
		}
		if err := s.take(top.Lost{Why: lostBecause(err), Again: wait}); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		wait = min(2*wait, longestWait)
	}
}

// A takeError is that of take.
type takeError struct{ error }

// read reads one connection to its end.
func (s *stream) read(ctx context.Context, connected func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	query := url.Values{"board": {"true"}}
	if s.last != "" {
		query.Set("after", s.last)
	}
	r, err := s.at.request(ctx, http.MethodGet, "/events?"+query.Encode(), nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "text/event-stream")
	idle := time.AfterFunc(streamIdle, func() { cancel(fmt.Errorf("nothing has come for %v", streamIdle)) })
	defer idle.Stop()
	res, err := (&http.Client{}).Do(r)
	if err != nil {
		return causeOr(ctx, err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		return refused(r.URL.String(), res.Status, body)
	}
	connected()
	if err := s.take(top.Live{}); err != nil {
		return takeError{err}
	}
	err = readEvents(res.Body, func() { idle.Reset(streamIdle) }, func(e sentEvent) error {
		if e.id != "" {
			s.last = e.id
		}
		return s.event(e)
	})
	return causeOr(ctx, err)
}

// event takes one event.
func (s *stream) event(e sentEvent) error {
	var msg any
	var err error
	switch e.name {
	case "exchange":
		msg, err = decoded[mockserver.Entry](e.data)
	case "change":
		msg, err = decoded[mockserver.Change](e.data)
	case "board":
		msg, err = decoded[mockserver.Board](e.data)
	case "end":
		end, _ := decoded[struct{ Reason string }](e.data)
		return errors.New(end.Reason)
	default:
		return nil // a gap: a whole board follows
	}
	if err != nil {
		return fmt.Errorf("it sent a %s that is none: %w", e.name, err)
	}
	if err := s.take(msg); err != nil {
		return takeError{err}
	}
	return nil
}

func decoded[T any](data string) (v T, err error) {
	err = json.Unmarshal([]byte(data), &v)
	return v, err
}

// causeOr is why the context has ended, when it has, or the error.
func causeOr(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// lostBecause is an error in few words, for a line of the screen.
func lostBecause(err error) string {
	if u, is := errors.AsType[*url.Error](err); is {
		err = u.Err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "connection lost"
	}
	if op, is := errors.AsType[*net.OpError](err); is && op.Op == "dial" {
		return "nobody answers"
	}
	return err.Error()
}

// A sentEvent is a server-sent event.
type sentEvent struct{ id, name, data string }

// maxEvent is how long a line of a stream may be, in bytes: far more than a whole board has.
const maxEvent = 64 << 20

// readEvents reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) as far as this mock sends
// them: lines end with a line feed, and what is not event, data or id is passed over. alive is called for each line.
func readEvents(r io.Reader, alive func(), take func(sentEvent) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxEvent)
	var e sentEvent
	for lines.Scan() {
		alive()
		field, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "":
			if value == "" && e.data != "" { // else it is a comment
				e.data = strings.TrimSuffix(e.data, "\n")
				if err := take(e); err != nil {
					return err
				}
			}
			if value == "" {
				e = sentEvent{}
			}
		case "event":
			e.name = value
		case "data":
			e.data += value + "\n"
		case "id":
			e.id = value
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return io.EOF
}
