package mockserver_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wolkvoxmock/mockserver"
)

// A world with a ttl is there while it is used, and for that long after it; then nothing leads to it, and what led to it is
// free.
func TestExpiry(t *testing.T) {
	t.Parallel()
	var now atomic.Int64 // seconds
	clock := mockserver.WithSystemClock(func() time.Time { return noon.Add(time.Duration(now.Load()) * time.Second) })
	const hour = 3600
	for what, use := range map[string]func(*caller, *mockserver.World){
		"a request":                 func(c *caller, _ *mockserver.World) { c.mustGet("no_active_call", box("hang", "agent_id=12991")) },
		"a request that is refused": func(c *caller, _ *mockserver.World) { c.mustGet("api_unknown", box("nothing", "")) },
		"a request to the control API": func(c *caller, w *mockserver.World) {
			c.send(ask{method: "GET", target: "/__admin/worlds/" + w.Name() + "/clock"})
		},
	} {
		t.Run(what, func(t *testing.T) {
			now.Store(0)
			s := mockserver.Run(t, clock)
			w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short", TTL: time.Hour})
			ok(t, err)
			forever := s.NewWorld(t)
			c := callerOf(t, w)
			for i := range int64(3) {
				now.Store((i + 1) * (hour - 1))
				use(c, w)
			}
			now.Add(hour - 1)
			if got := len(s.Worlds()); got != 3 {
				t.Errorf("%d worlds, want 3", got)
			}
			now.Add(1)
			c.mustGet("token_unknown", hang)
			_, err = s.World("short")
			mustRefuse(t, err, "world_unknown", "short")
			now.Add(1000 * hour)
			callerOf(t, forever).mustGet("hung_up", hang)
			newCaller(t, s.URL(), mockserver.DemoToken).mustGet("hung_up", hang)
			_, err = s.CreateWorld(mockserver.WorldSpec{Name: "short", Token: c.token})
			ok(t, err)
			c.mustGet("hung_up", hang)
		})
	}
}

// A world is not idle while a request is under way in it.
func TestExpiry_requestUnderWay(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	s := mockserver.Run(t, mockserver.WithWorldTTL(time.Second),
		mockserver.WithSystemClock(func() time.Time { return noon.Add(time.Duration(now.Load())) }))
	w, err := s.CreateWorld(mockserver.WorldSpec{TTL: time.Hour})
	ok(t, err)
	p, gate := callerOf(t, w).hold(w, hang)
	now.Store(int64(2 * time.Hour))
	if _, err := s.World(w.Name()); err != nil {
		t.Error(err)
	}
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
	until(func() bool { return !s.UnderWay(w) })
	now.Add(int64(time.Hour - 1))
	if _, err := s.World(w.Name()); err != nil {
		t.Errorf("its time begins when the request ends: %v", err)
	}
}

// A request that begins while somebody finds the ttl to be over is not cut off.
func TestExpiry_requestMeanwhile(t *testing.T) {
	t.Parallel()
	var meanwhile atomic.Pointer[func()]
	s := mockserver.Run(t, mockserver.WithSystemClock(func() time.Time {
		if begin := meanwhile.Swap(nil); begin != nil {
			(*begin)()
			return noon.Add(time.Hour)
		}
		return noon
	}))
	w, err := s.CreateWorld(mockserver.WorldSpec{TTL: time.Hour})
	ok(t, err)
	var p *pending
	gate := shut(t, w, "hang", 1)
	c := callerOf(t, w)
	begin := func() {
		p = c.start(hang)
		await(t, w, gate, 1)
	}
	meanwhile.Store(&begin)
	if got := len(s.Worlds()); got != 2 {
		t.Errorf("%d worlds, want 2", got)
	}
	ok(t, w.OpenGate(gate))
	p.mustGet("hung_up")
}

// Neither is it while somebody waits in it, nor for its ttl after that.
func TestExpiry_waiting(t *testing.T) {
	for what, wait := range map[string]func(context.Context, *mockserver.World) error{
		"for requests": func(ctx context.Context, w *mockserver.World) error {
			_, err := w.AwaitRequests(ctx, mockserver.Query{Count: 1})
			return err
		},
		"at a gate": func(ctx context.Context, w *mockserver.World) error {
			gate, err := w.AddGate(mockserver.Gate{Operation: "hang", Times: 1})
			ok(t, err)
			_, err = w.AwaitGate(ctx, gate.ID, 1)
			return errors.Join(err, w.OpenGate(gate.ID))
		},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := mockserver.Run(t, mockserver.InMemory())
				w, err := s.CreateWorld(mockserver.WorldSpec{Name: "short", TTL: time.Minute})
				ok(t, err)
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				if err := wait(ctx, w); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%v, want the deadline", err)
				}
				if !s.Known("short") {
					t.Error("it is gone with the last one who waited")
				}
			})
		})
	}
}

// The memory of a world that has expired is given back, also when nobody asks for it.
func TestExpiry_byItself(t *testing.T) {
	t.Parallel()
	s := mockserver.Run(t, mockserver.WithWorldTTL(time.Nanosecond))
	_, err := s.CreateWorld(mockserver.WorldSpec{Name: "short"})
	ok(t, err)
	until(func() bool { return !s.Known("short") })
}

func TestMaxWorlds(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	s := mockserver.Run(t, mockserver.WithMaxWorlds(3),
		mockserver.WithSystemClock(func() time.Time { return noon.Add(time.Duration(now.Load())) }))
	s.NewWorld(t)
	_, err := s.CreateWorld(mockserver.WorldSpec{TTL: time.Hour})
	ok(t, err)
	_, err = s.CreateWorld(mockserver.WorldSpec{})
	mustRefuse(t, err, mockserver.TooManyWorlds, "there are 3 worlds, and no more are allowed: delete those that nobody needs, with DELETE")
	now.Store(int64(time.Hour))
	s.NewWorld(t) // in the place of the one that has expired
	_, err = s.CreateWorld(mockserver.WorldSpec{TTL: -1})
	mustRefuse(t, err, "invalid", "ttl is -1ns: expected 0s to 8760h0m0s")
}

// The URL of a world, and of a corrected request, is what the caller reached, or the public one.
func TestURL_isWhatTheCallerReached(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		opts       []mockserver.Option
		host, want string
	}{
		{nil, "", ""},
		{nil, "localhost:9999", "http://localhost:9999"},
		{[]mockserver.Option{mockserver.WithPublicURL("https://mock.example/")}, "localhost:9999", "https://mock.example"},
		{[]mockserver.Option{mockserver.WithPublicURL("https://mock.example")}, "", "https://mock.example"},
	} {
		s := mockserver.Run(t, tt.opts...)
		address := "http://" + strings.TrimPrefix(s.Address(), "http://")
		c := newCaller(t, address, mockserver.DemoToken)
		want := tt.want
		if want == "" {
			want = address
		}
		for _, a := range []ask{
			{method: http.MethodGet, target: "/__admin/worlds", host: tt.host},
			{method: http.MethodPost, target: "/__admin/worlds", body: "{}", host: tt.host},
		} {
			if got := c.send(a); !strings.Contains(got.body, `"url": "`+want+`"`) {
				t.Errorf("%s: %s, want the url %s", a.method, got.body, want)
			}
		}
		a := box("hang", "")
		a.host = tt.host
		c.mustGet("parameter_missing", a)
		if e := newest(t, s.Default()); len(e.Violations) == 0 || !strings.Contains(e.Violations[0].Try, "'"+want+"/api/v2/") {
			t.Errorf("the violations %+v, want %s in the corrected request", e.Violations, want)
		}
	}
}
