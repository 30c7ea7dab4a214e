package openapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// CheckReply says what a reply to this operation has against the contract; nil means nothing.
func (o *Operation) CheckReply(status int, header http.Header, body []byte, secret string) []Violation {
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: o.Method}, Route: o.route, Options: options,
		},
		Status: status, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
	})
	c := checker{o: o, secret: secret}
	each(err, func(err error) { c.reply(err, status, body) })
	return c.found
}

// reply puts one error of kin-openapi into our words.
func (c *checker) reply(err error, status int, body []byte) {
	var broken *openapi3filter.ResponseError
	if !errors.As(err, &broken) {
		c.add(RuleReplyBody, "reply", "what the document describes", show("", err.Error(), c.secret))
		return
	}
	found := false
	each(broken.Err, func(err error) {
		var schema *openapi3.SchemaError
		if errors.As(err, &schema) {
			found = true
			c.add(RuleReplyBody, "reply /"+strings.Join(schema.JSONPointer(), "/"), schema.Reason, show("", fmt.Sprint(schema.Value), c.secret))
		}
	})
	switch {
	case found:
	case c.o.route.Operation.Responses.Status(status) == nil && c.o.route.Operation.Responses.Default() == nil:
		c.add(RuleReplyStatus, "reply", "a documented status", fmt.Sprint(status))
	default:
		c.add(RuleReplyBody, "reply", "a JSON object in application/json", show("", string(body), c.secret))
	}
}

// Recognise names the outcome that a reply shows: the first of the operation's own and then of the general ones whose
// status, code and message it has; nil when the document knows no such reply.
func (o *Operation) Recognise(status int, body []byte) *Outcome {
	var envelope struct {
		Code json.RawMessage `json:"code"`
		Msg  string          `json:"msg"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return nil
	}
	for _, list := range [][]*Outcome{o.Outcomes, o.doc.General} {
		for _, out := range list {
			if out.matches(status, string(envelope.Code), envelope.Msg) {
				return out
			}
		}
	}
	return nil
}

func (o *Outcome) matches(status int, code, msg string) bool {
	return (o.code == "" || o.code == code && o.Status == status) && o.msg.MatchString(msg)
}
