package mockserver_test

import (
	"testing"

	"wolkvoxmock/mockserver"
)

// A text that is no address at all is refused with what it was.
func TestLists_noAddress(t *testing.T) {
	t.Parallel()
	w := mockserver.Run(t, mockserver.InMemory()).Default()
	const want = `"300.1.1.1" is no IP address; expected one such as 192.0.2.1`
	_, err := w.PutIP("300.1.1.1", mockserver.IPChange{})
	mustRefuse(t, err, "invalid", want)
	mustRefuse(t, w.DeleteIP("300.1.1.1"), "invalid", want)
}
