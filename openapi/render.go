package openapi

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// A View is a way to look at a document.
type View string

// The views.
const (
	ViewOperations View = "operations" // exact: one path for each operation, its key ending in #operation
	ViewPortable   View = "portable"   // plain: one operation for each path and method, for any OpenAPI tool
)

// A Format is a notation of a document.
type Format string

// The formats. Both keep the order of the document.
const (
	FormatYAML Format = "yaml"
	FormatJSON Format = "json"
)

// Source is the document as it was written. Callers must not change it.
func (d *Document) Source() []byte { return d.source() }

// Render writes a view of the document. With a base, the address of the mock that shows the view, the mock is its first
// server, so that nobody who tries it out calls the real service, and examples have real values. Without one, the view of
// the operations is the document as it was written, for Parse.
func (d *Document) Render(view View, format Format, base string) ([]byte, error) {
	var root *yaml.Node
	switch {
	case view == ViewPortable:
		root = d.portable()
	case view != ViewOperations:
		return nil, fmt.Errorf("there is no view %q; there are %s, %s", view, ViewOperations, ViewPortable)
	case base != "":
		root = d.exemplified()
	case format == FormatYAML:
		return d.source(), nil // with its comments; JSON is YAML too
	default:
		root = d.root
	}
	if base != "" {
		root = servedAt(base, root)
	}
	switch format {
	case FormatYAML:
		var b bytes.Buffer
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		err := e.Encode(root)
		return b.Bytes(), err
	case FormatJSON:
		w := writer{indent: "  "}
		w.text = func(s string) { w.buf = appendEscaped(w.buf, s) }
		err := w.value(root, 0)
		return append(w.buf, '\n'), err
	}
	return nil, fmt.Errorf("there is no format %q; there are %s, %s", format, FormatYAML, FormatJSON)
}

// viewMark is the key that marks a document as one to look at: its examples have lost their variables.
const viewMark = "x-view"

// servedAt is a document whose first server is the mock itself.
func servedAt(base string, root *yaml.Node) *yaml.Node {
	served := object()
	_ = entries(root, func(key string, n *yaml.Node) error {
		if key == "servers" {
			set(served, viewMark, str("made by wolkvox-mock; edit what `wolkvox-mock spec --view operations` prints, not this"))
			mock := object(entry{"url", str(base)}, entry{"description", str("This mock.")})
			n = list(append([]*yaml.Node{mock}, items(n)...)...)
		}
		set(served, key, n)
		return nil
	})
	return served
}
