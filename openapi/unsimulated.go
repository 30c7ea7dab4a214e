package openapi

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Unsimulated is a path of the vendor's with the operations that the vendor documents and the document does not describe:
// x-not-simulated. With Others the path has more than those listed.
type Unsimulated struct {
	Path       string
	Says       string                 // what it is for
	Operations []UnsimulatedOperation // in the order of the document
	Others     string                 // URL of the vendor's page that lists them all, "" when Operations has all of them
}

// An UnsimulatedOperation is a value of `api`.
type UnsimulatedOperation struct {
	API  string
	Page string // URL of the vendor's page
}

// Resource is the last part of the path, such as "campaign.php".
func (u *Unsimulated) Resource() string { return lastPart(u.Path) }

// Page is the vendor's page of an operation, "" when nobody documents it. A nil *Unsimulated has none.
func (u *Unsimulated) Page(api string) string {
	if u == nil || api == "" {
		return ""
	}
	for _, o := range u.Operations {
		if o.API == api {
			return o.Page
		}
	}
	return u.Others
}

// Unsimulated is what is documented and not described at a path, nil when that is nothing.
func (d *Document) Unsimulated(path string) *Unsimulated {
	for _, u := range d.NotSimulated {
		if u.Path == path {
			return u
		}
	}
	return nil
}

// Describes reports whether the document describes an operation at a path.
func (d *Document) Describes(path string) bool {
	return slices.ContainsFunc(d.Operations, func(o *Operation) bool { return o.Path == path })
}

// unsimulated reads x-not-simulated.
func (d *Document) unsimulated() error {
	described := map[string]bool{}
	for _, o := range d.Operations {
		described[o.Path+" "+o.API] = true
	}
	for _, n := range items(field(d.root, "x-not-simulated")) {
		u := &Unsimulated{Path: text(n, "path"), Says: text(n, "says"), Others: text(n, "others")}
		pages := field(n, "pages")
		switch {
		case u.Path == "" || u.Says == "" || pages == nil:
			return fmt.Errorf("line %d: an item of x-not-simulated needs path, says and pages", n.Line)
		case d.Unsimulated(u.Path) != nil:
			return fmt.Errorf("line %d: x-not-simulated has %s twice", n.Line, u.Path)
		case u.Others != "" && d.Describes(u.Path):
			return fmt.Errorf("line %d: x-not-simulated has others for %s, of which some are described", n.Line, u.Path)
		}
		err := entries(pages, func(page string, apis *yaml.Node) error {
			for _, api := range items(apis) {
				if described[u.Path+" "+api.Value] {
					return fmt.Errorf("line %d: x-not-simulated has %q of %s, which is there twice or described", api.Line, api.Value, u.Path)
				}
				described[u.Path+" "+api.Value] = true
				u.Operations = append(u.Operations, UnsimulatedOperation{api.Value, page})
			}
			return nil
		})
		if err != nil {
			return err
		}
		d.NotSimulated = append(d.NotSimulated, u)
	}
	return nil
}

// notSimulated says what a view cannot: which `api` of a path are documented and not simulated, "" when there are none.
func (d *Document) notSimulated(path string) string {
	u := d.Unsimulated(path)
	if u == nil {
		return ""
	}
	var names []string
	for _, o := range u.Operations {
		names = append(names, "`"+o.API+"`")
	}
	return "\nDocumented by the vendor, not simulated and answered 501: " + strings.Join(names, ", ") + ".\n"
}

// notSimulatedAtAll says the same of whole paths.
func (d *Document) notSimulatedAtAll() string {
	var names []string
	for _, u := range d.NotSimulated {
		if !d.Describes(u.Path) {
			names = append(names, "`"+u.Resource()+"`")
		}
	}
	if names == nil {
		return ""
	}
	return "\nDocumented by the vendor, not simulated and answered 501: all of " + strings.Join(names, ", ") + ".\n"
}
