package client_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
)

// inBubble runs a test in which time stands still while anybody works, against a mock that is reached without a network.
func inBubble(t *testing.T, test func(*testing.T, *mockserver.Server, *mockserver.World), opts ...mockserver.Option) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		srv, err := mockserver.New(opts...)
		if err != nil {
			t.Fatal(err)
		}
		defer srv.Close()
		test(t, srv, srv.Default())
	})
}

func demo(t *testing.T, srv *mockserver.Server, opts ...client.Option) *client.Client {
	t.Helper()
	return mustClient(t, mockserver.DemoToken, "http://wolkvox.invalid", append(opts, within(srv))...)
}

// start makes a call in the background and returns once it cannot go on.
func start(call func() error) <-chan error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	synctest.Wait()
	return done
}

func mustDone(t *testing.T, calls ...<-chan error) {
	t.Helper()
	for i, done := range calls {
		if err := <-done; err != nil {
			t.Errorf("call %d: %v", i+1, err)
		}
	}
}

// One client never makes the service refuse a second request, and lets its callers in as they came.
func TestToken_secondCallWaits(t *testing.T) {
	inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
		ctx, c := t.Context(), demo(t, srv)
		open := mustGate(t, w, fault.Gate{Operation: "hang"})
		first := start(func() error { _, err := c.Hang(ctx, "12989"); return err })
		second := start(func() error { _, err := c.ChangeStatus(ctx, "12991", "101"); return err })
		third := start(func() error { _, err := c.DisableAgent(ctx, "12992"); return err })
		fourth := start(func() error { _, err := c.ChangeStatus(ctx, "12994", "ready"); return err })
		mustOutcomes(t, w) // nobody has been answered
		open()
		mustDone(t, first, second, third, fourth)
		mustOutcomes(t, w, "hung_up", "status_changed", "agent_disabled", "status_changed")
	})
}

func TestToken_waitingHonoursTheContext(t *testing.T) {
	inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
		c := demo(t, srv)
		open := mustGate(t, w, fault.Gate{Operation: "hang"})
		first := start(func() error { _, err := c.Hang(t.Context(), "12989"); return err })
		cause := errors.New("it takes too long")
		ctx, cancel := context.WithCancelCause(t.Context())
		second := start(func() error { _, err := c.Hang(ctx, "12990"); return err })
		cancel(cause)
		if err := <-second; !errors.Is(err, cause) || errors.Is(err, client.ErrFateUnknown) || errors.Is(err, client.ErrTokenBusy) {
			t.Errorf("error %v", err)
		}
		timed, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		if _, err := c.Hang(timed, "12990"); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, client.ErrFateUnknown) {
			t.Errorf("error %v", err)
		}
		open()
		mustDone(t, first)
		mustOutcomes(t, w, "hung_up")
		if _, err := c.Hang(t.Context(), "12990"); err != nil { // whoever gave up took no place
			t.Error(err)
		}
	})
}

func TestToken_concurrency(t *testing.T) {
	inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
		ctx, c := t.Context(), demo(t, srv, client.WithTokenConcurrency(2))
		open := mustGate(t, w, fault.Gate{Times: 3})
		first := start(func() error { _, err := c.Hang(ctx, "12989"); return err })
		second := start(func() error { _, err := c.Hang(ctx, "12990"); return err })
		third := start(func() error { _, err := c.DisableAgent(ctx, "12992"); return err })
		if g := w.Gates()[0]; g.Waiting != 2 {
			t.Errorf("%d requests in flight", g.Waiting)
		}
		open()
		mustDone(t, first, second, third)
	}, mockserver.WithTokenConcurrency(2))
}

// Another client holds the token: the request is sent again until the token is free, and nobody overtakes it.
func TestToken_busyThenFree(t *testing.T) {
	inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
		ctx, other, c := t.Context(), demo(t, srv), demo(t, srv)
		open := mustGate(t, w, fault.Gate{Operation: "hang"})
		holding := start(func() error { _, err := other.Hang(ctx, "12989"); return err })
		first := start(func() error { _, err := c.DisableAgent(ctx, "12992"); return err })
		second := start(func() error { _, err := c.ChangeStatus(ctx, "12991", "101"); return err })
		mustOutcomes(t, w, "token_busy")
		open()
		mustDone(t, holding, first, second)
		mustOutcomes(t, w, "token_busy", "hung_up", "agent_disabled", "status_changed")
	})
}

func TestToken_busyForGood(t *testing.T) {
	for _, tt := range []struct {
		name        string
		opts        []client.Option
		requests    int
		least, most time.Duration
	}{
		{"five times unless stated", nil, 6, 3100 * time.Millisecond, 9300 * time.Millisecond},
		{"never", []client.Option{client.WithRetries(0)}, 1, 0, 0},
		{"once", []client.Option{client.WithRetries(1)}, 2, 100 * time.Millisecond, 300 * time.Millisecond},
		{"very often", []client.Option{client.WithRetries(100)}, 101, 240 * time.Second, 750 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
				open := mustGate(t, w, fault.Gate{Operation: "hang"})
				other, c := demo(t, srv), demo(t, srv, tt.opts...)
				holding := start(func() error { _, err := other.Hang(t.Context(), "12989"); return err })
				began := time.Now()
				reply, err := c.Hang(t.Context(), "12990")
				if took := time.Since(began); took < tt.least || took > tt.most {
					t.Errorf("it took %v", took)
				}
				var refused *client.APIError
				if !errors.Is(err, client.ErrTokenBusy) || !errors.As(err, &refused) || refused.Status != 403 || refused.Outcome != "token_busy" || reply.Outcome != "token_busy" {
					t.Errorf("error %v, reply %+v", err, reply)
				}
				if errors.Is(err, client.ErrTokenRefused) || errors.Is(err, client.ErrFateUnknown) {
					t.Errorf("%v is something else as well", err)
				}
				if n := w.Requests(journal.Query{Outcome: "token_busy"}).Total; n != tt.requests {
					t.Errorf("%d requests", n)
				}
				open()
				mustDone(t, holding)
			})
		})
	}
}

func TestToken_pausingHonoursTheContext(t *testing.T) {
	inBubble(t, func(t *testing.T, srv *mockserver.Server, w *mockserver.World) {
		open := mustGate(t, w, fault.Gate{Operation: "hang"})
		other, c := demo(t, srv), demo(t, srv)
		holding := start(func() error { _, err := other.Hang(t.Context(), "12989"); return err })
		ctx, cancel := context.WithCancel(t.Context())
		pausing := start(func() error { _, err := c.Hang(ctx, "12990"); return err })
		cancel()
		if err := <-pausing; !errors.Is(err, context.Canceled) || !errors.Is(err, client.ErrTokenBusy) || errors.Is(err, client.ErrFateUnknown) {
			t.Errorf("error %v", err)
		}
		mustOutcomes(t, w, "token_busy")
		open()
		mustDone(t, holding)
	})
}

// Many callers, one token, one client: everybody is served and nobody refused.
func TestToken_crowd(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	var crowd sync.WaitGroup
	for range 50 {
		crowd.Go(func() {
			if _, err := c.DisableAgent(t.Context(), "12992"); err != nil {
				t.Error(err)
			}
		})
	}
	crowd.Wait()
	if n := len(w.Requests(journal.Query{Outcome: "agent_disabled"}).Requests); n != 50 {
		t.Errorf("%d of 50 were served", n)
	}
}
