// Package openapi holds the contract: what may be asked of the wolkvox API, what may be answered, and where that is
// known from. It is the only importer of openapi3filter; the server and the client both check against it.
//
//	*.yaml → Parse → Document → Operation ─ CheckRequest, CheckReply → []Violation
//	                     │          ├ Outcome ─ Append: the words of one reply, variables filled in
//	                     │          └ Sample: how an outcome is brought about, for tests, examples and explain
//	                     └ Render: as written, or for tools that want one operation per path and method
//
// wolkvox.yaml has what all operations share, and a file for each resource their paths. Everything is compiled once; what
// a start has no need of, kin-openapi's view of the document, its samples and the portable view, when it is first asked for. A
// Document and all that hangs on it may be used by any number of goroutines.
//
// An id such as Q-HANG-IDLE, here and in the other packages, is a question that the vendor's pages leave open: QUESTIONS.md
// has the answer. That page, OPERATIONS.md and CONTROL.md are generated from the YAML files, RULES.md from Rules.
package openapi

//go:generate go run ./internal/pages
