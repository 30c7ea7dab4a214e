// Package wire reads what a client sends as the real service's PHP does: a query, the fields of a JSON body, the files of
// a form (facts: inferred, PHP's general rules). It knows neither the document nor the call center.
package wire
