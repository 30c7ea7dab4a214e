package mockserver

import "context"

// Settle waits until every connection has ended that was accepted, or ctx. A program that has ended has closed its own, but the
// server may not have come to the end of them yet: a handshake that failed, say, is counted by Arrivals only then.
func (s *Server) Settle(ctx context.Context) {
	for {
		s.conns.mu.Lock()
		open, ended := s.conns.open, s.conns.ended
		s.conns.mu.Unlock()
		if open == 0 {
			return
		}
		select {
		case <-ended:
		case <-ctx.Done():
			return
		}
	}
}

// opened counts a connection that begins.
func (cs *conns) opened() {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.open++; cs.open == 1 {
		cs.ended = make(chan struct{})
	}
}

// closed counts one that has ended.
func (cs *conns) closed() {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if cs.open--; cs.open == 0 {
		close(cs.ended)
	}
}
