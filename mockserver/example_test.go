package mockserver_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"time"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
)

// A server on a socket, as a program has it. The other examples are bodies of tests: their t is a *testing.T.
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

// A test starts a server, takes a world of its own and makes a first call.
func Example_firstCall() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	api := world.Client(t)
	if _, err := api.ChangeStatus(t.Context(), "12991", "102"); err != nil {
		t.Fatal(err)
	}
	agent, err := world.Agent("12991")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(agent.Name, "is in", agent.State)
	// Output: Carla Mejia is in Lunch
}

// A program that has the address of the real service written into it is given a client that leads to the mock.
func ExampleWorld_HTTPClient() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	program := world.HTTPClient() // in the place of http.DefaultClient

	const url = "https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989"
	r, err := http.NewRequestWithContext(t.Context(), "POST", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("wolkvox-token", world.Token())
	reply, err := program.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	fmt.Println(reply.Status)
	// Output: 200 OK
}

// A test arranges an agent in the state that it needs.
func ExampleWorld_PutAgent() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	agent, err := world.PutAgent("20001", mockserver.AgentChange{Name: new("Nora Vega"), Status: new(mockserver.StatusACW)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = world.Client(t).Dial(t.Context(), agent.ID, "3001234567", nil)
	fmt.Println(err)

	_, err = world.PutAgent("20001", mockserver.AgentChange{Status: new(mockserver.StatusTalk)})
	var refused *mockserver.Error
	fmt.Println(errors.As(err, &refused), refused.Kind == mockserver.InputInvalid, err)
	// Output:
	// dial: refused with 404 Not Found: The action has not been executed, please validate the agent status (dial_forbidden)
	// true true status "talk" of agent 20001 cannot be set: let a call arrive instead
}

// A call arrives at an agent, who answers it; later the customer hangs up.
func ExampleWorld_Arrive() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	call, err := world.Arrive(mockserver.Arrival{Type: mockserver.Inbound, AgentID: "12991", Phone: "3001234567"})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(call.State)
	if call, err = world.Answer(call.ID); err != nil {
		t.Fatal(err)
	}
	fmt.Println(call.State)
	if _, err := world.Client(t).Hold(t.Context(), "12991"); err != nil {
		t.Fatal(err)
	}
	if call, err = world.CustomerHangUp(call.ID); err != nil {
		t.Fatal(err)
	}
	fmt.Println(call.State, "by the", call.EndedBy)
	// Output:
	// ringing
	// active
	// ended by the customer
}

// A fault refuses a request by the name of a documented outcome, with its words. Nothing is changed.
func ExampleWorld_AddFault() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	_, err := world.AddFault(mockserver.Fault{Operation: "hang", AgentID: "12989", Outcome: "no_active_call"})
	if err != nil {
		t.Fatal(err)
	}
	api := world.Client(t)
	_, err = api.Hang(t.Context(), "12989")
	var refused *client.APIError
	fmt.Println(errors.As(err, &refused), refused.Outcome)

	_, err = api.Hang(t.Context(), "12989") // the fault is used up
	fmt.Println(err)
	// Output:
	// true no_active_call
	// <nil>
}

// The answer is lost after the change was made: does the client look before it sends the request again?
func ExampleWorld_AddFault_lostAnswer() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	_, err := world.AddFault(mockserver.Fault{Operation: "hang", Phase: mockserver.After, Drop: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = world.Client(t).Hang(t.Context(), "12989")
	agent, _ := world.Agent("12989")
	fmt.Println(errors.Is(err, client.ErrFateUnknown), agent.State)
	// Output: true ACW
}

// A gate holds a request while something else happens: here the customer hangs up before the hang of the client is carried out.
func ExampleWorld_AddGate() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	gate, err := world.AddGate(mockserver.Gate{Operation: "hang"})
	if err != nil {
		t.Fatal(err)
	}
	answer := make(chan error)
	go func() {
		_, err := world.Client(t).Hang(t.Context(), "12989")
		answer <- err
	}()
	if _, err := world.AwaitGate(t.Context(), gate.ID, 1); err != nil {
		t.Fatal(err)
	}
	agent, err := world.Agent("12989")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := world.CustomerHangUp(agent.CurrentCall.ID); err != nil {
		t.Fatal(err)
	}
	if err := world.OpenGate(gate.ID); err != nil {
		t.Fatal(err)
	}
	var refused *client.APIError
	fmt.Println(errors.As(<-answer, &refused), refused.Outcome)
	// Output: true no_active_call
}

