package yours_test

import (
	"testing"
	"time"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func TestHang(t *testing.T) {
	t.Parallel()
	world := mockserver.Run(t, mockserver.Strict()).NewWorld(t) // its own: parallel tests never meet
	api := world.Client(t)                                      // your own client goes here

	// An answer is arranged by its name.
	if _, err := world.AddFault(mockserver.Fault{Operation: "hang", Outcome: "token_busy"}); err != nil {
		t.Fatal(err)
	}
	if _, err := api.Hang(t.Context(), "12989"); err == nil {
		t.Error("the token was busy, and nobody noticed")
	}
	// Waiting takes no polling.
	go api.Hang(t.Context(), "12989")
	world.WaitFor(t, 1, mockserver.Query{Operation: "hang", Outcome: "hung_up"})
	if agent, _ := world.Agent("12989"); agent.State != "ACW" {
		t.Errorf("12989 is in %s, expected ACW", agent.State)
	}
	_ = client.ErrTokenBusy
	_ = time.Second
}
