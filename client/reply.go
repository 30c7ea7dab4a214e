package client

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"

	"wolkvoxmock/openapi"
)

// A Reply is what the service answered.
type Reply struct {
	Operation  string
	Status     int    // HTTP status; 0 when there was no reply
	Code       string // a string or an integer on the wire, always text here
	Msg        string
	Outcome    string              // the document's name for this reply, such as "hung_up"; "" when it has no such reply
	Body       []byte              // as it came
	Violations []openapi.Violation // what is wrong with the reply by the document; nil unless Lenient, or beside an error
}

// A ReplyWith is a Reply with data, as the document describes it.
type ReplyWith[T any] struct {
	Reply
	Data T // empty beside an error; for a lenient client, what is of the wrong type is left out
}

// withData reads the data of a success.
func withData[T any](r Reply, err error) (ReplyWith[T], error) {
	if err != nil {
		return ReplyWith[T]{Reply: r}, err
	}
	var body struct{ Data T }
	_ = json.Unmarshal(r.Body, &body) // the contract has been checked; what does not fit is left out
	return ReplyWith[T]{r, body.Data}, nil
}

// withOne reads data that is a list of one record.
func withOne[T any](r Reply, err error) (one ReplyWith[T], _ error) {
	list, err := withData[[]T](r, err)
	one.Reply = list.Reply
	if len(list.Data) > 0 {
		one.Data = list.Data[0]
	}
	return one, err
}

// unmarshalWithOthers reads the fields of a record, and into others the texts under all other keys. It is given JSON that
// has been parsed, and so leaves out what is of the wrong type, as withData does.
func unmarshalWithOthers(b []byte, record any, others *map[string]string) {
	_, _ = json.Unmarshal(b, record), json.Unmarshal(b, others)
	for field := range reflect.TypeOf(record).Elem().Fields() {
		delete(*others, field.Tag.Get("json"))
	}
}

// check reports whether a whole reply keeps the document, and whether it is a success.
func (c *Client) check(o *openapi.Operation, resp *http.Response, body []byte) (Reply, error) {
	var e envelope
	_ = json.Unmarshal(body, &e) // CheckReply says what is wrong with it
	r := Reply{
		Operation: o.Name, Status: resp.StatusCode, Code: text(e.Code), Msg: text(e.Msg), Body: body,
		Violations: o.CheckReply(resp.StatusCode, resp.Header, body, c.token),
	}
	if out := o.Recognise(resp.StatusCode, body); out != nil {
		r.Outcome = out.Name
	}
	if r.Status/100 == 3 {
		r.Violations = append([]openapi.Violation{{
			Rule: openapi.RuleReplyStatus, Where: "reply", Source: o.Page,
			Expected: "a reply; redirects are not followed", Got: strconv.Itoa(r.Status),
		}}, r.Violations...)
	}
	switch {
	case len(r.Violations) > 0 && !c.lenient:
		return r, &ContractError{Operation: o.Name, Sent: true, Status: r.Status, Violations: r.Violations}
	case r.Status/100 != 2 || text(e.Error) != "":
		return r, &APIError{
			Operation: o.Name, Status: r.Status, Outcome: r.Outcome, Body: body,
			Code: c.redact.Replace(r.Code), Err: c.redact.Replace(text(e.Error)), Msg: c.redact.Replace(r.Msg),
		}
	}
	return r, nil
}

// An envelope is what every reply looks like. The type of code is a property of the operation.
type envelope struct {
	Code, Error, Msg json.RawMessage
}

// text is a JSON string without its quotes, "" for null, and any other value as it is written.
func text(value json.RawMessage) string {
	var s string
	if json.Unmarshal(value, &s) != nil {
		s = string(value)
	}
	return s
}
