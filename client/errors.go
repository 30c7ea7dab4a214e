package client

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"wolkvoxmock/openapi"
)

// What can go wrong, for errors.Is.
var (
	// ErrTokenBusy: the token has too many requests in flight, and had so on every attempt. Nothing was done.
	// https://wolkvox.com/en/api-response-codes (documented).
	ErrTokenBusy = errors.New("the token is in use")
	// ErrTokenRefused: the service saw no token, or does not know it. Nothing was done.
	// https://wolkvox.com/en/api-response-codes (documented).
	ErrTokenRefused = errors.New("the token was refused")
	// ErrQuotaExceeded: the account has used up its calls of the day. Nothing was done.
	// https://wolkvox.com/en/api-response-codes (documented).
	ErrQuotaExceeded = errors.New("the daily limit is used up")
	// ErrContract: the request, or the reply, breaks the document; every ContractError is one.
	ErrContract = errors.New("the contract is broken")
	// ErrFateUnknown: the request went out and no whole reply came back, so it is not known whether it was done. It is
	// never sent again.
	ErrFateUnknown = errors.New("nobody knows whether it was done")
)

// An APIError is a refusal by the service. With a status of 4xx nothing was done (inferred); of 5xx no page says whether
// it was.
type APIError struct {
	Operation string
	Status    int    // HTTP status
	Code      string // a string or an integer on the wire, always text here
	Err       string // the `error` of the reply: the HTTP phrase
	Msg       string // the reason, for people
	// Outcome is the document's name for this refusal, such as "no_active_call": of several with one text the first, and ""
	// when it has no such reply.
	Outcome string
	Body    []byte // as it came; the only field that shows the token, if the service repeats it
}

// Error is the refusal on one line.
func (e *APIError) Error() string {
	code, phrase := cmp.Or(e.Code, strconv.Itoa(e.Status)), cmp.Or(e.Err, http.StatusText(e.Status))
	s := fmt.Sprintf("%s: refused with %s %s", e.Operation, code, phrase)
	if e.Msg != "" {
		s += ": " + e.Msg
	}
	if e.Outcome != "" {
		s += " (" + e.Outcome + ")"
	}
	return oneLine(s)
}

// Unwrap leads to ErrTokenBusy, ErrTokenRefused or ErrQuotaExceeded, if it is one of these.
func (e *APIError) Unwrap() error {
	switch e.Outcome {
	case "token_busy":
		return ErrTokenBusy
	case "token_missing", "token_unknown":
		return ErrTokenRefused
	case "token_limit_exceeded":
		return ErrQuotaExceeded
	}
	return nil
}

// A ContractError says how a request or a reply breaks the document.
type ContractError struct {
	Operation  string
	Sent       bool // false: the request was refused before any traffic; true: it is the reply that breaks the document
	Status     int  // HTTP status of the reply, 0 when nothing was sent
	Violations []openapi.Violation
}

// Error is all violations on one line.
func (e *ContractError) Error() string {
	what := "not sent"
	if e.Sent {
		what = fmt.Sprintf("the reply (HTTP %d) breaks the contract", e.Status)
	}
	var violations []string
	for _, v := range e.Violations {
		violations = append(violations, v.String())
	}
	return oneLine(fmt.Sprintf("%s: %s: %s", e.Operation, what, strings.Join(violations, "; ")))
}

// Unwrap leads to ErrContract.
func (e *ContractError) Unwrap() error { return ErrContract }

// oneLine makes one line of a text that others wrote, not too long and without control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	return fmt.Sprintf("%.1000s", s)
}
