package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/openapi"
)

func TestOperations_succeed(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, tt := range []struct {
		name string
		call func(context.Context, *client.Client) (client.Reply, error)
		want client.Reply
	}{
		{"hang", func(ctx context.Context, c *client.Client) (client.Reply, error) { return c.Hang(ctx, "12989") },
			client.Reply{Operation: "hang", Status: 200, Code: "200", Msg: "Hang has been successful", Outcome: "hung_up"}},
		{"change_status", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return c.ChangeStatus(ctx, "12991", "101")
		}, client.Reply{Operation: "change_status", Status: 200, Code: "200", Msg: "Agent status has been modified to Active breaks", Outcome: "status_changed"}},
		{"aux_call", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return mustConnID(t)(c.AuxCall(ctx, "12993", "3001234567"))
		}, client.Reply{Operation: "aux_call", Status: 200, Code: "200", Msg: "Type has been successful", Outcome: "called"}},
		{"transfer", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return mustConnID(t)(c.Transfer(ctx, "12990", "+573001234567"))
		}, client.Reply{Operation: "transfer", Status: 200, Code: "200", Msg: "Call has been transfer to +573001234567 number", Outcome: "transferred"}},
		{"dial", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return mustConnID(t)(c.Dial(ctx, "12991", "3001234567", "", ""))
		}, client.Reply{Operation: "dial", Status: 200, Code: "200", Msg: "Dial has been successful", Outcome: "dialled"}},
		{"dial a customer", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return mustConnID(t)(c.Dial(ctx, "12994", "3001234567", "0123", "Luz Mora"))
		}, client.Reply{Operation: "dial", Status: 200, Code: "200", Msg: "Dial has been successful", Outcome: "dialled"}},
		{"mute", func(ctx context.Context, c *client.Client) (client.Reply, error) { return c.Mute(ctx, "12989") },
			client.Reply{Operation: "mute", Status: 200, Code: "200", Msg: "Microphone agentbox has been excecuted", Outcome: "mute_toggled"}},
		{"hold", func(ctx context.Context, c *client.Client) (client.Reply, error) { return c.Hold(ctx, "12989") },
			client.Reply{Operation: "hold", Status: 200, Code: "200", Msg: "Hold agentbox has been excecuted", Outcome: "hold_toggled"}},
		{"dtmf", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return c.SendTones(ctx, "12989", "1*#")
		},
			client.Reply{Operation: "dtmf", Status: 200, Code: "200", Msg: "default", Outcome: "tones_sent"}},
		{"disable_agent, an integer for a code", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return c.DisableAgent(ctx, "12992")
		}, client.Reply{Operation: "disable_agent", Status: 202, Code: "202", Msg: "12992 agent has been disabled", Outcome: "agent_disabled"}},
		{"enable_agent", func(ctx context.Context, c *client.Client) (client.Reply, error) {
			return c.EnableAgent(ctx, "12992")
		}, client.Reply{Operation: "enable_agent", Status: 202, Code: "202", Msg: "12992 agent has been enabled", Outcome: "agent_enabled"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			got, err := tt.call(t.Context(), mustClient(t, w.Token(), srv.URL))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreFields(client.Reply{}, "Body")); diff != "" {
				t.Errorf("reply (-want +got):\n%s", diff)
			}
			if !strings.Contains(string(got.Body), got.Msg) {
				t.Errorf("body %q", got.Body)
			}
			mustOutcomes(t, w, tt.want.Outcome)
		})
	}
}

func mustConnID(t *testing.T) func(client.CallReply, error) (client.Reply, error) {
	return func(r client.CallReply, err error) (client.Reply, error) {
		if err == nil && r.ConnID == "" {
			t.Error("no conn_id")
		}
		return r.Reply, err
	}
}

// Every refusal of every operation, as the mock words it: its bytes are the golden replies.
func TestOperations_refused(t *testing.T) {
	t.Parallel()
	doc, err := openapi.Wolkvox()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range doc.Operations {
		example, files := client.Params{}, []client.File(nil)
		for _, p := range o.Parameters {
			switch {
			case p.Kind == openapi.File:
				files = append(files, client.File{Name: p.Example})
			case p.Kind != openapi.Text:
				example[p.Name] = []string{"1", "2"}
			case p.Required && p.Name != "api":
				example[p.Name] = []string{p.Example}
			}
		}
		for _, out := range o.Outcomes {
			if out.Status/100 == 2 {
				continue
			}
			t.Run(o.Name+" "+out.Name, func(t *testing.T) {
				t.Parallel()
				body, err := os.ReadFile(filepath.Join("../testdata/golden", o.Name, out.Name+".json"))
				if err != nil {
					t.Fatal(err)
				}
				var golden struct {
					Code       any // a string, or an integer
					Error, Msg string
				}
				if err := json.Unmarshal(body, &golden); err != nil {
					t.Fatal(err)
				}
				sent := 0
				c := mustClient(t, token, "http://127.0.0.1", within(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					sent++
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(out.Status)
					_, _ = w.Write(body)
				})))
				reply, err := c.Call(t.Context(), o.Name, example, files...)
				mustRefuse(t, reply, err, &client.APIError{Operation: o.Name, Status: out.Status, Code: fmt.Sprint(golden.Code), Err: golden.Error, Msg: golden.Msg, Outcome: out.Name, Body: body})
				if sent != 1 {
					t.Errorf("it was sent %d times", sent)
				}
			})
		}
	}
}

