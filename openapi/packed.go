//go:build packed

package openapi

import (
	"archive/zip"
	_ "embed"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/internal/tree"
)

// packedDocuments are the files and their trees as internal/pack has packed them for a release: half a MB less.
//
//go:embed documents.zip
var packedDocuments string

var files = unpack(packedDocuments)

func unpack(text string) *zip.Reader {
	r, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		panic(err) // internal/pack made it
	}
	return r
}

// readTree reads a tree; internal/pack has seen to it that it is that of the files.
func readTree(name string, _ []string) (*yaml.Node, error) {
	made, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	return tree.Decode(string(made)), nil
}
