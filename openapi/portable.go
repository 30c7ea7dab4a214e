package openapi

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// A View is a way to look at a document.
type View string

// The views. A request or a reply that keeps one keeps the other; see merge for the two things OpenAPI cannot tie.
const (
	ViewOperations View = "operations" // as written: one path for each operation, its key ending in #operation
	ViewPortable   View = "portable"   // for any OpenAPI tool: one operation for each path and method
)

// A Format is a notation of a document.
type Format string

// The formats. Both keep the order of the document.
const (
	FormatYAML Format = "yaml"
	FormatJSON Format = "json"
)

// Source is the document as it was written. Callers must not change it.
func (d *Document) Source() []byte { return d.source }

// Render writes a view of the document.
func (d *Document) Render(view View, format Format) ([]byte, error) {
	root := d.root
	switch view {
	case ViewOperations:
		if format == FormatYAML {
			return d.source, nil // with its comments; JSON is YAML too
		}
	case ViewPortable:
		var err error
		if root, err = d.portable(); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("there is no view %q; there are %s, %s", view, ViewOperations, ViewPortable)
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
