package client_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wolkvoxmock/client"
	"wolkvoxmock/openapi"
)

// A request that breaks the document never leaves.
func TestCall_refusedBeforeTraffic(t *testing.T) {
	t.Parallel()
	const numeric = `text that matches ^[0-9]+$, such as "12989"`
	for _, tt := range []struct {
		name, operation string
		params          client.Params
		want            []openapi.Violation
	}{
		{"no operation", "", nil, []openapi.Violation{{Rule: "parameter-value", Where: "query api", Expected: "one of " + strings.Join(documented(t), ", "), Got: `""`}}},
		{"unknown operation", "fly", nil, []openapi.Violation{{Rule: "parameter-value", Where: "query api", Expected: "one of " + strings.Join(documented(t), ", "), Got: `"fly"`}}},
		{"missing", "hang", nil, []openapi.Violation{{Rule: "parameter-missing", Where: "query agent_id", Expected: numeric, Got: "nothing"}}},
		{"empty", "hang", params("agent_id", ""), []openapi.Violation{{Rule: "parameter-missing", Where: "query agent_id", Expected: numeric, Got: "nothing"}}},
		{"wrong", "hang", params("agent_id", "x"), []openapi.Violation{{Rule: "parameter-value", Where: "query agent_id", Expected: numeric, Got: `"x"`}}},
		{"wrong in the body", "disable_agent", params("agent_id", "x"), []openapi.Violation{{Rule: "body-value", Where: "body /agent_id", Expected: `text that matches ^[0-9]+$, such as "12992"`, Got: `"x"`}}},
		{"missing in the body", "disable_agent", nil, []openapi.Violation{{Rule: "parameter-missing", Where: "body /agent_id", Expected: `text that matches ^[0-9]+$, such as "12992"`, Got: "nothing"}}},
		{"wrong header", "hang", params("agent_id", "1", "wolkvox_server", "42"), []openapi.Violation{{Rule: "parameter-value", Where: "header wolkvox_server", Expected: `text that matches ^[0-9]{4}$, such as "0042"`, Got: `"42"`}}},
		{"no tones", "dtmf", params("agent_id", "1", "tones", "1A"), []openapi.Violation{{Rule: "parameter-value", Where: "query tones", Expected: `text that matches ^[0-9*#]+$, such as "1"`, Got: `"1A"`}}},
		{"misspelt", "hang", params("agentid", "1"), []openapi.Violation{
			{Rule: "parameter-unknown", Where: "parameters", Expected: "one of agent_id, wolkvox_server", Got: `"agentid"`},
			{Rule: "parameter-missing", Where: "query agent_id", Expected: numeric, Got: "nothing"},
		}},
		{"too much", "disable_agent", params("agent_id", "1", "b\n", "1", "a", "1"), []openapi.Violation{
			{Rule: "parameter-unknown", Where: "parameters", Expected: "one of wolkvox_server, agent_id", Got: `"a"`},
			{Rule: "parameter-unknown", Where: "parameters", Expected: "one of wolkvox_server, agent_id", Got: `"b\n"`},
		}},
		{"api is the client's", "hang", params("agent_id", "1", "api", "transfer"), []openapi.Violation{
			{Rule: "parameter-unknown", Where: "parameters", Expected: "one of agent_id, wolkvox_server", Got: `"api"`},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, c := world(t, client.Lenient()) // that concerns replies
			reply, err := c.Call(t.Context(), tt.operation, tt.params)
			var broken *client.ContractError
			if !errors.As(err, &broken) || !errors.Is(err, client.ErrContract) {
				t.Fatalf("error %v", err)
			}
			want := &client.ContractError{Operation: tt.operation, Violations: tt.want}
			if diff := cmp.Diff(want, broken, cmpopts.IgnoreFields(openapi.Violation{}, "Source", "Try")); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(client.Reply{Operation: tt.operation}, reply); diff != "" {
				t.Errorf("reply (-want +got):\n%s", diff)
			}
			if text := err.Error(); !strings.HasPrefix(text, tt.operation+": not sent: ") || strings.Contains(text, "\n") {
				t.Errorf("text %q", text)
			}
			mustOutcomes(t, w)
		})
	}
}

// The typed methods go the same way.
func TestOperations_refusedBeforeTraffic(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	ctx := t.Context()
	_, hang := c.Hang(ctx, "")
	_, status := c.ChangeStatus(ctx, "1", "out for lunch")
	_, aux := c.AuxCall(ctx, "1", "call me")
	_, transfer := c.Transfer(ctx, "1", "")
	_, disable := c.DisableAgent(ctx, "twelve")
	for _, err := range []error{hang, status, aux, transfer, disable} {
		var broken *client.ContractError
		if !errors.As(err, &broken) || broken.Sent {
			t.Errorf("error %v", err)
		}
	}
	mustOutcomes(t, w)
}
