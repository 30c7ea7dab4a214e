package openapi

import "fmt"

// Rule names the kind of a violation. The ids are stable; reports and tests may rely on them.
type Rule string

// The rules that a request or a reply can break.
const (
	RuleParameterMissing  Rule = "parameter-missing"  // a required parameter is absent or empty
	RuleParameterValue    Rule = "parameter-value"    // a value breaks its schema
	RuleParameterUnknown  Rule = "parameter-unknown"  // a query parameter that the operation does not document
	RuleParameterRepeated Rule = "parameter-repeated" // a query parameter sent more than once; the last one counts (Q-DUP-PARAM)
	RuleBodyJSON          Rule = "body-json"          // the body is absent or no JSON object (Q-BAD-JSON)
	RuleBodyValue         Rule = "body-value"         // a field of the body breaks its schema or is not documented
	RuleReplyStatus       Rule = "reply-status"       // a status that the operation does not document
	RuleReplyBody         Rule = "reply-body"         // the reply is no JSON, or breaks its schema
	RuleMore              Rule = "more"               // there are more violations than are shown
)

// A Violation is one thing that a message has against the contract, in words for the person who has to mend it.
// No field ever holds a token.
type Violation struct {
	Rule     Rule   `json:"rule"`
	Where    string `json:"where"`         // "query agent_id", "body", "body /agent_id", "reply /code"
	Expected string `json:"expected"`      // what the contract asks for
	Got      string `json:"got"`           // what came as JSON, shortened, secrets redacted, or "nothing"
	Source   string `json:"source"`        // the vendor's page of the operation
	Try      string `json:"try,omitempty"` // a request that keeps the contract, as a curl command line
}

// maxViolations is how many of them one message shows.
const maxViolations = 20

// String is the violation on one line.
func (v Violation) String() string {
	s := fmt.Sprintf("%s: %s: expected %s, got %s", v.Rule, v.Where, v.Expected, v.Got)
	if v.Source != "" {
		s += " (" + v.Source + ")"
	}
	return s
}
