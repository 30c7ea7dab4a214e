package mockserver_test

import (
	"maps"
	"slices"
	"testing"

	"wolkvoxmock/mockserver"
)

// An outcome says how a reply is brought about in the demo world at noon, and what the journal says about it. Every
// outcome of the document has one row: the golden bytes, the explanations, the vendor's printed replies and the coverage
// are tested with it. A row stands in the file of its resource.
type outcome struct {
	reply string // <operation>/<outcome>, general/<outcome>
	ask   ask
	says  string // a regular expression, silent or unseen
	// how sends what is asked for, and what has to come before; nil: ask is all.
	how func(*testing.T, *mockserver.World, *caller, ask) answer
}

// outcomes are the rows of all resources.
var outcomes = slices.Concat(agentboxOutcomes, configurationOutcomes, informationOutcomes, realTimeOutcomes, generalOutcomes)

// printed are the replies that the vendor's pages print, of all resources; see vendor_test.go.
func printed() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]string{agentboxPrinted, configurationPrinted, informationPrinted, realTimePrinted} {
		maps.Copy(all, some)
	}
	return all
}

const (
	silent = `^$` // a success needs no words
	unseen = ``   // the journal of the world does not have it: it belongs to a time that is over, or to another server
)

// happen brings the outcome about.
func (o outcome) happen(t *testing.T, w *mockserver.World) answer {
	t.Helper()
	if o.how == nil {
		return callerOf(t, w).send(o.ask)
	}
	return o.how(t, w, callerOf(t, w), o.ask)
}
