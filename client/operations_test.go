package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/openapi"
)

// A step is one call of a typed method.
type step struct {
	method string
	args   []any // a function gets the world, for what is known only when the step is taken
}

// take calls the method and fails unless it succeeds.
func (s step) take(t *testing.T, w *mockserver.World, c *client.Client) (reply any) {
	t.Helper()
	args := slices.Clone(s.args)
	for i, a := range args {
		if f, ok := a.(func(*mockserver.World) string); ok {
			args[i] = f(w)
		}
	}
	reply, err := sample{method: s.method, args: args}.call(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// Every operation succeeds in the demo world, some of them after another one.
func TestOperations_succeed(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	connID := func(w *mockserver.World) string { return string(w.Calls()[0].ID) }
	sound := client.File{Name: "welcome.wav", Content: []byte("RIFF")}
	once := func(method string, args ...any) []step { return []step{{method, args}} }
	covered := map[string]bool{}
	for _, tt := range []struct {
		steps   []step // the last one counts
		status  int
		code    string
		msg     string
		outcome string
	}{
		{once("Hang", "12989"), 200, "200", "Hang has been successful", "hung_up"},
		{once("ChangeStatus", "12991", "101"), 200, "200", "Agent status has been modified to Active breaks", "status_changed"},
		{once("AuxCall", "12993", "3001234567"), 200, "200", "Type has been successful", "called"},
		{once("Transfer", "12990", "+573001234567"), 200, "200", "Call has been transfer to +573001234567 number", "transferred"},
		{once("Dial", "12991", "3001234567", "", ""), 200, "200", "Dial has been successful", "dialled"},
		{once("Dial", "12994", "3001234567", "0123", "Luz Mora"), 200, "200", "Dial has been successful", "dialled"},
		{once("HangTypeReady", "12989", client.Coding{Code: "020"}), 200, "200", "Type has been successful", "coded_and_ready"},
		{once("TypeCall", "12993", client.Coding{Code: "020", Code2: "B1"}), 200, "200", "Type has been successful", "coded"},
		{once("Mute", "12989"), 200, "200", "Microphone agentbox has been excecuted", "mute_toggled"},
		{once("Hold", "12989"), 200, "200", "Hold agentbox has been excecuted", "hold_toggled"},
		{once("SendTones", "12989", "1*#"), 200, "200", "default", "tones_sent"},
		{once("AgentDisplay", "12991", "hide", "dial"), 200, "200", "default", "display_changed"},
		{once("Recall", later), 200, "200", "Recall has been successful", "recall_scheduled"},
		{once("RecallByPhone", client.PhoneCallback{AgentID: "12989", Phone: "300", Date: later.Date, Style: "auto"}), 200, "200", "Recall has been successful", "recall_scheduled"},
		{[]step{{"Recall", args(later)}, {"EditRecall", args(later)}}, 200, "200", "Recall has been successful", "recall_edited"},
		{[]step{{"Recall", args(later)}, {"DeleteRecall", args(later)}}, 200, "200", "Recall has been successful", "recall_deleted"},

		{once("DisableAgent", "12992"), 202, "202", "12992 agent has been disabled", "agent_disabled"}, // an integer for a code
		{once("EnableAgent", "12992"), 202, "202", "12992 agent has been enabled", "agent_enabled"},
		{once("CreateAgent", client.AgentData{DNI: "001", Name: "Gina Paz"}), 201, "201", "Agent has been created", "agent_created"},
		{once("EditAgent", "12992", client.AgentData{Name: "Gina Paz"}), 202, "202", "agent has been updated", "agent_edited"},
		{once("ResetPassword", "12992"), 202, "202", "agent has been updated", "agent_edited"},
		{once("CreateSkill", skill), 201, "201", "Skill has been created", "skill_created"},
		{once("EditSkill", "4012", skill), 202, "202", "skill has been updated", "skill_edited"},
		{once("AddAgentToSkill", "4012", "12989", "5"), 201, "201", "Agent 12989 added to skill 4012 of operation", "agent_added_to_skill"},
		{once("RemoveAgentFromSkill", "4012", "12990"), 201, "201", "Removed successfully", "agent_removed_from_skill"},
		{once("CreateActivityCode", client.ActivityCode{Group: "cod_act1", Code: "030", Hit: "yes"}), 201, "201", "Code successfully created", "code_created"},
		{once("EditActivityCode", code), 201, "201", "Successfully updated code", "code_edited"},
		{once("RemoveActivityCodes", "cod_act1", "020", "021"), 201, "201", "Removed successfully", "codes_removed"},
		{once("AddDNC", "outbound", "300", "301"), 201, "201", "2 telephones were added", "numbers_added"},
		{once("AddDNC", "outbound", "300"), 201, "201", "1 telephones were added", "numbers_added"},
		{[]step{{"AddDNC", args("all", "300", "301")}, {"RemoveDNC", args("", "300")}}, 202, "202", "1 telephones were deleted", "numbers_removed"},
		{[]step{{"AddDNC", args("inbound", "300", "301")}, {"RemoveAllDNC", args("all")}}, 202, "202", "2 telephones were deleted", "numbers_removed"},
		{once("BlockPredictiveDNC", "7224", "1", "2"), 202, "202", "2 records were successfully marked as DO-NOT-CALL in campaign 7224", "records_blocked"},
		{once("AddIP", "192.0.2.10", true, "mine"), 201, "201", "IP: 192.0.2.10 has been added successfully", "ip_added"},
		{[]step{{"AddIP", args("192.0.2.10", false, "")}, {"RemoveIP", args("192.0.2.10")}}, 202, "202", "IP: 192.0.2.10 has been deleted successfully", "ip_removed"},
		{once("DisableModule"), 202, "202", "The demo module has been successfully disabled", "module_disabled"},
		{[]step{{"DisableModule", nil}, {"EnableModule", nil}}, 202, "202", "The demo module has been successfully enabled", "module_enabled"},
		{once("EditLicenses", "30", "12"), 200, "200", " - Change of contact center licenses from 20 to 30 - Change of PBX licenses from 10 to 12", "licenses_changed"},
		{once("AddInteraction", client.Interaction{RoutingPointID: "61196"}), 201, "201", "61196 routing point was executed and assigned to agent (12991) ", "interaction_assigned"},
		{[]step{{"BlockLaw2300", args("900", "3000000000", "1")}, {"FreeLaw2300", args(client.Law2300Release{Item: "telephone", Value: "3000000000"})}}, 201, "201", "Removed successfully", "law2300_freed"},
		{once("BlockLaw2300", "", "3000000000", ""), 200, "200", "The number has been blocked successfully", "law2300_blocked"},
		{once("UploadFile", client.File{Name: "manual.pdf", Content: []byte("%PDF")}), 201, "201", "Upload successfully", "file_uploaded"},
		{[]step{{"UploadFile", args(client.File{Name: "manual.pdf"})}, {"DeleteFile", args("manual.pdf")}}, 201, "201", "File delete  successfully", "file_deleted"},
		{once("UploadAudio", sound), 201, "201", "1 audio file(s) uploaded successfully", "audios_uploaded"},
		{once("SpeechOnDemand", connID, "12989"), 200, "200", "Speech analytics record created successfully", "speech_requested"},

		{once("Agents", ""), 200, "", "6 records were found", "agents_found"},
		{once("AgentsInSkill", "4012"), 200, "200", "2 records were found", "agents_in_skill_found"},
		{once("Skills", "4012"), 200, "200", "1 records were found", "skills_found"},
		{once("ActivityCodes", ""), 200, "0", "3 records were found", "codes_found"},
		{[]step{{"AddDNC", args("all", "300")}, {"DNC", args("all")}}, 200, "200", "2 records were found", "dnc_found"},
		{[]step{{"AddIP", args("192.0.2.10", true, "")}, {"IPs", nil}}, 200, "200", "1 records were found", "ips_found"},
		{once("TokenInfo"), 200, "200", "1 records were found", "token_found"},
		{once("Services"), 200, "200", "1 records were found", "services_found"},
		{[]step{{"BlockLaw2300", args("900", "3000000000", "")}, {"Law2300Info", args("900", "3000000000")}}, 200, "200", "1 records were found", "law2300_found"},
		{[]step{{"UploadAudio", args(sound)}, {"Audios", nil}}, 200, "200", "1 records were found", "audios_found"},
		{once("Campaigns", "7224"), 200, "", "1 records were found", "campaigns_found"},
		{once("RoutingPoints", ""), 200, "200", "1 records were found", "routing_points_found"},

		{once("RealTimeAgents"), 200, "200", "5 records were found", "agents_found"},
		{once("RealTimeSkills", "all", "40"), 200, "200", "1 records were found", "skills_found_within"},
		{[]step{{"Hang", args("12989")}, {"CallsLast10", nil}}, 200, "200", "2 records were found", "calls_found"},
		{[]step{{"Recall", args(later)}, {"RealTimeRecalls", args("auto")}}, 200, "200", "1 records were found", "recalls_found"},
		{once("Latency"), 200, "200", "1 records were found", "latency_found"},
		{[]step{{"HangTypeReady", args("12989", client.Coding{Code: "021"})}, {"HitsLastHour", nil}}, 200, "200", "1 records were found", "hits_found"},
		{once("RealTimeCampaigns"), 200, "200", "1 records were found", "campaigns_found"},
		{[]step{{"AddInteraction", args(client.Interaction{RoutingPointID: "61196", Subject: "s"})}, {"Interactions", nil}}, 200, "200", "1 records were found", "interactions_found"},
	} {
		last := tt.steps[len(tt.steps)-1]
		operation := operationOf(t, last.method)
		covered[operation] = true
		t.Run(fmt.Sprintf("%s %q", operation, last.args), func(t *testing.T) {
			t.Parallel()
			w := srv.NewWorld(t)
			c := mustClient(t, w.Token(), srv.URL)
			for _, s := range tt.steps[:len(tt.steps)-1] {
				s.take(t, w, c)
			}
			w.ClearRequests()
			got := last.take(t, w, c)
			want := client.Reply{Operation: operation, Status: tt.status, Code: tt.code, Msg: tt.msg, Outcome: tt.outcome}
			reply := replyOf(got)
			if diff := cmp.Diff(want, reply, cmpopts.IgnoreFields(client.Reply{}, "Body")); diff != "" {
				t.Errorf("reply (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(documentedData(t, reply.Body), typedData(t, got)); diff != "" {
				t.Errorf("data of the reply, and of the method (-want +got):\n%s", diff)
			}
			if _, ok := got.(client.Reply); !ok && !strings.Contains(string(reply.Body), `"data"`) {
				t.Errorf("no data in %s", reply.Body)
			}
			if got := w.Requests(journal.Query{}).Requests; len(got) != 1 || got[0].Operation != operation {
				t.Errorf("journal %+v", got)
			}
		})
	}
	for _, name := range documented(t) {
		if !covered[name] {
			t.Errorf("no row has %s", name)
		}
	}
}

var later = client.Callback{AgentID: "12989", CampaignID: "7224", CustomerID: "1", Phone: "3000000001", Date: "20990630101520", Style: "auto"}

// operationOf is the operation that a method calls.
func operationOf(t *testing.T, method string) string {
	t.Helper()
	for _, s := range samples {
		if s.method == method {
			return s.operation
		}
	}
	t.Fatalf("no sample has the method %s", method)
	return ""
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
			case p.Name != "api" && (p.Required || p.In == "body"):
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
