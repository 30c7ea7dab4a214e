package features_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"wolkvoxmock/client"
)

// The application is what uses the wolkvox API: through the client here, with raw requests in wire_test.go.

// An answer is what came of one request.
type answer struct {
	operation, outcome, evidence string // header X-Wolkvox-Mock
	status                       int    // 0 when no answer came
	header                       http.Header
	body                         []byte
	envelope
	err    error // of the client
	broken error // what the client got wrong, or what the API got so wrong that the client gave up

	spoken bool          // a Then has said that it is a refusal
	named  bool          // a Then has asserted its very outcome
	done   chan struct{} // closed once it is there
}

type envelope struct {
	Code  json.RawMessage `json:"code"`
	Error json.RawMessage `json:"error"`
	Msg   string          `json:"msg"`
	Data  json.RawMessage `json:"data"`
}

func (a *answer) failed() bool { return a.err != nil || a.status == 0 || a.status >= 400 }

// connID is the conn_id of the answer, "" when it has none.
func (a *answer) connID() string {
	var data struct {
		ConnID string `json:"conn_id"`
	}
	_ = json.Unmarshal(a.Data, &data)
	return data.ConnID
}

// RoundTrip sends a request and keeps what comes back, so that scenarios see what was on the wire and not only what the
// client makes of it.
func (a *answer) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := web.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if a.body, err = io.ReadAll(res.Body); err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(a.body))
	a.status, a.header = res.StatusCode, res.Header
	if m := graded.FindStringSubmatch(res.Header.Get("X-Wolkvox-Mock")); m != nil {
		a.operation, a.outcome, a.evidence = m[1], m[2], m[3]
	}
	if len(a.body) > 0 {
		_ = json.Unmarshal(a.body, &a.envelope) // the client says when it is none
	}
	return res, nil
}

var graded = regexp.MustCompile(`^(\S+)/(\S+); evidence=(\S+)$`)

// Tokens.

func (s *scene) applicationHas(which string) error {
	s.strange = true
	switch which {
	case "no token", "an empty token":
		s.token = which
	case "a malformed token":
		s.token = "hang up, please"
	case "an unknown token":
		s.token = unknownToken
	case "a second token of the account":
		var second struct{ Token string }
		if err := s.do(s.ctx, "POST", s.world.at("/tokens"), map[string]any{"description": "second"}, &second); err != nil {
			return err
		}
		s.token = second.Token
	case "the token of another account":
		if err := s.makeWorld(&s.another); err != nil {
			return err
		}
		s.token = s.another.Token
	}
	return nil
}

const unknownToken = "00112233445566778899aabbccddeeff00112233445566778899"

// applicationWorksAbroad moves the application to the second world, or to one in which there is nothing at all.
func (s *scene) applicationWorksAbroad(which string) error {
	s.abroad = true
	if which == "an empty" {
		empty := map[string]any{"name": s.suite.freshName(), "from": map[string]any{}}
		return s.do(s.ctx, "POST", "/__admin/worlds", empty, &s.another)
	}
	return s.makeWorld(&s.another)
}

func (s *scene) tokenIsDeleted() error {
	s.strange = true
	return s.commands("the token is deleted").do(s.ctx, "DELETE", s.world.at("/tokens")+"?token="+s.world.Token, nil, nil)
}

// A badge is a transport that gives requests the token of the application. When that does not lead to the scenario's
// world, the mock's own header does, so that no request ends in the world of somebody else.
type badge struct {
	world   string // "" leaves it to the token
	token   string // "" leaves it to the client
	through http.RoundTripper
}

func (b badge) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if b.world != "" {
		r.Header.Set("X-Wolkvox-Mock-World", b.world)
	}
	switch b.token {
	case "":
	case "no token":
		r.Header.Del("wolkvox-token")
	case "an empty token":
		r.Header.Set("wolkvox-token", "")
	default:
		r.Header.Set("wolkvox-token", b.token)
	}
	return b.through.RoundTrip(r)
}

// Operations.

func (s *scene) hangsUp(id, waits string) error { return s.calling(waits, "hang", "agent_id", id) }

func (s *scene) changesStatus(id, status, waits string) error {
	return s.calling(waits, "change_status", "agent_id", id, "status", status)
}

func (s *scene) makesAuxCall(id, phone, waits string) error {
	err := s.calling(waits, "aux_call", "agent_id", id, "customer_phone", phone)
	return s.makesCall(waits, err)
}

func (s *scene) dials(id, phone, customerID, customerName, waits string) error {
	err := s.calling(waits, "dial", "agent_id", id, "customer_phone", phone, "customer_id", customerID, "customer_name", customerName)
	return s.makesCall(waits, err)
}

// makesCall makes the call that was just made "the call".
func (s *scene) makesCall(waits string, err error) error {
	if err != nil || waits != "" || s.latest().failed() {
		return err
	}
	all, err := s.calls(s.here())
	if len(all) > 0 {
		s.call = all[len(all)-1]
	}
	return err
}

func (s *scene) transfers(id, to, waits string) error {
	return s.calling(waits, "transfer", "agent_id", id, "customer_phone", to)
}

func (s *scene) toggles(id, what, waits string) error { return s.calling(waits, what, "agent_id", id) }

func (s *scene) sendsTones(id, tones, waits string) error {
	return s.calling(waits, "dtmf", "agent_id", id, "tones", tones)
}

func (s *scene) codes(id, code, code2, comments string) error {
	return s.calling("", "type", "agent_id", id, "cod_act", code, "cod_act_2", code2, "comments", comments)
}

func (s *scene) hangsUpAndCodes(id, code, code2, comments string) error {
	return s.calling("", "hang_type_ready", "agent_id", id, "cod_act", code, "cod_act_2", code2, "comments", comments)
}

