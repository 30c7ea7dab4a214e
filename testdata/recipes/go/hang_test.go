package yours_test

import (
	"testing"
	"time"

	"wolkvoxmock/mockserver"
)

func TestHang(t *testing.T) {
	t.Parallel()
	world := mockserver.Run(t, mockserver.Strict()).NewWorld(t) // its own: parallel tests never meet
	crm := world.Client(t)                                      // your own client goes here
	world.AddFault(mockserver.Fault{Operation: "hang", Outcome: "token_busy"})
	world.PutAccount(mockserver.AccountChange{ACWLimit: new(30 * time.Second)})

	go crm.Hang(t.Context(), "12989") // this client tries again by itself
	tries := world.WaitFor(t, 2, mockserver.Query{Operation: "hang"})
	if tries[1].Outcome != "hung_up" {
		t.Errorf("the second try: %v", tries[1])
	}
	world.Advance(30 * time.Second) // no test sleeps
	if agent, _ := world.Agent("12989"); agent.State != "Ready" {
		t.Errorf("12989 is in %s, expected Ready", agent.State)
	}
}
