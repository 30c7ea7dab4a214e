// Package mockserver answers as the wolkvox API v2 does: offline, from memory, one world per test.
//
//	request → operation → world → token → contract → fault, gate → handler → fault → reply → journal → written
//	                                                              └ under World.mu: callcenter
//
// A test starts a server with Run and takes a World of its own with [Server.NewWorld]; everything that it arranges, steers and
// asserts is a method of that World, and all types that they take have a name here:
//
//	world := mockserver.Run(t, mockserver.InMemory(), mockserver.Strict()).NewWorld(t)
//	api := world.Client(t) // or give world.HTTPClient() to the program under test
//
// An alias such as Call or Fault is the type itself, and its comment names its fields. An optional value is a pointer, which new
// makes of a value: new(true), new("Ana"), new(90*time.Second).
//
// What a client did wrong and what it never tried is a verdict, of a World or of a Server: package verdict. Clients that have the
// address of the real service written into them come here WithIntercept: package intercept. WithSimulator makes a world live by
// itself: package simulator. A server shows its worlds in a browser, at /console/: package console.
//
// The examples are the dozen things that a test does. Whoever works on the mock starts reading in operations.go, which lists what
// can be asked, and pipeline.go, which is the line above. Everything the control API under /__admin can do is an exported
// method of Server or World. Ids such as Q-HANG-IDLE are answered in openapi/QUESTIONS.md.
package mockserver
