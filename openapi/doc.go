// Package openapi holds the contract: what may be asked of the wolkvox API, what may be answered, and how sure anyone
// can be of it. It is the only importer of openapi3filter; the server and the client both check against it.
//
//	wolkvox.yaml → Parse → Document → Operation ─ CheckRequest, CheckReply → []Violation
//	                           │          └ Outcome ─ Append: the words of one reply, variables filled in
//	                           └ Render: as written, or for tools that want one operation per path and method
//
// Everything is compiled once, in Parse. A Document and all that hangs on it may be used by any number of goroutines.
package openapi
