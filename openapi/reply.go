package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// CheckReply says what a reply to this operation has against the contract; nil means nothing.
func (o *Operation) CheckReply(status int, header http.Header, body []byte, token string) []Violation {
	c := checker{o: o, secret: secret(token)}
	documented := o.route().Operation.Responses.Status(status)
	if documented == nil {
		documented = o.route().Operation.Responses.Default()
	}
	if documented == nil {
		c.add(RuleReplyStatus, "reply", "a documented status", fmt.Sprint(status))
		return c.found
	}
	err := openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: o.Method}, Route: o.route(), Options: options,
		},
		Status: status, Header: header, Options: options,
	})
	if err != nil { // the body is left out
		c.add(RuleReplyBody, "reply", "the documented headers", "something else")
	}
	if o.Method != http.MethodHead {
		c.reply(documented.Value.Content, header.Get("Content-Type"), body)
	}
	return c.found
}

// reply checks the body of a reply.
func (c *checker) reply(content openapi3.Content, mediaType string, body []byte) {
	if len(content) == 0 {
		return
	}
	media := content.Get(mediaType)
	if media == nil {
		got := "nothing"
		if mediaType != "" {
			got = c.secret.value("", mediaType)
		}
		c.add(RuleReplyBody, "reply Content-Type", "application/json", got)
		return
	}
	if media.Schema == nil || !strings.Contains(mediaType, "json") {
		return
	}
	value, err := decode(body)
	if err != nil {
		got := "nothing"
		if len(body) > 0 {
			got = c.secret.raw(string(body))
		}
		c.add(RuleReplyBody, "reply", "a JSON object, and nothing else", got)
		return
	}
	err = media.Schema.Value.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.MultiErrors())
	reasons(err, func(e *openapi3.SchemaError) { c.schema(RuleReplyBody, "reply", value, e) })
}

// Recognise names the outcome that a reply shows: the first of the operation's own and then of the general ones whose
// status, code and message it has; nil when the document knows no such reply. Of several such outcomes it is the one that
// has the reply's keys too.
func (o *Operation) Recognise(status int, body []byte) *Outcome {
	var envelope struct {
		Code json.RawMessage `json:"code"`
		Msg  string          `json:"msg"`
	}
	if json.Unmarshal(body, &envelope) != nil {
		return nil
	}
	var alike []*Outcome
	for _, list := range [][]*Outcome{o.Outcomes, o.doc.General} {
		for _, out := range list {
			if out.matches(status, string(envelope.Code), envelope.Msg) {
				alike = append(alike, out)
			}
		}
	}
	switch len(alike) {
	case 0:
		return nil
	case 1:
		return alike[0]
	}
	return withKeysOf(body, alike)
}

// withKeysOf is the first outcome that has all keys of a body as they are written, else the first whose keys can become
// them, as service_level_{n}seg can, else the first.
func withKeysOf(body []byte, alike []*Outcome) *Outcome {
	var value any
	_ = json.Unmarshal(body, &value) // it is JSON: its envelope was read
	keys := map[string]bool{}
	keysOf(value, keys)
	for _, fits := range []func(pattern, key string) bool{
		func(pattern, key string) bool { return pattern == key },
		func(pattern, key string) bool { return recogniser(pattern).MatchString(key) },
	} {
		for _, out := range alike {
			all := true
			for key := range keys {
				all = all && slices.ContainsFunc(out.keys, func(pattern string) bool { return fits(pattern, key) })
			}
			if all {
				return out
			}
		}
	}
	return alike[0]
}

// keysOf collects the keys of objects, at any depth.
func keysOf(value any, keys map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, within := range v {
			keys[key] = true
			keysOf(within, keys)
		}
	case []any:
		for _, within := range v {
			keysOf(within, keys)
		}
	}
}

func (o *Outcome) matches(status int, code, msg string) bool {
	return (o.code == "" || o.code == code && o.Status == status) && o.msg().MatchString(msg)
}
