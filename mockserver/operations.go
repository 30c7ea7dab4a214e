package mockserver

import (
	"fmt"
	"slices"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// operations is the map of the program: a row for each operation of the document, in its order. New fails when a row, a
// documented operation or an outcome lacks its twin. A new operation is a path item in openapi/wolkvox.yaml, a
// transition in callcenter, and a row here.
var operations = []operation{
	{"hang", hang, "hung_up", refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}},
	{"change_status", changeStatus, "status_changed", refusals{callcenter.AgentUnknown, callcenter.StateUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall}},
	{"aux_call", auxCall, "called", refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall, callcenter.NoPredictiveCall}},
	{"transfer", transfer, "transferred", refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall, callcenter.DestinationUnavailable}},
	{"disable_agent", disableAgent, "agent_disabled", refusals{callcenter.AgentUnknown}},
}

// An operation is one documented call. Its handler runs under the world's lock, changes the call center and gives the
// variables of the reply that are no parameters of the request. It holds no word of a reply: success is the outcome
// named here, and a refusal of the domain has the name of its outcome.
type operation struct {
	name     string
	handle   func(*callcenter.Center, *exchange) (vars, error)
	done     string
	refusals refusals
}

type refusals = []callcenter.Kind

// vars are the values that an operation hands to its reply.
type vars []variable

type variable struct{ name, value string }

// A route is an operation joined with its document and its replies.
type route struct {
	operation
	doc     *openapi.Operation
	replies map[string]*reply
}

// A reply is an outcome with the header that grades it.
type reply struct {
	*openapi.Outcome
	coverage string   // its key in the coverage
	graded   []string // X-Wolkvox-Mock: <operation>/<outcome>; evidence=<grade>
}

func newReply(operation string, o *openapi.Outcome) *reply {
	return &reply{o, operation + "/" + o.Name, []string{fmt.Sprintf("%s/%s; evidence=%s", operation, o.Name, o.Evidence)}}
}

// general are the outcomes that the pipeline gives by itself.
var general = []string{
	"api_unknown", "api_missing", "method_wrong", "parameter_missing", "token_missing", "token_unknown", "token_busy",
	"path_unknown", "world_unknown", "body_too_large", "fault_injected", "world_reset", "internal_error",
}

// join holds the document and the table together: what one of them has and the other lacks is an error.
func join(doc *openapi.Document) ([]*route, error) {
	var routes []*route
	for _, row := range operations {
		d := doc.Operation(row.name)
		if d == nil {
			return nil, fmt.Errorf("operations.go has a row for %q, the document does not describe it", row.name)
		}
		named := []string{row.done}
		for _, kind := range row.refusals {
			named = append(named, string(kind))
		}
		if err := sameOutcomes("operation "+row.name, d.Outcomes, named); err != nil {
			return nil, err
		}
		r := &route{row, d, map[string]*reply{}}
		for _, o := range d.Outcomes {
			r.replies[o.Name] = newReply(row.name, o)
		}
		for _, o := range doc.General {
			r.replies[o.Name] = newReply(row.name, o)
			r.replies[o.Name].coverage = o.Name
		}
		routes = append(routes, r)
	}
	for i, d := range doc.Operations {
		if i >= len(routes) || routes[i].name != d.Name {
			return nil, fmt.Errorf("the document describes %q as its operation no. %d, operations.go has no row for it there", d.Name, i+1)
		}
	}
	return routes, sameOutcomes("general replies", doc.General, general)
}

func sameOutcomes(what string, documented []*openapi.Outcome, reachable []string) error {
	for _, o := range documented {
		if !slices.Contains(reachable, o.Name) {
			return fmt.Errorf("%s: the document has the outcome %q, which nothing can bring about", what, o.Name)
		}
	}
	for _, name := range reachable {
		if !slices.ContainsFunc(documented, func(o *openapi.Outcome) bool { return o.Name == name }) {
			return fmt.Errorf("%s: the document has no example named %q", what, name)
		}
	}
	return nil
}
