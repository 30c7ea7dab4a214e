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

// A RuleText says what a rule is.
type RuleText struct {
	Rule   Rule
	Title  string // what is wrong, in a few words
	Says   string // what the contract asks for, and what the mock does about the breach
	Source string // the vendor's page, or the open question; "" where the page of the operation says it
}

// Rules are all rules: those of requests from the address to the body, those of replies, then those of a verdict.
var Rules = []RuleText{
	{RulePathUnknown, "the path is not documented",
		"The resources are files in `/api/v2`, lower case, without a slash at the end. The request is answered 404.", "Q-UNKNOWN-PATH"},
	{RulePathWrong, "the operation belongs to another path",
		"Each `api` belongs to one resource. At another one it is an unknown `api`, and answered 400.", codesPage},
	{RuleMethodWrong, "the operation has another method",
		"Each operation has one HTTP method. With another one it is answered like an unknown `api`, 400.", "Q-WRONG-METHOD"},
	{RuleAPIMissing, "the query names no operation",
		"The parameter `api` of the query selects the operation, whatever the method. Without it the answer is 400.", "Q-MISSING-API"},
	{RuleAPIUnknown, "no operation has this name",
		"An `api` that is not documented is answered 400.", codesPage},
	{RuleAPICase, "the name of the operation is in the wrong case",
		"The documented names are lower case, and we take another case for another name: it is answered 400.", "Q-API-CASE"},
	{RuleAPIInBody, "the operation is named in the body",
		"The parameter `api` stands in the query of every request. In a body nobody reads it: the answer is 400.", "Q-MISSING-API"},
	{RuleQuerySeparator, "parameters are separated by a semicolon",
		"`&` separates the parameters of a query. What follows a `;` is part of the value before it.", "Q-PHP-QUERY"},
	{RuleTokenMissing, "there is no token",
		"The header `wolkvox-token` carries the token of the account. Without it the answer is 401.", codesPage},
	{RuleTokenUnknown, "the token is not one of the account",
		"A token that is wrong, has expired or belongs to another account is answered 403.", codesPage},
	{RuleTokenMisplaced, "the token stands in the wrong place",
		"The token is read from the header `wolkvox-token` alone. Elsewhere it is not seen, and addresses end up in logs.", codesPage},
	{RuleServerMismatch, "the request names a server that is not the account's",
		"Host and `wolkvox_server` name the server of the account, which has the token. We pass over another one.", "Q-SERVER-HEADER"},
	{RuleWorldUnknown, "the request names a world that the mock does not have",
		"The header `X-Wolkvox-Mock-World`, which is the mock's own, names a world that is there. Otherwise the answer is 404.", ""},
	{RuleParameterMissing, "a required parameter is missing",
		"It is absent or empty: the answer is 400.", codesPage},
	{RuleParameterValue, "a value is not in the documented form",
		"The form is that of the samples. What the value then means decides the answer.", "Q-PARAM-FORMAT"},
	{RuleParameterUnknown, "the operation documents no such parameter",
		"It is ignored.", "Q-EXTRA-FIELDS"},
	{RuleParameterRepeated, "a parameter is there more than once",
		"The last one counts.", "Q-DUP-PARAM"},
	{RuleBodyJSON, "the body is no JSON object",
		"The operation takes one. Any other body counts as an empty object.", "Q-BAD-JSON"},
	{RuleBodyForm, "the body is a form",
		"The operation takes a JSON object. A form counts as an empty one.", "Q-BAD-JSON"},
	{RuleBodyUnexpected, "the operation takes no body",
		"Its parameters stand in the query. The body is ignored.", "Q-PHP-BODY"},
	{RuleBodyValue, "a field of the body is not in the documented form, or not documented",
		"The form is that of the samples. What is not documented is ignored.", "Q-EXTRA-FIELDS"},
	{RuleReplyStatus, "the status of the reply is not documented", "A reply of the mock itself: a bug of the mock.", ""},
	{RuleReplyBody, "the body of the reply is not in the documented form", "A reply of the mock itself: a bug of the mock.", ""},
	{RuleMore, "there are more violations than are shown", "Twenty are shown of a message. Of a body over 16 KiB, and of more than 100 parameters, all is checked that the document describes, and the beginning of the rest.", ""},
	{RuleRequestNone, "no request arrived",
		"Not one request to the wolkvox API reached the mock: the program called something else, or nothing.", ""},
	{RuleAuthorityUntrusted, "the client does not trust our certificate authority",
		"The TLS handshake failed, so no request came of it. The client must be told of the authority that `wolkvox-mock ca` prints.", ""},
	{RuleTunnelRefused, "a tunnel to another host was refused",
		"The mock stands in for wolkvox.com. It lets a client through to other hosts only under `run`, with the credential made for it.", ""},
	{RuleWorldAdopted, "an unknown server and token were given a world",
		"The pair was seen for the first time, and has a world of the seed of its own. The service would have refused it.", ""},
	{RuleFaultUnmet, "a fault was met less often than arranged",
		"What was arranged to go wrong did not: the client sent too few requests that it fits.", ""},
	{RuleGateShut, "a gate is still shut",
		"Whoever shut it did not open it, and requests may still wait there.", ""},
	{RuleRefusalUnexpected, "a request was refused, and nobody expected it",
		"Neither a fault nor an expectation explains the refusal, and the request keeps the contract.", ""},
	{RuleExpectationFailed, "an expectation was not met",
		"The requests that came are not those that were expected.", ""},
	{RuleEvidenceForbidden, "an exchange rests on evidence that is not allowed",
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