// Some of them from the mock itself, and how they read.
func TestOperations_refusedByTheMock(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, tt := range []struct {
		operation, agent, outcome, msg string
	}{
		{"hang", "99999", "agent_unknown", "Agent_id 99999 does not exist in your operation."},
		{"hang", "12992", "agent_logged_out", "Agent_id 12992 is not logged in."},
		{"hang", "12991", "no_active_call", "Agent_id 12991 does not have an active call."},
		{"disable_agent", "99999", "agent_unknown", "Agent_id 99999 does not exist in your operation."},
	} {
		t.Run(tt.operation+" "+tt.outcome, func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			reply, err := mustClient(t, w.Token(), srv.URL).Call(t.Context(), tt.operation, params("agent_id", tt.agent))
			mustRefuse(t, reply, err, &client.APIError{Operation: tt.operation, Status: 404, Code: "404", Err: "Not Found", Msg: tt.msg, Outcome: tt.outcome, Body: reply.Body})
			if want := tt.operation + ": refused with 404 Not Found: " + tt.msg + " (" + tt.outcome + ")"; err.Error() != want {
				t.Errorf("text %q, want %q", err, want)
			}
			mustOutcomes(t, w, tt.outcome)
		})
	}
}

// mustRefuse holds what Call returned against a refusal that is nothing else as well.
func mustRefuse(t *testing.T, reply client.Reply, err error, want *client.APIError) {
	t.Helper()
	var refused *client.APIError
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Errorf("refusal (-want +got):\n%s", diff)
	}
	beside := client.Reply{Operation: want.Operation, Status: want.Status, Code: want.Code, Msg: want.Msg, Outcome: want.Outcome, Body: want.Body}
	if diff := cmp.Diff(beside, reply); diff != "" {
		t.Errorf("the reply beside the error (-want +got):\n%s", diff)
	}
	for _, is := range []error{client.ErrTokenBusy, client.ErrTokenRefused, client.ErrContract, client.ErrFateUnknown} {
		if errors.Is(err, is) {
			t.Errorf("%v is %q as well", err, is)
		}
	}
}

// Refusals that any operation can meet.
func TestCall_generalRefusals(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	header := func(name, value string) client.Option {
		return through(func(r *http.Request) (*http.Response, error) {
			r = r.Clone(r.Context())
			r.Header.Set(name, value)
			return http.DefaultTransport.RoundTrip(r)
		})
	}
	for _, tt := range []struct {
		outcome string
		opts    []client.Option
		arrange fault.Fault
		status  int
		is      error
	}{
		{"token_unknown", []client.Option{header("wolkvox-token", "another")}, fault.Fault{}, 403, client.ErrTokenRefused},
		{"token_missing", []client.Option{header("wolkvox-token", "")}, fault.Fault{}, 401, client.ErrTokenRefused},
		{"world_unknown", []client.Option{header("X-Wolkvox-Mock-World", "nowhere")}, fault.Fault{}, 404, nil},
		{"path_unknown", []client.Option{client.WithBaseURL(srv.URL + "/api/v2/")}, fault.Fault{}, 404, nil},
		{"fault_injected", nil, fault.Fault{Status: 503}, 503, nil},
	} {
		t.Run(tt.outcome, func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			if tt.arrange.Status > 0 {
				if _, err := w.AddFault(tt.arrange); err != nil {
					t.Fatal(err)
				}
			}
			_, err := mustClient(t, w.Token(), srv.URL, tt.opts...).Hang(t.Context(), "12989")
			var refused *client.APIError
			if !errors.As(err, &refused) || refused.Outcome != tt.outcome || refused.Status != tt.status || refused.Code != fmt.Sprint(tt.status) {
				t.Fatalf("error %+v", err)
			}
			for _, is := range []error{client.ErrTokenBusy, client.ErrTokenRefused} {
				if got := errors.Is(err, is); got != (is == tt.is) {
					t.Errorf("%v is %q: %t", err, is, got)
				}
			}
		})
	}
}

func params(pairs ...string) client.Params {
	m := client.Params{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = []string{pairs[i+1]}
	}
	return m
}

// What is on the wire beside what TestMethods_sendAndRead looks at: headers, and the path behind that of the base URL.
func TestCall_onTheWire(t *testing.T) {
	t.Parallel()
	type wire struct{ Method, URI, Token, Server, Type, Body string }
	for _, tt := range []struct {
		operation string
		params    client.Params
		want      wire
	}{
		{"hang", params("agent_id", "12989"), wire{"POST", "/api/v2/agentbox.php?api=hang&agent_id=12989", token, "", "", ""}},
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
