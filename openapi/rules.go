package openapi

// Rule names the kind of a violation. The ids are stable; reports and tests may rely on them. Rules says what each is.
type Rule string

// The rules that a request or a reply can break.
const (
	RulePathUnknown       Rule = "path-unknown"
	RulePathWrong         Rule = "path-wrong"
	RuleMethodWrong       Rule = "method-wrong"
	RuleAPIMissing        Rule = "api-missing"
	RuleAPIUnknown        Rule = "api-unknown"
	RuleAPICase           Rule = "api-case"
	RuleAPIInBody         Rule = "api-in-body"
	RuleQuerySeparator    Rule = "query-separator"
	RuleTokenMissing      Rule = "token-missing"
	RuleTokenUnknown      Rule = "token-unknown"
	RuleTokenMisplaced    Rule = "token-misplaced"
	RuleServerMismatch    Rule = "server-mismatch"
	RuleWorldUnknown      Rule = "world-unknown"
	RulePlainHTTP         Rule = "plain-http"
	RuleParameterMissing  Rule = "parameter-missing"
	RuleParameterValue    Rule = "parameter-value"
	RuleParameterUnknown  Rule = "parameter-unknown"
	RuleParameterRepeated Rule = "parameter-repeated"
	RuleBodyJSON          Rule = "body-json"
	RuleBodyForm          Rule = "body-form"
	RuleBodyUnexpected    Rule = "body-unexpected"
	RuleBodyValue         Rule = "body-value"
	RuleReplyStatus       Rule = "reply-status"
	RuleReplyBody         Rule = "reply-body"
	RuleMore              Rule = "more"
)

// The rules over time and state: what one request alone does not show.
const (
	RuleTokenConcurrent Rule = "token-concurrent"
	RuleRetryUnchecked  Rule = "retry-unchecked"
	RuleLimitExceeded   Rule = "limit-exceeded"
	RuleAgentLoggedOut  Rule = "agent-logged-out"
	RuleRefusalRepeated Rule = "refusal-repeated"
	RuleRefusalIgnored  Rule = "refusal-ignored"
	RuleRefusalUnread   Rule = "refusal-unread"
	RuleStateUnread     Rule = "state-unread"
	RulePollingFast     Rule = "polling-fast"
)

// The rules of a verdict that no single request breaks.
const (
	RuleRequestNone        Rule = "request-none"
	RuleAuthorityUntrusted Rule = "authority-untrusted"
	RuleTunnelRefused      Rule = "tunnel-refused"
	RuleWorldAdopted       Rule = "world-adopted"
	RuleFaultUnmet         Rule = "fault-unmet"
	RuleGateShut           Rule = "gate-shut"
	RuleRefusalUnexpected  Rule = "refusal-unexpected"
	RuleExpectationFailed  Rule = "expectation-failed"
	RuleEvidenceForbidden  Rule = "evidence-forbidden"
)

// A Severity is how much a breach of a rule counts. That of a rule is a default, which a rules file changes.
type Severity string

// The severities, the gravest first.
const (
	SeverityViolation Severity = "violation" // the verdict fails
	SeverityWarning   Severity = "warning"   // most likely a mistake; the verdict shows it, and passes
	SeverityInfo      Severity = "info"      // worth knowing, or a guess
	SeverityOff       Severity = "off"       // it does not show in the verdict; the journal keeps it
)

// Severities are all of them, the gravest first.
var Severities = []Severity{SeverityViolation, SeverityWarning, SeverityInfo, SeverityOff}

// A RuleText says what a rule is.
type RuleText struct {
	Rule     Rule     `json:"rule"`
	Severity Severity `json:"severity"`         // unless a rules file says otherwise
	Evidence Evidence `json:"evidence"`         // of the demand; what the mock does about the breach may be less sure
	Title    string   `json:"title"`            // what is wrong, in a few words
	Says     string   `json:"says"`             // what the contract asks for, and what the mock does about the breach
	Source   string   `json:"source,omitempty"` // the vendor's page, or the open question; "" where the page of the operation says it, or it is our own
}

