package client_test

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
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
		{"unknown operation", "fly", nil, []openapi.Violation{{Rule: "parameter-value", Where: "query api", Expected: "one of " + strings.Join(documented(t), ", "), Got: `"fly"`}}},
		{"missing", "hang", nil, []openapi.Violation{{Rule: "parameter-missing", Where: "query agent_id", Expected: numeric, Got: "nothing"}}},
		{"missing in the body", "disable_agent", nil, []openapi.Violation{{Rule: "parameter-missing", Where: "body /agent_id", Expected: `text that matches ^[0-9]+$, such as "12992"`, Got: "nothing"}}},
		{"wrong header", "hang", params("agent_id", "1", "wolkvox_server", "42"), []openapi.Violation{{Rule: "parameter-value", Where: "header wolkvox_server", Expected: `text that matches ^[0-9]{4}$, such as "0042"`, Got: `"42"`}}},
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

// Of a parameter that is a text or a list, one value is a text: "all" is every number only as one.
func TestRemoveDNC_oneIsAText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		given    []string
		expected any
	}{
		{[]string{"all"}, "all"}, {[]string{"300", "301"}, []any{"300", "301"}},
	} {
		got := sent(t, func(c *client.Client) { _, _ = c.RemoveDNC(t.Context(), tt.given, nil) })
		if diff := cmp.Diff(map[string]any{"telephones": tt.expected}, got.JSON); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
	}
}

// What is blank is left out of a struct, and so is an empty list.
func TestParamsOf(t *testing.T) {
	t.Parallel()
	type fields struct {
		Text string   `param:"a_text"`
		List []string `param:"a_list"`
	}
	for _, tt := range []struct {
		given    *fields
		expected client.Params
	}{
		{nil, client.Params{}},
		{&fields{List: []string{}}, client.Params{}},
		{&fields{List: []string{"1", ""}}, client.Params{"a_list": {"1", ""}}},
		{&fields{Text: "0"}, client.Params{"a_text": {"0"}}},
	} {
		if diff := cmp.Diff(tt.expected, client.ParamsOf(tt.given)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.given, diff)
		}
	}
}

// An argument that is blank is a parameter left out, and so is an empty list.
func TestMethods_refusedBeforeTraffic(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	ctx := t.Context()
	_, hang := c.Hang(ctx, "")
	_, recall := c.Recall(ctx, nil)
	_, dnc := c.RemoveDNC(ctx, nil, nil)
	_, upload := c.UploadAudio(ctx)
	for _, err := range []error{hang, recall, dnc, upload} {
		var broken *client.ContractError
		if !errors.As(err, &broken) || broken.Sent {
			t.Errorf("error %v", err)
		}
	}
	mustOutcomes(t, w)
}

// The document's samples go through the client: where they need no more than the demo world as it begins, each has the
// outcome that it says.
func TestCall_samples(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, o := range mustDocument(t).Operations {
		for _, sample := range o.Samples() {
			if sample.None != "" || sample.Given != nil || !slices.Contains(o.Outcomes, sample.Outcome) {
				continue
			}
			t.Run(o.Name+" "+sample.Outcome.Name, func(t *testing.T) {
				t.Parallel()
				var files []client.File
				for _, f := range sample.Files {
					files = append(files, client.File{Name: f.Name, Content: make([]byte, f.Size)})
				}
				params := maps.Clone(client.Params(sample.Params))
				delete(params, "api")
				w := srv.NewWorld(t)
				reply, err := mustClient(t, w.Token(), srv.URL()).Call(t.Context(), o.Name, params, files...)
				if sample.Outcome.Status >= 400 && errors.Is(err, client.ErrContract) {
					mustOutcomes(t, w) // what the service refuses for its form is not sent
					return
				}
				var refused *client.APIError
				if reply.Outcome != sample.Outcome.Name || errors.As(err, &refused) != (sample.Outcome.Status >= 400) {
					t.Errorf("reply %+v, error %v", reply, err)
				}
				mustOutcomes(t, w, sample.Outcome.Name)
			})
		}
	}
}

// What is on the wire beside what TestMethods_send looks at: headers, and the path behind that of the base URL.
func TestCall_onTheWire(t *testing.T) {
	t.Parallel()
	type wire struct{ Method, URI, Token, Server, Type, Body string }
	for _, tt := range []struct {
		operation string
		params    client.Params
		want      wire
	}{
		{"hang", params("agent_id", "12989"), wire{"POST", "/api/v2/agentbox.php?api=hang&agent_id=12989", token, "", "", ""}},
		{"dial", params("agent_id", "1", "customer_phone", "300", "customer_name", "he & é"), wire{"POST", "/api/v2/agentbox.php?agent_id=1&api=dial&customer_phone=300&customer_name=he+%26+%C3%A9", token, "", "", ""}},
		{"hang", params("agent_id", "12989", "wolkvox_server", "0042"), wire{"POST", "/api/v2/agentbox.php?api=hang&agent_id=12989", token, "0042", "", ""}},
		{"disable_agent", params("agent_id", "12989"), wire{"PUT", "/api/v2/configuration.php?api=disable_agent", token, "", "application/json", `{"agent_id":"12989"}`}},
	} {
		t.Run(tt.operation, func(t *testing.T) {
			t.Parallel()
			var got wire
			srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				got = wire{r.Method, r.RequestURI, r.Header.Get("wolkvox-token"), r.Header.Get("wolkvox_server"), r.Header.Get("Content-Type"), string(body)}
			}))
			defer srv.Close()
			_, _ = mustClient(t, token, srv.URL+"/").Call(t.Context(), tt.operation, tt.params) // the reply is none
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
		})
	}
}

// A text has one value: which of two the service would take is not for the client to guess.
func TestCall_twoValuesOfAText(t *testing.T) {
	t.Parallel()
	_, c := world(t)
	_, err := c.Call(t.Context(), "hang", client.Params{"agent_id": {"12989", "12990"}})
	var broken *client.ContractError
	if !errors.As(err, &broken) || len(broken.Violations) == 0 || broken.Violations[0].Got != "2 values" {
		t.Errorf("error %v", err)
	}
}
