package client

import (
	"encoding/json"
	"net/http"
	"strconv"

	"wolkvoxmock/openapi"
)

// A Reply is what the service answered.
type Reply struct {
	Operation  string
	Status     int    // HTTP status; 0 when there was no reply
	Code       string // a string or an integer on the wire, always text here
	Msg        string
	Outcome    string              // the document's name for this reply, such as "hung_up"; "" when it knows no such reply
	Body       []byte              // as it came
	Violations []openapi.Violation // what is wrong with the reply by the document; nil unless Lenient, or beside an error
}

// A CallReply is a Reply about a call.
type CallReply struct {
	Reply
	ConnID string // identity of the call; may be blank, the vendor's samples show it so (example); its shape is Q-CONN-ID
}

// withConnID finds the identity of the call in a reply.
func withConnID(r Reply, err error) (CallReply, error) {
	var body struct {
		Data struct {
			ConnID string `json:"conn_id"`
		} `json:"data"`
	}
	if json.Unmarshal(r.Body, &body) != nil {
		return CallReply{Reply: r}, err // a refusal, or a reply off the contract
	}
	return CallReply{r, body.Data.ConnID}, err
}

// A List is a Reply that lists records.
type List[T any] struct {
	Reply
	Records []T // nil beside an error; for a lenient client, a value that is no text is left blank
}

// listed reads the records of a reply.
func listed[T any](r Reply, err error) (List[T], error) {
	if err != nil {
		return List[T]{Reply: r}, err
	}
	var body struct{ Data []T }
	_ = json.Unmarshal(r.Body, &body) // the contract has been checked; what does not fit is left out
	return List[T]{r, body.Data}, nil
}

// judge decides whether a whole reply keeps the document, and whether it is a success.
func (c *Client) judge(o *openapi.Operation, resp *http.Response, body []byte) (Reply, error) {
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
