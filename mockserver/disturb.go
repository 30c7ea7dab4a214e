package mockserver

import (
	"context"
	"fmt"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// Faults and gates of a world, for Go.

// AddFault arranges a misbehaviour; it strikes Times times.
func (w *World) AddFault(f fault.Fault) (fault.Fault, error) {
	err := w.update(func(s *state) (err error) {
		if err := w.server.knows(f.Operation); err != nil {
			return err
		}
		if f, err = s.faults.Add(f); err != nil {
			return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
		}
		return nil
	})
	return f, err
}

// knows refuses the name of an operation that does not exist; "" stands for all.
func (s *Server) knows(name string) error {
	if name == "" || s.doc.Operation(name) != nil {
		return nil
	}
	var names []string
	for _, o := range s.doc.Operations {
		names = append(names, o.Name)
	}
	return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: fmt.Sprintf("there is no operation %q; there are %v", name, names)}
}

// Faults are the arranged faults, spent ones included.
func (w *World) Faults() (all []fault.Fault) {
	_ = w.update(func(s *state) error { all = s.faults.All(); return nil })
	return all
}

// UnmetFaults are the faults that nobody has met as often as arranged.
func (w *World) UnmetFaults() (all []fault.Fault) {
	_ = w.update(func(s *state) error { all = s.faults.Unmet(); return nil })
	return all
}

// ClearFaults takes all faults away.
func (w *World) ClearFaults() {
	_ = w.update(func(s *state) error { s.faults = fault.Set{}; return nil })
}

// AddGate shuts a gate: it holds the next Times requests of an operation, each with its token's lease, until OpenGate.
func (w *World) AddGate(g fault.Gate) (fault.Gate, error) {
	err := w.update(func(s *state) (err error) {
		if err := w.server.knows(g.Operation); err != nil {
			return err
		}
		if g, err = s.gates.Add(g); err != nil {
			return &callcenter.Error{Class: callcenter.Invalid, Kind: callcenter.InputInvalid, Detail: err.Error()}
		}
		return nil
	})
	return g, err
}

// Gates are the shut gates.
func (w *World) Gates() (all []fault.Gate) {
	_ = w.update(func(s *state) error { all = s.gates.All(); return nil })
	return all
}

const gateUnknown callcenter.Kind = "gate_unknown"

// AwaitGate returns once at least waiting requests stand at the gate, or with the error of a context that has ended, be
// it the caller's or the server's.
func (w *World) AwaitGate(ctx context.Context, id string, waiting int) (g fault.Gate, err error) {
	ctx, cancel := w.server.untilClosed(ctx)
	defer cancel()
	for {
		var changed, opened chan struct{}
		err = w.update(func(s *state) error {
			h := s.gates.Find(id)
			if h == nil {
				return noGate(id)
			}
			g, changed, opened = h.Gate, h.Changed, h.Opened
			return nil
		})
		if err != nil || g.Waiting >= waiting {
			return g, err
		}
		select {
		case <-changed:
		case <-opened:
		case <-ctx.Done():
			return g, context.Cause(ctx)
		}
	}
}

// OpenGate lets all requests at a gate go on and takes the gate away.
func (w *World) OpenGate(id string) error {
	return w.update(func(s *state) error {
		h := s.gates.Find(id)
		if h == nil {
			return noGate(id)
		}
		s.gates.Open(h)
		return nil
	})
}

func noGate(id string) error {
	return &callcenter.Error{Class: callcenter.NotFound, Kind: gateUnknown, Detail: fmt.Sprintf("there is no shut gate %q; an opened gate is gone", id)}
}
