package mockserver

import (
	"fmt"
	"maps"
	"slices"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// operations is the map of the program: a row for each operation of the document, in its order. New fails when a row, a
// documented operation or an outcome lacks its twin. A new operation is a path item in openapi/wolkvox.yaml, a
// transition in callcenter, and a row here.
var operations = []operation{
	{"hang", hang, "hung_up", nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}},
	{"change_status", changeStatus, "status_changed", gives{"state"}, refusals{callcenter.AgentUnknown, callcenter.StateUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall}},
	{"aux_call", auxCall, "called", gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall, callcenter.NoPredictiveCall}},
	{"transfer", transfer, "transferred", gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall, callcenter.DestinationUnavailable}},
	{"dial", dial, "dialled", gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall, callcenter.DialForbidden}},
	{"mute", mute, "mute_toggled", nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}},
	{"hold", hold, "hold_toggled", nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}},
	{"dtmf", dtmf, "tones_sent", nil, refusals{callcenter.AgentUnknown, callcenter.TonesInvalid, callcenter.AgentLoggedOut, callcenter.NoActiveCall}},
	{"disable_agent", disableAgent, "agent_disabled", nil, refusals{callcenter.AgentUnknown}},
	{"enable_agent", enableAgent, "agent_enabled", nil, refusals{callcenter.AgentUnknown}},
}

// An operation is one documented call. Its handler runs under the world's lock, changes the call center and gives the
// variables of the reply that are no parameters of the request. It holds no word of a reply: success is the outcome
// named here, and a refusal of the domain has the name of its outcome.
type operation struct {
	name     string
	handle   func(*callcenter.Center, *exchange) (vars, error)
	done     string
	gives    gives // the variables that its success has besides the parameters of the request
	refusals refusals
}

type (
	gives    = []string
	refusals = []callcenter.Kind
)

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

// general are the outcomes that the pipeline gives by itself, with their variables.
var general = map[string]gives{
	"api_unknown": nil, "api_missing": nil, "method_wrong": nil, "parameter_missing": nil,
	"token_missing": nil, "token_unknown": nil, "token_busy": {"limit"},
	"path_unknown": nil, "world_unknown": {"world"}, "body_too_large": {"limit"},
	"fault_injected": {"code", "error"}, "world_reset": nil, "internal_error": nil,
}

// join holds the document and the table together: what one of them has and the other lacks is an error.
func join(doc *openapi.Document) ([]*route, error) {
	var routes []*route
	for _, row := range operations {
		d := doc.Operation(row.name)
		if d == nil {
			return nil, fmt.Errorf("operations.go has a row for %q, the document does not describe it", row.name)
		}
		var params []string
		for _, p := range d.Parameters {
			params = append(params, p.Name)
		}
		reachable := map[string]gives{row.done: slices.Concat(row.gives, params)}
		for _, kind := range row.refusals {
			reachable[string(kind)] = params
		}
		if err := sameOutcomes("operation "+row.name, d.Outcomes, reachable); err != nil {
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

// sameOutcomes holds documented outcomes against those that can be brought about, each with its variables.
func sameOutcomes(what string, documented []*openapi.Outcome, reachable map[string]gives) error {
	for _, o := range documented {
		known, reached := reachable[o.Name]
		if !reached {
			return fmt.Errorf("%s: the document has the outcome %q, which nothing can bring about", what, o.Name)
		}
		for _, hole := range o.Holes {
			if !slices.Contains(known, hole) {
				return fmt.Errorf("%s: the outcome %q has the variable {%s}; it can have %v", what, o.Name, hole, known)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(reachable)) {
		if !slices.ContainsFunc(documented, func(o *openapi.Outcome) bool { return o.Name == name }) {
			return fmt.Errorf("%s: the document has no example named %q", what, name)
		}
	}
	return nil
}
