package features_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"

	"github.com/cucumber/godog"
)

// Raw requests, and the bytes of replies.

func (s *scene) requestIsSent(method, target string) error { return s.sendRaw(method, target, nil) }

func (s *scene) requestIsSentWith(method, target string, rows *godog.Table) error {
	changes := map[string]string{}
	for _, row := range rows.Rows {
		changes[row.Cells[0].Value] = row.Cells[1].Value
	}
	return s.sendRaw(method, target, changes)
}

// sendRaw sends a request with the token of the scenario's world. The changes are headers with their values, "(none)"
// for one that shall not be there, and "Host" and "body".
func (s *scene) sendRaw(method, target string, changes map[string]string) error {
	values := map[string]string{"wolkvox-token": "{token}", "X-Wolkvox-Mock-World": s.world.Name}
	maps.Copy(values, changes)
	a := &answer{}
	req, err := s.request(method, target, values)
	if err != nil {
		return err
	}
	if _, err := a.RoundTrip(req); err != nil {
		return err
	}
	if len(a.body) > 0 && !json.Valid(a.body) {
		return fmt.Errorf("the answer is no JSON: %s", a.body)
	}
	if a.status >= 400 {
		a.err = fmt.Errorf("HTTP status %d, %s", a.status, a.body)
	}
	s.answers = append(s.answers, a)
	return nil
}

func (s *scene) request(method, target string, values map[string]string) (*http.Request, error) {
	target, err := s.expand(target)
	if err != nil {
		return nil, err
	}
	body, err := s.expand(values["body"])
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(context.WithoutCancel(s.ctx), method, s.url+target, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	for _, name := range sorted(values) {
		value, err := s.expand(values[name])
		switch {
		case err != nil:
			return nil, err
		case name == "body" || values[name] == "(none)":
		case name == "Host":
			req.Host = value
		default:
			req.Header[name] = []string{value} // as it is written: Set would change its case
		}
	}
	return req, nil
}

// expand fills in what only the scenario's worlds know.
func (s *scene) expand(text string) (string, error) {
	if strings.Contains(text, "{other ") {
		if err := s.makeWorld(&s.another); err != nil {
			return "", err
		}
	}
	return strings.NewReplacer(
		"{server}", s.world.Server, "{token}", s.world.Token, "{unknown}", unknownToken,
		"{other server}", s.another.Server, "{other token}", s.another.Token,
		"{2 MiB}", strings.Repeat("x", 2<<20),
		"{10001 numbers}", `["3000000000"`+strings.Repeat(`,"3000000000"`, 10_000)+`]`,
	).Replace(text), nil
}

func (s *scene) requestIsNoted(rules string) error {
	e, err := s.lastEntry()
	if err != nil {
		return err
	}
	var got []string
	for _, v := range e.Violations {
		got = append(got, v.Rule)
	}
	s.noted = append(s.noted, got...)
	var expected []string
	if rules != "" {
		expected = strings.Split(rules, ", ")
	}
	return want("violations", fmt.Sprint(counted(got)), fmt.Sprint(counted(expected)))
}

// correctedIsSent sends what the journal shows as right: curl -X METHOD 'URL' -H 'NAME: VALUE' ... -d 'BODY'.
func (s *scene) correctedIsSent() error {
	e, err := s.lastEntry()
	if err != nil || len(e.Violations) == 0 {
		return errors.Join(err, want("something is noted", len(e.Violations) > 0, true))
	}
	words := regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`).FindAllString(e.Violations[0].Try, -1)
	for i := range words {
		words[i] = strings.Trim(words[i], `'"`)
	}
	values := map[string]string{}
	for i := 4; i+1 < len(words); i += 2 {
		name, value, _ := strings.Cut(words[i+1], ": ")
		switch words[i] {
		case "-d":
			values["body"] = words[i+1]
		default:
			values[name] = strings.ReplaceAll(value, "$WOLKVOX_TOKEN", "{token}")
		}
	}
	_, target, _ := strings.Cut(strings.TrimPrefix(words[3], "http://"), "/")
	return s.sendRaw(words[2], "/"+target, values)
}

// allIsNoted speaks of whatever the journal notes of the last request, where each example breaks something else.
func (s *scene) allIsNoted() error {
	e, err := s.lastEntry()
	if err != nil {
		return err
	}
	for _, v := range e.Violations {
		s.noted = append(s.noted, v.Rule)
	}
	if len(e.Violations) == 0 {
		return errors.New("the journal notes nothing that is wrong with the request")
	}
	return nil
}

func counted(all []string) map[string]int {
	n := map[string]int{}
	for _, s := range all {
		n[s]++
	}
	return n
}

func (s *scene) statusIs(status int) error { return want("HTTP status", s.latest().status, status) }

func (s *scene) statusAndCodeAre(status int) error {
	a := s.latest()
	return errors.Join(want("HTTP status", a.status, status), want("code", strings.Trim(string(a.Code), `"`), fmt.Sprint(status)))
}

func (s *scene) codeIs(kind, value string) error {
	if kind == "text" {
		value = `"` + value + `"`
	}
	return want("code", string(s.latest().Code), value)
}

func (s *scene) errorIs(value string) error { return want("error", string(s.latest().Error), value) }

func (s *scene) dataIs(what string) error {
	return want("data present", s.latest().Data != nil, what == "present")
}

func (s *scene) replyIs(text *godog.DocString) error {
	a := s.latest()
	return want("reply", string(a.body), strings.ReplaceAll(text.Content, "{conn_id}", a.connID()))
}

func (s *scene) replyHasNoBody() error { return want("body", string(s.latest().body), "") }

func (s *scene) replyCarries(headers *godog.Table) error {
	var problems []error
	for _, row := range headers.Rows {
		name := row.Cells[0].Value
		problems = append(problems, want(name, strings.Join(s.latest().header.Values(name), " | "), row.Cells[1].Value))
	}
	return errors.Join(problems...)
}
