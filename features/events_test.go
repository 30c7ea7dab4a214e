package features_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/cucumber/godog"
)

// Somebody who follows what happens.

// A follower reads a stream of events.
type follower struct {
	body  io.ReadCloser
	lines *bufio.Scanner
	last  string // the id of the last event that was read
}

// An event is one of the stream, as far as the scenarios look at it.
type event struct {
	name, id string
	data     struct {
		Kind, AgentID, SkillID, From, To string
		Cause                            struct{ By string }
		Operation, Outcome               string
		Reason                           string
	}
}

func (s *scene) followsEvents(where, again string) error {
	w, err := s.place(where)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(s.ctx, "GET", s.commands("somebody follows the events").url+w.at("/events"), nil)
	if err != nil {
		return err
	}
	if s.control.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.control.token)
	}
	if again != "" {
		r.Header.Set("Last-Event-ID", s.follower.last)
	}
	res, err := web.Do(r) //nolint:bodyclose // the follower has it, and the end of the scenario closes it
	if err != nil {
		return err
	}
	s.follower = &follower{body: res.Body, lines: bufio.NewScanner(res.Body)}
	s.follower.lines.Buffer(nil, 1<<20)
	return want("status", res.StatusCode, http.StatusOK)
}

// next reads the next event.
func (f *follower) next() (e event, err error) {
	for f.lines.Scan() {
		field, value, _ := strings.Cut(f.lines.Text(), ": ")
		switch field {
		case "event":
			e.name = value
		case "id":
			e.id, f.last = value, value
		case "data":
			names := strings.NewReplacer(`"agent_id"`, `"AgentID"`, `"skill_id"`, `"SkillID"`)
			if err := json.Unmarshal([]byte(names.Replace(value)), &e.data); err != nil {
				return e, err
			}
		case "":
			if e.name != "" {
				return e, nil
			}
		}
	}
	return e, errors.Join(errors.New("the stream has ended"), f.lines.Err())
}

func (s *scene) eventsAreRead(n int) error {
	for range n {
		if _, err := s.follower.next(); err != nil {
			return err
		}
	}
	return s.follower.body.Close()
}

func (s *scene) eventsAre(table *godog.Table) error {
	var got, expected []string
	for _, row := range table.Rows[1:] {
		var line []string
		for _, c := range row.Cells {
			line = append(line, c.Value)
		}
		expected = append(expected, strings.Join(line, " | "))
		e, err := s.follower.next()
		if err != nil {
			return fmt.Errorf("after %q: %w", got, err)
		}
		d := e.data
		of, to := d.Kind, d.To
		switch {
		case d.Kind == "agent":
			of += " " + d.AgentID
		case d.Kind == "queue":
			of += " " + d.SkillID
		case d.Kind == "call" && d.AgentID != "":
			of += " of " + d.AgentID
		case d.Kind == "":
			of, to = d.Operation, d.Outcome
		}
		got = append(got, strings.Join([]string{e.name, of, d.From, to, d.Cause.By}, " | "))
	}
	return errors.Join(want("events", strings.Join(got, "\n"), strings.Join(expected, "\n")), s.follower.body.Close())
}

func (s *scene) streamEndsWith(reason string) error {
	e, err := s.follower.next()
	return errors.Join(err, want("the event", e.name, "end"), want("reason", e.data.Reason, reason), s.follower.body.Close())
}
