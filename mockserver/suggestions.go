package mockserver

import (
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"

	"wolkvoxmock/openapi"
)

// What the control API says to those who mistype: which name they may have meant.

// breach is how a request breaks the document of the control API, with a corrected one that works where the caller reached
// the server; nil: it keeps it.
func (a *adminRequest) breach(o *openapi.Operation, header http.Header) *problem {
	secrets := a.s.secretsOf(header.Get(a.s.tokenHeader))
	r := openapi.Request{
		Query: a.values, Path: a.path, Header: header, Body: a.body, Base: a.reached, Credentials: &secrets,
	}
	v := o.CheckRequest(r)
	if len(v) == 0 {
		return nil
	}
	try := o.CurlAsMeant(r)
	if a.s.AdminToken != "" && strings.HasPrefix(o.Path, adminPrefix) {
		try += ` -H "Authorization: Bearer $WOLKVOX_MOCK_ADMIN_TOKEN"` // the shell fills it in
	}
	for i := range v {
		v[i].Try = try
	}
	return &problem{Kind: "invalid_request", Status: http.StatusBadRequest, Detail: v[0].String(), Violations: v}
}

// pathUnknown refuses a path that neither API has.
func (s *Server) pathUnknown(admin *openapi.Document, r *http.Request) *problem {
	secrets := s.secretsOf(r.Header.Get(s.tokenHeader))
	near, wrong := "", secrets.hide(r.URL.Path, 200)
	if meant := s.nearestPath(admin, r.URL.Path); meant != "" {
		near = "Did you mean " + secrets.hide(meant, 200) + "? "
	}
	return newProblem(http.StatusNotFound, "path_unknown",
		"There is nothing at %s. %sThe wolkvox API is under %s, the control API under %s; GET %sopenapi.yaml lists it.",
		wrong, near, dataPath, adminPrefix, adminPrefix)
}

// nearestPath is the path of either API that a wrong one is most like, "" when it is like none.
func (s *Server) nearestPath(admin *openapi.Document, wrong string) string {
	for known := range s.resources {
		if path.Base(known) == path.Base(wrong) {
			return known
		}
	}
	parts := strings.Split(strings.TrimSuffix(wrong, "/"), "/")
	var paths [][]string // those that are like it so far
	for _, o := range admin.Operations {
		if p := strings.Split(o.Path, "/"); len(p) == len(parts) {
			paths = append(paths, p)
		}
	}
	for i, part := range parts {
		var names []string
		for _, p := range paths {
			names = append(names, p[i])
		}
		want := part
		if !slices.Contains(names, part) {
			want = openapi.Nearest(part, slices.DeleteFunc(names, isVariable))
		}
		paths = slices.DeleteFunc(paths, func(p []string) bool { return p[i] != want && (want != "" || !isVariable(p[i])) })
		if len(paths) > 0 && !isVariable(paths[0][i]) {
			parts[i] = want
		}
	}
	if len(paths) == 0 {
		return ""
	}
	return strings.Join(parts, "/")
}

// isVariable reports whether a part of a documented path stands for any text.
func isVariable(part string) bool { return strings.HasPrefix(part, "{") }

// checkFilter refuses a filter by the name of an operation or an outcome that no request can have.
func (s *Server) checkFilter(query openapi.Values) error {
	if err := s.checkOperation(query.Get("operation")); err != nil {
		return err
	}
	wrong, names := query.Get("outcome"), s.outcomeNames()
	if wrong == "" || slices.Contains(names, wrong) {
		return nil
	}
	if near := openapi.Nearest(wrong, names); near != "" {
		return invalid(fmt.Errorf("there is no outcome %q: did you mean %s?", wrong, near))
	}
	return invalid(fmt.Errorf("there is no outcome %q: expected one of those in OPERATIONS.md, such as hung_up", wrong))
}

// outcomeNames are those of all operations, and of the general ones.
func (s *Server) outcomeNames() (names []string) {
	for _, general := range s.doc.General {
		names = append(names, general.Name)
	}
	for _, op := range s.doc.Operations {
		for _, own := range op.Outcomes {
			names = append(names, own.Name)
		}
	}
	return names
}
