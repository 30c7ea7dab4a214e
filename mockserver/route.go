package mockserver

import (
	"fmt"
	"maps"
	"slices"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// A route is an operation joined with its document and its replies.
type route struct {
	operation
	doc     *openapi.Operation
	replies map[string]*reply
}

// A reply is an outcome with the header that grades it.
type reply struct {
	*openapi.Outcome
	counted int      // its place in the tally
	graded  []string // X-Wolkvox-Mock: <operation>/<outcome>; evidence=<grade>
}

func newReply(operation string, o *openapi.Outcome) *reply {
	return &reply{o, verdict.None, []string{fmt.Sprintf("%s/%s; evidence=%s", operation, o.Name, o.Evidence)}}
}

// general are the outcomes that the pipeline gives by itself, with their variables.
var general = map[string][]string{
	"api_unknown": nil, "api_missing": nil, "method_wrong": nil, "parameter_missing": nil,
	"token_missing": nil, "token_unknown": nil, "token_busy": {"limit"}, "token_limit_exceeded": nil, "maintenance": nil,
	"path_unknown": nil, "not_simulated": {"api", "resource"}, "world_unknown": {"world"}, "body_too_large": {"limit"},
	"too_many_records": {"limit"}, "world_full": {"what", "held", "limit"},
	"fault_injected": {"code", "error"}, "world_reset": nil, "internal_error": nil,
	"origin_foreign": nil,
}

// beforeLease are those that are given before a token is accepted: such a request holds no token and costs nothing. That
// this is so in maintenance is inferred (Q-MAINTENANCE-BODY).
var beforeLease = []string{
	"origin_foreign", "world_unknown", "path_unknown", "body_too_large", "maintenance",
	"token_missing", "token_unknown", "token_busy", "token_limit_exceeded",
}

// join joins the document and the table: what one of them has and the other lacks is an error.
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
		reachable := map[string][]string{}
		for _, outcome := range row.success.outcomes {
			reachable[outcome] = slices.Concat(row.success.values, params)
		}
		for _, kind := range row.refuses {
			reachable[string(kind)] = params
			if kind == callcenter.ValueInvalid { // it says which
				reachable[string(kind)] = append([]string{"parameter"}, params...)
			}
		}
		if err := sameOutcomes("operation "+row.name, d.Outcomes, reachable, row.success.lists); err != nil {
			return nil, err
		}
		r := &route{row, d, map[string]*reply{}}
		for _, o := range d.Outcomes {
			r.replies[o.Name] = newReply(row.name, o)
		}
		for _, o := range doc.General {
			r.replies[o.Name] = newReply(row.name, o)
		}
		routes = append(routes, r)
	}
	for i, d := range doc.Operations {
		if i >= len(routes) || routes[i].name != d.Name {
			return nil, fmt.Errorf("the document describes %q as its operation no. %d, operations.go has no row for it there",
				d.Name, i+1)
		}
	}
	return routes, sameOutcomes("general replies", doc.General, general, nil)
}

// sameOutcomes compares documented outcomes with those that can be brought about, each with its variables and lists.
func sameOutcomes(what string, documented []*openapi.Outcome, reachable, lists map[string][]string) error {
	for _, o := range documented {
		known, reached := reachable[o.Name]
		if !reached {
			return fmt.Errorf("%s: the document has the outcome %q, which nothing can bring about", what, o.Name)
		}
		for _, name := range o.Variables {
			if !slices.Contains(known, name) {
				return fmt.Errorf("%s: the outcome %q has the variable {%s}; it can have %v", what, o.Name, name, known)
			}
		}
		for list, names := range o.Lists {
			known, given := lists[list]
			if !given {
				return fmt.Errorf("%s: the outcome %q has the list %s; it can have %v",
					what, o.Name, list, slices.Sorted(maps.Keys(lists)))
			}
			for _, name := range names {
				if !slices.Contains(known, name) {
					return fmt.Errorf("%s: the outcome %q has the variable {%s} in its list %s; that can have %v",
						what, o.Name, name, list, known)
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

// A resource is a path with its operations, by method and `api`. More than one are told apart by their parameters.
type resource map[string]map[string][]*route

// find is the operation that a request means, nil when there is none.
func (res resource) find(method string, query openapi.Values) *route {
	for _, r := range res[method][query.Get("api")] {
		if r.doc.ChosenBy(query) {
			return r
		}
	}
	return nil
}

func (s *Server) addRoute(r *route) {
	for name, reply := range r.replies {
		reply.counted = s.scope.Outcome(r.name, name)
	}
	res := s.resources[r.doc.Path]
	if res == nil {
		res = resource{}
		s.resources[r.doc.Path] = res
	}
	if res[r.doc.Method] == nil {
		res[r.doc.Method] = map[string][]*route{}
	}
	res[r.doc.Method][r.doc.API] = append(res[r.doc.Method][r.doc.API], r)
}
