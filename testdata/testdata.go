// Package testdata carries the demo world into the binary. The files beside it are the golden replies.
package testdata

import _ "embed"

// DemoWorld is the world file of the demo world, which the server starts with unless it is given another.
//
//go:embed worlds/demo.yaml
var DemoWorld []byte
