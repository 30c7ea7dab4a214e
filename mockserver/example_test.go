package mockserver_test

import (
	"context"
	"fmt"
	"log"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func Example() {
	srv, err := mockserver.Start() // the demo world, on a free port of 127.0.0.1
	if err != nil {
		log.Fatal(err)
	}
	defer srv.Close()
	api, err := client.New(mockserver.DemoServer, mockserver.DemoToken, client.WithBaseURL(srv.URL()))
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
