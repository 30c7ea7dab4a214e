//go:build !packed

package openapi

import (
	"embed"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"wolkvoxmock/openapi/internal/tree"
)

// files are the documents; a release has them packed.
//
//go:embed *.yaml
var files embed.FS

// What the files mean, ready to be read: package tree. A string of the program takes no memory of its own.
var (
	//go:embed wolkvox.tree
	wolkvoxTree string
	//go:embed admin.tree
	adminTree string
)

// readTree reads a tree, unless a file it is made of has changed since.
func readTree(name string, of []string) (*yaml.Node, error) {
	made, known := map[string]string{"wolkvox.tree": wolkvoxTree, "admin.tree": adminTree}[name]
	if !known {
		return nil, fs.ErrNotExist
	}
	return tree.Read(made, files, of)
}
