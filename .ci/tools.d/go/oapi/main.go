// Command oapi calls the mock through the clients that oapi-codegen makes of the portable view and of the control API.
package main

import (
	"context"
	"log"
	"net/http"
	"os"

	"trial/oapi/admin"
	"trial/oapi/api"
)

func main() {
	log.SetFlags(0)
	url, token := os.Args[1], os.Args[2]
	ctx := context.Background()
	c := must(api.NewClientWithResponses(url, api.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("wolkvox-token", token)
		return nil
	})))
	agent := "12989"
	hang := &api.AgentboxPostParams{Api: "hang", AgentId: &agent}
	if r := must(c.AgentboxPostWithResponse(ctx, hang)); r.JSON200 == nil || r.JSON200.Msg != "Hang has been successful" {
		log.Fatalf("hang: %s", r.Body)
	}
	if r := must(c.AgentboxPostWithResponse(ctx, hang)); r.JSON404 == nil || r.JSON404.Msg != "Agent_id 12989 does not have an active call." {
		log.Fatalf("hang again: %s", r.Body)
	}
	dni, name := "0010203", "Agent One"
	created := must(c.ConfigurationPostWithResponse(ctx, &api.ConfigurationPostParams{Api: "create_agent"},
		api.ConfigurationPostJSONRequestBody{AgentDni: &dni, AgentName: &name}))
	if created.JSON201 == nil || created.JSON201.Data == nil || *(*created.JSON201.Data)[0].AgentId != "10000" {
		log.Fatalf("create_agent: %s", created.Body)
	}
	control := must(admin.NewClientWithResponses(url))
	if r := must(control.GetAgentWithResponse(ctx, "default", "12989")); r.JSON200 == nil || r.JSON200.Status != "acw" {
		log.Fatalf("control API, agent: %s", r.Body)
	}
	log.Print("hang, hang again, create_agent and the control API answer as expected")
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}
