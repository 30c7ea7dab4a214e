// Package client calls the wolkvox API v2 and checks both sides against its document: a request that breaks the document
// is not sent, a reply that breaks it is an error.
//
//	Call → CheckRequest → wait for the token → send → read the whole reply → CheckReply → Reply or error
//	       └ ContractError                     └ ErrFateUnknown              └ ContractError, APIError
//
// # Methods
//
// Each operation of the document has a method, named as the operation is, in Go's spelling: change_status is ChangeStatus.
// Methods and records are generated from the document. A method takes the required parameters, agentID first, and a struct
// of the optional ones, which may be nil; an operation with more than three required parameters takes all of them in the
// struct. Values are texts, as on the wire; in records numbers are texts too. Call makes the same calls by name.
//
// The comment of a method names the replies of the operation, each with its evidence: documented, example, observed or
// inferred. Refusals that every operation can meet, of a token for example, are not repeated there. The questions (Q-...)
// are answered in openapi/QUESTIONS.md.
//
// # The token
//
// One token must not be used by two requests at once (pages of the operations: documented), and the vendor refuses
// requests beyond a limit of 2 (page "API Response Codes": documented). That the limit is one request on the base pages,
// and that one more is refused at once rather than waiting, is inferred (Q-TOKEN-LIMIT). A Client therefore sends one
// request at a time, or as many as WithTokenConcurrency allows; further calls wait, first come, first served, until their
// context ends. Clients do not coordinate: with the same token, in one process or in two, their requests can collide and
// be refused. Such a refusal changes nothing, so the request is sent again after a pause, see WithRetries; the others
// keep waiting.
//
// # What is never sent twice
//
// A request that was sent and got no whole reply may have been done or not; the error is ErrFateUnknown, and the caller has
// to check before sending it again. Redirects are not followed, for a POST would become another request.
//
// # Bounds
//
// A reply may have 64 MiB. Operations that do something answer with less than a kilobyte, and reads with a few hundred
// bytes for each record: an account would need some hundred thousand agents or numbers to exceed it. The vendor's 256 MB
// (documented) concern reports, which are no operation here. How long a call may take is up to its context; with the
// default HTTP client one request lasts 75 seconds at most, the vendor ends it after 60 (documented).
//
// No text of an error shows the token; bodies are handed over as they came.
package client

//go:generate go run ./internal/generate
