// Command ogen calls the mock through the client that ogen makes of the portable view.
package main

import (
	"context"
	"log"
	"os"

	"trial/ogen/api"
)

type token string

func (t token) WolkvoxToken(context.Context, api.OperationName) (api.WolkvoxToken, error) {
	return api.WolkvoxToken{APIKey: string(t)}, nil
}

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	c := must(api.NewClient(os.Args[1], token(os.Args[2])))
	hang := api.AgentboxPostParams{API: "hang", AgentID: api.NewOptString("12989")}
	if r, ok := must(c.AgentboxPost(ctx, hang)).(*api.AgentboxPostOK); !ok || r.Msg != "Hang has been successful" {
		log.Fatalf("hang: %+v", r)
	}
	if r, ok := must(c.AgentboxPost(ctx, hang)).(*api.AgentboxPostNotFound); !ok || r.Msg != "Agent_id 12989 does not have an active call." {
		log.Fatalf("hang again: %+v", r)
	}
	body := &api.ConfigurationPostReqApplicationJSON{AgentDni: api.NewOptString("0010203"), AgentName: api.NewOptString("Agent One")}
	created, ok := must(c.ConfigurationPost(ctx, body, api.ConfigurationPostParams{API: "create_agent"})).(*api.ConfigurationPostCreated)
	if !ok || len(created.Data) != 1 || created.Data[0].AgentID.Value != "10000" {
		log.Fatalf("create_agent: %+v", created)
	}
	log.Print("hang, hang again and create_agent answer as expected")
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
