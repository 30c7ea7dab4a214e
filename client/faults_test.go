package client_test

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"wolkvoxmock/client"
	"wolkvoxmock/mockserver"
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
)

// Whatever goes wrong on the way, the client says what is known: a refusal, a reply that breaks the contract, or that nobody
// knows what became of the request. It sends no request a second time that may have been done.
func TestCall_meetsFaults(t *testing.T) {
	t.Parallel()
	srv := mockserver.Run(t)
	for _, tt := range []struct {
		fault fault.Fault
		want  error // nil for a success
	}{
		{fault.Fault{Outcome: "token_busy"}, client.ErrTokenBusy},
		{fault.Fault{Outcome: "token_limit_exceeded"}, client.ErrQuotaExceeded},
		{fault.Fault{Outcome: "token_unknown"}, client.ErrTokenRefused},
		{fault.Fault{Outcome: "maintenance"}, errRefused},
		{fault.Fault{Outcome: "no_active_call"}, errRefused},
		{fault.Fault{Status: 503}, errRefused},
		{fault.Fault{Outcome: "hung_up"}, nil},
		{fault.Fault{Slow: 1}, nil},
		{fault.Fault{Drop: true}, client.ErrFateUnknown},
		{fault.Fault{Reset: true}, client.ErrFateUnknown},
		{fault.Fault{Truncate: true}, client.ErrFateUnknown},
		{fault.Fault{Outcome: "token_busy", Truncate: true}, client.ErrFateUnknown},
		{fault.Fault{BrokenJSON: true}, client.ErrContract},
		{fault.Fault{HTML: true}, client.ErrContract},
		{fault.Fault{Body: "hello"}, client.ErrContract},
		{fault.Fault{ContentType: "text/plain"}, client.ErrContract},
	} {
		for _, phase := range []fault.Phase{fault.Before, fault.After} {
			tt.fault.Phase = phase
			t.Run(tt.fault.String(), func(t *testing.T) {
				t.Parallel()
				w := srv.NewWorld(t)
				if _, err := w.AddFault(tt.fault); err != nil {
					t.Fatal(err)
				}
				_, err := mustClient(t, w.Token(), srv.URL(), client.WithRetries(0)).Hang(t.Context(), "12989")
				var refused *client.APIError
				switch {
				case tt.want == errRefused && !errors.As(err, &refused), tt.want != errRefused && !errors.Is(err, tt.want):
					t.Errorf("error %v, want %v", err, tt.want)
				}
			})
		}
	}
}

var errRefused = errors.New("a refusal")

// A reply that is slower than the caller's patience leaves its request's fate unknown.
func TestCall_slowReply(t *testing.T) {
	t.Parallel()
	w, c := world(t)
	if _, err := w.AddFault(fault.Fault{Operation: "hang", Slow: callcenter.MaxSlow}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { _, err := c.Hang(ctx, "12989"); done <- err }()
	for a, _ := w.Agent("12989"); a.State != "ACW"; a, _ = w.Agent("12989") {
		runtime.Gosched() // until it is done
	}
	cancel()
	if err := <-done; !errors.Is(err, client.ErrFateUnknown) {
		t.Errorf("error %v", err)
	}
}
