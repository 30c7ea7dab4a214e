// Package mockserver answers as the wolkvox API v2 does: offline, from memory, one world per test.
//
//	request → operation → world → token → contract → fault, gate → handler → fault → reply → journal → written
//	                                                              └ under World.mu: callcenter
//
// Start reading in operations.go, which lists what can be asked, and pipeline.go, which is the line above. Everything
// the control API under /__admin can do is an exported method of Server or World. Ids such as Q-HANG-IDLE are answered in
// openapi/QUESTIONS.md.
package mockserver
