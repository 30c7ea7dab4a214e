package mockserver_test

import (
	"context"
	"fmt"
	"log"
	"testing"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func Example() {
	srv, err := mockserver.Start() // the demo world, on a free port of 127.0.0.1
	if err != nil {
		log.Fatal(err)
	}
	defer srv.Close()
	api, err := client.New(mockserver.DemoServer, mockserver.DemoToken, client.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	reply, err := api.Hang(context.Background(), "12989")
	if err != nil {
		log.Fatal(err)
	}
	agent, err := srv.Default().Agent("12989")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s; the agent is in %s", reply.Msg, agent.State)
	// Output: Hang has been successful; the agent is in ACW
}

// The README shows this test.
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