// Time passes when the test says so, and what is due by then happens.
func ExampleWorld_Advance() {
	t := newT()
	defer t.end()

	noon := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t, mockserver.AtTime(noon))
	if _, err := world.PutAccount(mockserver.AccountChange{ACWLimit: new(90 * time.Second)}); err != nil {
		t.Fatal(err)
	}
	if _, err := world.Client(t).Hang(t.Context(), "12989"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		agent, err := world.Agent("12989")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(world.Clock().Time.Format(time.TimeOnly), agent.State)
		if err := world.Advance(45 * time.Second); err != nil {
			t.Fatal(err)
		}
	}
	// Output:
	// 12:00:00 ACW
	// 12:00:45 ACW
	// 12:01:30 Ready
}

// A test waits for what the program under test is about to send, without polling.
func ExampleWorld_WaitFor() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	api := world.Client(t)
	go func() { // the program under test
		_, _ = api.Hang(t.Context(), "12989")
		_, _ = api.ChangeStatus(t.Context(), "12989", "ready")
	}()
	for _, entry := range world.WaitFor(t, 2, mockserver.Query{AgentID: "12989"}) {
		fmt.Println(entry.Operation, entry.Outcome)
	}
	// Output:
	// hang hung_up
	// change_status status_changed
}

// The journal tells what came and what was answered, and what of it breaks the contract, with a request that keeps it.
func ExampleWorld_Violations() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	r, err := http.NewRequestWithContext(t.Context(), "POST", world.URL()+"/api/v2/agentbox.php?api=hang&agentid=12989", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("wolkvox-token", world.Token())
	reply, err := world.HTTPClient().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()

	page := world.Requests(mockserver.Query{Operation: "hang", Violations: true})
	fmt.Println(len(page.Requests), page.Requests[0].Outcome)
	for _, v := range world.Violations() {
		fmt.Println(v.Rule, v.Where)
	}
	// Output:
	// 1 parameter_missing
	// parameter-unknown query agentid
	// parameter-missing query agent_id
}

// With Strict the test fails for what its client does against the contract.
func ExampleStrict() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory(), mockserver.Strict()).NewWorld(t)
	r, err := http.NewRequestWithContext(t.Context(), "POST", world.URL()+"/api/v2/agentbox.php?api=hang&agent_id=12989&force=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("wolkvox-token", world.Token())
	reply, err := world.HTTPClient().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	fmt.Println(reply.Status)
	// Output:
	// 200 OK
	// FAIL: mockserver: world w1: request 3, POST /api/v2/agentbox.php?api=hang&agent_id=12989&force=1: parameter-unknown: query force: expected one of api, agent_id, got "1" (https://www.wolkvox.com/en/hang-up-agent-v2/)
	// 	right would be: curl -X POST 'http://wolkvox-mock.localhost/api/v2/agentbox.php?api=hang&agent_id=12989' -H "wolkvox-token: $WOLKVOX_TOKEN"
}

// Worlds stand side by side on one server and never meet. One of them is made to measure.
func ExampleServer_NewWorld() {
	t := newT()
	defer t.end()

	srv := mockserver.Run(t, mockserver.InMemory())
	demo := srv.NewWorld(t)
	small := srv.NewWorld(t, mockserver.Named("small"), mockserver.FromSeed(mockserver.Seed{
		Agents: []mockserver.SeedAgent{{AgentID: "1", Name: "Eva Luz", Status: "ready"}},
	}))
	if _, err := small.Client(t).ChangeStatus(t.Context(), "1", "logout"); err != nil {
		t.Fatal(err)
	}
	for _, w := range []*mockserver.World{demo, small} {
		agents, err := w.Agents()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(w.Name(), len(agents), w.Requests(mockserver.Query{}).Total)
	}
	// Output:
	// w1 6 0
	// small 1 1
}