func (s *scene) buttonIs(button, id, display string) error {
	display = map[string]string{"hidden": "hide", "shown": "show"}[display]
	return s.calling("", "agent_display", "agent_id", id, "display", display, "button", button)
}

func (s *scene) isDeactivated(id, waits string) error {
	return s.calling(waits, "disable_agent", "agent_id", id)
}

func (s *scene) isActivated(id, waits string) error {
	return s.calling(waits, "enable_agent", "agent_id", id)
}

// calling calls an operation with parameters, names and values; one without a value is left out. It goes as far as the
// gate when it waits.
func (s *scene) calling(waits, operation string, namesAndValues ...string) error {
	params := client.Params{}
	for pair := range slices.Chunk(namesAndValues, 2) {
		if pair[1] != "" {
			params[pair[0]] = []string{pair[1]}
		}
	}
	return s.send(waits, operation, params)
}

// send makes one call with a client of its own: applications know nothing of each other, so no client holds back what
// the service has to refuse. One that waits goes as far as the gate.
func (s *scene) send(waits, operation string, params client.Params, files ...client.File) error {
	a := &answer{done: make(chan struct{})}
	b := badge{token: s.token, through: a}
	if s.strange {
		b.world = s.here().Name
	}
	c, err := client.New(s.here().Server, s.here().Token, client.WithBaseURL(s.url), client.WithRetries(0), client.WithHTTPClient(&http.Client{Transport: b, Timeout: web.Timeout}))
	if err != nil {
		return err
	}
	go func() {
		defer close(a.done)
		var r client.Reply
		r, a.err = c.Call(s.ctx, operation, params, files...)
		if a.broken = a.check(operation, r); s.spoiled && errors.Is(a.broken, client.ErrContract) {
			a.broken = nil // the scenario speaks of it
		}
	}()
	if waits != "" {
		s.held = append(s.held, a)
		return s.reachesGate()
	}
	<-a.done
	s.answers = append(s.answers, a)
	return a.broken
}

// check holds what the client says against what was on the wire.
func (a *answer) check(operation string, r client.Reply) error {
	if errors.Is(a.err, client.ErrContract) {
		return a.err
	}
	if a.status == 0 {
		return nil
	}
	var refused *client.APIError
	switch refusal := errors.As(a.err, &refused); {
	case a.err != nil && !refusal:
		return fmt.Errorf("a reply came, but the client says: %w", a.err)
	case refusal != (a.status >= 400):
		return fmt.Errorf("status %d, but the client says %v", a.status, a.err)
	case refusal:
		return errors.Join(
			want("operation of the error", refused.Operation, operation), want("outcome of the error", refused.Outcome, a.outcome),
			want("msg of the error", refused.Msg, a.Msg), want("status of the error", refused.Status, a.status),
		)
	}
	return errors.Join(want("operation of the reply", r.Operation, operation), want("outcome of the reply", r.Outcome, a.outcome), want("msg of the reply", r.Msg, a.Msg))
}

// What the API said.

func (s *scene) latest() *answer {
	if len(s.answers) == 0 {
		return &answer{err: errors.New("nothing has been asked")}
	}
	return s.answers[len(s.answers)-1]
}

func (s *scene) apiAnswers(verb string) error {
	a := s.latest()
	a.spoken = a.spoken || verb == "refuses"
	switch {
	case a.status == 0:
		return fmt.Errorf("the API %s: no answer came: %v", verb, a.err)
	case a.failed() != (verb == "refuses"):
		return fmt.Errorf("the API %s: got HTTP status %d, %s", verb, a.status, a.body)
	}
	return nil
}

func (s *scene) apiAnswersWith(verb, outcome, msg string) error {
	if err := s.apiAnswers(verb); err != nil {
		return err
	}
	a := s.latest()
	a.named = true
	if err := want("outcome", a.outcome, outcome); err != nil {
		return err
	}
	if msg == "" {
		return nil
	}
	return want("msg", a.Msg, strings.ReplaceAll(msg, "{conn_id}", s.call.ID))
}

func (s *scene) answerCannotBeRead() error {
	a := s.latest()
	a.spoken = true
	if !errors.Is(a.err, client.ErrContract) {
		return fmt.Errorf("the answer cannot be read: got HTTP status %d, %s, error %v", a.status, a.body, a.err)
	}
	return nil
}

func (s *scene) noAnswer() error {
	a := s.latest()
	a.spoken = true
	if !errors.Is(a.err, client.ErrFateUnknown) {
		return fmt.Errorf("no answer comes: got HTTP status %d, %s, error %v", a.status, a.body, a.err)
	}
	return nil
}

func (s *scene) answerCarriesConnID(of string) error {
	all, err := s.calls(s.world)
	if err != nil || len(all) == 0 {
		return errors.Join(err, want("calls", len(all) > 0, true))
	}
	newest := all[len(all)-1]
	if of == "new leg" {
		newest = s.legOf(all, s.call)
	}
	return want("conn_id", s.latest().connID(), newest.ID)
}

// connIDLooksLike compares digit by digit; of the last part, five or six digits were seen.
func (s *scene) connIDLooksLike(sample string) error {
	shape := regexp.MustCompile(`^` + regexp.MustCompile(`\d`).ReplaceAllString(strings.ReplaceAll(sample, ".", `\.`), `\d`) + `\d?$`)
	if id := s.latest().connID(); !shape.MatchString(id) {
		return fmt.Errorf("conn_id is %q, which does not look like %q", id, sample)
	}
	return nil
}

func (s *scene) connIDIs(id string) error { return want("conn_id", s.latest().connID(), id) }
