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
	{"hang", hang, done{"hung_up"}, nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}, nil},
	{"change_status", changeStatus, done{"status_changed"}, gives{"state"}, refusals{callcenter.AgentUnknown, callcenter.StateUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall}, nil},
	{"aux_call", auxCall, done{"called"}, gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall, callcenter.NoPredictiveCall}, nil},
	{"transfer", transfer, done{"transferred"}, gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall, callcenter.DestinationUnavailable}, nil},
	{"dial", dial, done{"dialled"}, gives{"conn_id"}, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.AgentOnCall, callcenter.DialForbidden}, nil},
	{"mute", mute, done{"mute_toggled"}, nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}, nil},
	{"hold", hold, done{"hold_toggled"}, nil, refusals{callcenter.AgentUnknown, callcenter.AgentLoggedOut, callcenter.NoActiveCall}, nil},
	{"dtmf", dtmf, done{"tones_sent"}, nil, refusals{callcenter.AgentUnknown, callcenter.TonesInvalid, callcenter.AgentLoggedOut, callcenter.NoActiveCall}, nil},
	{"disable_agent", disableAgent, done{"agent_disabled"}, nil, refusals{callcenter.AgentUnknown}, nil},
	{"enable_agent", enableAgent, done{"agent_enabled"}, nil, refusals{callcenter.AgentUnknown}, nil},
}

// An operation is one documented call. Its handler runs under the world's lock, changes the call center and gives the
// variables of the reply that are no parameters of the request. It holds no word of a reply: success is the outcome
// named here, and a refusal of the domain has the name of its outcome.
type operation struct {
	name     string
	handle   func(*callcenter.Center, *exchange) (openapi.Vars, error)
	done     done
	gives    gives // the variables that its success has besides the parameters of the request
	refusals refusals
	lists    map[string]gives // the lists of its success, with the variables of their records
}

type (
	done     = []string // a handler that can end in several ways says which, see exchange.done; else it is the first
	gives    = []string
	refusals = []callcenter.Kind
)

// vars are the values that an operation hands to its reply.
type vars []variable

type variable struct{ name, value string }

// Var is the value of a variable, "" when there is none of that name.
func (vs vars) Var(name string) string {
	for _, v := range vs {
		if v.name == name {
			return v.value
		}
	}
	return ""
}

// Each has no lists.
func (vs vars) Each(string, func(openapi.Vars)) {}

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

// valueInvalid is the refusal that says which parameter it is about.
const valueInvalid callcenter.Kind = "value_invalid"

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
		reachable := map[string]gives{}
		for _, outcome := range row.done {
			reachable[outcome] = slices.Concat(row.gives, params)
		}
		for _, kind := range row.refusals {
			reachable[string(kind)] = params
			if kind == valueInvalid {
				reachable[string(kind)] = append(gives{"parameter"}, params...)
			}
		}
		if err := sameOutcomes("operation "+row.name, d.Outcomes, reachable, row.lists); err != nil {
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
	return routes, sameOutcomes("general replies", doc.General, general, nil)
}

// sameOutcomes holds documented outcomes against those that can be brought about, each with its variables and lists.
func sameOutcomes(what string, documented []*openapi.Outcome, reachable map[string]gives, lists map[string]gives) error {
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
		for list, holes := range o.Lists {
			known, given := lists[list]
			if !given {
				return fmt.Errorf("%s: the outcome %q has the list %s; it can have %v", what, o.Name, list, slices.Sorted(maps.Keys(lists)))
			}
			for _, hole := range holes {
				if !slices.Contains(known, hole) {
					return fmt.Errorf("%s: the outcome %q has the variable {%s} in its list %s; that can have %v", what, o.Name, hole, list, known)
				}
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
