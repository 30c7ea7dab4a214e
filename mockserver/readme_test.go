package mockserver_test

// The README shows this file from here on.

import (
	"testing"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func TestTransfer(t *testing.T) {
	w := mockserver.Run(t).NewWorld(t) // a world of its own: parallel tests never meet
	api, err := client.New("0042", w.Token(), client.WithBaseURL(w.URL()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := api.Transfer(t.Context(), "12990", "12991"); err != nil {
		t.Fatal(err)
	}
	if agent, _ := w.Agent("12991"); agent.State != "Ring" {
		t.Errorf("12991 is in %s, the call should ring there", agent.State)
	}
}
