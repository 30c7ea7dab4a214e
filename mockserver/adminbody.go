package mockserver

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"

	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/mockserver/wire"
)

// The bodies of the control API: how long they may be, and how long ones are read.

// readControl reads a body of at most so many bytes. What one takes as it is understood is a multiple of its length: when more
// than smallBody has come of one, the rest waits until no other such request is under way, and leave lets the next one in.
// A client that is slow holds the others up for the timeout of a body at most, and none whose bodies are small.
func (s *Server) readControl(w http.ResponseWriter, r *http.Request, most int64) (body []byte, leave func(), err error) {
	leave = func() {}
	s.limitBody(w, r)
	if r.Body == nil || r.Body == http.NoBody || most <= smallBody {
		body, err = readBody(w, r, most)
		return body, leave, err
	}
	begin, err := io.ReadAll(io.LimitReader(r.Body, smallBody+1))
	if err != nil || len(begin) <= smallBody {
		bodyEnded(w, r, err)
		return begin, leave, err
	}
	ctx, cancel := s.untilClosed(r.Context())
	defer cancel()
	select {
	case s.large <- struct{}{}:
		leave = func() { <-s.large }
	case <-ctx.Done():
		return nil, leave, errEnded
	}
	s.limitBody(w, r) // what it has waited does not count
	whole := bytes.NewBuffer(make([]byte, 0, max(min(r.ContentLength, most), 2*smallBody)+bytes.MinRead))
	whole.Write(begin)
	_, err = whole.ReadFrom(io.LimitReader(r.Body, most+1-int64(len(begin))))
	if err == nil && int64(whole.Len()) > most {
		err = wire.ErrTooLarge
	}
	bodyEnded(w, r, err)
	return whole.Bytes(), leave, err
}

var errEnded = errors.New("the client has gone, or the server stops")

// smallBody is how many bytes a body of the control API may have that describes no world, and any while others are read.
const smallBody = 64 << 10

// describesWorld are the operations whose body is a world, or a part of one that grows with it: customers, members.
var describesWorld = []string{"createWorld", "restore", "putCampaign", "putSkill"}

// maxAdminBody is how many bytes the body of an operation may have, and in words what allows more: one that describes a world
// as many as the world may hold, or a world file has; a fault three times those of its own body, which JSON may escape; a list of
// expectations those of a file with them; any other those of a small one.
func (s *Server) maxAdminBody(operation string) (most int64, allowed string) {
	switch {
	case slices.Contains(describesWorld, operation):
		return max(s.cfg.maxWorldBytes, seed.MaxFile), "; serve --max-world-bytes allows more"
	case operation == "addFault":
		return smallBody + 3*fault.MaxBody, ""
	case operation == "checkExpectations", operation == "checkAllExpectations":
		return verdict.MaxExpectationFile, ""
	}
	return smallBody, ""
}
