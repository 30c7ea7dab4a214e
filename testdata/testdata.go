// Package testdata carries the demo world and the busy day into the binary. The files beside them are the golden replies.
package testdata

import _ "embed"

// DemoWorld is the world file of the demo world, which the server starts with unless it is given another.
//
//go:embed worlds/demo.yaml
var DemoWorld []byte

// BusyDay is the world file of a contact center that the simulator lets live, for demos.
//
//go:embed worlds/busy-day.yaml
var BusyDay []byte
