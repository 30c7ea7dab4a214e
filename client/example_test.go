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

	api, err := client.New("0042", mockserver.DemoToken, client.WithBaseURL(mock.URL)) // without it: https://wv0042.wolkvox.com
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

func ExampleAPIError() {
	mock, err := mockserver.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer mock.Close()
	api, err := client.New("0042", mockserver.DemoToken, client.WithBaseURL(mock.URL))
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