// A state that took long to build is kept, and restored as often as it is needed.
func ExampleWorld_Restore() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	built := world.Snapshot()
	for range 2 {
		if _, err := world.Client(t).Hang(t.Context(), "12989"); err != nil {
			t.Fatal(err)
		}
		if err := world.Restore(built); err != nil {
			t.Fatal(err)
		}
	}
	agent, err := world.Agent("12989")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(agent.State)
	// Output: Talk
}

// The token is busy and the quota of the day used up, as the client sees it: arranged by outcome, no counter is touched.
func ExampleWorld_AddFault_tokenAndQuota() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	for _, outcome := range []string{"token_busy", "token_limit_exceeded"} {
		if _, err := world.AddFault(mockserver.Fault{Operation: "skills", Outcome: outcome}); err != nil {
			t.Fatal(err)
		}
	}
	api := world.Client(t, client.WithRetries(0)) // unless told otherwise it tries again while the token is busy
	for range 3 {
		_, err := api.Skills(t.Context(), nil)
		fmt.Println(err)
	}
	// Output:
	// skills: refused with 403 FORBIDDEN: EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (1) (token_busy)
	// skills: refused with 403 FORBIDDEN: TOKEN LIMIT EXCEEDED (token_limit_exceeded)
	// <nil>
}

// What a client did is held against what it should have done: a failure shows the requests that come nearest.
func ExampleWorld_Expect() {
	t := newT()
	defer t.end()

	world := mockserver.Run(t, mockserver.InMemory()).NewWorld(t)
	api := world.Client(t)
	if _, err := api.Hang(t.Context(), "12989"); err != nil {
		t.Fatal(err)
	}
	if _, err := api.ChangeStatus(t.Context(), "12989", "102"); err != nil {
		t.Fatal(err)
	}
	before := mockserver.Match{Operation: "change_status"}
	world.Expect(t,
		mockserver.Expectation{Operation: "hang", AgentID: "12989", Times: mockserver.Exactly(1), Before: before},
		mockserver.Expectation{Operation: "transfer", Times: mockserver.Never()},
		mockserver.Expectation{Operation: "hang", AgentID: "12990"},
	)
	// Output:
	// FAIL: mockserver: expected hang for agent 12990 in world w1 at least once: it did not come
	// 	#3 hang, agent 12989: hung_up: agent_id is 12989, expected 12990
}

// Another HTTP server has the mock as its handler.
func ExampleNew() {
	t := newT()
	defer t.end()

	srv, err := mockserver.New()
	if err != nil {
		t.Fatal(err)
	}
	ts := httptest.NewServer(srv)
	defer ts.Close()
	api, err := client.New(mockserver.DemoServer, mockserver.DemoToken, client.WithBaseURL(ts.URL))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := api.Hang(t.Context(), "12989"); err != nil {
		t.Fatal(err)
	}
	fmt.Println(srv.URL() == ts.URL)
	// Output: true
}

// An exampleT stands for the *testing.T that a test has and an example has not. What the test would be told is printed.
type exampleT struct{ cleanups []func() }

func newT() *exampleT { return &exampleT{} }

func (t *exampleT) Helper()                           {}
func (t *exampleT) Name() string                      { return "TestOfYours" }
func (t *exampleT) Cleanup(f func())                  { t.cleanups = append(t.cleanups, f) }
func (t *exampleT) Context() context.Context          { return context.Background() }
func (t *exampleT) Errorf(format string, args ...any) { fmt.Printf("FAIL: "+format+"\n", args...) }
func (t *exampleT) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
func (t *exampleT) Fatal(args ...any)                 { panic(fmt.Sprint(args...)) }

// end does what happens at the end of a test.
func (t *exampleT) end() {
	for len(t.cleanups) > 0 {
		last := len(t.cleanups) - 1
		t.cleanups[last]()
		t.cleanups = t.cleanups[:last]
	}
}
