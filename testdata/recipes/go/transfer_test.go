package yours_test

import (
	"testing"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func TestTransfer(t *testing.T) {
	t.Parallel()
	world := mockserver.Run(t).NewWorld(t) // a world of its own: parallel tests never meet
	api, err := client.New("0042", world.Token(), client.WithBaseURL(world.URL()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := api.Transfer(t.Context(), "12990", "12991"); err != nil {
		t.Fatal(err)
	}
	if agent, _ := world.Agent("12991"); agent.State != "Ring" {
		t.Errorf("12991 is in %s, the call should ring there", agent.State)
	}
}
