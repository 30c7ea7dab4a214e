// Package top is the wallboard in the terminal: agents, queues and campaigns of one world, and the requests as they come.
//
//	events of the control API → Wall, which holds what is so now → Model (keys, a screen) or Lines (text)
//
// It reads nothing itself. Whoever follows a world hands on what comes, as the messages of this package: a Board, an Entry, a
// Change, Lost and Live.
package top

import (
	"fmt"
	"time"

	"wolkvoxmock/mockserver"
)

// What comes from the world that is followed.
type (
	// Board is a whole board, or what has changed of it.
	Board = mockserver.Board
	// Entry is an exchange.
	Entry = mockserver.Entry
	// Change is a change of state.
	Change = mockserver.Change
)

// Lost says that the connection is gone, why, and when it is tried again.
type Lost struct {
	Why   string
	Again time.Duration
}

// String is the sentence about it.
func (l Lost) String() string {
	if l.Again == 0 {
		return l.Why
	}
	return fmt.Sprintf("%s; trying again in %v", l.Why, l.Again)
}

// Live says that the connection is there, for the first time or once more.
type Live struct{}

// A Batch is what came together: a screen is drawn once after it.
type Batch []any
