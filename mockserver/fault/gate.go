package fault

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// A Gate holds the next Times requests of an operation until it is opened.
type Gate struct {
	ID        string `json:"id"`
	Operation string `json:"operation,omitempty"` // "" for every operation
	Times     int    `json:"times"`               // how many it holds, 1 unless stated
	Held      int    `json:"held"`                // how many it has stopped so far
	Waiting   int    `json:"waiting"`             // how many of them wait now
}

// A Hold is a shut gate with the channels that its waiters select on.
type Hold struct {
	Gate
	Opened  chan struct{} // closed when the gate opens
	Changed chan struct{} // closed, and replaced, when Waiting changes
}

func (h *Hold) count(n int) {
	h.Waiting += n
	close(h.Changed)
	h.Changed = make(chan struct{})
}

// Gates holds the shut gates of a world. An opened gate is gone.
type Gates struct {
	shut []*Hold
	ids  int
}

// Add shuts a gate, filling in the defaults.
func (g *Gates) Add(gate Gate) (Gate, error) {
	if gate.Times = cmp.Or(gate.Times, 1); gate.Times < 1 {
		return gate, fmt.Errorf("times is %d: expected at least 1", gate.Times)
	}
	g.ids++
	gate.ID, gate.Held, gate.Waiting = strconv.Itoa(g.ids), 0, 0
	g.shut = append(g.shut, &Hold{gate, make(chan struct{}), make(chan struct{})})
	return gate, nil
}

// GateBytes is about how many bytes a gate takes.
const GateBytes = 512

// Bytes is how many bytes the shut gates take.
func (g *Gates) Bytes() int { return len(g.shut) * GateBytes }

// Any reports whether any gate is shut.
func (g *Gates) Any() bool { return len(g.shut) > 0 }

// Enter stops a request at the first gate that fits and has room; nil when there is none. A request that was stopped calls
// Leave when it goes on.
func (g *Gates) Enter(operation string) *Hold {
	for _, h := range g.shut {
		if (h.Operation == "" || h.Operation == operation) && h.Held < h.Times {
			h.Held++
			h.count(1)
			return h
		}
	}
	return nil
}

// Leave counts a request that goes on.
func (g *Gates) Leave(h *Hold) { h.count(-1) }

// Find is the shut gate of an id, nil when there is none.
func (g *Gates) Find(id string) *Hold {
	for _, h := range g.shut {
		if h.ID == id {
			return h
		}
	}
	return nil
}

// Open lets all requests at a gate go on and takes the gate away.
func (g *Gates) Open(h *Hold) {
	close(h.Opened)
	g.shut = slices.DeleteFunc(g.shut, func(s *Hold) bool { return s == h })
}

// OpenAll opens every gate.
func (g *Gates) OpenAll() {
	for len(g.shut) > 0 {
		g.Open(g.shut[0])
	}
}

// All are the shut gates in the order in which they were shut.
func (g *Gates) All() []Gate {
	all := make([]Gate, 0, len(g.shut))
	for _, h := range g.shut {
		all = append(all, h.Gate)
	}
	return all
}