// Rules are all rules: those of requests from the address to the body, those of replies, those over time and state, then those of
// a verdict.
var Rules = []RuleText{
	{RulePathUnknown, SeverityViolation, Inferred, "the path is not documented",
		"The resources are files in `/api/v2`, lower case, without a slash at the end. The request is answered 404.", "Q-UNKNOWN-PATH"},
	{RulePathWrong, SeverityViolation, Documented, "the operation belongs to another path",
		"Each `api` belongs to one resource. At another one it is an unknown `api`, and answered 400.", codesPage},
	{RuleMethodWrong, SeverityViolation, Inferred, "the operation has another method",
		"Each operation has one HTTP method. With another one it is answered like an unknown `api`, 400.", "Q-WRONG-METHOD"},
	{RuleAPIMissing, SeverityViolation, Inferred, "the query names no operation",
		"The parameter `api` of the query selects the operation, whatever the method. Without it the answer is 400.", "Q-MISSING-API"},
	{RuleAPIUnknown, SeverityViolation, Documented, "no operation has this name",
		"An `api` that is not documented is answered 400.", codesPage},
	{RuleAPICase, SeverityViolation, Inferred, "the name of the operation is in the wrong case",
		"The documented names are lower case, and we take another case for another name: it is answered 400.", "Q-API-CASE"},
	{RuleAPIInBody, SeverityViolation, Inferred, "the operation is named in the body",
		"The parameter `api` stands in the query of every request. In a body nobody reads it: the answer is 400.", "Q-MISSING-API"},
	{RuleQuerySeparator, SeverityViolation, Inferred, "parameters are separated by a semicolon",
		"`&` separates the parameters of a query. What follows a `;` is part of the value before it.", "Q-PHP-QUERY"},
	{RuleTokenMissing, SeverityViolation, Documented, "there is no token",
		"The header `wolkvox-token` carries the token of the account. Without it the answer is 401.", codesPage},
	{RuleTokenUnknown, SeverityViolation, Documented, "the token is not one of the account",
		"A token that is wrong, has expired or belongs to another account is answered 403.", codesPage},
	{RuleTokenMisplaced, SeverityViolation, Documented, "the token stands in the wrong place",
		"The token is read from the header `wolkvox-token` alone. Elsewhere it is not seen, and addresses end up in logs.", codesPage},
	{RuleServerMismatch, SeverityViolation, Inferred, "the request names a server that is not the account's",
		"Host and `wolkvox_server` name the server of the account, which has the token. We pass over another one.", "Q-SERVER-HEADER"},
	{RuleWorldUnknown, SeverityViolation, Inferred, "the request names a world that the mock does not have",
		"The header `X-Wolkvox-Mock-World`, which is the mock's own, names a world that is there. Otherwise the answer is 404.", ""},
	{RulePlainHTTP, SeverityViolation, Documented, "the request comes in clear",
		"The service speaks HTTPS only, in every document. Here a request for `*.wolkvox.com` is answered in clear too.", ""},
	{RuleParameterMissing, SeverityViolation, Documented, "a required parameter is missing",
		"It is absent or empty: the answer is 400.", codesPage},
	{RuleParameterValue, SeverityViolation, Inferred, "a value is not in the documented form",
		"The form is that of the samples. What the value then means decides the answer.", "Q-PARAM-FORMAT"},
	{RuleParameterUnknown, SeverityViolation, Inferred, "the operation documents no such parameter",
		"It is ignored.", "Q-EXTRA-FIELDS"},
	{RuleParameterRepeated, SeverityViolation, Inferred, "a parameter is there more than once",
		"The last one counts.", "Q-DUP-PARAM"},
	{RuleBodyJSON, SeverityViolation, Inferred, "the body is no JSON object",
		"The operation takes one. Any other body counts as an empty object.", "Q-BAD-JSON"},
	{RuleBodyForm, SeverityViolation, Inferred, "the body is a form",
		"The operation takes a JSON object. A form counts as an empty one.", "Q-BAD-JSON"},
	{RuleBodyUnexpected, SeverityViolation, Inferred, "the operation takes no body",
		"Its parameters stand in the query. The body is ignored.", "Q-PHP-BODY"},
	{RuleBodyValue, SeverityViolation, Inferred, "a field of the body is not in the documented form, or not documented",
		"The form is that of the samples. What is not documented is ignored.", "Q-EXTRA-FIELDS"},
	{RuleReplyStatus, SeverityViolation, Inferred, "the status of the reply is not documented", "A reply of the mock itself: a bug of the mock.", ""},
	{RuleReplyBody, SeverityViolation, Inferred, "the body of the reply is not in the documented form", "A reply of the mock itself: a bug of the mock.", ""},
	{RuleMore, SeverityViolation, Inferred, "there are more violations than are shown", "Twenty are shown of a message. Of a body over 16 KiB, and of more than 100 parameters, all is checked that the document describes, and the beginning of the rest.", ""},

	{RuleTokenConcurrent, SeverityViolation, Documented, "a token is used by two requests at once",
		"The next request with a token comes after the reply to the one before; what comes sooner is answered 403. A token for " +
			"each process, or a queue before it.", codesPage},
	{RuleRetryUnchecked, SeverityViolation, Inferred, "a request that counts each time is sent again after its answer was lost",
		"Whoever has no answer does not know what was done. `mute` and `hold` switch back what they switched, and a second " +
			"`dial` calls a second time: read the state before sending one of them again. A read of any kind, another request " +
			"for the agent, or five minutes make it a new request.", ""},
	{RuleLimitExceeded, SeverityViolation, Documented, "there is more than the page of the operation allows",
		"At most 10,000 records sent and 60,000 found, 50 audios of 5 MB each, calls of the last 24 hours: send it in " +
			"parts, or ask for less. What is refused so is answered 404.", ""},
	{RuleAgentLoggedOut, SeverityWarning, Inferred, "the agent is logged out",
		"Nothing but the agent logs in, so whoever is logged out can be asked for nothing, and the answer is 404. Not of an " +
			"agent who has logged out since the client's last request: it could not know.", "Q-AGENT-OFFLINE"},
	{RuleRefusalRepeated, SeverityWarning, Inferred, "a refused request is sent again as it is",
		"Within a minute, though nothing has happened in between that could change the answer, and nothing was read. Repeat " +
			"what was not answered or went wrong on the server's side; a refusal has a reason, which `msg` states.", ""},
	{RuleRefusalIgnored, SeverityWarning, Inferred, "the client goes on as if a refused request had worked",
		"The next request for the agent is impossible in the state that the agent is in, and possible in one that the refused " +
			"request leads to: the tables of moves say so. The answer to each request decides what comes next.", ""},
	{RuleRefusalUnread, SeverityInfo, Inferred, "what follows a refused request may be meant for the state that was not reached",
		"The next request for the agent is possible in the state that the agent is in, but does something else there than " +
			"after the refused request: a `hang` after a refused `dial` ends the call before.", ""},
	{RuleStateUnread, SeverityInfo, Inferred, "mute or hold is switched without a look at the agent",
		"The answer does not tell which way it went, and no read shows it: `real_time_agents` shows at least whether the agent " +
			"is on a call. It is noted once, until something is read.", ""},
	{RulePollingFast, SeverityInfo, Documented, "the same is read more often than the pages advise",
		"For monitoring, one call every 5 minutes. Noted at the third time in a row, each less than 5 minutes after the one " +
			"before by the world's clock, and none at the same moment, which is that of a clock that stands still.", ""},

	{RuleRequestNone, SeverityViolation, Inferred, "no request arrived",
		"Not one request to the wolkvox API reached the mock: the program called something else, or nothing; or it does " +
			"not trust the mock, which is found by a rule of its own.", ""},
	{RuleAuthorityUntrusted, SeverityViolation, Inferred, "the client does not trust our certificate authority",
		"The TLS handshake failed, so no request came of it. The client must be told of the authority that `wolkvox-mock ca` prints.", ""},
	{RuleTunnelRefused, SeverityWarning, Inferred, "a tunnel to another host was refused",
		"The mock stands in for wolkvox.com. It lets a client through to other hosts only under `run`, with the credential made for it.", ""},
	{RuleWorldAdopted, SeverityInfo, Inferred, "an unknown server and token were given a world",
		"The pair was seen for the first time, and has a world of its own, or that of the demo token. The service would have " +
			"refused it.", ""},
	{RuleFaultUnmet, SeverityViolation, Inferred, "a fault was met less often than arranged",
		"What was arranged to go wrong did not: the client sent too few requests that it fits.", ""},
	{RuleGateShut, SeverityViolation, Inferred, "a gate is still shut",
		"Whoever shut it did not open it, and requests may still wait there.", ""},
	{RuleRefusalUnexpected, SeverityWarning, Inferred, "a request was refused, and nobody expected it",
		"Neither a fault nor an expectation explains the refusal, and the request keeps the contract.", ""},
	{RuleExpectationFailed, SeverityViolation, Inferred, "an expectation was not met",
		"The requests that came are not those that were expected.", ""},
	{RuleEvidenceForbidden, SeverityViolation, Inferred, "an exchange rests on evidence that is not allowed",
		"The reply is less certain than was asked for: the service may answer in another way.", ""},
}

// codesPage is the vendor's table of errors.
const codesPage = "https://wolkvox.com/en/api-response-codes"

// Text is what the rule is.
func (r Rule) Text() RuleText {
	for _, text := range Rules {
		if text.Rule == r {
			return text
		}
	}
	return RuleText{Rule: r}
}
