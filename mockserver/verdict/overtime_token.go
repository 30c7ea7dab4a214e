package verdict

import "wolkvoxmock/openapi"

// tokenConcurrent: only a request beyond the limit of the token is answered so, unless a fault says it. Each token has a limit
// of its own, so two clients with a token each never meet.
func (w *Watch) tokenConcurrent(*client) *openapi.Violation {
	if !w.busy() {
		return nil
	}
	return &openapi.Violation{
		Where: "token", Expected: "the reply to one request before the next one with the same token",
		Got: w.Reason,
	}
}

// busy reports whether the request was refused because the token was in use.
func (t *turn) busy() bool { return t.Outcome == "token_busy" && t.Fault == "" }

// limits are the documented limits, by the outcome that refuses what exceeds them.
var limits = map[string]openapi.Violation{
	"too_many_records": {Where: "body", Expected: "at most 10,000 records in a request"},
	"too_many_files":   {Where: "body", Expected: "at most 50 audios in a request"},
	"file_too_large":   {Where: "body", Expected: "audios of at most 5 MB each"},
	"call_too_old":     {Where: "body /conn_id", Expected: "a call of the last 24 hours"},
}

// limitExceeded: what the mock bounds for itself, such as the length of a body, is no documented limit.
func (w *Watch) limitExceeded(*client) *openapi.Violation {
	if !w.failed || w.Fault != "" {
		return nil
	}
	limit, limited := limits[w.Outcome]
	switch {
	case !limited:
		return nil
	case w.reads:
		limit = openapi.Violation{Where: "query", Expected: "parameters that find at most 60,000 records"}
	}
	return &openapi.Violation{Where: limit.Where, Expected: limit.Expected, Got: w.Reason}
}

// agentLoggedOut: an agent who has logged out since the client sent something was logged in for all that it can know.
func (w *Watch) agentLoggedOut(c *client) *openapi.Violation {
	if w.Outcome != "agent_logged_out" || w.Fault != "" {
		return nil
	}
	if left := w.left.get(w.agent); left != nil && c.last > 0 && *left > c.last {
		return nil
	}
	return &openapi.Violation{
		Where: "agent_id", Expected: "an agent who is logged in", Got: w.Reason, Try: look,
	}
}
