package openapi

import (
	"cmp"
	"slices"
	"strings"
)

// CheckUnknown lists how a request that is none of the operations breaks the contract, and finds the operation that it most
// likely means, which the violations are about. Errors of the method, the path and the name of the operation are found
// always; those of the rest where the name is right. What the vendor documents and the document does not describe is no
// breach, and of what is like it no operation is meant: then it is nil.
func (d *Document) CheckUnknown(r Request) (*Operation, []Violation) {
	if u, api := d.Unsimulated(r.Address), r.Query.Get("api"); u.Page(api) != "" {
		return nil, nil
	} else if u != nil && !d.Describes(r.Address) && !slices.Contains(d.apis(""), api) {
		return nil, d.checkUnsimulated(u, r)
	}
	r = r.abridged(d.hasParameter, nil)
	s := r.sent(d.hasParameter)
	u := d.understand(r, s)
	c := checker{o: u.meant, redactor: r.redactor(d), moved: r.moved}
	c.path(u, r)
	if u.likeness > unlike && u.meant.Method != r.Method {
		c.add(RuleMethodWrong, "method", u.meant.Method, c.value("", r.Method))
	}
	if u.likeness > unlike || u.resource != "" {
		c.api(u, s)
	}
	if u.place == inQuery && u.likeness == exact {
		c.request(r)
	} else {
		c.tokenPlaces(r, s)
	}
	return u.meant, withTry(u.meant, r, c.violations)
}

// checkUnsimulated lists how a request is none of the operations of a path that the document does not describe.
func (d *Document) checkUnsimulated(u *Unsimulated, r Request) []Violation {
	var apis []string
	for _, o := range u.Operations {
		apis = append(apis, o.API)
	}
	api := r.Query.Get("api")
	v := Violation{Rule: RuleAPIUnknown, Where: "query api", Expected: "one of " + strings.Join(apis, ", ")}
	if near := Nearest(api, apis); near != "" {
		v.Expected, v.Source = near, u.Page(near)
	}
	if v.Got = r.redactor(d).value("api", api); api == "" {
		v.Rule, v.Got = RuleAPIMissing, "nothing"
	}
	return []Violation{v}
}

// path adds what is wrong with the path. Of one that is like none nothing is known but those that there are.
func (c *checker) path(u understanding, r Request) {
	paths := c.o.doc.paths()
	documented := slices.Contains(paths, r.Address) || c.o.doc.Unsimulated(r.Address) != nil
	expected := u.meant.Path
	switch {
	case !documented && u.likeness == unlike && u.resource == "":
		c.add(RulePathUnknown, "path", "one of "+strings.Join(paths, ", "), c.value("", r.Address))
	case !documented:
		c.add(RulePathUnknown, "path", expected, c.value("", r.Address))
	case u.likeness > unlike && expected != r.Address:
		c.add(RulePathWrong, "path", expected, c.value("", r.Address))
	}
}

// Where a request names its operation.
type place int

const (
	nowhere place = iota
	inQuery
	hiddenInQuery // behind a semicolon
	inBody
	inOtherCase // as API or Api
)

// How like the name of an operation what was sent is.
type likeness int

const (
	unlike likeness = iota
	near
	otherCase
	exact
)

// An understanding is what a request that names no operation most likely means.
type understanding struct {
	meant    *Operation
	resource string // its path, or the one that it is much like; "" for none
	api      string // as it was sent
	place    place
	likeness likeness
}

// api finds the parameter `api`.
func (s sent) api() (string, place) {
	if v := s.hidden.Get("api"); v != "" {
		return v, hiddenInQuery
	}
	if v := s.query.Get("api"); v != "" {
		return v, inQuery
	}
	if v := s.body.Get("api"); v != "" {
		return v, inBody
	}
	for _, v := range slices.Concat(s.query, s.body) {
		if strings.EqualFold(v.Name, "api") && v.Value != "" {
			return v.Value, inOtherCase
		}
	}
	return "", nowhere
}

// understand finds the operation that is most like a request: by its name first, then by path, method and parameters. Of
// several that are as like the first of the document counts.
func (d *Document) understand(r Request, s sent) understanding {
	u := understanding{}
	u.api, u.place = s.api()
	if u.resource = r.Address; !slices.Contains(d.paths(), u.resource) {
		u.resource = Nearest(u.resource, d.paths())
	}
	nearest := cmp.Or(Nearest(u.api, d.apis(u.resource)), Nearest(u.api, d.apis("")))
	var best []int
	for _, o := range d.Operations {
		like := unlike
		switch {
		case o.API == u.api:
			like = exact
		case strings.EqualFold(o.API, u.api):
			like = otherCase
		case o.API == nearest:
			like = near
		}
		score := []int{int(like), one(o.Path == u.resource), one(o.Method == r.Method), s.fit(o)}
		if u.meant == nil || slices.Compare(score, best) > 0 {
			u.meant, u.likeness, best = o, like, score
		}
	}
	return u
}

// fit counts the parameters of an operation that were sent, and takes off those that are required and were not.
func (s sent) fit(o *Operation) (n int) {
	for _, p := range o.Parameters {
		switch {
		case cmp.Or(s.hidden.Get(p.Name), s.query.Get(p.Name), s.body.Get(p.Name)) != "":
			n++
		case p.Required:
			n--
		}
	}
	return n
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// api adds what is wrong with the name of the operation.
func (c *checker) api(u understanding, s sent) {
	expected := "one of " + strings.Join(c.o.doc.apis(c.o.Path), ", ")
	if u.likeness > unlike {
		expected = u.meant.API
	}
	switch u.place {
	case hiddenInQuery:
		c.separators(s)
	case inBody:
		c.add(RuleAPIInBody, "body api", "api="+u.meant.API+" in the query", c.value("api", u.api))
	case nowhere, inOtherCase:
		c.add(RuleAPIMissing, "query api", expected, "nothing")
	}
	switch {
	case u.place == nowhere || u.likeness == exact:
	case u.likeness == otherCase:
		c.add(RuleAPICase, "query api", expected, c.value("api", u.api))
	case u.place != inBody:
		c.add(RuleAPIUnknown, "query api", expected, c.value("api", u.api))
	}
}

// separators adds the semicolons that hide parameters.
func (c *checker) separators(s sent) {
	if s.hidden != nil {
		c.add(RuleQuerySeparator, "query", `"&" between the parameters`, `";"`)
	}
}

// paths are those of the operations, each once.
func (d *Document) paths() (all []string) {
	for _, o := range d.Operations {
		if !slices.Contains(all, o.Path) {
			all = append(all, o.Path)
		}
	}
	return all
}

// hasParameter reports whether an operation has a parameter of the name.
func (d *Document) hasParameter(name string) bool { return d.names()[name] }

func (d *Document) allNames() map[string]bool {
	all := map[string]bool{}
	for _, o := range d.Operations {
		for i := range o.Parameters {
			all[o.Parameters[i].Name] = true
		}
	}
	return all
}

// apis are the values of `api` at a path, each once; "" stands for any path.
func (d *Document) apis(path string) (all []string) {
	for _, o := range d.Operations {
		if (path == "" || o.Path == path) && !slices.Contains(all, o.API) {
			all = append(all, o.API)
		}
	}
	return all
}
