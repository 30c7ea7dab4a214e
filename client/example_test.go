package client_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

func Example() {
	mock, err := mockserver.Start() // stands in for the service
	if err != nil {
		log.Fatal(err)
	}
	defer mock.Close()

	api, err := client.New("0042", mockserver.DemoToken, client.WithBaseURL(mock.URL())) // without it: https://wv0042.wolkvox.com
	if err != nil {
		log.Fatal(err)
	}
	reply, err := api.Hang(context.Background(), "12989")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reply.Msg)
	// Output: Hang has been successful
}

// Optional parameters stand in a struct, and what a reply has besides code and msg under Data.
func ExampleClient_CreateAgent() {
	mock, err := mockserver.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer mock.Close()
	api, err := client.New("0042", mockserver.DemoToken, client.WithBaseURL(mock.URL()))
	if err != nil {
		log.Fatal(err)
	}

	ctx := context.Background()
	created, err := api.CreateAgent(ctx, "0010203", "Gina Paz", &client.CreateAgentParams{AgentSSO: "gina.paz"})
	if err != nil {
		log.Fatal(err)
	}
	agents, err := api.Agents(ctx, &client.AgentsParams{Agent: created.Data.AgentID})
	if err != nil {
		log.Fatal(err)
	}
	for _, agent := range agents.Data {
		fmt.Println(agent.AgentID, agent.AgentName, agent.AgentSSO)
	}
	// Output: 10000 Gina Paz gina.paz
}

func ExampleAPIError() {
	mock, err := mockserver.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer mock.Close()
	api, err := client.New("0042", mockserver.DemoToken, client.WithBaseURL(mock.URL()))
	if err != nil {
		log.Fatal(err)
	}

	_, err = api.Hang(context.Background(), "12991") // has no call
	var refused *client.APIError
	switch {
	case errors.As(err, &refused):
		fmt.Println(refused.Outcome, "-", refused.Msg)
	case errors.Is(err, client.ErrFateUnknown):
		fmt.Println("look at the agent before asking again")
	}
	// Output: no_active_call - Agent_id 12991 does not have an active call.
}
