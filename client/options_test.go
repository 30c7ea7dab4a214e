package client_test

import (
	"bytes"
	"testing"

	"wolkvoxmock/client"
)

// A team that learns the real text of a reply edits the document, and the client knows it.
func TestWithDocument(t *testing.T) {
	t.Parallel()
	edited := bytes.ReplaceAll(mustDocument(t).Source(), []byte("hung_up"), []byte("call_ended"))
	_, c := world(t, client.WithDocument(edited))
	if reply, err := c.Hang(t.Context(), "12989"); err != nil || reply.Outcome != "call_ended" {
		t.Errorf("reply %+v, error %v", reply, err)
	}
}
